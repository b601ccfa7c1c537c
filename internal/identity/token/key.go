package token

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"time"
)

// Key is one signing key as it is stored. Numbers follow one another, so that two nodes that
// rotate at once make a key of the same number, and one of them loses.
type Key struct {
	Number int64
	Seed   []byte    // 32 bytes: the private key (RFC 8032 §5.1.5)
	From   time.Time // signs from then on
}

// ID is the key's name in tokens and in the JWK set.
func (k Key) ID() string { return fmt.Sprintf("k%d", k.Number) }

// Expires is when nothing the key signed is valid any longer: a period, the time until its
// successor signs everywhere, and the last token.
func (k Key) Expires() time.Time { return k.From.Add(Period + Ahead + Lifetime) }

// Next returns the key that should be made now, after those that exist: the first at once, and
// a successor a little before the last one's period ends. ok is false when none is due.
func Next(keys []Key, now time.Time) (next Key, ok bool) {
	next = Key{Number: 1, From: now}
	for _, k := range keys {
		if k.Number >= next.Number {
			next.Number, next.From = k.Number+1, k.From.Add(Period)
		}
	}
	if now.Before(next.From.Add(-Ahead)) {
		return Key{}, false
	}
	if next.From.Before(now) { // nobody rotated in time: the last key may have gone
		next.From = now
	}
	next.Seed = make([]byte, ed25519.SeedSize)
	rand.Read(next.Seed)
	return next, true
}
