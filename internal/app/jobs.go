package app

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/web"
)

// Job is a piece of work that the person asked for, as a page shows it move.
type Job struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	State   string          `json:"state" enum:"queued,running,done,failed"`
	Done    int64           `json:"done" doc:"Units done, of total"`
	Total   int64           `json:"total" doc:"0 while it is not known"`
	Failure *JobFailure     `json:"failure,omitempty"`
	Result  json.RawMessage `json:"result,omitempty" doc:"What the kind hands back"`
	Created time.Time       `json:"created"`
}

// JobFailure is why a job failed.
type JobFailure struct {
	Code    string             `json:"code"`
	Message string             `json:"message" doc:"French sentence"`
	Errors  []web.ProblemField `json:"errors,omitempty"`
}

type jobInput struct {
	ID string `path:"id" maxLength:"64"`
}

type jobOutput struct{ Body Job }

func (a *App) registerJobs(api huma.API) {
	huma.Register(api, huma.Operation{OperationID: "readJob", Method: http.MethodGet, Path: "/api/v1/jobs/{id}",
		Summary: "How far something I asked for is", Tags: []string{"platform"}}, a.readJob)
}

// readJob tells a job to who asked for it, and to nobody else.
func (a *App) readJob(ctx context.Context, in *jobInput) (*jobOutput, error) {
	who := web.Actor(ctx)
	if err := web.SignedIn(who); err != nil {
		return nil, web.Err(ctx, err)
	}
	job, err := a.Jobs.Get(ctx, in.ID)
	if err == nil && job.Person != who.Person && !who.IsAdministrator() {
		err = fault.New("app.readJob", fault.NotFound, "not_found", "Ce traitement n’existe pas, ou plus.")
	}
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &jobOutput{Body: jobMessage(job)}, nil
}

func jobMessage(j jobs.Job) Job {
	out := Job{ID: j.ID, Kind: j.Kind, State: string(j.State), Done: j.Done, Total: j.Total, Result: j.Result, Created: j.Created}
	if j.Failure != nil {
		out.Failure = &JobFailure{Code: j.Failure.Code, Message: j.Failure.Message}
		for _, f := range j.Failure.Fields {
			out.Failure.Errors = append(out.Failure.Errors, web.ProblemField{Path: f.Path, Code: f.Code, Message: f.Message})
		}
	}
	return out
}
