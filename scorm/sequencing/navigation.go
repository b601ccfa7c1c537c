package sequencing

// navigate is NB.2.1, the Navigation Request Process: what a navigation request ends,
// and what it asks for then.
func (r *run) navigate(request Request) (exitRequest, sequencingRequest, Exception) {
	here := r.current != nowhere
	active := here && r.acts[r.current].Active
	switch request.Kind {
	case Start, ResumeAll:
		return r.navigateBegin(request.Kind)
	case Continue, Previous:
		return r.navigateFlow(request.Kind)
	case Forward, Backward:
		return noExit, noRequest, "NB.2.1-7"
	case Choice:
		return r.navigateChoice(r.find(request.Target))
	case Jump:
		return r.navigateJump(r.find(request.Target))
	}
	if !here {
		return noExit, noRequest, "NB.2.1-2"
	}
	switch request.Kind {
	case ExitAll:
		return exitEverything, requestExit, ""
	case AbandonAll:
		return abandonEverything, requestExit, ""
	case SuspendAll:
		return suspendEverything, requestExit, ""
	case Exit, Abandon:
		if !active {
			return noExit, noRequest, "NB.2.1-12"
		}
		if request.Kind == Exit {
			return exitCurrent, requestExit, ""
		}
		return abandonCurrent, requestExit, ""
	}
	return noExit, noRequest, "NB.2.1-13"
}

// navigateBegin is cases 1 and 2 of NB.2.1.
func (r *run) navigateBegin(kind Kind) (exitRequest, sequencingRequest, Exception) {
	switch {
	case r.current != nowhere:
		return noExit, noRequest, "NB.2.1-1"
	case kind == Start:
		return noExit, requestStart, ""
	case r.suspended == nowhere:
		return noExit, noRequest, "NB.2.1-3"
	}
	return noExit, requestResumeAll, ""
}

// navigateFlow is cases 3 and 4 of NB.2.1.
func (r *run) navigateFlow(kind Kind) (exitRequest, sequencingRequest, Exception) {
	if r.current == nowhere {
		return noExit, noRequest, "NB.2.1-2"
	}
	if r.current == 0 {
		if kind == Continue {
			return noExit, noRequest, "NB.2.1-4"
		}
		return noExit, noRequest, "NB.2.1-6"
	}
	controls, exit := &r.nodes[r.nodes[r.current].parent].Controls, noExit
	if r.acts[r.current].Active {
		exit = exitCurrent
	}
	switch {
	case kind == Continue && controls.Flow:
		return exit, requestContinue, ""
	case kind == Continue:
		return noExit, noRequest, "NB.2.1-4"
	case controls.Flow && !controls.ForwardOnly:
		return exit, requestPrevious, ""
	}
	return noExit, noRequest, "NB.2.1-5"
}

// navigateChoice is case 7 of NB.2.1.
func (r *run) navigateChoice(target int) (exitRequest, sequencingRequest, Exception) {
	if target == nowhere {
		return noExit, noRequest, "NB.2.1-11"
	}
	if target != 0 && !r.nodes[r.nodes[target].parent].Controls.Choice {
		return noExit, noRequest, "NB.2.1-10"
	}
	if r.current == nowhere {
		return noExit, requestChoice, ""
	}
	if !r.siblings(r.current, target) {
		for _, a := range r.upTo(r.current, r.commonAncestor(r.current, target)) {
			if r.acts[a].Active && !r.nodes[a].Controls.ChoiceExit {
				return noExit, noRequest, "NB.2.1-8"
			}
		}
	}
	if r.acts[r.current].Active {
		return exitCurrent, requestChoice, ""
	}
	return noExit, requestChoice, ""
}

// navigateJump is the case of the 4th edition's Jump request.
func (r *run) navigateJump(target int) (exitRequest, sequencingRequest, Exception) {
	if target == nowhere {
		return noExit, noRequest, "NB.2.1-11"
	}
	if target != 0 {
		if at, _ := r.place(target); at < 0 {
			return noExit, noRequest, "NB.2.1-11"
		}
	}
	if r.current != nowhere && r.acts[r.current].Active {
		return exitCurrent, requestJump, ""
	}
	return noExit, requestJump, ""
}
