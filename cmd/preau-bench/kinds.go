package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// words are what people type, accents forgotten and typing errors included.
var words = []string{
	"laïcité", "laicite", "la laïcitée", "évaluation", "evaluer les eleves", "inclusion", "élèves à besoins particuliers",
	"autisme", "climat scolaire", "harcelement", "harcélement scolaire", "mathématiques", "mathematique au college",
	"lecture", "apprendre à lire", "fluence", "numérique", "inteligence artificielle", "classe virtuelle", "orientation",
	"égalité filles garçons", "egalite", "direction d'école", "conseil d'école", "langues vivantes", "anglais à l'école",
	"sciences", "esprit critique", "médias", "dévelopement durable", "voie professionnelle", "formateur",
}

// sort is one sort of request: its name, what it may cost, and how to prepare it.
type sort struct {
	name    string
	goal    float64 // milliseconds of processor time for one; 0 when none was set
	prepare func(ctx context.Context, w *world) (kind, error)
}

// sorts is everything that is measured, in order.
func sorts() []sort {
	return []sort{
		{"catalogue page", 0.9, reading(func(w *world, _ int) string { return "/api/v1/catalogue?limit=25" })},
		{"catalogue document (HTML with its data)", 0, reading(func(w *world, _ int) string { return "/catalogue" })},
		{"search with facets", 2, reading(func(w *world, i int) string { return "/api/v1/catalogue?" + w.search(i) })},
		{"my trainings", 0.9, reading(func(w *world, _ int) string { return "/api/v1/me/enrolments?limit=25" })},
		{"enrolment", 0.6, enrolling},
		{"learning page (contents and an activity)", 2, learningPage},
		{"page-view statement", 0, seeing},
		{"SCORM commit", 0.8, committing},
		{"64 kB package file", 0.15, fetching},
		{"xAPI statement", 0.67, recording(aStatement)},
		{"xAPI batch of 50 statements of a learner", 8.3, recording(batchOfOne)},
		{"xAPI batch of 50 learners' statements", 0, recording(batchOfMany)},
		{"xAPI statements by agent and verb", 1.5, consulting(byAgentAndVerb)},
		{"xAPI statements by activity", 1.5, consulting(byActivity)},
		{"xAPI statements by registration", 1.5, consulting(byRegistration)},
	}
}

// reading is a kind that asks for an address, which may depend on its number.
func reading(address func(w *world, i int) string) func(context.Context, *world) (kind, error) {
	return func(_ context.Context, w *world) (kind, error) {
		return kind{repeats: true, one: func(ctx context.Context, c, i int) error {
			return w.readers[c].ask(ctx, http.MethodGet, address(w, i), nil)
		}}, nil
	}
}

// enrolling enrols each new person in one permanent session after the other.
func enrolling(_ context.Context, w *world) (kind, error) {
	clients := len(w.writers)
	return kind{most: clients * len(w.sessions), one: func(ctx context.Context, c, i int) error {
		return w.writers[c].ask(ctx, http.MethodPut, "/api/v1/sessions/"+w.sessions[i/clients]+"/enrolment", nil)
	}}, nil
}

// learningPage opens trainings: the table of contents, then a page.
func learningPage(ctx context.Context, w *world) (kind, error) {
	if err := w.findPages(ctx); err != nil {
		return kind{}, err
	}
	clients := len(w.writers)
	return kind{repeats: true, one: func(ctx context.Context, c, i int) error {
		p := w.pages[i/clients%len(w.pages)]
		return errors.Join(w.writers[c].ask(ctx, http.MethodGet, "/api/v1/learn/"+p.session, nil),
			w.writers[c].ask(ctx, http.MethodGet, "/api/v1/learn/"+p.session+"/activities/"+p.activity, nil))
	}}, nil
}

// seeing says of pages, each once for each person, that they were seen.
func seeing(ctx context.Context, w *world) (kind, error) {
	if err := w.findPages(ctx); err != nil {
		return kind{}, err
	}
	clients := len(w.writers)
	return kind{most: clients * len(w.pages), one: func(ctx context.Context, c, i int) error {
		p := w.pages[i/clients]
		return w.writers[c].ask(ctx, http.MethodPost, "/api/v1/learn/"+p.session+"/activities/"+p.activity+"/seen", nil)
	}}, nil
}

// search makes the i-th search: words with a facet or two or none, no two the same for a
// while, so that nothing is remembered from one to the next.
func (w *world) search(i int) string {
	q := url.Values{"q": {words[i%len(words)]}, "limit": {"25"}}
	round := i / len(words)
	if round%3 > 0 {
		q.Add("domain", w.domains[round%len(w.domains)])
	}
	if round%3 > 1 {
		q.Add("domain", w.domains[(round+1)%len(w.domains)])
		q.Add("duration", w.lengths[round%len(w.lengths)])
	}
	return q.Encode()
}
