package cmi5

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:\-]+)["']`)

// decode turns a structure's bytes into text. The order is: byte order mark, the look of
// UTF-16 without one, then the declaration, distrusted when the bytes say otherwise.
func decode(data []byte) (text, name string, warnings []Warning, err error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		text, name, warnings = decodeUTF8(data[3:])
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}), looksUTF16(data, 1):
		text, name = decodeUTF16(data, binary.BigEndian), "utf-16be"
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), looksUTF16(data, 0):
		text, name = decodeUTF16(data, binary.LittleEndian), "utf-16le"
	default:
		return decodeDeclared(data)
	}
	return text, name, warnings, nil
}

// looksUTF16 says whether data begins with "<" in UTF-16, the zero byte being at position
// 1-odd: XML begins with "<" or white space, never with a zero.
func looksUTF16(data []byte, odd int) bool {
	return len(data) >= 4 && data[odd] == '<' && data[1-odd] == 0 && data[2+odd] != 0 && data[3-odd] == 0
}

func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}

func decodeUTF8(data []byte) (text, name string, warnings []Warning) {
	if utf8.Valid(data) {
		return string(data), "utf-8", nil
	}
	return decodeBytes(data, windows1252), "windows-1252", []Warning{{Code: "encoding_mislabelled",
		Message: "Le fichier cmi5.xml se dit en UTF-8 mais ne l’est pas ; il a été lu en Windows-1252."}}
}

func decodeDeclared(data []byte) (text, name string, warnings []Warning, err error) {
	label := "utf-8"
	if m := declared.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		label = strings.ToLower(string(m[1]))
	}
	single, known := encodings[label]
	switch {
	case !known:
		return "", "", nil, refusal("structure_encoding",
			"Le codage de caractères déclaré par le fichier cmi5.xml (« "+short(label)+" ») est inconnu.")
	case single == nil:
		text, name, warnings = decodeUTF8(data)
		if strings.HasPrefix(label, "utf-16") { // without a mark and without zero bytes it is not
			warnings = append(warnings, Warning{Code: "encoding_mislabelled",
				Message: "Le fichier cmi5.xml se dit en UTF-16 mais ne l’est pas ; il a été lu en " + strings.ToUpper(name) + "."})
		}
		return text, name, warnings, nil
	case !isASCII(data) && utf8.Valid(data): // never meant as anything else
		return string(data), "utf-8", []Warning{{Code: "encoding_mislabelled",
			Message: "Le fichier cmi5.xml se dit en " + label + " mais il est en UTF-8 ; il a été lu ainsi."}}, nil
	}
	return decodeBytes(data, single), single.name, nil, nil
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// charset is a single-byte encoding: Latin-1 and what it has otherwise.
type charset struct {
	name  string
	other map[byte]rune
}

func decodeBytes(data []byte, c *charset) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, octet := range data {
		if r, ok := c.other[octet]; ok {
			b.WriteRune(r)
			continue
		}
		b.WriteRune(rune(octet))
	}
	return b.String()
}

// windows1252 also stands for ISO-8859-1, as everywhere on the Web (WHATWG Encoding §4.2).
var windows1252 = &charset{"windows-1252", map[byte]rune{
	0x80: '€', 0x82: '‚', 0x83: 'ƒ', 0x84: '„', 0x85: '…', 0x86: '†', 0x87: '‡', 0x88: 'ˆ', 0x89: '‰', 0x8A: 'Š', 0x8B: '‹',
	0x8C: 'Œ', 0x8E: 'Ž', 0x91: '‘', 0x92: '’', 0x93: '“', 0x94: '”', 0x95: '•', 0x96: '–', 0x97: '—', 0x98: '˜', 0x99: '™',
	0x9A: 'š', 0x9B: '›', 0x9C: 'œ', 0x9E: 'ž', 0x9F: 'Ÿ',
}}

var latin9 = &charset{"iso-8859-15", map[byte]rune{
	0xA4: '€', 0xA6: 'Š', 0xA8: 'š', 0xB4: 'Ž', 0xB8: 'ž', 0xBC: 'Œ', 0xBD: 'œ', 0xBE: 'Ÿ',
}}

// encodings are the labels understood; nil for those of Unicode and ASCII.
var encodings = map[string]*charset{
	"utf-8": nil, "utf8": nil, "us-ascii": nil, "ascii": nil, "utf-16": nil, "utf-16le": nil, "utf-16be": nil,
	"windows-1252": windows1252, "cp1252": windows1252,
	"iso-8859-1": windows1252, "iso8859-1": windows1252, "latin1": windows1252, "iso_8859-1": windows1252,
	"iso-8859-15": latin9, "iso8859-15": latin9, "latin-9": latin9,
}
