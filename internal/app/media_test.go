package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	pngs "image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/demo"
	"preau.education/preau/storage"
)

// upload announces a file and has its one part received.
func (n node) upload(token, name, body string) string {
	n.t.Helper()
	var u struct{ ID string }
	n.must(token, "POST", "/api/v1/uploads", fmt.Sprintf(`{"name":%q,"type":"text/html","size":%d}`, name, len(body)), &u)
	if _, err := n.Objects.Put(n.t.Context(), "uploads/"+u.ID+"/part-0000000000000000", strings.NewReader(body), storage.PutOptions{Size: int64(len(body))}); err != nil {
		n.t.Fatal(err)
	}
	return u.ID
}

// kept makes a file of a parcours of an upload, and waits until it is looked at.
func (n node) kept(token, parcours, use, name, body string) (object, state string) {
	n.t.Helper()
	var keeping struct{ Job, Object string }
	n.must(token, "POST", "/api/v1/parcours/"+parcours+"/media", fmt.Sprintf(`{"upload":%q,"use":%q}`, n.upload(token, name, body), use), &keeping)
	ask := time.NewTicker(20 * time.Millisecond)
	defer ask.Stop()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); <-ask.C {
		var job struct {
			State   string
			Failure struct {
				Code   string
				Errors []struct{ Message string }
			}
		}
		n.must(token, "GET", "/api/v1/jobs/"+keeping.Job, "", &job)
		switch job.State {
		case "done":
			return keeping.Object, ""
		case "failed":
			said := job.Failure.Code
			for _, e := range job.Failure.Errors {
				said += " " + e.Message
			}
			return "", said
		}
	}
	n.t.Fatal("the file is still being looked at")
	return "", ""
}

// put replaces something at its revision.
func (n node) put(token, path, rev, body string) {
	n.t.Helper()
	req := httptest.NewRequest("PUT", path, strings.NewReader(body))
	req.Host = "preau.test"
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("If-Match", rev)
	resp, err := n.Web.Fiber.Test(req, 20_000)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	if answer, err := io.ReadAll(resp.Body); err != nil || resp.StatusCode != 200 {
		n.t.Fatalf("PUT %s: %d %s, %v", path, resp.StatusCode, answer, err)
	}
}

// headers asks for a file and returns how it is answered.
func (n node) headers(token, path string) (*http.Response, string) {
	n.t.Helper()
	req := httptest.NewRequest("GET", path, nil)
	req.Host = "preau.test"
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := n.Web.Fiber.Test(req, 20_000)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		n.t.Fatal(err)
	}
	return resp, string(body)
}

// TestMediaOfAnActivity follows a film, its captions, a document and a picture from the
// concepteur's upload to the learner's browser, and sees who may have them, and how.
func TestMediaOfAnActivity(t *testing.T) {
	n := start(t)
	designer, teacher, trainer := n.signIn(demo.Designer), n.signIn(demo.Teacher), n.signIn(demo.Trainer)
	var p struct{ ID, ETag string }
	n.must(designer, "POST", "/api/v1/parcours", `{"title":"Un film","short":"FILM","description":"Voir.","objectives":"Voir.","collection":"autoformation","domain":"valeurs",
		"origin":"dgesco","originCode":"NDGS","authors":"Dgesco","publics":["enseignants-college"],"minutesDistance":10,"minutesPresence":0,"year":"26"}`, &p)
	if _, failed := n.kept(designer, p.ID, "video", "film.mp4", "<script>alert(1)</script>"); failed != "video_unknown" {
		t.Errorf("a page as a film: %q", failed)
	}
	if _, failed := n.kept(designer, p.ID, "captions", "film.vtt", "WEBVTT\n\n00:01,000 --> 00:02.000\nOui.\n"); !strings.Contains(failed, "Ligne 3") {
		t.Errorf("captions that are wrong: %q", failed)
	}
	const mp4, vtt = "\x00\x00\x00\x14ftypisom\x00\x00\x00\x00film", "WEBVTT\n\n00:01.000 --> 00:02.000\nOui.\n"
	film, _ := n.kept(designer, p.ID, "video", "film.mp4", mp4)
	captions, _ := n.kept(designer, p.ID, "captions", "film.vtt", vtt)
	sheet, _ := n.kept(designer, p.ID, "file", "Fiche d’été.pdf", "%PDF-1.7")
	var png bytes.Buffer
	if err := pngs.Encode(&png, image.NewGray(image.Rect(0, 0, 640, 360))); err != nil {
		t.Fatal(err)
	}
	picture, _ := n.kept(designer, p.ID, "thumbnail", "vignette.png", png.String())
	n.put(designer, "/api/v1/parcours/"+p.ID+"/card", `"1"`, `{"title":"Un film","short":"FILM","description":"Voir.","objectives":"Voir.","collection":"autoformation","domain":"valeurs",
		"origin":"dgesco","originCode":"NDGS","authors":"Dgesco","publics":["enseignants-college"],"minutesDistance":10,"minutesPresence":0,"year":"26","thumbnail":"`+picture+`"}`)
	structure, err := json.Marshal(map[string]any{"sections": []any{map[string]any{"id": "s", "title": "S", "activities": []any{
		map[string]any{"id": "v", "kind": "video", "title": "Film", "minutes": 1, "required": true, "rule": map[string]any{"kind": "viewed"},
			"video": map[string]any{"object": film, "type": "text/html", "captions": []any{map[string]any{"lang": "fr", "label": "Français", "object": captions}}}},
		map[string]any{"id": "f", "kind": "file", "title": "Fiche", "minutes": 1, "required": true, "rule": map[string]any{"kind": "viewed"},
			"file": map[string]any{"object": sheet, "name": "x.html", "type": "text/html", "size": 1}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	n.put(designer, "/api/v1/parcours/"+p.ID+"/versions/1/structure", `"1"`, string(structure))
	status, _ := n.ask("", "GET", "/api/v1/parcours/"+p.ID+"/thumbnail", "")
	if status != 404 {
		t.Errorf("the picture of a draft: %d", status)
	}
	n.must(designer, "POST", "/api/v1/parcours/"+p.ID+"/publish", `{"kind":"major"}`, nil)
	session := "p-" + p.ID
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	learn, designed := "/api/v1/learn/"+session+"/activities/", "/api/v1/parcours/"+p.ID+"/media?object="
	for _, tc := range []struct {
		who, token, path string
		status           int
		kind, saved      string
	}{
		{"teacher", teacher, learn + "v/media/video", 200, "video/mp4", ""},
		{"teacher", teacher, learn + "v/media/captions-fr", 200, "text/vtt; charset=utf-8", ""},
		{"teacher", teacher, learn + "v/media/captions-en", 404, "", ""},
		{"teacher", teacher, learn + "f/media/file", 200, "application/pdf", "attachment; filename*=utf-8''Fiche%20d%E2%80%99%C3%A9t%C3%A9.pdf"},
		{"trainer", trainer, learn + "v/media/video", 403, "", ""},
		{"visitor", "", learn + "v/media/video", 401, "", ""},
		{"designer", designer, designed + film, 200, "video/mp4", ""},
		{"designer", designer, designed + captions, 200, "text/vtt; charset=utf-8", ""},
		{"designer", designer, designed + sheet, 200, "application/pdf", "attachment; filename*=utf-8''Fiche%20d%E2%80%99%C3%A9t%C3%A9.pdf"},
		{"designer", designer, designed + "media/demo/contestation.mp4", 404, "", ""},
		{"designer", designer, designed + "../../preau.db", 404, "", ""},
		{"teacher", teacher, designed + film, 403, "", ""},
		{"visitor", "", designed + film, 401, "", ""},
		{"visitor", "", "/api/v1/parcours/" + p.ID + "/thumbnail?v=x", 200, "image/png", ""},
		{"visitor", "", "/api/v1/parcours/" + demo.FeaturedID(demo.TitleLaicite) + "/thumbnail", 404, "", ""},
	} {
		resp, body := n.headers(tc.token, tc.path)
		h := resp.Header
		if resp.StatusCode != tc.status {
			t.Errorf("%s %s: %d, want %d: %s", tc.who, tc.path, resp.StatusCode, tc.status, body)
			continue
		}
		if tc.status != 200 {
			continue
		}
		if h.Get("Content-Type") != tc.kind || h.Get("Content-Disposition") != tc.saved {
			t.Errorf("%s: %q, %q", tc.path, h.Get("Content-Type"), h.Get("Content-Disposition"))
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s may run: %v", tc.path, h)
		}
	}
}
