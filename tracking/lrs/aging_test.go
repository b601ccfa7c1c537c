package lrs_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

const day = 24 * time.Hour

// sessions says when sessions ended.
type sessions map[string]time.Time

func (s sessions) Ended(_ context.Context, session string) (time.Time, error) { return s[session], nil }

func (w *world) rule(source string, keep, mask int) {
	w.t.Helper()
	_, err := w.svc.SetRule(w.t.Context(), root, lrs.Rule{Source: source, KeepDays: keep, MaskDays: mask})
	w.ok(err)
}

// age applies the rules and returns that of a source.
func (w *world) age(source string) lrs.Rule {
	w.t.Helper()
	w.ok(w.svc.ApplyRules(w.t.Context()))
	list, err := w.svc.ListRules(w.t.Context(), root, 10, "")
	w.ok(err)
	for _, r := range list.Items {
		if r.Source == source {
			return r
		}
	}
	w.t.Fatal("no rule of", source)
	return lrs.Rule{}
}

func (w *world) key(name string) lrs.Client {
	w.t.Helper()
	made, secret, err := w.svc.CreateCredential(w.t.Context(), root, lrs.Credential{Name: name, Scopes: []lrs.Scope{lrs.All}})
	w.ok(err)
	c, err := w.svc.Authenticate(w.t.Context(), made.Key, secret)
	w.ok(err)
	return c
}

func (w *world) send(who lrs.Client, files []lrs.File, list ...object) {
	w.t.Helper()
	_, err := w.svc.Store(w.t.Context(), who, statement.V1, w.parsed(list...), files)
	w.ok(err)
}

func (w *world) raw(id int) string {
	w.t.Helper()
	return string(must(w.svc.One(w.t.Context(), w.all, uuid(id), false)).Raw)
}

// TestKeptForAWhile: of one source what is old goes, voided or not, with the attachments that no
// other statement names.
func TestKeptForAWhile(t *testing.T) {
	for name, fresh := range docstoretest.Engines(t) {
		t.Run(name, func(t *testing.T) {
			w := newWorldAt(t, fresh(t))
			a, b := w.key("a"), w.key("b")
			w.send(a, []lrs.File{file("shared"), file("alone")}, said(1, attached("shared")), said(2, attached("alone")), said(3), voids(4, 3))
			w.send(b, []lrs.File{file("shared")}, said(5, attached("shared")))
			w.pass(20 * day)
			w.send(a, nil, said(6))
			w.rule(a.ID, 30, 0)
			if got := w.age(a.ID); got.Removed != 0 || got.Ran.IsZero() {
				t.Errorf("too early: %+v", got)
			}
			w.pass(11 * day)
			if got := w.age(a.ID); got.Removed != 4 || got.TotalRemoved != 4 {
				t.Errorf("%+v", got)
			}
			if got := w.age(a.ID); got.Removed != 0 || got.TotalRemoved != 4 {
				t.Errorf("again: %+v", got)
			}
			w.finds(lrs.Query{}, 5, 6)
			for id := 1; id <= 4; id++ {
				w.is(id, "absent")
			}
			files, err := w.svc.Files(t.Context(), []lrs.Stored{must(w.svc.One(t.Context(), w.all, uuid(5), false))})
			w.ok(err)
			if len(files) != 1 {
				t.Error("a file that another statement names is gone")
			}
			_, err = w.svc.Files(t.Context(), []lrs.Stored{{Attachments: []lrs.Attachment{{SHA2: file("alone").SHA2}}}})
			w.refused(err, fault.NotFound, "object_not_found")
		})
	}
}

func led(s object) {
	contextOf(s)["instructor"] = agentOf("teacher")
	contextOf(s)["team"] = object{"objectType": "Group", "name": "Class of Ann", "member": []object{agentOf("ann"), {"mbox": mbox("bob"), "name": "Bob"}}}
}

func subOf(name string) func(object) {
	return func(s object) {
		s["object"] = object{"objectType": "SubStatement", "actor": agentOf(name), "verb": object{"id": verb("plans")}, "object": object{"objectType": "Agent", "mbox": mbox("bob")}}
	}
}

var pseudonymForm = regexp.MustCompile(`"homePage":"https://preau.test/xapi/pseudonyms","name":"([0-9a-f]{32})"`)

// TestPseudonyms: wherever people stand they have one pseudonym for each of them in a source; the
// statement is still one, and is found by it alone.
func TestPseudonyms(t *testing.T) {
	w := newWorld(t)
	a, b := w.key("a"), w.key("b")
	w.send(a, nil, said(1, led), said(2, subOf("ann")), said(3, by("bob")), said(4, about(1), by("eve")))
	w.send(b, nil, said(5))
	w.store(said(6, by("bob"), about(3)))
	w.rule(a.ID, 0, 30)
	w.rule(b.ID, 0, 30)
	w.pass(31 * day)
	if got := w.age(a.ID); got.Masked != 4 {
		t.Errorf("%+v", got)
	}
	if got := w.age(a.ID); got.Masked != 0 {
		t.Errorf("again: %+v", got)
	}
	for id := range 5 {
		raw := w.raw(id + 1)
		for _, name := range []string{"ann@", "bob@", "eve@", "teacher@", "Bob"} {
			if strings.Contains(raw, name) {
				t.Errorf("%d has %s: %s", id+1, name, raw)
			}
		}
		if _, _, err := statement.Parse([]byte(raw), statement.V1); err != nil {
			t.Errorf("%d is no statement any more: %v: %s", id+1, err, raw)
		}
	}
	ann := pseudonymForm.FindStringSubmatch(w.raw(1))[1]
	if strings.Count(w.raw(1), ann) != 2 || strings.Count(w.raw(2), ann) != 2 || strings.Contains(w.raw(5), ann) || !strings.Contains(w.raw(1), "Class of Ann") {
		t.Errorf("ann is %s in %s, %s", ann, w.raw(1), w.raw(2))
	}
	if !strings.Contains(w.raw(1), `"name":"`+a.ID+`"`) {
		t.Error("who answers for it is gone")
	}
	w.finds(lrs.Query{Agent: agentKey("ann")})
	w.finds(lrs.Query{Agent: agentKey("ann"), RelatedAgents: true})
	w.finds(lrs.Query{Agent: agentKey("bob")}, 6) // that refers to 3, and names him itself
	as := lrs.Query{Agent: "account:https://preau.test/xapi/pseudonyms|" + ann}
	w.finds(as, 1, 2, 4) // 4 refers to 1, and was stored under what it is found by
	as.Verb = verb("tried")
	w.finds(as, 1, 2, 4)
	as.Verb, as.RelatedAgents = "", true
	w.finds(as, 1, 2, 4)
	w.refused(w.storeAs(a, said(1, led)), fault.Conflict, "other_statement")
}

// TestOwnStatementsStay: what the platform has recorded is never removed, and names people until a
// year after the session.
func TestOwnStatementsStay(t *testing.T) {
	w := newWorld(t)
	began := w.now
	ended := sessions{"over": began.Add(10 * day)}
	w.svc.Ends = ended
	for i, session := range []string{"over", "going"} {
		raw := lineOf(t, said(i+1, func(s object) {
			s["actor"] = object{"account": object{"homePage": "https://preau.test", "name": "zoe"}}
			s["timestamp"], s["version"] = "2026-11-27T10:00:00Z", "1.0.3"
			contextOf(s)["contextActivities"] = object{"grouping": []object{{"id": "https://preau.test/xapi/sessions/" + session}}}
		}))
		st, done := w.svc.Place(lrs.Own{ID: uuid(i + 1), Raw: []byte(raw), Person: "zoe", Verb: verb("tried"), Activity: activity("one"), Registration: registration(i)})
		w.ok(w.svc.Stores.Statements.Insert(t.Context(), []lrs.Stored{st}))
		done()
	}
	for _, bad := range []lrs.Rule{{Source: lrs.SourcePlatform, KeepDays: 4000}, {Source: lrs.SourcePlatform, MaskDays: 364}, {Source: lrs.SourcePersons, KeepDays: -1}} {
		_, err := w.svc.SetRule(t.Context(), root, bad)
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	_, err := w.svc.SetRule(t.Context(), root, lrs.Rule{Source: "nobody"})
	if !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	w.rule(lrs.SourcePlatform, 0, 365)
	w.pass(370 * day)
	if got := w.age(lrs.SourcePlatform); got.Masked != 0 {
		t.Errorf("a year after it was recorded, but not after the session: %+v", got)
	}
	w.pass(31 * day)
	if got := w.age(lrs.SourcePlatform); got.Masked != 1 || got.Removed != 0 {
		t.Errorf("%+v", got)
	}
	if strings.Contains(w.raw(1), "zoe") || !strings.Contains(w.raw(2), "zoe") {
		t.Errorf("%s\n%s", w.raw(1), w.raw(2))
	}
	for i := range 2 {
		n := 0
		for _, err := range w.svc.OwnOf(t.Context(), registration(i)) {
			w.ok(err)
			n++
		}
		if n != 1 {
			t.Errorf("of registration %d the platform finds %d", i, n)
		}
	}
}

// TestForgotten: a person is named nowhere any more, whatever the source, voided or not; others are.
func TestForgotten(t *testing.T) {
	w := newWorld(t)
	a, b := w.key("a"), w.key("b")
	ann := func(s object) { s["actor"] = object{"mbox": mbox("ann"), "name": "Ann"} }
	w.send(a, nil, said(1, ann), said(2), said(3, by("bob"), about(1)), voids(4, 2))
	w.send(b, nil, said(5, by("bob"), func(s object) { contextOf(s)["instructor"] = agentOf("ann") }))
	them := statement.Agent{Mbox: mbox("ann")}
	_, err := w.svc.Forget(t.Context(), actor.Actor{Person: "ann"}, them)
	w.refused(err, fault.Forbidden, "forbidden")
	n, err := w.svc.Forget(t.Context(), root, them)
	w.ok(err)
	if n != 5 { // 3 was lent its tags by 1, and 4 by 2
		t.Errorf("%d statements", n)
	}
	for _, line := range w.exported(lrs.Query{}) {
		if strings.Contains(strings.ToLower(line), "ann") {
			t.Errorf("left: %s", line)
		}
	}
	w.finds(lrs.Query{Agent: agentKey("ann"), RelatedAgents: true})
	w.finds(lrs.Query{Agent: agentKey("bob")}, 3, 5)
	w.is(2, "voided")
	person, err := w.svc.Person(t.Context(), w.all, them)
	w.ok(err)
	if strings.Contains(string(person), "Ann") {
		t.Errorf("%s", person)
	}
	if n, err := w.svc.Forget(t.Context(), root, them); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
}
