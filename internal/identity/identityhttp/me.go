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

const meTag = "me"

func registerMe(api huma.API, h handler) {
	huma.Register(api, huma.Operation{OperationID: "me", Method: http.MethodGet, Path: "/api/v1/me",
		Summary: "Who I am and what I may do", Tags: []string{meTag}}, h.readMe)
	huma.Register(api, huma.Operation{OperationID: "saveMyProfile", Method: http.MethodPut, Path: "/api/v1/me/profile",
		Summary: "Change my profile and my language", Tags: []string{meTag}}, h.saveProfile)
	huma.Register(api, huma.Operation{OperationID: "noteProfileAsked", Method: http.MethodPut, Path: "/api/v1/me/profile/asked",
		Summary: "Do not ask me again to complete my profile", Tags: []string{meTag}, DefaultStatus: http.StatusNoContent}, h.profileAsked)
	huma.Register(api, huma.Operation{OperationID: "changeMyPassword", Method: http.MethodPut, Path: "/api/v1/me/password",
		Summary: "Change my password; ends all my sign-ins", Tags: []string{meTag}, DefaultStatus: http.StatusNoContent}, h.changePassword)
}

// Profile is what the person does and where. An empty text means that it is not known.
type Profile struct {
	Academie      string   `json:"academie" maxLength:"64" doc:"Code: lille"`
	Departement   string   `json:"departement" maxLength:"8" doc:"Code: 59"`
	UAI           string   `json:"uai" maxLength:"16"`
	Establishment string   `json:"establishment" maxLength:"800"`
	Degree        string   `json:"degree" enum:",1d,2d,other"`
	Sector        string   `json:"sector" enum:",public,private"`
	Fonction      string   `json:"fonction" maxLength:"64"`
	Corps         string   `json:"corps" maxLength:"64"`
	Publics       []string `json:"publics" nullable:"false" maxItems:"20"`
}

// Role is a role and where it holds.
type Role struct {
	Role  string `json:"role"`
	Scope string `json:"scope" doc:"Empty: everywhere the role makes sense"`
}

// Abilities is what the interface offers.
type Abilities struct {
	Train      bool     `json:"train"`
	Design     bool     `json:"design"`
	Pilot      []string `json:"pilot" nullable:"false" doc:"Codes of académies"`
	Administer bool     `json:"administer"`
}

// Me is the person who asks.
type Me struct {
	ID              string     `json:"id"`
	GivenName       string     `json:"givenName"`
	FamilyName      string     `json:"familyName"`
	Email           string     `json:"email"`
	Locale          string     `json:"locale" enum:"fr,en"`
	Profile         Profile    `json:"profile"`
	Roles           []Role     `json:"roles" nullable:"false"`
	ProfileComplete bool       `json:"profileComplete" doc:"Académie and establishment are known"`
	ProfileAskedAt  *time.Time `json:"profileAskedAt,omitempty" doc:"Absent: not asked yet"`
	Abilities       Abilities  `json:"abilities"`
	ETag            string     `json:"etag" doc:"To give back as If-Match"`
	ExpiresAt       *time.Time `json:"expiresAt,omitempty" doc:"After a sign-in: when its access token is to be refreshed"`
}

func (h handler) me(p identity.Person, rev int64) Me {
	lists, _ := h.svc.Reference()
	a := p.Abilities(lists.Codes())
	return Me{
		ID: p.ID, GivenName: p.GivenName, FamilyName: p.FamilyName, Email: p.Email(), Locale: p.Locale,
		Profile: profileOut(p.Profile), Roles: rolesOut(p.Grants),
		ProfileComplete: p.ProfileComplete(), ProfileAskedAt: optionalTime(p.ProfileAskedAt),
		Abilities: Abilities{a.Train, a.Design, a.Pilot, a.Administer}, ETag: web.ETag(rev),
	}
}

func profileOut(p identity.Profile) Profile {
	return Profile{p.Academie, p.Departement, p.UAI, p.Establishment, p.Degree, p.Sector, p.Fonction, p.Corps,
		append([]string{}, p.Publics...)}
}

func profileIn(p Profile) identity.Profile {
	return identity.Profile{Academie: p.Academie, Departement: p.Departement, UAI: p.UAI, Establishment: p.Establishment,
		Degree: p.Degree, Sector: p.Sector, Fonction: p.Fonction, Corps: p.Corps, Publics: p.Publics}
}

func rolesOut(grants []actor.Grant) []Role {
	roles := make([]Role, len(grants))
	for i, g := range grants {
		roles[i] = Role{string(g.Role), g.Scope}
	}
	return roles
}

type meOutput struct {
	ETag string `header:"ETag"`
	Body Me
}

func (h handler) readMe(ctx context.Context, _ *struct{}) (*meOutput, error) {
	p, rev, err := h.svc.Me(ctx, web.Actor(ctx))
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &meOutput{web.ETag(rev), h.me(p, rev)}, nil
}

type saveProfileInput struct {
	IfMatch string `header:"If-Match"`
	Body    struct {
		Profile
		Locale string `json:"locale,omitempty" enum:"fr,en" doc:"Absent: stays"`
	}
}

func (h handler) saveProfile(ctx context.Context, in *saveProfileInput) (*meOutput, error) {
	rev, err := web.ParseETag(in.IfMatch)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	p, rev, err := h.svc.SaveProfile(ctx, web.Actor(ctx), rev, profileIn(in.Body.Profile), in.Body.Locale)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &meOutput{web.ETag(rev), h.me(p, rev)}, nil
}

func (h handler) profileAsked(ctx context.Context, _ *struct{}) (*struct{}, error) {
	if err := h.svc.ProfileAsked(ctx, web.Actor(ctx)); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}

type changePasswordInput struct {
	Caller
	Body struct {
		Current string `json:"current" maxLength:"1024"`
		New     string `json:"new" maxLength:"1024" doc:"At least 12 characters"`
	}
}

func (h handler) changePassword(ctx context.Context, in *changePasswordInput) (*struct{}, error) {
	if err := h.svc.ChangePassword(ctx, web.Actor(ctx), in.Body.Current, in.Body.New); err != nil {
		return nil, refused(ctx, err)
	}
	h.cookies.clear(in.c)
	return &struct{}{}, nil
}
