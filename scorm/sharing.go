package scorm

import (
	"context"
	"maps"
	"slices"

	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// shared reads what the attempt shares with others, for packages that share.
func (s *Service) shared(ctx context.Context, t task) (Shared, error) {
	if !t.program.shares {
		return Shared{}, nil
	}
	enrolment, _ := splitAttempt(t.Attempt)
	return s.Stores.Shares.Get(ctx, enrolment)
}

// keepShared writes what the rule changed of what is shared.
func (s *Service) keepShared(ctx context.Context, t task, before Shared, p *play) error {
	if !t.program.shares || before.equal(p.shared) {
		return nil
	}
	enrolment, _ := splitAttempt(t.Attempt)
	return s.Stores.Shares.Change(ctx, enrolment, func(now *Shared) error {
		now.Globals = mergeGlobals(now.Globals, p.shared.Globals)
		if now.Stores == nil {
			now.Stores = map[string]string{}
		}
		for _, m := range p.maps() {
			if v, written := p.shared.Stores[m.Target]; written && m.Write {
				now.Stores[m.Target] = v
			} else if m.Write {
				delete(now.Stores, m.Target)
			}
		}
		return nil
	})
}

// maps are the shared data that the current activity uses.
func (p *play) maps() []manifest.DataMap {
	if it := p.items[p.a.Current]; it != nil && p.Organization.SharedDataGlobalToSystem {
		return it.Data
	}
	return nil
}

func (s Shared) clone() Shared {
	return Shared{Globals: slices.Clone(s.Globals), Stores: maps.Clone(s.Stores)}
}

func (s Shared) equal(t Shared) bool {
	return slices.EqualFunc(s.Globals, t.Globals, func(a, b sequencing.Global) bool {
		return a.ID == b.ID && sameValues(a.Values, b.Values)
	}) && maps.Equal(s.Stores, t.Stores)
}

func sameValues(a, b sequencing.Values) bool {
	return a.Satisfied == b.Satisfied && a.Completion == b.Completion && sameFloat(a.Measure, b.Measure) &&
		sameFloat(a.Raw, b.Raw) && sameFloat(a.Min, b.Min) && sameFloat(a.Max, b.Max) && sameFloat(a.Progress, b.Progress)
}

func sameFloat(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }
