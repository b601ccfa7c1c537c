package scorm

import (
	"time"

	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/sequencing"
)

// Attempt is what one person does in one activity of a session that is a package: the current
// attempt, under "session:person:activity" (or "preview:…"). Those before it are archived as they ended.
type Attempt struct {
	ID        string
	Package   string // that it is at
	Launched  string // package of the last launch: what a next attempt will be at
	Enrolment string // "session:person"
	Activity  string
	Person    string
	Name      string // how content may call the learner
	Preview   bool   // by someone who is not enrolled: nothing is told
	Number    int    // from 1

	State  sequencing.State
	Ended  bool              // the sequencing session is over
	SCOs   map[string]SCO    // by activity of the package
	Stores map[string]string // shared data that ends with the attempt, by its target

	Visit   int       // deliveries so far
	Current string    // what the last one delivered; "" for nothing
	Live    bool      // its content may commit
	Touched bool      // its content has called Initialize
	VisitAt time.Time // when it began
	Since   int64     // the last commit applied before it

	Seq    int64 // the last commit applied
	Holder Holder
	Told   Told
	Owed   Owed
	Begun  time.Time // zero: launched and not begun
	At     time.Time // of the last change
}

// SCO is what is kept of one activity of a package: its run-time data, and what they amount
// to.
type SCO struct {
	Data       cmi.Data
	Visits     int
	Completion string // "completed", "incomplete", "not attempted", "unknown"
	Success    string // "passed", "failed", "unknown"
	Scaled     *float64
}

// Holder is the browser tab that has the attempt, until it says nothing for a while.
type Holder struct {
	Tab     string
	Browser string
	Since   time.Time
	Until   time.Time
}

// Told is what tracking was told of an attempt last.
type Told struct {
	Completed bool
	Passed    *bool
	Score     *float64
	Progress  *float64
}

// HoldTime is how long a tab that says nothing keeps an attempt.
const HoldTime = 3 * time.Minute

// AttemptID is where the attempt of an enrolment at an activity is kept.
func AttemptID(enrolment, activity string) string { return ids.Join(enrolment, activity) }

// previewID is where that of somebody who is not enrolled is kept: it is no part of what they
// learnt before or will learn.
func previewID(enrolment, activity string) string { return ids.Join("preview", enrolment, activity) }

// statementID names the attempt in statements: another for each number.
func (a *Attempt) statementID() string { return ids.Derived("attempt", a.ID, itoa(a.Number)) }

// begin starts the attempt over, after the one before it was archived.
func (a *Attempt) begin(pkg string, now time.Time) {
	if !a.Begun.IsZero() {
		a.Number++
	}
	a.Number = max(a.Number, 1)
	a.Package, a.State, a.Ended = pkg, sequencing.State{}, false
	a.SCOs, a.Stores, a.Told = map[string]SCO{}, map[string]string{}, Told{}
	a.Current, a.Live, a.Touched = "", false, false
	a.Begun, a.At = now, now
}

// heldByAnother says whether another tab has the attempt now. A tab of the same browser that
// the browser knows to be gone has nothing any more.
func (a *Attempt) heldByAnother(t Tab, now time.Time) bool {
	h := a.Holder
	return h.Tab != "" && h.Tab != t.ID && now.Before(h.Until) && (!t.Alone || h.Browser != t.Browser)
}

// hold gives the attempt to a tab, or keeps it there.
func (a *Attempt) hold(t Tab, now time.Time) {
	if a.Holder.Tab != t.ID {
		a.Holder = Holder{Tab: t.ID, Browser: t.Browser, Since: now}
	}
	a.Holder.Until = now.Add(HoldTime)
}
