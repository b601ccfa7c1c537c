package lrshttp

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// resource is one of the three kinds of documents.
type resource struct {
	name, path, id string // path has all parameters but the document's own
	always         bool   // 1.0.3 asks for a condition even for a new document
	profile        bool
}

func documentResources() []resource {
	one := q("https://school.test/activity/one")
	return []resource{
		{"state", "/activities/state?activityId=" + one + "&agent=" + q(annAgent), "&stateId=", false, false},
		{"state of a registration", "/activities/state?activityId=" + one + "&agent=" + q(annAgent) + "&registration=" + uuid(9), "&stateId=", false, false},
		{"activity profile", "/activities/profile?activityId=" + one, "&profileId=", true, true},
		{"agent profile", "/agents/profile?agent=" + q(annAgent), "&profileId=", true, true},
	}
}

func etag(content string) string {
	sum := sha1.Sum([]byte(content))
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// TestDocuments is Communication §2.2, §2.3, §2.6 and §2.7: documents come back byte for byte.
func TestDocuments(t *testing.T) {
	for _, r := range documentResources() {
		for _, version := range []string{v1, v2} {
			t.Run(r.name+" "+version, func(t *testing.T) {
				w := newWorld(t)
				at := r.path + r.id + q("a doc/ü")
				content := "\x00\xff\r\n<script>"
				fresh := []string{"If-None-Match", "*", "Content-Type", "image/x; q=1"}
				w.run(
					ask{method: "GET " + at, version: version, status: 404},
					ask{method: "GET " + r.path, version: version, has: []string{"\n[]"}},
					ask{method: "PUT " + at, version: version, headers: fresh, body: content, status: 204},
					ask{method: "GET " + at, version: version, has: []string{content, "Content-Type: image/x; q=1\n", "Etag: " + etag(content), "Last-Modified: ", "Content-Security-Policy: default-src 'none'; sandbox"}},
					ask{method: "GET " + r.path, version: version, has: []string{`["a doc/ü"]`}},
					ask{name: "POST to what is no JSON", method: "POST " + at, version: version, body: `{"a":1}`, status: 400, has: []string{`"code":"not_json_object"`}},
					ask{method: "DELETE " + at, version: version, headers: []string{"If-Match", etag(content)}, status: 204},
					ask{method: "GET " + at, version: version, status: 404},
					ask{name: "DELETE of none", method: "DELETE " + at, version: version, status: 204},
					ask{method: "POST " + at, version: version, body: `{"a":1,"b":{"c":2}}`, status: 204},
					ask{method: "POST " + at, version: version, body: `{"b":{"d":3}}`, status: 204},
					ask{method: "GET " + at, version: version, has: []string{`{"a":1,"b":{"d":3}}`, "Content-Type: application/json\n"}},
					ask{name: "POST of an array", method: "POST " + at, version: version, body: `[1]`, status: 400},
					ask{name: "POST of no JSON", method: "POST " + at, version: version, body: `{"a"`, status: 400},
					ask{name: "no content type", method: "PUT " + r.path + r.id + "bare", version: version, headers: []string{"If-None-Match", "*"}, body: "x", status: 204},
					ask{method: "GET " + r.path + r.id + "bare", version: version, has: []string{"Content-Type: application/octet-stream\n"}},
				)
			})
		}
	}
}

// TestDocumentParameters is Communication §3.2 on documents.
func TestDocumentParameters(t *testing.T) {
	w := newWorld(t)
	for _, r := range documentResources() {
		at, id := r.path+r.id+"d", strings.Trim(r.id, "&=")
		for _, method := range []string{"PUT ", "POST ", "GET ", "DELETE "} {
			w.run(
				ask{method: method + at + "&foo=1", body: "{}", status: 400, has: []string{`"path":"foo"`}},
				ask{method: method + at + r.id + "e", body: "{}", status: 400, has: []string{`"path":"` + id + `"`, `"code":"repeated"`}},
				ask{method: method + strings.Replace(at, "activityId=", "activityid=", 1) + strings.Replace(r.id, "Id", "ID", 1) + "e", body: "{}", status: 400},
				ask{method: method + r.path[:strings.Index(r.path, "?")], body: "{}", status: 400, has: []string{`"code":"missing_parameter"`}},
			)
			if strings.Contains(r.path, "agent=") {
				w.run(ask{method: method + strings.Replace(at, q(annAgent), "ann", 1), body: "{}", status: 400, has: []string{`"path":"agent"`}},
					ask{method: method + strings.Replace(at, q(annAgent), q(`{"name":"Ann"}`), 1), body: "{}", status: 400})
			}
			if strings.Contains(r.path, "activityId=") {
				w.run(ask{method: method + strings.Replace(at, "https", "", 1), body: "{}", status: 400, has: []string{`"path":"activityId"`}})
			}
			if method != "GET " {
				w.run(ask{method: method + at + "&since=2026-01-01T00:00:00Z", body: "{}", status: 400, has: []string{`"path":"since"`}})
			}
			if method == "PUT " || method == "POST " || method == "DELETE " && r.profile {
				w.run(ask{method: method + r.path, body: "{}", status: 400, has: []string{`"path":"` + id + `"`}})
			}
		}
		w.run(
			ask{method: "GET " + r.path + "&since=yesterday", status: 400, has: []string{`"path":"since"`}},
			ask{method: "GET " + at + "&since=2026-01-01T00:00:00Z", status: 400, has: []string{`"path":"since"`}},
		)
	}
	w.run(
		ask{method: "PUT " + documentResources()[0].path + "&stateId=d&registration=nine", body: "{}", status: 400, has: []string{`"path":"registration"`}},
		ask{method: "GET " + documentResources()[2].path + "&registration=" + uuid(9), status: 400, has: []string{`"path":"registration"`}},
	)
}

// TestDocumentsSince is the multiple document GET of §2.3, §2.6 and §2.7.
func TestDocumentsSince(t *testing.T) {
	w := newWorld(t)
	for _, r := range documentResources() {
		fresh := []string{"If-None-Match", "*"}
		w.run(ask{method: "PUT " + r.path + r.id + "old", body: "{}", headers: fresh, status: 204})
		time.Sleep(2 * time.Millisecond) // the store's clock is the machine's
		middle := time.Now().UTC().Format(time.RFC3339Nano)
		time.Sleep(2 * time.Millisecond)
		w.run(
			ask{method: "PUT " + r.path + r.id + "new", body: "{}", headers: fresh, status: 204},
			ask{method: "GET " + r.path, has: []string{`["new","old"]`}},
			ask{method: "GET " + r.path + "&since=" + q(middle), has: []string{`["new"]`}},
			ask{method: "GET " + r.path + "&since=2100-01-01T00:00:00Z", has: []string{"\n[]"}},
			ask{method: "DELETE " + r.path + r.id + "old", status: 204},
			ask{method: "GET " + r.path, has: []string{`["new"]`}},
		)
	}
	state := documentResources()[0]
	w.run( // alone may be removed all at once, and those of a registration stay
		ask{method: "DELETE " + state.path, status: 204},
		ask{method: "GET " + state.path, has: []string{"\n[]"}},
		ask{method: "GET " + documentResources()[1].path, has: []string{`["new"]`}},
	)
}

// TestConcurrency is Communication §3.1, and what 2.0.0 makes of it.
func TestConcurrency(t *testing.T) {
	const old, other = `{"old":1}`, `{"other":1}`
	for _, r := range documentResources() {
		for _, version := range []string{v1, v2} {
			needed := version == v2 || r.profile // over a document that is there
			always := version == v1 && r.profile // for a new one
			status := func(refused bool, code int) int {
				if refused {
					return code
				}
				return http.StatusNoContent
			}
			w := newWorld(t)
			for n, tc := range []struct {
				name           string
				header, value  string
				over, new      int // of a PUT
				postOver, post int
			}{
				{"no condition", "", "", status(needed, 409), status(always, 400), 204, 204},
				{"its tag", "If-Match", etag(old), 204, 412, 204, 412},
				{"another tag", "If-Match", etag(other), 412, 412, 412, 412},
				{"any", "If-Match", "*", 204, 412, 204, 412},
				{"one of several tags", "If-Match", etag(other) + ", " + etag(old), 204, 412, 204, 412},
				{"none there", "If-None-Match", "*", 412, 204, 412, 204},
				{"not its tag", "If-None-Match", etag(old), 412, 204, 412, 204},
				{"not another tag", "If-None-Match", etag(other), 204, 204, 204, 204},
			} {
				var condition []string
				if tc.header != "" {
					condition = []string{tc.header, tc.value}
				}
				for method, want := range map[string][2]int{"PUT ": {tc.over, tc.new}, "POST ": {tc.postOver, tc.post}} {
					name := r.name + ", " + version + ", " + tc.name + ", " + method
					over, fresh := fmt.Sprint(r.path, r.id, "over", method[:3], n), fmt.Sprint(r.path, r.id, "new", method[:3], n)
					w.run(
						ask{method: "PUT " + over, version: version, headers: []string{"If-None-Match", "*"}, body: old, status: 204},
						ask{name: name + "over", method: method + over, version: version, headers: condition, body: `{"new":1}`, status: want[0]},
						ask{name: name + "new", method: method + fresh, version: version, headers: condition, body: `{"new":1}`, status: want[1]},
					)
					kept := ask{name: name + "kept", method: "GET " + over, version: version}
					if kept.has = []string{`"new":1`}; want[0] != 204 {
						kept.has = []string{old}
					}
					w.run(kept)
					if want[0] == 409 || want[1] == 400 {
						w.run(ask{method: method + over, version: version, body: old, status: 409, has: []string{`"code":"condition_needed"`, "If-Match", "ETag"}})
					}
				}
				gone := fmt.Sprint(r.path, r.id, "gone", n)
				w.run(ask{method: "PUT " + gone, version: version, headers: []string{"If-None-Match", "*"}, body: old, status: 204},
					ask{name: r.name + ", DELETE, " + tc.name, method: "DELETE " + gone, version: version, headers: condition, status: tc.postOver})
			}
		}
	}
}
