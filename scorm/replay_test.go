package scorm

import (
	"fmt"
	"strings"
	"testing"

	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// TestReplay plays ADL's conformance scripts for run-times of SCORM 2004 4th Edition, as
// one learner would, in the suite's order: the calls against the data model, the order of
// delivery, the interface and what the learner does against sequencing.
func TestReplay(t *testing.T) {
	dir := packagesDir(t)
	learner := &learner{t: t, manifests: readManifests(t, dir), shared: map[string]*string{}}
	for _, sc := range readScripts(t, dir) {
		learner.play(sc)
	}
	n := &learner.tally
	t.Logf("%d cases, %d pass; %d visits; %d API calls, %d pass, %d are for a person's eye; %d deliveries, "+
		"interface questions and ends of session, %d pass", n.cases, n.casesPassed, n.visits, n.calls, n.callsPassed, n.eye,
		n.clauses, n.clausesPassed)
	if n.casesPassed != n.cases || n.callsPassed+n.eye != n.calls || n.clausesPassed != n.clauses {
		t.Errorf("%d cases fail", n.cases-n.casesPassed)
	}
}

// tally counts what was replayed.
type tally struct {
	cases, casesPassed, visits     int
	calls, callsPassed, eye        int
	clauses, clausesPassed, failed int
}

// learner goes through all cases: global objectives and shared data stay from one to the next.
type learner struct {
	t         *testing.T
	manifests map[string][]byte
	globals   []sequencing.Global
	shared    map[string]*string // adl.data, by target
	tally
}

// course is a package in the hands of the learner.
type course struct {
	org    *manifest.Organization
	tree   *sequencing.Tree
	items  map[string]*manifest.Item // by the number that the scripts give an activity
	state  sequencing.State
	kept   map[string]cmi.Data // by item
	stores map[string]*string  // adl.data, when it is the course's own
}

// seeds are global objectives left by cases of the suite that are not in the corpus:
// OB-09b begins where OB-09a ended, both objectives satisfied.
var seeds = map[string][]sequencing.Global{
	"OB-09b": {
		{ID: "gObj-OB09-obj1", Values: sequencing.Values{Satisfied: sequencing.True}},
		{ID: "gObj-OB09-obj2", Values: sequencing.Values{Satisfied: sequencing.True}},
	},
}

// open reads a course for a first attempt on it.
func (l *learner) open(name string) *course {
	m, err := manifest.Parse(l.manifests[name])
	if err != nil {
		l.t.Fatalf("%s: %v", name, err)
	}
	c := &course{org: m.Organization(m.Default), items: map[string]*manifest.Item{}, kept: map[string]cmi.Data{}}
	c.org.Walk(func(it *manifest.Item) bool {
		if _, act, ok := strings.Cut(it.Parameters, "act="); ok {
			c.items[act] = it
		}
		return true
	})
	if c.tree, err = ActivityTree(manifest.SCORM2004, c.org); err != nil {
		l.t.Fatalf("%s: %v", name, err)
	}
	c.state = sequencing.Begin(c.tree, sequencing.State{Globals: append(l.globals, seeds[name]...)}, sequencing.Env{})
	c.stores = l.shared
	if !c.org.SharedDataGlobalToSystem {
		c.stores = map[string]*string{}
	}
	return c
}

// play replays a case.
func (l *learner) play(sc script) {
	l.cases++
	before := l.failed
	p := &player{learner: l, script: sc, courses: map[string]*course{}}
	first := sc.Case
	if sc.Case == "DDM" { // two courses that share data
		first = sc.Start
	}
	p.launch(first)
	for i := range sc.Steps {
		if !p.visit(&sc.Steps[i], i == len(sc.Steps)-1) {
			break
		}
		if p.tree.GlobalToSystem {
			l.globals = p.state.Globals
		}
	}
	if l.failed == before {
		l.casesPassed++
	}
}

// player is the learner in a case.
type player struct {
	*learner
	*course // the one that is open
	script  script
	courses map[string]*course
	outcome sequencing.Outcome
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

// launch opens a course, or opens it again: what was suspended goes on.
func (p *player) launch(name string) {
	if p.course = p.courses[name]; p.course == nil {
		p.course = p.open(name)
		p.courses[name] = p.course
		if title := p.script.Start; title != "." && p.script.Case == name {
			p.navigate(p.choice(title))
			return
		}
	}
	if p.state.Suspended != "" {
		p.navigate(sequencing.Request{Kind: sequencing.ResumeAll})
		return
	}
	p.navigate(sequencing.Request{Kind: sequencing.Start})
}

// navigate sends a navigation request.
func (p *player) navigate(r sequencing.Request) {
	p.state, p.outcome = sequencing.Navigate(p.tree, p.state, r, sequencing.Env{})
	if p.outcome.Ended && p.state.Suspended == "" && !p.org.SharedDataGlobalToSystem {
		clear(p.stores) // they last as long as the attempt
	}
}

// choice is the request for an activity by its title.
func (p *player) choice(title string) sequencing.Request {
	r := sequencing.Request{Kind: sequencing.Choice}
	if strings.HasPrefix(title, "the activity that corresponds to the root") {
		r.Target = p.tree.Root()
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
	if !p.clause(p.outcome.Deliver == it.ID, "expected %q to be delivered, got %+v", it.ID, p.outcome) {
		return false
	}
	valid := sequencing.Valid(p.tree, p.state, sequencing.Env{})
	p.inspect(v, valid)
	session := p.openSession(it, valid)
	for i, c := range v.Calls {
		p.call(session, c, i+1)
	}
	p.closeSession(it, session)
	p.then(session, v.Then, last)
	return true
}

// inspect answers what the suite asks the learner about the interface.
func (p *player) inspect(v *visit, valid sequencing.Validity) {
	offer := sequencing.Offered(p.tree, p.state, valid)
	contents := map[string]bool{}
	for _, e := range sequencing.Contents(p.tree, p.state, valid) {
		if e.Enabled && e.Visible {
			contents[e.ID] = true
		}
	}
	for _, q := range v.Interface {
		what, title, _ := strings.Cut(q.Is, "@")
		answers := map[string]bool{
			"continue.enabled": offer.Continue, "continue.disabled": !offer.Continue,
			"previous.enabled": offer.Previous, "previous.disabled": !offer.Previous,
			"toc.enabled": len(contents) > 0, "toc.enabled.selectable": contents[p.choice(title).Target],
		}
		answer, known := answers[what]
		p.clause(known && answer == q.Expected, "%s is %v, expected %v", q.Is, answer, q.Expected)
	}
}

// openSession launches the run-time of an activity.
func (p *player) openSession(it *manifest.Item, valid sequencing.Validity) *cmi.Session {
	launch := SequencedLaunch(manifest.SCORM2004, it, p.tree, p.state, valid)
	launch.LearnerID, launch.LearnerName = "p1", "Testeur, Camille"
	for _, d := range it.Data {
		launch.Stores = append(launch.Stores, cmi.Store{ID: d.Target, Value: p.stores[d.Target], Read: d.Read, Write: d.Write})
	}
	kept := cmi.Data{}
	if p.outcome.Resume {
		kept = p.kept[it.ID]
		kept.Suspended = true // by its content or by suspendAll
	}
	return cmi.Open(launch, kept)
}

// closeSession ends the run-time and hands its results to sequencing, unless what was done
// is abandoned.
func (p *player) closeSession(it *manifest.Item, session *cmi.Session) {
	session.Terminate("")
	p.kept[it.ID] = session.Data()
	r := session.Result()
	for _, st := range r.Stores {
		if st.Write {
			p.stores[st.ID] = st.Value
		}
	}
	if r.Request == "abandon" || r.Request == "abandonAll" {
		return
	}
	var err error
	if p.state, err = sequencing.Commit(p.tree, p.state, it.ID, SequencingResults(session), sequencing.Env{}); err != nil {
		p.fail("%v", err)
	}
}
