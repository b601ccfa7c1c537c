package identitydb

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/identity"
)

// person is an account as it is stored.
type person struct {
	GivenName     string       `bson:"given"`
	FamilyName    string       `bson:"family"`
	Emails        []string     `bson:"emails"`
	Locale        string       `bson:"locale"`
	Profile       profile      `bson:"profile"`
	AskedAt       time.Time    `bson:"asked_at,omitempty"`
	Grants        []grant      `bson:"grants,omitempty"`
	Identifiers   []identifier `bson:"identifiers,omitempty"`
	Disabled      bool         `bson:"disabled,omitempty"`
	CreatedAt     time.Time    `bson:"created_at"`
	Password      string       `bson:"password,omitempty"`
	FirstSignInAt time.Time    `bson:"first_sign_in_at,omitempty"`
	SignedOutAt   time.Time    `bson:"signed_out_at,omitempty"`
	TokensFrom    time.Time    `bson:"tokens_from,omitempty"`
}

type profile struct {
	Academie      string   `bson:"academie,omitempty"`
	Departement   string   `bson:"departement,omitempty"`
	UAI           string   `bson:"uai,omitempty"`
	Establishment string   `bson:"establishment,omitempty"`
	Degree        string   `bson:"degree,omitempty"`
	Sector        string   `bson:"sector,omitempty"`
	Fonction      string   `bson:"fonction,omitempty"`
	Corps         string   `bson:"corps,omitempty"`
	Publics       []string `bson:"publics,omitempty"`
}

type grant struct {
	Role  actor.Role `bson:"role"`
	Scope string     `bson:"scope"`
}

type identifier struct {
	Kind    string `bson:"kind"`
	Issuer  string `bson:"issuer"`
	Subject string `bson:"subject"`
}

// The ways of finding a person.
var (
	byEmail = &docstore.Index[person]{
		Name: "email", Parts: []string{"email"}, Multi: true, Unique: true,
		Keys: func(p *person) []any { return []any{p.Emails} },
	}
	byIdentifier = &docstore.Index[person]{
		Name: "identifier", Parts: []string{"identifier"}, Multi: true, Unique: true,
		Keys: func(p *person) []any {
			values := make([]string, len(p.Identifiers))
			for i, id := range p.Identifiers {
				values[i] = id.Kind + "|" + id.Issuer + "|" + id.Subject
			}
			return []any{values}
		},
	}
	byName = &docstore.Index[person]{
		Name: "name", Parts: []string{"academie", "name"},
		Keys: func(p *person) []any { return []any{p.Profile.Academie, folded(p.FamilyName + " " + p.GivenName)} },
	}
	byRevocation = &docstore.Index[person]{
		Name: "revocation", Parts: []string{"tokens_from"},
		Keys: func(p *person) []any {
			if p.TokensFrom.IsZero() {
				return nil
			}
			return []any{p.TokensFrom}
		},
	}
	persons = docstore.Definition[person]{
		Name:    "persons",
		Indexes: []*docstore.Index[person]{byEmail, byIdentifier, byName, byRevocation},
	}
)

// folded is a name as it is sorted and looked for: without case, accents or punctuation.
func folded(name string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	if err != nil {
		plain = name
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Account returns the account of the id.
func (s *Store) Account(ctx context.Context, id string) (identity.Account, error) {
	d, err := s.persons.Get(ctx, id)
	if err != nil {
		return identity.Account{}, err
	}
	return accountOf(d), nil
}

// Accounts returns those of the ids that exist.
func (s *Store) Accounts(ctx context.Context, ids []string) (map[string]identity.Account, error) {
	accounts := make(map[string]identity.Account, len(ids))
	for some := range slices.Chunk(ids, docstore.MaxLimit) {
		docs, err := s.persons.GetMany(ctx, some)
		if err != nil {
			return nil, err
		}
		for id, d := range docs {
			accounts[id] = accountOf(d)
		}
	}
	return accounts, nil
}

// AccountsByEmail returns those that exist, by address. The port asks one value at a time: each
// is a look-up in a unique index.
func (s *Store) AccountsByEmail(ctx context.Context, emails []string) (map[string]identity.Account, error) {
	accounts := make(map[string]identity.Account, len(emails))
	for _, email := range emails {
		page, err := s.persons.Find(ctx, docstore.Query[person]{Index: byEmail, Eq: []any{email}, Limit: 1})
		if err != nil {
			return nil, err
		}
		for _, d := range page.Docs {
			accounts[email] = accountOf(d)
		}
	}
	return accounts, nil
}

// AddAccount adds an account.
func (s *Store) AddAccount(ctx context.Context, a identity.Account, facts ...identity.Fact) error {
	doc := personOf(a)
	return s.persons.Insert(ctx, a.ID, &doc, factsIn(facts)...)
}

// AddAccounts adds many.
func (s *Store) AddAccounts(ctx context.Context, accounts []identity.Account) error {
	for some := range slices.Chunk(accounts, docstore.MaxBulk) {
		docs := make([]docstore.Doc[person], len(some))
		for i, a := range some {
			docs[i] = docstore.Doc[person]{ID: a.ID, Body: personOf(a)}
		}
		if err := s.persons.InsertMany(ctx, docs); err != nil {
			return err
		}
	}
	return nil
}

// ChangeAccount applies change to the account, at revision rev unless that is 0.
func (s *Store) ChangeAccount(ctx context.Context, id string, rev int64, change func(*identity.Account) ([]identity.Fact, error)) (identity.Account, error) {
	read := func(p *person) identity.Account { return accountOf(docstore.Doc[person]{ID: id, Rev: rev, Body: *p}) }
	apply := changing(read, personOf, change)
	if rev == 0 {
		d, err := s.persons.Update(ctx, id, apply)
		if err != nil {
			return identity.Account{}, err
		}
		return accountOf(d), nil
	}
	d, err := s.persons.Get(ctx, id)
	if err != nil {
		return identity.Account{}, err
	}
	facts, err := apply(&d.Body)
	if errors.Is(err, docstore.ErrUnchanged) {
		return accountOf(d), nil
	}
	if err != nil {
		return identity.Account{}, err
	}
	if d.Rev, err = s.persons.Replace(ctx, id, rev, &d.Body, facts...); err != nil {
		return identity.Account{}, err
	}
	return accountOf(d), nil
}

// RevokedSince returns until when access tokens are refused, by person.
func (s *Store) RevokedSince(ctx context.Context, since time.Time) (map[string]time.Time, error) {
	revoked := map[string]time.Time{}
	q := docstore.Query[person]{Index: byRevocation, From: since, Limit: docstore.MaxLimit}
	for d, err := range s.persons.All(ctx, q) {
		if err != nil {
			return nil, err
		}
		revoked[d.ID] = d.Body.TokensFrom
	}
	return revoked, nil
}

// AccountsIn lists the people of an académie by name.
func (s *Store) AccountsIn(ctx context.Context, list identity.List) ([]identity.Account, string, error) {
	q := docstore.Query[person]{Index: byName, Eq: []any{list.Academie}, Limit: list.Limit, After: list.After}
	if begins := folded(list.Begins); begins != "" {
		q.From, q.To = begins, begins+"\U0010FFFF"
	}
	page, err := s.persons.Find(ctx, q)
	if err != nil {
		return nil, "", err
	}
	accounts := make([]identity.Account, len(page.Docs))
	for i, d := range page.Docs {
		accounts[i] = accountOf(d)
	}
	return accounts, page.Next, nil
}

func personOf(a identity.Account) person {
	p := person{
		GivenName: a.GivenName, FamilyName: a.FamilyName, Emails: a.Emails, Locale: a.Locale, Profile: profile(a.Profile),
		AskedAt: a.ProfileAskedAt, Disabled: a.Disabled, CreatedAt: a.CreatedAt,
		Password: a.Password, FirstSignInAt: a.FirstSignInAt, SignedOutAt: a.SignedOutAt, TokensFrom: a.TokensFrom,
	}
	for _, g := range a.Grants {
		p.Grants = append(p.Grants, grant(g))
	}
	for _, id := range a.Identifiers {
		p.Identifiers = append(p.Identifiers, identifier(id))
	}
	return p
}

func accountOf(d docstore.Doc[person]) identity.Account {
	p := d.Body
	a := identity.Account{
		Person: identity.Person{
			ID: d.ID, GivenName: p.GivenName, FamilyName: p.FamilyName, Emails: p.Emails, Locale: p.Locale,
			Profile: identity.Profile(p.Profile), ProfileAskedAt: p.AskedAt, Disabled: p.Disabled, CreatedAt: p.CreatedAt,
		},
		Password: p.Password, FirstSignInAt: p.FirstSignInAt, SignedOutAt: p.SignedOutAt, TokensFrom: p.TokensFrom, Rev: d.Rev,
	}
	for _, g := range p.Grants {
		a.Grants = append(a.Grants, actor.Grant(g))
	}
	for _, id := range p.Identifiers {
		a.Identifiers = append(a.Identifiers, identity.Identifier(id))
	}
	return a
}
