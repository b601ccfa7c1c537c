package identity_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
)

func TestAddPeople(t *testing.T) {
	ctx := context.Background()
	s, _, _ := setup(t)
	add(t, s, "camille@ac-lille.fr")
	person := func(change func(*identity.NewPerson)) identity.NewPerson {
		n := identity.NewPerson{GivenName: "Bob", FamilyName: "Martin", Emails: []string{"bob@ac-lille.fr"}}
		change(&n)
		return n
	}
	lille := actor.Actor{Person: "g", Grants: []actor.Grant{{Role: actor.Gestionnaire, Scope: "lille"}}}
	for _, c := range []struct {
		name, code string
		who        actor.Actor
		n          identity.NewPerson
	}{
		{"visitor", "forbidden", actor.Actor{}, person(func(*identity.NewPerson) {})},
		{"gestionnaire, elsewhere", "forbidden", lille, person(func(n *identity.NewPerson) { n.Profile.Academie = "paris" })},
		{"gestionnaire, too high a role", "forbidden", lille, person(func(n *identity.NewPerson) {
			n.Profile.Academie, n.Grants = "lille", []actor.Grant{{Role: actor.Administrator}}
		})},
		{"address taken", "email_taken", actor.System(), person(func(n *identity.NewPerson) { n.Emails = []string{"ALIAS.camille@ac-lille.fr"} })},
		{"no name, no address, short password", "invalid", actor.System(), identity.NewPerson{Password: "court"}},
		{"identifier incomplete", "invalid", actor.System(), person(func(n *identity.NewPerson) { n.Identifiers = []identity.Identifier{{Kind: identity.OIDC}} })},
		{"gestionnaire, at home", "", lille, person(func(n *identity.NewPerson) {
			n.Profile.Academie = "lille"
			n.Identifiers = []identity.Identifier{{Kind: identity.OIDC, Issuer: "https://op", Subject: "1"}}
		})},
		{"identifier taken", "email_taken", actor.System(), person(func(n *identity.NewPerson) {
			n.Emails, n.Identifiers = []string{"x@y.fr"}, []identity.Identifier{{Kind: identity.OIDC, Issuer: "https://op", Subject: "1"}}
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := s.Add(ctx, c.who, c.n)
			wantCode(t, err, c.code)
		})
	}
}

func TestManyPeople(t *testing.T) {
	ctx := context.Background()
	s, _, _ := setup(t)
	names := []string{"Évrard", "evans", "Martin", "Ève", "d’Évreux"}
	many := make([]identity.NewPerson, len(names))
	for i, name := range names {
		many[i] = identity.NewPerson{ID: "id-" + name, GivenName: "A", FamilyName: name, Emails: []string{strings.ToLower("x" + string(rune('a'+i)) + "@x.fr")},
			Profile: identity.Profile{Academie: "lille", Departement: "59"}}
	}
	if _, err := s.AddMany(ctx, actor.Actor{Person: "p"}, many); !fault.Is(err, fault.Forbidden) {
		t.Error(err)
	}
	people, err := s.AddMany(ctx, actor.System(), many)
	if err != nil || len(people) != len(names) || people[0].ID != "id-Évrard" {
		t.Fatal(people, err)
	}
	found, err := s.ByEmails(ctx, actor.System(), []string{"XA@x.fr", "xc@x.fr", "nobody@x.fr", "xa@x.fr"})
	if err != nil || len(found) != 2 || found["xa@x.fr"] != "id-Évrard" || found["xc@x.fr"] != "id-Martin" {
		t.Error(found, err)
	}
	if _, err := s.ByEmails(ctx, people[0].Actor(), []string{"xa@x.fr"}); !fault.Is(err, fault.Forbidden) {
		t.Error("anybody may find out who has an account")
	}
	all, err := s.People(ctx, actor.System(), []string{"id-Martin", "nobody"})
	if err != nil || len(all) != 1 || all["id-Martin"].FamilyName != "Martin" {
		t.Error(all, err)
	}
	if _, err := s.People(ctx, people[0].Actor(), []string{people[0].ID, people[1].ID}); !fault.Is(err, fault.Forbidden) {
		t.Error("anybody may read anybody")
	}
	list := func(who actor.Actor, l identity.List) string {
		people, next, err := s.List(ctx, who, l)
		if err != nil {
			return fault.CodeOf(err)
		}
		var got []string
		for _, p := range people {
			got = append(got, p.FamilyName)
		}
		if next != "" {
			got = append(got, "…")
		}
		return strings.Join(got, " ")
	}
	nord := actor.Actor{Person: "g", Grants: []actor.Grant{{Role: actor.Gestionnaire, Scope: "lille/59"}}}
	for _, c := range []struct {
		who  actor.Actor
		list identity.List
		want string
	}{
		{actor.System(), identity.List{Academie: "lille", Limit: 10}, "d’Évreux evans Ève Évrard Martin"},
		{actor.System(), identity.List{Academie: "lille", Begins: "ÉV", Limit: 2}, "evans Ève …"},
		{actor.System(), identity.List{Academie: "paris", Limit: 10}, ""},
		{nord, identity.List{Academie: "lille", Limit: 10}, "forbidden"},
	} {
		if got := list(c.who, c.list); got != c.want {
			t.Errorf("%+v: %q, want %q", c.list, got, c.want)
		}
	}
}

func TestReferenceIsEdited(t *testing.T) {
	ctx := context.Background()
	s, store, c := setup(t)
	other := node(t, store, c)
	lists, rev := s.Reference()
	edited := *lists
	edited.Corps = append([]identity.Corps{{Code: "nouveau", Label: "Nouveau corps"}}, edited.Corps...)
	_, err := s.ReplaceReference(ctx, actor.Actor{Person: "p"}, edited, rev)
	wantCode(t, err, "forbidden")
	if _, err := s.ReplaceReference(ctx, actor.System(), edited, rev); err != nil {
		t.Fatal(err)
	}
	_, err = s.ReplaceReference(ctx, actor.System(), edited, rev)
	wantCode(t, err, "stale")
	if err := other.ReloadReference(ctx); err != nil {
		t.Fatal(err)
	}
	if lists, got := other.Reference(); lists.Corps[0].Code != "nouveau" || got != rev+1 || len(lists.Academies) != 35 {
		t.Errorf("the other node reads %v at %d", lists.Corps[0], got)
	}
	for academie, want := range map[string]string{"la-reunion": "Indian/Reunion", "lille": "Europe/Paris", "": "Europe/Paris"} {
		if zone := s.Zone(academie); zone.String() != want {
			t.Errorf("%s is in %s", academie, zone)
		}
	}
}

func TestOlderListsAreNamedInEnglish(t *testing.T) {
	ctx := context.Background()
	s, _, _ := setup(t)
	lists, rev := s.Reference()
	older := *lists
	older.Fonctions, older.Corps = slices.Clone(lists.Fonctions), slices.Clone(lists.Corps)
	older.Fonctions[0].English, older.Corps[0].English = "", ""
	older.Corps[1].Label, older.Corps[1].English = "Autrement", "" // an administrator's words
	if _, err := s.ReplaceReference(ctx, actor.System(), older, rev); err != nil {
		t.Fatal(err)
	}
	for range 2 { // safe to repeat
		if err := s.NameInEnglish(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.ReloadReference(ctx); err != nil {
		t.Fatal(err)
	}
	got, _ := s.Reference()
	if got.Fonctions[0].English != "Primary school teacher" || got.Corps[0].English != "Primary school teachers" || got.Corps[1].English != "" {
		t.Errorf("%+v %+v", got.Fonctions[0], got.Corps[:2])
	}
	for _, f := range identity.Seed().Fonctions {
		if f.English == "" {
			t.Errorf("%s has no English label", f.Code)
		}
	}
	for _, c := range identity.Seed().Corps {
		if c.English == "" {
			t.Errorf("%s has no English label", c.Code)
		}
	}
}
