package docstore

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"preau.education/preau/internal/fault"
)

// Work is told of changes once in the cluster, in the order of the log, from its beginning: to
// move progress and counters, to send, to attest. A change may come again after a crash; what
// it changes must show that it was there (see [Counters.Add]).
type Work struct {
	Name  string   // for ever: under it the place in the log is kept
	Kinds []string // nil: all
	// Apply takes a change in. When it fails it is called again, later and later; a change that
	// keeps failing is parked (see [ParkedChange]) so that the others go on. As long as the
	// error is Unavailable it waits.
	Apply func(ctx context.Context, c Change) error
	// Batch, if set, is called instead of Apply with several changes in order: one write for
	// many. When it fails it is called again with fewer.
	Batch func(ctx context.Context, cs []Change) error
	// Lanes, if more than one, has Apply called for changes of different keys at once, so many at
	// most; those of one key still come one after the other, in order.
	Lanes int
}

func (w Work) subscribe(r *Runner) { r.works = append(r.works, &worker{Work: w, r: r}) }

// position is how far a work has come, under its name.
type position struct {
	Number int64 `bson:"number"`
	Token  int64 `bson:"token"` // of the lease it was written under; a lower one writes no more
}

// The place is kept durable this often; what was applied since is delivered again after a
// crash. Changes that were of no interest are remembered less often.
const (
	savePause = 500 * time.Millisecond
	skipPause = 30 * time.Second
)

type worker struct {
	Work
	r       *Runner
	running atomic.Bool
	at      atomic.Int64 // the last number dealt with, while running

	// The rest belongs to the goroutine of run.
	token int64
	saved int64
	since time.Time // when saved was written
	dirty bool      // something was applied since
}

var errLeaseLost = errors.New("another node runs the works")

// run delivers until ctx ends: the lease is lost or the runner stops.
func (w *worker) run(ctx context.Context, token int64) {
	w.token, w.dirty, w.since = token, false, time.Now()
	if !w.load(ctx) {
		return
	}
	w.running.Store(true)
	defer w.running.Store(false)
	for ctx.Err() == nil {
		changes := w.r.following(ctx, w.at.Load(), w.flushTimer())
		mine := make([]Change, 0, len(changes))
		for _, c := range changes {
			if wanted(w.Kinds, c.Kind) {
				mine = append(mine, c)
			}
		}
		if len(mine) > 0 {
			w.deliver(ctx, mine)
			w.dirty = true
		}
		if ctx.Err() != nil {
			break // perhaps in the middle: the place stays before these
		}
		if len(changes) > 0 {
			w.at.Store(changes[len(changes)-1].Number)
			w.r.moved.ring()
		}
		w.flush(ctx)
	}
	if err := w.save(context.WithoutCancel(ctx)); err != nil {
		w.r.log.Warn("work: place not kept", "work", w.Name, "error", err)
	}
}

func (w *worker) load(ctx context.Context) bool {
	for pause := w.r.pace.Retry; ctx.Err() == nil; pause = min(2*pause, maxRetryPause) {
		doc, err := w.r.db.positions.Get(ctx, w.Name)
		if err == nil || fault.Is(err, fault.NotFound) {
			w.at.Store(doc.Body.Number)
			w.saved = doc.Body.Number
			return true
		}
		w.r.log.Warn("work: place not read", "work", w.Name, "error", err)
		wait(ctx, pause)
	}
	return false
}

// flushTimer rings when the place should be kept although nothing more comes.
func (w *worker) flushTimer() <-chan time.Time {
	if !w.dirty {
		return nil
	}
	return time.After(savePause - time.Since(w.since))
}

func (w *worker) flush(ctx context.Context) {
	age := time.Since(w.since)
	if age < savePause || !w.dirty && age < skipPause {
		return
	}
	if err := w.save(ctx); err != nil {
		w.r.log.Warn("work: place not kept", "work", w.Name, "error", err)
	}
}

func (w *worker) save(ctx context.Context) error {
	w.since = time.Now()
	at := w.at.Load()
	if at == w.saved {
		w.dirty = false
		return nil
	}
	_, err := w.r.db.positions.Upsert(ctx, w.Name, func(p *position, _ bool) ([]Fact, error) {
		if p.Token > w.token {
			return nil, errLeaseLost
		}
		p.Number, p.Token = at, w.token
		return nil, nil
	})
	if err == nil {
		w.saved, w.dirty = at, false
	}
	return err
}

// reached is how far the work has come, on whichever node.
func (w *worker) reached(ctx context.Context) (int64, error) {
	if w.running.Load() {
		return w.at.Load(), nil
	}
	doc, err := w.r.db.positions.Get(ctx, w.Name)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return 0, err
	}
	return doc.Body.Number, nil
}

// deliver has changes applied, or parked; it returns early only when ctx ends.
func (w *worker) deliver(ctx context.Context, changes []Change) {
	if w.Batch == nil {
		w.applyAll(ctx, changes)
		return
	}
	if len(changes) == 1 {
		w.one(ctx, changes[0], func() error { return w.Batch(ctx, changes) })
		return
	}
	err := safely(func() error { return w.Batch(ctx, changes) })
	if err == nil || ctx.Err() != nil {
		return
	}
	w.r.log.Warn("work: batch failed", "work", w.Name, "from", changes[0].Number, "changes", len(changes), "error", err)
	half := len(changes) / 2 // the culprit is in one of them
	w.deliver(ctx, changes[:half])
	w.deliver(ctx, changes[half:])
}

// applyAll has changes applied one by one, in as many lanes as the work has.
func (w *worker) applyAll(ctx context.Context, changes []Change) {
	along := func(lane []Change) {
		for _, c := range lane {
			w.one(ctx, c, func() error { return w.Apply(ctx, c) })
		}
	}
	if w.Lanes < 2 || len(changes) < 2 {
		along(changes)
		return
	}
	lanes := make([][]Change, w.Lanes)
	for _, c := range changes {
		h := fnv.New32a()
		_, _ = h.Write([]byte(c.Key))
		at := h.Sum32() % uint32(w.Lanes) // #nosec G115 -- a handful
		lanes[at] = append(lanes[at], c)
	}
	var all sync.WaitGroup
	for _, lane := range lanes {
		if len(lane) > 0 {
			all.Go(func() { along(lane) })
		}
	}
	all.Wait()
}

// one applies a change, or parks it.
func (w *worker) one(ctx context.Context, c Change, apply func() error) {
	err := w.r.attempt(ctx, apply)
	for err != nil && ctx.Err() == nil && fault.Is(err, fault.Unavailable) {
		w.r.log.Warn("work waits", "work", w.Name, "kind", c.Kind, "number", c.Number, "error", err)
		err = w.r.attempt(ctx, apply)
	}
	if err == nil {
		return
	}
	for ctx.Err() == nil {
		if perr := w.r.attempt(ctx, func() error { return w.park(ctx, c, err) }); perr == nil {
			w.r.log.Error("work failed: change parked", "work", w.Name, "kind", c.Kind, "number", c.Number, "error", err)
			return
		}
	}
}

// attempt calls apply until it succeeds, at most pace.Attempts times.
func (r *Runner) attempt(ctx context.Context, apply func() error) (err error) {
	pause := r.pace.Retry
	for n := range r.pace.Attempts {
		if n > 0 {
			wait(ctx, pause)
			pause = min(2*pause, maxRetryPause)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err = safely(apply); err == nil {
			return nil
		}
	}
	return err
}

// safely turns a panic of a subscriber into an error, so that one change cannot bring the
// node down again and again.
func safely(apply func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return apply()
}

// following returns changes after a number, waiting for some, for the flush or for the end of
// ctx.
func (r *Runner) following(ctx context.Context, number int64, flush <-chan time.Time) []Change {
	for pause := r.pace.Retry; ; pause = min(2*pause, maxRetryPause) {
		grown := r.tail.grown.next()
		changes, err := r.tail.after(ctx, number)
		if len(changes) > 0 || ctx.Err() != nil {
			return changes
		}
		if err != nil {
			r.log.Warn("log not read", "error", err)
			wait(ctx, pause)
			continue
		}
		select {
		case <-grown:
		case <-flush:
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}
