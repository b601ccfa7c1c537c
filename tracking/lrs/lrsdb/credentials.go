package lrsdb

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking/lrs"
)

type credentialDoc struct {
	Hash     []byte    `bson:"hash"`
	Name     string    `bson:"name"`
	Scopes   []string  `bson:"scopes"`
	Academie string    `bson:"academie,omitempty"`
	By       string    `bson:"by,omitempty"`
	At       time.Time `bson:"at"`
	Revoked  time.Time `bson:"revoked,omitempty"`
}

var (
	credentialsByDate = &docstore.Index[credentialDoc]{Name: "at", Parts: []string{"at"},
		Keys: func(d *credentialDoc) []any { return []any{d.At} }}
	credentialDocs = docstore.Definition[credentialDoc]{Name: "lrs_credentials", Indexes: []*docstore.Index[credentialDoc]{credentialsByDate}}
)

type credentials struct {
	docs *docstore.Collection[credentialDoc]
}

func credentialOut(doc docstore.Doc[credentialDoc]) lrs.Credential {
	d := doc.Body
	c := lrs.Credential{Key: doc.ID, Hash: d.Hash, Name: d.Name, Academie: d.Academie, By: d.By, At: d.At, Revoked: d.Revoked}
	for _, s := range d.Scopes {
		c.Scopes = append(c.Scopes, lrs.Scope(s))
	}
	return c
}

func credentialIn(c lrs.Credential) credentialDoc {
	d := credentialDoc{Hash: c.Hash, Name: c.Name, Academie: c.Academie, By: c.By, At: c.At, Revoked: c.Revoked}
	for _, s := range c.Scopes {
		d.Scopes = append(d.Scopes, string(s))
	}
	return d
}

// Get implements lrs.Credentials.
func (s credentials) Get(ctx context.Context, key string) (lrs.Credential, error) {
	d, err := s.docs.Get(ctx, key)
	if err != nil {
		return lrs.Credential{}, err
	}
	return credentialOut(d), nil
}

// Insert implements lrs.Credentials.
func (s credentials) Insert(ctx context.Context, c lrs.Credential) error {
	d := credentialIn(c)
	return s.docs.Insert(ctx, c.Key, &d)
}

// Change implements lrs.Credentials.
func (s credentials) Change(ctx context.Context, key string, change func(*lrs.Credential) error) (lrs.Credential, error) {
	d, err := s.docs.Update(ctx, key, func(d *credentialDoc) ([]docstore.Fact, error) {
		c := credentialOut(docstore.Doc[credentialDoc]{ID: key, Body: *d})
		if err := change(&c); err != nil {
			return nil, unchanged(err)
		}
		*d = credentialIn(c)
		return nil, nil
	})
	if err != nil {
		return lrs.Credential{}, err
	}
	return credentialOut(d), nil
}

// List implements lrs.Credentials.
func (s credentials) List(ctx context.Context, limit int, after string) (lrs.List[lrs.Credential], error) {
	page, err := s.docs.Find(ctx, docstore.Query[credentialDoc]{Index: credentialsByDate, Desc: true, Limit: limit, After: after})
	if err != nil {
		return lrs.List[lrs.Credential]{}, err
	}
	list := lrs.List[lrs.Credential]{Next: page.Next, Items: make([]lrs.Credential, len(page.Docs))}
	for i, d := range page.Docs {
		list.Items[i] = credentialOut(d)
	}
	return list, nil
}
