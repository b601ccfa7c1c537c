package courses

import (
	"context"
	"strings"
	"unicode/utf8"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Participants returns the enrolments of a session, to those who train it: all by name, or
// those in one state, oldest first.
func (s *Service) Participants(ctx context.Context, who actor.Actor, session string, state EnrolmentState, limit int, after string) (List[Enrolment], error) {
	const op = "courses.Participants"
	if !who.System {
		if _, err := s.sessionFor(ctx, op, who, session); err != nil {
			return List[Enrolment]{}, err
		}
	}
	page, err := s.store.EnrolmentsIn(ctx, session, state, limit, after)
	return page, fault.Wrap(op, err)
}

// Invitations returns the addresses invited to a session that nobody has yet, to those who
// train it.
func (s *Service) Invitations(ctx context.Context, who actor.Actor, session string, limit int, after string) (List[Invitation], error) {
	const op = "courses.Invitations"
	if _, err := s.sessionFor(ctx, op, who, session); err != nil {
		return List[Invitation]{}, err
	}
	page, err := s.store.InvitationsIn(ctx, session, limit, after)
	return page, fault.Wrap(op, err)
}

// Uninvite takes an invitation back; one that is not there is no error.
func (s *Service) Uninvite(ctx context.Context, who actor.Actor, session, invitation string) error {
	const op = "courses.Uninvite"
	if _, err := s.sessionFor(ctx, op, who, session); err != nil {
		return err
	}
	if !strings.HasPrefix(invitation, session+":") {
		return errNotFound(op)
	}
	err := s.store.DeleteInvitation(ctx, invitation)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return fault.Wrap(op, err)
}

// Added is what became of the addresses of a pasted text.
type Added struct {
	Enrolled []Enrolment // now in
	Waiting  []Enrolment // there was no seat left for them
	Already  []Enrolment // were in before
	Invited  []string    // addresses that nobody has: enrolled when their owner signs in
	Invalid  []string    // pieces that are no address
}

func errOver(op string) error {
	return fault.New(op, fault.Conflict, "session_state", "La session est close : on n’y inscrit plus.")
}

// AddParticipants enrols the people of a pasted text in a session; those who train it may. An
// address that nobody has becomes an invitation, never a guessed account. It may be repeated.
func (s *Service) AddParticipants(ctx context.Context, who actor.Actor, session, text string) (Added, error) {
	const op = "courses.AddParticipants"
	run, err := s.sessionFor(ctx, op, who, session)
	if err != nil {
		return Added{}, err
	}
	if run.State == Closed || run.State == Cancelled {
		return Added{}, errOver(op)
	}
	if len(text) > 100_000 {
		return Added{}, fault.New(op, fault.TooLarge, "too_many_addresses", "Collez 500 adresses au plus à la fois.")
	}
	addresses := ParseAddresses(text)
	if len(addresses.Valid) > MaxAddresses {
		return Added{}, fault.New(op, fault.TooLarge, "too_many_addresses", "Collez 500 adresses au plus à la fois.")
	}
	added := Added{Invalid: addresses.Invalid}
	owners, err := s.people.ByEmails(ctx, addresses.Valid)
	if err != nil {
		return Added{}, fault.Wrap(op, err)
	}
	var persons []string
	for _, address := range addresses.Valid {
		if person, ok := owners[address]; ok {
			persons = append(persons, person)
		} else if err := s.invite(ctx, who, &run, address); err != nil {
			return added, fault.Wrap(op, err)
		} else {
			added.Invited = append(added.Invited, address)
		}
	}
	return added, fault.Wrap(op, s.add(ctx, who, &run, distinct(persons), &added))
}

func (s *Service) invite(ctx context.Context, who actor.Actor, run *Session, address string) error {
	now := s.now()
	i := Invitation{ID: InvitationID(run.ID, address), Email: address, Session: run.ID, Invited: who.Person, At: now}
	err := s.store.InsertInvitation(ctx, i, newFact(FactInvited, i.ID, now, InvitedFact{Invitation: i, Title: run.Title}))
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// add enrols known people: their seats are reserved in one write.
func (s *Service) add(ctx context.Context, who actor.Actor, run *Session, persons []string, added *Added) error {
	if len(persons) == 0 {
		return nil
	}
	keys := make([]string, len(persons))
	for i, p := range persons {
		keys[i] = EnrolmentID(run.ID, p)
	}
	existing, err := s.store.Enrolments(ctx, keys)
	if err != nil {
		return err
	}
	profiles, err := s.people.Profiles(ctx, persons)
	if err != nil {
		return err
	}
	var missing []string
	for i, p := range persons {
		if e, ok := existing[keys[i]]; ok && e.State == Enrolled {
			added.Already = append(added.Already, e)
		} else {
			missing = append(missing, p)
		}
	}
	seats := map[string]bool{}
	if run.Capped() && len(missing) > 0 {
		seated, err := s.reserve(ctx, run.ID, missing)
		if err != nil {
			return err
		}
		for _, p := range seated {
			seats[p] = true
		}
	}
	for _, p := range missing {
		in := entry{person: p, snapshot: profiles[p].Snapshot, want: Enrolled, how: ByTrainer, by: who.Person, seated: true}
		if run.Capped() && !seats[p] {
			in.want = Waiting
		}
		e, err := s.write(ctx, run, in)
		if err != nil {
			return err
		}
		if e.State == Enrolled {
			added.Enrolled = append(added.Enrolled, e)
		} else {
			added.Waiting = append(added.Waiting, e)
		}
	}
	return nil
}

// Accept lets in somebody who asked or waits, or was refused before; those who train the
// session may. Without a free seat they wait. Accepting again changes nothing.
func (s *Service) Accept(ctx context.Context, who actor.Actor, session, person string) (Enrolment, error) {
	const op = "courses.Accept"
	run, err := s.sessionFor(ctx, op, who, session)
	if err != nil {
		return Enrolment{}, err
	}
	if run.State == Closed || run.State == Cancelled {
		return Enrolment{}, errOver(op)
	}
	e, err := s.store.Enrolment(ctx, EnrolmentID(session, person))
	if err != nil {
		return Enrolment{}, fault.Wrap(op, err)
	}
	e, err = s.settle(ctx, &run, entry{person: person, snapshot: e.Snapshot, want: Enrolled, how: ByAcceptance, by: who.Person,
		from: []EnrolmentState{Requested, Waiting, Refused}})
	return e, fault.Wrap(op, err)
}

// Refuse answers no to somebody who asked or waits; those who train the session may.
// Refusing again changes nothing.
func (s *Service) Refuse(ctx context.Context, who actor.Actor, session, person string) (Enrolment, error) {
	const op = "courses.Refuse"
	run, err := s.sessionFor(ctx, op, who, session)
	if err != nil {
		return Enrolment{}, err
	}
	now := s.now()
	e, err := s.store.UpdateEnrolment(ctx, EnrolmentID(session, person), func(e *Enrolment) ([]Fact, error) {
		before := e.State
		if before == Refused {
			return nil, ErrUnchanged
		}
		if err := e.become(Refused, now); err != nil {
			return nil, err
		}
		return told(&run, e, before, entry{by: who.Person}), nil
	})
	return e, fault.Wrap(op, err)
}

// Remove takes somebody out of a session, as they could themselves; those who train it may.
func (s *Service) Remove(ctx context.Context, who actor.Actor, session, person string) (Enrolment, error) {
	const op = "courses.Remove"
	if _, err := s.sessionFor(ctx, op, who, session); err != nil {
		return Enrolment{}, err
	}
	e, err := s.withdraw(ctx, session, person)
	return e, fault.Wrap(op, err)
}

// Bounds of a message.
const (
	maxRecipients = 1000
	maxSubject    = 200
	maxBody       = 10_000
)

// Write sends a message to participants of a session; those who train it may. The message is
// kept, and told as a fact to what delivers it.
func (s *Service) Write(ctx context.Context, who actor.Actor, session string, persons []string, subject, body string) (Message, error) {
	const op = "courses.Write"
	run, err := s.sessionFor(ctx, op, who, session)
	if err != nil {
		return Message{}, err
	}
	persons, subject, body = distinct(persons), strings.TrimSpace(subject), strings.TrimSpace(body)
	var wrong []fault.Field
	if len(persons) == 0 || len(persons) > maxRecipients {
		wrong = append(wrong, fault.Field{Path: "persons", Code: "required", Message: "Choisissez de une à mille personnes."})
	}
	if subject == "" || utf8.RuneCountInString(subject) > maxSubject {
		wrong = append(wrong, fault.Field{Path: "subject", Code: "required", Message: "Donnez un objet, de 200 caractères au plus."})
	}
	if body == "" || utf8.RuneCountInString(body) > maxBody {
		wrong = append(wrong, fault.Field{Path: "body", Code: "required", Message: "Écrivez un message, de 10 000 caractères au plus."})
	}
	if err := fault.InvalidFields(op, wrong...); err != nil {
		return Message{}, err
	}
	keys := make([]string, len(persons))
	for i, p := range persons {
		keys[i] = EnrolmentID(session, p)
	}
	known, err := s.store.Enrolments(ctx, keys)
	if err != nil {
		return Message{}, fault.Wrap(op, err)
	}
	for id, e := range known {
		if e.State.Group() == Over { // who left, or was refused, has no part in it any more
			delete(known, id)
		}
	}
	if len(known) != len(persons) {
		return Message{}, fault.InvalidFields(op, fault.Field{Path: "persons", Code: "unknown", Message: "Une de ces personnes n’est pas dans la session."})
	}
	now := s.now()
	m := Message{ID: ids.New(now), Session: session, From: who.Person, Persons: persons, Subject: subject, Body: body, At: now}
	err = s.store.InsertMessage(ctx, m, newFact(FactMessageSent, m.ID, now, MessageFact{Message: m, Title: run.Title, FromName: who.Name}))
	return m, fault.Wrap(op, err)
}

// ResolveInvitations enrols a person in the sessions to which their addresses were invited:
// called at the first sign-in, it may be repeated. For the platform.
func (s *Service) ResolveInvitations(ctx context.Context, who actor.Actor, person string, emails []string) error {
	const op = "courses.ResolveInvitations"
	if !who.System {
		return errForbidden(op)
	}
	profiles, err := s.people.Profiles(ctx, []string{person})
	if err != nil {
		return fault.Wrap(op, err)
	}
	for _, email := range emails {
		if err := s.resolveAll(ctx, strings.ToLower(email), person, profiles[person].Snapshot); err != nil {
			return fault.Wrap(op, err)
		}
	}
	return nil
}

// resolveAll resolves the invitations of an address, some at a time: each that is resolved is
// there no more.
func (s *Service) resolveAll(ctx context.Context, email, person string, snapshot Snapshot) error {
	for {
		invitations, err := s.store.InvitationsTo(ctx, email, 200)
		if err != nil || len(invitations) == 0 {
			return err
		}
		for _, i := range invitations {
			if err := s.resolve(ctx, &i, person, snapshot); err != nil {
				return err
			}
		}
	}
}

func (s *Service) resolve(ctx context.Context, i *Invitation, person string, snapshot Snapshot) error {
	run, err := s.store.Session(ctx, i.Session)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err == nil && (run.State == Preparing || run.admits()) {
		in := entry{person: person, snapshot: snapshot, want: Enrolled, how: ByInvitation, by: i.Invited}
		if _, err := s.settle(ctx, &run, in); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	err = s.store.DeleteInvitation(ctx, i.ID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
