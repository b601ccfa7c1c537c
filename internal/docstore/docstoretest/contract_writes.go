package docstoretest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

var writerCases = []contractCase{
	{"counters", counters},
	{"inserts before a write", insertsBefore},
	{"inserts before a write, overtaken", insertsBeforeOvertaken},
	{"counters under concurrency", countersUnderConcurrency},
	{"no update is lost", noUpdateIsLost},
	{"one winner per revision", oneWinnerPerRevision},
	{"what is read is what is kept", readIsKept},
	{"several processes", severalProcesses},
	{"killed while writing", killedWhileWriting},
}

func counters(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, docstore.Options{})
	c, err := docstore.DefineCounters(db, "counts")
	ok(t, err)
	empty, err := c.Get(ctx, "absent")
	ok(t, err)
	same(t, "absent", len(empty), 0)
	ok(t, c.Add(ctx, "2026:lille", "0", 5, map[string]int64{"enrolled": 1, "a.b": 2}))
	ok(t, c.Add(ctx, "2026:lille", "0", 5, map[string]int64{"enrolled": 1})) // again
	ok(t, c.Add(ctx, "2026:lille", "0", 4, map[string]int64{"enrolled": 1})) // late
	ok(t, c.Add(ctx, "2026:lille", "1", 4, map[string]int64{"enrolled": 10}))
	ok(t, c.Add(ctx, "2026:lille", "0", 6, map[string]int64{"enrolled": -3, "new": 1}))
	got, err := c.Get(ctx, "2026:lille")
	ok(t, err)
	same(t, "enrolled", got["enrolled"], 8)
	same(t, "dotted", got["a.b"], 2)
	same(t, "new", got["new"], 1)
	ok(t, c.AddMany(ctx, []docstore.Addition{
		{ID: "2026:lyon", Shard: "0", Number: 1, Deltas: map[string]int64{"x": 1}},
		{ID: "2026:lyon", Shard: "0", Number: 2, Deltas: map[string]int64{"x": 1}},
		{ID: "2026:lyon", Shard: "0", Number: 2, Deltas: map[string]int64{"x": 1}},
		{ID: "2025:lyon", Deltas: map[string]int64{"x": 7}},
	}))
	page, err := c.Prefix(ctx, "2026:", 10, "")
	ok(t, err)
	same(t, "documents", len(page.Docs), 2)
	same(t, "second", page.Docs[1].Values["x"], 2)
	ok(t, c.Set(ctx, "2026:lyon", map[string]int64{"x": 100}, map[string]int64{"0": 9}))
	ok(t, c.Add(ctx, "2026:lyon", "0", 9, map[string]int64{"x": 1}))
	ok(t, c.Add(ctx, "2026:lyon", "0", 10, map[string]int64{"x": 1}))
	got, err = c.Get(ctx, "2026:lyon")
	ok(t, err)
	same(t, "rebuilt", got["x"], 101)
	ok(t, c.Set(ctx, "2026:lyon", map[string]int64{"x": 1}, nil)) // the marks stay
	ok(t, c.Add(ctx, "2026:lyon", "0", 10, map[string]int64{"x": 1}))
	ok(t, c.Set(ctx, "2027:lyon", nil, nil))
	ok(t, c.Add(ctx, "2027:lyon", "0", 1, map[string]int64{"x": 1}))
	both, err := c.GetMany(ctx, []string{"2026:lyon", "2027:lyon"})
	ok(t, err)
	same(t, "repaired", both["2026:lyon"]["x"], 1)
	same(t, "begun", both["2027:lyon"]["x"], 1)
}

// other is a document of a second collection.
type other struct {
	N int `bson:"n"`
}

func withOther(t *testing.T, s Subject) (*docstore.DB, *docstore.Collection[thing], *docstore.Collection[other]) {
	t.Helper()
	db := s.open(t, quick())
	c := define(t, db)
	o, err := docstore.Define(db, docstore.Definition[other]{Name: "others"})
	ok(t, err)
	return db, c, o
}

// insertsBefore: what comes before is written first, or stops what comes after.
func insertsBefore(t *testing.T, s Subject) {
	ctx := context.Background()
	db, c, o := withOther(t, s)
	rank := func(to int64) func(*thing, bool) ([]docstore.Fact, error) {
		return func(b *thing, _ bool) ([]docstore.Fact, error) {
			b.Rank = to
			return []docstore.Fact{fact(fmt.Sprint("rank", to), "moved", "one", int(to))}, nil
		}
	}
	before := func(id string) docstore.Before { return o.Before(id, &other{1}, fact("f"+id, "told", id, 1)) }
	doc, err := c.UpsertAfter(ctx, []docstore.Before{before("a"), before("b")}, "one", rank(1))
	ok(t, err)
	same(t, "rank", doc.Body.Rank, 1)
	_, err = c.UpsertAfter(ctx, []docstore.Before{before("c"), before("a"), before("d")}, "one", rank(2))
	refused(t, err, fault.Conflict, "exists")
	no := fault.New("test", fault.Forbidden, "no", "")
	_, err = c.UpsertAfter(ctx, []docstore.Before{before("e")}, "one", func(*thing, bool) ([]docstore.Fact, error) { return nil, no })
	refused(t, err, fault.Forbidden, "no")
	_, err = c.UpsertAfter(ctx, []docstore.Before{before("f")}, "one", func(*thing, bool) ([]docstore.Fact, error) { return nil, docstore.ErrUnchanged })
	ok(t, err)
	_, err = c.UpsertAfter(ctx, []docstore.Before{before("")}, "one", rank(3))
	refused(t, err, fault.Invalid, "bad_id")
	there, err := o.GetMany(ctx, []string{"a", "b", "c", "d", "e", "f"})
	ok(t, err)
	for id, want := range map[string]bool{"a": true, "b": true, "c": true, "d": false, "e": false, "f": true} {
		_, is := there[id]
		same(t, "is "+id+" there", is, want)
	}
	doc, err = c.Get(ctx, "one")
	ok(t, err)
	same(t, "rank", doc.Body.Rank, 1)
	same(t, "revision", doc.Rev, 1)
	var all heard
	r, _ := running(t, db, docstore.Refresh{Name: "all", Apply: all.take})
	idle(t, r)
	sameSet(t, all.ids(), []string{"fa", "fb", "rank1", "fc", "ff"})
}

// insertsBeforeOvertaken: another writer in between makes the write come again, the inserts not.
func insertsBeforeOvertaken(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c, o := withOther(t, s)
	ok(t, c.Insert(ctx, "one", &thing{Rank: 10}))
	calls := 0
	doc, err := c.UpsertAfter(ctx, []docstore.Before{o.Before("a", &other{1})}, "one", func(b *thing, _ bool) ([]docstore.Fact, error) {
		if calls++; calls == 1 {
			_, err := c.Update(ctx, "one", func(b *thing) ([]docstore.Fact, error) { b.Rank++; return nil, nil })
			ok(t, err)
		}
		b.Rank *= 2
		return nil, nil
	})
	ok(t, err)
	same(t, "calls", calls, 2)
	same(t, "rank", doc.Body.Rank, 22)
	_, err = o.Get(ctx, "a")
	ok(t, err)
}

func countersUnderConcurrency(t *testing.T, s Subject) {
	ctx := context.Background()
	db := s.open(t, docstore.Options{})
	c, err := docstore.DefineCounters(db, "counts")
	ok(t, err)
	var wg sync.WaitGroup
	const writers, each = 8, 50
	for w := range writers {
		wg.Go(func() {
			for n := range int64(each) {
				for range 2 { // every one delivered twice
					if err := c.Add(ctx, "one", fmt.Sprint(w), n+1, map[string]int64{"n": 1}); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	got, err := c.Get(ctx, "one")
	ok(t, err)
	same(t, "sum", got["n"], writers*each)
}

func noUpdateIsLost(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	var wg sync.WaitGroup
	const writers, each = 8, 25
	for range writers {
		wg.Go(func() {
			for range each {
				_, err := c.Upsert(ctx, "one", func(b *thing, _ bool) ([]docstore.Fact, error) { b.Rank++; return nil, nil })
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := c.Get(ctx, "one")
	ok(t, err)
	same(t, "sum", got.Body.Rank, writers*each)
	same(t, "revision", got.Rev, writers*each)
}

func oneWinnerPerRevision(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	ok(t, c.Insert(ctx, "one", &thing{}))
	for rev := int64(1); rev <= 20; rev++ {
		var wg sync.WaitGroup
		var winners atomic.Int64
		for w := range 8 {
			wg.Go(func() {
				_, err := c.Replace(ctx, "one", rev, &thing{Rank: int64(w)})
				if err == nil {
					winners.Add(1)
				} else if fault.CodeOf(err) != "stale" {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		same(t, "winners", winners.Load(), 1)
	}
}

// readIsKept has many writers make, change and remove a few documents, so that a commit holds
// several writes of one; what is read then is what another connection finds.
func readIsKept(t *testing.T, s Subject) {
	ctx := context.Background()
	address := s.Fresh(t)
	c := define(t, Open(t, address, quick()))
	id := func(n int) string { return fmt.Sprint("d", n%5) }
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 60 {
				var err error
				switch (w + i) % 4 {
				case 0:
					err = c.Delete(ctx, id(w*i))
				case 1:
					err = c.Insert(ctx, id(w+i), &thing{Rank: int64(i)})
				default:
					_, err = c.Update(ctx, id(w*i+1), func(b *thing) ([]docstore.Fact, error) { b.Rank++; return nil, nil })
				}
				if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) {
					t.Errorf("writer %d, write %d: %v", w, i, err)
				}
			}
		})
	}
	wg.Wait()
	read := everyThing(t, c, id)
	same(t, "what is there", everyThing(t, define(t, Open(t, address, quick())), id), read)
}

// everyThing tells the documents that are there, one by one.
func everyThing(t *testing.T, c *docstore.Collection[thing], id func(int) string) (told string) {
	t.Helper()
	for n := range 5 {
		d, err := c.Get(context.Background(), id(n))
		if fault.Is(err, fault.NotFound) {
			continue
		}
		ok(t, err)
		told += fmt.Sprintf("%s: revision %d, rank %d\n", d.ID, d.Rev, d.Body.Rank)
	}
	return told
}
