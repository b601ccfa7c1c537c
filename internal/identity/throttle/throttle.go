// Package throttle slows down those who guess. It counts failures by key: the first few are
// free, then each one doubles the wait before the next try, up to a ceiling; a success clears
// the count, and time forgives it.
//
// A try is counted when it starts and given back when it succeeds, so that a thousand tries
// sent at once weigh as much as a thousand sent in turn. Counts live in memory: they are one
// process's own, and a restart forgives.
package throttle

import (
	"sync"
	"time"
)

// Rule is how a limiter counts.
type Rule struct {
	Free    int           // failures that cost nothing
	Base    time.Duration // the wait after the first that costs; it doubles with each one
	Ceiling time.Duration // the longest wait
	Forget  time.Duration // a key that has not failed for so long starts afresh
	Keys    int           // most keys remembered; the least recent are forgotten first
}

// Limiter counts failures by key. It is safe for concurrent use.
type Limiter struct {
	rule Rule
	now  func() time.Time

	mu sync.Mutex // guards the fields below
	// Two generations: when the young one is full it becomes the old one, and the old one is
	// forgotten. That bounds the memory without a clock of its own.
	young, old map[string]entry
}

type entry struct {
	failures int
	last     time.Time // the last try
	until    time.Time // no try before
}

// New returns a limiter by this rule and this clock.
func New(rule Rule, now func() time.Time) *Limiter {
	return &Limiter{rule: rule, now: now, young: map[string]entry{}, old: map[string]entry{}}
}

// Try counts a try for the key. When it must wait, Try counts nothing and returns how long.
func (l *Limiter) Try(key string) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	e := l.entryLocked(key, now)
	if wait := e.until.Sub(now); wait > 0 {
		return wait, false
	}
	e.failures++
	e.last = now
	e.until = now.Add(l.wait(e.failures))
	l.putLocked(key, e)
	return 0, true
}

// Clear forgets the failures of the key: the try has succeeded.
func (l *Limiter) Clear(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.young, key)
	delete(l.old, key)
}

// Forgive gives back one try of the key: it was not a failure, but says nothing of the others.
func (l *Limiter) Forgive(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := l.entryLocked(key, l.now())
	if e.failures == 0 {
		return
	}
	e.failures--
	e.until = e.last.Add(l.wait(e.failures))
	l.putLocked(key, e)
}

// wait is how long to wait after so many failures.
func (l *Limiter) wait(failures int) time.Duration {
	over := failures - l.rule.Free
	if over <= 0 {
		return 0
	}
	d := l.rule.Base
	for i := 1; i < over && d < l.rule.Ceiling; i++ {
		d *= 2
	}
	return min(d, l.rule.Ceiling)
}

func (l *Limiter) entryLocked(key string, now time.Time) entry {
	e, ok := l.young[key]
	if !ok {
		e = l.old[key]
	}
	if now.Sub(e.last) > l.rule.Forget {
		return entry{}
	}
	return e
}

func (l *Limiter) putLocked(key string, e entry) {
	if _, ok := l.young[key]; !ok && len(l.young) >= max(l.rule.Keys/2, 1) {
		l.old, l.young = l.young, make(map[string]entry)
	}
	l.young[key] = e
}
