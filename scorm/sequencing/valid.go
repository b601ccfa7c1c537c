package sequencing

// Validity says which navigation requests would be honoured now: what the content reads
// in adl.nav.request_valid, and what the interface may offer.
type Validity struct {
	Start, ResumeAll                               bool
	Continue, Previous                             bool
	Exit, ExitAll, Abandon, AbandonAll, SuspendAll bool
	Choices, Jumps                                 map[string]bool // by activity; only those that would be
	Ends                                           bool            // to continue would end the sequencing session
}

// Allows tells whether a request would be honoured.
func (v *Validity) Allows(request Request) bool {
	switch request.Kind {
	case Start:
		return v.Start
	case ResumeAll:
		return v.ResumeAll
	case Continue:
		return v.Continue
	case Previous:
		return v.Previous
	case Exit:
		return v.Exit
	case ExitAll:
		return v.ExitAll
	case Abandon:
		return v.Abandon
	case AbandonAll:
		return v.AbandonAll
	case SuspendAll:
		return v.SuspendAll
	case Choice:
		return v.Choices[request.Target]
	case Jump:
		return v.Jumps[request.Target]
	}
	return false
}

// Valid answers for every request by trying it on a copy, as if the current activity
// ended with what it has committed. To continue is honoured wherever it then leads; the
// others are answered for themselves: that a post-condition rule would lead elsewhere
// than to a target does not make the target offered.
func Valid(t *Tree, s State, env Env) Validity {
	r := load(t, s, env)
	v := Validity{Choices: map[string]bool{}, Jumps: map[string]bool{}}
	here := r.current != nowhere
	active := here && r.acts[r.current].Active
	if here {
		v.Continue, v.Ends = r.honours(Request{Kind: Continue})
	} else {
		v.Start, _ = r.honours(Request{Kind: Start})
		v.ResumeAll, _ = r.honours(Request{Kind: ResumeAll})
	}
	v.Exit, v.Abandon = active, active
	v.ExitAll, v.AbandonAll = here, here
	v.SuspendAll = here && (active || r.acts[r.current].Suspended || r.current != 0)
	_, _, back := r.navigate(Request{Kind: Previous})
	chosen, jumped := make([]bool, len(r.nodes)), make([]bool, len(r.nodes))
	for a := range r.nodes {
		_, _, e := r.navigateChoice(a)
		chosen[a] = e == ""
		_, _, e = r.navigateJump(a)
		jumped[a] = e == "" && here
	}
	if active { // from here on, the run is as the current activity leaves it
		r.endAttempt(r.current)
		r.exitActionRules()
	}
	if back == "" {
		f := r.move(backward, "", "")
		v.Previous = f.ok && r.deliverable(f.activity) == ""
	}
	for a := range r.nodes {
		if f := r.tryChoice(a); chosen[a] && f.ok && r.deliverable(f.activity) == "" {
			v.Choices[r.nodes[a].ID] = true
		}
		if jumped[a] && r.deliverable(a) == "" {
			v.Jumps[r.nodes[a].ID] = true
		}
	}
	return v
}

// honours tries a request on a copy, and tells whether it would end the session. To continue is offered, too, where what follows can
// only be chosen: it ends the current activity, and the learner goes on from the table of
// contents.
func (r *run) honours(request Request) (honoured, ends bool) {
	exit, sequencing, e := r.navigate(request)
	if e != "" {
		return false, false
	}
	o := r.fork().process(exit, sequencing, nowhere)
	return o.Exception == "" || o.Exception == "SB.2.2-1" && request.Kind == Continue, o.Ended
}

// Offer is the navigation controls that the interface may offer as usable.
type Offer struct {
	Continue, Previous, Exit, ExitAll, Abandon, AbandonAll, SuspendAll bool
}

// Offered takes from what would be honoured what the current activity hides from the
// interface (adlnav:hideLMSUI), because its content brings it itself.
func Offered(t *Tree, s State, v Validity) Offer {
	o := Offer{Continue: v.Continue, Previous: v.Previous, Exit: v.Exit, ExitAll: v.ExitAll,
		Abandon: v.Abandon, AbandonAll: v.AbandonAll, SuspendAll: v.SuspendAll}
	current, ok := t.Activity(s.Current)
	if !ok {
		return o
	}
	for _, hidden := range current.HideUI {
		switch Kind(hidden) {
		case Continue:
			o.Continue = false
		case Previous:
			o.Previous = false
		case Exit:
			o.Exit = false
		case ExitAll:
			o.ExitAll = false
		case Abandon:
			o.Abandon = false
		case AbandonAll:
			o.AbandonAll = false
		case SuspendAll:
			o.SuspendAll = false
		}
	}
	return o
}
