package lrs

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"preau.education/preau/internal/fault"
)

const (
	agingPage = 100
	// passAgain is after how long the platform's own statements that could not have pseudonyms yet,
	// their session going on, are looked at again.
	passAgain = 30 * 24 * time.Hour
	// youngFile is how long bytes that came lately are left alone: the statement that names them may
	// still be on its way.
	youngFile = time.Hour
)

// ApplyRules does to the statements of each source what its rule says, a page at a time. Stopped,
// it goes on where it was when it is called again: what was dealt with is found no more.
func (s *Service) ApplyRules(ctx context.Context) error {
	const op = "lrs.ApplyRules"
	var failures []error
	for after := ""; ; {
		page, err := s.Stores.Rules.List(ctx, agingPage, after)
		if err != nil {
			return fault.Wrap(op, errors.Join(append(failures, err)...))
		}
		for _, rule := range page.Items {
			failures = append(failures, s.applyRule(ctx, rule))
		}
		if after = page.Next; after == "" || ctx.Err() != nil {
			return fault.Wrap(op, errors.Join(failures...))
		}
	}
}

// applyRule applies one, and notes what it did though it was stopped.
func (s *Service) applyRule(ctx context.Context, rule Rule) error {
	if rule.KeepDays == 0 && rule.MaskDays == 0 {
		return nil
	}
	a := &aging{Service: s, rule: rule}
	err := a.run(ctx)
	save, cancel := context.WithTimeout(context.WithoutCancel(ctx), saveTime)
	defer cancel()
	_, err2 := s.Stores.Rules.Change(save, rule.Source, func(r *Rule) error {
		r.Ran, r.Removed, r.Masked = s.Now().UTC(), a.removed, a.masked
		r.TotalRemoved, r.TotalMasked = r.TotalRemoved+a.removed, r.TotalMasked+a.masked
		if r.At.Equal(rule.At) { // nobody has set another meanwhile
			r.Place, r.Passed = a.rule.Place, a.rule.Passed
		}
		return nil
	})
	return errors.Join(err, err2)
}

// aging is a rule being applied.
type aging struct {
	*Service
	rule            Rule
	removed, masked int64
}

// before is the place before which everything is older than days.
func (a *aging) before(days int) string {
	return keyAt(a.Now().Add(-time.Duration(days) * 24 * time.Hour))
}

func (a *aging) run(ctx context.Context) error {
	if a.rule.Source == SourcePlatform {
		return a.maskOwn(ctx)
	}
	if a.rule.KeepDays > 0 {
		for _, masked := range []bool{true, false} {
			if err := a.each(ctx, masked, a.rule.KeepDays, a.remove); err != nil {
				return err
			}
		}
	}
	if a.rule.MaskDays > 0 {
		return a.each(ctx, false, a.rule.MaskDays, a.mask)
	}
	return nil
}

// each does something to the statements of the source that are older than days, after which they
// are found there no more.
func (a *aging) each(ctx context.Context, masked bool, days int, do func(context.Context, *Stored) error) error {
	to := a.before(days)
	for {
		page, err := a.Stores.Statements.OfSource(ctx, a.rule.Source, masked, Range{To: to, Limit: agingPage})
		if err != nil {
			return err
		}
		for i := range page.Items {
			if err := do(ctx, &page.Items[i]); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return nil
		}
	}
}

func (a *aging) remove(ctx context.Context, st *Stored) error {
	if err := a.Stores.Statements.Delete(ctx, st.Key); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	a.removed++
	for _, file := range st.Attachments {
		if err := a.removeFile(ctx, file.SHA2); err != nil {
			return err
		}
	}
	return nil
}

// removeFile removes the bytes of an attachment that no statement names any more. A process that
// dies just before leaves them: they are then in nobody's way.
func (s *Service) removeFile(ctx context.Context, sha2 string) error {
	named, err := s.Stores.Statements.Attaches(ctx, sha2)
	if err != nil || named {
		return err
	}
	return s.Objects.Remove(ctx, objectKey(sha2), s.Now().Add(-youngFile))
}

func (a *aging) mask(ctx context.Context, st *Stored) error {
	if err := a.pseudonymise(ctx, st, everybody, true); err != nil {
		return err
	}
	a.masked++
	return nil
}

// maskOwn goes through the platform's own statements that are old enough, and gives pseudonyms in
// those whose session has ended long enough ago.
func (a *aging) maskOwn(ctx context.Context) error {
	if a.Now().Sub(a.rule.Passed) < passAgain {
		return nil
	}
	to, limit := a.before(a.rule.MaskDays), a.Now().AddDate(0, 0, -a.rule.MaskDays)
	ended := map[string]time.Time{}
	for {
		page, err := a.Stores.Statements.OfSource(ctx, SourcePlatform, false, Range{To: to, After: a.rule.Place, Limit: agingPage})
		if err != nil {
			return err
		}
		for i := range page.Items {
			st := &page.Items[i]
			over, err := a.endOf(ctx, st, ended)
			if err != nil {
				return err
			}
			if !over.IsZero() && over.Before(limit) {
				if err := a.mask(ctx, st); err != nil {
					return err
				}
			}
			a.rule.Place = st.Key
		}
		if page.Next == "" {
			a.rule.Place, a.rule.Passed = "", a.Now().UTC()
			return nil
		}
	}
}

const maxEnded = 10_000 // sessions remembered in one run

// endOf is when the session of a statement ended; zero when it has not, or names none.
func (a *aging) endOf(ctx context.Context, st *Stored, known map[string]time.Time) (time.Time, error) {
	var raw rawTrace
	if err := json.Unmarshal(st.Raw, &raw); err != nil {
		return time.Time{}, err
	}
	session := a.sessionOf(raw)
	if session == "" {
		return time.Time{}, nil
	}
	if at, is := known[session]; is {
		return at, nil
	}
	at, err := a.Ends.Ended(ctx, session)
	if len(known) >= maxEnded {
		clear(known)
	}
	known[session] = at
	return at, err
}
