package lrs

import (
	"context"
	"slices"
	"time"

	"preau.education/preau/internal/fault"
)

// The kinds of tags.
const (
	tagVerb            = "v"
	tagAgent           = "a"
	tagAgentVerb       = "w"
	tagActivity        = "o"
	tagRegistration    = "r"
	tagRelatedAgent    = "b"
	tagRelatedActivity = "c"
)

// Bounds of a query.
const (
	DefaultLimit = 100
	MaxLimit     = 500
	maxExamined  = 3000 // statements looked at for one answer: a page may be short and go on
)

// Query says which statements are asked for (Communication §2.1.3). Empty fields ask nothing.
type Query struct {
	Agent, Verb, Activity, Registration string // Agent is a key
	RelatedAgents, RelatedActivities    bool
	Since, Until                        time.Time // stored after, stored no later than
	Ascending                           bool
	Limit                               int    // 0: DefaultLimit
	After                               string // the key after which to go on
}

// tags are those that a statement must have, the most telling first.
func (q *Query) tags() []string {
	var tags []string
	if q.Registration != "" {
		tags = append(tags, Tag(tagRegistration, q.Registration))
	}
	agent, activity := tagAgent, tagActivity
	if q.RelatedAgents {
		agent = tagRelatedAgent
	}
	if q.RelatedActivities {
		activity = tagRelatedActivity
	}
	if q.Agent != "" && q.Verb != "" && !q.RelatedAgents {
		tags = append(tags, Tag(tagAgentVerb, q.Agent, q.Verb))
	} else if q.Agent != "" {
		tags = append(tags, Tag(agent, q.Agent))
	}
	if q.Activity != "" {
		tags = append(tags, Tag(activity, q.Activity))
	}
	if q.Verb != "" {
		tags = append(tags, Tag(tagVerb, q.Verb))
	}
	return tags
}

func (q *Query) within() Range {
	r := Range{After: q.After, Ascending: q.Ascending}
	if !q.Since.IsZero() {
		r.From = keyAt(q.Since.Truncate(time.Millisecond).Add(time.Millisecond))
	}
	if !q.Until.IsZero() {
		r.To = keyAt(q.Until.Truncate(time.Millisecond).Add(time.Millisecond))
	}
	return r
}

// Find returns the statements that a client asks for and may read, the last stored first unless
// asked otherwise. Voided statements are not among them. A page that is short goes on at Next.
func (s *Service) Find(ctx context.Context, who Client, q Query) (Page, error) {
	const op = "lrs.Find"
	if err := who.require(op, Read, ReadMine); err != nil {
		return Page{}, err
	}
	if who.Registration != "" && q.Registration != who.Registration {
		return Page{}, otherRegistration(op)
	}
	if err := s.hears(ctx, who, Call{}); err != nil {
		return Page{}, err
	}
	if q.Limit <= 0 {
		q.Limit = DefaultLimit
	}
	q.Limit = min(q.Limit, MaxLimit)
	all := who.May(Read)
	tags := q.tags()
	lead := ""
	if len(tags) > 0 {
		lead, tags = tags[0], tags[1:]
	}
	r, page := q.within(), Page{}
	for examined := 0; examined < maxExamined && len(page.Items) < q.Limit; {
		r.Limit = min(q.Limit-len(page.Items), maxExamined-examined)
		if len(tags) > 0 || !all {
			r.Limit = max(r.Limit, 100)
		}
		found, err := s.Stores.Statements.Tagged(ctx, lead, r)
		if err != nil {
			return Page{}, fault.Wrap(op, err)
		}
		examined += len(found.Items)
		for _, st := range found.Items {
			if st.Voided || !hasAll(st.Tags, tags) || !all && st.Client != who.ID {
				continue
			}
			if n := len(page.Items); n == q.Limit {
				page.Next = page.Items[n-1].Key
				return page, nil
			}
			page.Items = append(page.Items, st)
		}
		if page.Next = found.Next; page.Next == "" {
			return page, nil
		}
		r.After = found.Next
	}
	return page, nil
}

func hasAll(have, want []string) bool {
	for _, tag := range want {
		if _, found := slices.BinarySearch(have, tag); !found {
			return false
		}
	}
	return true
}

// One returns a statement by its id: voided asks for one that was voided, and only for that.
func (s *Service) One(ctx context.Context, who Client, id string, voided bool) (Stored, error) {
	const op = "lrs.One"
	if err := who.require(op, Read, ReadMine); err != nil {
		return Stored{}, err
	}
	if err := s.hears(ctx, who, Call{}); err != nil {
		return Stored{}, err
	}
	found, err := s.Stores.Statements.ByIDs(ctx, []string{id})
	if err != nil {
		return Stored{}, fault.Wrap(op, err)
	}
	st, there := found[id]
	if !there || st.Voided != voided || !who.May(Read) && st.Client != who.ID ||
		who.Registration != "" && !hasAll(st.Tags, []string{Tag(tagRegistration, who.Registration)}) {
		return Stored{}, unknown(op)
	}
	return st, nil
}
