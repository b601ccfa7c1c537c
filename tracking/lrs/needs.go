package lrs

import (
	"context"
	"time"

	"preau.education/preau/internal/actor"
)

// Sessions is what the record store asks of those who keep sessions and their enrolments, to
// know whose traces somebody may read.
type Sessions interface {
	// Look refuses who does not lead the session, and notes that they looked at its people: these
	// see it.
	Look(ctx context.Context, who actor.Actor, session string) error
	// Participants answers the names of those of these people who are enrolled in the session.
	Participants(ctx context.Context, session string, persons []string) (map[string]string, error)
	// Registrations are the UUIDs by which statements name the enrolment of a person in a session.
	Registrations(session, person string) []string
}

// Followers is what the record store tells those who follow traces as they come.
type Followers interface {
	// Came says that a program, a content or a person has sent a statement of a person, in a
	// registration when it names one.
	Came(person, registration string)
}

// Places is what the record store asks of those who know the académies.
type Places interface {
	// Academies answers their names by code.
	Academies(ctx context.Context) (map[string]string, error)
}

// Ends is what the record store asks of those who keep sessions, to know what is over.
type Ends interface {
	// Ended is when a session that is closed or cancelled ended; zero for any other, and for one
	// that is not known.
	Ended(ctx context.Context, session string) (time.Time, error)
}

// Launches is what the record store asks of those who launch content that speaks to it itself.
type Launches interface {
	// Admit says who speaks under a key; Unauthorized when it is none, or has expired.
	Admit(ctx context.Context, key string) (Launched, error)
	// Hear refuses a call that the launch does not take, or no more.
	Hear(ctx context.Context, key string, call Call) error
	// Judge takes statements, all or none; held are those that came with them and are kept
	// already. settle is to be called once they are kept (true), or will not be (false).
	Judge(ctx context.Context, key string, fresh []Heard, held []string) (settle func(ctx context.Context, kept bool) error, err error)
}
