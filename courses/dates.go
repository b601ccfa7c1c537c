package courses

import (
	"context"
	"errors"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// An accompanied session follows its dates: enrolments open on the first day they may be made,
// the session opens on its first day and closes at the end of its last, days being those of its
// académie. Trainers may do each of these sooner, by hand, and what they decide stands: a date
// moves a session once, and only if it was still to come when it was written. A session closed
// early stays closed; one opened again after its last day stays open; one whose dates change
// follows the new ones.

// Move is something that the dates of a session will do to it.
type Move struct {
	Action SessionAction
	At     time.Time
	Day    string // 2026-12-08, where the session is; of a closing, the last day of the session
	date   time.Time
}

// dayIn returns the first instant of the day of t in a zone, and of the day after.
func dayIn(zone *time.Location, t time.Time) (first, next time.Time) {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d+1, 0, 0, 0, 0, zone)
}

// moves lists what the dates say of the session from its state on, past or to come, in the
// order of its life.
func (s *Session) moves(zone *time.Location) []Move {
	if s.Kind != Guided {
		return nil
	}
	var all []Move
	on := func(action SessionAction, date time.Time) {
		first, next := dayIn(zone, date)
		m := Move{Action: action, At: first, Day: first.Format(time.DateOnly), date: date}
		if action == CloseIt {
			m.At = next
		}
		all = append(all, m)
	}
	switch s.State {
	case Preparing:
		if s.Admission != AdmitList && !s.EnrolFrom.IsZero() && s.EnrolFrom.Before(s.Start) {
			on(AnnounceIt, s.EnrolFrom)
		}
		fallthrough
	case Announced:
		if !s.Start.IsZero() {
			on(OpenIt, s.Start)
		}
		fallthrough
	case Open:
		if !s.End.IsZero() {
			on(CloseIt, s.End)
		}
	}
	return all
}

// reached is the place among moves of the last that a time has come to; -1 for none.
func reached(moves []Move, at time.Time) int {
	last := -1
	for i, m := range moves {
		if !m.At.After(at) {
			last = i
		}
	}
	return last
}

// schedule sets when the session moves next: the first of its dates still to come. What a date
// already past would have done is its trainers' to do; a session that begins today, said so
// today, opens at its hour.
func (s *Session) schedule(now time.Time, zone *time.Location) {
	s.Due = time.Time{}
	for _, m := range s.moves(zone) {
		if m.Action == CloseIt && s.State == Preparing {
			return // what was never open does not close
		}
		at := m.At
		if !at.After(now) {
			at = m.date
		}
		if at.After(now) {
			s.Due = at
			return
		}
	}
}

// Upcoming lists what the dates of the session will do to it by themselves, in order.
func (s *Session) Upcoming(zone *time.Location) []Move {
	if s.Due.IsZero() {
		return nil
	}
	all := s.moves(zone)
	if next := reached(all, s.Due); next >= 0 {
		all = all[next:]
		all[0].At = s.Due
		if all[0].Action != CloseIt {
			all[0].Day = s.Due.In(zone).Format(time.DateOnly)
		}
	}
	return all
}

// sameDates says whether two sessions move at the same times.
func (s *Session) sameDates(o *Session) bool {
	return s.Start.Equal(o.Start) && s.End.Equal(o.End) && s.EnrolFrom.Equal(o.EnrolFrom) &&
		s.Academie == o.Academie && s.Admission == o.Admission
}

// dueChunk is how many sessions are read at once.
const dueChunk = 200

// FollowDates moves the sessions whose dates have come, as a trainer's click would, and returns
// how many it looked at. It may be repeated, and missed: what is late is done at the next call,
// each session going at once to where it should be. For the platform.
func (s *Service) FollowDates(ctx context.Context, who actor.Actor) (int, error) {
	const op = "courses.FollowDates"
	if !who.System {
		return 0, errForbidden(op)
	}
	now := s.now()
	var errs []error
	n := 0
	for after := ""; ; {
		page, err := s.store.DueSessions(ctx, now, dueChunk, after)
		if err != nil {
			return n, fault.Wrap(op, errors.Join(append(errs, err)...))
		}
		for i := range page.Items {
			errs = append(errs, s.follow(ctx, &page.Items[i], now))
		}
		n += len(page.Items)
		if after = page.Next; after == "" {
			return n, fault.Wrap(op, errors.Join(errs...))
		}
	}
}

// follow brings one session to where its dates say it is now, unless somebody moved it since
// it was read.
func (s *Service) follow(ctx context.Context, seen *Session, now time.Time) error {
	zone := s.places.Zone(seen.Academie)
	asSeen := func(run *Session) bool { return run.State == seen.State && run.Due.Equal(seen.Due) }
	moves := seen.moves(zone)
	last := reached(moves, now)
	if last < 0 { // the académie's time zone was edited: not today after all
		_, err := s.store.UpdateSession(ctx, seen.ID, AnyRev, func(run *Session) ([]Fact, error) {
			if !asSeen(run) {
				return nil, ErrUnchanged
			}
			run.schedule(now, zone)
			return nil, nil
		})
		return err
	}
	action := moves[last].Action
	reasons, err := s.obstacles(ctx, seen, action)
	if err != nil {
		return err
	}
	if len(reasons) > 0 {
		return s.holdUp(ctx, seen.ID, asSeen, reasons, action != CloseIt)
	}
	_, err = s.transition(ctx, seen.ID, action, asSeen)
	return err
}

// holdUp notes that a session could not follow its dates, and has its trainers told, once. It
// is tried again on the next day, as long as that makes sense.
func (s *Service) holdUp(ctx context.Context, id string, asSeen func(*Session) bool, reasons []fault.Field, again bool) error {
	now := s.now()
	_, err := s.store.UpdateSession(ctx, id, AnyRev, func(run *Session) ([]Fact, error) {
		if !asSeen(run) {
			return nil, ErrUnchanged
		}
		told := run.HeldUp
		run.HeldUp, run.Due = true, time.Time{}
		if again {
			_, run.Due = dayIn(s.places.Zone(run.Academie), now)
		}
		if told {
			return nil, nil
		}
		f := HeldUpFact{Session: run.ID, Title: run.Title, Trainers: run.Trainers}
		for _, r := range reasons {
			f.Reasons = append(f.Reasons, r.Message)
		}
		return []Fact{newFact(FactSessionHeldUp, run.ID, now, f)}, nil
	})
	return err
}

// obstacles returns what keeps a session from an action, whoever asks for it.
func (s *Service) obstacles(ctx context.Context, session *Session, action SessionAction) ([]fault.Field, error) {
	if action == CloseIt && session.State == Preparing {
		return []fault.Field{{Path: "end", Code: "over", Message: "Son dernier jour est passé sans qu’elle ait été ouverte."}}, nil
	}
	if action != OpenIt && action != AnnounceIt {
		return nil, nil
	}
	p, err := s.store.Parcours(ctx, session.Parcours)
	if err != nil {
		return nil, err
	}
	participants := 1 // people are still to come when enrolments open
	if action == OpenIt {
		if participants, err = s.countEnrolled(ctx, session.ID, 1); err != nil {
			return nil, err
		}
	}
	return session.Obstacles(&p.Card, s.Reference().Collection(p.Card.Collection), participants), nil
}

// transition applies an action to a session that is still as it was seen (nil: however it is)
// and schedules what comes next.
func (s *Service) transition(ctx context.Context, id string, action SessionAction, asSeen func(*Session) bool) (Session, error) {
	targets := map[SessionAction]SessionState{AnnounceIt: Announced, OpenIt: Open, ReopenIt: Open, CloseIt: Closed, CancelIt: Cancelled}
	kinds := map[SessionState]string{Announced: FactSessionAnnounced, Open: FactSessionOpened, Closed: FactSessionClosed,
		Cancelled: FactSessionCancelled}
	now := s.now()
	saved, err := s.store.UpdateSession(ctx, id, AnyRev, func(run *Session) ([]Fact, error) {
		if run.State == targets[action] || asSeen != nil && !asSeen(run) {
			return nil, ErrUnchanged
		}
		if err := run.move(action, now); err != nil {
			return nil, err
		}
		if action == AnnounceIt && asSeen == nil && run.EnrolFrom.After(now) {
			run.EnrolFrom = now // said by hand: now, not on the day that was written
		}
		run.schedule(now, s.places.Zone(run.Academie))
		return []Fact{run.told(kinds[run.State], now, asSeen != nil)}, nil
	})
	if err != nil {
		return Session{}, err
	}
	return saved, s.Refresh(ctx, saved.Parcours)
}
