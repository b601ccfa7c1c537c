package notifydb_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/notify/letter"
	"preau.education/preau/internal/notify/notifydb"
)

func TestFactsAreInTheLog(t *testing.T) {
	ctx := context.Background()
	db := docstoretest.New(t)
	store, err := notifydb.Open(db)
	if err != nil {
		t.Fatal(err)
	}
	app, _ := url.Parse("https://preau.example")
	svc := notify.NewService(notify.Config{Store: store, Letters: letter.NewWriter(app), Now: time.Now})
	var mu sync.Mutex // guards seen
	var seen []string
	runner := docstore.NewRunner(db, slog.New(slog.DiscardHandler), docstore.Refresh{
		Name: "notices",
		Apply: func(_ context.Context, c docstore.Change) error {
			var f notify.Noticed
			if err := c.Decode(&f); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, fmt.Sprintf("%s %s %s %t", c.Kind, c.Key, f.Person, f.Notice != ""))
			return nil
		},
	})
	if err := runner.Start(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Stop)
	news := notify.News{Key: "1", Person: "camille", Kind: notify.Waiting, Params: map[string]string{"title": "Laïcité"}}
	for range 2 {
		if err := svc.Tell(ctx, actor.System(), news); err != nil {
			t.Fatal(err)
		}
	}
	if err := svc.ReadAll(ctx, actor.Actor{Person: "camille"}); err != nil {
		t.Fatal(err)
	}
	if err := runner.WaitIdle(ctx); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if want := []string{"notify.noticed camille camille true", "notify.read camille camille false"}; !slices.Equal(seen, want) {
		t.Errorf("the log tells %q, want %q", seen, want)
	}
}
