package manifest

import (
	"slices"
	"strings"
)

// Vocabularies, in the specification's spelling; what is written in another case is brought
// to it.
var (
	ruleActions = []string{"skip", "disabled", "hiddenFromChoice", "stopForwardTraversal",
		"exit", "exitParent", "exitAll", "retry", "retryAll", "continue", "previous"}
	conditions = []string{"satisfied", "objectiveStatusKnown", "objectiveMeasureKnown",
		"objectiveMeasureGreaterThan", "objectiveMeasureLessThan", "completed", "activityProgressKnown",
		"attempted", "attemptLimitExceeded", "timeLimitExceeded", "outsideAvailableTimeRange", "always", "never"}
	combinations  = []string{"all", "any"}
	childSets     = []string{"all", "any", "none", "atLeastCount", "atLeastPercent"}
	rollupActions = []string{"satisfied", "notSatisfied", "completed", "incomplete"}
	timings       = []string{"never", "once", "onEachNewAttempt"}
	requireds     = []string{"always", "ifAttempted", "ifNotSkipped", "ifNotSuspended"}
)

// sequencing reads what an activity says, n being nil when it says nothing.
func (r *reader) sequencing(s *scope, n *node) Sequencing {
	stated := n != nil
	if ref := n.get("IDRef"); ref != "" {
		if shared := s.sequencing(ref); shared != nil {
			n = merged(n, shared)
		} else {
			r.warn("sequencing_missing", ref, "Le séquencement « %s » n’existe pas dans le manifeste ; il a été ignoré.", ref)
		}
	}
	consider := n.child("rollupConsiderations")
	random := n.child("randomizationControls")
	control := n.child("controlMode")
	delivery := n.child("deliveryControls")
	choice := n.child("constrainedChoiceConsiderations")
	seq := Sequencing{
		Stated: stated,
		Control: ControlMode{
			Choice: control.flag("choice", true), ChoiceExit: control.flag("choiceExit", true),
			Flow: control.flag("flow", false), ForwardOnly: control.flag("forwardOnly", false),
			CurrentObjectives: control.flag("useCurrentAttemptObjectiveInfo", true),
			CurrentProgress:   control.flag("useCurrentAttemptProgressInfo", true),
		},
		Limits:     r.limits(n.child("limitConditions")),
		Rollup:     r.rollup(n.child("rollupRules")),
		Objectives: r.objectives(n),
		Randomization: Randomization{
			Timing: r.word(random, "randomizationTiming", timings, "never"), SelectCount: r.count(random, "selectCount"),
			ReorderChildren: random.flag("reorderChildren", false), SelectionTiming: r.word(random, "selectionTiming", timings, "never"),
		},
		Delivery: Delivery{
			Tracked:                delivery.flag("tracked", true),
			CompletionSetByContent: delivery.flag("completionSetByContent", false),
			ObjectiveSetByContent:  delivery.flag("objectiveSetByContent", false),
		},
		Choice: ConstrainedChoice{
			PreventActivation: choice.flag("preventActivation", false), ConstrainChoice: choice.flag("constrainChoice", false),
		},
		Consider: RollupConsiderations{
			RequiredForSatisfied:        r.word(consider, "requiredForSatisfied", requireds, "always"),
			RequiredForNotSatisfied:     r.word(consider, "requiredForNotSatisfied", requireds, "always"),
			RequiredForCompleted:        r.word(consider, "requiredForCompleted", requireds, "always"),
			RequiredForIncomplete:       r.word(consider, "requiredForIncomplete", requireds, "always"),
			MeasureSatisfactionIfActive: consider.flag("measureSatisfactionIfActive", true),
		},
	}
	rules := n.child("sequencingRules")
	seq.Pre = r.rules(rules.all("preConditionRule"))
	seq.Exit = r.rules(rules.all("exitConditionRule"))
	seq.Post = r.rules(rules.all("postConditionRule"))
	return seq
}

// merged is own with the children of shared that it lacks. adlseq:objectives and
// imsss:objectives are two elements of one name.
func merged(own, shared *node) *node {
	m := &node{space: own.space, name: own.name, attrs: own.attrs, children: slices.Clone(own.children)}
	for _, c := range shared.children {
		has := slices.ContainsFunc(own.children, func(o *node) bool {
			return strings.EqualFold(o.name, c.name) && o.isADL() == c.isADL()
		})
		if !has {
			m.children = append(m.children, c)
		}
	}
	return m
}

// isADL says whether an element is of the ADL sequencing name space. One written without any
// name space is known by what only ADL's has.
func (n *node) isADL() bool {
	if strings.Contains(strings.ToLower(n.space), "adlseq") {
		return true
	}
	if strings.Contains(strings.ToLower(n.space), "imsss") || !n.is("objectives") || n.child("primaryObjective") != nil {
		return false
	}
	for _, o := range n.all("objective") {
		for _, m := range o.all("mapInfo") {
			for _, a := range [...]string{"readRawScore", "readMinScore", "readMaxScore", "readCompletionStatus", "readProgressMeasure",
				"writeRawScore", "writeMinScore", "writeMaxScore", "writeCompletionStatus", "writeProgressMeasure"} {
				if _, has := m.attr(a); has {
					return true
				}
			}
		}
	}
	return false
}

func (r *reader) rules(nodes []*node) []Rule {
	var rules []Rule
	for _, n := range nodes {
		group := n.child("ruleConditions")
		rule := Rule{
			Combination: r.word(group, "conditionCombination", combinations, "all"),
			Action:      r.word(n.child("ruleAction"), "action", ruleActions, ""),
		}
		for _, c := range group.all("ruleCondition") {
			rule.Conditions = append(rule.Conditions, r.condition(c))
		}
		if rule.Action == "" || len(rule.Conditions) == 0 {
			r.warn("rule_ignored", n.name, "Une règle de séquencement sans condition ou sans action a été ignorée.")
			continue
		}
		rules = append(rules, rule)
	}
	return rules
}

func (r *reader) condition(n *node) Condition {
	return Condition{
		Condition: r.word(n, "condition", conditions, "never"),
		Not:       strings.EqualFold(n.get("operator"), "not"),
		Objective: n.get("referencedObjective"),
		Threshold: r.measure(n, "measureThreshold", 0, -1),
	}
}

func (r *reader) limits(n *node) Limits {
	l := Limits{
		AttemptAbsoluteDuration:     n.get("attemptAbsoluteDurationLimit"),
		AttemptExperiencedDuration:  n.get("attemptExperiencedDurationLimit"),
		ActivityAbsoluteDuration:    n.get("activityAbsoluteDurationLimit"),
		ActivityExperiencedDuration: n.get("activityExperiencedDurationLimit"),
		Begin:                       n.get("beginTimeLimit"),
		End:                         n.get("endTimeLimit"),
	}
	if _, said := n.attr("attemptLimit"); said {
		limit := r.count(n, "attemptLimit")
		l.Attempts = &limit
	}
	return l
}

func (r *reader) rollup(n *node) Rollup {
	ru := Rollup{
		ObjectiveSatisfied: n.flag("rollupObjectiveSatisfied", true),
		ProgressCompletion: n.flag("rollupProgressCompletion", true),
		MeasureWeight:      r.measure(n, "objectiveMeasureWeight", 1, 0),
	}
	for _, e := range n.all("rollupRule") {
		group := e.child("rollupConditions")
		rule := RollupRule{
			Children:       r.word(e, "childActivitySet", childSets, "all"),
			MinimumCount:   r.count(e, "minimumCount"),
			MinimumPercent: r.measure(e, "minimumPercent", 0, 0),
			Combination:    r.word(group, "conditionCombination", combinations, "any"),
			Action:         r.word(e.child("rollupAction"), "action", rollupActions, ""),
		}
		for _, c := range group.all("rollupCondition") {
			rule.Conditions = append(rule.Conditions, r.condition(c))
		}
		if rule.Action == "" || len(rule.Conditions) == 0 {
			r.warn("rule_ignored", e.name, "Une règle de cumul sans condition ou sans action a été ignorée.")
			continue
		}
		ru.Rules = append(ru.Rules, rule)
	}
	return ru
}
