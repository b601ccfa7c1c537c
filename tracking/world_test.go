package tracking_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
	"preau.education/preau/tracking/trackingdb"
)

// world is tracking with its store, and what it asks of the other domains kept in memory.
type world struct {
	svc     *tracking.Service
	records *lrs.Service
	node    *tracking.Service // another, over the same stores: the log is its work
	db      *docstore.DB
	runner  *docstore.Runner

	mu         sync.Mutex // guards the fields below
	now        time.Time
	enrolments map[string]tracking.EnrolmentView
	sessions   map[string]tracking.SessionView
	structures map[int]tracking.Structure
	facts      []docstore.Change
	broken     string // a store method that fails once: a crash at that point
}

var (
	system  = actor.System()
	teacher = actor.Actor{Person: "ann", Name: "Ann Lefèvre", Locale: "fr"}
	other   = actor.Actor{Person: "zoe", Name: "Zoé Martin", Locale: "fr"}
	trainer = actor.Actor{Person: "bob", Name: "Bob Adjovi", Locale: "fr"}
	pilot   = actor.Actor{Person: "pia", Name: "Pia Tran", Grants: []actor.Grant{{Role: actor.Pilote, Scope: "lille"}}}
	pilot59 = actor.Actor{Person: "pol", Name: "Pol Nord", Grants: []actor.Grant{{Role: actor.Pilote, Scope: "lille/59"}}}
	pilotLy = actor.Actor{Person: "lyo", Name: "Lyo Rhône", Grants: []actor.Grant{{Role: actor.Pilote, Scope: "lyon"}}}
	admin   = actor.Actor{Person: "adm", Name: "Ada", Grants: []actor.Grant{{Role: actor.Administrator}}}
	visitor = actor.Actor{}
)

const (
	selfPaced = "p-laicite" // the permanent session
	led       = "s-atelier" // an accompanied session with two meetings
)

// newWorld opens an empty store. With follow, the log is delivered as the application does.
func newWorld(t testing.TB, follow bool) *world {
	t.Helper()
	w := &world{
		now:        time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),
		db:         docstoretest.New(t),
		enrolments: map[string]tracking.EnrolmentView{},
		structures: map[int]tracking.Structure{1: lessons(), 2: lessonsWithLess()},
		sessions: map[string]tracking.SessionView{
			selfPaced: {ID: selfPaced, Title: "La laïcité à l’école", Parcours: "laicite", ParcoursTitle: "La laïcité à l’école",
				Matricule: "26_NDGS_LAICITE_1.0", Origin: "Dgesco", Version: 1, Kind: "permanent", State: "open", Attestation: true},
			led: {ID: led, Title: "Atelier de novembre", Parcours: "laicite", ParcoursTitle: "La laïcité à l’école", Version: 3,
				Matricule: "26_NDGS_LAICITE_1.0", Origin: "Dgesco", Kind: "accompanied", State: "open", Attestation: true, Trainers: []string{"bob"},
				Meetings: []tracking.MeetingView{
					{ID: "m1", Title: "Atelier 1", Kind: "presence", Start: time.Date(2026, 11, 4, 8, 0, 0, 0, time.UTC), End: time.Date(2026, 11, 4, 11, 0, 0, 0, time.UTC)},
					{ID: "m2", Title: "Atelier 2", Kind: "presence", Start: time.Date(2026, 12, 2, 8, 0, 0, 0, time.UTC), End: time.Date(2026, 12, 2, 11, 0, 0, 0, time.UTC)},
				}},
		},
	}
	w.structures[3] = meetingLessons()
	kept := w.openRecords(t)
	stores, err := trackingdb.Open(w.db, kept)
	if err != nil {
		t.Fatal(err)
	}
	stores.Progresses = &breakable{stores.Progresses, stores.Statements, w}
	cfg := tracking.Config{Stores: stores, Enrolments: w, Offer: w, Places: w, People: w,
		Now: w.clock, HomePage: "https://preau.test", Log: slog.New(slog.DiscardHandler)}
	w.svc, w.node = tracking.NewService(cfg), tracking.NewService(cfg)
	if follow {
		w.follow(t)
	}
	return w
}

// openRecords makes the record store in which statements are kept.
func (w *world) openRecords(t testing.TB) *app.Statements {
	t.Helper()
	stores, kept, err := lrsdb.Open(w.db)
	if err != nil {
		t.Fatal(err)
	}
	w.records = lrs.NewService(lrs.Config{Stores: stores, Now: w.clock, HomePage: "https://preau.test", Log: slog.New(slog.DiscardHandler)})
	return app.NewStatements(w.records, kept)
}

// follow subscribes as internal/app does, on another node than the one that records: what
// that one has applied already is applied again.
func (w *world) follow(t testing.TB) {
	t.Helper()
	decode := func(c docstore.Change, v any) {
		if err := c.Decode(v); err != nil {
			t.Error(err)
		}
	}
	w.runner = docstore.NewRunner(w.db, slog.New(slog.DiscardHandler),
		docstore.Work{Name: "progress", Kinds: []string{tracking.KindRecorded}, Apply: func(ctx context.Context, c docstore.Change) error {
			var r tracking.Recorded
			decode(c, &r)
			return w.node.Apply(ctx, system, r)
		}},
		docstore.Work{Name: "attest", Kinds: []string{tracking.KindCompleted, tracking.KindReopened, tracking.KindMarked},
			Apply: func(ctx context.Context, c docstore.Change) error { return w.node.Attest(ctx, system, c.Key) }},
		docstore.Work{Name: "count", Kinds: []string{tracking.KindTallied, tracking.KindTrained},
			Batch: func(ctx context.Context, cs []docstore.Change) error {
				var all []tracking.Numbered
				for _, c := range cs {
					n := tracking.Numbered{Shard: c.Shard, Number: c.Number}
					decode(c, &n.Tallied)
					all = append(all, n)
				}
				return w.node.CountAll(ctx, system, all)
			}},
		docstore.Work{Name: "note", Apply: func(_ context.Context, c docstore.Change) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.facts = append(w.facts, c)
			return nil
		}})
	if err := w.runner.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.runner.Stop)
}

// settle waits until everything that was written has had all its effects.
func (w *world) settle(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := w.runner.WaitIdle(ctx); err != nil {
		t.Fatal(err)
	}
}

func (w *world) count(kind string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.facts {
		if c.Kind == kind {
			n++
		}
	}
	return n
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// enrol enrols a person of Lille, Nord, first degree, public, unless change says otherwise.
func (w *world) enrol(t testing.TB, session, person string, change func(*tracking.EnrolmentView)) string {
	t.Helper()
	v := tracking.EnrolmentView{ID: ids.Join(session, person), Session: session, Person: person, Name: "Prénom " + person,
		State: tracking.Enrolled, At: w.clock(), Academie: "lille", Departement: "59", Degree: "1d", Sector: "public", Establishment: "École Jean-Macé",
		Parcours: w.sessions[session].Parcours, Version: w.sessions[session].Version, Kind: w.sessions[session].Kind,
		HasMeetings: len(w.sessions[session].Meetings) > 0, MinutesDistance: 90, MinutesPresence: 0}
	if change != nil {
		change(&v)
	}
	w.mu.Lock()
	w.enrolments[v.ID] = v
	w.mu.Unlock()
	if err := w.svc.Reconcile(t.Context(), system, v.ID); err != nil {
		t.Fatal(err)
	}
	return v.ID
}

// Enrolment implements tracking.Enrolments.
func (w *world) Enrolment(_ context.Context, id string) (tracking.EnrolmentView, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	v, ok := w.enrolments[id]
	if !ok {
		return v, fault.New("world", fault.NotFound, "not_found", "")
	}
	v.SessionState = w.sessions[v.Session].State
	return v, nil
}

// Structure implements tracking.Enrolments.
func (w *world) Structure(_ context.Context, _ string, version int) (tracking.Structure, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s, ok := w.structures[version]
	if !ok {
		return s, fault.New("world", fault.NotFound, "not_found", "")
	}
	return s, nil
}

// Roster implements tracking.Enrolments.
func (w *world) Roster(_ context.Context, session string, limit int, after string) (tracking.List[tracking.EnrolmentView], error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out tracking.List[tracking.EnrolmentView]
	for _, v := range w.enrolments {
		if v.Session == session && v.State == tracking.Enrolled && v.ID > after {
			out.Items = append(out.Items, v)
		}
	}
	slices.SortFunc(out.Items, func(a, b tracking.EnrolmentView) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	if len(out.Items) > limit {
		out.Items = out.Items[:limit]
		out.Next = out.Items[limit-1].ID
	}
	return out, nil
}

// Sessions implements tracking.Offer.
func (w *world) Sessions(_ context.Context, keys []string) (map[string]tracking.SessionView, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := map[string]tracking.SessionView{}
	for _, k := range keys {
		if v, ok := w.sessions[k]; ok {
			out[k] = v
		}
	}
	return out, nil
}

// Titles implements tracking.Offer.
func (w *world) Titles(_ context.Context, keys []string) (map[string]string, error) {
	out := map[string]string{}
	for _, k := range keys {
		out[k] = "Parcours " + k
	}
	return out, nil
}

// Content implements tracking.Offer.
func (w *world) Content(_ context.Context, _ actor.Actor, _, _ string, _ int, activity string) (tracking.ContentView, error) {
	if activity == "video" {
		return tracking.ContentView{Video: &tracking.VideoView{URL: "/media/v.mp4", Type: "video/mp4", Seconds: 60,
			Captions: []tracking.CaptionView{{Lang: "fr", Label: "Français", URL: "/media/v.vtt"}}, Transcript: "<p>Mot à mot</p>"}}, nil
	}
	return tracking.ContentView{HTML: "<p>Contenu de " + activity + "</p>"}, nil
}

// Zone implements tracking.Places.
func (w *world) Zone(string) *time.Location { return time.FixedZone("Paris", 3600) }

// Academie implements tracking.Places.
func (w *world) Academie(code string) string { return map[string]string{"lille": "Lille"}[code] }

// Departement implements tracking.Places.
func (w *world) Departement(code string) string {
	return map[string]string{"59": "Nord", "62": "Pas-de-Calais"}[code]
}

// Names implements tracking.People.
func (w *world) Names(_ context.Context, persons []string) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range persons {
		out[p] = "Nom de " + p
	}
	return out, nil
}

// breakable stops once after the statements are stored and before the progress is, as a process
// killed there would.
type breakable struct {
	tracking.Progresses
	statements tracking.Statements
	w          *world
}

func (b *breakable) Change(ctx context.Context, told []tracking.Told, id string, change func(*tracking.Progress, bool) ([]tracking.Fact, error)) (tracking.Progress, error) {
	b.w.mu.Lock()
	broken := b.w.broken == "progress"
	b.w.broken = ""
	b.w.mu.Unlock()
	if !broken {
		return b.Progresses.Change(ctx, told, id, change)
	}
	for _, t := range told {
		if err := b.statements.Insert(ctx, t.Statement, t.Fact); err != nil {
			return tracking.Progress{}, err
		}
	}
	return tracking.Progress{}, fmt.Errorf("killed before the progress was written")
}

func lessons() tracking.Structure {
	return tracking.Structure{Fixed: true, Sections: []tracking.Section{
		{ID: "s1", Title: "Situer", Activities: []tracking.Activity{
			{ID: "page", Kind: tracking.Page, Title: "Pourquoi 1905 ?", Minutes: 10, Required: true, Rule: tracking.Rule{Kind: tracking.RuleViewed}},
			{ID: "video", Kind: tracking.Video, Title: "La frise", Minutes: 15, Required: true, Rule: tracking.Rule{Kind: tracking.RuleViewed}},
		}},
		{ID: "s2", Title: "Agir", Activities: []tracking.Activity{
			{ID: "pack", Kind: tracking.Package, Title: "Cinq situations", Minutes: 40, Required: true, Rule: tracking.Rule{Kind: tracking.RuleCompleted}, Requires: []string{"page"}},
			{ID: "more", Kind: tracking.Link, Title: "Pour aller plus loin", Rule: tracking.Rule{Kind: tracking.RuleViewed}},
		}},
	}}
}

func lessonsWithLess() tracking.Structure {
	s := lessons()
	s.Sections = s.Sections[:1]
	return s
}

func meetingLessons() tracking.Structure {
	return tracking.Structure{Fixed: true, Sections: []tracking.Section{{ID: "s1", Title: "Atelier", Activities: []tracking.Activity{
		{ID: "page", Kind: tracking.Page, Title: "Avant", Required: true, Rule: tracking.Rule{Kind: tracking.RuleViewed}},
		{ID: "meet", Kind: tracking.Meeting, Title: "Atelier en présence", Required: true, Rule: tracking.Rule{Kind: tracking.RuleAttended}},
		{ID: "work", Kind: tracking.File, Title: "Ma séance", Required: true, Rule: tracking.Rule{Kind: tracking.RuleByTrainer}},
	}}}}
}

func ptr[T any](v T) *T { return &v }
