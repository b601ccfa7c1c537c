// Package scormhttp answers for scorm over HTTP: on the app's host, importing packages and
// launching them; on the content host, the wrapper page, the files of packages, and what the
// wrapper says of a learner's work.
package scormhttp

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/web"
	"preau.education/preau/scorm"
)

// ImportKind is the name of the job that imports a package.
const ImportKind = "package_import"

// Register adds the operations of the app's host, and the kind of job that imports.
func Register(api huma.API, svc *scorm.Service, runner *jobs.Runner, now func() time.Time) {
	h := handlers{svc: svc, jobs: runner, now: now}
	runner.Register(jobs.Kind{Name: ImportKind, Run: h.runImport})
	huma.Register(api, operation("importPackage", http.MethodPost, "/packages", "Import an uploaded package", http.StatusAccepted), h.importPackage)
	huma.Register(api, operation("listMyPackages", http.MethodGet, "/me/packages", "The packages I imported, the last first", 0), h.mine)
	huma.Register(api, operation("readPackage", http.MethodGet, "/packages/{package}", "A package, with what was noticed when it was imported", 0), h.read)
	huma.Register(api, operation("readPlaying", http.MethodGet, "/learn/{session}/activities/{activity}/package", "Where I am in a package that has parts, while it plays", 0), h.playing)
	huma.Register(api, operation("listParticipantParts", http.MethodGet, "/sessions/{session}/participants/{person}/parts", "Where a participant is in the parts of their packages of cmi5; participants see who looked", 0), h.parts)
	huma.Register(api, operation("waivePart", http.MethodPost, "/sessions/{session}/participants/{person}/activities/{activity}/waive", "Say that a participant need not do a part of a package", http.StatusNoContent), h.waive)
	huma.Register(api, operation("launchPackage", http.MethodPost, "/learn/{session}/activities/{activity}/launch", "Prepare an activity that is a package to be played", 0), h.launch)
}

func operation(id, method, path, summary string, status int) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: []string{"packages"}, DefaultStatus: status}
}

type handlers struct {
	svc  *scorm.Service
	jobs *jobs.Runner
	now  func() time.Time
}

// ImportBody says what to import.
type ImportBody struct {
	Upload string `json:"upload" minLength:"1" maxLength:"100" doc:"Identifier of a finished upload"`
}

type importInput struct{ Body ImportBody }

// Importing is an import on its way.
type Importing struct {
	Job     string `json:"job" doc:"To be followed at /jobs/{id}; its result is a Package"`
	Package string `json:"package" doc:"Identifier that the package will have"`
}

type importOutput struct{ Body Importing }

// importJob is what the job remembers.
type importJob struct {
	Upload  string `json:"upload"`
	Package string `json:"package"`
}

func (h handlers) importPackage(ctx context.Context, in *importInput) (*importOutput, error) {
	who := web.Actor(ctx)
	if err := h.svc.MayImport(who); err != nil {
		return nil, web.Err(ctx, err)
	}
	// Derived: asked again for one upload, it is one import.
	id := ids.Derived("package", who.Person, in.Body.Upload)
	job, err := h.jobs.Enqueue(ctx, ImportKind, id, who.Person, importJob{Upload: in.Body.Upload, Package: id})
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &importOutput{Body: Importing{Job: job, Package: id}}, nil
}

// progressEvery is how often a running import tells how far it is.
const progressEvery = time.Second

func (h handlers) runImport(ctx context.Context, r *jobs.Run) error {
	var what importJob
	if err := json.Unmarshal(r.Job.Payload, &what); err != nil {
		return fault.As("scormhttp.runImport", fault.Invalid, "bad_job", err)
	}
	who := actor.Actor{Person: r.Job.Person, System: true} // who asked could; the job only does it
	var told time.Time
	p, err := h.svc.ImportUpload(ctx, who, what.Upload, what.Package, func(done, total int64) {
		if now := h.now(); done == total || now.Sub(told) >= progressEvery {
			told = now
			_ = r.Progress(ctx, done, total) // a lost job shows by itself when it ends
		}
	})
	if err != nil {
		return err
	}
	return r.Finish(ctx, packageMessage(p))
}

type packageInput struct {
	Package string `path:"package" maxLength:"100"`
}

// Warning is something that was noticed when a package was imported.
type Warning struct {
	Code    string `json:"code"`
	Path    string `json:"path,omitempty" doc:"The file or activity it is about"`
	Message string `json:"message" doc:"French sentence"`
}

// Package is an imported package.
type Package struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Standard string    `json:"standard" enum:"scorm12,scorm2004,cmi5,xapi,h5p"`
	Edition  string    `json:"edition,omitempty" doc:"Of SCORM 2004: 2nd, 3rd or 4th"`
	Name     string    `json:"name,omitempty" doc:"Of the uploaded file"`
	Files    int       `json:"files"`
	Size     int64     `json:"size" doc:"Bytes, unpacked"`
	Warnings []Warning `json:"warnings"`
	At       time.Time `json:"at"`
}

type packageOutput struct{ Body Package }

func packageMessage(p scorm.Package) Package {
	m := Package{ID: p.ID, Title: p.Title, Standard: p.Format(), Edition: string(p.Edition), Name: p.Name, Files: p.Files, Size: p.Size,
		Warnings: make([]Warning, len(p.Warnings)), At: p.At}
	for i, w := range p.Warnings {
		m.Warnings[i] = Warning(w)
		m.Warnings[i].Message = fault.French(w.Message)
	}
	return m
}

func (h handlers) read(ctx context.Context, in *packageInput) (*packageOutput, error) {
	p, err := h.svc.Package(ctx, web.Actor(ctx), in.Package)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &packageOutput{Body: packageMessage(p)}, nil
}

type listInput struct {
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	After string `query:"after" maxLength:"1000"`
}

// PackageList is a page of packages.
type PackageList struct {
	Items []Package `json:"items"`
	Next  string    `json:"next,omitempty"`
}

type listOutput struct{ Body PackageList }

func (h handlers) mine(ctx context.Context, in *listInput) (*listOutput, error) {
	list, err := h.svc.MyPackages(ctx, web.Actor(ctx), in.Limit, in.After)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &listOutput{Body: PackageList{Items: make([]Package, len(list.Items)), Next: list.Next}}
	for i, p := range list.Items {
		out.Body.Items[i] = packageMessage(p)
	}
	return out, nil
}
