package scorm

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// ActivityTree turns an organization into the tree that sequencing walks. SCORM 1.2 has no
// sequencing: there everything may be chosen, and continue and previous go through the
// items in their order; statuses are the content's alone.
func ActivityTree(standard manifest.Standard, o *manifest.Organization) (*sequencing.Tree, error) {
	simple := standard == manifest.SCORM12
	root := newActivity(o.ID, o.Title, simple, &o.Sequencing, o.CompletionThreshold)
	for i := range o.Children {
		root.Children = append(root.Children, itemActivity(&o.Children[i], simple))
	}
	t, err := sequencing.NewTree(root)
	if err != nil {
		return nil, err
	}
	t.GlobalToSystem = o.ObjectivesGlobalToSystem
	return t, nil
}

// itemActivity turns an item, and those below it, into an activity.
func itemActivity(it *manifest.Item, simple bool) sequencing.Activity {
	a := newActivity(it.ID, it.Title, simple, &it.Sequencing, it.CompletionThreshold)
	a.Hidden = !it.Visible
	a.HideUI = it.HideUI
	for i := range it.Children {
		a.Children = append(a.Children, itemActivity(&it.Children[i], simple))
	}
	return a
}

// newActivity turns what the manifest says of one activity into its definition.
func newActivity(id, title string, simple bool, s *manifest.Sequencing, c manifest.CompletionThreshold) sequencing.Activity {
	a := sequencing.NewActivity(id)
	a.Title = title
	if simple {
		a.Controls.Flow = true
		a.PreRules = rules(s.Pre) // those of prerequisites: see play.lockedTree
		a.Delivery.CompletionSetByContent, a.Delivery.ObjectiveSetByContent = true, true
		return a
	}
	a.Controls = sequencing.Controls{
		Choice: s.Control.Choice, ChoiceExit: s.Control.ChoiceExit, Flow: s.Control.Flow,
		ForwardOnly: s.Control.ForwardOnly, UseCurrentObjective: s.Control.CurrentObjectives,
		UseCurrentProgress: s.Control.CurrentProgress, ConstrainChoice: s.Choice.ConstrainChoice,
		PreventActivation: s.Choice.PreventActivation,
	}
	a.PreRules, a.PostRules, a.ExitRules = rules(s.Pre), rules(s.Post), rules(s.Exit)
	a.Limits = limits(&s.Limits)
	a.Rollup = rollup(s)
	a.Completion = sequencing.Completion{ByMeasure: c.ByMeasure, MinProgress: c.MinMeasure, Weight: c.Weight}
	a.Objectives = objectives(s.Objectives)
	a.Selection = sequencing.Selection{Timing: sequencing.Timing(s.Randomization.SelectionTiming), Count: s.Randomization.SelectCount}
	a.Randomization = sequencing.Randomization{Timing: sequencing.Timing(s.Randomization.Timing), Reorder: s.Randomization.ReorderChildren}
	a.Delivery = sequencing.Delivery{Tracked: s.Delivery.Tracked,
		CompletionSetByContent: s.Delivery.CompletionSetByContent, ObjectiveSetByContent: s.Delivery.ObjectiveSetByContent}
	return a
}

func rules(from []manifest.Rule) []sequencing.Rule {
	var list []sequencing.Rule
	for _, r := range from {
		list = append(list, sequencing.Rule{Conditions: conditions(r.Conditions), Any: r.Combination == "any",
			Action: sequencing.Action(r.Action)})
	}
	return list
}

func conditions(from []manifest.Condition) []sequencing.Condition {
	var list []sequencing.Condition
	for _, c := range from {
		list = append(list, sequencing.Condition{Test: sequencing.Test(c.Condition), Not: c.Not,
			Objective: identifier(c.Objective), Threshold: c.Threshold})
	}
	return list
}

func rollup(s *manifest.Sequencing) sequencing.Rollup {
	r := sequencing.Rollup{
		ObjectiveSatisfied: s.Rollup.ObjectiveSatisfied, ProgressCompletion: s.Rollup.ProgressCompletion,
		MeasureWeight:               s.Rollup.MeasureWeight,
		RequiredForSatisfied:        sequencing.Requirement(s.Consider.RequiredForSatisfied),
		RequiredForNotSatisfied:     sequencing.Requirement(s.Consider.RequiredForNotSatisfied),
		RequiredForCompleted:        sequencing.Requirement(s.Consider.RequiredForCompleted),
		RequiredForIncomplete:       sequencing.Requirement(s.Consider.RequiredForIncomplete),
		MeasureSatisfactionIfActive: s.Consider.MeasureSatisfactionIfActive,
	}
	for _, rule := range s.Rollup.Rules {
		r.Rules = append(r.Rules, sequencing.RollupRule{
			Conditions: conditions(rule.Conditions), All: rule.Combination == "all",
			Set: sequencing.ChildSet(rule.Children), Count: rule.MinimumCount, Percent: rule.MinimumPercent,
			Action: sequencing.RollupAction(rule.Action),
		})
	}
	return r
}

func objectives(from []manifest.Objective) []sequencing.Objective {
	var list []sequencing.Objective
	for _, o := range from {
		to := sequencing.Objective{ID: identifier(o.ID), SatisfiedByMeasure: o.SatisfiedByMeasure, MinMeasure: o.MinMeasure}
		for _, m := range o.Maps {
			to.Maps = append(to.Maps, objectiveMap(&m))
		}
		list = append(list, to)
	}
	return list
}

// objectiveMap reads only what an element that is there maps: the five fields of ADL's are
// not shared because IMS's two are.
func objectiveMap(m *manifest.ObjectiveMap) sequencing.Map {
	to := sequencing.Map{Target: identifier(m.Target)}
	add := func(there, read, write bool, f sequencing.Field) {
		if there && read {
			to.Read |= f
		}
		if there && write {
			to.Write |= f
		}
	}
	add(m.IMS, m.ReadSatisfied, m.WriteSatisfied, sequencing.FieldSatisfied)
	add(m.IMS, m.ReadMeasure, m.WriteMeasure, sequencing.FieldMeasure)
	add(m.ADL, m.ReadRaw, m.WriteRaw, sequencing.FieldRaw)
	add(m.ADL, m.ReadMin, m.WriteMin, sequencing.FieldMin)
	add(m.ADL, m.ReadMax, m.WriteMax, sequencing.FieldMax)
	add(m.ADL, m.ReadCompletion, m.WriteCompletion, sequencing.FieldCompletion)
	add(m.ADL, m.ReadProgress, m.WriteProgress, sequencing.FieldProgress)
	return to
}

// identifier makes one string of the ways to write the identifier of an objective, which
// is an xs:anyURI: blanks may be escaped, and collapse.
func identifier(id string) string {
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	return strings.Join(strings.Fields(id), " ")
}

// limits reads limit conditions; a time that cannot be read is no limit.
func limits(from *manifest.Limits) sequencing.Limits {
	l := sequencing.Limits{
		AttemptAbsolute: xmlDuration(from.AttemptAbsoluteDuration), AttemptExperienced: xmlDuration(from.AttemptExperiencedDuration),
		ActivityAbsolute: xmlDuration(from.ActivityAbsoluteDuration), ActivityExperienced: xmlDuration(from.ActivityExperiencedDuration),
		Begin: xmlTime(from.Begin), End: xmlTime(from.End),
	}
	if from.Attempts != nil {
		l.Attempts = *from.Attempts
	}
	return l
}

var durationParts = regexp.MustCompile(`^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$`)

// xmlDuration reads an xs:duration, a year being 365 days and a month 30; 0 when it is not one.
func xmlDuration(s string) time.Duration {
	parts := durationParts.FindStringSubmatch(strings.TrimSpace(s))
	if parts == nil {
		return 0
	}
	var seconds float64
	for i, unit := range []float64{365 * 86400, 30 * 86400, 86400, 3600, 60, 1} {
		n, _ := strconv.ParseFloat(parts[i+1], 64) // an absent part is 0
		seconds += n * unit
	}
	return time.Duration(min(seconds, 3e9) * float64(time.Second))
}

// xmlTime reads an xs:dateTime, in UTC where it names no zone; zero when it is not one.
func xmlTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			return t
		}
	}
	return time.Time{}
}
