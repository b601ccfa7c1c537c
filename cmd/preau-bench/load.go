package main

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// kind is one sort of request, ready to be made.
type kind struct {
	most    int  // how many there are to make; 0 for as many as asked
	repeats bool // the same one may be made again: it is warmed up

	// one makes the i-th of them, for the client of that number (i modulo the clients).
	one func(ctx context.Context, client, i int) error
}

// load is what the clients saw.
type load struct {
	latencies []time.Duration // sorted
	took      time.Duration
	err       error // the first failure; it stops the kind
}

// push has each client make its share of n requests, one after the other, until they are
// made or the time is over.
func push(ctx context.Context, k kind, clients, n int, span time.Duration) load {
	ctx, cancel := context.WithTimeout(ctx, span+time.Minute) // an answer under way is waited for
	defer cancel()
	var (
		wait   sync.WaitGroup
		stop   atomic.Bool
		once   sync.Once
		out    load
		shares = make([][]time.Duration, clients)
	)
	begin := time.Now()
	for c := range clients {
		wait.Go(func() {
			for i := c; i < n && !stop.Load() && time.Since(begin) < span; i += clients {
				sent := time.Now()
				if err := k.one(ctx, c, i); err != nil {
					once.Do(func() { out.err = err })
					stop.Store(true)
					return
				}
				shares[c] = append(shares[c], time.Since(sent))
			}
		})
	}
	wait.Wait()
	out.took = time.Since(begin)
	out.latencies = sorted(slices.Concat(shares...))
	return out
}

func sorted(d []time.Duration) []time.Duration {
	slices.Sort(d)
	return d
}

// percentile is the smallest of the sorted durations that at least p percent of them do not
// exceed (the nearest-rank method); 0 of none.
func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*p + 99) / 100
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// When the server is said to rest: it takes no more than one tick in each of a few windows.
const (
	restWindow  = 250 * time.Millisecond
	restWindows = 4
	restTime    = time.Minute
)

// untilRest waits until what follows from the requests is done, as the processor tells, and
// returns the processor time then.
func untilRest(ctx context.Context, pid int) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, restTime)
	defer cancel()
	last, err := cpuTime(pid)
	if err != nil {
		return 0, err
	}
	window := time.NewTicker(restWindow)
	defer window.Stop()
	for quiet := 0; quiet < restWindows; {
		select {
		case <-ctx.Done():
			return last, nil // told as it is: a server that never rests
		case <-window.C:
		}
		now, err := cpuTime(pid)
		if err != nil {
			return 0, err
		}
		if quiet++; now-last > tick {
			quiet = 0
		}
		last = now
	}
	return last, nil
}
