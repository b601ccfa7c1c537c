package tracking

import (
	"context"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/tracking/xapi"
)

// PackageResult is what a commit of a package changed, as its run-time reports it. The
// xAPI SCORM profile says which statements follow.
type PackageResult struct {
	Enrolment string
	Activity  string
	Attempt   string // identifier of the attempt
	Commit    string // what tells this commit from the attempt's others; sent again, it is the same
	At        time.Time
	Started   bool // the attempt begins with it
	Resumed   bool // a suspended attempt goes on
	Ended     bool // the learner left
	Suspended bool // to come back
	Completed bool // the activity as a whole, rolled up
	Passed    *bool
	Score     *float64 // scaled, -1 to 1
	Progress  *float64 // 0 to 1
	Duration  time.Duration
	Units     bool // its units speak xAPI themselves: the statements are not of the SCORM profile
}

// RecordPackage records what a commit of a package changed, under the rules of Record.
// Sent again it is the same statements. What says nothing makes no statement.
func (s *Service) RecordPackage(ctx context.Context, who actor.Actor, r PackageResult) (Progress, error) {
	in := r.inputs()
	if len(in) == 0 {
		if err := signedIn("tracking.RecordPackage", who); err != nil {
			return Progress{}, err
		}
		return s.Own(ctx, who, r.Enrolment)
	}
	return s.RecordAll(ctx, who, r.Enrolment, in)
}

// SettlePackage makes sure that what a commit changed is recorded, unless this process has done
// it: what the log does with a result that was handed to RecordPackage at once.
func (s *Service) SettlePackage(ctx context.Context, who actor.Actor, r PackageResult) error {
	if err := systemOnly("tracking.SettlePackage", who); err != nil {
		return err
	}
	in := r.inputs()
	statements := make([]string, len(in))
	for i, one := range in {
		statements[i] = statementID(r.Enrolment, one)
	}
	if s.inHand.has(ctx, statements...) {
		return nil
	}
	_, err := s.RecordAll(ctx, who, r.Enrolment, in)
	return err
}

// inputs are the experiences that a commit tells. The life of the attempt is keyed by the
// attempt and the commit; a verdict also carries the score that came with it.
func (r PackageResult) inputs() []Input {
	var in []Input
	profiles := []string{xapi.ProfileSCORM}
	if r.Units {
		profiles = nil
	}
	add := func(verb xapi.Verb, key string, res Result) {
		in = append(in, Input{Activity: r.Activity, Verb: verb, At: r.At, Attempt: r.Attempt, Key: r.Attempt + ":" + key,
			Result: res, Profiles: profiles})
	}
	if r.Started {
		add(xapi.Initialized, "start", Result{})
	}
	if r.Resumed {
		add(xapi.Resumed, r.Commit, Result{})
	}
	switch {
	case r.Passed != nil && *r.Passed:
		add(xapi.Passed, r.Commit, Result{Passed: r.Passed, Score: r.Score})
	case r.Passed != nil:
		add(xapi.Failed, r.Commit, Result{Passed: r.Passed, Score: r.Score})
	case r.Score != nil:
		add(xapi.Scored, r.Commit, Result{Score: r.Score})
	}
	if r.Progress != nil {
		add(xapi.Progressed, r.Commit, Result{Progress: r.Progress})
	}
	if r.Completed {
		add(xapi.Completed, r.Commit, Result{Completed: ptr(true)})
	}
	switch {
	case r.Ended && r.Suspended:
		add(xapi.Suspended, r.Commit, Result{Duration: r.Duration})
	case r.Ended:
		add(xapi.Terminated, r.Commit, Result{Duration: r.Duration})
	}
	return in
}
