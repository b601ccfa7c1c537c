package courses

import (
	"context"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// SaveReference replaces the lists that cards refer to, if rev is still their revision.
// Administrators only.
func (s *Service) SaveReference(ctx context.Context, who actor.Actor, rev int64, ref Reference) (Reference, error) {
	const op = "courses.SaveReference"
	if !who.SignedIn() {
		return Reference{}, errSignIn(op)
	}
	if !who.IsAdministrator() {
		return Reference{}, errForbidden(op)
	}
	if err := fault.InvalidFields(op, ref.Check()...); err != nil {
		return Reference{}, err
	}
	if rev <= 0 {
		return Reference{}, fault.New(op, fault.Precondition, "stale", "Rechargez la page : les listes ont changé.")
	}
	ref.Rev = rev
	now := s.now()
	saved, err := s.store.SaveReference(ctx, ref, newFact(FactReferenceChanged, "offer", now, ReferenceFact{Rev: rev + 1}))
	if err != nil {
		return Reference{}, fault.Wrap(op, err)
	}
	s.reference.Store(&saved)
	return saved, nil
}

// ReloadReference reads the lists again, and the catalogue whose facets depend on them: what
// a node does when another changed them.
func (s *Service) ReloadReference(ctx context.Context) error {
	before := s.Reference().Rev
	if err := s.loadReference(ctx); err != nil {
		return fault.Wrap("courses.ReloadReference", err)
	}
	if s.Reference().Rev == before {
		return nil
	}
	return s.LoadCatalogue(ctx)
}
