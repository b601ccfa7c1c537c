package sequencing

import "testing"

func TestChoice(t *testing.T) { // SB.2.4, SB.2.9
	always := when(AlwaysTrue)
	stop := pre(StopForwardTraversal, always)
	stopUntilDone := pre(StopForwardTraversal, whenNot(Completed))
	playAll(t, []scene{
		{"a sibling ahead", chapters(), []string{"start", "{target=b}choice"}, "b"},
		{"a sibling behind", chapters(), []string{"{target=b}choice", "{target=a}choice"}, "a"},
		{"itself", chapters(), []string{"start", "{target=a}choice"}, "a"},
		{"a chapter is flowed into", chapters(), []string{"start", "{target=two}choice"}, "c"},
		{"the root", chapters(), []string{"{target=d}choice", "{target=root}choice"}, "a"},
		{"another branch", chapters(), []string{"start", "{target=d}choice"}, "d"},
		{"a chapter without flow", act("root", flowing, with(act("a"), act("two", with(act("b"))))),
			[]string{"start", "{target=two}choice"}, "SB.2.9-9"},
		{"a hidden one", act("root", flowing, with(act("a"), act("b", pre(HiddenFromChoice, always)))),
			[]string{"start", "{target=b}choice"}, "SB.2.9-3"},
		{"below a hidden one", act("root", flowing, with(act("a"), act("two", pre(HiddenFromChoice, always), with(act("b"))))),
			[]string{"start", "{target=b}choice"}, "SB.2.9-3"},
		{"a disabled one", act("root", flowing, with(act("a"), act("b", pre(Disabled, always)))),
			[]string{"start", "{target=b}choice"}, "DB.1.1-3"},
		{"past one that stops", act("root", flowing, with(act("a"), act("b", stop), act("c"))),
			[]string{"start", "{target=c}choice"}, "SB.2.4-1"},
		{"past it once it is done", act("root", flowing, with(act("a", stopUntilDone), act("b"), act("c"))),
			[]string{"start", "{target=c}choice"}, "c"},
		{"from one that stops", act("root", flowing, with(act("a", stopUntilDone), act("b"))),
			[]string{"start", "a: incomplete", "{target=b}choice"}, "SB.2.4-1"},
		{"back where only forward is", act("root", forwardOnly, with(act("a"), act("b"))),
			[]string{"{target=b}choice", "{target=a}choice"}, "SB.2.4-2"},
		{"out, up to a chapter that holds", act("root", flowing, with(act("one", flowing, with(act("two", flowing, noChoiceExit, with(act("a", post(ExitParentAction, always)))), act("b"))))),
			[]string{"{target=a}choice", "exit", "{target=one}choice"}, "SB.2.9-7"},
		{"into one that is not to be entered", act("root", flowing, with(act("a"), act("two", preventActivation, with(act("b"))))),
			[]string{"start", "{target=b}choice"}, "SB.2.9-6"},
		{"within it once it is entered", act("root", flowing, with(act("a"), act("two", flowing, preventActivation, with(act("b"), act("c"))))),
			[]string{"start", "continue", "{target=c}choice"}, "c"},
		{"it may be chosen itself", act("root", flowing, with(act("a"), act("two", flowing, preventActivation, with(act("b"))))),
			[]string{"start", "{target=two}choice"}, "b"},
		{"to begin with, into one not to be entered", act("root", flowing, with(act("a"), act("two", preventActivation, with(act("b"))))),
			[]string{"{target=b}choice"}, "SB.2.9-6"},
	})
}

func TestConstrainedChoice(t *testing.T) { // SB.2.9 step 11, SB.2.9.1, SB.2.9.2
	root := act("root", flowing, with(
		act("one", flowing, with(act("a"))),
		act("two", flowing, with(act("b"))),
		act("three", flowing, constrained, with(act("c"), act("d"))),
		act("four", flowing, with(act("e"))),
		act("five", flowing, with(act("f"))),
	))
	for target, want := range map[string]string{
		"a": "SB.2.9-8", "b": "b", "two": "b", "c": "c", "d": "d", "three": "c", "e": "e", "four": "e", "f": "SB.2.9-8",
	} {
		if _, o := play(t, tree(t, root), "{target=c}choice", "{target="+target+"}choice"); said(o) != want {
			t.Errorf("%s: %s, expected %s", target, said(o), want)
		}
	}
}

func TestAChoiceOfNothingMovesTheLearner(t *testing.T) { // SB.2.9 step 14
	tr := tree(t, act("root", flowing, with(act("a"), act("two", with(act("b"))))))
	s, o := play(t, tr, "start", "{target=two}choice")
	if o.Exception != "SB.2.9-9" || s.Current != "two" {
		t.Fatalf("%+v, at %q", o, s.Current)
	}
	if _, o = then(t, tr, s, o, "{target=b}choice"); o.Deliver != "b" {
		t.Errorf("from there b should be chosen: %+v", o)
	}
}
