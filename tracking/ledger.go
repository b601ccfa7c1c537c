package tracking

import (
	"cmp"
	"slices"
	"time"
)

// Measure is one of the figures.
type Measure string

// The measures; the package comment defines each.
const (
	MEnrolled  Measure = "enrolled"
	MStarted   Measure = "started"
	MCompleted Measure = "completed"
	MDistance  Measure = "minutesDistance"
	MPresence  Measure = "minutesPresence"
	MAttested  Measure = "attested"
	MTrained   Measure = "trained"
)

// Unknown stands for a profile field left empty: "non renseigné".
const Unknown = "none"

// Dims is where an enrolment counts: the person's own at enrolment, and what they enrolled
// in. Empty fields are Unknown.
type Dims struct {
	Academie    string
	Departement string
	Degree      string // "1d", "2d", "other"
	Sector      string // "public", "private"
	Kind        string // "permanent" or "accompanied"
	Parcours    string
}

// Entry is one contribution to the figures, on a day of the académie's own time zone.
type Entry struct {
	Day     string // "2026-11-24"
	Measure Measure
	Amount  int
}

// Ledger is what one enrolment contributes. What was counted where and when is kept, so
// that a correction subtracts exactly what was added.
type Ledger struct {
	Where   Dims
	Entries []Entry
}

// Move is a change of a figure.
type Move struct {
	Where   Dims
	Day     string
	Measure Measure
	Amount  int
}

const dayForm = "2006-01-02"

// tally says what the enrolment contributes, days being those of zone. One withdrawn before
// the end contributes only the hours of presence that a trainer attested.
func (p *Progress) tally(zone *time.Location) Ledger {
	l := Ledger{Where: p.Where}
	add := func(at time.Time, m Measure, amount int) {
		if amount != 0 && !at.IsZero() {
			l.Entries = append(l.Entries, Entry{at.In(zone).Format(dayForm), m, amount})
		}
	}
	if p.Enrolled || p.Complete() {
		add(p.EnrolledAt, MEnrolled, 1)
		add(p.StartedAt, MStarted, 1)
	}
	if p.Complete() {
		add(p.CompletedAt, MCompleted, 1)
		add(p.CompletedAt, MDistance, p.MinutesDistance)
		if !p.HasMeetings && len(p.Presences) == 0 {
			add(p.CompletedAt, MPresence, p.MinutesPresence)
		}
	}
	for _, pr := range p.Presences {
		if pr.Present {
			add(pr.Held, MPresence, pr.Minutes)
		}
	}
	l.Entries = sum(l.Entries)
	return l
}

// sum adds up the entries of one day and measure, and sorts.
func sum(entries []Entry) []Entry {
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Measure, b.Measure))
	})
	var out []Entry
	for _, e := range entries {
		if n := len(out); n > 0 && out[n-1].Day == e.Day && out[n-1].Measure == e.Measure {
			out[n-1].Amount += e.Amount
			continue
		}
		out = append(out, e)
	}
	return slices.DeleteFunc(out, func(e Entry) bool { return e.Amount == 0 })
}

// moves says what changes the figures from before to after.
func moves(before, after Ledger) []Move {
	var out []Move
	put := func(where Dims, entries []Entry) {
		for _, e := range sum(entries) {
			out = append(out, Move{where, e.Day, e.Measure, e.Amount})
		}
	}
	undone := make([]Entry, 0, len(before.Entries)+len(after.Entries))
	for _, e := range before.Entries {
		undone = append(undone, Entry{e.Day, e.Measure, -e.Amount})
	}
	if before.Where == after.Where {
		put(after.Where, append(undone, after.Entries...))
		return out
	}
	put(before.Where, undone)
	put(after.Where, slices.Clone(after.Entries))
	return out
}

// schoolYear is the year in which the school year of a day began: it runs from 1 September
// to 31 August.
func schoolYear(day string) int {
	t, err := time.Parse(dayForm, day)
	if err != nil {
		return 0
	}
	if t.Month() < time.September {
		return t.Year() - 1
	}
	return t.Year()
}

// weekStart is the first day of a day's week: its Monday, or 1 September where that Monday
// belongs to the school year before, so that weeks add up to school years.
func weekStart(day string) string {
	t, err := time.Parse(dayForm, day)
	if err != nil {
		return day
	}
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	first := time.Date(schoolYear(day), time.September, 1, 0, 0, 0, 0, time.UTC)
	return latest(monday, first).Format(dayForm)
}

func orUnknown(s string) string {
	if s == "" {
		return Unknown
	}
	return s
}
