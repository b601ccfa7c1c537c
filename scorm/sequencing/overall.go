package sequencing

// Navigate is OP.1, the Overall Sequencing Process, for one navigation request. A
// request that is not valid where the learner is changes nothing; one that ends the
// current activity and then leads nowhere leaves the learner without content, as the
// book has it, and [Valid] says so beforehand.
func Navigate(t *Tree, s State, request Request, env Env) (State, Outcome) {
	r := load(t, s, env)
	exit, sequencing, e := r.navigate(request)
	if e != "" {
		return s, Outcome{Exception: e}
	}
	o := r.process(exit, sequencing, r.find(request.Target))
	return r.state(), o
}

// process is steps 2 to 5 of OP.1.
func (r *run) process(exit exitRequest, request sequencingRequest, target int) Outcome {
	if exit != noExit {
		other, e := r.terminate(exit)
		if e != "" {
			return Outcome{Exception: e}
		}
		if other != noRequest {
			request = other
		}
	}
	f := r.sequence(request, target)
	switch {
	case f.exception != "":
		return Outcome{Exception: f.exception}
	case f.end:
		r.finish()
		return Outcome{Ended: true}
	case !f.ok:
		return Outcome{}
	}
	if e := r.deliverable(f.activity); e != "" {
		return Outcome{Exception: e}
	}
	resume, e := r.deliver(f.activity)
	if e != "" {
		return Outcome{Exception: e}
	}
	return Outcome{Deliver: r.nodes[f.activity].ID, Resume: resume}
}

// finish ends the sequencing session, and every attempt that is still going on in it.
func (r *run) finish() {
	r.terminateDescendents(0)
	if r.acts[0].Active {
		r.endAttempt(0)
	}
	r.current = nowhere
}
