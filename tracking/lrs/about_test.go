package lrs_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

func named(lang, name string) func(object) {
	return func(s object) {
		s["object"] = object{"id": activity("one"), "definition": object{"name": object{lang: name}}}
	}
}

// TestActivity tells of an activity again and again: what was told last holds.
func TestActivity(t *testing.T) {
	w := newWorld(t)
	read := func() string {
		t.Helper()
		raw, err := w.svc.Activity(t.Context(), w.all, activity("one"))
		w.ok(err)
		return string(raw)
	}
	if got := read(); got != `{"objectType":"Activity","id":"https://school.test/activity/one"}` {
		t.Errorf("unknown: %s", got)
	}
	w.store(said(1, named("fr", "Un")))
	w.store(said(2, named("en", "One")))
	w.store(said(3, named("fr", "Unique")))
	if got := read(); !strings.Contains(got, `"fr":"Unique"`) || !strings.Contains(got, `"en":"One"`) {
		t.Errorf("merged: %s", got)
	}
	w.store(said(4, named("fr", "Un")))
	if got := read(); !strings.Contains(got, `"fr":"Un"`) {
		t.Errorf("told again: %s", got)
	}
}

func TestPerson(t *testing.T) {
	w := newWorld(t)
	for id, name := range []string{"Ann", "Ann B.", "Ann"} {
		w.store(said(id, func(s object) { s["actor"].(object)["name"] = name }))
	}
	agent, err := statement.ParseAgent([]byte(`{"mbox":"`+mbox("ann")+`"}`), statement.V1)
	w.ok(err)
	raw, err := w.svc.Person(t.Context(), w.all, agent)
	w.ok(err)
	if got := string(raw); got != `{"objectType":"Person","name":["Ann","Ann B."],"mbox":["`+mbox("ann")+`"]}` {
		t.Errorf("got %s", got)
	}
}

// held are statements whose storing waits.
type held struct {
	lrs.Statements
	inside, on chan struct{}
}

func (h *held) Insert(ctx context.Context, list []lrs.Stored) error {
	close(h.inside)
	<-h.on
	return h.Statements.Insert(ctx, list)
}

// TestConsistentThrough has a batch wait on its way into the store: until it is there, or is
// refused, nothing is said of its time.
func TestConsistentThrough(t *testing.T) {
	w := newWorld(t)
	for _, list := range [][]object{{said(1), said(2)}, {said(3), said(1, by("bob"))}} {
		h := &held{Statements: w.svc.Stores.Statements, inside: make(chan struct{}), on: make(chan struct{})}
		slow := w.svc.Config
		slow.Stores.Statements = h
		svc := lrs.NewService(slow)
		var wg sync.WaitGroup
		parsed := w.parsed(list...)
		wg.Go(func() { _, _ = svc.Store(context.WithoutCancel(t.Context()), w.all, statement.V1, parsed, nil) })
		<-h.inside
		w.pass(time.Hour)
		before := svc.ConsistentThrough()
		w.pass(time.Hour)
		if again := svc.ConsistentThrough(); !again.Equal(before) || w.clock().Sub(before) < 2*time.Hour {
			t.Errorf("consistent through %v, then %v, with a batch under way since before", before, again)
		}
		close(h.on)
		wg.Wait()
		if after := svc.ConsistentThrough(); w.clock().Sub(after) > time.Second {
			t.Errorf("consistent through %v with nothing under way", after)
		}
		st, err := w.svc.One(t.Context(), w.all, uuid(1), false)
		w.ok(err)
		if list[0]["id"] == uuid(1) && !st.At.After(before) {
			t.Errorf("stored at %v, was consistent through %v", st.At, before)
		}
	}
}
