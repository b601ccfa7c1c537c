package sequencing

// choiceActivity is SB.2.4, the Choice Activity Traversal Subprocess: whether a choice
// may pass the activity in a direction.
func (r *run) choiceActivity(a int, dir direction) Exception {
	if dir == forward {
		if r.ruleCheck(a, r.nodes[a].PreRules, StopForwardTraversal) != "" {
			return "SB.2.4-1"
		}
		return ""
	}
	if a == 0 {
		return "SB.2.4-3"
	}
	if r.nodes[r.nodes[a].parent].Controls.ForwardOnly {
		return "SB.2.4-2"
	}
	return ""
}

// choice is SB.2.9, the Choice Sequencing Request Process.
func (r *run) choice(target int) found {
	f := r.tryChoice(target)
	if f.exception == "SB.2.9-9" { // step 14: there is nothing, but the learner has moved
		common := 0
		if r.current != nowhere {
			common = r.commonAncestor(r.current, target)
		}
		r.terminateDescendents(common)
		r.endAttempt(common)
		r.current = target
	}
	return f
}

// tryChoice is SB.2.9 without its step 14: it changes nothing.
func (r *run) tryChoice(target int) found {
	if target == nowhere {
		return found{activity: nowhere, exception: "SB.2.9-1"}
	}
	if e := r.choosable(target); e != "" {
		return found{activity: nowhere, exception: e}
	}
	common := 0
	if r.current != nowhere {
		common = r.commonAncestor(r.current, target)
	}
	if e := r.reachable(target, common); e != "" {
		return found{activity: nowhere, exception: e}
	}
	if r.leaf(target) {
		return found{activity: target, ok: true}
	}
	if f := r.flow(target, forward, true); f.ok {
		return f
	}
	return found{activity: target, exception: "SB.2.9-9"}
}

// choosable is steps 3 and 4 of SB.2.9: the target can be seen and chosen at all.
func (r *run) choosable(target int) Exception {
	for _, a := range r.downFrom(0, target) {
		if a != 0 {
			if at, _ := r.place(a); at < 0 {
				return "SB.2.9-2"
			}
		}
		if r.ruleCheck(a, r.nodes[a].PreRules, HiddenFromChoice) != "" {
			return "SB.2.9-3"
		}
	}
	if target != 0 && !r.nodes[r.nodes[target].parent].Controls.Choice {
		return "SB.2.9-4"
	}
	return ""
}

// reachable is steps 7 to 11 of SB.2.9: the way to the target is open.
func (r *run) reachable(target, common int) Exception {
	switch {
	case r.current == target:
		return ""
	case r.current != nowhere && r.siblings(r.current, target):
		return r.chooseSibling(target)
	case r.current == nowhere || r.current == common:
		path := r.downFrom(common, target)
		return r.chooseDown(path[:len(path)-1], common)
	case target == common:
		return r.leaveByChoice(r.upTo(r.current, target))
	}
	return r.chooseAcross(target, common)
}

// chooseSibling is step 8 of SB.2.9.
func (r *run) chooseSibling(target int) Exception {
	from, _ := r.place(r.current)
	to, _ := r.place(target)
	siblings, dir := r.available[r.nodes[target].parent], forward
	if from < 0 {
		return "SB.2.9-5"
	}
	for from != to {
		if to < from {
			dir = backward
		}
		if e := r.choiceActivity(siblings[from], dir); e != "" {
			return e
		}
		if dir == forward {
			from++
		} else {
			from--
		}
	}
	return ""
}

// chooseDown is step 9 of SB.2.9, and step 11.8: forward, through the activities on the
// path, which must let pass and be entered.
func (r *run) chooseDown(path []int, common int) Exception {
	for _, a := range path {
		if e := r.choiceActivity(a, forward); e != "" {
			return e
		}
		if r.closed(a, common) {
			return "SB.2.9-6"
		}
	}
	return ""
}

// closed tells whether Prevent Activation keeps a choice out of the activity.
func (r *run) closed(a, common int) bool {
	return !r.acts[a].Active && a != common && r.nodes[a].Controls.PreventActivation
}

// leaveByChoice tells whether all activities on the path may be left by a choice.
func (r *run) leaveByChoice(path []int) Exception {
	for _, a := range path {
		if !r.nodes[a].Controls.ChoiceExit {
			return "SB.2.9-7"
		}
	}
	return ""
}

// chooseAcross is step 11 of SB.2.9: the target is in another branch.
func (r *run) chooseAcross(target, common int) Exception {
	up := r.upTo(r.current, common)
	if e := r.leaveByChoice(up); e != "" {
		return e
	}
	dir := backward
	if r.current < target {
		dir = forward
	}
	for _, a := range up {
		if r.nodes[a].Controls.ConstrainChoice && !r.leaf(a) {
			if consider := r.choiceFlow(a, dir); !r.within(target, consider) && target != a {
				return "SB.2.9-8"
			}
			break
		}
	}
	path := r.downFrom(common, target)
	path = path[:len(path)-1]
	if dir == forward {
		return r.chooseDown(path, common)
	}
	for _, a := range path {
		if r.closed(a, common) {
			return "SB.2.9-6"
		}
	}
	return ""
}

// choiceFlow is SB.2.9.1, the Choice Flow Subprocess: what is next in a direction to a
// constrained activity, itself when nothing is.
func (r *run) choiceFlow(a int, dir direction) int {
	if next := r.choiceFlowTree(a, dir); next != nowhere {
		return next
	}
	return a
}

// choiceFlowTree is SB.2.9.2, the Choice Flow Tree Traversal Subprocess.
func (r *run) choiceFlowTree(a int, dir direction) int {
	for a != 0 {
		if dir == forward && !r.lastChild(a) {
			return r.sibling(a, +1)
		}
		if dir == backward && !r.first(a) {
			return r.sibling(a, -1)
		}
		a = r.nodes[a].parent
	}
	return nowhere
}
