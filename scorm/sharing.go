package scorm

import (
	"context"
	"maps"
	"slices"

	"preau.education/preau/scorm/sequencing"
)

// Owed is what an attempt has written to what is shared, until it is known to be there: it is
// kept with the attempt, so that a process that dies between the two writes loses nothing.
type Owed struct {
	Number  int64 // greater for each of an attempt
	Globals []sequencing.Global
	Stores  map[string]string
	Cleared []string // stores that were emptied
}

func (w Owed) empty() bool { return len(w.Globals) == 0 && len(w.Stores) == 0 && len(w.Cleared) == 0 }

// shared reads what the attempt shares with others, for packages that share.
func (s *Service) shared(ctx context.Context, t task) (Shared, error) {
	if !t.program.shares {
		return Shared{}, nil
	}
	enrolment, _ := splitAttempt(t.Attempt)
	return s.Stores.Shares.Get(ctx, enrolment)
}

// keepShared writes what the attempt owes, once.
func (s *Service) keepShared(ctx context.Context, before Shared, a *Attempt) error {
	if a.Owed.empty() || before.Taken[a.ID] >= a.Owed.Number {
		return nil
	}
	enrolment, _ := splitAttempt(a.ID)
	return s.Stores.Shares.Change(ctx, enrolment, func(now *Shared) error {
		if now.Taken[a.ID] >= a.Owed.Number {
			return ErrUnchanged
		}
		now.take(a.ID, a.Owed)
		return nil
	})
}

// take brings in what an attempt owes.
func (s *Shared) take(attempt string, w Owed) {
	s.Globals = mergeGlobals(s.Globals, w.Globals)
	if s.Stores == nil {
		s.Stores = map[string]string{}
	}
	maps.Copy(s.Stores, w.Stores)
	for _, id := range w.Cleared {
		delete(s.Stores, id)
	}
	if s.Taken == nil {
		s.Taken = map[string]int64{}
	}
	s.Taken[attempt] = w.Number
}

// as returns what is shared as the attempt knows it, with what it still owes.
func (s Shared) as(a *Attempt) Shared {
	s = Shared{Globals: slices.Clone(s.Globals), Stores: maps.Clone(s.Stores), Taken: maps.Clone(s.Taken)}
	if a.Owed.Number > s.Taken[a.ID] {
		s.take(a.ID, a.Owed)
	}
	return s
}

// owe notes what the attempt has changed of what is shared since before.
func (p *play) owe(before Shared) {
	w := Owed{Number: max(before.Taken[p.a.ID], p.a.Owed.Number) + 1, Globals: changedGlobals(before.Globals, p.shared.Globals)}
	for id, v := range p.shared.Stores {
		if old, known := before.Stores[id]; !known || old != v {
			if w.Stores == nil {
				w.Stores = map[string]string{}
			}
			w.Stores[id] = v
		}
	}
	for id := range before.Stores {
		if _, kept := p.shared.Stores[id]; !kept {
			w.Cleared = append(w.Cleared, id)
		}
	}
	if w.empty() {
		w = Owed{}
	}
	p.a.Owed = w
}

// took takes over what sequencing came to, and shares the global objectives that it changed:
// those alone, as another package may have changed the others since this attempt began.
func (p *play) took(state sequencing.State) {
	if p.tree.GlobalToSystem {
		p.shared.Globals = mergeGlobals(p.shared.Globals, changedGlobals(p.a.State.Globals, state.Globals))
	}
	p.a.State = state
	p.changed()
}

// mergeGlobals brings global objectives into those that are known.
func mergeGlobals(known, newer []sequencing.Global) []sequencing.Global {
	byID := make(map[string]sequencing.Global, len(known)+len(newer))
	for _, list := range [...][]sequencing.Global{known, newer} {
		for _, g := range list {
			byID[g.ID] = g
		}
	}
	out := make([]sequencing.Global, 0, len(byID))
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		out = append(out, byID[id])
	}
	return out
}

// changedGlobals are those that are not as they were.
func changedGlobals(before, now []sequencing.Global) []sequencing.Global {
	old := make(map[string]sequencing.Values, len(before))
	for _, g := range before {
		old[g.ID] = g.Values
	}
	var out []sequencing.Global
	for _, g := range now {
		if !sameValues(old[g.ID], g.Values) {
			out = append(out, g)
		}
	}
	return out
}

func sameValues(a, b sequencing.Values) bool {
	return a.Satisfied == b.Satisfied && a.Completion == b.Completion && sameFloat(a.Measure, b.Measure) &&
		sameFloat(a.Raw, b.Raw) && sameFloat(a.Min, b.Min) && sameFloat(a.Max, b.Max) && sameFloat(a.Progress, b.Progress)
}

func sameFloat(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }
