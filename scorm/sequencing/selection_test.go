package sequencing

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// lottery is a chapter of ten, of which some are drawn, then z.
func lottery(count int, selection, shuffle Timing) Activity {
	var ten []Activity
	for i := range 10 {
		ten = append(ten, act(string(rune('a'+i))))
	}
	return act("root", flowing, with(act("one", flowing, with(ten...), func(a *Activity) {
		a.Selection = Selection{Timing: selection, Count: count}
		a.Randomization = Randomization{Timing: shuffle, Reorder: true}
	}), act("z")))
}

// drawn are the children of the chapter that are available.
func drawn(s State) []string {
	for _, a := range s.Activities {
		if a.ID == "one" {
			return a.Available
		}
	}
	return nil
}

func TestSelectionAndRandomization(t *testing.T) { // SR.1, SR.2
	for name, c := range map[string]struct {
		count              int
		selection, shuffle Timing
		first              int  // how many are drawn at first, 0 for all in order
		inOrder, changes   bool // at first; with a new attempt
	}{
		"never":               {3, Never, Never, 0, true, false},
		"three, once":         {3, Once, Never, 3, true, false},
		"three, each time":    {3, OnEachNewAttempt, Never, 3, true, true},
		"shuffled once":       {0, Never, Once, 10, false, false},
		"shuffled each time":  {0, Never, OnEachNewAttempt, 10, false, true},
		"three, shuffled":     {3, Once, Once, 3, false, false},
		"more than there are": {20, Once, Never, 0, true, false},
	} {
		env := Env{Random: rand.New(rand.NewPCG(1, 2)).IntN} // each its own: the rows come in any order
		tr := tree(t, lottery(c.count, c.selection, c.shuffle))
		s := Begin(tr, State{}, env)
		first := drawn(s)
		if len(first) != c.first || len(first) > 0 && slices.IsSorted(first) != c.inOrder {
			t.Errorf("%s: drawn %v", name, first)
		}
		s, o := Navigate(tr, s, Request{Kind: Start}, env)
		if len(first) > 0 && o.Deliver != first[0] {
			t.Errorf("%s: %s first, of %v", name, o.Deliver, first)
		}
		met := 1
		for s, o = Navigate(tr, s, Request{Kind: Continue}, env); o.Deliver != "z" && met < 11; met++ {
			s, o = Navigate(tr, s, Request{Kind: Continue}, env)
		}
		if want := max(c.first, 10*btoi(c.first == 0)); met != want {
			t.Errorf("%s: %d met, expected %d", name, met, want)
		}
		if !slices.Equal(drawn(s), first) != c.changes {
			t.Errorf("%s: %v, then %v", name, first, drawn(s))
		}
		if known(tr, s, "one").Completion != True {
			t.Errorf("%s: all that was drawn is done, but not the chapter", name)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestASuspendedChapterKeepsItsDraw(t *testing.T) {
	env := Env{Random: rand.New(rand.NewPCG(3, 4)).IntN}
	tr := tree(t, lottery(3, OnEachNewAttempt, OnEachNewAttempt))
	s, _ := Navigate(tr, Begin(tr, State{}, env), Request{Kind: Start}, env)
	before := drawn(s)
	for _, kind := range []Kind{SuspendAll, ResumeAll} {
		if s, _ = Navigate(tr, s, Request{Kind: kind}, env); !slices.Equal(drawn(s), before) {
			t.Errorf("%s: %v, before %v", kind, drawn(s), before)
		}
	}
	missing := ""
	for c := 'a'; c <= 'j'; c++ {
		if !slices.Contains(before, string(c)) {
			missing = string(c)
		}
	}
	for kind, want := range map[Kind]Exception{Choice: "SB.2.9-2", Jump: "NB.2.1-11"} {
		if _, o := Navigate(tr, s, Request{Kind: kind, Target: missing}, env); o.Exception != want {
			t.Errorf("%s of one that was not drawn: %+v", kind, o)
		}
	}
	for _, e := range TOC(tr, s, env) {
		if e.ID == missing {
			t.Errorf("%s was not drawn, but is in the table of contents", missing)
		}
	}
}
