package sequencing

import "time"

// ruleCheck is UP.2, the Sequencing Rules Check Process: the action of the first rule
// that applies, among those whose action is wanted; empty when none does.
func (r *run) ruleCheck(a int, rules []Rule, wanted ...Action) Action {
	for i := range rules {
		for _, action := range wanted {
			if rules[i].Action == action && r.ruleHolds(a, &rules[i]) {
				return action
			}
		}
	}
	return ""
}

// ruleHolds is UP.2.1, the Sequencing Rule Check Subprocess.
func (r *run) ruleHolds(a int, rule *Rule) bool {
	return r.combine(a, rule.Conditions, rule.Any, r.source) == True
}

// combine evaluates conditions in three-valued logic. No condition at all is unknown.
func (r *run) combine(a int, conditions []Condition, any bool, from reader) Truth {
	if len(conditions) == 0 {
		return Unknown
	}
	result, decisive := True, False
	if any {
		result, decisive = False, True
	}
	for i := range conditions {
		c := &conditions[i]
		t := r.test(a, c, from)
		if c.Not {
			t = t.not()
		}
		switch t {
		case decisive:
			return decisive
		case Unknown:
			result = Unknown
		}
	}
	return result
}

// test evaluates one condition, before its negation (SN tables 3.4 and 3.7).
func (r *run) test(a int, c *Condition, from reader) Truth {
	switch c.Test {
	case AlwaysTrue:
		return True
	case Attempted:
		return truth(r.acts[a].Attempts > 0)
	case AttemptLimitExceeded:
		limit := r.nodes[a].Limits.Attempts
		return truth(limit > 0 && r.acts[a].Attempts >= limit)
	case TimeLimitExceeded:
		return truth(r.overTime(a))
	case OutsideAvailableTimeRange:
		return truth(r.outsideWindow(a))
	}
	o := r.objective(a, c.Objective)
	if o == nowhere {
		return Unknown
	}
	switch c.Test {
	case Satisfied:
		return r.satisfied(a, o, from)
	case ObjectiveStatusKnown:
		return truth(r.satisfied(a, o, from).known())
	case Completed:
		return r.completed(a, o, from)
	case ActivityProgressKnown:
		return truth(r.completed(a, o, from).known())
	}
	m, known := r.measure(a, o, from)
	switch {
	case c.Test == ObjectiveMeasureKnown:
		return truth(known)
	case known && c.Test == MeasureGreaterThan:
		return truth(m > c.Threshold)
	case known && c.Test == MeasureLessThan:
		return truth(m < c.Threshold)
	}
	return Unknown
}

// limitCheck is UP.1, the Limit Conditions Check Process: whether the activity may not
// be attempted any more.
func (r *run) limitCheck(a int) bool {
	if !r.nodes[a].Delivery.Tracked || r.acts[a].Active || r.acts[a].Suspended {
		return false // only a new attempt can be one too many
	}
	limit := r.nodes[a].Limits.Attempts
	return limit > 0 && r.acts[a].Attempts >= limit || r.overActivityTime(a) || r.outsideWindow(a)
}

// overActivityTime tells whether the limits on all attempts together are passed.
func (r *run) overActivityTime(a int) bool {
	l := &r.nodes[a].Limits
	return l.ActivityExperienced > 0 && r.experienced(a, true) >= l.ActivityExperienced ||
		r.past(r.acts[a].StartedAt, l.ActivityAbsolute)
}

// overTime tells whether a limit on the current attempt or on all of them is passed.
func (r *run) overTime(a int) bool {
	l := &r.nodes[a].Limits
	return l.AttemptExperienced > 0 && r.experienced(a, false) >= l.AttemptExperienced ||
		r.past(r.acts[a].AttemptAt, l.AttemptAbsolute) || r.overActivityTime(a)
}

// past tells whether the duration has gone by since the start.
func (r *run) past(start time.Time, d time.Duration) bool {
	return d > 0 && !start.IsZero() && !r.env.Now.IsZero() && r.env.Now.Sub(start) >= d
}

// outsideWindow tells whether it is too early or too late to begin the activity.
func (r *run) outsideWindow(a int) bool {
	l, now := &r.nodes[a].Limits, r.env.Now
	return !now.IsZero() && (!l.Begin.IsZero() && now.Before(l.Begin) || !l.End.IsZero() && now.After(l.End))
}

// experienced returns the time spent in an activity, in the current attempt or in all:
// of a cluster, that spent in its children.
func (r *run) experienced(a int, all bool) time.Duration {
	if r.leaf(a) {
		seconds := r.acts[a].Seconds
		if all {
			seconds += r.acts[a].Before
		}
		return time.Duration(seconds * float64(time.Second))
	}
	var sum time.Duration
	for _, c := range r.nodes[a].children {
		if all || !r.acts[c].AttemptAt.Before(r.acts[a].AttemptAt) {
			sum += r.experienced(c, all)
		}
	}
	return sum
}

// checkActivity is UP.5, the Check Activity Process: true when the activity may not be
// delivered, being disabled or at its limit.
func (r *run) checkActivity(a int) bool {
	return r.ruleCheck(a, r.nodes[a].PreRules, Disabled) != "" || r.limitCheck(a)
}
