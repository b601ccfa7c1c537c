package cmi

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func ptr[T any](v T) *T { return &v }

// TestSCORM12 is the data model of SCORM 1.2, call by call.
func TestSCORM12(t *testing.T) {
	l := Launch{Standard: SCORM12, LearnerID: "p1", LearnerName: "Testeur, Camille", LaunchData: "x=1"}
	for _, row := range []struct{ element, set, get, code string }{
		{"cmi.core.student_name", "", "Testeur, Camille", "0"},
		{"cmi.core.student_id", "autre", "", "403"},
		{"cmi.core._children", "x", "", "402"},
		{"cmi.core.lesson_status", "completed", "completed", "0"},
		{"cmi.core.lesson_status", "terminé", "", "405"},
		{"cmi.core.lesson_status", "not attempted", "", "405"},
		{"cmi.core.score.raw", "85", "85", "0"},
		{"cmi.core.score.raw", "101", "", "405"},
		{"cmi.core.score.raw", "beaucoup", "", "405"},
		{"cmi.core.session_time", "0000:10:00", "", "404"},
		{"cmi.core.session_time", "PT10M", "", "405"},
		{"cmi.core.exit", "suspend", "", "404"},
		{"cmi.core.exit", "normal", "", "405"},
		{"cmi.core.lesson_location", "page 3", "page 3", "0"},
		{"cmi.suspend_data", strings.Repeat("é", SuspendLimit), strings.Repeat("é", SuspendLimit), "0"},
		{"cmi.suspend_data", strings.Repeat("é", SuspendLimit+1), "", "405"},
		{"cmi.launch_data", "", "x=1", "0"},
		{"cmi.student_preference.text", "1", "1", "0"},
		{"cmi.student_preference.speed", "200", "", "405"},
		{"cmi.objectives.1.id", "loin", "", "201"},
		{"cmi.objectives.0.id", "o1", "o1", "0"},
		{"cmi.objectives.0.status", "passed", "passed", "0"},
		{"cmi.interactions.0.id", "q1", "", "404"},
		{"cmi.interactions.0.time", "12:61:00", "", "405"},
		{"cmi.interactions.0.result", "wrong", "", "404"},
		{"cmi.location", "x", "", "401"},
	} {
		s := Open(l, Data{})
		s.Initialize("")
		var answered string
		if row.set != "" && s.SetValue(row.element, row.set) == "false" {
			answered = itoa(s.LastError())
		} else {
			got := s.GetValue(row.element)
			answered = itoa(s.LastError())
			if got != row.get {
				t.Errorf("%s = %.20q: reads %.20q, not %.20q", row.element, row.set, got, row.get)
			}
		}
		if answered != row.code {
			t.Errorf("%s = %.20q: error %s, not %s", row.element, row.set, answered, row.code)
		}
	}
}

func TestKeywordsWhereTheyMeanNothing(t *testing.T) {
	s := Open(Launch{Standard: SCORM12}, Data{})
	if s.GetValue("cmi.core.lesson_status"); s.LastError() != 301 {
		t.Errorf("before LMSInitialize: error %d", s.LastError())
	}
	s.Initialize("")
	for name, want := range map[string]int{"cmi.core.lesson_status._children": 202, "cmi.core.lesson_status._count": 203, "cmi.rien._count": 401, "cmi.interactions._count": 0} {
		if s.GetValue(name); s.LastError() != want {
			t.Errorf("%s: error %d, not %d", name, s.LastError(), want)
		}
	}
}

// TestSettle12 is what the platform decides of a SCORM 1.2 lesson when it ends.
func TestSettle12(t *testing.T) {
	for _, row := range []struct {
		name                string
		mastery             *float64
		set                 []Element
		completion, success string
	}{
		{"nothing said: completed", nil, nil, "completed", "unknown"},
		{"nothing said, to be taken up again: not completed", nil, []Element{{"cmi.core.exit", "suspend"}}, "incomplete", "unknown"},
		{"incomplete stays", nil, []Element{{"cmi.core.lesson_status", "incomplete"}}, "incomplete", "unknown"},
		{"mastered", ptr(80.0), []Element{{"cmi.core.lesson_status", "completed"}, {"cmi.core.score.raw", "80"}}, "completed", "passed"},
		{"not mastered, whatever the browser says", ptr(80.0), []Element{{"cmi.core.lesson_status", "passed"}, {"cmi.core.score.raw", "79"}}, "incomplete", "failed"},
		{"no score to master", ptr(80.0), []Element{{"cmi.core.lesson_status", "completed"}}, "completed", "unknown"},
	} {
		s := Open(Launch{Standard: SCORM12, MasteryScore: row.mastery}, Data{})
		if refused := s.Apply(row.set); len(refused) > 0 {
			t.Fatalf("%s: %v", row.name, refused)
		}
		s.End(false)
		if r := s.Result(); r.Completion != row.completion || r.Success != row.success {
			t.Errorf("%s: %s and %s", row.name, r.Completion, r.Success)
		}
	}
}

// TestVisits is what a visit takes up from the one before.
func TestVisits(t *testing.T) {
	for _, row := range []struct {
		name            string
		standard        Standard
		exit            string
		end             bool
		entry, location string
	}{
		{"suspended", SCORM2004, "suspend", true, "resume", "p3"},
		{"ended", SCORM2004, "normal", true, "ab-initio", ""},
		{"cut short: nothing is lost", SCORM2004, "", false, "resume", "p3"},
		{"1.2 suspended", SCORM12, "suspend", true, "resume", "p3"},
		{"1.2 ended", SCORM12, "", true, "", "p3"},
	} {
		location, exit, time := "cmi.location", "cmi.exit", Element{"cmi.session_time", "PT90S"}
		if row.standard == SCORM12 {
			location, exit, time = "cmi.core.lesson_location", "cmi.core.exit", Element{"cmi.core.session_time", "0000:01:30.00"}
		}
		s := Open(Launch{Standard: row.standard}, Data{})
		s.Apply([]Element{{location, "p3"}, {exit, row.exit}, time})
		if row.end {
			s.End(false)
		}
		s = Open(Launch{Standard: row.standard}, s.Data())
		s.Initialize("")
		if got := s.GetValue(location); got != row.location {
			t.Errorf("%s: location %q", row.name, got)
		}
		entry := s.given["cmi.entry"] + s.given["cmi.core.entry"]
		if entry != row.entry {
			t.Errorf("%s: entry %q", row.name, entry)
		}
	}
}

func TestTimeAddsUp(t *testing.T) {
	kept := Data{}
	for range 3 {
		s := Open(Launch{Standard: SCORM2004}, kept)
		s.Apply([]Element{{"cmi.session_time", "PT1H0M10.25S"}, {"cmi.exit", "suspend"}})
		if r := s.Result(); r.Session != time.Hour+10*time.Second+250*time.Millisecond {
			t.Fatalf("session of %v", r.Session)
		}
		s.End(false)
		kept = s.Data()
	}
	s := Open(Launch{Standard: SCORM2004}, kept)
	s.Initialize("")
	if got := s.GetValue("cmi.total_time"); got != "PT3H0M30.75S" {
		t.Errorf("total time %s", got)
	}
}

// TestApply is what the server keeps of what a browser says.
func TestApply(t *testing.T) {
	s := Open(Launch{Standard: SCORM2004, ScaledPassingScore: ptr(0.8), Stores: []Store{{ID: "a", Read: true}}}, Data{})
	refused := s.Apply([]Element{
		{"cmi.score.scaled", "0.5"},
		{"cmi.success_status", "passed"}, // the passing score decides
		{"cmi.learner_id", "someone else"},
		{"cmi.score.scaled", "1.5"},
		{"cmi.interactions.0.id", "Question 1"},
		{"cmi.interactions.0.type", "choice"},
		{"cmi.interactions.0.learner_response", "{a b}[,]{a b}"}, // not as specified, but it is what was answered
		{"cmi.interactions.0.timestamp", "2026-11-24T10:00:00.123Z"},
		{"cmi.interactions.5.id", "far"},
		{"adl.data.0.store", "x"},
		{"__proto__", "x"},
	})
	var names []string
	for _, r := range refused {
		names = append(names, r.Name)
	}
	want := []string{"cmi.learner_id", "cmi.score.scaled", "cmi.interactions.5.id", "adl.data.0.store", "__proto__"}
	if !slices.Equal(names, want) {
		t.Errorf("refused %q, not %q", names, want)
	}
	if r := s.Result(); r.Success != "failed" || *r.Scaled != 0.5 {
		t.Errorf("result %+v", r)
	}
	again := Resume(s.launch, s.Data())
	if refused := again.Apply([]Element{{"cmi.interactions.1.id", "Question 2"}}); len(refused) > 0 {
		t.Errorf("taken up again, it refuses %v", refused)
	}
	again.End(false)
	if refused := Resume(s.launch, again.Data()).Apply([]Element{{"cmi.location", "late"}}); len(refused) != 1 {
		t.Error("an ended visit still takes values")
	}
}

// TestThresholds: to reach one is to pass it (RTE §4.2.4.1, §4.2.22.1).
func TestThresholds(t *testing.T) {
	for _, row := range []struct{ value, completion, success string }{
		{"", "unknown", "unknown"}, {"0.59", "incomplete", "failed"}, {"0.6", "completed", "passed"}, {"1", "completed", "passed"},
	} {
		s := Open(Launch{Standard: SCORM2004, CompletionThreshold: ptr(0.6), ScaledPassingScore: ptr(0.6)}, Data{})
		s.Apply([]Element{{"cmi.completion_status", "completed"}, {"cmi.success_status", "passed"}})
		if row.value != "" {
			s.Apply([]Element{{"cmi.progress_measure", row.value}, {"cmi.score.scaled", row.value}})
		}
		if r := s.Result(); r.Completion != row.completion || r.Success != row.success {
			t.Errorf("%q: %s and %s", row.value, r.Completion, r.Success)
		}
	}
}

func TestSizeIsBounded(t *testing.T) {
	s := Open(Launch{Standard: SCORM2004}, Data{})
	big := strings.Repeat("x", ValueLimit)
	kept := 0
	for i := range 100 {
		if len(s.Apply([]Element{{"cmi.comments_from_learner." + itoa(i) + ".comment", big}})) == 0 {
			kept++
		}
	}
	if kept*ValueLimit > SizeLimit || kept == 0 {
		t.Errorf("kept %d values of %d characters", kept, ValueLimit)
	}
}

// TestElementsFillABrowser: what one session tells, another can be filled with.
func TestElementsFillABrowser(t *testing.T) {
	l := Launch{Standard: SCORM2004, LearnerID: "p1", Objectives: []Objective{{ID: "o1", Success: "passed"}}}
	s := Open(l, Data{})
	s.Apply([]Element{{"cmi.interactions.0.id", "q"}, {"cmi.interactions.0.type", "numeric"}, {"cmi.interactions.0.learner_response", "4"}, {"cmi.location", "p"}})
	elements := s.Elements()
	at := func(name string) int {
		return slices.IndexFunc(elements, func(e Element) bool { return e.Name == name })
	}
	for _, pair := range [][2]string{{"cmi.interactions.0.id", "cmi.interactions.0.type"}, {"cmi.interactions.0.type", "cmi.interactions.0.learner_response"},
		{"cmi.objectives.0.id", "cmi.objectives.0.success_status"}} {
		if a, b := at(pair[0]), at(pair[1]); a < 0 || a > b {
			t.Errorf("%s is at %d, %s at %d", pair[0], a, pair[1], b)
		}
	}
}

// FuzzApply: whatever a browser sends, the session stands, keeps within its limits and can be
// taken up again.
func FuzzApply(f *testing.F) {
	f.Add("cmi.interactions.0.id", "q", "cmi.interactions.0.objectives.0.id", "o", true)
	f.Add("cmi.interactions.0.correct_responses.0.pattern", "{lang=", "cmi.session_time", "P99999999999Y", true)
	f.Add("adl.nav.request", "{target=}choice", "adl.data.0.store", "x", true)
	f.Add("cmi.core.score.raw", "1e309", "cmi.core.session_time", "9999:99:99.99", false)
	f.Fuzz(func(t *testing.T, name, value, name2, value2 string, newer bool) {
		l := Launch{Standard: SCORM12}
		if newer {
			l = Launch{Standard: SCORM2004, Stores: []Store{{ID: "a", Read: true, Write: true}}}
		}
		s := Open(l, Data{})
		s.Apply([]Element{{name, value}, {name2, value2}})
		for _, n := range []string{name, name2} {
			s.GetValue(n)
			s.SetValue(n, value)
		}
		s.Elements()
		before := len(s.values)
		again := Resume(l, s.Data())
		again.End(true)
		again.Result()
		if r := Open(l, again.Data()); len(r.values) > before+3 {
			t.Errorf("%d values became %d", before, len(r.values))
		}
	})
}

// TestSettledIsRemembered: a status that the platform gave is known as such from visit to visit,
// until the content gives one.
func TestSettledIsRemembered(t *testing.T) {
	l, kept := Launch{Standard: SCORM12}, Data{}
	for range 2 {
		s := Open(l, kept)
		s.Apply([]Element{{"cmi.core.lesson_location", "p3"}})
		s = Resume(l, s.Data())
		s.End(false)
		if kept = s.Data(); !kept.Settled {
			t.Fatal("forgotten")
		}
	}
	s := Open(l, kept)
	s.Apply([]Element{{"cmi.core.lesson_status", "completed"}})
	s.End(false)
	if s.Data().Settled {
		t.Error("the content has said it, yet it is the platform's")
	}
}

// TestEntryIsTheVisits: taken up again within a visit, cmi.entry is what it was at its beginning.
func TestEntryIsTheVisits(t *testing.T) {
	for _, standard := range []Standard{SCORM12, SCORM2004} {
		l := Launch{Standard: standard}
		for _, kept := range []Data{{}, {Values: map[string]string{"cmi.location": "p3"}}, {Values: map[string]string{}, Suspended: true}} {
			s := Open(l, kept)
			if first, again := s.Elements(), Resume(l, s.Data()).Elements(); !slices.Equal(first, again) {
				t.Errorf("%s, %+v: %v, then %v", standard, kept, first, again)
			}
		}
	}
}
