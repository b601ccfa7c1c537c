// Package identitydb keeps what identity owns in documents: persons (with their account),
// sign-ins, signing keys, and the lists of the profile.
package identitydb

import (
	"errors"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/identity"
)

// Store is identity's store. It is safe for concurrent use.
type Store struct {
	persons   *docstore.Collection[person]
	signIns   *docstore.Collection[signIn]
	keys      *docstore.Collection[key]
	reference *docstore.Collection[reference]
}

var _ identity.Store = (*Store)(nil)

// Open declares the collections and returns the store.
func Open(db *docstore.DB) (*Store, error) {
	var s Store
	var errs [4]error
	s.persons, errs[0] = docstore.Define(db, persons)
	s.signIns, errs[1] = docstore.Define(db, signIns)
	s.keys, errs[2] = docstore.Define(db, keys)
	s.reference, errs[3] = docstore.Define(db, references)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	return &s, nil
}

func factsIn(facts []identity.Fact) []docstore.Fact {
	in := make([]docstore.Fact, len(facts))
	for i, f := range facts {
		in[i] = docstore.Fact(f)
	}
	return in
}

// changing adapts a change of the domain's value to a change of its document.
func changing[D, V any](read func(*D) V, write func(V) D, change func(*V) ([]identity.Fact, error)) func(*D) ([]docstore.Fact, error) {
	return func(doc *D) ([]docstore.Fact, error) {
		value := read(doc)
		facts, err := change(&value)
		if errors.Is(err, identity.ErrUnchanged) {
			return nil, docstore.ErrUnchanged
		}
		if err != nil {
			return nil, err
		}
		*doc = write(value)
		return factsIn(facts), nil
	}
}
