package scorm

import (
	"maps"
	"slices"
	"time"

	"preau.education/preau/scorm/cmi5"
)

// Registration is what one enrolment comes to in the packages whose units tell the record store
// themselves what is done in them. It is one document, because cmi5 has one session at a time in
// a registration, whatever the course and its unit (§9.3.6).
//
// Everything in it follows from the statements that the record store keeps. What was judged and
// is not known to be kept yet is in Pending, beside the rest.
type Registration struct {
	ID        string // enrolment, "session:person", or "preview:session:person"
	UUID      string // by which statements name it
	Enrolment string
	Person    string
	Name      string // how content may call the learner
	Preview   bool   // by someone who is not enrolled: nothing is told
	Courses   map[string]CourseState
	Session   *UnitSession // the last one; nil before the first
	Pending   []Pending
	At        time.Time // of the last change
}

// CourseState is where the learner is in a package, by activity of the training.
type CourseState struct {
	Package   string
	Begun     time.Time            // zero: no unit has begun
	Units     map[string]UnitState // by the publisher's ID; absent for one that was never launched
	Satisfied map[string]bool      // publisher's IDs of what has its "satisfied" statement
	Told      Told
}

// UnitState is where the learner is in a unit.
type UnitState struct {
	cmi5.Status
	Score    *float64 // scaled, of the last judgement
	Launches int
}

// UnitSession is one launch of a unit.
type UnitSession struct {
	ID       string // UUID
	Activity string // of the training
	Package  string
	Unit     string // publisher's ID
	Mode     cmi5.Mode
	Fetched  bool // its token was given
	cmi5.Session
}

// Pending is a batch of statements that was taken, until the record store is known to keep it or
// not: a process that dies in between then loses nothing and counts nothing twice.
type Pending struct {
	IDs      []string // of the statements
	At       time.Time
	Session  string
	Activity string
	Unit     string
	Adds     cmi5.State // what it adds to the state before
	Score    *float64
}

// pendingTime is the age at which nobody is storing a batch any more: a request ends long before.
const pendingTime = 2 * time.Minute

// course returns the state of an activity at its package as it is now: another package begins
// anew.
func (r *Registration) course(activity, pkg string) CourseState {
	c := r.Courses[activity]
	if c.Package != pkg {
		c = CourseState{Package: pkg}
	}
	c.Units, c.Satisfied = maps.Clone(c.Units), maps.Clone(c.Satisfied)
	if c.Units == nil {
		c.Units = map[string]UnitState{}
	}
	if c.Satisfied == nil {
		c.Satisfied = map[string]bool{}
	}
	return c
}

func (r *Registration) keep(activity string, c CourseState) {
	r.Courses = maps.Clone(r.Courses)
	if r.Courses == nil {
		r.Courses = map[string]CourseState{}
	}
	r.Courses[activity] = c
}

// judged is the state by which the next statement of the session is judged: with what is pending.
func (r *Registration) judged() cmi5.State {
	s := r.Session
	state := cmi5.State{Session: s.Session, Status: r.course(s.Activity, s.Package).Units[s.Unit].Status}
	for _, p := range r.Pending {
		if p.Activity == s.Activity && p.Unit == s.Unit {
			add := p.Adds
			if p.Session != s.ID {
				add.Session = cmi5.Session{}
			}
			state = joined(state, add)
		}
	}
	return state
}

// settle takes what is pending into the state when it was kept, and forgets it otherwise. It
// answers the batch, false when there is none of these statements.
func (r *Registration) settle(ids []string, kept bool) (Pending, bool) {
	at := slices.IndexFunc(r.Pending, func(p Pending) bool { return slices.Equal(p.IDs, ids) })
	if at < 0 {
		return Pending{}, false
	}
	p := r.Pending[at]
	r.Pending = slices.Delete(slices.Clone(r.Pending), at, at+1)
	if !kept {
		return p, true
	}
	if s := r.Session; s != nil && s.ID == p.Session {
		now := *s
		now.Session = joined(cmi5.State{Session: s.Session}, p.Adds).Session
		r.Session = &now
	}
	c := r.course(p.Activity, r.Courses[p.Activity].Package)
	u := c.Units[p.Unit]
	u.Status = joined(cmi5.State{Status: u.Status}, p.Adds).Status
	if p.Score != nil {
		u.Score = p.Score
	}
	c.Units[p.Unit] = u
	r.keep(p.Activity, c)
	return p, true
}

// added is what a judgement adds to the state before it.
func added(before, after cmi5.State) cmi5.State {
	var add cmi5.State
	add.Status = cmi5.Status{Completed: after.Status.Completed && !before.Status.Completed, Passed: after.Status.Passed && !before.Status.Passed,
		Failed: after.Status.Failed && !before.Status.Failed, Waived: after.Status.Waived && !before.Status.Waived}
	b, a := before.Session, after.Session
	add.Session.Judged = a.Judged && !b.Judged
	if !a.Initialized.Equal(b.Initialized) {
		add.Session.Initialized = a.Initialized
	}
	if !a.Terminated.Equal(b.Terminated) {
		add.Session.Terminated, add.Session.Ended = a.Terminated, a.Ended
	}
	if a.Last.After(b.Last) {
		add.Session.Last = a.Last
	}
	return add
}

// joined is a state with what was added to it. It does not depend on the order.
func joined(s, add cmi5.State) cmi5.State {
	s.Status.Completed = s.Status.Completed || add.Status.Completed
	s.Status.Waived = s.Status.Waived || add.Status.Waived
	s.Status.Passed = s.Status.Passed || add.Status.Passed
	s.Status.Failed = (s.Status.Failed || add.Status.Failed) && !s.Status.Passed
	s.Session.Judged = s.Session.Judged || add.Session.Judged
	if s.Session.Initialized.IsZero() {
		s.Session.Initialized = add.Session.Initialized
	}
	if s.Session.Terminated.IsZero() {
		s.Session.Terminated, s.Session.Ended = add.Session.Terminated, add.Session.Ended
	}
	if add.Session.Last.After(s.Session.Last) {
		s.Session.Last = add.Session.Last
	}
	return s
}

// learning is where the learner is in a course, for the rules of cmi5.
func (c *CourseState) learning() cmi5.Registration {
	r := cmi5.Registration{AUs: make(map[string]cmi5.Status, len(c.Units)), Satisfied: c.Satisfied}
	for id, u := range c.Units {
		r.AUs[id] = u.Status
	}
	return r
}

// pendingAmong are the batches that wait for some of these statements to be known to be kept.
func (r *Registration) pendingAmong(held []string) (some []Pending) {
	for _, p := range r.Pending {
		if slices.ContainsFunc(p.IDs, func(id string) bool { return slices.Contains(held, id) }) {
			some = append(some, p)
		}
	}
	return some
}
