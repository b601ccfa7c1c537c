package lrsdb

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking/lrs"
)

type documentDoc struct {
	Scope   string    `bson:"scope"`
	Name    string    `bson:"name"`
	Type    string    `bson:"type"`
	Content []byte    `bson:"content"`
	Updated time.Time `bson:"updated"`
	Gone    bool      `bson:"gone,omitempty"` // deleted under a condition: a write like another
}

var (
	documentsByScope = &docstore.Index[documentDoc]{Name: "scope", Parts: []string{"scope", "updated"},
		Keys: func(d *documentDoc) []any { return []any{d.Scope, d.Updated} }}
	documentDocs = docstore.Definition[documentDoc]{Name: "lrs_documents", Indexes: []*docstore.Index[documentDoc]{documentsByScope},
		Expires: func(d *documentDoc) time.Time {
			if d.Gone {
				return time.UnixMilli(1)
			}
			return time.Time{}
		}}
)

// A list tells at most maxListed documents, read a few at a time: they come with their content.
const (
	maxListed  = 10_000
	listedOnce = 20
)

type documents struct {
	docs *docstore.Collection[documentDoc]
}

func documentID(scope, id string) string { return scope + "/" + lrs.Tag("", id) }

func documentOut(d *documentDoc) lrs.Document {
	return lrs.Document{ID: d.Name, Type: d.Type, Content: d.Content, Updated: d.Updated}
}

// Get implements lrs.Documents.
func (s documents) Get(ctx context.Context, scope, id string) (lrs.Document, error) {
	d, err := s.docs.Get(ctx, documentID(scope, id))
	if err != nil {
		return lrs.Document{}, err
	}
	return documentOut(&d.Body), nil
}

// Change implements lrs.Documents.
func (s documents) Change(ctx context.Context, scope, id string, change func(*lrs.Document, bool) error) error {
	_, err := s.docs.Upsert(ctx, documentID(scope, id), func(d *documentDoc, exists bool) ([]docstore.Fact, error) {
		doc := documentOut(d)
		if err := change(&doc, exists); err != nil {
			return nil, unchanged(err)
		}
		*d = documentDoc{Scope: scope, Name: id, Type: doc.Type, Content: doc.Content, Updated: doc.Updated}
		return nil, nil
	})
	return err
}

// Delete implements lrs.Documents.
func (s documents) Delete(ctx context.Context, scope, id string, check func(*lrs.Document) error) error {
	if check == nil {
		return s.docs.Delete(ctx, documentID(scope, id))
	}
	_, err := s.docs.Update(ctx, documentID(scope, id), func(d *documentDoc) ([]docstore.Fact, error) {
		doc := documentOut(d)
		*d = documentDoc{Scope: scope, Name: id, Updated: d.Updated, Gone: true}
		return nil, check(&doc)
	})
	return err
}

// List implements lrs.Documents.
func (s documents) List(ctx context.Context, scope string, since time.Time) ([]lrs.Document, error) {
	q := docstore.Query[documentDoc]{Index: documentsByScope, Eq: []any{scope}, Limit: listedOnce}
	if !since.IsZero() {
		q.From = since.Add(time.Millisecond)
	}
	var list []lrs.Document
	for d, err := range s.docs.All(ctx, q) {
		if err != nil {
			return nil, err
		}
		doc := documentOut(&d.Body)
		doc.Content = nil
		if list = append(list, doc); len(list) == maxListed {
			break
		}
	}
	return list, nil
}
