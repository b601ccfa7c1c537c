package courses_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/coursesdb"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

// at moves the clock to a time.
func (h *house) at(when time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = when
}

// follow does what the schedule does.
func (h *house) follow() {
	h.t.Helper()
	_, err := h.svc.FollowDates(h.t.Context(), actor.System())
	h.ok(err)
}

func (h *house) session(id string) courses.Session {
	h.t.Helper()
	s, err := h.db.Session(h.t.Context(), id)
	h.ok(err)
	return s
}

func (h *house) isIn(id string, state courses.SessionState) courses.Session {
	h.t.Helper()
	s := h.session(id)
	if s.State != state {
		h.t.Fatalf("%s at %s, want %s (due %s)", s.State, h.clock(), state, s.Due)
	}
	return s
}

// told are the facts of sessions written so far, in order.
func (h *house) told() func() []string {
	var mu sync.Mutex
	var seen []string
	kinds := []string{courses.FactSessionAnnounced, courses.FactSessionOpened, courses.FactSessionClosed, courses.FactSessionHeldUp}
	runner := docstore.NewRunner(h.docs, slog.New(slog.DiscardHandler), docstore.Work{Name: "told", Kinds: kinds,
		Apply: func(_ context.Context, c docstore.Change) error {
			var f courses.SessionFact
			if err := c.Decode(&f); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			said := c.Kind
			if f.ByDate {
				said += " by date"
			}
			seen = append(seen, said)
			return nil
		}})
	h.ok(runner.Start(h.t.Context()))
	h.t.Cleanup(runner.Stop)
	return func() []string {
		h.t.Helper()
		h.ok(runner.WaitIdle(h.t.Context()))
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(seen)
	}
}

// prepared is a session in preparation from 8 December 9:00 to 20 December 17:00, in the time
// zone of the académie, whose enrolments begin on 10 November at 10:00.
func (h *house) prepared(academie string, edit func(*courses.Session)) courses.Session {
	h.t.Helper()
	zone := h.Zone(academie)
	p := h.published("Laïcité et esprit critique", "action")
	draft := courses.Session{Parcours: p.ID, Academie: academie, Admission: courses.AdmitAll,
		EnrolFrom: time.Date(2026, 11, 10, 10, 0, 0, 0, zone), Start: time.Date(2026, 12, 8, 9, 0, 0, 0, zone),
		End: time.Date(2026, 12, 20, 17, 0, 0, 0, zone)}
	if edit != nil {
		edit(&draft)
	}
	s, err := h.svc.CreateSession(h.t.Context(), admin, draft)
	h.ok(err)
	return s
}

// A session goes through its life by itself, each time on the right day where it is.
func TestSessionsFollowTheirDates(t *testing.T) {
	for _, tt := range []struct {
		academie            string
		announce, open, end string // the first instants of the days, in UTC
	}{
		{"", "2026-11-09T23:00:00Z", "2026-12-07T23:00:00Z", "2026-12-20T23:00:00Z"},
		{"lille", "2026-11-09T23:00:00Z", "2026-12-07T23:00:00Z", "2026-12-20T23:00:00Z"},
		{"la-reunion", "2026-11-09T20:00:00Z", "2026-12-07T20:00:00Z", "2026-12-20T20:00:00Z"},
		{"polynesie-francaise", "2026-11-10T10:00:00Z", "2026-12-08T10:00:00Z", "2026-12-21T10:00:00Z"},
	} {
		t.Run(tt.academie, func(t *testing.T) {
			h := open(t)
			ctx := t.Context()
			told := h.told()
			s := h.prepared(tt.academie, nil)
			instant := func(text string) time.Time {
				when, err := time.Parse(time.RFC3339, text)
				h.ok(err)
				return when
			}
			seen, err := h.svc.TrainedSession(ctx, admin, s.ID)
			h.ok(err)
			var days []string
			for _, m := range seen.Moves {
				days = append(days, string(m.Action)+" "+m.Day)
			}
			if !slices.Equal(days, []string{"announce 2026-11-10", "open 2026-12-08", "close 2026-12-20"}) {
				t.Errorf("said: %v", days)
			}
			for _, step := range []struct {
				when          string
				before, after courses.SessionState
			}{{tt.announce, courses.Preparing, courses.Announced}, {tt.open, courses.Announced, courses.Open}, {tt.end, courses.Open, courses.Closed}} {
				h.at(instant(step.when).Add(-time.Second))
				h.follow()
				h.isIn(s.ID, step.before)
				h.at(instant(step.when))
				h.follow()
				h.follow()
				h.isIn(s.ID, step.after)
				if step.after == courses.Announced {
					_, err := h.svc.Enrol(ctx, camille, s.ID)
					if tt.academie == "lille" || tt.academie == "" {
						h.refused(err, fault.Conflict, "enrolment_not_yet") // at ten, not at midnight
					}
				}
			}
			if !h.session(s.ID).Due.IsZero() {
				t.Error("a closed session is still due")
			}
			want := []string{"courses.session_announced by date", "courses.session_opened by date", "courses.session_closed by date"}
			if got := told(); !slices.Equal(got, want) {
				t.Errorf("told %v", got)
			}
		})
	}
}

// While enrolments are open, people enrol and find the session in the catalogue.
func TestAnnouncedSessionTakesEnrolments(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.prepared("", func(s *courses.Session) { s.Capacity = 1 })
	if page := catalogue(h, camille, courses.CatalogueQuery{}); page.Total != 0 {
		t.Fatalf("in preparation: %v", titles(page))
	}
	h.at(time.Date(2026, 11, 12, 8, 0, 0, 0, time.UTC))
	h.follow()
	if item := catalogue(h, camille, courses.CatalogueQuery{}).Items[0]; item.Status != courses.StatusNew || item.Session.ID != s.ID {
		t.Fatalf("%s, %+v", item.Status, item.Session)
	}
	e, err := h.svc.Enrol(ctx, camille, s.ID)
	h.ok(err)
	if e.State != courses.Enrolled {
		t.Fatal(e.State)
	}
	e, err = h.svc.Enrol(ctx, ali, s.ID)
	h.ok(err)
	if e.State != courses.Waiting {
		t.Fatal(e.State)
	}
	_, err = h.svc.Withdraw(ctx, camille, s.ID)
	h.ok(err)
	if e, err = h.db.Enrolment(ctx, e.ID); err != nil || e.State != courses.Enrolled {
		t.Errorf("the first who waited is %s (%v)", e.State, err)
	}
	h.at(time.Date(2026, 12, 8, 8, 0, 0, 0, time.UTC))
	h.follow()
	if run := h.isIn(s.ID, courses.Open); !run.OpenedAt.Equal(time.Date(2026, 11, 12, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("opened at %s: what is in the catalogue since November is no news in December", run.OpenedAt)
	}
}

// A server that was away catches up, each session going at once to where it should be.
func TestDatesThatWereMissed(t *testing.T) {
	day := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 12, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name string
		now  time.Time
		from courses.SessionState
		want courses.SessionState
		told []string
	}{
		{"back during the enrolments", day(11, 20), courses.Preparing, courses.Announced, []string{"courses.session_announced by date"}},
		{"back during the session", day(12, 10), courses.Preparing, courses.Open, []string{"courses.session_opened by date"}},
		{"back after the session", day(12, 28), courses.Preparing, courses.Preparing, []string{"courses.session_held_up"}},
		{"announced, back after the session", day(12, 28), courses.Announced, courses.Closed, []string{"courses.session_announced", "courses.session_closed by date"}},
		{"open, back after the session", day(12, 28), courses.Open, courses.Closed, []string{"courses.session_opened", "courses.session_closed by date"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := open(t)
			told := h.told()
			s := h.prepared("", nil)
			for action, state := range map[courses.SessionAction]courses.SessionState{courses.AnnounceIt: courses.Announced, courses.OpenIt: courses.Open} {
				if state == tt.from {
					_, err := h.svc.Act(t.Context(), admin, s.ID, action)
					h.ok(err)
				}
			}
			h.at(tt.now)
			h.follow()
			h.follow()
			h.isIn(s.ID, tt.want)
			if got := told(); !slices.Equal(got, tt.told) {
				t.Errorf("told %v, want %v", got, tt.told)
			}
		})
	}
}

// What a trainer decides stands.
func TestTrainersDecideBeforeDates(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.prepared("", nil)
	act := func(action courses.SessionAction) {
		t.Helper()
		_, err := h.svc.Act(ctx, admin, s.ID, action)
		h.ok(err)
	}
	save := func(edit func(*courses.Session)) {
		t.Helper()
		run := h.session(s.ID)
		edit(&run)
		_, err := h.svc.SaveSession(ctx, admin, s.ID, run.Rev, run)
		h.ok(err)
	}
	late := func(days int) time.Time { return time.Date(2026, 12, 20+days, 12, 0, 0, 0, time.UTC) }

	act(courses.AnnounceIt) // in September
	if e, err := h.svc.Enrol(ctx, camille, s.ID); err != nil || e.State != courses.Enrolled {
		t.Errorf("enrolments opened by hand do not open: %s, %v", e.State, err)
	}
	act(courses.OpenIt)
	h.at(late(-19)) // 1 December
	h.follow()
	h.isIn(s.ID, courses.Open)
	act(courses.CloseIt)
	for _, days := range []int{-10, 5} {
		h.at(late(days))
		h.follow()
		h.isIn(s.ID, courses.Closed) // closed early, on purpose
	}
	act(courses.ReopenIt) // for those who are late: its last day is past
	h.at(late(40))
	h.follow()
	h.isIn(s.ID, courses.Open)

	save(func(run *courses.Session) { run.Title = "Autre titre" })
	if !h.session(s.ID).Due.IsZero() {
		t.Error("a new title brought a past date back")
	}
	save(func(run *courses.Session) { run.End = late(60) })
	h.follow()
	h.isIn(s.ID, courses.Open)
	h.at(late(61))
	h.follow()
	h.isIn(s.ID, courses.Closed)
}

// A session that is put off follows its new dates only.
func TestPostponedSession(t *testing.T) {
	h := open(t)
	s := h.prepared("", nil)
	run := h.session(s.ID)
	run.EnrolFrom, run.Start, run.End = run.EnrolFrom.AddDate(0, 3, 0), run.Start.AddDate(0, 3, 0), run.End.AddDate(0, 3, 0)
	_, err := h.svc.SaveSession(t.Context(), admin, s.ID, run.Rev, run)
	h.ok(err)
	for _, step := range []struct {
		month time.Month
		state courses.SessionState
	}{{1, courses.Preparing}, {2, courses.Preparing}, {3, courses.Announced}, {4, courses.Closed}} {
		h.at(time.Date(2027, step.month, 1, 0, 0, 0, 0, time.UTC))
		h.follow()
		h.isIn(s.ID, step.state)
	}
}

// A session prepared after its date does not open under its trainer's hands; one that begins
// today opens at its hour.
func TestDatesAlreadyPast(t *testing.T) {
	h := open(t) // 2 September, 8:00 UTC
	past := h.prepared("", func(s *courses.Session) { s.EnrolFrom, s.Start = time.Time{}, start.Add(-time.Hour) })
	today := h.prepared("", func(s *courses.Session) { s.EnrolFrom, s.Start = time.Time{}, start.Add(6*time.Hour) })
	h.follow()
	h.isIn(past.ID, courses.Preparing)
	h.isIn(today.ID, courses.Preparing)
	h.wait(6 * time.Hour)
	h.follow()
	h.isIn(past.ID, courses.Preparing)
	h.isIn(today.ID, courses.Open)
	seen, err := h.svc.TrainedSession(t.Context(), admin, past.ID)
	h.ok(err)
	if len(seen.Moves) != 0 {
		t.Errorf("said: %v", seen.Moves)
	}
}

// What is not ready is not opened: its trainers are told once, and it is tried each day.
func TestHeldUpSession(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	told := h.told()
	s := h.prepared("", func(s *courses.Session) { s.Admission = courses.AdmitList })
	for d := range 3 {
		h.at(time.Date(2026, 12, 8+d, 12, 0, 0, 0, time.UTC))
		h.follow()
		if run := h.isIn(s.ID, courses.Preparing); !run.HeldUp {
			t.Error("not said to be held up")
		}
	}
	_, err := h.svc.AddParticipants(ctx, admin, s.ID, "camille@ac-lille.fr")
	h.ok(err)
	h.follow()
	h.isIn(s.ID, courses.Preparing) // tomorrow
	h.at(time.Date(2026, 12, 11, 0, 0, 0, 0, time.UTC))
	h.follow()
	if run := h.isIn(s.ID, courses.Open); run.HeldUp {
		t.Error("still said to be held up")
	}
	want := []string{"courses.session_held_up", "courses.session_opened by date"}
	if got := told(); !slices.Equal(got, want) {
		t.Errorf("told %v", got)
	}
}

// Two nodes at once, and a trainer at the same moment: a session moves once.
func TestDatesAreFollowedOnce(t *testing.T) {
	h := open(t)
	told := h.told()
	s := h.prepared("", nil)
	h.at(time.Date(2026, 12, 8, 12, 0, 0, 0, time.UTC))
	nodes := []*courses.Service{h.svc, h.node(), h.node()}
	var wg sync.WaitGroup
	for _, node := range nodes {
		wg.Go(func() {
			if _, err := node.FollowDates(t.Context(), actor.System()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Go(func() {
		if _, err := h.svc.Act(t.Context(), admin, s.ID, courses.OpenIt); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	h.isIn(s.ID, courses.Open)
	if got := told(); len(got) != 1 {
		t.Errorf("told %v", got)
	}
	_, err := h.svc.FollowDates(t.Context(), admin)
	h.refused(err, fault.Forbidden, "forbidden")
}

// meanwhile is a store in which somebody acts just after the due sessions were read.
type meanwhile struct {
	*coursesdb.Store
	act func()
}

func (m meanwhile) DueSessions(ctx context.Context, by time.Time, limit int, after string) (courses.List[courses.Session], error) {
	page, err := m.Store.DueSessions(ctx, by, limit, after)
	m.act()
	return page, err
}

// A trainer who puts a session off, or closes it, at the very moment its date comes, is heard.
func TestTrainerAtTheMomentOfTheDate(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.prepared("", nil)
	h.at(time.Date(2026, 12, 8, 12, 0, 0, 0, time.UTC))
	node := h.nodeOn(meanwhile{h.db, func() {
		run := h.session(s.ID)
		run.EnrolFrom, run.Start, run.End = time.Time{}, run.Start.AddDate(0, 1, 0), run.End.AddDate(0, 1, 0)
		_, err := h.svc.SaveSession(ctx, admin, s.ID, run.Rev, run)
		h.ok(err)
	}})
	_, err := node.FollowDates(ctx, actor.System())
	h.ok(err)
	h.isIn(s.ID, courses.Preparing)
}

// More sessions than one reading holds, one of which cannot be read: the others move.
func TestManySessionsFollow(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	first := h.prepared("", func(s *courses.Session) { s.End = s.End.AddDate(1, 0, 0) })
	_, err := h.db.UpdateSession(ctx, first.ID, courses.AnyRev, func(run *courses.Session) ([]courses.Fact, error) {
		run.Parcours = "gone"
		return nil, nil
	})
	h.ok(err)
	bulk := courses.Bulk{}
	for range 210 {
		s := h.session(first.ID)
		s.ID, s.Parcours = "s"+time.Duration(len(bulk.Sessions)).String(), "none"
		s.State, s.End = courses.Open, s.End.AddDate(-1, 0, 0)
		bulk.Sessions = append(bulk.Sessions, s)
	}
	h.ok(h.svc.InsertBulk(ctx, actor.System(), bulk))
	h.at(time.Date(2026, 12, 28, 0, 0, 0, 0, time.UTC))
	n, err := h.svc.FollowDates(ctx, actor.System())
	if n != 211 || !fault.Is(err, fault.NotFound) {
		t.Errorf("looked at %d, %v", n, err)
	}
	for _, s := range bulk.Sessions {
		h.isIn(s.ID, courses.Closed)
	}
}
