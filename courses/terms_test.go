package courses_test

import (
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
)

// TestTermsFollow: what a session becomes is seen at once by the node that did it, and within
// the two seconds that are promised by any other.
func TestTermsFollow(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	session := h.opened(nil)
	e, err := h.svc.Enrol(ctx, camille, session.ID)
	h.ok(err)
	other := h.node()
	state := func(svc *courses.Service) courses.SessionState {
		t.Helper()
		terms, err := svc.TermsOf(ctx, actor.System(), e)
		h.ok(err)
		return terms.State
	}
	if here, there := state(h.svc), state(other); here != courses.Open || there != courses.Open {
		t.Fatalf("open: %s here, %s there", here, there)
	}
	_, err = h.svc.Act(ctx, trainer, session.ID, courses.CloseIt)
	h.ok(err)
	if got := state(h.svc); got != courses.Closed {
		t.Errorf("the node that closed it has %s", got)
	}
	h.wait(2 * time.Second)
	if got := state(other); got != courses.Closed {
		t.Errorf("two seconds later another node has %s", got)
	}
	if _, err := h.svc.TermsOf(ctx, camille, e); err == nil {
		t.Error("somebody may ask for the terms of an enrolment")
	}
}
