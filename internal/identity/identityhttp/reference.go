package identityhttp

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/web"
)

func registerReference(api huma.API, h handler) {
	huma.Register(api, huma.Operation{OperationID: "peopleReference", Method: http.MethodGet, Path: "/api/v1/reference/people",
		Summary: "The lists a profile refers to", Tags: []string{"reference"}}, h.readReference)
	huma.Register(api, huma.Operation{OperationID: "replacePeopleReference", Method: http.MethodPut, Path: "/api/v1/reference/people",
		Summary: "Edit the lists a profile refers to", Tags: []string{"reference"}}, h.replaceReference)
}

// Departement is a part of an académie.
type Departement struct {
	Code string `json:"code" maxLength:"8"`
	Name string `json:"name" maxLength:"100"`
}

// Academie is where people belong.
type Academie struct {
	Code         string        `json:"code" maxLength:"64"`
	Name         string        `json:"name" maxLength:"100"`
	Kind         string        `json:"kind" enum:"academie,vice-rectorat,administration"`
	Zone         string        `json:"zone" maxLength:"64" doc:"IANA name of its time zone"`
	Departements []Departement `json:"departements" nullable:"false" maxItems:"100"`
}

// Fonction is what a person does.
type Fonction struct {
	Code    string   `json:"code" maxLength:"64"`
	Label   string   `json:"label" maxLength:"200"`
	English string   `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
	Publics []string `json:"publics" nullable:"false" maxItems:"20" doc:"Codes of the catalogue's publics it makes people one of"`
}

// Corps is a body of civil servants.
type Corps struct {
	Code    string `json:"code" maxLength:"64"`
	Label   string `json:"label" maxLength:"200"`
	English string `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
}

// Lists is what can be edited.
type Lists struct {
	Academies []Academie `json:"academies" nullable:"false" maxItems:"200"`
	Fonctions []Fonction `json:"fonctions" nullable:"false" maxItems:"200"`
	Corps     []Corps    `json:"corps" nullable:"false" maxItems:"200"`
}

// Reference is the lists, with those that are the program's own.
type Reference struct {
	Lists
	Degrees []string `json:"degrees" nullable:"false"`
	Sectors []string `json:"sectors" nullable:"false"`
	ETag    string   `json:"etag"`
}

type referenceOutput struct {
	ETag string `header:"ETag"`
	Body Reference
}

func (h handler) readReference(context.Context, *struct{}) (*referenceOutput, error) {
	lists, rev := h.svc.Reference()
	out := &referenceOutput{ETag: web.ETag(rev)}
	out.Body = Reference{
		Lists:   listsOut(lists),
		Degrees: []string{identity.FirstDegree, identity.SecondDegree, identity.OtherDegree},
		Sectors: []string{identity.Public, identity.Private},
		ETag:    web.ETag(rev),
	}
	return out, nil
}

type replaceReferenceInput struct {
	IfMatch string `header:"If-Match"`
	Body    Lists
}

func (h handler) replaceReference(ctx context.Context, in *replaceReferenceInput) (*referenceOutput, error) {
	rev, err := web.ParseETag(in.IfMatch)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	if _, err := h.svc.ReplaceReference(ctx, web.Actor(ctx), listsIn(in.Body), rev); err != nil {
		return nil, web.Err(ctx, err)
	}
	return h.readReference(ctx, nil)
}

func listsOut(r *identity.Reference) Lists {
	l := Lists{
		Academies: make([]Academie, len(r.Academies)),
		Fonctions: make([]Fonction, len(r.Fonctions)),
		Corps:     make([]Corps, len(r.Corps)),
	}
	for i, a := range r.Academies {
		l.Academies[i] = Academie{a.Code, a.Name, a.Kind, a.Zone, make([]Departement, len(a.Departements))}
		for j, d := range a.Departements {
			l.Academies[i].Departements[j] = Departement(d)
		}
	}
	for i, f := range r.Fonctions {
		l.Fonctions[i] = Fonction{f.Code, f.Label, f.English, append([]string{}, f.Publics...)}
	}
	for i, c := range r.Corps {
		l.Corps[i] = Corps(c)
	}
	return l
}

func listsIn(l Lists) identity.Reference {
	var r identity.Reference
	for _, a := range l.Academies {
		in := identity.Academie{Code: a.Code, Name: a.Name, Kind: a.Kind, Zone: a.Zone}
		for _, d := range a.Departements {
			in.Departements = append(in.Departements, identity.Departement(d))
		}
		r.Academies = append(r.Academies, in)
	}
	for _, f := range l.Fonctions {
		r.Fonctions = append(r.Fonctions, identity.Fonction(f))
	}
	for _, c := range l.Corps {
		r.Corps = append(r.Corps, identity.Corps(c))
	}
	return r
}
