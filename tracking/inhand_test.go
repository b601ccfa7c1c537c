package tracking

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
)

func TestTheLogWaitsForWhatIsInHand(t *testing.T) {
	for _, applied := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			h := newInHand()
			end := h.begin([]string{"a", "b"})
			answer := make(chan bool)
			go func() { answer <- h.has(t.Context(), "a", "b") }()
			synctest.Wait()
			select {
			case <-answer:
				t.Fatal("it did not wait")
			default:
			}
			end(applied)
			if got := <-answer; got != applied {
				t.Errorf("applied %v: has says %v", applied, got)
			}
			if h.has(t.Context(), "a", "c") {
				t.Error("c was never in hand")
			}
		})
	}
}

func TestWaitingForWhatIsInHandEnds(t *testing.T) {
	h := newInHand()
	h.begin([]string{"a"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if h.has(ctx, "a") {
		t.Error("what was never finished is said to be applied")
	}
}

// TestAppliedIsForgotten: what is remembered is bounded, and the last are never forgotten.
func TestAppliedIsForgotten(t *testing.T) {
	h := newInHand()
	for i := range 5 * maxApplied {
		h.begin([]string{fmt.Sprint(i)})(true)
		if n := len(h.applied) + len(h.before); n > 2*maxApplied {
			t.Fatalf("%d are remembered", n)
		}
		if last := max(0, i-maxApplied+1); !h.has(t.Context(), fmt.Sprint(i), fmt.Sprint(last)) {
			t.Fatalf("%d is forgotten at %d", last, i)
		}
	}
	if len(h.now) != 0 {
		t.Errorf("%d are still in hand", len(h.now))
	}
}
