package lrshttp

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
)

// registerPeople adds what people read of the record store: their own traces, and a trainer those
// of the people of a session.
func (h handler) registerPeople(api huma.API) {
	op := func(id, path, summary string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: "/api/v1" + path, Summary: summary, Tags: []string{"records"}}
	}
	huma.Register(api, op("listMyStatements", "/me/statements", "One's own traces, the last stored first"), h.mine)
	huma.Register(api, op("readMyStatement", "/me/statements/{statement}", "One of them, as it is kept"), h.myStatement)
	huma.Register(api, op("listSessionStatements", "/sessions/{session}/statements",
		"The traces of the people of a session, or of one of them, for who leads it; they are told of it"), h.ofSession)
	huma.Register(api, op("readSessionStatement", "/sessions/{session}/statements/{statement}",
		"One of them, as it is kept but for durations"), h.sessionStatement)
}

// Trace is a statement as people read it.
type Trace struct {
	ID        string            `json:"id"`
	At        time.Time         `json:"at" doc:"When it happened"`
	Person    string            `json:"person,omitempty" doc:"Who did it; absent when they have no account here"`
	Name      string            `json:"name,omitempty" doc:"Of who did it"`
	Verb      string            `json:"verb" doc:"IRI"`
	VerbWords map[string]string `json:"verbWords" doc:"By language, as the statement has it"`
	Object    TraceObject       `json:"object"`
	Result    TraceResult       `json:"result"`
	Session   string            `json:"session,omitempty" doc:"That the statement names"`
	Source    TraceSource       `json:"source"`
}

// TraceObject is what a statement is about.
type TraceObject struct {
	Kind  lrs.ObjectKind    `json:"kind" enum:"activity,agent,statement"`
	ID    string            `json:"id,omitempty" doc:"IRI of an activity"`
	Names map[string]string `json:"names" doc:"By language"`
}

// TraceResult is the result of a statement; what was not said is absent.
type TraceResult struct {
	Scaled     *float64 `json:"scaled,omitempty" doc:"Score, -1 to 1"`
	Raw        *float64 `json:"raw,omitempty" doc:"Score"`
	Max        *float64 `json:"max,omitempty" doc:"Best possible score"`
	Success    *bool    `json:"success,omitempty"`
	Completion *bool    `json:"completion,omitempty"`
	Seconds    float64  `json:"seconds,omitempty" doc:"Time spent, to the person alone"`
	Progress   *float64 `json:"progress,omitempty" doc:"0 to 100"`
	Minutes    *float64 `json:"minutes,omitempty" doc:"That a trainer attested"`
}

// TraceSource is who told the record store.
type TraceSource struct {
	Kind lrs.SourceKind `json:"kind" enum:"platform,program,person" doc:"person: their own word"`
	Name string         `json:"name,omitempty" doc:"Of the program"`
}

func traceOut(t lrs.Trace) Trace {
	r := t.Result
	return Trace{ID: t.ID, At: t.At, Person: t.Person, Name: t.Name, Verb: t.Verb, VerbWords: t.VerbWords,
		Object: TraceObject{t.Object.Kind, t.Object.ID, t.Object.Names},
		Result: TraceResult{r.Scaled, r.Raw, r.Max, r.Success, r.Completion, r.Duration.Seconds(), r.Progress, r.Minutes},
		Source: TraceSource{t.Source.Kind, t.Source.Name}, Session: t.Session}
}

// TraceFilter is the parameters that narrow a list of traces. Exported: huma reads no parameter of
// an embedded type that is not.
type TraceFilter struct {
	Verb  string    `query:"verb" maxLength:"500" doc:"IRI"`
	Since time.Time `query:"since" doc:"Stored after"`
	Until time.Time `query:"until" doc:"Stored no later than"`
	Limit int       `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After string    `query:"after" maxLength:"100"`
}

func (f TraceFilter) asked() lrs.Asked {
	return lrs.Asked{Verb: f.Verb, Since: f.Since, Until: f.Until, Limit: f.Limit, After: f.After}
}

type tracesOutput struct {
	Body struct {
		Items []Trace `json:"items" nullable:"false"`
		Next  string  `json:"next" doc:"Cursor of the following page, empty at the end; a page may be short and go on"`
	}
}

func tracesOut(list lrs.List[lrs.Trace]) *tracesOutput {
	out := &tracesOutput{}
	out.Body.Next, out.Body.Items = list.Next, make([]Trace, len(list.Items))
	for i, t := range list.Items {
		out.Body.Items[i] = traceOut(t)
	}
	return out
}

type mineInput struct {
	Session string `query:"session" maxLength:"100" doc:"Only those of one's enrolment in it"`
	TraceFilter
}

func (h handler) mine(ctx context.Context, in *mineInput) (*tracesOutput, error) {
	asked := in.asked()
	asked.Session = in.Session
	list, err := h.svc.Mine(ctx, web.Actor(ctx), asked)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return tracesOut(list), nil
}

type ofSessionInput struct {
	Session string `path:"session" maxLength:"100"`
	Person  string `query:"person" maxLength:"100" doc:"Only those of this participant"`
	TraceFilter
}

func (h handler) ofSession(ctx context.Context, in *ofSessionInput) (*tracesOutput, error) {
	asked := in.asked()
	asked.Session, asked.Person = in.Session, in.Person
	list, err := h.svc.OfSession(ctx, web.Actor(ctx), asked)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return tracesOut(list), nil
}

type statementOutput struct {
	Body struct {
		JSON string `json:"json" doc:"The statement, indented; its values are written as they were"`
	}
}

func statementOut(raw []byte) *statementOutput {
	var b bytes.Buffer
	_ = json.Indent(&b, raw, "", "  ") // what is kept is JSON
	out := &statementOutput{}
	out.Body.JSON = b.String()
	return out
}

func (h handler) myStatement(ctx context.Context, in *struct {
	Statement string `path:"statement" format:"uuid"`
}) (*statementOutput, error) {
	raw, err := h.svc.MyStatement(ctx, web.Actor(ctx), in.Statement)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return statementOut(raw), nil
}

func (h handler) sessionStatement(ctx context.Context, in *struct {
	Session   string `path:"session" maxLength:"100"`
	Statement string `path:"statement" format:"uuid"`
}) (*statementOutput, error) {
	raw, err := h.svc.SessionStatement(ctx, web.Actor(ctx), in.Session, in.Statement)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return statementOut(raw), nil
}
