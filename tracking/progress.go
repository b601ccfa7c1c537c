package tracking

import (
	"errors"
	"time"
)

// ErrUnchanged is returned by a change function that found nothing to write; the store
// writes nothing and answers what it read.
var ErrUnchanged = errors.New("tracking: unchanged")

// Progress is where one enrolment is: a projection of its statements under the rules of the
// version it is enrolled in. Its identifier is the enrolment's.
type Progress struct {
	ID       string // enrolment: "session:person"
	Session  string
	Parcours string
	Person   string
	Version  int // under whose rules it is evaluated; a completed one stays with its own

	Enrolled        bool // false once withdrawn
	EnrolledAt      time.Time
	Where           Dims // where it counts, whatever the person becomes
	MinutesDistance int  // declared
	MinutesPresence int
	HasMeetings     bool // presence is attested meeting by meeting

	Activities map[string]Evidence // by activity
	Presences  map[string]Presence // by meeting

	Done        int // activities that count and are complete
	Total       int // activities that count
	Percent     int // Done of Total, rounded down
	StartedAt   time.Time
	CompletedAt time.Time // zero: not complete
	LastAt      time.Time // last thing the person did

	Ledger    Ledger    // what the figures hold of it
	ChangedAt time.Time // when the ledger last changed
	Turn      int64     // grows with each write that tells something
	Rev       int64     // revision of the document, for reading
}

// Complete says whether every activity that counts is complete.
func (p *Progress) Complete() bool { return !p.CompletedAt.IsZero() }

// enrol takes over what the enrolment says; it says whether anything changed.
func (p *Progress) enrol(v EnrolmentView) bool {
	next := *p
	next.ID, next.Session, next.Parcours, next.Person = v.ID, v.Session, v.Parcours, v.Person
	next.Enrolled = v.State == Enrolled
	next.EnrolledAt = v.At.Truncate(time.Millisecond).UTC()
	next.Where = v.dims()
	next.MinutesDistance, next.MinutesPresence, next.HasMeetings = v.MinutesDistance, v.MinutesPresence, v.HasMeetings
	if !p.Complete() {
		next.Version = v.Version
	}
	same := p.ID == next.ID && p.Enrolled == next.Enrolled && p.EnrolledAt.Equal(next.EnrolledAt) && p.Where == next.Where &&
		p.MinutesDistance == next.MinutesDistance && p.MinutesPresence == next.MinutesPresence &&
		p.HasMeetings == next.HasMeetings && p.Version == next.Version
	*p = next
	return !same
}

// merge takes in what one statement tells; it says whether anything changed.
func (p *Progress) merge(f Effect) bool {
	changed := false
	if pr := f.Presence; pr != nil {
		if p.Presences == nil {
			p.Presences = map[string]Presence{}
		}
		old, had := p.Presences[pr.Meeting]
		last := *pr
		if had {
			last = lastPresence(old, *pr)
		}
		if !had || last.Statement != old.Statement {
			p.Presences[pr.Meeting] = last
			changed = true
		}
		return changed
	}
	if p.Activities == nil {
		p.Activities = map[string]Evidence{}
	}
	e := p.Activities[f.Activity]
	if e.merge(f) {
		p.Activities[f.Activity] = e
		changed = true
	}
	return changed
}

// evidence is what is known of an activity, presences included.
func (p *Progress) evidence(activity string) Evidence {
	e := p.Activities[activity]
	for _, pr := range p.Presences {
		if pr.Activity == activity && pr.Present {
			e.PresentAt = earliest(e.PresentAt, pr.Held)
		}
	}
	return e
}

// evaluate computes everything that rules say from the evidence.
func (p *Progress) evaluate(s Structure) {
	p.Version = s.Version
	p.Done, p.Total, p.Percent = 0, 0, 0
	p.StartedAt, p.CompletedAt, p.LastAt = time.Time{}, time.Time{}, time.Time{}
	var completed time.Time
	for _, a := range s.Counting() {
		p.Total++
		e := p.evidence(a.ID)
		if at, ok := e.completedAt(a.Rule); ok {
			p.Done++
			completed = latest(completed, at)
		}
	}
	if p.Total > 0 {
		p.Percent = p.Done * 100 / p.Total
	}
	if p.Total > 0 && p.Done == p.Total {
		p.CompletedAt = completed
	}
	for _, e := range p.Activities {
		p.StartedAt = earliest(p.StartedAt, e.First)
		p.LastAt = latest(p.LastAt, e.Last)
		if e.Tick.Value == 1 {
			p.StartedAt = earliest(p.StartedAt, e.Tick.At)
		}
	}
	for _, pr := range p.Presences {
		if pr.Present {
			p.StartedAt = earliest(p.StartedAt, pr.Held)
		}
	}
}

// State says where the person is in an activity.
func (p *Progress) State(a Activity) State {
	e := p.evidence(a.ID)
	return e.state(a.Rule)
}

// States lists the states of every activity of the structure, in its order.
func (p *Progress) States(s Structure) []State {
	var out []State
	for _, a := range s.Activities() {
		out = append(out, p.State(a))
	}
	return out
}

// Locked lists the activities to complete before this one opens, nil when it is open. A
// prerequisite that the version does not hold (any more) locks nothing.
func (p *Progress) Locked(s Structure, a Activity) []Activity {
	var missing []Activity
	for _, id := range a.Requires {
		need, ok := s.Activity(id)
		if ok && p.State(need) != Done {
			missing = append(missing, need)
		}
	}
	return missing
}

// AttestedMinutes are the hours that an attestation says: at distance those declared, in
// presence those that the trainer attested, or declared where there are no meetings.
func (p *Progress) AttestedMinutes() (distance, presence int) {
	if p.Complete() {
		distance = p.MinutesDistance
	}
	if !p.HasMeetings && len(p.Presences) == 0 {
		if p.Complete() {
			presence = p.MinutesPresence
		}
		return distance, presence
	}
	for _, pr := range p.Presences {
		if pr.Present {
			presence += pr.Minutes
		}
	}
	return distance, presence
}

// Recompute builds the progress of an enrolment from its statements alone, in any order.
func Recompute(v EnrolmentView, s Structure, statements []Effect) Progress {
	var p Progress
	p.enrol(v)
	for _, f := range statements {
		p.merge(f)
	}
	p.evaluate(s)
	return p
}
