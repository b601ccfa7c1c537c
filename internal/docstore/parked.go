package docstore

import (
	"context"
	"fmt"
	"time"

	"preau.education/preau/internal/fault"
)

// ParkedChange is a change that a work could not apply: kept with its error until someone has
// mended the cause and delivers it again.
type ParkedChange struct {
	Work   string    `bson:"work"`
	Number int64     `bson:"number"`
	Shard  string    `bson:"shard"`
	Fact   string    `bson:"fact"` // the fact's id
	Kind   string    `bson:"kind"`
	Key    string    `bson:"key"`
	At     time.Time `bson:"at"`
	Body   []byte    `bson:"body"`
	Error  string    `bson:"error"`
	Parked time.Time `bson:"parked"`
}

func (w *worker) park(ctx context.Context, c Change, cause error) error {
	id := fmt.Sprintf("%s:%s:%d", w.Name, c.Shard, c.Number)
	_, err := w.r.db.parked.Upsert(ctx, id, func(p *ParkedChange, _ bool) ([]Fact, error) {
		*p = ParkedChange{Work: w.Name, Number: c.Number, Shard: c.Shard, Fact: c.ID, Kind: c.Kind, Key: c.Key, At: c.At,
			Body: c.body, Error: cause.Error(), Parked: w.r.db.now()}
		return nil, nil
	})
	return err
}

// Parked lists the changes that works could not apply.
func (db *DB) Parked(ctx context.Context, limit int, after string) (Page[ParkedChange], error) {
	return db.parked.Prefix(ctx, "", limit, after)
}

// Redeliver gives a parked change to its work once more, out of its order, and forgets it when
// that succeeds.
func (r *Runner) Redeliver(ctx context.Context, id string) error {
	doc, err := r.db.parked.Get(ctx, id)
	if err != nil {
		return err
	}
	p := doc.Body
	c := Change{Number: p.Number, Shard: p.Shard, ID: p.Fact, Kind: p.Kind, Key: p.Key, At: p.At, body: p.Body}
	for _, w := range r.works {
		if w.Name != p.Work {
			continue
		}
		apply := func() error { return w.Apply(ctx, c) }
		if w.Batch != nil {
			apply = func() error { return w.Batch(ctx, []Change{c}) }
		}
		if err := safely(apply); err != nil {
			return err
		}
		return r.db.parked.Delete(ctx, id)
	}
	return fault.As("docstore.Redeliver", fault.NotFound, "not_found", fmt.Errorf("no work %q here", p.Work))
}
