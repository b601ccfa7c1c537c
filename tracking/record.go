package tracking

import (
	"context"
	"fmt"
	"slices"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/xapi"
)

// Record is the one door: it keeps the experience as a statement and answers the progress
// that follows from it. When it returns, both are durable. Recording the same experience
// again (see Input.Key) answers the same and changes nothing.
//
// Only the person enrolled, or the platform for them, may. It refuses: an enrolment that is
// not enrolled (not_enrolled), a session that is not open (session_not_open), an activity
// that the version does not hold (unknown_activity) or whose prerequisites are not complete
// (activity_locked).
func (s *Service) Record(ctx context.Context, who actor.Actor, in Input) (Progress, error) {
	return s.RecordAll(ctx, who, in.Enrolment, []Input{in})
}

// RecordAll records several experiences of one enrolment with one change of its progress,
// under the rules of Record; their Enrolment field need not be filled.
func (s *Service) RecordAll(ctx context.Context, who actor.Actor, enrolment string, in []Input) (Progress, error) {
	const op = "tracking.Record"
	if err := signedIn(op, who); err != nil {
		return Progress{}, err
	}
	v, err := s.Enrolments.Enrolment(ctx, enrolment)
	if err != nil {
		return Progress{}, fault.Wrap(op, err)
	}
	if !who.System && who.Person != v.Person {
		return Progress{}, fault.New(op, fault.Forbidden, "forbidden", "Cette inscription n’est pas la vôtre.")
	}
	if err := mayLearn(op, v); err != nil {
		return Progress{}, err
	}
	if len(in) == 0 || len(in) > MaxInputs {
		return Progress{}, fault.New(op, fault.Invalid, "bad_count", fmt.Sprintf("De 1 à %d activités à la fois.", MaxInputs))
	}
	st, err := s.structure(ctx, v.Parcours, v.Version)
	if err != nil {
		return Progress{}, err
	}
	statements, err := s.admit(ctx, v, st, in)
	if err != nil {
		return Progress{}, err
	}
	return s.keep(ctx, v, statements)
}

func mayLearn(op string, v EnrolmentView) error {
	if v.State != Enrolled {
		return fault.New(op, fault.Forbidden, "not_enrolled", "Vous n’êtes pas inscrit à cette formation.")
	}
	if v.SessionState != "" && v.SessionState != SessionOpen {
		return fault.New(op, fault.Conflict, "session_not_open", "Cette session n’est pas ouverte : ses activités ne s’enregistrent pas.")
	}
	return nil
}

// admit builds the statements of inputs, each of an activity that exists and is open.
func (s *Service) admit(ctx context.Context, v EnrolmentView, st Structure, in []Input) ([]xapi.Statement, error) {
	const op = "tracking.Record"
	var current *Progress
	out := make([]xapi.Statement, 0, len(in))
	for _, one := range in {
		a, ok := st.Activity(one.Activity)
		if !ok {
			return nil, fault.New(op, fault.NotFound, "unknown_activity", "Cette activité n’est pas dans votre version du parcours.")
		}
		if len(a.Requires) > 0 {
			if current == nil {
				p, err := s.progressOf(ctx, v)
				if err != nil {
					return nil, err
				}
				current = &p
			}
			if err := lockedFault(op, current.Locked(st, a)); err != nil {
				return nil, err
			}
		}
		made, err := s.statement(v, a, one)
		if err != nil {
			return nil, err
		}
		out = append(out, made)
	}
	return out, nil
}

func lockedFault(op string, missing []Activity) error {
	if len(missing) == 0 {
		return nil
	}
	return fault.New(op, fault.Forbidden, "activity_locked", "Cette activité s’ouvre après « "+missing[0].Title+" ».")
}

// progressOf reads the progress of an enrolment; one that has none yet starts empty.
func (s *Service) progressOf(ctx context.Context, v EnrolmentView) (Progress, error) {
	p, err := s.Stores.Progresses.Get(ctx, v.ID)
	if fault.Is(err, fault.NotFound) {
		p = Progress{}
		p.enrol(v)
		return p, nil
	}
	return p, fault.Wrap("tracking.progress", err)
}

// keep stores statements and applies them. The fact stored with each statement has it applied
// by the log, should this process stop in between.
func (s *Service) keep(ctx context.Context, v EnrolmentView, statements []xapi.Statement) (p Progress, err error) {
	told, list, effects := make([]Told, len(statements)), make([]string, len(statements)), make([]Effect, len(statements))
	for i, st := range statements {
		list[i], effects[i] = st.ID, EffectOf(st)
		if told[i], err = s.told(v, st, effects[i]); err != nil {
			return Progress{}, err
		}
	}
	end := s.inHand.begin(list)
	defer func() { end(err == nil) }()
	p, err = s.apply(ctx, v.ID, told, effects, &v)
	if fault.Is(err, fault.Conflict) { // one was told before
		for i, t := range told {
			if effects[i], err = s.keepOne(ctx, t, effects[i]); err != nil {
				return Progress{}, err
			}
		}
		p, err = s.apply(ctx, v.ID, nil, effects, &v)
	}
	if err != nil {
		return Progress{}, err
	}
	if completedBy(&p, effects) {
		// At once, so that the page that congratulates can show it; the log would do it anyway.
		if _, err := s.attest(ctx, v.ID); err != nil {
			s.Log.WarnContext(ctx, "attestation left to the log", "enrolment", v.ID, "error", err)
		}
	}
	return p, nil
}

// completedBy says whether one of the effects is what completed the enrolment. Whether it was
// complete before cannot tell: the log may have applied the same effect first.
func completedBy(p *Progress, effects []Effect) bool {
	return p.Complete() && slices.ContainsFunc(effects, func(f Effect) bool {
		return f.At.Equal(p.CompletedAt) || (f.Presence != nil && f.Presence.Held.Equal(p.CompletedAt))
	})
}

// told is a statement as it is to be kept, with its fact.
func (s *Service) told(v EnrolmentView, st xapi.Statement, f Effect) (Told, error) {
	kept, err := s.stored(st)
	if err != nil {
		return Told{}, err
	}
	kept.Academie = v.Academie
	return Told{kept, Fact{ID: ids.Derived(KindRecorded, st.ID), Kind: KindRecorded, Key: v.ID, At: s.now(),
		Body: Recorded{Statement: st.ID, Enrolment: v.ID, Evidence: f}}}, nil
}

// keepOne stores one statement and answers what counts of it: of one that was told before,
// what was told first.
func (s *Service) keepOne(ctx context.Context, t Told, f Effect) (Effect, error) {
	kept := t.Statement
	err := s.Stores.Statements.Insert(ctx, kept, t.Fact)
	if !fault.Is(err, fault.Conflict) {
		return f, fault.Wrap("tracking.Record", err)
	}
	old, err := s.Stores.Statements.Get(ctx, kept.ID)
	if err != nil {
		return Effect{}, fault.Wrap("tracking.Record", err)
	}
	first, err := xapi.Parse(old.Raw)
	if err != nil {
		return Effect{}, fault.As("tracking.Record", fault.Conflict, "other_statement", err)
	}
	// Somebody who asked to be forgotten, or whose session ended long ago, has a pseudonym there: an
	// account of another home page.
	another := first.Actor.HomePage == s.HomePage && first.Actor.Name != kept.Agent
	if another || first.Verb.ID != kept.Verb || first.Object.ID != kept.Object {
		return Effect{}, fault.New("tracking.Record", fault.Conflict, "other_statement", "Une autre trace porte déjà cet identifiant.")
	}
	return EffectOf(first), nil
}

// Apply takes in a stored statement from the log, unless Record has done it in this process.
// Work subscriber of KindRecorded.
func (s *Service) Apply(ctx context.Context, who actor.Actor, r Recorded) error {
	if err := systemOnly("tracking.Apply", who); err != nil || s.inHand.has(ctx, r.Statement) {
		return err
	}
	_, err := s.apply(ctx, r.Enrolment, nil, []Effect{r.Evidence}, nil)
	return err
}

// Reconcile makes the progress of an enrolment follow what courses says of it: a new
// enrolment, a withdrawal, a minor version. It may be called at any time, any number of
// times. Work subscriber of courses' facts about enrolments.
func (s *Service) Reconcile(ctx context.Context, who actor.Actor, enrolment string) error {
	if err := systemOnly("tracking.Reconcile", who); err != nil {
		return err
	}
	v, err := s.Enrolments.Enrolment(ctx, enrolment)
	if err != nil {
		return fault.Wrap("tracking.Reconcile", err)
	}
	if v.State != Enrolled {
		if _, err := s.Stores.Progresses.Get(ctx, enrolment); fault.Is(err, fault.NotFound) {
			return nil // never enrolled: nothing to follow
		}
	}
	_, err = s.apply(ctx, enrolment, nil, nil, &v)
	return err
}

// ReconcileSession follows a change of the whole session: a minor version that moves its
// people. It answers how many enrolments it looked at.
func (s *Service) ReconcileSession(ctx context.Context, who actor.Actor, session string) (int, error) {
	if err := systemOnly("tracking.ReconcileSession", who); err != nil {
		return 0, err
	}
	n := 0
	for p, err := range s.Stores.Progresses.OfSession(ctx, session) {
		if err != nil {
			return n, fault.Wrap("tracking.ReconcileSession", err)
		}
		if err := s.Reconcile(ctx, who, p.ID); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// apply merges effects into the progress of an enrolment, once the statements told are stored,
// and lets what follows leave as facts of the same write. view is read when needed and not
// given.
func (s *Service) apply(ctx context.Context, enrolment string, told []Told, effects []Effect, view *EnrolmentView) (Progress, error) {
	p, err := s.Stores.Progresses.Change(ctx, told, enrolment, func(p *Progress, exists bool) ([]Fact, error) {
		before := *p
		changed := false
		if view == nil && !exists {
			v, err := s.Enrolments.Enrolment(ctx, enrolment)
			if err != nil {
				return nil, err
			}
			view = &v
		}
		if view != nil {
			changed = p.enrol(*view)
		}
		st, err := s.structure(ctx, p.Parcours, p.Version)
		if err != nil {
			return nil, err
		}
		states := p.States(st)
		for _, f := range effects {
			changed = p.merge(f) || changed
		}
		if exists && !changed {
			return nil, ErrUnchanged
		}
		p.evaluate(st)
		return s.consequences(&before, p, !slices.Equal(states, p.States(st)), effects), nil
	})
	return p, fault.Wrap("tracking.apply", err)
}

// consequences are the facts that a change of progress lets leave. It brings the ledger up
// to date.
func (s *Service) consequences(before, p *Progress, moved bool, effects []Effect) []Fact {
	now := s.now()
	p.Turn = before.Turn + 1
	var facts []Fact
	say := func(kind string, body any) {
		facts = append(facts, Fact{ID: derived(kind, p.ID, p.Turn), Kind: kind, Key: p.ID, At: now, Body: body})
	}
	reached := Reached{Enrolment: p.ID, Session: p.Session, Parcours: p.Parcours, Person: p.Person, Where: p.Where,
		MinutesDistance: p.MinutesDistance, MinutesPresence: p.MinutesPresence}
	if before.StartedAt.IsZero() && !p.StartedAt.IsZero() {
		reached.At = p.StartedAt
		say(KindStarted, reached)
	}
	switch {
	case p.Complete() && !before.Complete():
		reached.At = p.CompletedAt
		say(KindCompleted, reached)
	case !p.Complete() && before.Complete():
		reached.At = now
		say(KindReopened, reached)
	}
	if moved || p.Done != before.Done || p.Total != before.Total {
		say(KindProgress, Progressed{p.ID, p.Session, p.Parcours, p.Person, p.Percent, p.Done, p.Total})
	}
	for i, f := range effects {
		if pr := f.Presence; pr != nil {
			facts = append(facts, Fact{ID: ids.Derived(KindMarked, f.Statement, fmt.Sprint(i)), Kind: KindMarked, Key: p.ID, At: now,
				Body: Marked{p.ID, p.Session, pr.Meeting, p.Person, pr.By, pr.Present, pr.Minutes, pr.Reason}})
		}
	}
	ledger := p.tally(s.Places.Zone(p.Where.Academie))
	if m := moves(before.Ledger, ledger); len(m) > 0 {
		p.Ledger, p.ChangedAt = ledger, now
		say(KindTallied, Tallied{Enrolment: p.ID, Person: p.Person, Moves: m})
	}
	return facts
}
