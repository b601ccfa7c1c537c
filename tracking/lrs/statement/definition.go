package statement

import (
	"bytes"
	"fmt"
	"slices"
)

// MergeDefinition returns what is known of an activity once a statement has defined it again
// (Data 2.4.4.1): the names, descriptions and extensions of both, the newer where both have one;
// the newer type and moreInfo. An interaction stays what it was, its components take
// descriptions in further languages: a correction of what is right would change what
// learners were asked. It returns known itself when added says nothing new; either may be nil.
func MergeDefinition(known, added []byte) ([]byte, error) {
	if known == nil {
		return added, nil
	}
	if added == nil {
		return known, nil
	}
	a, p := read(known)
	if p != nil {
		return nil, fmt.Errorf("statement: the definition known: %w", p)
	}
	b, p := read(added)
	if p != nil {
		return nil, fmt.Errorf("statement: the definition added: %w", p)
	}
	m := merger{a: a, b: b}
	m.object(0, 0, aDefinition)
	if !m.changed {
		return known, nil
	}
	return m.out, nil
}

// merger writes a with what b adds; i is always in a, j in b.
type merger struct {
	a, b    *doc
	out     []byte
	changed bool
}

func (m *merger) comma() {
	if last := m.out[len(m.out)-1]; last != '{' && last != '[' {
		m.out = append(m.out, ',')
	}
}

func (m *merger) object(i, j int32, t typ) {
	inA, inB := m.a.finder(i), m.b.finder(j)
	m.out = append(m.out, '{')
	for c := range m.a.children(i) {
		m.comma()
		m.out = append(append(append(m.out, '"'), m.a.rawKey(c)...), '"', ':')
		other := inB(m.a.key(c))
		if other == 0 {
			m.out = append(m.out, m.a.bytes(c)...)
			continue
		}
		m.value(c, other, m.a.fieldOf(t, c))
	}
	for c := range m.b.children(j) {
		if inA(m.b.key(c)) != 0 || t == aDefinition && m.settled(i, j, c) {
			continue
		}
		m.comma()
		m.out = append(append(append(m.out, '"'), m.b.rawKey(c)...), '"', ':')
		m.out = append(m.out, m.b.bytes(c)...)
		m.changed = true
	}
	m.out = append(m.out, '}')
}

// interaction are the properties of a definition that say what learners were asked.
var interaction = []string{"correctResponsesPattern", "choices", "scale", "source", "target", "steps"}

// settled says whether c is part of an interaction of another type than the one known.
func (m *merger) settled(i, j, c int32) bool {
	known := m.a.str(i, "interactionType")
	return known != "" && known != m.b.str(j, "interactionType") && slices.Contains(interaction, m.b.key(c))
}

// value writes what becomes of a property that both have.
func (m *merger) value(i, j int32, f field) {
	switch {
	case f.is == aLanguageMap || f.is == extensions:
		m.object(i, j, f.is)
	case f.is == aComponent:
		m.components(i, j)
	case f.is == anInteraction || f.many == list || comparison{m.a, m.b}.same(i, j, f.is):
		m.out = append(m.out, m.a.bytes(i)...)
	default:
		m.out = append(m.out, m.b.bytes(j)...)
		m.changed = m.changed || !bytes.Equal(m.a.bytes(i), m.b.bytes(j))
	}
}

// components writes the components known, with the descriptions of those added that have their ids.
func (m *merger) components(i, j int32) {
	twins := make(map[string]int32, m.b.nodes[j].count)
	for e := range m.b.children(j) {
		twins[m.b.str(e, "id")] = e
	}
	m.out = append(m.out, '[')
	for e := range m.a.children(i) {
		m.comma()
		twin := twins[m.a.str(e, "id")]
		if twin == 0 {
			m.out = append(m.out, m.a.bytes(e)...)
			continue
		}
		m.object(e, twin, aComponent)
	}
	m.out = append(m.out, ']')
}
