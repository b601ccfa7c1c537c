package tracking

import (
	"context"
	"sync"
)

// inHand knows the statements that this process applies itself, now or lately. The fact kept
// with each would have it done again by the log, which changes nothing and costs as much as
// the first time: with this, the log does only what was cut short.
type inHand struct {
	mu      sync.Mutex               // guards the fields below
	now     map[string]chan struct{} // being applied; closed when that is over
	applied map[string]bool
	before  map[string]bool // applied earlier: forgotten when applied is full
}

// maxApplied bounds how many statements are remembered, twice.
const maxApplied = 10_000

func newInHand() *inHand {
	return &inHand{now: map[string]chan struct{}{}, applied: map[string]bool{}}
}

// begin says that statements are about to be stored and applied. The function it returns is
// to be called when they are (true), or when that failed and is left to the log.
func (h *inHand) begin(statements []string) (end func(applied bool)) {
	over := make(chan struct{})
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, id := range statements {
		h.now[id] = over
	}
	return func(applied bool) {
		h.mu.Lock()
		defer h.mu.Unlock()
		for _, id := range statements {
			if h.now[id] == over {
				delete(h.now, id)
			}
			if applied {
				h.remember(id)
			}
		}
		close(over)
	}
}

func (h *inHand) remember(id string) {
	if len(h.applied) >= maxApplied {
		h.before, h.applied = h.applied, make(map[string]bool, maxApplied)
	}
	h.applied[id] = true
}

// has says whether this process has applied all the statements, waiting for those under way.
func (h *inHand) has(ctx context.Context, statements ...string) bool {
	for _, id := range statements {
		h.mu.Lock()
		over := h.now[id]
		h.mu.Unlock()
		if over != nil {
			select {
			case <-over:
			case <-ctx.Done():
				return false
			}
		}
		h.mu.Lock()
		applied := h.applied[id] || h.before[id]
		h.mu.Unlock()
		if !applied {
			return false
		}
	}
	return true
}
