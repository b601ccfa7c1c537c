// Package jobs runs what takes longer than a request, and what recurs. A durable job is a
// document with its progress: it survives the death of the node that runs it, and a page
// can show it move. Cron decides when something recurs; an insert in the store decides which
// node does it.
package jobs

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// State is where a job stands.
type State string

// The states of a job. Failed is final: its reason is in Job.Failure.
const (
	Queued  State = "queued"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
)

const (
	leaseTime    = 30 * time.Second // a node that says nothing for that long has lost its job
	pollInterval = time.Second      // how often other nodes' jobs are looked for
	workers      = 2                // jobs of one node at the same time
	maxAttempts  = 5
	keepTime     = 30 * 24 * time.Hour // how long an ended job can be looked at
)

// Job is one piece of work as its owner sees it.
type Job struct {
	ID       string
	Kind     string
	Person   string // who asked; "" for the platform
	State    State
	Done     int64 // units done, of Total (bytes, files, persons: the kind says)
	Total    int64
	Failure  *Failure
	Result   json.RawMessage // what the kind hands back
	Payload  json.RawMessage
	Attempts int
	Created  time.Time
	Updated  time.Time
}

// Failure is why a job failed, in words for its owner.
type Failure struct {
	Code    string
	Message string
	Fields  []fault.Field
}

// Kind is one sort of job. Run is called again from the start after a crash, so it must be
// safe to repeat; an error of kind Internal or Unavailable is retried, any other is final.
type Kind struct {
	Name string
	Run  func(ctx context.Context, r *Run) error
}

// Run is one attempt at a job.
type Run struct {
	Job    Job
	runner *Runner
}

// Progress notes how far the job is.
func (r *Run) Progress(ctx context.Context, done, total int64) error {
	return r.runner.note(ctx, r.Job.ID, func(d *document) { d.Done, d.Total = done, total })
}

// Finish sets what the job hands back; call it last.
func (r *Run) Finish(ctx context.Context, result any) error {
	body, err := json.Marshal(result)
	if err != nil {
		return fault.Wrap("jobs.Finish", err)
	}
	return r.runner.note(ctx, r.Job.ID, func(d *document) { d.Result = body })
}

type document struct {
	Kind     string
	Person   string
	State    State
	Done     int64
	Total    int64
	Failure  *Failure
	Result   []byte
	Payload  []byte
	Attempts int
	Holder   string
	Due      time.Time // when it may be taken: queued at once, running at the end of its lease
	Created  time.Time
	Updated  time.Time
}

// byDue serves take: what waits, and what a dead node left, in order.
var byDue = &docstore.Index[document]{Name: "due", Parts: []string{"due"}, Keys: func(d *document) []any {
	if d.State == Done || d.State == Failed {
		return nil
	}
	return []any{d.Due}
}}

// byPerson serves OfPerson: a person's jobs, newest first.
var byPerson = &docstore.Index[document]{Name: "person", Parts: []string{"person", "created"}, Keys: func(d *document) []any {
	return []any{d.Person, d.Created}
}}

// Runner takes and runs the jobs of one node.
type Runner struct {
	jobs   *docstore.Collection[document]
	turns  *docstore.Collection[turn]
	kinds  map[string]Kind
	log    *slog.Logger
	now    func() time.Time
	holder string
	wake   chan struct{}
	stop   context.CancelFunc
	wait   sync.WaitGroup
	cron   schedule
}

// NewRunner defines the collections. Kinds and recurring tasks are registered before Start.
func NewRunner(db *docstore.DB, log *slog.Logger, now func() time.Time) (*Runner, error) {
	expires := func(d *document) time.Time {
		if d.State == Done || d.State == Failed {
			return d.Updated.Add(keepTime)
		}
		return time.Time{}
	}
	jobs, err := docstore.Define(db, docstore.Definition[document]{Name: "jobs", Indexes: []*docstore.Index[document]{byDue, byPerson}, Expires: expires})
	if err != nil {
		return nil, fault.Wrap("jobs.NewRunner", err)
	}
	turns, err := docstore.Define(db, docstore.Definition[turn]{Name: "turns", Expires: func(t *turn) time.Time { return t.At.Add(keepTime) }})
	if err != nil {
		return nil, fault.Wrap("jobs.NewRunner", err)
	}
	return &Runner{jobs: jobs, turns: turns, kinds: map[string]Kind{}, log: log, now: now, holder: ids.Token(10), wake: make(chan struct{}, 1)}, nil
}

// Register adds a kind.
func (r *Runner) Register(k Kind) { r.kinds[k.Name] = k }

// Enqueue makes a job durable and returns its id. A key that was used before returns the
// same job: asking twice runs once. An empty key is always new.
func (r *Runner) Enqueue(ctx context.Context, kind, key, person string, payload any) (string, error) {
	const op = "jobs.Enqueue"
	body, err := json.Marshal(payload)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	now := r.now()
	id := ids.New(now)
	if key != "" {
		id = ids.Derived("job", kind, key)
	}
	err = r.jobs.Insert(ctx, id, &document{Kind: kind, Person: person, State: Queued, Payload: body, Due: now, Created: now, Updated: now})
	if fault.Is(err, fault.Conflict) {
		return id, nil
	}
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	r.nudge()
	return id, nil
}

// Get returns a job, NotFound if there is none or it ended long ago.
func (r *Runner) Get(ctx context.Context, id string) (Job, error) {
	doc, err := r.jobs.Get(ctx, id)
	if err != nil {
		return Job{}, fault.Wrap("jobs.Get", err)
	}
	return doc.Body.job(id), nil
}

// OfPerson lists a person's jobs, newest first.
func (r *Runner) OfPerson(ctx context.Context, person string, limit int, after string) ([]Job, string, error) {
	page, err := r.jobs.Find(ctx, docstore.Query[document]{Index: byPerson, Eq: []any{person}, Desc: true, Limit: limit, After: after})
	if err != nil {
		return nil, "", fault.Wrap("jobs.OfPerson", err)
	}
	jobs := make([]Job, len(page.Docs))
	for i, d := range page.Docs {
		jobs[i] = d.Body.job(d.ID)
	}
	return jobs, page.Next, nil
}

func (d *document) job(id string) Job {
	return Job{ID: id, Kind: d.Kind, Person: d.Person, State: d.State, Done: d.Done, Total: d.Total, Failure: d.Failure,
		Result: d.Result, Payload: d.Payload, Attempts: d.Attempts, Created: d.Created, Updated: d.Updated}
}

func (r *Runner) nudge() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// note changes a job this node holds; one that another node took meanwhile is left alone
// and the caller is told.
func (r *Runner) note(ctx context.Context, id string, change func(*document)) error {
	_, err := r.jobs.Update(ctx, id, func(d *document) ([]docstore.Fact, error) {
		if d.Holder != r.holder || d.State != Running {
			return nil, fault.New("jobs.note", fault.Conflict, "job_lost", "")
		}
		change(d)
		d.Updated = r.now()
		d.Due = d.Updated.Add(leaseTime)
		return nil, nil
	})
	return fault.Wrap("jobs.note", err)
}
