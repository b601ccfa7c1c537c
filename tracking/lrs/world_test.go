package lrs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
	"preau.education/preau/tracking/lrs/statement"
)

// cupboard keeps attachments in memory.
type cupboard struct {
	mu    sync.Mutex // guards files
	files map[string][]byte
}

func (c *cupboard) Put(_ context.Context, key string, data []byte, _ string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[key] = data
	return nil
}

func (c *cupboard) Get(_ context.Context, key string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	data, there := c.files[key]
	if !there {
		return nil, fault.New("cupboard", fault.NotFound, "object_not_found", "")
	}
	return data, nil
}

func (c *cupboard) Remove(_ context.Context, key string, _ time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.files, key)
	return nil
}

// places are two académies.
type places struct{}

func (places) Academies(context.Context) (map[string]string, error) {
	return map[string]string{"lille": "Lille", "lyon": "Lyon"}, nil
}

// world is a record store on a real database.
type world struct {
	t   *testing.T
	svc *lrs.Service
	far *elsewhere
	all lrs.Client // may do everything

	mu  sync.Mutex // guards now
	now time.Time  // goes on by a millisecond whenever it is read
}

func newWorld(t *testing.T) *world {
	return newWorldAt(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"))
}

func newWorldAt(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC), all: client("all", lrs.All), far: newElsewhere()}
	stores, _, err := lrsdb.Open(docstoretest.Open(t, address, docstore.Options{}))
	w.ok(err)
	w.svc = lrs.NewService(lrs.Config{Stores: stores, Objects: &cupboard{files: map[string][]byte{}}, Now: w.clock, Remote: w.far, Places: places{},
		HomePage: "https://preau.test", Log: slog.New(slog.DiscardHandler)})
	return w
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(time.Millisecond)
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func client(id string, scopes ...lrs.Scope) lrs.Client {
	return lrs.Client{ID: id, Scopes: scopes, Authority: statement.Agent{Account: statement.Account{HomePage: "https://preau.test", Name: id}}}
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(err error, kind fault.Kind, code string) {
	w.t.Helper()
	if !fault.Is(err, kind) || fault.CodeOf(err) != code {
		w.t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}

// uuid is the n-th id of a test.
func uuid(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

func mbox(name string) string          { return "mailto:" + name + "@school.test" }
func agentKey(name string) string      { return "mbox:" + mbox(name) }
func activity(name string) string      { return "https://school.test/activity/" + name }
func verb(name string) string          { return "https://school.test/verb/" + name }
func registration(n int) string        { return uuid(900_000 + n) }
func agentOf(name string) (out object) { return object{"mbox": mbox(name)} }

type object map[string]any

// said is a statement: ann tried one.
func said(id int, change ...func(object)) object {
	s := object{"id": uuid(id), "actor": agentOf("ann"), "verb": object{"id": verb("tried")}, "object": object{"id": activity("one")}}
	for _, c := range change {
		c(s)
	}
	return s
}

func by(name string) func(object)  { return func(s object) { s["actor"] = agentOf(name) } }
func did(name string) func(object) { return func(s object) { s["verb"] = object{"id": verb(name)} } }
func with(name string) func(object) {
	return func(s object) { s["object"] = object{"id": activity(name)} }
}
func about(id int) func(object) {
	return func(s object) { s["object"] = object{"objectType": "StatementRef", "id": uuid(id)} }
}

func in(reg int) func(object) {
	return func(s object) { contextOf(s)["registration"] = registration(reg) }
}

func contextOf(s object) object {
	if s["context"] == nil {
		s["context"] = object{}
	}
	return s["context"].(object)
}

// voids is a statement that voids another.
func voids(id, other int, change ...func(object)) object {
	s := said(id, append([]func(object){by("eve"), about(other)}, change...)...)
	s["verb"] = object{"id": statement.Voided}
	return s
}

func (w *world) parsed(list ...object) []statement.Statement {
	w.t.Helper()
	if list == nil {
		list = []object{}
	}
	raw, err := json.Marshal(list)
	w.ok(err)
	parsed, _, err := statement.Parse(raw, statement.V1)
	w.ok(err)
	return parsed
}

func (w *world) storeAs(who lrs.Client, list ...object) error {
	w.t.Helper()
	_, err := w.svc.Store(w.t.Context(), who, statement.V1, w.parsed(list...), nil)
	return err
}

// store stores a batch.
func (w *world) store(list ...object) {
	w.t.Helper()
	w.ok(w.storeAs(w.all, list...))
}

// found walks a query to its end and returns the ids in order.
func (w *world) found(who lrs.Client, q lrs.Query) []string {
	w.t.Helper()
	ids := []string{}
	for range 10_000 {
		page, err := w.svc.Find(w.t.Context(), who, q)
		w.ok(err)
		for _, st := range page.Items {
			ids = append(ids, st.ID)
		}
		if q.After = page.Next; q.After == "" {
			return ids
		}
	}
	w.t.Fatal("a query has no end")
	return nil
}

// finds holds a query to its answer, whatever the order.
func (w *world) finds(q lrs.Query, want ...int) {
	w.t.Helper()
	got := w.found(w.all, q)
	slices.Sort(got)
	var ids []string
	for _, n := range want {
		ids = append(ids, uuid(n))
	}
	slices.Sort(ids)
	if !slices.Equal(got, ids) {
		w.t.Fatalf("%+v finds %v, want %v", q, got, ids)
	}
}

// is holds a statement to its state: "there", "voided" or "absent".
func (w *world) is(id int, want string) {
	w.t.Helper()
	got := "absent"
	for state, voided := range map[string]bool{"there": false, "voided": true} {
		_, err := w.svc.One(w.t.Context(), w.all, uuid(id), voided)
		switch {
		case err == nil && got != "absent":
			w.t.Fatalf("%d is there and voided", id)
		case err == nil:
			got = state
		default:
			w.refused(err, fault.NotFound, "unknown_statement")
		}
	}
	if got != want {
		w.t.Fatalf("%d is %s, want %s", id, got, want)
	}
}
