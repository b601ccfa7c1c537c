package cmi5

import (
	"strings"
	"testing"
	"time"
)

// TestConversations are sessions, each a batch after another: "verb@seconds" or, when it must
// be refused, "verb@seconds!code:clause". "|" begins another batch, "||" another session.
func TestConversations(t *testing.T) {
	for _, tc := range []struct {
		name, talk string
		mode       Mode
		grace      time.Duration
		status     Status
	}{
		{"a good one (7.1)", "initialized@0 | allowed@1 passed@2 | completed@3 allowed@3 | terminated@4", Normal, 0, Status{Completed: true, Passed: true}},
		{"all at once", "initialized@0 completed@0 terminated@0", Normal, 0, Status{Completed: true}},
		{"in the order of time (9.3)", "terminated@4 completed@3 initialized@0", Normal, 0, Status{Completed: true}},
		{"initialized first (9.3.2)", "allowed@0!not_initialized:9.3.2 | passed@0!not_initialized:9.3.2 | initialized@0", Normal, 0, Status{}},
		{"not before by its time (9.3)", "initialized@5 | allowed@4!before_initialized:9.3 | allowed@5", Normal, 0, Status{}},
		{"initialized in one batch, too late", "initialized@5 allowed@4!not_initialized:9.3.2", Normal, 0, Status{}},
		{"initialized once (9.3.2)", "initialized@0 | initialized@1!verb_repeated:9.3.2", Normal, 0, Status{}},
		{"completed once in a session (9.3.3)", "initialized@0 completed@1 | completed@2!verb_repeated:9.3.3", Normal, 0, Status{Completed: true}},
		{"completed once in a batch", "initialized@0 | completed@1 completed@2!verb_repeated:9.3.3 | completed@3", Normal, 0, Status{Completed: true}},
		{"completed once in a registration (9.3)", "initialized@0 completed@1 terminated@2 || initialized@10 | completed@11!verb_repeated:9.3.3 | passed@12", Normal, 0, Status{Completed: true, Passed: true}},
		{"passed once in a session (9.3.4)", "initialized@0 passed@1 | passed@2!verb_repeated:9.3.4", Normal, 0, Status{Passed: true}},
		{"passed once in a registration (9.3)", "initialized@0 passed@1 terminated@2 || initialized@10 | passed@11!verb_repeated:9.3.4", Normal, 0, Status{Passed: true}},
		{"failed after passed, same session (9.3)", "initialized@0 passed@1 | failed@2!failed_after_passed:9.3", Normal, 0, Status{Passed: true}},
		{"failed after passed, same registration (9.3)", "initialized@0 passed@1 terminated@2 || initialized@10 | failed@11!failed_after_passed:9.3", Normal, 0, Status{Passed: true}},
		{"failed twice in a session (9.3)", "initialized@0 failed@1 | failed@2!judged_twice:9.3", Normal, 0, Status{Failed: true}},
		{"passed after failed in a session (9.3)", "initialized@0 failed@1 | passed@2!judged_twice:9.3", Normal, 0, Status{Failed: true}},
		{"failed, then passed in another session", "initialized@0 failed@1 terminated@2 || initialized@10 failed@11 terminated@12 || initialized@20 passed@21", Normal, 0, Status{Passed: true}},
		{"nothing after terminated (9.3.8)", "initialized@0 terminated@1 | allowed@2!session_terminated:9.3.8 | allowed@1!session_terminated:9.3.8", Normal, 0, Status{}},
		{"nothing after terminated in a batch", "initialized@0 | terminated@1 allowed@2!after_terminated:9.3.8", Normal, 0, Status{}},
		{"terminated is the last (9.3.8)", "initialized@0 allowed@5 | terminated@4!terminated_not_last:9.3.8 | terminated@5", Normal, 0, Status{}},
		{"late ones, in time (9.3.8)", "initialized@0 terminated@5 | completed@4 | allowed@6!after_terminated:9.3.8 | terminated@5!verb_repeated:9.3", Normal, time.Minute, Status{Completed: true}},
		{"Browse (10.2.2)", "initialized@0 | completed@1!mode:10.2.2 | passed@1!mode:10.2.2 | failed@1!mode:10.2.2 | allowed@1 | terminated@2", Browse, 0, Status{}},
		{"Review (10.2.2)", "initialized@0 | completed@1!mode:10.2.2 | passed@1!mode:10.2.2 | failed@1!mode:10.2.2 | allowed@1 | terminated@2", Review, 0, Status{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			l, s := opened(t)
			l.Mode, l.Grace = tc.mode, tc.grace
			for session := range strings.SplitSeq(tc.talk, "||") {
				s.Session = Session{LaunchedAt: noon, PreferencesRead: true}
				for batch := range strings.SplitSeq(session, "|") {
					s = converse(t, l, s, batch)
				}
			}
			if s.Status != tc.status {
				t.Errorf("status %+v", s.Status)
			}
		})
	}
}

// converse says one batch. All of it is refused when one of it is.
func converse(t *testing.T, l Launch, s State, batch string) State {
	t.Helper()
	var said []Statement
	refused, position := "", 0
	for i, word := range strings.Fields(batch) {
		word, code, bad := strings.Cut(word, "!")
		name, when, _ := strings.Cut(word, "@")
		d, err := time.ParseDuration(when + "s")
		if err != nil {
			t.Fatal(err)
		}
		if bad {
			refused, position = code, i
		}
		said = append(said, heard(t, spoken(l, name, d.Seconds())))
	}
	next, refusal := Check(l, s, said, noon.Add(30*time.Second))
	got := ""
	if refusal != nil {
		got = strings.TrimPrefix(refusal.Code, "cmi5_") + ":" + refusal.Clause
	}
	if got != refused || refusal != nil && refusal.Statement != position {
		t.Errorf("%q: %q of %+v, want %q", strings.TrimSpace(batch), got, refusal, refused)
	}
	return next
}

func TestPreferencesComeFirst(t *testing.T) { // §11.0
	l, _ := opened(t)
	s := State{Session: Session{LaunchedAt: noon}}
	first := []Statement{heard(t, spoken(l, "initialized", 0))}
	if _, refusal := Check(l, s, first, noon); refusal == nil || refusal.Code != "cmi5_preferences_unread" || refusal.Clause != "11.0" {
		t.Errorf("%v", refusal)
	}
	s.Session.PreferencesRead = true
	if _, refusal := Check(l, s, first, noon); refusal != nil {
		t.Errorf("%v", refusal)
	}
}

func TestAbandon(t *testing.T) { // §9.3.6, §9.5.4.2
	l, s := opened(t)
	s, refusal := Check(l, s, []Statement{heard(t, spoken(l, "allowed", 90.5))}, noon)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if d := s.Session.Duration(); d != 92500*time.Millisecond {
		t.Errorf("lasted %v", d)
	}
	abandoned, once := s.Session.Abandon()
	if !once || abandoned.Active() || !s.Session.Active() {
		t.Error("not abandoned")
	}
	if _, twice := abandoned.Abandon(); twice {
		t.Error("abandoned twice (9.3)")
	}
	s.Session = abandoned
	for _, name := range []string{"allowed", "terminated", "passed"} {
		if _, refusal := Check(l, s, []Statement{heard(t, spoken(l, name, 91))}, noon); refusal == nil || refusal.Code != "cmi5_session_abandoned" || refusal.Clause != "9.3.6" {
			t.Errorf("%s: %v", name, refusal)
		}
	}
	if refusal := CheckCall(l, s.Session, noon); refusal == nil {
		t.Error("a call after the session was abandoned (8.2.1)")
	}
	if d := (Session{LaunchedAt: noon}).Duration(); d != 0 {
		t.Errorf("a session without a statement lasted %v", d)
	}
}

func TestCallsEndWithTheSession(t *testing.T) { // §8.2.1, §9.3.8
	l, s := opened(t)
	if CheckCall(l, s.Session, noon) != nil {
		t.Error("refused in an open session")
	}
	s, refusal := Check(l, s, []Statement{heard(t, spoken(l, "terminated", 60))}, noon)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if _, abandon := s.Session.Abandon(); abandon || s.Session.Active() {
		t.Error("a session that ended is abandoned")
	}
	if refusal := CheckCall(l, s.Session, noon); refusal == nil || refusal.Code != "cmi5_session_terminated" {
		t.Errorf("%v", refusal)
	}
	l.Grace = time.Minute
	if CheckCall(l, s.Session, noon.Add(59*time.Second)) != nil || CheckCall(l, s.Session, noon.Add(time.Minute)) == nil {
		t.Error("the grace is not a minute")
	}
}
