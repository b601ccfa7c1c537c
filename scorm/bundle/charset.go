package bundle

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// flagUTF8 marks an entry whose name is UTF-8 (APPNOTE.TXT §4.4.4, bit 11). Most tools that
// write UTF-8 forget it; Windows's own writes the console's code page.
const flagUTF8 = 0x800

// charset is a way to read the names that do not say how they are written.
type charset struct {
	name string // as shown to people; "" when every name is plain ASCII or flagged
	page *charmap.Charmap
}

var codePages = [...]charset{
	{"CP437", charmap.CodePage437},
	{"CP850", charmap.CodePage850},
	{"Windows-1252", charmap.Windows1252},
}

// decode reads one name. What is valid UTF-8 is never anything else in practice: two accented
// letters in a row that happen to form a UTF-8 sequence do not occur in words.
func (c charset) decode(raw string, flags uint16) string {
	if c.page == nil || flags&flagUTF8 != 0 || utf8.ValidString(raw) {
		return raw
	}
	decoded, err := c.page.NewDecoder().String(raw)
	if err != nil {
		return raw
	}
	return decoded
}

// charsets weighs the code pages against the names that need one.
type charsets struct{ unclear []string }

func newCharsets(entries []*entry) *charsets {
	c := &charsets{}
	for _, e := range entries {
		if !utf8.ValidString(e.raw) {
			c.unclear = append(c.unclear, e.raw)
		}
	}
	return c
}

func (c *charsets) ambiguous() bool { return len(c.unclear) > 0 }

// best returns the code page that finds the most of the names wanted, then the one that reads
// the most like words, then the first.
func (c *charsets) best(wanted map[string]bool) charset {
	if !c.ambiguous() {
		return charset{}
	}
	best, bestFound, bestScore := codePages[0], -1, 0
	for _, page := range codePages {
		found, score := 0, 0
		for _, raw := range c.unclear {
			decoded := page.decode(raw, 0)
			if name, err := safeName(decoded); err == nil && wanted[name] {
				found++
			}
			score += plausibility(norm.NFC.String(decoded))
		}
		if found > bestFound || found == bestFound && score > bestScore {
			best, bestFound, bestScore = page, found, score
		}
	}
	return best
}

// plausibility counts what a name in a European language is made of, and against it what it
// is not: box drawing, Greek, mathematics.
func plausibility(name string) int {
	score := 0
	for _, r := range name {
		switch {
		case r < utf8.RuneSelf:
		case r >= 'à' && r <= 'ÿ' && r != '÷', r == 'œ', r == 'ß':
			score += 2
		case r >= 'À' && r <= 'Þ' && r != '×', r == 'Œ', r == '’', r == '«', r == '»', r == '–', r == '°', r == '€':
			score++
		default:
			score -= 2
		}
	}
	return score
}
