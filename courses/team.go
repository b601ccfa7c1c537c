package courses

import (
	"context"
	"slices"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Member is somebody who designs a parcours or trains a session.
type Member struct {
	Person string
	Name   string // "" for an account that is gone
	Owner  bool   // of the parcours: always in its team
}

// Concepteurs returns who designs a parcours, to those who do.
func (s *Service) Concepteurs(ctx context.Context, who actor.Actor, parcours string) ([]Member, error) {
	const op = "courses.Concepteurs"
	p, err := s.parcoursFor(ctx, op, who, parcours)
	if err != nil {
		return nil, err
	}
	members, err := s.members(ctx, p.Concepteurs, p.Owner)
	return members, fault.Wrap(op, err)
}

// AddConcepteur adds the person who has an address to those who design a parcours. Somebody
// who is there already stays.
func (s *Service) AddConcepteur(ctx context.Context, who actor.Actor, parcours, email string) ([]Member, error) {
	const op = "courses.AddConcepteur"
	if _, err := s.parcoursFor(ctx, op, who, parcours); err != nil {
		return nil, err
	}
	person, err := s.personAt(ctx, op, email)
	if err != nil {
		return nil, err
	}
	return s.changeConcepteurs(ctx, op, parcours, func(p *Parcours) ([]string, error) {
		return joined(op, p.Concepteurs, person)
	})
}

// RemoveConcepteur takes somebody out of those who design a parcours: its owner stays.
func (s *Service) RemoveConcepteur(ctx context.Context, who actor.Actor, parcours, person string) ([]Member, error) {
	const op = "courses.RemoveConcepteur"
	if _, err := s.parcoursFor(ctx, op, who, parcours); err != nil {
		return nil, err
	}
	return s.changeConcepteurs(ctx, op, parcours, func(p *Parcours) ([]string, error) {
		if person == p.Owner {
			return nil, fault.New(op, fault.Conflict, "owner_stays", "Le propriétaire d’un parcours en reste concepteur.")
		}
		return left(p.Concepteurs, person)
	})
}

func (s *Service) changeConcepteurs(ctx context.Context, op, parcours string, change func(*Parcours) ([]string, error)) ([]Member, error) {
	now := s.now()
	p, err := s.store.UpdateParcours(ctx, parcours, AnyRev, func(p *Parcours) ([]Fact, error) {
		next, err := change(p)
		if err != nil {
			return nil, err
		}
		p.Concepteurs, p.Updated = next, now
		return []Fact{p.changed(now)}, nil
	})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	members, err := s.members(ctx, p.Concepteurs, p.Owner)
	return members, fault.Wrap(op, err)
}

// Trainers returns who trains a session, to those who do.
func (s *Service) Trainers(ctx context.Context, who actor.Actor, session string) ([]Member, error) {
	const op = "courses.Trainers"
	run, err := s.sessionFor(ctx, op, who, session)
	if err != nil {
		return nil, err
	}
	members, err := s.members(ctx, run.Trainers, "")
	return members, fault.Wrap(op, err)
}

// AddTrainer adds the person who has an address to those who train a session. Somebody who is
// there already stays.
func (s *Service) AddTrainer(ctx context.Context, who actor.Actor, session, email string) ([]Member, error) {
	const op = "courses.AddTrainer"
	if _, err := s.sessionFor(ctx, op, who, session); err != nil {
		return nil, err
	}
	person, err := s.personAt(ctx, op, email)
	if err != nil {
		return nil, err
	}
	return s.changeTrainers(ctx, op, session, func(run *Session) ([]string, error) { return joined(op, run.Trainers, person) })
}

// RemoveTrainer takes somebody out of those who train a session; the last one stays.
func (s *Service) RemoveTrainer(ctx context.Context, who actor.Actor, session, person string) ([]Member, error) {
	const op = "courses.RemoveTrainer"
	if _, err := s.sessionFor(ctx, op, who, session); err != nil {
		return nil, err
	}
	return s.changeTrainers(ctx, op, session, func(run *Session) ([]string, error) {
		next, err := left(run.Trainers, person)
		if err == nil && len(next) == 0 && run.Kind == Guided {
			return nil, fault.New(op, fault.Conflict, "last_trainer", "Une session garde un formateur : ajoutez-en un autre d’abord.")
		}
		return next, err
	})
}

func (s *Service) changeTrainers(ctx context.Context, op, session string, change func(*Session) ([]string, error)) ([]Member, error) {
	run, err := s.store.UpdateSession(ctx, session, AnyRev, func(run *Session) ([]Fact, error) {
		if run.State == Cancelled {
			return nil, fault.New(op, fault.Conflict, "session_state", "Une session annulée ne change plus.")
		}
		next, err := change(run)
		if err != nil {
			return nil, err
		}
		run.Trainers = next
		return []Fact{run.fact(FactSessionChanged, s.now())}, nil
	})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	members, err := s.members(ctx, run.Trainers, "")
	return members, fault.Wrap(op, err)
}

// joined returns a team with somebody more.
func joined(op string, team []string, person string) ([]string, error) {
	if slices.Contains(team, person) {
		return nil, ErrUnchanged
	}
	if len(team) >= maxTrainers {
		return nil, fault.New(op, fault.Conflict, "team_full", "Une équipe compte cinquante personnes au plus.")
	}
	return append(slices.Clone(team), person), nil
}

// left returns a team without somebody.
func left(team []string, person string) ([]string, error) {
	if !slices.Contains(team, person) {
		return nil, ErrUnchanged
	}
	return slices.DeleteFunc(slices.Clone(team), func(p string) bool { return p == person }), nil
}

// personAt returns who has an address. One that nobody has is refused: a team is made of
// people who have signed in, never of guessed accounts.
func (s *Service) personAt(ctx context.Context, op, email string) (string, error) {
	wrong := func(code, message string) error {
		return fault.InvalidFields(op, fault.Field{Path: "email", Code: code, Message: message})
	}
	found := ParseAddresses(email)
	if len(found.Valid) != 1 || len(found.Invalid) > 0 {
		return "", wrong("address", "Donnez une adresse électronique, et une seule.")
	}
	owners, err := s.people.ByEmails(ctx, found.Valid)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	person, ok := owners[found.Valid[0]]
	if !ok {
		return "", wrong("unknown_address", "Personne n’a l’adresse "+found.Valid[0]+" dans Préau. Vérifiez-la ; une personne nouvelle se connecte d’abord une fois.")
	}
	return person, nil
}

// members names a team, in its order.
func (s *Service) members(ctx context.Context, team []string, owner string) ([]Member, error) {
	profiles, err := s.people.Profiles(ctx, team)
	if err != nil {
		return nil, err
	}
	list := make([]Member, len(team))
	for i, person := range team {
		list[i] = Member{Person: person, Name: profiles[person].Snapshot.Name, Owner: owner != "" && person == owner}
	}
	return list, nil
}
