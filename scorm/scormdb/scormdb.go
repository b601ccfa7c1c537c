// Package scormdb keeps what scorm owns, in documents: the descriptions of packages, attempts
// with their run-time data, registrations, what attempts share, and the key of launches.
package scormdb

import (
	"context"
	"errors"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
)

// Open declares the collections and answers the stores.
func Open(db *docstore.DB) (scorm.Stores, error) {
	var errs []error
	keep := func(err error) { errs = append(errs, err) }
	pk, err := docstore.Define(db, packageDocs)
	keep(err)
	at, err := docstore.Define(db, attemptDocs)
	keep(err)
	old, err := docstore.Define(db, archiveDocs)
	keep(err)
	re, err := docstore.Define(db, registrationDocs)
	keep(err)
	sh, err := docstore.Define(db, sharedDocs)
	keep(err)
	se, err := docstore.Define(db, secretDocs)
	keep(err)
	if err := errors.Join(errs...); err != nil {
		return scorm.Stores{}, err
	}
	return scorm.Stores{Packages: packages{pk}, Attempts: attempts{at, old}, Registrations: registrations{re}, Shares: shares{sh}, Secrets: secrets{se}}, nil
}

// facts gives the domain's facts to the documents.
func facts(from []scorm.Fact) []docstore.Fact {
	out := make([]docstore.Fact, len(from))
	for i, f := range from {
		out[i] = docstore.Fact(f)
	}
	return out
}

// secretDoc is the one document of secrets. Whoever reads the database can sign launches.
type secretDoc struct {
	Key []byte `bson:"key"`
}

var secretDocs = docstore.Definition[secretDoc]{Name: "package_secrets"}

const secretID = "launch"

type secrets struct {
	docs *docstore.Collection[secretDoc]
}

// Secret returns the key, made by fresh the first time anywhere.
func (s secrets) Secret(ctx context.Context, fresh func() []byte) ([]byte, error) {
	doc, err := s.docs.Get(ctx, secretID)
	if fault.Is(err, fault.NotFound) {
		if err = s.docs.Insert(ctx, secretID, &secretDoc{Key: fresh()}); err == nil || fault.Is(err, fault.Conflict) {
			doc, err = s.docs.Get(ctx, secretID)
		}
	}
	return doc.Body.Key, err
}
