package identity

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Limits of what is said about a person, in characters.
const (
	maxName  = 100
	maxEmail = 254 // RFC 5321 §4.5.3.1.3
	maxMails = 10
)

// NewPerson is somebody to add.
type NewPerson struct {
	ID          string // only the platform may choose one; "" draws one
	GivenName   string
	FamilyName  string
	Emails      []string
	Locale      string // "" is French
	Password    string // "" for who signs in elsewhere, or not yet
	Profile     Profile
	Grants      []actor.Grant
	Identifiers []Identifier
}

// Add adds a person. Administrators add anybody; a gestionnaire adds people to their
// académie, with the roles they may grant. An address or an identifier that somebody has is a
// Conflict ("email_taken").
func (s *Service) Add(ctx context.Context, who actor.Actor, n NewPerson) (Person, error) {
	const op = "identity.Add"
	a, err := s.newAccount(ctx, op, who, n)
	if err != nil {
		return Person{}, err
	}
	fact := newFact(KindPersonCreated, a.ID, a.CreatedAt, PersonCreated{Person: a.ID})
	if err := s.store.AddAccount(ctx, a, fact); err != nil {
		return Person{}, taken(op, err)
	}
	return a.Person, nil
}

// AddMany adds people in bulk, without facts: the demonstration and first imports, before
// anybody listens. All are checked before the first is written. For the platform only.
func (s *Service) AddMany(ctx context.Context, who actor.Actor, many []NewPerson) ([]Person, error) {
	const op = "identity.AddMany"
	if !who.System {
		return nil, forbidden(op)
	}
	accounts := make([]Account, len(many))
	people := make([]Person, len(many))
	for i, n := range many {
		a, err := s.newAccount(ctx, op, who, n)
		if err != nil {
			return nil, fault.Wrap(fmt.Sprintf("%s: person %d", op, i+1), err)
		}
		accounts[i], people[i] = a, a.Person
	}
	if err := s.store.AddAccounts(ctx, accounts); err != nil {
		return nil, taken(op, err)
	}
	return people, nil
}

func taken(op string, err error) error {
	if !fault.Is(err, fault.Conflict) {
		return fault.Wrap(op, err)
	}
	return &fault.Error{Op: op, Kind: fault.Conflict, Code: "email_taken",
		Public: "Quelqu’un a déjà cette adresse ou cet identifiant.", Err: err}
}

// newAccount authorises, checks and makes the account.
func (s *Service) newAccount(ctx context.Context, op string, who actor.Actor, n NewPerson) (Account, error) {
	lists, _ := s.Reference()
	profile, wrong := lists.checkProfile(n.Profile)
	n.Profile = profile
	if !mayManage(who, n.Profile) {
		return Account{}, forbidden(op)
	}
	for _, g := range n.Grants {
		if !mayGrant(who, g, n.Profile) {
			return Account{}, forbidden(op)
		}
		wrong = append(wrong, lists.checkGrant(g)...)
	}
	now := s.now()
	a := Account{Person: Person{
		ID: ids.New(now), GivenName: strings.TrimSpace(n.GivenName), FamilyName: strings.TrimSpace(n.FamilyName),
		Locale: n.Locale, Profile: n.Profile, Grants: n.Grants, Identifiers: n.Identifiers, CreatedAt: now,
	}}
	if n.ID != "" && who.System {
		a.ID = n.ID
	}
	if a.Locale == "" {
		a.Locale = "fr"
	}
	emails, wrongEmails := checkEmails(n.Emails)
	a.Emails = emails
	wrong = append(wrong, wrongEmails...)
	wrong = append(wrong, checkPerson(a.Person)...)
	if n.Password != "" {
		wrong = append(wrong, checkNewPassword(n.Password, a.Person)...)
	}
	if err := fault.InvalidFields(op, wrong...); err != nil {
		return Account{}, err
	}
	if n.Password != "" {
		var err error
		if a.Password, err = s.hasher.Hash(ctx, n.Password); err != nil {
			return Account{}, fault.As(op, fault.Unavailable, "busy", err)
		}
	}
	return a, nil
}

func checkPerson(p Person) []fault.Field {
	var wrong []fault.Field
	for _, f := range []struct{ path, value, label string }{
		{"givenName", p.GivenName, "Le prénom"}, {"familyName", p.FamilyName, "Le nom"},
	} {
		switch n := utf8.RuneCountInString(f.value); {
		case n == 0:
			wrong = append(wrong, fault.Field{Path: f.path, Code: "required", Message: f.label + " manque."})
		case n > maxName:
			wrong = append(wrong, fault.Field{Path: f.path, Code: "too_long", Message: f.label + " dépasse 100 caractères."})
		}
	}
	if p.Locale != "fr" && p.Locale != "en" {
		wrong = append(wrong, fault.Field{Path: "locale", Code: "unknown", Message: "La langue est « fr » ou « en »."})
	}
	if len(p.Grants) > maxGrants {
		wrong = append(wrong, tooManyGrants())
	}
	for _, id := range p.Identifiers {
		if !slices.Contains([]string{OIDC, NUMEN, GAIA}, id.Kind) || id.Issuer == "" || id.Subject == "" {
			wrong = append(wrong, fault.Field{Path: "identifiers", Code: "incomplete", Message: "Un identifiant extérieur est incomplet ou de nature inconnue."})
		}
	}
	return wrong
}

func checkEmails(given []string) (emails []string, wrong []fault.Field) {
	for _, e := range given {
		e = normalEmail(e)
		if !validEmail(e) {
			wrong = append(wrong, fault.Field{Path: "emails", Code: "bad_email", Message: "« " + e + " » n’est pas une adresse électronique."})
		} else if !slices.Contains(emails, e) {
			emails = append(emails, e)
		}
	}
	if len(given) == 0 {
		wrong = append(wrong, fault.Field{Path: "emails", Code: "required", Message: "Une adresse électronique est nécessaire."})
	}
	if len(given) > maxMails {
		wrong = append(wrong, fault.Field{Path: "emails", Code: "too_many", Message: "Dix adresses au plus."})
	}
	return emails, wrong
}

// normalEmail is the address as it is compared. Some servers tell case apart in what precedes
// the at sign; none of the administrations' does, and people do not.
func normalEmail(e string) string { return strings.ToLower(strings.TrimSpace(e)) }

func validEmail(e string) bool {
	parsed, err := mail.ParseAddress(e)
	return err == nil && parsed.Address == e && len(e) <= maxEmail && !strings.ContainsAny(e, " \t\"")
}

// People returns those of the ids that exist. The platform and administrators may ask about
// anybody; other people about themselves.
func (s *Service) People(ctx context.Context, who actor.Actor, ids []string) (map[string]Person, error) {
	const op = "identity.People"
	if !who.IsAdministrator() {
		for _, id := range ids {
			if id != who.Person || id == "" {
				return nil, forbidden(op)
			}
		}
	}
	accounts, err := s.store.Accounts(ctx, ids)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	people := make(map[string]Person, len(accounts))
	for id, a := range accounts {
		people[id] = a.Person
	}
	return people, nil
}

// ByEmails returns who has the addresses, by address in lower case; those nobody has are
// absent. For the platform: it would tell who has an account.
func (s *Service) ByEmails(ctx context.Context, who actor.Actor, emails []string) (map[string]string, error) {
	const op = "identity.ByEmails"
	if !who.IsAdministrator() {
		return nil, forbidden(op)
	}
	asked := make([]string, 0, len(emails))
	for _, e := range emails {
		if e = normalEmail(e); e != "" && !slices.Contains(asked, e) {
			asked = append(asked, e)
		}
	}
	accounts, err := s.store.AccountsByEmail(ctx, asked)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	people := make(map[string]string, len(accounts))
	for email, a := range accounts {
		people[email] = a.ID
	}
	return people, nil
}

// Person returns one person, with their revision: themselves, or somebody the actor manages.
// To others there is nobody there.
func (s *Service) Person(ctx context.Context, who actor.Actor, id string) (Person, int64, error) {
	const op = "identity.Person"
	if !who.SignedIn() {
		return Person{}, 0, signInRequired(op)
	}
	a, err := s.managed(ctx, op, who, id)
	if err != nil {
		return Person{}, 0, err
	}
	return a.Person, a.Rev, nil
}

// managed returns an account the actor may manage, or their own.
func (s *Service) managed(ctx context.Context, op string, who actor.Actor, id string) (Account, error) {
	a, err := s.store.Account(ctx, id)
	if err != nil {
		return Account{}, fault.Wrap(op, err)
	}
	if id != who.Person && !mayManage(who, a.Profile) {
		return Account{}, fault.New(op, fault.NotFound, "not_found", "Cette personne n’existe pas, ou vous n’y avez pas accès.")
	}
	return a, nil
}

// List returns a page of the people of an académie by name, for those who manage all of it.
func (s *Service) List(ctx context.Context, who actor.Actor, list List) (people []Person, next string, err error) {
	const op = "identity.List"
	if !mayManage(who, Profile{Academie: list.Academie}) {
		return nil, "", forbidden(op)
	}
	accounts, next, err := s.store.AccountsIn(ctx, list)
	if err != nil {
		return nil, "", fault.Wrap(op, err)
	}
	for _, a := range accounts {
		people = append(people, a.Person)
	}
	return people, next, nil
}
