package lrs

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
)

// TestKeysGrow has batches placed by a clock that goes on, stops and goes back: keys grow with
// every batch, within it too, and lie at the time told; what was consistent stays so.
func TestKeysGrow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	now := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	c := clock{now: func() time.Time { return now }, under: map[*batch]time.Time{}}
	last := ""
	for range 5000 {
		now = now.Add(time.Duration(r.IntN(5_000_000) - 2_000_000))
		through := c.through()
		n := r.IntN(40)
		if r.IntN(500) == 0 {
			n = maxCount/2 + 1 // two of these do not go into one millisecond
		}
		b, key := c.begin(n)
		if !b.at.After(through) {
			t.Fatalf("stored at %v, all was there through %v", b.at, through)
		}
		if held := c.through(); !held.Before(b.at) {
			t.Fatalf("consistent through %v with a batch of %v under way", held, b.at)
		}
		for i := range min(n, 40) {
			k := key(i)
			if k <= last {
				t.Fatalf("key %s after %s", k, last)
			}
			if k < keyAt(b.at) || k >= keyAt(b.at.Add(time.Millisecond)) || k[:KeyTime] != keyAt(b.at) {
				t.Fatalf("key %s is not of %v", k, b.at)
			}
			last = k
		}
		c.end(b)
	}
}

// TestKeysUnderConcurrency has many place batches at once, under a clock that stands still now
// and then.
func TestKeysUnderConcurrency(t *testing.T) {
	start := time.Now()
	c := clock{now: func() time.Time { return start.Add(time.Since(start).Truncate(3 * time.Millisecond)) }, under: map[*batch]time.Time{}}
	type placed struct {
		at   time.Time
		keys []string
	}
	var mu sync.Mutex
	var all []placed
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var mine []placed
			for range 300 {
				through := c.through()
				b, key := c.begin(3)
				if !b.at.After(through) {
					t.Errorf("stored at %v, all was there through %v", b.at, through)
				}
				mine = append(mine, placed{b.at, []string{key(0), key(1), key(2)}})
				c.end(b)
			}
			for i := 1; i < len(mine); i++ {
				if mine[i].keys[0] <= mine[i-1].keys[2] {
					t.Errorf("%s after %s", mine[i].keys[0], mine[i-1].keys[2])
				}
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
		})
	}
	wg.Wait()
	slices.SortFunc(all, func(a, b placed) int {
		if a.keys[0] < b.keys[0] {
			return -1
		}
		return 1
	})
	for i := 1; i < len(all); i++ {
		before, after := all[i-1], all[i]
		if before.keys[2] >= after.keys[0] || before.at.After(after.at) {
			t.Fatalf("batches lie across one another: %v, %v", before, after)
		}
	}
	if len(c.under) != 0 {
		t.Errorf("%d batches are still under way", len(c.under))
	}
}

func TestKnown(t *testing.T) {
	k := known{}
	k.add(markOf("activity a"), markOf("one"))
	if !k.has(markOf("activity a"), markOf("one")) || k.has(markOf("activity a"), markOf("two")) || k.has(markOf("activity b"), markOf("")) {
		t.Error("knows what it was not told, or forgot")
	}
	k.add(markOf("activity a"), markOf("two"))
	if k.has(markOf("activity a"), markOf("one")) {
		t.Error("what was told before the last is news again")
	}
}
