// Package notifyhttp is notify over HTTP: a person's notices in the app.
package notifyhttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/notify"
	"preau.education/preau/internal/web"
)

const tag = "notices"

// Register adds the domain's operations to the API.
func Register(api huma.API, svc *notify.Service) {
	h := handler{svc}
	huma.Register(api, huma.Operation{OperationID: "listMyNotices", Method: http.MethodGet, Path: "/api/v1/me/notices",
		Summary: "What I have been told, the latest first", Tags: []string{tag}}, h.list)
	huma.Register(api, huma.Operation{OperationID: "countUnreadNotices", Method: http.MethodGet, Path: "/api/v1/me/notices/unread",
		Summary: "How much of it I have not read", Tags: []string{tag}}, h.unread)
	huma.Register(api, huma.Operation{OperationID: "readNotices", Method: http.MethodPut, Path: "/api/v1/me/notices/read",
		Summary: "Mark some of it, or all, as read", Tags: []string{tag}}, h.read)
}

type handler struct{ svc *notify.Service }

// Notice is something I was told. The app writes the sentence from the kind and the parameters.
type Notice struct {
	ID     string            `json:"id"`
	Kind   string            `json:"kind" enum:"request_received,request_accepted,request_refused,waiting,enrolled,invited,session_opened,session_changed,session_closed,session_cancelled,session_announced,session_started,session_ended,session_held_up,attested,message,package_imported,package_refused"`
	Params map[string]string `json:"params" doc:"For instance title, from, subject, body"`
	Link   string            `json:"link" doc:"Path in the app, empty for none"`
	At     time.Time         `json:"at"`
	Read   bool              `json:"read"`
}

// Unread counts what was not read.
type Unread struct {
	Count int  `json:"count"`
	More  bool `json:"more" doc:"There are more than that"`
}

type listInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After string `query:"after" maxLength:"1024"`
}

type listOutput struct {
	Body struct {
		Items  []Notice `json:"items" nullable:"false"`
		Next   string   `json:"next" doc:"Cursor of the following page, empty at the end"`
		Unread Unread   `json:"unread"`
	}
}

func (h handler) list(ctx context.Context, in *listInput) (*listOutput, error) {
	who := web.Actor(ctx)
	seen, next, err := h.svc.List(ctx, who, in.Limit, in.After)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	count, err := h.svc.Unread(ctx, who)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &listOutput{}
	out.Body.Items, out.Body.Next, out.Body.Unread = make([]Notice, len(seen)), next, unreadOut(count)
	for i, n := range seen {
		out.Body.Items[i] = Notice{n.ID, n.Kind, n.Params, n.Link, n.At, n.Read}
	}
	return out, nil
}

func unreadOut(count int) Unread {
	if count >= notify.MostUnread {
		return Unread{notify.MostUnread - 1, true}
	}
	return Unread{Count: count}
}

type unreadOutput struct{ Body Unread }

func (h handler) unread(ctx context.Context, _ *struct{}) (*unreadOutput, error) {
	count, err := h.svc.Unread(ctx, web.Actor(ctx))
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &unreadOutput{unreadOut(count)}, nil
}

type readInput struct {
	Body struct {
		IDs []string `json:"ids,omitempty" maxItems:"100"`
		All bool     `json:"all,omitempty" doc:"Everything told so far"`
	}
}

func (h handler) read(ctx context.Context, in *readInput) (*unreadOutput, error) {
	var err error
	if in.Body.All {
		err = h.svc.ReadAll(ctx, web.Actor(ctx))
	} else {
		err = h.svc.Read(ctx, web.Actor(ctx), in.Body.IDs)
	}
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return h.unread(ctx, nil)
}
