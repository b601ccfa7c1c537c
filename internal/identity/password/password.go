// Package password keeps and checks passwords: argon2id (RFC 9106), with its parameters
// written in each hash, so that they can rise and old hashes stay readable until their
// owner signs in again.
//
// Hashing is expensive in memory on purpose. A [Hasher] bounds how many run at once, so that
// a morning when everybody signs in costs waiting, not memory.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Params are the costs of one hash.
type Params struct {
	Memory  uint32 // KiB
	Time    uint32 // passes over the memory
	Threads uint8  // lanes
}

// Recommended is the second choice of the OWASP Password Storage Cheat Sheet for argon2id
// (read 2026-11): 19 MiB, two passes, one lane.
var Recommended = Params{Memory: 19 * 1024, Time: 2, Threads: 1}

const (
	saltBytes = 16
	keyBytes  = 32
	maxMemory = 1 << 20 // KiB; a stored hash that asks for more is damaged, not strong
	maxTime   = 64
)

// ErrMalformed says that a stored hash cannot be read.
var ErrMalformed = errors.New("password: malformed hash")

// Hasher makes and checks hashes, at most so many at once. It is safe for concurrent use.
type Hasher struct {
	params Params
	slots  chan struct{}
	decoy  string
}

// NewHasher returns a hasher with these costs that runs at most parallel hashes at once.
func NewHasher(params Params, parallel int) *Hasher {
	salt, key := make([]byte, saltBytes), make([]byte, keyBytes)
	rand.Read(salt)
	rand.Read(key)
	return &Hasher{
		params: params,
		slots:  make(chan struct{}, max(parallel, 1)),
		// Nobody knows a password of this hash: checking against it costs the same as a real one.
		decoy: encode(params, salt, key),
	}
}

// Hash returns the hash of the password in the PHC string format:
// $argon2id$v=19$m=19456,t=2,p=1$salt$key. It fails only when ctx ends before its turn.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.acquire(ctx); err != nil {
		return "", err
	}
	defer h.release()
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	return encode(h.params, salt, derive(h.params, password, salt, keyBytes)), nil
}

// Check says whether the password is the one of the hash, and whether the hash should be made
// again because its costs are not today's. An empty hash stands for an unknown account: the
// answer is no, and takes as long as any other.
func (h *Hasher) Check(ctx context.Context, hash, password string) (ok, stale bool, err error) {
	unknown := hash == ""
	if unknown {
		hash = h.decoy
	}
	params, salt, key, err := decode(hash)
	if err != nil {
		return false, false, err
	}
	if err := h.acquire(ctx); err != nil {
		return false, false, err
	}
	defer h.release()
	got := derive(params, password, salt, uint32(len(key))) // #nosec G115 -- decode bounds the length
	ok = subtle.ConstantTimeCompare(got, key) == 1 && !unknown
	return ok, ok && params != h.params, nil
}

func (h *Hasher) acquire(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *Hasher) release() { <-h.slots }

func derive(p Params, password string, salt []byte, length uint32) []byte {
	return argon2.IDKey([]byte(password), salt, p.Time, p.Memory, p.Threads, length)
}

var b64 = base64.RawStdEncoding

func encode(p Params, salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.Memory, p.Time, p.Threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

func decode(hash string) (p Params, salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return p, nil, nil, ErrMalformed
	}
	var version int
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, nil, nil, ErrMalformed
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.Memory, &p.Time, &p.Threads); err != nil {
		return p, nil, nil, ErrMalformed
	}
	if p.Memory == 0 || p.Memory > maxMemory || p.Time == 0 || p.Time > maxTime || p.Threads == 0 {
		return p, nil, nil, ErrMalformed
	}
	salt, err1 := b64.DecodeString(parts[4])
	key, err2 := b64.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(salt) < 8 || len(key) < 16 || len(key) > 128 {
		return p, nil, nil, ErrMalformed
	}
	return p, salt, key, nil
}
