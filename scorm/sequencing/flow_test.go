package sequencing

import "testing"

func TestFlow(t *testing.T) { // SB.2.1 to SB.2.3, SB.2.5, SB.2.7, SB.2.8
	skipped := pre(Skip, when(AlwaysTrue))
	row := func(options ...option) Activity { // a, b, c in a row, b with options
		return act("root", flowing, with(act("a"), act("b", options...), act("c")))
	}
	playAll(t, []scene{
		{"a content alone needs no flow", act("root", with(act("a"))), []string{"start"}, "a"},
		{"a root that is content", act("root"), []string{"start"}, "root"},
		{"no flow", act("root", with(act("a"), act("b"))), []string{"start"}, "SB.2.2-1"},
		{"into a chapter", chapters(), []string{"start"}, "a"},
		{"out of a chapter, into the next", chapters(), []string{"start", "continue", "continue"}, "c"},
		{"back into the last of a chapter", chapters(), []string{"{target=c}choice", "previous"}, "b"},
		{"off the end", chapters(), []string{"{target=d}choice", "continue"}, "ended"},
		{"before the beginning", chapters(), []string{"start", "previous"}, "SB.2.1-3"},
		{"a chapter without flow", act("root", flowing, with(act("a"), act("two", with(act("b"))))),
			[]string{"start", "continue"}, "SB.2.2-1"},
		{"an empty selection", act("root", flowing, with(act("a"), act("two", flowing, with(act("b", skipped))))),
			[]string{"start", "continue"}, "ended"},
		{"over a skipped one", row(skipped), []string{"start", "continue"}, "c"},
		{"back over a skipped one", row(skipped), []string{"{target=c}choice", "previous"}, "a"},
		{"a skipped one may be chosen", row(skipped), []string{"start", "{target=b}choice"}, "b"},
		{"a disabled one stops", row(pre(Disabled, when(AlwaysTrue))), []string{"start", "continue"}, "SB.2.2-2"},
		{"one at its limit stops", row(attempts(1)), []string{"start", "continue", "continue", "previous"}, "SB.2.2-2"},
		{"start over a skipped chapter", act("root", flowing, with(
			act("one", flowing, skipped, with(act("a"))), act("b"))), []string{"start"}, "b"},
		{"back into a chapter that only goes forward", act("root", flowing, with(
			act("one", forwardOnly, with(act("a"), act("b"))), act("c"))), []string{"{target=c}choice", "previous"}, "a"},
		{"there, with the first skipped", act("root", flowing, with(
			act("one", forwardOnly, with(act("a", skipped), act("b"))), act("c"))), []string{"{target=c}choice", "previous"}, "b"},
		{"there, with all skipped", act("root", flowing, with(act("z"),
			act("one", forwardOnly, with(act("a", skipped), act("b", skipped))), act("c"))), []string{"{target=c}choice", "previous"}, "z"},
		{"back out of a chapter where only forward is", act("root", forwardOnly, with(
			act("one", flowing, with(act("a"))), act("two", flowing, with(act("b"))))), []string{"{target=b}choice", "previous"}, "SB.2.1-4"},
		{"stop-forward does not stop flow", row(pre(StopForwardTraversal, when(AlwaysTrue))),
			[]string{"start", "continue", "continue"}, "c"},
	})
}

func TestRetryAndExit(t *testing.T) { // SB.2.10, SB.2.11
	again := post(RetryAction, whenNot(Satisfied))
	playAll(t, []scene{
		{"a content", act("root", flowing, with(act("a", again), act("b"))),
			[]string{"start", "a: failed", "continue"}, "a"},
		{"until it is passed", act("root", flowing, with(act("a", again), act("b"))),
			[]string{"start", "a: failed", "continue", "a: passed", "continue"}, "b"},
		{"a chapter", act("root", flowing, with(
			act("one", flowing, again, exits(when(ObjectiveStatusKnown)), with(act("a"), act("b"))), act("c"))),
			[]string{"start", "continue", "b: failed", "continue"}, "a"},
		{"all of it", act("root", flowing, with(act("a"), act("b", post(RetryAllAction, when(AlwaysTrue))))),
			[]string{"start", "continue", "continue"}, "a"},
		{"nothing to retry", act("root", flowing, with(act("a"),
			act("one", flowing, exits(when(AlwaysTrue)), post(RetryAction, when(AlwaysTrue)), with(act("b", pre(Disabled, when(Attempted))))), act("c"))),
			[]string{"start", "continue", "continue"}, "SB.2.10-3"},
	})
	r := load(tree(t, two()), State{}, Env{})
	for request, want := range map[sequencingRequest]Exception{
		requestRetry: "SB.2.10-1", requestExit: "SB.2.11-1", requestContinue: "SB.2.7-1", requestPrevious: "SB.2.8-1",
		requestJump: "SB.2.13-1", requestResumeAll: "SB.2.6-2", requestChoice: "SB.2.9-1",
	} {
		if f := r.sequence(request, nowhere); f.exception != want {
			t.Errorf("request %d before the start: %q, expected %s", request, f.exception, want)
		}
	}
	s, _ := play(t, r.Tree, "start")
	r = load(r.Tree, s, Env{})
	for request, want := range map[sequencingRequest]Exception{
		requestRetry: "SB.2.10-2", requestExit: "SB.2.11-2", requestStart: "SB.2.5-1", requestResumeAll: "SB.2.6-1",
	} {
		if f := r.sequence(request, nowhere); f.exception != want {
			t.Errorf("request %d while active: %q, expected %s", request, f.exception, want)
		}
	}
}

func TestOffTheEndEverythingEnds(t *testing.T) {
	tr := tree(t, chapters())
	s, o := play(t, tr, "{target=d}choice", "continue")
	if !o.Ended || s.Current != "" {
		t.Fatalf("%+v, current %q", o, s.Current)
	}
	for _, a := range s.Activities {
		if a.Active {
			t.Errorf("%s is still active", a.ID)
		}
	}
	if known(tr, s, "two").Completion == True {
		t.Error("a chapter of which one content was never seen is completed")
	}
}
