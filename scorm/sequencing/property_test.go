package sequencing

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// chance builds trees and learners that nobody would think of.
type chance struct{ *rand.Rand }

func (c chance) bool() bool { return c.IntN(2) == 0 }

// rarely is true one time in n.
func (c chance) rarely(n int) bool { return c.IntN(n) == 0 }

func pick[T any](c chance, list ...T) T { return list[c.IntN(len(list))] }

// activity builds an activity of up to that depth; ids are handed out in order.
func (c chance) activity(depth int, next *int) Activity {
	a := NewActivity(fmt.Sprintf("a%d", *next))
	*next++
	a.Controls.Flow, a.Controls.Choice, a.Controls.ForwardOnly = !c.rarely(6), !c.rarely(6), c.rarely(6)
	a.Controls.ChoiceExit, a.Controls.ConstrainChoice, a.Controls.PreventActivation = !c.rarely(8), c.rarely(8), c.rarely(8)
	a.Controls.UseCurrentObjective, a.Controls.UseCurrentProgress = c.bool(), c.bool()
	a.Delivery = Delivery{!c.rarely(8), c.bool(), c.bool()}
	for range c.IntN(2) {
		a.PreRules = append(a.PreRules, Rule{c.conditions(), c.bool(), pick(c, Skip, Disabled, HiddenFromChoice, StopForwardTraversal)})
	}
	if c.rarely(3) {
		a.PostRules = []Rule{{c.conditions(), c.bool(), pick(c, ExitParentAction, ExitAllAction, RetryAction, RetryAllAction, ContinueAction, PreviousAction)}}
	}
	if c.rarely(4) {
		a.ExitRules = []Rule{{c.conditions(), c.bool(), ExitAction}}
	}
	if c.rarely(3) {
		a.Rollup.Rules = []RollupRule{{c.conditions(), c.bool(), pick(c, AllChildren, AnyChild, NoChild, AtLeastCount, AtLeastPercent), 1, 0.5,
			pick(c, RollupSatisfied, RollupNotSatisfied, RollupCompleted, RollupIncomplete)}}
	}
	a.Objectives = []Objective{c.objective("p"), c.objective("o")}
	a.Completion.ByMeasure = c.rarely(4)
	a.Limits.Attempts = pick(c, 0, 0, 0, 1, 3)
	if c.rarely(4) {
		a.Selection = Selection{pick(c, Once, OnEachNewAttempt), 1 + c.IntN(3)}
		a.Randomization = Randomization{pick(c, Never, Once, OnEachNewAttempt), true}
	}
	if depth > 0 && !c.rarely(3) {
		for range 1 + c.IntN(4) {
			a.Children = append(a.Children, c.activity(depth-1, next))
		}
	}
	return a
}

func (c chance) conditions() []Condition {
	var list []Condition
	for range 1 + c.IntN(2) {
		list = append(list, Condition{
			Test: pick(c, Satisfied, ObjectiveStatusKnown, ObjectiveMeasureKnown, MeasureGreaterThan, MeasureLessThan,
				Completed, ActivityProgressKnown, Attempted, AttemptLimitExceeded, AlwaysTrue),
			Not: c.bool(), Objective: pick(c, "", "o"), Threshold: pick(c, -0.5, 0.5),
		})
	}
	return list
}

func (c chance) objective(id string) Objective {
	o := Objective{ID: id, SatisfiedByMeasure: c.rarely(3), MinMeasure: 0.5}
	if c.bool() {
		o.Maps = []Map{{Target: pick(c, "g", "h"), Read: Field(c.IntN(128)), Write: Field(c.IntN(128))}}
	}
	return o
}

// results are what a content may say.
func (c chance) results() Results {
	values := func() Values {
		return Values{Satisfied: pick(c, Unknown, True, False), Completion: pick(c, Unknown, True, False),
			Measure: pick(c, nil, number(-1), number(0.7)), Progress: pick(c, nil, number(0), number(1))}
	}
	return Results{Values: values(), Stated: Field(c.IntN(128)), Suspend: c.rarely(4),
		Objectives: []Progress{{ID: "p", Values: values()}, {ID: "o", Values: values()}}}
}

// request is anything a learner or a content may ask.
func (c chance) request(tr *Tree) Request {
	kind := pick(c, Start, ResumeAll, Continue, Continue, Continue, Previous, Choice, Choice, Jump, Exit, ExitAll, SuspendAll, Abandon, AbandonAll)
	r := Request{Kind: kind}
	if kind == Choice || kind == Jump {
		r.Target = fmt.Sprintf("a%d", c.IntN(tr.Len()))
	}
	return r
}

// TestAnyTreeAnyLearner lets random learners loose in random trees: every answer comes,
// what was said to be valid is honoured, and the state holds together.
func TestAnyTreeAnyLearner(t *testing.T) {
	trees := 200
	if testing.Short() {
		trees = 50
	}
	checked := 0
	for seed := range trees {
		c := chance{rand.New(rand.NewPCG(uint64(seed), 5))}
		next := 0
		tr := tree(t, c.activity(3, &next))
		tr.GlobalToSystem = c.bool()
		env := Env{Random: c.IntN}
		s := Begin(tr, State{}, env)
		for range 60 {
			if s.Current != "" && c.bool() && tr.leaf(tr.byID[s.Current]) {
				s, _ = Commit(tr, s, s.Current, c.results(), env)
			}
			r := c.request(tr)
			v := Valid(tr, s, env)
			after, o := Navigate(tr, s, r, env)
			if err := holds(tr, after, o); err != nil {
				t.Fatalf("tree %d, %s: %v", seed, r, err)
			}
			if v.Allows(r) && !diverts(tr, s) {
				if checked++; o.Exception != "" {
					t.Fatalf("tree %d: %s was valid, but %s", seed, r, o.Exception)
				}
			}
			s = after
		}
	}
	if checked < trees/2 {
		t.Errorf("only %d valid requests were followed", checked)
	}
}

// diverts tells whether what is valid may come to something else: a post-condition rule
// leads elsewhere, the children are drawn anew, or what follows can only be chosen.
func diverts(tr *Tree, s State) bool {
	for a := tr.find(s.Current); a != nowhere; a = tr.nodes[a].parent {
		if len(tr.nodes[a].PostRules) > 0 || !tr.nodes[a].Controls.Flow {
			return true
		}
	}
	for i := range tr.nodes {
		if tr.nodes[i].Selection.Timing == OnEachNewAttempt || tr.nodes[i].Randomization.Timing == OnEachNewAttempt ||
			!tr.nodes[i].Controls.Flow && len(tr.nodes[i].children) > 0 {
			return true
		}
	}
	return false
}

// holds tells what is wrong with a state.
func holds(tr *Tree, s State, o Outcome) error {
	stored, err := json.Marshal(s)
	if err != nil {
		return err
	}
	var back State
	if err := json.Unmarshal(stored, &back); err != nil {
		return err
	}
	if again := load(tr, back, Env{}).state(); !reflect.DeepEqual(again, load(tr, s, Env{}).state()) {
		return fmt.Errorf("stored and read, %+v becomes %+v", s, again)
	}
	r := load(tr, s, Env{})
	above := map[int]bool{}
	if r.current != nowhere {
		for _, a := range r.upToRoot(r.current) {
			above[a] = true
		}
	}
	for a := range r.acts {
		if r.acts[a].Active && !above[a] {
			return fmt.Errorf("%s is active, the learner is at %q", r.name(a), s.Current)
		}
	}
	if o.Deliver != "" && (o.Deliver != s.Current || !r.acts[r.current].Active || !r.leaf(r.current)) {
		return fmt.Errorf("delivered %q, the learner is at %q", o.Deliver, s.Current)
	}
	if o.Ended && s.Current != "" {
		return fmt.Errorf("ended, but the learner is at %q", s.Current)
	}
	return nil
}
