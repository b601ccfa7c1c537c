package sequencing

// overallRollup is RB.1.5, the Overall Rollup Process: from the activity up to the root.
// When that changes a global objective which other activities read, it goes on from
// them (SN 4.6.1), until nothing changes any more; a package whose objectives change one
// another in a circle is left where it is after as many rounds as it has activities.
func (r *run) overallRollup(a int) {
	r.rollupPath(a)
	for rounds := 0; len(r.written) > 0 && rounds <= len(r.nodes); rounds++ {
		written := r.written
		r.written = nil
		for _, target := range written {
			for _, reader := range r.readers[target] {
				r.rollupPath(reader)
			}
		}
	}
	r.written = nil
}

// rollupPath rolls up one activity and those above it.
func (r *run) rollupPath(a int) {
	for ; a != nowhere; a = r.nodes[a].parent {
		if !r.nodes[a].Delivery.Tracked {
			continue
		}
		if !r.leaf(a) {
			r.measureRollup(a)
			r.progressMeasureRollup(a)
		}
		r.objectiveRollup(a)
		r.progressRollup(a)
	}
}

// measureRollup is RB.1.1.a, the Measure Rollup Process: the weighted mean of the
// children's measures, those without one counting as zero.
func (r *run) measureRollup(a int) {
	mean := r.weigh(a, FieldMeasure, func(c int) float64 { return r.nodes[c].Rollup.MeasureWeight })
	if mean != nil || r.acts[a].Active { // one that has ended keeps its own, whatever its next children will be
		r.set(a, 0, FieldMeasure, Values{Measure: mean})
	}
}

// progressMeasureRollup is RB.1.1.b, the Completion Measure Rollup Process.
func (r *run) progressMeasureRollup(a int) {
	mean := r.weigh(a, FieldProgress, func(c int) float64 { return r.nodes[c].Completion.Weight })
	if mean != nil || r.acts[a].Active {
		r.set(a, 0, FieldProgress, Values{Progress: mean})
	}
}

// weigh returns the weighted mean of a number over the tracked children, nil when no
// child has it or all weights are zero.
func (r *run) weigh(a int, f Field, weight func(int) float64) *float64 {
	var sum, weights float64
	known := false
	for _, c := range r.available[a] {
		if !r.nodes[c].Delivery.Tracked {
			continue
		}
		weights += weight(c)
		if v := *r.counted(c, 0, f).number(f); v != nil {
			sum += *v * weight(c)
			known = true
		}
	}
	if !known || weights == 0 {
		return nil
	}
	mean := sum / weights
	return &mean
}

// objectiveRollup is RB.1.2, the Objective Rollup Process: by measure (RB.1.2.a) where
// the primary objective is so defined, by rules (RB.1.2.b) otherwise.
func (r *run) objectiveRollup(a int) {
	if r.nodes[a].Objectives[0].SatisfiedByMeasure {
		r.setSatisfied(a, 0, r.satisfied(a, 0, r.source))
		return
	}
	if r.leaf(a) {
		return
	}
	if r.rollupRules(a, RollupSatisfied) { // after Not Satisfied in the book: it prevails
		r.setSatisfied(a, 0, True)
	} else if r.rollupRules(a, RollupNotSatisfied) {
		r.setSatisfied(a, 0, False)
	}
}

// progressRollup is RB.1.3, the Activity Progress Rollup Process: by measure (RB.1.3.a)
// where the activity is so defined, by rules (RB.1.3.b) otherwise.
func (r *run) progressRollup(a int) {
	if r.nodes[a].Completion.ByMeasure {
		r.setCompleted(a, r.completed(a, 0, r.source))
		return
	}
	if r.leaf(a) {
		return
	}
	if r.rollupRules(a, RollupCompleted) { // after Incomplete in the book: it prevails
		r.setCompleted(a, True)
	} else if r.rollupRules(a, RollupIncomplete) {
		r.setCompleted(a, False)
	}
}
