package identityhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/web"
)

const peopleTag = "people"

func registerPeople(api huma.API, h handler) {
	huma.Register(api, huma.Operation{OperationID: "listPeople", Method: http.MethodGet, Path: "/api/v1/people",
		Summary: "The people of an académie, by name", Tags: []string{peopleTag}}, h.listPeople)
	huma.Register(api, huma.Operation{OperationID: "addPerson", Method: http.MethodPost, Path: "/api/v1/people",
		Summary: "Add a person", Tags: []string{peopleTag}, DefaultStatus: http.StatusCreated}, h.addPerson)
	huma.Register(api, huma.Operation{OperationID: "readPerson", Method: http.MethodGet, Path: "/api/v1/people/{person}",
		Summary: "A person that I manage", Tags: []string{peopleTag}}, h.readPerson)
	huma.Register(api, huma.Operation{OperationID: "grantRole", Method: http.MethodPut, Path: "/api/v1/people/{person}/roles/{role}",
		Summary: "Give a role", Tags: []string{peopleTag}}, h.grant)
	huma.Register(api, huma.Operation{OperationID: "ungrantRole", Method: http.MethodDelete, Path: "/api/v1/people/{person}/roles/{role}",
		Summary: "Take a role, at once", Tags: []string{peopleTag}}, h.ungrant)
	huma.Register(api, huma.Operation{OperationID: "disablePerson", Method: http.MethodPut, Path: "/api/v1/people/{person}/disabled",
		Summary: "Close an account or open it again", Tags: []string{peopleTag}, DefaultStatus: http.StatusNoContent}, h.disable)
	huma.Register(api, huma.Operation{OperationID: "setPassword", Method: http.MethodPut, Path: "/api/v1/people/{person}/password",
		Summary: "Give a person a new password", Tags: []string{peopleTag}, DefaultStatus: http.StatusNoContent}, h.setPassword)
}

// Person is somebody as those who manage them see them.
type Person struct {
	ID         string    `json:"id"`
	GivenName  string    `json:"givenName"`
	FamilyName string    `json:"familyName"`
	Emails     []string  `json:"emails" nullable:"false"`
	Locale     string    `json:"locale"`
	Profile    Profile   `json:"profile"`
	Roles      []Role    `json:"roles" nullable:"false"`
	Disabled   bool      `json:"disabled"`
	CreatedAt  time.Time `json:"createdAt"`
}

func personOut(p identity.Person) Person {
	return Person{ID: p.ID, GivenName: p.GivenName, FamilyName: p.FamilyName, Emails: append([]string{}, p.Emails...),
		Locale: p.Locale, Profile: profileOut(p.Profile), Roles: rolesOut(p.Grants), Disabled: p.Disabled, CreatedAt: p.CreatedAt}
}

type listPeopleInput struct {
	Academie string `query:"academie" required:"true" maxLength:"64"`
	Begins   string `query:"begins" maxLength:"100" doc:"Beginning of the family name, whatever its case and accents"`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After    string `query:"after" maxLength:"1024"`
}

type listPeopleOutput struct {
	Body struct {
		Items []Person `json:"items" nullable:"false"`
		Next  string   `json:"next" doc:"Cursor of the following page, empty at the end"`
	}
}

func (h handler) listPeople(ctx context.Context, in *listPeopleInput) (*listPeopleOutput, error) {
	people, next, err := h.svc.List(ctx, web.Actor(ctx), identity.List{
		Academie: in.Academie, Begins: in.Begins, Limit: in.Limit, After: in.After})
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &listPeopleOutput{}
	out.Body.Items, out.Body.Next = make([]Person, len(people)), next
	for i, p := range people {
		out.Body.Items[i] = personOut(p)
	}
	return out, nil
}

type addPersonInput struct {
	Body struct {
		GivenName  string   `json:"givenName" maxLength:"400"`
		FamilyName string   `json:"familyName" maxLength:"400"`
		Emails     []string `json:"emails" nullable:"false" maxItems:"10"`
		Locale     string   `json:"locale,omitempty" enum:"fr,en"`
		Password   string   `json:"password,omitempty" maxLength:"1024"`
		Profile    Profile  `json:"profile"`
		Roles      []Role   `json:"roles,omitempty" maxItems:"40"`
	}
}

type personOutput struct {
	Body Person
}

func (h handler) addPerson(ctx context.Context, in *addPersonInput) (*personOutput, error) {
	n := identity.NewPerson{GivenName: in.Body.GivenName, FamilyName: in.Body.FamilyName, Emails: in.Body.Emails,
		Locale: in.Body.Locale, Password: in.Body.Password, Profile: profileIn(in.Body.Profile)}
	for _, r := range in.Body.Roles {
		n.Grants = append(n.Grants, actor.Grant{Role: actor.Role(r.Role), Scope: r.Scope})
	}
	p, err := h.svc.Add(ctx, web.Actor(ctx), n)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &personOutput{personOut(p)}, nil
}

// PersonPath names a person in an address.
type PersonPath struct {
	Person string `path:"person" maxLength:"64"`
}

func (h handler) readPerson(ctx context.Context, in *PersonPath) (*personOutput, error) {
	p, _, err := h.svc.Person(ctx, web.Actor(ctx), in.Person)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &personOutput{personOut(p)}, nil
}

type grantInput struct {
	PersonPath
	Role  string `path:"role" maxLength:"64"`
	Scope string `query:"scope" maxLength:"64"`
}

func (in *grantInput) grant() actor.Grant {
	return actor.Grant{Role: actor.Role(in.Role), Scope: in.Scope}
}

func (h handler) grant(ctx context.Context, in *grantInput) (*personOutput, error) {
	p, err := h.svc.Grant(ctx, web.Actor(ctx), in.Person, in.grant())
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &personOutput{personOut(p)}, nil
}

func (h handler) ungrant(ctx context.Context, in *grantInput) (*personOutput, error) {
	p, err := h.svc.Ungrant(ctx, web.Actor(ctx), in.Person, in.grant())
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &personOutput{personOut(p)}, nil
}

type disableInput struct {
	PersonPath
	Body struct {
		Disabled bool `json:"disabled"`
	}
}

func (h handler) disable(ctx context.Context, in *disableInput) (*struct{}, error) {
	if err := h.svc.Disable(ctx, web.Actor(ctx), in.Person, in.Body.Disabled); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}

type setPasswordInput struct {
	PersonPath
	Body struct {
		Password string `json:"password" maxLength:"1024"`
	}
}

func (h handler) setPassword(ctx context.Context, in *setPasswordInput) (*struct{}, error) {
	if err := h.svc.SetPassword(ctx, web.Actor(ctx), in.Person, in.Body.Password); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}
