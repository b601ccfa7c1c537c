package identity

import (
	"context"
	"crypto/sha256"
	"errors"
	"sync"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity/token"
)

// Authenticate says who an access token speaks for. It reads no store: the token says it, and
// what was revoked since is in memory. Its faults are Unauthorized: "token_expired" asks for a
// refresh (the token's time is over, or the person's roles have changed), "signed_out" for a
// new sign-in, "bad_token" means it is none of ours.
func (s *Service) Authenticate(ctx context.Context, access string) (actor.Actor, error) {
	const op = "identity.Authenticate"
	now := s.now()
	sum := sha256.Sum256([]byte(access))
	claims, ok := s.passes.get(sum)
	if !ok {
		var err error
		claims, err = s.verify(ctx, access)
		switch {
		case errors.Is(err, token.ErrExpired):
			return actor.Actor{}, tokenExpired(op)
		case errors.Is(err, token.ErrInvalid), errors.Is(err, token.ErrUnknownKey):
			return actor.Actor{}, &fault.Error{Op: op, Kind: fault.Unauthorized, Code: "bad_token",
				Public: "Connectez-vous pour continuer.", Err: err}
		case err != nil:
			return actor.Actor{}, fault.Wrap(op, err)
		}
		s.passes.put(sum, claims)
	}
	if !now.Before(claims.Expires) {
		return actor.Actor{}, tokenExpired(op)
	}
	switch s.revoked.check(claims) {
	case signedOut:
		return actor.Actor{}, fault.New(op, fault.Unauthorized, "signed_out", "Vous avez été déconnecté. Connectez-vous pour continuer.")
	case outdated:
		return actor.Actor{}, tokenExpired(op)
	}
	return claims.Actor, nil
}

func tokenExpired(op string) error {
	return fault.New(op, fault.Unauthorized, "token_expired", "Votre connexion est à renouveler.")
}

// reloadPause bounds how often a token signed with an unknown key makes a node read the keys.
const reloadPause = 5 * time.Second

// verify reads a token; one signed with a key this node does not know yet makes it read the
// keys again.
func (s *Service) verify(ctx context.Context, access string) (token.Claims, error) {
	claims, err := s.ring.Verify(access)
	if !errors.Is(err, token.ErrUnknownKey) {
		return claims, err
	}
	s.reload.Lock()
	defer s.reload.Unlock()
	if now := s.now(); now.Sub(s.reloaded) >= reloadPause {
		s.reloaded = now
		keys, err := s.store.Keys(ctx)
		if err != nil {
			return token.Claims{}, err
		}
		s.ring.Hold(keys)
	}
	return s.ring.Verify(access)
}

// SignOut ends the sign-in an access token belongs to, even when the token's time is over.
// Signing out twice, or with a token that is none of ours, is no error: nobody is signed in.
func (s *Service) SignOut(ctx context.Context, access string) error {
	const op = "identity.SignOut"
	claims, ours := s.issued(ctx, access)
	if !ours {
		return nil
	}
	now := s.now()
	over := SignedOut{Person: claims.Actor.Person, Session: claims.Session, Before: now}
	_, err := s.store.ChangeSignIn(ctx, claims.Session, func(si *SignIn) ([]Fact, error) {
		if !si.EndedAt.IsZero() {
			return nil, ErrUnchanged
		}
		si.EndedAt = now
		return []Fact{newFact(KindSignedOut, si.Person, now, over)}, nil
	})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return fault.Wrap(op, err)
	}
	s.Revoke(over)
	return nil
}

// issued reads a token that this platform has signed, whether or not its time is over.
func (s *Service) issued(ctx context.Context, access string) (claims token.Claims, ours bool) {
	claims, err := s.verify(ctx, access)
	return claims, err == nil || errors.Is(err, token.ErrExpired)
}

// SignOutEverywhere ends every sign-in of the actor, at once on this node and within two
// seconds on the others.
func (s *Service) SignOutEverywhere(ctx context.Context, who actor.Actor) error {
	const op = "identity.SignOutEverywhere"
	if err := signedIn(op, who); err != nil {
		return err
	}
	return fault.Wrap(op, s.signOutAll(ctx, who.Person, func(*Account) {}))
}

// signOutAll ends every sign-in of the person in the write that makes the change.
func (s *Service) signOutAll(ctx context.Context, person string, change func(*Account)) error {
	now := s.now()
	over := SignedOut{Person: person, Before: now}
	_, err := s.store.ChangeAccount(ctx, person, 0, func(a *Account) ([]Fact, error) {
		change(a)
		a.SignedOutAt, a.TokensFrom = now, now
		return []Fact{newFact(KindSignedOut, person, now, over)}, nil
	})
	if err == nil {
		s.Revoke(over)
	}
	return err
}

// Revoke refuses from now on, on this node, the access tokens that a sign-out names: every
// node calls it for each fact of [KindSignedOut] in the log. Doing it twice changes nothing.
func (s *Service) Revoke(out SignedOut) {
	s.revoked.add(out.Person, out.Session, out.Before, s.now())
}

// Outdate makes access tokens with former roles be renewed: every node calls it for each fact
// of [KindRolesChanged].
func (s *Service) Outdate(changed RolesChanged) {
	s.revoked.outdate(changed.Person, changed.Before, s.now())
}

func (s *Service) loadRevocations(ctx context.Context) error {
	now := s.now()
	since := now.Add(-revocationLife)
	persons, err := s.store.RevokedSince(ctx, since)
	if err != nil {
		return err
	}
	for person, before := range persons {
		s.revoked.outdate(person, before, now) // a refresh tells a sign-out from a change of roles
	}
	sessions, err := s.store.EndedSince(ctx, since)
	if err != nil {
		return err
	}
	for _, id := range sessions {
		s.revoked.add("", id, now, now)
	}
	return nil
}

// revocationLife is how long a revocation is remembered: no token it names lives longer.
const revocationLife = token.Lifetime + time.Minute

type verdict uint8

const (
	good verdict = iota
	outdated
	signedOut
)

// revocations is what must be refused before its time.
type revocations struct {
	mu       sync.RWMutex         // guards the maps
	persons  map[string]time.Time // signed out everywhere: tokens issued until then
	roles    map[string]time.Time // to be renewed: tokens issued until then
	sessions map[string]time.Time // ended: when
}

func newRevocations() *revocations {
	return &revocations{persons: map[string]time.Time{}, roles: map[string]time.Time{}, sessions: map[string]time.Time{}}
}

func (r *revocations) check(c token.Claims) verdict {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if _, ended := r.sessions[c.Session]; ended {
		return signedOut
	}
	if until, ok := r.persons[c.Actor.Person]; ok && !c.Issued.After(until) {
		return signedOut
	}
	if until, ok := r.roles[c.Actor.Person]; ok && !c.Issued.After(until) {
		return outdated
	}
	return good
}

func (r *revocations) add(person, session string, before, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if session != "" {
		keep(r.sessions, session, before, now)
		return
	}
	keep(r.persons, person, before, now)
}

func (r *revocations) outdate(person string, before, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	keep(r.roles, person, before, now)
}

// keep remembers the latest time for the key and forgets what no token can be named by.
func keep(m map[string]time.Time, key string, at, now time.Time) {
	for k, t := range m {
		if now.Sub(t) > revocationLife {
			delete(m, k)
		}
	}
	if at.After(m[key]) && now.Sub(at) <= revocationLife {
		m[key] = at
	}
}
