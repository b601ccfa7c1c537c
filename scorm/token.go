package scorm

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
)

// LaunchTime is how long a launch is good for.
const LaunchTime = 12 * time.Hour

// Launch is what a token stands for: one person's attempt at one package.
type Launch struct {
	Attempt string // "session:person:activity"
	Package string
	Session string // of a unit; "" for a package that has none
	Use     string // what the token is good for; "": the files, and the wrapper's requests
	Expires time.Time
}

// Uses of tokens of their own: one that is known from an address opens nothing else.
const (
	useFetch   = "fetch"   // to ask for the key of a session
	useRecords = "records" // that key: to speak to the record store
)

// claims are a Launch as it is written in a token.
type claims struct {
	Attempt string `json:"a"`
	Package string `json:"p"`
	Session string `json:"s,omitempty"`
	Use     string `json:"u,omitempty"`
	Expires int64  `json:"e"`
}

// signer makes and reads launch tokens: claims and their HMAC-SHA256, both in base 64 for
// addresses, with a dot between.
type signer struct{ key []byte }

// freshKey is what a new installation signs with.
func freshKey() []byte {
	key := make([]byte, 32)
	rand.Read(key) // never fails: crypto/rand aborts the process instead
	return key
}

func (s signer) sign(l Launch) string {
	body, err := json.Marshal(claims{l.Attempt, l.Package, l.Session, l.Use, l.Expires.Unix()})
	if err != nil { // strings and a number
		panic(err)
	}
	text := base64.RawURLEncoding.EncodeToString(body)
	return text + "." + base64.RawURLEncoding.EncodeToString(s.mac(text))
}

func (s signer) mac(text string) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// read returns the launch of a token that is ours, is good for this use, and has not expired.
func (s signer) read(token, use string, now time.Time) (Launch, error) {
	refused := fault.New("scorm.token", fault.Unauthorized, "launch_expired",
		"Cette activité est ouverte depuis trop longtemps. Relancez-la depuis la page de la formation : rien n’est perdu.")
	text, mac, found := strings.Cut(token, ".")
	given, err := base64.RawURLEncoding.DecodeString(mac)
	if !found || err != nil || !hmac.Equal(given, s.mac(text)) {
		return Launch{}, refused
	}
	body, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return Launch{}, refused
	}
	var c claims
	if err := json.Unmarshal(body, &c); err != nil {
		return Launch{}, refused
	}
	l := Launch{Attempt: c.Attempt, Package: c.Package, Session: c.Session, Use: c.Use, Expires: time.Unix(c.Expires, 0)}
	if l.Use != use || !now.Before(l.Expires) {
		return Launch{}, refused
	}
	return l, nil
}
