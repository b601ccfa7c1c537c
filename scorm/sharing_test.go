package scorm_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"preau.education/preau/scorm"
)

const (
	notes = `<adlcp:data><adlcp:map targetID="notes"/></adlcp:data>`
	gives = `<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="false" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing>`
	reads = `<imsss:sequencing><imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="seen"><imsss:mapInfo targetObjectiveID="g"/></imsss:objective></imsss:objectives></imsss:sequencing>`
)

// TestSharedDataOfTheVisit: what a content writes last is kept, whatever the content that
// follows shares.
func TestSharedDataOfTheVisit(t *testing.T) {
	w := newWorld(t)
	w.add(course2004(item("i1", "sco", notes)+item("i2", "sco", "")+item("i3", "sco", notes), freely))
	s := w.sit("t1").begin()
	s.move("continue", "adl.data.0.store", "bonjour", "cmi.completion_status", "completed")
	if s.move("continue"); s.at() != "i3" || s.value("adl.data.0.store") != "bonjour" {
		t.Errorf("at %s it reads %q", s.at(), s.value("adl.data.0.store"))
	}
	s.move("previous", "adl.data.0.store", "")
	if s.move("previous"); s.at() != "i1" || s.value("adl.data.0.store") != "" {
		t.Errorf("emptied, at %s it reads %q", s.at(), s.value("adl.data.0.store"))
	}
}

// TestSharedAcrossPackages: each package of an enrolment sees the objectives that the others
// wrote, and an attempt that began before does not bring back what it knew then.
func TestSharedAcrossPackages(t *testing.T) {
	w := newWorld(t)
	w.addAs("giver", course2004(item("i1", "sco", gives), freely))
	w.addAs("reader", course2004(item("i1", "sco", reads)+item("i2", "sco", reads), freely))
	giver := w.sitAt(w.svc, "giver", "t1").begin()
	giver.move("exitAll", "cmi.success_status", "failed", "cmi.completion_status", "completed")
	reader := w.sitAt(w.svc, "reader", "t2").begin()
	if got := reader.value("cmi.objectives.0.success_status"); got != "failed" {
		t.Fatalf("at first it reads %q", got)
	}
	giver.begin()
	giver.move("exitAll", "cmi.success_status", "passed", "cmi.completion_status", "completed")
	reader.move("continue", "cmi.completion_status", "completed", "cmi.exit", "normal") // with the objective it began with
	reader.move("suspendAll")
	reader.close()
	late := w.sitAt(w.svc, "reader", "t3").begin()
	if late.move("previous"); late.at() != "i1" || late.value("cmi.objectives.0.success_status") != "passed" {
		t.Errorf("come back, at %s it reads %q", late.at(), late.value("cmi.objectives.0.success_status"))
	}
}

// TestSharedByBeingLeft: a status that the platform assumes at the end is shared like one that
// the content gave.
func TestSharedByBeingLeft(t *testing.T) {
	w := newWorld(t)
	w.addAs("giver", course2004(item("i1", "sco", gives)+item("i2", "sco", ""), freely))
	w.addAs("reader", course2004(item("i1", "sco", reads), freely))
	s := w.sitAt(w.svc, "giver", "t1").begin()
	s.end("cmi.exit", "normal")
	s.close()
	if s = w.sitAt(w.svc, "reader", "t2").begin(); s.value("cmi.objectives.0.success_status") != "passed" {
		t.Errorf("it reads %q", s.value("cmi.objectives.0.success_status"))
	}
}

// dying is a store whose process dies before it writes.
type dying struct {
	scorm.Shares
	dead bool
}

func (d *dying) Change(ctx context.Context, enrolment string, change func(*scorm.Shared) error) error {
	if d.dead {
		return errors.New("killed")
	}
	return d.Shares.Change(ctx, enrolment, change)
}

// TestSharedSurvives: a process that dies between the attempt and what is shared loses nothing,
// whether the browser sends the commit again or the learner comes back by another way.
func TestSharedSurvives(t *testing.T) {
	for _, again := range []bool{true, false} {
		w := newWorld(t)
		w.addAs("writer", course2004(item("i1", "sco", strings.Replace(notes, "/>", `/><adlcp:map targetID="more"/>`, 1)+gives), freely))
		w.addAs("reader", course2004(item("i1", "sco", notes+reads), freely))
		shares := &dying{Shares: w.svc.Stores.Shares, dead: true}
		w.svc.Stores.Shares = shares
		s := w.sitAt(w.svc, "writer", "t1").begin()
		c := s.delta("adl.data.0.store", "bonjour", "cmi.exit", "suspend", "cmi.success_status", "passed", "cmi.completion_status", "completed")
		c.Ended = true
		if _, err := s.try(c); err == nil {
			t.Fatal("acknowledged")
		}
		shares.dead = false
		if again {
			if _, err := s.try(c); err != nil {
				t.Fatal(err)
			}
		} else {
			s.begin()
		}
		r := w.sitAt(w.svc, "reader", "t2").begin()
		if r.value("adl.data.0.store") != "bonjour" || r.value("cmi.objectives.0.success_status") != "passed" {
			t.Errorf("sent again (%v): %q, %q", again, r.value("adl.data.0.store"), r.value("cmi.objectives.0.success_status"))
		}
		// What was taken is not taken again over what came since.
		r.end("adl.data.0.store", "bonsoir")
		if _, err := s.try(c); again && err != nil {
			t.Fatal(err)
		}
		if s.begin(); s.value("adl.data.0.store") != "bonsoir" {
			t.Errorf("sent again (%v): then %q", again, s.value("adl.data.0.store"))
		}
	}
}
