package coursesdb_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/coursesdb"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
)

func open(t *testing.T) *coursesdb.Store {
	t.Helper()
	store, err := coursesdb.New(docstoretest.New(t))
	ok(t, err)
	return store
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got  %+v\nwant %+v", got, want)
	}
}

// filled gives every field of a value something to lose: a mapping that forgets one is seen.
func filled[T any]() T {
	var v T
	n := 0
	fill(reflect.ValueOf(&v).Elem(), &n)
	return v
}

func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("s", *n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) / 4)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n)
		fill(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 1, 1, 0, 0, *n, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	s, ctx := open(t), context.Background()

	p := filled[courses.Parcours]()
	ok(t, s.InsertParcours(ctx, p))
	gotP, err := s.Parcours(ctx, p.ID)
	ok(t, err)
	p.Rev = 1
	same(t, gotP, p)

	v := filled[courses.Version]()
	ok(t, s.InsertVersion(ctx, v))
	gotV, err := s.Version(ctx, v.ID)
	ok(t, err)
	v.Rev = 1
	same(t, gotV, v)

	run := filled[courses.Session]()
	ok(t, s.InsertSession(ctx, run))
	gotS, err := s.Session(ctx, run.ID)
	ok(t, err)
	run.Rev = 1
	same(t, gotS, run)

	e := filled[courses.Enrolment]()
	ok(t, s.InsertEnrolment(ctx, e))
	gotE, err := s.Enrolment(ctx, e.ID)
	ok(t, err)
	e.Rev = 1
	same(t, gotE, e)

	i := filled[courses.Invitation]()
	ok(t, s.InsertInvitation(ctx, i))
	gotI, err := s.InvitationsTo(ctx, i.Email, 10)
	ok(t, err)
	same(t, gotI, []courses.Invitation{i})

	m := filled[courses.Media]()
	ok(t, s.InsertMedia(ctx, m))
	gotM, err := s.Media(ctx, []string{m.Object, "nothing"})
	ok(t, err)
	same(t, gotM, map[string]courses.Media{m.Object: m})

	c := filled[courses.Choices]()
	c.Person = "somebody"
	_, err = s.UpdateChoices(ctx, c.Person, func(kept *courses.Choices) error { *kept = c; return nil })
	ok(t, err)
	gotC, err := s.Choices(ctx, c.Person)
	ok(t, err)
	same(t, gotC, c)

	r := filled[courses.Reference]()
	r.Rev = 0
	saved, err := s.SaveReference(ctx, r)
	ok(t, err)
	gotR, err := s.Reference(ctx)
	ok(t, err)
	same(t, gotR, saved)
	ok(t, s.InsertMessage(ctx, filled[courses.Message]()))
}

func TestZeroStaysZero(t *testing.T) {
	s, ctx := open(t), context.Background()
	p := courses.Parcours{ID: "p", Concepteurs: []string{"a"}}
	ok(t, s.InsertParcours(ctx, p))
	got, err := s.Parcours(ctx, "p")
	ok(t, err)
	if got.Card.MinutesDistance != nil || !got.Created.IsZero() || !got.Card.Start.IsZero() {
		t.Errorf("%+v", got)
	}
	zero := 0
	_, err = s.UpdateParcours(ctx, "p", courses.AnyRev, func(p *courses.Parcours) ([]courses.Fact, error) {
		p.Card.MinutesDistance = &zero
		return nil, nil
	})
	ok(t, err)
	got, err = s.Parcours(ctx, "p")
	ok(t, err)
	if got.Card.MinutesDistance == nil || *got.Card.MinutesDistance != 0 || got.Rev != 2 {
		t.Errorf("%+v", got)
	}
}

func TestUpdates(t *testing.T) {
	s, ctx := open(t), context.Background()
	ok(t, s.InsertSession(ctx, courses.Session{ID: "s", Trainers: []string{}}))
	if err := s.InsertSession(ctx, courses.Session{ID: "s", Trainers: []string{}}); !fault.Is(err, fault.Conflict) {
		t.Fatalf("inserted twice: %v", err)
	}
	set := func(rev int64, title string) (courses.Session, error) {
		return s.UpdateSession(ctx, "s", rev, func(run *courses.Session) ([]courses.Fact, error) {
			run.Title = title
			return []courses.Fact{{ID: title, Kind: "courses.test", Key: "s", At: time.Unix(1, 0), Body: courses.SessionFact{Title: title}}}, nil
		})
	}
	got, err := set(1, "one")
	ok(t, err)
	same(t, got.Rev, int64(2))
	if _, err := set(1, "two"); fault.CodeOf(err) != "stale" || !fault.Is(err, fault.Precondition) {
		t.Fatalf("over a revision that is past: %v", err)
	}
	got, err = set(courses.AnyRev, "three")
	ok(t, err)
	same(t, got.Rev, int64(3))
	no := errors.New("no")
	for _, rev := range []int64{courses.AnyRev, 3} {
		_, err = s.UpdateSession(ctx, "s", rev, func(run *courses.Session) ([]courses.Fact, error) { run.Title = "x"; return nil, no })
		if !errors.Is(err, no) {
			t.Fatal(err)
		}
		got, err = s.UpdateSession(ctx, "s", rev, func(*courses.Session) ([]courses.Fact, error) { return nil, courses.ErrUnchanged })
		ok(t, err)
		if got.Rev != 3 || got.Title != "three" {
			t.Fatalf("%+v", got)
		}
	}
	if _, err := s.UpdateSession(ctx, "absent", courses.AnyRev, nil); !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
}

func TestLists(t *testing.T) {
	s, ctx := open(t), context.Background()
	day := func(n int) time.Time { return time.Date(2026, 9, n, 0, 0, 0, 0, time.UTC) }
	states := []courses.SessionState{courses.Announced, courses.Preparing, courses.Closed, courses.Cancelled, courses.Open}
	for i, state := range states {
		run := courses.Session{ID: fmt.Sprint("s", i), Parcours: "p", State: state, Start: day(i + 1), End: day(i + 10), Trainers: []string{"t", fmt.Sprint("t", i)}}
		if i < 3 {
			run.Due = day(20 - i)
		}
		if i == 4 {
			run.Start, run.End = time.Time{}, time.Time{} // permanent
			run.Holds = []courses.Hold{{Person: "a", At: day(5)}, {Person: "b", At: day(3)}}
		}
		ok(t, s.InsertSession(ctx, run))
	}
	runs := func(list courses.List[courses.Session], err error) []string {
		t.Helper()
		ok(t, err)
		var got []string
		for _, r := range list.Items {
			got = append(got, r.ID)
		}
		return got
	}
	same(t, runs(s.SessionsOf(ctx, "p", 10, "")), []string{"s3", "s2", "s1", "s0", "s4"})
	same(t, runs(s.SessionsBy(ctx, "t", 2, "")), []string{"s4", "s3"})
	same(t, runs(s.SessionsBy(ctx, "t2", 10, "")), []string{"s2"})
	var listed []string
	for r, err := range s.ListedSessions(ctx, day(11)) {
		ok(t, err)
		listed = append(listed, r.ID)
	}
	same(t, listed, []string{"s2", "s4"})
	same(t, runs(s.DueSessions(ctx, day(19), 10, "")), []string{"s2", "s1"})
	page, err := s.DueSessions(ctx, day(30), 2, "")
	same(t, runs(page, err), []string{"s2", "s1"})
	same(t, runs(s.DueSessions(ctx, day(30), 2, page.Next)), []string{"s0"})
	same(t, len(runs(s.DueSessions(ctx, day(17), 10, ""))), 0)
	held, err := s.HeldSessions(ctx, day(4), 10)
	ok(t, err)
	same(t, len(held), 1)
	held, err = s.HeldSessions(ctx, day(3), 10)
	ok(t, err)
	same(t, len(held), 0)

	var all []courses.Enrolment
	for i, name := range []string{"Zoé", "élise", "Émile", "Alice"} {
		e := courses.Enrolment{Session: "s0", Person: name, ID: courses.EnrolmentID("s0", name), State: courses.Enrolled, At: day(9 - i),
			Snapshot: courses.Snapshot{Name: name}}
		if name == "Zoé" {
			e.State = courses.Waiting
		}
		all = append(all, e)
	}
	ok(t, s.InsertManyEnrolments(ctx, all))
	people := func(list courses.List[courses.Enrolment], err error) []string {
		t.Helper()
		ok(t, err)
		var got []string
		for _, e := range list.Items {
			got = append(got, e.Person)
		}
		return got
	}
	same(t, people(s.EnrolmentsIn(ctx, "s0", "", 10, "")), []string{"Alice", "élise", "Émile", "Zoé"})
	same(t, people(s.EnrolmentsIn(ctx, "s0", courses.Enrolled, 10, "")), []string{"Alice", "Émile", "élise"})
	same(t, people(s.EnrolmentsOf(ctx, "Zoé", courses.Pending, 10, "")), []string{"Zoé"})
	same(t, len(people(s.EnrolmentsOf(ctx, "Zoé", courses.InIt, 10, ""))), 0)
	n := 0
	for _, err := range s.AllEnrolments(ctx, "s0") {
		ok(t, err)
		n++
	}
	same(t, n, 4)

	for i, state := range []courses.ParcoursState{courses.Draft, courses.Published, courses.Archived, courses.Published} {
		ok(t, s.InsertParcours(ctx, courses.Parcours{ID: fmt.Sprint("p", i), State: state, Concepteurs: []string{"c"}}))
	}
	var offered []string
	for p, err := range s.PublishedParcours(ctx) {
		ok(t, err)
		offered = append(offered, p.ID)
	}
	slices.Sort(offered)
	same(t, offered, []string{"p1", "p3"})
	mine, err := s.ParcoursOf(ctx, "c", 3, "")
	ok(t, err)
	mine2, err := s.ParcoursOf(ctx, "c", 3, mine.Next)
	ok(t, err)
	same(t, len(mine.Items)+len(mine2.Items), 4)
}

func TestCounts(t *testing.T) {
	s, ctx := open(t), context.Background()
	count := func(number int64) courses.Count {
		return courses.Count{Object: "a", Mark: courses.Mark{Shard: "0", Number: number}, Deltas: map[string]int64{"n": 1}}
	}
	ok(t, s.Count(ctx, []courses.Count{count(1)}))
	ok(t, s.Count(ctx, []courses.Count{count(2), count(2), count(1)}))
	ok(t, s.AddCounts(ctx, map[string]map[string]int64{"a": {"n": 10}, "b": {"n": 5}}))
	got, err := s.Counts(ctx, []string{"a", "b", "absent"})
	ok(t, err)
	if got["a"]["n"] != 12 || got["b"]["n"] != 5 || got["absent"]["n"] != 0 {
		t.Errorf("%v", got)
	}
}
