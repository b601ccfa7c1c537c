package manifest

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"preau.education/preau/internal/fault"
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:\-]+)["']`)

// decode turns a manifest's bytes into text. The order is: byte order mark, the look of
// UTF-16 without one, then the declaration, distrusted when the bytes say otherwise, which is
// common: files saved by an editor keep the declaration of the tool that wrote them first.
func decode(data []byte) (text, name string, warnings []Warning, err error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		text, name, warnings = decodeUTF8(data[3:])
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}), looksUTF16(data, 1):
		text, err = transform(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), data)
		name = "utf-16be"
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), looksUTF16(data, 0):
		text, err = transform(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), data)
		name = "utf-16le"
	default:
		text, name, warnings, err = decodeDeclared(data)
	}
	if err != nil {
		return "", "", nil, err
	}
	text, dropped := dropForbidden(text)
	if dropped {
		warnings = append(warnings, Warning{Code: "control_characters",
			Message: "Le manifeste contient des caractères de contrôle interdits en XML ; ils ont été ignorés."})
	}
	return text, name, warnings, nil
}

// looksUTF16 says whether data begins with "<" in UTF-16, the zero byte being at position
// 1-odd: XML begins with "<" or white space, never with a zero.
func looksUTF16(data []byte, odd int) bool {
	return len(data) >= 4 && data[odd] == '<' && data[1-odd] == 0 && data[2+odd] != 0 && data[3-odd] == 0
}

func decodeUTF8(data []byte) (text, name string, warnings []Warning) {
	if utf8.Valid(data) {
		return string(data), "utf-8", nil
	}
	text, err := charmap.Windows1252.NewDecoder().String(string(data))
	if err != nil { // cannot be: every byte has a meaning in the decoder
		return strings.ToValidUTF8(string(data), "\uFFFD"), "utf-8", nil
	}
	return text, "windows-1252", []Warning{{Code: "encoding_mislabelled",
		Message: "Le manifeste se dit en UTF-8 mais ne l’est pas ; il a été lu en Windows-1252."}}
}

func decodeDeclared(data []byte) (text, name string, warnings []Warning, err error) {
	label := "utf-8"
	if m := declared.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		label = strings.ToLower(string(m[1]))
	}
	// Without a mark and without zero bytes it is not UTF-16, whatever it says of itself.
	if strings.HasPrefix(label, "utf-16") || strings.HasPrefix(label, "ucs-2") || strings.HasPrefix(label, "unicode") {
		text, name, warnings = decodeUTF8(data)
		return text, name, append(warnings, Warning{Code: "encoding_mislabelled",
			Message: "Le manifeste se dit en UTF-16 mais ne l’est pas ; il a été lu en " + strings.ToUpper(name) + "."}), nil
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		if utf8.Valid(data) {
			return string(data), "utf-8", []Warning{{Code: "encoding_unknown",
				Message: "Le codage déclaré par le manifeste (« " + short(label) + " ») est inconnu ; il a été lu en UTF-8."}}, nil
		}
		return "", "", nil, invalid("manifest_encoding",
			"Le codage de caractères déclaré par le manifeste (« "+short(label)+" ») est inconnu.")
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil {
		return "", "", nil, fault.Wrap("manifest.decode", err)
	}
	if canonical == "utf-8" {
		text, name, warnings = decodeUTF8(data)
		return text, name, warnings, nil
	}
	// Text that is valid UTF-8 beyond ASCII is never meant as anything else.
	if !isASCII(data) && utf8.Valid(data) {
		return string(data), "utf-8", []Warning{{Code: "encoding_mislabelled",
			Message: "Le manifeste se dit en " + canonical + " mais il est en UTF-8 ; il a été lu ainsi."}}, nil
	}
	text, err = transform(enc, data)
	return text, canonical, nil, err
}

func transform(enc encoding.Encoding, data []byte) (string, error) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", invalid("manifest_encoding", "Le manifeste n’est pas lisible dans le codage de caractères qu’il déclare.")
	}
	return strings.TrimPrefix(string(out), "\uFEFF"), nil
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// dropForbidden takes out what XML 1.0 §2.2 does not allow; authoring tools paste it in from
// word processors.
func dropForbidden(s string) (string, bool) {
	allowed := func(r rune) bool {
		return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
	}
	if strings.IndexFunc(s, func(r rune) bool { return !allowed(r) }) < 0 {
		return s, false
	}
	return strings.Map(func(r rune) rune {
		if allowed(r) {
			return r
		}
		return -1
	}, s), true
}
