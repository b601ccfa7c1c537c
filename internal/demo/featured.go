package demo

import (
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/ids"
)

// The trainings that have everything in them: pages written for them, the film, a package.
const (
	TitleLaicite = "La laïcité à l’école : comprendre et faire vivre"
	titleOnline  = "La classe en ligne : bien commencer"
	// TitleGuided is the accompanied training that the demonstration trainer leads.
	TitleGuided = "Laïcité, fait religieux et esprit critique"
)

// material is what featured trainings are made with: objects in storage and packages imported.
type material struct {
	film     courses.Video
	sheet    courses.File
	laicite  string // package, SCORM 2004
	enLigne  string // package, SCORM 1.2
	packages []extra
}

// extra is a package added by the operator with --packages.
type extra struct{ id, title string }

func viewed() courses.Rule { return courses.Rule{Kind: courses.RuleViewed} }

func act(id, title string, minutes int, kind courses.ActivityKind, rule courses.Rule) courses.Activity {
	return courses.Activity{ID: id, Title: title, Minutes: minutes, Kind: kind, Required: true, Rule: rule}
}

func text(id, title string, minutes int, html string) courses.Activity {
	a := act(id, title, minutes, courses.KindPage, viewed())
	a.Page = &courses.Page{HTML: html}
	return a
}

func packed(id, title string, minutes int, rule courses.RuleKind, pkg string) courses.Activity {
	a := act(id, title, minutes, courses.KindPackage, courses.Rule{Kind: rule})
	a.Package = &courses.Package{ID: pkg}
	return a
}

func (mt *material) watched(id, title string) courses.Activity {
	a := act(id, title, 5, courses.KindVideo, viewed())
	film := mt.film
	a.Video = &film
	return a
}

func (mt *material) download(id, title string) courses.Activity {
	a := act(id, title, 10, courses.KindFile, viewed())
	a.Required = false
	sheet := mt.sheet
	a.File = &sheet
	return a
}

const (
	why1905 = `<p>En 1905, la loi sépare les Églises et l’État. Elle commence par une liberté : « La République assure la liberté de conscience. » Elle continue par une garantie : l’État ne reconnaît, ne salarie et ne subventionne aucun culte.</p>
<p>À l’école, la laïcité est plus ancienne : les lois de 1882 et de 1886 ont confié à l’État un enseignement commun, ouvert à tous, donné par des personnels laïques.</p>
<blockquote><p>La laïcité n’est pas une opinion parmi d’autres : c’est la règle qui permet à toutes de s’exprimer.</p></blockquote>`
	timeline = `<p>Cinq dates suffisent pour s’orienter. Elles se racontent aux élèves comme une histoire.</p>
<table><caption>La frise des lois scolaires</caption><thead><tr><th scope="col">Année</th><th scope="col">Ce qui change</th></tr></thead><tbody>
<tr><th scope="row">1882</th><td>L’instruction devient obligatoire, l’enseignement public laïque.</td></tr>
<tr><th scope="row">1886</th><td>Les personnels des écoles publiques sont laïques.</td></tr>
<tr><th scope="row">1905</th><td>Les Églises et l’État sont séparés.</td></tr>
<tr><th scope="row">2004</th><td>Les signes religieux ostensibles sont encadrés pour les élèves du public.</td></tr>
<tr><th scope="row">2013</th><td>La charte de la laïcité est affichée dans toutes les écoles.</td></tr></tbody></table>`
	fiveSituations = `<p>Lisez chaque situation, notez votre première réponse, puis comparez.</p>
<h2>Un élève refuse de dessiner un visage</h2><p>Le dialogue d’abord : de quoi s’agit-il ? Le programme demande de représenter, pas de renier. On propose, on explique, on ne dispense pas.</p>
<h2>Une mère accompagne la sortie avec un foulard</h2><p>Les parents accompagnateurs sont des usagers ; ils ne sont pas soumis à la neutralité, dans le respect du bon déroulement de la sortie.</p>
<h2>Une collègue porte une croix visible</h2><p>Les agents sont neutres, quels que soient la taille et le culte. La direction rappelle la règle, en privé.</p>
<h2>Un repas sans porc est demandé</h2><p>La commune décide des menus. Aucune obligation, aucune interdiction : on cherche une réponse simple et égale pour tous.</p>
<h2>Une classe conteste un cours d’histoire</h2><p>On ne négocie pas le programme. On distingue ce que l’on sait, ce que l’on croit, et ce dont on débat.</p>`
	mySession = `<p>Choisissez un article de la charte et une classe. Préparez trente minutes :</p>
<ol><li>une question ouverte, posée aux élèves ;</li><li>un texte court ou une image ;</li><li>une trace que chacun garde.</li></ol>
<p>Essayez, puis revenez noter ce qui a surpris.</p>`
	wrapUp = `<p>Vous avez situé le principe, regardé une situation, vérifié vos repères. Pour la suite : en parler en conseil des maîtres ou en conseil pédagogique, et préparer ensemble le 9 décembre.</p>`
)

func (mt *material) laiciteSections() []courses.Section {
	situations := text("laicite-cinq", "Cinq situations", 40, fiveSituations)
	end := text("laicite-bilan", "Bilan", 10, wrapUp)
	end.Requires = []string{"laicite-seance"}
	return []courses.Section{
		{ID: "laicite-s1", Title: "Situer", Activities: []courses.Activity{
			text("laicite-1905", "Pourquoi 1905 ?", 10, why1905),
			text("laicite-frise", "La frise des lois scolaires", 15, timeline),
			packed("laicite-reperes", "Vérifier ses repères", 20, courses.RuleCompleted, mt.laicite),
		}},
		{ID: "laicite-s2", Title: "Agir en classe", Activities: []courses.Activity{
			mt.watched("laicite-film", "Répondre à une contestation"), situations,
			mt.download("laicite-fiche", "La fiche à garder"),
		}},
		{ID: "laicite-s3", Title: "Faire vivre", Activities: []courses.Activity{
			text("laicite-seance", "Ma séance d’EMC", 60, mySession), end,
		}},
	}
}

func (mt *material) onlineSections() []courses.Section {
	return []courses.Section{
		{ID: "enligne-s1", Title: "Bien commencer", Activities: []courses.Activity{
			text("enligne-intro", "Avant de se lancer", 5, `<p>Ce parcours prend une heure. Le module interactif se fait en trois pages ; il retient où vous en êtes.</p>`),
			packed("enligne-module", "Préparer, animer, vérifier", 40, courses.RulePassed, mt.enLigne),
		}},
		{ID: "enligne-s2", Title: "Et ensuite", Activities: []courses.Activity{
			mt.watched("enligne-film", "Un exemple filmé"),
			text("enligne-bilan", "Mon pense-bête", 10, `<p>Trois choses à vérifier la veille : le lien, le micro, le document. Trois choses à dire en ouvrant : le but, la durée, comment demander la parole.</p>`),
		}},
	}
}

func (mt *material) guidedSections() []courses.Section {
	meeting := func(id, title string) courses.Activity {
		return act(id, title, 180, courses.KindMeeting, courses.Rule{Kind: courses.RuleAttended})
	}
	trial := text("esprit-seance", "Ma séance", 60, mySession)
	trial.Rule = courses.Rule{Kind: courses.RuleByTrainer}
	return []courses.Section{
		{ID: "esprit-s1", Title: "Avant l’atelier", Activities: []courses.Activity{
			text("esprit-1905", "Pourquoi 1905 ?", 10, why1905), packed("esprit-reperes", "Repères", 20, courses.RuleCompleted, mt.laicite),
		}},
		{ID: "esprit-s2", Title: "Ensemble", Activities: []courses.Activity{
			meeting("esprit-cv", "Classe virtuelle"), text("esprit-cinq", "Cinq situations", 40, fiveSituations), meeting("esprit-atelier", "Atelier en présence"),
		}},
		{ID: "esprit-s3", Title: "En classe", Activities: []courses.Activity{trial}},
	}
}

// feature adds the trainings with full content: three written for the demonstration, and
// nine ordinary ones enriched with the film and the sheet.
func (m *maker) feature(mt *material) {
	about := subject{"La laïcité à l’école", "situer le principe dans l’histoire et le droit, réagir à cinq situations de classe et préparer une séance d’EMC", "laïcité,EMC,charte,valeurs"}
	m.featured(TitleLaicite, "valeurs", about, 180, 0, mt.laiciteSections(), false, "enseignants-elementaire", "enseignants-college")
	online := subject{"La classe en ligne", "préparer et animer une séance à distance sans perdre personne", "classe virtuelle,distance"}
	m.featured(titleOnline, "numerique", online, 60, 0, mt.onlineSections(), false, "enseignants-elementaire", "enseignants-college", "enseignants-lycee")
	guided := subject{"Laïcité et esprit critique", "enseigner les faits religieux et former l’esprit critique, avec des collègues de sa circonscription", "laïcité,fait religieux,esprit critique"}
	m.featured(TitleGuided, "valeurs", guided, 360, 360, mt.guidedSections(), true, "enseignants-elementaire")
	for i := range 9 {
		v := &m.made.versions[i*17]
		act := &v.Sections[1]
		prefix := v.Sections[0].ID
		act.Activities = append([]courses.Activity{mt.watched(prefix+"-film", "Un exemple filmé")}, act.Activities...)
		act.Activities = append(act.Activities, mt.download(prefix+"-fiche", "La fiche à garder"))
	}
	for _, x := range mt.packages {
		m.featured(x.title, "numerique", subject{x.title, "essayer un module ajouté à la démonstration", "module"}, 30, 0,
			[]courses.Section{{ID: x.id + "-s1", Title: "Module", Activities: []courses.Activity{
				packed(x.id+"-a1", x.title, 30, courses.RuleCompleted, x.id)}}}, false, "enseignants-college")
	}
}

func (m *maker) featured(title, domain string, about subject, distance, presence int, sections []courses.Section, guided bool, publics ...string) {
	card := m.card(title, domain, about, "", guided)
	card.Description = "Pour " + about.aim + "."
	card.Publics, card.MinutesDistance, card.MinutesPresence, card.Entry = publics, &distance, &presence, false
	card.Origin, card.Academie, card.OriginCode = "dgesco", "", "NDGS"
	if guided {
		card.Collection = "action"
	}
	m.place(FeaturedID(title), card, sections, guided)
	if guided {
		m.lead(&m.made.sessions[len(m.made.sessions)-1])
	}
}

// lead makes the session of the demonstration trainer: in progress, in Lille, with places.
func (m *maker) lead(s *courses.Session) {
	start := m.today.AddDate(0, 0, -10).Add(8 * time.Hour)
	s.Academie, s.Trainers, s.Admission, s.Capacity = "lille", []string{personID(Trainer)}, courses.AdmitRequest, 30
	s.Start, s.End = start, start.AddDate(0, 0, 60)
	s.EnrolFrom, s.EnrolUntil, s.OpenedAt = start.AddDate(0, -1, 0), start.AddDate(0, 0, 40), start.AddDate(0, -1, 0)
	s.Place = "Lille, circonscription de Lens 1"
	s.Meetings[0] = courses.Meeting{ID: "m1", Title: "Classe virtuelle", Start: start.AddDate(0, 0, 4).Add(9 * time.Hour), End: start.AddDate(0, 0, 4).Add(12 * time.Hour), Place: "En ligne", Kind: "virtual"}
	s.Meetings[1] = courses.Meeting{ID: "m2", Title: "Atelier en présence", Start: start.AddDate(0, 0, 24), End: start.AddDate(0, 0, 24).Add(3 * time.Hour), Place: "École Jean-Macé, Lens", Kind: "presence"}
}

// FeaturedID is the identifier of a featured parcours.
func FeaturedID(title string) string { return ids.Derived("demo", "parcours", title) }

// LedSession is the identifier of the session that the demonstration trainer leads.
func LedSession() string { return ids.Derived("demo", "session", FeaturedID(TitleGuided)) }
