package statement

import (
	"mime"
	"strings"
	"unicode/utf8"
)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isAlpha(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isHex(c byte) bool   { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func isHexOf(s string, lengths ...int) bool {
	for i := range len(s) {
		if !isHex(s[i]) {
			return false
		}
	}
	for _, n := range lengths {
		if len(s) == n {
			return true
		}
	}
	return false
}

// IsUUID says whether s is a UUID in its standard form (RFC 4122 §3), in either case. Its version
// and variant are not looked at: a statement may refer to identifiers of any origin (Data 4.4).
func IsUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch i {
		case 8, 13, 18, 23:
			if s[i] != '-' {
				return false
			}
		default:
			if !isHex(s[i]) {
				return false
			}
		}
	}
	return true
}

// IsIRI says whether s is an absolute IRI: a scheme, and after it only characters that RFC 3987
// allows, with percent signs before two digits. http and https need a host. Brackets are let
// through anywhere, because query strings in the field have them.
func IsIRI(s string) bool {
	scheme, rest, found := strings.Cut(s, ":")
	if !found || rest == "" || scheme == "" || !isAlpha(scheme[0]) {
		return false
	}
	for i := range len(scheme) {
		if c := scheme[i]; !isAlpha(c) && !isDigit(c) && c != '+' && c != '-' && c != '.' {
			return false
		}
	}
	if !isIRIText(rest) {
		return false
	}
	if strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") {
		host, found := strings.CutPrefix(rest, "//")
		return found && host != "" && !strings.ContainsRune("/?#", rune(host[0]))
	}
	return true
}

func isIRIText(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			u, n := utf8.DecodeRuneInString(s[i:])
			if u == utf8.RuneError || u < 0xA0 || u >= 0xFFF0 && u <= 0xFFFF {
				return false
			}
			i += n
			continue
		case c == '%':
			if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
				return false
			}
		case c <= ' ' || c == 0x7F || strings.IndexByte("<>\"{}|\\^`", c) >= 0:
			return false
		}
		i++
	}
	return true
}

// isMbox says whether s is "mailto:" and one address (Data 2.4.2.3), with no header fields.
func isMbox(s string) bool {
	address, found := strings.CutPrefix(s, "mailto:")
	if !found || !isIRIText(address) || len(address) > 320 {
		return false
	}
	local, domain, found := strings.Cut(address, "@")
	return found && isDotted(local, "()[]:;,@?") && isDotted(domain, "()[]:;,@?!#$%&'*+/=_~")
}

// isDotted says whether s is words between dots, with none of the characters.
func isDotted(s, without string) bool {
	if s == "" || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		return false
	}
	return !strings.ContainsAny(s, without)
}

// sameMbox is the form of an mbox under which two that name one box are equal: the domain's
// case does not count (Data 2.3.1).
func sameMbox(s string) string {
	if at := strings.LastIndexByte(s, '@'); at >= 0 {
		return s[:at] + strings.ToLower(s[at:])
	}
	return s
}

func isSHA1(s string) bool { return isHexOf(s, 40) }

// isSHA2 accepts SHA-224, 256, 384 and 512: the specification does not name one.
func isSHA2(s string) bool { return isHexOf(s, 64, 56, 96, 128) }

// isMediaType says whether s is a media type with or without parameters (RFC 2045).
func isMediaType(s string) bool {
	t, _, err := mime.ParseMediaType(s)
	return err == nil && strings.Contains(t, "/")
}

// isVersion says whether a statement may carry the version. 1.0.3 takes 1.0 and 1.0.x (Data
// 2.4.10); 2.0.0 takes 2.0.x too, and must not refuse statements written under 1.0.x.
func isVersion(s string, v Version) bool {
	rest, found := strings.CutPrefix(s, "1.0")
	if !found && v == V2 {
		rest, found = strings.CutPrefix(s, "2.0")
	}
	if !found || rest == "" {
		return found
	}
	patch := strings.TrimLeft(rest[1:], "0123456789")
	return rest[0] == '.' && len(patch) < len(rest)-1 && (patch == "" || isPreRelease(patch))
}

// isPreRelease says whether s is what semantic versioning lets follow the patch number.
func isPreRelease(s string) bool {
	if s[0] != '-' && s[0] != '+' || len(s) == 1 {
		return false
	}
	for i := 1; i < len(s); i++ {
		if c := s[i]; !isAlpha(c) && !isDigit(c) && c != '-' && c != '.' && c != '+' {
			return false
		}
	}
	return true
}

func isInteraction(s string) bool {
	_, known := components[s]
	return known
}

// components are the interaction types, each with the lists of components that an activity of the
// type may have (Data 2.4.4.1).
var components = map[string][]string{
	"true-false": nil, "fill-in": nil, "long-fill-in": nil, "numeric": nil, "other": nil,
	"choice": {"choices"}, "sequencing": {"choices"},
	"likert":      {"scale"},
	"matching":    {"source", "target"},
	"performance": {"steps"},
}
