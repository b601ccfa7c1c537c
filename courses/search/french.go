package search

import (
	"bufio"
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
)

// Word is one word of a text: where it stands and what it is found by.
type Word struct {
	Start, End int      // bytes in the text, the elided article left out
	Exact      string   // lower case, accents folded: "laicite"
	Stems      []string // one, or two when the accents change what the stemmer sees
	Stop       bool     // a word that says nothing by itself
}

// French reads French text. The zero value is not usable; see NewFrench. It is safe for
// concurrent use.
type French struct {
	stops map[string]bool
	stem  *fr.FrenchLightStemmerFilter
}

// NewFrench prepares the reader: stop words of the Snowball project (BSD), as bleve ships
// them, with a few of our own that every training shares.
func NewFrench() *French {
	f := &French{stops: map[string]bool{}, stem: fr.NewFrenchLightStemmerFilter()}
	lines := bufio.NewScanner(bytes.NewReader(fr.FrenchStopWords))
	for lines.Scan() {
		word, _, _ := strings.Cut(lines.Text(), "|")
		if word = strings.TrimSpace(word); word != "" {
			f.stops[Fold(word)] = true
		}
	}
	// "été" the past participle is a stop word; the season and its schools are not.
	for _, keep := range []string{"ete", "etes", "etant", "soi"} {
		delete(f.stops, keep)
	}
	return f
}

// elisions are the articles and particles that lose their vowel before another.
var elisions = map[string]bool{"l": true, "d": true, "m": true, "t": true, "s": true, "j": true,
	"c": true, "n": true, "qu": true, "jusqu": true, "quoiqu": true, "lorsqu": true, "puisqu": true}

// Words cuts a text into its words, in order.
func (f *French) Words(text string) []Word {
	words := make([]Word, 0, len(text)/6+1)
	f.cut(text, func(lower string, start, end int) { words = append(words, f.word(lower, start, end)) })
	return words
}

// cut calls found with each word of a text in lower case, elided articles left out.
func (f *French) cut(text string, found func(lower string, start, end int)) {
	for start := 0; start < len(text); {
		r, size := utf8.DecodeRuneInString(text[start:])
		if !isWord(r) {
			start += size
			continue
		}
		end := start
		for end < len(text) {
			r, size = utf8.DecodeRuneInString(text[end:])
			if !isWord(r) {
				break
			}
			end += size
		}
		lower := strings.ToLower(text[start:end])
		if end < len(text) && (r == '\'' || r == '’') && elisions[lower] {
			start = end + size
			continue
		}
		found(lower, start, end)
		start = end
	}
}

// isWord says whether r belongs to a word. Combining marks do: "é" may come as two runes.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func (f *French) word(lower string, start, end int) Word {
	w := Word{Start: start, End: end, Exact: Fold(lower)}
	w.Stop = f.stops[w.Exact]
	if w.Stop {
		return w
	}
	// The accents are folded last, since the stemmer reads them; but a person may type none,
	// so that the stem of the folded form is kept too when it differs.
	with, without := Fold(f.stemOf(lower)), f.stemOf(w.Exact)
	w.Stems = append(w.Stems, with)
	if without != with {
		w.Stems = append(w.Stems, without)
	}
	return w
}

func (f *French) stemOf(lower string) string {
	token := analysis.Token{Term: []byte(lower)}
	stream := [1]*analysis.Token{&token}
	f.stem.Filter(stream[:])
	return string(token.Term)
}

// Fold removes accents and opens ligatures. Text composed or decomposed gives the
// same. Its argument is in lower case.
func Fold(lower string) string {
	plain := true
	for i := range len(lower) {
		if lower[i] >= utf8.RuneSelf {
			plain = false
			break
		}
	}
	if plain {
		return lower
	}
	var b strings.Builder
	b.Grow(len(lower))
	for _, r := range lower {
		if s, ok := folds[r]; ok {
			b.WriteString(s)
		} else if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// folds is every accented letter and ligature of the languages of France.
var folds = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'ç': "c", 'è': "e", 'é': "e", 'ê': "e",
	'ë': "e", 'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o",
	'ö': "o", 'ù': "u", 'ú': "u", 'û': "u", 'ü': "u", 'ý': "y", 'ÿ': "y", 'œ': "oe", 'æ': "ae", 'ß': "ss",
}

// stemMark begins the terms that are stems, so that one field of the index holds both and a
// walk of its dictionary by the letters of a word meets whole words only.
const stemMark = "~"

// Analyze gives the terms of a text to the index: each word's exact form and its stems, at
// one position.
func (f *French) Analyze(text []byte) analysis.TokenStream {
	words := f.Words(string(text))
	stream := make(analysis.TokenStream, 0, 2*len(words))
	for i, w := range words {
		if w.Stop {
			continue
		}
		add := func(term string) {
			stream = append(stream, &analysis.Token{Start: w.Start, End: w.End, Position: i + 1, Term: []byte(term)})
		}
		add(w.Exact)
		for _, s := range w.Stems {
			add(stemMark + s)
		}
	}
	return stream
}

// tolerance is how many typing errors a word of n letters may hold.
func tolerance(n int) int {
	switch {
	case n <= 3:
		return 0
	case n <= 7:
		return 1
	}
	return 2
}

// distance is the number of letters to insert, delete, replace or swap with their neighbour
// to make b of a (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var rows [3][]int
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
	}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(x); i++ {
		before, last, row := rows[(i+2)%3], rows[i%3], rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(x)+1)%3][len(y)]
}
