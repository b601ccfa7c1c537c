package tracking

import (
	"context"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// AttestationsOf lists what a participant of a session was given, the last first, ended ones
// included: to who leads the session.
func (s *Service) AttestationsOf(ctx context.Context, who actor.Actor, session, person string) ([]Attestation, error) {
	const op = "tracking.AttestationsOf"
	if _, err := s.trainerOf(ctx, op, who, session); err != nil {
		return nil, err
	}
	all, err := s.Stores.Attestations.OfEnrolment(ctx, ids.Join(session, person))
	return all, fault.Wrap(op, err)
}

// Reissue gives back an attestation that was revoked by mistake: another, under another
// number, if the training is still complete. The one revoked stays so. Done again, it answers
// the one that was given. Administrators only, as for Revoke.
func (s *Service) Reissue(ctx context.Context, who actor.Actor, number string) (Attestation, error) {
	const op = "tracking.Reissue"
	if err := signedIn(op, who); err != nil {
		return Attestation{}, err
	}
	if !who.IsAdministrator() {
		return Attestation{}, fault.New(op, fault.Forbidden, "forbidden", "Seul un administrateur national délivre de nouveau une attestation.")
	}
	a, err := s.Stores.Attestations.Get(ctx, ParseNumber(number))
	if err != nil {
		return Attestation{}, fault.Wrap(op, err)
	}
	had, err := s.Stores.Attestations.OfEnrolment(ctx, a.Enrolment)
	if err != nil || len(had) == 0 {
		return Attestation{}, fault.Wrap(op, err)
	}
	if had[0].State == Valid {
		return had[0], nil
	}
	next, err := s.redraw(ctx, op, &had[0])
	if err != nil {
		return Attestation{}, err
	}
	issued, err := s.issue(ctx, next, had)
	if err != nil {
		return Attestation{}, fault.Wrap(op, err)
	}
	given, err := s.Stores.Attestations.Get(ctx, issued)
	return given, fault.Wrap(op, err)
}

// redraw writes the attestation that follows one that was revoked.
func (s *Service) redraw(ctx context.Context, op string, last *Attestation) (Attestation, error) {
	p, err := s.Stores.Progresses.Get(ctx, last.Enrolment)
	if err != nil {
		return Attestation{}, fault.Wrap(op, err)
	}
	if !p.Complete() {
		return Attestation{}, fault.New(op, fault.Conflict, "not_complete", "La formation n’est plus terminée : une attestation viendra quand elle le sera.")
	}
	session, err := s.session(ctx, p.Session)
	if err != nil {
		return Attestation{}, err
	}
	e, err := s.Enrolments.Enrolment(ctx, last.Enrolment)
	if err != nil {
		return Attestation{}, fault.Wrap(op, err)
	}
	next := s.drawUp(&p, e, session, s.now())
	next.Sequence = last.Sequence + 1
	return next, nil
}
