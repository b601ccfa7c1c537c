package identityhttp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/identity/identitydb"
	"preau.education/preau/internal/identity/identityhttp"
	"preau.education/preau/internal/identity/password"
	"preau.education/preau/internal/web"
)

const phrase = "le tableau est noir"

type world struct {
	t      testing.TB
	now    time.Time
	svc    *identity.Service
	server *web.Server
	people map[string]identity.Person
	tokens map[string]string // role → access token
}

func newWorld(t testing.TB, app string) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC), people: map[string]identity.Person{}, tokens: map[string]string{"visitor": ""}}
	now := func() time.Time { return w.now }
	store, err := identitydb.Open(docstoretest.NewAt(t, now))
	if err != nil {
		t.Fatal(err)
	}
	w.svc = identity.NewService(identity.Config{Store: store, Now: now,
		Hasher: password.NewHasher(password.Params{Memory: 64, Time: 1, Threads: 1}, 2)})
	if err := w.svc.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	appURL, _ := url.Parse(app)
	contentURL, _ := url.Parse("http://content.localhost:8080")
	cookies := identityhttp.NewCookies(appURL)
	w.server = web.New(web.Config{App: appURL, Content: contentURL, Authenticate: identityhttp.Authenticate(w.svc, cookies),
		Log: slog.New(slog.DiscardHandler), Now: now, Version: "test",
		Proxies: []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")}}) // where Fiber's own test requests come from
	identityhttp.Register(w.server.API, w.svc, cookies)
	identityhttp.Routes(w.server.Fiber, w.svc)
	w.add("teacher", identity.Profile{Academie: "lille"})
	w.add("parisian", identity.Profile{Academie: "paris", Departement: "75", UAI: "0750655E"})
	w.add("pilot", identity.Profile{Academie: "lille"}, actor.Grant{Role: actor.Pilote, Scope: "lille"})
	w.add("manager", identity.Profile{Academie: "lille"}, actor.Grant{Role: actor.Gestionnaire, Scope: "lille"})
	w.add("admin", identity.Profile{}, actor.Grant{Role: actor.Administrator})
	return w
}

func (w *world) add(role string, p identity.Profile, grants ...actor.Grant) {
	w.t.Helper()
	person, err := w.svc.Add(context.Background(), actor.System(), identity.NewPerson{ID: role, GivenName: "Une", FamilyName: "Personne",
		Emails: []string{role + "@x.fr"}, Password: phrase, Profile: p, Grants: grants})
	if err != nil {
		w.t.Fatal(err)
	}
	pass, err := w.svc.SignIn(context.Background(), identity.Credentials{Email: role + "@x.fr", Password: phrase})
	if err != nil {
		w.t.Fatal(err)
	}
	w.people[role], w.tokens[role] = person, pass.Access
}

// do sends a request; headers are pairs.
func (w *world) do(method, path, body string, headers ...string) (*http.Response, string) {
	w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := w.server.Fiber.Test(r, -1)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp, string(answer)
}

const emptyProfile = `"profile":{"academie":"lille","departement":"","uai":"","establishment":"","degree":"","sector":"","fonction":"","corps":"","publics":[]}`

func TestEndpoints(t *testing.T) {
	w := newWorld(t, "http://localhost:8080")
	profile := `{"academie":"lille","departement":"59","uai":"0590123n","establishment":"Collège","degree":"2d","sector":"public","fonction":"ENS2D-CLG","corps":"certifies","publics":[]}`
	newPerson := `{"givenName":"Bob","familyName":"Martin","emails":["bob@x.fr"],` + emptyProfile + `}`
	for _, c := range []struct {
		role, method, path, body string
		ifMatch                  string
		status                   int
		has, hasNot              string // words the answer must, and must not, contain
	}{
		{role: "visitor", method: "GET", path: "/api/v1/me", status: 401, has: `"code":"sign_in_required"`, hasNot: "Personne"},
		{role: "teacher", method: "GET", path: "/api/v1/me", status: 200,
			has:    `"id":"teacher" "email":"teacher@x.fr" "profileComplete":false "roles":[] "train":false "pilot":[] "administer":false "etag":`,
			hasNot: "argon2 password profileAskedAt"},
		{role: "parisian", method: "GET", path: "/api/v1/me", status: 200, has: `"profileComplete":true`},
		{role: "pilot", method: "GET", path: "/api/v1/me", status: 200, has: `"roles":[{"role":"pilote","scope":"lille"}] "pilot":["lille"]`},
		{role: "admin", method: "GET", path: "/api/v1/me", status: 200, has: `"train":true "design":true "administer":true "versailles"`},
		{role: "visitor", method: "PUT", path: "/api/v1/me/profile", body: profile, ifMatch: `"2"`, status: 401},
		{role: "teacher", method: "PUT", path: "/api/v1/me/profile", body: profile, status: 412, has: "if_match_required"},
		{role: "teacher", method: "PUT", path: "/api/v1/me/profile", body: profile, ifMatch: `"99"`, status: 412, has: "stale"},
		{role: "teacher", method: "PUT", path: "/api/v1/me/profile", body: strings.Replace(profile, "0590123n", "0590123X", 1), ifMatch: `"2"`, status: 422, has: `"path":"uai" "code":"bad_uai" "message":"Ce`},
		{role: "teacher", method: "PUT", path: "/api/v1/me/profile", body: `{"academie":1}`, ifMatch: `"2"`, status: 422},
		{role: "teacher", method: "PUT", path: "/api/v1/me/profile", body: profile, ifMatch: `"2"`, status: 200,
			has: `"uai":"0590123N" "publics":["enseignants-college"] "profileComplete":true "profileAskedAt":`},
		{role: "visitor", method: "PUT", path: "/api/v1/me/profile/asked", status: 401},
		{role: "pilot", method: "PUT", path: "/api/v1/me/profile/asked", status: 204},
		{role: "visitor", method: "GET", path: "/api/v1/reference/people", status: 200,
			has: `"code":"lille","name":"Lille" "code":"2A","name":"Corse-du-Sud" "ENS2D-CLG" "certifies" "degrees":["1d","2d","other"] "sectors":["public","private"]`},
		{role: "teacher", method: "PUT", path: "/api/v1/reference/people", body: `{"academies":[],"fonctions":[],"corps":[]}`, ifMatch: `"1"`, status: 403},
		{role: "admin", method: "PUT", path: "/api/v1/reference/people", body: `{"academies":[],"fonctions":[],"corps":[{"code":"","label":"x"}]}`, ifMatch: `"1"`, status: 422},

		{role: "visitor", method: "GET", path: "/api/v1/people?academie=lille", status: 403, hasNot: "Personne"},
		{role: "teacher", method: "GET", path: "/api/v1/people?academie=lille", status: 403, hasNot: "Personne"},
		{role: "pilot", method: "GET", path: "/api/v1/people?academie=lille", status: 403, hasNot: "Personne"},
		{role: "manager", method: "GET", path: "/api/v1/people?academie=paris", status: 403, hasNot: "parisian"},
		{role: "manager", method: "GET", path: "/api/v1/people?academie=lille", status: 200, has: `"id":"teacher" "id":"pilot"`, hasNot: "parisian argon2"},
		{role: "manager", method: "GET", path: "/api/v1/people", status: 422},
		{role: "visitor", method: "GET", path: "/api/v1/people/teacher", status: 401, hasNot: "Personne"},
		{role: "pilot", method: "GET", path: "/api/v1/people/teacher", status: 404, hasNot: "Personne"},
		{role: "manager", method: "GET", path: "/api/v1/people/parisian", status: 404, hasNot: "Personne"},
		{role: "manager", method: "GET", path: "/api/v1/people/nobody", status: 404},
		{role: "manager", method: "GET", path: "/api/v1/people/teacher", status: 200, has: `"id":"teacher"`, hasNot: "argon2"},
		{role: "teacher", method: "POST", path: "/api/v1/people", body: newPerson, status: 403},
		{role: "manager", method: "POST", path: "/api/v1/people", body: newPerson, status: 201, has: `"emails":["bob@x.fr"]`},
		{role: "manager", method: "POST", path: "/api/v1/people", body: newPerson, status: 409, has: "email_taken"},
		{role: "admin", method: "POST", path: "/api/v1/people", body: strings.Replace(newPerson, "bob@x.fr", "bob", 1), status: 422, has: "bad_email"},
		{role: "pilot", method: "PUT", path: "/api/v1/people/pilot/roles/administrator", status: 403},
		{role: "manager", method: "PUT", path: "/api/v1/people/teacher/roles/administrator", status: 403},
		{role: "manager", method: "PUT", path: "/api/v1/people/parisian/roles/formateur", status: 404},
		{role: "manager", method: "PUT", path: "/api/v1/people/teacher/roles/formateur", status: 200, has: `{"role":"formateur","scope":""}`},
		{role: "manager", method: "PUT", path: "/api/v1/people/teacher/roles/pilote?scope=lille%2F59", status: 200, has: `{"role":"pilote","scope":"lille/59"}`},
		{role: "manager", method: "DELETE", path: "/api/v1/people/teacher/roles/formateur", status: 200, hasNot: "formateur"},
		{role: "manager", method: "PUT", path: "/api/v1/people/manager/disabled", body: `{"disabled":true}`, status: 403},
		{role: "manager", method: "PUT", path: "/api/v1/people/pilot/password", body: `{"password":"une autre phrase"}`, status: 403},
		{role: "manager", method: "PUT", path: "/api/v1/people/pilot/disabled", body: `{"disabled":true}`, status: 204},
		{role: "pilot", method: "GET", path: "/api/v1/me", status: 401, hasNot: "Personne"},
		{role: "visitor", method: "GET", path: "/.well-known/jwks.json", status: 200, has: `"kty":"OKP" "crv":"Ed25519" "kid":"k1"`, hasNot: `"d"`},
	} {
		t.Run(c.role+" "+c.method+" "+c.path, func(t *testing.T) {
			headers := []string{}
			if access := w.tokens[c.role]; access != "" {
				headers = append(headers, "Authorization", "Bearer "+access)
			}
			if c.ifMatch != "" {
				headers = append(headers, "If-Match", c.ifMatch)
			}
			w.now = w.now.Add(time.Millisecond)
			resp, answer := w.do(c.method, c.path, c.body, headers...)
			if resp.StatusCode != c.status {
				t.Fatalf("status %d, want %d: %s", resp.StatusCode, c.status, answer)
			}
			for _, word := range strings.Fields(c.has) {
				if !strings.Contains(answer, word) {
					t.Errorf("%q is missing from %s", word, answer)
				}
			}
			for _, word := range strings.Fields(c.hasNot) {
				if strings.Contains(answer, word) {
					t.Errorf("%q is in %s", word, answer)
				}
			}
		})
	}
}

// kept returns the cookies of an answer as a browser sends them back to the path.
func kept(resp *http.Response, path string) string {
	var pairs []string
	for _, c := range resp.Cookies() {
		if strings.HasPrefix(path, c.Path) && c.Value != "" {
			pairs = append(pairs, c.Name+"="+c.Value)
		}
	}
	return strings.Join(pairs, "; ")
}

func TestCookies(t *testing.T) {
	w := newWorld(t, "http://localhost:8080")
	const own = "same-origin"
	good := `{"email":"teacher@x.fr","password":"` + phrase + `"}`

	resp, answer := w.do("POST", "/api/v1/sign-in", good, "Sec-Fetch-Site", own)
	if resp.StatusCode != 200 || !strings.Contains(answer, `"id":"teacher"`) || !strings.Contains(answer, `"expiresAt":`) || strings.Contains(answer, `"tokens"`) {
		t.Fatalf("%d %s", resp.StatusCode, answer)
	}
	for _, c := range resp.Cookies() {
		if !c.HttpOnly || c.Secure || c.MaxAge != 0 || !c.Expires.IsZero() {
			t.Errorf("cookie %+v", c)
		}
	}
	app, refresh := kept(resp, "/"), kept(resp, "/api/v1/token/refresh")
	if !strings.HasPrefix(app, "preau=") || strings.Contains(app, "preau-refresh") || !strings.Contains(refresh, "preau-refresh=") {
		t.Fatalf("cookies %q %q", app, refresh)
	}

	resp, _ = w.do("GET", "/api/v1/me", "", "Cookie", app)
	if resp.StatusCode != 200 {
		t.Errorf("with the cookie: %d", resp.StatusCode)
	}
	resp, _ = w.do("PUT", "/api/v1/me/profile/asked", "", "Cookie", app, "Sec-Fetch-Site", "cross-site")
	if resp.StatusCode != 403 {
		t.Errorf("from another site: %d", resp.StatusCode)
	}

	w.now = w.now.Add(time.Hour)
	if resp, _ = w.do("GET", "/api/v1/me", "", "Cookie", app); resp.StatusCode != 401 {
		t.Errorf("an hour later: %d", resp.StatusCode)
	}
	if resp, _ = w.do("POST", "/api/v1/token/refresh", "", "Cookie", refresh, "Sec-Fetch-Site", "same-site"); resp.StatusCode != 403 {
		t.Errorf("a refresh from the content host: %d", resp.StatusCode)
	}
	if resp, _ = w.do("POST", "/api/v1/token/refresh", "", "Cookie", refresh, "Origin", "http://content.localhost:8080"); resp.StatusCode != 403 {
		t.Errorf("a refresh from the content host of an old browser: %d", resp.StatusCode)
	}
	resp, answer = w.do("POST", "/api/v1/token/refresh", "", "Cookie", refresh, "Sec-Fetch-Site", own)
	if resp.StatusCode != 200 || !strings.Contains(answer, "expiresAt") || strings.Contains(answer, `"access"`) {
		t.Fatalf("refresh: %d %s", resp.StatusCode, answer)
	}
	app = kept(resp, "/")
	if resp, _ = w.do("GET", "/api/v1/me", "", "Cookie", app); resp.StatusCode != 200 {
		t.Errorf("after the refresh: %d", resp.StatusCode)
	}

	// Signing out works with an access token whose time is over, and twice.
	w.now = w.now.Add(time.Hour)
	for range 2 {
		resp, _ = w.do("POST", "/api/v1/sign-out", "", "Cookie", app, "Sec-Fetch-Site", own)
		if resp.StatusCode != 204 || kept(resp, "/api/v1/token/refresh") != "" || len(resp.Cookies()) != 2 {
			t.Errorf("sign-out: %d %v", resp.StatusCode, resp.Cookies())
		}
	}
	resp, answer = w.do("POST", "/api/v1/token/refresh", "", "Cookie", refresh, "Sec-Fetch-Site", own)
	if resp.StatusCode != 401 || len(resp.Cookies()) != 2 || !strings.Contains(answer, "sign_in_required") {
		t.Errorf("a refresh after the sign-out: %d %s", resp.StatusCode, answer)
	}
}

func TestCookiesOverHTTPS(t *testing.T) {
	w := newWorld(t, "https://preau.example")
	resp, _ := w.do("POST", "/api/v1/sign-in", `{"email":"teacher@x.fr","password":"`+phrase+`","lasting":true}`, "Origin", "https://preau.example")
	if resp.StatusCode != 200 || len(resp.Cookies()) != 2 {
		t.Fatalf("%d %v", resp.StatusCode, resp.Cookies())
	}
	for _, c := range resp.Cookies() {
		want := map[string]struct {
			path string
			site http.SameSite
		}{"__Host-preau": {"/", http.SameSiteLaxMode}, "__Secure-preau-refresh": {"/api/v1/token", http.SameSiteStrictMode}}[c.Name]
		if c.Path != want.path || c.SameSite != want.site || !c.Secure || !c.HttpOnly || c.Domain != "" || c.Expires.IsZero() {
			t.Errorf("cookie %+v", c)
		}
	}
	if resp, _ := w.do("GET", "/api/v1/me", "", "Cookie", kept(resp, "/")); resp.StatusCode != 200 {
		t.Errorf("%d", resp.StatusCode)
	}
}

func TestBearerAndSlowDown(t *testing.T) {
	w := newWorld(t, "http://localhost:8080")
	resp, answer := w.do("POST", "/api/v1/sign-in", `{"email":"teacher@x.fr","password":"`+phrase+`","bearer":true}`)
	var got struct{ Tokens identityhttp.Tokens }
	if err := json.Unmarshal([]byte(answer), &got); err != nil || resp.StatusCode != 200 || len(resp.Cookies()) != 0 || got.Tokens.Refresh == "" {
		t.Fatalf("%d %s %v", resp.StatusCode, answer, err)
	}
	body, _ := json.Marshal(map[string]string{"refresh": got.Tokens.Refresh})
	resp, answer = w.do("POST", "/api/v1/token/refresh", string(body))
	if err := json.Unmarshal([]byte(answer), &got.Tokens); err != nil || resp.StatusCode != 200 || len(resp.Cookies()) != 0 {
		t.Fatalf("%d %s %v", resp.StatusCode, answer, err)
	}
	w.now = w.now.Add(time.Second)
	access := "Bearer " + got.Tokens.Access
	if resp, _ = w.do("POST", "/api/v1/sign-out-everywhere", "", "Authorization", access); resp.StatusCode != 204 {
		t.Errorf("sign-out everywhere: %d", resp.StatusCode)
	}
	if resp, _ = w.do("GET", "/api/v1/me", "", "Authorization", access); resp.StatusCode != 401 {
		t.Errorf("afterwards: %d", resp.StatusCode)
	}
	for i := range 7 {
		resp, answer = w.do("POST", "/api/v1/sign-in", `{"email":"teacher@x.fr","password":"non"}`)
		want, code := 401, "bad_credentials"
		if i == 6 {
			want, code = 429, "too_many_attempts"
		}
		if resp.StatusCode != want || !strings.Contains(answer, code) {
			t.Errorf("try %d: %d %s", i+1, resp.StatusCode, answer)
		}
	}
	if resp.Header.Get("Retry-After") != "2" {
		t.Errorf("Retry-After %q", resp.Header.Get("Retry-After"))
	}
	resp, _ = w.do("POST", "/api/v1/sign-in", `{"email":"teacher@x.fr","password":"`+phrase+`"}`, "Sec-Fetch-Site", "cross-site")
	if resp.StatusCode != 403 {
		t.Errorf("a sign-in from another site: %d", resp.StatusCode)
	}
}

// Behind a proxy, addresses are counted apart, whatever who guesses writes in the header.
func TestSlowDownByAddress(t *testing.T) {
	w := newWorld(t, "http://localhost:8080")
	try := func(i int, said string) int {
		t.Helper()
		resp, _ := w.do("POST", "/api/v1/sign-in", fmt.Sprintf(`{"email":"guess%d@x.fr","password":"non"}`, i), "X-Forwarded-For", said)
		return resp.StatusCode
	}
	for i := range 301 {
		if status := try(i, fmt.Sprintf("198.51.100.%d, 192.0.2.7", i%250)); status != 401 {
			t.Fatalf("try %d: %d", i+1, status)
		}
	}
	if status := try(301, "198.51.100.251, 192.0.2.7"); status != 429 {
		t.Errorf("after 301 failures from one address: %d", status)
	}
	if status := try(302, "192.0.2.8"); status != 401 {
		t.Errorf("from another address: %d", status)
	}
}
