package sequencing

import (
	"strings"
	"testing"
)

// shared is an objective with a map.
func shared(id, target string, read, write Field) Objective {
	return Objective{ID: id, MinMeasure: 1, Maps: []Map{{Target: target, Read: read, Write: write}}}
}

const everything = DefaultRead

func TestGlobalObjectives(t *testing.T) { // SN 3.10.3
	writer := act("a", objective(shared("p", "g", 0, everything)))
	for name, c := range map[string]struct {
		reader    Activity
		words     string
		satisfied Truth
		measure   bool
	}{
		"read":                       {act("b", objective(shared("p", "g", everything, 0))), "passed s70", True, true},
		"read what was not passed":   {act("b", objective(shared("p", "g", everything, 0))), "failed s70", False, true},
		"read the measure only":      {act("b", objective(shared("p", "g", FieldMeasure, 0))), "passed s70", Unknown, true},
		"another one":                {act("b", objective(shared("p", "h", everything, 0))), "passed s70", Unknown, false},
		"satisfied by its measure":   {act("b", objective(Objective{ID: "p", SatisfiedByMeasure: true, MinMeasure: 0.8, Maps: []Map{{Target: "g", Read: everything}}})), "passed s70", False, true},
		"one that is not tracked":    {act("b", untracked, objective(shared("p", "g", everything, 0))), "passed s70", True, true},
		"with nothing written there": {act("b", objective(shared("p", "g", everything, 0))), "said-unknown", Unknown, false},
	} {
		tr := tree(t, act("root", flowing, with(writer, c.reader)))
		s, _ := play(t, tr, "start", "a: "+c.words, "continue")
		if v := known(tr, s, "b"); v.Satisfied != c.satisfied || (v.Measure != nil) != c.measure {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

// A status with a read map is the global objective's, even where that knows none;
// completion falls back on the activity's own (ADL's cases CM-13 and CO-09).
func TestWhatTheGlobalObjectiveDoesNotKnow(t *testing.T) {
	tr := tree(t, act("root", flowing, with(act("a", objective(shared("p", "g", everything, 0))), act("b"))))
	s, _ := play(t, tr, "start", "a: passed completed s80 p80", "continue")
	if v := known(tr, s, "a"); v.Satisfied != Unknown || v.Measure != nil || v.Completion != True || v.Progress == nil {
		t.Errorf("%+v", v)
	}
}

func TestARuleDoesNotSeeWhatIsNotTracked(t *testing.T) {
	reader := act("b", untracked, objective(shared("p", "g", everything, 0)), pre(Skip, when(Satisfied)))
	tr := tree(t, act("root", flowing, with(act("a", objective(shared("p", "g", 0, everything))), reader, act("c"))))
	if _, o := play(t, tr, "start", "a: passed", "continue"); o.Deliver != "b" {
		t.Errorf("%+v", o)
	}
}

func TestAGlobalObjectiveRollsUpItsReaders(t *testing.T) { // SN 4.6.1
	tr := tree(t, act("root", flowing, with(
		act("a", objective(Objective{ID: "p"}), objective(shared("o", "g", 0, everything))),
		act("one", flowing, pre(Skip, when(Satisfied)), with(act("b", objective(shared("p", "g", everything, 0))))),
		act("z"))))
	s := Begin(tr, State{}, Env{})
	s, _ = Navigate(tr, s, Request{Kind: Start}, Env{})
	s, err := Commit(tr, s, "a", Results{Objectives: []Progress{{ID: "o", Values: Values{Satisfied: True}}}}, Env{})
	if err != nil {
		t.Fatal(err)
	}
	if v := known(tr, s, "one"); v.Satisfied != True {
		t.Errorf("the chapter whose only content reads it: %+v", v)
	}
	if _, o := Navigate(tr, s, Request{Kind: Continue}, Env{}); o.Deliver != "z" {
		t.Errorf("the chapter should be skipped: %+v", o)
	}
}

func TestGlobalObjectivesThatWriteInACircleEnd(t *testing.T) {
	circle := func(id, read, write string) Activity {
		return act(id, flowing, objective(Objective{ID: "p", Maps: []Map{{Target: read, Read: everything}, {Target: write, Write: everything}}}),
			rolls(RollupNotSatisfied, AnyChild, when(Satisfied)), rolls(RollupSatisfied, AnyChild, whenNot(Satisfied)), with(
				act(id+"x", objective(shared("p", read, everything, 0)))))
	}
	tr := tree(t, act("root", flowing, with(circle("one", "g", "h"), circle("two", "h", "g"), act("a", objective(shared("p", "g", 0, everything))))))
	if _, o := play(t, tr, "{target=a}choice", "a: passed", "exitAll"); !o.Ended {
		t.Errorf("%+v", o)
	}
}

func TestWhatIsNotSaidIsNotWritten(t *testing.T) {
	both := shared("p", "g", everything, everything)
	tr := tree(t, act("root", flowing, with(act("a", objective(both)), act("b", setByContent, objective(both)))))
	s, o := play(t, tr, "start", "a: passed s90", "continue")
	s.Globals[0].Satisfied = False // another course has changed its mind meanwhile
	s, o = then(t, tr, s, o, "b: ")
	s, _ = then(t, tr, s, o, "previous")
	if s.Globals[0].Satisfied != False {
		t.Error("a content that said nothing wrote the objective")
	}
	// A status said to be unknown is written, though.
	s, o = play(t, tr, "start", "a: passed s90", "continue", "b: said-unknown", "previous")
	if o.Deliver != "a" || s.Globals[0].Satisfied != Unknown || s.Globals[0].Measure == nil {
		t.Errorf("%+v, %+v", o, s.Globals)
	}
}

func TestReadHereWrittenThere(t *testing.T) {
	passer := Objective{ID: "o", MinMeasure: 1, Maps: []Map{{Target: "g", Read: everything}, {Target: "h", Write: everything}}}
	tr := tree(t, act("root", flowing, with(act("a", objective(Objective{}), objective(passer)), act("b"))))
	s := State{Globals: []Global{{ID: "g", Values: Values{Satisfied: True}}}}
	s, _ = Navigate(tr, Begin(tr, s, Env{}), Request{Kind: Start}, Env{})
	s, err := Commit(tr, s, "a", Results{Objectives: []Progress{{ID: "o", Values: Values{Satisfied: True}}}}, Env{})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Globals) != 2 || s.Globals[1].ID != "h" || s.Globals[1].Satisfied != True {
		t.Errorf("%+v", s.Globals)
	}
}

func TestThePrimaryObjectiveAmongTheObjectives(t *testing.T) {
	tr := tree(t, act("root", flowing, with(act("a", setByContent, objective(Objective{ID: "p"})), act("b"))))
	begin, _ := play(t, tr, "start")
	entry := []Progress{{ID: "p", Values: Values{Satisfied: False, Completion: True}}}
	for name, c := range map[string]struct {
		results   Results
		satisfied Truth
	}{
		"it counts where nothing else is said": {Results{Objectives: entry}, False},
		"what is said of the content wins":     {Results{Objectives: entry, Values: Values{Satisfied: True}, Stated: FieldSatisfied}, True},
		"even that it is unknown":              {Results{Objectives: entry, Stated: FieldSatisfied}, Unknown},
	} {
		s, err := Commit(tr, begin, "a", c.results, Env{})
		if err != nil {
			t.Fatal(err)
		}
		if v := known(tr, s, "a"); v.Satisfied != c.satisfied || v.Completion != True {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestGlobalObjectivesOfAnAttempt(t *testing.T) { // objectivesGlobalToSystem
	for system, want := range map[bool]int{true: 1, false: 0} {
		tr := tree(t, act("root", flowing, with(act("a", objective(shared("p", "g", 0, everything))), act("b"))))
		tr.GlobalToSystem = system
		s, o := play(t, tr, "start", "a: passed", "exitAll")
		if len(s.Globals) != 1 {
			t.Fatalf("%+v", s)
		}
		if again := Begin(tr, s, Env{}); len(again.Globals) != want {
			t.Errorf("global to the system is %v: %+v after a new beginning", system, again.Globals)
		}
		if s, _ = then(t, tr, s, o, "start"); len(s.Globals) != want {
			t.Errorf("global to the system is %v: %+v in the next attempt", system, s.Globals)
		}
	}
}

func TestCommitRefusesWhatIsNotContent(t *testing.T) {
	tr := tree(t, chapters())
	s, _ := play(t, tr, "start")
	for _, id := range []string{"one", "nobody", ""} {
		if _, err := Commit(tr, s, id, Results{}, Env{}); err == nil || !strings.Contains(err.Error(), "no content") {
			t.Errorf("%q: %v", id, err)
		}
	}
	if Objectives(tr, s, "nobody") != nil {
		t.Error("objectives of nobody")
	}
}

func TestTreesThatAreRefused(t *testing.T) {
	for name, root := range map[string]Activity{
		"twice":      act("root", with(act("a"), act("a"))),
		"no id":      act("root", with(act(""))),
		"objectives": act("root", objective(Objective{ID: "o"}), objective(Objective{ID: "o"})),
	} {
		if _, err := NewTree(root); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
