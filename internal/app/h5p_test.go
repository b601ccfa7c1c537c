package app_test

import (
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"preau.education/preau/internal/demo"
	"preau.education/preau/scorm/cmi5"
)

// word is a content of H5P of one library, whose names want to be escaped.
var word = map[string]string{
	"h5p.json":                 `{"title":"Un </script> mot","language":"fr","mainLibrary":"H5P.Mot","preloadedDependencies":[{"machineName":"H5P.Mot","majorVersion":1,"minorVersion":0}]}`,
	"content/content.json":     `{}`,
	"H5P.Mot-1.0/library.json": `{"machineName":"H5P.Mot","majorVersion":1,"minorVersion":0,"runnable":1,"preloadedJs":[{"path":"le mot?.js"}],"preloadedCss":[{"path":"mot.css"}]}`,
	"H5P.Mot-1.0/le mot?.js":   "H5P.Mot = function () {};",
	"H5P.Mot-1.0/mot.css":      "p {}",
}

// get asks a host for an address.
func (n node) get(address string) (status int, header map[string][]string, body string) {
	n.t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		n.t.Fatal(err)
	}
	req := httptest.NewRequest("GET", u.RequestURI(), nil)
	req.Host = u.Host
	resp, err := n.Web.Fiber.Test(req, 20_000)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(raw)
}

func TestH5PPackage(t *testing.T) {
	n := start(t)
	designer, teacher := n.signIn(demo.Designer), n.signIn(demo.Teacher)
	session := n.offer(designer, "mot.h5p", zipOf(t, word))
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	u := n.launchUnit(teacher, session, "")
	if u.own != "frame" || u.endpoint != "http://preau.test/xapi/" || !strings.HasPrefix(u.activity, "http://preau.test/xapi/packages/") {
		t.Fatalf("launched at %s, in %s", u.url, u.own)
	}

	status, header, page := n.get(u.url.String())
	if policy := strings.Join(header["Content-Security-Policy"], ""); status != 200 || !strings.Contains(policy, "frame-ancestors 'self' http://preau.test;") ||
		!strings.HasSuffix(policy, "connect-src 'self' data: blob: http://preau.test/xapi/") {
		t.Errorf("the page: %d, may do %q", status, policy)
	}
	if strings.Count(page, "</script>") != 3 || strings.Contains(page, "Basic ") {
		t.Errorf("the page:\n%s", page)
	}
	script := strings.Trim(regexp.MustCompile(`"http://[^"]+/c/[^"]+\.js"`).FindString(page), `"`)
	if status, _, body := n.get(script); status != 200 || body != word["H5P.Mot-1.0/le mot?.js"] {
		t.Errorf("%s: %d %q", script, status, body)
	}
	if status, _, _ := n.get(strings.Replace(u.url.String(), u.url.Host, "preau.test", 1)); status != 404 {
		t.Errorf("on the app's host: %d", status)
	}
	if status, _, _ := n.get(u.url.Scheme + "://" + u.url.Host + "/r/x.y/h5p"); status != 401 {
		t.Errorf("under no token: %d", status)
	}

	says := func(verb, object, result string) string {
		return fmt.Sprintf(`{"actor":%s,"verb":{"id":%q},"object":{"id":%q},"result":%s,"context":{"registration":%q}}`, u.actor, verb, object, result, u.registration)
	}
	const answered = "http://adlnet.gov/expapi/verbs/answered"
	const done = `{"score":{"scaled":0.5,"raw":1,"min":0,"max":2},"completion":true,"success":false}`
	for _, tc := range []struct {
		what, body   string
		status, done int
	}{
		{"begun", says("http://adlnet.gov/expapi/verbs/attempted", u.activity, `{}`), 200, 0},
		{"a content within", says(answered, u.activity+"?subContentId=1", done), 200, 0},
		{"somebody else's", strings.Replace(says(answered, u.activity, done), string(u.actor), `{"mbox":"mailto:x@ex.org"}`, 1), 403, 0},
		{"answered", says(answered, u.activity, done), 200, 1},
		{"passed, by a program that knows the key", says(cmi5.VerbPassed, u.activity, `{"success":true}`), 200, 1},
	} {
		if status, answer := u.call("POST", "/statements", nil, tc.body); status != tc.status {
			t.Errorf("%s: %d %s", tc.what, status, answer)
		}
		n.settle()
		if got := n.done(teacher, session); got != tc.done {
			t.Errorf("%s: %d activities done, want %d", tc.what, got, tc.done)
		}
	}

	// What the learner wrote is there for the next launch, and for nobody else.
	if status, answer := u.call("PUT", "/activities/state", u.state("h5p"), `{"state":{"0":"mot"}}`); status != 204 {
		t.Fatalf("state: %d %s", status, answer)
	}
	again := n.launchUnit(teacher, session, "")
	if status, answer := again.call("GET", "/activities/state", again.state("h5p"), ""); status != 200 || answer != `{"state":{"0":"mot"}}` {
		t.Errorf("state, launched again: %d %s", status, answer)
	}
	if status, _ := u.call("PUT", "/activities/state", u.state("h5p"), `{}`); status != 403 {
		t.Errorf("state, under the launch before: %d", status)
	}
}
