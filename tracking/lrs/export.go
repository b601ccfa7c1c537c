package lrs

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Line is a statement on one line, as files of statements have it (NDJSON): its bytes as they are
// kept, without the white space between them.
func (s *Stored) Line() ([]byte, error) {
	var b bytes.Buffer
	if err := json.Compact(&b, s.Raw); err != nil {
		return nil, fault.Wrap("lrs.Line", err)
	}
	return b.Bytes(), nil
}

// Export tells an administrator the statements that a query finds, in the order in which they were
// stored, up to now. With no agent, verb, activity or registration these are all, voided ones
// among them; a voided statement is found by nothing of these. It reads page by page, however
// many there are.
func (s *Service) Export(ctx context.Context, who actor.Actor, q Query) iter.Seq2[Stored, error] {
	const op = "lrs.Export"
	return func(yield func(Stored, error) bool) {
		if err := s.administers(op, who); err != nil {
			yield(Stored{}, err)
			return
		}
		q.Ascending, q.Limit = true, DefaultLimit
		if now := s.ConsistentThrough(); q.Until.IsZero() || q.Until.After(now) {
			q.Until = now
		}
		if len(q.tags()) == 0 {
			s.everything(ctx, q.within(), yield)
			return
		}
		for {
			page, err := s.Find(ctx, s.reader(), q)
			if err != nil {
				yield(Stored{}, fault.Wrap(op, err))
				return
			}
			for _, st := range page.Items {
				if !yield(st, nil) {
					return
				}
			}
			if q.After = page.Next; q.After == "" {
				return
			}
		}
	}
}

// everything merges the statements that are shown with those that were voided, by their place.
func (s *Service) everything(ctx context.Context, r Range, yield func(Stored, error) bool) {
	r.Limit = DefaultLimit
	voided := r
	voided.Voided = true
	next, stop := iter.Pull2(s.walk(ctx, voided))
	defer stop()
	other, err, more := next()
	for st, failed := range s.walk(ctx, r) {
		for more && err == nil && failed == nil && other.Key < st.Key {
			if !yield(other, nil) {
				return
			}
			other, err, more = next()
		}
		if more && err != nil {
			failed = err
		}
		if !yield(st, failed) || failed != nil {
			return
		}
	}
	for more {
		if !yield(other, err) || err != nil {
			return
		}
		other, err, more = next()
	}
}

// walk goes through a range of places to its end. What is voided meanwhile is met where it is then.
func (s *Service) walk(ctx context.Context, r Range) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		for {
			page, err := s.Stores.Statements.Tagged(ctx, "", r)
			if err != nil {
				yield(Stored{}, fault.Wrap("lrs.Export", err))
				return
			}
			for _, st := range page.Items {
				if !yield(st, nil) {
					return
				}
			}
			if r.After = page.Next; r.After == "" {
				return
			}
		}
	}
}
