package sequencing

// terminateDescendents is UP.3, the Terminate Descendent Attempts Process: the attempts
// between the current activity and what it has in common with the given one end.
func (r *run) terminateDescendents(a int) {
	if r.current == nowhere {
		return
	}
	path := r.upTo(r.current, r.commonAncestor(r.current, a))
	for i, walk := range path {
		if i > 0 { // not the current activity itself
			r.endAttempt(walk)
		}
	}
}

// endAttempt is UP.4, the End Attempt Process.
func (r *run) endAttempt(a int) {
	t, def := &r.acts[a], r.nodes[a]
	if r.leaf(a) {
		if def.Delivery.Tracked && !t.Suspended {
			r.assumeDone(a)
		}
	} else {
		t.Suspended = r.suspendedChild(a)
	}
	t.Active = false
	r.overallRollup(a)
	if !r.leaf(a) && !t.Suspended {
		r.arrange(a, false)
	}
}

// assumeDone gives a content that said nothing the status its delivery controls assume.
// One that said "unknown" has said something, and a measure decides alone where it does.
func (r *run) assumeDone(a int) {
	def, stated := r.nodes[a], r.acts[a].Stated
	if !def.Delivery.CompletionSetByContent && !def.Completion.ByMeasure &&
		stated&FieldCompletion == 0 && !r.completed(a, 0, r.source).known() {
		r.setCompleted(a, True)
	}
	if !def.Delivery.ObjectiveSetByContent && !def.Objectives[0].SatisfiedByMeasure &&
		stated&FieldSatisfied == 0 && !r.satisfied(a, 0, r.source).known() {
		r.setSatisfied(a, 0, True)
	}
}

// suspendedChild tells whether the attempt on a child is suspended.
func (r *run) suspendedChild(a int) bool {
	for _, c := range r.nodes[a].children {
		if r.acts[c].Suspended {
			return true
		}
	}
	return false
}

// exitRequest is a termination request.
type exitRequest uint8

const (
	noExit exitRequest = iota
	exitCurrent
	exitParent
	exitEverything
	suspendEverything
	abandonCurrent
	abandonEverything
)

// exitActionRules is TB.2.1, the Sequencing Exit Action Rules Subprocess: the highest
// activity above the current one whose exit rule applies ends, and becomes current.
func (r *run) exitActionRules() {
	path := r.downFrom(0, r.current)
	for _, a := range path[:len(path)-1] {
		if r.ruleCheck(a, r.nodes[a].ExitRules, ExitAction) != "" {
			r.terminateDescendents(a)
			r.endAttempt(a)
			r.current = a
			return
		}
	}
}

// postConditionRules is TB.2.2, the Sequencing Post Condition Rules Subprocess.
func (r *run) postConditionRules() (exitRequest, sequencingRequest) {
	if r.acts[r.current].Suspended {
		return noExit, noRequest
	}
	switch r.ruleCheck(r.current, r.nodes[r.current].PostRules, ExitParentAction, ExitAllAction,
		RetryAction, RetryAllAction, ContinueAction, PreviousAction) {
	case RetryAction:
		return noExit, requestRetry
	case ContinueAction:
		return noExit, requestContinue
	case PreviousAction:
		return noExit, requestPrevious
	case ExitParentAction:
		return exitParent, noRequest
	case ExitAllAction:
		return exitEverything, noRequest
	case RetryAllAction:
		return exitEverything, requestRetry
	}
	return noExit, noRequest
}

// terminate is TB.2.3, the Termination Request Process. The sequencing request that it
// returns, if any, takes the place of the one that was pending.
func (r *run) terminate(request exitRequest) (sequencingRequest, Exception) {
	if r.current == nowhere {
		return noRequest, "TB.2.3-1"
	}
	if (request == exitCurrent || request == abandonCurrent) && !r.acts[r.current].Active {
		return noRequest, "TB.2.3-2"
	}
	switch request {
	case exitCurrent:
		return r.terminateExit()
	case exitEverything:
		return r.terminateAll(noRequest), ""
	case suspendEverything:
		return r.terminateSuspend()
	case abandonCurrent:
		r.acts[r.current].Active = false
		return noRequest, ""
	}
	for _, a := range r.upToRoot(r.current) { // abandonEverything
		r.acts[a].Active = false
	}
	r.current = 0
	return requestExit, ""
}

// terminateExit is the Exit case of TB.2.3.
func (r *run) terminateExit() (sequencingRequest, Exception) {
	r.endAttempt(r.current)
	r.exitActionRules()
	for {
		exit, request := r.postConditionRules()
		switch exit {
		case exitEverything:
			return r.terminateAll(request), ""
		case exitParent:
			if r.current == 0 {
				return noRequest, "TB.2.3-4"
			}
			r.current = r.nodes[r.current].parent
			r.endAttempt(r.current)
		default:
			if r.current == 0 && request != requestRetry {
				return requestExit, ""
			}
			return request, ""
		}
	}
}

// terminateAll is the Exit All case of TB.2.3; a post-condition may have asked to retry.
func (r *run) terminateAll(request sequencingRequest) sequencingRequest {
	if r.acts[r.current].Active {
		r.endAttempt(r.current)
	}
	r.terminateDescendents(0)
	r.endAttempt(0)
	r.current = 0
	if request == noRequest {
		return requestExit
	}
	return request
}

// terminateSuspend is the Suspend All case of TB.2.3.
func (r *run) terminateSuspend() (sequencingRequest, Exception) {
	switch {
	case r.acts[r.current].Active || r.acts[r.current].Suspended:
		r.overallRollup(r.current)
		r.suspended = r.current
	case r.current != 0:
		r.suspended = r.nodes[r.current].parent
	default:
		return noRequest, "TB.2.3-3"
	}
	for _, a := range r.upToRoot(r.suspended) {
		r.acts[a].Active, r.acts[a].Suspended = false, true
	}
	r.current = 0
	return requestExit, ""
}
