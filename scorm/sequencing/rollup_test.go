package sequencing

import (
	"fmt"
	"math"
	"testing"
)

// cluster is a root over one chapter of the children, then z.
func cluster(children []Activity, options ...option) Activity {
	return act("root", flowing, with(act("one", append([]option{flowing, with(children...)}, options...)...), act("z")))
}

// through visits a, b, c… with these results, then leaves the chapter.
func through(t *testing.T, root Activity, words ...string) (*Tree, Values) {
	t.Helper()
	tr := tree(t, root)
	steps := []string{"start"}
	for i, w := range words {
		if w != "-" {
			id := string(rune('a' + i))
			if i > 0 {
				steps = append(steps, "{target="+id+"}jump")
			}
			steps = append(steps, id+": "+w)
		}
	}
	s, _ := play(t, tr, append(steps, "{target=z}jump")...)
	return tr, known(tr, s, "one")
}

func TestRollupRules(t *testing.T) { // RB.1.2.b, RB.1.3.b, RB.1.4
	count := func(n int) option { return func(a *Activity) { a.Rollup.Rules[len(a.Rollup.Rules)-1].Count = n } }
	percent := func(p float64) option { return func(a *Activity) { a.Rollup.Rules[len(a.Rollup.Rules)-1].Percent = p } }
	both := func(a *Activity) { a.Rollup.Rules[len(a.Rollup.Rules)-1].All = true }
	for name, c := range map[string]struct {
		options   []option
		words     []string
		satisfied Truth
		completed Truth
	}{
		"all passed and completed":         {nil, []string{"passed completed", "passed completed"}, True, True},
		"one failed":                       {nil, []string{"passed completed", "failed completed"}, False, True},
		"one incomplete":                   {nil, []string{"passed completed", "passed incomplete"}, True, False},
		"one never met":                    {nil, []string{"passed completed", "-"}, Unknown, Unknown},
		"any":                              {[]option{rolls(RollupSatisfied, AnyChild, when(Satisfied))}, []string{"passed", "failed"}, True, True},
		"any of none":                      {[]option{rolls(RollupSatisfied, AnyChild, when(Satisfied))}, []string{"failed", "failed"}, Unknown, True},
		"none":                             {[]option{rolls(RollupCompleted, NoChild, when(Satisfied))}, []string{"failed", "failed"}, False, True},
		"none, but one unknown":            {[]option{rolls(RollupCompleted, NoChild, when(Satisfied))}, []string{"failed", "-"}, Unknown, Unknown},
		"at least two of three":            {[]option{rolls(RollupSatisfied, AtLeastCount, when(Satisfied)), count(2)}, []string{"passed", "-", "passed"}, True, Unknown},
		"one is not two":                   {[]option{rolls(RollupSatisfied, AtLeastCount, when(Satisfied)), count(2)}, []string{"passed", "-", "failed"}, Unknown, Unknown},
		"two thirds":                       {[]option{rolls(RollupSatisfied, AtLeastPercent, when(Satisfied)), percent(0.66)}, []string{"passed", "failed", "passed"}, True, True},
		"one third is not two":             {[]option{rolls(RollupSatisfied, AtLeastPercent, when(Satisfied)), percent(0.66)}, []string{"passed", "failed", "failed"}, Unknown, True},
		"one condition is enough":          {[]option{rolls(RollupSatisfied, AllChildren, when(Satisfied), when(Attempted))}, []string{"passed", "failed"}, True, True},
		"both conditions are needed":       {[]option{rolls(RollupSatisfied, AllChildren, when(Satisfied), when(Attempted)), both}, []string{"passed", "failed"}, Unknown, True},
		"satisfied wins over not":          {[]option{rolls(RollupNotSatisfied, AnyChild, when(Attempted)), rolls(RollupSatisfied, AnyChild, when(Attempted))}, []string{"failed"}, True, True},
		"completed wins over incomplete":   {[]option{rolls(RollupIncomplete, AnyChild, when(Attempted)), rolls(RollupCompleted, AnyChild, when(Attempted))}, []string{"incomplete"}, True, True},
		"a rule for not satisfied alone":   {[]option{rolls(RollupNotSatisfied, AnyChild, whenNot(Satisfied))}, []string{"passed", "passed"}, Unknown, True},
		"of children none of which counts": {[]option{rolls(RollupCompleted, AllChildren, when(Satisfied)), allUntracked}, []string{"failed"}, True, True},
	} {
		var children []Activity
		for i := range c.words {
			children = append(children, act(string(rune('a'+i))))
		}
		if _, v := through(t, cluster(children, c.options...), c.words...); v.Satisfied != c.satisfied || v.Completion != c.completed {
			t.Errorf("%s: satisfied %s, completed %s", name, v.Satisfied, v.Completion)
		}
	}
}

func allUntracked(a *Activity) {
	for i := range a.Children {
		untracked(&a.Children[i])
	}
}

func TestWhatCountsInARollup(t *testing.T) { // RB.1.4.2
	needs := func(q Requirement) option {
		return func(a *Activity) {
			a.Rollup.RequiredForSatisfied, a.Rollup.RequiredForNotSatisfied = q, q
			a.Rollup.RequiredForCompleted, a.Rollup.RequiredForIncomplete = q, q
		}
	}
	for name, c := range map[string]struct {
		b     []option // a is passed and completed
		words string
		want  Truth // of both
	}{
		"always, never met":           {[]option{needs(Always)}, "-", Unknown},
		"if attempted, never met":     {[]option{needs(IfAttempted)}, "-", True},
		"if attempted, failed":        {[]option{needs(IfAttempted)}, "failed incomplete", False},
		"if not suspended, suspended": {[]option{needs(IfNotSuspended)}, "failed incomplete suspend", True},
		"if not suspended, failed":    {[]option{needs(IfNotSuspended)}, "failed incomplete", False},
		"if not suspended, never met": {[]option{needs(IfNotSuspended)}, "-", True},
		"if not skipped, skipped":     {[]option{needs(IfNotSkipped), pre(Skip, when(AlwaysTrue))}, "failed incomplete", True},
		"if not skipped, failed":      {[]option{needs(IfNotSkipped)}, "failed incomplete", False},
		"without tracking":            {[]option{untracked}, "failed incomplete", True},
		"its part taken away":         {[]option{func(a *Activity) { a.Rollup.ObjectiveSatisfied, a.Rollup.ProgressCompletion = false, false }}, "failed incomplete", True},
	} {
		_, v := through(t, cluster([]Activity{act("a"), act("b", c.b...)}), "passed completed", c.words)
		if v.Satisfied != c.want || v.Completion != c.want {
			t.Errorf("%s: satisfied %s, completed %s, expected %s", name, v.Satisfied, v.Completion, c.want)
		}
	}
}

func TestMeasureRollup(t *testing.T) { // RB.1.1, RB.1.2.a, RB.1.3.a
	weight := func(w float64) option {
		return func(a *Activity) { a.Rollup.MeasureWeight, a.Completion.Weight = w, w }
	}
	byProgress := func(p float64) option {
		return func(a *Activity) { a.Completion.ByMeasure, a.Completion.MinProgress = true, p }
	}
	measured := []option{passingAt(0.5), byProgress(0.6)}
	for name, c := range map[string]struct {
		children           []Activity
		words              []string
		measure            float64 // -1: unknown
		satisfied, through Truth
	}{
		"the mean":                   {[]Activity{act("a"), act("b")}, []string{"s80 p80", "s40 p40"}, 0.6, True, True},
		"one without a measure is 0": {[]Activity{act("a"), act("b")}, []string{"s80 p80", "passed"}, 0.4, False, False},
		"weighted":                   {[]Activity{act("a", weight(0.25)), act("b", weight(0.75))}, []string{"s80 p80", "s40 p40"}, 0.5, True, False},
		"no weight at all":           {[]Activity{act("a", weight(0))}, []string{"s80 p80"}, -1, Unknown, Unknown},
		"untracked is left out":      {[]Activity{act("a"), act("b", untracked)}, []string{"s80 p80", "s10 p10"}, 0.8, True, True},
		"none known":                 {[]Activity{act("a"), act("b")}, []string{"passed", "passed"}, -1, Unknown, Unknown},
	} {
		_, v := through(t, cluster(c.children, measured...), c.words...)
		if c.measure < 0 && (v.Measure != nil || v.Progress != nil) ||
			c.measure >= 0 && (v.Measure == nil || math.Abs(*v.Measure-c.measure) > 1e-9 || math.Abs(*v.Progress-c.measure) > 1e-9) ||
			v.Satisfied != c.satisfied || v.Completion != c.through {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestSatisfactionByMeasureWaitsForTheEnd(t *testing.T) { // Measure Satisfaction If Active
	for _, active := range []bool{true, false} {
		tr := tree(t, cluster([]Activity{act("a"), act("b")}, passingAt(0.3), func(a *Activity) { a.Rollup.MeasureSatisfactionIfActive = active }))
		s, o := play(t, tr, "start", "a: s80", "continue")
		if got := known(tr, s, "one").Satisfied; got != map[bool]Truth{true: True, false: Unknown}[active] {
			t.Errorf("if active is %v: %s while active", active, got)
		}
		if s, _ = then(t, tr, s, o, "exitAll"); known(tr, s, "one").Satisfied != True {
			t.Errorf("if active is %v: %s at the end", active, known(tr, s, "one").Satisfied)
		}
	}
}

func TestOnlyTheCurrentAttemptCounts(t *testing.T) { // Use Current Attempt Objective / Progress Information
	for current, want := range map[bool]Truth{true: Unknown, false: True} {
		tr := tree(t, cluster([]Activity{act("a"), act("b")}, func(a *Activity) {
			a.Controls.UseCurrentObjective, a.Controls.UseCurrentProgress = current, current
		}))
		s, _ := play(t, tr, "start", "a: passed completed", "continue", "b: passed completed", "continue", // out of one
			"{target=a}choice", "a: passed completed", "{target=z}choice") // a second attempt on it, of which b is missing
		if v := known(tr, s, "one"); v.Satisfied != want || v.Completion != want {
			t.Errorf("current attempt only is %v: %+v", current, v)
		}
	}
}

func TestConditions(t *testing.T) { // UP.2, UP.2.1
	tr := tree(t, act("root", flowing, with(act("a", objective(Objective{ID: "p"}), objective(Objective{ID: "o"}), attempts(2)), act("b"))))
	s, _ := play(t, tr, "start", "a: failed s40 incomplete")
	r := load(tr, s, Env{})
	a, b := r.find("a"), r.find("b")
	tests := []struct {
		activity int
		c        Condition
		want     Truth
	}{
		{a, when(AlwaysTrue), True}, {a, whenNot(AlwaysTrue), False},
		{a, when(Satisfied), False}, {a, whenNot(Satisfied), True}, {b, when(Satisfied), Unknown}, {b, whenNot(Satisfied), Unknown},
		{a, when(ObjectiveStatusKnown), True}, {b, when(ObjectiveStatusKnown), False}, {b, whenNot(ObjectiveStatusKnown), True},
		{a, when(ObjectiveMeasureKnown), True}, {b, when(ObjectiveMeasureKnown), False},
		{a, Condition{Test: MeasureGreaterThan, Threshold: 0.39}, True}, {a, Condition{Test: MeasureGreaterThan, Threshold: 0.4}, False},
		{a, Condition{Test: MeasureLessThan, Threshold: 0.41}, True}, {a, Condition{Test: MeasureLessThan, Threshold: 0.4}, False},
		{b, Condition{Test: MeasureLessThan, Threshold: 1}, Unknown}, {b, Condition{Test: MeasureGreaterThan, Threshold: -1}, Unknown},
		{a, when(Completed), False}, {b, when(Completed), Unknown},
		{a, when(ActivityProgressKnown), True}, {b, when(ActivityProgressKnown), False},
		{a, when(Attempted), True}, {b, when(Attempted), False},
		{a, when(AttemptLimitExceeded), False}, {b, when(AttemptLimitExceeded), False},
		{a, Condition{Test: Satisfied, Objective: "p"}, False}, {a, Condition{Test: Satisfied, Objective: "o"}, Unknown},
		{a, Condition{Test: ObjectiveStatusKnown, Objective: "none"}, Unknown},
		{a, Condition{Test: "invented"}, Unknown},
	}
	for _, c := range tests {
		if got := r.combine(c.activity, []Condition{c.c}, false, r.source); got != c.want {
			t.Errorf("%s %+v: %s, expected %s", r.name(c.activity), c.c, got, c.want)
		}
	}
	yes, no, dunno := when(AlwaysTrue), whenNot(AlwaysTrue), Condition{Test: Satisfied, Objective: "o"}
	for _, c := range []struct {
		list     []Condition
		all, any Truth
	}{
		{nil, Unknown, Unknown}, {[]Condition{yes, yes}, True, True}, {[]Condition{yes, no}, False, True},
		{[]Condition{yes, dunno}, Unknown, True}, {[]Condition{no, dunno}, False, Unknown}, {[]Condition{dunno}, Unknown, Unknown},
	} {
		if all, any := r.combine(a, c.list, false, r.source), r.combine(a, c.list, true, r.source); all != c.all || any != c.any {
			t.Errorf("%v: all %s, any %s", c.list, all, any)
		}
	}
	if got := fmt.Sprint(True, False, Unknown); got != "true false unknown" {
		t.Error(got)
	}
}
