package identity

import (
	"context"
	"slices"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// maxGrants bounds the roles of one person: they travel in every access token. Trainers of a
// session and concepteurs of a parcours are kept by that session and that parcours, not here.
const maxGrants = 40

// maxScope bounds one scope, in bytes, for the same reason.
const maxScope = 64

// within says whether a scope lies in another: "lille/59" in "lille", "lille" in "lille".
func within(scope, outer string) bool {
	return outer != "" && (scope == outer || strings.HasPrefix(scope, outer+"/"))
}

// scopeOf is the scope somebody of this profile belongs to: "lille/59", "lille".
func scopeOf(p Profile) string {
	if p.Departement == "" {
		return p.Academie
	}
	return p.Academie + "/" + p.Departement
}

// mayManage says whether the actor may see and edit the accounts of people of this profile:
// administrators everybody's, a gestionnaire those of their académie or département.
func mayManage(who actor.Actor, p Profile) bool {
	if who.IsAdministrator() {
		return true
	}
	return p.Academie != "" && slices.ContainsFunc(who.Scopes(actor.Gestionnaire), func(scope string) bool {
		return within(scopeOf(p), scope)
	})
}

// mayGrant says who may give and take a role to somebody of this profile.
//
//	administrator             every role
//	gestionnaire of a scope   to people they manage: formateur and concepteur without scope,
//	                          pilote and inspecteur within their scope,
//	                          gestionnaire strictly below it
func mayGrant(who actor.Actor, g actor.Grant, p Profile) bool {
	if who.IsAdministrator() {
		return true
	}
	if !mayManage(who, p) {
		return false
	}
	if g.Scope == "" {
		return g.Role == actor.Formateur || g.Role == actor.Concepteur
	}
	return slices.ContainsFunc(who.Scopes(actor.Gestionnaire), func(scope string) bool {
		switch g.Role {
		case actor.Pilote, actor.Inspecteur:
			return within(g.Scope, scope)
		case actor.Gestionnaire:
			return within(g.Scope, scope) && g.Scope != scope
		}
		return false
	})
}

// ranksAbove says whether the actor could have given the person every role by which they manage
// others.
func ranksAbove(who actor.Actor, p Person) bool {
	return !slices.ContainsFunc(p.Grants, func(g actor.Grant) bool {
		return (g.Role == actor.Administrator || g.Role == actor.Gestionnaire) && !mayGrant(who, g, p.Profile)
	})
}

// checkGrant says what is wrong with a role and its scope.
func (r *Reference) checkGrant(g actor.Grant) []fault.Field {
	bad := func(code, message string) []fault.Field {
		return []fault.Field{{Path: "roles", Code: code, Message: message}}
	}
	if len(g.Scope) > maxScope || strings.ContainsAny(g.Scope, ": ") {
		return bad("bad_scope", "Le périmètre du rôle est illisible.")
	}
	switch g.Role {
	case actor.Administrator:
		if g.Scope != "" {
			return bad("bad_scope", "L’administrateur est national : son rôle n’a pas de périmètre.")
		}
	case actor.Pilote, actor.Gestionnaire:
		code, departement, part := strings.Cut(g.Scope, "/")
		academie, known := r.Academie(code)
		if !known || part && !academie.Has(departement) {
			return bad("bad_scope", "Le périmètre de ce rôle est une académie, ou une académie et un de ses départements (« lille/59 »).")
		}
	case actor.Inspecteur:
		code, _, part := strings.Cut(g.Scope, "/")
		if _, known := r.Academie(code); !known || !part {
			return bad("bad_scope", "Le périmètre d’un inspecteur est une circonscription (« lille/0590001A »).")
		}
	case actor.Formateur, actor.Concepteur, actor.Tuteur:
	default:
		return bad("unknown", "Ce rôle n’existe pas, ou ne se donne pas.")
	}
	return nil
}

func tooManyGrants() fault.Field {
	return fault.Field{Path: "roles", Code: "too_many", Message: "Une personne a 40 rôles au plus."}
}

// Grant gives a role to a person. Having it already changes nothing.
func (s *Service) Grant(ctx context.Context, who actor.Actor, person string, g actor.Grant) (Person, error) {
	return s.changeGrants(ctx, "identity.Grant", who, person, g, func(grants []actor.Grant) []actor.Grant {
		if slices.Contains(grants, g) {
			return grants
		}
		return append(grants, g)
	})
}

// Ungrant takes a role from a person, at once. Not having it changes nothing.
func (s *Service) Ungrant(ctx context.Context, who actor.Actor, person string, g actor.Grant) (Person, error) {
	return s.changeGrants(ctx, "identity.Ungrant", who, person, g, func(grants []actor.Grant) []actor.Grant {
		return slices.DeleteFunc(grants, func(has actor.Grant) bool { return has == g })
	})
}

func (s *Service) changeGrants(ctx context.Context, op string, who actor.Actor, person string, g actor.Grant,
	change func([]actor.Grant) []actor.Grant) (Person, error) {
	if !who.SignedIn() {
		return Person{}, signInRequired(op)
	}
	a, err := s.managed(ctx, op, who, person)
	if err != nil {
		return Person{}, err
	}
	if !mayGrant(who, g, a.Profile) {
		return Person{}, forbidden(op)
	}
	lists, _ := s.Reference()
	if err := fault.InvalidFields(op, lists.checkGrant(g)...); err != nil {
		return Person{}, err
	}
	now := s.now()
	changed := RolesChanged{Person: person, Before: now}
	a, err = s.store.ChangeAccount(ctx, person, 0, func(a *Account) ([]Fact, error) {
		grants := change(slices.Clone(a.Grants))
		if slices.Equal(grants, a.Grants) {
			return nil, ErrUnchanged
		}
		if len(grants) > maxGrants {
			return nil, fault.InvalidFields(op, tooManyGrants())
		}
		a.Grants, a.TokensFrom = grants, now
		return []Fact{newFact(KindRolesChanged, person, now, changed)}, nil
	})
	if err != nil {
		return Person{}, fault.Wrap(op, err)
	}
	s.Outdate(changed)
	return a.Person, nil
}
