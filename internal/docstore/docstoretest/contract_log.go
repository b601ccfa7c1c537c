package docstoretest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

var logCases = []contractCase{
	{"facts", facts},
	{"facts in turn", factsInTurn},
	{"facts of what is deleted", factsOfTheDeleted},
	{"subscribers", subscribers},
	{"batches", batches},
	{"parking", parking},
	{"restart", restart},
	{"stopped in the middle", stoppedInTheMiddle},
	{"lanes", lanes},
	{"expiry of the log", logExpiry},
	{"leases", leases},
	{"steps", steps},
}

// happened is the body of the suite's facts.
type happened struct {
	Thing string
	N     int
}

func fact(id, kind, key string, n int) docstore.Fact {
	return docstore.Fact{ID: id, Kind: kind, Key: key, At: time.UnixMilli(int64(n)), Body: happened{key, n}}
}

// heard is what a subscriber of the suite was told.
type heard struct {
	mu      sync.Mutex
	changes []docstore.Change
}

func (h *heard) take(_ context.Context, c docstore.Change) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.changes = append(h.changes, c)
	return nil
}

func (h *heard) ids() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := make([]string, len(h.changes))
	for i, c := range h.changes {
		out[i] = c.ID
	}
	return out
}

func quick() docstore.Options {
	return docstore.Options{Pace: docstore.Pace{Poll: 20 * time.Millisecond, Lease: 2 * time.Second, Retry: time.Millisecond, Attempts: 3}}
}

// running starts a runner until the test ends, and returns it with a function that stops it
// earlier.
func running(t *testing.T, db *docstore.DB, subs ...docstore.Subscriber) (*docstore.Runner, func()) {
	t.Helper()
	r := docstore.NewRunner(db, slog.New(slog.DiscardHandler), subs...)
	ok(t, r.Start(context.Background()))
	stop := sync.OnceFunc(r.Stop)
	t.Cleanup(stop)
	return r, stop
}

func idle(t *testing.T, r *docstore.Runner) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	ok(t, r.WaitIdle(ctx))
}

// facts: those of several writes of a document, which the log takes meanwhile or together.
func facts(t *testing.T, s Subject) { writeFacts(t, s, func(*docstore.Runner) {}) }

// factsInTurn: the same, each write once the log has those of the one before.
func factsInTurn(t *testing.T, s Subject) {
	writeFacts(t, s, func(r *docstore.Runner) { idle(t, r) })
}

func writeFacts(t *testing.T, s Subject, between func(*docstore.Runner)) {
	ctx := context.Background()
	db := s.open(t, quick())
	c := define(t, db)
	var all, moved heard
	r, _ := running(t, db, docstore.Refresh{Name: "all", Apply: all.take},
		docstore.Refresh{Name: "moved", Kinds: []string{"moved"}, Apply: moved.take})
	ok(t, c.Insert(ctx, "one", &thing{}, fact("f1", "born", "one", 1), fact("f2", "named", "one", 2)))
	between(r)
	refused(t, c.Insert(ctx, "one", &thing{}, fact("f3", "born", "one", 3)), fault.Conflict, "exists")
	_, err := c.Replace(ctx, "one", 1, &thing{Rank: 1}, fact("f4", "moved", "one", 4))
	ok(t, err)
	between(r)
	_, err = c.Replace(ctx, "one", 1, &thing{Rank: 2}, fact("f5", "moved", "one", 5))
	refused(t, err, fault.Precondition, "stale")
	_, err = c.Update(ctx, "one", func(b *thing) ([]docstore.Fact, error) {
		return []docstore.Fact{fact("f4", "moved", "one", 4), fact("f6", "moved", "one", 6)}, nil // f4 once more
	})
	ok(t, err)
	idle(t, r)
	sameIDs(t, all.ids(), []string{"f1", "f2", "f4", "f6"})
	sameIDs(t, moved.ids(), []string{"f4", "f6"})
	last := int64(0)
	for i, c := range all.changes {
		same(t, "order", c.Number > last, true)
		last = c.Number
		var body happened
		ok(t, c.Decode(&body))
		same(t, "body", body, happened{"one", []int{1, 2, 4, 6}[i]})
		same(t, "key", c.Key, "one")
		same(t, "at", c.At, time.UnixMilli(int64(body.N)).UTC())
	}
	_, end, err := db.Log(ctx)
	ok(t, err)
	same(t, "end of the log", end, last)
}

func factsOfTheDeleted(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, quick())
	c := define(t, db)
	ok(t, c.Insert(ctx, "one", &thing{}, fact("f1", "born", "one", 1)))
	ok(t, c.Delete(ctx, "one"))
	ok(t, c.Insert(ctx, "two", &thing{Gone: time.Now().Add(-time.Hour)}, fact("f2", "born", "two", 2)))
	ok(t, db.Sweep(ctx))
	var all heard
	r, _ := running(t, db, docstore.Refresh{Name: "all", Apply: all.take})
	idle(t, r)
	sameSet(t, all.ids(), []string{"f1", "f2"})
}

// lanes: changes of different keys are applied at the same time, those of one key in order.
func lanes(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, quick())
	c := define(t, db)
	const keys, each = 6, 4
	for k := range keys {
		for n := range each {
			key := fmt.Sprint("key", k)
			_, err := c.Upsert(ctx, key, func(b *thing, _ bool) ([]docstore.Fact, error) {
				b.Rank++
				return []docstore.Fact{fact(fmt.Sprint(key, "-", n), "moved", key, n)}, nil
			})
			ok(t, err)
		}
	}
	var mu sync.Mutex
	seen, now, most := map[string][]int{}, 0, 0
	met := make(chan struct{})
	apply := func(_ context.Context, c docstore.Change) error {
		var body happened
		ok(t, c.Decode(&body))
		mu.Lock()
		seen[c.Key] = append(seen[c.Key], body.N)
		now++
		if most = max(most, now); now == 2 {
			select {
			case <-met:
			default:
				close(met)
			}
		}
		mu.Unlock()
		select { // the first waits until another comes beside it
		case <-met:
		case <-time.After(10 * time.Second):
		}
		mu.Lock()
		defer mu.Unlock()
		now--
		return nil
	}
	r, _ := running(t, db, docstore.Work{Name: "lanes", Lanes: 3, Apply: apply})
	idle(t, r)
	mu.Lock()
	defer mu.Unlock()
	same(t, "at once, more than one and at most three", most > 1 && most <= 3, true)
	for k := range keys {
		same(t, "order", fmt.Sprint(seen[fmt.Sprint("key", k)]), "[0 1 2 3]")
	}
}

func subscribers(t *testing.T, s Subject) {
	ctx := context.Background()
	address := s.Fresh(t)
	dbA, dbB := Open(t, address, quick()), Open(t, address, quick())
	a, _ := define(t, dbA), define(t, dbB)
	ok(t, a.Insert(ctx, "early", &thing{}, fact("f0", "born", "early", 0)))
	settle, _ := running(t, dbA)
	idle(t, settle)
	var works, refreshA, refreshB heard
	subs := func(h *heard) []docstore.Subscriber {
		return []docstore.Subscriber{docstore.Work{Name: "w", Apply: works.take}, docstore.Refresh{Name: "r", From: -1, Apply: h.take}}
	}
	ra, stopA := running(t, dbA, subs(&refreshA)...)
	rb, _ := running(t, dbB, subs(&refreshB)...)
	var want []string
	for i := range 20 {
		id := fmt.Sprintf("f%d", i+1)
		want = append(want, id)
		ok(t, a.Insert(ctx, id, &thing{}, fact(id, "born", id, i+1)))
	}
	idle(t, ra)
	idle(t, rb)
	stopA() // B takes the work over, where A was
	ok(t, a.Insert(ctx, "late", &thing{}, fact("late", "born", "late", 99)))
	idle(t, rb)
	sameSet(t, refreshA.ids(), want)
	sameSet(t, refreshB.ids(), append(want, "late"))
	sameSet(t, works.ids(), append(append([]string{"f0"}, want...), "late"))
}

// sameSet compares without order: facts of different documents have none.
func sameSet(t *testing.T, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	sameIDs(t, got, want)
}

func batches(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, quick())
	c := define(t, db)
	counts, err := docstore.DefineCounters(db, "counts")
	ok(t, err)
	for i := range 40 {
		id := fmt.Sprintf("f%02d", i)
		ok(t, c.Insert(ctx, id, &thing{}, fact(id, "born", id, i)))
	}
	calls := 0
	r, _ := running(t, db, docstore.Work{Name: "w", Batch: func(ctx context.Context, cs []docstore.Change) error {
		calls++
		var adds []docstore.Addition
		for _, c := range cs {
			adds = append(adds, docstore.Addition{ID: "all", Shard: c.Shard, Number: c.Number, Deltas: map[string]int64{"n": 1}})
		}
		if err := counts.AddMany(ctx, adds); err != nil {
			return err
		}
		if calls == 1 {
			return errors.New("fell over after the work was done") // all of it comes again
		}
		return nil
	}})
	idle(t, r)
	got, err := counts.Get(ctx, "all")
	ok(t, err)
	same(t, "counted", got["n"], 40)
}

func parking(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, quick())
	c := define(t, db)
	for i := range 5 {
		id := fmt.Sprintf("f%d", i)
		ok(t, c.Insert(ctx, "one"+id, &thing{}, fact(id, "born", id, i)))
	}
	var done heard
	var mended sync.Map
	apply := func(ctx context.Context, c docstore.Change) error {
		if _, ok := mended.Load(c.ID); !ok && (c.ID == "f1" || c.ID == "f3") {
			if c.ID == "f3" {
				panic("unreadable")
			}
			return errors.New("unreadable")
		}
		return done.take(ctx, c)
	}
	r, _ := running(t, db, docstore.Work{Name: "w", Apply: apply},
		docstore.Work{Name: "b", Batch: func(ctx context.Context, cs []docstore.Change) error {
			for _, c := range cs {
				if c.ID == "f2" {
					return errors.New("unreadable")
				}
			}
			return nil
		}})
	idle(t, r)
	sameSet(t, done.ids(), []string{"f0", "f2", "f4"})
	page, err := db.Parked(ctx, 10, "")
	ok(t, err)
	same(t, "parked", len(page.Docs), 3)
	for _, p := range page.Docs {
		if p.Body.Work == "w" {
			mended.Store(p.Body.Fact, true)
			ok(t, r.Redeliver(ctx, p.ID))
		}
	}
	sameSet(t, done.ids(), []string{"f0", "f1", "f2", "f3", "f4"})
	page, err = db.Parked(ctx, 10, "")
	ok(t, err)
	same(t, "parked", len(page.Docs), 1)
	same(t, "parked", page.Docs[0].Body.Fact, "f2")
}

func restart(t *testing.T, s Subject) {
	ctx := context.Background()
	address := s.Fresh(t)
	db := Open(t, address, quick())
	c := define(t, db)
	var first, second heard
	ok(t, c.Insert(ctx, "one", &thing{}, fact("f1", "born", "one", 1)))
	r, stop := running(t, db, docstore.Work{Name: "w", Apply: first.take})
	idle(t, r)
	stop()
	ok(t, c.Insert(ctx, "two", &thing{}, fact("f2", "born", "two", 2)))
	next := Open(t, address, quick())
	define(t, next)
	r, _ = running(t, next, docstore.Work{Name: "w", Apply: second.take})
	idle(t, r)
	sameIDs(t, first.ids(), []string{"f1"})
	sameIDs(t, second.ids(), []string{"f2"})
}

func stoppedInTheMiddle(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, quick())
	c := define(t, db)
	ok(t, c.Insert(ctx, "one", &thing{}, fact("f1", "born", "one", 1)))
	begun := make(chan struct{})
	_, stop := running(t, db, docstore.Work{Name: "w", Apply: func(ctx context.Context, _ docstore.Change) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}})
	<-begun
	stop()
	var again heard
	r, _ := running(t, db, docstore.Work{Name: "w", Apply: again.take})
	idle(t, r)
	sameIDs(t, again.ids(), []string{"f1"})
}

func logExpiry(t *testing.T, s Subject) {
	ctx := context.Background()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	o := quick()
	o.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	o.KeepChanges = time.Hour
	db := s.open(t, o)
	c := define(t, db)
	r, _ := running(t, db)
	write := func(id string, days time.Duration) {
		mu.Lock()
		now = now.Add(days * 24 * time.Hour)
		mu.Unlock()
		ok(t, c.Insert(ctx, id, &thing{}, fact(id, "born", id, 1)))
		idle(t, r)
	}
	write("f1", 0)
	write("f2", 0)
	write("f3", 1)
	ok(t, db.Sweep(ctx))
	first, last, err := db.Log(ctx)
	ok(t, err)
	same(t, "first", first, 3)
	same(t, "last", last, 3)
	mu.Lock()
	now = now.Add(48 * time.Hour)
	mu.Unlock()
	ok(t, db.Sweep(ctx))
	write("f4", 0)
	_, last, err = db.Log(ctx)
	ok(t, err)
	same(t, "numbers go on", last, 4)
}

func leases(t *testing.T, s Subject) {
	ctx := context.Background()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	o := docstore.Options{Now: func() time.Time { return now }}
	address := s.Fresh(t)
	a := docstore.NewLease(Open(t, address, o), "job", "a", time.Minute)
	b := docstore.NewLease(Open(t, address, o), "job", "b", time.Minute)
	try := func(l *docstore.Lease, want bool) {
		t.Helper()
		held, err := l.Acquire(ctx)
		ok(t, err)
		same(t, "held", held, want)
	}
	ok(t, a.Release(ctx))
	try(a, true)
	try(b, false)
	now = now.Add(50 * time.Second)
	try(a, true) // renewed
	now = now.Add(50 * time.Second)
	try(b, false)
	ok(t, b.Release(ctx)) // not b's to let go of
	try(b, false)
	now = now.Add(time.Minute)
	try(b, true)
	same(t, "the later holding has the greater token", b.Token() > a.Token(), true)
	try(a, false)
	ok(t, b.Release(ctx))
	try(a, true)
	same(t, "again", a.Token() > b.Token(), true)
}

func steps(t *testing.T, s Subject) {
	ctx := context.Background()
	address := s.Fresh(t)
	a, b := Open(t, address, docstore.Options{}), Open(t, address, docstore.Options{})
	taken := 0
	step := func(context.Context) error { taken++; return nil }
	broken := errors.New("no")
	if err := a.Step(ctx, "fill names", func(context.Context) error { return broken }); !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	ok(t, a.Step(ctx, "fill names", step))
	ok(t, b.Step(ctx, "fill names", step))
	same(t, "taken", taken, 1)
}
