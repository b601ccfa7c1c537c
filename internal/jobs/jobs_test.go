package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
)

// clock is a time that tests move.
type clock struct{ ms atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ms.Store(1_700_000_000_000)
	return c
}

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

func newTestRunner(t *testing.T, db *docstore.DB, c *clock) *Runner {
	t.Helper()
	r, err := NewRunner(db, slog.New(slog.DiscardHandler), c.now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// step takes and runs one job, if one is due, without the pace of the workers.
func step(t *testing.T, r *Runner) bool {
	t.Helper()
	id, job, err := r.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if job == nil {
		return false
	}
	r.run(t.Context(), id, job)
	return true
}

func TestJobRunsAndIsSeenToMove(t *testing.T) {
	c := newClock()
	r := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
	var seen Job
	r.Register(Kind{Name: "count", Run: func(ctx context.Context, run *Run) error {
		if err := run.Progress(ctx, 3, 10); err != nil {
			return err
		}
		var err error
		seen, err = r.Get(ctx, run.Job.ID)
		return errors.Join(err, run.Finish(ctx, map[string]string{"package": "p1"}))
	}})
	id, err := r.Enqueue(t.Context(), "count", "once", "camille", 42)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Enqueue(t.Context(), "count", "once", "camille", 42)
	if err != nil || again != id {
		t.Fatalf("the same key made another job: %s, %v", again, err)
	}
	if !step(t, r) || step(t, r) {
		t.Fatal("one job was to be run once")
	}
	if seen.State != Running || seen.Done != 3 || seen.Total != 10 || string(seen.Payload) != "42" {
		t.Errorf("while running: %+v", seen)
	}
	end, err := r.Get(t.Context(), id)
	if err != nil || end.State != Done || string(end.Result) != `{"package":"p1"}` {
		t.Errorf("at the end: %+v, %v", end, err)
	}
	list, _, err := r.OfPerson(t.Context(), "camille", 10, "")
	if err != nil || len(list) != 1 {
		t.Errorf("of the person: %v, %v", list, err)
	}
}

func TestFailures(t *testing.T) {
	refused := fault.New("x", fault.Invalid, "no_manifest", "Ce paquet n’a pas de manifeste.")
	for _, tc := range []struct {
		name     string
		err      error
		attempts int
		message  string
	}{
		{"a refusal is final", refused, 1, refused.Public},
		{"our fault is tried again", errors.New("disk"), maxAttempts, "Le traitement a échoué de notre côté."},
		{"what is away is tried again", fault.As("x", fault.Unavailable, "away", errors.New("net")), maxAttempts, "Le traitement a échoué de notre côté."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := newClock()
			r := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
			attempts := 0
			r.Register(Kind{Name: "k", Run: func(context.Context, *Run) error { attempts++; return tc.err }})
			id, err := r.Enqueue(t.Context(), "k", "", "", nil)
			if err != nil {
				t.Fatal(err)
			}
			for range maxAttempts + 2 {
				step(t, r)
				c.advance(leaseTime + time.Second)
			}
			job, err := r.Get(t.Context(), id)
			if err != nil || job.State != Failed || attempts != tc.attempts || job.Failure.Message != tc.message {
				t.Errorf("%d attempts, %+v, %v", attempts, job.Failure, err)
			}
		})
	}
}

func TestPanicIsAFailedAttempt(t *testing.T) {
	c := newClock()
	r := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
	r.Register(Kind{Name: "k", Run: func(context.Context, *Run) error { panic("boom") }})
	id, err := r.Enqueue(t.Context(), "k", "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	step(t, r)
	if job, err := r.Get(t.Context(), id); err != nil || job.State != Queued || job.Attempts != 1 {
		t.Errorf("%+v, %v", job, err)
	}
}

// TestJobOfADeadNodeGoesOn: a node that took a job and says nothing more loses it at the end
// of its lease, and may not write to it any more.
func TestJobOfADeadNodeGoesOn(t *testing.T) {
	c := newClock()
	dead := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
	alive := another(dead)
	var ran int
	kind := Kind{Name: "k", Run: func(context.Context, *Run) error { ran++; return nil }}
	dead.Register(kind)
	alive.Register(kind)
	if _, err := dead.Enqueue(t.Context(), "k", "", "", nil); err != nil {
		t.Fatal(err)
	}
	id, job, err := dead.take(t.Context())
	if err != nil || job == nil {
		t.Fatalf("%v, %v", job, err)
	}
	if step(t, alive) {
		t.Fatal("a job under lease was taken")
	}
	c.advance(leaseTime + time.Second)
	if !step(t, alive) || ran != 1 {
		t.Fatalf("the job did not go on; ran %d times", ran)
	}
	if err := dead.note(t.Context(), id, func(d *document) { d.Done = 99 }); !fault.Is(err, fault.Conflict) {
		t.Errorf("the dead node wrote: %v", err)
	}
}

// another makes a second node of the same collections.
func another(r *Runner) *Runner {
	second := &Runner{jobs: r.jobs, turns: r.turns, kinds: map[string]Kind{}, log: r.log, now: r.now, holder: "second", wake: make(chan struct{}, 1)}
	return second
}

func TestOneNodePerformsARecurringTask(t *testing.T) {
	c := newClock()
	r := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
	var ran atomic.Int32
	task := Task{Name: "night", Spec: "0 3 * * *", Run: func(context.Context) error { ran.Add(1); return nil }}
	var nodes sync.WaitGroup
	for range 4 {
		nodes.Go(func() { r.perform(t.Context(), task) })
	}
	nodes.Wait()
	if ran.Load() != 1 {
		t.Fatalf("performed %d times", ran.Load())
	}
	c.advance(24 * time.Hour)
	if r.perform(t.Context(), task); ran.Load() != 2 {
		t.Fatalf("the next day: performed %d times", ran.Load())
	}
	if err := r.Every(Task{Name: "wrong", Spec: "at noon"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a wrong spec: %v", err)
	}
}

func TestStartAndStop(t *testing.T) {
	c := newClock()
	r := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
	done := make(chan json.RawMessage, 1)
	r.Register(Kind{Name: "k", Run: func(_ context.Context, run *Run) error { done <- run.Job.Payload; return nil }})
	if err := r.Every(Task{Name: "t", Spec: "0 3 * * *", Run: func(context.Context) error { return nil }}); err != nil {
		t.Fatal(err)
	}
	r.Start(t.Context())
	if _, err := r.Enqueue(t.Context(), "k", "", "", "hello"); err != nil {
		t.Fatal(err)
	}
	if got := string(<-done); got != `"hello"` {
		t.Errorf("payload %s", got)
	}
	r.Stop()
}

// What recurs may be asked for at start too, and is then done by one of the nodes that start.
func TestTaskAtStart(t *testing.T) {
	c := newClock()
	r := newTestRunner(t, docstoretest.NewAt(t, c.now), c)
	nodes := []*Runner{r, another(r)}
	ran := make(chan struct{}, len(nodes))
	for _, n := range nodes {
		if err := n.Every(Task{Name: "dates", Spec: "0 3 * * *", AtStart: true, Run: func(context.Context) error { ran <- struct{}{}; return nil }}); err != nil {
			t.Fatal(err)
		}
		n.Start(t.Context())
	}
	<-ran
	for _, n := range nodes {
		n.Stop()
	}
	if len(ran) != 0 {
		t.Errorf("performed twice")
	}
}
