// Package token makes and reads the access tokens of Préau: JSON Web Tokens (RFC 7519) signed
// with Ed25519 (RFC 8037), short-lived, that carry who is asking so that a request needs no
// database to know it.
//
// A [Ring] holds the keys: each has a number, signs for [Period], is published [Ahead] of its
// first signature and stays published until the last token it signed has expired. The public
// halves are served as a JWK set (RFC 7517).
package token

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"preau.education/preau/internal/actor"
)

// Life of tokens and keys.
const (
	Lifetime = 10 * time.Minute    // of an access token
	Period   = 30 * 24 * time.Hour // during which one key signs
	Ahead    = 24 * time.Hour      // between the publication of a key and its first signature
)

const (
	issuer   = "preau"
	audience = "preau"
)

// Why a token is refused.
var (
	ErrExpired    = errors.New("token: expired")
	ErrUnknownKey = errors.New("token: signed with a key this ring does not hold")
	ErrInvalid    = errors.New("token: invalid")
	ErrNoKey      = errors.New("token: no key to sign with")
)

// Claims is what an access token says.
type Claims struct {
	Actor   actor.Actor // never the system
	Session string      // the sign-in it belongs to
	Issued  time.Time   // to the millisecond: revocations compare with it
	Expires time.Time   // to the second
}

// Ring signs and verifies with the keys it holds. It is safe for concurrent use.
type Ring struct {
	now  func() time.Time
	keys atomic.Pointer[[]held]
}

type held struct {
	Key
	private ed25519.PrivateKey
	public  ed25519.PublicKey
}

// NewRing returns a ring without keys, with this clock.
func NewRing(now func() time.Time) *Ring {
	r := &Ring{now: now}
	r.keys.Store(&[]held{})
	return r
}

// Hold replaces the keys of the ring. Keys that have expired are left out.
func (r *Ring) Hold(keys []Key) {
	now := r.now()
	hold := make([]held, 0, len(keys))
	for _, k := range keys {
		if len(k.Seed) != ed25519.SeedSize || !now.Before(k.Expires()) {
			continue
		}
		private := ed25519.NewKeyFromSeed(k.Seed)
		hold = append(hold, held{k, private, private.Public().(ed25519.PublicKey)})
	}
	slices.SortFunc(hold, func(a, b held) int { return int(b.Number - a.Number) })
	r.keys.Store(&hold)
}

// wire is the claims as they travel.
type wire struct {
	jwt.RegisteredClaims
	Name    string   `json:"name"`
	Locale  string   `json:"locale,omitempty"`
	Session string   `json:"sid"`
	Millis  int64    `json:"iat_ms"`
	Grants  []string `json:"roles,omitempty"` // "role" or "role:scope"
}

// Sign makes the token of the claims, for [Lifetime] from c.Issued; c.Expires is not read.
func (r *Ring) Sign(c Claims) (string, error) {
	key, ok := r.signing()
	if !ok {
		return "", ErrNoKey
	}
	w := wire{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: issuer, Audience: jwt.ClaimStrings{audience}, Subject: c.Actor.Person,
			IssuedAt:  jwt.NewNumericDate(c.Issued),
			ExpiresAt: jwt.NewNumericDate(c.Issued.Add(Lifetime)),
		},
		Name: c.Actor.Name, Locale: c.Actor.Locale, Session: c.Session, Millis: c.Issued.UnixMilli(),
	}
	for _, g := range c.Actor.Grants {
		w.Grants = append(w.Grants, strings.TrimSuffix(string(g.Role)+":"+g.Scope, ":"))
	}
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, w)
	t.Header["kid"] = key.ID()
	return t.SignedString(key.private)
}

// signing returns the newest key whose time to sign has come.
func (r *Ring) signing() (held, bool) {
	now := r.now()
	for _, k := range *r.keys.Load() {
		if !now.Before(k.From) {
			return k, true
		}
	}
	return held{}, false
}

// Verify reads a token. With [ErrExpired] the claims are returned all the same: the signature
// is good, and a sign-out may rely on them. With any other error they are zero.
func (r *Ring) Verify(token string) (Claims, error) {
	var w wire
	_, err := jwt.ParseWithClaims(token, &w, r.key,
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}),
		jwt.WithIssuer(issuer), jwt.WithAudience(audience), jwt.WithExpirationRequired(),
		jwt.WithTimeFunc(r.now), jwt.WithStrictDecoding())
	switch {
	case err == nil, onlyExpired(err):
	case errors.Is(err, ErrUnknownKey):
		return Claims{}, ErrUnknownKey
	default:
		return Claims{}, ErrInvalid
	}
	if w.Subject == "" || w.Session == "" || w.ExpiresAt == nil {
		return Claims{}, ErrInvalid
	}
	c := Claims{
		Actor:   actor.Actor{Person: w.Subject, Name: w.Name, Locale: w.Locale},
		Session: w.Session, Issued: time.UnixMilli(w.Millis), Expires: w.ExpiresAt.Time,
	}
	for _, g := range w.Grants {
		role, scope, _ := strings.Cut(g, ":")
		c.Actor.Grants = append(c.Actor.Grants, actor.Grant{Role: actor.Role(role), Scope: scope})
	}
	if err != nil {
		return c, ErrExpired
	}
	return c, nil
}

// onlyExpired says whether expiry is all that is wrong: the library joins what it finds, and
// checks the signature before the claims.
func onlyExpired(err error) bool {
	if !errors.Is(err, jwt.ErrTokenExpired) {
		return false
	}
	for _, other := range []error{jwt.ErrTokenInvalidAudience, jwt.ErrTokenInvalidIssuer, jwt.ErrTokenNotValidYet,
		jwt.ErrTokenMalformed, jwt.ErrTokenUnverifiable, jwt.ErrTokenSignatureInvalid} {
		if errors.Is(err, other) {
			return false
		}
	}
	return true
}

func (r *Ring) key(t *jwt.Token) (any, error) {
	kid, _ := t.Header["kid"].(string)
	for _, k := range *r.keys.Load() {
		if k.ID() == kid {
			return k.public, nil
		}
	}
	return nil, ErrUnknownKey
}

// JWKS returns the public keys as a JWK set, newest first.
func (r *Ring) JWKS() []byte {
	type jwk struct {
		Type  string `json:"kty"`
		Curve string `json:"crv"`
		Use   string `json:"use"`
		Alg   string `json:"alg"`
		ID    string `json:"kid"`
		X     string `json:"x"`
	}
	set := struct {
		Keys []jwk `json:"keys"`
	}{Keys: []jwk{}}
	for _, k := range *r.keys.Load() {
		set.Keys = append(set.Keys, jwk{"OKP", "Ed25519", "sig", "EdDSA", k.ID(),
			base64.RawURLEncoding.EncodeToString(k.public)})
	}
	body, _ := json.Marshal(set) // strings only: it cannot fail
	return body
}
