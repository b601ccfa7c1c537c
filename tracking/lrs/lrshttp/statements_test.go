package lrshttp

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func q(v string) string { return url.QueryEscape(v) }

const annAgent = `{"mbox":"mailto:ann@school.test"}`

// TestPutStatement is Communication §2.1.1.
func TestPutStatement(t *testing.T) {
	w := newWorld(t)
	at := "PUT /statements?statementId=" + uuid(1)
	w.run(
		ask{method: at, body: text(said(1)), status: 204},
		ask{name: "again", method: at, body: text(said(1)), status: 204},
		ask{name: "without id", method: "PUT /statements?statementId=" + uuid(2), body: text(said(0, func(s object) { delete(s, "id") })), status: 204},
		ask{name: "in capitals", method: "PUT /statements?statementId=" + strings.ToUpper("abcdefab-0000-4000-8000-000000000003"), body: text(said(0, func(s object) { s["id"] = "abcdefab-0000-4000-8000-000000000003" })), status: 204},
		ask{name: "other statement", method: at, body: text(said(1, func(s object) { s["result"] = object{"success": true} })), status: 409, has: []string{`"code":"other_statement"`}},
		ask{name: "other id", method: at, body: text(said(4)), status: 400, has: []string{`"path":"id"`}},
		ask{name: "batch", method: at, body: text([]object{said(1)}), status: 400, has: []string{`"code":"one_statement"`}},
		ask{name: "no statementId", method: "PUT /statements", body: text(said(1)), status: 400, has: []string{`"path":"statementId"`}},
		ask{name: "no UUID", method: "PUT /statements?statementId=one", body: text(said(1)), status: 400, has: []string{`"path":"statementId"`}},
		ask{name: "other case", method: "PUT /statements?statementID=" + uuid(1), body: text(said(1)), status: 400, has: []string{`"path":"statementID"`, `"code":"unknown_parameter"`}},
		ask{method: "GET /statements?statementId=" + uuid(2), has: []string{`"id":"` + uuid(2) + `"`, `"version":"1.0.0"`, `"stored":"`, `"authority":{`}},
		ask{name: "2.0.0", method: "PUT /statements?statementId=" + uuid(5), version: v2, body: text(said(5)), status: 204},
		ask{method: "GET /statements?statementId=" + uuid(5), has: []string{`"version":"2.0.0"`}},
	)
}

// TestPostStatements is Communication §2.1.2.
func TestPostStatements(t *testing.T) {
	w := newWorld(t)
	w.run(
		ask{name: "one", method: "POST /statements", body: text(said(1)), has: []string{`["` + uuid(1) + `"]`}},
		ask{name: "several", method: "POST /statements", body: text([]object{said(2), said(3)}), has: []string{`["` + uuid(2) + `","` + uuid(3) + `"]`}},
		ask{name: "none", method: "POST /statements", body: "[]", has: []string{"[]"}},
		ask{name: "conflict", method: "POST /statements", body: text([]object{said(4), said(1, func(s object) { s["result"] = object{"success": true} })}), status: 409},
		ask{method: "GET /statements?statementId=" + uuid(4), status: 404, has: []string{`"code":"unknown_statement"`}},
		ask{name: "one bad", method: "POST /statements", body: text([]object{said(5), said(6, func(s object) { s["verb"] = object{"id": "tried"} })}), status: 400, has: []string{`"path":"[1].verb.id"`}},
		ask{method: "GET /statements?statementId=" + uuid(5), status: 404},
		ask{name: "one id twice", method: "POST /statements", body: text([]object{said(7), said(7)}), status: 400, has: []string{`"path":"[1].id"`}},
		ask{name: "no JSON", method: "POST /statements", body: `{"actor":`, status: 400, has: []string{`"code":"bad_statement"`}},
		ask{name: "nothing", method: "POST /statements", headers: []string{"Content-Type", "application/json"}, status: 400},
		ask{name: "no content type", method: "POST /statements", body: text(said(1)), headers: []string{"Content-Type", ""}, status: 400, has: []string{`"path":"Content-Type"`}},
		ask{name: "a form", method: "POST /statements", body: text(said(1)), headers: []string{"Content-Type", "application/x-www-form-urlencoded"}, status: 400},
		ask{name: "text", method: "POST /statements", body: text(said(1)), headers: []string{"Content-Type", "text/plain"}, status: 400},
		ask{name: "with a charset", method: "POST /statements", body: text(said(8)), headers: []string{"Content-Type", "Application/JSON; charset=utf-8"}},
		ask{name: "with a parameter", method: "POST /statements?statementId=" + uuid(9), body: text(said(9)), status: 400, has: []string{`"path":"statementId"`}},
		ask{name: "2.0 only, in 1.0.3", method: "POST /statements", body: text(said(10, contextAgents)), status: 400, has: []string{`"path":"context.contextAgents"`}},
		ask{name: "2.0 only, in 2.0.0", method: "POST /statements", version: v2, body: text(said(10, contextAgents))},
		ask{name: "bytes not UTF-8", method: "POST /statements", body: strings.Replace(text(said(11)), "ann@", "\xff@", 1), status: 400},
	)
}

func contextAgents(s object) {
	s["context"] = object{"contextAgents": []object{{"objectType": "contextAgent", "agent": object{"mbox": "mailto:bob@school.test"}}}}
}

// TestGetParameters is Communication §2.1.3 and §3.2: what is asked for in the wrong way.
func TestGetParameters(t *testing.T) {
	w := newWorld(t)
	w.statements(1, 2)
	good := map[string][]string{
		"agent": {annAgent}, "verb": {"https://school.test/verb/tried"}, "activity": {"https://school.test/activity/one"}, "registration": {uuid(9)},
		"related_activities": {"true", "false"}, "related_agents": {"true", "false"}, "ascending": {"true", "false"}, "attachments": {"true", "false"},
		"since": {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123456+01:00"}, "until": {"2100-01-01T00:00:00Z"}, "limit": {"0", "1", "100000"},
		"format": {"ids", "exact", "canonical"}, "statementId": {uuid(1)},
	}
	bad := map[string][]string{
		"agent": {"ann", `{"name":"Ann"}`, `{"mbox":"ann@school.test"}`, `{"objectType":"Group","member":[]}`, `{"mbox":"mailto:a@b.c","openid":"https://a.b"}`, ""},
		"verb":  {"tried", ""}, "activity": {"one"}, "registration": {"nine", uuid(9)[1:]},
		"related_activities": {"True", "1", ""}, "related_agents": {"yes"}, "ascending": {"TRUE"}, "attachments": {"0"},
		"since": {"yesterday", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00-00:00", ""}, "until": {"0"}, "limit": {"-1", "ten", "1.5", "99999999999999999999", ""},
		"format": {"IDs", "", "pretty"}, "statementId": {"one", ""}, "voidedStatementId": {"one"},
	}
	for name, values := range good {
		for _, v := range values {
			w.run(ask{method: "GET /statements?" + name + "=" + q(v)})
		}
		upper := strings.ToUpper(name[:1]) + name[1:]
		w.run(ask{method: "GET /statements?" + upper + "=" + q(values[0]), status: 400, has: []string{`"path":"` + upper + `"`, `"code":"unknown_parameter"`}},
			ask{method: "GET /statements?" + name + "=" + q(values[0]) + "&" + name + "=" + q(values[0]), status: 400, has: []string{`"path":"` + name + `"`, `"code":"repeated"`}})
		if name != "statementId" && name != "format" && name != "attachments" {
			w.run(ask{method: "GET /statements?statementId=" + uuid(1) + "&" + name + "=" + q(values[0]), status: 400, has: []string{`"path":"` + name + `"`}},
				ask{method: "GET /statements?voidedStatementId=" + uuid(1) + "&" + name + "=" + q(values[0]), status: 400})
		}
	}
	for name, values := range bad {
		for _, v := range values {
			w.run(ask{method: "GET /statements?" + name + "=" + q(v), status: 400, has: []string{`"path":"` + name + `"`}})
		}
	}
	w.run(
		ask{method: "GET /statements?statementId=" + uuid(1) + "&voidedStatementId=" + uuid(1), status: 400},
		ask{method: "GET /statements?statementId=" + uuid(1) + "&format=ids&attachments=false"},
		ask{method: "GET /statements?foo=bar", status: 400, has: []string{`"path":"foo"`}},
		ask{method: "GET /statements?limit=%zz", status: 400},
		ask{method: "GET /statements?more=nonsense", status: 400, has: []string{`"path":"more"`}},
		ask{method: "GET /statements?more=e30&limit=1", status: 400},
		ask{method: "DELETE /statements", status: 405, has: []string{`"code":"method_not_allowed"`}},
		ask{method: "PATCH /statements", status: 405},
		ask{method: "GET /nothing", status: 404},
	)
}

// TestGetStatements is Communication §2.1.3: formats, answers that have none, what voids.
func TestGetStatements(t *testing.T) {
	w := newWorld(t)
	w.run(ask{method: "GET /statements", has: []string{`{"statements":[],"more":""}`, "Content-Type: application/json\n"}})
	rich := said(1, func(s object) {
		s["actor"].(object)["name"] = "Ann"
		s["verb"].(object)["display"] = object{"fr": "essaya", "en": "tried"}
		s["object"].(object)["definition"] = object{"name": object{"fr": "Un", "en": "One"}}
		s["context"] = object{"contextActivities": object{"parent": object{"id": "https://school.test/activity/all"}}}
	})
	w.run(
		ask{method: "POST /statements", body: text(rich)},
		ask{method: "POST /statements", body: text(said(2, func(s object) {
			s["object"].(object)["definition"] = object{"name": object{"fr": "Un seul"}}
		}))},
		ask{method: "GET /statements?statementId=" + uuid(1), has: []string{`"name":"Ann"`, `"parent":[{"id":"https://school.test/activity/all"}]`, `"fr":"Un"`, "Last-Modified: "}, hasNot: []string{"Un seul"}},
		ask{method: "GET /statements?format=ids", has: []string{`"mbox":"mailto:ann@school.test"`}, hasNot: []string{`"Ann"`, "display", "definition"}},
		ask{name: "canonical, fr", method: "GET /statements?format=canonical&statementId=" + uuid(1), headers: []string{"Accept-Language", "de, fr;q=0.8, en;q=0.1"}, has: []string{`"name":{"fr":"Un seul"}`, `"display":{"fr":"essaya"}`, `"name":"Ann"`}, hasNot: []string{`"One"`, `"en"`}},
		ask{name: "canonical, en", method: "GET /statements?format=canonical&statementId=" + uuid(1), headers: []string{"Accept-Language", "en-GB"}, has: []string{`"name":{"en":"One"}`}, hasNot: []string{"Un seul"}},
		ask{method: "POST /statements", body: text(object{"id": uuid(3), "actor": object{"mbox": "mailto:eve@school.test"}, "verb": object{"id": "http://adlnet.gov/expapi/verbs/voided"}, "object": object{"objectType": "StatementRef", "id": uuid(1)}})},
		ask{method: "GET /statements?statementId=" + uuid(1), status: 404},
		ask{method: "GET /statements?voidedStatementId=" + uuid(1), has: []string{`"name":"Ann"`}},
		ask{method: "GET /statements?voidedStatementId=" + uuid(2), status: 404},
		ask{method: "GET /statements?activity=" + q("https://school.test/activity/one"), has: []string{uuid(2), `"id":"` + uuid(3)}, hasNot: []string{`"id":"` + uuid(1) + `","verb"`, `"name":"Ann"`}},
	)
}

// TestMoreLinks follows more to the end, in both orders, with writes between pages, and finds
// format and filters kept.
func TestMoreLinks(t *testing.T) {
	w := newWorld(t)
	w.statements(1, 25)
	for _, ascending := range []string{"false", "true"} {
		next, extra := "GET /statements?limit=4&format=ids&ascending="+ascending+"&agent="+q(annAgent), 100
		var all []string
		for pages := 0; next != "" && pages < 20; pages++ {
			got := w.send(ask{method: next})
			ids, more := w.ids(got)
			if strings.Contains(got.body, "display") || len(ids) > 4 || more != "" && !strings.HasPrefix(more, "/xapi/statements?more=") {
				t.Fatalf("page %d: %s", pages, got.body)
			}
			all = append(all, ids...)
			if next = ""; more != "" {
				next = "GET " + more
			}
			if pages == 1 && ascending == "false" {
				w.statements(extra, extra+2)
			}
		}
		var want []string
		for id := 1; id <= 25; id++ {
			want = append(want, uuid(id))
		}
		if ascending == "false" {
			slices.Reverse(want)
		} else {
			want = append(want, uuid(100), uuid(101), uuid(102))
		}
		if !slices.Equal(all, want) {
			t.Errorf("ascending %s: %v", ascending, all)
		}
	}
}

// TestSinceUntil is Communication §2.1.3: since excludes, until includes, for the time that the
// statement itself shows.
func TestSinceUntil(t *testing.T) {
	w := newWorld(t)
	for id := 1; id <= 3; id++ {
		w.statements(id, id)
		time.Sleep(2 * time.Millisecond) // the store's clock is the machine's
	}
	var page struct{ Stored string }
	got := w.send(ask{method: "GET /statements?statementId=" + uuid(2)})
	if i := strings.Index(got.body, `"stored":"`); i > 0 {
		page.Stored = strings.SplitN(got.body[i+10:], `"`, 2)[0]
	}
	for query, want := range map[string][]string{
		"since=" + q(page.Stored): {uuid(3)}, "until=" + q(page.Stored): {uuid(2), uuid(1)},
		"since=" + q(page.Stored) + "&until=" + q(page.Stored): nil, "since=2100-01-01T00:00:00Z": nil,
	} {
		if ids, _ := w.ids(w.send(ask{method: "GET /statements?" + query})); !slices.Equal(ids, want) {
			t.Errorf("%s: %v, want %v", query, ids, want)
		}
	}
}

// TestHead is Communication §1.1: HEAD is GET without a body.
func TestHead(t *testing.T) {
	w := newWorld(t)
	w.statements(1, 1)
	w.run(ask{method: "PUT /agents/profile?profileId=p&agent=" + q(annAgent), body: `{"a":1}`, headers: []string{"If-None-Match", "*"}, status: 204})
	for _, path := range []string{"/statements", "/statements?statementId=" + uuid(1), "/statements?statementId=" + uuid(2), "/statements?foo=1", "/about",
		"/activities?activityId=" + q("https://school.test/activity/one"), "/agents?agent=" + q(annAgent), "/agents/profile?agent=" + q(annAgent), "/agents/profile?profileId=p&agent=" + q(annAgent)} {
		get, head := w.send(ask{method: "GET " + path}), w.send(ask{method: "HEAD " + path})
		if head.body != "" || head.StatusCode != get.StatusCode {
			t.Errorf("HEAD %s: %d %q, GET: %d", path, head.StatusCode, head.body, get.StatusCode)
		}
		for _, name := range []string{"Content-Type", "ETag", headerVersion, "Last-Modified"} {
			if get.Header.Get(name) != head.Header.Get(name) {
				t.Errorf("HEAD %s: %s is %q, of GET %q", path, name, head.Header.Get(name), get.Header.Get(name))
			}
		}
	}
}

// TestConsistentThrough is Communication §2.1.3: the time up to which all is found, on every
// answer.
func TestConsistentThrough(t *testing.T) {
	w := newWorld(t)
	before := time.Now()
	got := w.send(ask{method: "GET /statements?foo=1"})
	at, err := time.Parse(time.RFC3339Nano, got.Header.Get(headerConsistent))
	if err != nil || at.Before(before.Add(-time.Second)) || at.After(time.Now()) {
		t.Errorf("consistent through %v (%v)", at, err)
	}
}

// TestActivitiesAndAgents is Communication §2.4 and §2.5.
func TestActivitiesAndAgents(t *testing.T) {
	w := newWorld(t)
	w.statements(1, 1, func(s object) {
		s["actor"].(object)["name"] = "Ann"
		s["object"].(object)["definition"] = object{"name": object{"fr": "Un"}}
	})
	one, unknown := q("https://school.test/activity/one"), q("https://school.test/activity/none")
	w.run(
		ask{method: "GET /activities?activityId=" + one, has: []string{`"objectType":"Activity"`, `"fr":"Un"`}},
		ask{method: "GET /activities?activityId=" + unknown, has: []string{`"id":"https://school.test/activity/none"`}},
		ask{method: "GET /activities", status: 400, has: []string{`"path":"activityId"`}},
		ask{method: "GET /activities?activityId=one", status: 400, has: []string{`"path":"activityId"`}},
		ask{method: "GET /activities?ActivityId=" + one, status: 400},
		ask{method: "POST /activities?activityId=" + one, body: "{}", status: 405},
		ask{method: "GET /agents?agent=" + q(annAgent), has: []string{`"objectType":"Person"`, `"name":["Ann"]`, `"mbox":["mailto:ann@school.test"]`}},
		ask{method: "GET /agents?agent=" + q(`{"openid":"https://nobody.test/"}`), has: []string{`"openid":["https://nobody.test/"]`}, hasNot: []string{`"name"`}},
		ask{method: "GET /agents", status: 400, has: []string{`"path":"agent"`}},
		ask{method: "GET /agents?agent=ann", status: 400, has: []string{`"path":"agent"`}},
		ask{method: "GET /agents?agent=" + q(`{"mbox":["mailto:a@b.c"]}`), status: 400},
		ask{method: "GET /agents?agent=" + q(annAgent) + "&foo=1", status: 400},
	)
}

// TestBodyLimit is Communication §3.2: what is too large is 413, what is not is kept.
func TestBodyLimit(t *testing.T) {
	w := newWorld(t)
	at := fmt.Sprintf(" /activities/state?activityId=%s&agent=%s&stateId=", q("https://school.test/activity/one"), q(annAgent))
	for _, tc := range []struct{ size, status int }{{3 << 20, 204}, {8 << 20, 204}, {8<<20 + 1, 413}, {64<<20 + 1, 413}} {
		w.run(ask{name: fmt.Sprint(tc.size), method: fmt.Sprint("PUT", at, "s", tc.size), body: strings.Repeat("x", tc.size), status: tc.status})
	}
	if got := w.send(ask{method: fmt.Sprint("GET", at, "s", 3<<20)}); len(got.body) != 3<<20 {
		t.Errorf("%d bytes came back", len(got.body))
	}
}
