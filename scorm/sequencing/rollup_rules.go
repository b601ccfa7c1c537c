package sequencing

// opposite pairs the actions whose default rules are replaced together: an activity
// with a rule for one of them has no default rule for either.
var opposite = map[RollupAction]RollupAction{
	RollupSatisfied: RollupNotSatisfied, RollupNotSatisfied: RollupSatisfied,
	RollupCompleted: RollupIncomplete, RollupIncomplete: RollupCompleted,
}

// defaults are the roll-up rules of an activity that defines none (SN 4.6.5, 4.6.6).
var defaults = map[RollupAction]RollupRule{
	RollupSatisfied:    {Action: RollupSatisfied, Conditions: []Condition{{Test: Satisfied}}},
	RollupNotSatisfied: {Action: RollupNotSatisfied, Conditions: []Condition{{Test: ObjectiveStatusKnown}}},
	RollupCompleted:    {Action: RollupCompleted, Conditions: []Condition{{Test: Completed}}},
	RollupIncomplete:   {Action: RollupIncomplete, Conditions: []Condition{{Test: ActivityProgressKnown}}},
}

// rollupRules is RB.1.4, the Rollup Rule Check Subprocess: whether a rule with that
// action applies to the activity.
func (r *run) rollupRules(a int, action RollupAction) bool {
	own := false
	for i := range r.nodes[a].Rollup.Rules {
		rule := &r.nodes[a].Rollup.Rules[i]
		own = own || rule.Action == action || rule.Action == opposite[action]
		if rule.Action == action && r.rollupRule(a, rule) {
			return true
		}
	}
	if own {
		return false
	}
	rule := defaults[action]
	return r.rollupRule(a, &rule)
}

// rollupRule evaluates one roll-up rule over the children that count.
func (r *run) rollupRule(a int, rule *RollupRule) bool {
	var yes, no, unknown int
	for _, c := range r.available[a] {
		if !r.nodes[c].Delivery.Tracked || !r.counts(c, rule.Action) {
			continue
		}
		switch r.combine(c, rule.Conditions, !rule.All, r.counted) { // RB.1.4.1, Evaluate Rollup Conditions
		case True:
			yes++
		case False:
			no++
		default:
			unknown++
		}
	}
	all := yes + no + unknown
	switch rule.Set {
	case AnyChild:
		return yes > 0
	case NoChild:
		return yes == 0 && unknown == 0
	case AtLeastCount:
		return yes >= rule.Count
	case AtLeastPercent:
		return all > 0 && float64(yes)/float64(all) >= rule.Percent
	}
	return no == 0 && unknown == 0
}

// counts is RB.1.4.2, the Check Child for Rollup Subprocess.
func (r *run) counts(c int, action RollupAction) bool {
	def := &r.nodes[c].Rollup
	var when Requirement
	switch action {
	case RollupSatisfied:
		when = def.RequiredForSatisfied
	case RollupNotSatisfied:
		when = def.RequiredForNotSatisfied
	case RollupCompleted:
		when = def.RequiredForCompleted
	case RollupIncomplete:
		when = def.RequiredForIncomplete
	}
	if action == RollupSatisfied || action == RollupNotSatisfied {
		if !def.ObjectiveSatisfied {
			return false
		}
	} else if !def.ProgressCompletion {
		return false
	}
	t := &r.acts[c]
	switch when {
	case IfNotSuspended:
		return t.Attempts > 0 && !t.Suspended
	case IfAttempted:
		return t.Attempts > 0
	case IfNotSkipped:
		return r.ruleCheck(c, r.nodes[c].PreRules, Skip) == ""
	}
	return true
}
