package lrsdb

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

// ruleDoc is a rule. Its id is its source.
type ruleDoc struct {
	KeepDays     int       `bson:"keep_days"`
	MaskDays     int       `bson:"mask_days"`
	By           string    `bson:"by,omitempty"`
	At           time.Time `bson:"at"`
	Ran          time.Time `bson:"ran,omitempty"`
	Removed      int64     `bson:"removed"`
	Masked       int64     `bson:"masked"`
	TotalRemoved int64     `bson:"total_removed"`
	TotalMasked  int64     `bson:"total_masked"`
	Place        string    `bson:"place,omitempty"`
	Passed       time.Time `bson:"passed,omitempty"`
}

var ruleDocs = docstore.Definition[ruleDoc]{Name: "lrs_rules"}

type rules struct {
	docs *docstore.Collection[ruleDoc]
}

func ruleOut(source string, d ruleDoc) lrs.Rule {
	return lrs.Rule{Source: source, KeepDays: d.KeepDays, MaskDays: d.MaskDays, By: d.By, At: d.At, Ran: d.Ran, Removed: d.Removed, Masked: d.Masked,
		TotalRemoved: d.TotalRemoved, TotalMasked: d.TotalMasked, Place: d.Place, Passed: d.Passed}
}

// Change implements lrs.Rules.
func (s rules) Change(ctx context.Context, source string, change func(*lrs.Rule) error) (lrs.Rule, error) {
	d, err := s.docs.Upsert(ctx, source, func(d *ruleDoc, _ bool) ([]docstore.Fact, error) {
		r := ruleOut(source, *d)
		if err := change(&r); err != nil {
			return nil, unchanged(err)
		}
		*d = ruleDoc{r.KeepDays, r.MaskDays, r.By, r.At, r.Ran, r.Removed, r.Masked, r.TotalRemoved, r.TotalMasked, r.Place, r.Passed}
		return nil, nil
	})
	return ruleOut(source, d.Body), err
}

// List implements lrs.Rules.
func (s rules) List(ctx context.Context, limit int, after string) (lrs.List[lrs.Rule], error) {
	page, err := s.docs.Prefix(ctx, "", limit, after)
	if err != nil {
		return lrs.List[lrs.Rule]{}, err
	}
	list := lrs.List[lrs.Rule]{Next: page.Next, Items: make([]lrs.Rule, len(page.Docs))}
	for i, d := range page.Docs {
		list.Items[i] = ruleOut(d.ID, d.Body)
	}
	return list, nil
}

// OfSource implements lrs.Statements.
func (s *Statements) OfSource(ctx context.Context, source string, masked bool, r lrs.Range) (lrs.Page, error) {
	q := docstore.Query[statementDoc]{Index: statementsBySource, Eq: []any{source, masked}, Limit: r.Limit}
	if r.To != "" {
		q.To = r.To
	}
	if r.After != "" {
		q.From = r.After + "\x00"
	}
	return s.page(ctx, q)
}

// Attaches implements lrs.Statements.
func (s *Statements) Attaches(ctx context.Context, sha2 string) (bool, error) {
	page, err := s.docs.Find(ctx, docstore.Query[statementDoc]{Index: statementsByFile, Eq: []any{sha2}, Limit: 1})
	return len(page.Docs) > 0, err
}

// Delete implements lrs.Statements.
func (s *Statements) Delete(ctx context.Context, key string) error { return s.docs.Delete(ctx, key) }

type secretDoc struct {
	Secret []byte `bson:"secret"`
}

var secretDocs = docstore.Definition[secretDoc]{Name: "lrs_secrets"}

type secrets struct {
	docs *docstore.Collection[secretDoc]
}

// Once implements lrs.Secrets.
func (s secrets) Once(ctx context.Context, name string, fresh []byte) ([]byte, error) {
	d, err := s.docs.Get(ctx, name)
	if fault.Is(err, fault.NotFound) {
		if err = s.docs.Insert(ctx, name, &secretDoc{fresh}); err == nil {
			return fresh, nil
		}
		if fault.Is(err, fault.Conflict) { // another was first
			d, err = s.docs.Get(ctx, name)
		}
	}
	return d.Body.Secret, err
}
