package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

// Start takes jobs and runs recurring tasks until Stop.
func (r *Runner) Start(ctx context.Context) {
	ctx, r.stop = context.WithCancel(ctx)
	for range workers {
		r.wait.Go(func() { r.work(ctx) })
	}
	r.cron.start(ctx, r)
}

// Stop lets running jobs see their context end, and waits. What was not finished goes on
// here or elsewhere at the end of its lease.
func (r *Runner) Stop() {
	r.cron.stop()
	if r.stop != nil {
		r.stop()
	}
	r.wait.Wait()
}

func (r *Runner) work(ctx context.Context) {
	timer := time.NewTicker(pollInterval)
	defer timer.Stop()
	for {
		id, job, err := r.take(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.Error("looking for jobs", "error", err)
		}
		if job != nil {
			r.run(ctx, id, job)
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-r.wake:
		case <-timer.C:
		}
	}
}

var errNotDue = errors.New("taken by another node")

// take claims the first job that is due. The claim is a compare-and-swap: of two nodes one
// gets it.
func (r *Runner) take(ctx context.Context) (string, *document, error) {
	now := r.now()
	page, err := r.jobs.Find(ctx, docstore.Query[document]{Index: byDue, To: now.Add(time.Millisecond), Limit: workers})
	if err != nil {
		return "", nil, fault.Wrap("jobs.take", err)
	}
	for _, d := range page.Docs {
		if _, known := r.kinds[d.Body.Kind]; !known {
			continue // a newer node's kind
		}
		doc, err := r.jobs.Update(ctx, d.ID, func(j *document) ([]docstore.Fact, error) {
			if j.Due.After(now) || j.State == Done || j.State == Failed {
				return nil, errNotDue
			}
			j.State, j.Holder, j.Due, j.Updated = Running, r.holder, now.Add(leaseTime), now
			j.Attempts++
			return nil, nil
		})
		if errors.Is(err, errNotDue) {
			continue
		}
		if err != nil {
			return "", nil, fault.Wrap("jobs.take", err)
		}
		return d.ID, &doc.Body, nil
	}
	return "", nil, nil
}

// run does the job under a lease that is renewed while it works, and notes how it ended.
func (r *Runner) run(ctx context.Context, id string, d *document) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		r.renew(ctx, id, cancel)
	}()
	err := r.attempt(ctx, id, d)
	stopping := ctx.Err() != nil
	cancel()
	<-renewed
	if stopping && err != nil {
		return // the lease ends by itself and the job goes on elsewhere
	}
	end, cancelEnd := context.WithTimeout(context.Background(), leaseTime)
	defer cancelEnd()
	if err := r.note(end, id, func(j *document) { j.end(err, r.now()) }); err != nil {
		r.log.Error("noting the end of a job", "job", id, "error", err)
		return
	}
	if err != nil {
		r.log.Warn("job failed", "job", id, "kind", d.Kind, "attempt", d.Attempts, "error", err)
	}
}

// attempt calls the kind; a panic is a failed attempt, not the end of the node.
func (r *Runner) attempt(ctx context.Context, id string, d *document) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return r.kinds[d.Kind].Run(ctx, &Run{Job: d.job(id), runner: r})
}

func (r *Runner) renew(ctx context.Context, id string, lost context.CancelFunc) {
	tick := time.NewTicker(leaseTime / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := r.note(ctx, id, func(*document) {}); fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
				lost()
				return
			}
		}
	}
}

// end sets the state after an attempt; note has set Due to the end of a lease, which serves
// as the pause before the next attempt.
func (d *document) end(err error, now time.Time) {
	kind := fault.KindOf(err)
	switch {
	case err == nil:
		d.State = Done
	case (kind == fault.Internal || kind == fault.Unavailable) && d.Attempts < maxAttempts:
		d.State, d.Holder = Queued, ""
	default:
		d.State = Failed
		d.Failure = &Failure{Code: fault.CodeOf(err), Message: "Le traitement a échoué de notre côté."}
		var f *fault.Error
		if errors.As(err, &f) && f.Public != "" {
			d.Failure.Message, d.Failure.Fields = fault.French(f.Public), f.Fields
		}
	}
	d.Updated = now
}
