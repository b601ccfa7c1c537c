package cmi5

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMoveOn(t *testing.T) { // §13.1.4
	yes := func(verbs ...string) (s Status) {
		for _, v := range verbs {
			s = s.after(v)
		}
		return s
	}
	for _, tc := range []struct {
		name   string
		status Status
		met    string // initials: not applicable, passed, completed, and, or
	}{
		{"nothing", Status{}, "n"},
		{"completed", yes(VerbCompleted), "nco"},
		{"passed", yes(VerbPassed), "npo"},
		{"both", yes(VerbPassed, VerbCompleted), "npcao"},
		{"failed", yes(VerbFailed), "n"},
		{"completed and failed", yes(VerbCompleted, VerbFailed), "nco"},
		{"failed, then passed", yes(VerbFailed, VerbPassed), "npo"},
		{"waived (9.3.9)", yes(VerbWaived), "npcao"},
		{"others", yes(VerbLaunched, VerbInitialized, VerbTerminated, VerbAbandoned), "n"},
	} {
		got := ""
		for i, m := range [...]MoveOn{NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed} {
			if m.Met(tc.status) {
				got += "npcao"[i : i+1]
			}
		}
		if got != tc.met {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.met)
		}
	}
	if MoveOn("").Met(Status{Completed: true, Passed: true}) {
		t.Error("no criterion is met by everything")
	}
}

// about is a cmi5 defined statement of an AU.
func (p *Plan) about(name, verb string) Statement {
	return Statement{Verb: verb, Object: Object{ID: p.ObjectID(auID(name))}, Context: Context{Activities: map[string][]string{"category": {CategoryCMI5}}}}
}

func names(groups []Group) string {
	var list []string
	for _, g := range groups {
		list = append(list, g.ID[strings.LastIndex(g.ID, "/")+1:])
	}
	return strings.Join(list, " ")
}

// TestDue holds §9.3.9 and §9.6.1: blocks and course are satisfied when all that they hold
// is, each has its statement once, and what holds comes after what is held.
func TestDue(t *testing.T) {
	p := tree(t)
	stamp := Stamp{ID: statementID, At: noon, Learner: learner, Registration: registrationID, Session: sessionID}
	r := p.Fold(slices.Values([]Statement(nil)))
	if met := p.Met(r); len(met) != 1 || !met[auID("none")] {
		t.Errorf("at registration, met %v", met)
	}
	for _, step := range []struct{ au, verb, due string }{
		{"completed", VerbCompleted, ""},
		{"both", VerbPassed, ""},
		{"passed", VerbFailed, ""},
		{"both", VerbCompleted, ""},
		{"either", VerbPassed, ""},
		{"passed", VerbPassed, "inner outer course"},
		{"passed", VerbCompleted, ""},
	} {
		before := maps.Clone(r.AUs)
		next := p.Apply(r, p.about(step.au, step.verb))
		if !maps.Equal(before, r.AUs) {
			t.Fatal("Apply changed what it was given")
		}
		r = next
		due := p.Due(r)
		if names(due) != step.due {
			t.Errorf("%s %s: due %q, want %q", step.au, step.verb, names(due), step.due)
		}
		for _, g := range due {
			r = p.Apply(r, p.Satisfied(stamp, g))
		}
		if again := p.Due(r); len(again) > 0 {
			t.Errorf("%s %s: due again %q", step.au, step.verb, names(again))
		}
	}
	if met := p.Met(r); len(met) != 8 {
		t.Errorf("met %v", met)
	}
}

// TestDueInPart holds that the statements of a node that died between two are still owed.
func TestDueInPart(t *testing.T) {
	p := tree(t)
	var all []Statement
	for au := range p.Course.AUs() {
		all = append(all, p.about(au.ID[len(auID("")):], VerbWaived))
	}
	r := p.Fold(slices.Values(all))
	r = p.Apply(r, p.Satisfied(Stamp{}, p.Due(r)[0]))
	if got := names(p.Due(r)); got != "outer course" {
		t.Errorf("due %q", got)
	}
}

func TestSatisfiedAtRegistration(t *testing.T) { // §9.6.1
	p := NewPlan(mustParse(t, wrap(group("b", unit("1", "", at(online)))), nil), base)
	if got := names(p.Due(Registration{})); got != "b course" {
		t.Errorf("due %q", got)
	}
}

func TestFoldCountsOnlyWhatCounts(t *testing.T) {
	p := tree(t)
	allowed := p.about("either", VerbPassed)
	allowed.Context.Activities = map[string][]string{"grouping": {CategoryCMI5}, "category": {"https://ex.org"}}
	elsewhere := p.about("either", VerbPassed)
	elsewhere.Object.ID = auID("either") // the publisher's identifier is not ours (§8.1.5)
	r := p.Fold(slices.Values([]Statement{allowed, elsewhere, p.about("unknown", VerbPassed), p.about("none", VerbInitialized),
		p.about("completed", VerbSatisfied), p.about("passed", VerbFailed)}))
	want := Registration{AUs: map[string]Status{auID("passed"): {Failed: true}}, Satisfied: map[string]bool{}}
	if !reflect.DeepEqual(r, want) {
		t.Errorf("%+v", r)
	}
}

// TestFoldIgnoresOrder: a store may answer in any order, and twice.
func TestFoldIgnoresOrder(t *testing.T) {
	p := tree(t)
	random := rand.New(rand.NewPCG(1, 2))
	verbs := []string{VerbCompleted, VerbPassed, VerbFailed, VerbWaived, VerbInitialized, VerbTerminated}
	for range 200 {
		var list []Statement
		for range 30 {
			au := []string{"completed", "passed", "both", "either", "none"}[random.IntN(5)]
			list = append(list, p.about(au, verbs[random.IntN(len(verbs))]))
		}
		for _, g := range p.Due(Registration{}) {
			list = append(list, p.Satisfied(Stamp{}, g))
		}
		first := p.Fold(slices.Values(list))
		list = append(list, list...)
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		if second := p.Fold(slices.Values(list)); !reflect.DeepEqual(first, second) {
			t.Fatalf("%+v\n%+v", first, second)
		}
	}
}

func TestObjectID(t *testing.T) { // §8.1.5, §9.4
	p, again := tree(t), tree(t)
	seen := map[string]bool{}
	for _, id := range []string{p.Course.ID, "https://ex.org/block/outer", "https://ex.org/block/inner", auID("passed"), auID("both")} {
		object := p.ObjectID(id)
		if seen[object] || object == id || !isIRI(object) || !strings.HasPrefix(object, base+"/") || again.ObjectID(id) != object {
			t.Errorf("%s is %s", id, object)
		}
		seen[object] = true
	}
	if NewPlan(p.Course, "https://preau.example/xapi/courses/c2").ObjectID(p.Course.ID) == p.ObjectID(p.Course.ID) {
		t.Error("two imports share an identifier")
	}
	if _, ok := p.AU(auID("passed")); ok {
		t.Error("an AU is found by its publisher's ID")
	}
}

func TestSatisfiedStatement(t *testing.T) { // §9.3.9, §9.4, §9.6, §9.7
	p := tree(t)
	stamp := Stamp{ID: statementID, At: noon.In(time.FixedZone("", 3600)), Learner: learner, Registration: registrationID, Session: sessionID}
	for _, tc := range []struct{ group, publisher, kind string }{
		{"inner", "https://ex.org/block/inner", "https://w3id.org/xapi/cmi5/activitytype/block"},
		{"course", "https://ex.org/course", "https://w3id.org/xapi/cmi5/activitytype/course"},
	} {
		i := slices.IndexFunc(p.order, func(g Group) bool { return g.ID == tc.publisher })
		want := object{
			"id":    statementID,
			"actor": object{"objectType": "Agent", "account": object{"homePage": "https://preau.example", "name": "0190-person"}},
			"verb":  object{"id": "https://w3id.org/xapi/adl/verbs/satisfied", "display": object{"en": "satisfied", "fr": "a satisfait"}},
			"object": object{"objectType": "Activity", "id": p.ObjectID(tc.publisher),
				"definition": object{"type": tc.kind, "name": object{"fr-FR": "Été", "en": "Summer"}}},
			"context": object{"registration": registrationID,
				"contextActivities": object{
					"category": []any{object{"objectType": "Activity", "id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}},
					"grouping": []any{object{"objectType": "Activity", "id": tc.publisher}}},
				"extensions": object{"https://w3id.org/xapi/cmi5/context/extensions/sessionid": sessionID}},
			"timestamp": "2026-11-27T12:00:00Z",
		}
		if got := written(t, p.Satisfied(stamp, p.order[i])); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%v\nwant\n%v", tc.group, got, want)
		}
	}
}

func TestWaivedStatement(t *testing.T) { // §9.3.7, §9.5.2, §9.5.3, §9.5.5.2, §9.6.2.2
	p := tree(t)
	s := p.Waived(Stamp{ID: statementID, At: noon, Learner: learner, Registration: registrationID, Session: sessionID}, p.named(t, "either"), ReasonAdmin)
	got := written(t, s)
	want := object{"success": true, "completion": true, "extensions": object{"https://w3id.org/xapi/cmi5/result/extensions/reason": "Administrative"}}
	if !reflect.DeepEqual(got["result"], want) {
		t.Errorf("result %v", got["result"])
	}
	category := got["context"].(object)["contextActivities"].(object)["category"]
	if fmt.Sprint(category) != "[map[id:"+CategoryCMI5+" objectType:Activity] map[id:"+CategoryMoveOn+" objectType:Activity]]" {
		t.Errorf("category %v", category)
	}
	if s.Object.ID != p.ObjectID(auID("either")) || s.Verb != "https://w3id.org/xapi/adl/verbs/waived" || !s.Context.has("grouping", auID("either")) || s.Session() != sessionID {
		t.Errorf("%+v", s)
	}
	if r := p.Apply(Registration{}, s); !r.AUs[auID("either")].Waived || !p.Met(r)[auID("either")] {
		t.Errorf("%+v", r)
	}
}

// TestRealCourse goes through the real course of eight AUs as a learner would.
func TestRealCourse(t *testing.T) {
	p := NewPlan(real(t, "multi_au_framed.zip"), base)
	r := Registration{}
	n := 0
	for au := range p.Course.AUs() {
		if got := names(p.Due(r)); got != "" {
			t.Fatalf("after %d, due %q", n, got)
		}
		verbs := []string{VerbCompleted}
		if au.MoveOn == CompletedAndPassed {
			verbs = append(verbs, VerbPassed)
		}
		for _, verb := range verbs {
			s := Statement{Verb: verb, Object: Object{ID: p.ObjectID(au.ID)}, Context: Context{Activities: map[string][]string{"category": {CategoryCMI5}}}}
			r = p.Apply(r, s)
		}
		n++
	}
	if due := p.Due(r); n != 8 || len(due) != 1 || due[0].Kind != TypeCourse {
		t.Errorf("after %d, due %+v", n, due)
	}
}
