package scormdb

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/sequencing"
)

// scoDoc keeps the values of a SCO as a list of names and values, name by name: names hold
// dots, which are no good as fields.
type scoDoc struct {
	ID         string   `bson:"id"`
	Values     []string `bson:"values,omitempty"`
	Opened     bool     `bson:"opened,omitempty"` // there are values, be they none
	Suspended  bool     `bson:"suspended,omitempty"`
	Live       bool     `bson:"live,omitempty"`
	Entry      string   `bson:"entry,omitempty"`
	Settled    bool     `bson:"settled,omitempty"`
	Visits     int      `bson:"visits"`
	Completion string   `bson:"completion,omitempty"`
	Success    string   `bson:"success,omitempty"`
	Scaled     *float64 `bson:"scaled,omitempty"`
}

type toldDoc struct {
	Completed bool     `bson:"completed,omitempty"`
	Passed    *bool    `bson:"passed,omitempty"`
	Score     *float64 `bson:"score,omitempty"`
	Progress  *float64 `bson:"progress,omitempty"`
}

type owedDoc struct {
	Number  int64               `bson:"number"`
	Globals []sequencing.Global `bson:"globals,omitempty"`
	Stores  []string            `bson:"stores,omitempty"` // names and values, like scoDoc.Values
	Cleared []string            `bson:"cleared,omitempty"`
}

type holderDoc struct {
	Tab     string    `bson:"tab,omitempty"`
	Browser string    `bson:"browser,omitempty"`
	Since   time.Time `bson:"since,omitempty"`
	Until   time.Time `bson:"until,omitempty"`
}

type attemptDoc struct {
	Package   string           `bson:"package"`
	Launched  string           `bson:"launched,omitempty"`
	Enrolment string           `bson:"enrolment"`
	Activity  string           `bson:"activity"`
	Person    string           `bson:"person"`
	Name      string           `bson:"name,omitempty"`
	Preview   bool             `bson:"preview,omitempty"`
	Number    int              `bson:"number"`
	State     sequencing.State `bson:"state"` // its tags are its own: it is made to be kept
	Ended     bool             `bson:"ended,omitempty"`
	SCOs      []scoDoc         `bson:"scos,omitempty"`
	Stores    []string         `bson:"stores,omitempty"` // names and values, like scoDoc.Values
	Visit     int              `bson:"visit"`
	Current   string           `bson:"current,omitempty"`
	Live      bool             `bson:"live,omitempty"`
	Touched   bool             `bson:"touched,omitempty"`
	VisitAt   time.Time        `bson:"visitAt,omitempty"`
	Since     int64            `bson:"since,omitempty"`
	Seq       int64            `bson:"seq"`
	Holder    holderDoc        `bson:"holder"`
	Told      toldDoc          `bson:"told"`
	Owed      *owedDoc         `bson:"owed,omitempty"`
	Begun     time.Time        `bson:"begun,omitempty"`
	At        time.Time        `bson:"at"`
}

var (
	attemptDocs = docstore.Definition[attemptDoc]{Name: "attempts"}
	archiveDocs = docstore.Definition[attemptDoc]{Name: "old_attempts"}
)

type attempts struct {
	docs, old *docstore.Collection[attemptDoc]
}

// Get implements scorm.Attempts.
func (s attempts) Get(ctx context.Context, id string) (scorm.Attempt, error) {
	doc, err := s.docs.Get(ctx, id)
	if err != nil {
		return scorm.Attempt{}, err
	}
	return attemptOut(id, &doc.Body), nil
}

// Change implements scorm.Attempts.
func (s attempts) Change(ctx context.Context, id string, change func(*scorm.Attempt, bool) ([]scorm.Fact, error)) (scorm.Attempt, error) {
	var a scorm.Attempt
	_, err := s.docs.Upsert(ctx, id, func(d *attemptDoc, exists bool) ([]docstore.Fact, error) {
		a = attemptOut(id, d)
		said, err := change(&a, exists)
		if errors.Is(err, scorm.ErrUnchanged) {
			return nil, docstore.ErrUnchanged
		}
		if err != nil {
			return nil, err
		}
		*d = attemptIn(&a)
		return facts(said), nil
	})
	return a, err
}

// Archive implements scorm.Attempts.
func (s attempts) Archive(ctx context.Context, a scorm.Attempt) error {
	_, err := s.old.Upsert(ctx, ids.Derived("attempt", a.ID, strconv.Itoa(a.Number)), func(d *attemptDoc, _ bool) ([]docstore.Fact, error) {
		*d = attemptIn(&a)
		return nil, nil
	})
	return err
}

func attemptIn(a *scorm.Attempt) attemptDoc {
	d := attemptDoc{Package: a.Package, Launched: a.Launched, Since: a.Since, Enrolment: a.Enrolment, Activity: a.Activity, Person: a.Person, Name: a.Name, Preview: a.Preview,
		Number: a.Number, State: a.State, Ended: a.Ended, Stores: listed(a.Stores), Visit: a.Visit, Current: a.Current, Live: a.Live,
		Touched: a.Touched, VisitAt: a.VisitAt, Seq: a.Seq, Holder: holderDoc(a.Holder), Told: toldDoc(a.Told), Begun: a.Begun, At: a.At}
	for id, sco := range a.SCOs {
		d.SCOs = append(d.SCOs, scoDoc{ID: id, Values: listed(sco.Data.Values), Opened: sco.Data.Values != nil, Suspended: sco.Data.Suspended,
			Live: sco.Data.Live, Entry: sco.Data.Entry, Settled: sco.Data.Settled, Visits: sco.Visits, Completion: sco.Completion, Success: sco.Success, Scaled: sco.Scaled})
	}
	if w := a.Owed; w.Number > 0 {
		d.Owed = &owedDoc{Number: w.Number, Globals: w.Globals, Stores: listed(w.Stores), Cleared: w.Cleared}
	}
	slices.SortFunc(d.SCOs, func(x, y scoDoc) int { return strings.Compare(x.ID, y.ID) })
	return d
}

func attemptOut(id string, d *attemptDoc) scorm.Attempt {
	a := scorm.Attempt{ID: id, Package: d.Package, Launched: d.Launched, Since: d.Since, Enrolment: d.Enrolment, Activity: d.Activity, Person: d.Person, Name: d.Name, Preview: d.Preview,
		Number: d.Number, State: d.State, Ended: d.Ended, SCOs: make(map[string]scorm.SCO, len(d.SCOs)), Stores: mapped(d.Stores), Visit: d.Visit,
		Current: d.Current, Live: d.Live, Touched: d.Touched, VisitAt: d.VisitAt, Seq: d.Seq, Holder: scorm.Holder(d.Holder),
		Told: scorm.Told(d.Told), Begun: d.Begun, At: d.At}
	if w := d.Owed; w != nil {
		a.Owed = scorm.Owed{Number: w.Number, Globals: w.Globals, Stores: mapped(w.Stores), Cleared: w.Cleared}
	}
	for _, sco := range d.SCOs {
		kept := scorm.SCO{Visits: sco.Visits, Completion: sco.Completion, Success: sco.Success, Scaled: sco.Scaled,
			Data: cmi.Data{Suspended: sco.Suspended, Live: sco.Live, Entry: sco.Entry, Settled: sco.Settled}}
		if sco.Opened {
			kept.Data.Values = mapped(sco.Values)
		}
		a.SCOs[sco.ID] = kept
	}
	return a
}
