package identity_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/identitydb"
	"preau.education/preau/internal/identity/password"
	"preau.education/preau/internal/identity/token"
)

var start = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)

const phrase = "le tableau est noir"

// clock is moved by hand.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// node makes a service on a store, as another process on the same database would.
func node(t testing.TB, store identity.Store, c *clock) *identity.Service {
	t.Helper()
	s := identity.NewService(identity.Config{Store: store, Now: c.now,
		Hasher: password.NewHasher(password.Params{Memory: 64, Time: 1, Threads: 1}, 2)})
	if err := s.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

func newStore(t testing.TB, c *clock) *identitydb.Store {
	t.Helper()
	store, err := identitydb.Open(docstoretest.NewAt(t, c.now))
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func setup(t testing.TB) (*identity.Service, *identitydb.Store, *clock) {
	t.Helper()
	c := &clock{t: start}
	store := newStore(t, c)
	return node(t, store, c), store, c
}

func add(t testing.TB, s *identity.Service, email string, grants ...actor.Grant) identity.Person {
	t.Helper()
	p, err := s.Add(context.Background(), actor.System(), identity.NewPerson{GivenName: "Camille", FamilyName: "Lefèvre",
		Emails: []string{email, "alias." + email}, Password: phrase, Profile: identity.Profile{Academie: "lille"}, Grants: grants})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func signIn(t testing.TB, s *identity.Service, email string) identity.Pass {
	t.Helper()
	pass, err := s.SignIn(context.Background(), identity.Credentials{Email: email, Password: phrase, Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	return pass
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestSignIn(t *testing.T) {
	ctx := context.Background()
	s, store, _ := setup(t)
	p := add(t, s, "camille@ac-lille.fr", actor.Grant{Role: actor.Formateur})
	gone := add(t, s, "parti@ac-lille.fr")
	if err := s.Disable(ctx, actor.System(), gone.ID, true); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, email, password, code string }{
		{"right", "camille@ac-lille.fr", phrase, ""},
		{"another address of theirs, in capitals", " Alias.CAMILLE@ac-lille.fr", phrase, ""},
		{"wrong password", "camille@ac-lille.fr", "le tableau est vert", "bad_credentials"},
		{"unknown address", "personne@ac-lille.fr", phrase, "bad_credentials"},
		{"nothing", "", "", "bad_credentials"},
		{"closed account", "parti@ac-lille.fr", phrase, "account_disabled"},
		{"closed account, wrong password", "parti@ac-lille.fr", "le tableau est vert", "bad_credentials"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pass, err := s.SignIn(ctx, identity.Credentials{Email: c.email, Password: c.password, Address: "192.0.2.1"})
			wantCode(t, err, c.code)
			if c.code != "" {
				return
			}
			who, err := s.Authenticate(ctx, pass.Access)
			if err != nil || who.Person != p.ID || who.Name != "Camille Lefèvre" || !who.Is(actor.Formateur) {
				t.Errorf("%+v %v", who, err)
			}
		})
	}
	a, _ := store.Account(ctx, p.ID)
	if !a.FirstSignInAt.Equal(start) {
		t.Errorf("first sign-in at %v", a.FirstSignInAt)
	}
}

func TestSignInSlowsDownGuessing(t *testing.T) {
	ctx := context.Background()
	s, _, c := setup(t)
	add(t, s, "camille@ac-lille.fr")
	add(t, s, "bob@ac-lille.fr")
	try := func(email, password string) error {
		_, err := s.SignIn(ctx, identity.Credentials{Email: email, Password: password, Address: "192.0.2.1"})
		return err
	}
	for range 6 {
		wantCode(t, try("camille@ac-lille.fr", "non"), "bad_credentials")
	}
	err := try("camille@ac-lille.fr", phrase)
	wantCode(t, err, "too_many_attempts")
	var wait *identity.Wait
	if !errors.As(err, &wait) || wait.After != 2*time.Second {
		t.Fatalf("wait %v", wait)
	}
	if err := try("bob@ac-lille.fr", phrase); err != nil {
		t.Errorf("a colleague at the same address is held up: %v", err)
	}
	c.pass(wait.After)
	if err := try("camille@ac-lille.fr", phrase); err != nil {
		t.Errorf("after the wait: %v", err)
	}
	wantCode(t, try("camille@ac-lille.fr", "non"), "bad_credentials") // a success has cleared the count
}

func TestRehashWhenCostsRise(t *testing.T) {
	ctx := context.Background()
	s, store, c := setup(t)
	p := add(t, s, "camille@ac-lille.fr")
	before, _ := store.Account(ctx, p.ID)
	stronger := identity.NewService(identity.Config{Store: store, Now: c.now,
		Hasher: password.NewHasher(password.Params{Memory: 128, Time: 1, Threads: 1}, 2)})
	if err := stronger.Load(ctx); err != nil {
		t.Fatal(err)
	}
	signIn(t, stronger, "camille@ac-lille.fr")
	after, _ := store.Account(ctx, p.ID)
	if !strings.Contains(before.Password, "m=64") || !strings.Contains(after.Password, "m=128") {
		t.Errorf("%s then %s", before.Password, after.Password)
	}
	signIn(t, s, "camille@ac-lille.fr") // a node with the former costs still reads it
}

func TestTokenExpiresAndRefreshes(t *testing.T) {
	ctx := context.Background()
	s, _, c := setup(t)
	p := add(t, s, "camille@ac-lille.fr")
	pass := signIn(t, s, "camille@ac-lille.fr")
	if _, err := s.Authenticate(ctx, pass.Access); err != nil {
		t.Fatal(err)
	}
	c.pass(token.Lifetime)
	_, err := s.Authenticate(ctx, pass.Access)
	wantCode(t, err, "token_expired")
	next, err := s.Refresh(ctx, pass.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := s.Authenticate(ctx, next.Access); err != nil || who.Person != p.ID {
		t.Fatalf("%v %v", who, err)
	}
	_, err = s.Authenticate(ctx, "a.b.c")
	wantCode(t, err, "bad_token")
	for _, bad := range []string{"", "x", ".", "unknown.secret", strings.Replace(next.Refresh, ".", "", 1)} {
		_, err := s.Refresh(ctx, bad)
		wantCode(t, err, "sign_in_required")
	}
}

func TestTwoTabsRefreshAtOnce(t *testing.T) {
	ctx := context.Background()
	s, _, c := setup(t)
	add(t, s, "camille@ac-lille.fr")
	pass := signIn(t, s, "camille@ac-lille.fr")
	var tabs sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		tabs.Go(func() {
			next, err := s.Refresh(ctx, pass.Refresh)
			if err != nil {
				t.Error(err)
			}
			got[i] = next.Refresh
		})
	}
	tabs.Wait()
	for _, refresh := range got {
		if refresh != got[0] || refresh == pass.Refresh {
			t.Fatalf("tabs were given different tokens: %q", got)
		}
	}
	c.pass(31 * time.Second)
	next, err := s.Refresh(ctx, got[0])
	if err != nil {
		t.Fatalf("the shared token: %v", err)
	}
	// Whoever kept the first token is a thief, or was robbed: both are out.
	_, err = s.Refresh(ctx, pass.Refresh)
	wantCode(t, err, "sign_in_reused")
	_, err = s.Refresh(ctx, next.Refresh)
	wantCode(t, err, "sign_in_required")
	_, err = s.Authenticate(ctx, next.Access)
	wantCode(t, err, "signed_out")
}

func TestSignOut(t *testing.T) {
	ctx := context.Background()
	s, store, c := setup(t)
	other := node(t, store, c)
	p := add(t, s, "camille@ac-lille.fr")
	here, elsewhere := signIn(t, s, "camille@ac-lille.fr"), signIn(t, s, "camille@ac-lille.fr")
	c.pass(time.Second)

	if err := s.SignOut(ctx, here.Access); err != nil {
		t.Fatal(err)
	}
	_, err := s.Authenticate(ctx, here.Access)
	wantCode(t, err, "signed_out")
	_, err = s.Refresh(ctx, here.Refresh)
	wantCode(t, err, "sign_in_required")
	if _, err := s.Authenticate(ctx, elsewhere.Access); err != nil {
		t.Errorf("the other sign-in: %v", err)
	}
	for _, harmless := range []string{here.Access, "", "a.b.c"} {
		if err := s.SignOut(ctx, harmless); err != nil {
			t.Errorf("signing out with %q: %v", harmless, err)
		}
	}

	_, err = node(t, store, c).Authenticate(ctx, here.Access)
	wantCode(t, err, "signed_out") // after a restart too

	who, _ := s.Authenticate(ctx, elsewhere.Access)
	if err := s.SignOutEverywhere(ctx, who); err != nil {
		t.Fatal(err)
	}
	_, err = s.Authenticate(ctx, elsewhere.Access)
	wantCode(t, err, "signed_out")
	_, err = s.Refresh(ctx, elsewhere.Refresh)
	wantCode(t, err, "sign_in_required")

	// Another node knows when the fact reaches it; one that starts knows from the store.
	if _, err := other.Authenticate(ctx, elsewhere.Access); err != nil {
		t.Fatalf("before the fact: %v", err)
	}
	other.Revoke(identity.SignedOut{Person: p.ID, Before: c.now()})
	_, err = other.Authenticate(ctx, elsewhere.Access)
	wantCode(t, err, "signed_out")
	started := node(t, store, c)
	for _, pass := range []identity.Pass{here, elsewhere} {
		if _, err := started.Authenticate(ctx, pass.Access); !fault.Is(err, fault.Unauthorized) {
			t.Errorf("after a restart: %v", err)
		}
	}
	c.pass(time.Millisecond)
	if _, err := started.Authenticate(ctx, signIn(t, started, "camille@ac-lille.fr").Access); err != nil {
		t.Errorf("a sign-in afterwards: %v", err)
	}
	wantCode(t, s.SignOutEverywhere(ctx, actor.Actor{}), "sign_in_required")
}

func TestRolesTakenAtOnce(t *testing.T) {
	ctx := context.Background()
	s, _, c := setup(t)
	role := actor.Grant{Role: actor.Pilote, Scope: "lille"}
	p := add(t, s, "camille@ac-lille.fr", role)
	pass := signIn(t, s, "camille@ac-lille.fr")
	c.pass(time.Second)
	if _, err := s.Ungrant(ctx, actor.System(), p.ID, role); err != nil {
		t.Fatal(err)
	}
	_, err := s.Authenticate(ctx, pass.Access)
	wantCode(t, err, "token_expired")
	c.pass(time.Second)
	next, err := s.Refresh(ctx, pass.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := s.Authenticate(ctx, next.Access); err != nil || who.Is(actor.Pilote) {
		t.Errorf("%+v %v", who, err)
	}
	if again, err := s.Grant(ctx, actor.System(), p.ID, role); err != nil || len(again.Grants) != 1 {
		t.Error(again, err)
	}
	_, err = s.Grant(ctx, actor.Actor{Person: p.ID, Grants: []actor.Grant{role}}, p.ID, actor.Grant{Role: actor.Administrator})
	wantCode(t, err, "forbidden")
	_, err = s.Grant(ctx, actor.System(), p.ID, actor.Grant{Role: actor.Pilote, Scope: "atlantide"})
	wantCode(t, err, "invalid")
}

func TestKeyRotationAcrossNodes(t *testing.T) {
	ctx := context.Background()
	s, store, c := setup(t)
	other := node(t, store, c)
	add(t, s, "camille@ac-lille.fr")
	c.pass(token.Period - token.Ahead)
	if err := s.RotateKeys(ctx); err != nil {
		t.Fatal(err)
	}
	c.pass(token.Ahead)
	// The other node has never heard of the second key: it asks the store once.
	if _, err := other.Authenticate(ctx, signIn(t, s, "camille@ac-lille.fr").Access); err != nil {
		t.Fatal(err)
	}
	if err := other.RotateKeys(ctx); err != nil {
		t.Fatal(err)
	}
	if keys, _ := store.Keys(ctx); len(keys) != 2 {
		t.Errorf("%d keys, want 2", len(keys))
	}
}

func TestPasswords(t *testing.T) {
	ctx := context.Background()
	s, _, c := setup(t)
	p := add(t, s, "camille@ac-lille.fr")
	pass := signIn(t, s, "camille@ac-lille.fr")
	me := p.Actor()
	c.pass(time.Second)
	wantCode(t, s.ChangePassword(ctx, me, "le tableau est vert", "une autre phrase"), "invalid")
	wantCode(t, s.ChangePassword(ctx, me, phrase, "court"), "invalid")
	if err := s.ChangePassword(ctx, me, phrase, "une autre phrase"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Authenticate(ctx, pass.Access)
	wantCode(t, err, "signed_out")
	_, err = s.SignIn(ctx, identity.Credentials{Email: "camille@ac-lille.fr", Password: phrase})
	wantCode(t, err, "bad_credentials")
	wantCode(t, s.SetPassword(ctx, me, p.ID, phrase), "forbidden")
	if err := s.SetPassword(ctx, actor.System(), p.ID, phrase); err != nil {
		t.Fatal(err)
	}
	c.pass(time.Second)
	signIn(t, s, "camille@ac-lille.fr")
}

func BenchmarkAuthenticate(b *testing.B) {
	s, _, _ := setup(b)
	add(b, s, "camille@ac-lille.fr", actor.Grant{Role: actor.Pilote, Scope: "lille"})
	pass := signIn(b, s, "camille@ac-lille.fr")
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := s.Authenticate(context.Background(), pass.Access); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkSignIn is with the costs of production.
func BenchmarkSignIn(b *testing.B) {
	c := &clock{t: start}
	store := newStore(b, c)
	s := identity.NewService(identity.Config{Store: store, Now: c.now, Hasher: password.NewHasher(password.Recommended, 2)})
	if err := s.Load(context.Background()); err != nil {
		b.Fatal(err)
	}
	add(b, s, "camille@ac-lille.fr")
	b.ReportAllocs()
	for b.Loop() {
		signIn(b, s, "camille@ac-lille.fr")
	}
}
