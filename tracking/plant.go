package tracking

import (
	"context"
	"maps"
	"slices"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/xapi"
)

// Planted is what one person did in one enrolment, to be put in place at once: the
// demonstration, an import from elsewhere.
type Planted struct {
	Enrolment EnrolmentView
	Inputs    []Input    // their At filled
	Presences []Presence // Meeting, Present, Minutes, Held, By filled
}

// Plant puts in place many enrolments' statements, progress and attestations, in bulk and
// without facts: nobody is told, and the counters are built afterwards by
// Rebuild. None of the enrolments may have progress yet.
func (s *Service) Plant(ctx context.Context, who actor.Actor, all []Planted) error {
	const op = "tracking.Plant"
	if err := systemOnly(op, who); err != nil {
		return err
	}
	keys := map[string]bool{}
	var sessions []string
	for _, pl := range all {
		if !keys[pl.Enrolment.Session] {
			keys[pl.Enrolment.Session] = true
			sessions = append(sessions, pl.Enrolment.Session)
		}
	}
	views, err := s.Offer.Sessions(ctx, sessions)
	if err != nil {
		return fault.Wrap(op, err)
	}
	var g garden
	for _, pl := range all {
		if err := s.plantOne(ctx, &g, pl, views[pl.Enrolment.Session]); err != nil {
			return fault.Wrap(op, err)
		}
	}
	for start := 0; start < len(g.statements); start += plantBulk {
		if err := s.Stores.Statements.InsertMany(ctx, g.statements[start:min(start+plantBulk, len(g.statements))]); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return s.plantRest(ctx, &g)
}

// plantBulk is how many documents go in at once.
const plantBulk = 5000

// garden is what is to be put in place.
type garden struct {
	statements   []StoredStatement
	progresses   []Progress
	attestations []Attestation
	persons      map[string]TrainedPerson
}

func (s *Service) plantOne(ctx context.Context, g *garden, pl Planted, v SessionView) error {
	e := pl.Enrolment
	st, err := s.structure(ctx, e.Parcours, e.Version)
	if err != nil {
		return err
	}
	var made []xapi.Statement
	for _, in := range pl.Inputs {
		a, ok := st.Activity(in.Activity)
		if !ok {
			return fault.New("tracking.Plant", fault.NotFound, "unknown_activity", "Cette activité n’est pas dans la version.")
		}
		one, err := s.statement(e, a, in)
		if err != nil {
			return err
		}
		made = append(made, one)
	}
	for i, m := range v.Meetings {
		for _, pr := range pl.Presences {
			if pr.Meeting != m.ID {
				continue
			}
			pr.Activity = st.meetingActivity(m.Activity, i)
			pr.At = latest(pr.At, pr.Held).Truncate(time.Millisecond)
			pr.Statement = Registration(e.ID + ":" + m.ID)
			made = append(made, s.presenceStatement(e, m, pr))
		}
	}
	var p Progress
	p.enrol(e)
	p.ChangedAt = p.EnrolledAt
	for _, one := range made {
		kept, err := s.stored(one)
		if err != nil {
			return err
		}
		kept.Stored, kept.Academie = one.Timestamp, e.Academie
		g.statements = append(g.statements, kept)
		p.merge(EffectOf(one))
		p.ChangedAt = latest(p.ChangedAt, one.Timestamp)
	}
	p.evaluate(st)
	p.Turn, p.Ledger = 1, p.tally(s.Places.Zone(p.Where.Academie))
	g.progresses = append(g.progresses, p)
	if p.Complete() && v.Attestation {
		g.attestations = append(g.attestations, s.drawUp(&p, e, v, p.CompletedAt))
	}
	if g.persons == nil {
		g.persons = map[string]TrainedPerson{}
	}
	for _, entry := range p.Ledger.Entries {
		if entry.Measure == MCompleted {
			train(g.persons, &p, schoolYear(entry.Day))
		}
	}
	return nil
}

func (s *Service) plantRest(ctx context.Context, g *garden) error {
	for start := 0; start < len(g.progresses); start += plantBulk {
		if err := s.Stores.Progresses.InsertMany(ctx, g.progresses[start:min(start+plantBulk, len(g.progresses))]); err != nil {
			return fault.Wrap("tracking.Plant", err)
		}
	}
	for start := 0; start < len(g.attestations); start += plantBulk {
		if err := s.Stores.Attestations.InsertMany(ctx, g.attestations[start:min(start+plantBulk, len(g.attestations))]); err != nil {
			return fault.Wrap("tracking.Plant", err)
		}
	}
	return s.plantPersons(ctx, g.persons)
}

// plantPersons adds those trained; the people of an earlier planting gain enrolments.
func (s *Service) plantPersons(ctx context.Context, persons map[string]TrainedPerson) error {
	const op = "tracking.Plant"
	for chunk := range slices.Chunk(slices.Collect(maps.Values(persons)), plantBulk) {
		err := s.Stores.Persons.InsertMany(ctx, chunk)
		if err == nil {
			continue
		}
		if !fault.Is(err, fault.Conflict) {
			return fault.Wrap(op, err)
		}
		for _, t := range chunk {
			err := s.Stores.Persons.Change(ctx, t.ID, func(d *TrainedPerson) ([]Fact, error) {
				if d.Enrolments == nil {
					d.Enrolments, d.Where = map[string]bool{}, t.Where
				}
				maps.Copy(d.Enrolments, t.Enrolments)
				d.Turn++
				return nil, nil
			})
			if err != nil {
				return fault.Wrap(op, err)
			}
		}
	}
	return nil
}
