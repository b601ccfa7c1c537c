package scorm

import (
	"context"
	"errors"
	"time"

	"preau.education/preau/scorm/sequencing"
)

// ErrUnchanged is returned by a change that has nothing to write.
var ErrUnchanged = errors.New("scorm: unchanged")

// Fact is something that happened, written with the document it happened to.
type Fact struct {
	ID   string
	Kind string
	Key  string
	At   time.Time
	Body any
}

// KindReported is the fact that a commit changed the outcome of an attempt: an [Outcome]. Its
// subscriber calls [Service.Report], which the request that committed has done already unless
// its process stopped in between.
const KindReported = "scorm.reported"

// List is a bounded part of a longer list; Next is the cursor of what follows, "" at the end.
type List[T any] struct {
	Items []T
	Next  string
}

// Packages keeps the descriptions of packages.
type Packages interface {
	// Insert answers Conflict when a package has this identifier.
	Insert(ctx context.Context, p Package) error
	// Get answers NotFound when there is none.
	Get(ctx context.Context, id string) (Package, error)
	// OfPerson lists those that a person imported, the last first, without their activities.
	OfPerson(ctx context.Context, person string, limit int, after string) (List[Package], error)
}

// Attempts keeps attempts.
type Attempts interface {
	// Get answers NotFound when there is none.
	Get(ctx context.Context, id string) (Attempt, error)
	// Change writes what change makes of the attempt (empty when there is none) with its
	// facts, retrying when another writer came first. ErrUnchanged writes nothing.
	Change(ctx context.Context, id string, change func(a *Attempt, exists bool) ([]Fact, error)) (Attempt, error)
	// Archive keeps an attempt that is over under its number; doing it again keeps it as it is then.
	Archive(ctx context.Context, a Attempt) error
}

// Registrations keeps registrations.
type Registrations interface {
	// Get answers NotFound when there is none.
	Get(ctx context.Context, id string) (Registration, error)
	// Change writes what change makes of the registration (empty when there is none) with its
	// facts, retrying when another writer came first. ErrUnchanged writes nothing.
	Change(ctx context.Context, id string, change func(r *Registration, exists bool) ([]Fact, error)) (Registration, error)
}

// Shared is what outlives one attempt: the global objectives and the shared data that the
// packages of one enrolment have in common.
type Shared struct {
	Globals []sequencing.Global
	Stores  map[string]string
	Taken   map[string]int64 // by attempt: the number of what was taken from it last
}

// Shares keeps what is shared, by enrolment.
type Shares interface {
	// Get answers an empty one when there is none.
	Get(ctx context.Context, enrolment string) (Shared, error)
	// Change writes what change makes of it; ErrUnchanged writes nothing.
	Change(ctx context.Context, enrolment string, change func(*Shared) error) error
}

// Secrets keeps the key that launch tokens are signed with, one for all nodes.
type Secrets interface {
	// Secret returns the key, made by fresh the first time anywhere.
	Secret(ctx context.Context, fresh func() []byte) ([]byte, error)
}

// Stores are the stores of the domain.
type Stores struct {
	Packages      Packages
	Attempts      Attempts
	Registrations Registrations
	Shares        Shares
	Secrets       Secrets
}
