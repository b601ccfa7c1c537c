package lrs

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"slices"
	"strings"
	"sync"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// Credential is a pair of keys under which a program uses the record store.
type Credential struct {
	Key      string // its user name
	Hash     []byte // SHA-256 of the secret, which is told once
	Name     string // what it is for: "Pix, attestations"
	Scopes   []Scope
	Academie string // code of the only one whose statements it reads, "" for the whole platform
	By       string // person who made it
	At       time.Time
	Revoked  time.Time // zero: good
}

// Credentials keeps credentials.
type Credentials interface {
	Get(ctx context.Context, key string) (Credential, error)
	Insert(ctx context.Context, c Credential) error
	Change(ctx context.Context, key string, change func(*Credential) error) (Credential, error)
	// List returns all, the last made first.
	List(ctx context.Context, limit int, after string) (List[Credential], error)
}

// List is a bounded part of a longer list; Next is the cursor of what follows, "" at the end.
type List[T any] struct {
	Items []T
	Next  string
}

const maxName = 200

// CreateCredential makes a pair of keys; the secret is returned now and never again.
func (s *Service) CreateCredential(ctx context.Context, who actor.Actor, c Credential) (_ Credential, secret string, _ error) {
	const op = "lrs.CreateCredential"
	if err := s.administers(op, who); err != nil {
		return Credential{}, "", err
	}
	c.Name = strings.TrimSpace(c.Name)
	var wrong []fault.Field
	if c.Name == "" || len(c.Name) > maxName {
		wrong = append(wrong, fault.Field{Path: "name", Code: "length", Message: "Dites en quelques mots à quoi sert cette clé."})
	}
	if len(c.Scopes) == 0 || slices.ContainsFunc(c.Scopes, func(s Scope) bool { return !slices.Contains(Scopes, s) }) {
		wrong = append(wrong, fault.Field{Path: "scopes", Code: "unknown", Message: "Choisissez au moins un droit parmi ceux qui sont proposés."})
	}
	if c.Academie != "" {
		known, err := s.Places.Academies(ctx)
		if err != nil {
			return Credential{}, "", fault.Wrap(op, err)
		}
		if known[c.Academie] == "" {
			wrong = append(wrong, fault.Field{Path: "academie", Code: "unknown", Message: "Cette académie n’est pas dans la liste."})
		}
	}
	if len(wrong) > 0 {
		return Credential{}, "", fault.InvalidFields(op, wrong...)
	}
	secret = token(24)
	c.Key, c.Hash, c.By, c.At = token(12), digest(secret), who.Person, s.Now().UTC()
	return c, secret, fault.Wrap(op, s.Stores.Credentials.Insert(ctx, c))
}

// RevokeCredential ends a pair of keys, at once on this node and within moments on others.
func (s *Service) RevokeCredential(ctx context.Context, who actor.Actor, key string) error {
	const op = "lrs.RevokeCredential"
	if err := s.administers(op, who); err != nil {
		return err
	}
	_, err := s.Stores.Credentials.Change(ctx, key, func(c *Credential) error {
		if !c.Revoked.IsZero() {
			return ErrUnchanged
		}
		c.Revoked = s.Now().UTC()
		return nil
	})
	s.serving.forget(key)
	return fault.Wrap(op, err)
}

// ListCredentials lists the pairs of keys, without secrets.
func (s *Service) ListCredentials(ctx context.Context, who actor.Actor, limit int, after string) (List[Credential], error) {
	const op = "lrs.ListCredentials"
	if err := s.administers(op, who); err != nil {
		return List[Credential]{}, err
	}
	l, err := s.Stores.Credentials.List(ctx, limit, after)
	return l, fault.Wrap(op, err)
}

func (s *Service) administers(op string, who actor.Actor) error {
	switch {
	case who.IsAdministrator():
		return nil
	case !who.SignedIn():
		return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
	}
	return fault.New(op, fault.Forbidden, "forbidden", "Les clés du magasin de traces sont l’affaire des administrateurs.")
}

// Authenticate returns the client of a pair of keys, or of the key of a launch.
func (s *Service) Authenticate(ctx context.Context, key, secret string) (Client, error) {
	const op = "lrs.Authenticate"
	refused := fault.New(op, fault.Unauthorized, "bad_credential", "Cette clé d’accès n’est pas reconnue.")
	if key == LaunchKey && s.Launches != nil {
		return s.launched(ctx, secret)
	}
	if key == "" || len(key) > maxName || len(secret) > maxName {
		return Client{}, refused
	}
	c, known := s.serving.get(key, s.Now())
	if !known {
		var err error
		if c, err = s.Stores.Credentials.Get(ctx, key); fault.Is(err, fault.NotFound) {
			return Client{}, refused
		} else if err != nil {
			return Client{}, fault.Wrap(op, err)
		}
		s.serving.put(key, c, s.Now())
	}
	if !c.Revoked.IsZero() || subtle.ConstantTimeCompare(c.Hash, digest(secret)) != 1 {
		return Client{}, refused
	}
	return Client{ID: c.Key, Authority: s.account(c.Key, c.Name), Scopes: c.Scopes, Academie: c.Academie}, nil
}

// personClient begins the identifier of a person's own client.
const personClient = "person:"

// OfPerson is the client that a person is who signs with their own token: they write what they
// did, of nobody else, administrators included, and read what they wrote.
func (s *Service) OfPerson(who actor.Actor) Client {
	if who.Person == "" {
		return Client{}
	}
	self := s.account(who.Person, "")
	c := Client{ID: personClient + who.Person, Authority: self, Actor: self.Key(), Scopes: []Scope{Write, ReadMine, State, Profile}}
	if who.IsAdministrator() {
		c.Scopes = []Scope{All}
	}
	return c
}

// account is the agent of an account of this platform.
func (s *Service) account(name, display string) statement.Agent {
	return statement.Agent{Name: display, Account: statement.Account{HomePage: s.HomePage, Name: name}}
}

func token(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// credentialTime is how long a revoked credential may still serve on another node.
const credentialTime = 10 * time.Second

// serving remembers the credentials that serve now.
type serving struct {
	mu   sync.Mutex // guards kept
	kept map[string]served
}

type served struct {
	Credential
	until time.Time
}

func (s *serving) get(key string, now time.Time) (Credential, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.kept[key]
	return one.Credential, ok && now.Before(one.until)
}

func (s *serving) put(key string, c Credential, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.kept) >= maxKnown {
		clear(s.kept)
	}
	s.kept[key] = served{c, now.Add(credentialTime)}
}

func (s *serving) forget(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, key)
}
