package courses

import (
	"context"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Terms are what an enrolment's session and parcours say, now, to who learns there.
type Terms struct {
	State    SessionState // of the session
	Meetings bool         // presence is attested meeting by meeting
	Version  int          // the latest of the line that the enrolment was made under
}

// Terms returns those of who is enrolled in the session under a version.
func (s *Session) Terms(version int) Terms {
	return Terms{State: s.State, Meetings: len(s.Meetings) > 0, Version: version}
}

// termsTime is how long another node may not know of a change that it was not told of yet.
const termsTime = time.Second

// termsMemory remembers what sessions and parcours say, for the requests of those who learn:
// they come by thousands and all ask the same.
type termsMemory struct {
	sessions *memory[Terms]
	lines    *memory[[]Line]
}

func newTermsMemory() *termsMemory {
	return &termsMemory{newMemory[Terms](2000, termsTime), newMemory[[]Line](2000, termsTime)}
}

// TermsOf returns the terms of an enrolment. For the platform.
func (s *Service) TermsOf(ctx context.Context, who actor.Actor, e Enrolment) (Terms, error) {
	const op = "courses.TermsOf"
	if !who.System {
		return Terms{}, errForbidden(op)
	}
	now := s.now()
	terms, ok := s.terms.sessions.get(e.Session, now)
	if !ok {
		run, err := s.store.Session(ctx, e.Session)
		if err != nil {
			return Terms{}, fault.Wrap(op, err)
		}
		terms = run.Terms(0)
		s.terms.sessions.put(e.Session, terms, now)
	}
	lines, ok := s.terms.lines.get(e.Parcours, now)
	if !ok {
		p, err := s.store.Parcours(ctx, e.Parcours)
		if err != nil {
			return Terms{}, fault.Wrap(op, err)
		}
		lines = p.Lines
		s.terms.lines.put(e.Parcours, lines, now)
	}
	terms.Version = versionIn(lines, e.Major, e.Version)
	return terms, nil
}

// forgetting is a store whose changes this node sees at once in the terms that it remembers.
type forgetting struct {
	Store
	terms *termsMemory
}

// UpdateSession implements Store.
func (f forgetting) UpdateSession(ctx context.Context, id string, rev int64, change func(*Session) ([]Fact, error)) (Session, error) {
	defer f.terms.sessions.forget(id)
	return f.Store.UpdateSession(ctx, id, rev, change)
}

// UpdateParcours implements Store.
func (f forgetting) UpdateParcours(ctx context.Context, id string, rev int64, change func(*Parcours) ([]Fact, error)) (Parcours, error) {
	defer f.terms.lines.forget(id)
	return f.Store.UpdateParcours(ctx, id, rev, change)
}
