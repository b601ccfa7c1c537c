package lrs

import (
	"context"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
)

// The kinds of tags. An actor is a related agent too, an object a related activity: a statement
// has one tag for both, and who asks for what is related asks for either.
const (
	tagVerb            = "v"
	tagAgent           = "a"
	tagAgentVerb       = "w"
	tagActivity        = "o"
	tagRegistration    = "r"
	tagRelatedAgent    = "b" // otherwise than as the actor
	tagRelatedActivity = "c" // otherwise than as the object
	tagAcademie        = "d" // for which the enrolment counts, or the key works that sent it
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

	registrations []string // one of these, if any
}

// tags are those that a statement must have, one of each group, the most telling first.
func (q *Query) tags() [][]string {
	var tags [][]string
	if q.Registration != "" {
		tags = append(tags, inRegistrations([]string{q.Registration}))
	}
	if len(q.registrations) > 0 {
		tags = append(tags, inRegistrations(q.registrations))
	}
	switch {
	case q.Agent == "":
	case q.RelatedAgents:
		tags = append(tags, related(q.Agent))
	case q.Verb != "":
		tags = append(tags, []string{Tag(tagAgentVerb, q.Agent, q.Verb)})
	default:
		tags = append(tags, []string{Tag(tagAgent, q.Agent)})
	}
	if q.Activity != "" && q.RelatedActivities {
		tags = append(tags, []string{Tag(tagActivity, q.Activity), Tag(tagRelatedActivity, q.Activity)})
	} else if q.Activity != "" {
		tags = append(tags, []string{Tag(tagActivity, q.Activity)})
	}
	if q.Verb != "" {
		tags = append(tags, []string{Tag(tagVerb, q.Verb)})
	}
	return tags
}

// inRegistrations are the tags of the statements of some registrations.
func inRegistrations(list []string) []string {
	tags := make([]string, len(list))
	for i, registration := range list {
		tags[i] = Tag(tagRegistration, registration)
	}
	return tags
}

// related are the tags of the statements that name an agent, as their actor or otherwise.
func related(agent string) []string {
	return []string{Tag(tagAgent, agent), Tag(tagRelatedAgent, agent)}
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
	if all && who.Academie != "" {
		tags = append(tags, []string{Tag(tagAcademie, who.Academie)})
	}
	lead := []string{""}
	if len(tags) > 0 {
		lead, tags = tags[0], tags[1:]
	}
	r, page := q.within(), Page{}
	for examined := 0; examined < maxExamined && len(page.Items) < q.Limit; {
		r.Limit = min(q.Limit-len(page.Items), maxExamined-examined)
		if len(tags) > 0 || !all {
			r.Limit = max(r.Limit, 100)
		}
		found, err := s.tagged(ctx, lead, r)
		if err != nil {
			return Page{}, fault.Wrap(op, err)
		}
		examined += len(found.Items)
		for _, st := range found.Items {
			if st.Voided || !hasOneOfEach(st.Tags, tags) || !who.reads(&st) {
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

// tagged returns the statements that have one of the tags, in the order of their keys.
func (s *Service) tagged(ctx context.Context, tags []string, r Range) (Page, error) {
	page, err := s.Stores.Statements.Tagged(ctx, tags[0], r)
	for _, tag := range tags[1:] {
		if err != nil {
			return Page{}, err
		}
		var other Page
		other, err = s.Stores.Statements.Tagged(ctx, tag, r)
		page = page.merge(other, r)
	}
	return page, err
}

// merge is what the two pages of one range have together, as far as both are known and as many
// as the range wants.
func (p Page) merge(other Page, r Range) Page {
	order := strings.Compare
	if !r.Ascending {
		order = func(a, b string) int { return strings.Compare(b, a) }
	}
	next := p.Next
	if next == "" || other.Next != "" && order(other.Next, next) < 0 {
		next = other.Next
	}
	items := slices.SortedFunc(slices.Values(append(p.Items, other.Items...)), func(a, b Stored) int { return order(a.Key, b.Key) })
	items = slices.CompactFunc(items, func(a, b Stored) bool { return a.Key == b.Key })
	if next != "" {
		items = slices.DeleteFunc(items, func(s Stored) bool { return order(s.Key, next) > 0 })
	}
	if len(items) > r.Limit {
		items, next = items[:r.Limit], items[r.Limit-1].Key
	}
	return Page{Items: items, Next: next}
}

func hasOneOfEach(have []string, want [][]string) bool {
	for _, group := range want {
		if !slices.ContainsFunc(group, func(tag string) bool { return hasAll(have, []string{tag}) }) {
			return false
		}
	}
	return true
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
	if !there || st.Voided != voided || !who.reads(&st) {
		return Stored{}, unknown(op)
	}
	return st, nil
}

// reads says whether a client may read a statement: those of its own, and with the right to read
// those of its académie, or all.
func (c Client) reads(st *Stored) bool {
	if c.Registration != "" && !hasAll(st.Tags, []string{Tag(tagRegistration, c.Registration)}) {
		return false
	}
	return st.Client == c.ID || c.May(Read) && (c.Academie == "" || hasAll(st.Tags, []string{Tag(tagAcademie, c.Academie)}))
}
