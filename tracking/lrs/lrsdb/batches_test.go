package lrsdb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

// bench is the statements' store with batches that are shown by their own document, on an
// engine.
type bench struct {
	*testing.T
	*Statements
	key int

	mu  sync.Mutex // guards now
	now time.Time
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func newBench(t *testing.T, address string) *bench {
	b := &bench{T: t, now: time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)}
	db := docstoretest.Open(t, address, docstore.Options{Now: b.clock})
	stores, _, err := Open(db)
	b.ok(err)
	b.Statements = stores.Statements.(*Statements)
	if b.batches == nil { // SQLite needs none: here it is to do without its own
		batches, err := docstore.Define(db, docstore.Definition[batchDoc]{Name: "test_batches", Expires: batchDocs.Expires})
		b.ok(err)
		b.batches = newBatches(b.docs, batches, b.clock)
	}
	return b
}

func (b *bench) ok(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// placed are statements placed together, now.
func (b *bench) placed(ids ...string) []lrs.Stored {
	list := make([]lrs.Stored, len(ids))
	at := b.clock()
	for i, id := range ids {
		b.mu.Lock()
		b.key++
		key := fmt.Sprintf("%012x%020x", at.UnixMilli(), b.key)
		b.mu.Unlock()
		list[i] = lrs.Stored{Key: key, ID: id, Raw: []byte(id), At: at, Tags: []string{"t"}}
	}
	return list
}

// leave leaves statements as a process does that dies between them and the document of their
// batch.
func (b *bench) leave(name string, ids ...string) {
	b.Helper()
	list := b.placed(ids...)
	docs := make([]docstore.Doc[statementDoc], len(list))
	for i, st := range list {
		docs[i] = statementIn(st)
		docs[i].Body.Batch = name
	}
	b.ok(b.docs.InsertMany(context.Background(), docs))
}

// shows holds everything that reads to the ids.
func (b *bench) shows(want ...string) {
	b.Helper()
	ctx := context.Background()
	for _, tag := range []string{"", "t"} {
		for _, ascending := range []bool{false, true} {
			got := []string{}
			for r := (lrs.Range{Limit: 2, Ascending: ascending}); ; {
				page, err := b.Tagged(ctx, tag, r)
				b.ok(err)
				for _, st := range page.Items {
					got = append(got, st.ID)
				}
				if r.After = page.Next; r.After == "" {
					break
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				b.Fatalf("by tag %q, ascending %v: %v, want %v", tag, ascending, got, want)
			}
		}
	}
	found, err := b.ByIDs(ctx, strings.Split("a b c d e f", " "))
	b.ok(err)
	if len(found) != len(want) {
		b.Fatalf("by id: %v, want %v", found, want)
	}
}

// holds counts the documents that are there, shown or not.
func (b *bench) holds(want int) {
	b.Helper()
	page, err := b.docs.Prefix(context.Background(), "", 1000, "")
	b.ok(err)
	if len(page.Docs) != want {
		b.Fatalf("%d documents are there, want %d", len(page.Docs), want)
	}
}

func conflict(t *testing.T, err error) {
	t.Helper()
	if !fault.Is(err, fault.Conflict) {
		t.Fatalf("got %v, want a conflict", err)
	}
}

var batchCases = []struct {
	name string
	run  func(context.Context, *bench)
}{
	{"whole", func(ctx context.Context, b *bench) {
		b.ok(b.Insert(ctx, b.placed("a", "b", "c")))
		b.ok(b.Insert(ctx, b.placed("d")))
		b.shows("a", "b", "c", "d")
		b.batches.kept = map[string]bool{} // as after a restart
		b.shows("a", "b", "c", "d")
	}},
	{"a conflict in the middle", func(ctx context.Context, b *bench) {
		b.ok(b.Insert(ctx, b.placed("b")))
		conflict(b.T, b.Insert(ctx, b.placed("a", "b", "c")))
		conflict(b.T, b.Insert(ctx, b.placed("b")))
		b.shows("b")
		b.holds(1)
		b.ok(b.Insert(ctx, b.placed("a", "c")))
		b.shows("a", "b", "c")
	}},
	{"left in part by the dead", func(ctx context.Context, b *bench) {
		b.ok(b.Insert(ctx, b.placed("a", "b")))
		b.leave("dead", "c", "d")
		b.shows("a", "b")
		b.holds(4)
		b.pass(overdue + time.Second)
		b.shows("a", "b")
		b.holds(2) // reading removed them
		b.ok(b.Insert(ctx, b.placed("c", "e")))
		b.shows("a", "b", "c", "e")
	}},
	{"ids of the dead", func(ctx context.Context, b *bench) {
		b.leave("dead", "a", "b", "c")
		b.pass(overdue + time.Second)
		b.ok(b.Insert(ctx, b.placed("b")))
		b.shows("b")
		b.holds(1)
		b.ok(b.Insert(ctx, b.placed("a", "c")))
		b.shows("a", "b", "c")
	}},
	{"ids of those being written", func(ctx context.Context, b *bench) {
		b.leave("slow", "a", "b")
		for _, ids := range [][]string{{"b"}, {"c", "a"}} {
			if err := b.Insert(ctx, b.placed(ids...)); !fault.Is(err, fault.Unavailable) {
				b.Fatalf("%v: %v", ids, err)
			}
		}
		b.shows()
		b.holds(2)
		b.ok(b.batches.docs.Insert(ctx, "slow", &batchDoc{At: b.clock()}))
		b.shows("a", "b")
		conflict(b.T, b.Insert(ctx, b.placed("c", "a")))
		b.shows("a", "b")
	}},
	{"dropped while it is written", func(ctx context.Context, b *bench) {
		b.leave("slow", "a", "b")
		b.pass(overdue + time.Second)
		b.shows()
		b.leave("slow", "c") // its writer goes on, and comes to its document
		conflict(b.T, b.batches.docs.Insert(ctx, "slow", &batchDoc{At: b.clock()}))
		b.shows()
		b.holds(0)
	}},
	{"whole though overdue", func(ctx context.Context, b *bench) {
		b.leave("late", "a", "b")
		b.pass(overdue + time.Second)
		b.ok(b.batches.docs.Insert(ctx, "late", &batchDoc{At: b.clock()}))
		whole, err := b.batches.drop(ctx, "late", b.placed("x")[0].Key, b.clock())
		if !whole || err != nil {
			b.Fatalf("dropped what was whole: %v", err)
		}
		b.shows("a", "b")
	}},
	{"racing", func(ctx context.Context, b *bench) {
		var wg sync.WaitGroup
		for range 3 {
			for _, ids := range [][]string{{"a", "b", "c"}, {"c", "b", "a"}, {"b", "c", "a"}} {
				list := b.placed(ids...)
				wg.Go(func() {
					if err := b.Insert(ctx, list); err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Unavailable) {
						b.Error(err)
					}
				})
			}
		}
		wg.Wait()
		b.shows("a", "b", "c")
		b.holds(3)
	}},
}

// TestBatches holds batches to all or none where they are shown by their own document, on every
// engine.
func TestBatches(t *testing.T) {
	for name, fresh := range docstoretest.Engines(t) {
		for _, tc := range batchCases {
			t.Run(name+"/"+tc.name, func(t *testing.T) { tc.run(t.Context(), newBench(t, fresh(t))) })
		}
	}
}

// TestSQLiteNeedsNone says that where a bulk insert is whole by itself no statement waits for
// anything.
func TestSQLiteNeedsNone(t *testing.T) {
	stores, _, err := Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	s := stores.Statements.(*Statements)
	if s.batches != nil {
		t.Fatal("batches on SQLite")
	}
	list := (&bench{T: t, now: time.Now()}).placed("a", "b")
	if err := s.Insert(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	page, err := s.docs.Prefix(t.Context(), "", 10, "")
	if err != nil || len(page.Docs) != 2 || page.Docs[0].Body.Batch != "" {
		t.Errorf("%+v, %v", page.Docs, err)
	}
}
