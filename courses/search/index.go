package search

import (
	"errors"
	"fmt"
	"sync"
	"time"

	index "github.com/blevesearch/bleve_index_api"
)

// bulk is how many documents one batch of the index of words holds: a batch of 800 took 47 MB
// more at the first start, batches of 250 take 34 MB and give them back.
const bulk = 250

// Index is what documents are found in. It is safe for concurrent use: many searches at
// once, one change at a time.
type Index[T any] struct {
	options Options[T]
	french  *French
	words   *words

	writing sync.Mutex // held by whoever changes the index, around everything below

	mu       sync.RWMutex // guards the fields below; held for reading during a whole search
	slots    []slot[T]
	free     []int
	ordinals map[string]int
	live     bitset
	facets   map[string]map[string]bitset
	snapshot *snapshot
	stale    bool // words were written since the snapshot was last renewed at rest

	room sync.Pool // of *scratch

	viewing sync.Mutex // guards views; taken inside mu
	views   map[string]*view
}

// slot is a document in memory, under its ordinal.
type slot[T any] struct {
	id      string
	sum     string
	payload *T
	title   string // folded, for sorting
	words   int    // in the title
	recent  int64
	popular int64
}

// Open opens the index, empty until [Index.Load].
func Open[T any](options Options[T]) (*Index[T], error) {
	if len(options.Statuses) > 16 {
		return nil, errors.New("search: more than 16 statuses")
	}
	french := NewFrench()
	w, err := openWords(options.Dir, french)
	if err != nil {
		return nil, err
	}
	x := &Index[T]{options: options, french: french, words: w, ordinals: map[string]int{},
		facets: map[string]map[string]bitset{}, views: map[string]*view{}}
	for _, name := range options.Facets {
		x.facets[name] = map[string]bitset{}
	}
	if x.snapshot, err = w.snapshot(nil); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return x, nil
}

// Close releases the index. No method may be called after it.
func (x *Index[T]) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	defer x.mu.Unlock()
	return errors.Join(x.snapshot.reader.Close(), x.words.close())
}

// Load makes the index hold exactly the entries: words on disk are compared and only those
// that changed are written.
func (x *Index[T]) Load(entries []Entry[T]) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	known, err := x.words.known()
	if err != nil {
		return fmt.Errorf("search: read what the index holds: %w", err)
	}
	batch := index.NewBatch()
	flush := func(most int) error {
		if len(batch.IndexOps) <= most {
			return nil
		}
		err := x.words.index.Batch(batch)
		batch = index.NewBatch()
		return err
	}
	sums := make([]string, len(entries))
	for i := range entries {
		d := &entries[i].Document
		sums[i] = sumOf(d)
		if known[d.ID] != sums[i] {
			if old, ok := known[d.ID]; ok {
				batch.Delete(d.ID + "#" + old)
			}
			batch.Update(x.words.document(d, sums[i]))
			if err := flush(bulk); err != nil {
				return fmt.Errorf("search: write words: %w", err)
			}
		}
		delete(known, d.ID)
	}
	for id, sum := range known {
		batch.Delete(id + "#" + sum)
	}
	if err := flush(0); err != nil {
		return fmt.Errorf("search: write words: %w", err)
	}
	ordinals := make(map[string]int, len(entries))
	for i := range entries {
		ordinals[entries[i].ID] = i
	}
	snapshot, err := x.words.snapshot(ordinals)
	if err != nil {
		return fmt.Errorf("search: read words: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.slots, x.free, x.ordinals, x.live = make([]slot[T], len(entries)), nil, ordinals, newBitset(len(entries))
	for name := range x.facets {
		x.facets[name] = map[string]bitset{}
	}
	x.views = map[string]*view{}
	for i := range entries {
		x.fillLocked(i, &entries[i], sums[i])
	}
	return x.renewLocked(snapshot)
}

// Put adds or replaces one document. Its words are written only when they changed.
func (x *Index[T]) Put(e Entry[T]) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	sum := sumOf(&e.Document)
	x.mu.RLock()
	o, exists := x.ordinals[e.ID]
	old := ""
	if exists {
		old = x.slots[o].sum
	} else if n := len(x.free); n > 0 {
		o = x.free[n-1]
	} else {
		o = len(x.slots)
	}
	x.mu.RUnlock()

	var snapshot *snapshot
	if old != sum {
		batch := index.NewBatch()
		if exists {
			batch.Delete(e.ID + "#" + old)
		}
		batch.Update(x.words.document(&e.Document, sum))
		if err := x.words.index.Batch(batch); err != nil {
			return fmt.Errorf("search: write words: %w", err)
		}
		var err error
		if snapshot, err = x.words.snapshot(x.with(e.ID, o)); err != nil {
			return fmt.Errorf("search: read words: %w", err)
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if !exists {
		if n := len(x.free); n > 0 {
			x.free = x.free[:n-1]
		} else {
			x.slots = append(x.slots, slot[T]{})
		}
		x.ordinals[e.ID] = o
	}
	x.fillLocked(o, &e, sum)
	x.redateLocked(o)
	if snapshot == nil {
		return nil
	}
	x.stale = true
	return x.renewLocked(snapshot)
}

// with returns the ordinals and one more; only writers read the map without the lock.
func (x *Index[T]) with(id string, o int) map[string]int {
	if _, ok := x.ordinals[id]; ok {
		return x.ordinals
	}
	more := make(map[string]int, len(x.ordinals)+1)
	for k, v := range x.ordinals {
		more[k] = v
	}
	more[id] = o
	return more
}

// Delete removes a document; one that is not there is no error.
func (x *Index[T]) Delete(id string) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	o, ok := x.ordinals[id]
	if !ok {
		return nil
	}
	batch := index.NewBatch()
	batch.Delete(id + "#" + x.slots[o].sum)
	if err := x.words.index.Batch(batch); err != nil {
		return fmt.Errorf("search: delete words: %w", err)
	}
	x.mu.Lock()
	delete(x.ordinals, id)
	x.live.clear(o)
	x.unfacetLocked(o)
	x.slots[o] = slot[T]{}
	x.redateLocked(o)
	x.mu.Unlock()

	snapshot, err := x.words.snapshot(x.ordinals)
	if err != nil {
		return fmt.Errorf("search: read words: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.free = append(x.free, o)
	x.stale = true
	return x.renewLocked(snapshot)
}

// Refresh lets go of files and memory that the last changes left behind. Call it every few
// seconds; it does nothing when nothing was written.
func (x *Index[T]) Refresh() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	if !x.stale {
		return nil
	}
	snapshot, err := x.words.snapshot(x.ordinals)
	if err != nil {
		return fmt.Errorf("search: read words: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.stale = false
	return x.renewLocked(snapshot)
}

// Payload returns what was put under id.
func (x *Index[T]) Payload(id string) (*T, bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	o, ok := x.ordinals[id]
	if !ok {
		return nil, false
	}
	return x.slots[o].payload, true
}

// Dated returns what depends on the hour and the scope for one document.
func (x *Index[T]) Dated(id, scope string, now time.Time) (*T, Dated, bool) {
	payload, ok := x.Payload(id)
	if !ok {
		return nil, Dated{}, false
	}
	return payload, x.options.Date(payload, scope, now), true
}

// Len returns the number of documents.
func (x *Index[T]) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.ordinals)
}

// renewLocked puts a snapshot in place of the one before, which nobody reads: searches hold
// the lock for reading until they are done.
func (x *Index[T]) renewLocked(s *snapshot) error {
	old := x.snapshot
	x.snapshot = s
	if err := old.reader.Close(); err != nil {
		return fmt.Errorf("search: release words: %w", err)
	}
	return nil
}

func (x *Index[T]) fillLocked(o int, e *Entry[T], sum string) {
	title := x.french.Words(e.Title)
	x.slots[o] = slot[T]{id: e.ID, sum: sum, payload: e.Payload, title: foldTitle(e.Title), words: len(title),
		recent: e.Recent, popular: e.Popular}
	x.live = x.live.set(o)
	x.unfacetLocked(o)
	for name, values := range x.facets {
		for _, v := range e.Facets[name] {
			values[v] = values[v].set(o)
		}
	}
}

func (x *Index[T]) unfacetLocked(o int) {
	for _, values := range x.facets {
		for _, members := range values {
			members.clear(o)
		}
	}
}
