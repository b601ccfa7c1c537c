package identity

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

const (
	maxEstablishment = 200 // characters
	maxPublics       = 20
)

// Me returns the actor's own person and revision.
func (s *Service) Me(ctx context.Context, who actor.Actor) (Person, int64, error) {
	const op = "identity.Me"
	if err := signedIn(op, who); err != nil {
		return Person{}, 0, err
	}
	a, err := s.store.Account(ctx, who.Person)
	if fault.Is(err, fault.NotFound) {
		return Person{}, 0, signInRequired(op) // gone since they signed in
	}
	return a.Person, a.Rev, fault.Wrap(op, err)
}

// SaveProfile writes the actor's profile and locale ("" leaves it) at revision rev. What the
// UAI tells and the profile does not, the département, is filled in; so are the publics that
// go with a fonction when none is chosen.
func (s *Service) SaveProfile(ctx context.Context, who actor.Actor, rev int64, p Profile, locale string) (Person, int64, error) {
	const op = "identity.SaveProfile"
	if err := signedIn(op, who); err != nil {
		return Person{}, 0, err
	}
	lists, _ := s.Reference()
	p, wrong := lists.checkProfile(p)
	if locale != "" && locale != "fr" && locale != "en" {
		wrong = append(wrong, fault.Field{Path: "locale", Code: "unknown", Message: "La langue est « fr » ou « en »."})
	}
	if err := fault.InvalidFields(op, wrong...); err != nil {
		return Person{}, 0, err
	}
	now := s.now()
	a, err := s.store.ChangeAccount(ctx, who.Person, rev, func(a *Account) ([]Fact, error) {
		a.Profile = p
		if locale != "" {
			a.Locale = locale
		}
		if a.ProfileAskedAt.IsZero() {
			a.ProfileAskedAt = now
		}
		return []Fact{newFact(KindProfileChanged, a.ID, now, ProfileChanged{Person: a.ID})}, nil
	})
	return a.Person, a.Rev, fault.Wrap(op, err)
}

// ProfileAsked notes that the actor was asked to complete their profile: it is asked once.
func (s *Service) ProfileAsked(ctx context.Context, who actor.Actor) error {
	const op = "identity.ProfileAsked"
	if err := signedIn(op, who); err != nil {
		return err
	}
	_, err := s.store.ChangeAccount(ctx, who.Person, 0, func(a *Account) ([]Fact, error) {
		if !a.ProfileAskedAt.IsZero() {
			return nil, ErrUnchanged
		}
		a.ProfileAskedAt = s.now()
		return nil, nil
	})
	return fault.Wrap(op, err)
}

// checkProfile returns the profile as it is kept, and what is wrong with it.
func (r *Reference) checkProfile(p Profile) (Profile, []fault.Field) {
	var wrong []fault.Field
	add := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	p.Establishment = strings.TrimSpace(p.Establishment)
	academie, known := r.Academie(p.Academie)
	if p.Academie != "" && !known {
		add("academie", "unknown", "Cette académie n’existe pas.")
	}
	if p.UAI != "" {
		uai, ok := NormalUAI(p.UAI)
		p.UAI = uai
		switch {
		case !ok:
			add("uai", "bad_uai", "Ce n’est pas un code UAI : sept chiffres et leur lettre de contrôle, comme 0750655E.")
		case p.Departement == "" && academie.Has(DepartementOfUAI(uai)):
			p.Departement = DepartementOfUAI(uai)
		}
	}
	if p.Departement != "" && !academie.Has(p.Departement) {
		add("departement", "unknown", "Ce département n’est pas de cette académie.")
	}
	if utf8.RuneCountInString(p.Establishment) > maxEstablishment {
		add("establishment", "too_long", "Le nom de l’établissement dépasse 200 caractères.")
	}
	if !slices.Contains([]string{"", FirstDegree, SecondDegree, OtherDegree}, p.Degree) {
		add("degree", "unknown", "Le degré est « 1d », « 2d » ou « other ».")
	}
	if !slices.Contains([]string{"", Public, Private}, p.Sector) {
		add("sector", "unknown", "Le secteur est « public » ou « private ».")
	}
	fonction, known := r.fonction(p.Fonction)
	if p.Fonction != "" && !known {
		add("fonction", "unknown", "Cette fonction n’existe pas.")
	}
	if p.Corps != "" && !slices.ContainsFunc(r.Corps, func(c Corps) bool { return c.Code == p.Corps }) {
		add("corps", "unknown", "Ce corps n’existe pas.")
	}
	if len(p.Publics) == 0 {
		p.Publics = slices.Clone(fonction.Publics)
	}
	if len(p.Publics) > maxPublics || slices.ContainsFunc(p.Publics, func(c string) bool { return c == "" || len(c) > 64 }) {
		add("publics", "too_many", "Les publics choisis sont trop nombreux ou illisibles.")
	}
	return p, wrong
}
