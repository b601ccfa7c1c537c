package courses

import (
	"context"
	"slices"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// CreateSession starts an accompanied session of a parcours that is offered, in preparation;
// the actor trains it. What is not said comes from the card.
func (s *Service) CreateSession(ctx context.Context, who actor.Actor, draft Session) (Session, error) {
	const op = "courses.CreateSession"
	if !who.SignedIn() {
		return Session{}, errSignIn(op)
	}
	if !mayOpenSessions(who) {
		return Session{}, errForbidden(op)
	}
	p, err := s.store.Parcours(ctx, draft.Parcours)
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	if p.Published == 0 || p.State != Published {
		return Session{}, fault.New(op, fault.Conflict, "parcours_not_published", "Ce parcours n’est pas publié : aucune session ne peut en être faite.")
	}
	version, err := s.version(ctx, p.ID, p.Published)
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	now := s.now()
	draft.ID, draft.Version, draft.Major, draft.Kind, draft.State = ids.New(now), version.Number, version.Major, Guided, Preparing
	draft.Seats, draft.Holds, draft.HeldUp, draft.Created, draft.Rev = 0, nil, false, now, 1
	if draft.Title = strings.TrimSpace(draft.Title); draft.Title == "" {
		draft.Title = p.Card.Title
	}
	if draft.Start.IsZero() && draft.End.IsZero() {
		draft.Start, draft.End = p.Card.Start, p.Card.End
	}
	if draft.MinutesDistance == 0 && draft.MinutesPresence == 0 {
		draft.MinutesDistance, draft.MinutesPresence = minutes(p.Card.MinutesDistance), minutes(p.Card.MinutesPresence)
	}
	if draft.Admission == "" {
		draft.Admission = AdmitRequest
	}
	if who.Person != "" {
		draft.Trainers = append([]string{who.Person}, draft.Trainers...)
	}
	if err := s.checkSession(ctx, op, who, &Session{}, &draft); err != nil {
		return Session{}, err
	}
	draft.schedule(now, s.places.Zone(draft.Academie))
	return draft, fault.Wrap(op, s.store.InsertSession(ctx, draft, draft.fact(FactSessionChanged, now)))
}

// checkSession tidies a session and refuses what may not be kept; before is what it was.
func (s *Service) checkSession(ctx context.Context, op string, who actor.Actor, before, session *Session) error {
	session.Title, session.Place = strings.TrimSpace(session.Title), strings.TrimSpace(session.Place)
	session.Trainers, session.GAIA = distinct(session.Trainers), distinct(session.GAIA)
	for i := range session.Meetings {
		if session.Meetings[i].ID == "" {
			session.Meetings[i].ID = ids.New(s.now())
		}
	}
	wrong := session.Check()
	if session.Academie != before.Academie && session.Academie != "" {
		v, err := s.viewer(ctx, who)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if _, known := (*s.academies.Load())[session.Academie]; !known || !sees(v.scope, session.Academie) {
			wrong = append(wrong, fault.Field{Path: "academie", Code: "unknown", Message: "Vous ne pouvez pas réserver la session à cette académie."})
		}
	}
	var added []string
	for _, person := range session.Trainers {
		if !slices.Contains(before.Trainers, person) && person != who.Person {
			added = append(added, person)
		}
	}
	if len(added) > 0 {
		known, err := s.people.Profiles(ctx, added)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if len(known) != len(added) {
			wrong = append(wrong, fault.Field{Path: "trainers", Code: "unknown", Message: "Un de ces formateurs n’existe pas."})
		}
	}
	return fault.InvalidFields(op, wrong...)
}

// SaveSession replaces what may be changed of a session, if rev is still its revision: not
// its parcours, version, kind, state or seats. Absent meetings and trainers stay as they are;
// seats that are added go to those who wait.
func (s *Service) SaveSession(ctx context.Context, who actor.Actor, id string, rev int64, next Session) (Session, error) {
	const op = "courses.SaveSession"
	before, err := s.sessionFor(ctx, op, who, id)
	if err != nil {
		return Session{}, err
	}
	if before.State == Cancelled {
		return Session{}, fault.New(op, fault.Conflict, "session_state", "Une session annulée ne change plus.")
	}
	if before.Kind == Permanent {
		next.Start, next.End, next.Capacity = before.Start, before.End, 0
	}
	if len(next.Trainers) == 0 { // nobody saws off the branch they sit on
		next.Trainers = before.Trainers
	}
	if next.Meetings == nil {
		next.Meetings = before.Meetings
	}
	next.Seats = before.Seats
	if next.Capacity > 0 && !before.Capped() {
		if next.Seats, err = s.countEnrolled(ctx, id, next.Capacity+1); err != nil {
			return Session{}, fault.Wrap(op, err)
		}
	}
	if err := s.checkSession(ctx, op, who, &before, &next); err != nil {
		return Session{}, err
	}
	now := s.now()
	saved, err := s.store.UpdateSession(ctx, id, rev, func(run *Session) ([]Fact, error) {
		capping, redated := next.Capacity > 0 && !run.Capped(), !run.sameDates(&next)
		run.Title, run.Academie, run.Start, run.End = next.Title, next.Academie, next.Start, next.End
		run.EnrolFrom, run.EnrolUntil, run.Place, run.Admission = next.EnrolFrom, next.EnrolUntil, next.Place, next.Admission
		run.Trainers, run.GAIA, run.Meetings = next.Trainers, next.GAIA, next.Meetings
		run.MinutesDistance, run.MinutesPresence = next.MinutesDistance, next.MinutesPresence
		if redated {
			run.HeldUp = false
			run.schedule(now, s.places.Zone(run.Academie))
		}
		if run.Capacity = next.Capacity; run.Capacity == 0 {
			run.Seats, run.Holds = 0, nil
		} else if capping {
			// Somebody may be enrolling without a seat right now: the repair counts again.
			run.Seats, run.Holds = next.Seats, []Hold{{At: now}}
		}
		return []Fact{run.fact(FactSessionChanged, now)}, nil
	})
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	if err := s.promoteAll(ctx, &saved, maxPromoted); err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	return saved, fault.Wrap(op, s.Refresh(ctx, saved.Parcours))
}

// Act moves a session in its life cycle: opens its enrolments or opens it, closes, reopens or
// cancels it. Doing again what is done changes nothing.
func (s *Service) Act(ctx context.Context, who actor.Actor, id string, action SessionAction) (Session, error) {
	const op = "courses.Act"
	before, err := s.sessionFor(ctx, op, who, id)
	if err != nil {
		return Session{}, err
	}
	if _, ok := sessionMoves[before.State][action]; ok {
		wrong, err := s.obstacles(ctx, &before, action)
		if err != nil {
			return Session{}, fault.Wrap(op, err)
		}
		if err := fault.InvalidFields(op, wrong...); err != nil {
			return Session{}, err
		}
	}
	saved, err := s.transition(ctx, id, action, nil)
	return saved, fault.Wrap(op, err)
}

// countEnrolled counts the people enrolled in a session, no further than most.
func (s *Service) countEnrolled(ctx context.Context, session string, most int) (int, error) {
	n := 0
	for after := ""; n < most; {
		page, err := s.store.EnrolmentsIn(ctx, session, Enrolled, min(most, 1000), after)
		if err != nil {
			return 0, err
		}
		n += len(page.Items)
		if after = page.Next; after == "" {
			break
		}
	}
	return min(n, most), nil
}

// SaveMeeting adds or replaces one meeting of a session.
func (s *Service) SaveMeeting(ctx context.Context, who actor.Actor, id string, meeting Meeting) (Session, error) {
	const op = "courses.SaveMeeting"
	return s.changeMeetings(ctx, op, who, id, func(run *Session) error {
		if i := slices.IndexFunc(run.Meetings, func(m Meeting) bool { return m.ID == meeting.ID }); i >= 0 {
			run.Meetings[i] = meeting
		} else {
			run.Meetings = append(run.Meetings, meeting)
		}
		slices.SortStableFunc(run.Meetings, func(a, b Meeting) int { return a.Start.Compare(b.Start) })
		return fault.InvalidFields(op, run.Check()...)
	})
}

// DeleteMeeting removes a meeting of a session; one that is not there is no error.
func (s *Service) DeleteMeeting(ctx context.Context, who actor.Actor, id, meeting string) (Session, error) {
	return s.changeMeetings(ctx, "courses.DeleteMeeting", who, id, func(run *Session) error {
		before := len(run.Meetings)
		run.Meetings = slices.DeleteFunc(run.Meetings, func(m Meeting) bool { return m.ID == meeting })
		if len(run.Meetings) == before {
			return ErrUnchanged
		}
		return nil
	})
}

func (s *Service) changeMeetings(ctx context.Context, op string, who actor.Actor, id string, change func(*Session) error) (Session, error) {
	if _, err := s.sessionFor(ctx, op, who, id); err != nil {
		return Session{}, err
	}
	saved, err := s.store.UpdateSession(ctx, id, AnyRev, func(run *Session) ([]Fact, error) {
		if run.State == Cancelled {
			return nil, fault.New(op, fault.Conflict, "session_state", "Une session annulée ne change plus.")
		}
		run.Meetings = slices.Clone(run.Meetings)
		if err := change(run); err != nil {
			return nil, err
		}
		return []Fact{run.fact(FactSessionChanged, s.now())}, nil
	})
	return saved, fault.Wrap(op, err)
}

// TrainerSession is a session as its trainers see it.
type TrainerSession struct {
	Session   Session
	Parcours  string // title
	Domain    Domain
	Enrolled  int
	Requested int // at most 100
	Waiting   int // at most 100
	Obstacles []fault.Field
	Moves     []Move // what its dates will do by themselves
}

// MySessions returns the sessions the actor trains, latest made first.
func (s *Service) MySessions(ctx context.Context, who actor.Actor, limit int, after string) (List[TrainerSession], error) {
	const op = "courses.MySessions"
	if who.Person == "" {
		return List[TrainerSession]{}, errSignIn(op)
	}
	page, err := s.store.SessionsBy(ctx, who.Person, limit, after)
	if err != nil {
		return List[TrainerSession]{}, fault.Wrap(op, err)
	}
	objects, parcours := make([]string, len(page.Items)), make([]string, len(page.Items))
	for i, run := range page.Items {
		objects[i], parcours[i] = countsOfSession(run.ID), run.Parcours
	}
	counts, err := s.store.Counts(ctx, objects)
	if err != nil {
		return List[TrainerSession]{}, fault.Wrap(op, err)
	}
	briefs, err := s.briefs(ctx, parcours)
	if err != nil {
		return List[TrainerSession]{}, fault.Wrap(op, err)
	}
	list := List[TrainerSession]{Items: make([]TrainerSession, len(page.Items)), Next: page.Next}
	for i, run := range page.Items {
		b := briefs[run.Parcours]
		c := counts[objects[i]]
		list.Items[i] = TrainerSession{Session: run, Parcours: b.Title, Domain: b.Domain, Enrolled: enrolledIn(&run, c),
			Requested: int(c[countRequested]), Waiting: int(c[countWaiting]), Moves: run.Upcoming(s.places.Zone(run.Academie))}
	}
	return list, nil
}

// enrolledIn is exact at once for a capped session, and within two seconds for others.
func enrolledIn(run *Session, counts map[string]int64) int {
	if run.Capped() {
		return run.Seats
	}
	return max(0, int(counts[countEnrolled]))
}

// Counts kept for a session besides those of a parcours.
const (
	countRequested = "requested"
	countWaiting   = "waiting"
)

// TrainedSession returns a session to those who train it, with what keeps it from opening.
func (s *Service) TrainedSession(ctx context.Context, who actor.Actor, id string) (TrainerSession, error) {
	const op = "courses.TrainedSession"
	session, err := s.sessionFor(ctx, op, who, id)
	if err != nil {
		return TrainerSession{}, err
	}
	p, err := s.store.Parcours(ctx, session.Parcours)
	if err != nil {
		return TrainerSession{}, fault.Wrap(op, err)
	}
	ref := s.Reference()
	domain, _ := ref.Domain(p.Card.Domain)
	t := TrainerSession{Session: session, Parcours: p.Card.Title, Domain: domain, Moves: session.Upcoming(s.places.Zone(session.Academie))}
	counted, err := s.store.Counts(ctx, []string{countsOfSession(id)})
	if err != nil {
		return TrainerSession{}, fault.Wrap(op, err)
	}
	t.Enrolled = enrolledIn(&session, counted[countsOfSession(id)])
	for state, n := range map[EnrolmentState]*int{Requested: &t.Requested, Waiting: &t.Waiting} {
		page, err := s.store.EnrolmentsIn(ctx, id, state, 100, "")
		if err != nil {
			return TrainerSession{}, fault.Wrap(op, err)
		}
		*n = len(page.Items)
	}
	if session.State == Preparing || session.State == Announced {
		participants, err := s.countEnrolled(ctx, id, 1)
		if err != nil {
			return TrainerSession{}, fault.Wrap(op, err)
		}
		t.Obstacles = session.Obstacles(&p.Card, ref.Collection(p.Card.Collection), participants)
	}
	return t, nil
}

// Session returns a session to whoever may see it: its trainers, those enrolled in it, and
// everybody of its académie once it was opened.
func (s *Service) Session(ctx context.Context, who actor.Actor, id string) (Session, error) {
	const op = "courses.Session"
	session, err := s.store.Session(ctx, id)
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	if mayTrain(who, &session) {
		return session, nil
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	if listed(&session) && sees(v.scope, session.Academie) {
		return session, nil
	}
	if who.Person != "" {
		if e, err := s.store.Enrolment(ctx, EnrolmentID(id, who.Person)); err == nil && e.State == Enrolled {
			return session, nil
		}
	}
	return Session{}, errNotFound(op)
}

// Sessions returns sessions by id, for the platform.
func (s *Service) Sessions(ctx context.Context, who actor.Actor, list []string) (map[string]Session, error) {
	const op = "courses.Sessions"
	if !who.System {
		return nil, errForbidden(op)
	}
	sessions, err := s.store.Sessions(ctx, list)
	return sessions, fault.Wrap(op, err)
}
