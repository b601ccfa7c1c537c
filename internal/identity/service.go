package identity

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity/password"
	"preau.education/preau/internal/identity/throttle"
	"preau.education/preau/internal/identity/token"
)

// Service is the domain's one door. Make it with [NewService], then [Service.Load] it.
type Service struct {
	store  Store
	now    func() time.Time
	hasher *password.Hasher

	ring      *token.Ring
	reference atomic.Pointer[heldReference]
	paris     *time.Location // where days are, when nobody says
	passes    *passCache
	revoked   *revocations
	byAccount *throttle.Limiter
	byAddress *throttle.Limiter

	reload   sync.Mutex // guards reloaded
	reloaded time.Time  // when the keys were last read
}

// Config is what the service is made of.
type Config struct {
	Store  Store
	Now    func() time.Time
	Hasher *password.Hasher
}

// accountRule slows down guesses at one account: five tries are free, then each waits twice as
// long as the one before, two minutes at most: some 700 guesses a day, and somebody who is
// locked out by another's guesses gets in within two minutes.
var accountRule = throttle.Rule{
	Free: 5, Base: 2 * time.Second, Ceiling: 2 * time.Minute, Forget: time.Hour, Keys: 200_000,
}

// addressRule is generous: a whole school comes from one address, and only failures count.
var addressRule = throttle.Rule{
	Free: 300, Base: time.Second, Ceiling: time.Minute, Forget: 10 * time.Minute, Keys: 50_000,
}

// NewService makes the service; it answers once it is loaded.
func NewService(cfg Config) *Service {
	// To the millisecond, as stores and tokens keep times: what is compared is equal everywhere.
	now := func() time.Time { return cfg.Now().UTC().Truncate(time.Millisecond) }
	s := &Service{
		store: cfg.Store, now: now, hasher: cfg.Hasher,
		ring:      token.NewRing(now),
		paris:     location("Europe/Paris"),
		passes:    newPassCache(),
		revoked:   newRevocations(),
		byAccount: throttle.New(accountRule, now),
		byAddress: throttle.New(addressRule, now),
	}
	s.hold(Seed(), 0)
	return s
}

// Load reads what the service keeps in memory: the lists, the signing keys (making the first)
// and what was revoked while tokens issued before may still live. A node that tails the log
// starts to do so first, so that no revocation falls in between.
func (s *Service) Load(ctx context.Context) error {
	const op = "identity.Load"
	if err := s.loadReference(ctx); err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.RotateKeys(ctx); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.loadRevocations(ctx))
}

// RotateKeys makes the next signing key when it is due, and reads those that other nodes made.
// It is called at start, then by the schedule every hour on every node.
func (s *Service) RotateKeys(ctx context.Context) error {
	const op = "identity.RotateKeys"
	keys, err := s.store.Keys(ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if next, due := token.Next(keys, s.now()); due {
		err := s.store.AddKey(ctx, next)
		if err != nil && !fault.Is(err, fault.Conflict) {
			return fault.Wrap(op, err)
		}
		if keys, err = s.store.Keys(ctx); err != nil { // whoever won
			return fault.Wrap(op, err)
		}
	}
	s.ring.Hold(keys)
	return nil
}

// JWKS returns the public keys that access tokens verify with, as a JWK set (RFC 7517).
func (s *Service) JWKS() []byte { return s.ring.JWKS() }

func forbidden(op string) error {
	return fault.New(op, fault.Forbidden, "forbidden", "Vos rôles ne permettent pas cette action.")
}

func signInRequired(op string) error {
	return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
}

// signedIn refuses who is not a person: what follows is about the actor's own account.
func signedIn(op string, who actor.Actor) error {
	if who.Person == "" {
		return signInRequired(op)
	}
	return nil
}
