package scorm_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/scormdb"
)

var (
	system   = actor.System()
	learner  = actor.Actor{Person: "ann", Name: "Lefèvre, Ann", Locale: "fr"}
	trainer  = actor.Actor{Person: "tim", Name: "Tim Martin", Locale: "fr"}
	designer = actor.Actor{Person: "dan", Name: "Dan Dupont", Locale: "fr", Grants: []actor.Grant{{Role: actor.Concepteur}}}
)

// world is scorm on a real store, with what it asks of others kept in memory.
type world struct {
	t    testing.TB
	svc  *scorm.Service
	db   *docstore.DB
	file string

	mu       sync.Mutex // guards the fields below
	now      time.Time
	objects  map[string]kept
	full     int               // objects that may still be put; 0: no limit
	packages map[string]string // by activity
	outcomes map[string]scorm.Outcome
	order    []string
	deaf     error // what Record answers
	preview  bool  // the learner is not enrolled
	records  records
}

type kept struct {
	body []byte
	kind string
	at   time.Time
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), file: filepath.Join(t.TempDir(), "scorm.db"),
		objects: map[string]kept{}, packages: map[string]string{}, outcomes: map[string]scorm.Outcome{}, records: records{told: map[string][]byte{}, kept: map[string]bool{}}}
	w.svc, w.db = w.open()
	return w
}

// open is a process: its own connection to the one database.
func (w *world) open() (*scorm.Service, *docstore.DB) {
	w.t.Helper()
	db := docstoretest.Open(w.t, "sqlite:"+w.file, docstore.Options{Now: w.clock})
	stores, err := scormdb.Open(db)
	if err != nil {
		w.t.Fatal(err)
	}
	svc, err := scorm.NewService(w.t.Context(), scorm.Config{Stores: stores, Objects: w, Files: w, Learning: w, Results: w, Records: w, HomePage: "http://localhost:8080",
		Content: &url.URL{Scheme: "http", Host: "content.localhost:8080"}, Now: w.clock, Random: func(int) int { return 0 },
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		w.t.Fatal(err)
	}
	return svc, db
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) advance(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

var errFull = errors.New("the disk is full")

// Put implements scorm.Objects.
func (w *world) Put(_ context.Context, key string, r io.Reader, _ int64, kind string) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.full > 0 {
		if w.full--; w.full == 0 {
			w.full = 1
			return errFull
		}
	}
	w.objects[key] = kept{body, kind, w.now}
	return nil
}

// Delete implements scorm.Objects.
func (w *world) Delete(_ context.Context, key string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.objects, key)
	return nil
}

// Stat implements scorm.Files.
func (w *world) Stat(_ context.Context, key string) (scorm.Object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	o, found := w.objects[key]
	if !found {
		return scorm.Object{}, fault.New("world.Stat", fault.NotFound, "object_not_found", "")
	}
	return scorm.Object{Key: key, Type: o.kind, Size: int64(len(o.body)), ETag: "e", Modified: o.at}, nil
}

// Open implements scorm.Files.
func (w *world) Open(ctx context.Context, key string, from, to int64) (io.ReadCloser, scorm.Object, error) {
	o, err := w.Stat(ctx, key)
	if err != nil {
		return nil, o, err
	}
	if to == 0 {
		to = o.Size
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return io.NopCloser(bytes.NewReader(w.objects[key].body[from:to])), o, nil
}

// List implements scorm.Files.
func (w *world) List(_ context.Context, prefix string, limit int, after string) ([]scorm.Object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []scorm.Object
	for _, key := range slices.Sorted(maps.Keys(w.objects)) {
		if strings.HasPrefix(key, prefix) && key > after && len(out) < limit {
			out = append(out, scorm.Object{Key: key, Modified: w.objects[key].at})
		}
	}
	return out, nil
}

// Playable implements scorm.Learning.
func (w *world) Playable(_ context.Context, who actor.Actor, session, activity string) (scorm.Playable, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.packages[activity] == "" {
		return scorm.Playable{}, fault.New("world.Playable", fault.NotFound, "unknown_activity", "")
	}
	return scorm.Playable{Enrolment: ids.Join(session, who.Person), Package: w.packages[activity], Title: activity, Name: who.Name, Preview: w.preview, Registration: ids.Derived("registration", session, who.Person)}, nil
}

// Waivable implements scorm.Learning.
func (w *world) Waivable(ctx context.Context, who actor.Actor, session, person, activity string) (scorm.Playable, error) {
	if who.Person != trainer.Person {
		return scorm.Playable{}, fault.New("world.Waivable", fault.Forbidden, "not_trainer", "")
	}
	return w.Playable(ctx, actor.Actor{Person: person}, session, activity)
}

// Followed implements scorm.Learning.
func (w *world) Followed(ctx context.Context, who actor.Actor, session, person string) ([]scorm.Followed, error) {
	w.mu.Lock()
	activities := slices.Sorted(maps.Keys(w.packages))
	w.mu.Unlock()
	var out []scorm.Followed
	for _, activity := range activities {
		what, err := w.Waivable(ctx, who, session, person, activity)
		if err != nil {
			return nil, err
		}
		out = append(out, scorm.Followed{Activity: activity, Playable: what})
	}
	return out, nil
}

// Tell implements scorm.Records.
func (w *world) Tell(_ context.Context, stated scorm.Stated) error {
	statements := stated.Statements
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, raw := range statements {
		st, err := cmi5.ParseStatement(raw)
		if err != nil {
			return err
		}
		w.records.told[st.ID] = raw
	}
	return nil
}

// Prepare implements scorm.Records.
func (w *world) Prepare(context.Context, scorm.Preparation) error { return nil }

// Kept implements scorm.Records.
func (w *world) Kept(_ context.Context, _ string, list []string) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !slices.ContainsFunc(list, func(id string) bool { return !w.records.kept[id] }), nil
}

// Settle implements scorm.Results.
func (w *world) Settle(ctx context.Context, o scorm.Outcome) error {
	_, err := w.Record(ctx, o)
	return err
}

// Record implements scorm.Results: what is told twice counts once.
func (w *world) Record(_ context.Context, o scorm.Outcome) (scorm.Standing, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.deaf != nil {
		return scorm.Standing{}, w.deaf
	}
	key := o.Attempt + " " + o.Key
	if _, again := w.outcomes[key]; !again {
		w.order = append(w.order, key)
		w.outcomes[key] = o
	}
	return scorm.Standing{Percent: 50, Done: len(w.order), Total: 2}, nil
}

// told sums up what tracking heard, one word each.
func (w *world) told() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var words []string
	add := func(said bool, word string) {
		if said {
			words = append(words, word)
		}
	}
	for _, key := range w.order {
		o := w.outcomes[key]
		add(o.Started, "started")
		add(o.Resumed, "resumed")
		add(o.Completed, "completed")
		if o.Passed != nil {
			add(*o.Passed, "passed")
			add(!*o.Passed, "failed")
		}
		if o.Score != nil {
			words = append(words, fmt.Sprintf("score=%.2f", *o.Score))
		}
		add(o.Ended && o.Suspended, "suspended")
		add(o.Ended && !o.Suspended, "ended")
	}
	return strings.Join(words, " ")
}

// zipped makes an archive.
func zipped(t testing.TB, files map[string]string) *bytes.Reader {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(out.Bytes())
}

const (
	head12   = `<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`
	head2004 = `<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"><metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>`
)

// manifest12 and manifest2004 make manifests of items over two resources: "sco" and "asset".
func manifest12(items string) string {
	return head12 + `<organizations default="o"><organization identifier="o"><title>Cours</title>` + items + `</organization></organizations>` +
		`<resources><resource identifier="sco" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/></resource>` +
		`<resource identifier="asset" type="webcontent" adlcp:scormtype="asset" href="b.html"><file href="b.html"/></resource></resources></manifest>`
}

func manifest2004(items string) string {
	return head2004 + `<organizations default="o"><organization identifier="o"><title>Cours</title>` + items + `</organization></organizations>` +
		`<resources><resource identifier="sco" type="webcontent" adlcp:scormType="sco" href="a.html"><file href="a.html"/></resource>` +
		`<resource identifier="asset" type="webcontent" adlcp:scormType="asset" href="b.html"><file href="b.html"/></resource></resources></manifest>`
}

func item(id, resource, more string) string {
	return `<item identifier="` + id + `" identifierref="` + resource + `"><title>` + strings.ToUpper(id) + `</title>` + more + `</item>`
}

// add imports a package of the manifest as the activity "act".
func (w *world) add(manifest string) string {
	w.t.Helper()
	return w.addAs("act", manifest)
}

// addAs imports a package of the manifest as an activity.
func (w *world) addAs(activity, manifest string) string {
	w.t.Helper()
	z := zipped(w.t, map[string]string{"imsmanifest.xml": manifest, "a.html": "<p>a", "b.html": "<p>b"})
	p, _, err := w.svc.Import(w.t.Context(), designer, scorm.Source{Name: "p.zip", At: z, Size: z.Size()}, nil)
	if err != nil {
		w.t.Fatalf("import: %v", err)
	}
	w.packages[activity] = p.ID
	return p.ID
}

// seat is a tab that plays "act".
type seat struct {
	w     *world
	svc   *scorm.Service
	tab   scorm.Tab
	token string
	now   scorm.Delivery
	seq   int64
}

// sit launches the activity in a tab.
func (w *world) sit(tab string) *seat {
	w.t.Helper()
	return w.sitAt(w.svc, "act", tab)
}

// sitAt launches an activity in a tab, in a process.
func (w *world) sitAt(svc *scorm.Service, activity, tab string) *seat {
	w.t.Helper()
	l, err := svc.Launch(w.t.Context(), learner, scorm.Launching{Session: "s1", Activity: activity})
	if err != nil {
		w.t.Fatalf("launch: %v", err)
	}
	token := strings.TrimSuffix(strings.TrimPrefix(l.URL, "http://content.localhost:8080/r/"), "/")
	return &seat{w: w, svc: svc, tab: scorm.Tab{ID: tab, Browser: "firefox"}, token: token}
}

func (s *seat) begin() *seat {
	s.w.t.Helper()
	if err := s.tryBegin(false, false); err != nil {
		s.w.t.Fatalf("begin: %v", err)
	}
	return s
}

func (s *seat) tryBegin(take, again bool) error {
	d, err := s.svc.Begin(s.w.t.Context(), s.token, scorm.Beginning{Tab: s.tab, Take: take, Again: again})
	if err == nil {
		s.now, s.seq = d, d.Seq
	}
	return err
}

// delta is a commit of the present visit, with pairs of names and values.
func (s *seat) delta(pairs ...string) scorm.Commit {
	c := scorm.Commit{Tab: s.tab, Seq: s.seq + 1, Visit: s.now.Visit, Initialized: true}
	if s.now.SCO != nil {
		c.SCO = s.now.SCO.ID
	}
	for i := 0; i < len(pairs); i += 2 {
		c.Elements = append(c.Elements, cmi.Element{Name: pairs[i], Value: pairs[i+1]})
	}
	return c
}

func (s *seat) try(c scorm.Commit) (scorm.Committed, error) {
	out, err := s.svc.Commit(s.w.t.Context(), s.token, c)
	if err == nil {
		s.seq = out.Seq
	}
	return out, err
}

func (s *seat) commit(pairs ...string) scorm.Committed {
	s.w.t.Helper()
	out, err := s.try(s.delta(pairs...))
	if err != nil {
		s.w.t.Fatalf("commit: %v", err)
	}
	return out
}

// end commits as the content terminates.
func (s *seat) end(pairs ...string) scorm.Committed {
	s.w.t.Helper()
	c := s.delta(pairs...)
	c.Ended = true
	out, err := s.try(c)
	if err != nil {
		s.w.t.Fatalf("end: %v", err)
	}
	return out
}

// close is the page going away.
func (s *seat) close() {
	s.w.t.Helper()
	c := s.delta()
	c.Initialized, c.Final = false, true
	if _, err := s.try(c); err != nil {
		s.w.t.Fatalf("close: %v", err)
	}
}

func (s *seat) move(request string, pairs ...string) *seat {
	s.w.t.Helper()
	c := s.delta(pairs...)
	c.Request = request
	d, err := s.svc.Navigate(s.w.t.Context(), s.token, c)
	if err != nil {
		s.w.t.Fatalf("%s: %v", request, err)
	}
	s.now, s.seq = d, d.Seq
	return s
}

// value is what the content would read of an element as it starts.
func (s *seat) value(name string) string {
	if s.now.SCO == nil {
		return ""
	}
	for _, e := range s.now.SCO.Elements {
		if e.Name == name {
			return e.Value
		}
	}
	return ""
}

// at is where the tab is: the activity that plays, or what is said instead.
func (s *seat) at() string {
	switch {
	case s.now.Ended:
		return "ended"
	case s.now.SCO == nil:
		return "nothing"
	}
	return s.now.SCO.ID
}

// toc is the table of contents as the learner has it: id:state, "!" when locked or not offered.
func toc(c scorm.Contents) string {
	var lines []string
	for _, l := range c.Lines {
		line := l.ID + ":" + l.State
		if !l.Enabled {
			line += "!"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, " ")
}
