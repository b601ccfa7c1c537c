// Package actor says who is asking: the person, and the roles they hold with the scope
// of each. Every service method takes an Actor as an explicit argument and authorises on
// its first line.
package actor

import "slices"

// Role is what a person may be. Names are the field's own.
type Role string

// The roles, each with the kind of scope it is granted on.
const (
	Participant   Role = "participant"   // everyone signed in
	Tuteur        Role = "tuteur"        // scope: a session
	Formateur     Role = "formateur"     // scope: a session, or "" for who may open sessions
	Concepteur    Role = "concepteur"    // scope: a parcours, or "" for who may create parcours
	Pilote        Role = "pilote"        // scope: an académie, or académie/département
	Gestionnaire  Role = "gestionnaire"  // scope: an académie, or académie/département
	Inspecteur    Role = "inspecteur"    // scope: a circonscription
	Administrator Role = "administrator" // scope: "" (national)
)

// Grant is one role on one scope. An empty scope means what the role's constant says.
type Grant struct {
	Role  Role
	Scope string
}

// Actor is who asks. The zero Actor is a visitor who has not signed in.
type Actor struct {
	Person string  // identifier of the person; "" for a visitor
	Name   string  // how to address and sign: "Camille Lefèvre"
	Locale string  // "fr" or "en"
	Grants []Grant //
	System bool    // the platform itself (jobs, subscribers, imports); never made from a request
}

// System is the platform acting for itself.
func System() Actor { return Actor{Name: "Préau", Locale: "fr", System: true} }

// SignedIn says whether the actor is a person or the platform.
func (a Actor) SignedIn() bool { return a.Person != "" || a.System }

// Has says whether the actor holds the role on exactly this scope.
func (a Actor) Has(role Role, scope string) bool {
	return slices.Contains(a.Grants, Grant{role, scope})
}

// Is says whether the actor holds the role on some scope.
func (a Actor) Is(role Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return g.Role == role })
}

// IsAdministrator says whether the actor may do everything.
func (a Actor) IsAdministrator() bool { return a.System || a.Has(Administrator, "") }

// Scopes returns the scopes on which the actor holds the role.
func (a Actor) Scopes(role Role) []string {
	var scopes []string
	for _, g := range a.Grants {
		if g.Role == role {
			scopes = append(scopes, g.Scope)
		}
	}
	return scopes
}
