package lrshttp

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
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
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
)

// cupboard keeps attachments in memory.
type cupboard struct {
	mu    sync.Mutex // guards files
	files map[string][]byte
}

func (c *cupboard) Put(_ context.Context, key string, data []byte, _ string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[key] = data
	return nil
}

func (c *cupboard) Get(_ context.Context, key string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	data, there := c.files[key]
	if !there {
		return nil, fault.New("cupboard", fault.NotFound, "object_not_found", "")
	}
	return data, nil
}

func (c *cupboard) Remove(_ context.Context, key string, _ time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.files, key)
	return nil
}

const (
	v1 = "1.0.3"
	v2 = "2.0.0"
)

// world is the record store's HTTP side over a real store.
type world struct {
	*testing.T
	app  *fiber.App
	svc  *lrs.Service
	keys map[string]string // Authorization headers, by name
}

// newWorld has clients of every sort: by key, "all" and one for each scope; by token, "ann" and
// "root"; "revoked"; and "nobody".
func newWorld(t *testing.T) *world {
	t.Helper()
	stores, _, err := lrsdb.Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	quiet := slog.New(slog.DiscardHandler)
	w := &world{T: t, keys: map[string]string{"nobody": "", "ann": "Bearer ann", "root": "Bearer root"}}
	w.svc = lrs.NewService(lrs.Config{Stores: stores, Objects: &cupboard{files: map[string][]byte{}}, Now: time.Now, HomePage: "http://preau.test", Log: quiet})
	server := web.New(web.Config{App: &url.URL{Scheme: "http", Host: "preau.test"}, Content: &url.URL{Scheme: "http", Host: "content.preau.test"},
		Log: quiet, Now: time.Now, Authenticate: signIn})
	Register(server.API, w.svc)
	Routes(server.Fiber, w.svc)
	w.app = server.Fiber
	for _, scope := range append([]lrs.Scope{"revoked"}, lrs.Scopes...) {
		c := lrs.Credential{Name: "test", Scopes: []lrs.Scope{scope}}
		if scope == "revoked" {
			c.Scopes = []lrs.Scope{lrs.All}
		}
		made, secret, err := w.svc.CreateCredential(t.Context(), root, c)
		if err == nil && scope == "revoked" {
			err = w.svc.RevokeCredential(t.Context(), root, made.Key)
		}
		if err != nil {
			t.Fatal(err)
		}
		w.keys[string(scope)] = basic(made.Key, secret)
	}
	return w
}

var root = actor.Actor{Person: "root", Grants: []actor.Grant{{Role: actor.Administrator}}}

func basic(key, secret string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(key+":"+secret))
}

// signIn knows persons as the real one does: by a token, or by a cookie.
func signIn(c *fiber.Ctx) (actor.Actor, error) {
	name, bearer := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if !bearer {
		name = c.Cookies("access")
	}
	switch name {
	case "ann":
		return actor.Actor{Person: "ann"}, nil
	case "root":
		return actor.Actor{Person: "root", Grants: []actor.Grant{{Role: actor.Administrator}}}, nil
	case "":
		return actor.Actor{}, nil
	}
	return actor.Actor{}, fault.New("signIn", fault.Unauthorized, "token_expired", "")
}

// ask is one request and what must be in its answer. Defaults: as "all", version 1.0.3, 200.
type ask struct {
	name    string
	method  string // "GET /statements?limit=1"
	as      string
	version string // "-": none
	headers []string
	body    string
	status  int
	has     []string // "Name: value" lines of the header, and pieces of the body
	hasNot  []string
}

// answer is what came.
type answer struct {
	*http.Response
	body string
}

func (w *world) send(a ask) answer {
	w.Helper()
	method, path, _ := strings.Cut(a.method, " ")
	if !strings.HasPrefix(path, "/api/") && !strings.HasPrefix(path, Root) {
		path = Root + path
	}
	r := httptest.NewRequest(method, path, strings.NewReader(a.body))
	r.Host = "preau.test"
	if a.version == "" {
		a.version = v1
	}
	if a.version != "-" {
		r.Header.Set(headerVersion, a.version)
	}
	if a.as == "" {
		a.as = "all"
	}
	if key := w.keys[a.as]; key != "" {
		r.Header.Set("Authorization", key)
	}
	if strings.HasPrefix(a.body, "{") || strings.HasPrefix(a.body, "[") {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(a.headers); i += 2 {
		if r.Header.Set(a.headers[i], a.headers[i+1]); a.headers[i+1] == "" {
			r.Header.Del(a.headers[i])
		}
	}
	got, err := w.app.Test(r, -1)
	if err != nil {
		w.Fatal(a.name, err)
	}
	body, err := io.ReadAll(got.Body)
	if err != nil {
		w.Fatal(a.name, err)
	}
	return answer{got, string(body)}
}

// run sends requests one after the other and holds each answer to what it must be.
func (w *world) run(list ...ask) {
	w.Helper()
	for _, a := range list {
		if a.name == "" {
			a.name = a.method
		}
		w.check(a, w.send(a))
	}
}

func (w *world) check(a ask, got answer) {
	w.Helper()
	if a.status == 0 {
		a.status = 200
	}
	if got.StatusCode != a.status {
		w.Errorf("%s: status %d, want %d: %.300s", a.name, got.StatusCode, a.status, got.body)
		return
	}
	var head strings.Builder
	_ = got.Header.Write(&head)
	whole := strings.ReplaceAll(head.String(), "\r\n", "\n") + "\n" + got.body
	for _, piece := range a.has {
		if !strings.Contains(whole, piece) {
			w.Errorf("%s: %q is not in %.700s", a.name, piece, whole)
		}
	}
	for _, piece := range a.hasNot {
		if strings.Contains(whole, piece) {
			w.Errorf("%s: %q is in %.700s", a.name, piece, whole)
		}
	}
	if got.StatusCode >= 400 && got.body != "" {
		w.problem(a, got)
	}
	_, path, _ := strings.Cut(a.method, " ")
	store := !strings.HasPrefix(path, "/api/") && path != "/nothing"
	for _, name := range []string{headerVersion, headerConsistent} {
		if store && len(got.Header.Values(name)) != 1 {
			w.Errorf("%s: %s is %q", a.name, name, got.Header.Values(name))
		}
	}
	if got.Header.Get("Access-Control-Allow-Credentials") != "" || got.Header.Get("Set-Cookie") != "" {
		w.Errorf("%s: lets cookies in or out", a.name)
	}
	if len(got.Header.Values("Date")) > 1 {
		w.Errorf("%s: dates are %q", a.name, got.Header.Values("Date"))
	}
}

// problem holds a refusal to RFC 9457.
func (w *world) problem(a ask, got answer) {
	w.Helper()
	var p web.Problem
	if err := json.Unmarshal([]byte(got.body), &p); err != nil || got.Header.Get("Content-Type") != "application/problem+json" ||
		p.Status != got.StatusCode || p.Code == "" || p.Detail == "" || p.RequestID == "" && got.Header.Get(headerVersion) != "" {
		w.Errorf("%s: no problem of %d: %s (%s)", a.name, got.StatusCode, got.body, got.Header.Get("Content-Type"))
	}
}

// uuid is the n-th id of a test.
func uuid(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

type object map[string]any

// said is a statement: ann tried one.
func said(id int, change ...func(object)) object {
	s := object{"id": uuid(id), "actor": object{"mbox": "mailto:ann@school.test"}, "verb": object{"id": "https://school.test/verb/tried"},
		"object": object{"id": "https://school.test/activity/one"}}
	for _, c := range change {
		c(s)
	}
	return s
}

func text(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// statements stores statements n to m.
func (w *world) statements(n, m int, change ...func(object)) {
	w.Helper()
	var list []object
	for id := n; id <= m; id++ {
		list = append(list, said(id, change...))
	}
	w.run(ask{method: "POST /statements", body: text(list)})
}

// ids reads the ids of a statement result, and its more.
func (w *world) ids(got answer) (ids []string, more string) {
	w.Helper()
	var page struct {
		Statements []struct{ ID string }
		More       string
	}
	if err := json.Unmarshal([]byte(got.body), &page); err != nil {
		w.Fatalf("%v: %s", err, got.body)
	}
	for _, s := range page.Statements {
		ids = append(ids, s.ID)
	}
	return ids, page.More
}
