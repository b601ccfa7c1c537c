package lrs

import (
	"context"
	"iter"
	"slices"
	"time"

	"preau.education/preau/internal/fault"
)

// Own is a statement of the platform itself, made well formed: what its domains record.
type Own struct {
	ID           string
	Raw          []byte    // JSON object with everything but stored and authority
	Person       string    // account of the actor
	Instructor   string    // account, "" for none
	Verb         string    // IRI
	Activity     string    // IRI of the object
	Related      []string  // IRIs of the activities that its context names
	Registration string    // UUID
	Academie     string    // for which it counts, "" when that is not known
	Stored       time.Time // of one from elsewhere or from before; zero: now
}

// Place prepares a statement of the platform for storing. The function returned is to be called
// once it is stored, or will not be.
func (s *Service) Place(o Own) (Stored, func()) {
	b, place, done := s.clock.own(o.Stored)
	platform := s.account(ownAccount, "")
	authority, _ := platform.MarshalJSON() // made of strings
	raw := slices.Concat(o.Raw[:len(o.Raw)-1], []byte(`,"stored":"`+b.at.Format(time.RFC3339Nano)+`","authority":`), authority, []byte("}"))
	actor := s.account(o.Person, "").Key()
	tags := []string{Tag(tagVerb, o.Verb), Tag(tagAgent, actor), Tag(tagAgentVerb, actor, o.Verb),
		Tag(tagRelatedAgent, platform.Key()), Tag(tagActivity, o.Activity), Tag(tagRegistration, o.Registration)}
	if o.Academie != "" {
		tags = append(tags, Tag(tagAcademie, o.Academie))
	}
	if o.Instructor != "" {
		tags = append(tags, Tag(tagRelatedAgent, s.account(o.Instructor, "").Key()))
	}
	for _, activity := range o.Related {
		tags = append(tags, Tag(tagRelatedActivity, activity))
	}
	slices.Sort(tags)
	return Stored{Key: place, ID: o.ID, Raw: raw, At: b.at, Client: ownAccount, Tags: slices.Compact(tags)}, done
}

// own places one statement, at a time of its own if it has one.
func (c *clock) own(at time.Time) (b *batch, key string, done func()) {
	if !at.IsZero() {
		at = at.UTC().Truncate(time.Millisecond)
		return &batch{at}, keyOf(at.UnixMilli(), 0), func() {}
	}
	b, keys := c.begin(1)
	return b, keys(0), func() { c.end(b) }
}

// ownAccount is the account under which the platform answers for what it records.
const ownAccount = "preau"

// Own returns a statement that the platform itself keeps. One of somebody else's under that id is
// a Conflict (other_statement): it is their word, whatever it says.
func (s *Service) Own(ctx context.Context, id string) (Stored, error) {
	const op = "lrs.Own"
	found, err := s.Stores.Statements.ByIDs(ctx, []string{id})
	if err != nil {
		return Stored{}, fault.Wrap(op, err)
	}
	switch st, there := found[id]; {
	case !there:
		return Stored{}, unknown(op)
	case st.Client != ownAccount:
		return Stored{}, otherStatement(op, id)
	default:
		return st, nil
	}
}

// OwnOf returns the statements that the platform itself keeps of a registration, in the order
// in which they were stored.
func (s *Service) OwnOf(ctx context.Context, registration string) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		r := Range{Ascending: true, Limit: MaxLimit}
		for {
			page, err := s.Stores.Statements.Tagged(ctx, Tag(tagRegistration, registration), r)
			if err != nil {
				yield(Stored{}, fault.Wrap("lrs.OwnOf", err))
				return
			}
			for _, st := range page.Items {
				if st.Client == ownAccount && !yield(st, nil) {
					return
				}
			}
			if r.After = page.Next; r.After == "" {
				return
			}
		}
	}
}
