package lrshttp

import (
	"net/url"
	"testing"
)

// TestVersions is Communication §3.3.
func TestVersions(t *testing.T) {
	w := newWorld(t)
	for _, tc := range []struct {
		asked, answered string
		status          int
	}{
		{"1.0", v1, 200}, {"1.0.0", v1, 200}, {"1.0.1", v1, 200}, {"1.0.2", v1, 200}, {"1.0.3", v1, 200}, {"1.0.9", v1, 200},
		{"2.0", v2, 200}, {"2.0.0", v2, 200}, {"2.0.7", v2, 200},
		{"-", "0.9", 400}, {"0.9", v2, 400}, {"0.95", v2, 400}, {"1", v2, 400}, {"1.1", v2, 400}, {"1.1.0", v2, 400}, {"1.01", v2, 400},
		{"2", v2, 400}, {"2.1.0", v2, 400}, {"3.0.0", v2, 400}, {"1.0.3, 2.0.0", v1, 200}, {"x1.0.3", v2, 400},
	} {
		a := ask{name: "version " + tc.asked, method: "GET /statements", version: tc.asked, status: tc.status, has: []string{"X-Experience-Api-Version: " + tc.answered + "\n"}}
		if tc.asked == "1.0.3, 2.0.0" { // starts with 1.0., which must do
			a.name = "two versions"
		}
		if tc.status == 400 {
			a.has = append(a.has, `"path":"X-Experience-API-Version"`)
		}
		w.run(a)
	}
	w.run(
		ask{name: "about, without", method: "GET /about", version: "-", as: "nobody", has: []string{`{"version":["1.0.3","2.0.0"]}`, "Content-Type: application/json\n"}},
		ask{name: "about, of another", method: "GET /about", version: "0.9", status: 400},
		ask{name: "about, with a parameter", method: "GET /about?a=1", status: 400},
		ask{method: "POST /about", body: "{}", status: 405},
	)
}

// form writes a request of the alternate syntax: as "all", version 1.0.3, unless told otherwise.
func (w *world) form(fields ...string) string {
	v := url.Values{"X-Experience-API-Version": {v1}, "Authorization": {w.keys["all"]}}
	for i := 0; i < len(fields); i += 2 {
		if v.Set(fields[i], fields[i+1]); fields[i+1] == "-" {
			v.Del(fields[i])
		}
	}
	return v.Encode()
}

// TestAlternateSyntax is Communication §1.3.
func TestAlternateSyntax(t *testing.T) {
	w := newWorld(t)
	state := []string{"activityId", "https://school.test/activity/one", "agent", annAgent, "stateId", "s"}
	with := func(more ...string) string { return w.form(append(more, state...)...) }
	formType := []string{"Content-Type", "application/x-www-form-urlencoded"}
	for _, a := range []ask{
		{name: "PUT", method: "POST /statements?method=PUT", body: w.form("statementId", uuid(1), "content", text(said(1))), status: 204},
		{name: "PUT, of a type", method: "POST /statements?method=PUT", body: w.form("statementId", uuid(1), "content", text(said(1)), "Content-Type", "application/json", "Content-Length", "12"), status: 204},
		{name: "POST", method: "POST /statements?method=POST", body: w.form("content", text([]object{said(2), said(3)})), has: []string{uuid(3)}},
		{name: "GET", method: "POST /statements?method=GET", body: w.form("statementId", uuid(2)), has: []string{`"id":"` + uuid(2) + `"`}},
		{name: "GET of a list", method: "POST /statements?method=GET", body: w.form("limit", "1"), has: []string{`"more":"/xapi/statements?more=`}},
		{name: "a header as it is", method: "POST /statements?method=GET", version: v1, body: w.form("limit", "1", "X-Experience-API-Version", "-")},
		{name: "a state", method: "POST /activities/state?method=PUT", body: with("content", "é & ü", "Content-Type", "text/x"), status: 204},
		{name: "read", method: "POST /activities/state?method=GET", body: with(), has: []string{"é & ü", "Content-Type: text/x\n", "Etag: " + etag("é & ü")}},
		{name: "under a condition", method: "POST /activities/state?method=PUT", body: with("content", "new", "If-None-Match", "*"), status: 412},
		{name: "under another", method: "POST /activities/state?method=PUT", body: with("content", "new", "If-Match", etag("é & ü")), status: 204},
		{name: "a type of two lines", method: "POST /activities/state?method=PUT", body: with("content", "new", "Content-Type", "text/x\r\nX-Evil: 1"), status: 204},
		{name: "and back", method: "POST /activities/state?method=GET", body: with(), hasNot: []string{"\nX-Evil"}},
		{name: "DELETE", method: "POST /activities/state?method=DELETE", body: with(), status: 204},
		{name: "gone", method: "POST /activities/state?method=GET", body: with(), status: 404},
		{name: "no such method", method: "POST /statements?method=PATCH", body: w.form(), status: 405},
		{name: "in small letters", method: "POST /statements?method=get", body: w.form(), status: 405},
		{name: "a parameter beside", method: "POST /statements?method=GET&limit=1", body: w.form(), status: 400, has: []string{`"code":"bad_alternate_syntax"`}},
		{name: "two methods", method: "POST /statements?method=GET&method=PUT", body: w.form(), status: 400},
		{name: "an unknown field", method: "POST /statements?method=GET", body: w.form("foo", "1"), status: 400, has: []string{`"path":"foo"`}},
		{name: "a field of another case", method: "POST /statements?method=GET", body: w.form("Limit", "1"), status: 400, has: []string{`"path":"Limit"`}},
		{name: "a field twice", method: "POST /statements?method=GET", body: w.form("limit", "1") + "&limit=1", status: 400, has: []string{`"code":"repeated"`}},
		{name: "no form", method: "POST /statements?method=GET", body: "%zz", status: 400},
		{name: "no version", method: "POST /statements?method=GET", body: w.form("X-Experience-API-Version", "-"), status: 400, has: []string{"X-Experience-Api-Version: 0.9\n"}},
		{name: "no key", method: "POST /statements?method=GET", body: w.form("Authorization", "-"), status: 401},
		{name: "a wrong key", method: "POST /statements?method=GET", body: w.form("Authorization", basic("all", "no")), status: 401},
		{name: "2.0.0", method: "POST /statements?method=GET", body: w.form("X-Experience-API-Version", v2), status: 400, has: []string{`"code":"no_alternate_syntax"`}},
		{name: "2.0.0, a PUT", method: "POST /statements?method=PUT", version: v2, body: w.form("X-Experience-API-Version", "-", "statementId", uuid(9), "content", text(said(9))), status: 400},
	} {
		a.as, a.headers = "nobody", formType
		if a.version == "" {
			a.version = "-"
		}
		w.run(a)
	}
	w.run(ask{name: "nothing was kept", method: "GET /statements?statementId=" + uuid(9), status: 404},
		ask{name: "method without POST", method: "GET /statements?method=GET", status: 400, has: []string{`"path":"method"`}})
}

// TestScopes is Communication §4: who may do what, by role.
func TestScopes(t *testing.T) {
	w := newWorld(t)
	w.statements(1, 1)
	one, ann := q("https://school.test/activity/one"), q(annAgent)
	fresh := []string{"If-None-Match", "*"}
	requests := map[string]ask{
		"write":            {method: "POST /statements", body: text(said(1))},
		"read":             {method: "GET /statements", has: []string{uuid(1)}},
		"read one":         {method: "GET /statements?statementId=" + uuid(1), has: []string{uuid(1)}},
		"state":            {method: "GET /activities/state?activityId=" + one + "&agent=" + ann, has: []string{"\n[]"}},
		"remove states":    {method: "DELETE /activities/state?activityId=" + one + "&agent=" + ann, status: 204},
		"agent profile":    {method: "PUT /agents/profile?profileId=p&agent=" + ann, headers: fresh, body: "{}", status: 204},
		"activity profile": {method: "GET /activities/profile?activityId=" + one, has: []string{"\n[]"}},
		"activity":         {method: "GET /activities?activityId=" + one, has: []string{"Activity"}},
		"agent":            {method: "GET /agents?agent=" + ann, has: []string{"Person"}},
		"about":            {method: "GET /about", has: []string{"version"}},
	}
	statements := []string{"write", "read", "read one"}
	profiles := []string{"agent profile", "activity profile"}
	states := []string{"state", "remove states"}
	about := []string{"activity", "agent"}
	for as, may := range map[string][][]string{
		"all": {statements, profiles, states, about}, "root": {statements, profiles, states, about},
		"statements/write": {{"write"}, about}, "statements/read": {{"read", "read one"}, about}, "state": {states},
		"profile": {profiles, about}, "ann": {{"write"}, profiles, states, about},
	} {
		allowed := map[string]bool{"about": true}
		for _, list := range may {
			for _, name := range list {
				allowed[name] = true
			}
		}
		for name, a := range requests {
			if a.name, a.as = as+": "+name, as; !allowed[name] {
				a.status, a.has = 403, []string{`"code":"scope_missing"`}
			}
			if name == "write" && (as == "ann" || as == "root") { // of others they may not, of themselves they may
				w.run(ask{name: a.name, method: a.method, as: as, body: a.body, status: 403, has: []string{`"code":"other_actor"`, `"path":"[0].actor"`}})
				a.body = text(said(len(as), func(s object) { s["actor"] = object{"account": object{"homePage": "http://preau.test", "name": as}} }))
			}
			if as == "ann" && name == "read" { // her own, of which there is none
				a.status, a.has, a.hasNot = 0, nil, []string{uuid(1)}
			}
			if as == "ann" && name == "read one" {
				a.status, a.has = 404, []string{`"code":"unknown_statement"`}
			}
			w.run(a)
			w.run(ask{method: "DELETE /agents/profile?profileId=p&agent=" + ann, status: 204})
		}
	}
	for name, a := range requests {
		if name == "about" {
			continue
		}
		for _, as := range []string{"nobody", "revoked"} {
			a.name, a.as, a.status, a.has = as+": "+name, as, 401, []string{`Www-Authenticate: Basic realm="xAPI"`}
			w.run(a)
		}
	}
}

// TestAuthentication is Communication §4: what is no proof of anything.
func TestAuthentication(t *testing.T) {
	w := newWorld(t)
	refuse := func(name string, headers ...string) {
		t.Helper()
		w.run(ask{name: name, method: "GET /statements", as: "nobody", headers: headers, status: 401},
			ask{name: name + ", write", method: "POST /statements", as: "nobody", body: text(said(1)),
				headers: append(headers, "Sec-Fetch-Site", "same-origin"), status: 401})
	}
	cookie := "access=root"
	refuse("a cookie", "Cookie", cookie)
	refuse("a cookie and a bad token", "Cookie", cookie, "Authorization", "Bearer bad")
	refuse("a cookie and a token written otherwise", "Cookie", cookie, "Authorization", "bearer bad")
	refuse("a cookie and no token", "Cookie", cookie, "Authorization", "Bearer")
	refuse("a cookie and a bad key", "Cookie", cookie, "Authorization", basic("all", "bad"))
	refuse("a key that is none", "Authorization", "Basic !!!")
	refuse("a key without secret", "Authorization", "Basic YWxs")
	refuse("another way", "Authorization", "Digest username=all")
	v := url.Values{"Authorization": {"Bearer root"}, "X-Experience-API-Version": {v1}}
	w.run(ask{name: "a cookie and a form", method: "POST /statements?method=GET", as: "nobody", version: "-", body: v.Encode(),
		headers: []string{"Cookie", cookie, "Sec-Fetch-Site", "same-origin", "Content-Type", "application/x-www-form-urlencoded"}, status: 401})
	w.run(ask{name: "a token", method: "GET /statements", as: "ann", headers: []string{"Cookie", cookie}},
		ask{name: "a key beside a cookie", method: "POST /statements", body: text(said(2)), headers: []string{"Cookie", cookie, "Sec-Fetch-Site", "same-origin"}},
		ask{name: "a key beside a cookie, from another site", method: "POST /statements", body: text(said(2)), headers: []string{"Origin", "https://elsewhere.test", "Sec-Fetch-Site", "cross-site"}})
}

// TestOrigins lets pages of any origin call, and no cookie come with them.
func TestOrigins(t *testing.T) {
	w := newWorld(t)
	any := "Access-Control-Allow-Origin: *\n"
	w.run(
		ask{name: "preflight", method: "OPTIONS /statements", as: "nobody", version: "-", headers: []string{"Origin", "https://elsewhere.test", "Access-Control-Request-Method", "PUT"}, status: 204,
			has: []string{any, "PUT", "Authorization", "X-Experience-API-Version", "If-Match"}, hasNot: []string{"Allow-Credentials"}},
		ask{name: "a call", method: "GET /statements", headers: []string{"Origin", "https://elsewhere.test"}, has: []string{any, "Access-Control-Expose-Headers: ETag", "Cross-Origin-Resource-Policy: cross-origin"}},
		ask{name: "a refusal", method: "GET /statements", as: "nobody", headers: []string{"Origin", "https://elsewhere.test"}, status: 401, has: []string{any}},
		ask{name: "a mistake", method: "GET /statements?foo=1", status: 400, has: []string{any}},
	)
}
