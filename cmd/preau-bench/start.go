package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// laterStarts is how many times the start is measured; the middle one is told.
const laterStarts = 5

// measureStart makes the demonstration, starts again several times, and leaves the last
// process running.
func measureStart(ctx context.Context, s *server, rest time.Duration, r *report) error {
	info, err := os.Stat(s.binary)
	if err != nil {
		return err
	}
	r.add("binary", "MB", 70, megabytes(info.Size()))
	first, err := s.start(ctx, firstStart)
	if err != nil {
		return err
	}
	r.add("first start, which makes the demonstration", "s", 0, first.Seconds())
	starts := make([]time.Duration, laterStarts)
	for i := range starts {
		if err := s.stop(); err != nil {
			return fmt.Errorf("stopping: %w", err)
		}
		if starts[i], err = s.start(ctx, laterStart); err != nil {
			return err
		}
	}
	r.add("later start, to the first answer", "s", 0.3, percentile(sorted(starts), 50).Seconds())
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rest):
	}
	held, err := memoryOf(s.pid())
	if err != nil {
		return err
	}
	r.add("idle memory (resident)", "MB", 60, megabytes(held.Resident))
	r.add("of which its own (anonymous)", "MB", 0, megabytes(held.Anonymous))
	return nil
}

func megabytes(n int64) float64 { return float64(n) / 1e6 }
