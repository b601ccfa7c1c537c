package courses

import (
	"context"
	"slices"

	"preau.education/preau/internal/fault"
)

// RefreshKinds are the facts by which every node brings its catalogue up to date.
func RefreshKinds() []string {
	return []string{FactPublished, FactParcoursChanged, FactSessionOpened, FactSessionClosed, FactSessionCancelled,
		FactSessionChanged, FactReferenceChanged, FactEnrolled, FactWithdrawn}
}

// ApplyRefresh brings this node's catalogue up to date with a fact of RefreshKinds. It may be
// repeated.
func (s *Service) ApplyRefresh(ctx context.Context, kind, key string, decode func(any) error) error {
	const op = "courses.ApplyRefresh"
	switch kind {
	case FactReferenceChanged:
		return s.ReloadReference(ctx)
	case FactPublished, FactParcoursChanged:
		return s.Refresh(ctx, key)
	case FactEnrolled, FactWithdrawn: // counted by Tick: a campaign enrols thousands a minute
		var f EnrolmentFact
		if err := decode(&f); err != nil {
			return fault.Wrap(op, err)
		}
		s.Moved(f.Enrolment.Parcours)
		return nil
	}
	var f SessionFact
	if err := decode(&f); err != nil {
		return fault.Wrap(op, err)
	}
	return s.Refresh(ctx, f.Parcours)
}

// Moved notes that the counts of a parcours moved: the next Tick shows them. Call it on every
// node when somebody completed it.
func (s *Service) Moved(parcours string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dirty[parcours] = true
}

// WorkKinds are the facts by which counts and sessions follow, once in the cluster.
func WorkKinds() []string {
	return []string{FactPublished, FactEnrolled, FactWithdrawn, FactRequested, FactWaiting, FactRefused, FactRequestWithdrawn}
}

// ApplyWork does once what a fact of WorkKinds calls for: it may be repeated with the same
// mark, and changes nothing the second time.
func (s *Service) ApplyWork(ctx context.Context, mark Mark, kind, key string, decode func(any) error) error {
	const op = "courses.ApplyWork"
	if kind == FactPublished {
		return s.ApplyPublished(ctx, key)
	}
	if !slices.Contains(WorkKinds(), kind) {
		return nil
	}
	var f EnrolmentFact // the fields of EnrolledFact that matter here are the same
	if err := decode(&f); err != nil {
		return fault.Wrap(op, err)
	}
	session, parcours := map[string]int64{}, map[string]int64{}
	for state, n := range map[EnrolmentState]int64{f.Enrolment.State: 1, f.Was: -1} {
		switch state {
		case Enrolled:
			session[countEnrolled], parcours[countEnrolled] = n, n
		case Requested:
			session[countRequested] = n
		case Waiting:
			session[countWaiting] = n
		}
	}
	if len(session) > 0 {
		if err := s.store.Count(ctx, countsOfSession(f.Enrolment.Session), mark, session); err != nil {
			return fault.Wrap(op, err)
		}
	}
	if len(parcours) > 0 {
		return fault.Wrap(op, s.store.Count(ctx, countsOfParcours(f.Enrolment.Parcours), mark, parcours))
	}
	return nil
}

// CountCompleted counts somebody who completed a parcours (1), or no longer has (-1), once
// for each mark. Call it once in the cluster, and Moved on every node.
func (s *Service) CountCompleted(ctx context.Context, mark Mark, parcours, session string, n int) error {
	const op = "courses.CountCompleted"
	deltas := map[string]int64{countCompleted: int64(n)}
	if err := s.store.Count(ctx, completionsOf(countsOfSession(session)), mark, deltas); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.store.Count(ctx, completionsOf(countsOfParcours(parcours)), mark, deltas))
}
