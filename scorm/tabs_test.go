package scorm_test

import (
	"context"
	"testing"
	"time"

	"preau.education/preau/scorm"
)

// TestSilentlyTakenOver: a tab whose work was never sent learns that another has gone on, even
// when that one is closed again and has used its numbers: nothing is acknowledged unkept.
func TestSilentlyTakenOver(t *testing.T) {
	w := newWorld(t)
	w.add(manifest2004(item("i1", "sco", "")))
	lid := w.sit("t1").begin()
	lid.commit("cmi.location", "p1")
	unsent := lid.delta("cmi.location", "p2")
	w.advance(time.Hour)
	desk := w.sit("t2").begin()
	desk.commit("cmi.location", "p7")
	desk.commit("cmi.location", "p8")
	desk.close()
	_, err := lid.try(unsent)
	refused(t, err, "taken_over")
	if desk.begin(); desk.value("cmi.location") != "p8" {
		t.Errorf("it goes on at %q", desk.value("cmi.location"))
	}
	// What was kept before the other began is still known as kept.
	was := unsent
	was.Seq = 1
	desk.close()
	if out, err := lid.try(was); err != nil || out.Seq < 1 {
		t.Errorf("what was kept: %+v, %v", out, err)
	}
}

// TestCorrected: once a training has another package, a tab of the one before cannot bring it
// back over the new attempt.
func TestCorrected(t *testing.T) {
	w := newWorld(t)
	w.add(manifest2004(item("i1", "sco", "")))
	old := w.sit("t1").begin()
	old.commit("cmi.location", "p1")
	old.close()
	w.add(manifest2004(item("j1", "sco", "")))
	now := w.sit("t2").begin()
	if now.at() != "j1" {
		t.Fatalf("it plays %s", now.at())
	}
	now.commit("cmi.location", "q5")
	now.close()
	refused(t, old.tryBegin(true, false), "launch_expired")
	if now.begin(); now.at() != "j1" || now.value("cmi.location") != "q5" {
		t.Errorf("then it plays %s at %q", now.at(), now.value("cmi.location"))
	}
}

// archives notes what was archived.
type archives struct {
	scorm.Attempts
	last map[int]scorm.Attempt
}

func (a archives) Archive(ctx context.Context, at scorm.Attempt) error {
	a.last[at.Number] = at
	return a.Attempts.Archive(ctx, at)
}

// TestArchived: what is archived is the attempt as it was left, though a second tab asked before.
func TestArchived(t *testing.T) {
	w := newWorld(t)
	kept := archives{w.svc.Stores.Attempts, map[int]scorm.Attempt{}}
	w.svc.Stores.Attempts = kept
	w.add(manifest2004(item("i1", "sco", "")))
	s := w.sit("t1").begin()
	s.commit("cmi.location", "p1")
	w.add(manifest2004(item("j1", "sco", "")))
	refused(t, w.sit("t2").tryBegin(false, false), "open_elsewhere")
	if len(kept.last) > 0 {
		t.Error("archived while it is played")
	}
	s.commit("cmi.location", "p2")
	s.close()
	w.sit("t2").begin()
	if got := kept.last[1].SCOs["i1"].Data.Values["cmi.location"]; len(kept.last) != 1 || got != "p2" {
		t.Errorf("archived at %q", got)
	}
}

// TestPreview: what a designer tries before they enrol is not what they have learnt, nor does
// trying spoil what they had.
func TestPreview(t *testing.T) {
	w := newWorld(t)
	w.add(manifest2004(item("i1", "sco", "")))
	w.preview = true
	s := w.sit("t1").begin()
	s.move("exitAll", "cmi.completion_status", "completed", "cmi.success_status", "passed")
	w.preview = false
	if s = w.sit("t1").begin(); s.value("cmi.mode") != "normal" || s.now.Result.Completed {
		t.Errorf("enrolled: %+v", s.now.Result)
	}
	s.move("suspendAll", "cmi.completion_status", "completed", "cmi.location", "p4")
	if told := w.told(); told != "started completed suspended" {
		t.Errorf("told %q", told)
	}
	w.preview = true
	w.sit("t1").begin().end("cmi.location", "p9")
	w.preview = false
	if s.begin(); s.value("cmi.location") != "p4" {
		t.Errorf("after another try, it is at %q", s.value("cmi.location"))
	}
}
