package scorm

import (
	"context"
	"encoding/json"
	"slices"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/cmi5"
)

// words are what a change of a registration has to say: statements to the record store, outcomes to
// tracking.
type words struct {
	stated   Stated
	outcomes []Outcome
}

func (w *words) add(st cmi5.Statement) {
	raw, err := json.Marshal(st)
	if err != nil { // strings, numbers and truths
		panic(err)
	}
	w.stated.Statements = append(w.stated.Statements, raw)
}

func (w *words) tell(o Outcome, worth bool, r *Registration) {
	if worth && !r.Preview {
		w.outcomes = append(w.outcomes, o)
	}
}

// facts have the log say it all, should this process stop in between.
func (w *words) facts(r *Registration) []Fact {
	var list []Fact
	w.stated.Enrolment = r.Enrolment
	if all := w.stated.Statements; len(all) > 0 {
		list = append(list, Fact{ID: ids.Derived(KindStated, string(slices.Concat(all...))), Kind: KindStated, Key: r.ID, At: r.At, Body: w.stated})
	}
	for _, o := range w.outcomes {
		list = append(list, Fact{ID: factID(o), Kind: KindReported, Key: r.Enrolment, At: r.At, Body: o})
	}
	return list
}

// say says it now: the statements have come before anything that follows from them.
func (s *Service) say(ctx context.Context, w *words, op string) error {
	if len(w.stated.Statements) > 0 {
		if err := s.Records.Tell(ctx, w.stated); err != nil {
			return fault.Wrap(op, err)
		}
	}
	for i := range w.outcomes {
		s.hand(ctx, &w.outcomes[i])
	}
	return nil
}
