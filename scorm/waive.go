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
