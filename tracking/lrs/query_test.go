package lrs_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

// draft is a statement as the model of TestQueries knows it.
type draft struct {
	id                           int
	actor, verb, activity        string
	instructor, parent, subActor string
	registration, target         int // 0: none
	stored                       time.Time
}

func (d *draft) object() object {
	s := said(d.id, by(d.actor), did(d.verb))
	switch {
	case d.target != 0:
		about(d.target)(s)
	case d.subActor != "":
		s["object"] = object{"objectType": "SubStatement", "actor": agentOf(d.subActor), "verb": object{"id": verb("planned")}, "object": object{"id": activity(d.activity)}}
	default:
		with(d.activity)(s)
	}
	if d.registration != 0 {
		in(d.registration)(s)
	}
	if d.instructor != "" {
		contextOf(s)["instructor"] = agentOf(d.instructor)
	}
	if d.parent != "" {
		contextOf(s)["contextActivities"] = object{"parent": object{"id": activity(d.parent)}}
	}
	return s
}

// conditions are what a query asks of a statement itself, each alone.
func (d *draft) conditions(q lrs.Query) []bool {
	direct := d.activity
	if d.subActor != "" || d.target != 0 {
		direct = ""
	}
	isAgent := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return n != "" && agentKey(n) == q.Agent })
	}
	isActivity := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return n != "" && activity(n) == q.Activity })
	}
	inner := d.activity
	if d.target != 0 {
		inner = ""
	}
	return []bool{
		q.Agent == "" || isAgent(d.actor) || q.RelatedAgents && isAgent(d.instructor, d.subActor),
		q.Verb == "" || verb(d.verb) == q.Verb,
		q.Activity == "" || isActivity(direct) || q.RelatedActivities && isActivity(inner, d.parent),
		q.Registration == "" || d.registration != 0 && registration(d.registration) == q.Registration,
	}
}

// must and may say whether a query must, or may, find a statement: all its conditions met by it
// or by one statement down its references; or each by one of them.
func answers(all map[int]*draft, d *draft, q lrs.Query) (must, may bool) {
	met := make([]bool, 4)
	for ; d != nil; d = all[d.target] {
		own := d.conditions(q)
		must = must || !slices.Contains(own, false)
		for i := range met {
			met[i] = met[i] || own[i]
		}
	}
	return must, !slices.Contains(met, false)
}

// TestQueries asks every combination of parameters of a hundred statements and compares with
// what a walk through all of them gives.
func TestQueries(t *testing.T) {
	w := newWorld(t)
	r := rand.New(rand.NewPCG(4, 2))
	pick := func(names ...string) string { return names[r.IntN(len(names))] }
	all := map[int]*draft{}
	var order []*draft
	for id := 1; id <= 100; id++ {
		d := &draft{id: id, actor: pick("ann", "bob", "zoe"), verb: pick("tried", "ended"), activity: pick("one", "two", "three"),
			instructor: pick("", "", "ann", "zoe"), parent: pick("", "", "one", "four"), registration: r.IntN(3)}
		switch r.IntN(5) {
		case 0:
			d.subActor = pick("ann", "bob")
		case 1:
			if d.target = r.IntN(id + 3); d.target == id || d.target > id {
				d.target = 0
			}
		}
		all[id] = d
		order = append(order, d)
		w.store(d.object())
		st, err := w.svc.One(t.Context(), w.all, uuid(id), false)
		w.ok(err)
		d.stored = st.At
	}
	middle := order[50].stored
	n := 0
	each := func(values ...string) []string { return append([]string{""}, values...) }
	for _, agent := range each(agentKey("ann"), agentKey("zoe"), agentKey("nobody")) {
		for _, v := range each(verb("tried")) {
			for _, a := range each(activity("one"), activity("four")) {
				for _, reg := range each(registration(1)) {
					for bits := range 32 {
						q := lrs.Query{Agent: agent, Verb: v, Activity: a, Registration: reg, RelatedAgents: bits&1 != 0, RelatedActivities: bits&2 != 0, Ascending: bits&4 != 0, Limit: 7}
						if bits&8 != 0 {
							q.Since = middle.Add(-30 * time.Millisecond)
						}
						if bits&16 != 0 {
							q.Until = middle
						}
						w.compare(all, order, q)
						n++
					}
				}
			}
		}
	}
	t.Logf("%d queries", n)
}

func (w *world) compare(all map[int]*draft, order []*draft, q lrs.Query) {
	w.t.Helper()
	got := w.found(w.all, q)
	list := slices.Clone(order)
	if !q.Ascending {
		slices.Reverse(list)
	}
	i := 0
	for _, d := range list {
		must, may := answers(all, d, q)
		within := (q.Since.IsZero() || d.stored.After(q.Since)) && (q.Until.IsZero() || !d.stored.After(q.Until))
		if i < len(got) && got[i] == uuid(d.id) {
			i++
			if !may || !within {
				w.t.Fatalf("%+v finds %d: %+v", q, d.id, d)
			}
		} else if must && within {
			w.t.Fatalf("%+v does not find %d: %+v", q, d.id, d)
		}
	}
	if i != len(got) {
		w.t.Fatalf("%+v: order of %v", q, got)
	}
}

// TestSinceUntil asks at the edges: since is excluded, until included.
func TestSinceUntil(t *testing.T) {
	w := newWorld(t)
	var at []time.Time
	for id := range 3 {
		w.store(said(id))
		st, err := w.svc.One(t.Context(), w.all, uuid(id), false)
		w.ok(err)
		at = append(at, st.At)
	}
	hair := 500 * time.Microsecond
	w.finds(lrs.Query{Since: at[0]}, 1, 2)
	w.finds(lrs.Query{Since: at[0].Add(-hair)}, 0, 1, 2)
	w.finds(lrs.Query{Since: at[0].Add(hair)}, 1, 2)
	w.finds(lrs.Query{Until: at[1]}, 0, 1)
	w.finds(lrs.Query{Until: at[1].Add(-hair)}, 0)
	w.finds(lrs.Query{Until: at[1].Add(hair)}, 0, 1)
	w.finds(lrs.Query{Since: at[0], Until: at[1]}, 1)
	w.finds(lrs.Query{Since: at[1], Until: at[0]})
	w.finds(lrs.Query{Since: time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)}, 0, 1, 2)
	w.finds(lrs.Query{Until: time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)})
	w.finds(lrs.Query{Since: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)})
	w.finds(lrs.Query{Until: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)}, 0, 1, 2)
}

// TestPagesUnderWrites reads page after page while others store and void: nothing that was there
// at the first page and stays is missed, nothing comes twice.
func TestPagesUnderWrites(t *testing.T) {
	for _, ascending := range []bool{false, true} {
		w := newWorld(t)
		for id := range 30 {
			w.store(said(id))
		}
		q, seen, gone := lrs.Query{Limit: 7, Ascending: ascending, Activity: activity("one")}, map[string]int{}, map[string]bool{}
		for n := 0; ; n++ {
			page, err := w.svc.Find(t.Context(), w.all, q)
			w.ok(err)
			for _, st := range page.Items {
				seen[st.ID]++
				if gone[st.ID] {
					t.Errorf("%s is shown, and was voided before", st.ID)
				}
			}
			if q.After = page.Next; q.After == "" || n == 20 {
				break
			}
			if n < 3 { // a new one, and the last shown and one to come vanish
				w.store(said(100+n), voids(200+2*n, 13+n))
				last := page.Items[len(page.Items)-1].ID
				w.ok(w.storeAs(w.all, object{"id": uuid(201 + 2*n), "actor": agentOf("eve"), "verb": object{"id": "http://adlnet.gov/expapi/verbs/voided"}, "object": object{"objectType": "StatementRef", "id": last}}))
				gone[uuid(13+n)], gone[last] = true, true
			}
		}
		for id := range 30 {
			if n := seen[uuid(id)]; n > 1 || n == 0 && !gone[uuid(id)] {
				t.Errorf("ascending %v: %d came %d times", ascending, id, n)
			}
		}
		for id := 100; id < 103; id++ {
			if n := seen[uuid(id)]; n > 1 || (n == 1) != ascending {
				t.Errorf("ascending %v: %d, stored meanwhile, came %d times", ascending, id, n)
			}
		}
	}
}

func TestMine(t *testing.T) {
	w := newWorld(t)
	ann, bob := client("ann", lrs.Write, lrs.ReadMine), client("bob", lrs.Write, lrs.ReadMine)
	w.ok(w.storeAs(ann, said(1), said(2)))
	w.ok(w.storeAs(bob, said(3), voids(4, 3)))
	w.ok(w.storeAs(ann, said(5, about(3))))
	same := func(who lrs.Client, want ...string) {
		t.Helper()
		for _, q := range []lrs.Query{{}, {Activity: activity("one")}, {Activity: activity("one"), Limit: 1}} {
			if got := w.found(who, q); !slices.Equal(got, want) {
				t.Errorf("%s finds %v, want %v", who.ID, got, want)
			}
		}
	}
	same(ann, uuid(5), uuid(2), uuid(1))
	same(bob, uuid(4))
	_, err := w.svc.One(t.Context(), bob, uuid(1), false)
	w.refused(err, fault.NotFound, "unknown_statement")
	_, err = w.svc.One(t.Context(), ann, uuid(3), true)
	w.refused(err, fault.NotFound, "unknown_statement")
	_, err = w.svc.One(t.Context(), bob, uuid(3), true)
	w.ok(err)
	for _, scope := range []lrs.Scope{lrs.Write, lrs.State, lrs.Profile} {
		_, err := w.svc.Find(t.Context(), client("c", scope), lrs.Query{})
		w.refused(err, fault.Forbidden, "scope_missing")
		_, err = w.svc.One(t.Context(), client("c", scope), uuid(1), false)
		w.refused(err, fault.Forbidden, "scope_missing")
	}
}

// TestConfined has a client of one registration: the launch of a package.
func TestConfined(t *testing.T) {
	w := newWorld(t)
	c := client("launch", lrs.Write, lrs.Read, lrs.State, lrs.Profile)
	c.Registration = registration(1)
	w.ok(w.storeAs(c, said(1, in(1))))
	w.store(said(2, in(2)), said(3))
	w.refused(w.storeAs(c, said(4)), fault.Forbidden, "other_registration")
	w.refused(w.storeAs(c, said(5, in(1)), said(6, in(2))), fault.Forbidden, "other_registration")
	w.is(5, "absent")
	if got := w.found(c, lrs.Query{Registration: registration(1)}); !slices.Equal(got, []string{uuid(1)}) {
		t.Errorf("finds %v", got)
	}
	for _, q := range []lrs.Query{{}, {Registration: registration(2)}, {Agent: agentKey("ann")}} {
		_, err := w.svc.Find(t.Context(), c, q)
		w.refused(err, fault.Forbidden, "other_registration")
	}
	_, err := w.svc.One(t.Context(), c, uuid(1), false)
	w.ok(err)
	for _, other := range []int{2, 3} {
		_, err := w.svc.One(t.Context(), c, uuid(other), false)
		w.refused(err, fault.NotFound, "unknown_statement")
	}
	of := lrs.Of{Kind: lrs.StateDocument, Activity: activity("one"), Agent: agentKey("ann"), Registration: registration(1)}
	w.ok(w.svc.SetDocument(t.Context(), c, of, lrs.Document{ID: "s"}, lrs.Conditions{}))
	for _, reg := range []string{"", registration(2)} {
		of.Registration = reg
		w.refused(w.svc.SetDocument(t.Context(), c, of, lrs.Document{ID: "s"}, lrs.Conditions{}), fault.Forbidden, "other_registration")
		_, err := w.svc.DocumentIDs(t.Context(), c, of, time.Time{})
		w.refused(err, fault.Forbidden, "other_registration")
	}
}

// TestShortPages asks for what is rare among many: one answer looks at so many statements and no
// more, and the next goes on.
func TestShortPages(t *testing.T) {
	w := newWorld(t)
	for batch := range 7 {
		var list []object
		for i := range 1000 {
			s := said(batch*1000+i, in(1))
			if i == 500 {
				with("rare")(s)
			}
			list = append(list, s)
		}
		w.store(list...)
	}
	q := lrs.Query{Registration: registration(1), Activity: activity("rare"), Limit: 10}
	page, err := w.svc.Find(t.Context(), w.all, q)
	w.ok(err)
	if len(page.Items) != 3 || page.Next == "" {
		t.Fatalf("the first page has %d, next %q", len(page.Items), page.Next)
	}
	got := w.found(w.all, q)
	if len(got) != 7 || got[0] != uuid(6500) || got[6] != uuid(500) {
		t.Errorf("found %v", got)
	}
	q.Limit = 2
	if got := w.found(w.all, q); len(got) != 7 {
		t.Errorf("two by two: %v", got)
	}
	for limit, want := range map[int]int{0: lrs.DefaultLimit, -1: lrs.DefaultLimit, 3: 3, lrs.MaxLimit: lrs.MaxLimit, 9999: lrs.MaxLimit} {
		page, err := w.svc.Find(t.Context(), w.all, lrs.Query{Limit: limit})
		w.ok(err)
		if len(page.Items) != want || page.Next == "" {
			t.Errorf("limit %d: %d, next %q", limit, len(page.Items), page.Next)
		}
	}
}

// TestLastPage has exactly as many as are asked for: nothing goes on.
func TestLastPage(t *testing.T) {
	w := newWorld(t)
	for id := range 4 {
		w.store(said(id, did(fmt.Sprint("v", id%2))))
	}
	for _, q := range []lrs.Query{{Limit: 4}, {Limit: 2, Verb: verb("v1")}, {Limit: 2, Verb: verb("v1"), Activity: activity("one")}, {Limit: 2, Verb: verb("v0"), Activity: activity("one"), Ascending: true}} {
		page, err := w.svc.Find(t.Context(), w.all, q)
		w.ok(err)
		if len(page.Items) != q.Limit || page.Next != "" {
			t.Errorf("%+v: %d, next %q", q, len(page.Items), page.Next)
		}
	}
}
