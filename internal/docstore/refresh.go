package docstore

import (
	"context"
	"slices"
	"sync/atomic"
)

// Refresh is told of changes on every node: to keep an index, a cache or open pages up to
// date. It remembers nothing: a node that starts begins at From.
type Refresh struct {
	Name  string
	Kinds []string // nil: all
	// Apply takes a change in. When it fails it is called again, a few times; the change is
	// then left out and the failure logged.
	Apply func(ctx context.Context, c Change) error
	From  int64 // the number after which to begin; -1: now
}

func (f Refresh) subscribe(r *Runner) {
	r.refreshes = append(r.refreshes, &refresher{Refresh: f, r: r})
}

type refresher struct {
	Refresh
	r  *Runner
	at atomic.Int64 // the last number dealt with
}

func (f *refresher) start(end int64) {
	if f.From < 0 {
		f.at.Store(end)
	} else {
		f.at.Store(f.From)
	}
}

func (f *refresher) run(ctx context.Context) {
	for ctx.Err() == nil {
		changes := f.r.following(ctx, f.at.Load(), nil)
		for _, c := range changes {
			if wanted(f.Kinds, c.Kind) {
				f.apply(ctx, c)
			}
			if ctx.Err() != nil {
				return
			}
			f.at.Store(c.Number)
		}
		f.r.moved.ring()
	}
}

func (f *refresher) apply(ctx context.Context, c Change) {
	err := f.r.attempt(ctx, func() error { return f.Apply(ctx, c) })
	if err != nil && ctx.Err() == nil {
		f.r.log.Error("refresh failed: change left out", "refresh", f.Name, "kind", c.Kind, "number", c.Number, "error", err)
	}
}

func wanted(kinds []string, kind string) bool { return kinds == nil || slices.Contains(kinds, kind) }
