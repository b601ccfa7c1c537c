package tracking_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/trackinghttp"
)

// serve puts the API in front of a world; the bearer is the person.
func serve(t testing.TB, w *world) *web.Server {
	t.Helper()
	app, _ := url.Parse("http://preau.test")
	content, _ := url.Parse("http://content.preau.test")
	everyone := map[string]actor.Actor{"Bearer ann": teacher, "Bearer zoe": other, "Bearer bob": trainer, "Bearer pia": pilot,
		"Bearer pol": pilot59, "Bearer lyo": pilotLy, "Bearer adm": admin}
	s := web.New(web.Config{App: app, Content: content, Log: slog.New(slog.DiscardHandler), Now: w.clock, Version: "test",
		Authenticate: func(c *fiber.Ctx) (actor.Actor, error) { return everyone[c.Get("Authorization")], nil }})
	trackinghttp.Register(s.API, w.svc)
	return s
}

func ask(t testing.TB, s *web.Server, who, method, path, body string) (int, string, http.Header) {
	t.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	r.Host = "preau.test"
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+who)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	res, err := s.Fiber.Test(r, 10_000)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(raw), res.Header
}

// TestEndpoints: role × request → status, what the answer must contain, what it must not.
func TestEndpoints(t *testing.T) {
	w := newWorld(t, true)
	w.enrol(t, selfPaced, "ann", nil)
	w.enrol(t, led, "ann", nil)
	w.enrol(t, selfPaced, "dan", func(v *tracking.EnrolmentView) {
		v.Academie = "lyon"
		v.Departement = "69"
		v.Parcours = "secret-de-lyon"
	})
	w.learn(t, teacher)
	w.settle(t)
	mine, err := w.svc.Attestations(t.Context(), teacher, 1, "")
	if err != nil || len(mine.Items) != 1 {
		t.Fatal(mine, err)
	}
	number := mine.Items[0].Number
	s := serve(t, w)
	for _, c := range []struct {
		name, who, method, path, body string
		status                        int
		has, hasNot                   string // several, separated by spaces
	}{
		{"learning page", "ann", "GET", "/learn/" + selfPaced, "", 200, `"state":"completed" "percent":100 "preview":false "next":"more"`, ""},
		{"learning page of a visitor", "", "GET", "/learn/" + selfPaced, "", 401, "sign_in_required", "1905"},
		{"learning page of one not enrolled", "zoe", "GET", "/learn/" + selfPaced, "", 403, "not_enrolled", "1905"},
		{"learning page of the trainer", "bob", "GET", "/learn/" + led, "", 200, `"preview":true`, ""},
		{"learning page of no session", "ann", "GET", "/learn/none", "", 404, "unknown_session", ""},
		{"content of a page", "ann", "GET", "/learn/" + selfPaced + "/activities/page", "", 200, `Contenu "next":"video"`, "position"},
		{"content of a video", "ann", "GET", "/learn/" + selfPaced + "/activities/video", "", 200, `"position":58 Français v.vtt "previous":"page"`, ""},
		{"content to one not enrolled", "zoe", "GET", "/learn/" + selfPaced + "/activities/page", "", 403, "not_enrolled", "Contenu"},
		{"content of no activity", "ann", "GET", "/learn/" + selfPaced + "/activities/x", "", 404, "unknown_activity", ""},
		{"seen", "ann", "POST", "/learn/" + led + "/activities/page/seen", "", 200, `"state":"completed" "done":1`, ""},
		{"seen by one not enrolled", "zoe", "POST", "/learn/" + led + "/activities/page/seen", "", 404, "not_found", ""},
		{"seen in a preview", "bob", "POST", "/learn/" + led + "/activities/page/seen", "", 404, "", `"done"`},
		{"video", "ann", "POST", "/learn/" + selfPaced + "/activities/video/video", `{"position":10,"watched":0.2}`, 200, `"state":"completed"`, ""},
		{"video seen twice over", "ann", "POST", "/learn/" + selfPaced + "/activities/video/video", `{"position":10,"watched":2}`, 422, "watched", ""},

		{"history", "ann", "GET", "/me/history", "", 200, number + " laïcité", "secret"},
		{"history of a visitor", "", "GET", "/me/history", "", 401, "", ""},
		{"history of one without any", "zoe", "GET", "/me/history", "", 200, `"items":[]`, "laïcité"},
		{"history for a spreadsheet", "ann", "GET", "/me/history.csv", "", 200, "Intitulé;Matricule 26_NDGS_LAICITE_1.0", ""},
		{"history for a program", "ann", "GET", "/me/history.json", "", 200, `"person":"ann" "trainings":[{`, ""},
		{"history for print", "ann", "GET", "/me/history.pdf", "", 200, "%PDF-1.7", ""},
		{"attestations", "ann", "GET", "/me/attestations", "", 200, number, ""},
		{"an attestation", "ann", "GET", "/attestations/" + number, "", 200, `"state":"valid" "minutesDistance":90`, ""},
		{"an attestation, of another", "zoe", "GET", "/attestations/" + number, "", 404, "not_found", "ann"},
		{"an attestation, by a pilot", "pia", "GET", "/attestations/" + number, "", 404, "not_found", "ann"},
		{"an attestation, by a visitor", "", "GET", "/attestations/" + number, "", 401, "", "ann"},
		{"an attestation for print", "ann", "GET", "/attestations/" + number + ".pdf", "", 200, "%PDF-1.7", ""},
		{"an attestation for print, of another", "zoe", "GET", "/attestations/" + number + ".pdf", "", 404, "", "%PDF"},
		{"verify, by anyone", "", "GET", "/attestations/" + strings.ToUpper(number) + "/verify", "", 200, `"valid":true "name":"Prénom "title":`, `minutes person session academie lille`},
		{"verify a number of nobody", "", "GET", "/attestations/0000/verify", "", 404, "unknown_attestation", ""},
		{"revoke, by its person", "ann", "POST", "/attestations/" + number + "/revoke", `{"reason":"non"}`, 403, "forbidden", ""},
		{"revoke, by a trainer", "bob", "POST", "/attestations/" + number + "/revoke", `{"reason":"non"}`, 403, "forbidden", ""},
		{"revoke without a reason", "adm", "POST", "/attestations/" + number + "/revoke", `{}`, 422, "reason", ""},
		{"reissue, by its person", "ann", "POST", "/attestations/" + number + "/reissue", "", 403, "forbidden", "lille"},
		{"reissue, by a visitor", "", "POST", "/attestations/" + number + "/reissue", "", 401, "", "lille"},
		{"reissue a number of nobody", "adm", "POST", "/attestations/0000/reissue", "", 404, "not_found", ""},
		{"attestations of a participant, by an administrator", "adm", "GET", "/sessions/" + selfPaced + "/participants/ann/attestations", "", 200, number, ""},
		{"attestations of a participant, of another session", "bob", "GET", "/sessions/" + selfPaced + "/participants/ann/attestations", "", 403, "not_trainer", number},
		{"attestations of a participant, by the trainer", "bob", "GET", "/sessions/" + led + "/participants/ann/attestations", "", 200, `"items":[]`, ""},
		{"attestations of a participant, by oneself", "ann", "GET", "/sessions/" + led + "/participants/ann/attestations", "", 403, "not_trainer", ""},
		{"attestations of a participant, by a visitor", "", "GET", "/sessions/" + led + "/participants/ann/attestations", "", 401, "", ""},
		{"visibility", "ann", "GET", "/me/visibility", "", 200, `"trainers":[{"person":"bob" "departement":"59"`, ""},
		{"visibility of a visitor", "", "GET", "/me/visibility", "", 401, "", ""},

		{"trainer's list", "bob", "GET", "/sessions/" + led + "/progress", "", 200, `"person":"ann" "École "meet"`, ""},
		{"trainer's list, by a peer", "ann", "GET", "/sessions/" + led + "/progress", "", 403, "not_trainer", "École"},
		{"trainer's list, by a pilot", "pia", "GET", "/sessions/" + led + "/progress", "", 403, "not_trainer", "École"},
		{"trainer's list of another session", "bob", "GET", "/sessions/" + selfPaced + "/progress", "", 403, "not_trainer", "ann"},
		{"presence", "bob", "PUT", "/sessions/" + led + "/meetings/m1/attendance", `{"present":["ann"],"absent":[]}`, 204, "", ""},
		{"presence, by oneself", "ann", "PUT", "/sessions/" + led + "/meetings/m1/attendance", `{"present":["ann"]}`, 403, "not_trainer", ""},
		{"presence corrected without a reason", "bob", "PUT", "/sessions/" + led + "/meetings/m1/attendance", `{"absent":["ann"]}`, 422, "reason", ""},
		{"presence corrected", "bob", "PUT", "/sessions/" + led + "/meetings/m1/attendance", `{"present":["ann"],"minutes":{"ann":60},"reason":"retard"}`, 204, "", ""},
		{"audit", "ann", "GET", "/sessions/" + led + "/participants/ann/attendance", "", 200, `"minutes":180 "reason":"retard"`, ""},
		{"audit, by a peer", "zoe", "GET", "/sessions/" + led + "/participants/ann/attendance", "", 403, "", "retard"},
		{"tick", "bob", "PUT", "/sessions/" + led + "/participants/ann/activities/work", `{"completed":true}`, 200, `"percent":100`, ""},
		{"tick, by oneself", "ann", "PUT", "/sessions/" + led + "/participants/ann/activities/work", `{"completed":true}`, 403, "not_trainer", ""},

		{"figures", "pia", "GET", "/pilot/lille/summary", "", 200, `"enrolled":2 "period":"2026-2027" "step":"week" Nord`, "lyon secret 69"},
		{"figures of a part", "pol", "GET", "/pilot/lille/summary", "", 200, `"restricted":["59"]`, "lyon"},
		{"figures of a part, asking more", "pol", "GET", "/pilot/lille/summary?departement=62", "", 403, "not_pilot", "enrolled"},
		{"figures of another académie", "pia", "GET", "/pilot/lyon/summary", "", 403, "not_pilot", "enrolled secret"},
		{"figures by a teacher", "ann", "GET", "/pilot/lille/summary", "", 403, "not_pilot", "enrolled"},
		{"figures by a visitor", "", "GET", "/pilot/lille/summary", "", 401, "", "enrolled"},
		{"figures through a clever name", "pia", "GET", "/pilot/lille:p:/summary", "", 422, "", "enrolled"},
		{"figures of a bad period", "pia", "GET", "/pilot/lille/summary?period=hier", "", 422, "bad_period", ""},
		{"figures with filters", "pia", "GET", "/pilot/lille/summary?degree=1d&sector=public&departement=59&period=2026-11", "", 200, `"enrolled":2 "step":"day"`, ""},
		{"export", "pia", "GET", "/pilot/lille/export.csv", "", 200, "Académie;Période Lille;2026-2027;Nord", "secret"},
		{"export of another académie", "pia", "GET", "/pilot/lyon/export.csv", "", 403, "", "secret"},
		{"export of Lyon", "lyo", "GET", "/pilot/lyon/export.csv", "", 200, "secret-de-lyon", "Lille"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, body, header := ask(t, s, c.who, c.method, c.path, c.body)
			if status != c.status {
				t.Fatalf("%d, want %d: %.300s", status, c.status, body)
			}
			for want := range strings.FieldsSeq(c.has) {
				if !strings.Contains(body, want) {
					t.Errorf("lacks %s: %.900s", want, body)
				}
			}
			for leak := range strings.FieldsSeq(c.hasNot) {
				if strings.Contains(body, leak) {
					t.Errorf("holds %s: %.900s", leak, body)
				}
			}
			if strings.HasPrefix(c.path, "/me/history.") && !strings.Contains(header.Get("Content-Disposition"), "attachment") {
				t.Errorf("no file name: %v", header)
			}
		})
	}
}

// TestOpenAPI: the description is whole, and no two operations share a name.
func TestOpenAPI(t *testing.T) {
	s := serve(t, newWorld(t, false))
	raw, err := json.Marshal(s.API.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"readLearningPage", "recordSeen", "recordVideo", "listMyHistory", "verifyAttestation", "readPilotSummary",
		"exportPilot", "markAttendance", "tickActivity", "listSessionProgress", "readVisibility", "printAttestation"} {
		if strings.Count(string(raw), `"operationId":"`+id+`"`) != 1 {
			t.Errorf("operation %s is not there once", id)
		}
	}
}
