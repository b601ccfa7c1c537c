package courses

import (
	"context"
	"slices"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Enrol enrols the actor in a session, or asks for a place, or puts them on the waiting list:
// the state of the answer says which. Enrolling again changes nothing.
func (s *Service) Enrol(ctx context.Context, who actor.Actor, session string) (Enrolment, error) {
	const op = "courses.Enrol"
	if who.Person == "" {
		return Enrolment{}, errSignIn(op)
	}
	run, err := s.store.Session(ctx, session)
	if err != nil {
		return Enrolment{}, fault.Wrap(op, err)
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return Enrolment{}, fault.Wrap(op, err)
	}
	if !listed(&run) || !sees(v.scope, run.Academie) {
		return Enrolment{}, errNotFound(op)
	}
	if err := s.mayEnrol(&run); err != nil {
		// Who is already in, or has already asked, is told so rather than that it is too late.
		if e, gotten := s.store.Enrolment(ctx, EnrolmentID(session, who.Person)); gotten == nil && e.State.Group() != Over {
			return e, nil
		}
		return Enrolment{}, err
	}
	profiles, err := s.people.Profiles(ctx, []string{who.Person})
	if err != nil {
		return Enrolment{}, fault.Wrap(op, err)
	}
	p, ok := profiles[who.Person]
	if !ok {
		return Enrolment{}, errForbidden(op)
	}
	want := Enrolled
	if run.Admission == AdmitRequest {
		want = Requested
	}
	e, err := s.settle(ctx, &run, entry{person: who.Person, snapshot: p.Snapshot, want: want, how: BySelf, by: who.Person})
	return e, fault.Wrap(op, err)
}

// mayEnrol says why nobody can enrol in a session by themselves now, nil when they can.
func (s *Service) mayEnrol(run *Session) error {
	const op = "courses.Enrol"
	status, _ := run.StatusAt(s.now())
	switch status {
	case StatusEnded:
		return fault.New(op, fault.Conflict, "enrolment_over", "Les inscriptions à cette session sont closes.")
	case StatusSoon:
		return fault.New(op, fault.Conflict, "enrolment_not_yet", "Les inscriptions ne sont pas encore ouvertes.")
	case StatusInvitation:
		return fault.New(op, fault.Conflict, "invitation_only", "Les participants de cette session sont inscrits par le formateur.")
	}
	return nil
}

// entry is somebody on their way into a session.
type entry struct {
	person   string
	snapshot Snapshot
	want     EnrolmentState // Enrolled, Requested
	how      How
	by       string
	seated   bool             // a seat is already reserved
	from     []EnrolmentState // those it may start from, when not all do
}

// settle brings somebody to the state they want, or to the waiting list when there is no
// seat. It may be repeated: a state already reached, or a better one, is kept.
func (s *Service) settle(ctx context.Context, run *Session, in entry) (Enrolment, error) {
	id := EnrolmentID(run.ID, in.person)
	if run.Capped() || in.want == Requested {
		// The seat of somebody who has one already must not be taken twice.
		existing, err := s.store.Enrolment(ctx, id)
		if err == nil && (existing.State == Enrolled || existing.State == in.want) {
			return existing, nil
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return Enrolment{}, err
		}
	}
	if in.want == Enrolled && run.Capped() && !in.seated {
		seated, err := s.reserve(ctx, run.ID, []string{in.person})
		if err != nil {
			return Enrolment{}, err
		}
		if len(seated) == 0 {
			in.want = Waiting
		}
	}
	e, err := s.write(ctx, run, in)
	if err != nil && in.want == Enrolled && run.Capped() {
		if back := s.release(ctx, run.ID, in.person); back != nil {
			return Enrolment{}, back // the repair will settle the seat
		}
	}
	return e, err
}

// codeLeft is the code of the refusal of somebody who is no longer where they were to be taken from.
const codeLeft = "enrolment_state"

// write inserts the enrolment, or moves the one that is there.
func (s *Service) write(ctx context.Context, run *Session, in entry) (Enrolment, error) {
	now := s.now()
	e := newEnrolment(run, in.person, in.snapshot, in.want, now)
	err := s.store.InsertEnrolment(ctx, e, told(run, &e, "", in)...)
	if err == nil {
		e.Rev = 1
		return e, nil
	}
	if !fault.Is(err, fault.Conflict) {
		return Enrolment{}, err
	}
	return s.store.UpdateEnrolment(ctx, e.ID, func(was *Enrolment) ([]Fact, error) {
		if was.State == in.want || was.State == Enrolled || was.State == Waiting && in.want == Requested {
			return nil, ErrUnchanged
		}
		if in.from != nil && !slices.Contains(in.from, was.State) { // left at this very moment
			return nil, fault.New("courses.Enrol", fault.Conflict, codeLeft, "La personne s’est désinscrite.")
		}
		if was.State == Refused && in.how == BySelf {
			return nil, was.become(Requested, now)
		}
		before := was.State
		if err := was.become(in.want, now); err != nil {
			return nil, err
		}
		// Who comes back has what is offered now, and is who they are now.
		*was = newEnrolment(run, in.person, in.snapshot, in.want, now)
		return told(run, was, before, in), nil
	})
}

// told returns the fact of an enrolment that reached its state from another.
func told(run *Session, e *Enrolment, before EnrolmentState, in entry) []Fact {
	if e.State == Enrolled {
		return []Fact{newFact(FactEnrolled, e.ID, e.At, EnrolledFact{Enrolment: *e, Was: before, Title: run.Title, How: in.how, By: in.by})}
	}
	kinds := map[EnrolmentState]string{Requested: FactRequested, Waiting: FactWaiting, Refused: FactRefused}
	return []Fact{newFact(kinds[e.State], e.ID, e.At,
		EnrolmentFact{Enrolment: *e, Was: before, Title: run.Title, Trainers: run.Trainers})}
}

// Withdraw takes the actor out of a session, out of its waiting list, or takes their request
// back. What is completed stays. Withdrawing again changes nothing.
func (s *Service) Withdraw(ctx context.Context, who actor.Actor, session string) (Enrolment, error) {
	const op = "courses.Withdraw"
	if who.Person == "" {
		return Enrolment{}, errSignIn(op)
	}
	e, err := s.withdraw(ctx, session, who.Person)
	return e, fault.Wrap(op, err)
}

func (s *Service) withdraw(ctx context.Context, session, person string) (Enrolment, error) {
	const op = "courses.Withdraw"
	run, err := s.store.Session(ctx, session)
	if err != nil {
		return Enrolment{}, err
	}
	id := EnrolmentID(session, person)
	was, err := s.store.Enrolment(ctx, id)
	if err != nil {
		return Enrolment{}, err
	}
	if was.State.Group() == Over {
		return was, nil
	}
	if was.State == Enrolled {
		progress, err := s.progresses.Percent(ctx, []Enrolment{was})
		if err != nil {
			return Enrolment{}, err
		}
		if progress[id].State == Done {
			return Enrolment{}, fault.New(op, fault.Conflict, "already_completed", "Cette formation est terminée : elle reste dans votre historique.")
		}
		if err := s.hold(ctx, session, person); err != nil {
			return Enrolment{}, err
		}
	}
	var freed bool
	now := s.now()
	e, err := s.store.UpdateEnrolment(ctx, id, func(e *Enrolment) ([]Fact, error) {
		before := e.State
		if freed = before == Enrolled; before.Group() == Over {
			return nil, ErrUnchanged
		}
		if err := e.become(Withdrawn, now); err != nil {
			return nil, err
		}
		kind := FactRequestWithdrawn
		if freed {
			kind = FactWithdrawn
		}
		return []Fact{newFact(kind, e.ID, now, EnrolmentFact{Enrolment: *e, Was: before, Title: run.Title, Trainers: run.Trainers})}, nil
	})
	if err != nil {
		return Enrolment{}, err
	}
	if freed && run.Capped() {
		if err := s.release(ctx, session, person); err != nil {
			return Enrolment{}, err
		}
		_, err = s.promote(ctx, &run)
		return e, err
	}
	return e, nil
}

// promote gives a free seat to the first who waits, where whoever enrols is in, and says
// whether somebody had it. Where people ask, the trainer chooses.
func (s *Service) promote(ctx context.Context, run *Session) (bool, error) {
	if run.Admission != AdmitAll || !run.admits() {
		return false, nil
	}
	for {
		first, err := s.store.EnrolmentsIn(ctx, run.ID, Waiting, 1, "")
		if err != nil || len(first.Items) == 0 {
			return false, err
		}
		e := first.Items[0]
		e, err = s.settle(ctx, run, entry{person: e.Person, snapshot: e.Snapshot, want: Enrolled, how: ByPromotion, from: []EnrolmentState{Waiting}})
		if fault.CodeOf(err) == codeLeft {
			continue // waits no more: the next has the seat
		}
		return e.State == Enrolled, err
	}
}

// maxPromoted bounds how many are let in while somebody waits for an answer; the log lets in
// the others.
const maxPromoted = 100

// promoteAll lets in those who wait, as many as there are seats and no more than most.
func (s *Service) promoteAll(ctx context.Context, run *Session, most int) error {
	for range most {
		if in, err := s.promote(ctx, run); err != nil || !in {
			return err
		}
	}
	return nil
}

// Enrolment returns an enrolment to its person, to those who train the session, and to the
// platform.
func (s *Service) Enrolment(ctx context.Context, who actor.Actor, id string) (Enrolment, error) {
	const op = "courses.Enrolment"
	if !who.SignedIn() {
		return Enrolment{}, errSignIn(op)
	}
	e, err := s.store.Enrolment(ctx, id)
	if err != nil {
		return Enrolment{}, fault.Wrap(op, err)
	}
	if who.System || e.Person == who.Person {
		return e, nil
	}
	if _, err := s.sessionFor(ctx, op, who, e.Session); err != nil {
		return Enrolment{}, errNotFound(op)
	}
	return e, nil
}
