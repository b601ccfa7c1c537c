package cmi5

import (
	"iter"
	"maps"
	"strings"
	"time"

	"preau.education/preau/internal/ids"
)

// Status is what the statements of one registration amount to for one AU.
type Status struct {
	Completed bool
	Passed    bool
	Failed    bool // judged, and not passed since
	Waived    bool
}

// Met says whether the criterion is met by the status (§13.1.4). A waived AU has met it
// (§9.3.9), and one to which none applies has from the registration on (§9.6.1).
func (m MoveOn) Met(s Status) bool {
	if s.Waived {
		return true
	}
	switch m {
	case Passed:
		return s.Passed
	case Completed:
		return s.Completed
	case CompletedAndPassed:
		return s.Completed && s.Passed
	case CompletedOrPassed:
		return s.Completed || s.Passed
	}
	return m == NotApplicable
}

// Group is a block, or the course: what a "satisfied" statement is about.
type Group struct {
	ID    string // publisher's IRI
	Kind  string // TypeBlock or TypeCourse
	Title Text
}

// Plan is a course as this platform runs it: its structure, and the platform's own identifiers
// of the course, its blocks and its AUs. It is not changed once made.
//
// A platform may run an AU under another moveOn or mastery score than its designer's (§10.2.4,
// §10.2.5): it changes them in the Course before the Plan is made, so that what is launched
// and what is satisfied follow one rule.
type Plan struct {
	Course *Course
	base   string
	aus    map[string]*AU   // by object ID
	groups map[string]Group // by object ID
	order  []Group          // blocks before what holds them, the course last
}

// NewPlan makes the plan of a course. base is an IRI that this import of the course alone has:
// the same for each registration, so that the identifiers are too (§8.1.5, §9.3.9).
func NewPlan(course *Course, base string) *Plan {
	p := &Plan{Course: course, base: strings.TrimRight(base, "/"), aus: map[string]*AU{}, groups: map[string]Group{}}
	for au := range course.AUs() {
		p.aus[p.ObjectID(au.ID)] = au
	}
	p.gather(course.Children)
	p.order = append(p.order, Group{ID: course.ID, Kind: TypeCourse, Title: course.Title})
	for _, g := range p.order {
		p.groups[p.ObjectID(g.ID)] = g
	}
	return p
}

func (p *Plan) gather(nodes []Node) {
	for _, n := range nodes {
		if n.Block != nil {
			p.gather(n.Block.Children)
			p.order = append(p.order, Group{ID: n.Block.ID, Kind: TypeBlock, Title: n.Block.Title})
		}
	}
}

// ObjectID is the platform's identifier of the course, block or AU of the publisher's ID: the
// activityId of an AU, the object of "satisfied" statements. It is never the publisher's
// (§8.1.5, §9.4), and no two things of a course share one, because no two share an ID.
func (p *Plan) ObjectID(publisherID string) string {
	return p.base + "/" + ids.Derived("cmi5", p.base, publisherID)
}

// AU returns the AU of an activityId.
func (p *Plan) AU(activityID string) (*AU, bool) {
	au, ok := p.aus[activityID]
	return au, ok
}

// Registration is one learner's enrolment in one course, as far as cmi5 is concerned: what the
// statements that carry its identifier amount to.
type Registration struct {
	AUs       map[string]Status // by publisher's ID; absent for an AU of which nothing is known
	Satisfied map[string]bool   // publisher's IDs of the blocks and course with a "satisfied" statement
}

// Fold says what statements of one registration amount to: those that the record store holds,
// in any order, less those that are voided. Statements that are not cmi5 defined count for
// nothing (§7.1.3), nor do those about what is not in the course.
func (p *Plan) Fold(statements iter.Seq[Statement]) Registration {
	r := Registration{AUs: map[string]Status{}, Satisfied: map[string]bool{}}
	for s := range statements {
		p.absorb(&r, s)
	}
	return r
}

// Apply is Fold with one statement more. r is left as it was.
func (p *Plan) Apply(r Registration, s Statement) Registration {
	next := Registration{AUs: map[string]Status{}, Satisfied: map[string]bool{}}
	maps.Copy(next.AUs, r.AUs)
	maps.Copy(next.Satisfied, r.Satisfied)
	p.absorb(&next, s)
	return next
}

func (p *Plan) absorb(r *Registration, s Statement) {
	if !s.Defined() {
		return
	}
	if s.Verb == VerbSatisfied {
		if g, ok := p.groups[s.Object.ID]; ok {
			r.Satisfied[g.ID] = true
		}
		return
	}
	au, ok := p.aus[s.Object.ID]
	if !ok {
		return
	}
	if before := r.AUs[au.ID]; before.after(s.Verb) != before {
		r.AUs[au.ID] = before.after(s.Verb)
	}
}

// after is the status once a cmi5 defined statement of the verb has come. It does not depend on
// the order: a "passed" outdoes any "failed" (§9.3: none may follow it).
func (s Status) after(verb string) Status {
	switch verb {
	case VerbCompleted:
		s.Completed = true
	case VerbPassed:
		s.Passed, s.Failed = true, false
	case VerbFailed:
		s.Failed = !s.Passed
	case VerbWaived:
		s.Waived = true
	}
	return s
}

// Met returns the publisher's IDs of all that is satisfied: AUs by their moveOn, blocks and
// the course when all that they hold is (§13.1.4).
func (p *Plan) Met(r Registration) map[string]bool {
	met := map[string]bool{}
	if meet(p.Course.Children, r, met) {
		met[p.Course.ID] = true
	}
	return met
}

func meet(nodes []Node, r Registration, met map[string]bool) bool {
	all := true
	for _, n := range nodes {
		if n.Block != nil {
			if meet(n.Block.Children, r, met) {
				met[n.Block.ID] = true
			}
			all = all && met[n.Block.ID]
			continue
		}
		if n.AU.MoveOn.Met(r.AUs[n.AU.ID]) {
			met[n.AU.ID] = true
		}
		all = all && met[n.AU.ID]
	}
	return all
}

// Due lists the blocks and the course that are satisfied and have no "satisfied" statement yet
// (§9.3.9), in the order in which to record them: blocks before what holds them. It is to be
// asked at registration (§9.6.1) and after each statement that changes a status; asked again
// once the statements are recorded, it lists nothing, so that each is recorded once.
func (p *Plan) Due(r Registration) []Group {
	met := p.Met(r)
	var due []Group
	for _, g := range p.order {
		if met[g.ID] && !r.Satisfied[g.ID] {
			due = append(due, g)
		}
	}
	return due
}

// Stamp is what each statement that the platform makes outside of a launch says besides its
// matter.
type Stamp struct {
	ID           string // UUID of the statement
	At           time.Time
	Learner      Agent
	Registration string
	// Session is the session of the launch that the statement follows from, or one of its own:
	// each "waived" statement has one, which only the "satisfied" that follow from it share
	// (§9.3.7), and so have "satisfied" statements that no launch brought about (§9.3.9).
	Session string
}

// Satisfied is the statement that a block or the course is satisfied (§9.3.9, §9.4).
func (p *Plan) Satisfied(stamp Stamp, g Group) Statement {
	return stamp.statement(VerbSatisfied, Object{ID: p.ObjectID(g.ID), Kind: g.Kind, Name: g.Title}, g.ID)
}

// Waived is the statement that an AU need not be done, for the reason (§9.3.7). One that has
// been waived in the registration already, see Status, is not waived twice.
func (p *Plan) Waived(stamp Stamp, au *AU, reason string) Statement {
	yes := true
	s := stamp.statement(VerbWaived, Object{ID: p.ObjectID(au.ID), Kind: au.ActivityType, Name: au.Title}, au.ID)
	s.Result = Result{Success: &yes, Completion: &yes, Extensions: map[string]any{ExtReason: reason}} // §9.5.2, §9.5.3, §9.5.5.2
	s.Context.Activities["category"] = []string{CategoryCMI5, CategoryMoveOn}                         // §9.6.2.2
	return s
}

// statement is a cmi5 defined statement of the platform: registration (§9.6.1), category
// (§9.6.2.1), publisher's ID (§9.6.2.3), session (§9.6.3.1), time in UTC (§9.7).
func (st Stamp) statement(verb string, object Object, publisherID string) Statement {
	return Statement{ID: st.ID, Actor: Actor{Agent: st.Learner, Type: "Agent"}, Verb: verb, Object: object,
		Timestamp: st.At.UTC().Format(time.RFC3339Nano),
		Context: Context{Registration: st.Registration,
			Activities: map[string][]string{"category": {CategoryCMI5}, "grouping": {publisherID}},
			Extensions: map[string]any{ExtSessionID: st.Session}}}
}
