package sequencing

// sequencingRequest is a sequencing request (SN 4.8).
type sequencingRequest uint8

const (
	noRequest sequencingRequest = iota
	requestStart
	requestResumeAll
	requestContinue
	requestPrevious
	requestChoice
	requestJump
	requestRetry
	requestExit
)

// sequence is SB.2.12, the Sequencing Request Process.
func (r *run) sequence(request sequencingRequest, target int) found {
	switch request {
	case requestStart:
		return r.start()
	case requestResumeAll:
		return r.resumeAll()
	case requestContinue:
		return r.move(forward, "SB.2.7-1", "SB.2.7-2")
	case requestPrevious:
		return r.move(backward, "SB.2.8-1", "SB.2.8-2")
	case requestChoice:
		return r.choice(target)
	case requestJump:
		return r.jump(target)
	case requestRetry:
		return r.retry()
	case requestExit:
		return r.exit()
	}
	return found{activity: nowhere, exception: "SB.2.12-1"}
}

// start is SB.2.5, the Start Sequencing Request Process.
func (r *run) start() found {
	if r.current != nowhere {
		return found{activity: nowhere, exception: "SB.2.5-1"}
	}
	if only := r.onlyLeaf(); only != nowhere {
		return found{activity: only, ok: true}
	}
	return r.flow(0, forward, true)
}

// onlyLeaf returns the content of a tree that holds one alone, be it below the root: there
// is nothing to sequence, and nobody to choose it. It returns nowhere for any other tree.
func (r *run) onlyLeaf() int {
	a := 0
	for len(r.nodes[a].children) == 1 {
		a = r.nodes[a].children[0]
	}
	if r.leaf(a) {
		return a
	}
	return nowhere
}

// resumeAll is SB.2.6, the Resume All Sequencing Request Process.
func (r *run) resumeAll() found {
	switch {
	case r.current != nowhere:
		return found{activity: nowhere, exception: "SB.2.6-1"}
	case r.suspended == nowhere:
		return found{activity: nowhere, exception: "SB.2.6-2"}
	}
	return found{activity: r.suspended, ok: true}
}

// move is SB.2.7 and SB.2.8, the Continue and Previous Sequencing Request Processes.
func (r *run) move(dir direction, nowhereYet, noFlow Exception) found {
	if r.current == nowhere {
		return found{activity: nowhere, exception: nowhereYet}
	}
	if r.current != 0 && !r.nodes[r.nodes[r.current].parent].Controls.Flow {
		return found{activity: nowhere, exception: noFlow}
	}
	return r.flow(r.current, dir, false)
}

// retry is SB.2.10, the Retry Sequencing Request Process.
func (r *run) retry() found {
	switch {
	case r.current == nowhere:
		return found{activity: nowhere, exception: "SB.2.10-1"}
	case r.acts[r.current].Active || r.acts[r.current].Suspended:
		return found{activity: nowhere, exception: "SB.2.10-2"}
	case r.leaf(r.current):
		return found{activity: r.current, ok: true}
	}
	if r.current == 0 {
		r.forgetGlobals() // the rules on the way are those of the attempt about to begin
	}
	f := r.flow(r.current, forward, true)
	if !f.ok {
		return found{activity: f.activity, exception: "SB.2.10-3"}
	}
	return f
}

// exit is SB.2.11, the Exit Sequencing Request Process.
func (r *run) exit() found {
	switch {
	case r.current == nowhere:
		return found{activity: nowhere, exception: "SB.2.11-1"}
	case r.acts[r.current].Active:
		return found{activity: nowhere, exception: "SB.2.11-2"}
	}
	return found{activity: nowhere, end: r.current == 0}
}

// jump is SB.2.13, the Jump Sequencing Request Process.
func (r *run) jump(target int) found {
	if r.current == nowhere {
		return found{activity: nowhere, exception: "SB.2.13-1"}
	}
	return found{activity: target, ok: true}
}
