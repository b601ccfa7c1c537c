package courseshttp

import (
	"context"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/web"
)

// OutlineActivity is an activity as the page of a parcours announces it.
type OutlineActivity struct {
	Title    string `json:"title"`
	Kind     string `json:"kind"`
	Minutes  int    `json:"minutes"`
	Required bool   `json:"required"`
}

// OutlineSection is a section as the page of a parcours announces it.
type OutlineSection struct {
	Title      string            `json:"title"`
	Activities []OutlineActivity `json:"activities" nullable:"false"`
}

// SessionOffer is a session in the list of a parcours.
type SessionOffer struct {
	SessionBrief
	Status string `json:"status"`
}

// Note tells what a version changed.
type Note struct {
	Label string    `json:"label"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
}

// MissingField is a field that a complete card would have.
type MissingField struct {
	Path  string `json:"path"`
	Label string `json:"label"`
}

// ParcoursPage is the page of a parcours.
type ParcoursPage struct {
	ID          string           `json:"id"`
	State       string           `json:"state" enum:"draft,published,archived"`
	Version     string           `json:"version" doc:"Label of the version offered"`
	Matricule   string           `json:"matricule"`
	Card        Card             `json:"card"`
	Summary     CatalogueItem    `json:"summary" doc:"As the catalogue shows it, with labels"`
	Thumbnail   string           `json:"thumbnailUrl,omitempty" doc:"Address of the picture of the card; it decorates"`
	Academie    string           `json:"academieLabel,omitempty"`
	Certificate *Label           `json:"certification,omitempty"`
	Competences []Competence     `json:"competences" nullable:"false"`
	Sections    []OutlineSection `json:"sections" nullable:"false"`
	Sessions    []SessionOffer   `json:"sessions" nullable:"false" doc:"Open, soon, full or by invitation"`
	Notes       []Note           `json:"notes" nullable:"false"`
	Mine        *Mine            `json:"mine,omitempty"`
	Favourite   bool             `json:"favourite"`
	MayDesign   bool             `json:"mayDesign"`
	MayOpen     bool             `json:"mayOpenSession"`
	Missing     []MissingField   `json:"missing" nullable:"false" doc:"For its concepteurs: what the card lacks to be complete"`
	LastVersion int              `json:"lastVersion"`
	Published   int              `json:"publishedVersion"`
	ETag        string           `json:"etag"`
}

// ParcoursPageMessage is the page of a parcours as it is sent.
func ParcoursPageMessage(p *courses.ParcoursPage) ParcoursPage {
	m := ParcoursPage{ID: p.Parcours.ID, State: string(p.Parcours.State), Version: p.Parcours.Label, Matricule: p.Matricule,
		Card: card(&p.Parcours.Card), Summary: item(&p.Item), Academie: p.Academie,
		Competences: each(p.Competences, func(c *courses.Competence) Competence { return Competence(*c) }),
		Sections: each(p.Sections, func(s *courses.Section) OutlineSection {
			return OutlineSection{s.Title, each(s.Activities, func(a *courses.Activity) OutlineActivity {
				return OutlineActivity{a.Title, string(a.Kind), a.Minutes, a.Required}
			})}
		}),
		Sessions: each(p.Sessions, func(o *courses.SessionOffer) SessionOffer {
			return SessionOffer{sessionBrief(&o.Session), string(o.Status)}
		}),
		Notes: each(p.Parcours.Card.Notes, func(n *courses.Note) Note { return Note(*n) }),
		Mine:  mine(p.Item.Mine), Favourite: p.Item.Favourite, MayDesign: p.MayDesign, MayOpen: p.MayOpen,
		Missing:     each(p.Missing, missing),
		LastVersion: p.Parcours.LastVersion, Published: p.Parcours.Published, ETag: web.ETag(p.Parcours.Rev)}
	if object := p.Parcours.Card.Thumbnail; object != "" { // named in the address: another picture is another address
		m.Thumbnail = base + "/parcours/" + url.PathEscape(p.Parcours.ID) + "/thumbnail?v=" + url.QueryEscape(path.Base(object))
	}
	if p.Certificate.Label != "" {
		certificate := label(&p.Certificate)
		m.Certificate = &certificate
	}
	return m
}

func missing(f *courses.CardField) MissingField { return MissingField{f.Path, f.Label} }

// MyParcours is a parcours in the list of those who design it.
type MyParcours struct {
	ID          string         `json:"id"`
	Title       string         `json:"title"`
	State       string         `json:"state"`
	Version     string         `json:"version"`
	LastVersion int            `json:"lastVersion"`
	Published   int            `json:"publishedVersion"`
	Updated     time.Time      `json:"updated"`
	Domain      string         `json:"domain" doc:"Code"`
	Missing     []MissingField `json:"missing" nullable:"false"`
	ETag        string         `json:"etag"`
}

func myParcours(svc *courses.Service) func(p *courses.Parcours) MyParcours {
	return func(p *courses.Parcours) MyParcours {
		gaps := p.Card.Missing(svc.Reference().Collection(p.Card.Collection))
		return MyParcours{p.ID, p.Card.Title, string(p.State), p.Label, p.LastVersion, p.Published, p.Updated, p.Card.Domain,
			each(gaps, missing), web.ETag(p.Rev)}
	}
}

// ParcoursRef names a parcours.
type ParcoursRef struct {
	ID string `path:"id" maxLength:"100"`
}

// VersionRef names a version of a parcours.
type VersionRef struct {
	ParcoursRef
	Number int `path:"n" minimum:"1"`
}

func registerDesign(api huma.API, svc *courses.Service) {
	one := func(ctx context.Context, p courses.Parcours, err error) (*tagged[MyParcours], error) {
		if err != nil {
			return nil, web.Err(ctx, err)
		}
		return &tagged[MyParcours]{web.ETag(p.Rev), myParcours(svc)(&p)}, nil
	}
	huma.Register(api, op("getParcours", http.MethodGet, "/parcours/{id}", "The page of a parcours", "parcours"),
		func(ctx context.Context, in *ParcoursRef) (*tagged[ParcoursPage], error) {
			p, err := svc.ParcoursPage(ctx, web.Actor(ctx), in.ID)
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			return &tagged[ParcoursPage]{web.ETag(p.Parcours.Rev), ParcoursPageMessage(&p)}, nil
		})
	huma.Register(api, op("listMyParcours", http.MethodGet, "/me/parcours", "Parcours I design", "parcours"),
		func(ctx context.Context, in *struct{ Limits }) (*answer[Page[MyParcours]], error) {
			found, err := svc.MyParcours(ctx, web.Actor(ctx), in.Limit, in.After)
			return page(ctx, found, err, myParcours(svc))
		})
	huma.Register(api, created(op("createParcours", http.MethodPost, "/parcours", "Start a parcours", "parcours")),
		func(ctx context.Context, in *struct{ Body Card }) (*tagged[MyParcours], error) {
			p, err := svc.CreateParcours(ctx, web.Actor(ctx), in.Body.value())
			return one(ctx, p, err)
		})
	huma.Register(api, created(op("copyParcours", http.MethodPost, "/parcours/{id}/copy", "Make my own copy", "parcours")),
		func(ctx context.Context, in *ParcoursRef) (*tagged[MyParcours], error) {
			p, err := svc.CopyParcours(ctx, web.Actor(ctx), in.ID)
			return one(ctx, p, err)
		})
	huma.Register(api, op("saveCard", http.MethodPut, "/parcours/{id}/card", "Replace the card", "parcours"),
		func(ctx context.Context, in *struct {
			ParcoursRef
			IfMatch
			Body Card
		}) (*tagged[MyParcours], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			p, err := svc.SaveCard(ctx, web.Actor(ctx), in.ID, rev, in.Body.value())
			return one(ctx, p, err)
		})
	huma.Register(api, op("publishParcours", http.MethodPost, "/parcours/{id}/publish", "Offer the latest version", "parcours"),
		func(ctx context.Context, in *struct {
			ParcoursRef
			Body struct {
				Kind string `json:"kind" enum:"minor,major"`
				Note string `json:"note,omitempty" maxLength:"8000"`
			}
		}) (*tagged[MyParcours], error) {
			p, err := svc.Publish(ctx, web.Actor(ctx), in.ID, courses.VersionKind(in.Body.Kind), in.Body.Note)
			return one(ctx, p, err)
		})
	huma.Register(api, op("archiveParcours", http.MethodPost, "/parcours/{id}/archive", "Take out of the offer", "parcours"),
		func(ctx context.Context, in *ParcoursRef) (*tagged[MyParcours], error) {
			p, err := svc.Archive(ctx, web.Actor(ctx), in.ID)
			return one(ctx, p, err)
		})
	huma.Register(api, op("restoreParcours", http.MethodPost, "/parcours/{id}/restore", "Bring back as a draft", "parcours"),
		func(ctx context.Context, in *ParcoursRef) (*tagged[MyParcours], error) {
			p, err := svc.Restore(ctx, web.Actor(ctx), in.ID)
			return one(ctx, p, err)
		})
	registerVersions(api, svc)
}

func registerVersions(api huma.API, svc *courses.Service) {
	one := func(ctx context.Context, v courses.Version, err error) (*tagged[Version], error) {
		if err != nil {
			return nil, web.Err(ctx, err)
		}
		return &tagged[Version]{web.ETag(v.Rev), version(&v)}, nil
	}
	huma.Register(api, op("getVersion", http.MethodGet, "/parcours/{id}/versions/{n}", "A version with all that is in it", "parcours"),
		func(ctx context.Context, in *VersionRef) (*tagged[Version], error) {
			v, err := svc.Version(ctx, web.Actor(ctx), in.ID, in.Number)
			return one(ctx, v, err)
		})
	huma.Register(api, created(op("createVersion", http.MethodPost, "/parcours/{id}/versions", "Start a version from the latest", "parcours")),
		func(ctx context.Context, in *ParcoursRef) (*tagged[Version], error) {
			v, err := svc.NewVersion(ctx, web.Actor(ctx), in.ID)
			return one(ctx, v, err)
		})
	o := op("saveStructure", http.MethodPut, "/parcours/{id}/versions/{n}/structure", "Replace what is in a draft version", "parcours")
	o.MaxBodyBytes = 8 << 20 // sections of pages
	huma.Register(api, o,
		func(ctx context.Context, in *struct {
			VersionRef
			IfMatch
			Body struct {
				Sections []Section `json:"sections" maxItems:"100"`
			}
		}) (*tagged[Version], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			v, err := svc.SaveStructure(ctx, web.Actor(ctx), in.ID, in.Number, rev, sections(in.Body.Sections))
			return one(ctx, v, err)
		})
}
