package cmi

import "strings"

// SizeLimit bounds the bytes of all that one SCO keeps. 250 interactions at the
// specification's usual lengths take a tenth of it.
const SizeLimit = 4 << 20

// set writes an element, in the order of checks of RTE §3.1.7: does it exist, may it be
// written, is its record there, does it depend on another, is the value right.
func (s *Session) set(name, value string, lenient bool) code {
	if name == "" {
		return setFailed
	}
	p, good := readPath(name)
	e := s.schema.elements[p.key]
	switch {
	case !good:
		return setFailed
	case e == nil:
		return undefinedElement
	case e.access == onlyRead && (e.fixed != "" || e.count):
		return keywordSet
	case e.access == onlyRead:
		return readOnly
	case p.key == "adl.data.#.store":
		return s.setStore(p.indexes[0], value)
	}
	if c := s.place(p, e); c != ok {
		return c
	}
	if c := s.judge(name, p, e, value, lenient); c != ok {
		return c
	}
	return s.put(name, p, value)
}

// place says whether the record that an element belongs to is there, or may begin with it.
func (s *Session) place(p path, e *element) code {
	for i, n := range p.indexes {
		there := s.counts[p.parents[i]]
		innermost := i == len(p.indexes)-1
		switch {
		case n > there:
			return setFailed
		case n == there && !innermost, n == there && e.needsID && len(p.indexes) == 1:
			return dependencyUnsatisfied
		}
	}
	return ok
}

// judge says whether the value is right for the element.
func (s *Session) judge(name string, p path, e *element, value string, lenient bool) code {
	if e.pattern {
		return s.judgePattern(p, value, lenient)
	}
	if c := e.check(value, lenient); c != ok {
		return c
	}
	if e.first && s.schema == &schema2004 {
		return s.judgeID(name, p, value)
	}
	return ok
}

// judgePattern judges a response against the type of its interaction. What comes from a
// browser is kept as it is: it tells what the learner answered, in whatever form.
func (s *Session) judgePattern(p path, value string, lenient bool) code {
	kind, set := s.values[p.parents[0]+"."+itoa(p.indexes[0])+".type"]
	if !set {
		return dependencyUnsatisfied
	}
	if lenient {
		return text(value, lenient)
	}
	correct := len(p.indexes) == 2
	if correct && single(kind) && p.indexes[1] > 0 {
		return setFailed
	}
	read, good := readPattern(kind, value, correct)
	if !good {
		return typeMismatch
	}
	if correct && (kind == choice || kind == sequencing) && s.repeated(kind, p, read) {
		return setFailed
	}
	return text(value, lenient)
}

// repeated says whether another correct response of the interaction is the same.
func (s *Session) repeated(kind string, p path, read pattern) bool {
	for i := range s.counts[p.parents[1]] {
		if i == p.indexes[1] {
			continue
		}
		other, _ := readPattern(kind, s.values[p.parents[1]+"."+itoa(i)+".pattern"], true)
		if other.same(read) {
			return true
		}
	}
	return false
}

// judgeID keeps the identifiers of objectives apart, and those of an objective as they are.
func (s *Session) judgeID(name string, p path, value string) code {
	if p.key == "cmi.interactions.#.id" {
		return ok
	}
	collection := p.parents[len(p.parents)-1]
	for i := range s.counts[collection] {
		here := collection + "." + itoa(i) + ".id"
		switch {
		case here != name && s.values[here] == value:
			return setFailed
		case here == name && p.key == "cmi.objectives.#.id" && s.values[here] != value:
			return setFailed
		}
	}
	return ok
}

func (s *Session) setStore(i int, value string) code {
	switch {
	case i >= len(s.stores):
		return setFailed
	case !s.stores[i].Write:
		return readOnly
	}
	if c := within(value, SuspendLimit); c != ok {
		return c
	}
	s.stores[i].Value = &value
	if value == "" {
		s.stores[i].Value = nil // as never written
	}
	return ok
}

func (s *Session) put(name string, p path, value string) code {
	old, had := s.values[name]
	grown := s.size + len(value) - len(old)
	if !had {
		grown += len(name)
	}
	if grown > SizeLimit {
		return setFailed
	}
	s.size = grown
	s.values[name] = value
	if name == "cmi.core.lesson_status" {
		s.kept.Settled = false
	}
	for i, n := range p.indexes {
		s.counts[p.parents[i]] = max(s.counts[p.parents[i]], n+1)
	}
	return ok
}

// Refusal is an element of a delta that was not kept, with the error the content would have
// been given.
type Refusal struct {
	Name  string
	Error int
	Text  string
}

// Apply takes what a browser says that the SCO wrote, in the order it was written, and keeps
// what holds. The form may be looser than the specification's: any language tag, any real
// number, times with more decimals, identifiers and responses of any characters; not the
// names, the access, the dependencies, the ranges, the vocabularies or the limits.
func (s *Session) Apply(delta []Element) []Refusal {
	var refused []Refusal
	if s.phase == closed {
		s.phase = running
	}
	for _, e := range delta {
		c := setAfterEnd
		if s.phase == running {
			c = s.set(e.Name, e.Value, true)
		}
		if c != ok {
			c = s.number(c)
			refused = append(refused, Refusal{Name: shorten(e.Name), Error: int(c), Text: s.ErrorString(itoa(int(c)))})
		}
	}
	return refused
}

// shorten keeps a refused name fit for a report.
func shorten(name string) string {
	if len(name) > 200 {
		return strings.ToValidUTF8(name[:200], "")
	}
	return name
}
