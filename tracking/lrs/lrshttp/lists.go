package lrshttp

import (
	"context"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
)

// What the lists of the administrators have in common.

type listInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After string `query:"after" maxLength:"1024"`
}

// Page is a bounded part of a list.
type Page[M any] struct {
	Items []M    `json:"items" nullable:"false"`
	Next  string `json:"next" doc:"Cursor of the following page, empty at the end"`
}

type listed[M any] struct{ Body Page[M] }

// page answers a list, each item as people see it.
func page[V, M any](ctx context.Context, list lrs.List[V], err error, shown func(V) M) (*listed[M], error) {
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &listed[M]{Page[M]{Items: make([]M, len(list.Items)), Next: list.Next}}
	for i, v := range list.Items {
		out.Body.Items[i] = shown(v)
	}
	return out, nil
}
