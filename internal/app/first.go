package app

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/courseshttp"
	"preau.education/preau/frontend"
	"preau.education/preau/internal/fault"
)

// drawn is how many results the document shows before the app has loaded: what the tallest of
// windows holds.
const drawn = 10

// firstView is what frontend/src/app/first/catalogue.html shows.
type firstView struct {
	Here  string // the address of the page
	Words string // what is looked for
	Count string
	Sorts []courseshttp.Option
	Rows  []firstRow
}

// firstRow is one result, as shared/offer/Row.tsx shows it to a visitor.
type firstRow struct {
	ID, Path, Name string
	Tab            int
	Domain, Nature string
	Title          []courseshttp.Part
	Description    []courseshttp.Part
	Alone          bool
	Meta           []string
	State          struct{ Class, Text string }
	Verb           string
	Takes, Quiet   bool // it takes enrolments; it is not the main thing to do
}

// first returns the function that draws what a visitor sees first: the catalogue's first results, whole
// or searched by words. Other pages wait for the app.
func first(now func() time.Time) (func(path string, query url.Values, answers []json.RawMessage) []byte, error) {
	page, err := template.New("first").Parse(frontend.FirstCatalogue())
	if err != nil {
		return nil, fault.Wrap("app.first", err)
	}
	// Whose midnight is not known before the app runs: most readers' is this one.
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, fault.Wrap("app.first", err)
	}
	return func(path string, query url.Values, answers []json.RawMessage) []byte {
		if path != "/catalogue" || len(answers) != 1 || len(query) > 1 || (len(query) == 1 && query.Get("q") == "") {
			return nil
		}
		var found courseshttp.Catalogue
		if json.Unmarshal(answers[0], &found) != nil || found.Total == 0 || found.Corrected != "" {
			return nil
		}
		var out bytes.Buffer
		if page.Execute(&out, viewOf(path, query, &found, frenchDays{zone, now().In(zone).Year()})) != nil {
			return nil // the app shows it in a moment
		}
		return out.Bytes()
	}, nil
}

func viewOf(path string, query url.Values, found *courseshttp.Catalogue, days frenchDays) firstView {
	v := firstView{Here: path, Words: query.Get("q"), Count: frenchCount(found.Total, "formation"), Sorts: []courseshttp.Option{
		{Code: "relevance", Label: "Pertinence"}, {Code: "recent", Label: "Plus récentes"}, {Code: "title", Label: "Intitulé"},
		{Code: "popular", Label: "Plus suivies"}, {Code: "soon", Label: "Commencent bientôt"}}}
	if len(query) > 0 {
		v.Here += "?" + query.Encode()
	}
	for i := range found.Items[:min(drawn, len(found.Items))] {
		v.Rows = append(v.Rows, rowOf(&found.Items[i], days))
	}
	return v
}

func rowOf(item *courseshttp.CatalogueItem, days frenchDays) firstRow {
	row := firstRow{ID: item.ID, Path: "/parcours/" + item.ID, Name: item.Title, Tab: item.Domain.Tab, Domain: item.Domain.Label,
		Title: typeset(item.TitleParts), Description: typeset(item.DescriptionParts), Alone: item.Nature == courses.Autoformation}
	switch item.Nature {
	case courses.Autoformation:
		row.Nature = "À mon rythme"
	case courses.Community:
		row.Nature = "Communauté professionnelle"
	default:
		row.Nature = "Avec un formateur"
	}
	add := func(text string) {
		if text != "" {
			row.Meta = append(row.Meta, text)
		}
	}
	add(frenchDuration(item.MinutesDistance, item.MinutesPresence))
	if item.Session != nil && !row.Alone {
		add(days.period(item.Session.Start, item.Session.End))
	}
	var publics []string
	for _, p := range item.Publics {
		publics = append(publics, p.Label)
	}
	if len(publics) > 2 {
		add(strings.Join(publics[:2], ", ") + "…")
	} else {
		add(strings.Join(publics, ", "))
	}
	add(item.Origin.Label)
	if item.Attestation {
		add("Attestation")
	}
	row.State.Class, row.State.Text = stateOf(item, days)
	row.Verb, row.Takes = verbOf(item)
	row.Quiet = row.Verb != enrolVerb
	return row
}

// typeset puts no-break spaces into what people typed, as the app does.
func typeset(parts []courseshttp.Part) []courseshttp.Part {
	shown := slices.Clone(parts)
	for i := range shown {
		shown[i].Text = fault.French(shown[i].Text)
	}
	return shown
}

// stateOf is the state that matters most in a result.
func stateOf(item *courseshttp.CatalogueItem, days frenchDays) (class, text string) {
	const plain, warn, stop = "chip", "chip warn", "chip stop"
	switch courses.Status(item.Status) {
	case courses.StatusFull:
		return stop, "Complet"
	case courses.StatusEnded:
		return plain, "Terminé"
	case courses.StatusInvitation:
		return plain, "Sur invitation"
	case courses.StatusSoon:
		if item.Session != nil && item.Session.EnrolFrom != nil {
			return warn, "Inscriptions le " + days.day(*item.Session.EnrolFrom)
		}
		return warn, "Bientôt"
	}
	if s := item.Session; s != nil && s.SeatsLeft != nil && *s.SeatsLeft <= 10 {
		return warn, frenchCount(*s.SeatsLeft, "place")
	}
	if courses.Status(item.Status) == courses.StatusNew {
		return warn, "Nouveau"
	}
	if item.Completions > 0 {
		return "muted small num", frenchCount(item.Completions, "terminée")
	}
	return "", ""
}

const enrolVerb = "M’inscrire"

// verbOf is what a visitor can do with a result, and whether it is to take part.
func verbOf(item *courseshttp.CatalogueItem) (verb string, takes bool) {
	status := courses.Status(item.Status)
	switch {
	case item.Session == nil, status != courses.StatusOpen && status != courses.StatusNew && status != courses.StatusFull:
		return "Voir la fiche", false
	case status == courses.StatusFull:
		return "Liste d’attente", true
	case item.Session.Admission == string(courses.AdmitRequest):
		return "Demander une place", true
	}
	return enrolVerb, true
}

// frenchCount is a number of things, grouped by three as the app does.
func frenchCount(n int, thing string) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "\u202f" + digits[i:]
	}
	if n > 1 {
		thing += "s"
	}
	return digits + " " + thing
}

// frenchDuration is declared minutes in words.
func frenchDuration(distance, presence int) string {
	all := frenchMinutes(distance + presence)
	switch {
	case distance+presence == 0:
		return ""
	case presence == 0:
		return all
	case distance == 0:
		return all + " en présence"
	}
	return all + ", dont " + frenchMinutes(presence) + " en présence"
}

func frenchMinutes(n int) string {
	const space = "\u00a0"
	if n < 60 {
		return strconv.Itoa(n) + space + "min"
	}
	text := strconv.Itoa(n/60) + space + "h"
	if rest := n % 60; rest > 0 {
		text += space + strconv.Itoa(rest/10) + strconv.Itoa(rest%10)
	}
	return text
}

// frenchDays writes days as the app does: without the year when it is this one.
type frenchDays struct {
	zone *time.Location
	year int
}

var frenchMonths = [...]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}

func (d frenchDays) day(at time.Time) string { return d.text(at, true, at.In(d.zone).Year() != d.year) }

func (d frenchDays) text(at time.Time, month, year bool) string {
	at = at.In(d.zone)
	text := strconv.Itoa(at.Day())
	if at.Day() == 1 {
		text = "1er"
	}
	if month {
		text += " " + frenchMonths[at.Month()-1]
	}
	if year {
		text += " " + strconv.Itoa(at.Year())
	}
	return text
}

// period is when a session runs: what both ends have in common is said once.
func (d frenchDays) period(start, end *time.Time) string {
	switch {
	case start == nil:
		return ""
	case end == nil:
		return "à partir du " + d.day(*start)
	}
	from, to := start.In(d.zone), end.In(d.zone)
	sameYear := from.Year() == to.Year()
	last := d.text(to, true, !sameYear || to.Year() != d.year)
	if sameYear && from.YearDay() == to.YearDay() {
		return "le " + last
	}
	return "du " + d.text(from, !sameYear || from.Month() != to.Month(), !sameYear) + " au " + last
}
