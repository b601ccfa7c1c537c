package courseshttp

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/web"
)

// ParcoursBrief is what a list says of a parcours.
type ParcoursBrief struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Domain Domain `json:"domain"`
	Nature string `json:"nature"`
}

// MyEnrolment is one of the person's trainings.
type MyEnrolment struct {
	Enrolment Enrolment     `json:"enrolment"`
	Parcours  ParcoursBrief `json:"parcours"`
	Session   SessionBrief  `json:"session"`
	Progress  Progress      `json:"progress"`
}

// MyEnrolmentMessage is one of the person's trainings as it is sent.
func MyEnrolmentMessage(m *courses.MyEnrolment) MyEnrolment {
	return MyEnrolment{Enrolment: enrolment(&m.Enrolment), Session: sessionBrief(&m.Session), Progress: progress(&m.Progress),
		Parcours: ParcoursBrief{m.Parcours.ID, m.Parcours.Title, domain(m.Parcours.Domain), m.Parcours.Nature}}
}

// CataloguePreset is the facets with which a person's catalogue opens.
type CataloguePreset struct {
	Facets map[string][]string `json:"facets" doc:"Values by facet"`
	Chosen bool                `json:"chosen" readOnly:"true" doc:"False while it comes from the fonction"`
}

func registerMine(api huma.API, svc *courses.Service) {
	huma.Register(api, op("listMyEnrolments", http.MethodGet, "/me/enrolments", "My trainings, with progress", "me"),
		func(ctx context.Context, in *struct {
			Limits
			State string `query:"state" enum:"current,toStart,done,requested," default:"" doc:"Shelf; all in which I am enrolled by default"`
		}) (*answer[Page[MyEnrolment]], error) {
			found, err := svc.MyEnrolments(ctx, web.Actor(ctx), in.State, in.Limit, in.After)
			return page(ctx, found, err, MyEnrolmentMessage)
		})
	huma.Register(api, op("enrol", http.MethodPut, "/sessions/{id}/enrolment", "Enrol, or ask for a place", "me"),
		func(ctx context.Context, in *SessionRef) (*answer[enrolled], error) {
			e, err := svc.Enrol(ctx, web.Actor(ctx), in.ID)
			return enrolledAnswer(ctx, e, err)
		})
	huma.Register(api, op("withdraw", http.MethodDelete, "/sessions/{id}/enrolment", "Withdraw, or take the request back", "me"),
		func(ctx context.Context, in *SessionRef) (*answer[enrolled], error) {
			e, err := svc.Withdraw(ctx, web.Actor(ctx), in.ID)
			return enrolledAnswer(ctx, e, err)
		})
	registerFavourites(api, svc)
	huma.Register(api, op("getCataloguePreset", http.MethodGet, "/me/catalogue-preset", "Facets with which my catalogue opens", "me"),
		func(ctx context.Context, _ *struct{}) (*answer[CataloguePreset], error) {
			preset, chosen, err := svc.CataloguePreset(ctx, web.Actor(ctx))
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			if preset == nil {
				preset = courses.Preset{}
			}
			return &answer[CataloguePreset]{CataloguePreset{preset, chosen}}, nil
		})
	huma.Register(api, op("saveCataloguePreset", http.MethodPut, "/me/catalogue-preset", "Remember them", "me"),
		func(ctx context.Context, in *struct {
			Body struct {
				Facets map[string][]string `json:"facets" doc:"Values by facet; empty to open on everything"`
			}
		}) (*struct{}, error) {
			return done(ctx, svc.KeepPreset(ctx, web.Actor(ctx), in.Body.Facets))
		})
}

func registerFavourites(api huma.API, svc *courses.Service) {
	huma.Register(api, op("listMyFavourites", http.MethodGet, "/me/favourites", "Parcours I keep", "me"),
		func(ctx context.Context, in *struct{ Limits }) (*answer[Page[CatalogueItem]], error) {
			found, err := svc.Favourites(ctx, web.Actor(ctx), in.Limit, in.After)
			return page(ctx, found, err, item)
		})
	huma.Register(api, op("keepFavourite", http.MethodPut, "/me/favourites/{parcours}", "Keep a parcours", "me"),
		func(ctx context.Context, in *struct {
			Parcours string `path:"parcours" maxLength:"100"`
		}) (*struct{}, error) {
			return done(ctx, svc.Keep(ctx, web.Actor(ctx), in.Parcours))
		})
	huma.Register(api, op("dropFavourite", http.MethodDelete, "/me/favourites/{parcours}", "Keep it no more", "me"),
		func(ctx context.Context, in *struct {
			Parcours string `path:"parcours" maxLength:"100"`
		}) (*struct{}, error) {
			return done(ctx, svc.Unkeep(ctx, web.Actor(ctx), in.Parcours))
		})
}

// SessionRef names a session.
type SessionRef struct {
	ID string `path:"id" maxLength:"100"`
}

// enrolled answers an enrolment.
type enrolled struct {
	Enrolment Enrolment `json:"enrolment"`
}

func enrolledAnswer(ctx context.Context, e courses.Enrolment, err error) (*answer[enrolled], error) {
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &answer[enrolled]{enrolled{enrolment(&e)}}, nil
}

// done answers 204.
func done(ctx context.Context, err error) (*struct{}, error) {
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}
