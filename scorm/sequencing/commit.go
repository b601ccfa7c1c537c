package sequencing

import "fmt"

// Results is what the run-time knows of the running attempt on an activity, as the
// content has set it: all of it at each commit, not what changed.
type Results struct {
	Values                // success_status, score, completion_status, progress_measure
	Stated     Field      // which of them the content has set itself, be it to "unknown"
	Objectives []Progress // cmi.objectives, those with an id
	Seconds    float64    // total time of the attempt, this session included
	Suspend    bool       // the session has ended with cmi.exit "suspend": the attempt is not over
}

// Success returns what a cmi success_status says.
func Success(status string) Truth {
	switch status {
	case "passed":
		return True
	case "failed":
		return False
	}
	return Unknown
}

// Completeness returns what a cmi completion_status says: "not attempted" is known, and
// not completed (RTE 4.2.4).
func Completeness(status string) Truth {
	switch status {
	case "completed":
		return True
	case "incomplete", "not attempted":
		return False
	}
	return Unknown
}

// Commit brings what the run-time knows of an activity into its tracking, and rolls it
// up. An activity that is not tracked keeps only whether it is suspended.
func Commit(t *Tree, s State, activity string, results Results, env Env) (State, error) {
	r := load(t, s, env)
	a := r.find(activity)
	if a == nowhere || !r.leaf(a) {
		return s, fmt.Errorf("sequencing: the tree has no content %q", activity)
	}
	r.acts[a].Suspended = results.Suspend
	if !r.nodes[a].Delivery.Tracked {
		return r.state(), nil
	}
	r.acts[a].Seconds, r.acts[a].Stated = results.Seconds, results.Stated
	for i := range results.Objectives {
		p := &results.Objectives[i]
		if o := r.objective(a, p.ID); o != nowhere && p.ID != "" {
			r.record(a, o, &p.Values, DefaultRead)
		}
	}
	r.record(a, 0, &results.Values, results.Stated)
	r.overallRollup(a)
	return r.state(), nil
}

// record brings the values of one objective into the tracking: those that the content
// has said, and those that the run-time has worked out. What equals what the rules see
// already is left alone, as the content may only have read it, unless it is to be written
// elsewhere than it was read. An entry of cmi.objectives began with what the rules see, so
// that an unknown there was said.
func (r *run) record(a, o int, v *Values, said Field) {
	for _, f := range fields {
		switch {
		case f == FieldSatisfied && r.nodes[a].Objectives[o].SatisfiedByMeasure,
			f == FieldCompletion && o == 0 && r.nodes[a].Completion.ByMeasure:
			// decided by the measure, below and in the roll-up
		case r.source(a, o, f).same(v, f) && (!v.has(f) || !r.passesOn(a, o, f)):
		case said&f != 0:
			r.share(a, o, f, v)
			if o == 0 && !v.has(f) {
				r.acts[a].Stated |= f
			}
		case v.has(f):
			r.set(a, o, f, *v)
		}
	}
	if o != 0 && r.nodes[a].Objectives[o].SatisfiedByMeasure {
		r.setSatisfied(a, o, r.byMeasure(a, o, r.values[a][o].Measure))
	}
}

// passesOn tells whether a field is read from one global objective and written to another.
func (r *run) passesOn(a, o int, f Field) bool {
	from := nowhere
	for _, m := range r.nodes[a].maps[o] {
		if m.read&f != 0 {
			from = m.target
		}
	}
	for _, m := range r.nodes[a].maps[o] {
		if m.write&f != 0 && from != nowhere && m.target != from {
			return true
		}
	}
	return false
}

// Objectives returns what is known of an activity's objectives, the primary one first,
// for the run-time to begin an attempt with (RTE 4.2.17); nil for an unknown activity.
func Objectives(t *Tree, s State, activity string) []Progress {
	r := load(t, s, Env{})
	a := r.find(activity)
	if a == nowhere {
		return nil
	}
	list := make([]Progress, len(r.values[a]))
	for o := range list {
		list[o] = Progress{ID: r.nodes[a].Objectives[o].ID, Values: r.shown(a, o)}
	}
	return list
}

// shown is effective, except that the content of an activity that is not tracked may
// still read the global objectives.
func (r *run) shown(a, o int) Values {
	if r.nodes[a].Delivery.Tracked {
		return r.effective(a, o)
	}
	var v Values
	for _, f := range fields {
		if g := r.mapped(a, o, f); g != nil {
			v.take(g, f)
		}
	}
	if r.nodes[a].Objectives[o].SatisfiedByMeasure {
		v.Satisfied = r.byMeasure(a, o, v.Measure)
	}
	return v
}
