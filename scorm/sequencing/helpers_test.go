package sequencing

import (
	"strings"
	"testing"
)

// option changes the definition of an activity of a test.
type option func(*Activity)

// act defines an activity; children are options too.
func act(id string, options ...option) Activity {
	a := NewActivity(id)
	a.Title = "Title of " + id
	for _, o := range options {
		o(&a)
	}
	return a
}

func with(children ...Activity) option { return func(a *Activity) { a.Children = children } }

func flowing(a *Activity)           { a.Controls.Flow = true }
func forwardOnly(a *Activity)       { a.Controls.Flow, a.Controls.ForwardOnly = true, true }
func noChoice(a *Activity)          { a.Controls.Choice = false }
func noChoiceExit(a *Activity)      { a.Controls.ChoiceExit = false }
func constrained(a *Activity)       { a.Controls.ConstrainChoice = true }
func preventActivation(a *Activity) { a.Controls.PreventActivation = true }
func untracked(a *Activity)         { a.Delivery.Tracked = false }
func setByContent(a *Activity) {
	a.Delivery.CompletionSetByContent, a.Delivery.ObjectiveSetByContent = true, true
}

func when(test Test) Condition    { return Condition{Test: test} }
func whenNot(test Test) Condition { return Condition{Test: test, Not: true} }

func pre(action Action, conditions ...Condition) option {
	return func(a *Activity) {
		a.PreRules = append(a.PreRules, Rule{Conditions: conditions, Action: action})
	}
}

func post(action Action, conditions ...Condition) option {
	return func(a *Activity) {
		a.PostRules = append(a.PostRules, Rule{Conditions: conditions, Action: action})
	}
}

func exits(conditions ...Condition) option {
	return func(a *Activity) {
		a.ExitRules = append(a.ExitRules, Rule{Conditions: conditions, Action: ExitAction})
	}
}

func rolls(action RollupAction, set ChildSet, conditions ...Condition) option {
	return func(a *Activity) {
		a.Rollup.Rules = append(a.Rollup.Rules, RollupRule{Conditions: conditions, Set: set, Action: action})
	}
}

func attempts(n int) option { return func(a *Activity) { a.Limits.Attempts = n } }

func objective(o Objective) option {
	return func(a *Activity) { a.Objectives = append(a.Objectives, o) }
}

// passingAt makes the primary objective satisfied by measure.
func passingAt(measure float64) option {
	return objective(Objective{ID: "primary", SatisfiedByMeasure: true, MinMeasure: measure})
}

func tree(t testing.TB, root Activity) *Tree {
	t.Helper()
	built, err := NewTree(root)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func number(f float64) *float64 { return &f }

// play is a learner in a tree. Each step is a navigation request, or "id: results" which
// commits to an activity; results are words of completed, incomplete, passed, failed,
// suspend, said-unknown and score=0.5 or progress=0.5 written as s50 and p50.
func play(t testing.TB, tr *Tree, steps ...string) (State, Outcome) {
	t.Helper()
	s, o := Begin(tr, State{}, Env{}), Outcome{}
	for _, step := range steps {
		s, o = then(t, tr, s, o, step)
	}
	return s, o
}

// then plays one step more.
func then(t testing.TB, tr *Tree, s State, o Outcome, step string) (State, Outcome) {
	t.Helper()
	if id, words, ok := strings.Cut(step, ": "); ok {
		s, err := Commit(tr, s, id, results(words), Env{})
		if err != nil {
			t.Fatal(err)
		}
		return s, o
	}
	r, err := ParseRequest(step)
	if err != nil {
		t.Fatal(err)
	}
	return Navigate(tr, s, r, Env{})
}

// results reads the words of a step.
func results(words string) Results {
	var r Results
	for _, w := range strings.Fields(words) {
		switch {
		case w == "completed" || w == "incomplete":
			r.Completion, r.Stated = Completeness(w), r.Stated|FieldCompletion
		case w == "passed" || w == "failed":
			r.Satisfied, r.Stated = Success(w), r.Stated|FieldSatisfied
		case w == "said-unknown":
			r.Stated |= FieldCompletion | FieldSatisfied
		case w == "suspend":
			r.Suspend = true
		case w[0] == 's' || w[0] == 'p':
			n := float64(0)
			for _, digit := range w[1:] {
				n = n*10 + float64(digit-'0')
			}
			n /= 100
			if w[0] == 's' {
				r.Measure, r.Stated = &n, r.Stated|FieldMeasure
			} else {
				r.Progress, r.Stated = &n, r.Stated|FieldProgress
			}
		}
	}
	return r
}

// known returns what is known of the primary objective of an activity.
func known(tr *Tree, s State, id string) Values { return Objectives(tr, s, id)[0].Values }

// scene is a row of the tables: a tree, what was done in it, and what comes of it.
type scene struct {
	name  string
	tree  Activity
	steps []string
	want  string // the activity delivered, "ended", "nothing", or the code of the exception
}

// said writes an outcome as a scene wants it.
func said(o Outcome) string {
	switch {
	case o.Exception != "":
		return string(o.Exception)
	case o.Ended:
		return "ended"
	case o.Deliver == "":
		return "nothing"
	}
	return o.Deliver
}

func playAll(t *testing.T, scenes []scene) {
	for _, sc := range scenes {
		t.Run(sc.name, func(t *testing.T) {
			if _, o := play(t, tree(t, sc.tree), sc.steps...); said(o) != sc.want {
				t.Errorf("got %s, expected %s", said(o), sc.want)
			}
		})
	}
}
