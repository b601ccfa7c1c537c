package lrshttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// registerTargets adds what administrators do with the stores to which statements are forwarded.
func (h handler) registerTargets(api huma.API) {
	op := func(id, method, path, summary string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: "/api/v1/records/targets" + path, Summary: summary, Tags: []string{"records"}, DefaultStatus: status}
	}
	huma.Register(api, op("listRecordTargets", http.MethodGet, "", "The record stores to which statements are forwarded, and how far each is", 200), h.listTargets)
	huma.Register(api, op("addRecordTarget", http.MethodPost, "", "Have statements forwarded to a record store", 201), h.addTarget)
	huma.Register(api, op("pauseRecordTarget", http.MethodPut, "/{target}/paused", "Stop forwarding to it, or go on from where it was", 200), h.pauseTarget)
	huma.Register(api, op("removeRecordTarget", http.MethodDelete, "/{target}", "End forwarding to it, and forget its key", 204), h.removeTarget)
	huma.Register(api, op("listRecordTargetRefusals", http.MethodGet, "/{target}/refusals", "The statements that it has refused, set aside", 200), h.listAsides)
}

// Target is a record store to which statements are forwarded.
type Target struct {
	ID       string         `json:"id"`
	Name     string         `json:"name" doc:"What it is"`
	URL      string         `json:"url"`
	Key      string         `json:"key"`
	Version  string         `json:"version" enum:"1.0.3,2.0.0"`
	Verbs    []string       `json:"verbs" nullable:"false" doc:"IRIs; empty: all"`
	Activity string         `json:"activity,omitempty" doc:"IRI"`
	At       time.Time      `json:"at" doc:"When it was added"`
	Paused   bool           `json:"paused"`
	Through  time.Time      `json:"through" doc:"Everything stored up to then has been dealt with"`
	Sent     int64          `json:"sent"`
	Refused  int64          `json:"refused" doc:"Set aside"`
	Failure  *TargetFailure `json:"failure,omitempty" doc:"Of the last try, when it failed"`
}

// TargetFailure is why the last try failed.
type TargetFailure struct {
	Message string     `json:"message" doc:"French sentence"`
	At      time.Time  `json:"at"`
	Next    *time.Time `json:"next,omitempty" doc:"When it is tried again; absent: when it is resumed"`
}

func targetOut(t lrs.Target) Target {
	out := Target{ID: t.ID, Name: t.Name, URL: t.URL, Key: t.Key, Version: string(t.Version), Verbs: t.Verbs, Activity: t.Activity, At: t.At,
		Paused: t.Paused, Through: t.Through(), Sent: t.Sent, Refused: t.Refused}
	if out.Verbs == nil {
		out.Verbs = []string{}
	}
	if t.Failure != "" {
		out.Failure = &TargetFailure{Message: t.Failure, At: t.Failed}
		if !t.Paused && !t.Due.IsZero() {
			out.Failure.Next = &t.Due
		}
	}
	return out
}

type targetOutput struct{ Body Target }

func (h handler) listTargets(ctx context.Context, in *listInput) (*listed[Target], error) {
	list, err := h.svc.ListTargets(ctx, web.Actor(ctx), in.Limit, in.After)
	return page(ctx, list, err, targetOut)
}

type addTargetInput struct {
	Body struct {
		Name     string    `json:"name" maxLength:"200"`
		URL      string    `json:"url" maxLength:"500" doc:"Of its root: https://lrs.example/xapi"`
		Key      string    `json:"key" maxLength:"200"`
		Secret   string    `json:"secret" maxLength:"200" doc:"Kept, and shown to nobody"`
		Version  string    `json:"version,omitempty" enum:"1.0.3,2.0.0"`
		Verbs    []string  `json:"verbs,omitempty" maxItems:"20" doc:"IRIs; empty: all"`
		Activity string    `json:"activity,omitempty" maxLength:"1000" doc:"IRI; empty: any"`
		From     time.Time `json:"from,omitempty" doc:"Those stored since, too; absent: from now on"`
	}
}

func (h handler) addTarget(ctx context.Context, in *addTargetInput) (*targetOutput, error) {
	b := in.Body
	t, err := h.svc.AddTarget(ctx, web.Actor(ctx), lrs.Target{Name: b.Name, URL: b.URL, Key: b.Key, Secret: b.Secret,
		Version: statement.Version(b.Version), Verbs: b.Verbs, Activity: b.Activity}, b.From)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &targetOutput{targetOut(t)}, nil
}

type pauseInput struct {
	Target string `path:"target" maxLength:"64"`
	Body   struct {
		Paused bool `json:"paused"`
	}
}

func (h handler) pauseTarget(ctx context.Context, in *pauseInput) (*targetOutput, error) {
	t, err := h.svc.PauseTarget(ctx, web.Actor(ctx), in.Target, in.Body.Paused)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &targetOutput{targetOut(t)}, nil
}

func (h handler) removeTarget(ctx context.Context, in *struct {
	Target string `path:"target" maxLength:"64"`
}) (*struct{}, error) {
	if err := h.svc.RemoveTarget(ctx, web.Actor(ctx), in.Target); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}

// TargetRefusal is a statement that a target has refused.
type TargetRefusal struct {
	Statement string    `json:"statement" doc:"Its id"`
	At        time.Time `json:"at"`
	Why       string    `json:"why" doc:"French sentence"`
	Answer    string    `json:"answer,omitempty" doc:"The store's own words, cut"`
}

type asidesInput struct {
	Target string `path:"target" maxLength:"64"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After  string `query:"after" maxLength:"1024"`
}

func (h handler) listAsides(ctx context.Context, in *asidesInput) (*listed[TargetRefusal], error) {
	list, err := h.svc.ListAsides(ctx, web.Actor(ctx), in.Target, in.Limit, in.After)
	return page(ctx, list, err, func(a lrs.Aside) TargetRefusal { return TargetRefusal(a) })
}
