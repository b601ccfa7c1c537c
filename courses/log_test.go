package courses_test

import (
	"context"
	"log/slog"
	"testing"

	"preau.education/preau/courses"
	"preau.education/preau/internal/docstore"
)

// What one node does, the others show once the log has come to them, and counts follow.
func TestTheLogReachesOtherNodes(t *testing.T) {
	h := open(t)
	other := h.node()
	runner := docstore.NewRunner(h.docs, slog.New(slog.DiscardHandler),
		docstore.Work{Name: "courses", Kinds: courses.WorkKinds(), Apply: func(ctx context.Context, c docstore.Change) error {
			switch c.Kind {
			case courses.FactPublished:
				return other.ApplyPublished(ctx, c.Key)
			case courses.FactSessionOpened, courses.FactSessionChanged:
				return other.LetIn(ctx, c.Key)
			}
			var f courses.EnrolmentFact
			if err := c.Decode(&f); err != nil {
				return err
			}
			return other.CountAll(ctx, courses.EnrolmentCounts(courses.Mark{Shard: c.Shard, Number: c.Number}, f))
		}},
		docstore.Refresh{Name: "catalogue", Kinds: courses.RefreshKinds(), Apply: func(ctx context.Context, c docstore.Change) error {
			return other.ApplyRefresh(ctx, c.Kind, c.Key, c.Decode)
		}})
	h.ok(runner.Start(t.Context()))
	t.Cleanup(runner.Stop)

	p := h.published("La laïcité", "autoformation")
	s := h.opened(func(s *courses.Session) { s.Capacity = 1 })
	session := courses.PermanentSession(p.ID)
	for _, person := range []string{"camille", "ali", "zoé"} {
		_, err := h.svc.Enrol(t.Context(), who(person), session)
		h.ok(err)
	}
	_, err := h.svc.Withdraw(t.Context(), ali, session)
	h.ok(err)
	_, err = h.svc.Enrol(t.Context(), camille, s.ID)
	h.ok(err)
	_, err = h.svc.Enrol(t.Context(), ali, s.ID)
	h.ok(err)
	h.ok(runner.WaitIdle(t.Context()))

	page, err := other.Catalogue(t.Context(), zoe, courses.CatalogueQuery{Limit: 10, Sort: "title"})
	h.ok(err)
	if page.Total != 2 || page.Items[0].Status != courses.StatusNew || page.Items[1].Status != courses.StatusFull {
		t.Errorf("%d: %v, %s and %s", page.Total, titles(page), page.Items[0].Status, page.Items[1].Status)
	}
	counts, err := h.db.Counts(t.Context(), []string{"session:" + session, "parcours:" + p.ID, "session:" + s.ID})
	h.ok(err)
	if counts["session:"+session]["enrolled"] != 2 || counts["parcours:"+p.ID]["enrolled"] != 2 ||
		counts["session:"+s.ID]["enrolled"] != 1 || counts["session:"+s.ID]["waiting"] != 1 {
		t.Errorf("%v", counts)
	}
	if got, err := other.MySessions(t.Context(), trainer, 10, ""); err != nil || got.Items[0].Waiting != 1 || got.Items[0].Enrolled != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}
