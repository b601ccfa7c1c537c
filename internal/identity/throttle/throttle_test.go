package throttle

import (
	"fmt"
	"testing"
	"time"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

var rule = Rule{Free: 3, Base: time.Second, Ceiling: 4 * time.Second, Forget: time.Minute, Keys: 100}

func TestTry(t *testing.T) {
	c := &clock{time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
	l := New(rule, c.now)
	for i := range 4 {
		if _, ok := l.Try("a"); !ok {
			t.Fatalf("try %d refused", i+1)
		}
	}
	// Each further try waits twice as long, up to the ceiling.
	for _, want := range []time.Duration{1, 2, 4, 4} {
		wait, ok := l.Try("a")
		if ok || wait != want*time.Second {
			t.Fatalf("wait %v %v, want %ds", wait, ok, want)
		}
		if _, ok := l.Try("b-" + fmt.Sprint(want)); !ok {
			t.Fatal("another key waits too")
		}
		c.t = c.t.Add(wait)
		if _, ok := l.Try("a"); !ok {
			t.Fatal("refused after the wait")
		}
	}
	l.Clear("a")
	if _, ok := l.Try("a"); !ok {
		t.Error("a success does not clear")
	}
}

func TestForgiveAndForget(t *testing.T) {
	c := &clock{time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
	l := New(rule, c.now)
	// A hundred successes from one school never slow it down.
	for range 100 {
		if _, ok := l.Try("school"); !ok {
			t.Fatal("a school that succeeds is slowed down")
		}
		l.Forgive("school")
	}
	for range 4 {
		l.Try("a")
	}
	if _, ok := l.Try("a"); ok {
		t.Fatal("the fifth failure is not slowed down")
	}
	c.t = c.t.Add(rule.Forget + time.Second)
	for range 4 {
		if _, ok := l.Try("a"); !ok {
			t.Fatal("time does not forgive")
		}
	}
}

func TestBoundedMemory(t *testing.T) {
	c := &clock{time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)}
	l := New(rule, c.now)
	for i := range 10_000 {
		l.Try(fmt.Sprint(i))
	}
	if n := len(l.young) + len(l.old); n > rule.Keys {
		t.Errorf("%d keys kept, want at most %d", n, rule.Keys)
	}
}
