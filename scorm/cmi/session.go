package cmi

import (
	"maps"
	"strconv"
	"strings"
)

type phase uint8

const (
	closed phase = iota
	running
	ended
)

// Session is one visit of one SCO. It is used by one goroutine at a time.
type Session struct {
	schema *schema
	launch Launch
	phase  phase
	last   code
	given  map[string]string // what the platform says, read by content
	values map[string]string // what content wrote, in this visit and those it resumes
	counts map[string]int    // records of each collection
	stores []Store
	kept   Data
	size   int // bytes of values
}

// Open begins a visit. What the last visit left is taken up when it was suspended, or cut
// short (the browser vanished), and, in SCORM 1.2, always.
func Open(l Launch, kept Data) *Session {
	s := &Session{schema: &schema2004, launch: l, given: map[string]string{}, values: map[string]string{},
		counts: map[string]int{}, stores: cloneStores(l.Stores)}
	if l.Standard == SCORM12 {
		s.schema = &schema12
	}
	if l.Mode == "" {
		s.launch.Mode = Normal
	}
	first := kept.Values == nil
	resumed := kept.Suspended || kept.Live
	if resumed || s.schema == &schema12 {
		maps.Copy(s.values, kept.Values)
	}
	s.carryTime()
	for _, name := range []string{s.exitName(), s.timeName(), "adl.nav.request"} {
		delete(s.values, name)
	}
	s.recount()
	entry := s.entry(first, resumed)
	s.give(entry)
	s.kept = Data{Live: true, Entry: entry, Settled: kept.Settled && s.schema == &schema12}
	return s
}

func cloneStores(stores []Store) []Store {
	out := make([]Store, len(stores))
	copy(out, stores)
	return out
}

func (s *Session) exitName() string  { return s.either("cmi.core.exit", "cmi.exit") }
func (s *Session) timeName() string  { return s.either("cmi.core.session_time", "cmi.session_time") }
func (s *Session) totalName() string { return s.either("cmi.core.total_time", "cmi.total_time") }

// either is the name an element has in SCORM 1.2 or in SCORM 2004.
func (s *Session) either(in12, in2004 string) string {
	if s.schema == &schema12 {
		return in12
	}
	return in2004
}

// recount finds the records of each collection, and the size, from the names of the values.
func (s *Session) recount() {
	for name, v := range s.values {
		s.size += len(name) + len(v)
		p, _ := readPath(name)
		for i, n := range p.indexes {
			s.counts[p.parents[i]] = max(s.counts[p.parents[i]], n+1)
		}
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func formatReal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// Initialize is Initialize(arg) (LMSInitialize).
func (s *Session) Initialize(arg string) string {
	switch {
	case arg != "":
		return s.done(badArgument)
	case s.phase == running:
		return s.done(alreadyInitialized)
	case s.phase == ended:
		return s.done(contentTerminated)
	}
	s.phase = running
	return s.done(ok)
}

// Terminate is Terminate(arg) (LMSFinish): the visit ends as the content said it should.
func (s *Session) Terminate(arg string) string {
	switch {
	case arg != "":
		return s.done(badArgument)
	case s.phase == closed:
		return s.done(terminateBeforeInit)
	case s.phase == ended:
		return s.done(terminateAfterEnd)
	}
	s.End(false)
	return s.done(ok)
}

// Commit is Commit(arg) (LMSCommit): nothing to do here, keeping is the caller's.
func (s *Session) Commit(arg string) string {
	switch {
	case arg != "":
		return s.done(badArgument)
	case s.phase == closed:
		return s.done(commitBeforeInit)
	case s.phase == ended:
		return s.done(commitAfterEnd)
	}
	return s.done(ok)
}

// GetValue is GetValue(element) (LMSGetValue).
func (s *Session) GetValue(name string) string {
	var c code
	value := ""
	switch s.phase {
	case closed:
		c = getBeforeInit
	case ended:
		c = getAfterEnd
	default:
		value, c = s.get(name)
	}
	s.done(c)
	return value
}

// SetValue is SetValue(element, value) (LMSSetValue).
func (s *Session) SetValue(name, value string) string {
	switch s.phase {
	case closed:
		return s.done(setBeforeInit)
	case ended:
		return s.done(setAfterEnd)
	}
	return s.done(s.set(name, value, false))
}

// done keeps the code of a call and says whether it succeeded, as the API does.
func (s *Session) done(c code) string {
	s.last = s.number(c)
	return strconv.FormatBool(c == ok)
}

// number is the code as the session's standard numbers it.
func (s *Session) number(c code) code {
	if s.schema == &schema12 {
		return c.in12()
	}
	return c.in2004()
}

// get reads an element.
func (s *Session) get(name string) (string, code) {
	if name == "" {
		return "", getFailed
	}
	p, good := readPath(name)
	e := s.schema.elements[p.key]
	switch {
	case !good:
		return "", getFailed
	case e == nil:
		return "", s.noKeyword(p.key)
	case e.access == onlyWrite:
		return "", writeOnly
	case p.key == validPrefix:
		return s.validRequest(name)
	}
	for i, n := range p.indexes {
		if n >= s.counts[p.parents[i]] {
			return "", getFailed
		}
	}
	switch {
	case e.fixed != "":
		return e.fixed, ok
	case e.count:
		return itoa(s.counts[strings.TrimSuffix(name, "._count")]), ok
	case p.key == "adl.data.#.store":
		return s.stores[p.indexes[0]].read()
	}
	return s.value(name, e)
}

// value is the present value of an element that exists.
func (s *Session) value(name string, e *element) (string, code) {
	switch name {
	case "cmi.completion_status":
		return s.completion(), ok
	case "cmi.success_status":
		return s.success(), ok
	}
	if v, set := s.values[name]; set {
		return v, ok
	}
	if v, set := s.given[name]; set {
		return v, ok
	}
	if e.has {
		return e.initial, ok
	}
	return "", notInitialized
}

// noKeyword judges the reading of what is no element: a keyword where it has no meaning, or
// nothing at all.
func (s *Session) noKeyword(key string) code {
	parent, keyword := key, ""
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		parent, keyword = key[:i], key[i+1:]
	}
	if s.schema.elements[parent] == nil && !s.schema.collections[parent] {
		return undefinedElement
	}
	switch keyword {
	case "_children":
		return noChildren
	case "_count":
		return noCount
	case "_version":
		return getFailed
	}
	return undefinedElement
}

func (st *Store) read() (string, code) {
	switch {
	case !st.Read:
		return "", writeOnly
	case st.Value == nil:
		return "", notInitialized
	}
	return *st.Value, ok
}
