package courses_test

import (
	"testing"

	"preau.education/preau/courses"
	"preau.education/preau/internal/fault"
)

// What the log repeats late does not open again what was taken out of the offer meanwhile.
func TestLatePublicationDoesNotReopen(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	p := h.published("La laïcité", "autoformation")
	_, err := h.svc.Archive(ctx, designer, p.ID)
	h.ok(err)
	h.ok(h.svc.ApplyPublished(ctx, p.ID)) // the fact of its publication, heard again
	_, err = h.svc.Enrol(ctx, camille, courses.PermanentSession(p.ID))
	h.refused(err, fault.Conflict, "enrolment_over")
}
