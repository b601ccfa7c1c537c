package docstore

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"preau.education/preau/internal/docstore/engine"
)

const (
	tailBatch = 500  // changes read at once
	tailKept  = 2000 // changes kept for subscribers that are nearly up to date
)

// tail follows the end of the log for all the subscribers of a process, so that each change
// is read once.
type tail struct {
	db    *DB
	log   *slog.Logger
	pace  Pace
	grown bell

	mu     sync.Mutex
	end    int64    // guarded by mu
	recent []Change // those up to end, without a gap; guarded by mu
}

func (t *tail) start(ctx context.Context) error {
	last, err := t.db.engine.Last(ctx)
	t.mu.Lock()
	t.end = last
	t.mu.Unlock()
	return err
}

func (t *tail) last() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.end
}

// run reads what is new until ctx ends: when this process wrote, and now and then for the
// others.
func (t *tail) run(ctx context.Context) {
	poll := time.NewTicker(t.pace.Poll)
	defer poll.Stop()
	for ctx.Err() == nil {
		rung := t.db.bell.next()
		full, err := t.read(ctx)
		if err != nil && ctx.Err() == nil {
			t.log.Warn("log not read", "error", err)
		}
		if full {
			continue
		}
		select {
		case <-rung:
			wait(ctx, t.pace.Gather)
		case <-poll.C:
		case <-ctx.Done():
		}
	}
}

// read takes the next changes; full says that there may be more.
func (t *tail) read(ctx context.Context) (full bool, err error) {
	raws, err := t.db.engine.Changes(ctx, t.last(), tailBatch)
	if err != nil || len(raws) == 0 {
		return false, err
	}
	t.mu.Lock()
	t.recent = append(t.recent, decodeChanges(raws)...)
	if extra := len(t.recent) - tailKept; extra > 0 {
		t.recent = append([]Change(nil), t.recent[extra:]...)
	}
	t.end = raws[len(raws)-1].Number
	t.mu.Unlock()
	t.grown.ring()
	return len(raws) == tailBatch, nil
}

// after returns the changes that follow a number, some of them when there are many.
func (t *tail) after(ctx context.Context, number int64) ([]Change, error) {
	t.mu.Lock()
	end, recent := t.end, t.recent
	t.mu.Unlock()
	if number >= end {
		return nil, nil
	}
	if len(recent) > 0 && number >= recent[0].Number-1 {
		from := 0
		for recent[from].Number <= number {
			from++
		}
		return recent[from:min(len(recent), from+tailBatch)], nil
	}
	raws, err := t.db.engine.Changes(ctx, number, tailBatch)
	return decodeChanges(raws), err
}

func decodeChanges(raws []engine.Change) []Change {
	changes := make([]Change, len(raws))
	for i, c := range raws {
		changes[i] = Change{Number: c.Number, Shard: c.Shard, ID: c.ID, Kind: c.Kind, Key: c.Key, At: time.UnixMilli(c.At).UTC(), body: c.Body}
	}
	return changes
}
