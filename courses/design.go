package courses

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

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
	if _, err := s.parcoursFor(ctx, op, who, id); err != nil {
		return Parcours{}, err
	}
	now := s.now()
	p, err := s.store.UpdateParcours(ctx, id, rev, func(p *Parcours) ([]Fact, error) {
		card.Notes = p.Card.Notes // written by publishing, not by hand
		card.tidy()
		card.forcePairs(&p.Card, s.Reference())
		wrong := card.Check(s.Reference())
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
	return p, s.Refresh(ctx, id)
}

// SaveConcepteurs replaces those who may change a parcours; its owner always may.
func (s *Service) SaveConcepteurs(ctx context.Context, who actor.Actor, id string, persons []string) (Parcours, error) {
	const op = "courses.SaveConcepteurs"
	p, err := s.parcoursFor(ctx, op, who, id)
	if err != nil {
		return Parcours{}, err
	}
	persons = distinct(append([]string{p.Owner}, persons...))
	if len(persons) > maxTrainers {
		return Parcours{}, fault.InvalidFields(op, fault.Field{Path: "concepteurs", Code: "too_many", Message: "Cinquante concepteurs au plus."})
	}
	known, err := s.people.Profiles(ctx, persons)
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	for _, person := range persons {
		if _, ok := known[person]; !ok && person != p.Owner {
			return Parcours{}, fault.InvalidFields(op, fault.Field{Path: "concepteurs", Code: "unknown", Message: "Une de ces personnes n'existe pas."})
		}
	}
	now := s.now()
	p, err = s.store.UpdateParcours(ctx, id, AnyRev, func(p *Parcours) ([]Fact, error) {
		p.Concepteurs, p.Updated = persons, now
		return []Fact{p.changed(now)}, nil
	})
	return p, fault.Wrap(op, err)
}

// SaveStructure replaces what is in a draft version, if rev is still its revision. HTML is
// cleaned. A published version never changes: make another.
func (s *Service) SaveStructure(ctx context.Context, who actor.Actor, parcours string, number int, rev int64, sections []Section) (Version, error) {
	const op = "courses.SaveStructure"
	if _, err := s.parcoursFor(ctx, op, who, parcours); err != nil {
		return Version{}, err
	}
	if err := fault.InvalidFields(op, CheckStructure(sections)...); err != nil {
		return Version{}, err
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

// Publish offers the latest version: its card complete, its structure right and, for a
// training at one's own pace, something in it. The version becomes immutable, the permanent
// session opens, and sessions of the same line move to a minor version. It may be repeated.
func (s *Service) Publish(ctx context.Context, who actor.Actor, parcours string, kind VersionKind, note string) (Parcours, error) {
	const op = "courses.Publish"
	p, err := s.parcoursFor(ctx, op, who, parcours)
	if err != nil {
		return Parcours{}, err
	}
	if utf8.RuneCountInString(note) > 2000 {
		return Parcours{}, fault.InvalidFields(op, fault.Field{Path: "note", Code: "too_long", Message: "2 000 caractères au plus."})
	}
	version, err := s.store.Version(ctx, VersionID(parcours, p.LastVersion))
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	if version.Published && p.Published == version.Number && p.State == Published {
		return Parcours{}, fault.New(op, fault.Conflict, "nothing_to_publish", "Cette version est déjà publiée : créez-en une autre.")
	}
	if err := fault.InvalidFields(op, s.publishObstacles(&p, &version)...); err != nil {
		return Parcours{}, err
	}
	if !version.Published {
		if version, err = s.seal(ctx, &p, &version, kind); err != nil {
			return Parcours{}, fault.Wrap(op, err)
		}
	}
	now := s.now()
	p, err = s.store.UpdateParcours(ctx, parcours, AnyRev, func(p *Parcours) ([]Fact, error) {
		if err := p.move("publish"); err != nil {
			return nil, err
		}
		if p.Published != version.Number {
			p.Card.Notes = append(p.Card.Notes, Note{Label: version.Label, Text: strings.TrimSpace(note), At: now})
		}
		p.Published, p.Label, p.PublishedAt, p.Updated = version.Number, version.Label, now, now
		p.Lines = slices.DeleteFunc(p.Lines, func(l Line) bool { return l.Major == version.Major })
		p.Lines = append(p.Lines, Line{Major: version.Major, Version: version.Number})
		return []Fact{newFact(FactPublished, p.ID, now, PublishedFact{Parcours: p.ID, Version: version.Number,
			Kind: version.Kind, Label: version.Label, Title: p.Card.Title})}, nil
	})
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	if err := s.ApplyPublished(ctx, parcours); err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	return p, fault.Wrap(op, s.Refresh(ctx, parcours))
}

func (s *Service) publishObstacles(p *Parcours, v *Version) []fault.Field {
	collection := s.Reference().Collection(p.Card.Collection)
	wrong := CheckStructure(v.Sections)
	for _, f := range p.Card.Missing(collection) {
		wrong = append(wrong, fault.Field{Path: "card." + f.Path, Code: "missing", Message: f.Label + " reste à renseigner."})
	}
	if collection.Nature == Autoformation && !slices.ContainsFunc(Activities(v.Sections), func(a Activity) bool { return a.Required }) {
		wrong = append(wrong, fault.Field{Path: "sections", Code: "nothing_required",
			Message: "Une autoformation a au moins une activité obligatoire : c'est elle qui dit quand elle est terminée."})
	}
	return wrong
}

// seal makes a version immutable under the label that follows the one offered.
func (s *Service) seal(ctx context.Context, p *Parcours, v *Version, kind VersionKind) (Version, error) {
	label, major, err := nextLabel(p.Label, kind)
	if err != nil {
		return Version{}, err
	}
	return s.store.UpdateVersion(ctx, v.ID, v.Rev, func(v *Version) error {
		v.Published, v.Label, v.Major, v.Kind = true, label, major, kind
		return nil
	})
}

// ApplyPublished does to sessions what publishing promises; it is repeated by the log until
// it is done, and changes nothing the second time.
func (s *Service) ApplyPublished(ctx context.Context, parcours string) error {
	const op = "courses.ApplyPublished"
	p, err := s.store.Parcours(ctx, parcours)
	if err != nil {
		return fault.Wrap(op, err)
	}
	version, err := s.version(ctx, parcours, p.Published)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if s.Reference().Collection(p.Card.Collection).Permanent {
		if err := s.ensurePermanent(ctx, &p, &version); err != nil {
			return fault.Wrap(op, err)
		}
	}
	for after := ""; ; {
		page, err := s.store.SessionsOf(ctx, parcours, 100, after)
		if err != nil {
			return fault.Wrap(op, err)
		}
		for _, session := range page.Items {
			if err := s.moveSession(ctx, &session, &version); err != nil {
				return fault.Wrap(op, err)
			}
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

func (s *Service) ensurePermanent(ctx context.Context, p *Parcours, v *Version) error {
	now := s.now()
	session := Session{ID: PermanentSession(p.ID), Parcours: p.ID, Version: v.Number, Major: v.Major, Kind: Permanent, State: Open,
		Title: p.Card.Title, Admission: AdmitAll, Trainers: []string{}, MinutesDistance: minutes(p.Card.MinutesDistance),
		MinutesPresence: minutes(p.Card.MinutesPresence), OpenedAt: now, Created: now}
	err := s.store.InsertSession(ctx, session, session.fact(FactSessionOpened, now))
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// moveSession gives a session the version: always for the same line; a permanent one also
// takes a new major, for those who enrol from now on.
func (s *Service) moveSession(ctx context.Context, session *Session, v *Version) error {
	moves := func(run *Session) bool {
		return run.Version < v.Number && run.State != Cancelled && (run.Major == v.Major || run.Kind == Permanent)
	}
	if !moves(session) {
		return nil
	}
	now := s.now()
	_, err := s.store.UpdateSession(ctx, session.ID, AnyRev, func(run *Session) ([]Fact, error) {
		if !moves(run) {
			return nil, ErrUnchanged
		}
		from, sameLine := run.Version, run.Major == v.Major
		run.Version, run.Major = v.Number, v.Major
		if !sameLine {
			return []Fact{run.fact(FactSessionChanged, now)}, nil
		}
		return []Fact{newFact(FactVersionMoved, run.ID, now,
			VersionMovedFact{Session: run.ID, Parcours: run.Parcours, From: from, To: v.Number})}, nil
	})
	return err
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
	return p, errors.Join(s.Refresh(ctx, parcours))
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
