package courses

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

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
			Message: "Une autoformation a au moins une activité obligatoire : c’est elle qui dit quand elle est terminée."})
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
	if p.State != Published { // taken out of the offer since
		return nil
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
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	_, err = s.store.UpdateSession(ctx, session.ID, AnyRev, func(run *Session) ([]Fact, error) {
		if run.Title == session.Title && run.MinutesDistance == session.MinutesDistance &&
			run.MinutesPresence == session.MinutesPresence && run.EnrolUntil.IsZero() {
			return nil, ErrUnchanged
		}
		run.Title, run.MinutesDistance, run.MinutesPresence = session.Title, session.MinutesDistance, session.MinutesPresence
		run.EnrolUntil = session.EnrolUntil
		return []Fact{run.fact(FactSessionChanged, now)}, nil
	})
	return err
}

// endPermanent closes the enrolments of the permanent session, if there is one; those who are
// in it go on.
func (s *Service) endPermanent(ctx context.Context, parcours string) error {
	now := s.now()
	_, err := s.store.UpdateSession(ctx, PermanentSession(parcours), AnyRev, func(run *Session) ([]Fact, error) {
		if !run.EnrolUntil.IsZero() {
			return nil, ErrUnchanged
		}
		run.EnrolUntil = now
		return []Fact{run.fact(FactSessionChanged, now)}, nil
	})
	if fault.Is(err, fault.NotFound) {
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
