package courseshttp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/courses"
	"preau.education/preau/courses/coursesdb"
	"preau.education/preau/courses/courseshttp"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/jobs"
	"preau.education/preau/internal/web"
)

// roles are who may ask in these tests, by their Bearer token.
var roles = map[string][]actor.Grant{
	"teacher":   nil,
	"colleague": nil,
	"lyonnaise": nil,
	"trainer":   {{Role: actor.Formateur}},
	"other":     {{Role: actor.Formateur}, {Role: actor.Concepteur}},
	"designer":  {{Role: actor.Concepteur}},
	"pilot":     {{Role: actor.Pilote, Scope: "lille"}},
	"admin":     {{Role: actor.Administrator}},
}

type world struct {
	t      testing.TB
	svc    *courses.Service
	server *web.Server
	now    time.Time
	names  map[string]string // what the cases write {between braces}
}

func (w *world) Profiles(_ context.Context, persons []string) (map[string]courses.Profile, error) {
	found := map[string]courses.Profile{}
	for _, p := range persons {
		if _, ok := roles[p]; ok {
			academie := "lille"
			if p == "lyonnaise" {
				academie = "lyon"
			}
			found[p] = courses.Profile{Publics: []string{"enseignants-college"}, Snapshot: courses.Snapshot{Name: "Une " + p, Academie: academie}}
		}
	}
	return found, nil
}

func (w *world) ByEmails(_ context.Context, emails []string) (map[string]string, error) {
	found := map[string]string{}
	for _, e := range emails {
		if name, ok := strings.CutSuffix(e, "@x.fr"); ok {
			if _, ok := roles[name]; ok {
				found[e] = name
			}
		}
	}
	return found, nil
}

func (w *world) Academies(context.Context) (map[string]string, error) {
	return map[string]string{"lille": "Académie de Lille", "lyon": "Académie de Lyon"}, nil
}

func (w *world) Zone(string) *time.Location {
	zone, err := time.LoadLocation("Europe/Paris")
	w.ok(err)
	return zone
}

func (w *world) Percent(_ context.Context, enrolments []courses.Enrolment) (map[string]courses.ProgressView, error) {
	found := map[string]courses.ProgressView{}
	for _, e := range enrolments {
		found[e.ID] = courses.ProgressView{State: courses.Current, Percent: 50, Done: 1, Total: 2,
			Next: &courses.NextActivity{ID: "a2", Title: "La suite", Kind: "page"}}
	}
	return found, nil
}

func authenticate(c *fiber.Ctx) (actor.Actor, error) {
	role, ok := strings.CutPrefix(c.Get("Authorization"), "Bearer ")
	if !ok {
		return actor.Actor{}, nil
	}
	return actor.Actor{Person: role, Name: role, Locale: "fr", Grants: roles[role]}, nil
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC), names: map[string]string{}}
	now := func() time.Time { return w.now }
	docs := docstoretest.NewAt(t, now)
	store, err := coursesdb.New(docs)
	w.ok(err)
	runner, err := jobs.NewRunner(docs, slog.New(slog.DiscardHandler), now) // takes jobs, and is not started
	w.ok(err)
	w.svc, err = courses.NewService(courses.Config{Store: store, People: w, Places: w, Progresses: w, Now: now})
	w.ok(err)
	t.Cleanup(func() { _ = w.svc.Close() })
	w.ok(w.svc.Start(t.Context()))
	app, _ := url.Parse("http://localhost:8080")
	content, _ := url.Parse("http://content.localhost:8080")
	w.server = web.New(web.Config{App: app, Content: content, Authenticate: authenticate, Log: slog.New(slog.DiscardHandler), Now: now, Version: "test"})
	courseshttp.Register(w.server.API, w.svc, runner, now)
	return w
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) expand(s string) string {
	for name, value := range w.names {
		s = strings.ReplaceAll(s, "{"+name+"}", value)
	}
	return s
}

func (w *world) do(role, method, path, body, ifMatch string) (int, string) {
	w.t.Helper()
	body = w.expand(body)
	r := httptest.NewRequest(method, "/api/v1"+w.expand(path), strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if role != "visitor" {
		r.Header.Set("Authorization", "Bearer "+role)
	}
	if ifMatch != "" {
		r.Header.Set("If-Match", ifMatch)
	}
	resp, err := w.server.Fiber.Test(r, -1)
	w.ok(err)
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	w.ok(err)
	return resp.StatusCode, string(answer)
}

const cardJSON = `{"title":"La laïcité à l'école","short":"LAI1","description":"Situer le principe.","collection":"%s","domain":"valeurs",
"origin":"dgesco","authors":"Dgesco","originCode":"NDGS","publics":["enseignants-college"],"minutesDistance":180,"minutesPresence":0,"year":"26"}`

const structureJSON = `{"sections":[{"id":"s1","title":"Découvrir","activities":[{"id":"a1","kind":"page","title":"Une page","minutes":10,
"required":true,"rule":{"kind":"viewed"},"page":{"html":"<p>Secret</p><script>x()</script>"}}]}]}`

// step is one request and what its answer must, and must not, contain; keep remembers the
// string at a JSON name of the answer for the steps that follow.
type step struct {
	role, method, path, body, ifMatch string
	status                            int
	has, hasNot                       []string
	keep                              map[string]string
}

func (w *world) run(steps []step) {
	w.t.Helper()
	for i, s := range steps {
		status, answer := w.do(s.role, s.method, s.path, s.body, s.ifMatch)
		name := fmt.Sprintf("%d. %s %s %s", i, s.role, s.method, s.path)
		if status != s.status {
			w.t.Fatalf("%s: %d, want %d\n%s", name, status, s.status, answer)
		}
		for _, part := range s.has {
			if !strings.Contains(answer, w.expand(part)) {
				w.t.Errorf("%s lacks %s\n%s", name, part, answer)
			}
		}
		for _, part := range s.hasNot {
			if strings.Contains(answer, w.expand(part)) {
				w.t.Errorf("%s holds %s\n%s", name, part, answer)
			}
		}
		var fields map[string]any
		if len(s.keep) > 0 {
			w.ok(json.Unmarshal([]byte(answer), &fields))
		}
		for as, field := range s.keep {
			w.names[as] = fmt.Sprint(fields[field])
		}
	}
}

func TestSelfPaced(t *testing.T) {
	w := newWorld(t)
	card := fmt.Sprintf(cardJSON, "autoformation")
	w.run([]step{
		{role: "visitor", method: "POST", path: "/parcours", body: card, status: 401, has: []string{`"sign_in_required"`}},
		{role: "teacher", method: "POST", path: "/parcours", body: card, status: 403, has: []string{`"forbidden"`}},
		{role: "designer", method: "POST", path: "/parcours", body: `{"title":"","year":"abc"}`, status: 422, has: []string{`"path":"title"`, `"path":"year"`}},
		{role: "designer", method: "POST", path: "/parcours", body: card, status: 201, has: []string{`"state":"draft"`, `"missing":[]`, `"etag":"\"1\""`}, keep: map[string]string{"p": "id"}},
		{role: "teacher", method: "GET", path: "/parcours/{p}", status: 404, hasNot: []string{"laïcité"}},
		{role: "other", method: "PUT", path: "/parcours/{p}/card", body: card, ifMatch: `"1"`, status: 404},
		{role: "designer", method: "PUT", path: "/parcours/{p}/card", body: card, status: 412, has: []string{"if_match_required"}},
		{role: "designer", method: "PUT", path: "/parcours/{p}/card", body: card, ifMatch: `"7"`, status: 412, has: []string{`"stale"`}},
		{role: "designer", method: "PUT", path: "/parcours/{p}/card", body: card, ifMatch: `"1"`, status: 200, has: []string{`"etag":"\"2\""`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/publish", body: `{"kind":"major"}`, status: 422, has: []string{"nothing_required"}},
		{role: "designer", method: "PUT", path: "/parcours/{p}/versions/1/structure", body: structureJSON, ifMatch: `"1"`, status: 200, has: []string{"Secret"}, hasNot: []string{"script"}},
		{role: "designer", method: "PUT", path: "/parcours/{p}/versions/1/structure", body: `{"sections":[{"id":"s","title":"S","activities":[{"id":"a","kind":"page","title":"x","minutes":1,"required":true,"rule":{"kind":"passed"}}]}]}`, ifMatch: `"2"`, status: 422, has: []string{`"code":"rule"`}},
		{role: "visitor", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u1","use":"video"}`, status: 401, has: []string{"sign_in_required"}},
		{role: "teacher", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u1","use":"video"}`, status: 404, hasNot: []string{"object"}},
		{role: "other", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u1","use":"video"}`, status: 404, hasNot: []string{"object"}},
		{role: "designer", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u1","use":"script"}`, status: 422, has: []string{`"path":"body.use"`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u1","use":"video"}`, status: 202, has: []string{`"object":"media/{p}/`}, keep: map[string]string{"job": "job"}},
		{role: "designer", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u1","use":"video"}`, status: 202, has: []string{`"job":"{job}"`}},
		{role: "admin", method: "POST", path: "/parcours/{p}/media", body: `{"upload":"u2","use":"captions"}`, status: 202},
		{role: "designer", method: "PUT", path: "/parcours/{p}/versions/1/structure", body: `{"sections":[{"id":"s","title":"S","activities":[{"id":"v","kind":"video","title":"x","minutes":1,"required":true,"rule":{"kind":"viewed"},"video":{"object":"uploads/u1/part-0","type":"text/html"}}]}]}`, ifMatch: `"2"`, status: 422, has: []string{`"unknown_media"`, `"path":"sections[0].activities[0].video"`}},
		{role: "designer", method: "PUT", path: "/parcours/{p}/card", body: `{"title":"La laïcité à l'école","thumbnail":"uploads/u1/part-0"}`, ifMatch: `"2"`, status: 422, has: []string{`"path":"thumbnail"`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/publish", body: `{"kind":"huge"}`, status: 422},
		{role: "designer", method: "POST", path: "/parcours/{p}/publish", body: `{"kind":"major","note":"Première"}`, status: 200, has: []string{`"state":"published"`, `"version":"1.0"`}},
		{role: "teacher", method: "GET", path: "/parcours/{p}/versions/1", status: 403, hasNot: []string{"Secret"}},
		{role: "designer", method: "GET", path: "/me/parcours", status: 200, has: []string{`"id":"{p}"`, `"next":""`}},
		{role: "teacher", method: "GET", path: "/me/parcours", status: 200, has: []string{`"items":[]`}},

		{role: "visitor", method: "GET", path: "/catalogue?q=la+la%C3%AFcit%C3%A9e", status: 200,
			has: []string{`"total":1`, `"corrected":"laïcité"`, `{"text":"laïcité","hit":true}`, `"status":"new"`, `"session":{"id":"p-{p}"`, `"tab":1`,
				`"publics":[{"label":"Enseignants de collège","english":"Lower secondary teachers"}]`, `"origin":{"label":"Nationale (Dgesco)","english":"National (Dgesco)"}`,
				`{"value":"valeurs","label":"Valeurs de la République","english":"Values of the Republic","count":1}`},
			hasNot: []string{`"mine"`, "Secret", "null"}},
		{role: "visitor", method: "GET", path: "/catalogue?domain=sciences&domain=valeurs&nature=accompanied", status: 200,
			has: []string{`"total":0`, `"items":[]`, `{"value":"autoformation","label":"À mon rythme","english":"At my own pace","count":1}`}},
		{role: "visitor", method: "GET", path: "/catalogue?limit=0", status: 422},
		{role: "visitor", method: "GET", path: "/catalogue?sort=colour", status: 422},
		{role: "visitor", method: "GET", path: "/catalogue?after=nonsense", status: 422, has: []string{"bad_cursor"}},
		{role: "teacher", method: "GET", path: "/catalogue?toOpen=true", status: 403},
		{role: "teacher", method: "GET", path: "/catalogue?preset=true", status: 200, has: []string{`"preset":{"public":["enseignants-college"]}`, `"total":1`}},
		{role: "visitor", method: "GET", path: "/parcours/{p}", status: 200, has: []string{`"matricule":"26_NDGS_LAI1_1.0"`, `"title":"Une page"`, `"mayDesign":false`}, hasNot: []string{"Secret", "null"}},
		{role: "teacher", method: "GET", path: "/parcours/nowhere", status: 404},

		{role: "visitor", method: "PUT", path: "/sessions/p-{p}/enrolment", status: 401},
		{role: "teacher", method: "PUT", path: "/sessions/p-{p}/enrolment", status: 200, has: []string{`"state":"enrolled"`}},
		{role: "teacher", method: "PUT", path: "/sessions/p-{p}/enrolment", status: 200, has: []string{`"state":"enrolled"`}},
		{role: "teacher", method: "GET", path: "/catalogue", status: 200, has: []string{`"mine":{"state":"enrolled"`, `"percent":50`}},
		{role: "colleague", method: "GET", path: "/catalogue", status: 200, hasNot: []string{`"mine"`}},
		{role: "teacher", method: "GET", path: "/me/enrolments?state=current", status: 200, has: []string{`"nextActivity":{"id":"a2","title":"La suite","kind":"page"}`, `"title":"La laïcité à l'école"`}},
		{role: "teacher", method: "GET", path: "/me/enrolments?state=done", status: 200, has: []string{`"items":[]`}},
		{role: "teacher", method: "GET", path: "/me/enrolments", status: 200, has: []string{`"session":"p-{p}"`}},
		{role: "colleague", method: "GET", path: "/me/enrolments", status: 200, has: []string{`"items":[]`}},
		{role: "visitor", method: "GET", path: "/me/enrolments", status: 401},

		{role: "teacher", method: "PUT", path: "/me/favourites/{p}", status: 204},
		{role: "teacher", method: "GET", path: "/me/favourites", status: 200, has: []string{`"favourite":true`}},
		{role: "colleague", method: "GET", path: "/me/favourites", status: 200, has: []string{`"items":[]`}},
		{role: "teacher", method: "DELETE", path: "/me/favourites/{p}", status: 204},
		{role: "teacher", method: "PUT", path: "/me/catalogue-preset", body: `{"facets":{"domain":["sciences"]}}`, status: 204},
		{role: "teacher", method: "GET", path: "/me/catalogue-preset", status: 200, has: []string{`"domain":["sciences"]`, `"chosen":true`}},
		{role: "colleague", method: "GET", path: "/me/catalogue-preset", status: 200, has: []string{`"public":["enseignants-college"]`, `"chosen":false`}},
		{role: "teacher", method: "DELETE", path: "/sessions/p-{p}/enrolment", status: 200, has: []string{`"state":"withdrawn"`}},

		{role: "other", method: "POST", path: "/parcours/{p}/copy", status: 201, has: []string{"(copie)"}, keep: map[string]string{"copy": "id"}},
		{role: "designer", method: "GET", path: "/parcours/{copy}", status: 404},
		{role: "designer", method: "POST", path: "/parcours/{p}/versions", status: 201, has: []string{`"number":2`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/archive", status: 200, has: []string{`"state":"archived"`}},
		{role: "visitor", method: "GET", path: "/catalogue", status: 200, has: []string{`"total":0`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/restore", status: 200, has: []string{`"state":"draft"`}},

		{role: "visitor", method: "GET", path: "/reference/offer", status: 200, has: []string{`"code":"3.2"`, `"public":"formateurs"`, `"needsEnd"`}},
		{role: "designer", method: "PUT", path: "/reference/offer", body: `{"domains":[],"publics":[],"collections":[],"origins":[],"originCodes":[],"certifications":[],"competences":[],"natures":[],"durations":[]}`, ifMatch: `"1"`, status: 403},
	})
}

func TestAccompanied(t *testing.T) {
	w := newWorld(t)
	w.run([]step{
		{role: "designer", method: "POST", path: "/parcours", body: fmt.Sprintf(cardJSON, "action"), status: 201, keep: map[string]string{"p": "id"}},
		{role: "trainer", method: "POST", path: "/sessions", body: `{"parcours":"{p}"}`, status: 409, has: []string{"parcours_not_published"}},
		{role: "designer", method: "PUT", path: "/parcours/{p}/versions/1/structure", body: structureJSON, ifMatch: `"1"`, status: 200},
		{role: "designer", method: "POST", path: "/parcours/{p}/publish", body: `{"kind":"major"}`, status: 200},
		{role: "trainer", method: "GET", path: "/catalogue?toOpen=true", status: 200, has: []string{`"status":"none"`}},
		{role: "teacher", method: "GET", path: "/catalogue", status: 200, has: []string{`"total":0`}},
		{role: "teacher", method: "POST", path: "/sessions", body: `{"parcours":"{p}"}`, status: 403},
		{role: "trainer", method: "POST", path: "/sessions", body: `{"parcours":"{p}","academie":"lille","capacity":2}`, status: 201,
			has: []string{`"state":"preparing"`, `"path":"start"`, `"path":"end"`, `"admission":"request"`, `"seatsLeft":2`}, keep: map[string]string{"s": "id", "etag": "etag"}},
		{role: "teacher", method: "GET", path: "/sessions/{s}", status: 404},
		{role: "trainer", method: "POST", path: "/sessions/{s}/open", status: 422, has: []string{`"path":"start"`}},
		{role: "trainer", method: "PUT", path: "/sessions/{s}", ifMatch: `"1"`, status: 422, has: []string{`"code":"order"`},
			body: `{"title":"T","admission":"request","trainers":["trainer"],"start":"2026-12-01T08:00:00Z","end":"2026-11-01T08:00:00Z"}`},
		{role: "trainer", method: "PUT", path: "/sessions/{s}", ifMatch: `"1"`, status: 200, has: []string{`"obstacles":[]`, `"etag":"\"2\""`},
			body: `{"title":"Laïcité à Lille","academie":"lille","admission":"request","capacity":2,"trainers":["trainer"],"start":"2026-10-01T08:00:00Z","end":"2026-11-01T08:00:00Z","gaia":["26A0090001"]}`},
		{role: "trainer", method: "GET", path: "/sessions/{s}", status: 200, has: []string{`"heldUp":false`,
			`"moves":[{"action":"open","at":"2026-09-30T22:00:00Z","day":"2026-10-01"},{"action":"close","at":"2026-11-01T23:00:00Z","day":"2026-11-01"}]`}},
		{role: "teacher", method: "POST", path: "/sessions/{s}/announce", status: 404},
		{role: "visitor", method: "POST", path: "/sessions/{s}/announce", status: 401},
		{role: "trainer", method: "POST", path: "/sessions/{s}/announce", status: 200, has: []string{`"state":"announced"`}},
		{role: "teacher", method: "POST", path: "/sessions/{s}/announce", status: 403},
		{role: "teacher", method: "POST", path: "/sessions/{s}/open", status: 403},
		{role: "trainer", method: "POST", path: "/sessions/{s}/open", status: 200, has: []string{`"state":"open"`}},
		{role: "teacher", method: "POST", path: "/sessions/{s}/close", status: 403},
		{role: "other", method: "GET", path: "/sessions/{s}/participants", status: 403},
		{role: "lyonnaise", method: "GET", path: "/catalogue", status: 200, has: []string{`"total":0`}, hasNot: []string{"{s}"}},
		{role: "lyonnaise", method: "GET", path: "/parcours/{p}", status: 404},
		{role: "lyonnaise", method: "PUT", path: "/sessions/{s}/enrolment", status: 404},
		{role: "lyonnaise", method: "GET", path: "/sessions/{s}", status: 404},
		{role: "teacher", method: "GET", path: "/catalogue", status: 200, has: []string{`"session":{"id":"{s}"`, `"seatsLeft":2`, `"academie":"lille"`}},
		{role: "teacher", method: "PUT", path: "/sessions/{s}/enrolment", status: 200, has: []string{`"state":"requested"`}},
		{role: "teacher", method: "GET", path: "/me/enrolments?state=requested", status: 200, has: []string{`"title":"Laïcité à Lille"`}},
		{role: "trainer", method: "GET", path: "/sessions/{s}", status: 200, has: []string{`"requested":1`, `"enrolled":0`}},
		{role: "teacher", method: "POST", path: "/sessions/{s}/participants/teacher/accept", status: 403},
		{role: "trainer", method: "POST", path: "/sessions/{s}/participants/teacher/accept", status: 200, has: []string{`"state":"enrolled"`}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/participants/nobody/accept", status: 404},
		{role: "trainer", method: "POST", path: "/sessions/{s}/participants", body: `{"addresses":"Une <colleague@x.fr>; pilot@x.fr, unknown@y.fr | rien"}`, status: 200,
			has: []string{`"enrolled":[{"person":"colleague"`, `"waiting":[{"person":"pilot"`, `"invited":["unknown@y.fr"]`, `"invalid":["rien"]`}},
		{role: "trainer", method: "GET", path: "/sessions/{s}/invitations", status: 200, has: []string{"unknown@y.fr"}},
		{role: "teacher", method: "GET", path: "/sessions/{s}/invitations", status: 403, hasNot: []string{"unknown"}},
		{role: "trainer", method: "GET", path: "/sessions/{s}/participants?state=waiting", status: 200, has: []string{`"pilot"`}, hasNot: []string{`"colleague"`}},
		{role: "trainer", method: "GET", path: "/sessions/{s}/participants?limit=1", status: 200, has: []string{`"person":"colleague"`}, hasNot: []string{`"next":""`}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/messages", body: `{"persons":["teacher"],"subject":"Bonjour","body":"À jeudi."}`, status: 201, has: []string{`"persons":1`}},
		{role: "teacher", method: "POST", path: "/sessions/{s}/messages", body: `{"persons":["colleague"],"subject":"Bonjour","body":"Moi."}`, status: 403},
		{role: "trainer", method: "PUT", path: "/sessions/{s}/meetings/m1", body: `{"title":"Lancement","start":"2026-10-01T08:00:00Z","end":"2026-10-01T10:00:00Z","kind":"virtual"}`, status: 200, has: []string{`"id":"m1"`}},
		{role: "trainer", method: "DELETE", path: "/sessions/{s}/meetings/m1", status: 200, has: []string{`"meetings":[]`}},
		{role: "trainer", method: "GET", path: "/me/sessions", status: 200, has: []string{`"id":"{s}"`, `"enrolled":2`, `"parcoursTitle":"La laïcité à l'école"`}},
		{role: "teacher", method: "GET", path: "/me/sessions", status: 200, has: []string{`"items":[]`}},
		{role: "trainer", method: "DELETE", path: "/sessions/{s}/participants/colleague", status: 200, has: []string{`"state":"withdrawn"`}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/close", status: 200, has: []string{`"state":"closed"`}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/reopen", status: 200, has: []string{`"state":"open"`}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/cancel", status: 200, has: []string{`"state":"cancelled"`}},
		{role: "pilot", method: "GET", path: "/sessions/{s}", status: 403},
		{role: "admin", method: "GET", path: "/sessions/{s}", status: 200},
	})
}

func TestTeams(t *testing.T) {
	w := newWorld(t)
	w.run([]step{
		{role: "designer", method: "POST", path: "/parcours", body: fmt.Sprintf(cardJSON, "action"), status: 201, keep: map[string]string{"p": "id"}},
		{role: "visitor", method: "GET", path: "/parcours/{p}/concepteurs", status: 401},
		{role: "teacher", method: "GET", path: "/parcours/{p}/concepteurs", status: 404, hasNot: []string{"Une designer"}},
		{role: "other", method: "POST", path: "/parcours/{p}/concepteurs", body: `{"email":"other@x.fr"}`, status: 404},
		{role: "designer", method: "GET", path: "/parcours/{p}/concepteurs", status: 200, has: []string{`{"person":"designer","name":"Une designer","owner":true}`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/concepteurs", body: `{"email":"nobody@x.fr"}`, status: 422, has: []string{`"path":"email"`, `"unknown_address"`, "nobody@x.fr"}},
		{role: "designer", method: "POST", path: "/parcours/{p}/concepteurs", body: `{"email":"a@x.fr, b@x.fr"}`, status: 422, has: []string{`"code":"address"`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/concepteurs", body: `{"email":" Une Other <OTHER@x.fr> "}`, status: 200, has: []string{`{"person":"other","name":"Une other","owner":false}`}},
		{role: "designer", method: "POST", path: "/parcours/{p}/concepteurs", body: `{"email":"other@x.fr"}`, status: 200}, // again changes nothing
		{role: "other", method: "GET", path: "/parcours/{p}/versions/1", status: 200},
		{role: "other", method: "DELETE", path: "/parcours/{p}/concepteurs/designer", status: 409, has: []string{"owner_stays"}},
		{role: "other", method: "DELETE", path: "/parcours/{p}/concepteurs/other", status: 200, has: []string{`"items":[{"person":"designer"`}, hasNot: []string{`"other"`}},
		{role: "other", method: "GET", path: "/parcours/{p}/concepteurs", status: 404},
		{role: "admin", method: "POST", path: "/parcours/{p}/concepteurs", body: `{"email":"other@x.fr"}`, status: 200},
		{role: "admin", method: "DELETE", path: "/parcours/{p}/concepteurs/other", status: 200},
		{role: "admin", method: "DELETE", path: "/parcours/{p}/concepteurs/other", status: 200}, // as for one who is not there

		{role: "designer", method: "PUT", path: "/parcours/{p}/versions/1/structure", body: structureJSON, ifMatch: `"1"`, status: 200},
		{role: "designer", method: "POST", path: "/parcours/{p}/publish", body: `{"kind":"major"}`, status: 200},
		{role: "trainer", method: "POST", path: "/sessions", body: `{"parcours":"{p}"}`, status: 201, keep: map[string]string{"s": "id"}},
		{role: "visitor", method: "GET", path: "/sessions/{s}/trainers", status: 401},
		{role: "other", method: "GET", path: "/sessions/{s}/trainers", status: 404, hasNot: []string{"Une trainer"}},
		{role: "teacher", method: "POST", path: "/sessions/{s}/trainers", body: `{"email":"teacher@x.fr"}`, status: 404},
		{role: "trainer", method: "GET", path: "/sessions/{s}/trainers", status: 200, has: []string{`"items":[{"person":"trainer","name":"Une trainer","owner":false}]`}},
		{role: "trainer", method: "DELETE", path: "/sessions/{s}/trainers/trainer", status: 409, has: []string{"last_trainer"}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/trainers", body: `{"email":"nobody@x.fr"}`, status: 422, has: []string{`"unknown_address"`}},
		{role: "trainer", method: "POST", path: "/sessions/{s}/trainers", body: `{"email":"other@x.fr"}`, status: 200, has: []string{`"person":"other"`}},
		{role: "other", method: "GET", path: "/me/sessions", status: 200, has: []string{`"id":"{s}"`}},
		{role: "other", method: "DELETE", path: "/sessions/{s}/trainers/trainer", status: 200, has: []string{`"items":[{"person":"other"`}},
		{role: "trainer", method: "GET", path: "/sessions/{s}", status: 404},
		{role: "other", method: "POST", path: "/sessions/{s}/cancel", status: 200},
		{role: "other", method: "POST", path: "/sessions/{s}/trainers", body: `{"email":"trainer@x.fr"}`, status: 409, has: []string{"session_state"}},
	})
}
