package scorm

import (
	"math"

	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// Result is what an attempt at a whole package amounts to.
type Result struct {
	Completed bool
	Passed    *bool
	Score     *float64 // scaled, -1 to 1
	Progress  *float64 // 0 to 1
}

// result rolls the attempt up: in SCORM 2004 it is sequencing's root, in SCORM 1.2, which
// has no roll-up, what its contents add up to.
func (p *play) result() Result {
	if p.Standard == manifest.SCORM12 {
		return p.result12()
	}
	root := sequencing.Objectives(p.plan(), p.state(), p.plan().Root())[0]
	r := Result{Completed: root.Completion == sequencing.True, Score: root.Measure, Progress: root.Progress}
	if root.Satisfied != sequencing.Unknown {
		passed := root.Satisfied == sequencing.True
		r.Passed = &passed
	}
	if r.Progress == nil {
		r.Progress = p.share()
	}
	if p.single() { // its own score, which a roll-up by weights may leave out
		if sco := p.a.SCOs[p.leaves[0]]; r.Score == nil {
			r.Score = sco.Scaled
		}
	}
	return r
}

// result12: completed when every visible content is, failed when one is, passed when one is
// and all is completed; the score is the mean of the scores.
func (p *play) result12() Result {
	var r Result
	total, done, passed, failed, scored, sum := 0, 0, 0, 0, 0, 0.0
	for _, item := range p.leaves {
		if !p.items[item].Visible && !p.single() || p.address(item) == "" {
			continue
		}
		total++
		sco := p.a.SCOs[item]
		if sco.Completion == "completed" {
			done++
		}
		switch sco.Success {
		case "passed":
			passed++
		case "failed":
			failed++
		}
		if sco.Scaled != nil {
			scored++
			sum += *sco.Scaled
		}
	}
	r.Completed = total > 0 && done == total
	if failed > 0 || passed > 0 && r.Completed {
		verdict := failed == 0
		r.Passed = &verdict
	}
	if scored > 0 {
		mean := sum / float64(scored)
		r.Score = &mean
	}
	if total > 0 {
		share := float64(done) / float64(total)
		r.Progress = &share
	}
	return r
}

// share is how many of the contents are completed.
func (p *play) share() *float64 {
	done := 0
	for _, item := range p.leaves {
		if p.a.SCOs[item].Completion == "completed" {
			done++
		}
	}
	f := float64(done) / float64(len(p.leaves))
	return &f
}

// progressStep is by how much progress must move to be worth telling.
const progressStep = 0.05

// tell compares the attempt with what tracking was told last, and returns what is new; ok is
// false when nothing is.
func (p *play) tell(o Outcome) (Outcome, bool) {
	a := p.a
	o.Enrolment, o.Activity, o.Attempt, o.At = a.Enrolment, a.Activity, a.statementID(), p.env.Now
	return o, a.Told.news(p.result(), &o) && !a.Preview
}

// news puts into an outcome what a result has that was not told before, and takes it for told. It
// says whether the outcome is worth telling.
func (told *Told) news(r Result, o *Outcome) bool {
	if r.Completed && !told.Completed {
		o.Completed, told.Completed = true, true
	}
	newVerdict := r.Passed != nil && (told.Passed == nil || *told.Passed != *r.Passed)
	newScore := r.Score != nil && (told.Score == nil || *told.Score != *r.Score)
	if newVerdict {
		o.Passed, told.Passed = r.Passed, r.Passed
	}
	if newScore || newVerdict {
		o.Score, told.Score = r.Score, r.Score
	}
	if r.Progress != nil && (told.Progress == nil && *r.Progress > 0 || told.Progress != nil &&
		(math.Abs(*r.Progress-*told.Progress) >= progressStep || *r.Progress == 1 && *told.Progress != 1)) {
		o.Progress, told.Progress = r.Progress, r.Progress
	}
	return o.Started || o.Resumed || o.Ended || o.Completed || o.Passed != nil || o.Score != nil || o.Progress != nil
}
