// Package docstore keeps documents: a small port over collections, held to one contract
// suite, with two engines. SQLite (one file, no service) is what a school or a laptop
// runs; MongoDB is what an académie runs. A domain's store is written once on this port.
//
// # What a caller may rely on
//
//   - A write that returned nil is durable and will be seen by every later read.
//   - A document has an id, a revision that grows by one with every write, and a body.
//     Replace succeeds for exactly one of several writers that read the same revision.
//   - Facts given with a write are stored in the same write: both or neither. They appear
//     in the log (see [Runner]) within two seconds, once, in the order of the writes of
//     their document.
//   - Find answers from a declared index only; it never scans. A page is bounded.
//   - There are no transactions over several documents, and none are needed: what must be
//     all or nothing is one document.
//   - Times are kept to the millisecond and read back in UTC.
package docstore

import (
	"time"

	"go.mongodb.org/mongo-driver/bson"

	"preau.education/preau/internal/fault"
)

// Limits of the port.
const (
	MaxLimit    = 1000     // documents of one page
	MaxDocument = 12 << 20 // bytes of one body; MongoDB takes 16 MiB with everything around it
	MaxBulk     = 10_000   // documents of one InsertMany
	MaxID       = 512      // bytes of an id
)

// Doc is a stored document: its id, the revision it was read at (the HTTP ETag), its body.
type Doc[T any] struct {
	ID   string
	Rev  int64
	Body T
}

// Definition declares a collection: its name, when its documents may vanish, and every index
// by which they may be found. An index that is new in a later version of the program is
// filled at its start; one whose Keys changes must take a new name.
type Definition[T any] struct {
	Name    string             // snake_case, unique in the database: "enrolments"
	Indexes []*Index[T]        // every way of finding
	Expires func(*T) time.Time // when the document may vanish; nil or zero time: never
}

// Index is one declared way of finding documents of T. It is a package variable beside the
// queries it serves, given to the Definition and to every Query.
type Index[T any] struct {
	Name   string   // unique in the collection, snake_case
	Parts  []string // names of the components in order, for the schema: {"person", "created"}
	Multi  bool     // the last component of Keys is a []string: one entry for each value
	Unique bool     // no two documents share an entry
	// Keys returns one value for each part (string, int64, bool or time.Time; []string for the
	// last when Multi), or nil when the document is not in this index. Strings are ordered by
	// their bytes.
	Keys func(*T) []any
}

// Query asks one index: equality on its leading parts, then optionally a range on the next
// part, in the order of the remaining parts (ties by id). A Multi index is asked for one value
// of its last part: Eq has every part, and the order is that of ids. Where Eq has every part
// of an index that is not unique, the range is of ids.
type Query[T any] struct {
	Index *Index[T]
	Eq    []any  // values of the leading parts
	From  any    // first value of the next part, included; nil: from the start
	To    any    // last value of the next part, excluded; nil: to the end
	Desc  bool   // from the end
	Limit int    // 1 to MaxLimit; 0 is refused
	After string // cursor of the previous page; "" for the first
}

// Page is a bounded answer; Next is the cursor of the following page, "" at the end. A cursor
// is a place in the order, not a count: documents written meanwhile make no other document
// appear twice or go missing.
type Page[T any] struct {
	Docs []Doc[T]
	Next string
}

// Fact is something that happened, written with the document it happened to.
type Fact struct {
	ID   string    // unique for ever: ids.New, or ids.Derived where repetition must be seen
	Kind string    // "courses.enrolled"
	Key  string    // the object it is about: "session:person"
	At   time.Time // when it happened
	Body any       // a struct; stored as BSON, decoded by Change.Decode
}

// Change is a fact in the log, with its number. Numbers grow within a shard.
type Change struct {
	Number int64
	Shard  string
	ID     string
	Kind   string
	Key    string
	At     time.Time
	body   []byte
}

// Decode reads the fact's body into v, a pointer to a struct like the one it was written from.
func (c Change) Decode(v any) error {
	if err := bson.Unmarshal(c.body, v); err != nil {
		return fault.As("docstore.Decode "+c.Kind, fault.Internal, "undecodable", err)
	}
	return nil
}
