package search

import (
	"context"
	"math"
	"strings"
)

// What a form of a word is worth beside the word exactly as typed.
const (
	worthExact     = 1.0
	worthStem      = 0.7
	worthCorrected = 0.8
	worthPrefix    = 0.5
	maxPrefixed    = 48 // words that the beginning of one may stand for
)

// term is one term of the index that a word typed stands for.
type term struct {
	text  string
	worth float64
}

// sought is one word of a query, understood.
type sought struct {
	typed     string // as typed
	corrected string // the known word it was taken for, folded; "" when as typed
	terms     []term
}

// understand reads a query: which words, and what each stands for among the words that the
// documents hold.
func (x *Index[T]) understand(text string) ([]sought, error) {
	if len(text) > 400 {
		text = text[:400]
	}
	words := x.french.Words(text)
	kept := words[:0:0]
	for _, w := range words {
		if !w.Stop {
			kept = append(kept, w)
		}
	}
	if len(kept) > 12 {
		kept = kept[:12]
	}
	all := make([]sought, 0, len(kept))
	for i, w := range kept {
		last := i == len(kept)-1 && w.End == len(strings.TrimRight(text, "'’ "))
		s, err := x.stand(w, text[w.Start:w.End], last)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// stand decides what one word stands for: itself and its stems; else, for the last word, all
// that begin like it, since it may still be being typed; else the nearest known word.
func (x *Index[T]) stand(w Word, typed string, last bool) (sought, error) {
	s := sought{typed: typed}
	exact, err := x.snapshot.has(w.Exact)
	if err != nil {
		return s, err
	}
	if exact {
		s.terms = append(s.terms, term{w.Exact, worthExact})
	}
	for _, stem := range w.Stems {
		s.terms = append(s.terms, term{stemMark + stem, worthStem})
	}
	if exact {
		return s, nil
	}
	if last && len(w.Exact) >= 2 {
		longer, err := x.snapshot.withPrefix(w.Exact, maxPrefixed)
		if err != nil {
			return s, err
		}
		for _, word := range longer {
			s.terms = append(s.terms, term{word, worthPrefix})
		}
		if len(longer) > 0 {
			return s, nil
		}
	}
	near, err := x.snapshot.nearest(w.Exact)
	if err != nil || near == "" || plural(near, w.Exact) {
		return s, err
	}
	s.corrected = near
	s.terms = append(s.terms, term{near, worthCorrected})
	for _, stem := range x.french.Words(near)[0].Stems {
		s.terms = append(s.terms, term{stemMark + stem, worthCorrected * worthStem})
	}
	return s, nil
}

// plural says whether two forms differ by the mark of the plural only: that is no error.
func plural(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return b == a+"s" || b == a+"x"
}

// scratch is the room a search works in, used again by the next one.
type scratch struct {
	scores  []float32 // by ordinal
	word    []float32 // of the current word; zero between words
	best    []float32 // of the current word in the current field; zero between fields
	touched []int32   // where best is not zero
}

func (x *Index[T]) scratch() *scratch {
	s, ok := x.room.Get().(*scratch)
	if !ok || len(s.scores) < len(x.slots) {
		n := len(x.slots) + len(x.slots)/8
		return &scratch{scores: make([]float32, n), word: make([]float32, n), best: make([]float32, n)}
	}
	clear(s.scores)
	return s
}

// match ranks documents by their words into s.scores and returns those that matched. All
// words must be there; when no document has them all, those that have the most come first.
func (x *Index[T]) match(words []sought, s *scratch) (bitset, error) {
	var every, some bitset
	for i := range words {
		here := newBitset(len(x.slots))
		if err := x.matchWord(&words[i], s, here); err != nil {
			return nil, err
		}
		if i == 0 {
			every, some = here, here.copyOf()
			continue
		}
		every.and(here)
		some.or(here)
	}
	every.and(x.live)
	if every.count() > 0 || len(words) < 2 {
		return every, nil
	}
	some.and(x.live)
	return some, nil
}

// matchWord adds what one word is worth in each document. In a field the best of its forms
// counts, and fields add up; a word that few documents hold weighs more.
func (x *Index[T]) matchWord(w *sought, s *scratch, here bitset) error {
	for f, field := range fields {
		for _, t := range w.terms {
			err := x.snapshot.postings(context.Background(), field.name, t.text, func(o int, times uint64) {
				if s.best[o] == 0 {
					s.touched = append(s.touched, int32(o))
				}
				s.best[o] = max(s.best[o], float32(t.worth)*(0.8+0.2*min(float32(times), 5)))
			})
			if err != nil {
				return err
			}
		}
		for _, o := range s.touched {
			worth := s.best[o] * field.boost
			if f == 0 { // a short title is more about its words
				worth *= 1 + 1/float32(2+x.slots[o].words)
			}
			s.word[o] += worth
			s.best[o] = 0
			here[o>>6] |= 1 << (o & 63)
		}
		s.touched = s.touched[:0]
	}
	rarity := float32(math.Log(1 + float64(len(x.slots))/float64(1+here.count())))
	here.each(func(o int) {
		s.scores[o] += rarity * s.word[o]
		s.word[o] = 0
	})
	return nil
}

// corrected writes the words as they were understood, with the accents that the best
// document gives them; "" when nothing was corrected.
func (x *Index[T]) corrected(words []sought, top *T) string {
	any := false
	shown := make([]string, len(words))
	for i, w := range words {
		shown[i] = w.typed
		if w.corrected != "" {
			any = true
			shown[i] = w.corrected
			if top != nil {
				shown[i] = x.asWritten(w.corrected, top)
			}
		}
	}
	if !any {
		return ""
	}
	return strings.Join(shown, " ")
}

func (x *Index[T]) asWritten(folded string, payload *T) string {
	for _, text := range x.options.Texts(payload) {
		for _, w := range x.french.Words(text) {
			if w.Exact == folded {
				return strings.ToLower(text[w.Start:w.End])
			}
		}
	}
	return folded
}

// marker marks what was sought in a text.
type marker struct {
	exact, stems map[string]bool
	firsts       [256]bool // first bytes of all of them: a stem begins like its word
}

func newMarker(words []sought) *marker {
	m := &marker{exact: map[string]bool{}, stems: map[string]bool{}}
	for _, w := range words {
		for _, t := range w.terms {
			text, isStem := strings.CutPrefix(t.text, stemMark)
			if text == "" {
				continue
			}
			m.firsts[text[0]] = true
			if isStem {
				m.stems[text] = true
			} else {
				m.exact[text] = true
			}
		}
	}
	return m
}

// is says whether a word, in lower case, is one of those sought.
func (m *marker) is(f *French, lower string) bool {
	exact := Fold(lower)
	if exact == "" || !m.firsts[exact[0]] || f.stops[exact] {
		return false
	}
	return m.exact[exact] || m.stems[Fold(f.stemOf(lower))] || m.stems[f.stemOf(exact)]
}

// mark cuts a text into what was sought and the rest.
func (f *French) mark(text string, m *marker) []Part {
	var parts []Part
	done := 0
	f.cut(text, func(lower string, start, end int) {
		if !m.is(f, lower) {
			return
		}
		if start > done {
			parts = append(parts, Part{Text: text[done:start]})
		}
		parts = append(parts, Part{Text: text[start:end], Hit: true})
		done = end
	})
	if done < len(text) {
		parts = append(parts, Part{Text: text[done:]})
	}
	return parts
}
