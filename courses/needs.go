package courses

import (
	"context"
	"io"
	"time"

	"preau.education/preau/internal/actor"
)

// People is what courses asks of identity.
type People interface {
	// Profiles returns who people are now; unknown ids are absent.
	Profiles(ctx context.Context, persons []string) (map[string]Profile, error)
	// ByEmails returns the person of each address that somebody has, by address in lower case.
	ByEmails(ctx context.Context, emails []string) (map[string]string, error)
	// Academies returns the name to show for each code: "Académie de Lille".
	Academies(ctx context.Context) (map[string]string, error)
}

// Profile is what courses needs to know of a person.
type Profile struct {
	Snapshot Snapshot
	Publics  []string // of their fonction: what their catalogue is pre-set to
}

// Places is what courses asks of the reference data.
type Places interface {
	// Zone is the time zone of an académie; that of Paris for the whole nation ("").
	Zone(academie string) *time.Location
}

// Progresses is what courses asks of tracking, to show where somebody is.
type Progresses interface {
	// Percent returns the progress of each enrolment, by its id; one that was never begun may be
	// absent.
	Percent(ctx context.Context, enrolments []Enrolment) (map[string]ProgressView, error)
}

// ProgressView is how far an enrolment is.
type ProgressView struct {
	State       string // "toStart", "current", "done"
	Percent     int
	Done        int // required activities completed
	Total       int // required activities
	Next        *NextActivity
	LastAt      time.Time
	CompletedAt time.Time
}

// NextActivity is what comes next in an enrolment.
type NextActivity struct {
	ID    string
	Title string
	Kind  string
}

// Progress states.
const (
	ToStart = "toStart"
	Current = "current"
	Done    = "done"
)

// Files is where courses keeps what activities show. A nil error means durable.
type Files interface {
	// Put keeps what r gives, of this size and media type, under key.
	Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error
	// Has says whether there is something under key.
	Has(ctx context.Context, key string) (bool, error)
	// Delete removes it; nothing there is no error.
	Delete(ctx context.Context, key string) error
}

// Uploads is where files that people send have been received.
type Uploads interface {
	// Open reads a file of who that has wholly come; the context bounds every read.
	Open(ctx context.Context, who actor.Actor, id string) (Received, error)
	// Discard removes it; nothing there is no error.
	Discard(ctx context.Context, who actor.Actor, id string) error
}

// Received is a file that has wholly come.
type Received struct {
	Name string // as the person has it
	Size int64  // bytes
	At   io.ReaderAt
}
