package cmi

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// checker judges a value. lenient is how browsers' deltas are read: the form may be looser
// than the specification's where packages in the wild are.
type checker func(v string, lenient bool) code

// text is a characterstring of at most n characters, or of more: what is beyond the
// smallest permitted maximum is kept up to ValueLimit.
func text(v string, _ bool) code { return within(v, ValueLimit) }

func within(v string, n int) code {
	if len(v) > n && utf8.RuneCountInString(v) > n {
		return typeMismatch
	}
	if !utf8.ValidString(v) {
		return typeMismatch
	}
	return ok
}

// atMost is a characterstring with a hard limit of n characters.
func atMost(n int) checker { return func(v string, _ bool) code { return within(v, n) } }

// oneOf is a vocabulary.
func oneOf(words ...string) checker {
	return func(v string, _ bool) code {
		if slices.Contains(words, v) {
			return ok
		}
		return typeMismatch
	}
}

var plainNumber = regexp.MustCompile(`^[+-]?(\d+(\.\d*)?|\.\d+)$`)

// number reads a real(10,7) of any length. In lenient reading an exponent is welcome, which
// JavaScript writes for small numbers.
func number(v string, lenient bool) (float64, bool) {
	if !plainNumber.MatchString(v) && !lenient {
		return 0, false
	}
	f, err := strconv.ParseFloat(v, 64)
	return f, err == nil && !math.IsInf(f, 0) && !math.IsNaN(f)
}

// real is a number between two bounds, both included.
func real(from, to float64) checker {
	return func(v string, lenient bool) code {
		f, good := number(v, lenient)
		switch {
		case !good:
			return typeMismatch
		case f < from || f > to:
			return outOfRange
		}
		return ok
	}
}

var anyReal = real(math.Inf(-1), math.Inf(1))

// either accepts what one of its checkers does.
func either(checks ...checker) checker {
	return func(v string, lenient bool) code {
		answer := typeMismatch
		for _, check := range checks {
			if answer = check(v, lenient); answer == ok {
				return ok
			}
		}
		return answer
	}
}

var (
	urn       = regexp.MustCompile(`^(?i:urn):[A-Za-z0-9-]{1,31}:\S+$`)
	urnPrefix = regexp.MustCompile(`^(?i:urn):`)
)

// identifier is a long_identifier_type: anything but blank, and a whole URN when it says so.
func identifier(v string, lenient bool) code {
	if strings.TrimSpace(v) == "" || urnPrefix.MatchString(v) && !lenient && !urn.MatchString(v) {
		return typeMismatch
	}
	return text(v, lenient)
}

// shortIdentifier says whether v is a short_identifier_type: a URI of RFC 3986, which rules
// out blanks and brackets.
func shortIdentifier(v string) bool {
	return v != "" && !strings.ContainsAny(v, " \t\r\n{}[]<>\"|\\^`")
}

// localized is a localized_string_type: text that may start with {lang=…}.
func localized(v string, lenient bool) code {
	if _, _, good := splitLang(v, lenient); !good {
		return typeMismatch
	}
	return text(v, lenient)
}

// splitLang takes the language off a localized string; good is false when it names none.
func splitLang(v string, lenient bool) (lang, rest string, good bool) {
	inner, isTagged := strings.CutPrefix(v, "{lang=")
	if !isTagged {
		return "", v, true
	}
	lang, rest, closed := strings.Cut(inner, "}")
	if !closed {
		return "", v, true
	}
	return lang, rest, Language(lang, lenient)
}

var timestamp = regexp.MustCompile(
	`^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,2})(Z|[+-]\d{2}(?::\d{2})?)?)?)?)?)?)?)?$`)

// moment is time(second,10,0) (RTE §4.1.1.7), within the years that every platform must know. Lenient reading also takes what JavaScript's
// toISOString writes.
func moment(v string, lenient bool) code {
	if lenient {
		if _, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return ok
		}
	}
	m := timestamp.FindStringSubmatch(v)
	if m == nil {
		return typeMismatch
	}
	zone := m[8]
	for i, limit := range [...][2]int{{1970, 2038}, {1, 12}, {1, 31}, {0, 23}, {0, 59}, {0, 59}} {
		if n, err := strconv.Atoi(m[i+1]); err == nil && (n < limit[0] || n > limit[1]) {
			return typeMismatch
		}
	}
	if len(zone) > 1 && (zone[1:3] > "23" || len(zone) > 3 && zone[4:] > "59") {
		return typeMismatch
	}
	return ok
}

// interval is timeinterval(second,10,2).
func interval(v string, lenient bool) code {
	if _, good := parseInterval(v, lenient); !good {
		return typeMismatch
	}
	return ok
}

// language is a language_type; empty is no preference.
func language(v string, lenient bool) code {
	if v != "" && !Language(v, lenient) {
		return typeMismatch
	}
	return ok
}
