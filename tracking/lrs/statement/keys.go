package statement

// few is how many keys are searched one by one; beyond it a map is made, so that a statement
// with very many members costs no more than its length.
const few = 16

// keys are strings in the order in which they first came, each once.
type keys struct {
	list []string
	at   map[string]int // once they are more than a few
}

// find returns where the key is, -1 when it is not there.
func (k *keys) find(s string) int {
	if k.at != nil {
		if i, found := k.at[s]; found {
			return i
		}
		return -1
	}
	for i, have := range k.list {
		if have == s {
			return i
		}
	}
	return -1
}

// add adds the key unless it is empty or there already, and says whether it did.
func (k *keys) add(s string) bool {
	if s == "" || k.find(s) >= 0 {
		return false
	}
	k.list = append(k.list, s)
	switch {
	case k.at != nil:
		k.at[s] = len(k.list) - 1
	case len(k.list) > few:
		k.at = make(map[string]int, 4*few)
		for i, have := range k.list {
			k.at[have] = i
		}
	}
	return true
}

// finder returns a function that does what find does for the members of i.
func (d *doc) finder(i int32) func(key string) int32 {
	if d.nodes[i].count <= few {
		return func(key string) int32 { return d.find(i, key) }
	}
	members := make(map[string]int32, d.nodes[i].count)
	for m := range d.children(i) {
		members[d.key(m)] = m
	}
	return func(key string) int32 { return members[key] }
}
