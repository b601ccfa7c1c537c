package sequencing

import "slices"

// unrecorded is what is known of the objectives of an activity that is not tracked.
var unrecorded Values

// source returns where a field of an activity's objective is read from (SN 3.10.3).
// Satisfaction and scores that have a read map are the global objective's, even when it
// knows none; completion is the global objective's when it knows one. Everything else is
// the activity's own. Of an activity that is not tracked nothing is known.
func (r *run) source(a, o int, f Field) *Values {
	if !r.nodes[a].Delivery.Tracked {
		return &unrecorded
	}
	if g := r.mapped(a, o, f); g != nil {
		return g
	}
	return &r.values[a][o]
}

// mapped returns the global objective that a field is read from, nil for none.
func (r *run) mapped(a, o int, f Field) *Values {
	for _, m := range r.nodes[a].maps[o] {
		if m.read&f != 0 {
			if g := &r.globals[m.target]; f&objectiveFields != 0 || g.has(f) {
				return g
			}
		}
	}
	return nil
}

// reader is source, or counted: where fields are read from.
type reader func(a, o int, f Field) *Values

// measure returns an objective's normalized measure, and whether it is known.
func (r *run) measure(a, o int, from reader) (float64, bool) {
	if m := from(a, o, FieldMeasure).Measure; m != nil {
		return *m, true
	}
	return 0, false
}

// satisfied tells whether an objective is satisfied: by its measure when it is defined
// so, and only once the activity has ended when the activity is defined so.
func (r *run) satisfied(a, o int, from reader) Truth {
	def := &r.nodes[a].Objectives[o]
	if !def.SatisfiedByMeasure {
		return from(a, o, FieldSatisfied).Satisfied
	}
	return r.byMeasure(a, o, from(a, o, FieldMeasure).Measure)
}

// byMeasure compares a measure with the passing one of the objective.
func (r *run) byMeasure(a, o int, m *float64) Truth {
	if m == nil {
		return Unknown
	}
	if o == 0 && r.acts[a].Active && !r.nodes[a].Rollup.MeasureSatisfactionIfActive {
		return Unknown
	}
	return truth(*m >= r.nodes[a].Objectives[o].MinMeasure)
}

// completed tells whether an objective is completed; of the primary one, whether the
// attempt on the activity is, by its progress measure when it is defined so.
func (r *run) completed(a, o int, from reader) Truth {
	if o == 0 && r.nodes[a].Completion.ByMeasure {
		return r.byProgress(a, from(a, o, FieldProgress).Progress)
	}
	return from(a, o, FieldCompletion).Completion
}

// byProgress compares a progress measure with the activity's threshold.
func (r *run) byProgress(a int, p *float64) Truth {
	if p == nil {
		return Unknown
	}
	return truth(*p >= r.nodes[a].Completion.MinProgress)
}

// effective gathers all that is known of an objective.
func (r *run) effective(a, o int) Values {
	var v Values
	for _, f := range fields {
		v.take(r.source(a, o, f), f)
	}
	v.Satisfied, v.Completion = r.satisfied(a, o, r.source), r.completed(a, o, r.source)
	return v
}

// set changes a field of an activity's objective, as a roll-up does, and of the global
// objectives that its maps write. A value that was there already writes nothing, as
// another activity may have written the global objective since; nor does the unknown.
func (r *run) set(a, o int, f Field, from Values) {
	own := &r.values[a][o]
	if own.same(&from, f) {
		return
	}
	if !from.has(f) {
		own.take(&from, f)
		return
	}
	r.share(a, o, f, &from)
}

// share is set for what the content itself has said, be it that it does not know.
func (r *run) share(a, o int, f Field, from *Values) {
	r.values[a][o].take(from, f)
	for _, m := range r.nodes[a].maps[o] {
		if g := &r.globals[m.target]; m.write&f != 0 && !g.same(from, f) {
			g.take(from, f)
			if !slices.Contains(r.written, m.target) {
				r.written = append(r.written, m.target)
			}
		}
	}
}

// setSatisfied is set for the satisfied status.
func (r *run) setSatisfied(a, o int, t Truth) { r.set(a, o, FieldSatisfied, Values{Satisfied: t}) }

// setCompleted is set for the completion status of the attempt.
func (r *run) setCompleted(a int, t Truth) { r.set(a, 0, FieldCompletion, Values{Completion: t}) }

// newAttempt initialises an activity's tracking for a new attempt. One on the root is one
// on the tree, which global objectives may not outlive.
func (r *run) newAttempt(a int) {
	for o := range r.values[a] {
		r.values[a][o] = Values{}
	}
	t := &r.acts[a]
	if t.Attempts == 0 {
		t.StartedAt = r.env.Now
	}
	t.Attempts++
	t.Stated = 0
	t.AttemptAt = r.env.Now
	t.Before, t.Seconds = t.Before+t.Seconds, 0
	if a == 0 {
		r.forgetGlobals()
		return
	}
	t.Within = r.acts[r.nodes[a].parent].Attempts
}

// forgetGlobals applies objectivesGlobalToSystem="false" at a new attempt on the tree.
func (r *run) forgetGlobals() {
	if !r.GlobalToSystem {
		clear(r.globals)
		r.others = nil
	}
}

// counted returns where the roll-up of the parent reads a field of a child's
// objective from: nowhere when the parent only counts its current attempt and the child
// was last attempted in another one (Use Current Attempt Objective / Progress Information).
func (r *run) counted(c, o int, f Field) *Values {
	from := r.source(c, o, f)
	parent := r.nodes[c].parent
	if from == &r.values[c][o] && r.acts[c].Within != r.acts[parent].Attempts {
		controls := &r.nodes[parent].Controls
		if f&objectiveFields != 0 && controls.UseCurrentObjective || f&progressFields != 0 && controls.UseCurrentProgress {
			return &unrecorded
		}
	}
	return from
}
