package statement

import (
	"fmt"
	"slices"
)

// WithoutDuration returns the statement without the durations of its result and of that of its
// sub-statement: for readers who are not to know how long somebody took. All else is as it was.
func WithoutDuration(raw []byte) ([]byte, error) {
	d, p := read(raw)
	if p != nil {
		return nil, fmt.Errorf("statement: reading what was kept: %w", p)
	}
	var cuts [][2]int32
	holders := []int32{0}
	if sub := d.find(0, "object"); sub != 0 {
		holders = append(holders, sub)
	}
	for _, of := range holders {
		if result := d.find(of, "result"); result != 0 {
			if m := d.find(result, "duration"); m != 0 {
				cuts = append(cuts, d.extent(result, m))
			}
		}
	}
	slices.SortFunc(cuts, func(a, b [2]int32) int { return int(b[0] - a[0]) })
	out := raw
	for _, c := range cuts { // the last first: the others stay where they are
		out = slices.Concat(out[:c[0]], out[c[1]:])
	}
	return out, nil
}

// extent is where a member of an object is, with the comma that its absence makes one too many.
func (d *doc) extent(of, member int32) [2]int32 {
	before := int32(0)
	for m := range d.children(of) {
		if m == member {
			break
		}
		before = m
	}
	from := func(m int32) int32 { return d.nodes[m].keyStart - 1 }
	switch after := d.nodes[member].next; {
	case after != 0:
		return [2]int32{from(member), from(after)}
	case before != 0:
		return [2]int32{d.nodes[before].end, d.nodes[member].end}
	}
	return [2]int32{from(member), d.nodes[member].end}
}
