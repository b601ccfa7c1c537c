package statement

import (
	"slices"
	"strconv"
	"strings"
)

// irregular are the tags that RFC 5646 §2.2.8 keeps though its grammar would refuse them.
var irregular = []string{"en-gb-oed", "i-ami", "i-bnn", "i-default", "i-enochian", "i-hak",
	"i-klingon", "i-lux", "i-mingo", "i-navajo", "i-pwn", "i-tao", "i-tay", "i-tsu",
	"sgn-be-fr", "sgn-be-nl", "sgn-ch-de"}

// IsLanguage says whether s is a well-formed language tag (RFC 5646 §2.1). Whether its subtags
// are registered is not looked at (Data 2.2).
func IsLanguage(s string) bool {
	t := tag(strings.ToLower(s))
	if slices.Contains(irregular, string(t)) {
		return true
	}
	if len(t.peek()) == 1 {
		return t.private() && t == ""
	}
	first := t.take(2, 8, letters)
	if first == "" {
		return false
	}
	if len(first) <= 3 {
		for range 3 {
			t.take(3, 3, letters)
		}
	}
	t.take(4, 4, letters)
	if t.take(2, 2, letters) == "" {
		t.take(3, 3, digitsOnly)
	}
	for t.variant() {
	}
	for len(t.peek()) == 1 && t.peek() != "x" {
		t.take(1, 1, alphanumeric)
		if t.take(2, 8, alphanumeric) == "" {
			return false
		}
		for t.take(2, 8, alphanumeric) != "" {
		}
	}
	return t == "" || t.private() && t == ""
}

// tag is what remains of a language tag.
type tag string

const end tag = "-" // a hyphen with nothing after it: never empty, never taken

func (t *tag) peek() string {
	sub, _, _ := strings.Cut(string(*t), "-")
	return sub
}

// take takes the next subtag if its length and its characters are right.
func (t *tag) take(least, most int, class func(byte) bool) string {
	sub, rest, more := strings.Cut(string(*t), "-")
	if len(sub) < least || len(sub) > most {
		return ""
	}
	for i := range len(sub) {
		if !class(sub[i]) {
			return ""
		}
	}
	*t = tag(rest)
	if more && rest == "" {
		*t = end
	}
	return sub
}

func (t *tag) variant() bool {
	if sub := t.peek(); len(sub) == 4 && isDigit(sub[0]) {
		return t.take(4, 4, alphanumeric) != ""
	}
	return t.take(5, 8, alphanumeric) != ""
}

func (t *tag) private() bool {
	if t.peek() != "x" {
		return false
	}
	t.take(1, 1, alphanumeric)
	if t.take(1, 8, alphanumeric) == "" {
		return false
	}
	for t.take(1, 8, alphanumeric) != "" {
	}
	return true
}

func letters(c byte) bool      { return isAlpha(c) }
func digitsOnly(c byte) bool   { return isDigit(c) }
func alphanumeric(c byte) bool { return isAlpha(c) || isDigit(c) }

// ParseLanguages reads an Accept-Language header (RFC 2616 §14.4): the ranges in the order in
// which the reader prefers them, "*" among them if it is there. What is not a range, or has the
// quality 0, is left out.
func ParseLanguages(acceptLanguage string) []string {
	type choice struct {
		name    string
		quality float64
	}
	var choices []choice
	for part := range strings.SplitSeq(acceptLanguage, ",") {
		name, parameter, weighed := strings.Cut(part, ";")
		name = strings.TrimSpace(name)
		quality := 1.0
		if weighed {
			q, found := strings.CutPrefix(strings.TrimSpace(parameter), "q=")
			parsed, err := strconv.ParseFloat(q, 64)
			if !found || err != nil || !(parsed <= 1) {
				continue
			}
			quality = parsed
		}
		if quality > 0 && (name == "*" || IsLanguage(name)) {
			choices = append(choices, choice{name, quality})
		}
	}
	slices.SortStableFunc(choices, func(a, b choice) int {
		switch {
		case a.quality > b.quality:
			return -1
		case a.quality < b.quality:
			return 1
		}
		return 0
	})
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = c.name
	}
	return names
}

// chooseLanguage returns which of the tags suits the languages best: the first that one matches,
// as RFC 2616 §14.4 has it; else the first that one matches without its last subtags; else the
// first of all. tags is not empty.
func chooseLanguage(tags []string, languages []string) int {
	for _, l := range languages {
		if i := matchLanguage(tags, l); i >= 0 {
			return i
		}
	}
	for _, l := range languages {
		for {
			cut := strings.LastIndexByte(l, '-')
			if cut < 0 {
				break
			}
			l = l[:cut]
			if i := matchLanguage(tags, l); i >= 0 {
				return i
			}
		}
	}
	return 0
}

func matchLanguage(tags []string, wanted string) int {
	if wanted == "*" {
		return 0
	}
	for i, t := range tags {
		if strings.EqualFold(t, wanted) {
			return i
		}
	}
	for i, t := range tags {
		if len(t) > len(wanted) && t[len(wanted)] == '-' && strings.EqualFold(t[:len(wanted)], wanted) {
			return i
		}
	}
	return -1
}
