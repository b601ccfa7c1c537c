package app

import (
	"context"
	"slices"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking"
)

// readers answers what the record store asks to know whose traces somebody may read. It holds
// the app because the record store is made before those who answer.
type readers struct{ app *App }

// Look answers lrs: it is looking at the list of participants, and is noted as that is.
func (r readers) Look(ctx context.Context, who actor.Actor, session string) error {
	_, err := r.app.Tracking.SessionProgress(ctx, who, session, 1, "")
	return err
}

// Participants answers lrs.
func (r readers) Participants(ctx context.Context, session string, persons []string) (map[string]string, error) {
	keys := make([]string, len(persons))
	for i, person := range persons {
		keys[i] = courses.EnrolmentID(session, person)
	}
	found, err := r.app.learn.store.Enrolments(ctx, keys)
	names := make(map[string]string, len(found))
	for _, e := range found {
		if e.State == courses.Enrolled {
			names[e.Person] = e.Snapshot.Name
		}
	}
	return names, err
}

// Registration answers lrs.
func (readers) Registrations(session, person string) []string {
	enrolment := courses.EnrolmentID(session, person)
	return []string{tracking.Registration(enrolment), registrationOf(enrolment, false)}
}

// Came answers lrs: the pages open on this node that show these traces ask for them again. Those of
// other nodes ask by themselves, now and then.
func (r readers) Came(person, registration string) {
	r.app.Live.Publish(web.Event{Type: "statement", Topic: "person:" + person})
	if registration == "" {
		return
	}
	for _, session := range r.app.Live.Followed("session") {
		if slices.Contains(r.Registrations(session, person), registration) {
			r.app.Live.Publish(web.Event{Type: "statement", Topic: "session:" + session})
		}
	}
}

// Ended answers lrs. A session without a last day, a permanent one for instance, never did.
func (r readers) Ended(ctx context.Context, session string) (time.Time, error) {
	run, err := r.app.learn.store.Session(ctx, session)
	if fault.Is(err, fault.NotFound) || err == nil && run.State != courses.Closed && run.State != courses.Cancelled {
		return time.Time{}, nil
	}
	return run.End, err
}
