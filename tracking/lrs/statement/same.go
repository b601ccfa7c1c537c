package statement

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// Same says whether two statements are one and the same, for a second statement with an id
// already there and for a signature's payload (Data 2.3.1, 2.6). What the store may add or set does
// not count (id and timestamp if one lacks them, stored, authority, version), nor do
// verb displays, activity definitions, attachments, the order of members of a group, the
// writing of one point in time, durations beyond 0.01 s, and the case of UUIDs, languages,
// hashes and mail domains. Nor, this being JSON, do white space, escapes, the order of keys, and
// how a number is written. A context activity is the same as an array of that one.
func Same(a, b []byte) bool {
	x, p := read(a)
	if p != nil {
		return false
	}
	y, p := read(b)
	if p != nil {
		return false
	}
	return comparison{x, y}.same(0, 0, aStatement)
}

// comparison is of two documents; i is always in the first, j in the second.
type comparison struct{ a, b *doc }

func (c comparison) same(i, j int32, t typ) bool {
	kind := c.a.kind(i)
	if kind != c.b.kind(j) {
		return false
	}
	switch kind {
	case text:
		return c.sameText(c.a.text(i), c.b.text(j), t)
	case number:
		return sameNumber(c.a.bytes(i), c.b.bytes(j))
	case array:
		return c.sameList(c.a.elements(i), c.b.elements(j), anything, false)
	case object:
		chosen, known := c.a.resolve(i, t)
		other, _ := c.b.resolve(j, t)
		return known && chosen == other && c.sameObject(i, j, chosen)
	}
	return bytes.Equal(c.a.bytes(i), c.b.bytes(j))
}

func (c comparison) sameText(a, b string, t typ) bool {
	if a == b {
		return true
	}
	switch t {
	case aUUID, aLanguage, aSHA1, aSHA2:
		return strings.EqualFold(a, b)
	case anMbox:
		return sameMbox(a) == sameMbox(b)
	case aDuration:
		return shortDuration(a) == shortDuration(b)
	case aTimestamp:
		x, err := ParseTime(a)
		y, err2 := ParseTime(b)
		return err == nil && err2 == nil && x.Truncate(time.Millisecond).Equal(y.Truncate(time.Millisecond))
	}
	return false
}

func (c comparison) sameObject(i, j int32, t typ) bool {
	inA, inB := c.a.finder(i), c.b.finder(j)
	for m := range c.a.children(i) {
		f := c.a.fieldOf(t, m)
		if f.weight == ignored {
			continue
		}
		other := inB(c.a.key(m))
		if other == 0 {
			if f.weight == ifBoth {
				continue
			}
			return false
		}
		if !c.sameField(m, other, f) {
			return false
		}
	}
	for m := range c.b.children(j) {
		if c.b.fieldOf(t, m).weight == counts && inA(c.b.key(m)) == 0 {
			return false
		}
	}
	return true
}

// fieldOf returns what the table says of the member, or what holds of one that it does not know.
func (d *doc) fieldOf(t typ, m int32) field {
	if f := d.property(t, m); f != nil {
		return *f
	}
	if specs[t].keys != nil {
		return field{is: specs[t].values}
	}
	return field{is: anything}
}

func (c comparison) sameField(i, j int32, f field) bool {
	if f.many == one || f.many == oneOrList && c.a.kind(i) != array && c.b.kind(j) != array {
		return c.same(i, j, f.is)
	}
	return c.sameList(c.a.elements(i), c.b.elements(j), f.is, f.anyOrder)
}

// elements returns the elements of an array; a value that is none is its own one element.
func (d *doc) elements(i int32) []int32 {
	if d.kind(i) != array {
		return []int32{i}
	}
	all := make([]int32, 0, d.nodes[i].count)
	for e := range d.children(i) {
		all = append(all, e)
	}
	return all
}

func (c comparison) sameList(as, bs []int32, t typ, anyOrder bool) bool {
	if len(as) != len(bs) {
		return false
	}
	if anyOrder {
		return c.sameSet(as, bs, t)
	}
	for n := range as {
		if !c.same(as[n], bs[n], t) {
			return false
		}
	}
	return true
}

// sameSet pairs the agents whatever their order. Only those of one key can be the same; and
// sameness being an equivalence, the first partner found is as good as any.
func (c comparison) sameSet(as, bs []int32, t typ) bool {
	left := make(map[string][]int32, len(bs))
	for _, b := range bs {
		key := c.b.agent(b).Key()
		left[key] = append(left[key], b)
	}
	for _, a := range as {
		key := c.a.agent(a).Key()
		candidates := left[key]
		partner := slices.IndexFunc(candidates, func(b int32) bool { return c.same(a, b, t) })
		if partner < 0 {
			return false
		}
		left[key] = slices.Delete(candidates, partner, partner+1)
	}
	return true
}
