package courses_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/search"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

func catalogue(h *house, who actor.Actor, q courses.CatalogueQuery) courses.CataloguePage {
	h.t.Helper()
	if q.Limit == 0 {
		q.Limit = 25
	}
	page, err := h.svc.Catalogue(h.t.Context(), who, q)
	h.ok(err)
	return page
}

func titles(page courses.CataloguePage) []string {
	var list []string
	for _, i := range page.Items {
		list = append(list, i.Title)
	}
	return list
}

func TestSelfPacedParcours(t *testing.T) {
	h := open(t)
	p := h.published("La laïcité à l'école", "autoformation")
	h.published("Enseigner la lecture", "autoformation")
	for _, text := range []string{"laïcité", "laicite", "la laïcitée"} {
		page := catalogue(h, camille, courses.CatalogueQuery{Text: text})
		if len(page.Items) == 0 || page.Items[0].ID != p.ID {
			t.Fatalf("%q: %v", text, titles(page))
		}
	}
	page := catalogue(h, camille, courses.CatalogueQuery{Text: "la laïcitée"})
	if page.Corrected != "laïcité" {
		t.Errorf("understood %q", page.Corrected)
	}
	item := page.Items[0]
	if item.Status != courses.StatusNew || item.Session == nil || item.Session.ID != "p-"+p.ID || item.Nature != courses.Autoformation {
		t.Errorf("item %+v", item)
	}
	if p.Card.Matricule(p.Label) != "26_NDGS_LAI1_1.0" {
		t.Error(p.Card.Matricule(p.Label))
	}
	e, err := h.svc.Enrol(t.Context(), camille, item.Session.ID)
	h.ok(err)
	if e.State != courses.Enrolled || e.Snapshot.Academie != "lille" || e.MinutesDistance != 180 || e.Kind != courses.Permanent {
		t.Fatalf("%+v", e)
	}
	again, err := h.svc.Enrol(t.Context(), camille, item.Session.ID)
	h.ok(err)
	if again.At != e.At.UTC() && !again.At.Equal(e.At) {
		t.Errorf("enrolling again changed %v to %v", e.At, again.At)
	}
	h.progress[e.ID] = courses.ProgressView{State: courses.Current, Percent: 50, Done: 1, Total: 2}
	page = catalogue(h, camille, courses.CatalogueQuery{Text: "laïcité"})
	if m := page.Items[0].Mine; m == nil || m.Progress.Percent != 50 {
		t.Errorf("mine %+v", m)
	}
	if m := catalogue(h, ali, courses.CatalogueQuery{Text: "laïcité"}).Items[0].Mine; m != nil {
		t.Errorf("somebody else's %+v", m)
	}
	h.wait(31 * 24 * time.Hour)
	if got := catalogue(h, ali, courses.CatalogueQuery{Text: "laïcité"}).Items[0].Status; got != courses.StatusOpen {
		t.Errorf("a month later: %s", got)
	}
}

func TestVersions(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("La laïcité", "autoformation")
	session := courses.PermanentSession(p.ID)
	e, err := h.svc.Enrol(ctx, camille, session)
	h.ok(err)
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 1, 3, structure())
	h.refused(err, fault.Conflict, "version_published")
	_, err = h.svc.Publish(ctx, designer, p.ID, courses.Minor, "")
	h.refused(err, fault.Conflict, "nothing_to_publish")

	next := func(kind courses.VersionKind) courses.Parcours {
		t.Helper()
		v, err := h.svc.NewVersion(ctx, designer, p.ID)
		h.ok(err)
		_, err = h.svc.NewVersion(ctx, designer, p.ID)
		h.refused(err, fault.Conflict, "draft_exists")
		if len(v.Sections) != 1 || v.Sections[0].Activities[0].ID != "a1" {
			t.Fatalf("the new version does not start from the latest: %+v", v)
		}
		published, err := h.svc.Publish(ctx, designer, p.ID, kind, "note")
		h.ok(err)
		return published
	}
	versionOf := func(e courses.Enrolment) int {
		t.Helper()
		at, err := h.svc.TermsOf(ctx, actor.System(), e)
		h.ok(err)
		return at.Version
	}
	if got := next(courses.Minor); got.Label != "1.1" || got.Published != 2 {
		t.Fatalf("minor: %+v", got)
	}
	if got := versionOf(e); got != 2 {
		t.Errorf("after a minor version, the enrolled person has %d", got)
	}
	if got := next(courses.Major); got.Label != "2.0" || len(got.Card.Notes) != 3 {
		t.Fatalf("major: %+v", got)
	}
	if got := versionOf(e); got != 2 {
		t.Errorf("after a major version, the enrolled person has %d", got)
	}
	late, err := h.svc.Enrol(ctx, ali, session)
	h.ok(err)
	if late.Version != 3 || late.Major != 2 {
		t.Errorf("who enrols after a major version has %d of %d", late.Version, late.Major)
	}
	next(courses.Minor)
	if versionOf(late) != 4 || versionOf(e) != 2 {
		t.Errorf("after 2.1: %d and %d", versionOf(late), versionOf(e))
	}
}

func TestPublishNeedsACompleteParcours(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	card := fullCard("Sans auteur", "autoformation")
	card.Authors = ""
	p, err := h.svc.CreateParcours(ctx, designer, card)
	h.ok(err)
	_, err = h.svc.Publish(ctx, designer, p.ID, courses.Major, "")
	h.refused(err, fault.Invalid, "invalid")
	card.Authors = "Dgesco"
	p, err = h.svc.SaveCard(ctx, designer, p.ID, p.Rev, card)
	h.ok(err)
	_, err = h.svc.SaveCard(ctx, designer, p.ID, 1, card)
	h.refused(err, fault.Precondition, "stale")
	_, err = h.svc.Publish(ctx, designer, p.ID, courses.Major, "")
	h.refused(err, fault.Invalid, "invalid") // nothing required in it
	sections := structure()
	sections[0].Activities[0].Page.HTML = `<p onclick="x()">ok</p><script>alert(1)</script>`
	v, err := h.svc.SaveStructure(ctx, designer, p.ID, 1, 1, sections)
	h.ok(err)
	if got := v.Sections[0].Activities[0].Page.HTML; got != "<p>ok</p>" {
		t.Errorf("kept %q", got)
	}
	_, err = h.svc.Publish(ctx, designer, p.ID, courses.Major, "")
	h.ok(err)
	card.Authors = ""
	_, err = h.svc.SaveCard(ctx, designer, p.ID, p.Rev+1, card)
	h.refused(err, fault.Invalid, "invalid") // what is offered stays complete
	card.Authors, card.Title = "Dgesco", "Autre titre"
	p, err = h.svc.SaveCard(ctx, designer, p.ID, p.Rev+1, card)
	h.ok(err)
	session := courses.PermanentSession(p.ID)
	run, err := h.svc.Session(ctx, camille, session)
	h.ok(err)
	if run.Title != "Autre titre" {
		t.Errorf("the permanent session is still called %q", run.Title)
	}
	card.Collection = "action"
	_, err = h.svc.SaveCard(ctx, designer, p.ID, p.Rev, card)
	h.refused(err, fault.Invalid, "invalid")
	_, err = h.svc.Enrol(ctx, camille, session)
	h.ok(err)
	_, err = h.svc.Archive(ctx, designer, p.ID)
	h.ok(err)
	if page := catalogue(h, camille, courses.CatalogueQuery{}); page.Total != 0 {
		t.Errorf("an archived parcours is offered: %v", titles(page))
	}
	_, err = h.svc.Enrol(ctx, ali, session)
	h.refused(err, fault.Conflict, "enrolment_over")
	if _, err := h.svc.ParcoursPage(ctx, ali, p.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody who is not in it sees it: %v", err)
	}
	page, err := h.svc.ParcoursPage(ctx, camille, p.ID)
	h.ok(err)
	if page.Item.Mine == nil {
		t.Error("who is in it does not find their way back")
	}
	_, err = h.svc.Publish(ctx, designer, p.ID, courses.Minor, "")
	h.ok(err)
	_, err = h.svc.Enrol(ctx, ali, session)
	h.ok(err)
}

func TestCopyRemembersItsOrigin(t *testing.T) {
	h := open(t)
	p := h.published("La laïcité", "autoformation")
	other := who("lou", actor.Grant{Role: actor.Concepteur})
	c, err := h.svc.CopyParcours(t.Context(), other, p.ID)
	h.ok(err)
	v, err := h.svc.Version(t.Context(), other, c.ID, 1)
	h.ok(err)
	if c.Origin != (courses.Origin{Parcours: p.ID, Version: 1}) || c.Owner != "lou" || len(v.Sections) != 1 || v.Published {
		t.Errorf("%+v %+v", c, v)
	}
}

func TestSessionLife(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("Laïcité", "action")
	if page := catalogue(h, camille, courses.CatalogueQuery{}); page.Total != 0 {
		t.Errorf("a parcours without session is in the catalogue")
	}
	if page := catalogue(h, trainer, courses.CatalogueQuery{ToOpen: true}); page.Total != 1 || page.Items[0].Status != courses.StatusNone {
		t.Errorf("a trainer does not find what to open: %+v", page)
	}
	_, err := h.svc.CreateSession(ctx, camille, courses.Session{Parcours: p.ID})
	h.refused(err, fault.Forbidden, "forbidden")
	s, err := h.svc.CreateSession(ctx, trainer, courses.Session{Parcours: p.ID})
	h.ok(err)
	if s.Title != "Laïcité" || s.State != courses.Preparing || s.Admission != courses.AdmitRequest || s.MinutesDistance != 180 {
		t.Errorf("%+v", s)
	}
	_, err = h.svc.Act(ctx, trainer, s.ID, courses.OpenIt)
	h.refused(err, fault.Invalid, "invalid") // no dates
	_, err = h.svc.Enrol(ctx, camille, s.ID)
	h.refused(err, fault.NotFound, "not_found")
	s.Start, s.End = start.AddDate(0, 1, 0), start.AddDate(0, 2, 0)
	s, err = h.svc.SaveSession(ctx, trainer, s.ID, s.Rev, s)
	h.ok(err)
	_, err = h.svc.Act(ctx, camille, s.ID, courses.OpenIt)
	h.refused(err, fault.NotFound, "not_found")
	s, err = h.svc.Act(ctx, trainer, s.ID, courses.OpenIt)
	h.ok(err)
	_, err = h.svc.Act(ctx, trainer, s.ID, courses.OpenIt)
	h.ok(err)
	_, err = h.svc.Act(ctx, camille, s.ID, courses.CloseIt)
	h.refused(err, fault.Forbidden, "forbidden")

	e, err := h.svc.Enrol(ctx, camille, s.ID)
	h.ok(err)
	if e.State != courses.Requested {
		t.Fatalf("%+v", e)
	}
	_, err = h.svc.Accept(ctx, ali, s.ID, "camille")
	h.refused(err, fault.Forbidden, "forbidden")
	e, err = h.svc.Accept(ctx, trainer, s.ID, "camille")
	h.ok(err)
	if e.State != courses.Enrolled {
		t.Fatalf("%+v", e)
	}
	_, err = h.svc.Accept(ctx, trainer, s.ID, "camille")
	h.ok(err)
	_, err = h.svc.Enrol(ctx, ali, s.ID)
	h.ok(err)
	_, err = h.svc.Refuse(ctx, trainer, s.ID, "ali")
	h.ok(err)
	_, err = h.svc.Enrol(ctx, ali, s.ID)
	h.refused(err, fault.Conflict, "enrolment_refused")
	_, err = h.svc.Refuse(ctx, trainer, s.ID, "camille")
	h.refused(err, fault.Conflict, "enrolment_state")

	_, err = h.svc.Write(ctx, trainer, s.ID, []string{"camille", "zoé"}, "Bienvenue", "Bonjour")
	h.refused(err, fault.Invalid, "invalid")
	_, err = h.svc.Write(ctx, trainer, s.ID, []string{"camille"}, "Bienvenue", "Bonjour")
	h.ok(err)

	s, err = h.svc.SaveMeeting(ctx, trainer, s.ID, courses.Meeting{ID: "m1", Title: "Lancement", Start: s.Start, End: s.Start.Add(time.Hour), Kind: "virtual"})
	h.ok(err)
	if len(s.Meetings) != 1 {
		t.Fatalf("%+v", s.Meetings)
	}
	_, err = h.svc.SaveMeeting(ctx, trainer, s.ID, courses.Meeting{ID: "m2", Title: "X", Start: s.Start, End: s.Start.Add(-time.Hour), Kind: "virtual"})
	h.refused(err, fault.Invalid, "invalid")
	_, err = h.svc.Act(ctx, trainer, s.ID, courses.CloseIt)
	h.ok(err)
	_, err = h.svc.Enrol(ctx, zoe, s.ID)
	h.refused(err, fault.Conflict, "enrolment_over")
	_, err = h.svc.Act(ctx, trainer, s.ID, courses.ReopenIt)
	h.ok(err)
	_, err = h.svc.Act(ctx, trainer, s.ID, courses.CancelIt)
	h.ok(err)
	_, err = h.svc.Act(ctx, trainer, s.ID, courses.ReopenIt)
	h.refused(err, fault.Conflict, "session_state")
}

// A session limited to an académie does not exist for the others.
func TestAcademieLimits(t *testing.T) {
	h := open(t)
	s := h.opened(func(s *courses.Session) { s.Academie = "lille" })
	pilotOfLyon := who("pilote", actor.Grant{Role: actor.Pilote, Scope: "lyon"})
	managerOfLille := who("gest", actor.Grant{Role: actor.Gestionnaire, Scope: "lille/59"})
	for _, tt := range []struct {
		name string
		who  actor.Actor
		sees bool
	}{{"visitor", actor.Actor{}, false}, {"of Lille", camille, true}, {"of Lyon", yves, false}, {"pilot of Lyon", pilotOfLyon, false},
		{"manager in Lille", managerOfLille, true}, {"administrator", admin, true}} {
		if got := catalogue(h, tt.who, courses.CatalogueQuery{}).Total == 1; got != tt.sees {
			t.Errorf("%s sees it: %v", tt.name, got)
		}
		_, err := h.svc.ParcoursPage(t.Context(), tt.who, s.Parcours)
		if (err == nil) != tt.sees {
			t.Errorf("%s opens its page: %v", tt.name, err)
		}
		if _, err := h.svc.Session(t.Context(), tt.who, s.ID); (err == nil) != tt.sees {
			t.Errorf("%s opens the session: %v", tt.name, err)
		}
	}
	_, err := h.svc.Enrol(t.Context(), yves, s.ID)
	h.refused(err, fault.NotFound, "not_found")
	_, err = h.svc.CreateSession(t.Context(), trainer, courses.Session{Parcours: s.Parcours, Academie: "lyon"})
	h.refused(err, fault.Invalid, "invalid")
}

func TestSeats(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 2 })
	var wg sync.WaitGroup
	var mu sync.Mutex
	states := map[courses.EnrolmentState]int{}
	for i := range 8 {
		name := fmt.Sprintf("p%d", i)
		h.person(name, "lille")
		wg.Go(func() {
			e, err := h.svc.Enrol(ctx, who(name), s.ID)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
			}
			states[e.State]++
		})
	}
	wg.Wait()
	if states[courses.Enrolled] != 2 || states[courses.Waiting] != 6 {
		t.Fatalf("%v for two seats", states)
	}
	h.ok(h.svc.Refresh(ctx, s.Parcours))
	if item := catalogue(h, camille, courses.CatalogueQuery{}).Items[0]; item.Status != courses.StatusFull || item.Session.SeatsLeft() != 0 {
		t.Errorf("the catalogue says %s, %d", item.Status, item.Session.SeatsLeft())
	}
	seats := func(want int) {
		t.Helper()
		run, err := h.db.Session(ctx, s.ID)
		h.ok(err)
		if run.Seats != want {
			t.Fatalf("%d seats taken, want %d (%v)", run.Seats, want, run.Holds)
		}
	}
	seats(2)
	in, err := h.svc.Participants(ctx, trainer, s.ID, courses.Enrolled, 10, "")
	h.ok(err)
	waiting, err := h.svc.Participants(ctx, trainer, s.ID, courses.Waiting, 10, "")
	h.ok(err)
	_, err = h.svc.Withdraw(ctx, who(in.Items[0].Person), s.ID)
	h.ok(err)
	seats(2) // the first who waited has it
	e, err := h.svc.Enrolment(ctx, actor.System(), waiting.Items[0].ID)
	h.ok(err)
	if e.State != courses.Enrolled {
		t.Errorf("the first who waited is %s", e.State)
	}
	_, err = h.svc.Withdraw(ctx, who(in.Items[0].Person), s.ID)
	h.ok(err)
	seats(2)
	run, err := h.db.Session(ctx, s.ID)
	h.ok(err)
	run.Capacity = 1
	_, err = h.svc.SaveSession(ctx, trainer, s.ID, run.Rev, run)
	h.refused(err, fault.Invalid, "invalid")
	run.Capacity, run.Trainers, run.Meetings = 4, nil, nil
	run, err = h.svc.SaveSession(ctx, trainer, s.ID, run.Rev, run)
	h.ok(err)
	seats(4) // those who waited have the new ones
	if !slices.Equal(run.Trainers, []string{"trainer"}) {
		t.Errorf("trainers %v", run.Trainers)
	}
}

// A crash between the seat and the enrolment leaves a hold; the repair gives the seat back,
// and takes nothing from those who are in.
func TestRepairSeats(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Capacity = 3 })
	_, err := h.svc.Enrol(ctx, camille, s.ID)
	h.ok(err)
	_, err = h.db.UpdateSession(ctx, s.ID, courses.AnyRev, func(run *courses.Session) ([]courses.Fact, error) {
		run.Seats++ // what reserve writes, the process then being killed
		run.Holds = append(run.Holds, courses.Hold{Person: "ghost", At: h.clock()})
		return nil, nil
	})
	h.ok(err)
	check := func(seats, holds int) {
		t.Helper()
		_, err := h.svc.RepairSeats(ctx)
		h.ok(err)
		run, err := h.db.Session(ctx, s.ID)
		h.ok(err)
		if run.Seats != seats || len(run.Holds) != holds {
			t.Fatalf("%d seats, holds %v; want %d and %d", run.Seats, run.Holds, seats, holds)
		}
	}
	check(2, 2) // too soon to tell a crash from a slow request
	h.wait(3 * time.Minute)
	_, err = h.db.UpdateSession(ctx, s.ID, courses.AnyRev, func(run *courses.Session) ([]courses.Fact, error) {
		run.Seats++ // somebody else, this very moment
		run.Holds = append(run.Holds, courses.Hold{Person: "slow", At: h.clock()})
		return nil, nil
	})
	h.ok(err)
	check(2, 1)
	h.wait(3 * time.Minute)
	check(1, 0)
	// Capping a session that people are in counts them.
	run, err := h.db.Session(ctx, s.ID)
	h.ok(err)
	run.Capacity = 0
	run, err = h.svc.SaveSession(ctx, trainer, s.ID, run.Rev, run)
	h.ok(err)
	_, err = h.svc.Enrol(ctx, ali, s.ID)
	h.ok(err)
	run.Capacity = 2
	_, err = h.svc.SaveSession(ctx, trainer, s.ID, run.Rev, run)
	h.ok(err)
	h.wait(3 * time.Minute)
	check(2, 0)
	e, err := h.svc.Enrol(ctx, zoe, s.ID)
	h.ok(err)
	if e.State != courses.Waiting {
		t.Errorf("the third of two seats is %s", e.State)
	}
}

func TestPastedAddresses(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(func(s *courses.Session) { s.Admission, s.Capacity = courses.AdmitRequest, 2 })
	text := "Camille <camille@ac-lille.fr>; ali@ac-lille.fr\nzoé; new.comer@ac-lille.fr | camille@ac-lille.fr, yves@ac-lyon.fr"
	_, err := h.svc.AddParticipants(ctx, camille, s.ID, text)
	h.refused(err, fault.Forbidden, "forbidden")
	a, err := h.svc.AddParticipants(ctx, trainer, s.ID, text)
	h.ok(err)
	if len(a.Enrolled) != 2 || len(a.Waiting) != 1 || len(a.Already) != 0 || !slices.Equal(a.Invited, []string{"new.comer@ac-lille.fr"}) ||
		!slices.Equal(a.Invalid, []string{"zoé"}) {
		t.Fatalf("%+v", a)
	}
	a, err = h.svc.AddParticipants(ctx, trainer, s.ID, text)
	h.ok(err)
	if len(a.Enrolled) != 0 || len(a.Already) != 2 || len(a.Waiting) != 1 {
		t.Fatalf("again: %+v", a)
	}
	invited, err := h.svc.Invitations(ctx, trainer, s.ID, 10, "")
	h.ok(err)
	if len(invited.Items) != 1 {
		t.Fatalf("%+v", invited)
	}
	_, err = h.svc.Remove(ctx, trainer, s.ID, "ali")
	h.ok(err)
	h.person("newcomer", "lille")
	for range 2 {
		h.ok(h.svc.ResolveInvitations(ctx, actor.System(), "newcomer", []string{"New.Comer@ac-lille.fr"}))
	}
	h.refused(h.svc.ResolveInvitations(ctx, camille, "camille", []string{"x@y.fr"}), fault.Forbidden, "forbidden")
	e, err := h.svc.Enrolment(ctx, who("newcomer"), courses.EnrolmentID(s.ID, "newcomer"))
	h.ok(err)
	if e.State != courses.Enrolled {
		t.Errorf("the invited person is %s", e.State)
	}
	invited, err = h.svc.Invitations(ctx, trainer, s.ID, 10, "")
	h.ok(err)
	if len(invited.Items) != 0 {
		t.Errorf("still invited: %+v", invited.Items)
	}
}

func TestWithdraw(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("La laïcité", "autoformation")
	session := courses.PermanentSession(p.ID)
	_, err := h.svc.Withdraw(ctx, camille, session)
	h.refused(err, fault.NotFound, "not_found")
	_, err = h.svc.Enrol(ctx, camille, session)
	h.ok(err)
	for range 2 {
		e, err := h.svc.Withdraw(ctx, camille, session)
		h.ok(err)
		if e.State != courses.Withdrawn {
			t.Fatal(e.State)
		}
	}
	if m := catalogue(h, camille, courses.CatalogueQuery{}).Items[0].Mine; m != nil {
		t.Errorf("a training left is still %+v", m)
	}
	e, err := h.svc.Enrol(ctx, camille, session)
	h.ok(err)
	h.progress[e.ID] = courses.ProgressView{State: courses.Done, Percent: 100}
	_, err = h.svc.Withdraw(ctx, camille, session)
	h.refused(err, fault.Conflict, "already_completed")
}

func TestMyEnrolments(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	var all []string
	for i := range 5 {
		h.wait(time.Minute)
		p := h.published(fmt.Sprintf("Parcours %d", i), "autoformation")
		e, err := h.svc.Enrol(ctx, camille, courses.PermanentSession(p.ID))
		h.ok(err)
		all = append(all, e.ID)
	}
	h.progress[all[0]] = courses.ProgressView{State: courses.Done, Percent: 100}
	h.progress[all[1]] = courses.ProgressView{State: courses.Current, Percent: 50, Next: &courses.NextActivity{ID: "a2", Title: "Page a2"}}
	h.progress[all[2]] = courses.ProgressView{State: courses.Current, Percent: 10}
	shelf := func(name string, want ...int) {
		t.Helper()
		var got []string
		for after := ""; ; {
			page, err := h.svc.MyEnrolments(ctx, camille, name, 1, after)
			h.ok(err)
			for _, m := range page.Items {
				if m.Parcours.Title == "" || m.Session.ID == "" {
					t.Errorf("%+v", m)
				}
				got = append(got, m.Enrolment.ID)
			}
			if after = page.Next; after == "" {
				break
			}
		}
		var expected []string
		for _, i := range want {
			expected = append(expected, all[i])
		}
		if !slices.Equal(got, expected) {
			t.Errorf("%q: %v, want %v", name, got, expected)
		}
	}
	shelf(courses.ShelfDone, 0)
	shelf(courses.ShelfCurrent, 2, 1)
	shelf(courses.ShelfToStart, 4, 3)
	shelf(courses.ShelfAll, 4, 3, 2, 1, 0)
	shelf(courses.ShelfRequested)
}

func TestChoices(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("La laïcité", "autoformation")
	q := h.published("La lecture", "autoformation")
	h.ok(h.svc.Keep(ctx, camille, p.ID))
	h.ok(h.svc.Keep(ctx, camille, q.ID))
	h.ok(h.svc.Keep(ctx, camille, p.ID))
	h.refused(h.svc.Keep(ctx, camille, "nowhere"), fault.NotFound, "not_found")
	page, err := h.svc.Favourites(ctx, camille, 1, "")
	h.ok(err)
	if len(page.Items) != 1 || page.Items[0].ID != q.ID || page.Next != q.ID || !page.Items[0].Favourite {
		t.Fatalf("%+v", page)
	}
	page, err = h.svc.Favourites(ctx, camille, 1, page.Next)
	h.ok(err)
	if len(page.Items) != 1 || page.Items[0].ID != p.ID || page.Next != "" {
		t.Fatalf("%+v", page)
	}
	h.ok(h.svc.Unkeep(ctx, camille, p.ID))
	h.ok(h.svc.Unkeep(ctx, camille, p.ID))

	found := catalogue(h, camille, courses.CatalogueQuery{Preset: true})
	if !slices.Equal(found.Preset["public"], []string{"enseignants-college"}) {
		t.Errorf("pre-set to %v", found.Preset)
	}
	h.refused(h.svc.KeepPreset(ctx, camille, courses.Preset{"colour": {"red"}}), fault.Invalid, "invalid")
	h.ok(h.svc.KeepPreset(ctx, camille, courses.Preset{"domain": {"sciences"}}))
	if found = catalogue(h, camille, courses.CatalogueQuery{Preset: true}); found.Total != 0 || len(found.Preset) != 1 {
		t.Errorf("%d found with %v", found.Total, found.Preset)
	}
	h.ok(h.svc.KeepPreset(ctx, camille, courses.Preset{}))
	if found = catalogue(h, camille, courses.CatalogueQuery{Preset: true}); found.Total != 2 {
		t.Errorf("everything is %d", found.Total)
	}
}

func TestFacetsOfTheCatalogue(t *testing.T) {
	h := open(t)
	h.published("La laïcité", "autoformation")
	h.opened(nil)
	page := catalogue(h, camille, courses.CatalogueQuery{Selected: map[string][]string{"nature": {"autoformation"}}})
	if page.Total != 1 {
		t.Fatalf("%v", titles(page))
	}
	want := map[string]courses.FacetValue{"nature": {Value: "accompanied", Label: "Avec un formateur", English: "With a trainer", Count: 1},
		"domain":       {Value: "valeurs", Label: "Valeurs de la République", English: "Values of the Republic", Count: 1},
		"duration":     {Value: "3h-6h", Label: "3 à 6 h", English: "3 to 6 h", Count: 1},
		"availability": {Value: "open", Label: "Inscriptions ouvertes", English: "Enrolment open", Count: 1},
		"origin":       {Value: "dgesco", Label: "Nationale (Dgesco)", English: "National (Dgesco)", Count: 1}}
	for name, value := range want {
		if !slices.Contains(page.Facets[name], value) {
			t.Errorf("%s: %v lacks %v", name, page.Facets[name], value)
		}
	}
	for _, name := range courses.FacetNames() {
		if page.Facets[name] == nil {
			t.Errorf("no facet %s", name)
		}
	}
	page = catalogue(h, camille, courses.CatalogueQuery{Sort: search.BySoon})
	if len(page.Items) != 2 || page.Items[0].Nature != courses.Accompanied {
		t.Errorf("the soonest: %v", titles(page))
	}
}

func TestReferenceIsEditable(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	ref := *h.svc.Reference()
	ref.Domains = append(slices.Clone(ref.Domains), courses.Domain{Code: "climat-scolaire", Label: "Nouveau", Tab: 2})
	_, err := h.svc.SaveReference(ctx, designer, ref.Rev, ref)
	h.refused(err, fault.Forbidden, "forbidden")
	saved, err := h.svc.SaveReference(ctx, admin, ref.Rev, ref)
	h.ok(err)
	_, err = h.svc.SaveReference(ctx, admin, ref.Rev, ref)
	h.refused(err, fault.Precondition, "stale")
	ref.Domains[0].Tab = 7
	_, err = h.svc.SaveReference(ctx, admin, saved.Rev, ref)
	h.refused(err, fault.Invalid, "invalid")
	h.ok(h.svc.ReloadReference(ctx))
}

func TestCounts(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("La laïcité", "autoformation")
	session := courses.PermanentSession(p.ID)
	var all []courses.Count
	apply := func(number int64, f courses.EnrolmentFact) {
		all = append(all, courses.EnrolmentCounts(courses.Mark{Shard: "0", Number: number}, f)...)
	}
	e := courses.Enrolment{Session: session, Parcours: p.ID}
	for n := range int64(3) {
		e.State = courses.Enrolled
		apply(n+1, courses.EnrolmentFact{Enrolment: e})
	}
	e.State = courses.Withdrawn
	apply(4, courses.EnrolmentFact{Enrolment: e, Was: courses.Enrolled})
	all = append(all, courses.CompletionCounts(courses.Mark{Shard: "0", Number: 2}, p.ID, session, 1)...)
	for _, part := range [][]courses.Count{all[:3], all, all[2:]} { // however often and grouped, each counts once
		h.ok(h.svc.CountAll(ctx, part))
	}
	h.svc.Moved(p.ID)
	h.ok(h.svc.Tick(ctx))
	counts, err := h.db.Counts(ctx, []string{"session:" + session})
	h.ok(err)
	if counts["session:"+session]["enrolled"] != 2 {
		t.Errorf("%v", counts)
	}
	if got := catalogue(h, camille, courses.CatalogueQuery{}).Items[0].Completions; got != 1 {
		t.Errorf("%d completions", got)
	}
}

func TestAuthority(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("La laïcité", "autoformation")
	draft, err := h.svc.CreateParcours(ctx, designer, fullCard("Brouillon", "action"))
	h.ok(err)
	s := h.opened(nil)
	_, err = h.svc.Enrol(ctx, camille, s.ID)
	h.ok(err)
	visitor := actor.Actor{}
	calls := []struct {
		name string
		call func(context.Context, actor.Actor) error
		// what the visitor, a person and a trainer are answered
		visitor, person, trainer fault.Kind
	}{
		{"create a parcours", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.CreateParcours(ctx, w, courses.Card{Title: "x"})
			return err
		}, fault.Unauthorized, fault.Forbidden, fault.Forbidden},
		{"change another's card", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.SaveCard(ctx, w, p.ID, 1, courses.Card{})
			return err
		}, fault.Unauthorized, fault.Forbidden, fault.Forbidden},
		{"change another's draft", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.SaveCard(ctx, w, draft.ID, 1, courses.Card{})
			return err
		}, fault.Unauthorized, fault.NotFound, fault.NotFound},
		{"read another's draft", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.ParcoursPage(ctx, w, draft.ID)
			return err
		}, fault.NotFound, fault.NotFound, fault.NotFound},
		{"read a version", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.Version(ctx, w, p.ID, 1)
			return err
		}, fault.Unauthorized, fault.Forbidden, fault.Forbidden},
		{"publish", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.Publish(ctx, w, p.ID, courses.Minor, "")
			return err
		}, fault.Unauthorized, fault.Forbidden, fault.Forbidden},
		{"participants", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.Participants(ctx, w, s.ID, "", 10, "")
			return err
		}, fault.Unauthorized, fault.Forbidden, kindNone},
		{"another's enrolment", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.Enrolment(ctx, w, courses.EnrolmentID(s.ID, "camille"))
			return err
		}, fault.Unauthorized, fault.NotFound, kindNone},
		{"find what to open", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.Catalogue(ctx, w, courses.CatalogueQuery{ToOpen: true, Limit: 1})
			return err
		}, fault.Forbidden, fault.Forbidden, kindNone},
		{"enrol", func(ctx context.Context, w actor.Actor) error {
			_, err := h.svc.Enrol(ctx, w, courses.PermanentSession(p.ID))
			return err
		}, fault.Unauthorized, kindNone, kindNone},
		{"bring in bulk", func(ctx context.Context, w actor.Actor) error {
			return h.svc.InsertBulk(ctx, w, courses.Bulk{})
		}, fault.Forbidden, fault.Forbidden, fault.Forbidden},
	}
	for _, c := range calls {
		for _, tt := range []struct {
			name string
			who  actor.Actor
			want fault.Kind
		}{{"visitor", visitor, c.visitor}, {"person", ali, c.person}, {"trainer", trainer, c.trainer}} {
			err := c.call(ctx, tt.who)
			if tt.want == kindNone && err != nil || tt.want != kindNone && !fault.Is(err, tt.want) {
				t.Errorf("%s, %s: %v, want %v", c.name, tt.name, err, tt.want)
			}
		}
	}
}

const kindNone fault.Kind = 255

func TestBulk(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := courses.Parcours{ID: "bulk", Card: fullCard("En nombre", "autoformation"), Owner: "designer", Concepteurs: []string{"designer"},
		State: courses.Published, LastVersion: 1, Published: 1, Label: "1.0", Lines: []courses.Line{{Major: 1, Version: 1}}, PublishedAt: start}
	v := courses.Version{ID: "bulk:1", Parcours: "bulk", Number: 1, Label: "1.0", Major: 1, Kind: courses.Major, Published: true, Sections: structure()}
	s := courses.Session{ID: "p-bulk", Parcours: "bulk", Version: 1, Major: 1, Kind: courses.Permanent, State: courses.Open,
		Title: "En nombre", Admission: courses.AdmitAll, OpenedAt: start}
	b := courses.Bulk{Parcours: []courses.Parcours{p}, Versions: []courses.Version{v}, Sessions: []courses.Session{s},
		Completed: map[string]int{"p-bulk": 12}}
	const people = 5000
	for i := range people {
		person := fmt.Sprintf("b%05d", i)
		b.Enrolments = append(b.Enrolments, courses.Enrolment{ID: courses.EnrolmentID("p-bulk", person), Session: "p-bulk", Parcours: "bulk",
			Person: person, Version: 1, Major: 1, State: courses.Enrolled, Kind: courses.Permanent, At: start.Add(time.Duration(i) * time.Second)})
	}
	h.ok(h.svc.InsertBulk(ctx, actor.System(), b))
	item := catalogue(h, camille, courses.CatalogueQuery{}).Items[0]
	if item.ID != "bulk" || item.Completions != 12 {
		t.Errorf("%+v", item)
	}
	n := 0
	for _, err := range h.svc.AllEnrolments(ctx, actor.System(), "p-bulk") {
		h.ok(err)
		n++
	}
	if n != people {
		t.Errorf("%d of %d", n, people)
	}
	b.Parcours[0].Card.Authors = ""
	h.refused(h.svc.InsertBulk(ctx, actor.System(), b), fault.Invalid, "invalid")
}
