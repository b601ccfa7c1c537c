package sequencing

import "testing"

func TestTermination(t *testing.T) { // TB.2.1 to TB.2.3
	always := when(AlwaysTrue)
	playAll(t, []scene{
		{"an exit rule ends the chapter", act("root", flowing, with(
			act("one", flowing, exits(when(Satisfied)), rolls(RollupSatisfied, AnyChild, when(Satisfied)), with(act("a"), act("b"))), act("c"))),
			[]string{"start", "a: passed", "continue"}, "c"},
		{"the highest exit rule wins", act("root", flowing, with(
			act("top", flowing, exits(always), with(act("one", flowing, exits(always), with(act("a"), act("b"))), act("c"))), act("d"))),
			[]string{"start", "continue"}, "d"},
		{"exit parent", act("root", flowing, with(
			act("one", flowing, with(act("a", post(ExitParentAction, always)), act("b"))), act("c"))),
			[]string{"start", "continue"}, "c"},
		{"exit parent, and its parent's rule", act("root", flowing, with(
			act("one", flowing, post(RetryAction, always), with(act("a", post(ExitParentAction, always)), act("b"))), act("c"))),
			[]string{"start", "continue"}, "a"},
		{"exit parent out of the root", act("root", flowing, with(act("a", post(ExitParentAction, always)), act("b"))),
			[]string{"start", "continue"}, "ended"},
		{"exit parent of the root itself", act("root", flowing, post(ExitParentAction, always), with(act("a", post(ExitParentAction, always)))),
			[]string{"start", "continue"}, "TB.2.3-4"},
		{"exit all", act("root", flowing, with(act("a", post(ExitAllAction, always)), act("b"))),
			[]string{"start", "continue"}, "ended"},
		{"continue instead of what was asked", act("root", flowing, with(act("a"), act("b", post(ContinueAction, always)), act("c"))),
			[]string{"start", "continue", "previous"}, "c"},
		{"previous instead of what was asked", act("root", flowing, with(act("a"), act("b", post(PreviousAction, always)), act("c"))),
			[]string{"start", "continue", "continue"}, "a"},
		{"no rule for one that is suspended", act("root", flowing, with(act("a", post(RetryAction, always)), act("b"))),
			[]string{"start", "a: suspend", "continue"}, "b"},
		{"only the first rule that applies", act("root", flowing, with(act("a"), act("b", post(PreviousAction, when(Satisfied)), post(ContinueAction, always)), act("c"))),
			[]string{"start", "continue", "b: failed", "previous"}, "c"},
		{"suspend after an exit", act("root", flowing, with(act("one", flowing, with(act("a"), act("b"))))),
			[]string{"start", "exit", "suspendAll"}, "ended"},
	})
	r := load(tree(t, two()), State{}, Env{})
	if _, e := r.terminate(exitEverything); e != "TB.2.3-1" {
		t.Errorf("before the start: %s", e)
	}
	r.current = 0
	if _, e := r.terminate(suspendEverything); e != "TB.2.3-3" {
		t.Errorf("nothing to suspend: %s", e)
	}
	if _, e := r.terminate(exitCurrent); e != "TB.2.3-2" {
		t.Errorf("nothing to exit: %s", e)
	}
}

func TestSuspendAndResume(t *testing.T) { // TB.2.3 step 5, SB.2.6, DB.2, DB.2.1
	tr := tree(t, chapters())
	s, o := play(t, tr, "start", "continue", "b: incomplete", "suspendAll")
	if !o.Ended || s.Suspended != "b" || s.Current != "" {
		t.Fatalf("%+v, %+v", o, s)
	}
	resumed, o := then(t, tr, s, o, "resumeAll")
	if o.Deliver != "b" || !o.Resume || resumed.Suspended != "" {
		t.Errorf("resumed: %+v, %+v", o, resumed)
	}
	for _, a := range resumed.Activities {
		if a.Suspended || a.Attempts > 1 {
			t.Errorf("resumed: %+v", a)
		}
	}
	// Another activity is chosen instead: b will not be resumed, its chapter begins anew.
	other, o := then(t, tr, s, o, "{target=d}choice")
	if o.Deliver != "d" || other.Suspended != "" {
		t.Errorf("chosen: %+v, %+v", o, other)
	}
	for _, a := range other.Activities {
		if a.Suspended {
			t.Errorf("%s is still suspended", a.ID)
		}
	}
	if _, o = then(t, tr, other, o, "{target=b}choice"); o.Resume {
		t.Error("b goes on although its suspension was cleared")
	}
}

func TestASuspendedContentGoesOn(t *testing.T) {
	tr := tree(t, two())
	s, o := play(t, tr, "start", "a: suspend incomplete", "continue", "previous")
	if o.Deliver != "a" || !o.Resume {
		t.Fatalf("%+v", o)
	}
	if v := known(tr, s, "a"); v.Completion != False {
		t.Errorf("what it had done is lost: %+v", v)
	}
	if _, o = play(t, tr, "start", "a: incomplete", "continue", "previous"); o.Resume {
		t.Error("one that was not suspended goes on")
	}
	if _, o = play(t, tree(t, two(func(a *Activity) { untracked(&a.Children[0]) })), "start", "a: suspend", "continue", "previous"); !o.Resume {
		t.Error("one that is not tracked is suspended all the same")
	}
}

func TestWhatIsAssumedAtTheEnd(t *testing.T) { // UP.4
	for name, c := range map[string]struct {
		options   []option
		words     string
		completed Truth
		satisfied Truth
	}{
		"nothing said":            {nil, "", True, True},
		"incomplete":              {nil, "incomplete", False, True},
		"failed":                  {nil, "failed", True, False},
		"unknown was said":        {nil, "said-unknown", Unknown, Unknown},
		"suspended":               {nil, "suspend", Unknown, Unknown},
		"set by content":          {[]option{setByContent}, "", Unknown, Unknown},
		"not tracked":             {[]option{untracked}, "", Unknown, Unknown},
		"by measure, without one": {[]option{passingAt(0.5), func(a *Activity) { a.Completion.ByMeasure = true }}, "", Unknown, Unknown},
		"by measure, with one":    {[]option{passingAt(0.5), func(a *Activity) { a.Completion.ByMeasure = true }}, "s60 p90 passed", False, True},
		"by measure, just enough": {[]option{passingAt(0.5), func(a *Activity) { a.Completion.ByMeasure = true }}, "s50 p100 failed", True, True},
	} {
		tr := tree(t, act("root", flowing, with(act("a", c.options...), act("b"))))
		s, _ := play(t, tr, "start", "a: "+c.words, "continue")
		if v := known(tr, s, "a"); v.Completion != c.completed || v.Satisfied != c.satisfied {
			t.Errorf("%s: completed %s, satisfied %s", name, v.Completion, v.Satisfied)
		}
	}
}

func TestAbandonKeepsNoAssumption(t *testing.T) {
	tr := tree(t, two())
	s, _ := play(t, tr, "start", "abandon")
	if v := known(tr, s, "a"); v != (Values{}) {
		t.Errorf("%+v", v)
	}
	if s.Current != "a" {
		t.Errorf("at %q", s.Current)
	}
}

func TestAChapterWithASuspendedContentGoesOn(t *testing.T) { // UP.4 step 2
	for words, attempts := range map[string]int{"suspend": 1, "": 2} {
		tr := tree(t, chapters())
		s, o := play(t, tr, "start", "a: "+words, "continue", "continue", "{target=a}choice")
		if o.Deliver != "a" {
			t.Fatalf("%+v", o)
		}
		for _, a := range s.Activities {
			if a.ID == "one" && a.Attempts != attempts {
				t.Errorf("%q: %d attempts on the chapter, expected %d", words, a.Attempts, attempts)
			}
		}
	}
}
