package docstore

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Subscriber reads the log: a [Work] or a [Refresh].
type Subscriber interface {
	subscribe(r *Runner)
}

// Pace says how quickly what waits looks again. The zero value is right for production; tests
// are more impatient.
type Pace struct {
	Poll     time.Duration // for changes written by other processes; 0: 250 ms
	Gather   time.Duration // between a change and its delivery, so that changes go in batches; 0: 20 ms
	Lease    time.Duration // of the works: how long they stand still when their node vanishes; 0: 15 s
	Retry    time.Duration // before the second attempt, doubled for each one after; 0: 100 ms
	Attempts int           // at a change before it is parked; 0: 8
}

func (p Pace) orDefault() Pace {
	set := func(d *time.Duration, to time.Duration) {
		if *d == 0 {
			*d = to
		}
	}
	set(&p.Poll, 250*time.Millisecond)
	set(&p.Gather, 20*time.Millisecond)
	set(&p.Lease, 15*time.Second)
	set(&p.Retry, 100*time.Millisecond)
	if p.Attempts == 0 {
		p.Attempts = 8
	}
	return p
}

const maxRetryPause = 30 * time.Second

// Runner delivers the log to its subscribers, each in the order of the log, each at its own
// speed. Delivery is at least once: after a crash, and after an error, what was delivered
// may be delivered again.
type Runner struct {
	db        *DB
	log       *slog.Logger
	pace      Pace
	tail      *tail
	lease     *Lease
	works     []*worker
	refreshes []*refresher
	moved     bell // a subscriber went on

	cancel context.CancelFunc
	done   sync.WaitGroup
}

// NewRunner prepares the delivery of the log to subscribers; Start begins it. One runner for
// each process.
func NewRunner(db *DB, log *slog.Logger, subscribers ...Subscriber) *Runner {
	r := &Runner{db: db, log: log, pace: db.pace}
	r.tail = &tail{db: db, log: log, pace: db.pace}
	r.lease = NewLease(db, "works", NewHolder(), r.pace.Lease)
	for _, s := range subscribers {
		s.subscribe(r)
	}
	return r
}

// NewHolder returns a name for this process, unique in the cluster, under which to hold leases.
func NewHolder() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text())
}

// Start begins delivery, until Stop. A Refresh from "now" misses nothing written after Start
// returned.
func (r *Runner) Start(ctx context.Context) error {
	if err := r.tail.start(ctx); err != nil {
		return err
	}
	for _, f := range r.refreshes {
		f.start(r.tail.last())
	}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	r.cancel = cancel
	r.done.Go(func() { r.tail.run(run) })
	for _, f := range r.refreshes {
		r.done.Go(func() { f.run(run) })
	}
	if len(r.works) > 0 {
		r.done.Go(func() { r.lead(run) })
	}
	return nil
}

// Stop ends delivery and waits for what is being applied; the works are another node's from
// then on.
func (r *Runner) Stop() {
	if r.cancel == nil {
		return
	}
	r.cancel()
	r.done.Wait()
}

// lead runs the works while this node holds their lease.
func (r *Runner) lead(ctx context.Context) {
	for ctx.Err() == nil {
		held, err := r.lease.Acquire(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.Warn("works: lease not acquired", "error", err)
		}
		if held {
			r.work(ctx)
			continue
		}
		wait(ctx, r.pace.Lease/3)
	}
}

// work runs the works until the lease is lost or ctx ends.
func (r *Runner) work(ctx context.Context) {
	held, cancel := context.WithCancel(ctx)
	var works sync.WaitGroup
	for _, w := range r.works {
		works.Go(func() { w.run(held, r.lease.Token()) })
	}
	r.keepLease(held)
	cancel()
	works.Wait()
	if ctx.Err() != nil {
		if err := r.lease.Release(context.WithoutCancel(ctx)); err != nil {
			r.log.Warn("works: lease not released", "error", err)
		}
	}
}

// keepLease renews the lease and returns when it is lost, or could not be renewed in time.
func (r *Runner) keepLease(ctx context.Context) {
	renewed := time.Now()
	for time.Since(renewed) < r.pace.Lease*2/3 {
		wait(ctx, r.pace.Lease/3)
		if ctx.Err() != nil {
			return
		}
		asked := time.Now()
		held, err := r.lease.Acquire(ctx)
		switch {
		case err != nil:
			r.log.Warn("works: lease not renewed", "error", err)
		case !held:
			r.log.Warn("works: lease lost")
			return
		default:
			renewed = asked
		}
	}
}

// WaitIdle returns when every subscriber has applied everything written before the call, and
// everything that this led to. Works that another node runs are waited for too.
func (r *Runner) WaitIdle(ctx context.Context) error {
	for {
		last, err := r.settled(ctx)
		if err != nil {
			return err
		}
		if err := r.waitFor(ctx, last); err != nil {
			return err
		}
		again, err := r.settled(ctx)
		if err != nil || again == last {
			return err
		}
	}
}

func (r *Runner) settled(ctx context.Context) (int64, error) {
	if err := r.db.relay.settle(ctx); err != nil {
		return 0, err
	}
	return r.db.engine.Last(ctx)
}

func (r *Runner) waitFor(ctx context.Context, number int64) error {
	for {
		moved := r.moved.next()
		reached, err := r.reached(ctx)
		if err != nil || reached >= number {
			return err
		}
		select {
		case <-moved:
		case <-time.After(20 * time.Millisecond): // another node's works
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// reached is the number that every subscriber has come to.
func (r *Runner) reached(ctx context.Context) (int64, error) {
	least := int64(1<<63 - 1)
	for _, f := range r.refreshes {
		least = min(least, f.at.Load())
	}
	for _, w := range r.works {
		at, err := w.reached(ctx)
		if err != nil {
			return 0, err
		}
		least = min(least, at)
	}
	return least, nil
}

// Log returns the numbers of the first change that the log still keeps and of the last one
// written, 0 and 0 when there is none. A reader that stopped before first-1 has missed some.
func (db *DB) Log(ctx context.Context) (first, last int64, err error) {
	if last, err = db.engine.Last(ctx); err != nil || last == 0 {
		return 0, 0, err
	}
	changes, err := db.engine.Changes(ctx, 0, 1)
	if err != nil || len(changes) == 0 {
		return last + 1, last, err
	}
	return changes[0].Number, last, nil
}

// wait pauses, less if ctx ends.
func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
