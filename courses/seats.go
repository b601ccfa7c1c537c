package courses

import (
	"context"
	"errors"
	"slices"
	"time"

	"preau.education/preau/internal/fault"
)

// A seat is taken in three writes: the session's count with a hold for the person, then the
// enrolment; and given back in three: a hold, the enrolment, then the count. Whatever crash
// falls between them leaves a hold, and RepairSeats settles holds that have become old by
// counting: seats are the people enrolled and those held a moment ago, each once. Since every
// reservation and release writes the session, the count is right if the session did not
// change meanwhile.

// holdLife is how long a hold may be of use: no request lives as long.
const holdLife = 2 * time.Minute

// reserve takes a seat for each person, as many as there are; it returns those who have one.
func (s *Service) reserve(ctx context.Context, session string, persons []string) ([]string, error) {
	var seated []string
	_, err := s.store.UpdateSession(ctx, session, AnyRev, func(run *Session) ([]Fact, error) {
		seated = nil
		if !run.Capped() {
			seated = persons
			return nil, ErrUnchanged
		}
		now := s.now()
		run.Holds = slices.Clone(run.Holds)
		for _, person := range persons {
			i := slices.IndexFunc(run.Holds, func(h Hold) bool { return h.Person == person })
			switch {
			case i >= 0: // still counted; of use again, hence not for the repair
				run.Holds[i].At = now
			case run.Seats >= run.Capacity:
				continue
			default:
				run.Seats++
				run.Holds = append(run.Holds, Hold{Person: person, At: now})
			}
			seated = append(seated, person)
		}
		if len(seated) == 0 {
			return nil, ErrUnchanged
		}
		return []Fact{run.fact(FactSeatsMoved, now)}, nil
	})
	return seated, err
}

// hold announces that a person's seat is about to change, before the enrolment does. It always
// writes: a repair that counted before is then too late, and one that counts after leaves this
// hold alone.
func (s *Service) hold(ctx context.Context, session, person string) error {
	_, err := s.store.UpdateSession(ctx, session, AnyRev, func(run *Session) ([]Fact, error) {
		if !run.Capped() {
			return nil, ErrUnchanged
		}
		others := slices.DeleteFunc(slices.Clone(run.Holds), func(h Hold) bool { return h.Person == person })
		run.Holds = append(others, Hold{Person: person, At: s.now()})
		return nil, nil
	})
	return err
}

// release gives back the seat that is held for a person, and only that: a repair may have
// settled it before.
func (s *Service) release(ctx context.Context, session, person string) error {
	_, err := s.store.UpdateSession(ctx, session, AnyRev, func(run *Session) ([]Fact, error) {
		i := slices.IndexFunc(run.Holds, func(h Hold) bool { return h.Person == person })
		if i < 0 || !run.Capped() {
			return nil, ErrUnchanged
		}
		run.Holds = slices.Delete(slices.Clone(run.Holds), i, i+1)
		run.Seats = max(0, run.Seats-1)
		return []Fact{run.fact(FactSeatsMoved, s.now())}, nil
	})
	return err
}

// RepairSeats settles the holds that a crash, or a moment's haste, left behind, and gives the
// seats that it finds to those who wait. It is run every few minutes by one node; it returns
// how many sessions it looked at.
func (s *Service) RepairSeats(ctx context.Context) (int, error) {
	const op = "courses.RepairSeats"
	sessions, err := s.store.HeldSessions(ctx, s.now().Add(-holdLife), 200)
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	var errs []error
	for i := range sessions {
		run, err := s.repair(ctx, &sessions[i])
		if fault.Is(err, fault.Precondition) {
			continue // a session that changed meanwhile is for the next time
		}
		if err == nil {
			err = s.promoteAll(ctx, &run, maxPromoted)
		}
		errs = append(errs, err)
	}
	return len(sessions), fault.Wrap(op, errors.Join(errs...))
}

func (s *Service) repair(ctx context.Context, session *Session) (Session, error) {
	seated := map[string]bool{}
	for e, err := range s.store.AllEnrolments(ctx, session.ID) {
		if err != nil {
			return Session{}, err
		}
		if e.State == Enrolled {
			seated[e.Person] = true
		}
	}
	now := s.now()
	return s.store.UpdateSession(ctx, session.ID, session.Rev, func(run *Session) ([]Fact, error) {
		run.Holds = slices.DeleteFunc(slices.Clone(run.Holds), func(h Hold) bool { return now.Sub(h.At) >= holdLife })
		for _, h := range run.Holds {
			if h.Person != "" {
				seated[h.Person] = true
			}
		}
		if run.Seats == len(seated) {
			return nil, nil
		}
		run.Seats = len(seated)
		return []Fact{run.fact(FactSeatsMoved, now)}, nil
	})
}
