package scorm

import (
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// resume delivers what the learner comes back to.
func (p *play) resume(again bool, o *Outcome) {
	a := p.a
	over := a.Ended && a.State.Suspended == ""
	switch {
	case p.begins(again):
		p.start()
		o.Started = true
		return
	case over && p.Standard == manifest.SCORM2004:
		return // the learner begins again, or leaves
	}
	o.Resumed = true
	switch {
	case over:
		p.reopen()
	case a.Current == "" && a.State.Suspended != "":
		p.try(sequencing.Request{Kind: sequencing.ResumeAll})
	case a.Current == "":
		// nothing was delivered: the learner chooses
	case a.Live, !a.Touched, a.SCOs[a.Current].Data.Suspended:
		p.again()
	default:
		p.goOn()
	}
}

// begins says whether the learner comes to a new attempt: the first, one at another package
// (the training was corrected), one they ask for after the last ended, or, where there is
// nothing to choose, simply after the last ended. SCORM 1.2 knows no attempts: there it is
// only when asked.
func (p *play) begins(again bool) bool {
	a := p.a
	over := a.Ended && a.State.Suspended == ""
	return a.Begun.IsZero() || a.Package != p.ID || over && (again || p.single() && p.Standard == manifest.SCORM2004)
}

// goOn follows a content that has ended for good: with the next one where there is one, else
// with the same, or with the learner's choice.
func (p *play) goOn() {
	old := p.Standard == manifest.SCORM12
	if at := p.lessonStatus(p.a.Current); old && at != "completed" && at != "passed" {
		p.again()
		return
	}
	if p.try(sequencing.Request{Kind: sequencing.Continue}) {
		return
	}
	p.notice = ""
	if old {
		p.again()
		return
	}
	p.a.Current = ""
}

// reopen takes up a SCORM 1.2 attempt that was ended: what its contents know stays known.
func (p *play) reopen() {
	p.a.State, p.a.Ended, p.a.Current = sequencing.Begin(p.tree, sequencing.State{}, p.env), false, ""
	p.changed()
	for _, item := range p.leaves {
		if at := p.lessonStatus(item); at != "completed" && at != "passed" && !p.isLocked(item) {
			p.try(sequencing.Request{Kind: sequencing.Choice, Target: item})
			return
		}
	}
	p.try(sequencing.Request{Kind: sequencing.Start})
}
