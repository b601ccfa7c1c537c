package cmi5

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// schemePattern is the scheme of an IRI (RFC 3986 §3.1).
var schemePattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.\-]*:`)

// isIRI says whether s is a fully qualified IRI (§3.0, RFC 3987 §2.2): a scheme, something
// after it, no character that an IRI may not hold, percent signs followed by two digits. An
// address of the Web has a host besides.
func isIRI(s string) bool {
	scheme := schemePattern.FindString(s)
	rest := s[len(scheme):]
	if scheme == "" || rest == "" || strings.Count(rest, "#") > 1 || !clean(rest, true) {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http:", "https:":
		authority, ok := strings.CutPrefix(rest, "//")
		if end := strings.IndexAny(authority, "/?#"); end >= 0 {
			authority = authority[:end]
		}
		return ok && isAuthority(authority)
	}
	return true
}

// isAuthority says whether s is the authority of an address of the Web: net/url knows hosts,
// ports and bracketed addresses, but takes an empty host.
func isAuthority(s string) bool {
	u, err := url.Parse("//" + s)
	return err == nil && u.Hostname() != ""
}

// clean says whether every character of s may stand in an address (RFC 1738 §2.2 and RFC 3986
// §2), beyond ASCII only where international is true (RFC 3987), and whether its percent signs
// are followed by two hexadecimal digits. Brackets are left to whoever reads the authority:
// they are common in queries.
func clean(s string, international bool) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for i, r := range s {
		switch {
		case r == '%':
			if len(s) < i+3 || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return false
			}
		case r <= ' ' || r == 0x7F || strings.ContainsRune("<>\"{}|\\^`", r):
			return false
		case r >= utf8.RuneSelf && (!international || !unicode.IsGraphic(r) || unicode.IsSpace(r) || unicode.Is(unicode.Co, r)):
			return false
		}
	}
	return true
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'f' || 'A' <= b && b <= 'F'
}
