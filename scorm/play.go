package scorm

import (
	"slices"
	"time"

	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// play is one attempt in the hands of one request: the rules of running a package, without a
// store or a clock of their own.
type play struct {
	*program
	a       *Attempt
	env     sequencing.Env
	shared  Shared
	session *cmi.Session // of the current visit, once asked for
	locked  *sequencing.Tree
	valid   *sequencing.Validity
	sofar   *sequencing.State // see state
	notice  string            // why a request was not honoured, in French
}

func (s *Service) play(c *program, a *Attempt, shared Shared) *play {
	return &play{program: c, a: a, env: s.env(), shared: shared}
}

// plan is the tree that the attempt walks: in SCORM 1.2, with what prerequisites lock now.
func (p *play) plan() *sequencing.Tree {
	if len(p.locks) == 0 {
		return p.tree
	}
	if p.locked == nil {
		p.locked = p.lockedTree()
	}
	return p.locked
}

// lockedTree is the package's tree with the activities whose prerequisites do not hold
// disabled, and passed over.
func (p *play) lockedTree() *sequencing.Tree {
	org := p.Organization
	org.Children = p.lockItems(org.Children)
	t, err := ActivityTree(p.Standard, &org)
	if err != nil { // it was accepted without the rules, which name nothing
		return p.tree
	}
	return t
}

// always is a rule that applies.
func always(action string) manifest.Rule {
	return manifest.Rule{Combination: "all", Conditions: []manifest.Condition{{Condition: "always"}}, Action: action}
}

func (p *play) lockItems(items []manifest.Item) []manifest.Item {
	items = slices.Clone(items)
	for i := range items {
		it := &items[i]
		it.Children = p.lockItems(it.Children)
		if lock := p.locks[it.ID]; lock != nil && !lock.holds(p.lessonStatus) {
			it.Sequencing.Pre = []manifest.Rule{always("skip"), always("disabled")}
		}
	}
	return items
}

// isLocked says whether the prerequisites of an activity do not hold.
func (p *play) isLocked(item string) bool {
	lock := p.locks[item]
	return lock != nil && !lock.holds(p.lessonStatus)
}

// lessonStatus is the SCORM 1.2 status of an item; a chapter is completed when all in it is.
func (p *play) lessonStatus(item string) string {
	it := p.items[item]
	if it == nil {
		return "not attempted"
	}
	if len(it.Children) > 0 {
		for i := range it.Children {
			if at := p.lessonStatus(it.Children[i].ID); at != "completed" && at != "passed" {
				return "incomplete"
			}
		}
		return "completed"
	}
	sco, visited := p.a.SCOs[item]
	switch {
	case sco.Success == "passed" || sco.Success == "failed":
		return sco.Success
	case sco.Completion == "completed" || sco.Completion == "incomplete":
		return sco.Completion
	case visited:
		return "incomplete"
	}
	return "not attempted"
}

// changed forgets what was worked out of the state before.
func (p *play) changed() { p.locked, p.valid, p.sofar = nil, nil, nil }

// state is where sequencing is: as it was when the current content was delivered, with what
// that content has said since. Only the end of the visit makes this last: roll-up follows
// results and not each step towards them (a "failed" on the way to "passed" would stay with
// the chapter), and an abandoned visit leaves no trace (SN TB.2.3).
func (p *play) state() sequencing.State {
	if p.Standard != manifest.SCORM2004 || !p.a.Live || !p.a.Touched || p.items[p.a.Current] == nil {
		return p.a.State
	}
	if p.sofar == nil {
		state, err := sequencing.Commit(p.plan(), p.a.State, p.a.Current, SequencingResults(p.visit()), p.env)
		if err != nil { // the activity is a leaf of the tree: it was delivered
			state = p.a.State
		}
		p.sofar = &state
	}
	return *p.sofar
}

// validity says which requests would be honoured now.
func (p *play) validity() *sequencing.Validity {
	if p.valid == nil {
		v := sequencing.Valid(p.plan(), p.state(), p.env)
		p.valid = &v
	}
	return p.valid
}

// launchOf is how an activity is launched now. The browser answers adl.nav.request_valid
// from what it is sent with each delivery and commit, so the session needs no answers.
func (p *play) launchOf(item string) cmi.Launch {
	it := p.items[item]
	l := SequencedLaunch(p.Standard, it, p.plan(), p.a.State, sequencing.Validity{})
	l.Navigation = nil
	l.LearnerID, l.LearnerName = p.a.Person, p.a.Name
	if p.a.Preview {
		l.Mode, l.NoCredit = cmi.Browse, true
	}
	for _, m := range it.Data {
		st := cmi.Store{ID: m.Target, Read: m.Read, Write: m.Write}
		if v, written := p.stores()[m.Target]; written {
			st.Value = &v
		}
		l.Stores = append(l.Stores, st)
	}
	return l
}

// stores are the shared data of the package: the attempt's own, or the enrolment's.
func (p *play) stores() map[string]string {
	if p.Organization.SharedDataGlobalToSystem {
		return p.shared.Stores
	}
	return p.a.Stores
}

// keepStores takes over what a visit wrote to the shared data.
func (p *play) keepStores(stores []cmi.Store) {
	into := p.stores()
	if into == nil && len(stores) > 0 {
		into = map[string]string{}
		if p.Organization.SharedDataGlobalToSystem {
			p.shared.Stores = into
		} else {
			p.a.Stores = into
		}
	}
	for _, st := range stores {
		switch {
		case !st.Write:
		case st.Value == nil:
			delete(into, st.ID)
		default:
			into[st.ID] = *st.Value
		}
	}
}

// visit is the session of the current delivery, taken up where its last commit left it; nil
// when nothing plays.
func (p *play) visit() *cmi.Session {
	if p.session == nil && p.items[p.a.Current] != nil {
		p.session = cmi.Resume(p.launchOf(p.a.Current), p.a.SCOs[p.a.Current].Data)
	}
	return p.session
}

// start begins the attempt: the first content that the package delivers, if it delivers one
// by itself. In SCORM 2004 sequencing remembers the attempts before (how many, what they
// satisfied): the run-time data alone begin anew.
func (p *play) start() {
	last := p.a.State
	again := p.Standard == manifest.SCORM2004 && !p.a.Begun.IsZero() && p.a.Package == p.ID
	p.a.begin(p.ID, p.env.Now)
	if again {
		last.Globals = mergeGlobals(last.Globals, p.shared.Globals)
		p.a.State = last
	} else {
		p.a.State = sequencing.Begin(p.tree, sequencing.State{Globals: p.shared.Globals}, p.env)
	}
	p.changed()
	state, o := sequencing.Navigate(p.plan(), p.a.State, sequencing.Request{Kind: sequencing.Start}, p.env)
	if o.Exception == "" {
		p.follow(state, o)
	}
}

// follow goes where a navigation request leads.
func (p *play) follow(state sequencing.State, o sequencing.Outcome) {
	p.took(state)
	p.a.Current, p.a.Live, p.session = "", false, nil
	p.a.Ended = o.Ended
	if o.Deliver == "" {
		return
	}
	kept := p.a.SCOs[o.Deliver].Data
	switch {
	case p.Standard != manifest.SCORM2004:
	case o.Resume:
		kept.Suspended = true // by its content, or by its learner since it ended
	default:
		kept = cmi.Data{}
	}
	p.deliver(o.Deliver, kept)
}

// deliver begins a visit of an activity with the data that it takes up.
func (p *play) deliver(item string, kept cmi.Data) {
	p.a.Visit++
	p.a.Current, p.a.Live, p.a.Touched, p.a.VisitAt, p.a.Since = item, true, false, p.env.Now, p.a.Seq
	p.session = cmi.Open(p.launchOf(item), kept)
	sco := p.a.SCOs[item]
	sco.Visits++
	p.a.SCOs[item] = sco
	p.keep(p.Standard == manifest.SCORM12 && kept.Values != nil)
	if p.Standard == manifest.SCORM12 && !p.sco(item) {
		p.viewed() // it will say nothing, and may unlock what follows
	}
}

// again delivers once more what was left: the page was reloaded, or the learner comes back.
func (p *play) again() {
	p.deliver(p.a.Current, p.a.SCOs[p.a.Current].Data)
}

// keep brings what the visit amounts to into the attempt and, if track, into sequencing: at
// once in SCORM 1.2, where prerequisites wait for it, at its end in SCORM 2004.
func (p *play) keep(track bool) {
	s := p.visit()
	r := s.Result()
	sco := p.a.SCOs[p.a.Current]
	sco.Data = s.Data()
	if track {
		sco.Completion, sco.Success, sco.Scaled = r.Completion, r.Success, r.Scaled
	}
	p.a.SCOs[p.a.Current] = sco
	p.keepStores(r.Stores)
	p.changed()
	if track && (p.Standard == manifest.SCORM12 || !p.a.Live) {
		p.track(SequencingResults(s))
	}
}

func (p *play) track(r sequencing.Results) {
	state, err := sequencing.Commit(p.plan(), p.a.State, p.a.Current, r, p.env)
	if err != nil { // the activity is a leaf of the tree: it was delivered
		return
	}
	p.took(state)
}

// viewed settles what the platform decides of a content that never spoke: an asset, or a SCO
// that does not call the run-time. To have opened it is to have completed it.
func (p *play) viewed() {
	sco := p.a.SCOs[p.a.Current]
	if sco.Completion == "completed" {
		return
	}
	sco.Completion = "completed"
	p.a.SCOs[p.a.Current] = sco
	p.track(sequencing.Results{Values: sequencing.Values{Completion: sequencing.True}, Stated: sequencing.FieldCompletion})
}

// end ends the visit: suspend says that the learner will come back to it.
func (p *play) end(suspend bool) {
	if !p.a.Live {
		return
	}
	p.a.Live = false
	if !p.a.Touched {
		p.viewed()
		sco := p.a.SCOs[p.a.Current]
		sco.Data.Live, sco.Data.Suspended = false, suspend
		p.a.SCOs[p.a.Current] = sco
		return
	}
	p.visit().End(suspend)
	p.keep(true)
}

// lasted is how long the current visit took: as the content measured it, else by the clock.
func (p *play) lasted() time.Duration {
	if p.a.VisitAt.IsZero() || p.a.Current == "" {
		return 0
	}
	clock := p.env.Now.Sub(p.a.VisitAt)
	if s := p.visit(); s != nil {
		if told := s.Result().Session; told > 0 && told < clock+time.Minute {
			return told
		}
	}
	return max(clock, 0)
}
