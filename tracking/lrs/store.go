package lrs

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// Stored is a statement as it is kept.
type Stored struct {
	Key         string // its place: keys grow with the time of storing
	ID          string // UUID of the statement
	Raw         []byte // complete: with id, stored, timestamp, authority and version
	At          time.Time
	Tags        []string // by which it is found, until it is voided
	Client      string   // who sent it
	Target      string   // id of the statement that it refers to, "" for none
	Voids       bool     // it voids its target, and cannot be voided
	Voided      bool
	Masked      bool // it names pseudonyms: nobody is left to give one to
	Attachments []Attachment
}

// Attachment is what is kept of an attachment whose bytes came with a statement.
type Attachment struct {
	SHA2 string
	Type string
	Size int64 // bytes
}

// Page is statements in order, and the key after which the next ones are; "" at the end.
type Page struct {
	Items []Stored
	Next  string
}

// Range is where to look: keys from From, included, to To, excluded; after After in the order.
type Range struct {
	From, To, After string
	Ascending       bool
	Voided          bool // with no tag: the voided ones, and only these
	Limit           int
}

// Statements keeps statements.
type Statements interface {
	// Insert stores statements, all of them or none. A Conflict says that one of the ids is taken.
	Insert(ctx context.Context, list []Stored) error
	// ByIDs returns those of the statements that exist, voided ones too, by id.
	ByIDs(ctx context.Context, ids []string) (map[string]Stored, error)
	// Tagged returns the statements with a tag, or all with ""; voided ones are not among them,
	// unless the range asks for them.
	Tagged(ctx context.Context, tag string, r Range) (Page, error)
	// Change changes a statement's Tags, Voided or Masked, and, for the names in them, its Raw and
	// Attachments.
	Change(ctx context.Context, key string, change func(*Stored) error) error
	// OfSource returns the statements of a source, masked or not, voided ones among them, the first
	// stored first.
	OfSource(ctx context.Context, source string, masked bool, r Range) (Page, error)
	// Attaches says whether a statement is kept that has an attachment.
	Attaches(ctx context.Context, sha2 string) (bool, error)
	Delete(ctx context.Context, key string) error
}

// Reference is that a statement refers to another. Neither need be there: the statement that is
// said to refer may have been refused, and another have its id.
type Reference struct {
	From  string // id of the statement that refers
	Voids bool
}

// MaxReferences bounds what is remembered of the statements that refer to one: the first, and as
// many of those that void it.
const MaxReferences = 5000

// References keeps which statements refer to another, by the id of that other.
type References interface {
	// Add keeps a reference, once.
	Add(ctx context.Context, target string, r Reference) error
	Of(ctx context.Context, ids []string) (map[string][]Reference, error)
}

// Document is a document of an activity or an agent.
type Document struct {
	ID      string // within its scope, as its sender named it
	Type    string // media type
	Content []byte // byte for byte as received
	Updated time.Time
}

// Documents keeps documents by scope (whose they are) and id.
type Documents interface {
	Get(ctx context.Context, scope, id string) (Document, error)
	// Change writes what change makes of the document (zero when there is none).
	Change(ctx context.Context, scope, id string, change func(d *Document, exists bool) error) error
	// Delete removes the document if check, not nil, agrees to what is there at that moment;
	// NotFound when there is none.
	Delete(ctx context.Context, scope, id string, check func(*Document) error) error
	// List returns the documents of a scope updated after since, without their content.
	List(ctx context.Context, scope string, since time.Time) ([]Document, error)
}

// Activities keeps what was said of activities: their definition, a JSON object.
type Activities interface {
	// Get returns the definition, nil when nothing was said.
	Get(ctx context.Context, id string) ([]byte, error)
	Change(ctx context.Context, id string, change func(definition []byte) ([]byte, error)) error
}

// Agents keeps under which names agents were told of, by their key.
type Agents interface {
	Names(ctx context.Context, key string) ([]string, error)
	Add(ctx context.Context, key, name string) error
	// Forget forgets the names of an agent.
	Forget(ctx context.Context, key string) error
}

// Stores are all that the record store keeps.
type Stores struct {
	Statements  Statements
	References  References
	Documents   Documents
	Activities  Activities
	Agents      Agents
	Credentials Credentials
	Targets     Targets
	Rules       Rules
	Secrets     Secrets
}

const maxCount = 1 << 20 // statements placed in one millisecond

// KeyTime is how many bytes of a key are its time: statements that are stored together share them.
const KeyTime = 12

// keyOf is the place of a statement: the millisecond, its number there, and what tells the
// nodes apart.
func keyOf(ms, n int64) string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(ms)<<16|uint64(n>>8)&0xffff) // #nosec G115 -- times are positive
	b[8] = byte(n)
	_, _ = rand.Read(b[9:])
	return hex.EncodeToString(b[:])
}

// keyAt is the least key of a time.
func keyAt(at time.Time) string {
	return fmt.Sprintf("%012x", max(at.UnixMilli(), 0))
}

// Tag names a way in which statements are found: of a kind, by an agent, an activity, a verb or
// a registration, and perhaps by more. What is found by one of them lies together in the index,
// whatever the kind: to store a statement touches few of its pages.
func Tag(kind, of string, more ...string) string {
	tag := short(of) + kind
	for _, m := range more {
		tag += short(m)
	}
	return tag
}

const shortLength = 16

// short stands for a text of any length: 96 bits are enough that no two meet.
func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.RawURLEncoding.EncodeToString(sum[:shortLength*6/8])
}
