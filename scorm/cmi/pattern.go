package cmi

import (
	"slices"
	"strings"
)

// Types of interaction (cmi.interactions.n.type).
const (
	trueFalse   = "true-false"
	choice      = "choice"
	fillIn      = "fill-in"
	longFillIn  = "long-fill-in"
	matching    = "matching"
	performance = "performance"
	sequencing  = "sequencing"
	likert      = "likert"
	numeric     = "numeric"
	other       = "other"
)

// Delimiters of patterns (RTE §4.1.1.6).
const (
	comma = "[,]"
	dot   = "[.]"
	colon = "[:]"
)

// pattern is a correct response or a learner's response, read: two writings of one response
// read the same.
type pattern struct {
	caseMatters  bool
	orderMatters bool
	items        []item
}

// item is a part of a response: an identifier, a text with its language, a pair, or the two
// bounds of a range.
type item struct{ a, b, lang string }

// single says that an interaction of the type has one correct response at most.
func single(kind string) bool {
	return kind == trueFalse || kind == likert || kind == numeric || kind == other
}

// readPattern reads a response of an interaction of the type (RTE Tables 4.2.9.1a and b);
// correct says that it is the author's, not the learner's.
func readPattern(kind, v string, correct bool) (pattern, bool) {
	p := pattern{orderMatters: true}
	switch kind {
	case trueFalse:
		return p.of(v), v == "true" || v == "false"
	case choice, sequencing:
		return readList(kind, v)
	case likert:
		return p.of(v), shortIdentifier(v)
	case other:
		return p.of(v), true
	case numeric:
		return readNumeric(v, correct)
	case fillIn, longFillIn:
		return readFillIn(kind, v, correct)
	case matching, performance:
		return readPairs(kind, v, correct)
	}
	return p, false
}

func (p pattern) of(v string) pattern {
	p.items = []item{{a: v}}
	return p
}

// readList reads identifiers: a set for choice, a list for sequencing. Empty is no answer.
func readList(kind, v string) (pattern, bool) {
	p := pattern{orderMatters: kind == sequencing}
	if v == "" {
		return p, true
	}
	for _, id := range strings.Split(v, comma) {
		if !shortIdentifier(id) {
			return p, false
		}
		p.items = append(p.items, item{a: id})
	}
	if kind == choice {
		slices.SortFunc(p.items, func(x, y item) int { return strings.Compare(x.a, y.a) })
		distinct := slices.Compact(slices.Clone(p.items))
		return p, len(distinct) == len(p.items)
	}
	return p, true
}

func readNumeric(v string, correct bool) (pattern, bool) {
	p := pattern{orderMatters: true}
	low, high, ranged := strings.Cut(v, colon)
	if !correct || !ranged {
		_, good := number(v, false)
		return p.of(v), good && (correct || !ranged)
	}
	p.items = []item{{a: low, b: high}}
	from, goodLow := number(low, false)
	to, goodHigh := number(high, false)
	switch {
	case low != "" && !goodLow, high != "" && !goodHigh:
		return p, false
	case low != "" && high != "" && from > to:
		return p, false
	}
	return p, true
}

// readFillIn reads texts with their languages. {case_matters} and {order_matters} stand
// before the first text; around a long-fill-in's language they may come in any order.
func readFillIn(kind, v string, correct bool) (pattern, bool) {
	p := pattern{orderMatters: true}
	lang, hasLang := "", false
	for correct {
		rest, good, found := p.flag(v, kind == fillIn)
		if !good {
			return p, false
		}
		if !found && kind == longFillIn && !hasLang && strings.HasPrefix(v, "{lang=") {
			if lang, rest, good = splitLang(v, false); !good {
				return p, false
			}
			hasLang, found = true, true
		}
		if !found {
			break
		}
		v = rest
	}
	texts := []string{v}
	if kind == fillIn {
		texts = strings.Split(v, comma)
	}
	for _, one := range texts {
		l, rest, good := lang, one, true
		if !hasLang {
			l, rest, good = splitLang(one, false)
		}
		if !good {
			return p, false
		}
		if l == "" {
			l = "en" // the default (RTE §4.1.1.3)
		}
		p.items = append(p.items, item{a: rest, lang: l})
	}
	return p, true
}

// flag takes one leading {case_matters=…} or, where it may stand, {order_matters=…}.
func (p *pattern) flag(v string, order bool) (rest string, good, found bool) {
	flags := []struct {
		name string
		into *bool
	}{{"{case_matters=", &p.caseMatters}, {"{order_matters=", &p.orderMatters}}
	if !order {
		flags = flags[:1]
	}
	for _, f := range flags {
		inner, has := strings.CutPrefix(v, f.name)
		if !has {
			continue
		}
		word, rest, closed := strings.Cut(inner, "}")
		if !closed || word != "true" && word != "false" {
			return v, false, true
		}
		*f.into = word == "true"
		return rest, true, true
	}
	return v, true, false
}

// readPairs reads source[.]target pairs of a matching, step[.]answer pairs of a performance,
// where either side may be left out.
func readPairs(kind, v string, correct bool) (pattern, bool) {
	p := pattern{orderMatters: kind == performance}
	if kind == performance && correct {
		if inner, has := strings.CutPrefix(v, "{order_matters="); has {
			word, rest, closed := strings.Cut(inner, "}")
			if !closed || word != "true" && word != "false" {
				return p, false
			}
			p.orderMatters, v = word == "true", rest
		}
	}
	if v == "" && kind == matching {
		return p, true
	}
	for _, one := range strings.Split(v, comma) {
		sides := strings.Split(one, dot)
		if len(sides) != 2 {
			return p, false
		}
		pair := item{a: sides[0], b: sides[1]}
		if kind == matching && (!shortIdentifier(pair.a) || !shortIdentifier(pair.b)) ||
			kind == performance && (pair.a == "" && pair.b == "" || pair.a != "" && !shortIdentifier(pair.a)) {
			return p, false
		}
		p.items = append(p.items, pair)
	}
	if kind == matching || !p.orderMatters {
		slices.SortFunc(p.items, func(x, y item) int {
			return strings.Compare(x.a+dot+x.b, y.a+dot+y.b)
		})
	}
	return p, true
}

// same says whether two responses are one.
func (p pattern) same(q pattern) bool {
	return p.caseMatters == q.caseMatters && p.orderMatters == q.orderMatters && slices.Equal(p.items, q.items)
}
