package identitydb

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/token"
)

// key is a signing key as it is stored. Whoever reads the database can sign: it is to be
// guarded like the passwords it also holds.
type key struct {
	Number int64     `bson:"number"`
	Seed   []byte    `bson:"seed"`
	From   time.Time `bson:"from"`
}

var keys = docstore.Definition[key]{
	Name:    "signing_keys",
	Expires: func(k *key) time.Time { return token.Key(*k).Expires() },
}

// maxKeys is more than ever live at once: a key lives a period and a day.
const maxKeys = 10

// Keys returns the signing keys that have not expired.
func (s *Store) Keys(ctx context.Context) ([]token.Key, error) {
	page, err := s.keys.Prefix(ctx, "k", maxKeys, "")
	if err != nil {
		return nil, err
	}
	held := make([]token.Key, len(page.Docs))
	for i, d := range page.Docs {
		held[i] = token.Key(d.Body)
	}
	return held, nil
}

// AddKey adds a signing key; its number is its id, so that only one has it.
func (s *Store) AddKey(ctx context.Context, k token.Key) error {
	doc := key(k)
	return s.keys.Insert(ctx, k.ID(), &doc)
}

// reference is the lists of the profile as they are stored, one document.
type reference struct {
	Academies []academie `bson:"academies"`
	Fonctions []fonction `bson:"fonctions"`
	Corps     []corps    `bson:"corps"`
}

type academie struct {
	Code         string        `bson:"code"`
	Name         string        `bson:"name"`
	Kind         string        `bson:"kind"`
	Zone         string        `bson:"zone"`
	Departements []departement `bson:"departements,omitempty"`
}

type departement struct {
	Code string `bson:"code"`
	Name string `bson:"name"`
}

type fonction struct {
	Code    string   `bson:"code"`
	Label   string   `bson:"label"`
	English string   `bson:"english,omitempty"`
	Publics []string `bson:"publics,omitempty"`
}

type corps struct {
	Code    string `bson:"code"`
	Label   string `bson:"label"`
	English string `bson:"english,omitempty"`
}

var references = docstore.Definition[reference]{Name: "people_reference"}

// referenceID is the id of the one document.
const referenceID = "people"

// Reference returns the lists and their revision.
func (s *Store) Reference(ctx context.Context) (identity.Reference, int64, error) {
	d, err := s.reference.Get(ctx, referenceID)
	if err != nil {
		return identity.Reference{}, 0, err
	}
	var r identity.Reference
	for _, a := range d.Body.Academies {
		out := identity.Academie{Code: a.Code, Name: a.Name, Kind: a.Kind, Zone: a.Zone}
		for _, x := range a.Departements {
			out.Departements = append(out.Departements, identity.Departement(x))
		}
		r.Academies = append(r.Academies, out)
	}
	for _, f := range d.Body.Fonctions {
		r.Fonctions = append(r.Fonctions, identity.Fonction(f))
	}
	for _, c := range d.Body.Corps {
		r.Corps = append(r.Corps, identity.Corps(c))
	}
	return r, d.Rev, nil
}

// SaveReference replaces the lists at revision rev, or writes them first when rev is 0.
func (s *Store) SaveReference(ctx context.Context, r identity.Reference, rev int64, facts ...identity.Fact) (int64, error) {
	var doc reference
	for _, a := range r.Academies {
		in := academie{Code: a.Code, Name: a.Name, Kind: a.Kind, Zone: a.Zone}
		for _, x := range a.Departements {
			in.Departements = append(in.Departements, departement(x))
		}
		doc.Academies = append(doc.Academies, in)
	}
	for _, f := range r.Fonctions {
		doc.Fonctions = append(doc.Fonctions, fonction(f))
	}
	for _, c := range r.Corps {
		doc.Corps = append(doc.Corps, corps(c))
	}
	if rev == 0 {
		return 1, s.reference.Insert(ctx, referenceID, &doc, factsIn(facts)...)
	}
	return s.reference.Replace(ctx, referenceID, rev, &doc, factsIn(facts)...)
}
