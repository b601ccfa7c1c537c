package lrshttp

import "testing"

func TestRules(t *testing.T) {
	w := newWorld(t)
	const path = "/api/v1/records/rules"
	w.run(
		ask{name: "a visitor", method: "GET " + path, as: "nobody", status: 401},
		ask{name: "a person", method: "GET " + path, as: "ann", status: 403},
		ask{name: "a person sets", method: "PUT " + path + "/persons", as: "ann", body: `{"keepDays":0,"maskDays":0}`, status: 403},
		ask{name: "none", method: "GET " + path, as: "root", has: []string{`"items":[]`}},
		ask{name: "set", method: "PUT " + path + "/persons", as: "root", body: `{"keepDays":730,"maskDays":365}`, has: []string{`"keepDays":730`}, hasNot: []string{`"ran"`}},
		ask{name: "the platform's own are kept", method: "PUT " + path + "/platform", as: "root", body: `{"keepDays":730,"maskDays":0}`, status: 422, has: []string{"own_kept"}},
		ask{name: "and name people for a year", method: "PUT " + path + "/platform", as: "root", body: `{"keepDays":0,"maskDays":30}`, status: 422, has: []string{"own_named"}},
		ask{name: "then they need not", method: "PUT " + path + "/platform", as: "root", body: `{"keepDays":0,"maskDays":730}`, has: []string{`"source":"platform"`}},
		ask{name: "a key that is not", method: "PUT " + path + "/nobody", as: "root", body: `{"keepDays":1,"maskDays":0}`, status: 404},
		ask{name: "both", method: "GET " + path, as: "root", has: []string{`"source":"platform"`, `"source":"persons"`}},
	)
}
