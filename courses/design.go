package courses

import (
	"context"
	"errors"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// CreateParcours starts a parcours: a draft with its first version, empty. The actor owns it.
func (s *Service) CreateParcours(ctx context.Context, who actor.Actor, card Card) (Parcours, error) {
	const op = "courses.CreateParcours"
	if !who.SignedIn() {
		return Parcours{}, errSignIn(op)
	}
	if !mayCreate(who) {
		return Parcours{}, errForbidden(op)
	}
	if err := s.checkThumbnail(ctx, op, "", "", card.Thumbnail); err != nil {
		return Parcours{}, err
	}
	return s.create(ctx, op, who, card, Origin{}, nil)
}

// CopyParcours makes the actor's own copy of a parcours that is offered, or that they design:
// its card and the structure of its version offered. The copy remembers where it comes from.
func (s *Service) CopyParcours(ctx context.Context, who actor.Actor, id string) (Parcours, error) {
	const op = "courses.CopyParcours"
	if !who.SignedIn() {
		return Parcours{}, errSignIn(op)
	}
	if !mayCreate(who) {
		return Parcours{}, errForbidden(op)
	}
	from, err := s.store.Parcours(ctx, id)
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	number := from.Published
	if mayDesign(who, &from) {
		number = from.LastVersion
	} else if from.State != Published {
		return Parcours{}, errNotFound(op)
	}
	version, err := s.version(ctx, from.ID, number)
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	card := from.Card
	card.Title, card.Notes = card.Title+" (copie)", nil
	return s.create(ctx, op, who, card, Origin{Parcours: from.ID, Version: number}, version.Sections)
}

func (s *Service) create(ctx context.Context, op string, who actor.Actor, card Card, origin Origin, sections []Section) (Parcours, error) {
	card.tidy()
	card.forcePairs(&Card{}, s.Reference())
	if err := fault.InvalidFields(op, card.Check(s.Reference())...); err != nil {
		return Parcours{}, err
	}
	now := s.now()
	p := Parcours{ID: ids.New(now), Card: card, Owner: who.Person, Concepteurs: []string{who.Person}, State: Draft,
		LastVersion: 1, Origin: origin, Created: now, Updated: now, Rev: 1}
	v := Version{ID: VersionID(p.ID, 1), Parcours: p.ID, Number: 1, Sections: sections, Created: now}
	if err := s.store.InsertVersion(ctx, v); err != nil { // first: a parcours without version would not open
		return Parcours{}, fault.Wrap(op, err)
	}
	if err := s.store.InsertParcours(ctx, p, p.changed(now)); err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	return p, nil
}

// SaveCard replaces the card of a parcours, if rev is still its revision.
func (s *Service) SaveCard(ctx context.Context, who actor.Actor, id string, rev int64, card Card) (Parcours, error) {
	const op = "courses.SaveCard"
	p, err := s.parcoursFor(ctx, op, who, id)
	if err != nil {
		return Parcours{}, err
	}
	if err := s.checkThumbnail(ctx, op, id, p.Card.Thumbnail, card.Thumbnail); err != nil {
		return Parcours{}, err
	}
	now := s.now()
	p, err = s.store.UpdateParcours(ctx, id, rev, func(p *Parcours) ([]Fact, error) {
		card.Notes = p.Card.Notes // written by publishing, not by hand
		card.tidy()
		card.forcePairs(&p.Card, s.Reference())
		wrong := card.Check(s.Reference())
		before, after := s.Reference().Collection(p.Card.Collection), s.Reference().Collection(card.Collection)
		if p.Published > 0 && before.Permanent != after.Permanent {
			wrong = append(wrong, fault.Field{Path: "collection", Code: "permanence",
				Message: "Un parcours publié ne passe pas d’une session permanente à des sessions datées : faites-en une copie."})
		}
		if p.State == Published { // what is offered stays complete
			for _, f := range card.Missing(s.Reference().Collection(card.Collection)) {
				wrong = append(wrong, fault.Field{Path: f.Path, Code: "missing", Message: f.Label + " reste à renseigner : le parcours est publié."})
			}
		}
		if err := fault.InvalidFields(op, wrong...); err != nil {
			return nil, err
		}
		p.Card, p.Updated = card, now
		return []Fact{p.changed(now)}, nil
	})
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	if p.State == Published { // the permanent session says what the card says
		if err := s.ApplyPublished(ctx, id); err != nil {
			return Parcours{}, fault.Wrap(op, err)
		}
	}
	return p, s.Refresh(ctx, id)
}

// SaveStructure replaces what is in a draft version, if rev is still its revision. HTML is
// cleaned, files are described. A published version never changes: make another.
func (s *Service) SaveStructure(ctx context.Context, who actor.Actor, parcours string, number int, rev int64, sections []Section) (Version, error) {
	const op = "courses.SaveStructure"
	if _, err := s.parcoursFor(ctx, op, who, parcours); err != nil {
		return Version{}, err
	}
	if err := fault.InvalidFields(op, CheckStructure(sections)...); err != nil {
		return Version{}, err
	}
	draft, err := s.store.Version(ctx, VersionID(parcours, number))
	if err != nil {
		return Version{}, fault.Wrap(op, err)
	}
	if err := s.describeMedia(ctx, op, parcours, draft.Sections, sections); err != nil {
		return Version{}, fault.Wrap(op, err)
	}
	s.clean(sections)
	v, err := s.store.UpdateVersion(ctx, VersionID(parcours, number), rev, func(v *Version) error {
		if v.Published {
			return fault.New(op, fault.Conflict, "version_published", "Cette version est publiée : elle ne change plus. Créez-en une autre.")
		}
		v.Sections = sections
		return nil
	})
	return v, fault.Wrap(op, err)
}

func (s *Service) clean(sections []Section) {
	for i := range sections {
		for j := range sections[i].Activities {
			a := &sections[i].Activities[j]
			if a.Page != nil {
				a.Page.HTML = s.cleaner.Page(a.Page.HTML)
			}
			if a.Video != nil {
				a.Video.Transcript = s.cleaner.Page(a.Video.Transcript)
			}
		}
	}
}

// NewVersion starts a draft from the latest version. There is one draft at a time.
func (s *Service) NewVersion(ctx context.Context, who actor.Actor, parcours string) (Version, error) {
	const op = "courses.NewVersion"
	p, err := s.parcoursFor(ctx, op, who, parcours)
	if err != nil {
		return Version{}, err
	}
	latest, err := s.version(ctx, parcours, p.LastVersion)
	if err != nil {
		return Version{}, fault.Wrap(op, err)
	}
	if !latest.Published {
		return Version{}, fault.New(op, fault.Conflict, "draft_exists", "Une version est déjà en préparation.")
	}
	now := s.now()
	v := Version{ID: VersionID(parcours, latest.Number+1), Parcours: parcours, Number: latest.Number + 1,
		Sections: latest.Sections, Created: now, Rev: 1}
	// The version first: a number that leads to none would be a dead end; a version that no
	// number reaches yet is met again here.
	if err := s.store.InsertVersion(ctx, v); err != nil && !fault.Is(err, fault.Conflict) {
		return Version{}, fault.Wrap(op, err)
	}
	_, err = s.store.UpdateParcours(ctx, parcours, AnyRev, func(p *Parcours) ([]Fact, error) {
		if p.LastVersion >= v.Number {
			return nil, ErrUnchanged
		}
		p.LastVersion, p.Updated = v.Number, now
		return []Fact{p.changed(now)}, nil
	})
	return v, fault.Wrap(op, err)
}

// Archive takes a parcours out of the offer; its sessions go on to their end.
func (s *Service) Archive(ctx context.Context, who actor.Actor, parcours string) (Parcours, error) {
	return s.moveParcours(ctx, "courses.Archive", who, parcours, "archive")
}

// Restore brings an archived parcours back, as a draft.
func (s *Service) Restore(ctx context.Context, who actor.Actor, parcours string) (Parcours, error) {
	return s.moveParcours(ctx, "courses.Restore", who, parcours, "restore")
}

func (s *Service) moveParcours(ctx context.Context, op string, who actor.Actor, parcours, action string) (Parcours, error) {
	if _, err := s.parcoursFor(ctx, op, who, parcours); err != nil {
		return Parcours{}, err
	}
	now := s.now()
	p, err := s.store.UpdateParcours(ctx, parcours, AnyRev, func(p *Parcours) ([]Fact, error) {
		if err := p.move(action); err != nil {
			return nil, err
		}
		p.Updated = now
		return []Fact{p.changed(now)}, nil
	})
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	if p.State == Archived {
		err = s.endPermanent(ctx, parcours)
	}
	return p, fault.Wrap(op, errors.Join(err, s.Refresh(ctx, parcours)))
}

// MyParcours returns the parcours the actor designs, latest made first.
func (s *Service) MyParcours(ctx context.Context, who actor.Actor, limit int, after string) (List[Parcours], error) {
	const op = "courses.MyParcours"
	if who.Person == "" {
		return List[Parcours]{}, errSignIn(op)
	}
	page, err := s.store.ParcoursOf(ctx, who.Person, limit, after)
	return page, fault.Wrap(op, err)
}

// Version returns a version of a parcours with all that is in it: to its concepteurs, and to
// the platform for learners, whom tracking checks.
func (s *Service) Version(ctx context.Context, who actor.Actor, parcours string, number int) (Version, error) {
	const op = "courses.Version"
	if !who.System {
		if _, err := s.parcoursFor(ctx, op, who, parcours); err != nil {
			return Version{}, err
		}
	}
	v, err := s.version(ctx, parcours, number)
	return v, fault.Wrap(op, err)
}

// version reads a version, remembering published ones: they never change. What it returns is
// shared and must not be changed.
func (s *Service) version(ctx context.Context, parcours string, number int) (Version, error) {
	id, now := VersionID(parcours, number), s.now()
	if v, ok := s.versions.get(id, now); ok {
		return v, nil
	}
	v, err := s.store.Version(ctx, id)
	if err == nil && v.Published {
		s.versions.put(id, v, now)
	}
	return v, err
}
