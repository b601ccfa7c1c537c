package lrs

import (
	"context"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// The sources that are no key: each source is who has recorded statements.
const (
	SourcePlatform = ownAccount   // the platform itself
	SourcePersons  = "persons"    // people, with their own tokens
	SourceImport   = importClient // files
	SourceLaunches = "launches"   // the content that it launches, and what it says of those launches
)

// SourceOf is the source of what a client sent: a key is one of its own.
func SourceOf(client string) string {
	switch {
	case strings.HasPrefix(client, personClient):
		return SourcePersons
	case strings.HasPrefix(client, launchClient), client == launchAccount:
		return SourceLaunches
	}
	return client
}

// Rule is how long the statements of a source are kept, and for how long they name people. Days
// count from when a statement was stored; for the platform's own, from the end of its session.
type Rule struct {
	Source   string
	KeepDays int // then it is removed; 0: kept for ever
	MaskDays int // then the people it names have pseudonyms; 0: never
	By       string
	At       time.Time

	Ran                       time.Time // when it was applied last; zero: not yet
	Removed, Masked           int64     // that time
	TotalRemoved, TotalMasked int64
	Place                     string    // of the platform's own, up to where it has looked
	Passed                    time.Time // when it had looked at all of them
}

// Rules keeps rules, by their source.
type Rules interface {
	// Change writes what change makes of the rule, of one without days when there is none.
	Change(ctx context.Context, source string, change func(*Rule) error) (Rule, error)
	// List returns them in the order of their sources.
	List(ctx context.Context, limit int, after string) (List[Rule], error)
}

// Secrets keeps what the record store must not lose and tell nobody.
type Secrets interface {
	// Once returns the secret of a name: fresh, if it is the first.
	Once(ctx context.Context, name string, fresh []byte) ([]byte, error)
}

const (
	maxRuleDays = 36500
	// minOwnDays is for how long after a session what the platform has recorded of it names who did
	// it: attestations are corrected and followed until then.
	minOwnDays = 365
)

// SetRule sets how long the statements of a source are kept. The platform's own are kept for ever:
// progress, completion and attestations are computed from them, again whenever a session or a
// version changes.
func (s *Service) SetRule(ctx context.Context, who actor.Actor, rule Rule) (Rule, error) {
	const op = "lrs.SetRule"
	if err := s.administers(op, who); err != nil {
		return Rule{}, err
	}
	var wrong []fault.Field
	if rule.KeepDays < 0 || rule.KeepDays > maxRuleDays {
		wrong = append(wrong, fault.Field{Path: "keepDays", Code: "range", Message: "Un nombre de jours entre 0 (toujours) et 36 500."})
	}
	if rule.MaskDays < 0 || rule.MaskDays > maxRuleDays {
		wrong = append(wrong, fault.Field{Path: "maskDays", Code: "range", Message: "Un nombre de jours entre 0 (jamais) et 36 500."})
	}
	if rule.Source == SourcePlatform && rule.KeepDays != 0 {
		wrong = append(wrong, fault.Field{Path: "keepDays", Code: "own_kept", Message: "Les traces de la plateforme sont gardées : la progression et les attestations s’en déduisent."})
	}
	if rule.Source == SourcePlatform && rule.MaskDays != 0 && rule.MaskDays < minOwnDays {
		wrong = append(wrong, fault.Field{Path: "maskDays", Code: "own_named", Message: "Les traces de la plateforme nomment les personnes au moins un an (365 jours) après la fin de la session."})
	}
	if len(wrong) > 0 {
		return Rule{}, fault.InvalidFields(op, wrong...)
	}
	if err := s.hasSource(ctx, rule.Source); err != nil {
		return Rule{}, fault.Wrap(op, err)
	}
	set, err := s.Stores.Rules.Change(ctx, rule.Source, func(r *Rule) error {
		r.KeepDays, r.MaskDays, r.By, r.At = rule.KeepDays, rule.MaskDays, who.Person, s.Now().UTC()
		r.Place, r.Passed = "", time.Time{}
		return nil
	})
	return set, fault.Wrap(op, err)
}

func (s *Service) hasSource(ctx context.Context, source string) error {
	switch source {
	case SourcePlatform, SourcePersons, SourceImport, SourceLaunches:
		return nil
	}
	_, err := s.Stores.Credentials.Get(ctx, source)
	return err
}

// ListRules lists the rules that were set.
func (s *Service) ListRules(ctx context.Context, who actor.Actor, limit int, after string) (List[Rule], error) {
	const op = "lrs.ListRules"
	if err := s.administers(op, who); err != nil {
		return List[Rule]{}, err
	}
	l, err := s.Stores.Rules.List(ctx, limit, after)
	return l, fault.Wrap(op, err)
}
