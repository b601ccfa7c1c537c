// Package lrs is the record store: it keeps what people did as xAPI statements, whoever tells
// it, and answers those who may read them, as xAPI 1.0.3 and 2.0.0 (IEEE 9274.1.1) have it.
// Beside statements it keeps the documents of activities and agents: state and profiles.
//
// Statements are kept unchanged and for ever, unless a rule of their source or the right of a
// person to be forgotten says otherwise. Each is found by tags, in the order in which it
// was stored: by agent, verb, activity, registration and the pairs that are asked for, never
// by looking through others.
package lrs

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// Scope is what a client may do (Communication §4.2, OAuth scopes).
type Scope string

// The scopes.
const (
	Write    Scope = "statements/write"
	ReadMine Scope = "statements/read/mine" // what it has written itself
	Read     Scope = "statements/read"
	State    Scope = "state"   // documents of state
	Profile  Scope = "profile" // documents of activities and agents
	All      Scope = "all"
)

// Scopes are all of them, in the order in which they are shown.
var Scopes = []Scope{Write, ReadMine, Read, State, Profile, All}

// Client is who asks the record store: a program with a credential, or a person's own.
type Client struct {
	ID        string          // of the credential; "" for nobody
	Authority statement.Agent // who answers for the statements that it sends
	Scopes    []Scope
	// Actor, when not empty, is the key of the only agent of whom it tells: a person speaks for
	// themselves.
	Actor string
	// Academie, when not empty, is the only one whose statements it reads beside its own: those of
	// enrolments that count for it, and what its other keys have sent.
	Academie string
	// Registration, when not empty, confines it to one registration: the launch of a package.
	Registration string

	launch   string // key of the launch of which it is the content, "" for any other client
	learner  string // key of the agent who was launched
	activity string // IRI of what was launched
}

// May says whether a client has a scope.
func (c Client) May(s Scope) bool {
	return c.ID != "" && (slices.Contains(c.Scopes, s) || slices.Contains(c.Scopes, All))
}

// require refuses a client that has none of the scopes.
func (c Client) require(op string, any ...Scope) error {
	if c.ID == "" {
		return fault.New(op, fault.Unauthorized, "no_credential", "Une clé d’accès au magasin de traces est nécessaire.")
	}
	if slices.ContainsFunc(any, c.May) {
		return nil
	}
	return fault.New(op, fault.Forbidden, "scope_missing", "Cette clé ne donne pas ce droit.")
}

// confined refuses a client of one registration the statements of another, and a client of one
// person what others did.
func (c Client) confined(op string, list []statement.Statement) error {
	for i := range list {
		if c.Registration != "" && list[i].Registration != c.Registration {
			return otherRegistration(op)
		}
		if c.Actor != "" && list[i].Actor != c.Actor {
			return otherActor(op, i)
		}
	}
	return nil
}

func otherActor(op string, i int) error {
	const message = "Avec votre propre connexion vous n’envoyez que ce que vous avez fait : l’acteur doit être votre compte sur cette plateforme."
	return &fault.Error{Op: op, Kind: fault.Forbidden, Code: "other_actor", Public: message,
		Fields: []fault.Field{{Path: fmt.Sprintf("[%d].actor", i), Code: "other_actor", Message: message}}}
}

func otherRegistration(op string) error {
	return fault.New(op, fault.Forbidden, "other_registration", "Cette clé ne sert que pour les traces de son lancement.")
}

// Config is what the service needs.
type Config struct {
	Stores  Stores
	Objects Objects
	// Sessions says whose traces somebody may read.
	Sessions Sessions
	// Followers are told of what comes from elsewhere. Without it nobody is.
	Followers Followers
	// Places says which académies a key may work for.
	Places Places
	// Ends says when sessions ended.
	Ends Ends
	// Launches says what the content of a launch may tell. Without it no key of a launch is good.
	Launches Launches
	// Remote reaches the stores to which statements are forwarded.
	Remote Remote
	Now    func() time.Time
	// HomePage is the address of this platform: home page of the accounts that answer for
	// statements.
	HomePage string
	Log      *slog.Logger
}

// Service is the record store. Its methods are safe for concurrent use.
type Service struct {
	Config
	clock   clock
	known   known
	serving serving
}

// NewService makes the service.
func NewService(cfg Config) *Service {
	cfg.HomePage = strings.TrimSuffix(cfg.HomePage, "/")
	return &Service{Config: cfg, clock: clock{now: cfg.Now, under: map[*batch]time.Time{}}, serving: serving{kept: map[string]served{}}}
}

// ConsistentThrough is the time up to which every statement stored is found, itself included
// (Communication §2.1.3): what is being stored now, and what will be, is later.
func (s *Service) ConsistentThrough() time.Time { return s.clock.through() }

// clock gives statements their time and place.
type clock struct {
	now func() time.Time

	mu    sync.Mutex // guards the fields below
	last  int64      // milliseconds
	count int64      // of statements placed in that millisecond
	under map[*batch]time.Time
}

// batch is statements on their way into the store, with the time at which they are stored.
type batch struct{ at time.Time }

// begin places n statements: the function returned gives the key of each in turn.
func (c *clock) begin(n int) (b *batch, key func(i int) string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ms := c.now().UnixMilli()
	if ms <= c.last && c.count+int64(n) < maxCount {
		ms = c.last
	} else {
		ms = max(ms, c.last+1)
		c.last, c.count = ms, 0
	}
	first := c.count
	c.count += int64(n)
	b = &batch{time.UnixMilli(ms).UTC()}
	c.under[b] = b.at
	return b, func(i int) string { return keyOf(ms, first+int64(i)) }
}

// end says that a batch is stored, or never will be.
func (c *clock) end(b *batch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.under, b)
}

func (c *clock) through() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := c.now().UTC().Truncate(time.Millisecond).Add(-time.Millisecond)
	for _, stored := range c.under {
		if before := stored.Add(-time.Millisecond); before.Before(at) {
			at = before
		}
	}
	return at
}

// known remembers what was told last of activities and agents, so that hearing it again costs
// nothing.
type known struct {
	mu     sync.Mutex // guards the fields below
	told   map[mark]mark
	before map[mark]mark // told earlier: forgotten when told is full
}

const maxKnown = 50_000 // remembered, twice

// mark stands for what is remembered, in little room.
type mark [16]byte

func markOf(parts ...string) mark {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return mark(sum[:16])
}

// has says whether what is the last that was told of something.
func (k *known) has(of, what mark) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	last, is := k.told[of]
	if !is {
		last, is = k.before[of]
	}
	return is && last == what
}

func (k *known) add(of, what mark) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.told == nil || len(k.told) >= maxKnown {
		k.before, k.told = k.told, map[mark]mark{}
	}
	k.told[of] = what
}

// Objects is where the bytes of attachments are kept.
type Objects interface {
	Put(ctx context.Context, key string, data []byte, kind string) error
	Get(ctx context.Context, key string) ([]byte, error)
	// Remove removes bytes, unless they were put since a time; those that are not there are no error.
	Remove(ctx context.Context, key string, since time.Time) error
}
