package courses_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/coursesdb"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

// seats checks what a session holds, and who is in it.
func (h *house) seats(session string, seats int, in ...string) {
	h.t.Helper()
	if run := h.session(session); run.Seats != seats {
		h.t.Errorf("%d seats taken, want %d (%v)", run.Seats, seats, run.Holds)
	}
	page, err := h.db.EnrolmentsIn(h.t.Context(), session, courses.Enrolled, 100, "")
	h.ok(err)
	var who []string
	for _, e := range page.Items {
		who = append(who, e.Person)
	}
	slices.Sort(who)
	if !slices.Equal(who, in) {
		h.t.Errorf("%v are in, want %v", who, in)
	}
}

// enrols enrols people, who may have to wait.
func (h *house) enrols(session string, people ...string) {
	h.t.Helper()
	for _, p := range people {
		h.wait(time.Second)
		_, err := h.svc.Enrol(h.t.Context(), who(p), session)
		h.ok(err)
	}
}

// interposed is a store in which something happens just before an enrolment changes.
type interposed struct {
	*coursesdb.Store
	before func()
}

func (i interposed) UpdateEnrolment(ctx context.Context, id string, change func(*courses.Enrolment) ([]courses.Fact, error)) (courses.Enrolment, error) {
	i.before()
	return i.Store.UpdateEnrolment(ctx, id, change)
}

// interposed is a node on which something happens just before its nth change of an enrolment.
func (h *house) interposed(nth int, what func()) *courses.Service {
	n := 0
	return h.nodeOn(interposed{h.db, func() {
		if n++; n == nth {
			what()
		}
	}})
}

// A seat that moves says nothing of the session's dates or meetings: what follows those, person
// by person, must not follow each enrolment.
func TestSeatsAreToldApart(t *testing.T) {
	h := open(t)
	s := h.opened(func(s *courses.Session) { s.Capacity = 2 })
	var mu sync.Mutex
	told := map[string]int{}
	runner := docstore.NewRunner(h.docs, slog.New(slog.DiscardHandler), docstore.Work{Name: "told",
		Kinds: []string{courses.FactSessionChanged, courses.FactSeatsMoved}, Apply: func(_ context.Context, c docstore.Change) error {
			mu.Lock()
			defer mu.Unlock()
			told[c.Kind]++
			return nil
		}})
	h.ok(runner.Start(t.Context()))
	t.Cleanup(runner.Stop)
	h.ok(runner.WaitIdle(t.Context()))
	before := told[courses.FactSessionChanged]
	h.enrols(s.ID, "camille", "ali")
	_, err := h.svc.Withdraw(t.Context(), camille, s.ID)
	h.ok(err)
	h.ok(runner.WaitIdle(t.Context()))
	if told[courses.FactSessionChanged] != before || told[courses.FactSeatsMoved] != 3 {
		t.Errorf("told %v", told)
	}
	if !slices.Contains(courses.RefreshKinds(), courses.FactSeatsMoved) {
		t.Error("the catalogue does not follow seats")
	}
}

// Somebody who leaves the waiting list at the moment a seat is found for them stays out; the
// next who waits has it.
func TestWhoLeavesTheWaitingListStaysOut(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 1 })
	h.enrols(s.ID, "camille", "ali", "zoé")
	node := h.interposed(2, func() { // the first change takes Camille out, the second brings Ali in
		_, err := h.svc.Withdraw(ctx, ali, s.ID)
		h.ok(err)
	})
	_, err := node.Withdraw(ctx, camille, s.ID)
	h.ok(err)
	h.seats(s.ID, 1, "zoé")
}

// A request taken back at the moment it is accepted is not accepted.
func TestRequestTakenBackWhileAccepted(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	for _, capacity := range []int{0, 3} {
		s := h.opened(func(s *courses.Session) { s.Admission, s.Capacity = courses.AdmitRequest, capacity })
		h.enrols(s.ID, "camille")
		node := h.interposed(1, func() {
			_, err := h.svc.Withdraw(ctx, camille, s.ID)
			h.ok(err)
		})
		_, err := node.Accept(ctx, trainer, s.ID, "camille")
		h.refused(err, fault.Conflict, "enrolment_state")
		h.seats(s.ID, 0)
	}
}

// The repair counts while somebody leaves: whichever comes first, no seat is lost.
func TestRepairWhileSomebodyLeaves(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 2 })
	h.enrols(s.ID, "camille", "ali")
	h.wait(3 * time.Minute)          // the holds of their enrolments are old: the repair will settle them
	node := h.interposed(1, func() { // between the hold of who leaves and their withdrawal
		_, err := h.svc.RepairSeats(ctx)
		h.ok(err)
	})
	_, err := node.Withdraw(ctx, camille, s.ID)
	h.ok(err)
	h.seats(s.ID, 1, "ali")
}

// A seat that a crash left free goes to the first who waits, once the repair found it.
func TestRepairedSeatGoesToWhoWaits(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 1 })
	_, err := h.db.UpdateSession(ctx, s.ID, courses.AnyRev, func(run *courses.Session) ([]courses.Fact, error) {
		run.Seats, run.Holds = 1, []courses.Hold{{Person: "ghost", At: h.clock()}}
		return nil, nil
	})
	h.ok(err)
	h.enrols(s.ID, "camille")
	h.seats(s.ID, 1)
	h.wait(3 * time.Minute)
	_, err = h.svc.RepairSeats(ctx)
	h.ok(err)
	h.seats(s.ID, 1, "camille")
}

// A process that stops between a withdrawal and the promotion of who waits leaves a fact: the
// log finishes.
func TestLogFinishesAPromotion(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 1 })
	h.enrols(s.ID, "camille", "ali")
	e, err := h.db.UpdateEnrolment(ctx, courses.EnrolmentID(s.ID, "camille"), func(e *courses.Enrolment) ([]courses.Fact, error) {
		e.State = courses.Withdrawn
		return nil, nil
	})
	h.ok(err)
	_, err = h.db.UpdateSession(ctx, s.ID, courses.AnyRev, func(run *courses.Session) ([]courses.Fact, error) {
		run.Seats, run.Holds = 0, nil // what release writes, the process then being killed
		return nil, nil
	})
	h.ok(err)
	for range 2 {
		h.ok(h.svc.LetIn(ctx, e.Session))
	}
	h.seats(s.ID, 1, "ali")
}

// Those who wait are all let in when there is room for all of them, however many.
func TestUncappedSessionLetsEverybodyIn(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 1 })
	const waiting = 130
	var list []courses.Enrolment
	for i := range waiting {
		person := fmt.Sprintf("p%04d", i)
		list = append(list, courses.Enrolment{ID: courses.EnrolmentID(s.ID, person), Session: s.ID, Parcours: s.Parcours, Person: person,
			Version: 1, Major: 1, State: courses.Waiting, Kind: courses.Guided, At: h.clock()})
	}
	h.ok(h.db.InsertManyEnrolments(ctx, list))
	run := h.session(s.ID)
	run.Capacity = 0
	run, err := h.svc.SaveSession(ctx, trainer, s.ID, run.Rev, run)
	h.ok(err)
	h.ok(h.svc.LetIn(ctx, s.ID))
	left, err := h.db.EnrolmentsIn(ctx, s.ID, courses.Waiting, 1000, "")
	h.ok(err)
	if len(left.Items) != 0 {
		t.Errorf("%d still wait in a session without limit (%d)", len(left.Items), run.Capacity)
	}
}

// One session that cannot be repaired does not keep the others from it.
func TestRepairGoesOn(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	broken, fine := h.opened(func(s *courses.Session) { s.Capacity = 1 }), h.opened(func(s *courses.Session) { s.Capacity = 1 })
	for _, id := range []string{broken.ID, fine.ID} {
		h.wait(time.Second)
		_, err := h.db.UpdateSession(ctx, id, courses.AnyRev, func(run *courses.Session) ([]courses.Fact, error) {
			run.Seats, run.Holds = 1, []courses.Hold{{Person: "ghost", At: h.clock()}}
			return nil, nil
		})
		h.ok(err)
	}
	h.wait(3 * time.Minute)
	node := h.nodeOn(failing{h.db, broken.ID})
	if _, err := node.RepairSeats(ctx); !fault.Is(err, fault.Unavailable) {
		t.Errorf("the failure is not said: %v", err)
	}
	h.seats(fine.ID, 0)
}

type failing struct {
	*coursesdb.Store
	session string
}

func (f failing) UpdateSession(ctx context.Context, id string, rev int64, change func(*courses.Session) ([]courses.Fact, error)) (courses.Session, error) {
	if id == f.session {
		return courses.Session{}, fault.New("test", fault.Unavailable, "away", "")
	}
	return f.Store.UpdateSession(ctx, id, rev, change)
}
