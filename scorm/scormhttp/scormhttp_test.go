package scormhttp

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/web"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/scormdb"
)

const (
	appHost     = "preau.test"
	contentHost = "content.preau.test"
)

// shelf keeps files in memory, and answers what scorm asks of others.
type shelf struct {
	mu    sync.Mutex // guards the fields below
	files map[string][]byte
	got   []scorm.Outcome
	pkg   string
}

func (s *shelf) Put(_ context.Context, key string, r io.Reader, _ int64, _ string) error {
	body, err := io.ReadAll(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[key] = body
	return err
}

func (s *shelf) Delete(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.files, key)
	return nil
}

func (s *shelf) Stat(_ context.Context, key string) (scorm.Object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, found := s.files[key]
	if !found {
		return scorm.Object{}, fault.New("shelf", fault.NotFound, "object_not_found", "")
	}
	return scorm.Object{Key: key, Type: "text/html; charset=utf-8", Size: int64(len(body)), ETag: "v1", Modified: time.Unix(1_700_000_000, 0)}, nil
}

func (s *shelf) Open(ctx context.Context, key string, from, to int64) (io.ReadCloser, scorm.Object, error) {
	o, err := s.Stat(ctx, key)
	if err != nil {
		return nil, o, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return io.NopCloser(bytes.NewReader(s.files[key][from:to])), o, nil
}

func (s *shelf) List(context.Context, string, int, string) ([]scorm.Object, error) { return nil, nil }

// Waivable implements scorm.Learning: nobody leads anything here.
func (s *shelf) Waivable(context.Context, actor.Actor, string, string, string) (scorm.Playable, error) {
	return scorm.Playable{}, fault.New("shelf", fault.Forbidden, "not_trainer", "")
}

// Followed implements scorm.Learning.
func (s *shelf) Followed(context.Context, actor.Actor, string, string) ([]scorm.Followed, error) {
	return nil, fault.New("shelf", fault.Forbidden, "not_trainer", "")
}

func (s *shelf) Playable(_ context.Context, who actor.Actor, session, _ string) (scorm.Playable, error) {
	return scorm.Playable{Enrolment: session + ":" + who.Person, Package: s.pkg, Title: "Cours", Name: who.Name}, nil
}

// Settle implements scorm.Results.
func (s *shelf) Settle(ctx context.Context, o scorm.Outcome) error {
	_, err := s.Record(ctx, o)
	return err
}

func (s *shelf) Record(_ context.Context, o scorm.Outcome) (scorm.Standing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, o)
	return scorm.Standing{Percent: 100, Done: 1, Total: 1}, nil
}

// received is an upload service that holds one file.
type received struct{ body []byte }

func (r received) Open(_ context.Context, who actor.Actor, id string) (scorm.Source, error) {
	if id != "u1" || who.Person != "dan" {
		return scorm.Source{}, fault.New("received", fault.NotFound, "object_not_found", "Ce fichier n’existe pas, ou plus.")
	}
	return scorm.Source{Name: "cours.zip", At: bytes.NewReader(r.body), Size: int64(len(r.body))}, nil
}

func (r received) Discard(context.Context, actor.Actor, string) error { return nil }

const manifestXML = `<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Cours</title><item identifier="i1" identifierref="r" parameters="?a=1"><title>Un</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="leçon 1.html"><file href="leçon 1.html"/></resource></resources></manifest>`

func archive(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range map[string]string{"imsmanifest.xml": manifestXML, "leçon 1.html": "<!doctype html><p>Bonjour le monde"} {
		f, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(f, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// world is the whole HTTP side over a real store.
type world struct {
	t      *testing.T
	app    *fiber.App
	shelf  *shelf
	runner *jobs.Runner
	db     *docstore.DB
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := docstoretest.New(t)
	stores, err := scormdb.Open(db)
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	files := &shelf{files: map[string][]byte{}}
	content := &url.URL{Scheme: "http", Host: contentHost}
	svc, err := scorm.NewService(t.Context(), scorm.Config{Stores: stores, Objects: files, Files: files, Uploads: received{archive(t)}, Learning: files,
		Results: files, Content: content, Now: time.Now, Random: func(int) int { return 0 }, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	runner, err := jobs.NewRunner(db, quiet, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	server := web.New(web.Config{App: &url.URL{Scheme: "http", Host: appHost}, Content: content, Log: quiet, Now: time.Now,
		Authenticate: func(c *fiber.Ctx) (actor.Actor, error) {
			switch c.Get("X-Person") {
			case "ann":
				return actor.Actor{Person: "ann", Name: "Ann"}, nil
			case "dan":
				return actor.Actor{Person: "dan", Name: "Dan", Grants: []actor.Grant{{Role: actor.Concepteur}}}, nil
			}
			return actor.Actor{}, nil
		}})
	Register(server.API, svc, runner, time.Now)
	if err := Routes(server.Fiber, svc, Origins{App: "http://" + appHost, Content: "http://" + contentHost}); err != nil {
		t.Fatal(err)
	}
	return &world{t: t, app: server.Fiber, shelf: files, runner: runner, db: db}
}

// ask sends a request and reads its answer.
func (w *world) ask(method, host, path, person, body string, headers ...string) (*http.Response, string) {
	w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = host
	if person != "" {
		r.Header.Set("X-Person", person)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := w.app.Test(r, -1)
	if err != nil {
		w.t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return answer, string(text)
}

// launched imports the package through its job and launches it: the path of the wrapper.
func (w *world) launched() string {
	w.t.Helper()
	answer, text := w.ask("POST", appHost, "/api/v1/packages", "dan", `{"upload":"u1"}`)
	var what Importing
	if err := json.Unmarshal([]byte(text), &what); err != nil || answer.StatusCode != http.StatusAccepted {
		w.t.Fatalf("import: %d %s", answer.StatusCode, text)
	}
	ctx, stop := context.WithCancel(w.t.Context())
	w.runner.Start(ctx)
	for {
		job, err := w.runner.Get(ctx, what.Job)
		if err != nil || job.State == jobs.Failed {
			w.t.Fatalf("job: %+v, %v", job.Failure, err)
		}
		if job.State == jobs.Done {
			break
		}
		time.Sleep(time.Millisecond)
	}
	stop()
	w.runner.Stop()
	w.shelf.pkg = what.Package
	answer, text = w.ask("POST", appHost, "/api/v1/learn/s1/activities/a1/launch", "ann", "")
	var l LaunchedPackage
	if err := json.Unmarshal([]byte(text), &l); err != nil || answer.StatusCode != http.StatusOK || l.Origin != "http://"+contentHost {
		w.t.Fatalf("launch: %d %s", answer.StatusCode, text)
	}
	return strings.TrimPrefix(l.URL, l.Origin)
}

// TestPlay goes the way of a browser: launch, wrapper, begin, file, commit, farewell.
func TestPlay(t *testing.T) {
	w := newWorld(t)
	at := w.launched()
	page, text := w.ask("GET", contentHost, at, "", "")
	if page.StatusCode != 200 || !strings.Contains(text, "http://"+appHost) || !strings.Contains(page.Header.Get("Content-Security-Policy"), "frame-ancestors http://"+appHost) {
		t.Errorf("wrapper: %d %s", page.StatusCode, text)
	}
	_, text = w.ask("POST", contentHost, at+"begin", "", `{"tab":"t1","browser":"b"}`)
	var d delivery
	if err := json.Unmarshal([]byte(text), &d); err != nil || d.SCO == nil || d.Visit != 1 {
		t.Fatalf("begin: %s", text)
	}
	file, body := w.ask("GET", contentHost, d.SCO.URL, "", "")
	if file.StatusCode != 200 || !strings.Contains(body, "Bonjour") || !strings.HasSuffix(d.SCO.URL, "/le%C3%A7on%201.html?a=1") {
		t.Errorf("content at %s: %d %s", d.SCO.URL, file.StatusCode, body)
	}
	// A beacon: text/plain, no header of ours, pairs as objects.
	answer, text := w.ask("POST", contentHost, at+"commit", "", `{"tab":"t1","seq":1,"visit":1,"sco":"i1","initialized":true,"ended":true,"final":true,
		"elements":[["cmi.core.lesson_status","passed"],{"0":"cmi.core.score.raw","1":"80"},["cmi.core.student_id","x"]]}`,
		"Content-Type", "text/plain;charset=UTF-8", "Origin", "http://"+contentHost)
	var c committed
	if err := json.Unmarshal([]byte(text), &c); err != nil || answer.StatusCode != 200 || c.Seq != 1 || len(c.Refused) != 1 || c.Refused[0].Code != 403 ||
		c.State == nil || !c.State.Result.Completed || c.State.Standing == nil || c.State.Standing.Percent != 100 {
		t.Errorf("commit: %d %s", answer.StatusCode, text)
	}
	if len(w.shelf.got) != 2 || !w.shelf.got[1].Completed {
		t.Errorf("told %+v", w.shelf.got)
	}
}

// TestRefusals: each request that is not what it should be, with what must not come back.
func TestRefusals(t *testing.T) {
	w := newWorld(t)
	at := w.launched()
	files := strings.Replace(at, "/r/", "/c/", 1)
	for _, row := range []struct {
		name, method, host, path, person, body, origin string
		status                                         int
		code                                           string
	}{
		{"import by a learner", "POST", appHost, "/api/v1/packages", "ann", `{"upload":"u1"}`, "", 403, "not_designer"},
		{"import by a visitor", "POST", appHost, "/api/v1/packages", "", `{"upload":"u1"}`, "", 401, "sign_in_required"},
		{"launch by a visitor", "POST", appHost, "/api/v1/learn/s1/activities/a1/launch", "", "", "", 401, "sign_in_required"},
		{"package of nobody", "GET", appHost, "/api/v1/packages/none", "dan", "", "", 404, "not_found"},
		{"package to a learner", "GET", appHost, "/api/v1/packages/" + w.shelf.pkg, "ann", "", "", 403, "not_designer"},
		{"content on the app's host", "GET", appHost, files + "imsmanifest.xml", "ann", "", "", 404, "not_found"},
		{"run-time on the app's host", "POST", appHost, at + "begin", "ann", `{"tab":"t"}`, "", 404, "not_found"},
		{"API on the content's host", "GET", contentHost, "/api/v1/me/packages", "dan", "", "", 404, "not_found"},
		{"foreign origin", "POST", contentHost, at + "begin", "", `{"tab":"t"}`, "http://evil.test", 403, "foreign_origin"},
		{"the app's origin", "POST", contentHost, at + "begin", "", `{"tab":"t"}`, "http://" + appHost, 403, "foreign_origin"},
		{"forged token", "POST", contentHost, "/r/e30.AAAA/begin", "", `{"tab":"t"}`, "", 401, "launch_expired"},
		{"no tab", "POST", contentHost, at + "begin", "", `{}`, "", 422, "bad_tab"},
		{"not JSON", "POST", contentHost, at + "commit", "", `cmi=1`, "", 422, "bad_body"},
		{"before begin", "POST", contentHost, at + "commit", "", `{"tab":"t","seq":1,"visit":1,"sco":"i1"}`, "", 409, "stale_visit"},
		{"too long", "POST", contentHost, at + "commit", "", `{"tab":"` + strings.Repeat("x", maxCommit) + `"}`, "", 413, "commit_too_large"},
		{"no such request", "POST", contentHost, at + "nav", "", `{"tab":"t","seq":1,"request":"fly"}`, "", 422, "bad_request"},
		{"no such file", "GET", contentHost, files + "none.html", "", "", "", 404, "object_not_found"},
		{"out of the package", "GET", contentHost, files + "../" + w.shelf.pkg + "/imsmanifest.xml", "", "", "", 404, ""},
		{"old script", "GET", contentHost, "/r/run/0000/main.js", "", "", "", 404, "not_found"},
	} {
		headers := []string{}
		if row.origin != "" {
			headers = append(headers, "Origin", row.origin)
		}
		answer, text := w.ask(row.method, row.host, row.path, row.person, row.body, headers...)
		var p struct{ Code string }
		_ = json.Unmarshal([]byte(text), &p)
		if answer.StatusCode != row.status || row.code != "" && p.Code != row.code {
			t.Errorf("%s: %d %s, not %d %s (%.200s)", row.name, answer.StatusCode, p.Code, row.status, row.code, text)
		}
		if strings.Contains(text, "Bonjour") || strings.Contains(text, "<manifest") {
			t.Errorf("%s: gives the package away: %s", row.name, text)
		}
	}
}

func TestRanges(t *testing.T) {
	w := newWorld(t)
	path := strings.Replace(w.launched(), "/r/", "/c/", 1) + "le%C3%A7on%201.html"
	const whole = "<!doctype html><p>Bonjour le monde"
	for _, row := range []struct {
		method, header, value string
		status                int
		body, part            string
	}{
		{"GET", "", "", 200, whole, ""},
		{"HEAD", "", "", 200, "", ""},
		{"GET", "Range", "bytes=0-3", 206, whole[:4], "bytes 0-3/34"},
		{"GET", "Range", "bytes=30-", 206, whole[30:], "bytes 30-33/34"},
		{"GET", "Range", "bytes=-4", 206, whole[30:], "bytes 30-33/34"},
		{"GET", "Range", "bytes=10-999", 206, whole[10:], "bytes 10-33/34"},
		{"GET", "Range", "bytes=34-", 416, "", "bytes */34"},
		{"GET", "Range", "bytes=5-2", 416, "", "bytes */34"},
		{"GET", "Range", "bytes=0-1,4-5", 200, whole, ""},
		{"GET", "If-None-Match", `"v1"`, 304, "", ""},
	} {
		var headers []string
		if row.header != "" {
			headers = []string{row.header, row.value}
		}
		answer, body := w.ask(row.method, contentHost, path, "", "", headers...)
		if answer.StatusCode != row.status || row.status < 300 && body != row.body || answer.Header.Get("Content-Range") != row.part {
			t.Errorf("%s %s: %d, %q, %q", row.method, row.value, answer.StatusCode, body, answer.Header.Get("Content-Range"))
		}
	}
}

// FuzzReadCommit: whatever a browser sends, it is read whole or refused as a fault.
func FuzzReadCommit(f *testing.F) {
	f.Add([]byte(`{"tab":"t","seq":1,"visit":1,"sco":"i","elements":[["a","b"],{"0":"a","1":"b"}],"final":true}`))
	f.Add([]byte(`{"elements":[[]]}`))
	f.Add([]byte(`{"elements":{"0":["a","b"]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		c, err := readCommit(body)
		if err != nil {
			if fault.Is(err, fault.Internal) {
				t.Errorf("%q: %v", body, err)
			}
			return
		}
		if len(c.Elements) > scorm.MaxElements {
			t.Errorf("%d elements", len(c.Elements))
		}
	})
}
