package tracking

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Documents of counters. Within one, a field is département|degree|sector|kind|measure, so
// that filters are sums over the fields of a few documents:
//
//	y2026:lille              a school year of an académie
//	y2026:lille:p:<parcours> the same for one parcours: the list is a read by prefix
//	m2026-11:lille           a month: persons trained only, the rest are sums of days
//	w2026-11-23:lille        a week within a school year: the series of a year
//	d2026-11-24:lille        a day: months, free periods and their series
//	e2026-11-24:lille        a day by parcours: fields begin with parcours|
func yearID(year int, academie string) string         { return fmt.Sprintf("y%d:%s", year, academie) }
func monthID(month, academie string) string           { return "m" + month + ":" + academie }
func weekID(week, academie string) string             { return "w" + week + ":" + academie }
func dayID(day, academie string) string               { return "d" + day + ":" + academie }
func dayParcoursID(day, academie string) string       { return "e" + day + ":" + academie }
func yearParcoursPrefix(y int, a string) string       { return yearID(y, a) + ":p:" }
func yearParcoursID(y int, a, parcours string) string { return yearParcoursPrefix(y, a) + parcours }

// fieldSafe keeps a code from meaning something to the engines or to our own separator.
var fieldSafe = strings.NewReplacer("$", "_", ".", "_", "|", "_", "\x00", "_")

func field(w Dims, m Measure) string {
	return strings.Join([]string{fieldSafe.Replace(w.Departement), fieldSafe.Replace(w.Degree),
		fieldSafe.Replace(w.Sector), fieldSafe.Replace(w.Kind), string(m)}, "|")
}

// cell is a field read back.
type cell struct {
	parcours string // in e documents only
	where    Dims   // Departement, Degree, Sector, Kind
	measure  Measure
}

func parseField(f string, byParcours bool) (c cell, ok bool) {
	parts := strings.Split(f, "|")
	if byParcours && len(parts) == 6 {
		c.parcours, parts = parts[0], parts[1:]
	}
	if len(parts) != 5 {
		return cell{}, false
	}
	c.where = Dims{Departement: parts[0], Degree: parts[1], Sector: parts[2], Kind: parts[3]}
	c.measure = Measure(parts[4])
	return c, true
}

// post adds a move to the documents in which it counts.
func post(docs map[string]map[string]int64, m Move) {
	add := func(id, f string) {
		if docs[id] == nil {
			docs[id] = map[string]int64{}
		}
		docs[id][f] += int64(m.Amount)
	}
	a, f, year := m.Where.Academie, field(m.Where, m.Measure), schoolYear(m.Day)
	if m.Measure == MTrained {
		// Day is a month ("2026-11") or a school year ("2026").
		if len(m.Day) == 4 {
			add("y"+m.Day+":"+a, f)
		} else {
			add(monthID(m.Day, a), f)
		}
		return
	}
	add(yearID(year, a), f)
	add(yearParcoursID(year, a, m.Where.Parcours), f)
	add(weekID(weekStart(m.Day), a), f)
	add(dayID(m.Day, a), f)
	add(dayParcoursID(m.Day, a), fieldSafe.Replace(m.Where.Parcours)+"|"+f)
}

// Numbered is a fact of the log with its place there.
type Numbered struct {
	Shard  string
	Number int64
	Tallied
}

// Count moves the counters by a fact of the log, given its shard and number: applied twice
// it counts once. Work subscriber of KindTallied and KindTrained.
func (s *Service) Count(ctx context.Context, who actor.Actor, shard string, number int64, t Tallied) error {
	return s.CountAll(ctx, who, []Numbered{{shard, number, t}})
}

// CountAll is Count for several facts in the order of the log, in as few writes as the store
// can: each still counts once, however they are grouped when they come again.
func (s *Service) CountAll(ctx context.Context, who actor.Actor, all []Numbered) error {
	if err := systemOnly("tracking.Count", who); err != nil {
		return err
	}
	var additions []Addition
	var moved []Move
	for _, n := range all {
		docs := map[string]map[string]int64{}
		for _, m := range n.Moves {
			post(docs, m)
		}
		for id, deltas := range docs {
			additions = append(additions, Addition{id, n.Shard, n.Number, deltas})
		}
		moved = append(moved, n.Moves...)
	}
	if err := s.Stores.Counters.Add(ctx, additions); err != nil {
		return fault.Wrap("tracking.Count", err)
	}
	for _, n := range all {
		for _, m := range n.Moves {
			if m.Measure != MCompleted {
				continue
			}
			if err := s.countPerson(ctx, n.Tallied, m); err != nil {
				return err
			}
		}
	}
	return s.counted(ctx, moved)
}

// countPerson keeps who was trained in the school year and the month of a completion: the
// first completion of a person counts them, the last one undone takes them out.
func (s *Service) countPerson(ctx context.Context, t Tallied, m Move) error {
	for _, period := range []string{fmt.Sprint(schoolYear(m.Day)), m.Day[:7]} {
		err := s.Stores.Persons.Change(ctx, trainedID(period, m.Where.Academie, t.Person), func(d *TrainedPerson) ([]Fact, error) {
			before := len(d.Enrolments) > 0
			if d.Enrolments[t.Enrolment] == (m.Amount > 0) {
				return nil, ErrUnchanged
			}
			if d.Enrolments == nil {
				d.Enrolments = map[string]bool{}
			}
			if m.Amount > 0 {
				d.Enrolments[t.Enrolment] = true
			} else {
				delete(d.Enrolments, t.Enrolment)
			}
			after := len(d.Enrolments) > 0
			if before == after {
				return nil, nil
			}
			amount := -1
			if after {
				amount, d.Where = 1, personWhere(m.Where)
			}
			d.Turn++
			return []Fact{{ID: derived(KindTrained, d.ID, d.Turn), Kind: KindTrained, Key: t.Person, At: s.now(),
				Body: Tallied{Person: t.Person, Moves: []Move{{d.Where, period, MTrained, amount}}}}}, nil
		})
		if err != nil {
			return fault.Wrap("tracking.Count", err)
		}
	}
	return nil
}

func trainedID(period, academie, person string) string {
	if len(period) == 4 {
		return "y" + period + ":" + academie + ":" + person
	}
	return "m" + period + ":" + academie + ":" + person
}

// personWhere is where a person counts: no parcours, no kind.
func personWhere(w Dims) Dims {
	w.Kind, w.Parcours = "all", ""
	return w
}

// announcer says that counters moved, a burst once.
type announcer struct {
	mu   sync.Mutex           // guards the fields below
	last map[string]time.Time // by académie: when it was last said
	due  map[string]bool      // académies whose last moves were not said yet
}

// announceEvery is the least time between two facts that say the same académie moved.
const announceEvery = 500 * time.Millisecond

// counted tells live pages that the figures of the académies moved: at once, or, in a
// burst, at the next Announce.
func (s *Service) counted(ctx context.Context, m []Move) error {
	now := s.now()
	var say []string
	s.announcer.mu.Lock()
	for _, one := range m {
		a := one.Where.Academie
		if now.Sub(s.announcer.last[a]) < announceEvery {
			s.announcer.due[a] = true
			continue
		}
		s.announcer.last[a] = now
		delete(s.announcer.due, a)
		say = append(say, a)
	}
	s.announcer.mu.Unlock()
	return s.say(ctx, say)
}

// Announce tells what a burst left unsaid. The schedule calls it every half second on the
// node that counts.
func (s *Service) Announce(ctx context.Context, who actor.Actor) error {
	if err := systemOnly("tracking.Announce", who); err != nil {
		return err
	}
	now := s.now()
	var say []string
	s.announcer.mu.Lock()
	for a := range s.announcer.due {
		if now.Sub(s.announcer.last[a]) >= announceEvery {
			s.announcer.last[a] = now
			delete(s.announcer.due, a)
			say = append(say, a)
		}
	}
	s.announcer.mu.Unlock()
	return s.say(ctx, say)
}

func (s *Service) say(ctx context.Context, academies []string) error {
	now := s.now()
	for _, a := range academies {
		err := s.Stores.Beats.Touch(ctx, a, now, Fact{ID: ids.New(now), Kind: KindCounted, Key: a, At: now, Body: Counted{a}})
		if err != nil {
			return fault.Wrap("tracking.counted", err)
		}
	}
	return nil
}
