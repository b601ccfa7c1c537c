package search

import (
	"cmp"
	"container/heap"
	"encoding/base64"
	"math"
	"slices"
	"strconv"
	"strings"

	"preau.education/preau/internal/fault"
)

// Search answers a query. Its errors are faults: Invalid "bad_cursor", or Internal when the
// index on disk cannot be read.
func (x *Index[T]) Search(q Query) (Result[T], error) {
	skip, err := position(q.After)
	if err != nil {
		return Result[T]{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	view := x.viewOf(q.Scope, q.Now)
	base := view.visible.copyOf()
	words, err := x.understand(q.Text)
	if err != nil {
		return Result[T]{}, fault.Wrap("search.Search", err)
	}
	var scores []float32
	if len(words) > 0 {
		room := x.scratch()
		matched, err := x.match(words, room)
		if err != nil { // the room may not be clean: it is not used again
			return Result[T]{}, fault.Wrap("search.Search", err)
		}
		defer x.room.Put(room)
		base.and(matched)
		scores = room.scores
	}
	chosen, counts := x.facetCounts(base, view, q.Selected)
	r := Result[T]{Total: chosen.count(), Facets: counts}
	order := x.order(q.Sort, view, scores)
	top := firsts(chosen, order, skip+q.Limit)
	x.page(&r, top, skip, q, view, words)
	return r, nil
}

func (x *Index[T]) page(r *Result[T], top []int, skip int, q Query, v *view, words []sought) {
	m := newMarker(words)
	for i := skip; i < len(top); i++ {
		o := top[i]
		h := Hit[T]{Payload: x.slots[o].payload, Dated: v.dated[o]}
		if texts := x.options.Texts(h.Payload); len(words) > 0 && len(texts) >= 2 {
			h.Title, h.Description = x.french.mark(texts[0], m), x.french.mark(texts[1], m)
		}
		r.Hits = append(r.Hits, h)
	}
	if skip+q.Limit < r.Total {
		r.Next = base64.RawURLEncoding.EncodeToString([]byte("p" + strconv.Itoa(skip+q.Limit)))
	}
	if len(words) > 0 {
		var best *T
		if len(top) > 0 {
			best = x.slots[top[0]].payload
		}
		r.Corrected = x.corrected(words, best)
	}
}

// position reads a cursor. It is a place in the list: what a person sees on the next page is
// what follows in the list as it is then.
func position(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil && len(b) > 1 && b[0] == 'p' {
		if n, err := strconv.Atoi(string(b[1:])); err == nil && n >= 0 && n < 1_000_000 {
			return n, nil
		}
	}
	return 0, fault.New("search.Search", fault.Invalid, "bad_cursor", "Cette page de résultats n’existe plus ; reprenez au début.")
}

// facetCounts returns the documents that every facet's choice leaves of base, and for each
// facet the counts of its values among those that the others' choices leave.
func (x *Index[T]) facetCounts(base bitset, v *view, selected map[string][]string) (bitset, map[string][]Count) {
	names := append(slices.Clone(x.options.Facets), x.options.Dated)
	unions := make([]bitset, len(names)) // nil: nothing chosen
	for i, name := range names {
		if len(selected[name]) == 0 {
			continue
		}
		unions[i] = newBitset(len(x.slots))
		for _, value := range selected[name] {
			unions[i].or(x.members(v, name, value))
		}
	}
	chosen := base.copyOf()
	for _, u := range unions {
		if u != nil {
			chosen.and(u)
		}
	}
	counts := make(map[string][]Count, len(names))
	for i, name := range names {
		within := chosen
		if unions[i] != nil {
			others := base.copyOf()
			for j, u := range unions {
				if j != i && u != nil {
					others.and(u)
				}
			}
			within = others
		}
		counts[name] = x.counts(within, v, name, selected[name])
	}
	return chosen, counts
}

func (x *Index[T]) members(v *view, name, value string) bitset {
	if name != x.options.Dated {
		return x.facets[name][value]
	}
	if i := slices.Index(x.options.Statuses, value); i >= 0 {
		return v.statuses[i]
	}
	return nil
}

func (x *Index[T]) counts(within bitset, v *view, name string, selected []string) []Count {
	var counts []Count
	add := func(value string, members bitset) {
		if n := within.countAnd(members); n > 0 || slices.Contains(selected, value) {
			counts = append(counts, Count{value, n})
		}
	}
	if name == x.options.Dated {
		for i, value := range x.options.Statuses {
			add(value, v.statuses[i])
		}
	} else {
		for value, members := range x.facets[name] {
			add(value, members)
		}
	}
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Value, b.Value))
	})
	return counts
}

// order returns the comparison of a listing: negative when the first comes before. It is
// total, so that pages neither repeat nor miss a document.
func (x *Index[T]) order(sort string, v *view, scores []float32) func(a, b int) int {
	var compare func(a, b int) int
	switch {
	case sort == ByRecent:
		compare = func(a, b int) int { return cmp.Compare(x.slots[b].recent, x.slots[a].recent) }
	case sort == ByTitle:
		compare = func(a, b int) int { return strings.Compare(x.slots[a].title, x.slots[b].title) }
	case sort == ByPopular:
		compare = func(a, b int) int { return cmp.Compare(x.slots[b].popular, x.slots[a].popular) }
	case sort == BySoon:
		compare = func(a, b int) int { return cmp.Compare(startOf(v, a), startOf(v, b)) }
	case scores != nil:
		compare = func(a, b int) int {
			return cmp.Compare(scores[b]*v.dated[b].Weight, scores[a]*v.dated[a].Weight)
		}
	default:
		compare = func(a, b int) int { return cmp.Compare(v.dated[a].Rank, v.dated[b].Rank) }
	}
	return func(a, b int) int {
		if c := compare(a, b); c != 0 {
			return c
		}
		s, t := &x.slots[a], &x.slots[b]
		return cmp.Or(cmp.Compare(v.dated[a].Rank, v.dated[b].Rank), cmp.Compare(t.popular, s.popular),
			cmp.Compare(t.recent, s.recent), strings.Compare(s.id, t.id))
	}
}

func startOf(v *view, o int) int64 {
	if s := v.dated[o].Start; s > 0 {
		return s
	}
	return math.MaxInt64
}

// firsts returns the first n members in order, through a heap of n whose root is the last of
// them.
func firsts(members bitset, order func(a, b int) int, n int) []int {
	h := &last{order: order}
	members.each(func(o int) {
		switch {
		case len(h.items) < n:
			heap.Push(h, o)
		case n > 0 && order(o, h.items[0]) < 0:
			h.items[0] = o
			heap.Fix(h, 0)
		}
	})
	slices.SortFunc(h.items, order)
	return h.items
}

type last struct {
	items []int
	order func(a, b int) int
}

func (h *last) Len() int           { return len(h.items) }
func (h *last) Less(i, j int) bool { return h.order(h.items[i], h.items[j]) > 0 }
func (h *last) Swap(i, j int)      { h.items[i], h.items[j] = h.items[j], h.items[i] }
func (h *last) Push(v any)         { h.items = append(h.items, v.(int)) }
func (h *last) Pop() any {
	v := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	return v
}
