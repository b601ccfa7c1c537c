package sequencing

// deliverable is DB.1.1, the Delivery Request Process.
func (r *run) deliverable(a int) Exception {
	if !r.leaf(a) {
		return "DB.1.1-1"
	}
	for _, walk := range r.downFrom(0, a) {
		if r.checkActivity(walk) {
			return "DB.1.1-3"
		}
	}
	return ""
}

// deliver is DB.2, the Content Delivery Environment Process. It tells whether a
// suspended attempt on the activity goes on.
func (r *run) deliver(a int) (resume bool, e Exception) {
	if r.current != nowhere && r.acts[r.current].Active {
		return false, "DB.2-1"
	}
	if a != r.suspended {
		r.clearSuspended(a)
	}
	r.terminateDescendents(a)
	resume = r.acts[a].Suspended
	for _, walk := range r.downFrom(0, a) {
		t := &r.acts[walk]
		if t.Active {
			continue
		}
		if r.nodes[walk].Delivery.Tracked {
			if t.Suspended {
				t.Suspended = false
			} else {
				r.newAttempt(walk)
			}
		} else if walk == a {
			resume, t.Suspended = t.Suspended, false
		}
		t.Active = true
	}
	r.current, r.suspended = a, nowhere
	return resume, ""
}

// clearSuspended is DB.2.1, the Clear Suspended Activity Subprocess: another activity
// than the suspended one is delivered, so the suspended one will not be resumed, nor
// what lies between it and what both have in common.
func (r *run) clearSuspended(a int) {
	if r.suspended == nowhere {
		return
	}
	common := r.commonAncestor(r.suspended, a)
	for _, walk := range append(r.upTo(r.suspended, common), common) {
		r.acts[walk].Suspended = !r.leaf(walk) && r.suspendedChild(walk)
	}
	r.suspended = nowhere
}
