package identity

import (
	"errors"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
)

func TestNormalUAI(t *testing.T) {
	for _, c := range []struct {
		given, want string
		ok          bool
	}{
		{"0750655E", "0750655E", true}, // lycée Louis-le-Grand
		{"0750654D", "0750654D", true}, // lycée Henri-IV
		{" 075 0655e ", "0750655E", true},
		{"0750655D", "0750655D", false},
		{"0750655", "0750655", false},
		{"075O655E", "075O655E", false},
		{"", "", false},
		{"0750655EE", "0750655EE", false},
	} {
		if got, ok := NormalUAI(c.given); got != c.want || ok != c.ok {
			t.Errorf("NormalUAI(%q) = %q %v, want %q %v", c.given, got, ok, c.want, c.ok)
		}
	}
	for uai, want := range map[string]string{"0750655E": "75", "0590123N": "59", "6200001G": "2A", "7200001R": "2B", "9740001A": "974", "9830001A": "988", "9840001A": "987"} {
		if got := DepartementOfUAI(uai); got != want {
			t.Errorf("DepartementOfUAI(%s) = %s, want %s", uai, got, want)
		}
	}
}

func TestSeed(t *testing.T) {
	lists := Seed()
	if wrong := lists.check(); len(wrong) > 0 {
		t.Fatalf("the seed is wrong: %v", wrong)
	}
	kinds, departements := map[string]int{}, map[string]string{}
	for _, a := range lists.Academies {
		kinds[a.Kind]++
		for _, d := range a.Departements {
			if other, twice := departements[d.Code]; twice {
				t.Errorf("département %s is in %s and %s", d.Code, other, a.Code)
			}
			departements[d.Code] = a.Code
		}
	}
	if kinds[Region] != 30 || kinds[Overseas] != 4 {
		t.Errorf("académies by kind: %v, want 30 and 4", kinds)
	}
	if len(departements) != 96+5+4 {
		t.Errorf("%d départements, want the 96 of the mainland, 5 overseas and 4 beyond", len(departements))
	}
}

func TestReferenceCheck(t *testing.T) {
	for name, lists := range map[string]Reference{
		"bad_zone": {Academies: []Academie{{Code: "lille", Name: "Lille", Zone: "Europe/Lille"}}},
		"repeated": {Corps: []Corps{{Code: "a", Label: "A"}, {Code: "a", Label: "B"}}},
		"required": {Fonctions: []Fonction{{Code: "X"}}},
		"bad_code": {Corps: []Corps{{Code: "a b", Label: "A"}}},
	} {
		wrong := lists.check()
		if len(wrong) != 1 || wrong[0].Code != name {
			t.Errorf("%s: found %v", name, wrong)
		}
	}
}

func TestCheckProfile(t *testing.T) {
	lists := Seed()
	for _, c := range []struct {
		name  string
		given Profile
		wrong string // paths, in order
		check func(Profile) bool
	}{
		{name: "nothing told", check: func(p Profile) bool { return p.Academie == "" }},
		{name: "département from the UAI", given: Profile{Academie: "paris", UAI: "0750655e"},
			check: func(p Profile) bool { return p.Departement == "75" && p.UAI == "0750655E" }},
		{name: "UAI of elsewhere says nothing", given: Profile{Academie: "lille", UAI: "0750655E"},
			check: func(p Profile) bool { return p.Departement == "" }},
		{name: "publics from the fonction", given: Profile{Fonction: "ENS2D-CLG"},
			check: func(p Profile) bool { return strings.Join(p.Publics, " ") == college }},
		{name: "chosen publics stay", given: Profile{Fonction: "DEC", Publics: []string{lycee}},
			check: func(p Profile) bool { return strings.Join(p.Publics, " ") == lycee }},
		{name: "everything wrong", given: Profile{Academie: "atlantide", Departement: "59", UAI: "0750655A",
			Establishment: strings.Repeat("é", 201), Degree: "3d", Sector: "secret", Fonction: "ROI", Corps: "x", Publics: []string{""}},
			wrong: "academie uai departement establishment degree sector fonction corps publics"},
		{name: "département of another académie", given: Profile{Academie: "lille", Departement: "75"}, wrong: "departement"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, wrong := lists.checkProfile(c.given)
			paths := make([]string, len(wrong))
			for i, f := range wrong {
				paths[i] = f.Path
			}
			if strings.Join(paths, " ") != c.wrong {
				t.Errorf("wrong: %v, want %q", wrong, c.wrong)
			}
			if c.check != nil && !c.check(got) {
				t.Errorf("kept %+v", got)
			}
		})
	}
}

func TestMayGrant(t *testing.T) {
	as := func(grants ...actor.Grant) actor.Actor { return actor.Actor{Person: "p", Grants: grants} }
	admin := as(actor.Grant{Role: actor.Administrator})
	lille := as(actor.Grant{Role: actor.Gestionnaire, Scope: "lille"})
	nord := as(actor.Grant{Role: actor.Gestionnaire, Scope: "lille/59"})
	pilot := as(actor.Grant{Role: actor.Pilote, Scope: "lille"})
	inLille, inNord, inParis := Profile{Academie: "lille"}, Profile{Academie: "lille", Departement: "59"}, Profile{Academie: "paris"}
	for _, c := range []struct {
		name  string
		who   actor.Actor
		grant actor.Grant
		to    Profile
		want  bool
	}{
		{"administrator: anything", admin, actor.Grant{Role: actor.Administrator}, inParis, true},
		{"platform: anything", actor.System(), actor.Grant{Role: actor.Pilote, Scope: "paris"}, Profile{}, true},
		{"visitor", actor.Actor{}, actor.Grant{Role: actor.Formateur}, inLille, false},
		{"gestionnaire: formateur at home", lille, actor.Grant{Role: actor.Formateur}, inLille, true},
		{"gestionnaire: formateur elsewhere", lille, actor.Grant{Role: actor.Formateur}, inParis, false},
		{"gestionnaire: formateur of nowhere", lille, actor.Grant{Role: actor.Formateur}, Profile{}, false},
		{"gestionnaire: pilote of the académie", lille, actor.Grant{Role: actor.Pilote, Scope: "lille"}, inNord, true},
		{"gestionnaire: pilote of another", lille, actor.Grant{Role: actor.Pilote, Scope: "paris"}, inNord, false},
		{"gestionnaire: pilote of one that begins alike", lille, actor.Grant{Role: actor.Pilote, Scope: "lille2"}, inNord, false},
		{"gestionnaire: gestionnaire below", lille, actor.Grant{Role: actor.Gestionnaire, Scope: "lille/62"}, inNord, true},
		{"gestionnaire: their equal", lille, actor.Grant{Role: actor.Gestionnaire, Scope: "lille"}, inNord, false},
		{"gestionnaire: administrator", lille, actor.Grant{Role: actor.Administrator}, inNord, false},
		{"gestionnaire: formateur of a session", lille, actor.Grant{Role: actor.Formateur, Scope: "s1"}, inNord, false},
		{"département: their own", nord, actor.Grant{Role: actor.Pilote, Scope: "lille/59"}, inNord, true},
		{"département: the académie", nord, actor.Grant{Role: actor.Pilote, Scope: "lille"}, inNord, false},
		{"département: somebody whose département is unknown", nord, actor.Grant{Role: actor.Formateur}, inLille, false},
		{"pilote grants nothing", pilot, actor.Grant{Role: actor.Formateur}, inLille, false},
	} {
		if got := mayGrant(c.who, c.grant, c.to); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCheckGrant(t *testing.T) {
	lists := Seed()
	for _, c := range []struct {
		grant actor.Grant
		ok    bool
	}{
		{actor.Grant{Role: actor.Administrator}, true},
		{actor.Grant{Role: actor.Administrator, Scope: "lille"}, false},
		{actor.Grant{Role: actor.Pilote, Scope: "lille"}, true},
		{actor.Grant{Role: actor.Pilote, Scope: "lille/59"}, true},
		{actor.Grant{Role: actor.Pilote, Scope: "lille/75"}, false},
		{actor.Grant{Role: actor.Pilote}, false},
		{actor.Grant{Role: actor.Inspecteur, Scope: "lille/0590001A"}, true},
		{actor.Grant{Role: actor.Inspecteur, Scope: "lille"}, false},
		{actor.Grant{Role: actor.Formateur}, true},
		{actor.Grant{Role: actor.Participant}, false},
		{actor.Grant{Role: "roi"}, false},
		{actor.Grant{Role: actor.Formateur, Scope: "a:b"}, false},
	} {
		if wrong := lists.checkGrant(c.grant); (len(wrong) == 0) != c.ok {
			t.Errorf("%v: %v, want ok %v", c.grant, wrong, c.ok)
		}
	}
}

func TestCheckNewPassword(t *testing.T) {
	p := Person{GivenName: "Camille", FamilyName: "Lefèvre", Emails: []string{"camille.lefevre@ac-lille.fr"}}
	for password, want := range map[string]string{
		"onze lettre":                 "too_short",
		"douze lettres":               "",
		"éééééééééééé":                "too_simple",
		"aaaaaaaaaaaa":                "too_simple",
		"Camille.Lefevre@ac-lille.fr": "is_email",
		"camille.lefevre":             "is_email",
		"camille lefèvre":             "is_name",
		strings.Repeat("ab", 129):     "too_long",
	} {
		got := ""
		if wrong := checkNewPassword(password, p); len(wrong) > 0 {
			got = wrong[0].Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", password, got, want)
		}
	}
}

func TestCheckEmails(t *testing.T) {
	emails, wrong := checkEmails([]string{" Camille@AC-Lille.fr ", "camille@ac-lille.fr", "b@x.fr"})
	if len(wrong) > 0 || strings.Join(emails, " ") != "camille@ac-lille.fr b@x.fr" {
		t.Errorf("%v %v", emails, wrong)
	}
	for _, bad := range []string{"", "camille", "a@b@c", "Camille <a@b.fr>", "a b@c.fr", "@c.fr", strings.Repeat("a", 250) + "@c.fr"} {
		if _, wrong := checkEmails([]string{bad}); len(wrong) == 0 {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestAbilities(t *testing.T) {
	p := Person{Grants: []actor.Grant{{Role: actor.Pilote, Scope: "lille/59"}, {Role: actor.Gestionnaire, Scope: "lille"}, {Role: actor.Concepteur}}}
	if a := p.Abilities(nil); a.Train || !a.Design || a.Administer || strings.Join(a.Pilot, " ") != "lille" {
		t.Errorf("%+v", a)
	}
	p = Person{Grants: []actor.Grant{{Role: actor.Administrator}}}
	if a := p.Abilities([]string{"lille", "paris"}); !a.Train || !a.Design || !a.Administer || len(a.Pilot) != 2 {
		t.Errorf("%+v", a)
	}
}

func TestRotate(t *testing.T) {
	start := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	fresh := func() *SignIn {
		return &SignIn{Salt: []byte("salt"), Current: digest("one"), RotatedAt: start, CreatedAt: start, ExpiresAt: start.Add(briefIdle)}
	}
	after := func(d time.Duration, steps ...string) (string, bool, error) {
		si := fresh()
		secret, now := "one", start
		for range steps {
			next, stolen, err := rotate("", si, secret, now)
			if stolen || err != nil {
				t.Fatal("a step is refused")
			}
			secret = next
		}
		return rotate("", si, "one", now.Add(d))
	}
	two := successor([]byte("salt"), "one")
	if next, stolen, err := after(0); next != two || stolen || err != nil {
		t.Error("the first exchange")
	}
	if next, stolen, err := after(grace, "1"); next != two || stolen || !errors.Is(err, ErrUnchanged) {
		t.Error("a second tab within the grace gets the same next token")
	}
	if _, stolen, _ := after(grace+time.Second, "1"); !stolen {
		t.Error("a used token after the grace is not seen as stolen")
	}
	if _, stolen, _ := after(0, "1", "2"); !stolen {
		t.Error("a token two steps old is not seen as stolen")
	}
	if _, _, err := after(briefIdle); err == nil {
		t.Error("an idle sign-in lives for ever")
	}
	si := fresh()
	si.Lasting = true
	si.ExpiresAt = start.Add(longest)
	if _, _, err := rotate("", si, "one", start.Add(longest-time.Hour)); err != nil || !si.ExpiresAt.Equal(start.Add(longest)) {
		t.Error("a sign-in may be drawn out for ever")
	}
}
