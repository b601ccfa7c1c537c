package lrsdb

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

type targetDoc struct {
	Name     string    `bson:"name"`
	URL      string    `bson:"url"`
	Key      string    `bson:"key"`
	Secret   string    `bson:"secret"`
	Version  string    `bson:"version"`
	Verbs    []string  `bson:"verbs,omitempty"`
	Activity string    `bson:"activity,omitempty"`
	By       string    `bson:"by,omitempty"`
	At       time.Time `bson:"at"`
	Paused   bool      `bson:"paused,omitempty"`
	Place    string    `bson:"place"`
	Sent     int64     `bson:"sent"`
	Refused  int64     `bson:"refused"`
	InRow    int       `bson:"in_row,omitempty"`
	Tries    int       `bson:"tries,omitempty"`
	Due      time.Time `bson:"due,omitempty"`
	Failure  string    `bson:"failure,omitempty"`
	Failed   time.Time `bson:"failed,omitempty"`
}

// asideDoc is a refusal. Its id is its target's and its statement's.
type asideDoc struct {
	Target    string    `bson:"target"`
	Statement string    `bson:"statement"`
	At        time.Time `bson:"at"`
	Why       string    `bson:"why"`
	Answer    string    `bson:"answer,omitempty"`
}

var (
	targetsByDate = &docstore.Index[targetDoc]{Name: "at", Parts: []string{"at"},
		Keys: func(d *targetDoc) []any { return []any{d.At} }}
	targetDocs = docstore.Definition[targetDoc]{Name: "lrs_targets", Indexes: []*docstore.Index[targetDoc]{targetsByDate}}

	asidesByTarget = &docstore.Index[asideDoc]{Name: "target", Parts: []string{"target", "at"},
		Keys: func(d *asideDoc) []any { return []any{d.Target, d.At} }}
	asideDocs = docstore.Definition[asideDoc]{Name: "lrs_asides", Indexes: []*docstore.Index[asideDoc]{asidesByTarget}}
)

type targets struct {
	docs   *docstore.Collection[targetDoc]
	asides *docstore.Collection[asideDoc]
}

func targetIn(t lrs.Target) targetDoc {
	return targetDoc{t.Name, t.URL, t.Key, t.Secret, string(t.Version), t.Verbs, t.Activity, t.By, t.At, t.Paused,
		t.Place, t.Sent, t.Refused, t.InRow, t.Tries, t.Due, t.Failure, t.Failed}
}

func targetOut(doc docstore.Doc[targetDoc]) lrs.Target {
	d := doc.Body
	return lrs.Target{ID: doc.ID, Name: d.Name, URL: d.URL, Key: d.Key, Secret: d.Secret, Version: statement.Version(d.Version), Verbs: d.Verbs,
		Activity: d.Activity, By: d.By, At: d.At, Paused: d.Paused, Place: d.Place, Sent: d.Sent, Refused: d.Refused, InRow: d.InRow,
		Tries: d.Tries, Due: d.Due, Failure: d.Failure, Failed: d.Failed}
}

// Get implements lrs.Targets.
func (s targets) Get(ctx context.Context, id string) (lrs.Target, error) {
	d, err := s.docs.Get(ctx, id)
	if err != nil {
		return lrs.Target{}, err
	}
	return targetOut(d), nil
}

// Insert implements lrs.Targets.
func (s targets) Insert(ctx context.Context, t lrs.Target) error {
	d := targetIn(t)
	return s.docs.Insert(ctx, t.ID, &d)
}

// Change implements lrs.Targets.
func (s targets) Change(ctx context.Context, id string, change func(*lrs.Target) error) (lrs.Target, error) {
	d, err := s.docs.Update(ctx, id, func(d *targetDoc) ([]docstore.Fact, error) {
		t := targetOut(docstore.Doc[targetDoc]{ID: id, Body: *d})
		if err := change(&t); err != nil {
			return nil, unchanged(err)
		}
		*d = targetIn(t)
		return nil, nil
	})
	if err != nil {
		return lrs.Target{}, err
	}
	return targetOut(d), nil
}

// Delete implements lrs.Targets.
func (s targets) Delete(ctx context.Context, id string) error {
	if err := s.docs.Delete(ctx, id); err != nil {
		return err
	}
	for {
		page, err := s.asides.Find(ctx, docstore.Query[asideDoc]{Index: asidesByTarget, Eq: []any{id}, Limit: docstore.MaxLimit})
		if err != nil || len(page.Docs) == 0 {
			return err
		}
		for _, d := range page.Docs {
			if err := s.asides.Delete(ctx, d.ID); err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
	}
}

// List implements lrs.Targets.
func (s targets) List(ctx context.Context, limit int, after string) (lrs.List[lrs.Target], error) {
	page, err := s.docs.Find(ctx, docstore.Query[targetDoc]{Index: targetsByDate, Desc: true, Limit: limit, After: after})
	if err != nil {
		return lrs.List[lrs.Target]{}, err
	}
	list := lrs.List[lrs.Target]{Next: page.Next, Items: make([]lrs.Target, len(page.Docs))}
	for i, d := range page.Docs {
		list.Items[i] = targetOut(d)
	}
	return list, nil
}

// SetAside implements lrs.Targets.
func (s targets) SetAside(ctx context.Context, target string, a lrs.Aside) error {
	err := s.asides.Insert(ctx, ids.Join(target, a.Statement), &asideDoc{target, a.Statement, a.At, a.Why, a.Answer})
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// Asides implements lrs.Targets.
func (s targets) Asides(ctx context.Context, target string, limit int, after string) (lrs.List[lrs.Aside], error) {
	page, err := s.asides.Find(ctx, docstore.Query[asideDoc]{Index: asidesByTarget, Eq: []any{target}, Desc: true, Limit: limit, After: after})
	if err != nil {
		return lrs.List[lrs.Aside]{}, err
	}
	list := lrs.List[lrs.Aside]{Next: page.Next, Items: make([]lrs.Aside, len(page.Docs))}
	for i, d := range page.Docs {
		list.Items[i] = lrs.Aside{Statement: d.Body.Statement, At: d.Body.At, Why: d.Body.Why, Answer: d.Body.Answer}
	}
	return list, nil
}
