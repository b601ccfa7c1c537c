package lrs_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/remote"
	"preau.education/preau/tracking/lrs/statement"
)

// elsewhere is another record store: all of a request or nothing, as the real ones.
type elsewhere struct {
	mu    sync.Mutex // guards the fields below
	kept  map[string][]byte
	order []string
	files map[string]string
	bad   map[string]bool // statements that it refuses
	down  error
	calls int
	then  func() // before it answers
}

func newElsewhere() *elsewhere {
	return &elsewhere{kept: map[string][]byte{}, files: map[string]string{}, bad: map[string]bool{}}
}

func (e *elsewhere) Send(_ context.Context, to remote.Endpoint, statements [][]byte, files []remote.File) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.calls++
	if e.then != nil {
		e.then()
	}
	if e.down != nil {
		return e.down
	}
	fresh := map[string][]byte{}
	var order []string
	for _, raw := range statements {
		list, _, err := statement.Parse(raw, statement.Version(to.Version))
		if err != nil || e.bad[list[0].ID] {
			return fault.As("elsewhere", fault.Invalid, "target_refuses", fmt.Errorf("no: %w", err))
		}
		id := list[0].ID
		if _, there := e.kept[id]; there { // as some stores: even for the same
			return fault.New("elsewhere", fault.Conflict, "target_conflict", "")
		}
		fresh[id], order = list[0].Raw, append(order, id)
	}
	for id, raw := range fresh {
		e.kept[id] = raw
	}
	for _, f := range files {
		e.files[f.SHA2] = string(f.Data)
	}
	e.order = append(e.order, order...)
	return nil
}

func (e *elsewhere) Statement(_ context.Context, _ remote.Endpoint, id string) ([]byte, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if raw, there := e.kept[id]; there {
		return raw, nil
	}
	return nil, fault.New("elsewhere", fault.NotFound, "unknown_statement", "")
}

func (w *world) target(t lrs.Target, from time.Time) lrs.Target {
	w.t.Helper()
	t.Name, t.URL, t.Key, t.Secret = "Observatoire", "https://lrs.test/xapi/", "key", "secret"
	t, err := w.svc.AddTarget(w.t.Context(), root, t, from)
	w.ok(err)
	return t
}

// forward waits until all is settled, and has a turn.
func (w *world) forward() lrs.Target {
	w.t.Helper()
	w.pass(time.Minute)
	w.ok(w.svc.Forward(w.t.Context()))
	list, err := w.svc.ListTargets(w.t.Context(), root, 10, "")
	w.ok(err)
	if len(list.Items) == 0 || list.Items[0].Secret != "" {
		w.t.Fatalf("targets are %+v", list.Items)
	}
	return list.Items[0]
}

func (w *world) arrived(want ...int) {
	w.t.Helper()
	ids := []string{}
	for _, n := range want {
		ids = append(ids, uuid(n))
	}
	if !slices.Equal(w.far.order, ids) {
		w.t.Fatalf("arrived %v, want %v", w.far.order, ids)
	}
}

func TestForward(t *testing.T) {
	for name, fresh := range docstoretest.Engines(t) {
		t.Run(name, func(t *testing.T) {
			w := newWorldAt(t, fresh(t))
			w.store(said(1))
			w.pass(time.Second)
			w.target(lrs.Target{}, time.Time{})
			w.store(said(2), said(3))
			_, err := w.svc.Store(t.Context(), w.all, statement.V2, w.parsed(said(4, attached("bytes"))), []lrs.File{file("bytes")})
			w.ok(err)
			w.ok(w.svc.Forward(t.Context()))
			w.arrived() // another node may still place a statement before these
			if got := w.forward(); got.Sent != 3 || got.Refused != 0 || got.Failure != "" {
				t.Errorf("%+v", got)
			}
			w.arrived(2, 3, 4)
			if w.far.files[file("bytes").SHA2] != "bytes" || !strings.Contains(string(w.far.kept[uuid(4)]), `"version":"1.0.3"`) {
				t.Errorf("files %v, statement %s", w.far.files, w.far.kept[uuid(4)])
			}
			calls := w.far.calls
			w.pass(time.Hour)
			if got := w.forward(); w.far.calls != calls || w.now.Sub(got.Through()) > 2*time.Minute {
				t.Errorf("with nothing to send: %d calls, through %v at %v", w.far.calls-calls, got.Through(), w.now)
			}
			w.store(said(5), voids(6, 2))
			w.forward()
			w.arrived(2, 3, 4, 5, 6)
		})
	}
}

func TestForwardManyFromADate(t *testing.T) {
	w := newWorld(t)
	began := w.now
	var want []int
	for batch := range 6 {
		var list []object
		for i := range 70 {
			list, want = append(list, said(100*batch+i)), append(want, 100*batch+i)
		}
		w.store(list...)
	}
	w.target(lrs.Target{}, began)
	w.far.bad[uuid(133)], w.far.bad[uuid(134)], w.far.bad[uuid(569)] = true, true, true
	got := w.forward()
	w.arrived(slices.DeleteFunc(want, func(n int) bool { return n == 133 || n == 134 || n == 569 })...)
	if got.Sent != 417 || got.Refused != 3 || got.Failure != "" || got.InRow != 0 && got.InRow != 1 {
		t.Errorf("%+v", got)
	}
	list, err := w.svc.ListAsides(t.Context(), root, got.ID, 2, "")
	w.ok(err)
	if len(list.Items) != 2 || list.Next == "" || list.Items[0].Statement != uuid(569) || !strings.HasPrefix(list.Items[0].Answer, "no:") {
		t.Errorf("set aside: %+v", list)
	}
	w.ok(w.svc.RemoveTarget(t.Context(), root, got.ID))
	w.ok(w.svc.Forward(t.Context()))
	list, err = w.svc.ListAsides(t.Context(), root, got.ID, 2, "")
	w.ok(err)
	if len(list.Items) != 0 {
		t.Errorf("left: %+v", list)
	}
}

// TestForwardTwice: what a target has already counts as sent, whether this node forgot, or another
// sent it; another statement under its id is set aside.
func TestForwardTwice(t *testing.T) {
	w := newWorld(t)
	began := w.now
	w.store(said(1), said(2), said(3))
	w.far.kept[uuid(1)] = w.parsed(said(1))[0].Raw
	w.far.kept[uuid(3)] = w.parsed(said(3, by("eve")))[0].Raw
	w.target(lrs.Target{}, began)
	if got := w.forward(); got.Sent != 2 || got.Refused != 1 {
		t.Errorf("%+v", got)
	}
	w.arrived(2)
}

func TestForwardFails(t *testing.T) {
	w := newWorld(t)
	target := w.target(lrs.Target{}, time.Time{})
	w.store(said(1))
	w.far.down = fault.New("x", fault.Unavailable, "target_away", "Le magasin distant ne répond pas.")
	var waits []time.Duration
	for range 3 {
		w.pass(2 * time.Hour)
		got := w.forward()
		if got.Failure != "Le magasin distant ne répond pas." || got.Sent+got.Refused != 0 {
			t.Fatalf("%+v", got)
		}
		waits = append(waits, got.Due.Sub(got.Failed))
		calls := w.far.calls
		w.ok(w.svc.Forward(t.Context()))
		if w.far.calls != calls {
			t.Fatal("it did not wait")
		}
	}
	if !slices.Equal(waits, []time.Duration{15 * time.Second, 30 * time.Second, time.Minute}) {
		t.Errorf("waits are %v", waits)
	}
	_, err := w.svc.PauseTarget(t.Context(), root, target.ID, true)
	w.ok(err)
	w.far.down = nil
	w.pass(2 * time.Hour)
	w.forward()
	w.arrived()
	_, err = w.svc.PauseTarget(t.Context(), root, target.ID, false)
	w.ok(err)
	if got := w.forward(); got.Failure != "" || got.Sent != 1 {
		t.Errorf("%+v", got)
	}
	w.arrived(1)
}

// TestForwardToOneThatTakesNothing: it is paused, and what it has not seen waits.
func TestForwardToOneThatTakesNothing(t *testing.T) {
	w := newWorld(t)
	w.target(lrs.Target{}, time.Time{})
	for batch := range 3 {
		var list []object
		for i := range 60 {
			list = append(list, said(100*batch+i))
			w.far.bad[uuid(100*batch+i)] = true
		}
		w.store(list...)
	}
	got := w.forward()
	if !got.Paused || got.Refused < 100 || got.Refused > 180 || !strings.Contains(got.Failure, "de suite") {
		t.Errorf("%+v", got)
	}
}

// TestForwardStops: a node that is stopped while it sends notes what was sent, and is no failure of
// the target; another that moved on meanwhile is not moved back.
func TestForwardStops(t *testing.T) {
	w := newWorld(t)
	target := w.target(lrs.Target{}, time.Time{})
	var list []object
	for i := range 120 {
		list = append(list, said(i))
	}
	w.store(list...)
	w.pass(time.Minute)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w.far.then = func() {
		if w.far.calls == 2 {
			stop()
			w.far.down = context.Canceled
		}
	}
	w.ok(w.svc.Forward(ctx))
	w.far.then, w.far.down = nil, fault.New("x", fault.Unavailable, "target_away", "Parti.")
	w.forward()
	again, stopAgain := context.WithCancel(t.Context())
	defer stopAgain()
	w.far.then = stopAgain
	w.pass(time.Hour)
	w.ok(w.svc.Forward(again))
	w.far.then = nil
	if list, err := w.svc.ListTargets(t.Context(), root, 1, ""); err != nil || list.Items[0].Failure != "Parti." {
		t.Errorf("a node that stops forgets why the target failed: %+v, %v", list.Items, err)
	}
	w.far.down = nil
	w.pass(time.Hour)
	if got := w.forward(); got.Sent != 120 || got.Failure != "" || len(w.far.order) != 120 {
		t.Errorf("%d arrived, %+v", len(w.far.order), got)
	}
	_, err := w.svc.PauseTarget(t.Context(), actor.Actor{Person: "ann"}, target.ID, true)
	w.refused(err, fault.Forbidden, "forbidden")
}

func TestForwardFilter(t *testing.T) {
	for _, tc := range []struct {
		name   string
		target lrs.Target
		want   []int
	}{
		{"a verb", lrs.Target{Verbs: []string{verb("passed")}}, []int{2, 4}},
		{"verbs", lrs.Target{Verbs: []string{verb("passed"), verb("failed")}}, []int{2, 3, 4}},
		{"an activity", lrs.Target{Activity: activity("two")}, []int{4, 5}},
		{"both", lrs.Target{Activity: activity("two"), Verbs: []string{verb("passed")}}, []int{4}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.target(tc.target, time.Time{})
			w.store(said(1), said(2, did("passed")), said(3, did("failed")), said(4, did("passed"), with("two")), said(5, with("two")), said(6))
			w.forward()
			w.arrived(tc.want...)
			w.pass(time.Hour)
			if got := w.forward(); w.now.Sub(got.Through()) > 2*time.Minute {
				t.Errorf("stays behind: %v", got.Through())
			}
		})
	}
}

func TestTargetsThatCannotBe(t *testing.T) {
	w := newWorld(t)
	good := lrs.Target{Name: "n", URL: "https://lrs.test/xapi", Key: "k", Secret: "s"}
	for path, change := range map[string]func(*lrs.Target){
		"name": func(t *lrs.Target) { t.Name = " " }, "url": func(t *lrs.Target) { t.URL = "ftp://lrs.test" }, "key": func(t *lrs.Target) { t.Key = "a:b" },
		"secret": func(t *lrs.Target) { t.Secret = "" }, "version": func(t *lrs.Target) { t.Version = "0.9" },
		"verbs": func(t *lrs.Target) { t.Verbs = []string{"passed"} }, "activity": func(t *lrs.Target) { t.Activity = "x" },
	} {
		bad := good
		change(&bad)
		_, err := w.svc.AddTarget(t.Context(), root, bad, time.Time{})
		if raw, _ := json.Marshal(err); !fault.Is(err, fault.Invalid) || !strings.Contains(string(raw), `"`+path+`"`) {
			t.Errorf("%s: %v", path, err)
		}
	}
	_, err := w.svc.AddTarget(t.Context(), actor.Actor{Person: "ann"}, good, time.Time{})
	w.refused(err, fault.Forbidden, "forbidden")
	for range 20 {
		_, err = w.svc.AddTarget(t.Context(), root, good, time.Time{})
		w.ok(err)
	}
	_, err = w.svc.AddTarget(t.Context(), root, good, time.Time{})
	w.refused(err, fault.Conflict, "too_many_targets")
}
