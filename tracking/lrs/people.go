package lrs

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// Asked is which traces somebody asks for, the last stored first. Empty fields ask nothing.
type Asked struct {
	Session      string
	Person       string    // of the session, for its trainer
	Verb         string    // IRI
	Since, Until time.Time // stored after, stored no later than
	Limit        int
	After        string
}

// maxRounds bounds how often the store is asked for one page of a session: a page may be short
// and go on.
const maxRounds = 8

// reader is the record store reading for people, whose right to it was checked.
func (s *Service) reader() Client { return Client{ID: ownAccount, Scopes: []Scope{Read}} }

// Mine lists the traces of who asks, those of one session if one is named: what they did, and
// what was told of them.
func (s *Service) Mine(ctx context.Context, who actor.Actor, a Asked) (List[Trace], error) {
	const op = "lrs.Mine"
	if err := signedIn(op, who); err != nil {
		return List[Trace]{}, err
	}
	q := a.query()
	q.Agent = s.account(who.Person, "").Key()
	if a.Session != "" {
		q.registrations = s.Sessions.Registrations(a.Session, who.Person)
	}
	page, err := s.Find(ctx, s.reader(), q)
	if err != nil {
		return List[Trace]{}, err
	}
	list, err := s.traces(ctx, page.Items)
	return List[Trace]{list, page.Next}, fault.Wrap(op, err)
}

// MyStatement is one of the statements behind Mine, as it is kept.
func (s *Service) MyStatement(ctx context.Context, who actor.Actor, id string) ([]byte, error) {
	const op = "lrs.MyStatement"
	if err := signedIn(op, who); err != nil {
		return nil, err
	}
	st, err := s.One(ctx, s.reader(), id, false)
	if err != nil {
		return nil, err
	}
	if !hasAll(st.Tags, []string{Tag(tagAgent, s.account(who.Person, "").Key())}) {
		return nil, unknown(op)
	}
	return st.Raw, nil
}

// OfSession lists the traces of the people enrolled in a session, or of one of them, to who leads
// it; that they looked is noted. Of all, these are the statements that name the session among
// their context activities under the registration of who did it; of one, every statement of the
// registration. Durations are left out: time spent is shown to nobody else.
func (s *Service) OfSession(ctx context.Context, who actor.Actor, a Asked) (List[Trace], error) {
	const op = "lrs.OfSession"
	if err := signedIn(op, who); err != nil {
		return List[Trace]{}, err
	}
	if err := s.Sessions.Look(ctx, who, a.Session); err != nil {
		return List[Trace]{}, err
	}
	q := a.query()
	if a.Person == "" {
		q.Activity, q.RelatedActivities = s.sessionIRI(a.Session), true
	} else {
		q.registrations = s.Sessions.Registrations(a.Session, a.Person)
		enrolled, err := s.Sessions.Participants(ctx, a.Session, []string{a.Person})
		if err != nil {
			return List[Trace]{}, fault.Wrap(op, err)
		}
		if _, is := enrolled[a.Person]; !is {
			return List[Trace]{}, fault.New(op, fault.NotFound, "not_enrolled", "Cette personne n’est pas inscrite à cette session.")
		}
	}
	limit, out := q.Limit, List[Trace]{Items: []Trace{}}
	for round := 0; round < maxRounds && len(out.Items) < limit; round++ {
		q.Limit = limit - len(out.Items)
		page, err := s.Find(ctx, s.reader(), q)
		if err != nil {
			return List[Trace]{}, err
		}
		kept, err := s.ofParticipants(ctx, a.Session, page.Items)
		if err != nil {
			return List[Trace]{}, fault.Wrap(op, err)
		}
		out.Items = append(out.Items, kept...)
		if out.Next = page.Next; out.Next == "" {
			break
		}
		q.After = out.Next
	}
	return out, nil
}

// SessionStatement is one of the statements behind OfSession, as it is kept but for durations.
func (s *Service) SessionStatement(ctx context.Context, who actor.Actor, session, id string) ([]byte, error) {
	const op = "lrs.SessionStatement"
	if err := signedIn(op, who); err != nil {
		return nil, err
	}
	if err := s.Sessions.Look(ctx, who, session); err != nil {
		return nil, err
	}
	st, err := s.One(ctx, s.reader(), id, false)
	if err != nil {
		return nil, err
	}
	kept, err := s.ofParticipants(ctx, session, []Stored{st})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if len(kept) == 0 {
		return nil, unknown(op)
	}
	raw, err := statement.WithoutDuration(st.Raw)
	return raw, fault.Wrap(op, err)
}

// ofParticipants keeps what was done by people enrolled in the session, in that enrolment.
func (s *Service) ofParticipants(ctx context.Context, session string, found []Stored) ([]Trace, error) {
	list, err := s.traces(ctx, found)
	if err != nil {
		return nil, err
	}
	var persons []string
	for _, t := range list {
		if t.Person != "" {
			persons = append(persons, t.Person)
		}
	}
	if len(persons) == 0 {
		return nil, nil
	}
	slices.Sort(persons)
	enrolled, err := s.Sessions.Participants(ctx, session, slices.Compact(persons))
	if err != nil {
		return nil, err
	}
	var kept []Trace
	for i, t := range list {
		name, is := enrolled[t.Person]
		if !is || !hasOneOfEach(found[i].Tags, [][]string{inRegistrations(s.Sessions.Registrations(session, t.Person))}) {
			continue
		}
		t.Name, t.Session, t.Result.Duration = name, session, 0
		kept = append(kept, t)
	}
	return kept, nil
}

// traces reads statements for people; an activity that a statement does not name has the name
// that others gave it.
func (s *Service) traces(ctx context.Context, found []Stored) ([]Trace, error) {
	list := make([]Trace, len(found))
	known := map[string]Words{}
	for i := range found {
		t, err := s.trace(&found[i])
		if err != nil {
			return nil, err
		}
		if id := t.Object.ID; id != "" && len(t.Object.Names) == 0 {
			if _, asked := known[id]; !asked {
				known[id] = s.nameOf(ctx, id)
			}
			t.Object.Names = known[id]
		}
		list[i] = t
	}
	return list, nil
}

func (s *Service) nameOf(ctx context.Context, activity string) Words {
	var d struct {
		Name Words `json:"name"`
	}
	if raw := s.Definition(ctx, activity); raw == nil || json.Unmarshal(raw, &d) != nil {
		return Words{}
	}
	return spoken(d.Name)
}

func (a Asked) query() Query {
	q := Query{Verb: a.Verb, Since: a.Since, Until: a.Until, Limit: a.Limit, After: a.After}
	if q.Limit <= 0 || q.Limit > MaxLimit {
		q.Limit = DefaultLimit
	}
	return q
}

func unknown(op string) error {
	return fault.New(op, fault.NotFound, "unknown_statement", "Aucune trace ne porte cet identifiant.")
}

func signedIn(op string, who actor.Actor) error {
	if who.Person != "" {
		return nil
	}
	return fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
}
