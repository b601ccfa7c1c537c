package lrshttp

import (
	"encoding/json"
	"testing"
)

// TestCredentials goes the way of the page of keys: role and request, what is told and what never
// is.
func TestCredentials(t *testing.T) {
	w := newWorld(t)
	const at = "/api/v1/records/credentials"
	good := text(object{"name": "Pix", "scopes": []string{"statements/write"}})
	for as, status := range map[string]int{"nobody": 401, "ann": 403, "all": 401} { // a key of the store opens nothing else
		w.run(
			ask{name: as + " lists", method: "GET " + at, as: as, status: status},
			ask{name: as + " makes", method: "POST " + at, as: as, body: good, status: status},
			ask{name: as + " ends", method: "DELETE " + at + "/state", as: as, status: status},
		)
	}
	w.run(
		ask{name: "no scope", method: "POST " + at, as: "root", body: text(object{"name": "Pix", "scopes": []string{}}), status: 422},
		ask{name: "no such scope", method: "POST " + at, as: "root", body: text(object{"name": "Pix", "scopes": []string{"everything"}}), status: 422, has: []string{`"path":"body.scopes[0]"`}},
		ask{name: "no name", method: "POST " + at, as: "root", body: text(object{"name": " ", "scopes": []string{"state"}}), status: 422, has: []string{`"path":"name"`}},
		ask{name: "unknown", method: "DELETE " + at + "/nobody", as: "root", status: 404},
	)
	a := ask{name: "made", method: "POST " + at, as: "root", body: good, status: 201, has: []string{`"name":"Pix"`, `"secret":"`}, hasNot: []string{"hash"}}
	got := w.send(a)
	w.check(a, got)
	var made struct{ Key, Secret string }
	if err := json.Unmarshal([]byte(got.body), &made); err != nil {
		t.Fatal(err)
	}
	w.keys["made"] = basic(made.Key, made.Secret)
	w.run(
		ask{method: "GET " + at, as: "root", has: []string{made.Key}, hasNot: []string{made.Secret, "hash", "secret"}},
		ask{method: "POST /statements", as: "made", body: text(said(1))},
		ask{method: "GET /statements", as: "made", status: 403},
		ask{method: "DELETE " + at + "/" + made.Key, as: "root", status: 204},
		ask{method: "POST /statements", as: "made", body: text(said(1)), status: 401},
		ask{method: "GET " + at, as: "root", has: []string{`"revoked":"`}},
	)
}
