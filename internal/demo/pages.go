package demo

import (
	"fmt"
	"html"

	"preau.education/preau/courses"
)

// sections writes what is in an ordinary training: short pages that say something of their
// subject, and for an accompanied one its meetings.
func (m *maker) sections(id, title string, about subject, guided bool) []courses.Section {
	name, aim := html.EscapeString(about.name), html.EscapeString(about.aim)
	page := func(n int, title string, minutes int, body string) courses.Activity {
		return courses.Activity{ID: fmt.Sprintf("%s-a%d", id[:8], n), Kind: courses.KindPage, Title: title, Minutes: minutes,
			Required: true, Rule: courses.Rule{Kind: courses.RuleViewed}, Page: &courses.Page{HTML: body}}
	}
	situate := courses.Section{ID: id[:8] + "-s1", Title: "Se repérer", Activities: []courses.Activity{
		page(1, "De quoi parle-t-on ?", 10, "<p>"+name+" : le sujet revient dans toutes les équipes. Ce parcours aide à "+aim+
			".</p><p>Il se suit dans l’ordre, ou par petites touches : tout ce que vous faites est gardé.</p>"),
		page(2, "Ce que disent les textes", 15, "<p>Les programmes et les circulaires fixent un cadre, pas une méthode. "+
			"On y cherche trois choses : ce qui est demandé, ce qui est permis, ce qui protège.</p><blockquote><p>Le cadre est commun ; le chemin appartient à chaque équipe.</p></blockquote>"),
	}}
	act := courses.Section{ID: id[:8] + "-s2", Title: "Agir", Activities: []courses.Activity{
		page(3, "Une situation vécue", 20, "<p>Une collègue raconte : la séance était prête, la première question l’a fait basculer. "+
			"Que garderiez-vous ? Que changeriez-vous ?</p><ul><li>Dire l’objectif en une phrase.</li><li>Laisser un temps de réflexion à l’écrit.</li><li>Garder une trace commune.</li></ul>"),
		page(4, "À vous de jouer", 20, "<p>Choisissez une classe et un moment de la semaine. Notez l’objectif, la consigne, la trace. "+
			"Essayez, puis revenez compléter.</p>"),
	}}
	if guided {
		for n, kind := range []string{"Atelier de lancement", "Classe virtuelle"} {
			act.Activities = append(act.Activities, courses.Activity{ID: fmt.Sprintf("%s-m%d", id[:8], n+1), Kind: courses.KindMeeting,
				Title: kind, Minutes: 90, Required: true, Rule: courses.Rule{Kind: courses.RuleAttended}})
		}
	}
	act.Activities = append(act.Activities, page(5, "Faire le point", 10, "<p>Trois questions pour finir : qu’avez-vous essayé ? "+
		"qu’avez-vous observé chez les élèves ? qu’allez-vous garder ?</p><p>Bravo d’être allé au bout de « "+html.EscapeString(title)+" ».</p>"))
	return []courses.Section{situate, act}
}
