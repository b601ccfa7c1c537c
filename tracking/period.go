package tracking

import (
	"fmt"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
)

// steps lists the distinct steps of the days from first to last, both included.
func steps(first, last string, step func(string) string) []string {
	var out []string
	day, err := time.Parse(dayForm, first)
	if err != nil {
		return nil
	}
	for ; day.Format(dayForm) <= last; day = day.AddDate(0, 0, 1) {
		if s := step(day.Format(dayForm)); len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
	}
	return out
}

// PeriodKind is how a period was asked for.
type PeriodKind string

// The kinds of periods.
const (
	SchoolYear PeriodKind = "year"
	Month      PeriodKind = "month"
	Days       PeriodKind = "days"
)

// maxDays bounds a period of days.
const maxDays = 400

// Period is a span of days, both ends included, in the académie's time zone.
type Period struct {
	Kind PeriodKind
	Name string // as it is asked for: "2026-2027", "2026-11", "2026-09-01/2026-10-15"
	From string
	To   string
}

// ParsePeriod reads "2026-2027", "2026-11" or "2026-09-01/2026-10-15"; nothing is the
// school year of now.
func ParsePeriod(text string, now time.Time) (Period, error) {
	bad := fault.InvalidFields("tracking.ParsePeriod", fault.Field{Path: "period", Code: "bad_period",
		Message: "Une période s’écrit 2026-2027, 2026-11 ou 2026-09-01/2026-10-15 (400 jours au plus)."})
	if text == "" {
		return yearPeriod(schoolYear(now.Format(dayForm))), nil
	}
	if from, to, ok := strings.Cut(text, "/"); ok {
		a, errA := time.Parse(dayForm, from)
		b, errB := time.Parse(dayForm, to)
		if errA != nil || errB != nil || b.Before(a) || b.Sub(a) >= maxDays*24*time.Hour || a.Year() < 2000 || b.Year() > 2200 {
			return Period{}, bad
		}
		return Period{Days, text, from, to}, nil
	}
	var y, z int
	if n, _ := fmt.Sscanf(text, "%4d-%4d", &y, &z); n == 2 && z == y+1 && len(text) == 9 && y >= 2000 && y < 2200 {
		return yearPeriod(y), nil
	}
	first, err := time.Parse("2006-01", text)
	if err != nil || first.Year() < 2000 || first.Year() > 2200 {
		return Period{}, bad
	}
	return Period{Month, text, first.Format(dayForm), first.AddDate(0, 1, -1).Format(dayForm)}, nil
}

func yearPeriod(y int) Period {
	return Period{SchoolYear, fmt.Sprintf("%d-%d", y, y+1), fmt.Sprintf("%d-09-01", y), fmt.Sprintf("%d-08-31", y+1)}
}
