package courses

import (
	"context"
	"math"

	"preau.education/preau/internal/fault"
)

// RefreshKinds are the facts by which every node brings its catalogue up to date.
func RefreshKinds() []string {
	return []string{FactPublished, FactParcoursChanged, FactSessionAnnounced, FactSessionOpened, FactSessionClosed, FactSessionCancelled,
		FactSessionChanged, FactSeatsMoved, FactReferenceChanged, FactEnrolled, FactWithdrawn}
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
	return []string{FactPublished, FactSessionOpened, FactSessionChanged, FactEnrolled, FactWithdrawn, FactRequested, FactWaiting,
		FactRefused, FactRequestWithdrawn}
}

// Count moves the counts of an object, once for each mark.
type Count struct {
	Object string
	Mark   Mark
	Deltas map[string]int64
}

// EnrolmentCounts are what an enrolment that reached a state moves: the counts of its session
// and of its parcours.
func EnrolmentCounts(mark Mark, f EnrolmentFact) []Count {
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
	var counts []Count
	if len(session) > 0 {
		counts = append(counts, Count{countsOfSession(f.Enrolment.Session), mark, session})
	}
	if len(parcours) > 0 {
		counts = append(counts, Count{countsOfParcours(f.Enrolment.Parcours), mark, parcours})
	}
	return counts
}

// LetIn gives the free seats of a session to those who wait, once it opened, changed or lost
// somebody: the requests that free seats do so at once, as far as they can. It may be repeated.
func (s *Service) LetIn(ctx context.Context, session string) error {
	run, err := s.store.Session(ctx, session)
	if err != nil {
		return fault.Wrap("courses.LetIn", err)
	}
	return fault.Wrap("courses.LetIn", s.promoteAll(ctx, &run, math.MaxInt))
}

// CompletionCounts are what somebody who completed a parcours (1), or no longer has (-1),
// moves. Call Moved on every node besides.
func CompletionCounts(mark Mark, parcours, session string, n int) []Count {
	deltas := map[string]int64{countCompleted: int64(n)}
	return []Count{{completionsOf(countsOfSession(session)), mark, deltas}, {completionsOf(countsOfParcours(parcours)), mark, deltas}}
}

// CountAll moves counts, in as few writes as the store can. A mark counts once, however often
// it comes.
func (s *Service) CountAll(ctx context.Context, counts []Count) error {
	return fault.Wrap("courses.CountAll", s.store.Count(ctx, counts))
}
