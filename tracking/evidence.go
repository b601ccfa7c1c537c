package tracking

import (
	"math"
	"slices"
	"time"
)

// Effect is what one statement tells about progress: the part of it that rules look at.
type Effect struct {
	Statement string    // identifier of the statement
	At        time.Time // its timestamp, to the millisecond
	Activity  string    // in the structure; "" for a meeting that counts for none
	Viewed    bool      // it was opened
	Completed bool      // its result says completed
	Passed    *bool     // its result says passed, or failed
	Score     *float64  // -1 to 1
	Progress  float64   // 0 to 1, how far
	Position  float64   // seconds, where to resume a video
	Tick      *bool     // the trainer's word: done (true), or taken back (false)
	Presence  *Presence // the trainer's word on a meeting
}

// Presence is the trainer's last word on one person at one meeting.
type Presence struct {
	Meeting   string
	Activity  string // the activity of the structure for which it counts, "" for none
	Present   bool
	Minutes   int       // attested; 0 when absent
	Held      time.Time // when the meeting began: the day on which its hours count
	By        string    // the trainer
	Reason    string    // of a correction
	At        time.Time // when the trainer said so
	Statement string
}

// Evidence is all that the statements of one enrolment tell about one activity.
//
// It is a join: merging is associative, commutative and idempotent, so that the order in
// which statements arrive and how often do not matter. Every field is a minimum, a maximum,
// a frontier, or the last word by (time, identifier).
type Evidence struct {
	First     time.Time // of what the person did
	Last      time.Time
	ViewedAt  time.Time // earliest; zero: never
	DoneAt    time.Time // earliest "completed"
	PassedAt  time.Time // earliest "passed"
	FailedAt  time.Time // latest "failed"
	Scores    []ScoreAt // each earliest time at which a higher score was reached, in time order
	Progress  float64   // highest
	Position  Word      // last
	Tick      Word      // last: 1 done, 0 taken back
	PresentAt time.Time // filled by evaluation from the presences, never stored
}

// ScoreAt is a score, and when it was reached.
type ScoreAt struct {
	At    time.Time
	Score float64
}

// Word is a value of which the last one counts.
type Word struct {
	At        time.Time
	Statement string
	Value     float64
}

// State is where a person is in an activity.
type State string

// The states of an activity.
const (
	NotStarted State = "notStarted"
	Started    State = "started"
	Done       State = "completed"
	Failed     State = "failed"
)

// merge takes in what one statement tells; it says whether anything changed.
func (e *Evidence) merge(f Effect) bool {
	before := *e
	before.Scores = slices.Clone(e.Scores)
	if f.Tick != nil { // the trainer's word is nothing that the person did
		e.Tick = lastWord(e.Tick, Word{f.At, f.Statement, number(*f.Tick)})
		return !e.equal(before)
	}
	e.First = earliest(e.First, f.At)
	e.Last = latest(e.Last, f.At)
	if f.Viewed {
		e.ViewedAt = earliest(e.ViewedAt, f.At)
	}
	if f.Completed {
		e.DoneAt = earliest(e.DoneAt, f.At)
	}
	if f.Passed != nil && *f.Passed {
		e.PassedAt = earliest(e.PassedAt, f.At)
	}
	if f.Passed != nil && !*f.Passed {
		e.FailedAt = latest(e.FailedAt, f.At)
	}
	if f.Score != nil {
		e.Scores = frontier(append(e.Scores, ScoreAt{f.At, thousandths(*f.Score)}))
	}
	e.Progress = max(e.Progress, thousandths(f.Progress))
	if f.Position > 0 {
		e.Position = lastWord(e.Position, Word{f.At, f.Statement, f.Position})
	}
	return !e.equal(before)
}

func (e *Evidence) equal(o Evidence) bool {
	return e.First.Equal(o.First) && e.Last.Equal(o.Last) && e.ViewedAt.Equal(o.ViewedAt) &&
		e.DoneAt.Equal(o.DoneAt) && e.PassedAt.Equal(o.PassedAt) && e.FailedAt.Equal(o.FailedAt) &&
		e.Progress == o.Progress && sameWord(e.Position, o.Position) && sameWord(e.Tick, o.Tick) &&
		slices.EqualFunc(e.Scores, o.Scores, func(a, b ScoreAt) bool { return a.Score == b.Score && a.At.Equal(b.At) })
}

// Best is the best score, if any was given.
func (e *Evidence) Best() *float64 {
	if len(e.Scores) == 0 {
		return nil
	}
	return &e.Scores[len(e.Scores)-1].Score
}

// completedAt says since when the activity is complete by its rule; ok is false when it is
// not. The trainer's word completes whatever the rule.
func (e *Evidence) completedAt(rule Rule) (at time.Time, ok bool) {
	switch rule.Kind {
	case RuleViewed:
		at = e.ViewedAt
	case RulePassed:
		at = e.PassedAt
	case RuleCompleted:
		at = earliest(e.DoneAt, e.PassedAt)
	case RuleScore:
		for _, s := range e.Scores {
			if s.Score >= thousandths(rule.Score) {
				at = s.At
				break
			}
		}
	case RuleAttended:
		at = e.PresentAt
	case RuleByTrainer:
	case RuleNone:
		return time.Time{}, false
	}
	if e.Tick.Value == 1 {
		at = earliest(at, e.Tick.At)
	}
	return at, !at.IsZero()
}

// state says where the person is in the activity under its rule.
func (e *Evidence) state(rule Rule) State {
	if _, ok := e.completedAt(rule); ok {
		return Done
	}
	failed := !e.FailedAt.IsZero() && e.PassedAt.IsZero()
	switch {
	case failed && (rule.Kind == RulePassed || rule.Kind == RuleScore):
		return Failed
	case e.First.IsZero() && e.PresentAt.IsZero():
		return NotStarted
	}
	return Started
}

// frontier keeps, in time order, the scores that beat all earlier ones. Thousandths bound
// its length.
func frontier(s []ScoreAt) []ScoreAt {
	slices.SortFunc(s, func(a, b ScoreAt) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		return cmpFloat(b.Score, a.Score)
	})
	out := s[:0]
	for _, x := range s {
		if len(out) == 0 || x.Score > out[len(out)-1].Score {
			out = append(out, x)
		}
	}
	return out
}

func lastWord(a, b Word) Word {
	if c := a.At.Compare(b.At); c > 0 || (c == 0 && a.Statement >= b.Statement) {
		return a
	}
	return b
}

func sameWord(a, b Word) bool {
	return a.Value == b.Value && a.Statement == b.Statement && a.At.Equal(b.At)
}

func lastPresence(a, b Presence) Presence {
	if c := a.At.Compare(b.At); c > 0 || (c == 0 && a.Statement >= b.Statement) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
