package scormdb

import (
	"reflect"
	"testing"
	"time"

	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

func ptr[T any](v T) *T { return &v }

// TestAttemptsComeBack: what is kept of an attempt is what is read, names with dots included.
func TestAttemptsComeBack(t *testing.T) {
	stores, err := Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	want := scorm.Attempt{ID: "s:p:a", Package: "pk", Launched: "pk2", Since: 7, Enrolment: "s:p", Activity: "a", Person: "p", Name: "Ann", Preview: true, Number: 2, Ended: true,
		State: sequencing.State{Current: "i.1", Activities: []sequencing.Tracking{{ID: "i.1", Attempts: 1, Active: true,
			Objectives: []sequencing.Progress{{ID: "o", Values: sequencing.Values{Satisfied: sequencing.True, Measure: ptr(0.5)}}}}},
			Globals: []sequencing.Global{{ID: "g", Values: sequencing.Values{Completion: sequencing.False}}}},
		SCOs: map[string]scorm.SCO{
			"i.1": {Data: cmi.Data{Values: map[string]string{"cmi.location": "p$1", "cmi.suspend_data": ""}, Suspended: true}, Visits: 2, Completion: "completed", Success: "passed", Scaled: ptr(0.8)},
			"i.2": {Data: cmi.Data{Live: true, Entry: "resume", Settled: true}},
		},
		Stores: map[string]string{"a.b": "c"}, Visit: 3, Current: "i.1", Live: true, Touched: true, VisitAt: at, Seq: 9,
		Holder: scorm.Holder{Tab: "t", Browser: "b", Since: at, Until: at.Add(time.Minute)},
		Told:   scorm.Told{Completed: true, Passed: ptr(false), Score: ptr(-0.5), Progress: ptr(1.0)}, Begun: at, At: at,
		Owed: scorm.Owed{Number: 3, Globals: []sequencing.Global{{ID: "g"}}, Stores: map[string]string{"a.b": "c"}, Cleared: []string{"d"}}}
	_, err = stores.Attempts.Change(t.Context(), want.ID, func(a *scorm.Attempt, exists bool) ([]scorm.Fact, error) {
		if exists {
			t.Error("it is there before it was written")
		}
		*a = want
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := stores.Attempts.Get(t.Context(), want.ID); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
	}
	for range 2 {
		if err := stores.Attempts.Archive(t.Context(), want); err != nil {
			t.Errorf("archive: %v", err)
		}
	}
	if _, err := stores.Attempts.Get(t.Context(), "none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("none: %v", err)
	}
}

func TestPackagesComeBack(t *testing.T) {
	stores, err := Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	want := scorm.Package{ID: "p1", Kind: bundle.KindSCORM, Title: "Cours", Standard: manifest.SCORM2004, Edition: manifest.Fourth,
		Organization: manifest.Organization{ID: "o", Children: []manifest.Item{{ID: "i.1", Title: "Un", Resource: "r", MasteryScore: ptr(80.0)}}},
		Resources:    []manifest.Resource{{ID: "r", SCO: true, Path: "a.html"}}, Launches: map[string]string{"r": "a.html"}, Name: "c.zip", Files: 2, Size: 10,
		Warnings: []scorm.Warning{{Code: "file_case", Path: "A.html", Message: "…"}}, ImportedBy: "dan", At: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	if err := stores.Packages.Insert(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if err := stores.Packages.Insert(t.Context(), want); !fault.Is(err, fault.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if got, err := stores.Packages.Get(t.Context(), "p1"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
	}
}

// TestSecretIsOne: whoever comes first makes it.
func TestSecretIsOne(t *testing.T) {
	stores, err := Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, fresh := range []string{"first", "second"} {
		key, err := stores.Secrets.Secret(t.Context(), func() []byte { return []byte(fresh) })
		if err != nil || string(key) != "first" {
			t.Errorf("key %q, %v", key, err)
		}
	}
}

// TestRegistrationsComeBack: what is kept of a registration is what is read, IRIs included.
func TestRegistrationsComeBack(t *testing.T) {
	stores, err := Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	said := cmi5.Session{LaunchedAt: at, PreferencesRead: true, Initialized: at.Add(time.Millisecond), Judged: true, Last: at}
	want := scorm.Registration{ID: "s:p", UUID: "u", Enrolment: "s:p", Person: "p", Name: "Ann", Preview: true, At: at,
		Courses: map[string]scorm.CourseState{"act": {Package: "pk", Begun: at, Satisfied: map[string]bool{"https://ex.org/b.1": true}, Told: scorm.Told{Completed: true, Progress: ptr(0.5)},
			Units: map[string]scorm.UnitState{"https://ex.org/a.1": {Status: cmi5.Status{Completed: true, Failed: true}, Score: ptr(0.25), Launches: 2}}}},
		Session: &scorm.UnitSession{ID: "x", Activity: "act", Package: "pk", Unit: "https://ex.org/a.1", Mode: cmi5.Review, Fetched: true, Session: said},
		Pending: []scorm.Pending{{IDs: []string{"1", "2"}, At: at, Session: "x", Activity: "act", Unit: "https://ex.org/a.1",
			Adds: cmi5.State{Session: cmi5.Session{Terminated: at, Ended: at}, Status: cmi5.Status{Passed: true}}, Score: ptr(1.0)}}}
	_, err = stores.Registrations.Change(t.Context(), want.ID, func(r *scorm.Registration, exists bool) ([]scorm.Fact, error) {
		if exists {
			t.Error("it is there before it was written")
		}
		*r = want
		return nil, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := stores.Registrations.Get(t.Context(), want.ID); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v", err, got, want)
	}
	if _, err := stores.Registrations.Get(t.Context(), "none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("none: %v", err)
	}
}
