// Package trackingdb keeps what tracking owns, in documents: statements with their bytes as
// they were made, progress, attestations, counters, who was trained when, who looked.
package trackingdb

import (
	"context"
	"errors"
	"iter"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking"
)

// jobPage is how many documents a job reads at once.
const jobPage = 500

// Open declares the collections and answers the stores.
func Open(db *docstore.DB) (tracking.Stores, error) {
	var errs []error
	keep := func(err error) { errs = append(errs, err) }
	st, err := docstore.Define(db, statementDocs)
	keep(err)
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
	return tracking.Stores{Statements: statements{st}, Progresses: progresses{pr, st}, Attestations: attestations{at},
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

// statementDoc is a statement: its bytes, and keys parsed from them.
type statementDoc struct {
	Raw          []byte    `bson:"raw"`
	Agent        string    `bson:"agent"`
	Verb         string    `bson:"verb"`
	Object       string    `bson:"object"`
	Registration string    `bson:"registration"`
	Timestamp    time.Time `bson:"timestamp"`
	Stored       time.Time `bson:"stored"`
}

// The ways in which statements are found: by enrolment here; by person, by verb, by activity
// and by time as a record store is asked.
var (
	statementsByRegistration = &docstore.Index[statementDoc]{Name: "registration", Parts: []string{"registration", "stored"},
		Keys: func(d *statementDoc) []any { return []any{d.Registration, d.Stored} }}
	statementsByAgent = &docstore.Index[statementDoc]{Name: "agent", Parts: []string{"agent", "stored"},
		Keys: func(d *statementDoc) []any { return []any{d.Agent, d.Stored} }}
	statementsByVerb = &docstore.Index[statementDoc]{Name: "verb", Parts: []string{"verb", "stored"},
		Keys: func(d *statementDoc) []any { return []any{d.Verb, d.Stored} }}
	statementsByObject = &docstore.Index[statementDoc]{Name: "activity", Parts: []string{"activity", "stored"},
		Keys: func(d *statementDoc) []any { return []any{d.Object, d.Stored} }}
	statementsByStored = &docstore.Index[statementDoc]{Name: "stored", Parts: []string{"stored"},
		Keys: func(d *statementDoc) []any { return []any{d.Stored} }}
)

var statementDocs = docstore.Definition[statementDoc]{Name: "statements", Indexes: []*docstore.Index[statementDoc]{
	statementsByRegistration, statementsByAgent, statementsByVerb, statementsByObject, statementsByStored}}

type statements struct {
	docs *docstore.Collection[statementDoc]
}

func statementIn(s tracking.StoredStatement) (string, statementDoc) {
	return s.ID, statementDoc{s.Raw, s.Agent, s.Verb, s.Object, s.Registration, s.Timestamp, s.Stored}
}

func statementOut(d docstore.Doc[statementDoc]) tracking.StoredStatement {
	b := d.Body
	return tracking.StoredStatement{ID: d.ID, Raw: b.Raw, Agent: b.Agent, Verb: b.Verb, Object: b.Object,
		Registration: b.Registration, Timestamp: b.Timestamp, Stored: b.Stored}
}

// Insert implements tracking.Statements.
func (s statements) Insert(ctx context.Context, st tracking.StoredStatement, facts ...tracking.Fact) error {
	id, doc := statementIn(st)
	return s.docs.Insert(ctx, id, &doc, factsOut(facts)...)
}

// InsertMany implements tracking.Statements.
func (s statements) InsertMany(ctx context.Context, all []tracking.StoredStatement) error {
	return many(ctx, s.docs, all, statementIn)
}

// Get implements tracking.Statements.
func (s statements) Get(ctx context.Context, id string) (tracking.StoredStatement, error) {
	d, err := s.docs.Get(ctx, id)
	if err != nil {
		return tracking.StoredStatement{}, err
	}
	return statementOut(d), nil
}

// OfRegistration implements tracking.Statements.
func (s statements) OfRegistration(ctx context.Context, registration string) iter.Seq2[tracking.StoredStatement, error] {
	return each(s.docs.All(ctx, docstore.Query[statementDoc]{Index: statementsByRegistration, Eq: []any{registration}, Limit: jobPage}), statementOut)
}
