package sequencing

// Entry is a line of the table of contents.
type Entry struct {
	ID, Title string
	Depth     int  // 0 for the root
	Leaf      bool // content, rather than a chapter
	Visible   bool // the learner may know of it
	Enabled   bool // choosing it would be honoured
	Current   bool // it is where the learner is
	Active    bool // an attempt on it is going on
	Suspended bool // an attempt on it is to be resumed
	Attempts  int

	Satisfied, Completed Truth
	Measure, Progress    *float64
}

// TOC returns the table of contents in the order of the tree: what the learner sees of
// it, with what they did there. Children that were not selected are not in it.
func TOC(t *Tree, s State, env Env) []Entry {
	return Contents(t, s, Valid(t, s, env))
}

// Contents is TOC for a caller that has the validity already.
func Contents(t *Tree, s State, v Validity) []Entry {
	r := load(t, s, Env{})
	list := make([]Entry, 0, len(r.nodes))
	r.entries(0, true, &v, &list)
	if r.onlyLeaf() != nowhere { // nothing to choose between
		for i := range list {
			list[i].Enabled = false
		}
	}
	return list
}

// entries appends an activity and those below it.
func (r *run) entries(a int, visible bool, v *Validity, list *[]Entry) {
	def, track, known := r.nodes[a], &r.acts[a], r.effective(a, 0)
	hidden := r.ruleCheck(a, def.PreRules, HiddenFromChoice) != ""
	visible = visible && !hidden
	*list = append(*list, Entry{
		ID: def.ID, Title: def.Title, Depth: def.depth, Leaf: r.leaf(a),
		Visible: visible && !def.Hidden, Enabled: v.Choices[def.ID], Current: a == r.current,
		Active: track.Active, Suspended: track.Suspended, Attempts: track.Attempts,
		Satisfied: known.Satisfied, Completed: known.Completion, Measure: known.Measure, Progress: known.Progress,
	})
	for _, c := range r.available[a] {
		r.entries(c, visible, v, list)
	}
}
