package identity

import (
	"crypto/sha256"
	"sync"

	"preau.education/preau/internal/identity/token"
)

// passCache remembers the tokens verified lately, by their SHA-256: checking a signature costs
// 80 µs, looking it up less than one. Two generations bound it without a clock.
type passCache struct {
	mu         sync.RWMutex // guards the generations
	young, old map[[sha256.Size]byte]token.Claims
}

// maxPasses bounds a generation: some 3 MB.
const maxPasses = 8192

func newPassCache() *passCache {
	return &passCache{young: map[[sha256.Size]byte]token.Claims{}}
}

func (c *passCache) get(sum [sha256.Size]byte) (token.Claims, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	claims, ok := c.young[sum]
	if !ok {
		claims, ok = c.old[sum]
	}
	return claims, ok
}

func (c *passCache) put(sum [sha256.Size]byte, claims token.Claims) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= maxPasses {
		c.old, c.young = c.young, make(map[[sha256.Size]byte]token.Claims)
	}
	c.young[sum] = claims
}
