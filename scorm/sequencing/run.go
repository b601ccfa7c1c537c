package sequencing

import "sort"

// run is a State laid out over its tree, for the time of one answer.
type run struct {
	*Tree
	env       Env
	acts      []Tracking // by index; Objectives and Available live in the two next fields
	values    [][]Values // by activity, then by objective; the first is the primary one
	available [][]int    // the children that are available; replaced, never changed in place
	globals   []Values   // the tree's global objectives, by number
	others    []Global   // the state's global objectives that the tree does not name
	current   int
	suspended int
	written   []int // the global objectives that changed since the last roll-up
}

// load lays a state out. What it says of activities that the tree does not have is
// dropped: the package may have been replaced.
func load(t *Tree, s State, env Env) *run {
	r := &run{
		Tree: t, env: env,
		acts: make([]Tracking, len(t.nodes)), values: make([][]Values, len(t.nodes)),
		available: make([][]int, len(t.nodes)), globals: make([]Values, len(t.names)),
		current: t.find(s.Current), suspended: t.find(s.Suspended),
	}
	total := 0
	for i := range t.nodes {
		total += len(t.nodes[i].Objectives)
	}
	slab := make([]Values, total)
	for i := range t.nodes {
		n := len(t.nodes[i].Objectives)
		r.values[i], slab = slab[:n:n], slab[n:]
		r.available[i] = t.nodes[i].children
	}
	for _, g := range s.Globals {
		if at, ok := t.targets[g.ID]; ok {
			r.globals[at] = g.Values
		} else {
			r.others = append(r.others, g)
		}
	}
	for _, saved := range s.Activities {
		if a := t.find(saved.ID); a != nowhere {
			r.restore(a, saved)
		}
	}
	return r
}

// restore lays out what is known of one activity.
func (r *run) restore(a int, saved Tracking) {
	for i, p := range saved.Objectives {
		o := 0
		if i > 0 {
			o = r.objective(a, p.ID)
		}
		if o != nowhere {
			r.values[a][o] = p.Values
		}
	}
	if len(saved.Available) > 0 {
		children := make([]int, 0, len(saved.Available))
		for _, id := range saved.Available {
			if c := r.find(id); c != nowhere && r.nodes[c].parent == a {
				children = append(children, c)
			}
		}
		r.available[a] = children
	}
	saved.Objectives, saved.Available = nil, nil
	r.acts[a] = saved
}

// find returns the index of an activity, or nowhere.
func (t *Tree) find(id string) int {
	if a, ok := t.byID[id]; ok {
		return a
	}
	return nowhere
}

// state gathers the run into a State again.
func (r *run) state() State {
	s := State{Current: r.name(r.current), Suspended: r.name(r.suspended)}
	s.Activities = make([]Tracking, 0, r.met())
	for a := range r.acts {
		saved := r.acts[a]
		saved.ID = ""
		saved.Objectives = r.progress(a)
		if !sameChildren(r.available[a], r.nodes[a].children) {
			for _, c := range r.available[a] {
				saved.Available = append(saved.Available, r.nodes[c].ID)
			}
		}
		if saved.empty() {
			continue
		}
		saved.ID = r.nodes[a].ID
		s.Activities = append(s.Activities, saved)
	}
	s.Globals = append(s.Globals, r.others...)
	for g, v := range r.globals {
		if v != (Values{}) {
			s.Globals = append(s.Globals, Global{ID: r.names[g], Values: v})
		}
	}
	sort.Slice(s.Globals, func(i, j int) bool { return s.Globals[i].ID < s.Globals[j].ID })
	return s
}

// met counts the activities that the state is likely to say something of.
func (r *run) met() int {
	n := 0
	for a := range r.acts {
		if r.acts[a].Attempts > 0 || r.acts[a].Active {
			n++
		}
	}
	return n
}

// progress lists what is known of the activity's objectives: nothing, or the primary
// one and the others that have something.
func (r *run) progress(a int) []Progress {
	var list []Progress
	for o := len(r.values[a]) - 1; o >= 0; o-- {
		if r.values[a][o] != (Values{}) || o == 0 && list != nil {
			list = append(list, Progress{ID: r.nodes[a].Objectives[o].ID, Values: r.values[a][o]})
		}
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list
}

// empty tells whether nothing distinguishes the activity from one never met.
func (t *Tracking) empty() bool {
	return t.Attempts == 0 && !t.Active && !t.Suspended && t.Available == nil && t.Objectives == nil &&
		t.StartedAt.IsZero() && t.AttemptAt.IsZero() && t.Seconds == 0 && t.Before == 0 && t.Stated == 0
}

// sameChildren tells whether both lists are equal.
func sameChildren(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// fork returns a copy to try something on.
func (r *run) fork() *run {
	f := *r
	f.acts = append([]Tracking(nil), r.acts...)
	f.values = make([][]Values, len(r.values))
	total := 0
	for _, v := range r.values {
		total += len(v)
	}
	slab := make([]Values, 0, total)
	for i, v := range r.values {
		slab = append(slab, v...)
		f.values[i] = slab[len(slab)-len(v) : len(slab) : len(slab)]
	}
	f.available = append([][]int(nil), r.available...)
	f.globals = append([]Values(nil), r.globals...)
	f.written = nil
	return &f
}

// name returns the identifier of an activity, empty for nowhere.
func (r *run) name(a int) string {
	if a == nowhere {
		return ""
	}
	return r.nodes[a].ID
}

// place returns where the activity is among its parent's available children, and how
// many they are; -1 when it is not among them.
func (r *run) place(a int) (at, of int) {
	list := r.available[r.nodes[a].parent]
	for i, c := range list {
		if c == a {
			return i, len(list)
		}
	}
	return -1, len(list)
}

// first tells whether the activity is the first available child of its parent.
func (r *run) first(a int) bool { at, _ := r.place(a); return at <= 0 }

// lastChild tells whether the activity is the last available child of its parent.
func (r *run) lastChild(a int) bool { at, of := r.place(a); return at < 0 || at == of-1 }

// sibling returns the available sibling at that distance.
func (r *run) sibling(a, distance int) int {
	at, _ := r.place(a)
	return r.available[r.nodes[a].parent][at+distance]
}
