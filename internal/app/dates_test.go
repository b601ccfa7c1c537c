package app_test

import (
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/internal/config"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/tracking"
)

// house is a node without the demonstration, in which a test moves the time.
type house struct {
	*app.App
	t   *testing.T
	now *atomic.Int64
}

var (
	trainer = actor.Actor{Person: "marc", Name: "Marc Benali", Locale: "fr", Grants: []actor.Grant{{Role: actor.Formateur}}}
	camille = actor.Actor{Person: "camille", Name: "Camille Lefèvre", Locale: "fr"}
	ali     = actor.Actor{Person: "ali", Name: "Ali Haddad", Locale: "fr"}
)

func newHouse(t *testing.T) house {
	t.Helper()
	h := house{t: t, now: &atomic.Int64{}}
	h.at(time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC))
	return h
}

func (h house) at(when time.Time) { h.now.Store(when.UnixMilli()) }

func (h house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// run starts a node on the data of a folder; stop ends it.
func (h *house) run(data string) (stop func()) {
	h.t.Helper()
	cfg, err := config.Load("", []string{"PREAU_DATA=" + data, "PREAU_URL=http://preau.test", "PREAU_CONTENT_URL=http://content.preau.test"})
	h.ok(err)
	now := func() time.Time { return time.UnixMilli(h.now.Load()).UTC() }
	h.App, err = app.New(h.t.Context(), cfg, app.Options{Log: slog.New(slog.DiscardHandler), Now: now, Version: "test"})
	h.ok(err)
	h.ok(h.Start(h.t.Context()))
	return func() { h.ok(h.Stop()) }
}

// prepare makes a session in Lille, from 8 to 18 December, in which Camille and Ali are; it
// wants a page read and a meeting attended, on the last day.
func (h house) prepare() string {
	h.t.Helper()
	ctx, system := h.t.Context(), actor.System()
	for _, who := range []actor.Actor{trainer, camille, ali} {
		_, err := h.Identity.Add(ctx, system, identity.NewPerson{ID: who.Person, GivenName: who.Name, FamilyName: "X", Emails: []string{who.Person + "@ac-lille.fr"},
			Profile: identity.Profile{Academie: "lille", Establishment: "Collège"}, Grants: who.Grants})
		h.ok(err)
	}
	minutes := 180
	p, err := h.Courses.CreateParcours(ctx, system, courses.Card{Title: "Laïcité", Short: "LAI1", Description: "Situer le principe.", Objectives: "Réagir.",
		Collection: "action", Domain: "valeurs", Origin: "dgesco", Authors: "Dgesco", OriginCode: "NDGS", Publics: []string{"enseignants-college"},
		MinutesDistance: &minutes, MinutesPresence: &minutes, Year: "26"})
	h.ok(err)
	_, err = h.Courses.SaveStructure(ctx, system, p.ID, 1, 1, []courses.Section{{ID: "s", Title: "Tout", Activities: []courses.Activity{
		{ID: "page", Kind: courses.KindPage, Title: "Lire", Required: true, Rule: courses.Rule{Kind: courses.RuleViewed}, Page: &courses.Page{HTML: "<p>ok</p>"}},
		{ID: "day", Kind: courses.KindMeeting, Title: "Atelier", Required: true, Rule: courses.Rule{Kind: courses.RuleAttended}},
	}}})
	h.ok(err)
	_, err = h.Courses.Publish(ctx, system, p.ID, courses.Major, "")
	h.ok(err)
	on := func(day, hour int) time.Time { return time.Date(2026, 12, day, hour, 0, 0, 0, time.UTC) }
	s, err := h.Courses.CreateSession(ctx, trainer, courses.Session{Parcours: p.ID, Title: "Laïcité", Academie: "lille", Start: on(8, 8), End: on(18, 16),
		Admission: courses.AdmitList, Meetings: []courses.Meeting{{ID: "m", Title: "Atelier", Kind: "presence", Start: on(18, 13), End: on(18, 16)}}})
	h.ok(err)
	_, err = h.Courses.AddParticipants(ctx, trainer, s.ID, "camille@ac-lille.fr, ali@ac-lille.fr")
	h.ok(err)
	return s.ID
}

// follow waits until the session is in the state that its dates give it.
func (h house) follow(session, state string) {
	h.t.Helper()
	ctx := h.t.Context()
	_, err := h.Courses.FollowDates(ctx, actor.System())
	h.ok(err)
	h.ok(h.WaitIdle(ctx))
	s, err := h.Courses.Session(ctx, actor.System(), session)
	h.ok(err)
	if string(s.State) != state {
		h.t.Fatalf("the session is %s, want %s", s.State, state)
	}
}

// told are the kinds of somebody's notices, the first one first.
func (h house) told(who actor.Actor) []string {
	h.t.Helper()
	list, _, err := h.Notify.List(h.t.Context(), who, 100, "")
	h.ok(err)
	var kinds []string
	for _, n := range list {
		kinds = append(kinds, n.Kind)
	}
	slices.Reverse(kinds)
	return kinds
}

// mark says that somebody was at the meeting.
func (h house) mark(session, reason string, who actor.Actor) error {
	err := h.Tracking.MarkAttendance(h.t.Context(), trainer, session, "m", reason, []tracking.Mark{{Person: who.Person, Present: true}})
	h.ok(h.WaitIdle(h.t.Context()))
	return err
}

// A session that opens and closes itself tells everybody concerned, and those who were at its
// last meeting are attested although it closed before its trainer could say so.
func TestSessionThatClosesItselfStillAttests(t *testing.T) {
	h := newHouse(t)
	defer h.run(t.TempDir())()
	session := h.prepare()
	ctx := t.Context()

	h.at(time.Date(2026, 12, 7, 22, 59, 0, 0, time.UTC))
	h.follow(session, "preparing")
	if _, err := h.Tracking.Learn(ctx, camille, session); fault.CodeOf(err) != "session_preparing" {
		t.Errorf("before its day: %v", err)
	}
	h.at(time.Date(2026, 12, 7, 23, 0, 0, 0, time.UTC)) // midnight in Lille
	h.follow(session, "open")
	for _, who := range []actor.Actor{camille, ali} {
		_, err := h.Tracking.Seen(ctx, who, session, "page")
		h.ok(err)
	}
	h.at(time.Date(2026, 12, 18, 17, 0, 0, 0, time.UTC))
	h.ok(h.mark(session, "", camille))

	h.at(time.Date(2026, 12, 18, 23, 0, 0, 0, time.UTC))
	h.follow(session, "closed")
	learn, err := h.Tracking.Learn(ctx, camille, session)
	h.ok(err)
	if !learn.Closed {
		t.Error("a closed session is not said to be")
	}
	if _, err := h.Tracking.Seen(ctx, ali, session, "page"); fault.CodeOf(err) != "session_not_open" {
		t.Errorf("recorded after the end: %v", err)
	}
	h.at(time.Date(2026, 12, 19, 8, 0, 0, 0, time.UTC))
	if err := h.mark(session, "", ali); !fault.Is(err, fault.Invalid) {
		t.Errorf("a presence without a reason, after the end: %v", err)
	}
	h.ok(h.mark(session, "Émargement reçu le lendemain.", ali))
	for _, who := range []actor.Actor{camille, ali} {
		list, err := h.Tracking.Attestations(ctx, who, 10, "")
		h.ok(err)
		if len(list.Items) != 1 || list.Items[0].State != tracking.Valid || list.Items[0].MinutesPresence != 180 {
			t.Errorf("%s: %+v", who.Person, list.Items)
		}
	}
	for _, want := range []struct {
		who   actor.Actor
		kinds []string
	}{
		{camille, []string{"enrolled", "session_opened", "attested", "session_closed"}},
		{ali, []string{"enrolled", "session_opened", "session_closed", "attested"}},
		{trainer, []string{"session_started", "session_ended"}},
	} {
		if got := h.told(want.who); !slices.Equal(got, want.kinds) {
			t.Errorf("%s was told %v, want %v", want.who.Person, got, want.kinds)
		}
	}
}

// While its enrolments are open, nobody begins a session, and only its trainers are told.
func TestAnnouncedSessionIsNotOpen(t *testing.T) {
	h := newHouse(t)
	defer h.run(t.TempDir())()
	session := h.prepare()
	ctx := t.Context()
	run, err := h.Courses.Session(ctx, trainer, session)
	h.ok(err)
	run.Admission, run.EnrolFrom = courses.AdmitRequest, time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	_, err = h.Courses.SaveSession(ctx, trainer, session, run.Rev, run)
	h.ok(err)
	h.at(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC))
	h.follow(session, "announced")
	if _, err := h.Tracking.Learn(ctx, camille, session); fault.CodeOf(err) != "session_preparing" {
		t.Errorf("began before it opened: %v", err)
	}
	if _, err := h.Tracking.Seen(ctx, camille, session, "page"); err == nil {
		t.Error("recorded before it opened")
	}
	if got := h.told(camille); !slices.Equal(got, []string{"enrolled"}) {
		t.Errorf("the participant was told %v", got)
	}
	if got := h.told(trainer); !slices.Equal(got, []string{"session_announced"}) {
		t.Errorf("the trainer was told %v", got)
	}
}

// A server that was off for a fortnight does at start what its sessions waited for.
func TestDatesMissedWhileOff(t *testing.T) {
	h := newHouse(t)
	data := t.TempDir()
	stop := h.run(data)
	session := h.prepare()
	stop()
	h.at(time.Date(2026, 12, 10, 8, 2, 0, 0, time.UTC))
	defer h.run(data)()
	for t.Context().Err() == nil {
		h.ok(h.WaitIdle(t.Context()))
		if got := h.told(trainer); len(got) > 0 {
			if !slices.Equal(got, []string{"session_started"}) {
				t.Errorf("told %v", got)
			}
			break
		}
	}
	h.follow(session, "open")
}
