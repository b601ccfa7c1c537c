package scormhttp

import (
	"context"

	"preau.education/preau/internal/web"
	"preau.education/preau/scorm"
)

type partsInput struct {
	Session string `path:"session" maxLength:"100"`
	Person  string `path:"person" maxLength:"100"`
}

// Part is a part of a package, or what groups some, as the trainer reads it.
type Part struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Depth    int      `json:"depth"`
	Leaf     bool     `json:"leaf" doc:"A part; else a group of those that follow"`
	State    string   `json:"state" enum:"notStarted,started,completed,passed,failed,waived"`
	Score    *float64 `json:"score" doc:"-1 to 1"`
	Waivable bool     `json:"waivable" doc:"It is not satisfied yet"`
}

// PartedPackage is an activity whose package has parts that may be waived.
type PartedPackage struct {
	Activity string `json:"activity"`
	Title    string `json:"title"`
	Parts    []Part `json:"parts"`
}

type partsOutput struct {
	Body struct {
		Items []PartedPackage `json:"items" doc:"In the order of the training"`
	}
}

func (h handlers) parts(ctx context.Context, in *partsInput) (*partsOutput, error) {
	courses, err := h.svc.Courses(ctx, web.Actor(ctx), in.Session, in.Person)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &partsOutput{}
	out.Body.Items = make([]PartedPackage, len(courses))
	for i, c := range courses {
		m := PartedPackage{Activity: c.Activity, Title: c.Title, Parts: make([]Part, len(c.Parts))}
		for j, p := range c.Parts {
			m.Parts[j] = Part{ID: p.ID, Title: p.Title, Depth: p.Depth, Leaf: p.Leaf, State: p.State, Score: p.Score, Waivable: p.Waivable}
		}
		out.Body.Items[i] = m
	}
	return out, nil
}

type waiveInput struct {
	Session  string `path:"session" maxLength:"100"`
	Person   string `path:"person" maxLength:"100"`
	Activity string `path:"activity" maxLength:"100"`
	Body     struct {
		Part   string `json:"part" minLength:"1" maxLength:"2000"`
		Reason string `json:"reason" enum:"Tested Out,Equivalent AU,Equivalent Outside Activity,Administrative" doc:"Why: cmi5 §9.5.5.2"`
	}
}

func (h handlers) waive(ctx context.Context, in *waiveInput) (*struct{}, error) {
	err := h.svc.Waive(ctx, web.Actor(ctx), scorm.Waiving{Session: in.Session, Person: in.Person, Activity: in.Activity, Part: in.Body.Part, Reason: in.Body.Reason})
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &struct{}{}, nil
}
