// Package trackingdb keeps what tracking owns, in documents: progress, attestations, counters, who was trained when, who looked.
package trackingdb

import (
	"context"
	"errors"
	"iter"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking"
)

// jobPage is how many documents a job reads at once.
const jobPage = 500

// Statements keeps statements: they are the record store's, with those of others.
type Statements interface {
	tracking.Statements
	// Before prepares the storing of a statement before another write; done is to be called
	// after that write, whatever became of it.
	Before(told tracking.Told) (b docstore.Before, done func())
}

// Open declares the collections and answers the stores.
func Open(db *docstore.DB, st Statements) (tracking.Stores, error) {
	var errs []error
	keep := func(err error) { errs = append(errs, err) }
	pr, err := docstore.Define(db, progressDocs)
	keep(err)
	at, err := docstore.Define(db, attestationDocs)
	keep(err)
	co, err := docstore.DefineCounters(db, "counters")
	keep(err)
	pe, err := docstore.Define(db, trainedDocs)
	keep(err)
	lo, err := docstore.Define(db, lookDocs)
	keep(err)
	be, err := docstore.Define(db, beatDocs)
	keep(err)
	if err := errors.Join(errs...); err != nil {
		return tracking.Stores{}, err
	}
	return tracking.Stores{Statements: st, Progresses: progresses{pr, st}, Attestations: attestations{at},
		Counters: counters{co}, Persons: persons{pe}, Looks: looks{lo}, Beats: beats{be}}, nil
}

func factsOut(facts []tracking.Fact) []docstore.Fact {
	out := make([]docstore.Fact, len(facts))
	for i, f := range facts {
		out[i] = docstore.Fact(f)
	}
	return out
}

// changed turns what a change of a domain value answered into what docstore expects.
func changed(facts []tracking.Fact, err error) ([]docstore.Fact, error) {
	if errors.Is(err, tracking.ErrUnchanged) {
		return nil, docstore.ErrUnchanged
	}
	return factsOut(facts), err
}

// list turns a page of documents into a list of domain values.
func list[D, V any](page docstore.Page[D], err error, value func(docstore.Doc[D]) V) (tracking.List[V], error) {
	if err != nil {
		return tracking.List[V]{}, err
	}
	out := tracking.List[V]{Next: page.Next, Items: make([]V, 0, len(page.Docs))}
	for _, d := range page.Docs {
		out.Items = append(out.Items, value(d))
	}
	return out, nil
}

// each turns documents into domain values.
func each[D, V any](all iter.Seq2[docstore.Doc[D], error], value func(docstore.Doc[D]) V) iter.Seq2[V, error] {
	return func(yield func(V, error) bool) {
		for d, err := range all {
			var v V
			if err == nil {
				v = value(d)
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// many inserts documents.
func many[D, V any](ctx context.Context, c *docstore.Collection[D], values []V, doc func(V) (string, D)) error {
	docs := make([]docstore.Doc[D], len(values))
	for i, v := range values {
		docs[i].ID, docs[i].Body = doc(v)
	}
	return c.InsertMany(ctx, docs)
}
