package identitydb

import (
	"context"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/token"
)

// signIn is a sign-in as it is stored. Tokens are kept as digests only.
type signIn struct {
	Person    string    `bson:"person"`
	Salt      []byte    `bson:"salt"`
	Current   []byte    `bson:"current"`
	Previous  []byte    `bson:"previous,omitempty"`
	RotatedAt time.Time `bson:"rotated_at"`
	Lasting   bool      `bson:"lasting,omitempty"`
	CreatedAt time.Time `bson:"created_at"`
	EndedAt   time.Time `bson:"ended_at,omitempty"`
	ExpiresAt time.Time `bson:"expires_at"`
}

var (
	byEnd = &docstore.Index[signIn]{
		Name: "ended", Parts: []string{"ended_at"},
		Keys: func(s *signIn) []any {
			if s.EndedAt.IsZero() {
				return nil
			}
			return []any{s.EndedAt}
		},
	}
	signIns = docstore.Definition[signIn]{
		Name: "sign_ins", Indexes: []*docstore.Index[signIn]{byEnd},
		// An access token may outlive the sign-in it belongs to; what ended is to be found until then.
		Expires: func(s *signIn) time.Time { return s.ExpiresAt.Add(2 * token.Lifetime) },
	}
)

// AddSignIn adds a sign-in.
func (s *Store) AddSignIn(ctx context.Context, si identity.SignIn) error {
	doc := signInDoc(si)
	return s.signIns.Insert(ctx, si.ID, &doc)
}

// ChangeSignIn applies change to the sign-in.
func (s *Store) ChangeSignIn(ctx context.Context, id string, change func(*identity.SignIn) ([]identity.Fact, error)) (identity.SignIn, error) {
	read := func(doc *signIn) identity.SignIn { return signInOf(id, *doc) }
	d, err := s.signIns.Update(ctx, id, changing(read, signInDoc, change))
	if err != nil {
		return identity.SignIn{}, err
	}
	return signInOf(id, d.Body), nil
}

// EndedSince returns the sign-ins ended at since or later.
func (s *Store) EndedSince(ctx context.Context, since time.Time) ([]string, error) {
	var ended []string
	q := docstore.Query[signIn]{Index: byEnd, From: since, Limit: docstore.MaxLimit}
	for d, err := range s.signIns.All(ctx, q) {
		if err != nil {
			return nil, err
		}
		ended = append(ended, d.ID)
	}
	return ended, nil
}

func signInDoc(si identity.SignIn) signIn {
	return signIn{Person: si.Person, Salt: si.Salt, Current: si.Current, Previous: si.Previous, RotatedAt: si.RotatedAt,
		Lasting: si.Lasting, CreatedAt: si.CreatedAt, EndedAt: si.EndedAt, ExpiresAt: si.ExpiresAt}
}

func signInOf(id string, d signIn) identity.SignIn {
	return identity.SignIn{ID: id, Person: d.Person, Salt: d.Salt, Current: d.Current, Previous: d.Previous, RotatedAt: d.RotatedAt,
		Lasting: d.Lasting, CreatedAt: d.CreatedAt, EndedAt: d.EndedAt, ExpiresAt: d.ExpiresAt}
}
