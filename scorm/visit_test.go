package scorm_test

import (
	"strings"
	"testing"
)

// byRules is a chapter that is failed as soon as one content is, and passed when all are.
const byRules = `<imsss:sequencing><imsss:controlMode choice="true" flow="true"/><imsss:rollupRules>` +
	`<imsss:rollupRule childActivitySet="any"><imsss:rollupConditions><imsss:rollupCondition operator="not" condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/></imsss:rollupRule>` +
	`<imsss:rollupRule childActivitySet="all"><imsss:rollupConditions><imsss:rollupCondition condition="satisfied"/></imsss:rollupConditions><imsss:rollupAction action="satisfied"/></imsss:rollupRule>` +
	`</imsss:rollupRules></imsss:sequencing>`

// TestResultsCountWhenTheVisitEnds: what a content says on the way is shown at once, but a
// verdict that it takes back before its end leaves nothing behind.
func TestResultsCountWhenTheVisitEnds(t *testing.T) {
	w := newWorld(t)
	w.add(strings.Replace(manifest2004(item("i1", "sco", "")), "</organization>", byRules+"</organization>", 1))
	s := w.sit("t1").begin()
	said := s.commit("cmi.completion_status", "completed", "cmi.success_status", "failed")
	if said.State == nil || said.State.Result.Passed == nil || *said.State.Result.Passed {
		t.Errorf("on the way: %+v", said.State)
	}
	s.commit("cmi.success_status", "passed")
	s.move("exitAll", "cmi.exit", "normal")
	if r := s.now.Result; r.Passed == nil || !*r.Passed || !r.Completed {
		t.Errorf("at the end: %+v", r)
	}
}

// TestAbandonLeavesNoTrace: SN TB.2.3, an abandoned visit is as if it had not been.
func TestAbandonLeavesNoTrace(t *testing.T) {
	w := newWorld(t)
	w.add(strings.Replace(manifest2004(item("i1", "sco", "")+item("i2", "sco", "")), "</organization>", byRules+"</organization>", 1))
	s := w.sit("t1").begin()
	s.commit("cmi.completion_status", "completed", "cmi.success_status", "passed", "cmi.location", "p9")
	s.move("abandonAll")
	if s.at() != "ended" || s.now.Result.Completed || s.now.Result.Passed != nil {
		t.Errorf("abandoned: at %s, %+v", s.at(), s.now.Result)
	}
}

// TestExitTimeOutEndsTheCourse: RTE 4.2.8, whatever the learner did not ask.
func TestExitTimeOutEndsTheCourse(t *testing.T) {
	w := newWorld(t)
	w.add(strings.Replace(manifest2004(item("i1", "sco", "")+item("i2", "sco", "")), "</organization>", byRules+"</organization>", 1))
	s := w.sit("t1").begin()
	s.move("_none_", "cmi.exit", "time-out")
	if s.at() != "ended" {
		t.Errorf("after a time-out: %s", s.at())
	}
}
