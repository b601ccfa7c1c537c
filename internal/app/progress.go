package app

import (
	"context"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/tracking"
)

// progresses answers what courses asks of tracking: where people are, for its lists.
type progresses struct {
	tracking *tracking.Service
	learn    enrolments
}

// Percent answers courses for enrolments that all belong to one person.
func (b *progresses) Percent(ctx context.Context, enrolments []courses.Enrolment) (map[string]courses.ProgressView, error) {
	if len(enrolments) == 0 {
		return nil, nil
	}
	views := make([]tracking.EnrolmentView, len(enrolments))
	for i := range enrolments {
		views[i] = EnrolmentView(&enrolments[i], courses.Terms{State: courses.Open, Version: enrolments[i].Version})
	}
	overviews, err := b.tracking.Overviews(ctx, actor.System(), views)
	if err != nil {
		return nil, err
	}
	out := make(map[string]courses.ProgressView, len(overviews))
	for i := range enrolments {
		e := &enrolments[i]
		o, ok := overviews[e.ID]
		if !ok {
			continue
		}
		v := courses.ProgressView{State: courses.ToStart, Percent: o.Percent, Done: o.Done, Total: o.Total, LastAt: o.LastAt, CompletedAt: o.CompletedAt}
		switch {
		case !o.CompletedAt.IsZero():
			v.State = courses.Done
		case !o.StartedAt.IsZero():
			v.State = courses.Current
		}
		if o.Next != "" {
			a, err := b.learn.activity(ctx, e.Parcours, e.Version, o.Next)
			if err != nil {
				return nil, err
			}
			v.Next = &courses.NextActivity{ID: a.ID, Title: a.Title, Kind: string(a.Kind)}
		}
		out[e.ID] = v
	}
	return out, nil
}
