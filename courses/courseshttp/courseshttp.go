// Package courseshttp answers over HTTP for package courses: the catalogue, parcours and
// their design, sessions and their participants, what people are enrolled in and keep. Each
// handler decodes, calls one method of the service and encodes.
package courseshttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/web"
)

// base is where the API lives.
const base = "/api/v1"

// Register adds the operations of the domain to the API, and the kind of job that keeps files.
func Register(api huma.API, svc *courses.Service, runner *jobs.Runner, now func() time.Time) {
	registerCatalogue(api, svc)
	registerMine(api, svc)
	registerDesign(api, svc)
	registerMedia(api, svc, runner, now)
	registerSessions(api, svc)
	registerParticipants(api, svc)
	registerTeams(api, svc)
}

func op(id, method, path, summary, tag string) huma.Operation {
	o := huma.Operation{OperationID: id, Method: method, Path: base + path, Summary: summary, Tags: []string{tag}}
	if method == http.MethodPost {
		o.DefaultStatus = http.StatusOK
	}
	return o
}

// created is an operation that makes something.
func created(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusCreated
	return o
}

// Limits is how much of a list to answer.
type Limits struct {
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"25" doc:"Items of a page"`
	After string `query:"after" maxLength:"2000" doc:"Cursor of the previous page"`
}

// IfMatch is the revision an edit starts from.
type IfMatch struct {
	IfMatch string `header:"If-Match" doc:"ETag of what is edited"`
}

func (m IfMatch) rev() (int64, error) { return web.ParseETag(m.IfMatch) }

// tagged is an answer with its revision.
type tagged[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// answer is an answer.
type answer[T any] struct{ Body T }

// Page is a bounded part of a list.
type Page[T any] struct {
	Items []T    `json:"items" nullable:"false"`
	Next  string `json:"next" doc:"Cursor of the following page, empty at the end"`
}

// page answers a list, each item mapped.
func page[V, M any](ctx context.Context, list courses.List[V], err error, m func(*V) M) (*answer[Page[M]], error) {
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &answer[Page[M]]{Page[M]{Items: each(list.Items, m), Next: list.Next}}, nil
}

// each maps a list; an absent one is an empty one, because JSON lists are never null here.
func each[V, M any](list []V, m func(*V) M) []M {
	mapped := make([]M, len(list))
	for i := range list {
		mapped[i] = m(&list[i])
	}
	return mapped
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// when is a time that may be unsaid.
func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
