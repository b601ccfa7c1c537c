package scorm

import (
	"preau.education/preau/scorm/cmi5"
)

// unitsOf are the units of a course, in order.
func unitsOf(course *cmi5.Course) []*cmi5.AU {
	var list []*cmi5.AU
	for au := range course.AUs() {
		list = append(list, au)
	}
	return list
}

// nextUnit is the unit to go on with: the only one, else the first that is not satisfied or, where
// nothing is asked of it, was never opened; nil when there is none.
func nextUnit(plan *cmi5.Plan, c *CourseState) *cmi5.AU {
	units := unitsOf(plan.Course)
	if len(units) == 1 {
		return units[0]
	}
	met := plan.Met(c.learning())
	for _, au := range units {
		u := c.Units[au.ID]
		switch u.word(au, met[au.ID]) {
		case Completed, Passed, Waived:
		default:
			return au
		}
	}
	return nil
}

// unitContents is the table of contents of a course: its blocks and its units, any of which may
// be chosen.
func unitContents(plan *cmi5.Plan, c *CourseState, current *UnitSession) Contents {
	var out Contents
	met := plan.Met(c.learning())
	var walk func(nodes []cmi5.Node, depth int) (started bool)
	walk = func(nodes []cmi5.Node, depth int) bool {
		any := false
		for _, n := range nodes {
			at := len(out.Lines)
			if n.Block != nil {
				out.Lines = append(out.Lines, Line{ID: n.Block.ID, Title: titleOf(n.Block.Title), Depth: depth, State: NotStarted})
				if walk(n.Block.Children, depth+1) {
					any, out.Lines[at].State = true, Started
					if met[n.Block.ID] {
						out.Lines[at].State = Completed
					}
				}
				continue
			}
			u := c.Units[n.AU.ID]
			line := Line{ID: n.AU.ID, Title: titleOf(n.AU.Title), Depth: depth, Leaf: true, Enabled: true, State: u.word(n.AU, met[n.AU.ID]), Score: u.Score}
			if current != nil && current.Unit == n.AU.ID {
				line.Current = true
				out.Current = &Place{line.ID, line.Title}
			}
			any = any || line.State != NotStarted
			out.Lines = append(out.Lines, line)
		}
		return any
	}
	walk(plan.Course.Children, 0)
	return out
}

// word is what is read of a unit. One to which no criterion applies is satisfied from the start,
// and is shown so once it was opened. What the learner did outdoes that they need not have.
func (u *UnitState) word(au *cmi5.AU, met bool) string {
	own := u.Status
	own.Waived = false
	switch {
	case u.Waived && (u.Launches == 0 || !au.MoveOn.Met(own)):
		return Waived
	case u.Failed && !met:
		return Failed
	case u.Passed:
		return Passed
	case u.Completed && met, met && u.Launches > 0:
		return Completed
	case u.Launches > 0:
		return Started
	}
	return NotStarted
}

func titleOf(t cmi5.Text) string {
	if title := t.In("fr"); title != "" {
		return title
	}
	return "Sans titre"
}

// unitResult is what a course amounts to: completed when it is satisfied, failed when a unit is
// and nothing has outdone it, passed when it is satisfied and a unit was passed. The score is the
// mean of the scores, the progress the share of the units that are satisfied.
func unitResult(plan *cmi5.Plan, c *CourseState) Result {
	met := plan.Met(c.learning())
	r := Result{Completed: met[plan.Course.ID]}
	total, done, scored, sum := 0, 0, 0, 0.0
	passed, failed := false, false
	for au := range plan.Course.AUs() {
		u := c.Units[au.ID]
		total++
		if met[au.ID] {
			done++
		}
		passed = passed || u.Passed
		failed = failed || u.Failed && !met[au.ID]
		if u.Score != nil {
			scored++
			sum += *u.Score
		}
	}
	if failed || passed && r.Completed {
		verdict := !failed
		r.Passed = &verdict
	}
	if scored > 0 {
		mean := sum / float64(scored)
		r.Score = &mean
	}
	share := float64(done) / float64(total) // a course has a unit: cmi5.Parse sees to it
	r.Progress = &share
	return r
}
