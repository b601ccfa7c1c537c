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
}

var (
	documentsByScope = &docstore.Index[documentDoc]{Name: "scope", Parts: []string{"scope", "updated"},
		Keys: func(d *documentDoc) []any { return []any{d.Scope, d.Updated} }}
	documentDocs = docstore.Definition[documentDoc]{Name: "lrs_documents", Indexes: []*docstore.Index[documentDoc]{documentsByScope}}
)

// maxListed bounds the documents of one scope that a list tells.
const maxListed = 1000

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
func (s documents) Delete(ctx context.Context, scope, id string) error {
	return s.docs.Delete(ctx, documentID(scope, id))
}

// List implements lrs.Documents.
func (s documents) List(ctx context.Context, scope string, since time.Time) ([]lrs.Document, error) {
	q := docstore.Query[documentDoc]{Index: documentsByScope, Eq: []any{scope}, Limit: maxListed}
	if !since.IsZero() {
		q.From = since.Add(time.Millisecond)
	}
	page, err := s.docs.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]lrs.Document, len(page.Docs))
	for i := range page.Docs {
		list[i] = documentOut(&page.Docs[i].Body)
	}
	return list, nil
}
