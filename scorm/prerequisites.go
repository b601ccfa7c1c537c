package scorm

import (
	"strconv"
	"strings"
)

// condition is a prerequisite of SCORM 1.2: an expression of aicc_script (CAM 1.2
// §2.3.2.5.1) over the statuses of other items.
type condition interface {
	// holds asks for the lesson status of each item it names.
	holds(status func(item string) string) bool
}

type (
	itemDone   string                        // item: completed or passed
	itemStatus struct{ item, status string } // item="status", item<>"status" under not
	negation   struct{ of condition }        // ~a
	both       struct{ a, b condition }      // a&b
	oneOf      struct{ a, b condition }      // a|b
	countOf    struct {                      // n*{a,b,c}
		least int
		of    []condition
	}
)

func (c itemDone) holds(status func(string) string) bool {
	at := status(string(c))
	return at == "completed" || at == "passed"
}
func (c itemStatus) holds(status func(string) string) bool { return status(c.item) == c.status }
func (c negation) holds(status func(string) string) bool   { return !c.of.holds(status) }
func (c both) holds(status func(string) string) bool {
	return c.a.holds(status) && c.b.holds(status)
}
func (c oneOf) holds(status func(string) string) bool {
	return c.a.holds(status) || c.b.holds(status)
}
func (c countOf) holds(status func(string) string) bool {
	n := 0
	for _, one := range c.of {
		if one.holds(status) {
			n++
		}
	}
	return n >= c.least
}

// statusLetters are the abbreviations that aicc_script allows.
var statusLetters = map[string]string{"p": "passed", "c": "completed", "f": "failed", "i": "incomplete", "b": "browsed", "n": "not attempted"}

// maxCondition bounds an expression, and with it the depth of its reading.
const maxCondition = 2_000

// readCondition reads an expression; ok is false for one that cannot be read, which then
// locks nothing: a learner must never be shut out by a typing error.
func readCondition(text string) (c condition, ok bool) {
	if len(text) > maxCondition {
		return nil, false
	}
	r := &conditionReader{rest: text}
	c, ok = r.either()
	r.blanks()
	return c, ok && r.rest == ""
}

type conditionReader struct{ rest string }

func (r *conditionReader) blanks() { r.rest = strings.TrimLeft(r.rest, " \t\r\n") }

// takes consumes a symbol if it is next.
func (r *conditionReader) takes(symbol string) bool {
	r.blanks()
	rest, ok := strings.CutPrefix(r.rest, symbol)
	if ok {
		r.rest = rest
	}
	return ok
}

func (r *conditionReader) either() (condition, bool) {
	a, ok := r.all()
	for ok && r.takes("|") {
		var b condition
		if b, ok = r.all(); ok {
			a = oneOf{a, b}
		}
	}
	return a, ok
}

func (r *conditionReader) all() (condition, bool) {
	a, ok := r.term()
	for ok && r.takes("&") {
		var b condition
		if b, ok = r.term(); ok {
			a = both{a, b}
		}
	}
	return a, ok
}

func (r *conditionReader) term() (condition, bool) {
	switch {
	case r.takes("~"):
		c, ok := r.term()
		return negation{c}, ok
	case r.takes("("):
		c, ok := r.either()
		return c, ok && r.takes(")")
	}
	word := r.word()
	if n, err := strconv.Atoi(word); err == nil && r.takes("*") {
		return r.count(n)
	}
	if word == "" {
		return nil, false
	}
	differs := r.takes("<>")
	if !differs && !r.takes("=") {
		return itemDone(word), true
	}
	status := strings.ToLower(r.quoted())
	if full := statusLetters[status]; full != "" {
		status = full
	}
	if differs {
		return negation{itemStatus{word, status}}, status != ""
	}
	return itemStatus{word, status}, status != ""
}

func (r *conditionReader) count(least int) (condition, bool) {
	if !r.takes("{") {
		return nil, false
	}
	set := countOf{least: least}
	for {
		c, ok := r.either()
		if !ok {
			return nil, false
		}
		set.of = append(set.of, c)
		if !r.takes(",") {
			return set, r.takes("}")
		}
	}
}

// word is an identifier: what comes before a blank or a symbol.
func (r *conditionReader) word() string {
	r.blanks()
	end := strings.IndexAny(r.rest, " \t\r\n&|~()=<>{},*\"")
	if end < 0 {
		end = len(r.rest)
	}
	word := r.rest[:end]
	r.rest = r.rest[end:]
	return word
}

func (r *conditionReader) quoted() string {
	if !r.takes(`"`) {
		return r.word()
	}
	text, rest, closed := strings.Cut(r.rest, `"`)
	if !closed {
		return ""
	}
	r.rest = rest
	return strings.TrimSpace(text)
}
