package docstore_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
)

func sqliteAddress(t testing.TB) string {
	return "sqlite:" + filepath.Join(t.TempDir(), "folder", "test.db")
}

func TestSQLite(t *testing.T) {
	docstoretest.RunContract(t, docstoretest.Subject{Fresh: func(t *testing.T) string { return sqliteAddress(t) }})
}

// TestWriterProcess is not a test: the contract suite runs it as a process of its own.
func TestWriterProcess(t *testing.T) { docstoretest.WriterProcess(t) }

// TestNeighboursOfAFailure has writes fail that share their commit with others.
func TestNeighboursOfAFailure(t *testing.T) {
	ctx := context.Background()
	db := docstoretest.New(t)
	unique := &docstore.Index[enrolment]{Name: "state", Parts: []string{"state"}, Multi: true, Unique: true,
		Keys: func(e *enrolment) []any { return []any{[]string{e.State, e.UAI}} }}
	c, err := docstore.Define(db, docstore.Definition[enrolment]{Name: "enrolments", Indexes: []*docstore.Index[enrolment]{byPerson, unique}})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Insert(ctx, "first", &enrolment{State: "taken", UAI: "taken too"}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	const n = 60
	for i := range n {
		bulk := []docstore.Doc[enrolment]{{ID: fmt.Sprintf("bulk-%d", i), Body: enrolment{State: fmt.Sprint("a", i), UAI: fmt.Sprint("b", i)}}, {ID: "first"}}
		wg.Go(func() {
			if err := c.InsertMany(ctx, bulk); !fault.Is(err, fault.Conflict) {
				t.Errorf("a bulk with a duplicate: %v", err)
			}
		})
		wg.Go(func() {
			if err := c.Insert(ctx, fmt.Sprintf("second-%d", i), &enrolment{State: fmt.Sprint("c", i), UAI: "taken"}); !fault.Is(err, fault.Conflict) {
				t.Errorf("a taken value: %v", err)
			}
		})
		wg.Go(func() {
			if err := c.Insert(ctx, fmt.Sprintf("good-%02d", i), &enrolment{State: fmt.Sprint("d", i), UAI: fmt.Sprint("e", i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	page, err := c.Prefix(ctx, "", 1000, "")
	if err != nil || len(page.Docs) != n+1 {
		t.Fatalf("%d documents are there, want %d (%v)", len(page.Docs), n+1, err)
	}
	page, err = c.Find(ctx, docstore.Query[enrolment]{Index: unique, Eq: []any{"c7"}, Limit: 1})
	if err != nil || len(page.Docs) != 0 {
		t.Fatalf("an entry of a failed write is there (%v)", err)
	}
}

// TestIndexDeclaredOtherwise has a folder of yesterday's program opened by today's.
func TestIndexDeclaredOtherwise(t *testing.T) {
	ctx := context.Background()
	address := sqliteAddress(t)
	declare := func(ix *docstore.Index[enrolment]) *docstore.Collection[enrolment] {
		c, err := docstore.Define(docstoretest.Open(t, address, docstore.Options{}), docstore.Definition[enrolment]{Name: "e", Indexes: []*docstore.Index[enrolment]{ix}})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := declare(&docstore.Index[enrolment]{Name: "by", Parts: []string{"a"}, Unique: true, Keys: func(e *enrolment) []any { return []any{e.Person} }})
	if err := c.Insert(ctx, "one", &enrolment{Person: "p", State: "s", UAI: "u"}); err != nil {
		t.Fatal(err)
	}
	for _, ix := range []*docstore.Index[enrolment]{
		{Name: "by", Parts: []string{"a", "b"}, Keys: func(e *enrolment) []any { return []any{e.State, e.UAI} }},
		{Name: "by", Parts: []string{"a", "b"}, Multi: true, Keys: func(e *enrolment) []any { return []any{e.State, []string{e.UAI}} }},
		{Name: "by", Parts: []string{"a", "c"}, Multi: true, Keys: func(e *enrolment) []any { return []any{e.State, []string{e.UAI}} }},
	} {
		page, err := declare(ix).Find(ctx, docstore.Query[enrolment]{Index: ix, Eq: []any{"s", "u"}, Limit: 2})
		if err != nil || len(page.Docs) != 1 {
			t.Fatalf("found %d (%v)", len(page.Docs), err)
		}
	}
}

func TestClosed(t *testing.T) {
	ctx := context.Background()
	db := docstoretest.Open(t, "sqlite::memory:", docstore.Options{})
	c, err := docstore.DefineCounters(db, "counts")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Add(ctx, "a", "", 0, map[string]int64{"n": 1}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("add: %v", err)
	}
	if _, err := c.Get(ctx, "a"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("get: %v", err)
	}
}

func TestBadAddress(t *testing.T) {
	if _, err := docstore.Open(context.Background(), "postgres://secret@host", docstore.Options{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
}
