package tracking

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"preau.education/preau/tracking/xapi"
)

var start = time.Date(2026, 9, 14, 8, 0, 0, 0, time.UTC)

func at(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }

// everyRule is a version with an activity for each rule of completion.
func everyRule() Structure {
	return Structure{Parcours: "p", Version: 3, Fixed: true, Sections: []Section{
		{ID: "s1", Title: "Situer", Activities: []Activity{
			{ID: "page", Kind: Page, Title: "Pourquoi 1905 ?", Required: true, Rule: Rule{Kind: RuleViewed}},
			{ID: "video", Kind: Video, Title: "La frise", Required: true, Rule: Rule{Kind: RuleViewed}},
			{ID: "pass", Kind: Package, Title: "Repères", Required: true, Rule: Rule{Kind: RulePassed}, Requires: []string{"page"}},
		}},
		{ID: "s2", Title: "Agir", Activities: []Activity{
			{ID: "done", Kind: Package, Title: "Cinq situations", Required: true, Rule: Rule{Kind: RuleCompleted}},
			{ID: "score", Kind: Package, Title: "Test", Required: true, Rule: Rule{Kind: RuleScore, Score: 0.8}},
			{ID: "tick", Kind: File, Title: "Ma séance", Required: true, Rule: Rule{Kind: RuleByTrainer}},
			{ID: "meet", Kind: Meeting, Title: "Atelier", Required: true, Rule: Rule{Kind: RuleAttended}},
			{ID: "extra", Kind: Link, Title: "Pour aller plus loin", Rule: Rule{Kind: RuleViewed}},
			{ID: "none", Kind: Page, Title: "Merci", Rule: Rule{Kind: RuleNone}},
		}},
	}}
}

func view() EnrolmentView {
	return EnrolmentView{ID: "s:ann", Session: "s", Parcours: "p", Person: "ann", Name: "Ann", Version: 3, State: Enrolled,
		At: start, Kind: "accompanied", Academie: "lille", Departement: "59", Degree: "1d", Sector: "public",
		MinutesDistance: 120, MinutesPresence: 360, HasMeetings: true}
}

func effect(n int, activity string, change func(*Effect)) Effect {
	f := Effect{Statement: fmt.Sprintf("st-%03d", n), At: at(n), Activity: activity}
	change(&f)
	return f
}

func TestEachRule(t *testing.T) {
	viewed := func(f *Effect) { f.Viewed = true }
	for _, c := range []struct {
		name     string
		activity string
		effects  []func(*Effect)
		want     State
	}{
		{"page not opened", "page", nil, NotStarted},
		{"page opened", "page", []func(*Effect){viewed}, Done},
		{"video begun", "video", []func(*Effect){func(f *Effect) { f.Progress = 0.4 }}, Started},
		{"video seen", "video", []func(*Effect){viewed}, Done},
		{"package launched", "pass", []func(*Effect){viewed}, Started},
		{"package failed", "pass", []func(*Effect){func(f *Effect) { f.Passed = ptr(false) }}, Failed},
		{"package completed but not passed", "pass", []func(*Effect){func(f *Effect) { f.Completed = true }}, Started},
		{"failed, then passed", "pass", []func(*Effect){func(f *Effect) { f.Passed = ptr(false) }, func(f *Effect) { f.Passed = ptr(true) }}, Done},
		{"passed, then failed again", "pass", []func(*Effect){func(f *Effect) { f.Passed = ptr(true) }, func(f *Effect) { f.Passed = ptr(false) }}, Done},
		{"completed", "done", []func(*Effect){func(f *Effect) { f.Completed = true }}, Done},
		{"passed completes", "done", []func(*Effect){func(f *Effect) { f.Passed = ptr(true) }}, Done},
		{"score too low", "score", []func(*Effect){func(f *Effect) { f.Score = ptr(0.79) }}, Started},
		{"score enough", "score", []func(*Effect){func(f *Effect) { f.Score = ptr(0.8) }}, Done},
		{"score kept", "score", []func(*Effect){func(f *Effect) { f.Score = ptr(0.9) }, func(f *Effect) { f.Score = ptr(0.1) }}, Done},
		{"opened, not ticked", "tick", []func(*Effect){viewed}, Started},
		{"ticked", "tick", []func(*Effect){func(f *Effect) { f.Tick = ptr(true) }}, Done},
		{"tick taken back", "tick", []func(*Effect){func(f *Effect) { f.Tick = ptr(true) }, func(f *Effect) { f.Tick = ptr(false) }}, NotStarted},
		{"ticked whatever the rule", "score", []func(*Effect){func(f *Effect) { f.Tick = ptr(true) }}, Done},
		{"tick taken back, evidence stays", "page", []func(*Effect){viewed, func(f *Effect) { f.Tick = ptr(true) }, func(f *Effect) { f.Tick = ptr(false) }}, Done},
		{"absent", "meet", []func(*Effect){func(f *Effect) {
			f.Presence = &Presence{Meeting: "m", Activity: "meet", At: f.At, Statement: f.Statement}
		}}, NotStarted},
		{"present", "meet", []func(*Effect){func(f *Effect) {
			f.Presence = &Presence{Meeting: "m", Activity: "meet", Present: true, Held: f.At, At: f.At, Statement: f.Statement}
		}}, Done},
		{"never counted", "none", []func(*Effect){viewed}, Started},
	} {
		t.Run(c.name, func(t *testing.T) {
			var effects []Effect
			for i, change := range c.effects {
				effects = append(effects, effect(i+1, c.activity, change))
			}
			p := Recompute(view(), everyRule(), effects)
			a, _ := everyRule().Activity(c.activity)
			if got := p.State(a); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// randomEffects are statements of every sort, some told twice, some at the same instant.
func randomEffects(r *rand.Rand) []Effect {
	var out []Effect
	activities := everyRule().Activities()
	for n := range 5 + r.IntN(60) {
		f := Effect{Statement: fmt.Sprintf("st-%03d", n), At: at(r.IntN(40)), Activity: activities[r.IntN(len(activities))].ID}
		switch r.IntN(8) {
		case 0:
			f.Viewed = true
		case 1:
			f.Completed = true
		case 2:
			f.Passed = ptr(r.IntN(2) == 0)
		case 3:
			f.Score = ptr(float64(r.IntN(101)) / 100)
		case 4:
			f.Progress, f.Position = r.Float64(), float64(r.IntN(300))
		case 5:
			f.Tick = ptr(r.IntN(2) == 0)
		default:
			f.Presence = &Presence{Meeting: fmt.Sprint("m", r.IntN(3)), Activity: "meet", Present: r.IntN(3) > 0,
				Minutes: r.IntN(180), Held: at(1000 + r.IntN(3)), At: f.At, Statement: f.Statement}
		}
		out = append(out, f)
		if r.IntN(5) == 0 {
			out = append(out, f)
		}
	}
	return out
}

// TestIncrementalIsRecomputed is the promise of the package: whatever the order in which
// statements come and however often, progress is what the statements alone give.
func TestIncrementalIsRecomputed(t *testing.T) {
	zone := time.FixedZone("", 4*3600)
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		effects := randomEffects(r)
		want := Recompute(view(), everyRule(), effects)
		want.Ledger = want.tally(zone)

		var p Progress
		p.enrol(view())
		var counted []Entry
		order := slices.Clone(effects)
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for i, f := range order {
			p.enrol(view())
			if !p.merge(f) {
				continue
			}
			p.evaluate(everyRule())
			ledger := p.tally(zone)
			for _, m := range moves(p.Ledger, ledger) {
				counted = append(counted, Entry{m.Day, m.Measure, m.Amount})
			}
			p.Ledger = ledger
			if p.merge(order[r.IntN(i+1)]) {
				t.Fatalf("seed %d: a statement told again changed something", seed)
			}
		}
		p.evaluate(everyRule())
		if !reflect.DeepEqual(normal(p), normal(want)) {
			t.Fatalf("seed %d:\nincremental %+v\nrecomputed  %+v", seed, p, want)
		}
		if got := sum(counted); !slices.Equal(got, want.Ledger.Entries) {
			t.Fatalf("seed %d: counters moved to %v, want %v", seed, got, want.Ledger.Entries)
		}
	}
}

// normal compares times by instant.
func normal(p Progress) string {
	return fmt.Sprintf("%+v", p)
}

func TestMinorVersionIsReevaluated(t *testing.T) {
	read := []Effect{effect(1, "page", func(f *Effect) { f.Viewed = true })}
	one := Structure{Parcours: "p", Version: 3, Sections: []Section{{Activities: []Activity{
		{ID: "page", Kind: Page, Required: true, Rule: Rule{Kind: RuleViewed}},
		{ID: "video", Kind: Video, Required: true, Rule: Rule{Kind: RuleViewed}}}}}}
	two := Structure{Parcours: "p", Version: 4, Sections: []Section{{Activities: []Activity{
		{ID: "page", Kind: Page, Required: true, Rule: Rule{Kind: RuleViewed}}}}}}
	p := Recompute(view(), one, read)
	if p.Percent != 50 || p.Complete() {
		t.Fatalf("version 3: %d %%, complete %v", p.Percent, p.Complete())
	}
	v := view()
	v.Version = 4
	if !p.enrol(v) || p.Version != 4 {
		t.Fatalf("version %d after the move", p.Version)
	}
	p.evaluate(two)
	if !p.Complete() || p.Percent != 100 {
		t.Fatalf("version 4: %d %%", p.Percent)
	}
	v.Version = 5
	p.enrol(v)
	if p.Version != 4 {
		t.Error("a completed enrolment was moved to rules it never knew")
	}
}

func TestNothingRequired(t *testing.T) {
	s := Structure{Sections: []Section{{Activities: []Activity{
		{ID: "a", Rule: Rule{Kind: RuleViewed}}, {ID: "b", Rule: Rule{Kind: RuleNone}}}}}}
	if got := s.Counting(); len(got) != 1 || got[0].ID != "a" {
		t.Errorf("counting %v", got)
	}
	p := Recompute(view(), Structure{}, nil)
	if p.Complete() || p.Percent != 0 {
		t.Error("an empty version completes")
	}
}

func TestLocked(t *testing.T) {
	st := everyRule()
	a, _ := st.Activity("pass")
	var p Progress
	if got := p.Locked(st, a); len(got) != 1 || got[0].ID != "page" {
		t.Errorf("locked by %v", got)
	}
	p.merge(effect(1, "page", func(f *Effect) { f.Viewed = true }))
	if got := p.Locked(st, a); got != nil {
		t.Errorf("still locked by %v", got)
	}
	if got := next(&p, st, ""); got != "video" {
		t.Errorf("next is %s", got)
	}
}

func TestMeetingActivity(t *testing.T) {
	st := Structure{Sections: []Section{{Activities: []Activity{{ID: "a", Kind: Meeting}, {ID: "x", Kind: Page}, {ID: "b", Kind: Meeting}}}}}
	for _, c := range []struct {
		named string
		place int
		want  string
	}{{"", 0, "a"}, {"", 1, "b"}, {"", 5, "b"}, {"a", 5, "a"}} {
		if got := st.meetingActivity(c.named, c.place); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	if got := (Structure{}).meetingActivity("", 0); got != "" {
		t.Errorf("no meeting: %s", got)
	}
}

func TestEffectOfWhatIsWritten(t *testing.T) {
	s := NewService(Config{HomePage: "https://preau.example/", Now: func() time.Time { return at(100) }})
	for _, c := range []struct {
		name string
		kind Kind
		in   Input
		want func(*Effect)
	}{
		{"page", Page, Input{Verb: xapi.Experienced, Result: Result{Completed: ptr(true)}}, func(f *Effect) { f.Viewed, f.Completed = true, true }},
		{"video on its way", Video, Input{Verb: xapi.Paused, Result: Result{Progress: ptr(0.5), Position: 61.5}}, func(f *Effect) { f.Progress, f.Position = 0.5, 61.5 }},
		{"video seen", Video, Input{Verb: xapi.Completed, Result: Result{Progress: ptr(0.92), Completed: ptr(true)}}, func(f *Effect) {
			f.Viewed, f.Completed, f.Progress = true, true, 0.92
		}},
		{"package passed", Package, Input{Verb: xapi.Passed, Result: Result{Passed: ptr(true), Score: ptr(0.85)}}, func(f *Effect) {
			f.Passed, f.Score = ptr(true), ptr(0.85)
		}},
		{"package failed", Package, Input{Verb: xapi.Failed, Result: Result{Passed: ptr(false)}}, func(f *Effect) { f.Passed = ptr(false) }},
		{"package launched", Package, Input{Verb: xapi.Initialized}, func(f *Effect) { f.Viewed = true }},
		{"tick", File, Input{Verb: xapi.Evaluated, Result: Result{Completed: ptr(true)}}, func(f *Effect) { f.Tick = ptr(true) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.in.At = at(5)
			st, err := s.statement(view(), Activity{ID: "a", Kind: c.kind, Title: "Une activité"}, c.in)
			if err != nil {
				t.Fatal(err)
			}
			raw, err := st.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			back, err := xapi.Parse(raw)
			if err != nil {
				t.Fatal(err)
			}
			want := Effect{Statement: st.ID, At: at(5), Activity: "a"}
			c.want(&want)
			for _, got := range []Effect{EffectOf(st), EffectOf(back)} {
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%+v\nwant %+v", got, want)
				}
			}
		})
	}
}

func TestPresenceIsReadBack(t *testing.T) {
	s := NewService(Config{HomePage: "https://preau.example", Now: func() time.Time { return at(100) }})
	want := Presence{Meeting: "m1", Activity: "meet", Present: true, Minutes: 175, Held: at(0), By: "bob", Reason: "train en retard",
		At: at(90), Statement: Registration("x")}
	raw, err := s.presenceStatement(view(), MeetingView{ID: "m1", Title: "Atelier 1"}, want).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	st, err := xapi.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got := EffectOf(st).Presence; !reflect.DeepEqual(*got, want) {
		t.Errorf("%+v\nwant %+v", *got, want)
	}
}
