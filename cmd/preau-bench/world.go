package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// world is who asks, and what there is to ask for.
type world struct {
	server  *server
	each    int        // requests of a kind for each client, at most
	readers []*browser // a dozen trainings each, one for each client
	writers []*browser // new people, one for each client

	sessions []string // permanent sessions, by identifier
	domains  []string // values of the facets
	lengths  []string
	pages    []page    // an activity to see in each session
	packaged string    // the permanent session of the package of the measure
	players  []*player // of the package, one for each writer

	records    *records
	statements int // to read among
}

// page is an activity in a session.
type page struct{ session, activity string }

const (
	readerTrainings = 12
	passwordOfAll   = "une phrase pour mesurer"
	renewAfter      = 4 * time.Minute // sign-ins last ten
)

// newWorld makes the people and looks the offer up.
func newWorld(ctx context.Context, s *server, o options) (*world, error) {
	w := &world{server: s, each: (o.count + o.clients - 1) / o.clients, statements: o.statements}
	admin, err := w.known(ctx, "Administrat")
	if err != nil {
		return nil, err
	}
	teacher, err := w.known(ctx, "Enseignant")
	if err != nil {
		return nil, err
	}
	var me struct {
		Profile map[string]any `json:"profile"`
	}
	if err := teacher.call(ctx, http.MethodGet, "/api/v1/me", nil, &me); err != nil {
		return nil, err
	}
	if w.readers, err = w.addPeople(ctx, admin, "lecture", me.Profile, o.clients); err != nil {
		return nil, err
	}
	if w.writers, err = w.addPeople(ctx, admin, "inscription", me.Profile, o.clients); err != nil {
		return nil, err
	}
	if err := w.lookUp(ctx); err != nil {
		return nil, err
	}
	for _, r := range w.readers {
		for i := range min(readerTrainings, len(w.sessions)) {
			if err := r.call(ctx, http.MethodPut, "/api/v1/sessions/"+w.sessions[i*7%len(w.sessions)]+"/enrolment", nil, nil); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

// known signs in as the demonstration account whose role begins with the word.
func (w *world) known(ctx context.Context, role string) (*browser, error) {
	b := newBrowser(w.server)
	var platform struct {
		Demo []struct {
			Email    string `json:"email"`
			Password string `json:"password"`
			Role     string `json:"role"`
		} `json:"demo"`
	}
	if err := b.call(ctx, http.MethodGet, "/api/v1/platform", nil, &platform); err != nil {
		return nil, err
	}
	for _, account := range platform.Demo {
		if strings.HasPrefix(account.Role, role) {
			return b, b.signIn(ctx, account.Email, account.Password)
		}
	}
	return nil, fmt.Errorf("no account of the demonstration is %q", role)
}

// addPeople adds new colleagues of the same establishment, and signs each in.
func (w *world) addPeople(ctx context.Context, admin *browser, name string, profile map[string]any, n int) ([]*browser, error) {
	people := make([]*browser, n)
	for i := range people {
		email := fmt.Sprintf("%s.%d@mesure.invalid", name, i)
		person := map[string]any{"givenName": "Mesure", "familyName": fmt.Sprintf("%s %d", name, i), "emails": []string{email},
			"password": passwordOfAll, "profile": profile}
		if err := admin.call(ctx, http.MethodPost, "/api/v1/people", person, nil); err != nil {
			return nil, err
		}
		people[i] = newBrowser(w.server)
		if err := people[i].signIn(ctx, email, passwordOfAll); err != nil {
			return nil, err
		}
	}
	return people, nil
}

// renew signs in again those whose sign-in grows old.
func (w *world) renew(ctx context.Context) error {
	for _, people := range [][]*browser{w.readers, w.writers} {
		for _, b := range people {
			if time.Since(b.signedInAt) < renewAfter {
				continue
			}
			if err := b.signIn(ctx, b.email, passwordOfAll); err != nil {
				return err
			}
		}
	}
	return nil
}

// cataloguePage is what is read of an answer of the catalogue.
type cataloguePage struct {
	Items []struct {
		Title   string `json:"title"`
		Session *struct {
			ID string `json:"id"`
		} `json:"session"`
	} `json:"items"`
	Facets map[string][]struct {
		Value string `json:"value"`
	} `json:"facets"`
	Next string `json:"next"`
}

// lookUp reads the whole offer of permanent sessions, and the values of two facets.
func (w *world) lookUp(ctx context.Context) error {
	query := url.Values{"nature": {"autoformation"}, "sort": {"title"}, "limit": {"100"}}
	for {
		var found cataloguePage
		if err := w.readers[0].call(ctx, http.MethodGet, "/api/v1/catalogue?"+query.Encode(), nil, &found); err != nil {
			return err
		}
		for _, item := range found.Items {
			switch {
			case item.Session == nil:
			case strings.HasSuffix(item.Title, packageName):
				w.packaged = item.Session.ID
			default:
				w.sessions = append(w.sessions, item.Session.ID)
			}
		}
		if w.domains == nil {
			for _, v := range found.Facets["domain"] {
				w.domains = append(w.domains, v.Value)
			}
			for _, v := range found.Facets["duration"] {
				w.lengths = append(w.lengths, v.Value)
			}
		}
		if found.Next == "" {
			break
		}
		query.Set("after", found.Next)
	}
	if len(w.sessions) == 0 || len(w.domains) == 0 || len(w.lengths) == 0 {
		return fmt.Errorf("the catalogue has %d permanent sessions, %d domains, %d durations: nothing to measure",
			len(w.sessions), len(w.domains), len(w.lengths))
	}
	return nil
}

// learning is what is read of a learning page.
type learning struct {
	Sections []struct {
		Activities []struct {
			ID     string `json:"id"`
			Kind   string `json:"kind"`
			Locked bool   `json:"locked"`
		} `json:"activities"`
	} `json:"sections"`
}

// first returns the first activity of that kind that may be opened, "" for none.
func (l *learning) first(kind string) string {
	for _, s := range l.Sections {
		for _, a := range s.Activities {
			if a.Kind == kind && !a.Locked {
				return a.ID
			}
		}
	}
	return ""
}

// findPages enrols the writers where they are not yet, and finds a page to see in each of as
// many sessions as are needed.
func (w *world) findPages(ctx context.Context) error {
	if len(w.pages) > 0 {
		return nil
	}
	for _, session := range w.sessions[:min(w.each, len(w.sessions))] {
		for _, b := range w.writers {
			if err := b.call(ctx, http.MethodPut, "/api/v1/sessions/"+session+"/enrolment", nil, nil); err != nil {
				return err
			}
		}
		var l learning
		if err := w.writers[0].call(ctx, http.MethodGet, "/api/v1/learn/"+session, nil, &l); err != nil {
			return err
		}
		if activity := l.first("page"); activity != "" {
			w.pages = append(w.pages, page{session, activity})
		}
	}
	if len(w.pages) == 0 {
		return fmt.Errorf("no page to see in %d sessions", len(w.sessions))
	}
	return nil
}
