package app

import (
	"context"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
	"preau.education/preau/tracking/lrs"
)

// Packages whose units speak to the record store themselves: scorm launches them, the record store
// keeps what they say, and each asks the other.

// unitRecords answers what scorm asks of the record store.
type unitRecords struct {
	records *lrs.Service
	courses *courses.Service
}

// Tell answers scorm.
func (u unitRecords) Tell(ctx context.Context, said scorm.Stated) error {
	academie, err := academieOf(ctx, u.courses, said.Enrolment)
	if err != nil {
		return err
	}
	return u.records.Tell(ctx, actor.System(), academie, said.Statements)
}

// academieOf is the académie for which an enrolment counts, "" for who only looks around.
func academieOf(ctx context.Context, c *courses.Service, enrolment string) (string, error) {
	e, err := c.Enrolment(ctx, actor.System(), enrolment)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return e.Snapshot.Academie, err
}

// Prepare answers scorm.
func (u unitRecords) Prepare(ctx context.Context, p scorm.Preparation) error {
	return u.records.Prepare(ctx, actor.System(), lrs.Launched{Learner: p.Learner, Registration: p.Registration, Activity: p.Activity}, p.State, p.Profile)
}

// Kept answers scorm.
func (u unitRecords) Kept(ctx context.Context, registration string, ids []string) (bool, error) {
	return u.records.Kept(ctx, registration, ids)
}

// launches answers what the record store asks of those who launch content. It holds the app
// because the record store is made before them.
type launches struct{ app *App }

// Admit answers lrs.
func (l launches) Admit(ctx context.Context, key string) (lrs.Launched, error) {
	a, err := l.app.Scorm.Admit(ctx, key)
	if err != nil {
		return lrs.Launched{}, err
	}
	academie, err := academieOf(ctx, l.app.Courses, a.Enrolment)
	return lrs.Launched{Learner: a.Learner, Registration: a.Registration, Academie: academie, Activity: a.Activity, Package: a.Package, Title: a.Title}, err
}

// Hear answers lrs.
func (l launches) Hear(ctx context.Context, key string, call lrs.Call) error {
	return l.app.Scorm.Hear(ctx, key, scorm.Call(call))
}

// Judge answers lrs.
func (l launches) Judge(ctx context.Context, key string, fresh []lrs.Heard, held []string) (func(context.Context, bool) error, error) {
	list := make([]scorm.Heard, len(fresh))
	for i, h := range fresh {
		list[i] = scorm.Heard(h)
	}
	return l.app.Scorm.Judge(ctx, key, list, held)
}

// state has the record store keep what the platform says about launches, as the request that said
// it did already unless its process stopped in between.
func (a *App) state(ctx context.Context, c docstore.Change) error {
	stated, err := decode[scorm.Stated](c)
	if err != nil {
		return err
	}
	return a.Scorm.State(ctx, actor.System(), stated)
}
