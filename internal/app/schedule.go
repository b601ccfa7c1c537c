package app

import (
	"context"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/jobs"
)

// schedule is what recurs, on one node of the cluster each time. Times are UTC.
func (a *App) schedule() []jobs.Task {
	return []jobs.Task{
		{Name: "seats", Spec: "*/5 * * * *", Run: func(ctx context.Context) error {
			_, err := a.Courses.RepairSeats(ctx)
			return err
		}},
		{Name: "sessions", Spec: "*/5 * * * *", AtStart: true, Run: func(ctx context.Context) error {
			_, err := a.Courses.FollowDates(ctx, actor.System())
			return err
		}},
		{Name: "figures", Spec: "30 1 * * *", Run: func(ctx context.Context) error { return a.RebuildFigures(ctx, a.now()) }},
		{Name: "packages", Spec: "15 2 * * *", Run: a.sweepPackages},
		{Name: "media", Spec: "20 2 * * *", Run: func(ctx context.Context) error {
			_, err := a.Courses.SweepMedia(ctx, actor.System())
			return err
		}},
		{Name: "records", Spec: "40 2 * * *", Run: a.Records.ApplyRules},
		{Name: "uploads", Spec: "45 * * * *", Run: a.sweepUploads},
	}
}

// beats are what every node does all the time.
func (a *App) beats() []beat {
	return []beat{
		{time.Second, a.Courses.Tick},
		{500 * time.Millisecond, func(ctx context.Context) error { return a.Tracking.Announce(ctx, actor.System()) }},
		{2 * time.Second, func(ctx context.Context) error {
			_, err := a.Notify.Deliver(ctx)
			return err
		}},
		{5 * time.Second, a.forward},
		{time.Hour, a.Identity.RotateKeys},
	}
}

// beat is a small thing done at an interval for as long as the node lives.
type beat struct {
	every time.Duration
	do    func(context.Context) error
}

// startBeats begins them; each ends with ctx, and Stop waits for all.
func (a *App) startBeats(ctx context.Context) {
	ctx, a.stopBeats = context.WithCancel(ctx)
	for _, b := range a.beats() {
		a.beating.Go(func() {
			tick := time.NewTicker(b.every)
			defer tick.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-tick.C:
					if err := b.do(ctx); err != nil && ctx.Err() == nil {
						a.log.Error("beat", "error", err)
					}
				}
			}
		})
	}
}

// RebuildFigures adds the counters of the current school year up again from what people did,
// académie by académie, and reports any drift. It also makes the counters of planted data.
func (a *App) RebuildFigures(ctx context.Context, now time.Time) error {
	const op = "app.RebuildFigures"
	lists, _ := a.Identity.Reference()
	system := actor.System()
	year := now.Year()
	if now.Month() < time.September {
		year--
	}
	for _, code := range append(lists.Codes(), "none") {
		drift, err := a.Tracking.Rebuild(ctx, system, code, year)
		if err != nil {
			return fault.Wrap(op, err)
		}
		if n := len(drift.Differences); n > 0 && drift.Repaired {
			a.log.Debug("figures rebuilt", "slice", drift.Slice, "differences", n)
		}
	}
	return nil
}
