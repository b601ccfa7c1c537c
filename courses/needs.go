package courses

import (
	"context"
	"time"
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
	// Percent returns the progress of each enrolment; one that was never begun may be absent.
	Percent(ctx context.Context, enrolments []string) (map[string]ProgressView, error)
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
