package identitydb_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/identitydb"
	"preau.education/preau/internal/identity/password"
)

const phrase = "le tableau est noir"

func newService(t *testing.T, db *docstore.DB) *identity.Service {
	t.Helper()
	store, err := identitydb.Open(db)
	if err != nil {
		t.Fatal(err)
	}
	s := identity.NewService(identity.Config{Store: store, Now: time.Now,
		Hasher: password.NewHasher(password.Params{Memory: 64, Time: 1, Threads: 1}, 2)})
	if err := s.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFactsReachOtherNodes has two nodes on one file: what one writes, the other learns from
// the log, as internal/app subscribes it.
func TestFactsReachOtherNodes(t *testing.T) {
	ctx := context.Background()
	address := "sqlite:" + t.TempDir() + "/test.db"
	here, there := docstoretest.Open(t, address, docstore.Options{}), docstoretest.Open(t, address, docstore.Options{})
	s, other := newService(t, here), newService(t, there)

	var mu sync.Mutex // guards seen
	var seen []string
	runner := docstore.NewRunner(there, slog.New(slog.DiscardHandler), docstore.Refresh{
		Name: "identity",
		Apply: func(_ context.Context, c docstore.Change) error {
			mu.Lock()
			defer mu.Unlock()
			seen = append(seen, strings.TrimPrefix(c.Kind, "identity."))
			return apply(other, c)
		},
	})
	if err := runner.Start(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Stop)

	p, err := s.Add(ctx, actor.System(), identity.NewPerson{GivenName: "Camille", FamilyName: "Lefèvre",
		Emails: []string{"camille@x.fr"}, Password: phrase})
	if err != nil {
		t.Fatal(err)
	}
	var passes [3]identity.Pass
	for i := range passes {
		if passes[i], err = s.SignIn(ctx, identity.Credentials{Email: "camille@x.fr", Password: phrase}); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Authenticate(ctx, passes[i].Access); err != nil {
			t.Fatal(err)
		}
	}
	_, rev, _ := s.Me(ctx, p.Actor())
	if _, _, err := s.SaveProfile(ctx, p.Actor(), rev, identity.Profile{Academie: "lille"}, "en"); err != nil {
		t.Fatal(err)
	}
	refused := func(pass identity.Pass, want string) {
		t.Helper()
		if err := runner.WaitIdle(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := other.Authenticate(ctx, pass.Access); fault.CodeOf(err) != want {
			t.Errorf("the other node says %v, want %q", err, want)
		}
	}
	if err := s.SignOut(ctx, passes[0].Access); err != nil {
		t.Fatal(err)
	}
	refused(passes[0], "signed_out")
	refused(passes[1], "")
	if _, err := s.Grant(ctx, actor.System(), p.ID, actor.Grant{Role: actor.Formateur}); err != nil {
		t.Fatal(err)
	}
	refused(passes[1], "token_expired")
	if err := s.SignOutEverywhere(ctx, p.Actor()); err != nil {
		t.Fatal(err)
	}
	refused(passes[2], "signed_out")

	mu.Lock()
	defer mu.Unlock()
	want := []string{"person_created", "signed_in_first", "profile_changed", "signed_out", "roles_changed", "signed_out"}
	if !slices.Equal(seen, want) {
		t.Errorf("the log tells %q, want %q", seen, want)
	}
}

func apply(other *identity.Service, c docstore.Change) error {
	switch c.Kind {
	case identity.KindSignedOut:
		var f identity.SignedOut
		if err := c.Decode(&f); err != nil {
			return err
		}
		other.Revoke(f)
	case identity.KindRolesChanged:
		var f identity.RolesChanged
		if err := c.Decode(&f); err != nil {
			return err
		}
		other.Outdate(f)
	case identity.KindSignedInFirst:
		var f identity.SignedInFirst
		if err := c.Decode(&f); err != nil || f.Person != c.Key || !slices.Equal(f.Emails, []string{"camille@x.fr"}) {
			return errors.Join(err, errors.New("not the person"))
		}
	}
	return nil
}
