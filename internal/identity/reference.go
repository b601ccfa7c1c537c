package identity

import (
	"context"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Reference is the lists a profile refers to. They are seeded (see [Seed]) and then edited.
type Reference struct {
	Academies []Academie
	Fonctions []Fonction
	Corps     []Corps
}

// Kinds of académies.
const (
	Region   = "academie"       // one of the thirty
	Overseas = "vice-rectorat"  // and the service of Saint-Pierre-et-Miquelon
	National = "administration" // central administration and operators
)

// Academie is where people belong and are counted.
type Academie struct {
	Code         string // slug of the name, for ever: "aix-marseille"
	Name         string // "Aix-Marseille"
	Kind         string // Region, Overseas, National
	Zone         string // IANA name of its time zone: a day of its counters is a day there
	Departements []Departement
}

// Departement is a part of an académie.
type Departement struct {
	Code string // "59", "2A", "974"
	Name string
}

// Fonction is what a person does, and the publics of the catalogue it makes them one of.
type Fonction struct {
	Code    string // of the directory where there is one: "ENS2D-CLG"
	Label   string
	English string   // may be empty: the French label is shown then
	Publics []string // codes
}

// Corps is the body of civil servants a person belongs to.
type Corps struct {
	Code    string
	Label   string
	English string
}

// referenceKey is the key of the one reference document.
const referenceKey = "people"

// Academie returns the académie of the code.
func (r *Reference) Academie(code string) (Academie, bool) {
	i := slices.IndexFunc(r.Academies, func(a Academie) bool { return a.Code == code })
	if i < 0 {
		return Academie{}, false
	}
	return r.Academies[i], true
}

// Has says whether the département is one of the académie's.
func (a Academie) Has(departement string) bool {
	return slices.ContainsFunc(a.Departements, func(d Departement) bool { return d.Code == departement })
}

// Codes returns the codes of the académies.
func (r *Reference) Codes() []string {
	codes := make([]string, len(r.Academies))
	for i, a := range r.Academies {
		codes[i] = a.Code
	}
	return codes
}

func (r *Reference) fonction(code string) (Fonction, bool) {
	i := slices.IndexFunc(r.Fonctions, func(f Fonction) bool { return f.Code == code })
	if i < 0 {
		return Fonction{}, false
	}
	return r.Fonctions[i], true
}

// check says what is wrong with the lists: empty or repeated codes, names that are missing, zones
// that do not exist.
func (r *Reference) check() []fault.Field {
	var wrong []fault.Field
	seen := map[string]bool{}
	add := func(list, code, label string) {
		if code == "" || strings.ContainsAny(code, " :/$.") {
			wrong = append(wrong, fault.Field{Path: list, Code: "bad_code", Message: "« " + label + " » a un code vide ou interdit."})
		}
		if strings.TrimSpace(label) == "" {
			wrong = append(wrong, fault.Field{Path: list, Code: "required", Message: "« " + code + " » n’a pas de nom."})
		}
		if seen[list+code] {
			wrong = append(wrong, fault.Field{Path: list, Code: "repeated", Message: "Le code « " + code + " » est donné deux fois."})
		}
		seen[list+code] = true
	}
	for _, a := range r.Academies {
		add("academies", a.Code, a.Name)
		if _, err := time.LoadLocation(a.Zone); err != nil || a.Zone == "" {
			wrong = append(wrong, fault.Field{Path: "academies", Code: "bad_zone", Message: "« " + a.Zone + " » n’est pas un fuseau horaire."})
		}
		for _, d := range a.Departements {
			add("departements", d.Code, d.Name)
		}
	}
	for _, f := range r.Fonctions {
		add("fonctions", f.Code, f.Label)
	}
	for _, c := range r.Corps {
		add("corps", c.Code, c.Label)
	}
	return wrong
}

// Reference returns the lists and their revision. It reads no store: the lists are loaded at
// start and again whenever [ReferenceChanged] is seen. Anyone may read them.
func (s *Service) Reference() (*Reference, int64) {
	held := s.reference.Load()
	return &held.lists, held.rev
}

// heldReference is the lists as a node keeps them in memory.
type heldReference struct {
	lists Reference
	rev   int64
	zones map[string]*time.Location // by académie
}

// hold keeps the lists, with their time zones read once: each is a file.
func (s *Service) hold(lists Reference, rev int64) {
	held := &heldReference{lists: lists, rev: rev, zones: make(map[string]*time.Location, len(lists.Academies))}
	read := map[string]*time.Location{}
	for _, a := range lists.Academies {
		if read[a.Zone] == nil {
			read[a.Zone] = location(a.Zone)
		}
		held.zones[a.Code] = read[a.Zone]
	}
	s.reference.Store(held)
}

// location returns a time zone by its name; UTC on a machine that knows none.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Zone returns the time zone of an académie; that of Paris for an unknown one.
func (s *Service) Zone(academie string) *time.Location {
	if zone := s.reference.Load().zones[academie]; zone != nil {
		return zone
	}
	return s.paris
}

// ReplaceReference edits the lists at revision rev. Administrators only.
func (s *Service) ReplaceReference(ctx context.Context, who actor.Actor, lists Reference, rev int64) (int64, error) {
	const op = "identity.ReplaceReference"
	if !who.IsAdministrator() {
		return 0, forbidden(op)
	}
	if err := fault.InvalidFields(op, lists.check()...); err != nil {
		return 0, err
	}
	if rev < 1 {
		return 0, fault.New(op, fault.Precondition, "stale", "La version de départ manque.")
	}
	fact := newFact(KindReferenceChanged, referenceKey, s.now(), ReferenceChanged{Rev: rev + 1})
	rev, err := s.store.SaveReference(ctx, lists, rev, fact)
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	s.hold(lists, rev)
	return rev, nil
}

// ReloadReference reads the lists again: what a node does when it sees [ReferenceChanged].
func (s *Service) ReloadReference(ctx context.Context) error {
	lists, rev, err := s.store.Reference(ctx)
	if err != nil {
		return fault.Wrap("identity.ReloadReference", err)
	}
	s.hold(lists, rev)
	return nil
}

// loadReference reads the lists, writing the seed on a platform that has none.
func (s *Service) loadReference(ctx context.Context) error {
	err := s.ReloadReference(ctx)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	if _, err := s.store.SaveReference(ctx, Seed(), 0); err != nil && !fault.Is(err, fault.Conflict) {
		return fault.Wrap("identity.loadReference", err)
	}
	return s.ReloadReference(ctx) // another node may have seeded first
}
