package statement

import (
	"bytes"
	"strings"
)

// Rename returns a statement in which some agents and groups are other accounts: wherever they
// stand, in a sub-statement too. other says which, by what names them; of those, no name is left,
// nor what else may identify them. All the rest stays byte for byte, but for signatures, which
// would still name them: gone are the hashes of these. Unchanged, it is the statement itself.
func Rename(raw []byte, other func(Agent) (Account, bool)) (out []byte, gone []string) {
	d, p := read(raw)
	if p != nil {
		return raw, nil // what is kept is readable
	}
	r := renamer{editor: editor{doc: d, out: make([]byte, 0, len(raw)+128)}, other: other}
	r.statement(0)
	if !r.changed {
		return raw, nil
	}
	r.upTo(len(d.src))
	return r.out, r.gone
}

type renamer struct {
	editor
	other   func(Agent) (Account, bool)
	changed bool
	gone    []string
}

// statement renames in a statement or sub-statement, member by member in their order.
func (r *renamer) statement(i int32) {
	for m := range r.children(i) {
		switch r.key(m) {
		case "actor", "authority":
			r.agentAt(m)
		case "object":
			switch kind, _ := r.resolve(m, anObject); kind {
			case anAgent, aGroup:
				r.agentAt(m)
			case aSubStatement:
				r.statement(m)
			}
		case "context":
			r.context(m)
		case "attachments":
			r.attachments(m)
		}
	}
}

func (r *renamer) context(i int32) {
	for m := range r.children(i) {
		switch r.key(m) {
		case "instructor", "team":
			r.agentAt(m)
		case "contextAgents", "contextGroups":
			for e := range r.children(m) {
				for part := range r.children(e) {
					if key := r.key(part); key == "agent" || key == "group" {
						r.agentAt(part)
					}
				}
			}
		}
	}
}

func (r *renamer) agentAt(i int32) {
	if value, changed := r.renamed(i); changed {
		r.changed = true
		r.put(i, value)
	}
}

// renamed writes an agent or a group as others know it from now on.
func (r *renamer) renamed(i int32) (value []byte, changed bool) {
	a := r.agent(i)
	account, is := Account{}, false
	if a.Key() != "" {
		account, is = r.other(a)
	}
	changed = is
	var b bytes.Buffer
	b.WriteByte('{')
	if is {
		b.WriteString(`"objectType":"Agent","account":`)
		if a.Group {
			b.Truncate(1)
			b.WriteString(`"objectType":"Group","account":`)
		}
		b.Write(account.json())
	}
	for m := range r.children(i) {
		member := r.key(m) == "member"
		if is && !member {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteByte('"')
		b.Write(r.rawKey(m))
		b.WriteString(`":`)
		if !member {
			b.Write(r.bytes(m))
			continue
		}
		if r.members(&b, m) {
			changed = true
		}
	}
	b.WriteByte('}')
	return b.Bytes(), changed
}

func (r *renamer) members(b *bytes.Buffer, list int32) (changed bool) {
	b.WriteByte('[')
	first := true
	for e := range r.children(list) {
		if !first {
			b.WriteByte(',')
		}
		first = false
		value, other := r.renamed(e)
		if !other {
			value = r.bytes(e)
		}
		changed = changed || other
		b.Write(value)
	}
	b.WriteByte(']')
	return changed
}

// attachments leaves out those that sign.
func (r *renamer) attachments(list int32) {
	var left [][]byte
	var gone []string
	for e := range r.children(list) {
		if r.str(e, "usageType") == SignatureUsage {
			gone = append(gone, strings.ToLower(r.str(e, "sha2")))
			continue
		}
		left = append(left, r.bytes(e))
	}
	if gone == nil {
		return
	}
	r.gone = append(r.gone, gone...)
	r.put(list, append(append([]byte{'['}, bytes.Join(left, []byte{','})...), ']'))
}
