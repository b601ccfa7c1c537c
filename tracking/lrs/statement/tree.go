package statement

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// bytes returns the value as received.
func (d *doc) bytes(i int32) []byte { return d.src[d.nodes[i].start:d.nodes[i].end:d.nodes[i].end] }

func (d *doc) kind(i int32) kind { return d.nodes[i].kind }

// rawKey returns the key between its quotes, as received.
func (d *doc) rawKey(i int32) []byte { return d.src[d.nodes[i].keyStart:d.nodes[i].keyEnd] }

// key returns the text of the key.
func (d *doc) key(i int32) string {
	if d.nodes[i].keyEscaped {
		return unescape(d.rawKey(i))
	}
	return string(d.rawKey(i))
}

// hasKey says whether the key is this one, whatever its escapes.
func (d *doc) hasKey(i int32, key string) bool {
	if d.nodes[i].keyEscaped {
		return unescape(d.rawKey(i)) == key
	}
	return string(d.rawKey(i)) == key
}

func (d *doc) sameKey(i, j int32) bool {
	if d.nodes[i].keyEscaped || d.nodes[j].keyEscaped {
		return d.key(i) == d.key(j)
	}
	return bytes.Equal(d.rawKey(i), d.rawKey(j))
}

// text returns the text of a string.
func (d *doc) text(i int32) string {
	n := d.nodes[i]
	between := d.src[n.start+1 : n.end-1]
	if n.escaped {
		return unescape(between)
	}
	return string(between)
}

// children ranges over the members or elements of i, in their order.
func (d *doc) children(i int32) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		for c := d.nodes[i].first; c != 0; c = d.nodes[c].next {
			if !yield(c) {
				return
			}
		}
	}
}

// find returns the member of i that has the key, 0 when none has.
func (d *doc) find(i int32, key string) int32 {
	for c := d.nodes[i].first; c != 0; c = d.nodes[c].next {
		if d.hasKey(c, key) {
			return c
		}
	}
	return 0
}

// str returns the text of the member of i that has the key, "" when none has.
func (d *doc) str(i int32, key string) string {
	if c := d.find(i, key); c != 0 && d.kind(c) == text {
		return d.text(c)
	}
	return ""
}

// segment is how a path names the member: its key, in brackets unless it is a plain word.
func (d *doc) segment(i int32) string {
	key := d.key(i)
	for j := range len(key) {
		if c := key[j]; !isAlpha(c) && c != '_' && (j == 0 || !isDigit(c)) {
			return "[" + strconv.Quote(key) + "]"
		}
	}
	if key == "" {
		return `[""]`
	}
	return key
}

func index(n int32) string { return "[" + strconv.Itoa(int(n)) + "]" }

// unescape returns the text of a string whose escapes the reader has found well formed. Half a
// surrogate pair, which the grammar allows, becomes U+FFFD.
func unescape(s []byte) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		switch c := s[i+1]; c {
		case 'u':
			u := hexRune(s[i+2:])
			i += 6
			if utf16.IsSurrogate(u) && i+6 <= len(s) && s[i] == '\\' && s[i+1] == 'u' {
				if pair := utf16.DecodeRune(u, hexRune(s[i+2:])); pair != utf8.RuneError {
					u = pair
					i += 6
				}
			}
			b.WriteRune(u)
			continue
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		default:
			b.WriteByte(c)
		}
		i += 2
	}
	return b.String()
}

// hexRune reads four hexadecimal digits.
func hexRune(s []byte) rune {
	var u rune
	for _, c := range s[:4] {
		u <<= 4
		switch {
		case c <= '9':
			u |= rune(c - '0')
		default:
			u |= rune(c | 0x20 - 'a' + 10)
		}
	}
	return u
}

// quote writes s as a JSON string.
func quote(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}
