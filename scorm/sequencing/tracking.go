package sequencing

// unrecorded is what is known of the objectives of an activity that is not tracked.
var unrecorded Values

// source returns where a field of an activity's objective is read from: the global
// objective of a read map when it knows the field, the activity's own tracking otherwise
// (SN 3.6.3 and 4.2.1.2). Of an activity that is not tracked nothing is known.
func (r *run) source(a, o int, f Field) *Values {
	if !r.nodes[a].Delivery.Tracked {
		return &unrecorded
	}
	for _, m := range r.nodes[a].Objectives[o].Maps {
		if m.Read&f != 0 {
			if g, ok := r.globals[m.Target]; ok && g.has(f) {
				return &g
			}
		}
	}
	return &r.values[a][o]
}

// measure returns an objective's normalized measure, and whether it is known.
func (r *run) measure(a, o int) (float64, bool) {
	if m := r.source(a, o, FieldMeasure).Measure; m != nil {
		return *m, true
	}
	return 0, false
}

// satisfied tells whether an objective is satisfied: by its measure when it is defined
// so, and only once the activity has ended when the activity is defined so.
func (r *run) satisfied(a, o int) Truth {
	def := &r.nodes[a].Objectives[o]
	if !def.SatisfiedByMeasure {
		return r.source(a, o, FieldSatisfied).Satisfied
	}
	return r.byMeasure(a, o, r.source(a, o, FieldMeasure).Measure)
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
func (r *run) completed(a, o int) Truth {
	if o == 0 && r.nodes[a].Completion.ByMeasure {
		return r.byProgress(a, r.source(a, o, FieldProgress).Progress)
	}
	return r.source(a, o, FieldCompletion).Completion
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
	v.Satisfied, v.Completion = r.satisfied(a, o), r.completed(a, o)
	return v
}

// set changes a field of an activity's objective, and of the global objectives that its
// maps write. A value that was there already writes nothing: another activity may have
// written the global objective since.
func (r *run) set(a, o int, f Field, from Values) {
	own := &r.values[a][o]
	if own.same(&from, f) {
		return
	}
	own.take(&from, f)
	if !from.has(f) {
		return // the unknown is not shared
	}
	for _, m := range r.nodes[a].Objectives[o].Maps {
		if m.Write&f == 0 {
			continue
		}
		if g := r.globals[m.Target]; !g.same(&from, f) {
			g.take(&from, f)
			r.globals[m.Target] = g
			r.written = append(r.written, m.Target)
		}
	}
}

// setSatisfied is set for the satisfied status.
func (r *run) setSatisfied(a, o int, t Truth) { r.set(a, o, FieldSatisfied, Values{Satisfied: t}) }

// setCompleted is set for the completion status of the attempt.
func (r *run) setCompleted(a int, t Truth) { r.set(a, 0, FieldCompletion, Values{Completion: t}) }

// newAttempt initialises an activity's tracking for a new attempt, and makes its children
// forget what they did before as far as the activity only counts its current attempt.
func (r *run) newAttempt(a int) {
	for o := range r.values[a] {
		r.values[a][o] = Values{}
	}
	t := &r.acts[a]
	if t.Attempts == 0 {
		t.StartedAt = r.env.Now
	}
	t.Attempts++
	t.AttemptAt = r.env.Now
	t.Before, t.Seconds = t.Before+t.Seconds, 0
	r.forgetChildren(a)
}

// forgetChildren applies Use Current Attempt Objective / Progress Information: what the
// children did in former attempts on their parent is unknown from now on.
func (r *run) forgetChildren(a int) {
	var which Field
	if r.nodes[a].Controls.UseCurrentObjective {
		which |= objectiveFields
	}
	if r.nodes[a].Controls.UseCurrentProgress {
		which |= progressFields
	}
	if which == 0 {
		return
	}
	for _, c := range r.nodes[a].children {
		for o := range r.values[c] {
			r.values[c][o].forget(which)
		}
		r.forgetChildren(c)
	}
}
