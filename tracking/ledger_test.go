package tracking

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

func TestTally(t *testing.T) {
	reunion := time.FixedZone("Réunion", 4*3600)
	late := time.Date(2026, 8, 31, 21, 30, 0, 0, time.UTC) // 1 September in La Réunion
	base := func() Progress {
		return Progress{ID: "s:ann", Enrolled: true, EnrolledAt: late, Where: Dims{Academie: "la-reunion", Parcours: "p"},
			MinutesDistance: 120, MinutesPresence: 60}
	}
	for _, c := range []struct {
		name   string
		change func(*Progress)
		want   []Entry
	}{
		{"enrolled, on a day of the académie", func(*Progress) {}, []Entry{{"2026-09-01", MEnrolled, 1}}},
		{"withdrawn", func(p *Progress) { p.Enrolled = false; p.StartedAt = late }, nil},
		{"completed without meetings", func(p *Progress) { p.StartedAt = late; p.CompletedAt = late.Add(24 * time.Hour) },
			[]Entry{{"2026-09-01", MEnrolled, 1}, {"2026-09-01", MStarted, 1}, {"2026-09-02", MCompleted, 1},
				{"2026-09-02", MDistance, 120}, {"2026-09-02", MPresence, 60}}},
		{"completed with meetings", func(p *Progress) {
			p.HasMeetings, p.CompletedAt = true, late
			p.Presences = map[string]Presence{"a": {Present: true, Minutes: 90, Held: late}, "b": {Present: true, Minutes: 30, Held: late}, "c": {Minutes: 99, Held: late}}
		}, []Entry{{"2026-09-01", MCompleted, 1}, {"2026-09-01", MEnrolled, 1}, {"2026-09-01", MDistance, 120}, {"2026-09-01", MPresence, 120}}},
		{"withdrawn after a meeting", func(p *Progress) {
			p.HasMeetings, p.Enrolled = true, false
			p.Presences = map[string]Presence{"a": {Present: true, Minutes: 90, Held: late}}
		}, []Entry{{"2026-09-01", MPresence, 90}}},
		{"withdrawn after completion", func(p *Progress) { p.Enrolled, p.CompletedAt, p.MinutesDistance, p.MinutesPresence = false, late, 0, 0 },
			[]Entry{{"2026-09-01", MCompleted, 1}, {"2026-09-01", MEnrolled, 1}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := base()
			c.change(&p)
			if got := p.tally(reunion).Entries; !slices.Equal(got, c.want) {
				t.Errorf("%v\nwant %v", got, c.want)
			}
		})
	}
}

func TestMoves(t *testing.T) {
	nord, oise := Dims{Academie: "lille"}, Dims{Academie: "amiens"}
	a := Ledger{nord, []Entry{{"2026-09-01", MEnrolled, 1}, {"2026-09-02", MStarted, 1}}}
	b := Ledger{nord, []Entry{{"2026-09-01", MEnrolled, 1}, {"2026-09-03", MStarted, 1}}}
	if got := moves(a, a); got != nil {
		t.Errorf("nothing changed: %v", got)
	}
	want := []Move{{nord, "2026-09-02", MStarted, -1}, {nord, "2026-09-03", MStarted, 1}}
	if got := moves(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	moved := moves(a, Ledger{oise, a.Entries})
	total := map[Dims]int{}
	for _, m := range moved {
		total[m.Where] += m.Amount
	}
	if total[nord] != -2 || total[oise] != 2 {
		t.Errorf("moving between académies: %v", moved)
	}
}

func TestCalendar(t *testing.T) {
	for day, want := range map[string]struct {
		year int
		week string
	}{
		"2026-08-31": {2025, "2026-08-31"}, // a Monday
		"2026-09-01": {2026, "2026-09-01"}, // Tuesday of the same week: another school year
		"2026-09-06": {2026, "2026-09-01"},
		"2026-09-07": {2026, "2026-09-07"},
		"2027-01-01": {2026, "2026-12-28"},
		"2027-08-31": {2026, "2027-08-30"},
	} {
		if y := schoolYear(day); y != want.year {
			t.Errorf("%s: year %d, want %d", day, y, want.year)
		}
		if w := weekStart(day); w != want.week {
			t.Errorf("%s: week %s, want %s", day, w, want.week)
		}
	}
}

func TestParsePeriod(t *testing.T) {
	now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for text, want := range map[string]Period{
		"":                      {SchoolYear, "2026-2027", "2026-09-01", "2027-08-31"},
		"2025-2026":             {SchoolYear, "2025-2026", "2025-09-01", "2026-08-31"},
		"2026-02":               {Month, "2026-02", "2026-02-01", "2026-02-28"},
		"2026-09-05/2026-09-06": {Days, "2026-09-05/2026-09-06", "2026-09-05", "2026-09-06"},
	} {
		if got, err := ParsePeriod(text, now); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"2026", "2026-2028", "2026-13", "2026-09-06/2026-09-05", "2024-01-01/2026-01-01", "hier", "2026-2027x", "0001-0002", "../x"} {
		if _, err := ParsePeriod(bad, now); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestScope(t *testing.T) {
	grant := func(g ...actor.Grant) actor.Actor { return actor.Actor{Person: "x", Grants: g} }
	for _, c := range []struct {
		name string
		who  actor.Actor
		want []string
		kind fault.Kind
		ok   bool
	}{
		{"visitor", actor.Actor{}, nil, fault.Unauthorized, false},
		{"teacher", grant(), nil, fault.Forbidden, false},
		{"pilot of it", grant(actor.Grant{Role: actor.Pilote, Scope: "lille"}), nil, 0, true},
		{"manager of it", grant(actor.Grant{Role: actor.Gestionnaire, Scope: "lille"}), nil, 0, true},
		{"pilot of another", grant(actor.Grant{Role: actor.Pilote, Scope: "lyon"}), nil, fault.Forbidden, false},
		{"pilot of a département", grant(actor.Grant{Role: actor.Pilote, Scope: "lille/59"}), []string{"59"}, 0, true},
		{"of two", grant(actor.Grant{Role: actor.Pilote, Scope: "lille/62"}, actor.Grant{Role: actor.Gestionnaire, Scope: "lille/59"}), []string{"59", "62"}, 0, true},
		{"of a part and the whole", grant(actor.Grant{Role: actor.Pilote, Scope: "lille/62"}, actor.Grant{Role: actor.Pilote, Scope: "lille"}), nil, 0, true},
		{"no scope", grant(actor.Grant{Role: actor.Pilote}), nil, fault.Forbidden, false},
		{"an empty part", grant(actor.Grant{Role: actor.Pilote, Scope: "lille/"}), nil, fault.Forbidden, false},
		{"trainer", grant(actor.Grant{Role: actor.Formateur, Scope: "lille"}), nil, fault.Forbidden, false},
		{"administrator", grant(actor.Grant{Role: actor.Administrator}), nil, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := scope("test", c.who, "lille")
			if (err == nil) != c.ok || (err != nil && fault.KindOf(err) != c.kind) || !slices.Equal(got, c.want) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

func TestFields(t *testing.T) {
	w := Dims{Departement: "2A", Degree: "1d", Sector: "public", Kind: "permanent"}
	c, ok := parseField(field(w, MDistance), false)
	if !ok || c.where != w || c.measure != MDistance {
		t.Errorf("%+v, %v", c, ok)
	}
	evil := field(Dims{Departement: "a|b", Degree: "$set", Sector: "x.y", Kind: "\x00"}, MEnrolled)
	if strings.ContainsAny(evil, "$.\x00") || strings.Count(evil, "|") != 4 {
		t.Errorf("%q", evil)
	}
}

func TestSheet(t *testing.T) {
	var b strings.Builder
	s := newSheet(&b)
	s.row("Titre", "=1+1", "@cmd", "-12", "+x", `a;"b"`)
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffTitre;'=1+1;'@cmd;-12;'+x;\"a;\"\"b\"\"\"\r\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestNumber(t *testing.T) {
	a := Attestation{Number: "7k3mq2xw9dzt4hbn8pavc5rejy"}
	if got := ParseNumber(" " + a.Display() + " "); got != a.Number {
		t.Errorf("%s read as %s", a.Display(), got)
	}
	if got := ParseNumber("O1L-i"); got != "0111" {
		t.Errorf("%s", got)
	}
}
