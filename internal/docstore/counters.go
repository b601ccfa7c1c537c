package docstore

import (
	"context"

	"preau.education/preau/internal/docstore/engine"
)

// Counters is a collection of documents of named 64-bit numbers, moved by facts.
type Counters struct {
	tallies *Collection[engine.Tally]
}

// DefineCounters makes a collection of counters ready.
func DefineCounters(db *DB, name string) (*Counters, error) {
	tallies, err := Define(db, Definition[engine.Tally]{Name: name})
	if err != nil {
		return nil, err
	}
	return &Counters{tallies}, nil
}

// Addition moves the counters of one document; see [Counters.Add].
type Addition struct {
	ID     string
	Shard  string
	Number int64
	Deltas map[string]int64
}

// Tally is a document of counters.
type Tally struct {
	ID     string
	Values map[string]int64
}

// TallyPage is a bounded answer; Next is the cursor of the following page, "" at the end.
type TallyPage struct {
	Docs []Tally
	Next string
}

// Add increments the counters of a document, creating it if absent. It changes nothing when
// number is not beyond the last one applied to this document from this shard, so that a
// change delivered again is counted once; one change therefore makes one Add to a document.
// An empty shard is not remembered: such an Add counts every time. Names may hold any
// character but NUL.
func (c *Counters) Add(ctx context.Context, id, shard string, number int64, deltas map[string]int64) error {
	return c.AddMany(ctx, []Addition{{id, shard, number, deltas}})
}

// AddMany makes several additions: each is all or nothing, and all of them are durable when
// it returns nil. One commit on SQLite.
func (c *Counters) AddMany(ctx context.Context, additions []Addition) error {
	if len(additions) == 0 {
		return nil
	}
	if len(additions) > MaxBulk {
		return tooMany(len(additions), MaxBulk)
	}
	raws := make([]engine.Addition, len(additions))
	for i, a := range additions {
		raws[i] = engine.Addition(a)
	}
	return c.tallies.db.engine.Add(ctx, c.tallies.schema, raws)
}

// Get returns the counters of a document; an absent document is an empty map.
func (c *Counters) Get(ctx context.Context, id string) (map[string]int64, error) {
	all, err := c.GetMany(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	if values := all[id]; values != nil {
		return values, nil
	}
	return map[string]int64{}, nil
}

// GetMany returns the counters of the documents that exist, by id; at most MaxLimit.
func (c *Counters) GetMany(ctx context.Context, ids []string) (map[string]map[string]int64, error) {
	docs, err := c.tallies.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	all := make(map[string]map[string]int64, len(docs))
	for id, doc := range docs {
		all[id] = doc.Body.Values
	}
	return all, nil
}

// Prefix returns the documents whose id starts with prefix, in the order of ids.
func (c *Counters) Prefix(ctx context.Context, prefix string, limit int, after string) (TallyPage, error) {
	page, err := c.tallies.Prefix(ctx, prefix, limit, after)
	if err != nil {
		return TallyPage{}, err
	}
	tallies := TallyPage{Docs: make([]Tally, len(page.Docs)), Next: page.Next}
	for i, doc := range page.Docs {
		tallies.Docs[i] = Tally{doc.ID, doc.Body.Values}
	}
	return tallies, nil
}

// Set replaces the counters of a document, and the number last applied from each shard: what
// a rebuild from the sources writes. Without marks, those of the document stay, so that a
// change delivered again after a repair is still counted once.
func (c *Counters) Set(ctx context.Context, id string, values, marks map[string]int64) error {
	_, err := c.tallies.Upsert(ctx, id, func(t *engine.Tally, _ bool) ([]Fact, error) {
		t.Values = values
		if marks != nil {
			t.Marks = marks
		}
		return nil, nil
	})
	return err
}
