package lrs_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

func TestVoiding(t *testing.T) {
	for _, tc := range []struct {
		name    string
		batches [][]object
	}{
		{"after", [][]object{{said(1)}, {voids(2, 1)}}},
		{"before", [][]object{{voids(2, 1)}, {said(1)}}},
		{"in the batch, after", [][]object{{said(1), voids(2, 1)}}},
		{"in the batch, before", [][]object{{voids(2, 1), said(1)}}},
		{"in the batch, sent again", [][]object{{said(1), voids(2, 1)}, {said(1), voids(2, 1)}}},
		{"before, all sent again", [][]object{{voids(2, 1)}, {said(1)}, {voids(2, 1)}, {said(1)}, {voids(2, 1), said(1)}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			for _, batch := range tc.batches {
				w.store(batch...)
			}
			w.is(1, "voided")
			w.is(2, "there")
			w.finds(lrs.Query{}, 2)
			w.finds(lrs.Query{Activity: activity("one")}, 2) // it targets what matches
			w.finds(lrs.Query{Agent: agentKey("eve")}, 2)
			w.refused(w.storeAs(w.all, voids(3, 2)), fault.Invalid, "voids_voiding")
			w.refused(w.storeAs(w.all, said(4), voids(5, 4), voids(6, 5)), fault.Invalid, "voids_voiding")
			for _, absent := range []int{3, 4, 5, 6} {
				w.is(absent, "absent")
			}
		})
	}
}

// TestVoidingOneToCome has what voids a voiding statement come first: it voids nothing.
func TestVoidingOneToCome(t *testing.T) {
	w := newWorld(t)
	w.store(voids(3, 2))
	w.store(voids(2, 1))
	w.store(said(1))
	w.is(1, "voided")
	w.is(2, "there")
	w.is(3, "there")
}

// TestRefusedVoids has statements refused under an id, and others come with this id: what the
// refused ones would have voided stays.
func TestRefusedVoids(t *testing.T) {
	w := newWorld(t)
	w.store(said(2))
	w.refused(w.storeAs(w.all, voids(2, 1)), fault.Conflict, "other_statement")
	w.store(voids(4, 3))
	w.refused(w.storeAs(w.all, voids(4, 1)), fault.Conflict, "other_statement")
	w.store(said(1))
	w.is(1, "there")
}

func TestWhoMayVoid(t *testing.T) {
	w := newWorld(t)
	ann, bob := client("ann", lrs.Write, lrs.Read), client("bob", lrs.Write, lrs.Read)
	w.ok(w.storeAs(ann, said(1), said(2)))
	w.refused(w.storeAs(bob, voids(3, 1)), fault.Forbidden, "not_yours")
	w.is(1, "there")
	w.is(3, "absent")
	w.ok(w.storeAs(ann, voids(4, 1)))
	w.ok(w.storeAs(w.all, voids(5, 2)))
	w.is(1, "voided")
	w.is(2, "voided")
}

// TestChains refers from one statement to the next, in every order of coming, in batches of
// every cut: all are found by what the last one is about.
func TestChains(t *testing.T) {
	w, n := newWorld(t), 0
	for _, order := range permutations(4) {
		for cut := range 4 {
			n += 10
			name := fmt.Sprint(n)
			chain := []object{said(n+1, with(name), did("ended"), by(name)), said(n+2, about(n+1)), said(n+3, about(n+2)), said(n+4, about(n+3))}
			var first, second []object
			for at, i := range order {
				if at <= cut {
					first = append(first, chain[i])
				} else {
					second = append(second, chain[i])
				}
			}
			w.store(first...)
			w.store(second...)
			t.Logf("order %v, cut after %d", order, cut)
			w.finds(lrs.Query{Activity: activity(name)}, n+1, n+2, n+3, n+4)
			w.finds(lrs.Query{Agent: agentKey(name), Verb: verb("ended")}, n+1, n+2, n+3, n+4)
			w.finds(lrs.Query{Activity: activity(name), Verb: verb("tried")}, n+2, n+3, n+4)
		}
	}
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, p := range permutations(n - 1) {
		for i := range n {
			all = append(all, slices.Insert(slices.Clone(p), i, n-1))
		}
	}
	return all
}

// TestRings has statements that refer to one another.
func TestRings(t *testing.T) {
	w := newWorld(t)
	w.store(said(1, about(2), by("ann")), said(2, about(3), by("bob")))
	w.store(said(3, about(1), by("zoe")), said(4, about(4)))
	for _, name := range []string{"ann", "bob", "zoe"} {
		if got := w.found(w.all, lrs.Query{Agent: agentKey(name)}); len(got) < 3 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestReferencesRacing stores statements, what voids them and what is said of them at once.
func TestReferencesRacing(t *testing.T) {
	w := newWorld(t)
	const n = 40
	var wg sync.WaitGroup
	batches := [][]object{}
	for i := range n {
		batches = append(batches, []object{said(1000+i, by("zoe"))}, []object{voids(2000+i, 1000+i)}, []object{said(3000+i, about(1000+i)), said(4000+i, about(3000+i))})
	}
	rand.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
	waiting := make(chan []object)
	for range 8 {
		wg.Go(func() {
			for batch := range waiting {
				if err := w.storeAs(w.all, batch...); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, batch := range batches {
		waiting <- batch
	}
	close(waiting)
	wg.Wait()
	var want []int
	for i := range n {
		w.is(1000+i, "voided")
		want = append(want, 2000+i, 3000+i, 4000+i)
	}
	w.finds(lrs.Query{Agent: agentKey("zoe")}, want...)
}
