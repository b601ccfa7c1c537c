package notify_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/notify/letter"
	"preau.education/preau/internal/notify/mail"
	"preau.education/preau/internal/notify/mail/mailtest"
	"preau.education/preau/internal/notify/notifydb"
)

type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// directory is who can be written to.
type directory map[string]notify.Contact

func (d directory) Contacts(_ context.Context, persons []string) (map[string]notify.Contact, error) {
	found := map[string]notify.Contact{}
	for _, p := range persons {
		if c, ok := d[p]; ok {
			found[p] = c
		}
	}
	return found, nil
}

var people = directory{
	"camille": {Name: "Camille Lefèvre", Email: "camille@x.fr", Locale: "fr"},
	"bob":     {Name: "Bob Martin", Email: "bob@x.fr", Locale: "en"},
	"nowhere": {Name: "Sans Adresse"},
}

type world struct {
	clock  *clock
	store  *notifydb.Store
	server *mailtest.Server
	svc    *notify.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{clock: &clock{t: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}, server: mailtest.New(t)}
	store, err := notifydb.Open(docstoretest.NewAt(t, w.clock.now))
	if err != nil {
		t.Fatal(err)
	}
	w.store = store
	w.svc = w.service(t, true)
	return w
}

// service is one node on the store.
func (w *world) service(t *testing.T, mails bool) *notify.Service {
	t.Helper()
	app, _ := url.Parse("https://preau.example")
	cfg := notify.Config{Store: w.store, People: people, Letters: letter.NewWriter(app), Now: w.clock.now}
	if mails {
		server, err := mail.Parse(fmt.Sprintf("smtp://%s:%d", w.server.Host, w.server.Port), "Préau <preau@preau.example>")
		if err != nil {
			t.Fatal(err)
		}
		if cfg.Sender, err = mail.New(server); err != nil {
			t.Fatal(err)
		}
	}
	return notify.NewService(cfg)
}

func news(key, person string) notify.News {
	return notify.News{Key: key, Person: person, Kind: notify.Attested, Params: map[string]string{"title": "Laïcité"}, Link: "/attestations/1"}
}

func (w *world) tell(t *testing.T, all ...notify.News) {
	t.Helper()
	if err := w.svc.Tell(context.Background(), actor.System(), all...); err != nil {
		t.Fatal(err)
	}
}

func (w *world) deliver(t *testing.T, want int) {
	t.Helper()
	if sent, err := w.svc.Deliver(context.Background()); err != nil || sent != want {
		t.Fatalf("sent %d %v, want %d", sent, err, want)
	}
}

func TestTell(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	camille, bob := actor.Actor{Person: "camille"}, actor.Actor{Person: "bob"}
	for i, bad := range []notify.News{
		{}, {Key: "k", Person: "p", Kind: "rumour"}, {Key: "k", Person: "p", Kind: notify.Attested},
		{Person: "p", Kind: notify.Attested, Params: map[string]string{"title": "x"}},
		{Key: "k", Kind: notify.Attested, Params: map[string]string{"title": "x"}},
		{Key: "k", Person: "p", Kind: notify.Attested, Params: map[string]string{"title": strings.Repeat("x", 30_000)}},
	} {
		if err := w.svc.Tell(ctx, actor.System(), news("before", "camille"), bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("bad news %d: %v", i, err)
		}
	}
	if err := w.svc.Tell(ctx, camille, news("k", "bob")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("anybody may tell anybody anything: %v", err)
	}
	w.tell(t, news("1", "camille"))
	w.tell(t, news("1", "camille")) // told already
	w.clock.pass(time.Minute)
	w.tell(t, news("2", "camille"), news("2", "bob"), news("1", "camille"))
	seen, next, err := w.svc.List(ctx, camille, 10, "")
	if err != nil || len(seen) != 2 || next != "" || !seen[0].At.After(seen[1].At) || seen[0].Read || seen[0].Params["title"] != "Laïcité" {
		t.Fatalf("%+v %q %v", seen, next, err)
	}
	if seen, _, _ := w.svc.List(ctx, bob, 10, ""); len(seen) != 1 {
		t.Errorf("bob was told %d times", len(seen))
	}
	if _, _, err := w.svc.List(ctx, actor.Actor{}, 10, ""); !fault.Is(err, fault.Unauthorized) {
		t.Error(err)
	}
}

func TestTellMany(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	var all []notify.News
	for i := range 150 {
		all = append(all, news(fmt.Sprint(i), "camille"))
	}
	w.tell(t, all...)
	if n, err := w.svc.Unread(ctx, actor.Actor{Person: "camille"}); err != nil || n != notify.MostUnread {
		t.Errorf("%d unread %v", n, err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := w.svc.Tell(stopped, actor.System(), all...); err == nil {
		t.Error("told everybody in no time")
	}
}

func TestRead(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	camille, bob := actor.Actor{Person: "camille"}, actor.Actor{Person: "bob"}
	unread := func(who actor.Actor, want int) {
		t.Helper()
		if n, err := w.svc.Unread(ctx, who); err != nil || n != want {
			t.Errorf("%d unread %v, want %d", n, err, want)
		}
	}
	for i := range 3 {
		w.tell(t, news(fmt.Sprint(i), "camille"))
		w.clock.pass(time.Second)
	}
	seen, _, _ := w.svc.List(ctx, camille, 10, "")
	if err := w.svc.Read(ctx, bob, []string{seen[0].ID}); err != nil {
		t.Fatal(err)
	}
	unread(camille, 3) // bob cannot read for her
	if err := w.svc.Read(ctx, camille, []string{seen[0].ID, seen[0].ID, "gone"}); err != nil {
		t.Fatal(err)
	}
	unread(camille, 2)
	if seen, _, _ := w.svc.List(ctx, camille, 10, ""); !seen[0].Read || seen[1].Read {
		t.Error("the wrong notice is read")
	}
	if err := w.svc.ReadAll(ctx, camille); err != nil {
		t.Fatal(err)
	}
	unread(camille, 0)
	w.clock.pass(time.Millisecond)
	w.tell(t, news("later", "camille"))
	unread(camille, 1)
	seen, _, _ = w.svc.List(ctx, camille, 10, "")
	if seen[0].Read || !seen[3].Read {
		t.Error("what was told before is read, what was told after is not")
	}
	w.clock.pass(notify.Keep)
	if seen, _, _ := w.svc.List(ctx, camille, 10, ""); len(seen) != 0 {
		t.Error("notices are kept for ever")
	}
}

func TestDeliver(t *testing.T) {
	w := newWorld(t)
	w.tell(t, news("1", "camille"), news("1", "bob"), news("1", "nowhere"), news("1", "vanished"),
		notify.News{Key: "1", Email: "inconnu@x.fr", Locale: "fr", Kind: notify.Invited, Params: map[string]string{"title": "Laïcité", "from": "Bob"}})
	w.deliver(t, 3)
	w.deliver(t, 0)
	to := map[string]string{}
	for _, m := range w.server.Mails() {
		to[m.To[0]] = m.Data
	}
	if len(to) != 3 || len(w.server.Mails()) != 3 || w.server.Connections() != 1 {
		t.Fatalf("%d mails to %d people on %d connections", len(w.server.Mails()), len(to), w.server.Connections())
	}
	for address, words := range map[string]string{"camille@x.fr": "Bonjour Camille", "bob@x.fr": "Hello Bob", "inconnu@x.fr": "Bob vous invite"} {
		if !strings.Contains(to[address], words) {
			t.Errorf("%s was not told %q: %s", address, words, to[address])
		}
	}
}

func TestDeliverAgain(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	w.server.Answer("camille@x.fr", "450 4.2.0 come back later")
	w.tell(t, news("1", "camille"))
	w.deliver(t, 0)
	w.deliver(t, 0) // it is not its time yet
	if n := w.server.Connections(); n != 1 {
		t.Errorf("%d connections", n)
	}
	w.clock.pass(time.Minute)
	w.server.Answer("camille@x.fr", "")
	w.server.Drop(true) // taken, but we are not told
	w.deliver(t, 0)
	w.server.Drop(false)
	w.clock.pass(5 * time.Minute)
	w.deliver(t, 1)
	mails := w.server.Mails()
	if len(mails) != 2 || messageID(mails[0]) == "" || messageID(mails[0]) != messageID(mails[1]) {
		t.Errorf("the second try is another mail: %q %q", messageID(mails[0]), messageID(mails[len(mails)-1]))
	}

	// A server that never answers well is given up in the end.
	w.server.Answer("bob@x.fr", "450 4.2.0 come back later")
	w.tell(t, news("1", "bob"))
	for range 12 {
		w.deliver(t, 0)
		w.clock.pass(24 * time.Hour)
	}
	seen, _, _ := w.svc.List(ctx, actor.Actor{Person: "bob"}, 1, "")
	if d := seen[0].Delivery; d.State != notify.Abandoned || d.Attempts != 8 || !strings.Contains(d.Fault, "come back later") {
		t.Errorf("%+v", d)
	}
}

func messageID(m mailtest.Mail) string {
	_, rest, _ := strings.Cut(m.Data, "Message-ID: ")
	id, _, _ := strings.Cut(rest, "\r\n")
	return id
}

func TestDeliverOnTwoNodes(t *testing.T) {
	w := newWorld(t)
	var all []notify.News
	for i := range 120 {
		all = append(all, news(fmt.Sprint(i), "camille"))
	}
	w.tell(t, all...)
	var nodes sync.WaitGroup
	for range 2 {
		node := w.service(t, true)
		nodes.Go(func() {
			if _, err := node.Deliver(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	nodes.Wait()
	seen := map[string]bool{}
	for _, m := range w.server.Mails() {
		seen[messageID(m)] = true
	}
	if len(seen) != 120 || len(w.server.Mails()) != 120 {
		t.Errorf("%d mails, %d of them different, want 120", len(w.server.Mails()), len(seen))
	}
}

func TestWithoutMail(t *testing.T) {
	w := newWorld(t)
	silent := w.service(t, false)
	if err := silent.Tell(context.Background(), actor.System(), news("1", "camille")); err != nil {
		t.Fatal(err)
	}
	if sent, err := silent.Deliver(context.Background()); sent != 0 || err != nil {
		t.Error(sent, err)
	}
	w.deliver(t, 0) // mail configured later does not send what is old
}
