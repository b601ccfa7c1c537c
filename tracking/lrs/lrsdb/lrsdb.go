// Package lrsdb keeps what the record store owns, in documents: statements by the tags under
// which they are found, what was said of statements to come, documents of state and profile,
// what is known of activities and agents.
package lrsdb

import (
	"context"
	"errors"
	"slices"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

// Open declares the collections and answers the stores, and the statements among them for who
// stores one with something else.
func Open(db *docstore.DB) (lrs.Stores, *Statements, error) {
	var errs []error
	keep := func(err error) { errs = append(errs, err) }
	st, err := docstore.Define(db, statementDocs)
	keep(err)
	re, err := docstore.Define(db, referenceDocs)
	keep(err)
	do, err := docstore.Define(db, documentDocs)
	keep(err)
	ru, err := docstore.Define(db, ruleDocs)
	keep(err)
	se, err := docstore.Define(db, secretDocs)
	keep(err)
	ac, err := docstore.Define(db, activityDocs)
	keep(err)
	ag, err := docstore.Define(db, agentDocs)
	keep(err)
	cr, err := docstore.Define(db, credentialDocs)
	keep(err)
	ba, err := docstore.Define(db, batchDocs)
	keep(err)
	ta, err := docstore.Define(db, targetDocs)
	keep(err)
	as, err := docstore.Define(db, asideDocs)
	keep(err)
	all := &Statements{docs: st}
	if !db.InsertsWhole() {
		all.batches = newBatches(st, ba, db.Now)
	}
	return lrs.Stores{Statements: all, References: references{re}, Documents: documents{do}, Activities: activities{ac}, Agents: agents{ag},
			Credentials: credentials{cr}, Targets: targets{ta, as}, Rules: rules{ru}, Secrets: secrets{se}}, all,
		errors.Join(errs...)
}

type attachmentDoc struct {
	SHA2 string `bson:"sha2"`
	Type string `bson:"type"`
	Size int64  `bson:"size"`
}

// statementDoc is a statement: its bytes, and what was read of them. Its id is its place.
type statementDoc struct {
	ID          string          `bson:"id"`
	Raw         []byte          `bson:"raw"`
	At          time.Time       `bson:"at"`
	Tags        []string        `bson:"tags"`
	Client      string          `bson:"client"`
	Target      string          `bson:"target,omitempty"`
	Voids       bool            `bson:"voids,omitempty"`
	Voided      bool            `bson:"voided,omitempty"`
	Masked      bool            `bson:"masked,omitempty"`
	Batch       string          `bson:"batch,omitempty"` // that it waits for; see batches
	Attachments []attachmentDoc `bson:"attachments,omitempty"`
}

var (
	statementsByID = &docstore.Index[statementDoc]{Name: "statement", Parts: []string{"statement"}, Unique: true,
		Keys: func(d *statementDoc) []any { return []any{d.ID} }}
	statementsByTag = &docstore.Index[statementDoc]{Name: "tag", Parts: []string{"tag"}, Multi: true,
		Keys: func(d *statementDoc) []any {
			if d.Voided {
				return nil
			}
			return []any{d.Tags}
		}}
	// The order in which statements were stored, of those that are not voided.
	statementsByPlace = &docstore.Index[statementDoc]{Name: "place", Parts: []string{"found"},
		Keys: func(d *statementDoc) []any { return []any{!d.Voided} }}
	// What the rules of a source have still to deal with.
	statementsBySource = &docstore.Index[statementDoc]{Name: "source", Parts: []string{"source", "masked"},
		Keys: func(d *statementDoc) []any { return []any{lrs.SourceOf(d.Client), d.Masked} }}
	statementsByFile = &docstore.Index[statementDoc]{Name: "file", Parts: []string{"file"}, Multi: true,
		Keys: func(d *statementDoc) []any {
			if len(d.Attachments) == 0 {
				return nil
			}
			files := make([]string, len(d.Attachments))
			for i, a := range d.Attachments {
				files[i] = a.SHA2
			}
			return []any{files}
		}}
	statementDocs = docstore.Definition[statementDoc]{Name: "lrs_statements",
		Indexes: []*docstore.Index[statementDoc]{statementsByID, statementsByTag, statementsByPlace, statementsBySource, statementsByFile}}
)

// Statements implements lrs.Statements.
type Statements struct {
	docs    *docstore.Collection[statementDoc]
	batches *batches
}

// Before prepares the storing of a statement of the platform before another write, with the
// fact that has it followed.
func (s *Statements) Before(st lrs.Stored, fact docstore.Fact) docstore.Before {
	d := statementIn(st)
	return s.docs.Before(d.ID, &d.Body, fact)
}

// InsertOne stores a statement of the platform with facts. A Conflict says that its id is taken.
func (s *Statements) InsertOne(ctx context.Context, st lrs.Stored, facts ...docstore.Fact) error {
	d := statementIn(st)
	return s.docs.Insert(ctx, d.ID, &d.Body, facts...)
}

func statementIn(s lrs.Stored) docstore.Doc[statementDoc] {
	d := statementDoc{ID: s.ID, Raw: s.Raw, At: s.At, Tags: s.Tags, Client: s.Client, Target: s.Target, Voids: s.Voids, Voided: s.Voided,
		Masked: s.Masked}
	for _, a := range s.Attachments {
		d.Attachments = append(d.Attachments, attachmentDoc(a))
	}
	return docstore.Doc[statementDoc]{ID: s.Key, Body: d}
}

func statementOut(doc docstore.Doc[statementDoc]) lrs.Stored {
	d := doc.Body
	s := lrs.Stored{Key: doc.ID, ID: d.ID, Raw: d.Raw, At: d.At, Tags: d.Tags, Client: d.Client, Target: d.Target, Voids: d.Voids, Voided: d.Voided,
		Masked: d.Masked}
	for _, a := range d.Attachments {
		s.Attachments = append(s.Attachments, lrs.Attachment(a))
	}
	return s
}

// Insert implements lrs.Statements.
func (s *Statements) Insert(ctx context.Context, list []lrs.Stored) error {
	docs := make([]docstore.Doc[statementDoc], len(list))
	for i, st := range list {
		docs[i] = statementIn(st)
	}
	if s.batches == nil {
		return s.docs.InsertMany(ctx, docs)
	}
	return s.batches.insert(ctx, docs)
}

// ByIDs implements lrs.Statements.
func (s *Statements) ByIDs(ctx context.Context, ids []string) (map[string]lrs.Stored, error) {
	found := make(map[string]lrs.Stored, len(ids))
	for _, id := range ids {
		page, err := s.docs.Find(ctx, docstore.Query[statementDoc]{Index: statementsByID, Eq: []any{id}, Limit: 1})
		if err != nil {
			return nil, err
		}
		shown, err := s.batches.shown(ctx, page.Docs)
		if err != nil {
			return nil, err
		}
		for _, d := range shown {
			found[id] = statementOut(d)
		}
	}
	return found, nil
}

// Tagged implements lrs.Statements.
func (s *Statements) Tagged(ctx context.Context, tag string, r lrs.Range) (lrs.Page, error) {
	q := docstore.Query[statementDoc]{Index: statementsByTag, Eq: []any{tag}, Desc: !r.Ascending, Limit: r.Limit}
	if tag == "" {
		q.Index, q.Eq = statementsByPlace, []any{!r.Voided}
	}
	if r.From != "" {
		q.From = r.From
	}
	if r.To != "" {
		q.To = r.To
	}
	if r.After != "" && r.Ascending {
		q.From = r.After + "\x00"
	} else if r.After != "" {
		q.To = r.After
	}
	return s.page(ctx, q)
}

func (s *Statements) page(ctx context.Context, q docstore.Query[statementDoc]) (lrs.Page, error) {
	page, err := s.docs.Find(ctx, q)
	if err != nil {
		return lrs.Page{}, err
	}
	shown, err := s.batches.shown(ctx, page.Docs)
	if err != nil {
		return lrs.Page{}, err
	}
	out := lrs.Page{Items: make([]lrs.Stored, len(shown))}
	for i, d := range shown {
		out.Items[i] = statementOut(d)
	}
	if page.Next != "" {
		out.Next = page.Docs[len(page.Docs)-1].ID
	}
	return out, nil
}

// Change implements lrs.Statements.
func (s *Statements) Change(ctx context.Context, key string, change func(*lrs.Stored) error) error {
	_, err := s.docs.Update(ctx, key, func(d *statementDoc) ([]docstore.Fact, error) {
		st := statementOut(docstore.Doc[statementDoc]{ID: key, Body: *d})
		if err := change(&st); err != nil {
			return nil, unchanged(err)
		}
		next := statementIn(st).Body
		d.Tags, d.Voided, d.Masked, d.Raw, d.Attachments = next.Tags, next.Voided, next.Masked, next.Raw, next.Attachments
		return nil, nil
	})
	return err
}

func unchanged(err error) error {
	if errors.Is(err, lrs.ErrUnchanged) {
		return docstore.ErrUnchanged
	}
	return err
}

type referenceDoc struct {
	From []string `bson:"from"`
	Void []bool   `bson:"void"`
}

var referenceDocs = docstore.Definition[referenceDoc]{Name: "lrs_references"}

type references struct {
	docs *docstore.Collection[referenceDoc]
}

// Add implements lrs.References.
func (s references) Add(ctx context.Context, target string, r lrs.Reference) error {
	_, err := s.docs.Upsert(ctx, target, func(d *referenceDoc, _ bool) ([]docstore.Fact, error) {
		if slices.Contains(d.From, r.From) || len(d.From) >= lrs.MaxReferences && !r.Voids || len(d.From) >= 2*lrs.MaxReferences {
			return nil, docstore.ErrUnchanged
		}
		d.From, d.Void = append(d.From, r.From), append(d.Void, r.Voids)
		return nil, nil
	})
	return err
}

// Of implements lrs.References.
func (s references) Of(ctx context.Context, ids []string) (map[string][]lrs.Reference, error) {
	docs, err := s.docs.GetMany(ctx, ids)
	if err != nil || len(docs) == 0 {
		return nil, err
	}
	out := make(map[string][]lrs.Reference, len(docs))
	for id, d := range docs {
		for i, from := range d.Body.From {
			out[id] = append(out[id], lrs.Reference{From: from, Voids: d.Body.Void[i]})
		}
	}
	return out, nil
}

type activityDoc struct {
	Definition []byte `bson:"definition"`
}

var activityDocs = docstore.Definition[activityDoc]{Name: "lrs_activities"}

type activities struct {
	docs *docstore.Collection[activityDoc]
}

// Get implements lrs.Activities.
func (s activities) Get(ctx context.Context, id string) ([]byte, error) {
	d, err := s.docs.Get(ctx, lrs.Tag("", id))
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return d.Body.Definition, err
}

// Change implements lrs.Activities.
func (s activities) Change(ctx context.Context, id string, change func([]byte) ([]byte, error)) error {
	_, err := s.docs.Upsert(ctx, lrs.Tag("", id), func(d *activityDoc, _ bool) ([]docstore.Fact, error) {
		merged, err := change(d.Definition)
		if err != nil {
			return nil, unchanged(err)
		}
		d.Definition = merged
		return nil, nil
	})
	return err
}

// maxNames bounds the names kept of one agent: the first that were told.
const maxNames = 20

type agentDoc struct {
	Names []string `bson:"names"`
}

var agentDocs = docstore.Definition[agentDoc]{Name: "lrs_agents"}

type agents struct {
	docs *docstore.Collection[agentDoc]
}

// Names implements lrs.Agents.
func (s agents) Names(ctx context.Context, key string) ([]string, error) {
	d, err := s.docs.Get(ctx, lrs.Tag("", key))
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return d.Body.Names, err
}

// Add implements lrs.Agents.
func (s agents) Add(ctx context.Context, key, name string) error {
	_, err := s.docs.Upsert(ctx, lrs.Tag("", key), func(d *agentDoc, _ bool) ([]docstore.Fact, error) {
		for _, known := range d.Names {
			if known == name {
				return nil, docstore.ErrUnchanged
			}
		}
		if len(d.Names) >= maxNames {
			return nil, docstore.ErrUnchanged
		}
		d.Names = append(d.Names, name)
		return nil, nil
	})
	return err
}

// Forget implements lrs.Agents.
func (s agents) Forget(ctx context.Context, key string) error {
	err := s.docs.Delete(ctx, lrs.Tag("", key))
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
