package identity_test

import (
	"context"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/identitydb"
)

// The addresses of one account are one account to who guesses.
func TestGuessesCountByAccount(t *testing.T) {
	s, _, _ := setup(t)
	ctx := context.Background()
	p := add(t, s, "camille@ac-lille.fr")
	for i := range 7 {
		email := []string{"camille@ac-lille.fr", "alias.camille@ac-lille.fr"}[i%2]
		_, err := s.SignIn(ctx, identity.Credentials{Email: email, Password: "non", Address: "192.0.2.1"})
		if want := map[bool]string{true: "too_many_attempts", false: "bad_credentials"}[i == 6]; fault.CodeOf(err) != want {
			t.Errorf("try %d: %v, want %s", i+1, err, want)
		}
	}
	err := s.ChangePassword(ctx, p.Actor(), "non", "une autre phrase")
	wantCode(t, err, "too_many_attempts")
}

// between is a store in which something happens just after an account was read for a sign-in.
type between struct {
	*identitydb.Store
	happens func()
}

func (b between) AccountsByEmail(ctx context.Context, emails []string) (map[string]identity.Account, error) {
	found, err := b.Store.AccountsByEmail(ctx, emails)
	b.happens()
	return found, err
}

// Whoever knew the old password is out, even if they were typing it while it changed; so is
// who signs in while their account is closed.
func TestSignInDuringAChangeOfPassword(t *testing.T) {
	for name, change := range map[string]func(*identity.Service, string) error{
		"password": func(s *identity.Service, id string) error {
			return s.SetPassword(context.Background(), actor.System(), id, "une autre phrase")
		},
		"closed": func(s *identity.Service, id string) error {
			return s.Disable(context.Background(), actor.System(), id, true)
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			s, store, c := setup(t)
			p := add(t, s, "camille@ac-lille.fr")
			var slow *identity.Service
			slow = node(t, between{store, func() {
				c.pass(50 * time.Millisecond)
				if err := change(slow, p.ID); err != nil {
					t.Error(err)
				}
				c.pass(50 * time.Millisecond)
			}}, c)
			pass, err := slow.SignIn(ctx, identity.Credentials{Email: "camille@ac-lille.fr", Password: phrase})
			if err != nil {
				return // refused at once is as good
			}
			if _, err := slow.Authenticate(ctx, pass.Access); !fault.Is(err, fault.Unauthorized) {
				t.Errorf("its access token is good: %v", err)
			}
			if _, err := slow.Refresh(ctx, pass.Refresh); !fault.Is(err, fault.Unauthorized) {
				t.Errorf("its refresh token is good: %v", err)
			}
		})
	}
}

// A gestionnaire closes the accounts of the people they manage, not that of who manages them.
func TestNobodyClosesTheAccountOfTheirManager(t *testing.T) {
	ctx := context.Background()
	s, _, _ := setup(t)
	grant := func(scope string) actor.Grant { return actor.Grant{Role: actor.Gestionnaire, Scope: scope} }
	head := add(t, s, "tete@ac-lille.fr", grant("lille"))
	peer := add(t, s, "pair@ac-lille.fr", grant("lille"))
	other := add(t, s, "ailleurs@ac-lille.fr", grant("lyon"))
	below := add(t, s, "dessous@ac-lille.fr", grant("lille/59"))
	teacher := add(t, s, "prof@ac-lille.fr", actor.Grant{Role: actor.Formateur}, actor.Grant{Role: actor.Pilote, Scope: "lille"})
	for _, tt := range []struct {
		name    string
		who     identity.Person
		closes  identity.Person
		allowed bool
	}{
		{"a teacher of theirs", head, teacher, true},
		{"a manager below", head, below, true},
		{"a peer", head, peer, false},
		{"the manager of another académie", head, other, false},
		{"themselves", head, head, false},
	} {
		err := s.Disable(ctx, tt.who.Actor(), tt.closes.ID, true)
		if tt.allowed && err != nil || !tt.allowed && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if err := s.Disable(ctx, actor.System(), peer.ID, true); err != nil {
		t.Error(err)
	}
}
