package lrs_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

func admin() actor.Actor {
	return actor.Actor{Person: "root", Grants: []actor.Grant{{Role: actor.Administrator}}}
}

func TestCredentials(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	made, secret, err := w.svc.CreateCredential(ctx, admin(), lrs.Credential{Name: " Pix ", Scopes: []lrs.Scope{lrs.Write, lrs.ReadMine}})
	w.ok(err)
	if made.Name != "Pix" || made.By != "root" || secret == "" || bytes.Contains(made.Hash, []byte(secret)) {
		t.Errorf("made %+v", made)
	}
	c, err := w.svc.Authenticate(ctx, made.Key, secret)
	w.ok(err)
	if c.ID != made.Key || !c.May(lrs.Write) || !c.May(lrs.ReadMine) || c.May(lrs.Read) || c.May(lrs.State) || c.Authority.Account.Name != made.Key {
		t.Errorf("client %+v", c)
	}
	w.ok(w.storeAs(c, said(1)))
	_, other, err := w.svc.CreateCredential(ctx, admin(), lrs.Credential{Name: "Autre", Scopes: []lrs.Scope{lrs.All}})
	w.ok(err)
	for _, pair := range [][2]string{{made.Key, other}, {made.Key, ""}, {made.Key, secret + "x"}, {made.Key + "x", secret}, {"", secret}, {"", ""}, {made.Key, string(make([]byte, 10_000))}} {
		_, err := w.svc.Authenticate(ctx, pair[0], pair[1])
		w.refused(err, fault.Unauthorized, "bad_credential")
	}
	w.ok(w.svc.RevokeCredential(ctx, admin(), made.Key))
	_, err = w.svc.Authenticate(ctx, made.Key, secret)
	w.refused(err, fault.Unauthorized, "bad_credential")
	w.ok(w.svc.RevokeCredential(ctx, admin(), made.Key))
	w.refused(w.svc.RevokeCredential(ctx, admin(), "nobody"), fault.NotFound, "not_found")
	list, err := w.svc.ListCredentials(ctx, admin(), 10, "")
	w.ok(err)
	if len(list.Items) != 2 || list.Items[0].Name != "Autre" || list.Items[1].Revoked.IsZero() {
		t.Errorf("list %+v", list)
	}
}

func TestWhoMakesCredentials(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	good := lrs.Credential{Name: "n", Scopes: []lrs.Scope{lrs.Read}}
	for _, tc := range []struct {
		who  actor.Actor
		c    lrs.Credential
		kind fault.Kind
		code string
	}{
		{actor.Actor{}, good, fault.Unauthorized, "sign_in_required"},
		{actor.Actor{Person: "ann", Grants: []actor.Grant{{Role: actor.Concepteur}}}, good, fault.Forbidden, "forbidden"},
		{admin(), lrs.Credential{Scopes: good.Scopes}, fault.Invalid, "invalid"},
		{admin(), lrs.Credential{Name: "n"}, fault.Invalid, "invalid"},
		{admin(), lrs.Credential{Name: "n", Scopes: []lrs.Scope{"everything"}}, fault.Invalid, "invalid"},
		{admin(), lrs.Credential{Name: "n", Scopes: good.Scopes, Academie: "atlantide"}, fault.Invalid, "invalid"},
	} {
		_, _, err := w.svc.CreateCredential(ctx, tc.who, tc.c)
		w.refused(err, tc.kind, tc.code)
		if tc.kind != fault.Invalid {
			w.refused(w.svc.RevokeCredential(ctx, tc.who, "k"), tc.kind, tc.code)
			_, err = w.svc.ListCredentials(ctx, tc.who, 10, "")
			w.refused(err, tc.kind, tc.code)
		}
	}
}

// TestAcademies has a key of an académie read what counts for it and what it has sent itself.
func TestAcademies(t *testing.T) {
	w := newWorld(t)
	of := func(academie, name string, scopes ...lrs.Scope) lrs.Client {
		made, secret, err := w.svc.CreateCredential(t.Context(), admin(), lrs.Credential{Name: name, Scopes: scopes, Academie: academie})
		w.ok(err)
		c, err := w.svc.Authenticate(t.Context(), made.Key, secret)
		w.ok(err)
		return c
	}
	lille, lilles, lyon := of("lille", "Pix", lrs.All), of("lille", "Moodle", lrs.Write, lrs.Read), of("lyon", "Moodle", lrs.All)
	w.ok(w.storeAs(lille, said(1)))
	w.ok(w.storeAs(lyon, said(2)))
	w.ok(w.storeAs(w.all, said(3), said(4, about(1))))
	w.own(5, "lille", "zoe")
	w.own(6, "lyon", "zoe")
	w.own(7, "", "zoe")
	for _, tc := range []struct {
		name string
		who  lrs.Client
		q    lrs.Query
		want []int
	}{
		{"its own, its other keys’, what is about these, its enrolments", lille, lrs.Query{Ascending: true}, []int{1, 4, 5}},
		{"another key of the same", lilles, lrs.Query{Ascending: true}, []int{1, 4, 5}},
		{"another académie", lyon, lrs.Query{Ascending: true}, []int{2, 6}},
		{"the whole platform", w.all, lrs.Query{Ascending: true}, []int{1, 2, 3, 4, 5, 6, 7}},
		{"beside another condition", lille, lrs.Query{Ascending: true, Agent: agentKey("ann")}, []int{1, 4}},
		{"page by page", lille, lrs.Query{Ascending: true, Limit: 1}, []int{1, 4, 5}},
	} {
		var want []string
		for _, n := range tc.want {
			want = append(want, uuid(n))
		}
		if got := w.found(tc.who, tc.q); !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v", tc.name, got, want)
		}
	}
	_, err := w.svc.One(t.Context(), lyon, uuid(5), false)
	w.refused(err, fault.NotFound, "unknown_statement")
	_, err = w.svc.One(t.Context(), lilles, uuid(5), false)
	w.ok(err)
	w.refused(w.storeAs(lyon, voids(8, 1)), fault.Forbidden, "not_yours")
	w.ok(w.storeAs(lille, voids(9, 4)))
	w.is(4, "voided")
}

// own stores a statement of the platform about somebody of an académie.
func (w *world) own(id int, academie, person string) {
	w.t.Helper()
	raw, err := json.Marshal(said(id, func(s object) {
		s["actor"] = object{"account": object{"homePage": "https://preau.test", "name": person}}
	}))
	w.ok(err)
	st, done := w.svc.Place(lrs.Own{ID: uuid(id), Raw: raw, Person: person, Verb: verb("tried"), Activity: activity("one"), Academie: academie})
	defer done()
	w.ok(w.svc.Stores.Statements.Insert(w.t.Context(), []lrs.Stored{st}))
}

// TestRevokedElsewhere revokes on one node: the other knows within moments.
func TestRevokedElsewhere(t *testing.T) {
	w := newWorld(t)
	made, secret, err := w.svc.CreateCredential(t.Context(), admin(), lrs.Credential{Name: "n", Scopes: []lrs.Scope{lrs.All}})
	w.ok(err)
	elsewhere := lrs.NewService(w.svc.Config)
	_, err = elsewhere.Authenticate(t.Context(), made.Key, secret)
	w.ok(err)
	w.ok(w.svc.RevokeCredential(t.Context(), admin(), made.Key))
	w.pass(15 * time.Second)
	_, err = elsewhere.Authenticate(t.Context(), made.Key, secret)
	w.refused(err, fault.Unauthorized, "bad_credential")
}

func TestPersonsOwn(t *testing.T) {
	w := newWorld(t)
	ann := w.svc.OfPerson(actor.Actor{Person: "ann"})
	self := func(name string) func(object) {
		return func(s object) { s["actor"] = object{"account": object{"homePage": "https://preau.test", "name": name}} }
	}
	w.ok(w.storeAs(ann, said(1, self("ann"))))
	w.store(said(2))
	for _, of := range []object{
		said(4), said(4, self("bob")), voids(4, 1), // whoever is behind an address or a group, it is not the account
		said(4, func(s object) {
			s["actor"] = object{"objectType": "Group", "member": []object{{"account": object{"homePage": "https://preau.test", "name": "ann"}}}}
		}),
		said(4, func(s object) {
			s["actor"] = object{"account": object{"homePage": "https://other.test", "name": "ann"}}
		}),
	} {
		w.refused(w.storeAs(ann, said(3, self("ann")), of), fault.Forbidden, "other_actor")
	}
	w.refused(w.storeAs(w.svc.OfPerson(admin()), said(4)), fault.Forbidden, "other_actor")
	w.is(3, "absent")
	if got := w.found(ann, lrs.Query{}); len(got) != 1 || got[0] != uuid(1) {
		t.Errorf("finds %v", got)
	}
	w.refused(w.storeAs(ann, voids(3, 2, self("ann"))), fault.Forbidden, "not_yours")
	if root := w.svc.OfPerson(admin()); !root.May(lrs.Read) {
		t.Error("an administrator reads")
	}
	_, err := w.svc.Find(t.Context(), w.svc.OfPerson(actor.Actor{}), lrs.Query{})
	w.refused(err, fault.Unauthorized, "no_credential")
}
