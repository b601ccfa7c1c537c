package courses

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"preau.education/preau/internal/fault"
)

// Card is the fiche de présentation: every field of the catalogue's index. What each must be
// is in [CardFields] and in the collection's rules.
type Card struct {
	// Général
	Title          string   // nom complet
	Short          string   // intitulé, part of the matricule
	Description    string   //
	Objectives     string   //
	Collection     string   // code of a collection
	Domain         string   // code of a domain
	Entry          bool     // entrée dans le métier
	Certification  string   // code of the certification it prepares for, "" for none
	Keywords       []string //
	Thumbnail      string   // object of a 16:9 picture
	Teaser         string   // object of a presentation video
	ShowCompletion bool     // afficher l'indicateur d'achèvement

	// Organisme responsable
	Origin      string // code of an origin
	Academie    string // code; asked only when the origin is an académie
	Departement string // code; asked only when the origin is an académie
	Inspe       string // name; asked only when the origin is an Inspé
	Authors     string
	ValidatedBy string
	Contact     string // address of whoever answers for it
	OriginCode  string // four characters, part of the matricule

	// Détails
	Publics         []string  // codes
	MinutesDistance *int      // nil: not said; zero is an answer
	MinutesPresence *int      //
	Pace            string    // rythme: "1h30 par semaine pendant 3 semaines"
	Support         string    // accompagnement
	Start           time.Time // proposed to its sessions
	End             time.Time //
	Competences     []string  // CRCN-Édu codes: "3.2"

	// Version
	Year  string // two digits, part of the matricule
	Notes []Note // one for each version, latest last
}

// Note tells what a version changed.
type Note struct {
	Label string // of the version: "1.2"
	Text  string
	At    time.Time
}

// CardField is the rule of one field of the card.
type CardField struct {
	Path     string                       // name in the JSON of the card
	Label    string                       // as people read it
	Max      int                          // characters accepted, 0 when it is no text
	Advised  int                          // characters beyond which it is cut or hard to read, 0 for none
	text     func(*Card) string           // its text, nil when it is no text
	required func(*Card, Collection) bool // whether a complete card has it; nil: never
	missing  func(*Card) bool             // whether it is absent; nil: its text is empty
}

func always(*Card, Collection) bool { return true }

// CardFields returns the rules of the card, in the order of its tabs.
func CardFields() []CardField {
	durations := func(_ *Card, c Collection) bool { return c.NeedsDurations }
	return []CardField{
		{Path: "title", Label: "Nom complet", Max: 300, Advised: 200, text: func(c *Card) string { return c.Title }, required: always},
		{Path: "short", Label: "Intitulé court", Max: 15, text: func(c *Card) string { return c.Short }, required: always},
		{Path: "description", Label: "Description", Max: 4000, Advised: 800, text: func(c *Card) string { return c.Description }, required: always},
		{Path: "objectives", Label: "Objectifs", Max: 4000, text: func(c *Card) string { return c.Objectives }},
		{Path: "collection", Label: "Collection", Max: 40, text: func(c *Card) string { return c.Collection }, required: always},
		{Path: "domain", Label: "Domaine", Max: 40, text: func(c *Card) string { return c.Domain }, required: always},
		{Path: "certification", Label: "Formation certifiante", Max: 40, text: func(c *Card) string { return c.Certification }},
		{Path: "origin", Label: "Origine du parcours", Max: 40, text: func(c *Card) string { return c.Origin }, required: always},
		{Path: "academie", Label: "Académie", Max: 40, text: func(c *Card) string { return c.Academie },
			required: func(c *Card, _ Collection) bool { return c.Origin == OriginAcademie }},
		{Path: "departement", Label: "Département", Max: 10, text: func(c *Card) string { return c.Departement }},
		{Path: "inspe", Label: "Inspé", Max: 100, text: func(c *Card) string { return c.Inspe },
			required: func(c *Card, _ Collection) bool { return c.Origin == OriginInspe }},
		{Path: "authors", Label: "Auteurs", Max: 500, text: func(c *Card) string { return c.Authors }, required: always},
		{Path: "validatedBy", Label: "Validé par", Max: 300, text: func(c *Card) string { return c.ValidatedBy }},
		{Path: "contact", Label: "Adresse du responsable", Max: 254, text: func(c *Card) string { return c.Contact }},
		{Path: "originCode", Label: "Code d’origine", Max: 4, text: func(c *Card) string { return c.OriginCode }, required: always},
		{Path: "publics", Label: "Publics cibles", required: always, missing: func(c *Card) bool { return len(c.Publics) == 0 }},
		{Path: "minutesDistance", Label: "Temps à distance", required: durations, missing: func(c *Card) bool { return c.MinutesDistance == nil }},
		{Path: "minutesPresence", Label: "Temps en présence", required: durations, missing: func(c *Card) bool { return c.MinutesPresence == nil }},
		{Path: "pace", Label: "Rythme de la formation", Max: 300, text: func(c *Card) string { return c.Pace }},
		{Path: "support", Label: "Accompagnement", Max: 250, text: func(c *Card) string { return c.Support }},
		{Path: "year", Label: "Année", Max: 2, text: func(c *Card) string { return c.Year }, required: always},
	}
}

// Missing returns the fields that a complete card of this collection would have: the badge
// of the editor counts them, and nothing is published or opened before there are none.
func (c *Card) Missing(collection Collection) []CardField {
	var missing []CardField
	for _, f := range CardFields() {
		if f.required == nil || !f.required(c, collection) {
			continue
		}
		if f.missing != nil && f.missing(c) || f.missing == nil && strings.TrimSpace(f.text(c)) == "" {
			missing = append(missing, f)
		}
	}
	return missing
}

var (
	yearForm       = regexp.MustCompile(`^[0-9]{2}$`)
	originCodeForm = regexp.MustCompile(`^[A-Z0-9]{4}$`)
)

// Bounds of lists and of numbers on a card.
const (
	maxKeywords = 30
	maxMinutes  = 1000 * 60
)

// Check returns what may not be kept on a card, complete or not: texts too long, codes that
// are not in the reference, impossible numbers.
func (c *Card) Check(ref *Reference) []fault.Field {
	var wrong []fault.Field
	add := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	for _, f := range CardFields() {
		if f.text != nil && utf8.RuneCountInString(f.text(c)) > f.Max {
			add(f.Path, "too_long", fmt.Sprintf("%s : %d caractères au plus.", f.Label, f.Max))
		}
	}
	if strings.TrimSpace(c.Title) == "" {
		add("title", "required", "Donnez un nom au parcours.")
	}
	known := func(path, code string, found bool) {
		if code != "" && !found {
			add(path, "unknown", "Cette valeur n’est pas dans la liste : "+code+".")
		}
	}
	known("collection", c.Collection, ref.hasCollection(c.Collection))
	known("domain", c.Domain, ref.hasDomain(c.Domain))
	known("origin", c.Origin, hasOption(ref.Origins, c.Origin))
	known("certification", c.Certification, hasOption(ref.Certifications, c.Certification))
	for _, p := range c.Publics {
		known("publics", p, hasOption(ref.Publics, p))
	}
	for _, k := range c.Competences {
		known("competences", k, ref.hasCompetence(k))
	}
	if c.Year != "" && !yearForm.MatchString(c.Year) {
		add("year", "form", "L’année s’écrit sur deux chiffres : 26.")
	}
	if c.OriginCode != "" && !originCodeForm.MatchString(c.OriginCode) {
		add("originCode", "form", "Le code d’origine compte quatre lettres majuscules ou chiffres : A009, NDGS.")
	}
	if c.Contact != "" && !validAddress(c.Contact) {
		add("contact", "form", "Cette adresse électronique n’est pas valide.")
	}
	if len(c.Keywords) > maxKeywords {
		add("keywords", "too_many", "Trente mots clés au plus.")
	}
	for path, minutes := range map[string]*int{"minutesDistance": c.MinutesDistance, "minutesPresence": c.MinutesPresence} {
		if minutes != nil && (*minutes < 0 || *minutes > maxMinutes) {
			add(path, "range", "La durée va de 0 à 1 000 heures.")
		}
	}
	if !c.Start.IsZero() && !c.End.IsZero() && c.End.Before(c.Start) {
		add("end", "order", "La date de fin précède la date de début.")
	}
	return wrong
}

// tidy trims what people type, drops empty and repeated list entries, and forgets the
// answers to questions that the origin does not ask.
func (c *Card) tidy() {
	for _, s := range []*string{&c.Title, &c.Short, &c.Description, &c.Objectives, &c.Inspe, &c.Authors, &c.ValidatedBy,
		&c.Contact, &c.OriginCode, &c.Pace, &c.Support, &c.Year} {
		*s = strings.TrimSpace(*s)
	}
	c.OriginCode = strings.ToUpper(c.OriginCode)
	c.Keywords, c.Publics, c.Competences = distinct(c.Keywords), distinct(c.Publics), distinct(c.Competences)
	if c.Origin != OriginAcademie {
		c.Academie, c.Departement = "", ""
	}
	if c.Origin != OriginInspe {
		c.Inspe = ""
	}
}

func distinct(list []string) []string {
	kept := make([]string, 0, len(list))
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

// forcePairs applies the rule that some domains and publics go together: choosing the domain
// "Métiers de la formation" makes "Formateurs" the public, and the reverse. A domain changed
// since before leads; otherwise the publics do.
func (c *Card) forcePairs(before *Card, ref *Reference) {
	if c.Domain != "" && c.Domain != before.Domain {
		own, _ := ref.Domain(c.Domain)
		if own.Public != "" {
			c.Publics = []string{own.Public}
			return
		}
		for _, d := range ref.Domains {
			c.Publics = slices.DeleteFunc(c.Publics, func(p string) bool { return d.Public != "" && p == d.Public })
		}
		return
	}
	for _, d := range ref.Domains {
		if d.Public != "" && (c.Domain == d.Code || slices.Contains(c.Publics, d.Public)) {
			c.Domain, c.Publics = d.Code, []string{d.Public}
			return
		}
	}
}

// Matricule is the label that ties a parcours to its sessions in every académie:
// année_code_intitulé_version. It is shown and never a key: it is typed in part, and two
// parcours may share one.
func (c *Card) Matricule(label string) string {
	return strings.Join([]string{c.Year, c.OriginCode, c.Short, label}, "_")
}

// Minutes is the declared duration in all.
func (c *Card) Minutes() int { return minutes(c.MinutesDistance) + minutes(c.MinutesPresence) }

func minutes(m *int) int {
	if m == nil {
		return 0
	}
	return *m
}
