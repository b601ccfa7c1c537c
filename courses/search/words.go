package search

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"
)

// mappingVersion changes when the terms made of a text change; an index on disk of another
// version is made again.
const mappingVersion = "1"

// fields of the index and what a word found in each is worth.
var fields = [...]struct {
	name  string
	boost float32
}{{"title", 8}, {"keywords", 4}, {"body", 1}}

// words is the index of words on disk: terms and where they occur, nothing stored. The
// external id of a document is "id#sum", sum being that of its text, so that bringing it up
// to date compares ids and reads nothing.
type words struct {
	french *French
	index  index.Index
	queue  *index.AnalysisQueue
}

// sumOf identifies the text of a document.
func sumOf(d *Document) string {
	h := fnv.New64a()
	for _, s := range []string{d.Title, strings.Join(d.Keywords, "\x01"), d.Objectives, d.Description} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return strconv.FormatUint(h.Sum64(), 36)
}

// openWords opens the index under dir, making it anew when there is none, when its mapping
// is another or when it cannot be read: it is derived, so nothing is lost.
func openWords(dir string, french *French) (*words, error) {
	w, err := tryOpen(dir, french)
	if err == nil {
		if w.mapping() == mappingVersion {
			return w, nil
		}
		if err := w.close(); err != nil {
			return nil, fmt.Errorf("search: close an index of another mapping: %w", err)
		}
	} else if dir == "" {
		return nil, err
	}
	if dir != "" {
		if err := os.RemoveAll(filepath.Join(dir, "words")); err != nil {
			return nil, fmt.Errorf("search: remove an unusable index: %w", err)
		}
	}
	if w, err = tryOpen(dir, french); err != nil {
		return nil, err
	}
	return w, w.index.SetInternal([]byte("mapping"), []byte(mappingVersion))
}

func tryOpen(dir string, french *French) (*words, error) {
	config := map[string]any{
		// The index is derived: a batch lost with the process is found missing at the next start.
		"unsafe_batch": true, "numSnapshotsToKeep": 1, "bolt_timeout": "2s", "path": "",
	}
	if dir != "" {
		config["path"] = filepath.Join(dir, "words")
	}
	queue := index.NewAnalysisQueue(1)
	i, err := scorch.NewScorch(scorch.Name, config, queue)
	if err == nil {
		err = i.Open()
	}
	if err != nil {
		queue.Close()
		return nil, fmt.Errorf("search: open the index of words: %w", err)
	}
	return &words{french: french, index: i, queue: queue}, nil
}

func (w *words) mapping() string {
	r, err := w.index.Reader()
	if err != nil {
		return ""
	}
	defer r.Close()
	v, err := r.GetInternal([]byte("mapping"))
	if err != nil {
		return ""
	}
	return string(v)
}

// document makes the terms of d. Only frequencies are kept: hits are marked in the text
// itself, and lengths are not used.
func (w *words) document(d *Document, sum string) index.Document {
	doc := document.NewDocument(d.ID + "#" + sum)
	for i, text := range [len(fields)]string{d.Title, strings.Join(d.Keywords, " , "), d.Objectives + "\n" + d.Description} {
		doc.AddField(document.NewTextFieldCustom(fields[i].name, nil, []byte(text), index.IndexField, w.french))
	}
	return doc
}

// known returns what the disk holds: sum by id.
func (w *words) known() (map[string]string, error) {
	r, err := w.index.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	known := map[string]string{}
	err = eachExternal(r, func(_ uint64, external string) {
		id, sum, _ := strings.Cut(external, "#")
		known[id] = sum
	})
	return known, err
}

func eachExternal(r index.IndexReader, f func(number uint64, external string)) error {
	all, err := r.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer func() { _ = all.Close() }()
	for {
		internal, err := all.Next()
		if err != nil || internal == nil {
			return err
		}
		external, err := r.ExternalID(internal)
		if err != nil {
			return err
		}
		f(internal.Value(), external)
	}
}

func (w *words) close() error {
	err := w.index.Close()
	w.queue.Close()
	return err
}

// snapshot is the words at one moment, with the number that each of its documents has in
// memory. It is shared by searches and closed when none uses it any more.
type snapshot struct {
	reader  index.IndexReader
	ordinal []int32 // by the index's own number; -1 for one that memory does not know
	known   int     // documents

	mu        sync.Mutex        // guards corrected
	corrected map[string]string // what nearest found: people make the same errors
}

// maxCorrected bounds what a snapshot remembers of errors.
const maxCorrected = 5000

func (w *words) snapshot(ordinals map[string]int) (*snapshot, error) {
	r, err := w.index.Reader()
	if err != nil {
		return nil, err
	}
	s := &snapshot{reader: r, corrected: map[string]string{}}
	err = eachExternal(r, func(number uint64, external string) {
		for uint64(len(s.ordinal)) <= number {
			s.ordinal = append(s.ordinal, -1)
		}
		id, _, _ := strings.Cut(external, "#")
		if o, ok := ordinals[id]; ok {
			s.ordinal[number] = int32(o)
			s.known++
		}
	})
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return s, nil
}

// has says whether a term occurs in any field.
func (s *snapshot) has(term string) (bool, error) {
	contains, ok := s.reader.(index.IndexReaderContains)
	if !ok {
		return false, errors.New("search: the index cannot say what it contains")
	}
	for _, f := range fields {
		dict, err := contains.FieldDictContains(f.name)
		if err != nil {
			return false, err
		}
		if found, err := dict.Contains([]byte(term)); err != nil || found {
			return found, err
		}
	}
	return false, nil
}

// withPrefix returns at most most whole words that begin with prefix.
func (s *snapshot) withPrefix(prefix string, most int) ([]string, error) {
	seen := map[string]bool{}
	var found []string
	for _, f := range fields {
		dict, err := s.reader.FieldDictPrefix(f.name, []byte(prefix))
		if err != nil {
			return nil, err
		}
		for len(found) < most {
			e, err := dict.Next()
			if err != nil {
				return nil, errors.Join(err, dict.Close())
			}
			if e == nil {
				break
			}
			if !seen[e.Term] {
				seen[e.Term] = true
				found = append(found, e.Term)
			}
		}
		if err := dict.Close(); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// nearest returns the known word nearest to one that is not known, "" when none is near
// enough.
func (s *snapshot) nearest(word string) (string, error) {
	s.mu.Lock()
	near, ok := s.corrected[word]
	s.mu.Unlock()
	if ok {
		return near, nil
	}
	near, err := s.seekNearest(word)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.corrected) >= maxCorrected {
		clear(s.corrected)
	}
	s.corrected[word] = near
	return near, nil
}

// seekNearest walks the dictionaries. Between words as near, it takes the one that more
// titles, then key words, then texts hold.
func (s *snapshot) seekNearest(word string) (string, error) {
	allowed := tolerance(len([]rune(word)))
	fuzzy, ok := s.reader.(index.IndexReaderFuzzy)
	if !ok || allowed == 0 {
		return "", nil
	}
	worth := map[string]float64{}
	for _, f := range fields {
		dict, err := fuzzy.FieldDictFuzzy(f.name, word, allowed, "")
		if err != nil {
			return "", err
		}
		for {
			e, err := dict.Next()
			if err != nil {
				return "", errors.Join(err, dict.Close())
			}
			if e == nil {
				break
			}
			if !strings.HasPrefix(e.Term, stemMark) {
				worth[e.Term] += float64(f.boost) * float64(e.Count)
			}
		}
		if err := dict.Close(); err != nil {
			return "", err
		}
	}
	best, bestScore := "", 0.0
	for term, w := range worth {
		d := distance(word, term)
		if d > allowed {
			continue
		}
		// One error less is worth more than any frequency; an error on the first letter is rare.
		score := w/(w+50) + 10*float64(allowed+1-d)
		if term[0] != word[0] {
			score -= 5
		}
		if score > bestScore || score == bestScore && term < best {
			best, bestScore = term, score
		}
	}
	return best, nil
}

// postings calls f with the ordinal of each document where term occurs in a field, and how
// often.
func (s *snapshot) postings(ctx context.Context, field, term string, f func(ordinal int, times uint64)) error {
	r, err := s.reader.TermFieldReader(ctx, []byte(term), field, true, false, false)
	if err != nil {
		return err
	}
	var doc index.TermFieldDoc
	for {
		d, err := r.Next(&doc)
		if err != nil {
			return errors.Join(err, r.Close())
		}
		if d == nil {
			return r.Close()
		}
		if n := d.ID.Value(); n < uint64(len(s.ordinal)) && s.ordinal[n] >= 0 {
			f(int(s.ordinal[n]), d.Freq)
		}
		doc = *d.Reset()
	}
}
