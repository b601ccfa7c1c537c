package courses

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Bulk is many things at once, complete and consistent with one another: what an import or
// the demonstration brings. Ids, states and dates are kept as given.
type Bulk struct {
	Parcours   []Parcours
	Versions   []Version
	Sessions   []Session
	Enrolments []Enrolment
	Completed  map[string]int // people who completed, by session, for the counts shown
}

// bulkChunk is how many documents one write brings.
const bulkChunk = 2000

// InsertBulk inserts many things without telling facts: what facts would have moved
// elsewhere (progress, counters of pilots) is the caller's to rebuild; the counts that the
// catalogue shows are moved by what is given, and the seats of its sessions counted from it. For the platform. Cards and structures obey the same rules as ever.
func (s *Service) InsertBulk(ctx context.Context, who actor.Actor, b Bulk) error {
	const op = "courses.InsertBulk"
	if !who.System {
		return errForbidden(op)
	}
	if err := s.checkBulk(op, &b); err != nil {
		return err
	}
	// Versions before parcours, parcours before sessions: what is visible leads somewhere.
	if err := inChunks(b.Versions, func(c []Version) error { return s.store.InsertManyVersions(ctx, c) }); err != nil {
		return fault.Wrap(op, err)
	}
	if err := inChunks(b.Parcours, func(c []Parcours) error { return s.store.InsertManyParcours(ctx, c) }); err != nil {
		return fault.Wrap(op, err)
	}
	counts := bulkCounts(&b)
	for i := range b.Sessions {
		b.Sessions[i].schedule(s.now(), s.places.Zone(b.Sessions[i].Academie))
	}
	if err := inChunks(b.Sessions, func(c []Session) error { return s.store.InsertManySessions(ctx, c) }); err != nil {
		return fault.Wrap(op, err)
	}
	if err := inChunks(b.Enrolments, func(c []Enrolment) error { return s.store.InsertManyEnrolments(ctx, c) }); err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.store.AddCounts(ctx, counts); err != nil {
		return fault.Wrap(op, err)
	}
	return s.LoadCatalogue(ctx)
}

func inChunks[T any](list []T, insert func([]T) error) error {
	for chunk := range slices.Chunk(list, bulkChunk) {
		if err := insert(chunk); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) checkBulk(op string, b *Bulk) error {
	ref := s.Reference()
	for i := range b.Parcours {
		p := &b.Parcours[i]
		wrong := p.Card.Check(ref)
		if p.State == Published {
			for _, f := range p.Card.Missing(ref.Collection(p.Card.Collection)) {
				wrong = append(wrong, fault.Field{Path: "card." + f.Path, Code: "missing", Message: f.Label})
			}
		}
		if len(wrong) > 0 {
			return fault.Wrap(op, fmt.Errorf("parcours %s: %w", p.ID, fault.InvalidFields(op, wrong...)))
		}
	}
	for i := range b.Versions {
		v := &b.Versions[i]
		if err := fault.InvalidFields(op, CheckStructure(v.Sections)...); err != nil {
			return fault.Wrap(op, fmt.Errorf("version %s: %w", v.ID, err))
		}
		s.clean(v.Sections)
	}
	for i := range b.Sessions {
		if err := fault.InvalidFields(op, b.Sessions[i].Check()...); err != nil {
			return fault.Wrap(op, fmt.Errorf("session %s: %w", b.Sessions[i].ID, err))
		}
	}
	return nil
}

// bulkCounts counts what facts would have counted, and sets the seats of capped sessions.
func bulkCounts(b *Bulk) map[string]map[string]int64 {
	counts := map[string]map[string]int64{}
	add := func(object, name string, n int64) {
		if counts[object] == nil {
			counts[object] = map[string]int64{}
		}
		counts[object][name] += n
	}
	for _, e := range b.Enrolments {
		switch e.State {
		case Enrolled:
			add(countsOfSession(e.Session), countEnrolled, 1)
			add(countsOfParcours(e.Parcours), countEnrolled, 1)
		case Requested:
			add(countsOfSession(e.Session), countRequested, 1)
		case Waiting:
			add(countsOfSession(e.Session), countWaiting, 1)
		}
	}
	for i := range b.Sessions {
		run := &b.Sessions[i]
		if n := b.Completed[run.ID]; n > 0 {
			add(completionsOf(countsOfSession(run.ID)), countCompleted, int64(n))
			add(completionsOf(countsOfParcours(run.Parcours)), countCompleted, int64(n))
		}
		if run.Capped() {
			run.Seats = int(counts[countsOfSession(run.ID)][countEnrolled])
		}
	}
	return counts
}

// AllEnrolments returns every enrolment of a session, or of all sessions with "": for the
// platform, to rebuild what is derived from them.
func (s *Service) AllEnrolments(ctx context.Context, who actor.Actor, session string) iter.Seq2[Enrolment, error] {
	if !who.System {
		return func(yield func(Enrolment, error) bool) {
			yield(Enrolment{}, errForbidden("courses.AllEnrolments"))
		}
	}
	return s.store.AllEnrolments(ctx, session)
}
