package scorm_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// TestReplay plays ADL's conformance scripts for run-times of SCORM 2004 4th Edition as one
// learner would, in the suite's order, through the service as the wrapper asks it: packages are
// imported and launched, every visit is filled with what was delivered, what is written comes
// back by commits, the learner and the contents navigate. Order of delivery, interface, answers
// to adl.nav.request_valid, and what is kept from visit to visit are the service's; the answers
// of the API are those of a run-time that knows only what was delivered.
func TestReplay(t *testing.T) {
	for name, unloading := range map[string]bool{"contents end, then the learner asks": false, "the learner asks, which ends contents": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := scorm.PackagesDir(t)
			r := &replay{t: t, w: newWorld(t), manifests: readManifests(t, dir), unloading: unloading}
			for _, sc := range readScripts(t, dir) {
				r.play(sc)
			}
			n := &r.tally
			t.Logf("%d cases, %d pass; %d visits; %d API calls, %d pass, %d are for a person's eye, %d are an asset's; "+
				"%d deliveries, interface questions, data kept and ends of session, %d pass; %d commits, %d navigations",
				n.cases, n.casesPassed, n.visits, n.calls+n.mute, n.callsPassed, n.eye, n.mute, n.clauses, n.clausesPassed, n.commits, n.moves)
			if n.casesPassed != n.cases || n.callsPassed+n.eye != n.calls || n.clausesPassed != n.clauses {
				t.Errorf("%d cases fail", n.cases-n.casesPassed)
			}
		})
	}
}

// tally counts what was replayed.
type tally struct {
	cases, casesPassed, visits     int
	calls, callsPassed, eye, mute  int
	clauses, clausesPassed, failed int
	commits, moves                 int
}

// replay goes through all cases as one learner, in one enrolment: global objectives and shared
// data stay from one to the next.
type replay struct {
	t         *testing.T
	w         *world
	manifests map[string][]byte
	unloading bool // contents terminate as the learner's request takes them away
	tabs      int
	tally
}

// course is a package in the hands of the learner.
type course struct {
	name  string
	org   *manifest.Organization
	items map[string]*manifest.Item // by the number that the scripts give an activity
}

// seeds are global objectives left by cases of the suite that are not in the corpus:
// OB-09b begins where OB-09a ended, both objectives satisfied.
var seeds = map[string][]sequencing.Global{
	"OB-09b": {
		{ID: "gObj-OB09-obj1", Values: sequencing.Values{Satisfied: sequencing.True}},
		{ID: "gObj-OB09-obj2", Values: sequencing.Values{Satisfied: sequencing.True}},
	},
}

// open imports a course for a first attempt on it, as the activity of its name.
func (r *replay) open(name string) *course {
	m, err := manifest.Parse(r.manifests[name])
	if err != nil {
		r.t.Fatalf("%s: %v", name, err)
	}
	files := map[string]string{"imsmanifest.xml": string(r.manifests[name])}
	for _, res := range m.Resources {
		if res.Path != "" {
			files[res.Path] = "<p>"
		}
	}
	z := zipped(r.t, files)
	p, _, err := r.w.svc.Import(r.t.Context(), designer, scorm.Source{Name: name + ".zip", At: z, Size: z.Size()}, nil)
	if err != nil {
		r.t.Fatalf("%s: %v", name, err)
	}
	r.w.packages[name] = p.ID
	c := &course{name: name, org: m.Organization(m.Default), items: map[string]*manifest.Item{}}
	c.org.Walk(func(it *manifest.Item) bool {
		if _, act, ok := strings.Cut(it.Parameters, "act="); ok {
			c.items[act] = it
		}
		return true
	})
	err = r.w.svc.Stores.Shares.Change(r.t.Context(), "s1:ann", func(s *scorm.Shared) error {
		s.Globals = append(s.Globals, seeds[name]...)
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

// play replays a case.
func (r *replay) play(sc script) {
	r.cases++
	before := r.failed
	p := &player{replay: r, script: sc, courses: map[string]*course{}}
	first := sc.Case
	if sc.Case == "DDM" { // two courses that share data
		first = sc.Start
	}
	p.launch(first)
	for i := range sc.Steps {
		if !p.visit(&sc.Steps[i], i == len(sc.Steps)-1) {
			break
		}
	}
	if r.failed == before {
		r.casesPassed++
	}
}

// player is the learner in a case.
type player struct {
	*replay
	*course // the one that is open
	tab
	script  script
	courses map[string]*course
	where   string
}

// fail reports something that is not as the script has it.
func (p *player) fail(format string, args ...any) {
	p.failed++
	p.t.Errorf("%s%s: %s", p.script.Case, p.where, fmt.Sprintf(format, args...))
}

// clause counts something that the script expects besides the answer of a call.
func (p *player) clause(ok bool, format string, args ...any) bool {
	p.clauses++
	if ok {
		p.clausesPassed++
	} else {
		p.fail(format, args...)
	}
	return ok
}

// launch opens a course, or opens it again: what was suspended goes on, what ended begins anew.
func (p *player) launch(name string) {
	if p.seat != nil {
		p.closeWindow()
	}
	first := p.courses[name] == nil
	if first {
		p.courses[name] = p.open(name)
	}
	p.course = p.courses[name]
	p.tabs++
	p.tab = tab{seat: p.w.sitAt(p.w.svc, name, fmt.Sprint("t", p.tabs)).begin()}
	if p.seat.now.Ended {
		if err := p.seat.tryBegin(false, true); err != nil {
			p.t.Fatalf("%s: %v", name, err)
		}
	}
	p.delivered()
	if title := p.script.Start; first && title != "." && p.script.Case == name {
		p.move(p.choice(title))
	}
}

// choice is the request for an activity by its title.
func (p *player) choice(title string) sequencing.Request {
	r := sequencing.Request{Kind: sequencing.Choice}
	if strings.HasPrefix(title, "the activity that corresponds to the root") {
		r.Target = p.org.ID
	}
	p.org.Walk(func(it *manifest.Item) bool {
		if it.Title == title {
			r.Target = it.ID
		}
		return true
	})
	return r
}

// visit plays one delivery. It tells whether the case can go on.
func (p *player) visit(v *visit, last bool) bool {
	p.visits++
	p.where = fmt.Sprintf(", activity %s, visit %d", v.Activity, v.Visit)
	it := p.items[v.Activity]
	if it == nil {
		p.fail("the manifest has no such activity")
		return false
	}
	if !p.clause(p.seat.at() == it.ID, "expected %q to be delivered, it is at %s (%q)", it.ID, p.seat.at(), p.seat.now.Notice) {
		return false
	}
	p.inspect(v)
	var session *cmi.Session
	if p.seat.now.SCO.Asset { // which has no run-time to call, whatever the script has it say
		p.mute += len(v.Calls)
	} else {
		session = p.runtime(it)
		for i, c := range v.Calls {
			p.call(session, c, i+1)
		}
		session.Terminate("")
		p.ended = true
	}
	before := p.attempt(p.name)
	name := p.name
	p.then(session, v.Then, last)
	if a := p.attempt(name); session != nil && a.Number == before.Number && (!a.Live || a.Current != it.ID) {
		p.kept(&a, it.ID, session)
	}
	return true
}

// attempt is the present one at a course.
func (p *player) attempt(name string) scorm.Attempt {
	a, err := p.w.svc.Stores.Attempts.Get(p.t.Context(), scorm.AttemptID("s1:ann", name))
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

// kept compares what the service keeps of a visit with what the run-time held at its end: of
// one that was abandoned, nothing.
func (p *player) kept(a *scorm.Attempt, item string, session *cmi.Session) {
	if strings.HasPrefix(string(p.own(session).Kind), "abandon") {
		_, known := a.SCOs[item]
		p.clause(!known, "abandoned, yet it keeps %v", a.SCOs[item])
		return
	}
	got, want := a.SCOs[item].Data.Values, session.Data().Values
	p.clause(reflect.DeepEqual(got, want), "the service keeps %v, not %v", got, want)
}

// inspect answers what the suite asks the learner about the interface.
func (p *player) inspect(v *visit) {
	now := &p.seat.now
	contents := map[string]bool{}
	if now.Whole != nil {
		contents[now.Whole.ID] = now.Whole.Enabled
	}
	for _, line := range now.Lines {
		if line.Enabled {
			contents[line.ID] = true
		}
	}
	for _, q := range v.Interface {
		what, title, _ := strings.Cut(q.Is, "@")
		answers := map[string]bool{
			"continue.enabled": now.Nav.Continue, "continue.disabled": !now.Nav.Continue,
			"previous.enabled": now.Nav.Previous, "previous.disabled": !now.Nav.Previous,
			"toc.enabled": len(contents) > 0, "toc.enabled.selectable": contents[p.choice(title).Target],
		}
		answer, known := answers[what]
		p.clause(known && answer == q.Expected, "%s is %v, expected %v", q.Is, answer, q.Expected)
	}
}

// runtime is a run-time that knows what was delivered, and no more.
func (p *player) runtime(it *manifest.Item) *cmi.Session {
	launch, kept := readElements(p.seat.now.SCO.Elements, it)
	launch.Navigation = wrapper{&p.valid}
	s := cmi.Open(launch, kept)
	p.clause(reflect.DeepEqual(s.Elements(), p.seat.now.SCO.Elements), "delivered %v, which a run-time takes for %v", p.seat.now.SCO.Elements, s.Elements())
	return s
}
