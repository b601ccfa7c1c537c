package docstoretest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

// Subject is a kind of database as the contract suite sees it.
type Subject struct {
	// Fresh makes a new, empty database and returns its address.
	Fresh func(t *testing.T) (address string)
	// Faults names the cases that the server under the engine is known to fail, and why.
	Faults map[string]string
}

// contractCase is one promise.
type contractCase struct {
	name string
	run  func(*testing.T, Subject)
}

var documentCases = []contractCase{
	{"write and read", writeAndRead},
	{"revisions", revisions},
	{"unique entries", uniqueEntries},
	{"unique entries on change", uniqueOnChange},
	{"find", find},
	{"find by one of many values", findMulti},
	{"find by a unique entry", findUnique},
	{"refusals", refusals},
	{"cursors under writes", cursorsUnderWrites},
	{"bulk", bulk},
	{"expiry", expiry},
	{"a new index", newIndex(12)},
	{"a new index over many documents", newIndex(450)},
}

// RunContract holds an engine to the promises of package docstore.
func RunContract(t *testing.T, s Subject) {
	cases := slices.Concat(documentCases, logCases, writerCases)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if why := s.Faults[c.name]; why != "" {
				t.Skipf("NOT RUN on this server: %s", why)
			}
			c.run(t, s)
		})
	}
}

func writeAndRead(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	paris, err := time.LoadLocation("Europe/Paris")
	ok(t, err)
	at := time.Date(2026, 9, 1, 8, 30, 0, 123_456_789, paris)
	written := thing{Name: "école", At: at, Tags: []string{"a"}, Values: map[string]string{"cmi.core.lesson_status": "x", "$set": "y", "50%": "z"}}
	ok(t, c.Insert(ctx, "one", &written))
	got, err := c.Get(ctx, "one")
	ok(t, err)
	same(t, "id", got.ID, "one")
	same(t, "revision", got.Rev, 1)
	same(t, "name", got.Body.Name, "école")
	same(t, "dotted name", got.Body.Values["cmi.core.lesson_status"], "x")
	same(t, "dollar name", got.Body.Values["$set"], "y")
	same(t, "percent name", got.Body.Values["50%"], "z")
	same(t, "time", got.Body.At, at.UTC().Truncate(time.Millisecond))
	refused(t, c.Insert(ctx, "one", &written), fault.Conflict, "exists")
	_, err = c.Get(ctx, "two")
	refused(t, err, fault.NotFound, "not_found")
	many, err := c.GetMany(ctx, []string{"one", "two"})
	ok(t, err)
	same(t, "found", len(many), 1)
	ok(t, c.Delete(ctx, "one"))
	refused(t, c.Delete(ctx, "one"), fault.NotFound, "not_found")
	ok(t, c.Insert(ctx, "one", &written))
}

func revisions(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	ok(t, c.Insert(ctx, "one", &thing{Rank: 1}))
	rev, err := c.Replace(ctx, "one", 1, &thing{Rank: 2})
	ok(t, err)
	same(t, "revision", rev, 2)
	_, err = c.Replace(ctx, "one", 1, &thing{Rank: 3})
	refused(t, err, fault.Precondition, "stale")
	_, err = c.Replace(ctx, "two", 1, &thing{})
	refused(t, err, fault.NotFound, "not_found")
	doc, err := c.Update(ctx, "one", func(b *thing) ([]docstore.Fact, error) { b.Rank++; return nil, nil })
	ok(t, err)
	same(t, "revision", doc.Rev, 3)
	same(t, "rank", doc.Body.Rank, 3)
	doc, err = c.Update(ctx, "one", func(b *thing) ([]docstore.Fact, error) { return nil, docstore.ErrUnchanged })
	ok(t, err)
	same(t, "revision", doc.Rev, 3)
	no := fault.New("test", fault.Forbidden, "no", "")
	_, err = c.Update(ctx, "one", func(b *thing) ([]docstore.Fact, error) { b.Rank = 9; return nil, no })
	refused(t, err, fault.Forbidden, "no")
	for want := range int64(2) {
		doc, err = c.Upsert(ctx, "new", func(b *thing, exists bool) ([]docstore.Fact, error) {
			same(t, "exists", exists, want == 1)
			b.Rank++
			return nil, nil
		})
		ok(t, err)
		same(t, "rank", doc.Body.Rank, want+1)
		same(t, "revision", doc.Rev, want+1)
	}
}

func uniqueEntries(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	ok(t, c.Insert(ctx, "one", &thing{Name: "x"}))
	err := c.Insert(ctx, "two", &thing{Name: "x"})
	refused(t, err, fault.Conflict, "exists")
	index, taken := docstore.TakenIndex(err)
	same(t, "index", index, "name")
	same(t, "taken", taken, true)
	_, err = c.Upsert(ctx, "two", func(b *thing, _ bool) ([]docstore.Fact, error) { b.Name = "x"; return nil, nil })
	refused(t, err, fault.Conflict, "exists")
	ok(t, c.Insert(ctx, "three", &thing{}))
	ok(t, c.Insert(ctx, "four", &thing{})) // neither is in the index
	ok(t, c.Delete(ctx, "one"))
	ok(t, c.Insert(ctx, "two", &thing{Name: "x"}))
	_, err = c.Update(ctx, "two", func(b *thing) ([]docstore.Fact, error) { b.Rank++; return nil, nil })
	ok(t, err)
}

func uniqueOnChange(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	ok(t, c.Insert(ctx, "one", &thing{Name: "x"}))
	ok(t, c.Insert(ctx, "two", &thing{Name: "y"}))
	rename := func(b *thing) ([]docstore.Fact, error) { b.Name = "x"; return nil, nil }
	_, err := c.Update(ctx, "two", rename)
	refused(t, err, fault.Conflict, "exists")
	index, _ := docstore.TakenIndex(err)
	same(t, "index", index, "name")
	ok(t, c.Delete(ctx, "one"))
	_, err = c.Update(ctx, "two", rename)
	ok(t, err)
}

func findUnique(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	for _, n := range []string{"b", "c", "a"} {
		ok(t, c.Insert(ctx, n, &thing{Name: n}))
	}
	ok(t, c.Insert(ctx, "none", &thing{}))
	for _, q := range []struct {
		query docstore.Query[thing]
		want  []string
	}{
		{docstore.Query[thing]{Index: byName, Eq: []any{"b"}}, []string{"b"}},
		{docstore.Query[thing]{Index: byName}, []string{"a", "b", "c"}},
		{docstore.Query[thing]{Index: byName, From: "b", Desc: true}, []string{"c", "b"}},
	} {
		q.query.Limit = 1
		var got []docstore.Doc[thing]
		for doc, err := range c.All(ctx, q.query) {
			ok(t, err)
			got = append(got, doc)
		}
		sameIDs(t, ids(got), q.want)
	}
}

func find(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	day := func(n int) time.Time { return time.Date(2026, 1, n, 0, 0, 0, 0, time.UTC) }
	for i := range 10 {
		ok(t, c.Insert(ctx, fmt.Sprintf("t%d", i), &thing{Owner: []string{"é", "z", "a"}[i%3], Rank: int64(i / 3), Open: i%2 == 0, At: day(i + 1)}))
	}
	ok(t, c.Insert(ctx, "none", &thing{}))
	for _, q := range []struct {
		name  string
		query docstore.Query[thing]
		want  []string
	}{
		{"equality", docstore.Query[thing]{Index: byOwner, Eq: []any{"z"}}, []string{"t1", "t4", "t7"}},
		{"backwards", docstore.Query[thing]{Index: byOwner, Eq: []any{"z"}, Desc: true}, []string{"t7", "t4", "t1"}},
		{"all equal", docstore.Query[thing]{Index: byOwner, Eq: []any{"z", int64(1)}}, []string{"t4"}},
		{"range", docstore.Query[thing]{Index: byOwner, Eq: []any{"é"}, From: int64(1), To: int64(3)}, []string{"t3", "t6"}},
		{"from", docstore.Query[thing]{Index: byOwner, Eq: []any{"é"}, From: int64(2)}, []string{"t6", "t9"}},
		{"to, backwards", docstore.Query[thing]{Index: byOwner, Eq: []any{"é"}, To: int64(2), Desc: true}, []string{"t3", "t0"}},
		{"whole, by bytes", docstore.Query[thing]{Index: byOwner, From: "a"}, []string{"t2", "t5", "t8", "t1", "t4", "t7", "t0", "t3", "t6", "t9"}},
		{"booleans and times", docstore.Query[thing]{Index: byAt, Eq: []any{true}, From: day(2), To: day(8)}, []string{"t2", "t4", "t6"}},
		{"not in the index", docstore.Query[thing]{Index: byAt, Desc: true}, []string{"t8", "t6", "t4", "t2", "t0", "t9", "t7", "t5", "t3", "t1"}},
		{"nothing", docstore.Query[thing]{Index: byOwner, Eq: []any{"q"}}, []string{}},
	} {
		t.Run(q.name, func(t *testing.T) {
			for _, limit := range []int{1, 2, 3, 100} {
				q.query.Limit = limit
				var got []docstore.Doc[thing]
				for doc, err := range c.All(ctx, q.query) {
					ok(t, err)
					got = append(got, doc)
				}
				sameIDs(t, ids(got), q.want)
			}
		})
	}
	page, err := c.Prefix(ctx, "t", 6, "")
	ok(t, err)
	sameIDs(t, ids(page.Docs), []string{"t0", "t1", "t2", "t3", "t4", "t5"})
	page, err = c.Prefix(ctx, "t", 6, page.Next)
	ok(t, err)
	sameIDs(t, ids(page.Docs), []string{"t6", "t7", "t8", "t9"})
	same(t, "end", page.Next, "")
}

func findMulti(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	ok(t, c.Insert(ctx, "one", &thing{Owner: "o", Tags: []string{"a", "b", "a"}}))
	ok(t, c.Insert(ctx, "two", &thing{Owner: "o", Tags: []string{"b"}}))
	ok(t, c.Insert(ctx, "three", &thing{Owner: "o"}))
	ok(t, c.Insert(ctx, "four", &thing{Owner: "p", Tags: []string{"a"}}))
	tagged := func(tag string, want ...string) {
		t.Helper()
		var got []docstore.Doc[thing]
		for doc, err := range c.All(ctx, docstore.Query[thing]{Index: byTag, Eq: []any{"o", tag}, Limit: 1}) {
			ok(t, err)
			got = append(got, doc)
		}
		sameIDs(t, ids(got), append([]string{}, want...))
	}
	tagged("a", "one")
	tagged("b", "one", "two")
	_, err := c.Update(ctx, "one", func(b *thing) ([]docstore.Fact, error) { b.Tags = []string{"c"}; return nil, nil })
	ok(t, err)
	tagged("a")
	tagged("b", "two")
	tagged("c", "one")
	ok(t, c.Delete(ctx, "one"))
	tagged("c")
	for i := range 5 {
		ok(t, c.Insert(ctx, fmt.Sprint("r", i), &thing{Owner: "q", Rank: 1, Tags: []string{"d"}}))
	}
	for _, q := range []docstore.Query[thing]{{Index: byTag, Eq: []any{"q", "d"}}, {Index: byOwner, Eq: []any{"q", 1}}} {
		q.From, q.To, q.Limit = "r1", "r4", 2
		page, err := c.Find(ctx, q)
		ok(t, err)
		sameIDs(t, ids(page.Docs), []string{"r1", "r2"})
		q.After = page.Next
		page, err = c.Find(ctx, q)
		ok(t, err)
		sameIDs(t, ids(page.Docs), []string{"r3"})
		q.After, q.Desc = "", true
		page, err = c.Find(ctx, q)
		ok(t, err)
		sameIDs(t, ids(page.Docs), []string{"r3", "r2"})
	}
}

func refusals(t *testing.T, s Subject) {
	ctx := context.Background()
	db, c := things(t, s)
	for _, q := range []struct {
		query docstore.Query[thing]
		code  string
	}{
		{docstore.Query[thing]{Index: undeclared, Limit: 1}, "undeclared_index"},
		{docstore.Query[thing]{Limit: 1}, "undeclared_index"},
		{docstore.Query[thing]{Index: byOwner}, "bad_query"},
		{docstore.Query[thing]{Index: byOwner, Limit: docstore.MaxLimit + 1}, "bad_query"},
		{docstore.Query[thing]{Index: byOwner, Limit: 1, Eq: []any{"a", int64(1), "b"}}, "bad_query"},
		{docstore.Query[thing]{Index: byOwner, Limit: 1, Eq: []any{1.5}}, "bad_query"},
		{docstore.Query[thing]{Index: byTag, Limit: 1, Eq: []any{"o"}}, "bad_query"},
		{docstore.Query[thing]{Index: byOwner, Limit: 1, After: "nonsense"}, "bad_cursor"},
		{docstore.Query[thing]{Index: byOwner, Limit: 1, After: "DAAAAAJpAAAAAA"}, "bad_cursor"},
	} {
		_, err := c.Find(ctx, q.query)
		refused(t, err, fault.Invalid, q.code)
	}
	refused(t, c.Insert(ctx, "", &thing{}), fault.Invalid, "bad_id")
	refused(t, c.Insert(ctx, "big", &thing{Name: string(make([]byte, docstore.MaxDocument))}), fault.TooLarge, "document_too_large")
	_, err := docstore.Define(db, definition())
	refused(t, err, fault.Internal, "misdeclared")
}

func cursorsUnderWrites(t *testing.T, s Subject) {
	ctx := context.Background()
	_, c := things(t, s)
	for i := range 9 {
		ok(t, c.Insert(ctx, fmt.Sprintf("t%d", i), &thing{Owner: "o", Rank: int64(i) * 10}))
	}
	q := docstore.Query[thing]{Index: byOwner, Eq: []any{"o"}, Limit: 3}
	page, err := c.Find(ctx, q)
	ok(t, err)
	ok(t, c.Insert(ctx, "before", &thing{Owner: "o", Rank: 5}))
	ok(t, c.Insert(ctx, "after", &thing{Owner: "o", Rank: 35}))
	ok(t, c.Delete(ctx, "t2")) // the very document of the cursor
	q.After = page.Next
	page, err = c.Find(ctx, q)
	ok(t, err)
	sameIDs(t, ids(page.Docs), []string{"t3", "after", "t4"})
}

func bulk(t *testing.T, s Subject) {
	ctx := context.Background()
	db, c := things(t, s)
	docs := make([]docstore.Doc[thing], 2500)
	for i := range docs {
		docs[i] = docstore.Doc[thing]{ID: fmt.Sprintf("t%04d", i), Body: thing{Owner: "o", Rank: int64(i), Tags: []string{"x"}}}
	}
	ok(t, c.InsertMany(ctx, docs))
	n := 0
	for _, err := range c.All(ctx, docstore.Query[thing]{Index: byTag, Eq: []any{"o", "x"}, Limit: 1000}) {
		ok(t, err)
		n++
	}
	same(t, "documents", n, len(docs))
	refused(t, c.InsertMany(ctx, docs[:1]), fault.Conflict, "exists")
	half := []docstore.Doc[thing]{{ID: "before"}, docs[0], {ID: "after"}}
	refused(t, c.InsertMany(ctx, half), fault.Conflict, "exists")
	there, err := c.GetMany(ctx, []string{"before", "after"})
	ok(t, err)
	if left := len(there); left > 1 || left == 1 && db.InsertsWhole() {
		t.Errorf("%d documents of a bulk that failed are there", left)
	}
	refused(t, c.InsertMany(ctx, make([]docstore.Doc[thing], docstore.MaxBulk+1)), fault.TooLarge, "too_many_documents")
	ok(t, c.InsertMany(ctx, nil))
}

func expiry(t *testing.T, s Subject) {
	ctx := context.Background()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	db := s.open(t, docstore.Options{Now: clock})
	c := define(t, db)
	ok(t, c.Insert(ctx, "short", &thing{Name: "n", Owner: "o", Tags: []string{"x"}, Gone: now.Add(time.Minute)}))
	ok(t, c.Insert(ctx, "long", &thing{Owner: "o", Tags: []string{"x"}}))
	mu.Lock()
	now = now.Add(time.Minute)
	mu.Unlock()
	_, err := c.Get(ctx, "short")
	refused(t, err, fault.NotFound, "not_found")
	for _, q := range []docstore.Query[thing]{{Index: byOwner, Eq: []any{"o"}}, {Index: byTag, Eq: []any{"o", "x"}}} {
		q.Limit = 10
		page, err := c.Find(ctx, q)
		ok(t, err)
		sameIDs(t, ids(page.Docs), []string{"long"})
	}
	ok(t, c.Insert(ctx, "other", &thing{Name: "n"})) // the entry is free again
	ok(t, c.Insert(ctx, "short", &thing{}))
	ok(t, db.Sweep(ctx))
	page, err := c.Prefix(ctx, "", 10, "")
	ok(t, err)
	sameIDs(t, ids(page.Docs), []string{"long", "other", "short"})
}

// newIndex declares one index more than before, as a new version of a program does, over n
// documents.
func newIndex(n int) func(*testing.T, Subject) {
	return func(t *testing.T, s Subject) {
		ctx := context.Background()
		address := s.Fresh(t)
		before := docstore.Definition[thing]{Name: "things", Indexes: []*docstore.Index[thing]{byName}}
		old, err := docstore.Define(Open(t, address, docstore.Options{}), before)
		ok(t, err)
		docs := make([]docstore.Doc[thing], n)
		for i := range docs {
			docs[i] = docstore.Doc[thing]{ID: fmt.Sprintf("t%04d", i), Body: thing{Owner: "o", Rank: int64(-i), Tags: []string{"x"}}}
		}
		ok(t, old.InsertMany(ctx, docs))
		c := define(t, Open(t, address, docstore.Options{}))
		page, err := c.Find(ctx, docstore.Query[thing]{Index: byOwner, Eq: []any{"o"}, Limit: 1})
		ok(t, err)
		sameIDs(t, ids(page.Docs), []string{fmt.Sprintf("t%04d", n-1)})
		page, err = c.Find(ctx, docstore.Query[thing]{Index: byTag, Eq: []any{"o", "x"}, Limit: 1000})
		ok(t, err)
		same(t, "tagged", len(page.Docs), n)
		same(t, "revision", page.Docs[0].Rev, 1)
	}
}
