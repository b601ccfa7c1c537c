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
	// Registration is the UUID by which statements name the enrolment of a person in a session.
	Registration(session, person string) string
}

// Ends is what the record store asks of those who keep sessions, to know what is over.
type Ends interface {
	// Ended is when a session that is closed or cancelled ended; zero for any other, and for one
	// that is not known.
	Ended(ctx context.Context, session string) (time.Time, error)
}
