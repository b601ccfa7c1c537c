package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

func newTestServer(t *testing.T) *Server {
	t.Helper()
	app, _ := url.Parse("http://preau.test")
	content, _ := url.Parse("http://content.preau.test")
	s := New(Config{App: app, Content: content, Log: slog.New(slog.DiscardHandler), Now: time.Now, Version: "test",
		Authenticate: func(c *fiber.Ctx) (actor.Actor, error) {
			switch {
			case c.Get("Authorization") == "Bearer camille" || c.Cookies("preau") == "camille":
				return actor.Actor{Person: "camille"}, nil
			case c.Cookies("preau") != "":
				return actor.Actor{}, fault.New("test", fault.Unauthorized, "bad_token", "")
			}
			return actor.Actor{}, nil
		}})
	huma.Register(s.API, huma.Operation{OperationID: "who", Method: "GET", Path: "/api/v1/who"}, func(ctx context.Context, _ *struct{}) (*whoAnswer, error) {
		out := &whoAnswer{}
		out.Body.Person = Actor(ctx).Person
		return out, nil
	})
	huma.Register(s.API, huma.Operation{OperationID: "put", Method: "PUT", Path: "/api/v1/thing"}, func(ctx context.Context, in *thing) (*struct{}, error) {
		if in.Body.Name == "secret" {
			return nil, Err(ctx, errors.New("password is hunter2"))
		}
		return nil, Err(ctx, fault.New("thing", fault.Conflict, "taken", "Ce nom est pris."))
	})
	s.Fiber.Get("/c/token/file", func(c *fiber.Ctx) error { return c.SendString("untrusted") })
	return s
}

type whoAnswer struct {
	Body struct {
		Person string `json:"person"`
	}
}

type thing struct {
	Body struct {
		Name string `json:"name" minLength:"2"`
	}
}

func TestRequests(t *testing.T) {
	s := newTestServer(t)
	err := s.ServePages(Pages{
		Files: fstest.MapFS{
			"index.html":     {Data: []byte(`<html lang="fr"><meta nonce="__NONCE__"><div id="root"><!--preau:first--></div><!--preau:data-->`)},
			"assets/a.js":    {Data: []byte("plain")},
			"assets/a.js.br": {Data: []byte("brotli")},
			"favicon.svg":    {Data: []byte("<svg/>")},
		},
		Seeds: func(path, _ string, _ actor.Actor) []string {
			if path == "/thing/gone" {
				return []string{"/api/v1/who", "/api/v1/absent"}
			}
			return []string{"/api/v1/who"}
		},
		Exists: func(path string) bool { return path != "/nowhere" },
		First: func(path string, query url.Values, answers []json.RawMessage) []byte {
			return fmt.Appendf(nil, "<p>%s %s %s</p>", path, query.Get("q"), answers)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	const app, content = "preau.test", "content.preau.test"
	for _, tc := range []struct {
		name, method, host, path, body string
		headers                        map[string]string
		status                         int
		has, hasNot                    string
	}{
		{name: "visitor", path: "/api/v1/who", status: 200, has: `"person":""`},
		{name: "cookie", path: "/api/v1/who", headers: map[string]string{"Cookie": "preau=camille"}, status: 200, has: "camille"},
		{name: "bad cookie is told on the API", path: "/api/v1/who", headers: map[string]string{"Cookie": "preau=x"}, status: 401, has: `"code":"bad_token"`},
		{name: "bad cookie is a visitor's on a page", path: "/", headers: map[string]string{"Cookie": "preau=x"}, status: 200},
		{name: "problem", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, status: 409, has: `"code":"taken"`},
		{name: "validation", method: "PUT", path: "/api/v1/thing", body: `{"name":"a"}`, status: 422, has: `body.name`},
		{name: "internal says nothing", method: "PUT", path: "/api/v1/thing", body: `{"name":"secret"}`, status: 500, has: "requestId", hasNot: "hunter2"},
		{name: "foreign origin", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, headers: map[string]string{"Cookie": "preau=camille", "Origin": "http://evil.test"}, status: 403, has: "foreign_origin"},
		{name: "no origin", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, headers: map[string]string{"Cookie": "preau=camille"}, status: 403},
		{name: "content host as origin", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, headers: map[string]string{"Cookie": "preau=camille", "Origin": "http://content.preau.test"}, status: 403},
		{name: "same site is not same origin", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, headers: map[string]string{"Cookie": "preau=camille", "Origin": "http://preau.test", "Sec-Fetch-Site": "same-site"}, status: 403},
		{name: "own origin", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, headers: map[string]string{"Cookie": "preau=camille", "Origin": "http://preau.test"}, status: 409},
		{name: "bearer needs no origin", method: "PUT", path: "/api/v1/thing", body: `{"name":"ab"}`, headers: map[string]string{"Authorization": "Bearer camille"}, status: 409},
		{name: "content on its host", host: content, path: "/c/token/file", status: 200, has: "untrusted"},
		{name: "content on the app's host", host: app, path: "/c/token/file", status: 404, hasNot: "untrusted"},
		{name: "app on the content host", host: content, path: "/api/v1/who", status: 404, hasNot: "person"},
		{name: "page with its data", path: "/catalogue", headers: map[string]string{"Accept": "text/html", "Cookie": "preau=camille"}, status: 200, has: `{"key":["GET","/api/v1/who"],"data":{"person":"camille"}}`},
		{name: "page about nothing", path: "/thing/gone", status: 404, has: `"person":""`, hasNot: "absent"},
		{name: "no page", path: "/nowhere", status: 404, has: `<meta nonce="`},
		{name: "drawn for a visitor", path: "/catalogue?q=a%20b", status: 200, has: `<div id="root"><p>/catalogue a b [{"person":""`},
		{name: "not drawn for somebody", path: "/catalogue", headers: map[string]string{"Cookie": "preau=camille"}, status: 200, has: `<div id="root"></div>`},
		{name: "not drawn where nothing is", path: "/thing/gone", status: 404, has: `<div id="root"></div>`},
		{name: "not drawn in English", path: "/catalogue", headers: map[string]string{"Cookie": "preau-display=lang=en"}, status: 200, has: `<html lang="en"><`, hasNot: "<p>"},
		{name: "as the reader wants it", path: "/", headers: map[string]string{"Cookie": "preau-display=theme=dark&contrast=more"}, status: 200, has: `<html lang="fr" data-theme="dark" data-contrast="more">`},
		{name: "as nobody may want it", path: "/", headers: map[string]string{"Cookie": "preau-display=theme=%22><script>&lang=x&contrast=%22"}, status: 200, has: `<html lang="fr"><`, hasNot: "<script>&"},
		{name: "asset", path: "/assets/a.js", headers: map[string]string{"Accept-Encoding": "gzip, br"}, status: 200, has: "brotli"},
		{name: "asset, plain", path: "/assets/a.js", status: 200, has: "plain"},
		{name: "file at the root", path: "/favicon.svg", status: 200, has: "<svg/>"},
		{name: "absent asset", path: "/assets/b.js", status: 404},
		{name: "absent operation", path: "/api/v1/absent", status: 404, has: "not_found"},
		{name: "traversal", path: "/assets/..%2f..%2fgo.mod", status: 404, hasNot: "module"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			method, host := tc.method, tc.host
			if method == "" {
				method = "GET"
			}
			if host == "" {
				host = app
			}
			req := httptest.NewRequest(method, tc.path, strings.NewReader(tc.body))
			req.Host = host
			if tc.body != "" {
				req.Header.Set("Content-Type", "application/json")
			}
			for k, v := range tc.headers {
				req.Header.Set(k, v)
			}
			resp, err := s.Fiber.Test(req)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(resp.Body)
			if resp.StatusCode != tc.status {
				t.Fatalf("status %d, want %d: %s", resp.StatusCode, tc.status, body)
			}
			if !strings.Contains(string(body), tc.has) {
				t.Errorf("%s does not hold %s", body, tc.has)
			}
			if tc.hasNot != "" && strings.Contains(string(body), tc.hasNot) {
				t.Errorf("%s holds %s", body, tc.hasNot)
			}
			if resp.StatusCode >= 400 && strings.HasPrefix(tc.path, "/api") && resp.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("content type %q", resp.Header.Get("Content-Type"))
			}
		})
	}
}

func TestPageHasANonceOfItsOwn(t *testing.T) {
	s := newTestServer(t)
	err := s.ServePages(Pages{Files: fstest.MapFS{"index.html": {Data: []byte(`<meta nonce="__NONCE__">`)}},
		Seeds: func(string, string, actor.Actor) []string { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	get := func() (policy, body string) {
		req := httptest.NewRequest("GET", "/", http.NoBody)
		req.Host = "preau.test"
		resp, err := s.Fiber.Test(req)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(resp.Body)
		return resp.Header.Get("Content-Security-Policy"), string(b)
	}
	policy, body := get()
	_, nonce, _ := strings.Cut(policy, "'nonce-")
	nonce, _, _ = strings.Cut(nonce, "'")
	if nonce == "" || !strings.Contains(body, `nonce="`+nonce+`"`) {
		t.Fatalf("policy %q, page %q", policy, body)
	}
	if again, _ := get(); again == policy {
		t.Fatal("the nonce was used twice")
	}
	if strings.Contains(policy, "unsafe") {
		t.Fatalf("policy %q", policy)
	}
}

func TestETag(t *testing.T) {
	for _, tc := range []struct {
		header string
		rev    int64
		kind   fault.Kind
	}{
		{`"3"`, 3, 0}, {`W/"3"`, 3, 0}, {`3`, 3, 0},
		{``, 0, fault.Precondition}, {`"x"`, 0, fault.Invalid}, {`"0"`, 0, fault.Invalid}, {`*`, 0, fault.Invalid},
	} {
		rev, err := ParseETag(tc.header)
		if rev != tc.rev || (err != nil && fault.KindOf(err) != tc.kind) || (err == nil) != (tc.rev > 0) {
			t.Errorf("%q: %d, %v", tc.header, rev, err)
		}
	}
	if rev, err := ParseETag(ETag(12)); rev != 12 || err != nil {
		t.Errorf("%d, %v", rev, err)
	}
}
