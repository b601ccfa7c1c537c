package docstore

import (
	"context"
	"time"

	"preau.education/preau/internal/fault"
)

// step records that a step of the schema was taken.
type step struct {
	At time.Time `bson:"at"`
}

const stepLease = 5 * time.Minute

// Step takes a step of the data's history once in the life of the database, at start: a new
// form of bodies, a collection filled from another. It must be safe to run while the version
// before still serves, and to be begun again after a crash. Other processes that start
// meanwhile wait for it.
func (db *DB) Step(ctx context.Context, name string, run func(context.Context) error) error {
	holder := NewHolder()
	for {
		_, err := db.steps.Get(ctx, name)
		if err == nil || !fault.Is(err, fault.NotFound) {
			return err
		}
		l := NewLease(db, "step:"+name, holder, stepLease)
		held, err := l.Acquire(ctx)
		if err != nil {
			return err
		}
		if held {
			return db.takeStep(ctx, l, name, run)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (db *DB) takeStep(ctx context.Context, l *Lease, name string, run func(context.Context) error) error {
	defer func() {
		if err := l.Release(context.WithoutCancel(ctx)); err != nil {
			db.log.Warn("step lease not released", "step", name, "error", err)
		}
	}()
	if _, err := db.steps.Get(ctx, name); !fault.Is(err, fault.NotFound) {
		return err // taken by another between the look and the lease
	}
	if err := run(ctx); err != nil {
		return fault.Wrap("docstore.Step "+name, err)
	}
	return db.steps.Insert(ctx, name, &step{At: db.now()})
}
