package lrs

import (
	"context"
	"slices"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// Statements refer to others, and some void these. Whichever comes first, each of the two is
// stored and only then looks for the other: at least one of them sees the other.

func voidsVoiding() error {
	return fault.New("lrs.Store", fault.Invalid, "voids_voiding", "Une trace qui en annule une autre ne peut être annulée.")
}

// targets are the statements that others of the list refer to and that are kept already. What
// voids another cannot be voided, and only a client that may do everything voids what others have
// sent (Data §2.3.2), of what it may read.
func (s *Service) targets(ctx context.Context, who Client, list []statement.Statement) (map[string]Stored, error) {
	found, err := s.kept(ctx, list)
	if err != nil {
		return nil, fault.Wrap("lrs.Store", err)
	}
	for i := range list {
		switch t, there := found[list[i].Voids]; {
		case !there:
		case t.Voids:
			return nil, voidsVoiding()
		case t.Client != who.ID && (!who.May(All) || !who.reads(&t)):
			return nil, fault.New("lrs.Store", fault.Forbidden, "not_yours", "Cette clé n’annule que les traces qu’elle a envoyées.")
		}
	}
	return found, nil
}

// kept returns those of the statements referred to that are there.
func (s *Service) kept(ctx context.Context, list []statement.Statement) (map[string]Stored, error) {
	var wanted []string
	for i := range list {
		if list[i].Target != "" {
			wanted = append(wanted, list[i].Target)
		}
	}
	if len(wanted) == 0 {
		return nil, nil //nolint:nilnil // an empty map is read like a full one
	}
	slices.Sort(wanted)
	return s.Stores.Statements.ByIDs(ctx, slices.Compact(wanted))
}

// places are where in a batch each id is.
func places(batch []Stored) map[string]int {
	at := make(map[string]int, len(batch))
	for i := range batch {
		at[batch[i].ID] = i
	}
	return at
}

// voidWithin voids those of a batch that others of it void.
func voidWithin(list []statement.Statement, batch []Stored) error {
	if !slices.ContainsFunc(batch, func(s Stored) bool { return s.Voids }) {
		return nil
	}
	at := places(batch)
	for i := range list {
		switch j, within := at[list[i].Voids]; {
		case !within:
		case batch[j].Voids:
			return voidsVoiding()
		default:
			batch[j].Voided = true
		}
	}
	return nil
}

// voidedBefore voids those of a batch that were voided before they came.
func (s *Service) voidedBefore(ctx context.Context, batch []Stored) error {
	said, err := s.said(ctx, idsOf(batch))
	for i := range batch {
		if !batch[i].Voids && slices.ContainsFunc(said[batch[i].ID], func(by Stored) bool { return by.Voids }) {
			batch[i].Voided = true
		}
	}
	return err
}

// said returns the statements that refer to others and are there, by the id of the other.
func (s *Service) said(ctx context.Context, ids []string) (map[string][]Stored, error) {
	told, err := s.Stores.References.Of(ctx, ids)
	if err != nil || len(told) == 0 {
		return nil, err
	}
	var wanted []string
	for _, references := range told {
		for _, r := range references {
			wanted = append(wanted, r.From)
		}
	}
	slices.Sort(wanted)
	there, err := s.Stores.Statements.ByIDs(ctx, slices.Compact(wanted))
	said := make(map[string][]Stored, len(told))
	for _, by := range there {
		if _, asked := told[by.Target]; asked {
			said[by.Target] = append(said[by.Target], by)
		}
	}
	return said, err
}

// inherit lends the statements that refer to others the tags of these, so that what is said of
// a statement is found with it, from one to the next (Communication §2.1.3).
func inherit(list []statement.Statement, batch []Stored, targets map[string]Stored) {
	if !slices.ContainsFunc(list, func(s statement.Statement) bool { return s.Target != "" }) {
		return
	}
	at, done := places(batch), make([]bool, len(batch))
	var visit func(i int)
	visit = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		target := list[i].Target
		if j, within := at[target]; within {
			visit(j)
			batch[i].lend(batch[j].Tags)
		} else if target != "" {
			batch[i].lend(targets[target].Tags)
		}
	}
	for i := range batch {
		visit(i)
	}
}

// lend adds tags; false when they were all there.
func (s *Stored) lend(tags []string) bool {
	if hasAll(s.Tags, tags) {
		return false
	}
	s.Tags = slices.Concat(s.Tags, tags)
	slices.Sort(s.Tags)
	s.Tags = slices.Compact(s.Tags)
	return true
}

// follow does what a batch leads to among other statements, as they are now that it is stored:
// what it voids, what had been said of it before it came.
func (s *Service) follow(ctx context.Context, list []statement.Statement, batch []Stored) error {
	targets, err := s.kept(ctx, list)
	if err != nil {
		return err
	}
	for i := range list {
		target, there := targets[list[i].Target]
		if !there {
			continue
		}
		if list[i].Voids != "" && !target.Voids {
			if err := s.void(ctx, &target); err != nil {
				return err
			}
		}
		if err := s.spread(ctx, &batch[i], target.Tags); err != nil {
			return err
		}
	}
	said, err := s.said(ctx, idsOf(batch))
	if err != nil {
		return err
	}
	for i := range batch {
		for _, by := range said[batch[i].ID] {
			if by.Voids && !batch[i].Voids {
				if err := s.void(ctx, &batch[i]); err != nil {
					return err
				}
			}
			if err := s.spread(ctx, &by, batch[i].Tags); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) void(ctx context.Context, target *Stored) error {
	if target.Voided {
		return nil
	}
	return s.Stores.Statements.Change(ctx, target.Key, func(t *Stored) error {
		if t.Voided {
			return ErrUnchanged
		}
		t.Voided = true
		return nil
	})
}

// spread lends tags to a statement and to those that refer to it, from one to the next. It ends
// where all is known already, or where a statement would have too many.
func (s *Service) spread(ctx context.Context, to *Stored, tags []string) error {
	for waiting := []Stored{*to}; len(waiting) > 0; waiting = waiting[1:] {
		next := waiting[0]
		if hasAll(next.Tags, tags) {
			continue
		}
		lent := false
		err := s.Stores.Statements.Change(ctx, next.Key, func(t *Stored) error {
			if lent = t.lend(tags) && len(t.Tags) <= maxTags; !lent {
				return ErrUnchanged
			}
			return nil
		})
		if err != nil {
			return err
		}
		if !lent {
			continue
		}
		said, err := s.said(ctx, []string{next.ID})
		if err != nil {
			return err
		}
		waiting = append(waiting, said[next.ID]...)
	}
	return nil
}
