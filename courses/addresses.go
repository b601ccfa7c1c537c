package courses

import (
	"regexp"
	"slices"
	"strings"
)

// MaxAddresses is how many addresses one pasted text may hold.
const MaxAddresses = 500

// Addresses is what a pasted text holds.
type Addresses struct {
	Valid   []string // lower case, in order, each once
	Invalid []string // pieces that are no address, as pasted
}

// addressForm accepts what mail systems deliver in practice; the full grammar of RFC 5322
// accepts far more than anybody has.
var addressForm = regexp.MustCompile(`^[a-z0-9.!#$%&'*+/=?^_{|}~-]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)

func validAddress(s string) bool {
	local, _, _ := strings.Cut(s, "@")
	return len(s) <= 254 && addressForm.MatchString(strings.ToLower(s)) &&
		!strings.HasPrefix(local, ".") && !strings.HasSuffix(local, ".") && !strings.Contains(local, "..")
}

// ParseAddresses reads addresses as people paste them: from a mail, a spreadsheet or a list,
// separated by commas, semicolons, bars, tabs or lines, bare or as "Name <address>", the name
// quoted or not.
func ParseAddresses(text string) Addresses {
	var found Addresses
	for _, piece := range pieces(text) {
		address := strings.TrimPrefix(strings.ToLower(inBrackets(piece)), "mailto:")
		switch {
		case !validAddress(address):
			// "Dupont jean@x.fr" and "a@x.fr b@x.fr": words around or several without separator.
			if several := addressesIn(address); len(several) > 0 {
				found.Valid = append(found.Valid, several...)
			} else if !slices.Contains(found.Invalid, piece) {
				found.Invalid = append(found.Invalid, piece)
			}
		default:
			found.Valid = append(found.Valid, address)
		}
	}
	found.Valid = distinct(found.Valid)
	return found
}

// pieces cuts at separators outside quotes, and drops what is empty.
func pieces(text string) []string {
	var cut []string
	var piece strings.Builder
	quoted := false
	end := func() {
		if s := strings.Trim(piece.String(), " \u00a0\u200b\ufeff."); s != "" {
			cut = append(cut, s)
		}
		piece.Reset()
	}
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r': // a quote left open ends with its line
			quoted = false
			end()
		case r == '"':
			quoted = !quoted
		case !quoted && strings.ContainsRune(",;|\t", r):
			end()
		default:
			piece.WriteRune(r)
		}
	}
	end()
	return cut
}

// inBrackets returns what stands between angle brackets, or all when there are none.
func inBrackets(piece string) string {
	if _, rest, ok := strings.Cut(piece, "<"); ok {
		inside, _, _ := strings.Cut(rest, ">")
		return strings.TrimSpace(inside)
	}
	return piece
}

// addressesIn returns the valid addresses among the words of a piece, none when another word
// looks like one but is not valid.
func addressesIn(piece string) []string {
	var found []string
	for word := range strings.FieldsSeq(piece) {
		word = strings.Trim(word, "()[]'’.:")
		switch {
		case validAddress(word):
			found = append(found, word)
		case strings.Contains(word, "@"):
			return nil
		}
	}
	return found
}
