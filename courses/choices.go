package courses

import (
	"context"
	"slices"

	"preau.education/preau/courses/search"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Keep adds a parcours to the actor's favourites; one already there stays where it is.
func (s *Service) Keep(ctx context.Context, who actor.Actor, parcours string) error {
	const op = "courses.Keep"
	if who.Person == "" {
		return errSignIn(op)
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if _, d, ok := s.present(parcours, v.scope, s.now()); !ok || !d.Visible {
		return errNotFound(op)
	}
	_, err = s.store.UpdateChoices(ctx, who.Person, func(c *Choices) error {
		if slices.ContainsFunc(c.Favourites, func(f Favourite) bool { return f.Parcours == parcours }) {
			return ErrUnchanged
		}
		if len(c.Favourites) >= maxFavourites {
			return fault.New(op, fault.Conflict, "too_many_favourites", "Vous avez 500 favoris : retirez-en avant d’en ajouter.")
		}
		c.Favourites = slices.Insert(c.Favourites, 0, Favourite{Parcours: parcours, At: s.now()})
		return nil
	})
	return fault.Wrap(op, err)
}

// Unkeep removes a parcours from the actor's favourites; one that is not there is no error.
func (s *Service) Unkeep(ctx context.Context, who actor.Actor, parcours string) error {
	const op = "courses.Unkeep"
	if who.Person == "" {
		return errSignIn(op)
	}
	_, err := s.store.UpdateChoices(ctx, who.Person, func(c *Choices) error {
		before := len(c.Favourites)
		c.Favourites = slices.DeleteFunc(c.Favourites, func(f Favourite) bool { return f.Parcours == parcours })
		if len(c.Favourites) == before {
			return ErrUnchanged
		}
		return nil
	})
	return fault.Wrap(op, err)
}

// Favourites returns the parcours the actor keeps, latest first, as the catalogue shows them;
// those no longer offered are left out. The cursor is the last parcours of the page before.
func (s *Service) Favourites(ctx context.Context, who actor.Actor, limit int, after string) (List[CatalogueItem], error) {
	const op = "courses.Favourites"
	if who.Person == "" {
		return List[CatalogueItem]{}, errSignIn(op)
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return List[CatalogueItem]{}, fault.Wrap(op, err)
	}
	choices, err := s.store.Choices(ctx, who.Person)
	if err != nil {
		return List[CatalogueItem]{}, fault.Wrap(op, err)
	}
	rest := choices.Favourites
	if after != "" {
		at := slices.IndexFunc(rest, func(f Favourite) bool { return f.Parcours == after })
		if at < 0 {
			return List[CatalogueItem]{}, fault.New(op, fault.Invalid, "bad_cursor", "Cette page n’existe plus ; reprenez au début.")
		}
		rest = rest[at+1:]
	}
	var page List[CatalogueItem]
	now := s.now()
	for i, f := range rest {
		o, d, ok := s.present(f.Parcours, v.scope, now)
		if !ok || !d.Visible {
			continue
		}
		item := s.item(o, d)
		item.mark(search.Hit[offered]{Payload: o})
		page.Items = append(page.Items, item)
		if len(page.Items) == limit {
			if i < len(rest)-1 {
				page.Next = f.Parcours
			}
			break
		}
	}
	return page, fault.Wrap(op, s.addMine(ctx, who, page.Items, &choices))
}

// CataloguePreset returns the facets with which the actor's catalogue opens, and whether
// they chose them; until then they come from their fonction.
func (s *Service) CataloguePreset(ctx context.Context, who actor.Actor) (Preset, bool, error) {
	const op = "courses.CataloguePreset"
	if who.Person == "" {
		return nil, false, errSignIn(op)
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return nil, false, fault.Wrap(op, err)
	}
	choices, err := s.store.Choices(ctx, who.Person)
	if err != nil {
		return nil, false, fault.Wrap(op, err)
	}
	return s.presetOf(&choices, v.publics), choices.PresetKept, nil
}

// KeepPreset remembers the facets with which the actor's catalogue opens; none at all is a
// choice too.
func (s *Service) KeepPreset(ctx context.Context, who actor.Actor, preset Preset) error {
	const op = "courses.KeepPreset"
	if who.Person == "" {
		return errSignIn(op)
	}
	kept := Preset{}
	for name, values := range preset {
		if !slices.Contains(facetNames, name) || len(values) > 50 {
			return fault.InvalidFields(op, fault.Field{Path: name, Code: "unknown", Message: "Ce critère n’existe pas."})
		}
		if values = distinct(values); len(values) > 0 {
			kept[name] = values
		}
	}
	_, err := s.store.UpdateChoices(ctx, who.Person, func(c *Choices) error {
		c.Preset, c.PresetKept = kept, true
		return nil
	})
	return fault.Wrap(op, err)
}
