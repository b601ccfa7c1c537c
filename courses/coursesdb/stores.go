package coursesdb

import (
	"context"
	"errors"
	"iter"
	"strings"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/courses/search"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

var (
	parcoursByState = &docstore.Index[parcoursDoc]{Name: "by_state", Parts: []string{"state"},
		Keys: func(p *parcoursDoc) []any { return []any{p.State} }}
	parcoursByConcepteur = &docstore.Index[parcoursDoc]{Name: "by_concepteur", Parts: []string{"concepteur"}, Multi: true,
		Keys: func(p *parcoursDoc) []any { return []any{p.Concepteurs} }}
)

func (s *Store) parcoursKind() kind[parcoursDoc, courses.Parcours] {
	return kind[parcoursDoc, courses.Parcours]{s.parcours, toParcours, fromParcours}
}

// Parcours implements courses.Store.
func (s *Store) Parcours(ctx context.Context, id string) (courses.Parcours, error) {
	return s.parcoursKind().get(ctx, id)
}

// ParcoursMany implements courses.Store.
func (s *Store) ParcoursMany(ctx context.Context, ids []string) (map[string]courses.Parcours, error) {
	return s.parcoursKind().many(ctx, ids)
}

// InsertParcours implements courses.Store.
func (s *Store) InsertParcours(ctx context.Context, p courses.Parcours, told ...courses.Fact) error {
	return s.parcours.Insert(ctx, p.ID, toParcours(&p), facts(told)...)
}

// UpdateParcours implements courses.Store.
func (s *Store) UpdateParcours(ctx context.Context, id string, rev int64, change func(*courses.Parcours) ([]courses.Fact, error)) (courses.Parcours, error) {
	return s.parcoursKind().update(ctx, id, rev, change)
}

// PublishedParcours implements courses.Store.
func (s *Store) PublishedParcours(ctx context.Context) iter.Seq2[courses.Parcours, error] {
	return s.parcoursKind().all(ctx, docstore.Query[parcoursDoc]{Index: parcoursByState, Eq: []any{string(courses.Published)}})
}

// ParcoursOf implements courses.Store.
func (s *Store) ParcoursOf(ctx context.Context, person string, limit int, after string) (courses.List[courses.Parcours], error) {
	return s.parcoursKind().find(ctx, docstore.Query[parcoursDoc]{Index: parcoursByConcepteur, Eq: []any{person}, Desc: true,
		Limit: limit, After: after})
}

func (s *Store) versionKind() kind[versionDoc, courses.Version] {
	return kind[versionDoc, courses.Version]{s.versions, toVersion, fromVersion}
}

// Version implements courses.Store.
func (s *Store) Version(ctx context.Context, id string) (courses.Version, error) {
	return s.versionKind().get(ctx, id)
}

// InsertVersion implements courses.Store.
func (s *Store) InsertVersion(ctx context.Context, v courses.Version) error {
	return s.versions.Insert(ctx, v.ID, toVersion(&v))
}

// UpdateVersion implements courses.Store.
func (s *Store) UpdateVersion(ctx context.Context, id string, rev int64, change func(*courses.Version) error) (courses.Version, error) {
	return s.versionKind().update(ctx, id, rev, func(v *courses.Version) ([]courses.Fact, error) { return nil, change(v) })
}

// never is the end of a session that has none, in the index.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

var (
	sessionsByParcours = &docstore.Index[sessionDoc]{Name: "by_parcours", Parts: []string{"parcours", "start"},
		Keys: func(d *sessionDoc) []any { return []any{d.Parcours, d.Start} }}
	sessionsByTrainer = &docstore.Index[sessionDoc]{Name: "by_trainer", Parts: []string{"trainer"}, Multi: true,
		Keys: func(d *sessionDoc) []any { return []any{d.Trainers} }}
	sessionsListed = &docstore.Index[sessionDoc]{Name: "shown", Parts: []string{"end"},
		Keys: func(d *sessionDoc) []any {
			switch courses.SessionState(d.State) {
			case courses.Announced, courses.Open, courses.Closed:
				if d.End.IsZero() {
					return []any{never}
				}
				return []any{d.End}
			}
			return nil
		}}
	sessionsDue = &docstore.Index[sessionDoc]{Name: "due", Parts: []string{"due"},
		Keys: func(d *sessionDoc) []any {
			if d.Due.IsZero() {
				return nil
			}
			return []any{d.Due}
		}}
	sessionsHeld = &docstore.Index[sessionDoc]{Name: "held", Parts: []string{"since"},
		Keys: func(d *sessionDoc) []any {
			if len(d.Holds) == 0 {
				return nil
			}
			oldest := d.Holds[0].At
			for _, h := range d.Holds {
				if h.At.Before(oldest) {
					oldest = h.At
				}
			}
			return []any{oldest}
		}}
)

func (s *Store) sessionKind() kind[sessionDoc, courses.Session] {
	return kind[sessionDoc, courses.Session]{s.sessions, toSession, fromSession}
}

// Session implements courses.Store.
func (s *Store) Session(ctx context.Context, id string) (courses.Session, error) {
	return s.sessionKind().get(ctx, id)
}

// Sessions implements courses.Store.
func (s *Store) Sessions(ctx context.Context, ids []string) (map[string]courses.Session, error) {
	return s.sessionKind().many(ctx, ids)
}

// InsertSession implements courses.Store.
func (s *Store) InsertSession(ctx context.Context, run courses.Session, told ...courses.Fact) error {
	return s.sessions.Insert(ctx, run.ID, toSession(&run), facts(told)...)
}

// UpdateSession implements courses.Store.
func (s *Store) UpdateSession(ctx context.Context, id string, rev int64, change func(*courses.Session) ([]courses.Fact, error)) (courses.Session, error) {
	return s.sessionKind().update(ctx, id, rev, change)
}

// SessionsOf implements courses.Store.
func (s *Store) SessionsOf(ctx context.Context, parcours string, limit int, after string) (courses.List[courses.Session], error) {
	return s.sessionKind().find(ctx, docstore.Query[sessionDoc]{Index: sessionsByParcours, Eq: []any{parcours}, Desc: true,
		Limit: limit, After: after})
}

// SessionsBy implements courses.Store.
func (s *Store) SessionsBy(ctx context.Context, trainer string, limit int, after string) (courses.List[courses.Session], error) {
	return s.sessionKind().find(ctx, docstore.Query[sessionDoc]{Index: sessionsByTrainer, Eq: []any{trainer}, Desc: true,
		Limit: limit, After: after})
}

// ListedSessions implements courses.Store.
func (s *Store) ListedSessions(ctx context.Context, since time.Time) iter.Seq2[courses.Session, error] {
	return s.sessionKind().all(ctx, docstore.Query[sessionDoc]{Index: sessionsListed, From: since})
}

// DueSessions implements courses.Store.
func (s *Store) DueSessions(ctx context.Context, by time.Time, limit int, after string) (courses.List[courses.Session], error) {
	return s.sessionKind().find(ctx, docstore.Query[sessionDoc]{Index: sessionsDue, To: by.Add(time.Millisecond), Limit: limit, After: after})
}

// HeldSessions implements courses.Store.
func (s *Store) HeldSessions(ctx context.Context, before time.Time, limit int) ([]courses.Session, error) {
	page, err := s.sessionKind().find(ctx, docstore.Query[sessionDoc]{Index: sessionsHeld, To: before, Limit: limit})
	return page.Items, err
}

var (
	enrolmentsByState = &docstore.Index[enrolmentDoc]{Name: "by_state", Parts: []string{"session", "state", "at"},
		Keys: func(d *enrolmentDoc) []any { return []any{d.Session, d.State, d.At} }}
	enrolmentsByName = &docstore.Index[enrolmentDoc]{Name: "by_name", Parts: []string{"session", "name"},
		Keys: func(d *enrolmentDoc) []any { return []any{d.Session, search.Fold(strings.ToLower(d.Snapshot.Name))} }}
	enrolmentsByPerson = &docstore.Index[enrolmentDoc]{Name: "by_person", Parts: []string{"person", "group", "at"},
		Keys: func(d *enrolmentDoc) []any {
			return []any{d.Person, string(courses.EnrolmentState(d.State).Group()), d.At}
		}}
)

func (s *Store) enrolmentKind() kind[enrolmentDoc, courses.Enrolment] {
	return kind[enrolmentDoc, courses.Enrolment]{s.enrolments, toEnrolment, fromEnrolment}
}

// Enrolment implements courses.Store.
func (s *Store) Enrolment(ctx context.Context, id string) (courses.Enrolment, error) {
	return s.enrolmentKind().get(ctx, id)
}

// Enrolments implements courses.Store.
func (s *Store) Enrolments(ctx context.Context, ids []string) (map[string]courses.Enrolment, error) {
	return s.enrolmentKind().many(ctx, ids)
}

// InsertEnrolment implements courses.Store.
func (s *Store) InsertEnrolment(ctx context.Context, e courses.Enrolment, told ...courses.Fact) error {
	return s.enrolments.Insert(ctx, e.ID, toEnrolment(&e), facts(told)...)
}

// UpdateEnrolment implements courses.Store.
func (s *Store) UpdateEnrolment(ctx context.Context, id string, change func(*courses.Enrolment) ([]courses.Fact, error)) (courses.Enrolment, error) {
	return s.enrolmentKind().update(ctx, id, courses.AnyRev, change)
}

// EnrolmentsIn implements courses.Store.
func (s *Store) EnrolmentsIn(ctx context.Context, session string, state courses.EnrolmentState, limit int, after string) (courses.List[courses.Enrolment], error) {
	q := docstore.Query[enrolmentDoc]{Index: enrolmentsByName, Eq: []any{session}, Limit: limit, After: after}
	if state != "" {
		q.Index, q.Eq = enrolmentsByState, []any{session, string(state)}
	}
	return s.enrolmentKind().find(ctx, q)
}

// EnrolmentsOf implements courses.Store.
func (s *Store) EnrolmentsOf(ctx context.Context, person string, group courses.Group, limit int, after string) (courses.List[courses.Enrolment], error) {
	return s.enrolmentKind().find(ctx, docstore.Query[enrolmentDoc]{Index: enrolmentsByPerson, Eq: []any{person, string(group)},
		Desc: true, Limit: limit, After: after})
}

// AllEnrolments implements courses.Store.
func (s *Store) AllEnrolments(ctx context.Context, session string) iter.Seq2[courses.Enrolment, error] {
	prefix := ""
	if session != "" {
		prefix = session + ":"
	}
	return func(yield func(courses.Enrolment, error) bool) {
		for after := ""; ; {
			page, err := s.enrolmentKind().prefix(ctx, prefix, docstore.MaxLimit, after)
			if err != nil {
				yield(courses.Enrolment{}, err)
				return
			}
			for _, e := range page.Items {
				if !yield(e, nil) {
					return
				}
			}
			if after = page.Next; after == "" {
				return
			}
		}
	}
}

// InsertManyParcours implements courses.Store.
func (s *Store) InsertManyParcours(ctx context.Context, list []courses.Parcours) error {
	return s.parcoursKind().insertMany(ctx, list, func(p *courses.Parcours) string { return p.ID })
}

// InsertManyVersions implements courses.Store.
func (s *Store) InsertManyVersions(ctx context.Context, list []courses.Version) error {
	return s.versionKind().insertMany(ctx, list, func(v *courses.Version) string { return v.ID })
}

// InsertManySessions implements courses.Store.
func (s *Store) InsertManySessions(ctx context.Context, list []courses.Session) error {
	return s.sessionKind().insertMany(ctx, list, func(r *courses.Session) string { return r.ID })
}

// InsertManyEnrolments implements courses.Store.
func (s *Store) InsertManyEnrolments(ctx context.Context, list []courses.Enrolment) error {
	return s.enrolmentKind().insertMany(ctx, list, func(e *courses.Enrolment) string { return e.ID })
}

var invitationsByEmail = &docstore.Index[invitationDoc]{Name: "by_email", Parts: []string{"email"},
	Keys: func(d *invitationDoc) []any { return []any{d.Email} }}

// InsertInvitation implements courses.Store.
func (s *Store) InsertInvitation(ctx context.Context, i courses.Invitation, told ...courses.Fact) error {
	return s.invitations.Insert(ctx, i.ID, &invitationDoc{i.Email, i.Session, i.Invited, i.At}, facts(told)...)
}

// DeleteInvitation implements courses.Store.
func (s *Store) DeleteInvitation(ctx context.Context, id string) error {
	return s.invitations.Delete(ctx, id)
}

// InvitationsIn implements courses.Store.
func (s *Store) InvitationsIn(ctx context.Context, session string, limit int, after string) (courses.List[courses.Invitation], error) {
	page, err := s.invitations.Prefix(ctx, session+":", limit, after)
	list := courses.List[courses.Invitation]{Next: page.Next}
	for i := range page.Docs {
		list.Items = append(list.Items, fromInvitation(page.Docs[i].ID, &page.Docs[i].Body))
	}
	return list, err
}

// InvitationsTo implements courses.Store.
func (s *Store) InvitationsTo(ctx context.Context, email string, limit int) ([]courses.Invitation, error) {
	page, err := s.invitations.Find(ctx, docstore.Query[invitationDoc]{Index: invitationsByEmail, Eq: []any{email}, Limit: limit})
	var list []courses.Invitation
	for i := range page.Docs {
		list = append(list, fromInvitation(page.Docs[i].ID, &page.Docs[i].Body))
	}
	return list, err
}

// Choices implements courses.Store.
func (s *Store) Choices(ctx context.Context, person string) (courses.Choices, error) {
	doc, err := s.choices.Get(ctx, person)
	if fault.Is(err, fault.NotFound) {
		return courses.Choices{Person: person}, nil
	}
	return fromChoices(person, &doc.Body), err
}

// UpdateChoices implements courses.Store.
func (s *Store) UpdateChoices(ctx context.Context, person string, change func(*courses.Choices) error) (courses.Choices, error) {
	doc, err := s.choices.Upsert(ctx, person, func(d *choicesDoc, _ bool) ([]docstore.Fact, error) {
		c := fromChoices(person, d)
		if err := change(&c); errors.Is(err, courses.ErrUnchanged) {
			return nil, docstore.ErrUnchanged
		} else if err != nil {
			return nil, err
		}
		*d = choicesDoc{each(c.Favourites, func(f courses.Favourite) favouriteDoc { return favouriteDoc(f) }), c.Preset, c.PresetKept}
		return nil, nil
	})
	return fromChoices(person, &doc.Body), err
}

// InsertMessage implements courses.Store.
func (s *Store) InsertMessage(ctx context.Context, m courses.Message, told ...courses.Fact) error {
	return s.messages.Insert(ctx, m.ID, &messageDoc{m.Session, m.From, m.Persons, m.Subject, m.Body, m.At}, facts(told)...)
}

// Count implements courses.Store.
func (s *Store) Count(ctx context.Context, counts []courses.Count) error {
	additions := make([]docstore.Addition, len(counts))
	for i, c := range counts {
		additions[i] = docstore.Addition{ID: c.Object, Shard: c.Mark.Shard, Number: c.Mark.Number, Deltas: c.Deltas}
	}
	return s.counts.AddMany(ctx, additions)
}

// Counts implements courses.Store.
func (s *Store) Counts(ctx context.Context, objects []string) (map[string]map[string]int64, error) {
	found := make(map[string]map[string]int64, len(objects))
	for len(objects) > 0 {
		n := min(len(objects), docstore.MaxLimit)
		counts, err := s.counts.GetMany(ctx, objects[:n])
		if err != nil {
			return nil, err
		}
		for object, values := range counts {
			found[object] = values
		}
		objects = objects[n:]
	}
	return found, nil
}

// AddCounts implements courses.Store.
func (s *Store) AddCounts(ctx context.Context, counts map[string]map[string]int64) error {
	list := make([]docstore.Addition, 0, len(counts))
	for object, values := range counts {
		list = append(list, docstore.Addition{ID: object, Deltas: values})
	}
	for len(list) > 0 {
		n := min(len(list), docstore.MaxBulk)
		if err := s.counts.AddMany(ctx, list[:n]); err != nil {
			return err
		}
		list = list[n:]
	}
	return nil
}

// theOffer is the id of the one document of lists.
const theOffer = "offer"

// Reference implements courses.Store.
func (s *Store) Reference(ctx context.Context) (courses.Reference, error) {
	doc, err := s.reference.Get(ctx, theOffer)
	if err != nil {
		return courses.Reference{}, err
	}
	return fromReference(doc.Rev, &doc.Body), nil
}

// SaveReference implements courses.Store.
func (s *Store) SaveReference(ctx context.Context, r courses.Reference, told ...courses.Fact) (courses.Reference, error) {
	if r.Rev == 0 {
		if err := s.reference.Insert(ctx, theOffer, toReference(&r), facts(told)...); err != nil {
			return courses.Reference{}, err
		}
		r.Rev = 1
		return r, nil
	}
	rev, err := s.reference.Replace(ctx, theOffer, r.Rev, toReference(&r), facts(told)...)
	if fault.Is(err, fault.Precondition) {
		return courses.Reference{}, stale(err)
	}
	r.Rev = rev
	return r, err
}
