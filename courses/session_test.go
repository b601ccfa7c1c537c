package courses

import (
	"strings"
	"testing"
	"time"
)

// What may not be kept of a session is refused under the name of what is wrong.
func TestSessionCheck(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 10, n, 8, 0, 0, 0, time.UTC) }
	meeting := Meeting{ID: "m", Title: "M", Kind: "virtual", Start: day(2), End: day(3)}
	for _, tt := range []struct {
		name string
		edit func(*Session)
		want string // path and code; "" when it may be kept
	}{
		{"as it should be", func(*Session) {}, ""},
		{"a long title, with accents", func(s *Session) { s.Title = strings.Repeat("é", maxTitle) }, ""},
		{"a title too long", func(s *Session) { s.Title = strings.Repeat("é", maxTitle+1) }, "title too_long"},
		{"no title", func(s *Session) { s.Title = " " }, "title required"},
		{"ends before it begins", func(s *Session) { s.End = day(0) }, "end order"},
		{"enrolments close before they open", func(s *Session) { s.EnrolFrom, s.EnrolUntil = day(3), day(2) }, "enrolUntil order"},
		{"enrolments close after the end", func(s *Session) { s.EnrolUntil = day(30) }, "enrolUntil order"},
		{"enrolments open after the end", func(s *Session) { s.EnrolFrom = day(30) }, "enrolFrom order"},
		{"too many trainers", func(s *Session) { s.Trainers = make([]string, maxTrainers+1) }, "trainers too_many"},
		{"too many meetings", func(s *Session) {
			for range maxMeetings + 1 {
				s.Meetings = append(s.Meetings, meeting)
			}
		}, "meetings too_many"},
		{"too many GAIA codes", func(s *Session) { s.GAIA = make([]string, maxGAIA+1) }, "gaia too_many"},
		{"an unknown kind of meeting", func(s *Session) { s.Meetings = []Meeting{{ID: "m", Title: "M", Start: day(2), End: day(3)}} }, "meetings[0].kind unknown"},
		{"more people than places", func(s *Session) { s.Capacity, s.Seats = 1, 2 }, "capacity below_enrolled"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Session{Title: "Laïcité", Start: day(1), End: day(20), Admission: AdmitAll, Meetings: []Meeting{meeting}}
			tt.edit(&s)
			var got []string
			for _, f := range s.Check() {
				got = append(got, f.Path+" "+f.Code)
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}
