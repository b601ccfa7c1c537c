package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// warmUp is how many requests of a kind are made before it is measured: caches filled,
// connections opened.
const warmUp = 200

// measureKinds measures each kind in turn. One that fails is told as such, and the others
// are measured all the same.
func measureKinds(ctx context.Context, s *server, o options, r *report) error {
	w, err := newWorld(ctx, s, o)
	if err != nil {
		return errors.Join(err, s.logTail())
	}
	var failed []error
	for _, one := range sorts() {
		if !strings.Contains(one.name, o.only) || ctx.Err() != nil {
			continue
		}
		got, err := w.measure(ctx, one, o)
		if err != nil {
			got.Failed = err.Error()
			failed = append(failed, fmt.Errorf("%s: %w", one.name, err))
		}
		r.Kinds = append(r.Kinds, got)
	}
	if len(failed) > 0 {
		failed = append(failed, s.logTail())
	}
	return errors.Join(append(failed, ctx.Err())...)
}

// measure prepares one sort of request, makes it and says what it cost.
func (w *world) measure(ctx context.Context, one sort, o options) (result, error) {
	got := result{Name: one.name, Goal: one.goal}
	if err := w.renew(ctx); err != nil {
		return got, err
	}
	k, err := one.prepare(ctx, w)
	if err != nil {
		return got, err
	}
	n := o.count
	if k.most > 0 {
		n = min(n, k.most)
	}
	if k.repeats {
		if l := push(ctx, k, o.clients, min(warmUp, n), o.span); l.err != nil {
			return got, l.err
		}
	}
	pid := w.server.pid()
	before, err := untilRest(ctx, pid)
	if err != nil {
		return got, err
	}
	var profiled <-chan error
	if o.profile != "" {
		profiled = profile(ctx, w.server, o.profile, one.name)
	}
	l := push(ctx, k, o.clients, n, o.span)
	atAnswer, err := cpuTime(pid)
	if o.profile != "" {
		err = errors.Join(err, <-profiled)
	}
	if err := errors.Join(err, l.err); err != nil {
		return got, err
	}
	after, err := untilRest(ctx, pid)
	if err != nil {
		return got, err
	}
	held, err := memoryOf(pid)
	got.fill(l, atAnswer-before, after-before)
	got.Resident, got.Anonymous = megabytes(held.Resident), megabytes(held.Anonymous)
	return got, err
}

// fill computes the figures of a load that took so much processor time.
func (r *result) fill(l load, atAnswer, after time.Duration) {
	r.Requests = len(l.latencies)
	if r.Requests == 0 {
		return
	}
	each := func(d time.Duration) float64 { return milliseconds(d) / float64(r.Requests) }
	r.CPU, r.CPUAfter = each(atAnswer), each(after)
	r.PerSecond = float64(r.Requests) / l.took.Seconds()
	r.P50, r.P99 = milliseconds(percentile(l.latencies, 50)), milliseconds(percentile(l.latencies, 99))
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
