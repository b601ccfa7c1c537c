package tracking

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/xapi"
)

// Own answers one's own progress in an enrolment (the platform: anyone's).
func (s *Service) Own(ctx context.Context, who actor.Actor, enrolment string) (Progress, error) {
	const op = "tracking.Own"
	if err := signedIn(op, who); err != nil {
		return Progress{}, err
	}
	v, err := s.Enrolments.Enrolment(ctx, enrolment)
	if err != nil {
		return Progress{}, fault.Wrap(op, err)
	}
	if !who.System && v.Person != who.Person {
		return Progress{}, fault.New(op, fault.Forbidden, "forbidden", "Cette inscription n’est pas la vôtre.")
	}
	return s.progressOf(ctx, v)
}

// Participation answers the enrolment of somebody who takes part in a session, to who leads it.
func (s *Service) Participation(ctx context.Context, who actor.Actor, session, person string) (EnrolmentView, error) {
	const op = "tracking.Participation"
	if _, err := s.trainerOf(ctx, op, who, session); err != nil {
		return EnrolmentView{}, err
	}
	v, err := s.Enrolments.Enrolment(ctx, ids.Join(session, person))
	if err != nil {
		return EnrolmentView{}, fault.Wrap(op, err)
	}
	return v, mayLearn(op, v)
}

// Look is Participation for whoever shows what the participant did: it is noted that they looked.
func (s *Service) Look(ctx context.Context, who actor.Actor, session, person string) (EnrolmentView, error) {
	v, err := s.Participation(ctx, who, session, person)
	if err != nil {
		return EnrolmentView{}, err
	}
	return v, s.looked(ctx, who, lookSession+session)
}

// Participant is one person of a session as their trainers see them.
type Participant struct {
	Enrolment  EnrolmentView
	Overview   Overview
	Activities map[string]ParticipantActivity // by activity
	Presences  map[string]Presence            // by meeting
}

// ParticipantActivity is where a participant is in an activity.
type ParticipantActivity struct {
	State  State
	Score  *float64
	Ticked bool // by the trainer's word
}

// SessionProgress is the list that a trainer reads: activities as columns, people as lines.
type SessionProgress struct {
	Session      SessionView
	Activities   []Activity
	Participants List[Participant]
}

// SessionProgress answers where each participant is, to who leads the session. It is noted
// that they looked: participants see it (see Visibility).
func (s *Service) SessionProgress(ctx context.Context, who actor.Actor, session string, limit int, after string) (SessionProgress, error) {
	const op = "tracking.SessionProgress"
	v, err := s.trainerOf(ctx, op, who, session)
	if err != nil {
		return SessionProgress{}, err
	}
	roster, err := s.Enrolments.Roster(ctx, session, limit, after)
	if err != nil {
		return SessionProgress{}, fault.Wrap(op, err)
	}
	keys := make([]string, len(roster.Items))
	for i, e := range roster.Items {
		keys[i] = e.ID
	}
	have, err := s.Stores.Progresses.GetMany(ctx, keys)
	if err != nil {
		return SessionProgress{}, fault.Wrap(op, err)
	}
	st, err := s.structure(ctx, v.Parcours, v.Version)
	if err != nil {
		return SessionProgress{}, err
	}
	out := SessionProgress{Session: v, Activities: st.Activities()}
	out.Participants.Next = roster.Next
	for _, e := range roster.Items {
		p, ok := have[e.ID]
		if !ok {
			p.enrol(e)
			p.evaluate(st)
		}
		out.Participants.Items = append(out.Participants.Items, participant(e, &p, st))
	}
	if err := s.looked(ctx, who, lookSession+session); err != nil {
		return SessionProgress{}, err
	}
	return out, nil
}

func participant(e EnrolmentView, p *Progress, st Structure) Participant {
	out := Participant{Enrolment: e, Overview: overview(p, st), Activities: map[string]ParticipantActivity{}, Presences: p.Presences}
	for _, a := range st.Activities() {
		ev := p.evidence(a.ID)
		out.Activities[a.ID] = ParticipantActivity{State: ev.state(a.Rule), Score: ev.Best(), Ticked: ev.Tick.Value == 1}
	}
	return out
}

// Tick is the trainer's word that a participant completed an activity, or takes it back.
// It is a statement whose instructor is the trainer, and may come after the session closed.
func (s *Service) Tick(ctx context.Context, who actor.Actor, session, person, activity string, done bool) (Progress, error) {
	const op = "tracking.Tick"
	if _, err := s.trainerOf(ctx, op, who, session); err != nil {
		return Progress{}, err
	}
	e, err := s.enrolled(ctx, op, session, person)
	if err != nil {
		return Progress{}, err
	}
	st, err := s.structure(ctx, e.Parcours, e.Version)
	if err != nil {
		return Progress{}, err
	}
	a, ok := st.Activity(activity)
	if !ok {
		return Progress{}, fault.New(op, fault.NotFound, "unknown_activity", "Cette activité n’est pas dans la version de ce participant.")
	}
	p, err := s.progressOf(ctx, e)
	if err != nil {
		return Progress{}, err
	}
	if (p.Activities[activity].Tick.Value == 1) == done {
		return p, nil
	}
	statement, err := s.statement(e, a, Input{Verb: xapi.Evaluated, Result: Result{Completed: &done}})
	if err != nil {
		return Progress{}, err
	}
	statement.Timestamp = after(p.Activities[activity].Tick.At, statement.Timestamp)
	statement.Context.Instructor = &xapi.Agent{HomePage: s.HomePage, Name: instructor(who)}
	return s.keep(ctx, e, []xapi.Statement{statement})
}

func (s *Service) enrolled(ctx context.Context, op, session, person string) (EnrolmentView, error) {
	e, err := s.Enrolments.Enrolment(ctx, ids.Join(session, person))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return EnrolmentView{}, fault.Wrap(op, err)
	}
	if err != nil || e.State != Enrolled {
		return EnrolmentView{}, fault.New(op, fault.NotFound, "not_enrolled", "Cette personne n’est pas inscrite à cette session.")
	}
	return e, nil
}

// Mark is the trainer's word on one person at a meeting.
type Mark struct {
	Person  string
	Present bool
	Minutes *int // attested; nil: as long as the meeting was planned
}

// MarkAttendance is the trainer's word on who was at a meeting, and for how long. Each mark
// is a statement; the last word counts. Changing a word already given, or giving one after
// the session closed, takes a reason, which stays with it.
func (s *Service) MarkAttendance(ctx context.Context, who actor.Actor, session, meeting, reason string, marks []Mark) error {
	const op = "tracking.MarkAttendance"
	v, err := s.trainerOf(ctx, op, who, session)
	if err != nil {
		return err
	}
	if len(marks) == 0 || len(marks) > MaxBatch {
		return fault.New(op, fault.Invalid, "bad_count", fmt.Sprintf("De 1 à %d personnes à la fois.", MaxBatch))
	}
	place, m, err := meetingOf(op, v, meeting)
	if err != nil {
		return err
	}
	if m.Start.After(s.now()) {
		return fault.New(op, fault.Conflict, "meeting_to_come", "Cette rencontre n’a pas encore eu lieu.")
	}
	keys := make([]string, len(marks))
	for i, mk := range marks {
		if mk.Minutes != nil && (*mk.Minutes < 0 || *mk.Minutes > 24*60) {
			return fault.InvalidFields(op, fault.Field{Path: "minutes", Code: "out_of_range", Message: "La durée attestée va de 0 à 1440 minutes."})
		}
		keys[i] = ids.Join(session, mk.Person)
	}
	have, err := s.Stores.Progresses.GetMany(ctx, keys)
	if err != nil {
		return fault.Wrap(op, err)
	}
	reason = strings.TrimSpace(reason)
	for _, mk := range marks {
		e, err := s.enrolled(ctx, op, session, mk.Person)
		if err != nil {
			return err
		}
		p := have[e.ID]
		if err := s.mark(ctx, who, presenceMark{v, e, m, place, mk, reason}, p.Presences[meeting]); err != nil {
			return err
		}
	}
	return nil
}

func meetingOf(op string, v SessionView, id string) (place int, m MeetingView, err error) {
	for i, m := range v.Meetings {
		if m.ID == id {
			return i, m, nil
		}
	}
	return 0, MeetingView{}, fault.New(op, fault.NotFound, "unknown_meeting", "Cette rencontre n’est pas dans la session.")
}

type presenceMark struct {
	session   SessionView
	enrolment EnrolmentView
	meeting   MeetingView
	place     int // in the session's list
	mark      Mark
	reason    string
}

func (s *Service) mark(ctx context.Context, who actor.Actor, w presenceMark, old Presence) error {
	const op = "tracking.MarkAttendance"
	minutes := w.meeting.Minutes()
	if w.mark.Minutes != nil {
		minutes = *w.mark.Minutes
	}
	if !w.mark.Present {
		minutes = 0
	}
	said := old.Statement != ""
	if said && old.Present == w.mark.Present && old.Minutes == minutes {
		return nil
	}
	closed := w.session.State != "" && w.session.State != SessionOpen
	if (said || closed) && w.reason == "" {
		return fault.InvalidFields(op, fault.Field{Path: "reason", Code: "required",
			Message: "Corriger une présence déjà attestée, ou après la clôture, demande un motif."})
	}
	st, err := s.structure(ctx, w.enrolment.Parcours, w.enrolment.Version)
	if err != nil {
		return err
	}
	_, err = s.keep(ctx, w.enrolment, []xapi.Statement{s.presenceStatement(w.enrolment, w.meeting, Presence{
		Meeting: w.meeting.ID, Activity: st.meetingActivity(w.meeting.Activity, w.place), Present: w.mark.Present,
		Minutes: minutes, Held: w.meeting.Start, By: instructor(who), Reason: w.reason,
		At: after(old.At, s.now()), Statement: ids.New(s.now()),
	})})
	return err
}

// presenceStatement says a trainer's word as a statement.
func (s *Service) presenceStatement(e EnrolmentView, m MeetingView, p Presence) xapi.Statement {
	ext := map[string]any{xapi.ExtMeeting: p.Meeting, xapi.ExtHeld: p.Held.UTC().Format(time.RFC3339)}
	if p.Activity != "" {
		ext[xapi.ExtActivity] = p.Activity
	}
	if p.Reason != "" {
		ext[xapi.ExtReason] = p.Reason
	}
	return xapi.Statement{
		ID: p.Statement, Actor: xapi.Agent{HomePage: s.HomePage, Name: e.Person}, Verb: xapi.Attended,
		Object: xapi.Activity{ID: s.iri("sessions", e.Session) + "/meetings/" + p.Meeting, Type: xapi.TypeMeeting, Name: m.Title},
		Result: &xapi.Result{Completion: &p.Present, Extensions: map[string]any{xapi.ExtMinutes: float64(p.Minutes)}},
		Context: xapi.Context{Registration: Registration(e.ID), Instructor: &xapi.Agent{HomePage: s.HomePage, Name: p.By},
			Parent: s.iri("sessions", e.Session), Extensions: ext},
		Timestamp: p.At,
	}
}

// after is now, or the first instant after the word that this one corrects: the last word is
// told by its time.
func after(word, now time.Time) time.Time { return latest(now, word.Add(time.Millisecond)) }

func instructor(who actor.Actor) string {
	if who.Person == "" {
		return "preau"
	}
	return who.Person
}

// AttendanceWord is one word that was given on a presence: the audit of the hours.
type AttendanceWord struct {
	Presence
	ByName string
}

// AttendanceHistory lists every word given on a person at the meetings of a session, the
// first one first: to the person, and to who leads the session.
func (s *Service) AttendanceHistory(ctx context.Context, who actor.Actor, session, person string) ([]AttendanceWord, error) {
	const op = "tracking.AttendanceHistory"
	if err := signedIn(op, who); err != nil {
		return nil, err
	}
	if who.Person != person {
		if _, err := s.trainerOf(ctx, op, who, session); err != nil {
			return nil, err
		}
	}
	var out []AttendanceWord
	names := map[string]string{}
	for kept, err := range s.Stores.Statements.OfRegistration(ctx, Registration(ids.Join(session, person))) {
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		st, err := xapi.Parse(kept.Raw)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if st.Verb.ID != xapi.Attended.ID {
			continue
		}
		w := AttendanceWord{Presence: *EffectOf(st).Presence}
		names[w.By] = ""
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b AttendanceWord) int { return a.At.Compare(b.At) })
	return out, s.nameWords(ctx, out, names)
}

func (s *Service) nameWords(ctx context.Context, words []AttendanceWord, names map[string]string) error {
	persons := make([]string, 0, len(names))
	for p := range names {
		persons = append(persons, p)
	}
	if len(persons) == 0 {
		return nil
	}
	found, err := s.People.Names(ctx, persons)
	if err != nil {
		return fault.Wrap("tracking.AttendanceHistory", err)
	}
	for i := range words {
		words[i].ByName = found[words[i].By]
	}
	return nil
}
