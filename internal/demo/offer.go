package demo

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/ids"
)

// How much there is.
const (
	selfPaced   = 450
	accompanied = 350
)

// offer is what the demonstration offers, ready to be put in place in bulk.
type offer struct {
	parcours []courses.Parcours
	versions []courses.Version
	sessions []courses.Session
}

// angles are the ways in which a subject becomes a training: first those at one's own pace,
// then those with a trainer. The sentence says what one finds in it.
var angles = [2][][]struct{ title, sentence string }{
	{
		{{"%s : comprendre et agir", "Des apports courts, des situations de classe et un document à garder."},
			{"%s : l’essentiel en une heure", "Une capsule pour aller droit au but, puis des ressources pour prolonger."},
			{"%s, pas à pas", "Quatre étapes, un exemple filmé et une grille à adapter à sa classe."},
			{"%s : premiers repères", "Pour débuter sans prérequis, avec des mots simples."}},
		{{"%s : situations de classe", "Cinq situations vécues, plusieurs réponses possibles, ce qu’en disent les textes."},
			{"%s en pratique", "Des outils prêts à l’emploi, commentés par des collègues."},
			{"%s : outils et ressources", "Une sélection courte et vérifiée, avec un mode d’emploi."},
			{"%s : cinq questions pour se situer", "Un point d’étape personnel, sans note ni classement."}},
		{{"%s : approfondir", "Ce que l’on sait, ce qui se discute, et comment en tenir compte."},
			{"%s : ce que dit la recherche", "Des résultats accessibles et leurs limites."},
			{"%s : construire une séance", "De l’objectif à l’évaluation, une séance complète à emporter."},
			{"%s au fil de l’année", "Une progression par période et des rendez-vous pour la tenir."}},
	},
	{
		{{"%s : analyser ses pratiques", "Deux ateliers en présence et une classe virtuelle, entre pairs."},
			{"%s : concevoir et expérimenter", "On conçoit ensemble, on essaie en classe, on revient en parler."},
			{"%s : travailler en équipe", "Pour une équipe d’école ou d’établissement, avec un accompagnement."}},
		{{"%s : un projet dans mon établissement", "De l’idée au bilan, un projet suivi par un formateur."},
			{"%s : approfondir entre pairs", "Des lectures, des échanges et une visite croisée."},
			{"%s : se préparer à former ses collègues", "Un parcours pour relayer la formation près de chez soi."}},
	},
}

// durations are the declared minutes at distance and in presence, by kind.
var durations = [2][][2]int{
	{{45, 0}, {60, 0}, {90, 0}, {120, 0}, {180, 0}, {180, 0}, {240, 0}, {360, 0}},
	{{180, 180}, {360, 360}, {120, 240}, {240, 360}, {90, 0}, {0, 360}, {600, 720}},
}

var publicsOf = map[string][]string{
	"direction": {"directeurs-ecole"}, "maternelle": {"enseignants-maternelle"}, "formation": {courses.PublicFormateurs},
	"climat":               {"vie-scolaire", "enseignants-college", "aed-aesh"},
	"inclusion":            {"enseignants-elementaire", "enseignants-college", "aed-aesh"},
	"voie-professionnelle": {"enseignants-lycee"}, "evaluer": {"personnels-direction", "inspecteurs-1d", "inspecteurs-2d"},
	"orientation": {"enseignants-college", "enseignants-lycee", "vie-scolaire"},
}

var teachers = [][]string{
	{"enseignants-maternelle", "enseignants-elementaire"}, {"enseignants-elementaire"}, {"enseignants-college"},
	{"enseignants-college", "enseignants-lycee"}, {"enseignants-elementaire", "enseignants-college"}, {"enseignants-lycee"},
}

// maker draws the offer; its random numbers make the same one every time.
type maker struct {
	r         *rand.Rand
	today     time.Time // midnight UTC of the day of the first start
	subjects  map[string][]subject
	domains   []string
	academies []identity.Academie
	designer  string
	trainers  []string
	made      offer
}

func (m *maker) offer() offer {
	m.subjects = subjects()
	m.domains = slices.Sorted(maps.Keys(m.subjects))
	for i := range selfPaced {
		m.add(i, false)
	}
	for i := range accompanied {
		m.add(i, true)
	}
	return m.made
}

// add makes the i-th parcours of its kind: the domains in turn, in each its subjects in
// turn, under one angle after the other.
func (m *maker) add(i int, guided bool) {
	kind := 0
	if guided {
		kind = 1
	}
	domain := m.domains[i%len(m.domains)]
	list := m.subjects[domain]
	round := i / len(m.domains)
	about := list[round%len(list)]
	ways := angles[kind][min(round/len(list), len(angles[kind])-1)]
	way := ways[(round+i)%len(ways)]
	title := fmt.Sprintf(way.title, about.name)
	card := m.card(title, domain, about, way.sentence, guided)
	id := ids.Derived("demo", "parcours", title)
	m.place(id, card, m.sections(id, title, about, guided), guided)
}

func (m *maker) card(title, domain string, about subject, sentence string, guided bool) courses.Card {
	kind := 0
	collection := "autoformation"
	if guided {
		kind = 1
		collection = []string{"action", "analyse", "decouverte", "qualification", "simulation"}[m.r.IntN(5)]
	}
	minutes := durations[kind][m.r.IntN(len(durations[kind]))]
	publics := publicsOf[domain]
	if publics == nil {
		publics = teachers[m.r.IntN(len(teachers))]
	}
	card := courses.Card{
		Title: title, Short: short(about.name), Collection: collection, Domain: domain, Publics: publics,
		Description: "Pour " + about.aim + ". " + sentence,
		Objectives:  "Savoir " + about.aim + ". Choisir ce qui convient à ses élèves. Garder une trace utile pour l’équipe.",
		Keywords:    strings.Split(about.keywords, ","), Authors: "Groupe de travail « " + about.name + " »",
		MinutesDistance: &minutes[0], MinutesPresence: &minutes[1], Year: m.today.Format("06"), ShowCompletion: true,
		Contact: "formation@preau.education", Entry: m.r.IntN(7) == 0, Competences: m.competences(domain),
	}
	m.origin(&card)
	if domain == "formation" && m.r.IntN(3) == 0 {
		card.Certification = []string{"cafipemf", "caffa"}[m.r.IntN(2)]
	}
	if domain == "inclusion" && m.r.IntN(6) == 0 {
		card.Certification = "cappei"
	}
	if guided {
		card.Pace, card.Support = "Une heure par semaine, entre deux rendez-vous", "Un formateur répond sous deux jours ouvrés."
	}
	return card
}

// origin draws who made it: half by the nation and its operators, half by an académie.
func (m *maker) origin(card *courses.Card) {
	national := []struct{ origin, code string }{{"dgesco", "NDGS"}, {"dgesco", "NDGS"}, {"reseau-canope", "PCAN"}, {"ih2ef", "NDEN"}, {"ife", "PIFE"}}
	if m.r.IntN(2) == 0 {
		o := national[m.r.IntN(len(national))]
		card.Origin, card.OriginCode = o.origin, o.code
		return
	}
	a := m.academies[m.r.IntN(len(m.academies))]
	card.Origin, card.Academie = courses.OriginAcademie, a.Code
	card.OriginCode = originCode(a.Name)
}

// originCode finds the code of the matricule by the name of the académie.
func originCode(academie string) string {
	for _, o := range courses.SeedReference().OriginCodes {
		if o.Label == academie {
			return o.Code
		}
	}
	return "PAUT"
}

func (m *maker) competences(domain string) []string {
	switch domain {
	case "numerique":
		return [][]string{{"1.4", "2.1"}, {"2.2", "3.1"}, {"5.1", "5.2"}, {"1.2"}, {"3.2", "4.3"}}[m.r.IntN(5)]
	case "inclusion":
		return []string{"4.1", "4.2"}
	case "formation":
		return []string{"1.3"}
	case "evaluer":
		return []string{"3.3"}
	}
	return nil
}

// short makes the fifteen characters of the matricule out of a name.
func short(name string) string {
	words := strings.FieldsFunc(ascii(name), func(r rune) bool { return r == '-' })
	s := strings.Join(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(w) < 4 }), "-")
	if s == "" {
		s = words[len(words)-1]
	}
	if len(s) > 15 {
		s = strings.TrimRight(s[:15], "-")
	}
	return s
}

// place publishes a parcours at a day of the last two years, with its sessions.
func (m *maker) place(id string, card courses.Card, sections []courses.Section, guided bool) {
	published := m.today.AddDate(0, 0, -m.r.IntN(700)).Add(9 * time.Hour)
	p := courses.Parcours{ID: id, Card: card, Owner: m.designer, Concepteurs: []string{m.designer}, State: courses.Published,
		LastVersion: 1, Published: 1, Label: "1.0", Lines: []courses.Line{{Major: 1, Version: 1}},
		Created: published.AddDate(0, -2, 0), Updated: published, PublishedAt: published}
	p.Card.Notes = []courses.Note{{Label: "1.0", Text: "Première version.", At: published}}
	m.made.parcours = append(m.made.parcours, p)
	m.made.versions = append(m.made.versions, courses.Version{ID: courses.VersionID(id, 1), Parcours: id, Number: 1, Label: "1.0",
		Major: 1, Kind: courses.Major, Published: true, Sections: sections, Created: published})
	if !guided {
		m.made.sessions = append(m.made.sessions, courses.Session{ID: courses.PermanentSession(id), Parcours: id, Version: 1, Major: 1,
			Kind: courses.Permanent, State: courses.Open, Title: card.Title, Admission: courses.AdmitAll,
			MinutesDistance: *card.MinutesDistance, MinutesPresence: *card.MinutesPresence, OpenedAt: published, Created: published})
		return
	}
	m.guided(&p)
}

// guided gives an accompanied parcours a session whose dates fall anywhere around today, so
// that the catalogue shows every status.
func (m *maker) guided(p *courses.Parcours) {
	start := m.today.AddDate(0, 0, m.r.IntN(200)-90).Add(8 * time.Hour)
	end := start.AddDate(0, 0, 30+m.r.IntN(60))
	academie := p.Card.Academie
	if academie == "" && m.r.IntN(3) > 0 {
		academie = m.academies[m.r.IntN(len(m.academies))].Code
	}
	s := courses.Session{
		ID: ids.Derived("demo", "session", p.ID), Parcours: p.ID, Version: 1, Major: 1, Kind: courses.Guided, State: courses.Open,
		Title: p.Card.Title, Academie: academie, Start: start, End: end,
		EnrolFrom: start.AddDate(0, -1, 0), EnrolUntil: start.AddDate(0, 0, 7), Place: "En ligne et dans l’établissement d’accueil",
		Admission: []courses.Admission{courses.AdmitRequest, courses.AdmitRequest, courses.AdmitAll, courses.AdmitList}[m.r.IntN(4)],
		Capacity:  []int{12, 20, 24, 30, 0}[m.r.IntN(5)], Trainers: []string{m.trainers[m.r.IntN(len(m.trainers))]},
		MinutesDistance: *p.Card.MinutesDistance, MinutesPresence: *p.Card.MinutesPresence,
		OpenedAt: start.AddDate(0, -1, 0), Created: start.AddDate(0, -2, 0),
	}
	s.Meetings = []courses.Meeting{
		{ID: "m1", Title: "Atelier de lancement", Start: start.AddDate(0, 0, 7), End: start.AddDate(0, 0, 7).Add(3 * time.Hour), Place: "Salle 12", Kind: "presence"},
		{ID: "m2", Title: "Classe virtuelle", Start: start.AddDate(0, 0, 21).Add(9 * time.Hour), End: start.AddDate(0, 0, 21).Add(10*time.Hour + 30*time.Minute), Place: "En ligne", Kind: "virtual"},
	}
	m.made.sessions = append(m.made.sessions, s)
}
