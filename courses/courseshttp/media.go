package courseshttp

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/web"
)

// MediaKind is the name of the job that looks at a received file and keeps it.
const MediaKind = "parcours_media"

// MediaBody says which received file to keep, and for what.
type MediaBody struct {
	Upload string `json:"upload" minLength:"1" maxLength:"100" doc:"Identifier of a finished upload"`
	Use    string `json:"use" enum:"video,file,captions,thumbnail"`
}

// Keeping is a file on its way into a parcours.
type Keeping struct {
	Job    string `json:"job" doc:"To be followed at /jobs/{id}; its result is a Media"`
	Object string `json:"object" doc:"What an activity, or the card, will name it by"`
}

// Media is a file of a parcours, as it was found to be.
type Media struct {
	Object string `json:"object"`
	Use    string `json:"use"`
	Name   string `json:"name"`
	Type   string `json:"type" doc:"Media type, by its bytes"`
	Size   int64  `json:"size" doc:"Bytes"`
}

// mediaJob is what the job remembers.
type mediaJob struct {
	Parcours string           `json:"parcours"`
	Use      courses.MediaUse `json:"use"`
	Upload   string           `json:"upload"`
}

// mediaHandlers answers for the files of parcours.
type mediaHandlers struct {
	svc  *courses.Service
	jobs *jobs.Runner
	now  func() time.Time
}

func registerMedia(api huma.API, svc *courses.Service, runner *jobs.Runner, now func() time.Time) {
	h := mediaHandlers{svc, runner, now}
	runner.Register(jobs.Kind{Name: MediaKind, Run: h.run})
	o := op("keepMedia", http.MethodPost, "/parcours/{id}/media", "Make of a received file one that the parcours may show", "parcours")
	o.DefaultStatus = http.StatusAccepted
	huma.Register(api, o, h.keep)
}

func (h mediaHandlers) keep(ctx context.Context, in *struct {
	ParcoursRef
	Body MediaBody
}) (*answer[Keeping], error) {
	who := web.Actor(ctx)
	if err := h.svc.MayKeepMedia(ctx, who, in.ID); err != nil {
		return nil, web.Err(ctx, err)
	}
	use := courses.MediaUse(in.Body.Use)
	object := courses.MediaID(in.ID, use, in.Body.Upload)
	// The object is the key: asked again for one upload, it is one job.
	job, err := h.jobs.Enqueue(ctx, MediaKind, object, who.Person, mediaJob{in.ID, use, in.Body.Upload})
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &answer[Keeping]{Keeping{Job: job, Object: object}}, nil
}

// progressEvery is how often a job that runs tells how far it is.
const progressEvery = time.Second

func (h mediaHandlers) run(ctx context.Context, r *jobs.Run) error {
	var what mediaJob
	if err := json.Unmarshal(r.Job.Payload, &what); err != nil {
		return fault.As("courseshttp.run", fault.Invalid, "bad_job", err)
	}
	told := h.now()
	// Who asked could; the job only does it.
	m, err := h.svc.KeepMedia(ctx, actor.Actor{Person: r.Job.Person, System: true}, what.Parcours, what.Use, what.Upload, func(done, total int64) {
		if now := h.now(); now.Sub(told) >= progressEvery {
			told = now
			_ = r.Progress(ctx, done, total) // a lost job shows by itself when it ends
		}
	})
	if err != nil {
		return err
	}
	return r.Finish(ctx, Media{m.Object, string(m.Use), m.Name, m.Type, m.Size})
}
