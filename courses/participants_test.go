package courses_test

import (
	"fmt"
	"testing"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// A session that is over takes nobody, whoever brings them.
func TestNobodyIsAcceptedAfterTheEnd(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	for _, action := range []courses.SessionAction{courses.CloseIt, courses.CancelIt} {
		s := h.opened(func(s *courses.Session) { s.Admission = courses.AdmitRequest })
		h.enrols(s.ID, "camille")
		_, err := h.svc.Act(ctx, trainer, s.ID, action)
		h.ok(err)
		_, err = h.svc.Accept(ctx, trainer, s.ID, "camille")
		h.refused(err, fault.Conflict, "session_state")
		_, err = h.svc.SaveMeeting(ctx, trainer, s.ID, courses.Meeting{ID: "m", Title: "M", Kind: "virtual", Start: s.Start, End: s.End})
		if action == courses.CancelIt {
			h.refused(err, fault.Conflict, "session_state")
		} else {
			h.ok(err)
		}
	}
}

// Who left a session, or was refused, is written to no more.
func TestNoMessageToWhoLeft(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(nil)
	h.enrols(s.ID, "camille", "ali")
	_, err := h.svc.Withdraw(ctx, camille, s.ID)
	h.ok(err)
	_, err = h.svc.Write(ctx, trainer, s.ID, []string{"camille", "ali"}, "Bonjour", "À jeudi.")
	h.refused(err, fault.Invalid, "invalid")
	_, err = h.svc.Write(ctx, trainer, s.ID, []string{"ali"}, "Bonjour", "À jeudi.")
	h.ok(err)
}

// However many sessions somebody was invited to, their first sign-in resolves all.
func TestEveryInvitationIsResolved(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	s := h.opened(nil)
	const many = 205
	for i := range many {
		id := fmt.Sprintf("s%03d", i)
		run := h.session(s.ID)
		run.ID, run.Rev = id, 0
		h.ok(h.db.InsertSession(ctx, run))
		h.ok(h.db.InsertInvitation(ctx, courses.Invitation{ID: courses.InvitationID(id, "lou@ac-lille.fr"), Email: "lou@ac-lille.fr", Session: id}))
	}
	h.ok(h.svc.ResolveInvitations(ctx, actor.System(), "lou", []string{"lou@ac-lille.fr"}))
	left, err := h.db.InvitationsTo(ctx, "lou@ac-lille.fr", 1000)
	h.ok(err)
	if len(left) != 0 {
		t.Errorf("%d of %d left", len(left), many)
	}
}
