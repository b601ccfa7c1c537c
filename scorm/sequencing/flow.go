package sequencing

// direction is that of a traversal.
type direction uint8

const (
	noDirection direction = iota
	forward
	backward
)

// step is what a traversal of the tree came to.
type step struct {
	to        int // the next activity, or nowhere
	direction direction
	end       bool // the traversal walked off the tree: the session ends
	exception Exception
}

// flowTree is SB.2.1, the Flow Tree Traversal Subprocess: the next activity in a
// direction, without asking whether it may be delivered.
func (r *run) flowTree(a int, dir, previous direction, considerChildren bool) step {
	reversed := false
	if previous == backward && a != 0 && r.lastChild(a) {
		dir, reversed = backward, true
		a = r.available[r.nodes[a].parent][0]
	}
	if dir == forward {
		return r.flowTreeForward(a, considerChildren)
	}
	if a == 0 {
		return step{to: nowhere, exception: "SB.2.1-3"}
	}
	if r.leaf(a) || !considerChildren {
		if !reversed && r.nodes[r.nodes[a].parent].Controls.ForwardOnly {
			return step{to: nowhere, exception: "SB.2.1-4"}
		}
		if r.first(a) {
			return r.flowTree(r.nodes[a].parent, backward, noDirection, false)
		}
		return step{to: r.sibling(a, -1), direction: dir}
	}
	children := r.available[a]
	switch {
	case len(children) == 0:
		return step{to: nowhere, exception: "SB.2.1-2"}
	case r.nodes[a].Controls.ForwardOnly:
		return step{to: children[0], direction: forward}
	}
	return step{to: children[len(children)-1], direction: backward}
}

// flowTreeForward is the forward case of SB.2.1.
func (r *run) flowTreeForward(a int, considerChildren bool) step {
	if r.leaf(a) || !considerChildren {
		if a == 0 {
			return step{to: nowhere, end: true}
		}
		if r.lastChild(a) {
			return r.flowTreeForward(r.nodes[a].parent, false)
		}
		return step{to: r.sibling(a, +1), direction: forward}
	}
	if len(r.available[a]) == 0 {
		return step{to: nowhere, exception: "SB.2.1-2"}
	}
	return step{to: r.available[a][0], direction: forward}
}

// found is what a flow came to.
type found struct {
	activity  int  // where it ended: the activity to deliver when ok
	ok        bool // a leaf that may be delivered
	end       bool
	exception Exception
}

// flowActivity is SB.2.2, the Flow Activity Traversal Subprocess: from a candidate, the
// first leaf that may be delivered.
func (r *run) flowActivity(a int, dir, previous direction) found {
	for {
		if !r.nodes[r.nodes[a].parent].Controls.Flow {
			return found{activity: a, exception: "SB.2.2-1"}
		}
		var next step
		if r.ruleCheck(a, r.nodes[a].PreRules, Skip) != "" {
			next = r.flowTree(a, dir, previous, false)
			if next.to != nowhere && previous == backward && next.direction == backward {
				dir, previous = backward, noDirection
			}
		} else {
			if r.checkActivity(a) {
				return found{activity: a, exception: "SB.2.2-2"}
			}
			if r.leaf(a) {
				return found{activity: a, ok: true}
			}
			next = r.flowTree(a, dir, noDirection, true)
			if next.to != nowhere {
				previous = noDirection
				if dir == backward && next.direction == forward {
					dir, previous = forward, backward
				}
			}
		}
		if next.to == nowhere {
			return found{activity: a, end: next.end, exception: next.exception}
		}
		a = next.to
	}
}

// flow is SB.2.3, the Flow Subprocess.
func (r *run) flow(a int, dir direction, considerChildren bool) found {
	next := r.flowTree(a, dir, noDirection, considerChildren)
	if next.to == nowhere {
		return found{activity: a, end: next.end, exception: next.exception}
	}
	return r.flowActivity(next.to, dir, noDirection)
}
