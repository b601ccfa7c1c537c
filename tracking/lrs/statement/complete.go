package statement

import (
	"strings"
	"time"
)

// Completion is what the store adds to a statement that it keeps.
type Completion struct {
	ID        string    // used when the sender gave none, or gave another
	Stored    time.Time // also the timestamp when the sender gave none
	Authority []byte    // JSON agent; takes the place of the sender's
	Version   string    // used when the sender gave none; "1.0.0" when empty (Data 2.4.10)
}

// Complete returns the bytes kept of a statement: those received, with stored and authority set,
// with id, timestamp and version where they lack, and each context activity in an array (Data
// 2.4.6.2), in a sub-statement too. All the rest stays byte for byte, in its order; what is added
// comes last.
func Complete(s Statement, c Completion) []byte {
	d, p := read(s.Raw)
	if p != nil {
		return s.Raw // what Parse returned is readable
	}
	if c.Version == "" {
		c.Version = "1.0.0"
	}
	stored := quoted(FormatTime(c.Stored))
	e := editor{doc: d, out: make([]byte, 0, len(s.Raw)+len(c.Authority)+256)}
	replace := map[string][]byte{"stored": stored, "authority": c.Authority}
	if !strings.EqualFold(s.ID, c.ID) {
		replace["id"] = quoted(c.ID)
	}
	for m := range d.children(0) {
		key := d.key(m)
		if value := replace[key]; value != nil {
			e.put(m, value)
			continue
		}
		switch key {
		case "context":
			e.arrays(m)
		case "object":
			if kind, _ := d.resolve(m, anObject); kind == aSubStatement {
				if context := d.find(m, "context"); context != 0 {
					e.arrays(context)
				}
			}
		}
	}
	end := int(d.nodes[0].end) - 1
	e.upTo(end)
	comma := d.nodes[0].count > 0
	for _, added := range []struct {
		key   string
		value []byte
	}{{"id", quoted(c.ID)}, {"timestamp", stored}, {"stored", stored}, {"authority", c.Authority}, {"version", quoted(c.Version)}} {
		if d.find(0, added.key) != 0 || added.value == nil {
			continue
		}
		if comma {
			e.out = append(e.out, ',')
		}
		comma = true
		e.out = append(append(e.out, `"`+added.key+`":`...), added.value...)
	}
	return append(e.out, d.src[end:]...)
}

// editor copies a document from left to right, with other bytes in some places.
type editor struct {
	*doc
	out    []byte
	copied int // how much of the source is out
}

func (e *editor) upTo(end int) {
	e.out = append(e.out, e.src[e.copied:end]...)
	e.copied = end
}

// put copies up to the value of i, and puts other bytes in its place.
func (e *editor) put(i int32, value []byte) {
	e.upTo(int(e.nodes[i].start))
	e.out = append(e.out, value...)
	e.copied = int(e.nodes[i].end)
}

// arrays puts the single activities of a context into arrays.
func (e *editor) arrays(context int32) {
	activities := e.find(context, "contextActivities")
	if activities == 0 {
		return
	}
	for m := range e.children(activities) {
		if e.kind(m) != object {
			continue
		}
		e.upTo(int(e.nodes[m].start))
		e.out = append(e.out, '[')
		e.upTo(int(e.nodes[m].end))
		e.out = append(e.out, ']')
	}
}

// As returns a statement as a store of a version takes it: one that names a version of its own that
// such a store does not know names 1.0.3 instead. What a version counts is left to that store.
func As(raw []byte, v Version) []byte {
	d, p := read(raw)
	if p != nil || v != V1 {
		return raw
	}
	named := d.find(0, "version")
	if named == 0 || d.kind(named) != text || strings.HasPrefix(d.text(named), "1.0") {
		return raw
	}
	e := editor{doc: d}
	e.put(named, quoted(string(V1)))
	e.upTo(len(d.src))
	return e.out
}
