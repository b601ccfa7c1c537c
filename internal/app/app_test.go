package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/app"
	"preau.education/preau/internal/config"
	"preau.education/preau/internal/demo"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// node is a whole node in process, with the demonstration in it.
type node struct {
	*app.App
	t *testing.T
}

// planted is a folder with the demonstration in it, made by the first test that asks: planting is
// most of what a test here would take.
var planted = sync.OnceValues(func() (folder string, err error) {
	folder = filepath.Join(home, "planted")
	a, err := open(folder)
	if err != nil {
		return "", err
	}
	ctx := context.Background()
	if err = a.Load(ctx); err == nil {
		err = demo.Plant(ctx, a, demo.Options{Today: time.Now(), Log: slog.New(slog.DiscardHandler)})
	}
	return folder, errors.Join(err, a.Stop())
})

// home is a folder for what the tests share.
var home string

func TestMain(m *testing.M) {
	var err error
	if home, err = os.MkdirTemp("", "preau-app-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(home)
	os.Exit(code)
}

func open(folder string) (*app.App, error) {
	cfg, err := config.Load("", []string{"PREAU_DATA=" + folder, "PREAU_URL=http://preau.test", "PREAU_CONTENT_URL=http://content.preau.test"})
	if err != nil {
		return nil, err
	}
	return app.New(context.Background(), cfg, app.Options{Log: slog.New(slog.DiscardHandler), Now: time.Now, Version: "test"})
}

// start starts a node on the demonstration, in a folder of its own.
func start(t *testing.T) node {
	t.Helper()
	from, err := planted()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(folder, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	a, err := open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Stop(); err != nil {
			t.Error(err)
		}
	})
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return node{a, t}
}

// ask sends a request as somebody ("" for a visitor) and returns the answer.
func (n node) ask(token, method, path, body string) (int, string) {
	n.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Host = "preau.test"
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := n.Web.Fiber.Test(req, 20_000)
	if err != nil {
		n.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

// get asks and decodes an answer that must be a success.
func (n node) must(token, method, path, body string, into any) {
	n.t.Helper()
	status, answer := n.ask(token, method, path, body)
	if status >= 300 {
		n.t.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	if into != nil {
		if err := json.NewDecoder(bytes.NewBufferString(answer)).Decode(into); err != nil {
			n.t.Fatalf("%s %s: %v in %s", method, path, err, answer)
		}
	}
}

func (n node) signIn(email string) string {
	n.t.Helper()
	var me struct {
		Tokens struct{ Access string }
	}
	n.must("", http.MethodPost, "/api/v1/sign-in", `{"email":"`+email+`","password":"`+demo.Password+`","bearer":true}`, &me)
	if me.Tokens.Access == "" {
		n.t.Fatal("no token")
	}
	return me.Tokens.Access
}

func (n node) settle() {
	n.t.Helper()
	if err := n.WaitIdle(n.t.Context()); err != nil {
		n.t.Fatal(err)
	}
}

// TestPilotSeesWhatTheTeacherFinishes is the main job without a browser: find, enrol, learn,
// finish, attest, verify, count; and nothing of it in another académie.
func TestPilotSeesWhatTheTeacherFinishes(t *testing.T) {
	n := start(t)
	teacher, pilot, other := n.signIn(demo.Teacher), n.signIn(demo.Pilot), n.signIn(demo.OtherPilot)
	var page struct {
		Items []struct {
			ID, Title string
			Nature    string
			Session   struct{ ID string }
		}
	}
	n.must(teacher, "GET", "/api/v1/catalogue?q=dyslexie&nature=autoformation&limit=25", "", &page)
	if len(page.Items) == 0 {
		t.Fatal("nothing found")
	}
	session := page.Items[0].Session.ID
	before := n.completed(pilot, "lille")
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil) // again changes nothing
	n.finish(teacher, session)
	n.settle()
	if after := n.completed(pilot, "lille"); after != before+1 {
		t.Errorf("completed went from %d to %d", before, after)
	}
	var mine struct {
		Items []struct{ Number, Title string }
	}
	n.must(teacher, "GET", "/api/v1/me/attestations", "", &mine)
	number := ""
	for _, a := range mine.Items {
		if a.Title == page.Items[0].Title {
			number = a.Number
		}
	}
	if number == "" {
		t.Fatalf("no attestation of %q in %+v", page.Items[0].Title, mine.Items)
	}
	status, seen := n.ask("", "GET", "/api/v1/attestations/"+number+"/verify", "")
	if status != 200 || !strings.Contains(seen, "Camille Lefèvre") || strings.Contains(seen, demo.Teacher) {
		t.Errorf("verification: %d %s", status, seen)
	}
	status, _ = n.ask(other, "GET", "/api/v1/attestations/"+number, "")
	if status != 404 && status != 403 {
		t.Errorf("another reads the attestation: %d", status)
	}
	var notices struct{ Items []struct{ Kind string } }
	n.must(teacher, "GET", "/api/v1/me/notices", "", &notices)
	if len(notices.Items) == 0 || notices.Items[0].Kind != "attested" {
		t.Errorf("notices: %+v", notices.Items)
	}
	n.recorded(teacher, session)
}

// recorded sees that what somebody did in a session is in the record store, in words that it
// would take from anybody.
func (n node) recorded(token, session string) {
	n.t.Helper()
	var me struct{ ID string }
	n.must(token, "GET", "/api/v1/me", "", &me)
	registration := tracking.Registration(session + ":" + me.ID)
	page, err := n.Records.Find(n.t.Context(), lrs.Client{ID: "test", Scopes: []lrs.Scope{lrs.All}}, lrs.Query{Registration: registration})
	if err != nil || len(page.Items) == 0 {
		n.t.Fatalf("registration %s: %d statements, %v", registration, len(page.Items), err)
	}
	for _, st := range page.Items {
		if _, _, err := statement.Parse(st.Raw, statement.V1); err != nil {
			n.t.Errorf("%s: %v", st.Raw, err)
		}
	}
}

func (n node) completed(token, academie string) int {
	n.t.Helper()
	var sum struct {
		Figures struct{ Completed int }
	}
	n.must(token, "GET", "/api/v1/pilot/"+academie+"/summary", "", &sum)
	return sum.Figures.Completed
}

// finish does every activity of a session that has only pages, videos and files.
func (n node) finish(token, session string) {
	n.t.Helper()
	var learn struct {
		Sections []struct {
			Activities []struct{ ID, Kind string }
		}
	}
	n.must(token, "GET", "/api/v1/learn/"+session, "", &learn)
	for _, s := range learn.Sections {
		for _, a := range s.Activities {
			at := "/api/v1/learn/" + session + "/activities/" + a.ID
			n.must(token, "GET", at, "", nil)
			if a.Kind == "video" {
				n.must(token, "POST", at+"/video", `{"position":34,"watched":1,"ended":true}`, nil)
			} else {
				n.must(token, "POST", at+"/seen", "", nil)
			}
		}
	}
}

// TestWhoMayDoWhat is the table of roles against requests.
func TestWhoMayDoWhat(t *testing.T) {
	n := start(t)
	tokens := map[string]string{"visitor": ""}
	for name, email := range map[string]string{"teacher": demo.Teacher, "trainer": demo.Trainer, "designer": demo.Designer,
		"pilot": demo.Pilot, "lyon": demo.OtherPilot, "admin": demo.Admin} {
		tokens[name] = n.signIn(email)
	}
	laicite := demo.FeaturedID(demo.TitleLaicite)
	led := demo.LedSession()
	for _, tc := range []struct {
		who, method, path, body string
		status                  int
		has, hasNot             string
	}{
		{"visitor", "GET", "/api/v1/catalogue?q=laicite&limit=5", "", 200, "La laïcité à l’école", "mine"},
		{"visitor", "GET", "/api/v1/catalogue?q=" + "la%20la%C3%AFcit%C3%A9e&limit=5", "", 200, "laïcité", ""},
		{"visitor", "GET", "/api/v1/catalogue?limit=1000", "", 422, "limit", ""},
		{"visitor", "GET", "/api/v1/parcours/" + laicite, "", 200, "Agir en classe", "<p>"},
		{"visitor", "GET", "/api/v1/parcours/nothing", "", 404, "not_found", ""},
		{"visitor", "GET", "/api/v1/me", "", 401, "sign_in_required", ""},
		{"visitor", "PUT", "/api/v1/sessions/" + courses.PermanentSession(laicite) + "/enrolment", "", 401, "sign_in_required", ""},
		{"visitor", "GET", "/api/v1/learn/" + courses.PermanentSession(laicite), "", 401, "sign_in_required", ""},
		{"visitor", "GET", "/api/v1/platform", "", 200, `"demo":[]`, ""},
		{"visitor", "POST", "/api/v1/uploads", `{"name":"a.zip","size":10}`, 401, "sign_in_required", ""},
		{"visitor", "GET", "/api/v1/pilot/lille/summary", "", 401, "", "figures"},
		{"teacher", "GET", "/api/v1/learn/" + courses.PermanentSession(laicite), "", 403, "not_enrolled", "sections"},
		{"teacher", "GET", "/api/v1/pilot/lille/summary", "", 403, "", "figures"},
		{"teacher", "GET", "/api/v1/sessions/" + led + "/progress", "", 403, "", "items"},
		{"teacher", "GET", "/api/v1/sessions/" + led + "/participants", "", 403, "", "snapshot"},
		{"teacher", "POST", "/api/v1/parcours", `{"title":"À moi"}`, 403, "forbidden", ""},
		{"teacher", "GET", "/api/v1/people?academie=lille", "", 403, "", "@"},
		{"teacher", "GET", "/api/v1/me/enrolments?state=current&limit=10", "", 200, `"title"`, ""},
		{"trainer", "GET", "/api/v1/sessions/" + led + "/progress", "", 200, `"items"`, ""},
		{"trainer", "GET", "/api/v1/sessions/" + led + "/participants", "", 200, `"items"`, ""},
		{"trainer", "GET", "/api/v1/pilot/lille/summary", "", 403, "", "figures"},
		{"designer", "POST", "/api/v1/parcours", `{"title":""}`, 422, "title", ""},
		{"designer", "GET", "/api/v1/me/parcours", "", 200, `"items"`, ""},
		{"pilot", "GET", "/api/v1/pilot/lille/summary", "", 200, `"figures"`, ""},
		{"pilot", "GET", "/api/v1/pilot/lyon/summary", "", 403, "", "figures"},
		{"pilot", "GET", "/api/v1/pilot/lyon/export.csv", "", 403, "", ";"},
		{"pilot", "GET", "/api/v1/live?topic=academie:lyon", "", 403, "forbidden", ""},
		{"lyon", "GET", "/api/v1/pilot/lille/summary", "", 403, "", "figures"},
		{"lyon", "GET", "/api/v1/pilot/lyon/summary", "", 200, `"figures"`, ""},
		{"admin", "GET", "/api/v1/pilot/lyon/summary", "", 200, `"figures"`, ""},
		{"admin", "GET", "/api/v1/people?academie=lille&limit=5", "", 200, `"items"`, "password"},
	} {
		t.Run(tc.who+" "+tc.method+" "+tc.path, func(t *testing.T) {
			status, answer := node{n.App, t}.ask(tokens[tc.who], tc.method, tc.path, tc.body)
			if status != tc.status {
				t.Fatalf("status %d, want %d: %s", status, tc.status, answer)
			}
			if !strings.Contains(answer, tc.has) {
				t.Errorf("%s does not hold %q", answer, tc.has)
			}
			if tc.hasNot != "" && strings.Contains(answer, tc.hasNot) {
				t.Errorf("%s holds %q", answer, tc.hasNot)
			}
		})
	}
}
