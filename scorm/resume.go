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
	if p.tree.GlobalToSystem { // other packages may have changed them meanwhile
		a.State.Globals = mergeGlobals(a.State.Globals, p.shared.Globals)
	}
	switch {
	case over:
		p.reopen()
	case a.State.Suspended != "":
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

// settle decides what becomes of a content that has ended by itself while its learner asked for
// nothing: they closed the window, or their browser died. SN 5.4 then waits for the learner,
// whatever the content said of its exit. One in the middle of it is taken to suspend, and will
// find it as it was; the attempt on one that is finished ends, and its results count. A rule
// that leads elsewhere is left for the learner's return.
func (p *play) settle() {
	state, o := sequencing.Navigate(p.plan(), p.a.State, sequencing.Request{Kind: p.parting()}, p.env)
	if o.Exception != "" || o.Deliver != "" {
		return
	}
	p.took(state)
	p.a.Ended = o.Ended
}

// parting is the request that leaving stands for.
func (p *play) parting() sequencing.Kind {
	switch {
	case WantedNavigation(p.visit().Result()).Kind == sequencing.ExitAll:
		return sequencing.ExitAll // its own word ends the course (RTE 4.2.8, SN 5.6.4)
	case !p.finished():
		return sequencing.SuspendAll
	case p.single():
		return sequencing.ExitAll
	}
	return sequencing.Exit
}

// finished says whether the current content is at its end, by its own word. One that gives no
// status is completed by being left (SN 3.13.2), unless its manifest says that it will give one,
// or it has kept a place to come back to.
func (p *play) finished() bool {
	r, it := p.visit().Result(), p.items[p.a.Current]
	switch {
	case r.Success == "passed" || r.Completion == "completed":
		return true
	case r.Completion != "unknown":
		return false
	case r.Success == "failed":
		return true
	}
	values := p.visit().Data().Values
	return !it.Sequencing.Delivery.CompletionSetByContent && !it.CompletionThreshold.ByMeasure &&
		values["cmi.location"] == "" && values["cmi.suspend_data"] == ""
}

// mute says whether the current content is the whole package and gives no status, be it at its
// end: to leave it is to have completed it.
func (p *play) mute() bool {
	if !p.single() || p.Standard == manifest.SCORM12 || p.visit() == nil {
		return false
	}
	r := p.visit().Result()
	return r.Completion == "unknown" && r.Success == "unknown" && r.Exit != "suspend" && r.Request == "" && p.finished()
}

// goOn takes up an attempt whose content has ended for good: with the next content when it
// said that it is done, else with the same.
func (p *play) goOn() {
	if p.Standard == manifest.SCORM12 {
		if !p.done() || !p.try(sequencing.Request{Kind: sequencing.Continue}) {
			p.notice = ""
			p.again()
		}
		return
	}
	p.settle() // nobody has, if the browser died
	switch {
	case p.a.State.Suspended != "":
		p.try(sequencing.Request{Kind: sequencing.ResumeAll})
	case p.a.Ended:
	case !p.done() && p.retry():
	default:
		p.goFurther()
	}
}

// done says whether the current content has said that it is completed or passed. That the
// platform settles what a content does not say is no reason to lead its learner past it.
func (p *play) done() bool {
	sco := p.a.SCOs[p.a.Current]
	return sco.Success == "passed" || sco.Completion == "completed" && !sco.Data.Settled
}

// retry begins a new attempt on the current content, even where nothing may be chosen.
func (p *play) retry() bool {
	return p.try(sequencing.Request{Kind: sequencing.Jump, Target: p.a.Current})
}

// goFurther goes to what follows, else gives another try at what was failed, else goes to the
// first content that is not done and may be chosen. When there is none the attempt ends, unless
// the learner can still go back.
func (p *play) goFurther() {
	p.notice = ""
	state, next := sequencing.Navigate(p.plan(), p.a.State, sequencing.Request{Kind: sequencing.Continue}, p.env)
	if next.Deliver != "" {
		p.follow(state, next)
		return
	}
	if p.a.SCOs[p.a.Current].Success == "failed" && p.retry() {
		return
	}
	for _, item := range p.leaves {
		known := sequencing.Objectives(p.plan(), p.a.State, item)[0]
		if known.Completion != sequencing.True && known.Satisfied != sequencing.True && p.validity().Choices[item] &&
			p.try(sequencing.Request{Kind: sequencing.Choice, Target: item}) {
			return
		}
	}
	if next.Ended && (p.result().Completed || !p.validity().Previous) {
		p.follow(state, next)
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
