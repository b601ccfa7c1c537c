package sequencing

import "fmt"

// nowhere is the index of no activity.
const nowhere = -1

// Tree is an activity tree, ready to be sequenced. It does not change and may be shared.
type Tree struct {
	nodes   []node // in preorder: the root is the first
	byID    map[string]int
	targets map[string]int // the global objectives that its maps name, numbered
	names   []string       // their identifiers
	readers [][]int        // the activities that read each of them

	// GlobalToSystem tells that global objectives outlive an attempt on the tree
	// (adlseq:objectivesGlobalToSystem, true by default).
	GlobalToSystem bool
}

// node is an activity in its place.
type node struct {
	*Activity
	parent   int
	depth    int
	last     int   // the last activity below it in preorder, itself when it is a leaf
	children []int // in the order of the manifest
	maps     [][]link
}

// link is a Map of an objective, its target being numbered.
type link struct {
	target      int
	read, write Field
}

// NewTree builds a tree. It fails when two activities have one identifier, when one has
// none, or when an activity has two objectives of one identifier.
func NewTree(root Activity) (*Tree, error) {
	t := &Tree{byID: map[string]int{}, targets: map[string]int{}, GlobalToSystem: true}
	if err := t.add(&root, nowhere, 0); err != nil {
		return nil, err
	}
	return t, nil
}

// add appends an activity and those below it.
func (t *Tree) add(def *Activity, parent, depth int) error {
	if def.ID == "" {
		return fmt.Errorf("sequencing: an activity titled %q has no identifier", def.Title)
	}
	if _, twice := t.byID[def.ID]; twice {
		return fmt.Errorf("sequencing: two activities have the identifier %q", def.ID)
	}
	own := *def // the caller keeps theirs
	if len(own.Objectives) == 0 {
		own.Objectives = []Objective{{MinMeasure: 1}}
	}
	at := len(t.nodes)
	t.byID[own.ID] = at
	t.nodes = append(t.nodes, node{Activity: &own, parent: parent, depth: depth})
	if err := t.index(at, own.Objectives); err != nil {
		return err
	}
	for i := range own.Children {
		child := len(t.nodes)
		if err := t.add(&own.Children[i], at, depth+1); err != nil {
			return err
		}
		t.nodes[at].children = append(t.nodes[at].children, child)
	}
	t.nodes[at].last = len(t.nodes) - 1
	return nil
}

// index numbers the global objectives that the activity's objectives are mapped to, and
// notes which of them it reads.
func (t *Tree) index(at int, objectives []Objective) error {
	seen := map[string]bool{}
	for _, o := range objectives {
		if o.ID != "" && seen[o.ID] {
			return fmt.Errorf("sequencing: %q has two objectives %q", t.nodes[at].ID, o.ID)
		}
		seen[o.ID] = true
		var links []link
		for _, m := range o.Maps {
			g := t.target(m.Target)
			links = append(links, link{g, m.Read, m.Write})
			if r := t.readers[g]; m.Read != 0 && (len(r) == 0 || r[len(r)-1] != at) {
				t.readers[g] = append(r, at)
			}
		}
		t.nodes[at].maps = append(t.nodes[at].maps, links)
	}
	return nil
}

// target returns the number of a global objective, giving it one when it has none.
func (t *Tree) target(id string) int {
	g, ok := t.targets[id]
	if !ok {
		g = len(t.names)
		t.targets[id] = g
		t.names = append(t.names, id)
		t.readers = append(t.readers, nil)
	}
	return g
}

// Root returns the identifier of the root, which is the organization.
func (t *Tree) Root() string { return t.nodes[0].ID }

// Len returns the number of activities, the root included.
func (t *Tree) Len() int { return len(t.nodes) }

// Activity returns the definition of an activity. It must not be changed.
func (t *Tree) Activity(id string) (*Activity, bool) {
	at, ok := t.byID[id]
	if !ok {
		return nil, false
	}
	return t.nodes[at].Activity, true
}

// leaf tells whether the activity has no children: it is content.
func (t *Tree) leaf(a int) bool { return len(t.nodes[a].children) == 0 }

// within tells whether a is under (or is) the ancestor.
func (t *Tree) within(a, ancestor int) bool { return ancestor <= a && a <= t.nodes[ancestor].last }

// commonAncestor returns the nearest activity that both are under (or are).
func (t *Tree) commonAncestor(a, b int) int {
	for !t.within(b, a) {
		a = t.nodes[a].parent
	}
	return a
}

// siblings tells whether both have one parent; the root has none.
func (t *Tree) siblings(a, b int) bool {
	return t.nodes[a].parent == t.nodes[b].parent && t.nodes[a].parent != nowhere
}

// upTo lists the activities from a up to the ancestor, which is not in the list.
func (t *Tree) upTo(a, ancestor int) []int {
	var path []int
	for ; a != ancestor && a != nowhere; a = t.nodes[a].parent {
		path = append(path, a)
	}
	return path
}

// upToRoot lists the activities from a up to the root, both in the list.
func (t *Tree) upToRoot(a int) []int { return t.upTo(a, nowhere) }

// downFrom lists the activities from the ancestor down to a, both in the list.
func (t *Tree) downFrom(ancestor, a int) []int {
	path := t.upTo(a, t.nodes[ancestor].parent)
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// objective returns the index of an objective of the activity: the primary one for an
// empty id, nowhere when it has no such objective.
func (t *Tree) objective(a int, id string) int {
	if id == "" {
		return 0
	}
	for i := range t.nodes[a].Objectives {
		if t.nodes[a].Objectives[i].ID == id {
			return i
		}
	}
	return nowhere
}
