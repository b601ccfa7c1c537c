package sequencing

import (
	"testing"
	"time"
)

func TestDeliveryRequest(t *testing.T) { // DB.1.1, UP.5, UP.1
	playAll(t, []scene{
		{"only a leaf", chapters(), []string{"start", "{target=two}jump"}, "DB.1.1-1"},
		{"below a disabled chapter", act("root", flowing, with(act("a"), act("two", pre(Disabled, when(AlwaysTrue)), with(act("b"))))),
			[]string{"start", "{target=b}jump"}, "DB.1.1-3"},
		{"at its limit", act("root", flowing, with(act("a", attempts(2)), act("b"))),
			[]string{"start", "continue", "previous", "continue", "{target=a}jump"}, "DB.1.1-3"},
		{"below its limit", act("root", flowing, with(act("a", attempts(2)), act("b"))),
			[]string{"start", "continue", "{target=a}jump"}, "a"},
		{"a suspended one is no new attempt", act("root", flowing, with(act("a", attempts(1)), act("b"))),
			[]string{"start", "a: suspend", "continue", "{target=a}jump"}, "a"},
		{"a limit without tracking", act("root", flowing, with(act("a", attempts(1), untracked), act("b"))),
			[]string{"start", "continue", "previous"}, "a"},
		{"a chapter at its limit is no bar while it goes on", act("root", flowing, with(act("one", flowing, attempts(1), with(act("a"), act("b"))), act("c"))),
			[]string{"start", "continue"}, "b"},
	})
}

func TestAttemptsAreCounted(t *testing.T) { // DB.2
	tr := tree(t, chapters())
	s, _ := play(t, tr, "start", "continue", "continue", "previous")
	want := map[string]int{"root": 1, "one": 2, "two": 1, "a": 1, "b": 2, "c": 1}
	for _, a := range s.Activities {
		if a.Attempts != want[a.ID] {
			t.Errorf("%s: %d attempts, expected %d", a.ID, a.Attempts, want[a.ID])
		}
		if a.Active != (a.ID == "root" || a.ID == "one" || a.ID == "b") {
			t.Errorf("%s: active is %v", a.ID, a.Active)
		}
	}
}

func TestTimeLimits(t *testing.T) { // UP.1, steps on durations and the window
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		limits Limits
		later  time.Duration
		spent  float64
		open   bool
	}{
		"none":                         {Limits{}, 99 * time.Hour, 1e6, true},
		"time spent, enough left":      {Limits{ActivityExperienced: time.Hour}, 0, 3599, true},
		"time spent, over":             {Limits{ActivityExperienced: time.Hour}, 0, 3600, false},
		"since the first, enough left": {Limits{ActivityAbsolute: time.Hour}, 59 * time.Minute, 0, true},
		"since the first, over":        {Limits{ActivityAbsolute: time.Hour}, time.Hour, 0, false},
		"before the window":            {Limits{Begin: noon.Add(2 * time.Hour)}, time.Hour, 0, false},
		"in the window":                {Limits{Begin: noon.Add(time.Hour), End: noon.Add(3 * time.Hour)}, 2 * time.Hour, 0, true},
		"after the window":             {Limits{End: noon.Add(time.Hour)}, 2 * time.Hour, 0, false},
	} {
		limits := c.limits
		tr := tree(t, act("root", flowing, with(act("a"), act("b", func(a *Activity) { a.Limits = limits }))))
		s, _ := Navigate(tr, Begin(tr, State{}, Env{}), Request{Kind: Start}, Env{Now: noon})
		s, _ = Navigate(tr, s, Request{Kind: Jump, Target: "b"}, Env{}) // without a clock nothing bars the way
		s = at(s, "b", noon)
		s, err := Commit(tr, s, "b", Results{Seconds: c.spent}, Env{})
		if err != nil {
			t.Fatal(err)
		}
		s, _ = Navigate(tr, s, Request{Kind: Previous}, Env{Now: noon})
		if _, o := Navigate(tr, s, Request{Kind: Continue}, Env{Now: noon.Add(c.later)}); (o.Deliver == "b") != c.open {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

// at sets when the attempts on an activity began.
func at(s State, id string, when time.Time) State {
	list := append([]Tracking(nil), s.Activities...)
	for i := range list {
		if list[i].ID == id {
			list[i].StartedAt, list[i].AttemptAt = when, when
		}
	}
	s.Activities = list
	return s
}

func TestTimeConditions(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tr := tree(t, act("root", flowing, with(act("one", flowing, func(a *Activity) {
		a.Limits = Limits{AttemptExperienced: time.Minute, End: noon}
	}, with(act("a"), act("b"))))))
	s, _ := play(t, tr, "start")
	s, _ = Commit(tr, s, "a", Results{Seconds: 61}, Env{})
	for now, want := range map[time.Time][2]Truth{noon: {True, False}, noon.Add(time.Hour): {True, True}} {
		r := load(tr, s, Env{Now: now})
		one := r.find("one")
		if got := [2]Truth{r.test(one, &Condition{Test: TimeLimitExceeded}, r.source), r.test(one, &Condition{Test: OutsideAvailableTimeRange}, r.source)}; got != want {
			t.Errorf("%v: %v, expected %v", now, got, want)
		}
	}
}
