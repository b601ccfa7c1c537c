package scormdb

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi5"
)

// Identifiers of courses and units are IRIs: their dots are no good as fields, so what is kept by
// them is a list.

type statusDoc struct {
	Completed bool `bson:"completed,omitempty"`
	Passed    bool `bson:"passed,omitempty"`
	Failed    bool `bson:"failed,omitempty"`
	Waived    bool `bson:"waived,omitempty"`
}

type unitDoc struct {
	ID       string    `bson:"id"`
	Status   statusDoc `bson:"status"`
	Score    *float64  `bson:"score,omitempty"`
	Launches int       `bson:"launches,omitempty"`
}

type courseDoc struct {
	Activity  string    `bson:"activity"`
	Package   string    `bson:"package"`
	Begun     time.Time `bson:"begun,omitempty"`
	Units     []unitDoc `bson:"units,omitempty"`
	Satisfied []string  `bson:"satisfied,omitempty"`
	Told      toldDoc   `bson:"told"`
}

// saidDoc is what a session has come to by its statements.
type saidDoc struct {
	LaunchedAt      time.Time `bson:"launchedAt,omitempty"`
	PreferencesRead bool      `bson:"preferencesRead,omitempty"`
	Initialized     time.Time `bson:"initialized,omitempty"`
	Terminated      time.Time `bson:"terminated,omitempty"`
	Ended           time.Time `bson:"ended,omitempty"`
	Judged          bool      `bson:"judged,omitempty"`
	Last            time.Time `bson:"last,omitempty"`
	Abandoned       bool      `bson:"abandoned,omitempty"`
}

type unitSessionDoc struct {
	ID       string  `bson:"id"`
	Activity string  `bson:"activity"`
	Package  string  `bson:"package"`
	Unit     string  `bson:"unit"`
	Mode     string  `bson:"mode"`
	Fetched  bool    `bson:"fetched,omitempty"`
	Said     saidDoc `bson:"said"`
}

type pendingDoc struct {
	IDs      []string  `bson:"ids"`
	At       time.Time `bson:"at"`
	Session  string    `bson:"session"`
	Activity string    `bson:"activity"`
	Unit     string    `bson:"unit"`
	Said     saidDoc   `bson:"said"`
	Status   statusDoc `bson:"status"`
	Score    *float64  `bson:"score,omitempty"`
}

type registrationDoc struct {
	UUID      string          `bson:"uuid"`
	Enrolment string          `bson:"enrolment"`
	Person    string          `bson:"person"`
	Name      string          `bson:"name,omitempty"`
	Preview   bool            `bson:"preview,omitempty"`
	Courses   []courseDoc     `bson:"courses,omitempty"`
	Session   *unitSessionDoc `bson:"session,omitempty"`
	Pending   []pendingDoc    `bson:"pending,omitempty"`
	At        time.Time       `bson:"at"`
}

var registrationDocs = docstore.Definition[registrationDoc]{Name: "package_registrations"}

type registrations struct {
	docs *docstore.Collection[registrationDoc]
}

// Get implements scorm.Registrations.
func (s registrations) Get(ctx context.Context, id string) (scorm.Registration, error) {
	doc, err := s.docs.Get(ctx, id)
	if err != nil {
		return scorm.Registration{}, err
	}
	return registrationOut(id, &doc.Body), nil
}

// Change implements scorm.Registrations.
func (s registrations) Change(ctx context.Context, id string, change func(*scorm.Registration, bool) ([]scorm.Fact, error)) (scorm.Registration, error) {
	var r scorm.Registration
	_, err := s.docs.Upsert(ctx, id, func(d *registrationDoc, exists bool) ([]docstore.Fact, error) {
		r = registrationOut(id, d)
		said, err := change(&r, exists)
		if errors.Is(err, scorm.ErrUnchanged) {
			return nil, docstore.ErrUnchanged
		}
		if err != nil {
			return nil, err
		}
		*d = registrationIn(&r)
		return facts(said), nil
	})
	return r, err
}

func registrationIn(r *scorm.Registration) registrationDoc {
	d := registrationDoc{UUID: r.UUID, Enrolment: r.Enrolment, Person: r.Person, Name: r.Name, Preview: r.Preview, At: r.At}
	for activity, c := range r.Courses {
		out := courseDoc{Activity: activity, Package: c.Package, Begun: c.Begun, Told: toldDoc(c.Told)}
		for id, u := range c.Units {
			out.Units = append(out.Units, unitDoc{ID: id, Status: statusDoc(u.Status), Score: u.Score, Launches: u.Launches})
		}
		for id, is := range c.Satisfied {
			if is {
				out.Satisfied = append(out.Satisfied, id)
			}
		}
		slices.SortFunc(out.Units, func(a, b unitDoc) int { return strings.Compare(a.ID, b.ID) })
		slices.Sort(out.Satisfied)
		d.Courses = append(d.Courses, out)
	}
	slices.SortFunc(d.Courses, func(a, b courseDoc) int { return strings.Compare(a.Activity, b.Activity) })
	if v := r.Session; v != nil {
		d.Session = &unitSessionDoc{ID: v.ID, Activity: v.Activity, Package: v.Package, Unit: v.Unit, Mode: string(v.Mode), Fetched: v.Fetched, Said: saidDoc(v.Session)}
	}
	for _, p := range r.Pending {
		d.Pending = append(d.Pending, pendingDoc{IDs: p.IDs, At: p.At, Session: p.Session, Activity: p.Activity, Unit: p.Unit,
			Said: saidDoc(p.Adds.Session), Status: statusDoc(p.Adds.Status), Score: p.Score})
	}
	return d
}

func registrationOut(id string, d *registrationDoc) scorm.Registration {
	r := scorm.Registration{ID: id, UUID: d.UUID, Enrolment: d.Enrolment, Person: d.Person, Name: d.Name, Preview: d.Preview, At: d.At}
	for _, c := range d.Courses {
		out := scorm.CourseState{Package: c.Package, Begun: c.Begun, Units: map[string]scorm.UnitState{}, Satisfied: map[string]bool{}, Told: scorm.Told(c.Told)}
		for _, u := range c.Units {
			out.Units[u.ID] = scorm.UnitState{Status: cmi5.Status(u.Status), Score: u.Score, Launches: u.Launches}
		}
		for _, id := range c.Satisfied {
			out.Satisfied[id] = true
		}
		if r.Courses == nil {
			r.Courses = map[string]scorm.CourseState{}
		}
		r.Courses[c.Activity] = out
	}
	if v := d.Session; v != nil {
		r.Session = &scorm.UnitSession{ID: v.ID, Activity: v.Activity, Package: v.Package, Unit: v.Unit, Mode: cmi5.Mode(v.Mode), Fetched: v.Fetched, Session: cmi5.Session(v.Said)}
	}
	for _, p := range d.Pending {
		r.Pending = append(r.Pending, scorm.Pending{IDs: p.IDs, At: p.At, Session: p.Session, Activity: p.Activity, Unit: p.Unit,
			Adds: cmi5.State{Session: cmi5.Session(p.Said), Status: cmi5.Status(p.Status)}, Score: p.Score})
	}
	return r
}
