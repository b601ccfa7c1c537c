package tracking

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// quiet is how long a slice must not have moved for its counters to be compared: what moved
// since may still be on its way through the log, which takes two seconds.
const quiet = 10 * time.Second

// Difference is one counter that does not hold what it should.
type Difference struct {
	Document string
	Field    string
	Held     int64
	Found    int64 // what enrolments, progress and attestations add up to
}

// Drift is what a rebuild found.
type Drift struct {
	Slice       string // "2026-2027:lille"
	Documents   int    // compared
	Differences []Difference
	Busy        bool // the slice moved meanwhile: nothing was concluded, try later
	Repaired    bool
}

// wanted is what documents should hold.
type wanted map[string]map[string]int64

// Rebuild adds up a school year of an académie from progress and attestations, compares it
// with the counters, and puts right what drifted. Night job, and what builds the counters
// of planted data.
func (s *Service) Rebuild(ctx context.Context, who actor.Actor, academie string, year int) (Drift, error) {
	const op = "tracking.Rebuild"
	if err := systemOnly(op, who); err != nil {
		return Drift{}, err
	}
	drift := Drift{Slice: yearPeriod(year).Name + ":" + academie}
	keys := sliceDocuments(academie, year)
	before, err := s.heldSlice(ctx, keys, academie, year)
	if err != nil {
		return drift, fault.Wrap(op, err)
	}
	want := wanted{}
	persons := map[string]TrainedPerson{}
	for p, err := range s.Stores.Progresses.OfAcademie(ctx, academie) {
		if err != nil {
			return drift, fault.Wrap(op, err)
		}
		if s.now().Sub(p.ChangedAt) < quiet {
			drift.Busy = true
			return drift, nil
		}
		want.takeLedger(&p, year)
		train(persons, &p, year)
	}
	if err := want.takeAttestations(s.Stores.Attestations.OfAcademie(ctx, academie), year); err != nil {
		return drift, fault.Wrap(op, err)
	}
	want.takePersons(persons)
	return s.settle(ctx, drift, before, want, func(ctx context.Context) (map[string]Figures, error) {
		return s.heldSlice(ctx, keys, academie, year)
	})
}

// settle compares, and repairs if nothing moved since the counters were first read.
func (s *Service) settle(ctx context.Context, d Drift, before map[string]Figures, want wanted,
	held func(context.Context) (map[string]Figures, error)) (Drift, error) {
	const op = "tracking.Rebuild"
	all := maps.Clone(before)
	for id := range want {
		if _, ok := all[id]; !ok {
			all[id] = Figures{ID: id}
		}
	}
	d.Documents = len(all)
	wrong := map[string]bool{}
	for id, f := range all {
		for _, diff := range differences(f, want[id]) {
			d.Differences, wrong[id] = append(d.Differences, diff), true
		}
	}
	if len(wrong) == 0 {
		return d, nil
	}
	slices.SortFunc(d.Differences, func(a, b Difference) int {
		return cmp.Or(strings.Compare(a.Document, b.Document), strings.Compare(a.Field, b.Field))
	})
	now, err := held(ctx)
	if err != nil {
		return d, fault.Wrap(op, err)
	}
	for id := range wrong {
		if !maps.Equal(now[id].Values, before[id].Values) {
			d.Busy = true
			return d, nil
		}
	}
	if err := s.repair(ctx, before, want, wrong); err != nil {
		return d, fault.Wrap(op, err)
	}
	d.Repaired = true
	return d, nil
}

// repair writes what documents should hold: those that are not there yet in bulk.
func (s *Service) repair(ctx context.Context, before map[string]Figures, want wanted, wrong map[string]bool) error {
	var missing []Addition
	for id := range wrong {
		if _, ok := before[id]; !ok {
			missing = append(missing, Addition{ID: id, Deltas: want[id]})
			continue
		}
		if err := s.Stores.Counters.Set(ctx, Figures{ID: id, Values: want[id]}); err != nil {
			return err
		}
	}
	return s.Stores.Counters.Add(ctx, missing)
}

func differences(held Figures, want map[string]int64) []Difference {
	var out []Difference
	for f, n := range held.Values {
		if want[f] != n {
			out = append(out, Difference{held.ID, f, n, want[f]})
		}
	}
	for f, n := range want {
		if _, ok := held.Values[f]; !ok && n != 0 {
			out = append(out, Difference{held.ID, f, 0, n})
		}
	}
	return out
}

// takeLedger adds what an enrolment contributes to the school year.
func (w wanted) takeLedger(p *Progress, year int) {
	for _, e := range p.Ledger.Entries {
		if schoolYear(e.Day) == year {
			w.post(Move{p.Ledger.Where, e.Day, e.Measure, e.Amount})
		}
	}
}

func (w wanted) post(m Move) {
	post(w, m)
}

func (w wanted) takeAttestations(all iter.Seq2[Attestation, error], year int) error {
	for a, err := range all {
		if err != nil {
			return err
		}
		if a.CountedDay != "" && schoolYear(a.CountedDay) == year {
			w.post(Move{a.Where, a.CountedDay, MAttested, 1})
		}
	}
	return nil
}

// train notes the completions of an enrolment in the year and the months of its school year.
func train(persons map[string]TrainedPerson, p *Progress, year int) {
	for _, e := range p.Ledger.Entries {
		if e.Measure != MCompleted || schoolYear(e.Day) != year {
			continue
		}
		for _, period := range []string{fmt.Sprint(year), e.Day[:7]} {
			id := trainedID(period, p.Ledger.Where.Academie, p.Person)
			t, ok := persons[id]
			if !ok {
				t = TrainedPerson{ID: id, Where: personWhere(p.Ledger.Where), Enrolments: map[string]bool{}, Turn: 1}
			}
			t.Enrolments[p.ID] = true
			persons[id] = t
		}
	}
}

func (w wanted) takePersons(persons map[string]TrainedPerson) {
	for id, t := range persons {
		period := strings.SplitN(id, ":", 2)[0][1:]
		w.post(Move{t.Where, period, MTrained, 1})
	}
}

// sliceDocuments names the documents of a school year of an académie that can be named.
func sliceDocuments(academie string, year int) []string {
	p := yearPeriod(year)
	out := []string{yearID(year, academie)}
	for _, w := range steps(p.From, p.To, weekStart) {
		out = append(out, weekID(w, academie))
	}
	for _, m := range steps(p.From, p.To, func(d string) string { return d[:7] }) {
		out = append(out, monthID(m, academie))
	}
	for _, d := range steps(p.From, p.To, func(d string) string { return d }) {
		out = append(out, dayID(d, academie), dayParcoursID(d, academie))
	}
	return out
}

// heldSlice reads the documents of the slice, those of its parcours too.
func (s *Service) heldSlice(ctx context.Context, keys []string, academie string, year int) (map[string]Figures, error) {
	out, err := s.Stores.Counters.GetMany(ctx, keys)
	if err != nil {
		return nil, err
	}
	for f, err := range s.Stores.Counters.Prefix(ctx, yearParcoursPrefix(year, academie)) {
		if err != nil {
			return nil, err
		}
		out[f.ID] = f
	}
	return out, nil
}
