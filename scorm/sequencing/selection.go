package sequencing

// arrange applies SR.1 and SR.2 to an activity: when the session begins to all of them
// (first), and when an attempt on a cluster has ended, for the next one. Choosing before
// the attempt rather than in it makes the table of contents show what there will be.
func (r *run) arrange(a int, first bool) {
	r.selectChildren(a, first)
	r.randomizeChildren(a, first)
}

// selectChildren is SR.1, the Select Children Process.
func (r *run) selectChildren(a int, first bool) {
	s, children := &r.nodes[a].Selection, r.nodes[a].children
	if s.Count <= 0 || s.Count >= len(children) || !r.due(a, s.Timing, first) {
		return
	}
	picked := r.shuffled(len(children))[:s.Count]
	in := make([]bool, len(children))
	for _, i := range picked {
		in[i] = true
	}
	list := make([]int, 0, s.Count)
	for i, c := range children {
		if in[i] {
			list = append(list, c)
		}
	}
	r.available[a] = list
}

// randomizeChildren is SR.2, the Randomize Children Process.
func (r *run) randomizeChildren(a int, first bool) {
	s, list := &r.nodes[a].Randomization, r.available[a]
	if !s.Reorder || !r.due(a, s.Timing, first) {
		return
	}
	shuffled := make([]int, 0, len(list))
	for _, i := range r.shuffled(len(list)) {
		shuffled = append(shuffled, list[i])
	}
	r.available[a] = shuffled
}

// due tells whether a selection or a shuffle happens now.
func (r *run) due(a int, when Timing, first bool) bool {
	if r.acts[a].Suspended || r.acts[a].Active {
		return false
	}
	return when == OnEachNewAttempt || when == Once && first
}

// shuffled returns 0…n-1 in a random order, in order when the Env has no chance.
func (r *run) shuffled(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	if r.env.Random == nil {
		return list
	}
	for i := n - 1; i > 0; i-- {
		j := r.env.Random(i + 1)
		list[i], list[j] = list[j], list[i]
	}
	return list
}
