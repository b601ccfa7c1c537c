package identity

import (
	"context"
	"strings"
	"unicode/utf8"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Length of a password, in characters. Length is the only demand: rules about kinds of
// characters make passwords worse (ANSSI-PG-078 of 2021, R23; NIST SP 800-63B
// §5.1.1.2).
const (
	minPassword = 12
	maxPassword = 256
)

// checkNewPassword says why a password is refused.
func checkNewPassword(password string, p Person) []fault.Field {
	bad := func(code, message string) []fault.Field {
		return []fault.Field{{Path: "password", Code: code, Message: message}}
	}
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword:
		return bad("too_short", "Le mot de passe compte au moins 12 caractères ; une phrase convient très bien.")
	case n > maxPassword:
		return bad("too_long", "Le mot de passe compte au plus 256 caractères.")
	case strings.Count(password, password[:utf8Len(password)])*utf8Len(password) == len(password):
		return bad("too_simple", "Le mot de passe répète un seul caractère.")
	}
	typed := strings.ToLower(strings.TrimSpace(password))
	for _, e := range p.Emails {
		local, _, _ := strings.Cut(e, "@")
		if typed == e || typed == local {
			return bad("is_email", "Le mot de passe ne peut pas être votre adresse électronique.")
		}
	}
	if typed == strings.ToLower(p.Name()) {
		return bad("is_name", "Le mot de passe ne peut pas être votre nom.")
	}
	return nil
}

// utf8Len is the length in bytes of the first character.
func utf8Len(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// ChangePassword replaces the actor's own password, and ends their sign-ins everywhere else
// as well as here: whoever knew the old one is out.
func (s *Service) ChangePassword(ctx context.Context, who actor.Actor, current, next string) error {
	const op = "identity.ChangePassword"
	if err := signedIn(op, who); err != nil {
		return err
	}
	a, err := s.store.Account(ctx, who.Person)
	if err != nil {
		return fault.Wrap(op, err)
	}
	// Guessing the current password from a stolen sign-in is slowed down like a sign-in.
	if err := s.slowDown(op, a.ID, ""); err != nil {
		return err
	}
	ok, _, err := s.hasher.Check(ctx, a.Password, clip(current))
	if err != nil {
		s.byAccount.Forgive(a.ID)
		return fault.As(op, fault.Unavailable, "busy", err)
	}
	if !ok {
		return fault.InvalidFields(op, fault.Field{Path: "current", Code: "bad_credentials", Message: "Le mot de passe actuel ne convient pas."})
	}
	s.byAccount.Clear(a.ID)
	return s.setPassword(ctx, op, a, next)
}

// SetPassword gives a person a new password and ends their sign-ins. Administrators only.
func (s *Service) SetPassword(ctx context.Context, who actor.Actor, person, next string) error {
	const op = "identity.SetPassword"
	if !who.IsAdministrator() {
		return forbidden(op)
	}
	a, err := s.store.Account(ctx, person)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return s.setPassword(ctx, op, a, next)
}

func (s *Service) setPassword(ctx context.Context, op string, a Account, next string) error {
	if err := fault.InvalidFields(op, checkNewPassword(next, a.Person)...); err != nil {
		return err
	}
	hash, err := s.hasher.Hash(ctx, next)
	if err != nil {
		return fault.As(op, fault.Unavailable, "busy", err)
	}
	return fault.Wrap(op, s.signOutAll(ctx, a.ID, func(a *Account) { a.Password = hash }))
}

// Disable closes an account, ending its sign-ins, or opens it again. Administrators, and the
// gestionnaires of the person's académie; nobody closes their own, nor that of somebody who
// manages what they do not.
func (s *Service) Disable(ctx context.Context, who actor.Actor, person string, disabled bool) error {
	const op = "identity.Disable"
	if !who.SignedIn() {
		return signInRequired(op)
	}
	a, err := s.managed(ctx, op, who, person)
	if err != nil {
		return err
	}
	if person == who.Person || !mayManage(who, a.Profile) || !ranksAbove(who, a.Person) {
		return forbidden(op)
	}
	return fault.Wrap(op, s.signOutAll(ctx, person, func(a *Account) { a.Disabled = disabled }))
}
