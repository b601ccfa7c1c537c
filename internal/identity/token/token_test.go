package token

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"preau.education/preau/internal/actor"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newRing(t testing.TB) (*Ring, *clock, Key) {
	t.Helper()
	c := &clock{time.Date(2026, 9, 1, 8, 0, 0, 123e6, time.UTC)}
	r := NewRing(c.now)
	k, ok := Next(nil, c.t)
	if !ok {
		t.Fatal("the first key is not due")
	}
	r.Hold([]Key{k})
	return r, c, k
}

func claims(now time.Time) Claims {
	return Claims{
		Actor: actor.Actor{Person: "p1", Name: "Camille Lefèvre", Locale: "fr", Grants: []actor.Grant{
			{Role: actor.Formateur}, {Role: actor.Pilote, Scope: "lille/59"}}},
		Session: "s1", Issued: now.Truncate(time.Millisecond),
	}
}

func TestRoundTrip(t *testing.T) {
	r, c, _ := newRing(t)
	want := claims(c.t)
	token, err := r.Sign(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Verify(token)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Actor, want.Actor) || got.Session != "s1" || !got.Issued.Equal(want.Issued) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	c.t = c.t.Add(Lifetime + time.Second)
	got, err = r.Verify(token)
	if !errors.Is(err, ErrExpired) || got.Session != "s1" {
		t.Errorf("after its life: %v %+v, want ErrExpired with the claims", err, got)
	}
}

// forge signs claims of its own with the library, as an attacker or an older version might.
func forge(t *testing.T, method jwt.SigningMethod, key any, kid string, w wire) string {
	t.Helper()
	tok := jwt.NewWithClaims(method, w)
	tok.Header["kid"] = kid
	s, err := tok.SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestVerifyRefuses(t *testing.T) {
	r, c, k := newRing(t)
	private := ed25519.NewKeyFromSeed(k.Seed)
	_, stranger, _ := ed25519.GenerateKey(nil)
	good := func(change func(*wire)) wire {
		w := wire{RegisteredClaims: jwt.RegisteredClaims{Issuer: issuer, Audience: jwt.ClaimStrings{audience},
			Subject: "p1", ExpiresAt: jwt.NewNumericDate(c.t.Add(time.Minute))}, Session: "s1"}
		change(&w)
		return w
	}
	same := func(*wire) {}
	public := []byte(private.Public().(ed25519.PublicKey))
	token, _ := r.Sign(claims(c.t))
	parts := strings.Split(token, ".")
	payload, _ := base64.RawURLEncoding.DecodeString(parts[1])
	tampered := parts[0] + "." + base64.RawURLEncoding.EncodeToString(
		[]byte(strings.Replace(string(payload), `"p1"`, `"p2"`, 1))) + "." + parts[2]
	for _, tc := range []struct {
		name, token string
		want        error
	}{
		{"as it should be", forge(t, jwt.SigningMethodEdDSA, private, "k1", good(same)), nil},
		{"empty", "", ErrInvalid},
		{"noise", "a.b.c", ErrInvalid},
		{"payload changed", tampered, ErrInvalid},
		{"another's signature", forge(t, jwt.SigningMethodEdDSA, stranger, "k1", good(same)), ErrInvalid},
		{"unknown key", forge(t, jwt.SigningMethodEdDSA, stranger, "k9", good(same)), ErrUnknownKey},
		{"no algorithm", forge(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, "k1", good(same)), ErrInvalid},
		{"public key as HMAC secret", forge(t, jwt.SigningMethodHS256, public, "k1", good(same)), ErrInvalid},
		{"no expiry", forge(t, jwt.SigningMethodEdDSA, private, "k1", good(func(w *wire) { w.ExpiresAt = nil })), ErrInvalid},
		{"another audience", forge(t, jwt.SigningMethodEdDSA, private, "k1", good(func(w *wire) { w.Audience = jwt.ClaimStrings{"x"} })), ErrInvalid},
		{"another issuer, and expired", forge(t, jwt.SigningMethodEdDSA, private, "k1", good(func(w *wire) {
			w.Issuer, w.ExpiresAt = "x", jwt.NewNumericDate(c.t.Add(-time.Minute))
		})), ErrInvalid},
		{"nobody", forge(t, jwt.SigningMethodEdDSA, private, "k1", good(func(w *wire) { w.Subject = "" })), ErrInvalid},
		{"no sign-in", forge(t, jwt.SigningMethodEdDSA, private, "k1", good(func(w *wire) { w.Session = "" })), ErrInvalid},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := r.Verify(tc.token)
			if !errors.Is(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
			if tc.want != nil && !reflect.DeepEqual(got, Claims{}) {
				t.Errorf("claims of a refused token: %+v", got)
			}
		})
	}
}

func TestRotation(t *testing.T) {
	r, c, first := newRing(t)
	keys := []Key{first}
	if _, ok := Next(keys, c.t.Add(Period-Ahead-time.Second)); ok {
		t.Fatal("a successor before its time")
	}
	token, _ := r.Sign(claims(c.t))

	c.t = c.t.Add(Period - Ahead)
	second, ok := Next(keys, c.t)
	if !ok || second.Number != 2 || !second.From.Equal(first.From.Add(Period)) {
		t.Fatalf("second key %+v %v", second, ok)
	}
	keys = append(keys, second)
	r.Hold(keys)
	var set struct{ Keys []map[string]string }
	if err := json.Unmarshal(r.JWKS(), &set); err != nil || len(set.Keys) != 2 || set.Keys[0]["kid"] != "k2" {
		t.Fatalf("JWKS %s %v", r.JWKS(), err)
	}
	if strings.Contains(string(r.JWKS()), base64.RawURLEncoding.EncodeToString(first.Seed)) {
		t.Fatal("the JWK set tells a private key")
	}
	if k, _ := r.signing(); k.Number != 1 {
		t.Error("a key signs before it has been published long enough")
	}
	c.t = second.From
	if k, _ := r.signing(); k.Number != 2 {
		t.Error("the second key does not take over")
	}
	if _, err := r.Verify(token); !errors.Is(err, ErrExpired) {
		t.Errorf("the first key's tokens are unreadable while it is published: %v", err)
	}
	c.t = first.Expires()
	r.Hold(keys)
	if n := len(*r.keys.Load()); n != 1 {
		t.Errorf("%d keys held, want the second alone", n)
	}
	// Nobody rotated for a year: the next key signs at once.
	late := c.t.Add(365 * 24 * time.Hour)
	if third, ok := Next(keys, late); !ok || third.Number != 3 || !third.From.Equal(late) {
		t.Errorf("late key %+v %v", third, ok)
	}
}

func BenchmarkVerify(b *testing.B) {
	r, c, _ := newRing(b)
	token, _ := r.Sign(claims(c.t))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Verify(token); err != nil {
			b.Fatal(err)
		}
	}
}
