package tracking

import (
	"context"
	"iter"
	"time"
)

// List is a bounded part of a longer list; Next is the cursor of what follows, "" at the end.
type List[T any] struct {
	Items []T
	Next  string
}

// StoredStatement is a statement to keep: its bytes as they were made, and the keys by which it
// is found. Read back, it is its ID and Raw alone.
type StoredStatement struct {
	ID           string
	Raw          []byte
	Agent        string    // person
	Verb         string    // IRI
	Object       string    // IRI
	Registration string    // UUID of the enrolment
	Related      []string  // IRIs of the activities that its context names
	Instructor   string    // person who attests, "" for none
	Academie     string    // for which the enrolment counts, "" when that is not known
	Stored       time.Time // of one from before; zero: now
}

// Told is a statement to be stored with the fact that has it applied.
type Told struct {
	Statement StoredStatement
	Fact      Fact
}

// Statements keeps statements, for ever and unchanged.
type Statements interface {
	// Insert answers Conflict when a statement has this identifier.
	Insert(ctx context.Context, s StoredStatement, facts ...Fact) error
	InsertMany(ctx context.Context, s []StoredStatement) error
	Get(ctx context.Context, id string) (StoredStatement, error)
	// OfRegistration lists the statements of an enrolment in the order in which they were stored.
	OfRegistration(ctx context.Context, registration string) iter.Seq2[StoredStatement, error]
}

// Progresses keeps the progress of each enrolment.
type Progresses interface {
	Get(ctx context.Context, id string) (Progress, error)
	GetMany(ctx context.Context, ids []string) (map[string]Progress, error)
	// Change writes what change makes of the progress (empty when there is none) with its
	// facts, once the statements told are stored, retrying when another writer came first. A
	// Conflict says that one of them was stored before; nothing is changed then. ErrUnchanged
	// changes nothing.
	Change(ctx context.Context, told []Told, id string, change func(p *Progress, exists bool) ([]Fact, error)) (Progress, error)
	InsertMany(ctx context.Context, p []Progress) error
	// OfPerson lists a person's, the last enrolled first.
	OfPerson(ctx context.Context, person string, limit int, after string) (List[Progress], error)
	// OfSession and OfAcademie list all, for jobs.
	OfSession(ctx context.Context, session string) iter.Seq2[Progress, error]
	OfAcademie(ctx context.Context, academie string) iter.Seq2[Progress, error]
}

// Attestations keeps attestations, by number.
type Attestations interface {
	// Insert answers Conflict when the enrolment has one of this Sequence.
	Insert(ctx context.Context, a Attestation, facts ...Fact) error
	InsertMany(ctx context.Context, a []Attestation) error
	Get(ctx context.Context, number string) (Attestation, error)
	Change(ctx context.Context, number string, change func(*Attestation) ([]Fact, error)) (Attestation, error)
	// OfEnrolment lists those of an enrolment, the last first; at most 100.
	OfEnrolment(ctx context.Context, enrolment string) ([]Attestation, error)
	// OfPerson lists a person's, the last issued first.
	OfPerson(ctx context.Context, person string, limit int, after string) (List[Attestation], error)
	// OfAcademie lists all, for the rebuild.
	OfAcademie(ctx context.Context, academie string) iter.Seq2[Attestation, error]
}

// Figures is a document of counters, by field.
type Figures struct {
	ID     string
	Values map[string]int64
}

// Addition increments fields of one document by a fact of the log.
type Addition struct {
	ID     string
	Shard  string
	Number int64
	Deltas map[string]int64
}

// Counters keeps counters.
type Counters interface {
	// Add makes additions in order; each leaves its document alone when a number not before its
	// own was applied to it from its shard. One without a shard always counts.
	Add(ctx context.Context, additions []Addition) error
	// GetMany answers those that exist.
	GetMany(ctx context.Context, ids []string) (map[string]Figures, error)
	// Prefix lists those whose identifier begins so.
	Prefix(ctx context.Context, prefix string) iter.Seq2[Figures, error]
	// Set replaces values; what was applied to the document stays remembered.
	Set(ctx context.Context, f Figures) error
}

// TrainedPerson says by which enrolments a person counts among those trained in a period.
type TrainedPerson struct {
	ID         string // "y2026:lille:person" or "m2026-11:lille:person"
	Where      Dims   // where the person counts: that of the first completion
	Enrolments map[string]bool
	Turn       int64
}

// Persons keeps who was trained in which period, each once.
type Persons interface {
	Change(ctx context.Context, id string, change func(*TrainedPerson) ([]Fact, error)) error
	// InsertMany answers Conflict when one exists.
	InsertMany(ctx context.Context, p []TrainedPerson) error
}

// Look is that somebody looked at other people's progress.
type Look struct {
	By    string // person
	Name  string
	First time.Time
	Last  time.Time
	Times int
}

// Looks keeps who looked: by session (the list of its participants) or by enrolment (one
// participant).
type Looks interface {
	Change(ctx context.Context, id string, change func(map[string]Look) error) error
	GetMany(ctx context.Context, ids []string) (map[string][]Look, error)
}

// Beats carries facts that are about no document of their own.
type Beats interface {
	Touch(ctx context.Context, id string, at time.Time, fact Fact) error
}

// Stores are all that tracking keeps.
type Stores struct {
	Statements   Statements
	Progresses   Progresses
	Attestations Attestations
	Counters     Counters
	Persons      Persons
	Looks        Looks
	Beats        Beats
}
