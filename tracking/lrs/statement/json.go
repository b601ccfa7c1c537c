package statement

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// maxDepth is how deep arrays and objects may nest, extensions included.
const maxDepth = 100

// maxSize keeps offsets within 32 bits; what one request may weigh is the service's business.
const maxSize = 1<<31 - 1

// What the reader refuses beyond RFC 8259.
const (
	tooDeep      = "is nested too deep"
	tooLarge     = "is too large"
	notUTF8      = "is not valid UTF-8"
	duplicateKey = "is there more than once"
)

type kind uint8

const (
	null kind = iota
	boolean
	number
	text
	array
	object
)

// node is one JSON value, as offsets into the bytes received.
type node struct {
	kind               kind
	escaped            bool  // a string with escapes: its text is not its bytes
	keyEscaped         bool  // the same of its key
	keyStart, keyEnd   int32 // its key without the quotes; both 0 in an array
	start, end         int32 // the value, quotes included
	first, next, count int32 // first child, next sibling (0: none), number of children
}

// doc is a JSON text read strictly: the bytes, and its values in the order of their beginnings.
// The root is node 0, so that 0 as a child or sibling means none.
type doc struct {
	src   []byte
	nodes []node
}

// read reads one JSON text: RFC 8259, in valid UTF-8, no key twice in an object, no more than
// maxDepth levels.
func read(src []byte) (*doc, *Problem) {
	if len(src) > maxSize {
		return nil, problem("", tooLarge)
	}
	r := reader{doc: doc{src: src, nodes: make([]node, 0, len(src)/20+8)}}
	r.space()
	if _, p := r.value(0); p != nil {
		return nil, p
	}
	r.space()
	if r.pos != len(src) {
		return nil, r.syntax()
	}
	return &r.doc, nil
}

type reader struct {
	doc
	pos int
}

func (r *reader) syntax() *Problem {
	if r.pos >= len(r.src) {
		return problem("", "is not valid JSON: it ends too soon")
	}
	return problem("", "is not valid JSON at byte "+strconv.Itoa(r.pos))
}

func (r *reader) space() {
	for r.pos < len(r.src) {
		switch r.src[r.pos] {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return
		}
	}
}

// skip moves past b after white space, if b is what comes.
func (r *reader) skip(b byte) bool {
	r.space()
	if r.pos < len(r.src) && r.src[r.pos] == b {
		r.pos++
		return true
	}
	return false
}

// value reads the value that begins at pos and returns its node's index.
func (r *reader) value(depth int) (int32, *Problem) {
	at := int32(len(r.nodes))
	r.nodes = append(r.nodes, node{start: int32(r.pos)})
	if r.pos >= len(r.src) {
		return at, r.syntax()
	}
	var p *Problem
	k := null
	switch r.src[r.pos] {
	case '{':
		k, p = object, r.members(at, depth+1)
	case '[':
		k, p = array, r.elements(at, depth+1)
	case '"':
		k = text
		r.nodes[at].escaped, p = r.string()
	case 't':
		k, p = boolean, r.literal("true")
	case 'f':
		k, p = boolean, r.literal("false")
	case 'n':
		p = r.literal("null")
	default:
		k, p = number, r.number()
	}
	r.nodes[at].kind, r.nodes[at].end = k, int32(r.pos)
	return at, p
}

func (r *reader) literal(word string) *Problem {
	if !bytes.HasPrefix(r.src[r.pos:], []byte(word)) {
		return r.syntax()
	}
	r.pos += len(word)
	return nil
}

func (r *reader) digits() bool {
	start := r.pos
	for r.pos < len(r.src) && isDigit(r.src[r.pos]) {
		r.pos++
	}
	return r.pos > start
}

func (r *reader) number() *Problem {
	if r.src[r.pos] == '-' {
		r.pos++
	}
	zero := r.pos < len(r.src) && r.src[r.pos] == '0'
	if zero {
		r.pos++
	} else if !r.digits() {
		return r.syntax()
	}
	if r.pos < len(r.src) && r.src[r.pos] == '.' {
		r.pos++
		if !r.digits() {
			return r.syntax()
		}
	}
	if r.pos < len(r.src) && (r.src[r.pos] == 'e' || r.src[r.pos] == 'E') {
		r.pos++
		if r.pos < len(r.src) && (r.src[r.pos] == '+' || r.src[r.pos] == '-') {
			r.pos++
		}
		if !r.digits() {
			return r.syntax()
		}
	}
	return nil
}

// string reads the string that begins at pos, and says whether it holds escapes.
func (r *reader) string() (escaped bool, p *Problem) {
	r.pos++
	for r.pos < len(r.src) {
		c := r.src[r.pos]
		switch {
		case c == '"':
			r.pos++
			return escaped, nil
		case c == '\\':
			escaped = true
			if !r.escape() {
				return true, r.syntax()
			}
		case c < ' ':
			return escaped, r.syntax()
		case c < utf8.RuneSelf:
			r.pos++
		default:
			u, n := utf8.DecodeRune(r.src[r.pos:])
			if u == utf8.RuneError && n == 1 {
				return escaped, problem("", notUTF8)
			}
			r.pos += n
		}
	}
	return escaped, r.syntax()
}

func (r *reader) escape() bool {
	r.pos++
	if r.pos >= len(r.src) {
		return false
	}
	c := r.src[r.pos]
	r.pos++
	if c != 'u' {
		return bytes.IndexByte([]byte(`"\/bfnrt`), c) >= 0
	}
	for range 4 {
		if r.pos >= len(r.src) || !isHex(r.src[r.pos]) {
			return false
		}
		r.pos++
	}
	return true
}

func (r *reader) elements(at int32, depth int) *Problem {
	if depth > maxDepth {
		return problem("", tooDeep)
	}
	r.pos++
	if r.skip(']') {
		return nil
	}
	last := int32(0)
	for n := int32(0); ; n++ {
		r.space()
		child, p := r.value(depth)
		if p != nil {
			return p.in(index(n))
		}
		r.link(at, &last, child)
		if r.skip(']') {
			return nil
		}
		if !r.skip(',') {
			return r.syntax()
		}
	}
}

func (r *reader) members(at int32, depth int) *Problem {
	if depth > maxDepth {
		return problem("", tooDeep)
	}
	r.pos++
	if r.skip('}') {
		return nil
	}
	last := int32(0)
	for {
		r.space()
		if r.pos >= len(r.src) || r.src[r.pos] != '"' {
			return r.syntax()
		}
		start := r.pos
		escaped, p := r.string()
		if p != nil {
			return p
		}
		end := r.pos
		if !r.skip(':') {
			return r.syntax()
		}
		r.space()
		child, p := r.value(depth)
		n := &r.nodes[child]
		n.keyStart, n.keyEnd, n.keyEscaped = int32(start+1), int32(end-1), escaped
		if p != nil {
			return p.in(r.segment(child))
		}
		r.link(at, &last, child)
		if r.skip('}') {
			return r.unique(at)
		}
		if !r.skip(',') {
			return r.syntax()
		}
	}
}

func (r *reader) link(parent int32, last *int32, child int32) {
	if *last == 0 {
		r.nodes[parent].first = child
	} else {
		r.nodes[*last].next = child
	}
	*last = child
	r.nodes[parent].count++
}

// unique says whether a key of the object comes twice.
func (r *reader) unique(at int32) *Problem {
	if r.nodes[at].count > 12 {
		seen := make(map[string]struct{}, r.nodes[at].count)
		for c := r.nodes[at].first; c != 0; c = r.nodes[c].next {
			key := r.key(c)
			if _, again := seen[key]; again {
				return problem(r.segment(c), duplicateKey)
			}
			seen[key] = struct{}{}
		}
		return nil
	}
	for c := r.nodes[at].first; c != 0; c = r.nodes[c].next {
		for before := r.nodes[at].first; before != c; before = r.nodes[before].next {
			if r.sameKey(before, c) {
				return problem(r.segment(c), duplicateKey)
			}
		}
	}
	return nil
}
