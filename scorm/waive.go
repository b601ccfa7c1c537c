package scorm

import (
	"context"
	"slices"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
)

// Course is an activity of a participant whose package has units that may be waived.
type Course struct {
	Activity string
	Title    string
	Parts    []Part
}

// Part is a block or a unit of a course, as whoever leads the session reads it.
type Part struct {
	Line
	Waivable bool // a unit that is not satisfied yet
}

// Courses answers where a participant is in the units of their training, to who leads the
// session. It is noted that they looked.
func (s *Service) Courses(ctx context.Context, who actor.Actor, session, person string) ([]Course, error) {
	const op = "scorm.Courses"
	followed, err := s.Learning.Followed(ctx, who, session, person)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if len(followed) == 0 {
		return nil, nil
	}
	r, err := s.Stores.Registrations.Get(ctx, followed[0].Enrolment)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, fault.Wrap(op, err)
	}
	var out []Course
	for _, f := range followed {
		c, err := s.program(ctx, f.Package) // in memory from the first time on
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if c.Kind == bundle.KindCMI5 {
			out = append(out, Course{Activity: f.Activity, Title: f.Title, Parts: s.parts(c.Package, &r, f.Activity)})
		}
	}
	return out, nil
}

func (s *Service) parts(p *Package, r *Registration, activity string) []Part {
	state, plan := r.course(activity, p.ID), s.plan(p, activity)
	met := plan.Met(state.learning())
	lines := unitContents(plan, &state, nil).Lines
	out := make([]Part, len(lines))
	for i, l := range lines {
		out[i] = Part{Line: l, Waivable: l.Leaf && !met[l.ID]}
	}
	return out
}

// Waiving is that somebody need not do a unit.
type Waiving struct {
	Session  string // of the training
	Person   string
	Activity string
	Part     string
	Reason   string // cmi5.ReasonTestedOut and the like
}

// Waive says, for who leads the session, that a participant need not do a unit: it counts as
// satisfied (§9.3.7). Said again it changes nothing.
func (s *Service) Waive(ctx context.Context, who actor.Actor, in Waiving) error {
	const op = "scorm.Waive"
	if !slices.Contains(Reasons, in.Reason) {
		return fault.InvalidFields(op, fault.Field{Path: "reason", Code: "unknown", Message: "Choisissez l’une des raisons proposées."})
	}
	what, err := s.Learning.Waivable(ctx, who, in.Session, in.Person, in.Activity)
	if err != nil {
		return fault.Wrap(op, err)
	}
	c, err := s.program(ctx, what.Package)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if c.Kind != bundle.KindCMI5 || findUnit(c.Course, in.Part) == nil {
		return unknownUnit(op)
	}
	var said words
	plan, now := s.plan(c.Package, in.Activity), s.Now().UTC().Truncate(time.Millisecond)
	_, err = s.Stores.Registrations.Change(ctx, what.Enrolment, func(r *Registration, _ bool) ([]Fact, error) {
		said = words{}
		r.ID, r.UUID, r.Enrolment, r.Person, r.At = what.Enrolment, what.Registration, what.Enrolment, in.Person, now
		state := r.course(in.Activity, c.ID)
		at := state.Units[in.Part]
		if at.Waived {
			return nil, ErrUnchanged
		}
		at.Waived = true
		state.Units[in.Part] = at
		session := ids.New(now)
		stamp := cmi5.Stamp{ID: ids.Derived(cmi5.VerbWaived, session), At: now, Learner: s.agent(r), Registration: r.UUID, Session: session}
		said.add(plan.Waived(stamp, findUnit(c.Course, in.Part), in.Reason))
		s.satisfy(r, c.Package, plan, in.Activity, &state, session, now, &said)
		r.keep(in.Activity, state)
		return said.facts(r), nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	return s.say(ctx, &said, op)
}

// Reasons are those for which a unit is waived (§9.5.5.2).
var Reasons = []string{cmi5.ReasonTestedOut, cmi5.ReasonEquivalent, cmi5.ReasonOutside, cmi5.ReasonAdmin}
