package lrshttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
)

// Register adds the operations of the app on the record store.
func Register(api huma.API, svc *lrs.Service) {
	h := handler{svc}
	op := func(id, method, path, summary string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: "/api/v1/records" + path, Summary: summary, Tags: []string{"records"}, DefaultStatus: status}
	}
	huma.Register(api, op("listRecordCredentials", http.MethodGet, "/credentials", "The keys under which programs use the record store", 200), h.listCredentials)
	huma.Register(api, op("createRecordCredential", http.MethodPost, "/credentials", "Make a key; its secret is told once", 201), h.createCredential)
	huma.Register(api, op("revokeRecordCredential", http.MethodDelete, "/credentials/{key}", "End a key", 204), h.revokeCredential)
	h.registerTargets(api)
	h.registerRules(api)
	h.registerPeople(api)
}

// Credential is a key under which a program uses the record store.
type Credential struct {
	Key      string      `json:"key"`
	Name     string      `json:"name" doc:"What it is for"`
	Scopes   []lrs.Scope `json:"scopes" nullable:"false" enum:"statements/write,statements/read/mine,statements/read,state,profile,all"`
	Academie string      `json:"academie,omitempty" doc:"Code of the only one whose statements it reads; empty: the whole platform"`
	At       time.Time   `json:"at"`
	Revoked  *time.Time  `json:"revoked,omitempty"`
}

func credentialOut(c lrs.Credential) Credential {
	out := Credential{Key: c.Key, Name: c.Name, Scopes: c.Scopes, Academie: c.Academie, At: c.At}
	if !c.Revoked.IsZero() {
		out.Revoked = &c.Revoked
	}
	return out
}

func (h handler) listCredentials(ctx context.Context, in *listInput) (*listed[Credential], error) {
	list, err := h.svc.ListCredentials(ctx, web.Actor(ctx), in.Limit, in.After)
	return page(ctx, list, err, credentialOut)
}

type createInput struct {
	Body struct {
		Name     string      `json:"name" minLength:"1" maxLength:"200"`
		Scopes   []lrs.Scope `json:"scopes" minItems:"1" nullable:"false" enum:"statements/write,statements/read/mine,statements/read,state,profile,all"`
		Academie string      `json:"academie,omitempty" maxLength:"50"`
	}
}

type createOutput struct {
	Body struct {
		Credential
		Secret string `json:"secret" doc:"Told now and never again"`
	}
}

func (h handler) createCredential(ctx context.Context, in *createInput) (*createOutput, error) {
	c, secret, err := h.svc.CreateCredential(ctx, web.Actor(ctx), lrs.Credential{Name: in.Body.Name, Scopes: in.Body.Scopes, Academie: in.Body.Academie})
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &createOutput{}
	out.Body.Credential, out.Body.Secret = credentialOut(c), secret
	return out, nil
}

func (h handler) revokeCredential(ctx context.Context, in *struct {
	Key string `path:"key" maxLength:"200"`
}) (*struct{}, error) {
	if err := h.svc.RevokeCredential(ctx, web.Actor(ctx), in.Key); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}
