package cmi

import "strings"

type access uint8

const (
	readWrite access = iota
	onlyRead
	onlyWrite
)

// element is one entry of the data model.
type element struct {
	access  access
	check   checker // of a writable element
	initial string  // what GetValue answers before anything was written…
	has     bool    // …when this is true; else it is an error 403
	fixed   string  // the answer of a keyword: _children, _version
	count   bool    // it is a _count
	first   bool    // it begins a record of its collection, and is never empty
	needsID bool    // it waits for the id of its record
	pattern bool    // its type is the interaction's: a learner's response or a pattern
}

// schema is a data model: its elements by their name with # for each index.
type schema struct {
	elements    map[string]*element
	collections map[string]bool // "cmi.interactions", "cmi.interactions.#.objectives"
}

// path is the name of an element, read.
type path struct {
	key     string   // the name with # for each index
	indexes []int    //
	parents []string // for each index, the name of its collection: "cmi.interactions.3.objectives"
}

// maxIndex bounds the records of one collection, far above the smallest permitted maximum
// (250 interactions).
const maxIndex = 4_999

const validPrefix = "adl.nav.request_valid."

// readPath reads an element's name; good is false for what can be no element: an index out
// of all bounds, or not written as a number is.
func readPath(name string) (p path, good bool) {
	if strings.HasPrefix(name, validPrefix) {
		return path{key: validPrefix}, true
	}
	if len(name) > 200 {
		return p, false
	}
	var key strings.Builder
	at := 0
	for rest := name; ; {
		part, more, found := strings.Cut(rest, ".")
		if n, isIndex := readIndex(part); isIndex {
			if at == 0 || n > maxIndex || len(part) > 1 && part[0] == '0' {
				return p, false
			}
			p.indexes = append(p.indexes, n)
			p.parents = append(p.parents, name[:at-1])
			key.WriteByte('#')
		} else {
			key.WriteString(part)
		}
		if !found {
			break
		}
		key.WriteByte('.')
		at += len(part) + 1
		rest = more
	}
	p.key = key.String()
	return p, true
}

func readIndex(part string) (int, bool) {
	if part == "" || len(part) > 5 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(part) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// builder fills a schema.
type builder struct{ schema }

func newBuilder() builder {
	return builder{schema{map[string]*element{}, map[string]bool{}}}
}

func (b builder) add(name string, e element) { b.elements[name] = &e }

// read is an element that content only reads.
func (b builder) read(names ...string) {
	for _, name := range names {
		b.add(name, element{access: onlyRead})
	}
}

// group is the _children of an element.
func (b builder) group(name, children string) {
	b.add(name+"._children", element{access: onlyRead, fixed: children, has: true})
}

// list is a collection: its _children, if it tells them, and its _count.
func (b builder) list(name, children string) {
	if children != "" {
		b.group(name, children)
	}
	b.add(name+"._count", element{access: onlyRead, count: true})
	b.collections[name] = true
}
