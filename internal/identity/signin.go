package identity

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity/token"
	"preau.education/preau/internal/ids"
)

// Life of a sign-in.
const (
	briefIdle   = 12 * time.Hour      // a sign-in that ends with the browser
	lastingIdle = 30 * 24 * time.Hour // one that survives it
	longest     = 180 * 24 * time.Hour
	grace       = 30 * time.Second // in which the token before is still answered
)

// Credentials is what a person types to sign in, and from where.
type Credentials struct {
	Email    string
	Password string
	Lasting  bool   // survive the browser: not for a computer that others use
	Address  string // network address of the caller, for the slow-down
}

// Pass is what a signed-in browser keeps: the access token it shows at each request and the
// refresh token it exchanges for the next pass.
type Pass struct {
	Person         string
	Access         string
	AccessExpires  time.Time
	Refresh        string
	RefreshExpires time.Time
	Lasting        bool
}

// Wait is the cause of a refused try that may be made again after a while.
type Wait struct{ After time.Duration }

// Error says how long.
func (w *Wait) Error() string { return "too many attempts: wait " + w.After.String() }

// SignIn opens a sign-in for who knows the password. Whoever does not learns nothing: an
// unknown address and a wrong password get the same answer in the same time. After a few
// failures each further try waits (fault Limited, with a [Wait]); failures count by account,
// whichever of its addresses is typed, then by network address.
func (s *Service) SignIn(ctx context.Context, c Credentials) (Pass, error) {
	const op = "identity.SignIn"
	// The sign-in dates from before its account is read: what changes meanwhile ends it.
	began, email := s.now(), normalEmail(c.Email)
	found, err := s.store.AccountsByEmail(ctx, []string{email})
	if err != nil {
		return Pass{}, fault.Wrap(op, err)
	}
	a, counted := found[email], email
	if a.ID != "" {
		counted = a.ID
	}
	if err := s.slowDown(op, counted, c.Address); err != nil {
		return Pass{}, err
	}
	// It costs the same whether or not there is such an account.
	ok, stale, err := s.hasher.Check(ctx, a.Password, clip(c.Password))
	if err != nil {
		s.byAccount.Forgive(counted)
		s.byAddress.Forgive(c.Address)
		return Pass{}, fault.As(op, fault.Unavailable, "busy", err)
	}
	if !ok {
		return Pass{}, fault.New(op, fault.Unauthorized, "bad_credentials", "L’adresse ou le mot de passe ne convient pas.")
	}
	s.byAccount.Clear(counted)
	s.byAddress.Forgive(c.Address)
	if a.Disabled {
		return Pass{}, fault.New(op, fault.Unauthorized, "account_disabled",
			"Ce compte est désactivé. Adressez-vous à votre gestionnaire de formation.")
	}
	if stale || a.FirstSignInAt.IsZero() {
		if a, err = s.noteSignIn(ctx, a, c.Password, stale); err != nil {
			return Pass{}, fault.Wrap(op, err)
		}
	}
	pass, err := s.open(ctx, a, c.Lasting, began)
	return pass, fault.Wrap(op, err)
}

// slowDown counts a try for the account (for what was typed, when there is none) and, when it
// is known, for the network address.
func (s *Service) slowDown(op, account, address string) error {
	wait, ok := s.byAccount.Try(account)
	if ok && address != "" {
		if wait, ok = s.byAddress.Try(address); !ok {
			s.byAccount.Forgive(account)
		}
	}
	if ok {
		return nil
	}
	e := fault.New(op, fault.Limited, "too_many_attempts", "Trop d’essais. Patientez un instant avant de réessayer.")
	e.Err = &Wait{After: wait}
	return e
}

// clip bounds what is hashed: no password is longer (see checkNewPassword).
func clip(password string) string { return password[:min(len(password), 4*maxPassword)] }

// noteSignIn writes what a sign-in changes in the account: the first one is a fact, and a hash
// made with yesterday's costs is made again.
func (s *Service) noteSignIn(ctx context.Context, a Account, typed string, stale bool) (Account, error) {
	hash := ""
	if stale {
		var err error
		if hash, err = s.hasher.Hash(ctx, clip(typed)); err != nil {
			return Account{}, err
		}
	}
	checked := a.Password
	return s.store.ChangeAccount(ctx, a.ID, 0, func(a *Account) ([]Fact, error) {
		if hash != "" && a.Password == checked {
			a.Password = hash
		}
		if !a.FirstSignInAt.IsZero() {
			return nil, nil // somebody else's sign-in was first; the hash is still to be written
		}
		now := s.now()
		a.FirstSignInAt = now
		return []Fact{newFact(KindSignedInFirst, a.ID, now, SignedInFirst{Person: a.ID, Emails: a.Emails})}, nil
	})
}

// open begins a sign-in for the account as it was read at a time.
func (s *Service) open(ctx context.Context, a Account, lasting bool, now time.Time) (Pass, error) {
	si := SignIn{
		ID: ids.New(now), Person: a.ID, Salt: make([]byte, sha256.Size), Lasting: lasting,
		CreatedAt: now, RotatedAt: now, ExpiresAt: now.Add(idle(lasting)),
	}
	rand.Read(si.Salt)
	secret := ids.Token(32)
	si.Current = digest(secret)
	if err := s.store.AddSignIn(ctx, si); err != nil {
		return Pass{}, err
	}
	return s.pass(a, si, secret, now)
}

func idle(lasting bool) time.Duration {
	if lasting {
		return lastingIdle
	}
	return briefIdle
}

// pass makes the tokens of a sign-in whose next refresh secret is given; what they say of the
// account was read after the time at which they are issued.
func (s *Service) pass(a Account, si SignIn, secret string, issued time.Time) (Pass, error) {
	access, err := s.ring.Sign(token.Claims{Actor: a.Actor(), Session: si.ID, Issued: issued})
	if err != nil {
		return Pass{}, err
	}
	return Pass{
		Person: a.ID, Access: access, AccessExpires: issued.Add(token.Lifetime),
		Refresh: si.ID + "." + secret, RefreshExpires: si.ExpiresAt, Lasting: si.Lasting,
	}, nil
}

// Refresh exchanges a refresh token for the next pass. A token serves once; presented again
// within half a minute it gives the same next token, so that two tabs of one browser, or an
// answer lost on the way, do not end the sign-in. Later, it has been stolen, by whoever comes
// second: the sign-in ends for both.
func (s *Service) Refresh(ctx context.Context, refresh string) (Pass, error) {
	const op = "identity.Refresh"
	id, secret, ok := strings.Cut(refresh, ".")
	if !ok || id == "" || secret == "" {
		return Pass{}, signInRequired(op)
	}
	var next string
	var stolen bool
	si, err := s.store.ChangeSignIn(ctx, id, func(si *SignIn) ([]Fact, error) {
		var err error
		if next, stolen, err = rotate(op, si, secret, s.now()); err != nil || !stolen {
			return nil, err // ErrUnchanged is the grace: the token is known, nothing moves
		}
		return []Fact{newFact(KindSignedOut, si.Person, si.EndedAt, SignedOut{Person: si.Person, Session: si.ID, Before: si.EndedAt})}, nil
	})
	if fault.Is(err, fault.NotFound) {
		return Pass{}, signInRequired(op)
	}
	if err != nil {
		return Pass{}, fault.Wrap(op, err)
	}
	if stolen {
		s.Revoke(SignedOut{Person: si.Person, Session: si.ID, Before: si.EndedAt})
		return Pass{}, fault.New(op, fault.Unauthorized, "sign_in_reused",
			"Cette connexion a servi deux fois ; par prudence elle est fermée. Connectez-vous de nouveau.")
	}
	issued := s.now()
	a, err := s.store.Account(ctx, si.Person)
	if fault.Is(err, fault.NotFound) || err == nil && (a.Disabled || !si.CreatedAt.After(a.SignedOutAt)) {
		return Pass{}, signInRequired(op)
	}
	if err != nil {
		return Pass{}, fault.Wrap(op, err)
	}
	pass, err := s.pass(a, si, next, issued)
	return pass, fault.Wrap(op, err)
}

// rotate moves the sign-in to its next token, returning it, or ends the sign-in when the
// secret is one that should no longer be in anybody's hands.
func rotate(op string, si *SignIn, secret string, now time.Time) (next string, stolen bool, err error) {
	if !si.EndedAt.IsZero() || !now.Before(si.ExpiresAt) {
		return "", false, signInRequired(op)
	}
	next = successor(si.Salt, secret)
	presented := digest(secret)
	switch {
	case subtle.ConstantTimeCompare(presented, si.Current) == 1:
		si.Previous, si.Current, si.RotatedAt = si.Current, digest(next), now
		si.ExpiresAt = now.Add(idle(si.Lasting))
		if end := si.CreatedAt.Add(longest); si.ExpiresAt.After(end) {
			si.ExpiresAt = end
		}
		return next, false, nil
	case subtle.ConstantTimeCompare(presented, si.Previous) == 1 && now.Sub(si.RotatedAt) <= grace:
		return next, false, ErrUnchanged
	default:
		si.EndedAt = now
		return "", true, nil
	}
}

// successor derives the token that follows. The salt stays in the store and the token with its
// owner, so neither alone tells the next; both together always give the same.
func successor(salt []byte, secret string) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(secret))
	return hex.EncodeToString(mac.Sum(nil))
}

func digest(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
