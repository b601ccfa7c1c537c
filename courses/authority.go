package courses

import (
	"context"
	"slices"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Who may do what, in one place. Each method of the service calls one of these first.

func errSignIn(op string) error {
	return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
}

func errForbidden(op string) error {
	return fault.New(op, fault.Forbidden, "forbidden", "Vous n’avez pas le droit de faire cela.")
}

func errNotFound(op string) error {
	return fault.New(op, fault.NotFound, "not_found", "Cette page n’existe pas, ou ne vous est pas ouverte.")
}

// mayCreate: concepteurs make parcours.
func mayCreate(who actor.Actor) bool { return who.IsAdministrator() || who.Has(actor.Concepteur, "") }

// mayDesign: the owner, the concepteurs of the parcours, administrators.
func mayDesign(who actor.Actor, p *Parcours) bool {
	return who.IsAdministrator() || p.designedBy(who.Person) || who.Has(actor.Concepteur, p.ID)
}

// mayOpenSessions: trainers, concepteurs and the managers of an académie run parcours.
func mayOpenSessions(who actor.Actor) bool {
	return who.IsAdministrator() || who.Has(actor.Formateur, "") || who.Has(actor.Concepteur, "") || who.Is(actor.Gestionnaire)
}

// mayTrain: the trainers of the session, the managers of its académie, administrators.
func mayTrain(who actor.Actor, s *Session) bool {
	return who.IsAdministrator() || s.trainedBy(who.Person) || who.Has(actor.Formateur, s.ID) ||
		s.Academie != "" && who.Has(actor.Gestionnaire, s.Academie)
}

// viewer is what courses remembers of somebody who looks.
type viewer struct {
	scope   string // académies whose sessions they see, joined by "|"; "*" for all
	publics []string
}

const everywhere = "*"

// sees says whether a session limited to an académie is visible to a scope.
func sees(scope, academie string) bool {
	if academie == "" || scope == everywhere {
		return true
	}
	for part := range strings.SplitSeq(scope, "|") {
		if part == academie {
			return true
		}
	}
	return false
}

// viewer returns who looks: a visitor sees the national offer, a person also that of their
// académie and of those they pilot or manage.
func (s *Service) viewer(ctx context.Context, who actor.Actor) (viewer, error) {
	if who.IsAdministrator() {
		return viewer{scope: everywhere}, nil
	}
	if who.Person == "" {
		return viewer{}, nil
	}
	now := s.now()
	known, ok := s.viewers.get(who.Person, now)
	if !ok {
		profiles, err := s.people.Profiles(ctx, []string{who.Person})
		if err != nil {
			return viewer{}, err
		}
		p := profiles[who.Person]
		known = viewer{scope: p.Snapshot.Academie, publics: p.Publics}
		s.viewers.put(who.Person, known, now)
	}
	scopes := []string{}
	if known.scope != "" {
		scopes = append(scopes, known.scope)
	}
	for _, g := range who.Grants {
		if (g.Role == actor.Pilote || g.Role == actor.Gestionnaire) && g.Scope != "" {
			academie, _, _ := strings.Cut(g.Scope, "/")
			scopes = append(scopes, academie)
		}
	}
	if len(scopes) > 1 {
		slices.Sort(scopes)
		scopes = slices.Compact(scopes)
	}
	known.scope = strings.Join(scopes, "|")
	return known, nil
}

// ForgetPerson drops what this node remembers of a person: call it when their profile changed.
func (s *Service) ForgetPerson(person string) { s.viewers.forget(person) }

// sessionFor reads a session that the actor may train.
func (s *Service) sessionFor(ctx context.Context, op string, who actor.Actor, id string) (Session, error) {
	if !who.SignedIn() {
		return Session{}, errSignIn(op)
	}
	session, err := s.store.Session(ctx, id)
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	if mayTrain(who, &session) {
		return session, nil
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return Session{}, fault.Wrap(op, err)
	}
	if !sees(v.scope, session.Academie) || session.State == Preparing {
		return Session{}, errNotFound(op)
	}
	return Session{}, errForbidden(op)
}

// parcoursFor reads a parcours that the actor may change.
func (s *Service) parcoursFor(ctx context.Context, op string, who actor.Actor, id string) (Parcours, error) {
	if !who.SignedIn() {
		return Parcours{}, errSignIn(op)
	}
	p, err := s.store.Parcours(ctx, id)
	if err != nil {
		return Parcours{}, fault.Wrap(op, err)
	}
	if mayDesign(who, &p) {
		return p, nil
	}
	if p.State == Draft {
		return Parcours{}, errNotFound(op)
	}
	return Parcours{}, errForbidden(op)
}
