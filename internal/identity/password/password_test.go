package password

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// cheap keeps the tests quick; only the costs differ from what production runs.
var cheap = Params{Memory: 64, Time: 1, Threads: 1}

func TestCheck(t *testing.T) {
	ctx := context.Background()
	h := NewHasher(cheap, 2)
	hash, err := h.Hash(ctx, "le tableau est noir")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("hash %q does not carry its parameters", hash)
	}
	stronger := NewHasher(Params{Memory: 128, Time: 1, Threads: 1}, 1)
	for _, c := range []struct {
		name           string
		h              *Hasher
		hash, password string
		ok, stale      bool
		err            error
	}{
		{"right", h, hash, "le tableau est noir", true, false, nil},
		{"wrong", h, hash, "le tableau est vert", false, false, nil},
		{"empty password", h, hash, "", false, false, nil},
		{"parameters have risen", stronger, hash, "le tableau est noir", true, true, nil},
		{"risen, and wrong", stronger, hash, "non", false, false, nil},
		{"unknown account", h, "", "le tableau est noir", false, false, nil},
		{"another algorithm", h, "$2b$10$abcdefghijklmnopqrstuv", "x", false, false, ErrMalformed},
		{"absurd memory", h, strings.Replace(hash, "m=64", "m=99999999", 1), "x", false, false, ErrMalformed},
		{"cut", h, hash[:len(hash)-30], "x", false, false, ErrMalformed},
	} {
		t.Run(c.name, func(t *testing.T) {
			ok, stale, err := c.h.Check(ctx, c.hash, c.password)
			if ok != c.ok || stale != c.stale || !errors.Is(err, c.err) {
				t.Errorf("got %v %v %v, want %v %v %v", ok, stale, err, c.ok, c.stale, c.err)
			}
		})
	}
}

func TestHashesDiffer(t *testing.T) {
	h := NewHasher(cheap, 1)
	a, _ := h.Hash(context.Background(), "même mot de passe")
	b, _ := h.Hash(context.Background(), "même mot de passe")
	if a == b {
		t.Error("two hashes of one password are equal: the salt is not drawn")
	}
}

func TestBounded(t *testing.T) {
	h := NewHasher(cheap, 1)
	h.slots <- struct{}{} // somebody is hashing
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("Hash did not wait for its turn: %v", err)
	}
	if _, _, err := h.Check(ctx, "", "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("Check did not wait for its turn: %v", err)
	}
}

func BenchmarkHash(b *testing.B) {
	h := NewHasher(Recommended, 2)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = h.Hash(context.Background(), "le tableau est noir")
	}
}
