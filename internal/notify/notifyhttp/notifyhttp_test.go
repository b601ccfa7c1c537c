package notifyhttp_test

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/notify/letter"
	"preau.education/preau/internal/notify/notifydb"
	"preau.education/preau/internal/notify/notifyhttp"
	"preau.education/preau/internal/web"
)

func TestEndpoints(t *testing.T) {
	now := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := notifydb.Open(docstoretest.NewAt(t, clock))
	if err != nil {
		t.Fatal(err)
	}
	app, _ := url.Parse("http://localhost:8080")
	content, _ := url.Parse("http://content.localhost:8080")
	svc := notify.NewService(notify.Config{Store: store, Letters: letter.NewWriter(app), Now: clock})
	server := web.New(web.Config{App: app, Content: content, Log: slog.New(slog.DiscardHandler), Now: clock,
		Authenticate: func(c *fiber.Ctx) (actor.Actor, error) { return actor.Actor{Person: c.Get("Test-Person")}, nil }})
	notifyhttp.Register(server.API, svc)
	for _, title := range []string{"Un", "Deux", "Trois"} {
		now = now.Add(time.Second)
		if err := svc.Tell(context.Background(), actor.System(), notify.News{Key: title, Person: "camille",
			Kind: notify.RequestAccepted, Params: map[string]string{"title": title}, Link: "/x"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		person, method, path, body string
		status                     int
		has, hasNot                string
	}{
		{"", "GET", "/api/v1/me/notices", "", 401, "sign_in_required", "Trois"},
		{"", "GET", "/api/v1/me/notices/unread", "", 401, "", ""},
		{"", "PUT", "/api/v1/me/notices/read", `{"all":true}`, 401, "", ""},
		{"bob", "GET", "/api/v1/me/notices", "", 200, `"items":[] "count":0`, "Trois"},
		{"bob", "PUT", "/api/v1/me/notices/read", `{"all":true}`, 200, `"count":0`, ""},
		{"camille", "GET", "/api/v1/me/notices?limit=2", "", 200, `"Trois" "Deux" "kind":"request_accepted" "link":"/x" "read":false "count":3`, `"Un" delivery`},
		{"camille", "GET", "/api/v1/me/notices?limit=1000", "", 422, "", "Trois"},
		{"camille", "GET", "/api/v1/me/notices?after=nonsense", "", 422, "", "Trois"},
		{"camille", "GET", "/api/v1/me/notices/unread", "", 200, `"count":3 "more":false`, ""},
		{"camille", "PUT", "/api/v1/me/notices/read", `{"ids":["unknown"]}`, 200, `"count":3`, ""},
		{"camille", "PUT", "/api/v1/me/notices/read", `{"all":true}`, 200, `"count":0`, ""},
		{"camille", "GET", "/api/v1/me/notices", "", 200, `"read":true "Un"`, `"read":false`},
	} {
		t.Run(c.person+" "+c.method+" "+c.path, func(t *testing.T) {
			r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
			r.Header.Set("Test-Person", c.person)
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			r.Header.Set("Content-Type", "application/json")
			resp, err := server.Fiber.Test(r, -1)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, _ := io.ReadAll(resp.Body)
			if resp.StatusCode != c.status {
				t.Fatalf("status %d, want %d: %s", resp.StatusCode, c.status, body)
			}
			for _, word := range strings.Fields(c.has) {
				if !strings.Contains(string(body), word) {
					t.Errorf("%q is missing from %s", word, body)
				}
			}
			for _, word := range strings.Fields(c.hasNot) {
				if strings.Contains(string(body), word) {
					t.Errorf("%q is in %s", word, body)
				}
			}
		})
	}
}
