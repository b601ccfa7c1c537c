package jobs

import (
	"context"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"preau.education/preau/internal/fault"
)

// Task recurs: at the times of Spec (five cron fields, UTC), on one node only.
type Task struct {
	Name    string
	Spec    string
	AtStart bool // also when a node starts, for what was missed while none ran
	Run     func(ctx context.Context) error
}

// turn is the document whose insert decides which node runs a task at one time.
type turn struct {
	At     time.Time
	Holder string
}

type schedule struct {
	tasks  []Task
	cron   *cron.Cron
	ctx    context.Context
	cancel context.CancelFunc
	wait   sync.WaitGroup
}

// Every adds a recurring task; a wrong Spec is an error now, not at night.
func (r *Runner) Every(t Task) error {
	if _, err := cron.ParseStandard(t.Spec); err != nil {
		return fault.As("jobs.Every", fault.Invalid, "bad_spec", err)
	}
	r.cron.tasks = append(r.cron.tasks, t)
	return nil
}

func (s *schedule) start(ctx context.Context, r *Runner) {
	s.ctx, s.cancel = context.WithCancel(ctx)
	s.cron = cron.New(cron.WithLocation(time.UTC))
	for _, t := range s.tasks {
		_, err := s.cron.AddFunc(t.Spec, func() {
			s.wait.Add(1)
			defer s.wait.Done()
			r.perform(s.ctx, t)
		})
		if err != nil {
			r.log.Error("scheduling", "task", t.Name, "error", err)
		}
		if t.AtStart {
			s.wait.Go(func() { r.perform(s.ctx, t) })
		}
	}
	s.cron.Start()
}

func (s *schedule) stop() {
	if s.cron == nil {
		return
	}
	s.cancel()
	<-s.cron.Stop().Done()
	s.wait.Wait()
}

// perform runs the task if this node's insert of the turn wins.
func (r *Runner) perform(ctx context.Context, t Task) {
	at := r.now().Truncate(time.Minute)
	err := r.turns.Insert(ctx, t.Name+"@"+at.UTC().Format("2006-01-02T15:04"), &turn{At: at, Holder: r.holder})
	if fault.Is(err, fault.Conflict) {
		return
	}
	if err == nil {
		err = t.Run(ctx)
	}
	if err != nil && ctx.Err() == nil {
		r.log.Error("recurring task failed", "task", t.Name, "error", err)
	}
}
