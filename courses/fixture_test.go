package courses_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/coursesdb"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
)

// house is a service on a real database, with people and a clock that the test moves.
type house struct {
	t    testing.TB
	svc  *courses.Service
	db   *coursesdb.Store
	docs *docstore.DB

	shelf shelf

	mu       sync.Mutex
	now      time.Time
	people   map[string]courses.Profile
	emails   map[string]string
	progress map[string]courses.ProgressView
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// Profiles implements courses.People.
func (h *house) Profiles(_ context.Context, persons []string) (map[string]courses.Profile, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	found := map[string]courses.Profile{}
	for _, p := range persons {
		if profile, ok := h.people[p]; ok {
			found[p] = profile
		}
	}
	return found, nil
}

// ByEmails implements courses.People.
func (h *house) ByEmails(_ context.Context, emails []string) (map[string]string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	found := map[string]string{}
	for _, e := range emails {
		if p, ok := h.emails[e]; ok {
			found[e] = p
		}
	}
	return found, nil
}

// Academies implements courses.People.
func (h *house) Academies(context.Context) (map[string]string, error) {
	return map[string]string{"lille": "Académie de Lille", "lyon": "Académie de Lyon", "la-reunion": "Académie de La Réunion",
		"polynesie-francaise": "Polynésie française"}, nil
}

// Zone implements courses.Places.
func (h *house) Zone(academie string) *time.Location {
	name, ok := map[string]string{"la-reunion": "Indian/Reunion", "polynesie-francaise": "Pacific/Tahiti"}[academie]
	if !ok {
		name = "Europe/Paris"
	}
	zone, err := time.LoadLocation(name)
	h.ok(err)
	return zone
}

// Percent implements courses.Progresses.
func (h *house) Percent(_ context.Context, enrolments []courses.Enrolment) (map[string]courses.ProgressView, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	found := map[string]courses.ProgressView{}
	for _, e := range enrolments {
		if p, ok := h.progress[e.ID]; ok {
			found[e.ID] = p
		}
	}
	return found, nil
}

var start = time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC)

func open(t testing.TB) *house {
	t.Helper()
	h := &house{t: t, now: start, people: map[string]courses.Profile{}, emails: map[string]string{}, progress: map[string]courses.ProgressView{}}
	for _, name := range []string{"camille", "ali", "zoé", "lou", "trainer", "designer"} {
		h.person(name, "lille")
	}
	h.person("yves", "lyon")
	var err error
	h.docs = docstoretest.NewAt(t, h.clock)
	if h.db, err = coursesdb.New(h.docs); err != nil {
		t.Fatal(err)
	}
	h.shelf = newShelf(t, h.clock)
	h.svc = h.node()
	return h
}

// node is one more service on the same database.
func (h *house) node() *courses.Service { return h.nodeOn(h.db) }

// nodeOn is one whose store a test has its hand in.
func (h *house) nodeOn(store courses.Store) *courses.Service {
	h.t.Helper()
	svc, err := courses.NewService(courses.Config{Store: store, People: h, Places: h, Progresses: h, Files: h.shelf, Uploads: h.shelf, Now: h.clock})
	h.ok(err)
	h.t.Cleanup(func() { _ = svc.Close() })
	h.ok(svc.Start(h.t.Context()))
	return svc
}

func (h *house) person(name, academie string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.people[name] = courses.Profile{Publics: []string{"enseignants-college", "unknown-public"}, Snapshot: courses.Snapshot{
		Name: strings.ToUpper(name[:1]) + name[1:], Academie: academie, Departement: "59", UAI: "0590001A", Degree: "2d", Sector: "public"}}
	h.emails[name+"@ac-"+academie+".fr"] = name
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) refused(err error, kind fault.Kind, code string) {
	h.t.Helper()
	if fault.KindOf(err) != kind || fault.CodeOf(err) != code || err == nil {
		h.t.Fatalf("got %v, want %v (%s)", err, kind, code)
	}
}

func who(person string, grants ...actor.Grant) actor.Actor {
	return actor.Actor{Person: person, Name: person, Locale: "fr", Grants: grants}
}

var (
	designer = who("designer", actor.Grant{Role: actor.Concepteur})
	trainer  = who("trainer", actor.Grant{Role: actor.Formateur})
	camille  = who("camille")
	ali      = who("ali")
	zoe      = who("zoé")
	yves     = who("yves")
	admin    = who("admin", actor.Grant{Role: actor.Administrator})
)

func number(n int) *int { return &n }

func fullCard(title, collection string) courses.Card {
	return courses.Card{Title: title, Short: "LAI1", Description: "Situer le principe dans l'histoire et le droit.",
		Objectives: "Réagir à des situations de classe.", Collection: collection, Domain: "valeurs", Origin: "dgesco",
		Authors: "Dgesco", OriginCode: "NDGS", Publics: []string{"enseignants-college"}, MinutesDistance: number(180),
		MinutesPresence: number(0), Year: "26", Keywords: []string{"EMC"}}
}

func structure() []courses.Section {
	page := func(id string, required bool, requires ...string) courses.Activity {
		return courses.Activity{ID: id, Kind: courses.KindPage, Title: "Page " + id, Minutes: 10, Required: required,
			Rule: courses.Rule{Kind: courses.RuleViewed}, Requires: requires, Page: &courses.Page{HTML: "<p>Texte</p>"}}
	}
	return []courses.Section{{ID: "s1", Title: "Découvrir", Activities: []courses.Activity{page("a1", true), page("a2", true, "a1"), page("a3", false)}}}
}

// published makes and publishes a parcours of a collection.
func (h *house) published(title, collection string) courses.Parcours {
	h.t.Helper()
	ctx := h.t.Context()
	p, err := h.svc.CreateParcours(ctx, designer, fullCard(title, collection))
	h.ok(err)
	_, err = h.svc.SaveStructure(ctx, designer, p.ID, 1, 1, structure())
	h.ok(err)
	p, err = h.svc.Publish(ctx, designer, p.ID, courses.Major, "Première version")
	h.ok(err)
	return p
}

// opened makes and opens an accompanied session.
func (h *house) opened(edit func(*courses.Session)) courses.Session {
	h.t.Helper()
	ctx := h.t.Context()
	p := h.published("Laïcité, fait religieux et esprit critique", "action")
	draft := courses.Session{Parcours: p.ID, Start: start.AddDate(0, 1, 0), End: start.AddDate(0, 3, 0), Admission: courses.AdmitAll}
	if edit != nil {
		edit(&draft)
	}
	s, err := h.svc.CreateSession(ctx, trainer, draft)
	h.ok(err)
	s, err = h.svc.Act(ctx, trainer, s.ID, courses.OpenIt)
	h.ok(err)
	return s
}
