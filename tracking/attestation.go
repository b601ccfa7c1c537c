package tracking

import (
	"context"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// AttestationState is what an attestation is worth.
type AttestationState string

// The states of an attestation.
const (
	Valid    AttestationState = "valid"
	Replaced AttestationState = "replaced" // by a corrected one
	Revoked  AttestationState = "revoked"
)

// Attestation says that a person completed a training. Its content is a copy made on the
// day: it stays what it was.
type Attestation struct {
	Number    string // unguessable; also the address of its verification
	Enrolment string
	Sequence  int // 1 for the first of the enrolment
	Session   string
	Parcours  string
	Person    string
	Where     Dims

	Name            string
	Title           string // intitulé
	Matricule       string
	Origin          string
	Kind            string // "permanent" or "accompanied"
	MinutesDistance int
	MinutesPresence int
	StartedAt       time.Time
	CompletedAt     time.Time
	Meetings        []AttestedMeeting
	IssuedAt        time.Time

	State      AttestationState
	ReplacedBy string
	Reason     string // why it was revoked
	CountedDay string // the day on which the figures hold it, "" when they do not
	Turn       int64
	Rev        int64
}

// AttestedMeeting is a meeting that the person attended.
type AttestedMeeting struct {
	Title   string
	Day     string // of the académie's time zone
	Minutes int
}

// same says whether two attestations say the same of the person's training. A title edited
// since does not make another: the copy stays what it was.
func (a *Attestation) same(b *Attestation) bool {
	return a.Name == b.Name && a.MinutesDistance == b.MinutesDistance && a.MinutesPresence == b.MinutesPresence &&
		a.CompletedAt.Equal(b.CompletedAt) && slices.Equal(a.Meetings, b.Meetings)
}

// Display writes the number in groups of four, as it is printed and dictated.
func (a *Attestation) Display() string {
	var groups []string
	for n := a.Number; n != ""; {
		k := min(4, len(n))
		groups, n = append(groups, n[:k]), n[k:]
	}
	return strings.ToUpper(strings.Join(groups, "-"))
}

// ParseNumber reads a number as people type it: with dashes, spaces, capitals.
func ParseNumber(s string) string {
	s = strings.ToLower(strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(s))
	return strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(s)
}

// Attest makes the attestation of an enrolment follow its progress: issued at completion,
// replaced when its hours are corrected, revoked when the completion is undone. It looks at
// what is, and may be called at any time. Work subscriber of KindCompleted, KindReopened
// and KindMarked.
func (s *Service) Attest(ctx context.Context, who actor.Actor, enrolment string) error {
	if err := systemOnly("tracking.Attest", who); err != nil {
		return err
	}
	_, err := s.attest(ctx, enrolment)
	return err
}

// attest answers the valid attestation, "" when there is none to have.
func (s *Service) attest(ctx context.Context, enrolment string) (number string, err error) {
	const op = "tracking.Attest"
	p, err := s.Stores.Progresses.Get(ctx, enrolment)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	had, err := s.Stores.Attestations.OfEnrolment(ctx, enrolment)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	if !p.Complete() {
		return "", s.endAll(ctx, had, "", reopened)
	}
	session, err := s.session(ctx, p.Session)
	if err != nil {
		return "", err
	}
	if !session.Attestation {
		return "", s.endAll(ctx, had, "", "Cette formation ne donne pas d’attestation.")
	}
	e, err := s.Enrolments.Enrolment(ctx, enrolment)
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	next := s.drawUp(&p, e, session, s.now())
	if len(had) > 0 {
		last := &had[0]
		if last.State == Revoked && last.Reason != reopened && last.CompletedAt.Equal(p.CompletedAt) {
			return "", nil // revoked by hand: only a new completion gives another
		}
		if last.State == Valid && last.same(&next) {
			return last.Number, s.endAll(ctx, had[1:], last.Number, "")
		}
		next.Sequence = last.Sequence + 1
	}
	return s.issue(ctx, next, had)
}

// reopened is the reason of an attestation revoked because its completion was undone.
const reopened = "La formation n’est plus terminée."

// drawUp writes the attestation that the progress deserves.
func (s *Service) drawUp(p *Progress, e EnrolmentView, v SessionView, issued time.Time) Attestation {
	a := Attestation{
		Number: ids.Token(16), Enrolment: p.ID, Sequence: 1, Session: p.Session, Parcours: p.Parcours, Person: p.Person,
		Where: p.Where, Name: e.Name, Title: v.ParcoursTitle, Matricule: v.Matricule, Origin: v.Origin, Kind: p.Where.Kind,
		StartedAt: p.StartedAt, CompletedAt: p.CompletedAt, IssuedAt: issued, State: Valid, Turn: 1,
	}
	a.MinutesDistance, a.MinutesPresence = p.AttestedMinutes()
	a.Meetings = meetingsOf(p, v, s.Places.Zone(p.Where.Academie))
	a.CountedDay = a.IssuedAt.In(s.Places.Zone(p.Where.Academie)).Format(dayForm)
	return a
}

// meetingsOf lists the meetings of the session that the person attended.
func meetingsOf(p *Progress, v SessionView, zone *time.Location) []AttestedMeeting {
	var out []AttestedMeeting
	for _, m := range v.Meetings {
		if pr := p.Presences[m.ID]; pr.Present {
			out = append(out, AttestedMeeting{m.Title, pr.Held.In(zone).Format(dayForm), pr.Minutes})
		}
	}
	return out
}

// issue stores a new attestation; the sequence of an enrolment being unique, of two who try
// at once one finds the other's.
func (s *Service) issue(ctx context.Context, a Attestation, had []Attestation) (string, error) {
	var replaces string
	for _, h := range had {
		if h.State == Valid {
			replaces = h.Number
			break
		}
	}
	err := s.Stores.Attestations.Insert(ctx, a, s.attestedFacts(&a, replaces, 1)...)
	if fault.Is(err, fault.Conflict) {
		return s.attest(ctx, a.Enrolment)
	}
	if err != nil {
		return "", fault.Wrap("tracking.Attest", err)
	}
	return a.Number, s.endAll(ctx, had, a.Number, "")
}

// endAll ends those still valid: replaced by successor, or revoked for reason.
func (s *Service) endAll(ctx context.Context, all []Attestation, successor, reason string) error {
	for _, a := range all {
		if a.State != Valid {
			continue
		}
		if _, err := s.end(ctx, a.Number, successor, reason); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) end(ctx context.Context, number, successor, reason string) (Attestation, error) {
	a, err := s.Stores.Attestations.Change(ctx, number, func(a *Attestation) ([]Fact, error) {
		if a.State != Valid {
			return nil, ErrUnchanged
		}
		a.State, a.ReplacedBy, a.Reason = Revoked, successor, reason
		if successor != "" {
			a.State = Replaced
		}
		a.Turn++
		facts := s.attestedFacts(a, "", -1)
		a.CountedDay = ""
		return facts, nil
	})
	return a, fault.Wrap("tracking.Attest", err)
}

// attestedFacts tell what became of the attestation and move the figures by amount.
func (s *Service) attestedFacts(a *Attestation, replaces string, amount int) []Fact {
	now := s.now()
	return []Fact{
		{ID: derived(KindAttested, a.Number, a.Turn), Kind: KindAttested, Key: a.Enrolment, At: now,
			Body: Attested{Number: a.Number, Enrolment: a.Enrolment, Person: a.Person, State: string(a.State), Replaces: replaces}},
		{ID: derived(KindTallied, a.Number, a.Turn), Kind: KindTallied, Key: a.Enrolment, At: now,
			Body: Tallied{Enrolment: a.Enrolment, Person: a.Person, Moves: []Move{{a.Where, a.CountedDay, MAttested, amount}}}},
	}
}

// Revoke ends an attestation, with a reason that its page shows. Administrators only.
func (s *Service) Revoke(ctx context.Context, who actor.Actor, number, reason string) (Attestation, error) {
	const op = "tracking.Revoke"
	if err := signedIn(op, who); err != nil {
		return Attestation{}, err
	}
	if !who.IsAdministrator() {
		return Attestation{}, fault.New(op, fault.Forbidden, "forbidden", "Seul un administrateur national révoque une attestation.")
	}
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return Attestation{}, fault.InvalidFields(op, fault.Field{Path: "reason", Code: "required", Message: "Indiquez le motif de la révocation."})
	}
	return s.end(ctx, ParseNumber(number), "", reason)
}

// Attestation answers one, to its person, to who leads its session and to administrators.
// To others it does not exist.
func (s *Service) Attestation(ctx context.Context, who actor.Actor, number string) (Attestation, error) {
	const op = "tracking.Attestation"
	if err := signedIn(op, who); err != nil {
		return Attestation{}, err
	}
	a, err := s.Stores.Attestations.Get(ctx, ParseNumber(number))
	if err != nil {
		return Attestation{}, fault.Wrap(op, err)
	}
	if who.Person == a.Person || who.IsAdministrator() {
		return a, nil
	}
	if v, err := s.session(ctx, a.Session); err == nil && trains(who, v) {
		return a, nil
	}
	return Attestation{}, fault.New(op, fault.NotFound, "not_found", "Cette attestation n’existe pas.")
}

// Attestations lists one's own, the last first.
func (s *Service) Attestations(ctx context.Context, who actor.Actor, limit int, after string) (List[Attestation], error) {
	if err := signedIn("tracking.Attestations", who); err != nil {
		return List[Attestation]{}, err
	}
	l, err := s.Stores.Attestations.OfPerson(ctx, who.Person, limit, after)
	return l, fault.Wrap("tracking.Attestations", err)
}

// Verification is all that anyone may learn from a number.
type Verification struct {
	State AttestationState
	Name  string // "" when revoked
	Title string
}

// Verify says whether a number is that of a valid attestation, whose and of what training;
// nothing else. Anyone may ask: the number is the key. A revoked one no longer says whose.
func (s *Service) Verify(ctx context.Context, number string) (Verification, error) {
	a, err := s.Stores.Attestations.Get(ctx, ParseNumber(number))
	if fault.Is(err, fault.NotFound) {
		return Verification{}, fault.New("tracking.Verify", fault.NotFound, "unknown_attestation", "Aucune attestation ne porte ce numéro.")
	}
	if err != nil {
		return Verification{}, fault.Wrap("tracking.Verify", err)
	}
	v := Verification{State: a.State, Title: a.Title}
	if a.State != Revoked {
		v.Name = a.Name
	}
	return v, nil
}
