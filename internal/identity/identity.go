// Package identity owns who people are: persons and their profile, local accounts and their
// passwords, sign-ins and the tokens that carry them, roles with their scopes, and the lists
// the profile refers to (académies, fonctions, corps).
//
// A request is authenticated without a read: an access token lives ten minutes and says who
// asks and with which roles. What must be known sooner (a sign-out, a role taken away) is a
// fact in the log that every node applies within two seconds; see [Service.Revoke].
package identity

import (
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
)

// Person is somebody the platform knows.
type Person struct {
	ID             string
	GivenName      string
	FamilyName     string
	Emails         []string // lower case; the first is where to write
	Locale         string   // "fr" or "en"
	Profile        Profile
	ProfileAskedAt time.Time // when they were asked to complete it; zero: not yet
	Grants         []actor.Grant
	Identifiers    []Identifier
	Disabled       bool
	CreatedAt      time.Time
}

// Profile is what the person does and where: what they are counted under, and what the
// catalogue proposes first. Empty means "non renseigné".
type Profile struct {
	Academie      string // code: "lille"
	Departement   string // code: "59", "2A", "974"
	UAI           string // of the establishment: "0590123B"
	Establishment string // its name
	Degree        string // "1d", "2d", "other"
	Sector        string // "public", "private"
	Fonction      string // code: "ENS2D-CLG"
	Corps         string // code: "certifies"
	Publics       []string
}

// The degrees and sectors of an establishment.
const (
	FirstDegree  = "1d"
	SecondDegree = "2d"
	OtherDegree  = "other"
	Public       = "public"
	Private      = "private"
)

// Kinds of identifiers.
const (
	OIDC  = "oidc"  // issuer and subject of an OpenID Connect provider
	NUMEN = "numen" // hash of the NUMEN, never the NUMEN
	GAIA  = "gaia"  // identifier in GAIA
)

// Identifier is how another system names the person. No two persons share one.
type Identifier struct {
	Kind    string // OIDC, NUMEN, GAIA
	Issuer  string // who gave it: an address for OIDC, an académie's code otherwise
	Subject string
}

// Name is how to address and sign: "Camille Lefèvre".
func (p Person) Name() string { return strings.TrimSpace(p.GivenName + " " + p.FamilyName) }

// Email is where to write, "" when unknown.
func (p Person) Email() string {
	if len(p.Emails) == 0 {
		return ""
	}
	return p.Emails[0]
}

// Actor is the person as who asks.
func (p Person) Actor() actor.Actor {
	return actor.Actor{Person: p.ID, Name: p.Name(), Locale: p.Locale, Grants: slices.Clone(p.Grants)}
}

// ProfileComplete says whether what counting needs is there: académie and establishment.
func (p Person) ProfileComplete() bool {
	return p.Profile.Academie != "" && (p.Profile.UAI != "" || p.Profile.Establishment != "")
}

// Abilities is what the interface offers a person. It grants nothing: each service
// authorises for itself.
type Abilities struct {
	Train      bool     // open and lead sessions
	Design     bool     // create parcours
	Pilot      []string // codes of the académies whose figures they may read, at least in part
	Administer bool
}

// Abilities derives them from the person's roles; academies are the codes an administrator pilots.
func (p Person) Abilities(academies []string) Abilities {
	who := p.Actor()
	if who.IsAdministrator() {
		return Abilities{Train: true, Design: true, Pilot: academies, Administer: true}
	}
	a := Abilities{Train: who.Is(actor.Formateur), Design: who.Is(actor.Concepteur), Pilot: []string{}}
	for _, scope := range append(who.Scopes(actor.Pilote), who.Scopes(actor.Gestionnaire)...) {
		code, _, _ := strings.Cut(scope, "/")
		if !slices.Contains(a.Pilot, code) {
			a.Pilot = append(a.Pilot, code)
		}
	}
	return a
}

// Account is a person with what stays between them and the platform. It never leaves the
// domain: callers are given its Person.
type Account struct {
	Person
	Password      string    // PHC string; "" for who signs in elsewhere only
	FirstSignInAt time.Time // zero: never
	SignedOutAt   time.Time // sign-ins begun until then are over
	TokensFrom    time.Time // access tokens issued until then are refused
	Rev           int64     // revision the account was read at
}

// SignIn is one sign-in: a family of refresh tokens, each used once.
type SignIn struct {
	ID        string
	Person    string
	Salt      []byte // makes each token from the one before
	Current   []byte // SHA-256 of the token to present next
	Previous  []byte // SHA-256 of the one before
	RotatedAt time.Time
	Lasting   bool // survives the browser
	CreatedAt time.Time
	EndedAt   time.Time // zero: not ended
	ExpiresAt time.Time
}
