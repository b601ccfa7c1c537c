package courses

import (
	"slices"

	"preau.education/preau/internal/fault"
)

// Reference is the lists that cards refer to. They are one editable document, seeded by
// [SeedReference] at the first start; a code is for ever, its label may change.
type Reference struct {
	Domains        []Domain
	Publics        []Option
	Collections    []Collection
	Origins        []Option
	OriginCodes    []Option // of the matricule
	Certifications []Option
	Competences    []Competence
	Natures        []Option
	Durations      []Duration
	Rev            int64 // revision of the document, its ETag
}

// Option is a choice in a list. Its English label may be empty, as those of all the lists: the
// French one is shown then.
type Option struct{ Code, Label, English string }

// Domain is what a parcours is about.
type Domain struct {
	Code    string
	Label   string
	English string
	Tab     int    // 1 to 6: the colour of its binder tab
	Public  string // the public that goes with it, and it with the public; "" for none
}

// Collection is a family of parcours with its rules.
type Collection struct {
	Code              string
	Label             string
	English           string
	Nature            string // Autoformation, Accompanied, Community
	NeedsEnd          bool   // a session says when it ends
	NeedsDurations    bool   // the card says both durations
	NeedsParticipants bool   // a session by list has somebody before it opens
	Permanent         bool   // it runs as one permanent session that all may join
}

// Natures of parcours, as the catalogue presents them.
const (
	Autoformation = "autoformation" // at one's own pace
	Accompanied   = "accompanied"   // with trainers, from a date to a date
	Community     = "community"     // a network that meets
)

// Origins that ask for more.
const (
	OriginAcademie = "academie"
	OriginInspe    = "espe"
)

// Competence is one of the CRCN-Édu, the reference of teachers' digital competences.
type Competence struct {
	Code        string // "3.2"
	Label       string
	English     string
	Area        string // "Enseignement – apprentissage"
	AreaEnglish string
}

// Duration is a range of declared minutes by which people choose.
type Duration struct {
	Code    string
	Label   string
	English string
	From    int // minutes, included
	To      int // minutes, excluded; 0 for no end
}

// Domain returns the domain of the code.
func (r *Reference) Domain(code string) (Domain, bool) {
	i := slices.IndexFunc(r.Domains, func(d Domain) bool { return d.Code == code })
	if i < 0 {
		return Domain{}, false
	}
	return r.Domains[i], true
}

// Collection returns the collection of the code; an unknown one has the strictest rules.
func (r *Reference) Collection(code string) Collection {
	for _, c := range r.Collections {
		if c.Code == code {
			return c
		}
	}
	return Collection{Code: code, Nature: Accompanied, NeedsEnd: true, NeedsDurations: true, NeedsParticipants: true}
}

// DurationOf returns the code of the range that holds the minutes, "" when none does.
func (r *Reference) DurationOf(minutes int) string {
	for _, d := range r.Durations {
		if minutes >= d.From && (d.To == 0 || minutes < d.To) {
			return d.Code
		}
	}
	return ""
}

func (r *Reference) hasCollection(code string) bool {
	return slices.ContainsFunc(r.Collections, func(c Collection) bool { return c.Code == code })
}

func (r *Reference) hasDomain(code string) bool {
	return slices.ContainsFunc(r.Domains, func(d Domain) bool { return d.Code == code })
}

func (r *Reference) hasCompetence(code string) bool {
	return slices.ContainsFunc(r.Competences, func(c Competence) bool { return c.Code == code })
}

func hasOption(list []Option, code string) bool {
	return slices.ContainsFunc(list, func(o Option) bool { return o.Code == code })
}

// OptionOf returns the choice of a code, labelled by the code itself when the list has lost it.
func OptionOf(list []Option, code string) Option {
	for _, o := range list {
		if o.Code == code {
			return o
		}
	}
	return Option{Code: code, Label: code}
}

// LabelOf returns the French label of a code, or the code itself when the list has lost it.
func LabelOf(list []Option, code string) string { return OptionOf(list, code).Label }

// Check returns what is wrong with edited lists: empty or repeated codes, colours that do not
// exist, pairs that lead nowhere.
func (r *Reference) Check() []fault.Field {
	var wrong []fault.Field
	codes := func(path string, list []string) {
		seen := map[string]bool{}
		for _, c := range list {
			if c == "" || seen[c] {
				wrong = append(wrong, fault.Field{Path: path, Code: "code", Message: "Chaque code est unique et non vide."})
				return
			}
			seen[c] = true
		}
	}
	codes("domains", codesOf(r.Domains, func(d Domain) string { return d.Code }))
	codes("collections", codesOf(r.Collections, func(c Collection) string { return c.Code }))
	codes("competences", codesOf(r.Competences, func(c Competence) string { return c.Code }))
	codes("durations", codesOf(r.Durations, func(d Duration) string { return d.Code }))
	for path, list := range map[string][]Option{"publics": r.Publics, "origins": r.Origins, "originCodes": r.OriginCodes,
		"certifications": r.Certifications, "natures": r.Natures} {
		codes(path, codesOf(list, func(o Option) string { return o.Code }))
	}
	for _, d := range r.Domains {
		if d.Tab < 1 || d.Tab > 6 {
			wrong = append(wrong, fault.Field{Path: "domains", Code: "tab", Message: "La couleur de l’onglet va de 1 à 6."})
		}
		if d.Public != "" && !hasOption(r.Publics, d.Public) {
			wrong = append(wrong, fault.Field{Path: "domains", Code: "public", Message: "Le public associé au domaine n’existe pas."})
		}
	}
	return wrong
}

func codesOf[T any](list []T, code func(T) string) []string {
	codes := make([]string, len(list))
	for i, v := range list {
		codes[i] = code(v)
	}
	return codes
}
