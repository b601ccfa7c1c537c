package scorm_test

import (
	"strings"
	"testing"
	"time"
)

// leaving is what a content says as its window closes, and what its learner then finds.
type leaving struct {
	name     string
	says     string // name=value, blank, name=value…
	at       string // where the learner is on return
	location string
	entry    string
}

func (l leaving) pairs() []string {
	var pairs []string
	for _, one := range strings.Fields(l.says) {
		name, value, _ := strings.Cut(one, "=")
		pairs = append(pairs, name, value)
	}
	return pairs
}

// found compares where a learner is with where they should be.
func (l leaving) found(t *testing.T, s *seat, location, entry string) {
	t.Helper()
	if s.at() != l.at || s.value(location) != l.location || s.value(entry) != l.entry {
		t.Errorf("%s: back at %s, location %q, entry %q; want %s, %q, %q (%q)", l.name, s.at(), s.value(location), s.value(entry), l.at, l.location, l.entry, s.now.Notice)
	}
}

const (
	freely  = `<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>`
	limited = `<imsss:sequencing><imsss:limitConditions attemptLimit="1"/></imsss:sequencing>`
)

func course2004(items, control string) string {
	return strings.Replace(manifest2004(items), "</organization>", control+"</organization>", 1)
}

// TestLeaving: SCORM 2004, several contents. Whoever closes the window in the middle of one
// finds it again as it was, whatever it said of its exit (SN 5.4: without a request the platform
// waits for the learner's; leaving is one to suspend). One that is done is followed by the next.
func TestLeaving(t *testing.T) {
	w := newWorld(t)
	for _, l := range []leaving{
		{"unfinished, normal", "cmi.completion_status=incomplete cmi.location=p4 cmi.exit=normal", "i1", "p4", "resume"},
		{"unfinished, empty", "cmi.completion_status=incomplete cmi.location=p4 cmi.exit=", "i1", "p4", "resume"},
		{"unfinished, unsaid", "cmi.completion_status=incomplete cmi.location=p4", "i1", "p4", "resume"},
		{"unfinished and failed so far", "cmi.completion_status=incomplete cmi.success_status=failed cmi.location=p4 cmi.exit=normal", "i1", "p4", "resume"},
		{"unfinished, asks for the next", "cmi.completion_status=incomplete cmi.location=p4 adl.nav.request=continue", "i1", "p4", "resume"},
		{"silent, with its place", "cmi.location=p4 cmi.exit=normal", "i1", "p4", "resume"},
		{"silent, without", "cmi.exit=normal", "i1", "", "ab-initio"},
		{"suspended", "cmi.completion_status=completed cmi.location=p4 cmi.exit=suspend", "i1", "p4", "resume"},
		{"failed", "cmi.success_status=failed cmi.location=p4 cmi.exit=normal", "i1", "", "ab-initio"},
		{"completed and failed", "cmi.completion_status=completed cmi.success_status=failed cmi.exit=normal", "i2", "", "ab-initio"},
		{"completed", "cmi.completion_status=completed cmi.location=p4 cmi.exit=normal", "i2", "", "ab-initio"},
		{"passed", "cmi.success_status=passed cmi.exit=", "i2", "", "ab-initio"},
		{"out of time", "cmi.completion_status=incomplete cmi.exit=time-out", "ended", "", ""},
		{"completed, ends the course", "cmi.completion_status=completed adl.nav.request=exitAll", "ended", "", ""},
	} {
		for control, name := range map[string]string{freely: "", flow: ", forward only"} {
			for _, killed := range []bool{false, true} {
				row := l
				if row.name += name; killed {
					row.name += ", killed"
				}
				w.addAs(row.name, course2004(item("i1", "sco", "")+item("i2", "sco", "")+item("i3", "sco", ""), control))
				s := w.sitAt(w.svc, row.name, "t1").begin()
				s.end(row.pairs()...)
				if killed {
					w.advance(time.Hour)
				} else {
					s.close()
				}
				row.found(t, w.sitAt(w.svc, row.name, "t2").begin(), "cmi.location", "cmi.entry")
			}
		}
	}
}

// TestLeavingAlone: a content that is the whole package.
func TestLeavingAlone(t *testing.T) {
	for _, l := range []leaving{
		{"unfinished", "cmi.completion_status=incomplete cmi.location=p4 cmi.exit=normal", "i1", "p4", "resume"},
		{"completed", "cmi.completion_status=completed cmi.location=p4 cmi.exit=normal", "i1", "", "ab-initio"},
		{"failed", "cmi.completion_status=completed cmi.success_status=failed cmi.location=p4 cmi.exit=normal", "i1", "", "ab-initio"},
	} {
		w := newWorld(t)
		w.add(manifest2004(item("i1", "sco", "")))
		s := w.sit("t1").begin()
		s.end(l.pairs()...)
		s.close()
		l.found(t, w.sit("t2").begin(), "cmi.location", "cmi.entry")
		if told, silent := w.told(), l.name == "unfinished"; strings.Contains(told, "completed") == silent {
			t.Errorf("%s: told %q", l.name, told)
		}
	}
}

// TestLeavingOnlyTry: an attempt that was cut short is not one too many.
func TestLeavingOnlyTry(t *testing.T) {
	w := newWorld(t)
	w.add(course2004(item("i1", "sco", limited)+item("i2", "sco", ""), freely))
	s := w.sit("t1").begin()
	s.end("cmi.completion_status", "incomplete", "cmi.location", "p4", "cmi.exit", "normal")
	s.close()
	if s = w.sit("t2").begin(); s.at() != "i1" || s.value("cmi.location") != "p4" {
		t.Errorf("cut short, it is at %s", s.at())
	}
	s.end("cmi.completion_status", "completed", "cmi.success_status", "failed")
	s.close()
	if s = w.sit("t3").begin(); s.at() != "i2" {
		t.Errorf("failed for good, it is at %s", s.at())
	}
}

// TestLeavingTheLast: after the last content comes the first that is not done, or another try
// when it was failed, and the end of the course when all is done.
func TestLeavingTheLast(t *testing.T) {
	w := newWorld(t)
	w.add(course2004(item("i1", "sco", "")+item("i2", "sco", "")+item("i3", "sco", ""), freely))
	s := w.sit("t1").begin()
	s.move("{target=i3}choice", "cmi.completion_status", "completed")
	s.end("cmi.completion_status", "completed")
	s.close()
	if s = w.sit("t2").begin(); s.at() != "i2" || s.now.Ended {
		t.Fatalf("one is not done, yet it is at %s", s.at())
	}
	s.end("cmi.completion_status", "completed")
	s.close()
	if s = w.sit("t3").begin(); s.at() != "i3" {
		t.Fatalf("after the second it is at %s", s.at())
	}
	s.end("cmi.completion_status", "completed", "cmi.success_status", "failed")
	s.close()
	if s = w.sit("t4").begin(); s.at() != "i3" || s.value("cmi.entry") != "ab-initio" {
		t.Fatalf("the last was failed, and it is at %s", s.at())
	}
	s.end("cmi.completion_status", "completed")
	s.close()
	if s = w.sit("t5").begin(); s.at() != "ended" || !s.now.Result.Completed {
		t.Errorf("all is done, yet it is at %s, %+v", s.at(), s.now.Result)
	}
}

// TestQuitting: the learner asks to quit after the content has ended, or with it.
func TestQuitting(t *testing.T) {
	for _, before := range []bool{true, false} {
		w := newWorld(t)
		w.add(course2004(item("i1", "sco", "")+item("i2", "sco", ""), freely))
		s := w.sit("t1").begin()
		said := []string{"cmi.completion_status", "incomplete", "cmi.location", "p4", "cmi.exit", "normal"}
		if before {
			s.end(said...)
			said = nil
		}
		s.move("suspendAll", said...)
		s.close()
		if s = w.sit("t2").begin(); s.at() != "i1" || s.value("cmi.location") != "p4" || s.value("cmi.entry") != "resume" {
			t.Errorf("ended before (%v): back at %s, %q, %q", before, s.at(), s.value("cmi.location"), s.value("cmi.entry"))
		}
	}
}

// TestLeavingTheOldStandard: SCORM 1.2 leaves to the platform the status that a content does
// not give: that is no reason to be led past it.
func TestLeavingTheOldStandard(t *testing.T) {
	for _, l := range []leaving{
		{"unfinished", "cmi.core.lesson_status=incomplete cmi.core.lesson_location=p4", "i1", "p4", ""},
		{"silent", "cmi.core.lesson_location=p4 cmi.core.exit=", "i1", "p4", ""},
		{"failed", "cmi.core.lesson_status=failed cmi.core.lesson_location=p4", "i1", "p4", ""},
		{"suspended", "cmi.core.lesson_status=incomplete cmi.core.lesson_location=p4 cmi.core.exit=suspend", "i1", "p4", "resume"},
		{"completed", "cmi.core.lesson_status=completed cmi.core.lesson_location=p4", "i2", "", "ab-initio"},
	} {
		w := newWorld(t)
		w.add(manifest12(item("i1", "sco", "") + item("i2", "sco", "")))
		s := w.sit("t1").begin()
		s.end(l.pairs()...)
		s.close()
		l.found(t, w.sit("t2").begin(), "cmi.core.lesson_location", "cmi.core.entry")
	}
}

// TestQuittingWhatGivesNoStatus: a content alone in its package that never says where it is has
// no other end than being left.
func TestQuittingWhatGivesNoStatus(t *testing.T) {
	for _, row := range []struct{ says, told string }{
		{"cmi.exit=normal", "started completed passed ended"},
		{"cmi.exit=suspend", "started suspended"},
		{"cmi.location=p4 cmi.exit=normal", "started suspended"},
		{"cmi.completion_status=incomplete cmi.exit=normal", "started suspended"},
		{"cmi.exit=normal adl.nav.request=suspendAll", "started suspended"},
	} {
		w := newWorld(t)
		w.add(manifest2004(item("i1", "sco", "")))
		s := w.sit("t1").begin()
		s.move("suspendAll", leaving{says: row.says}.pairs()...)
		if told := w.told(); told != row.told || s.at() != "ended" {
			t.Errorf("%s: at %s, told %q", row.says, s.at(), told)
		}
	}
}

// TestOffered: what would end the attempt is no next part, and is said to end it.
func TestOffered(t *testing.T) {
	for _, row := range []struct {
		name, manifest  string
		moves           int
		next, ends, all bool
	}{
		{"alone", course2004(item("i1", "sco", ""), freely), 0, false, false, false},
		{"alone in a chapter", course2004(`<item identifier="c"><title>C</title>`+item("i1", "sco", "")+freely+`</item>`, freely), 0, false, false, false},
		{"the first of two", course2004(item("i1", "sco", "")+item("i2", "sco", ""), freely), 0, true, false, true},
		{"the last of two", course2004(item("i1", "sco", "")+item("i2", "sco", ""), freely), 1, true, true, true},
		{"the last of two, forward only", course2004(item("i1", "sco", "")+item("i2", "sco", ""), flow), 1, true, true, false},
		{"SCORM 1.2, alone", manifest12(item("i1", "sco", "")), 0, false, false, false},
		{"SCORM 1.2, the last of two", manifest12(item("i1", "sco", "") + item("i2", "sco", "")), 1, false, false, false},
	} {
		w := newWorld(t)
		w.add(row.manifest)
		s := w.sit("t1").begin()
		for range row.moves {
			s.move("continue")
		}
		if n := s.now.Nav; n.Continue != row.next || n.Ends != row.ends || (s.now.Whole != nil) != row.all {
			t.Errorf("%s: %+v, the whole %+v", row.name, n, s.now.Whole)
		}
		if row.ends {
			if s.move("continue"); s.at() != "ended" {
				t.Errorf("%s: it goes on to %s", row.name, s.at())
			}
		}
	}
}
