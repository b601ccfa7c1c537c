package sequencing

import "testing"

// two is a root that flows through two contents.
func two(options ...option) Activity {
	return act("root", append([]option{flowing, with(act("a"), act("b"))}, options...)...)
}

// chapters is a root of two chapters of two contents each, everything allowed.
func chapters(options ...option) Activity {
	return act("root", append([]option{flowing, with(
		act("one", flowing, with(act("a"), act("b"))),
		act("two", flowing, with(act("c"), act("d"))),
	)}, options...)...)
}

func TestNavigationRequests(t *testing.T) { // NB.2.1
	still := act("root", with(act("a"), act("b"))) // choice only
	playAll(t, []scene{
		{"start", two(), []string{"start"}, "a"},
		{"start twice", two(), []string{"start", "start"}, "NB.2.1-1"},
		{"resume in the middle", two(), []string{"start", "resumeAll"}, "NB.2.1-1"},
		{"resume nothing", two(), []string{"resumeAll"}, "NB.2.1-3"},
		{"resume what was suspended", two(), []string{"start", "continue", "suspendAll", "resumeAll"}, "b"},
		{"continue before the start", two(), []string{"continue"}, "NB.2.1-2"},
		{"continue", two(), []string{"start", "continue"}, "b"},
		{"continue without flow", still, []string{"{target=a}choice", "continue"}, "NB.2.1-4"},
		{"previous", two(), []string{"start", "continue", "previous"}, "a"},
		{"previous before the start", two(), []string{"previous"}, "NB.2.1-2"},
		{"previous without flow", still, []string{"{target=b}choice", "previous"}, "NB.2.1-5"},
		{"previous, forward only", two(forwardOnly), []string{"start", "continue", "previous"}, "NB.2.1-5"},
		{"choice to begin with", two(), []string{"{target=b}choice"}, "b"},
		{"choice", two(), []string{"start", "{target=b}choice"}, "b"},
		{"choice not allowed", two(noChoice), []string{"start", "{target=b}choice"}, "NB.2.1-10"},
		{"choice of nothing", two(), []string{"start", "{target=z}choice"}, "NB.2.1-11"},
		{"choice out of a closed chapter", act("root", flowing, with(
			act("one", flowing, noChoiceExit, with(act("a"))), act("b"))),
			[]string{"start", "{target=b}choice"}, "NB.2.1-8"},
		{"jump", two(noChoice), []string{"start", "{target=b}jump"}, "b"},
		{"jump nowhere", two(), []string{"start", "{target=z}jump"}, "NB.2.1-11"},
		{"jump before the start", two(), []string{"{target=b}jump"}, "SB.2.13-1"},
		{"exit", two(), []string{"start", "exit"}, "nothing"},
		{"exit twice", two(), []string{"start", "exit", "exit"}, "NB.2.1-12"},
		{"exit before the start", two(), []string{"exit"}, "NB.2.1-2"},
		{"exit all", two(), []string{"start", "exitAll"}, "ended"},
		{"abandon", two(), []string{"start", "abandon"}, "nothing"},
		{"abandon twice", two(), []string{"start", "abandon", "abandon"}, "NB.2.1-12"},
		{"abandon all", two(), []string{"start", "abandonAll"}, "ended"},
		{"suspend all", two(), []string{"start", "suspendAll"}, "ended"},
		{"nothing asked", two(), []string{"start", "_none_"}, "NB.2.1-13"},
		{"continue after an exit", two(), []string{"start", "exit", "continue"}, "b"},
	})
	for _, kind := range []Kind{Forward, Backward} {
		if _, o := Navigate(tree(t, two()), State{}, Request{Kind: kind}, Env{}); o.Exception != "NB.2.1-7" {
			t.Errorf("%s: %+v", kind, o)
		}
	}
}

func TestARequestThatIsNotValidChangesNothing(t *testing.T) {
	tr := tree(t, two())
	s, _ := play(t, tr, "start")
	after, o := Navigate(tr, s, Request{Kind: Choice, Target: "z"}, Env{})
	if o.Exception == "" || after.Current != "a" || !after.Activities[1].Active {
		t.Errorf("%+v, %+v", o, after)
	}
}

func TestParseRequest(t *testing.T) {
	for _, written := range []string{"continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll",
		"_none_", "{target=a}choice", "{target=_.x}y}jump"} {
		if r, err := ParseRequest(written); err != nil || r.String() != written {
			t.Errorf("%s: %v, %v", written, r, err)
		}
	}
	for _, written := range []string{"", "choice", "jump", "{target=}choice", "{target=a}", "{target=a}exit", "retry", "Continue"} {
		if r, err := ParseRequest(written); err == nil {
			t.Errorf("%q was read as %v", written, r)
		}
	}
}

func TestExceptionsSayWhatTheyMean(t *testing.T) {
	if got := Exception("SB.2.9-5").Error(); got != "SB.2.9-5: nothing leads to the target" {
		t.Error(got)
	}
	if got := Exception("XX.1-1").Error(); got != "XX.1-1" {
		t.Error(got)
	}
}
