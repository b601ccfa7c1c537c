// Package engine is what a database must do to keep the documents of internal/docstore: the
// raw half of the port, without types. Two engines exist, sqlite and mongo; the typed half,
// which callers use, is internal/docstore itself.
//
// An engine keeps, for each document: its id, its revision, its body (BSON), the entries of
// its declared indexes, when it expires, and the facts written with it.
package engine

import (
	"context"
	"slices"
	"time"
)

// Engine keeps documents. Its methods may be called at any time from any goroutine; a nil
// error means durable. Errors are the faults of errors.go.
type Engine interface {
	// Define makes room for a collection and its indexes. stale says that documents may be
	// there whose entries were made under older declarations: they are to be given to Rekey.
	Define(ctx context.Context, s *Schema) (stale bool, err error)
	// Stale returns some documents whose entries are older than the declarations; none: all
	// are up to date, and the engine notes it.
	Stale(ctx context.Context, s *Schema, limit int) ([]Doc, error)
	// Rekey writes the entries of documents again, leaving revisions and bodies; a document
	// that changed meanwhile is left alone.
	Rekey(ctx context.Context, s *Schema, docs []Doc) error

	// Get returns those of the documents that exist, in any order.
	Get(ctx context.Context, s *Schema, ids []string) ([]Doc, error)
	// Find returns at most q.Limit documents in the order of the index.
	Find(ctx context.Context, s *Schema, q Query) ([]Doc, error)
	// Insert adds documents with revision 1, or none of them where the engine can.
	Insert(ctx context.Context, s *Schema, docs []Doc) error
	// Replace writes the document over revision doc.Rev, as revision doc.Rev+1.
	Replace(ctx context.Context, s *Schema, doc Doc) error
	// Write makes writes in order, none after one that fails, and returns how many were made:
	// those stay. One commit where the engine can.
	Write(ctx context.Context, writes []Write) (made int, err error)
	// Delete removes the document.
	Delete(ctx context.Context, s *Schema, id string) error
	// Add moves counters. Each addition is all or nothing, and nothing when its number is
	// not beyond the last one applied to that document from that shard.
	Add(ctx context.Context, s *Schema, additions []Addition) error

	// Changes returns the log after a number, in order.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// Last returns the number of the last change, 0 when there was never one.
	Last(ctx context.Context) (int64, error)
	// Sweep removes what has expired at now, and changes older than before.
	Sweep(ctx context.Context, now, before time.Time) error
	// InsertsWhole says that Insert adds all of its documents or none.
	InsertsWhole() bool
	// Alone says that no other process had the database open when this one opened it, so
	// that whatever was held by a process is held by nobody.
	Alone() bool
	// Close waits for what is under way and lets go of the database.
	Close() error
}

// Relayer is an engine whose facts wait in their documents until they are moved to the log.
type Relayer interface {
	// Relay moves the facts that wait to the log, some of them when there are many, and says
	// whether there were any. Two relays at once do no harm.
	Relay(ctx context.Context) (moved bool, err error)
	// Pending says whether any fact waits.
	Pending(ctx context.Context) (bool, error)
}

// Schema is a collection's declaration.
type Schema struct {
	Name    string
	Indexes []Index
	Expires bool // its documents may carry an expiry
}

// Index is one declared way of finding.
type Index struct {
	Name   string
	Parts  []string
	Multi  bool
	Unique bool
}

// Doc is a stored document. Values of entries are string or int64.
type Doc struct {
	ID      string
	Rev     int64
	Body    []byte // BSON document
	Keys    []Key  // one for each index of the schema
	Was     []Key  // those at revision Rev, when known: what did not change may be left alone
	Expires int64  // Unix milliseconds; 0: never
	Facts   []Fact
}

// Write is one of several writes: an insert when Doc.Rev is 0, else a replacement.
type Write struct {
	Schema *Schema
	Doc    Doc
}

// Key is a document's place in one index: one value for each part, the last one being in
// Values when the index is Multi. A nil Parts says that the document is not in the index.
type Key struct {
	Parts  []any
	Values []string
}

// Fact is a change before it has its number.
type Fact struct {
	ID, Kind, Key string
	At            int64 // Unix milliseconds
	Body          []byte
}

// Change is a fact in the log.
type Change struct {
	Number int64
	Shard  string
	Fact
}

// Equal says that two places are the same.
func (k Key) Equal(other Key) bool {
	return slices.Equal(k.Parts, other.Parts) && slices.Equal(k.Values, other.Values) &&
		(k.Parts == nil) == (other.Parts == nil)
}

// ByID is the Query.Index of the ids themselves.
const ByID = -1

// Query asks one index. Values are string or int64. By id, From and To bound the id.
type Query struct {
	Index    int
	Eq       []any
	From, To any   // nil: unbounded
	After    []any // the parts after Eq, then the id, of the last document seen; nil: from the start
	Desc     bool
	Limit    int
	Now      int64 // Unix milliseconds: documents expired by then are not there
}

// Addition moves the counters of one document.
type Addition struct {
	ID     string
	Shard  string
	Number int64
	Deltas map[string]int64
}

// Tally is the body of a document of counters. An empty map is absent: a server cannot add a
// field to null.
type Tally struct {
	Values map[string]int64 `bson:"values,omitempty"`
	Marks  map[string]int64 `bson:"marks,omitempty"`
}

// Apply adds a to the tally; false when it was applied before.
func (t *Tally) Apply(a Addition) bool {
	if a.Shard != "" {
		if last, ok := t.Marks[a.Shard]; ok && a.Number <= last {
			return false
		}
		if t.Marks == nil {
			t.Marks = map[string]int64{}
		}
		t.Marks[a.Shard] = a.Number
	}
	if t.Values == nil {
		t.Values = make(map[string]int64, len(a.Deltas))
	}
	for name, delta := range a.Deltas {
		t.Values[name] += delta
	}
	return true
}

// Shard is the name of the one shard of the log that both engines keep today.
const Shard = "0"
