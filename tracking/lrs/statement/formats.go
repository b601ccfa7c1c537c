package statement

import "fmt"

// IDs returns the statement in the format ids (Communication 2.1.3): of agents, groups, activities
// and verbs only what identifies them. Members of anonymous groups are what identifies these. An
// objectType is kept where it is needed: on groups, and on what is the object of a statement and
// no activity. All else is as it was; white space may go.
func IDs(raw []byte) ([]byte, error) {
	d, p := read(raw)
	if p != nil {
		return nil, fmt.Errorf("statement: ids of what was kept: %w", p)
	}
	w := writer{doc: d, out: make([]byte, 0, len(raw)), special: writeIDs}
	w.write(0, aStatement)
	return w.out, nil
}

// Canonical returns the statement in the format canonical (Communication 2.1.3): activities have
// the definition that definitions gives for their id, or their own when it gives nil; each language
// map of these and of verbs keeps one language, chosen for languages (see ParseLanguages). Agents
// and groups, and all else, are as they were; white space may go.
func Canonical(raw []byte, definitions func(activityID string) []byte, languages []string) ([]byte, error) {
	d, p := read(raw)
	if p != nil {
		return nil, fmt.Errorf("statement: canonical form of what was kept: %w", p)
	}
	w := writer{doc: d, out: make([]byte, 0, len(raw)), definitions: definitions, languages: languages, special: writeCanonical}
	w.write(0, aStatement)
	return w.out, nil
}

// writer writes a document again, some of it otherwise.
type writer struct {
	*doc
	out         []byte
	special     func(w *writer, i int32, t typ) bool // writes the values that the format changes
	definitions func(activityID string) []byte
	languages   []string
	comma       bool // a comma comes before the next member
	asObject    bool // the value is the object of a statement
}

// write writes the value, a t.
func (w *writer) write(i int32, t typ) {
	switch {
	case t == anything || w.kind(i) != object && w.kind(i) != array:
		w.out = append(w.out, w.bytes(i)...)
		return
	case w.kind(i) == array:
		w.list(i, t)
		return
	}
	chosen, _ := w.resolve(i, t)
	w.asObject = t == anObject || t == aSubObject
	if w.special(w, i, chosen) {
		return
	}
	w.open()
	for m := range w.children(i) {
		w.member(m, w.fieldOf(chosen, m).is)
	}
	w.close()
}

func (w *writer) list(i int32, t typ) {
	w.out = append(w.out, '[')
	for e := range w.children(i) {
		if w.out[len(w.out)-1] != '[' {
			w.out = append(w.out, ',')
		}
		w.write(e, t)
	}
	w.out = append(w.out, ']')
}

func (w *writer) open() {
	w.out = append(w.out, '{')
	w.comma = false
}

func (w *writer) close() {
	w.out = append(w.out, '}')
	w.comma = true
}

// nextKey writes the key that comes next in an object.
func (w *writer) nextKey(raw []byte) {
	if w.comma {
		w.out = append(w.out, ',')
	}
	w.out = append(append(append(w.out, '"'), raw...), '"', ':')
	w.comma = true
}

func (w *writer) member(m int32, t typ) {
	w.nextKey(w.rawKey(m))
	w.write(m, t)
	w.comma = true
}

// keep writes the member of i that has the key, if there is one.
func (w *writer) keep(i int32, key string, t typ) {
	if m := w.find(i, key); m != 0 {
		w.member(m, t)
	}
}

func writeIDs(w *writer, i int32, t typ) bool {
	switch t {
	case anAgent, aGroup, anAuthorityGroup:
		needed := t != anAgent || w.asObject
		w.open()
		if needed {
			w.keep(i, "objectType", anything)
		}
		if m, _ := w.identifier(i); m != 0 {
			w.member(m, anything)
		} else {
			w.keep(i, "member", anAgent)
		}
	case anActivity, aVerb:
		w.open()
		w.keep(i, "id", anything)
	default:
		return false
	}
	w.close()
	return true
}

func writeCanonical(w *writer, i int32, t typ) bool {
	switch t {
	case anAgent, aGroup, anAuthorityGroup:
		w.out = append(w.out, w.bytes(i)...)
	case aVerb:
		w.open()
		for m := range w.children(i) {
			w.localized(m, w.property(aVerb, m))
		}
		w.close()
	case anActivity:
		w.canonicalActivity(i)
	default:
		return false
	}
	return true
}

func (w *writer) canonicalActivity(i int32) {
	var canonical []byte
	if w.definitions != nil {
		canonical = w.definitions(w.str(i, "id"))
	}
	source, p := read(canonical)
	w.open()
	written := false
	for m := range w.children(i) {
		if !w.hasKey(m, "definition") {
			w.member(m, anything)
			continue
		}
		w.nextKey(w.rawKey(m))
		if p == nil {
			w.definition(source, 0)
		} else {
			w.definition(w.doc, m)
		}
		written = true
	}
	if !written && p == nil {
		w.nextKey([]byte("definition"))
		w.definition(source, 0)
	}
	w.close()
}

// definition writes a definition, or a component of one, with one language in each map.
func (w *writer) definition(source *doc, i int32) {
	other := *w
	other.doc = source
	other.special = func(w *writer, i int32, t typ) bool {
		if t == aLanguageMap {
			w.oneLanguage(i)
			return true
		}
		return false
	}
	other.write(i, aDefinition)
	w.out, w.comma = other.out, true
}

func (w *writer) localized(m int32, f *field) {
	if f != nil && f.is == aLanguageMap {
		w.nextKey(w.rawKey(m))
		w.oneLanguage(m)
		return
	}
	w.member(m, anything)
}

func (w *writer) oneLanguage(i int32) {
	var tags []string
	var members []int32
	for m := range w.children(i) {
		tags, members = append(tags, w.key(m)), append(members, m)
	}
	w.open()
	if len(tags) > 0 {
		w.member(members[chooseLanguage(tags, w.languages)], anything)
	}
	w.close()
}
