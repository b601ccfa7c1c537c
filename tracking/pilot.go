package tracking

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Filter narrows a summary; empty fields do not.
type Filter struct {
	Departement string
	Degree      string
	Sector      string
}

// FigureSet is the figures of a slice.
type FigureSet struct {
	Enrolled        int64
	Autonomous      int64 // of those enrolled, in self-paced parcours
	Started         int64
	Completed       int64
	MinutesDistance int64
	MinutesPresence int64
	Attested        int64
}

func (f *FigureSet) add(m Measure, kind string, n int64) {
	switch m {
	case MEnrolled:
		f.Enrolled += n
		if kind == "permanent" {
			f.Autonomous += n
		}
	case MStarted:
		f.Started += n
	case MCompleted:
		f.Completed += n
	case MDistance:
		f.MinutesDistance += n
	case MPresence:
		f.MinutesPresence += n
	case MAttested:
		f.Attested += n
	case MTrained:
	}
}

func (f *FigureSet) sum(o FigureSet) {
	f.Enrolled += o.Enrolled
	f.Autonomous += o.Autonomous
	f.Started += o.Started
	f.Completed += o.Completed
	f.MinutesDistance += o.MinutesDistance
	f.MinutesPresence += o.MinutesPresence
	f.Attested += o.Attested
}

// Row is the figures of one value of a dimension.
type Row struct {
	Key     string // code; Unknown for "non renseigné"
	Label   string // display name, "" where the front end has it
	Figures FigureSet
}

// Point is one step of the series: a week of a school year, a day of a month.
type Point struct {
	Start     string // its first day
	Enrolled  int64
	Completed int64
	Partial   bool // it is not over: its figures are those of its first days
}

// Summary is a pilot's first page.
type Summary struct {
	Academie     string
	Period       Period
	Filter       Filter
	Restricted   []string // the départements to which the pilot's role is limited, nil for none
	Figures      FigureSet
	Previous     *FigureSet // the school year before, up to the same date; nil when it has nothing, and for other periods
	Trained      *int64     // persons, each once; nil for a period of days, where only enrolments are known
	Step         string     // "week" or "day": of Series
	Series       []Point
	Departements []Row
	Degrees      []Row
	Sectors      []Row
	Parcours     []Row // the most enrolled first
	AsOf         time.Time
}

// scope says which départements of an académie who may see: nil for all of them. It refuses
// who has no role there.
func scope(op string, who actor.Actor, academie string) ([]string, error) {
	if err := signedIn(op, who); err != nil {
		return nil, err
	}
	if who.IsAdministrator() {
		return nil, nil
	}
	var departements []string
	for _, role := range []actor.Role{actor.Pilote, actor.Gestionnaire} {
		for _, sc := range who.Scopes(role) {
			a, d, limited := strings.Cut(sc, "/")
			switch {
			case a != academie || a == "":
			case !limited:
				return nil, nil
			case d != "" && !slices.Contains(departements, d):
				departements = append(departements, d)
			}
		}
	}
	if departements == nil {
		return nil, fault.New(op, fault.Forbidden, "not_pilot", "Vous ne pilotez pas cette académie.")
	}
	slices.Sort(departements)
	return departements, nil
}

// slice is what a reading keeps: the filter, within what the role allows.
type slice struct {
	filter  Filter
	allowed []string // départements; nil: all
}

func (x slice) place(w Dims) bool {
	return (x.allowed == nil || slices.Contains(x.allowed, w.Departement)) &&
		(x.filter.Departement == "" || x.filter.Departement == w.Departement)
}

func (x slice) degree(w Dims) bool { return x.filter.Degree == "" || x.filter.Degree == w.Degree }
func (x slice) sector(w Dims) bool { return x.filter.Sector == "" || x.filter.Sector == w.Sector }
func (x slice) holds(w Dims) bool  { return x.place(w) && x.degree(w) && x.sector(w) }

// MayPilot says whether who may read the figures of an académie: what live pages ask.
func MayPilot(who actor.Actor, academie string) bool {
	_, err := scope("tracking.MayPilot", who, academie)
	return err == nil
}

// Summary answers the figures of an académie to who pilots it, wholly or in a département;
// nothing of any other is reachable. It reads a few documents of counters.
func (s *Service) Summary(ctx context.Context, who actor.Actor, academie, period string, f Filter) (Summary, error) {
	const op = "tracking.Summary"
	allowed, err := scope(op, who, academie)
	if err != nil {
		return Summary{}, err
	}
	if f.Departement != "" && allowed != nil && !slices.Contains(allowed, f.Departement) {
		return Summary{}, fault.New(op, fault.Forbidden, "not_pilot", "Vous ne pilotez pas ce département.")
	}
	zone := s.Places.Zone(academie)
	p, err := ParsePeriod(period, s.now().In(zone))
	if err != nil {
		return Summary{}, err
	}
	sum := Summary{Academie: academie, Period: p, Filter: f, Restricted: allowed, AsOf: s.now()}
	x := slice{f, allowed}
	if p.Kind == SchoolYear {
		err = s.yearSummary(ctx, &sum, x)
	} else {
		err = s.daysSummary(ctx, &sum, x)
	}
	if err != nil {
		return Summary{}, err
	}
	return sum, s.name(ctx, &sum)
}

// yearSummary reads a school year: its own document, its weeks, and one for each parcours.
func (s *Service) yearSummary(ctx context.Context, sum *Summary, x slice) error {
	const op = "tracking.Summary"
	year := schoolYear(sum.Period.From)
	today := s.today(sum)
	last := min(sum.Period.To, today)
	weeks := steps(sum.Period.From, max(last, sum.Period.From), weekStart)
	want := []string{yearID(year, sum.Academie)}
	for _, w := range weeks {
		want = append(want, weekID(w, sum.Academie))
	}
	past := yearBefore(sum.Academie, year, last)
	docs, err := s.Stores.Counters.GetMany(ctx, append(want, past...))
	if err != nil {
		return fault.Wrap(op, err)
	}
	t := newTable()
	t.take(docs[want[0]].Values, x, false)
	t.into(sum)
	var previous FigureSet
	for _, id := range past {
		previous.sum(t.totalOf(docs[id].Values, x))
	}
	if previous != (FigureSet{}) {
		sum.Previous = &previous
	}
	sum.Trained = trained(docs[want[0]].Values, x)
	sum.Step = "week"
	for i, w := range weeks {
		p := point(w, docs[want[i+1]].Values, x)
		p.Partial = w == weekStart(today)
		sum.Series = append(sum.Series, p)
	}
	prefix := yearParcoursPrefix(year, sum.Academie)
	for doc, err := range s.Stores.Counters.Prefix(ctx, prefix) {
		if err != nil {
			return fault.Wrap(op, err)
		}
		if total := t.totalOf(doc.Values, x); total != (FigureSet{}) {
			sum.Parcours = append(sum.Parcours, Row{Key: strings.TrimPrefix(doc.ID, prefix), Figures: total})
		}
	}
	return nil
}

// today is the day it is in the académie.
func (s *Service) today(sum *Summary) string {
	return sum.AsOf.In(s.Places.Zone(sum.Academie)).Format(dayForm)
}

// yearBefore names the documents that add up to the school year before, up to the date that
// answers to last: its whole weeks, then days.
func yearBefore(academie string, year int, last string) []string {
	day, err := time.Parse(dayForm, last)
	if err != nil {
		return nil
	}
	end := day.AddDate(-1, 0, 0).Format(dayForm)
	var out []string
	from := yearPeriod(year - 1).From
	for _, w := range steps(from, end, weekStart) {
		if w != weekStart(end) {
			out = append(out, weekID(w, academie))
		}
	}
	for _, d := range steps(weekStart(end), end, func(d string) string { return d }) {
		out = append(out, dayID(d, academie))
	}
	return out
}

// daysSummary adds up days: a month, or any period. Its series ends today.
func (s *Service) daysSummary(ctx context.Context, sum *Summary, x slice) error {
	days := steps(sum.Period.From, sum.Period.To, func(d string) string { return d })
	want := make([]string, 0, 2*len(days)+1)
	for _, d := range days {
		want = append(want, dayID(d, sum.Academie), dayParcoursID(d, sum.Academie))
	}
	month := monthID(sum.Period.From[:7], sum.Academie)
	docs, err := s.Stores.Counters.GetMany(ctx, append(want, month))
	if err != nil {
		return fault.Wrap("tracking.Summary", err)
	}
	t := newTable()
	sum.Step = "day"
	byWeek := len(days) > 62
	if byWeek {
		sum.Step = "week"
	}
	today := s.today(sum)
	for _, d := range days {
		values := docs[dayID(d, sum.Academie)].Values
		t.take(values, x, false)
		t.take(docs[dayParcoursID(d, sum.Academie)].Values, x, true)
		if d > today {
			continue
		}
		p := point(d, values, x)
		p.Partial = d == today || byWeek && weekStart(d) == weekStart(today)
		if n := len(sum.Series); byWeek && n > 0 && weekStart(d) == weekStart(sum.Series[n-1].Start) {
			sum.Series[n-1].Enrolled += p.Enrolled
			sum.Series[n-1].Completed += p.Completed
			continue
		}
		sum.Series = append(sum.Series, p)
	}
	t.into(sum)
	if sum.Period.Kind == Month {
		sum.Trained = trained(docs[month].Values, x)
	}
	for p, f := range t.parcours {
		sum.Parcours = append(sum.Parcours, Row{Key: p, Figures: *f})
	}
	return nil
}

// table adds up fields by dimension.
type table struct {
	cells        map[string]cell // fields read before: those of many documents are the same
	total        FigureSet
	departements map[string]*FigureSet
	degrees      map[string]*FigureSet
	sectors      map[string]*FigureSet
	parcours     map[string]*FigureSet
}

func newTable() *table {
	return &table{cells: map[string]cell{}, departements: map[string]*FigureSet{}, degrees: map[string]*FigureSet{},
		sectors: map[string]*FigureSet{}, parcours: map[string]*FigureSet{}}
}

// cell reads a field; ok is false for one that is not of enrolments.
func (t *table) cell(f string, byParcours bool) (c cell, ok bool) {
	if c, ok = t.cells[f]; ok {
		return c, true
	}
	if c, ok = parseField(f, byParcours); !ok || c.measure == MTrained {
		return cell{}, false
	}
	t.cells[f] = c
	return c, true
}

// totalOf adds up what the slice holds of one document.
func (t *table) totalOf(values map[string]int64, x slice) (total FigureSet) {
	for f, n := range values {
		if c, ok := t.cell(f, false); ok && x.holds(c.where) {
			total.add(c.measure, c.where.Kind, n)
		}
	}
	return total
}

// take adds the fields of a document. Each breakdown shows every value that the other
// filters leave, so that a chosen one can be changed for its neighbour.
func (t *table) take(values map[string]int64, x slice, byParcours bool) {
	for f, n := range values {
		c, ok := t.cell(f, byParcours)
		if !ok || n == 0 {
			continue
		}
		w := c.where
		if byParcours {
			if x.holds(w) {
				bump(t.parcours, c.parcours, c, n)
			}
			continue
		}
		if x.holds(w) {
			t.total.add(c.measure, w.Kind, n)
		}
		allowed := x.allowed == nil || slices.Contains(x.allowed, w.Departement)
		if allowed && x.degree(w) && x.sector(w) {
			bump(t.departements, w.Departement, c, n)
		}
		if x.place(w) && x.sector(w) {
			bump(t.degrees, w.Degree, c, n)
		}
		if x.place(w) && x.degree(w) {
			bump(t.sectors, w.Sector, c, n)
		}
	}
}

func bump(m map[string]*FigureSet, key string, c cell, n int64) {
	if m[key] == nil {
		m[key] = &FigureSet{}
	}
	m[key].add(c.measure, c.where.Kind, n)
}

func (t *table) into(sum *Summary) {
	sum.Figures = t.total
	sum.Departements, sum.Degrees, sum.Sectors = rows(t.departements), rows(t.degrees), rows(t.sectors)
}

// rows lists by code, the unknown last.
func rows(m map[string]*FigureSet) []Row {
	var out []Row
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if k != Unknown && *m[k] != (FigureSet{}) {
			out = append(out, Row{Key: k, Figures: *m[k]})
		}
	}
	if f := m[Unknown]; f != nil && *f != (FigureSet{}) {
		out = append(out, Row{Key: Unknown, Figures: *f})
	}
	return out
}

func point(start string, values map[string]int64, x slice) Point {
	p := Point{Start: start}
	for f, n := range values {
		c, ok := parseField(f, false)
		if !ok || !x.holds(c.where) {
			continue
		}
		switch c.measure {
		case MEnrolled:
			p.Enrolled += n
		case MCompleted:
			p.Completed += n
		}
	}
	return p
}

func trained(values map[string]int64, x slice) *int64 {
	var n int64
	for f, v := range values {
		if c, ok := parseField(f, false); ok && c.measure == MTrained && x.holds(c.where) {
			n += v
		}
	}
	return &n
}

// name gives the rows their labels and puts the parcours in order.
func (s *Service) name(ctx context.Context, sum *Summary) error {
	for i, r := range sum.Departements {
		sum.Departements[i].Label = s.Places.Departement(r.Key)
	}
	keys := make([]string, len(sum.Parcours))
	for i, r := range sum.Parcours {
		keys[i] = r.Key
	}
	if len(keys) > 0 {
		titles, err := s.Offer.Titles(ctx, keys)
		if err != nil {
			return fault.Wrap("tracking.Summary", err)
		}
		for i, r := range sum.Parcours {
			sum.Parcours[i].Label = titles[r.Key]
		}
	}
	slices.SortFunc(sum.Parcours, func(a, b Row) int {
		if a.Figures.Enrolled != b.Figures.Enrolled {
			return int(b.Figures.Enrolled - a.Figures.Enrolled)
		}
		return strings.Compare(a.Label+a.Key, b.Label+b.Key)
	})
	return nil
}
