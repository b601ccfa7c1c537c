// Package ids makes identifiers: UUIDv7 for new things (RFC 9562 §5.7, so that they sort
// by time), UUIDv5 for things derived from others (§5.5, so that doing it twice gives the
// same), unguessable tokens, and composed keys whose parts are read back.
package ids

import (
	"crypto/rand"
	"crypto/sha1" // #nosec G505 -- UUIDv5 is defined on SHA-1 (RFC 9562 §5.5); nothing is secured by it.
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"
)

// New returns a new identifier at the time now: a UUIDv7 in its 36-character form.
func New(now time.Time) string {
	var u [16]byte
	rand.Read(u[:]) // never fails: crypto/rand aborts the process instead
	ms := uint64(now.UnixMilli())
	binary.BigEndian.PutUint16(u[0:], uint16(ms>>32))
	binary.BigEndian.PutUint32(u[2:], uint32(ms))
	u[6] = u[6]&0x0f | 0x70
	u[8] = u[8]&0x3f | 0x80
	return format(u)
}

// Derived returns the UUIDv5 of the parts in Préau's name space: the same parts give the
// same identifier, for ever.
func Derived(parts ...string) string {
	h := sha1.New() // #nosec G401 -- see the import
	h.Write(space[:])
	h.Write([]byte(strings.Join(parts, "\x00")))
	var u [16]byte
	copy(u[:], h.Sum(nil))
	u[6] = u[6]&0x0f | 0x50
	u[8] = u[8]&0x3f | 0x80
	return format(u)
}

// space is the UUIDv5 name space of Préau, drawn once.
var space = [16]byte{0x6f, 0x1c, 0x2e, 0x0a, 0x51, 0x9d, 0x4b, 0x7e, 0x9a, 0x33, 0x0d, 0xc4, 0x77, 0xe5, 0x18, 0xb2}

func format(u [16]byte) string {
	var s [36]byte
	hex.Encode(s[0:8], u[0:4])
	s[8] = '-'
	hex.Encode(s[9:13], u[4:6])
	s[13] = '-'
	hex.Encode(s[14:18], u[6:8])
	s[18] = '-'
	hex.Encode(s[19:23], u[8:10])
	s[23] = '-'
	hex.Encode(s[24:36], u[10:16])
	return string(s[:])
}

// Token returns an unguessable string of n×8 random bits in Crockford-like base 32
// without padding, safe in URLs, file names and dictated over a telephone.
func Token(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return crockford.EncodeToString(b)
}

var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Join composes a readable key from parts that hold no colon: "session:person".
func Join(parts ...string) string { return strings.Join(parts, ":") }

// Split reads the n parts of a composed key back; ok is false when it has another count.
func Split(key string, n int) (parts []string, ok bool) {
	parts = strings.Split(key, ":")
	return parts, len(parts) == n
}
