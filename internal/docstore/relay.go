package docstore

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore/engine"
)

// relay moves facts from their documents to the log, on the one node that holds its lease. On
// SQLite there is nothing to move: facts are born in the log.
type relay struct {
	db     *DB
	engine engine.Relayer // nil: nothing to move
	lease  *Lease
}

func newRelay(db *DB) *relay {
	r := &relay{db: db, lease: NewLease(db, "relay", NewHolder(), db.pace.Lease)}
	r.engine, _ = db.engine.(engine.Relayer)
	return r
}

// run relays until ctx ends: at once what this process wrote, now and then what others did.
func (r *relay) run(ctx context.Context) {
	if r.engine == nil {
		return
	}
	for ctx.Err() == nil {
		held, err := r.lease.Acquire(ctx)
		if err != nil && ctx.Err() == nil {
			r.db.log.Warn("relay: lease not acquired", "error", err)
		}
		if held {
			r.until(ctx, time.Now().Add(r.db.pace.Lease/3))
			continue
		}
		wait(ctx, r.db.pace.Lease/3)
	}
	if err := r.lease.Release(context.WithoutCancel(ctx)); err != nil {
		r.db.log.Warn("relay: lease not released", "error", err)
	}
}

// until relays up to a time, when the lease has to be renewed.
func (r *relay) until(ctx context.Context, end time.Time) {
	for ctx.Err() == nil && time.Now().Before(end) {
		rung := r.db.written.next()
		moved, err := r.engine.Relay(ctx)
		if err != nil && ctx.Err() == nil {
			r.db.log.Warn("relay failed", "error", err)
		}
		if moved {
			r.db.bell.ring()
			continue
		}
		select {
		case <-rung:
		case <-time.After(r.db.pace.Poll):
		case <-ctx.Done():
		}
	}
}

// settle returns once every fact written before the call is in the log.
func (r *relay) settle(ctx context.Context) error {
	for r.engine != nil {
		pending, err := r.engine.Pending(ctx)
		if err != nil || !pending {
			return err
		}
		wait(ctx, 10*time.Millisecond)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}
