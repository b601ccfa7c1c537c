package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/tracking/lrs"
)

const saidTwice = `<title><langstring lang="fr">%[1]s</langstring></title><description><langstring lang="fr">%[1]s</langstring></description>`

func said(text string) string { return fmt.Sprintf(saidTwice, text) }

func au(id, attrs, address string) string {
	return `<au id="https://ex.org/` + id + `" ` + attrs + `>` + said(id) + `<url>` + address + `</url></au>`
}

// rocks is a course of a block of two units, one that needs nothing, and one in its own window.
var rocks = `<?xml version="1.0" encoding="utf-8"?><courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="https://ex.org/rocks">` +
	said("Roches") + `</course><block id="https://ex.org/block">` + said("Bloc") +
	au("read", `moveOn="Completed"`, "a.html?page=1#top") + au("quiz", `moveOn="CompletedAndPassed" masteryScore="0.5"`, "a.html") + `</block>` +
	au("extra", `moveOn="NotApplicable"`, "a.html") + au("own", `moveOn="Passed" launchMethod="OwnWindow"`, "a.html") + `</courseStructure>`

func zipOf(t *testing.T, files map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// offer imports a package, makes a training of it and publishes it; it answers its session.
func (n node) offer(designer, name, file string) (session string) {
	n.t.Helper()
	var importing struct{ Job, Package string }
	n.must(designer, "POST", "/api/v1/packages", fmt.Sprintf(`{"upload":%q}`, n.upload(designer, name, file)), &importing)
	ask := time.NewTicker(20 * time.Millisecond)
	defer ask.Stop()
	for end := time.Now().Add(time.Minute); ; <-ask.C {
		var job struct {
			State   string
			Failure struct{ Code, Message string }
		}
		n.must(designer, "GET", "/api/v1/jobs/"+importing.Job, "", &job)
		if job.State == "done" {
			break
		}
		if job.State == "failed" || time.Now().After(end) {
			n.t.Fatalf("import of %s: %+v", name, job)
		}
	}
	const card = `{"title":"Des roches","short":"ROCHES","description":"Lire.","objectives":"Lire.","collection":"autoformation","domain":"valeurs",
		"origin":"dgesco","originCode":"NDGS","authors":"Dgesco","publics":["enseignants-college"],"minutesDistance":10,"minutesPresence":0,"year":"26"}`
	var p struct{ ID string }
	n.must(designer, "POST", "/api/v1/parcours", card, &p)
	n.put(designer, "/api/v1/parcours/"+p.ID+"/versions/1/structure", `"1"`, `{"sections":[{"id":"s","title":"S","activities":[{"id":"act","kind":"package",
		"title":"Roches","minutes":5,"required":true,"rule":{"kind":"completed"},"package":{"id":"`+importing.Package+`"}}]}]}`)
	n.must(designer, "POST", "/api/v1/parcours/"+p.ID+"/publish", `{"kind":"major"}`, nil)
	return "p-" + p.ID
}

// launchedUnit is a unit as its launch address tells it.
type launchedUnit struct {
	n                                                  node
	url                                                *url.URL
	endpoint, fetch, registration, activity, auth, own string
	actor                                              json.RawMessage
	session, grouping                                  string // of its launch data
	mode                                               string
}

func (n node) launchUnit(token, session, part string) *launchedUnit {
	n.t.Helper()
	var l struct{ Kind, URL, Window string }
	n.must(token, "POST", "/api/v1/learn/"+session+"/activities/act/launch", fmt.Sprintf(`{"part":%q}`, part), &l)
	if l.URL == "" {
		return nil
	}
	u, err := url.Parse(l.URL)
	if err != nil {
		n.t.Fatal(err)
	}
	q := u.Query()
	out := &launchedUnit{n: n, url: u, endpoint: q.Get("endpoint"), fetch: q.Get("fetch"), registration: q.Get("registration"), actor: json.RawMessage(q.Get("actor")),
		activity: q.Get("activityId"), own: l.Window}
	if l.Kind != "cmi5" {
		out.auth, out.activity = q.Get("auth"), q.Get("activity_id")
	}
	return out
}

// key asks for the key of the session as a unit does.
func (u *launchedUnit) key() (token, code string) {
	u.n.t.Helper()
	address, err := url.Parse(u.fetch)
	if err != nil {
		u.n.t.Fatal(err)
	}
	req := httptest.NewRequest("POST", address.Path, nil)
	req.Host = address.Host
	resp, err := u.n.Web.Fiber.Test(req, 20_000)
	if err != nil {
		u.n.t.Fatal(err)
	}
	defer resp.Body.Close()
	var answer struct {
		Token string `json:"auth-token"`
		Code  string `json:"error-code"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil || resp.StatusCode != 200 {
		u.n.t.Fatalf("fetch: %d, %v", resp.StatusCode, err)
	}
	if answer.Token != "" {
		u.auth = "Basic " + answer.Token
	}
	return answer.Token, answer.Code
}

// call speaks to the record store under the key.
func (u *launchedUnit) call(method, path string, query url.Values, body string) (status int, answer string) {
	u.n.t.Helper()
	req := httptest.NewRequest(method, "/xapi"+path+"?"+query.Encode(), strings.NewReader(body))
	req.Host = "preau.test"
	req.Header.Set("Authorization", u.auth)
	req.Header.Set("X-Experience-API-Version", "1.0.3")
	req.Header.Set("Content-Type", "application/json")
	resp, err := u.n.Web.Fiber.Test(req, 20_000)
	if err != nil {
		u.n.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.Header.Get("Cache-Control") != "no-store" {
		u.n.t.Fatalf("%v; may be kept by the browser: %q", err, resp.Header.Get("Cache-Control"))
	}
	return resp.StatusCode, string(raw)
}

func (u *launchedUnit) state(id string) url.Values {
	return url.Values{"stateId": {id}, "activityId": {u.activity}, "agent": {string(u.actor)}, "registration": {u.registration}}
}

func (u *launchedUnit) profile() url.Values {
	return url.Values{"profileId": {cmi5.PreferencesID}, "agent": {string(u.actor)}}
}

// begin does what a unit does first: its key, its launch data, its learner's preferences.
func (u *launchedUnit) begin() *launchedUnit {
	u.n.t.Helper()
	if _, code := u.key(); code != "" {
		u.n.t.Fatalf("the key is refused: %s", code)
	}
	status, answer := u.call("GET", "/activities/state", u.state(cmi5.LaunchDataID), "")
	var data struct {
		LaunchMode      string
		ContextTemplate struct {
			Extensions        map[string]string
			ContextActivities struct{ Grouping []struct{ ID string } }
		}
	}
	if err := json.Unmarshal([]byte(answer), &data); err != nil || status != 200 {
		u.n.t.Fatalf("launch data: %d %s", status, answer)
	}
	u.mode, u.session, u.grouping = data.LaunchMode, data.ContextTemplate.Extensions[cmi5.ExtSessionID], data.ContextTemplate.ContextActivities.Grouping[0].ID
	if status, answer := u.call("GET", "/agents/profile", u.profile(), ""); status != 200 || !strings.Contains(answer, `"languagePreference":"fr"`) {
		u.n.t.Fatalf("preferences: %d %s", status, answer)
	}
	return u
}

// statement is one that cmi5 defines, as the unit would make it.
func (u *launchedUnit) statement(verb, result string) string {
	category := `{"id":"` + cmi5.CategoryCMI5 + `"}`
	if strings.Contains(result, "success") || strings.Contains(result, "completion") {
		category += `,{"id":"` + cmi5.CategoryMoveOn + `"}`
	}
	if result != "" {
		result = `,"result":{` + result + `,"duration":"PT1S"}`
	} else if verb != cmi5.VerbInitialized {
		result = `,"result":{"duration":"PT1S"}`
	}
	at := time.Now().UTC()
	return fmt.Sprintf(`{"id":%q,"timestamp":%q,"actor":%s,"verb":{"id":%q},"object":{"id":%q}%s,"context":{"registration":%q,"contextActivities":{"category":[%s],"grouping":[{"id":%q}]},"extensions":{%q:%q,%q:0.5}}}`,
		ids.New(at), at.Format(time.RFC3339Nano), u.actor, verb, u.activity, result, u.registration, category, u.grouping, cmi5.ExtSessionID, u.session, cmi5.ExtMasteryScore)
}

func (u *launchedUnit) tell(verb, result string) (status int, answer string) {
	u.n.t.Helper()
	return u.call("POST", "/statements", nil, u.statement(verb, result))
}

func (u *launchedUnit) must(verb, result string) {
	u.n.t.Helper()
	if status, answer := u.tell(verb, result); status != 200 {
		u.n.t.Fatalf("%s: %d %s", verb, status, answer)
	}
}

func (u *launchedUnit) refused(code string, status int, answer string) {
	u.n.t.Helper()
	if status != 403 || !strings.Contains(answer, `"code":"`+code+`"`) {
		u.n.t.Errorf("%d %s, want %s", status, answer, code)
	}
}

// own are the verbs of what the platform said in the registration about launches, in order.
func (n node) platformSaid(registration string) string {
	n.t.Helper()
	page, err := n.Records.Find(n.t.Context(), lrs.Client{ID: "test", Scopes: []lrs.Scope{lrs.All}}, lrs.Query{Registration: registration, Ascending: true, Limit: 500})
	if err != nil {
		n.t.Fatal(err)
	}
	var verbs []string
	for _, st := range page.Items {
		s, err := cmi5.ParseStatement(st.Raw)
		if err != nil {
			n.t.Fatal(err)
		}
		if s.Defined() && st.Client == "preau/launches" {
			verbs = append(verbs, s.Verb[strings.LastIndexByte(s.Verb, '/')+1:])
		}
	}
	return strings.Join(verbs, " ")
}

// playing are the states of the parts and of the activity, in words.
func (n node) playing(token, session string) string {
	n.t.Helper()
	var p struct {
		TOC []struct {
			ID, State string
			Leaf      bool
		}
	}
	n.must(token, "GET", "/api/v1/learn/"+session+"/activities/act/package", "", &p)
	var words []string
	for _, line := range p.TOC {
		words = append(words, strings.TrimPrefix(line.ID, "https://ex.org/")+"="+line.State)
	}
	return strings.Join(words, " ")
}

// parts are the parts of the activity as its trainer reads them, with a mark on those that may be waived.
func (n node) parts(token, path string) string {
	n.t.Helper()
	var list struct {
		Items []struct {
			Activity string
			Parts    []struct {
				ID, State string
				Waivable  bool
			}
		}
	}
	n.must(token, "GET", path, "", &list)
	if len(list.Items) != 1 || list.Items[0].Activity != "act" {
		n.t.Fatalf("packages with parts: %+v", list.Items)
	}
	var words []string
	for _, p := range list.Items[0].Parts {
		word := strings.TrimPrefix(p.ID, "https://ex.org/") + "=" + p.State
		if p.Waivable {
			word += "!"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func (n node) done(token, session string) (done int) {
	n.t.Helper()
	var learn struct{ Progress struct{ Done int } }
	n.must(token, "GET", "/api/v1/learn/"+session, "", &learn)
	return learn.Progress.Done
}
