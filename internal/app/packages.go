package app

import (
	"context"
	"io"
	"math/rand/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/scormdb"
	"preau.education/preau/storage"
	"preau.education/preau/tracking"
)

// openPackages makes the service of packages, which asks tracking who may play and hands it
// what comes of it.
func (a *App) openPackages(ctx context.Context) error {
	stores, err := scormdb.Open(a.DB)
	if err != nil {
		return err
	}
	files, play := packageFiles{a.Objects}, playing{a.Tracking, a.learn}
	a.Scorm, err = scorm.NewService(ctx, scorm.Config{Stores: stores, Objects: files, Files: files,
		Uploads: receivedFiles{a.uploads}, Learning: play, Results: play, Records: unitRecords{a.Records, a.Courses}, HomePage: a.cfg.URL, Content: a.cfg.Content(),
		Quota: bundle.Quota{Entries: a.cfg.PackageFiles, Total: a.cfg.PackageSize}, Now: a.now, Random: rand.IntN, Log: a.log})
	if err != nil {
		return err
	}
	return nil
}

// packageFiles answers what scorm asks of storage.
type packageFiles struct{ store storage.Store }

// Put answers scorm.
func (f packageFiles) Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error {
	_, err := f.store.Put(ctx, key, r, storage.PutOptions{Type: kind, Size: size})
	return err
}

// Delete answers scorm.
func (f packageFiles) Delete(ctx context.Context, key string) error { return f.store.Delete(ctx, key) }

// Open answers scorm.
func (f packageFiles) Open(ctx context.Context, key string, from, to int64) (io.ReadCloser, scorm.Object, error) {
	body, info, err := f.store.Get(ctx, key, storage.Range{From: from, To: to})
	return body, scorm.Object(info), err
}

// Stat answers scorm.
func (f packageFiles) Stat(ctx context.Context, key string) (scorm.Object, error) {
	info, err := f.store.Stat(ctx, key)
	return scorm.Object(info), err
}

// List answers scorm.
func (f packageFiles) List(ctx context.Context, prefix string, limit int, after string) ([]scorm.Object, error) {
	infos, err := f.store.List(ctx, prefix, limit, after)
	objects := make([]scorm.Object, len(infos))
	for i, info := range infos {
		objects[i] = scorm.Object(info)
	}
	return objects, err
}

// playing answers what scorm asks of tracking.
type playing struct {
	tracking *tracking.Service
	learn    enrolments
}

// Playable answers scorm.
func (p playing) Playable(ctx context.Context, who actor.Actor, session, activity string) (scorm.Playable, error) {
	view, err := p.tracking.Activity(ctx, who, session, activity)
	if err != nil {
		return scorm.Playable{}, err
	}
	if view.Content.Package == "" {
		return scorm.Playable{}, notPackage()
	}
	return scorm.Playable{Enrolment: ids.Join(session, who.Person), Package: view.Content.Package, Title: view.Activity.Title,
		Name: who.Name, Preview: view.Preview, Closed: view.Session.State != "" && view.Session.State != tracking.SessionOpen,
		Registration: registrationOf(ids.Join(session, who.Person), view.Preview)}, nil
}

// registrationOf names an enrolment in what its units tell and what is told of their launches: a
// registration apart from the one in which tracking tells of the same enrolment, so that a course
// finds there what cmi5 says and nothing else. What is tried without an enrolment is kept apart too.
func registrationOf(enrolment string, preview bool) string {
	if preview {
		enrolment = ids.Join("preview", enrolment)
	}
	return ids.Derived("registration of units", enrolment)
}

// Waivable answers scorm.
func (p playing) Waivable(ctx context.Context, who actor.Actor, session, person, activity string) (scorm.Playable, error) {
	view, err := p.tracking.Participation(ctx, who, session, person)
	if err != nil {
		return scorm.Playable{}, err
	}
	a, err := p.learn.activity(ctx, view.Parcours, view.Version, activity)
	if err != nil {
		return scorm.Playable{}, err
	}
	if a.Package == nil {
		return scorm.Playable{}, notPackage()
	}
	return scorm.Playable{Enrolment: view.ID, Package: a.Package.ID, Title: a.Title, Name: view.Name, Registration: registrationOf(view.ID, false)}, nil
}

// Followed answers scorm.
func (p playing) Followed(ctx context.Context, who actor.Actor, session, person string) ([]scorm.Followed, error) {
	view, err := p.tracking.Look(ctx, who, session, person)
	if err != nil {
		return nil, err
	}
	v, err := p.learn.courses.Version(ctx, actor.System(), view.Parcours, view.Version)
	if err != nil {
		return nil, err
	}
	var out []scorm.Followed
	for _, section := range v.Sections {
		for _, a := range section.Activities {
			if a.Package != nil {
				out = append(out, scorm.Followed{Activity: a.ID, Playable: scorm.Playable{Enrolment: view.ID, Package: a.Package.ID, Title: a.Title, Name: view.Name,
					Registration: registrationOf(view.ID, false)}})
			}
		}
	}
	return out, nil
}

func notPackage() error {
	return fault.New("app.Playable", fault.NotFound, "not_a_package", "Cette activité n’est pas un module à lancer.")
}

// Record answers scorm.
func (p playing) Record(ctx context.Context, o scorm.Outcome) (scorm.Standing, error) {
	progress, err := p.tracking.RecordPackage(ctx, actor.System(), packageResult(o))
	return scorm.Standing{Percent: progress.Percent, Done: progress.Done, Total: progress.Total}, err
}

// Settle answers scorm.
func (p playing) Settle(ctx context.Context, o scorm.Outcome) error {
	return p.tracking.SettlePackage(ctx, actor.System(), packageResult(o))
}

func packageResult(o scorm.Outcome) tracking.PackageResult {
	return tracking.PackageResult{Enrolment: o.Enrolment, Activity: o.Activity, Attempt: o.Attempt, Commit: o.Key, At: o.At,
		Started: o.Started, Resumed: o.Resumed, Ended: o.Ended, Suspended: o.Suspended, Completed: o.Completed, Passed: o.Passed,
		Score: o.Score, Progress: o.Progress, Duration: o.Duration, Units: o.Own}
}

// receivedFiles answers what scorm asks of uploads: whose file it is decides, even when the
// platform reads it for them.
type receivedFiles struct{ uploads *storage.Uploads }

// Open answers scorm.
func (r receivedFiles) Open(ctx context.Context, who actor.Actor, id string) (scorm.Source, error) {
	file, err := r.uploads.Open(ctx, actor.Actor{Person: who.Person}, id)
	if err != nil {
		return scorm.Source{}, err
	}
	return scorm.Source{Name: file.Name, At: file, Size: file.Size}, nil
}

// Discard answers scorm.
func (r receivedFiles) Discard(ctx context.Context, who actor.Actor, id string) error {
	return r.uploads.Abandon(ctx, actor.Actor{Person: who.Person}, id)
}

// ImportPackage imports a package at once: the demonstration and the operator's shell.
func (a *App) ImportPackage(ctx context.Context, person, id, name string, file io.ReaderAt, size int64) (string, error) {
	p, _, err := a.Scorm.Import(ctx, actor.Actor{Person: person, System: true}, scorm.Source{ID: id, Name: name, At: file, Size: size}, nil)
	return p.ID, err
}

// sweepPackages removes what interrupted imports left.
func (a *App) sweepPackages(ctx context.Context) error {
	_, err := a.Scorm.Sweep(ctx, actor.System())
	return err
}

// sweepUploads removes what was begun and left.
func (a *App) sweepUploads(ctx context.Context) error {
	_, err := a.uploads.Sweep(ctx)
	return err
}
