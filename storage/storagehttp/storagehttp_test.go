package storagehttp_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/web"
	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
	"preau.education/preau/storage/storagehttp"
)

// site is the adapter behind the real plumbing on a real port.
type site struct {
	*testing.T
	base    string
	store   storage.Store
	uploads *storage.Uploads
	client  http.Client
}

func start(t *testing.T) *site {
	t.Helper()
	store, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	uploads := storage.NewUploads(store, 40<<20, time.Now)
	server := web.New(web.Config{
		App: &url.URL{Scheme: "http", Host: l.Addr().String()}, Content: &url.URL{Scheme: "http", Host: "content.localhost"},
		// The test's token is the person.
		Authenticate: func(c *fiber.Ctx) (actor.Actor, error) {
			return actor.Actor{Person: strings.TrimPrefix(c.Get("Authorization"), "Bearer ")}, nil
		},
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	storagehttp.Routes(server.Fiber, uploads)
	done := make(chan error, 1)
	go func() { done <- server.Fiber.Listener(l) }()
	t.Cleanup(func() {
		if err := server.Fiber.Shutdown(); err != nil {
			t.Error(err)
		}
		<-done
		store.Close()
	})
	return &site{T: t, base: "http://" + l.Addr().String() + "/api/v1/uploads", store: store, uploads: uploads}
}

// ask makes a request and checks its status; body may be nil.
func (s *site) ask(status int, who, method, path string, offset int, body io.Reader) *http.Response {
	s.Helper()
	req, err := http.NewRequestWithContext(s.Context(), method, s.base+path, body)
	if err != nil {
		s.Fatal(err)
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+who)
	}
	if method == http.MethodPatch {
		req.Header.Set("Upload-Offset", fmt.Sprint(offset))
		req.Header.Set("Content-Type", "application/offset+octet-stream")
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := s.client.Do(req)
	if err != nil {
		s.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		s.Fatal(err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	if resp.StatusCode != status {
		s.Fatalf("%s %s: %d, want %d: %s", method, path, resp.StatusCode, status, text)
	}
	return resp
}

func (s *site) create(size int) string {
	s.Helper()
	resp := s.ask(http.StatusCreated, "camille", http.MethodPost, "", 0, strings.NewReader(fmt.Sprintf(`{"name":"paquet.zip","type":"application/zip","size":%d}`, size)))
	var u struct {
		ID       string `json:"id"`
		PartSize int64  `json:"partSize"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&u); err != nil || u.ID == "" || u.PartSize != storage.PartSize || resp.Header.Get("Location") != "/api/v1/uploads/"+u.ID {
		s.Fatalf("%+v, %v, %v", u, resp.Header, err)
	}
	return "/" + u.ID
}

func TestResumableUpload(t *testing.T) {
	s := start(t)
	body := make([]byte, storage.PartSize+1000)
	rand.Read(body)
	id := s.create(len(body))
	// The largest part passes, streamed: it is larger than any body the plumbing reads whole.
	s.ask(http.StatusOK, "camille", http.MethodPatch, id, 0, bytes.NewReader(body[:storage.PartSize]))
	resp := s.ask(http.StatusOK, "camille", http.MethodHead, id, 0, nil)
	if resp.Header.Get("Upload-Offset") != fmt.Sprint(storage.PartSize) || resp.Header.Get("Upload-Length") != fmt.Sprint(len(body)) {
		t.Fatalf("head: %v", resp.Header)
	}
	// The answer was lost, the client sends the part again: refused without being read, and the
	// next request on the line is understood.
	resp = s.ask(http.StatusConflict, "camille", http.MethodPatch, id, 0, bytes.NewReader(body[:storage.PartSize]))
	if resp.Header.Get("Upload-Offset") != fmt.Sprint(storage.PartSize) {
		t.Fatalf("conflict: %v", resp.Header)
	}
	s.ask(http.StatusOK, "camille", http.MethodPatch, id, storage.PartSize, bytes.NewReader(body[storage.PartSize:]))
	whole, err := s.uploads.Open(t.Context(), actor.Actor{Person: "camille"}, id[1:])
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(io.NewSectionReader(whole, 0, whole.Size))
	if err != nil || !bytes.Equal(got, body) {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	s.ask(http.StatusNoContent, "camille", http.MethodDelete, id, 0, nil)
	s.ask(http.StatusNotFound, "camille", http.MethodHead, id, 0, nil)
	if left, err := s.store.List(t.Context(), "", 10, ""); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

// TestBrokenLine cuts a part in the middle: nothing of it is kept.
func TestBrokenLine(t *testing.T) {
	s := start(t)
	id := s.create(4 << 20)
	address, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", address.Host)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "PATCH /api/v1/uploads%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer camille\r\nUpload-Offset: 0\r\nContent-Length: %d\r\n\r\n", id, address.Host, 4<<20)
	if _, err := conn.Write(make([]byte, 2<<20)); err != nil {
		t.Fatal(err)
	}
	conn.(*net.TCPConn).CloseWrite()
	_, _ = io.ReadAll(conn) // until the server has given up
	conn.Close()
	resp := s.ask(http.StatusOK, "camille", http.MethodHead, id, 0, nil)
	if got := resp.Header.Get("Upload-Offset"); got != "0" {
		t.Errorf("offset %s after a cut part", got)
	}
}

func TestWhoMay(t *testing.T) {
	s := start(t)
	id := s.create(100)
	for _, tc := range []struct {
		status            int
		who, method, path string
		offset            int
		body              string
		mustNotContain    string
	}{
		{http.StatusUnauthorized, "", http.MethodPost, "", 0, `{"name":"a","size":1}`, "camille"},
		{http.StatusNotFound, "", http.MethodGet, id, 0, "", "paquet"},
		{http.StatusNotFound, "ali", http.MethodGet, id, 0, "", "paquet"},
		{http.StatusNotFound, "ali", http.MethodPatch, id, 0, "x", "paquet"},
		{http.StatusNoContent, "ali", http.MethodDelete, id, 0, "", ""}, // as for one that is not there
		{http.StatusOK, "camille", http.MethodGet, id, 0, "", "camille"},
		{http.StatusRequestEntityTooLarge, "camille", http.MethodPost, "", 0, `{"name":"a","size":99999999}`, ""},
		{http.StatusUnprocessableEntity, "camille", http.MethodPost, "", 0, `{"name":"","size":1}`, ""},
		{http.StatusUnprocessableEntity, "camille", http.MethodPost, "", 0, `bonjour`, ""},
		{http.StatusUnprocessableEntity, "camille", http.MethodPatch, id, 0, "", ""},
		{http.StatusRequestEntityTooLarge, "camille", http.MethodPatch, id, 0, strings.Repeat("x", 101), ""},
		{http.StatusNotFound, "camille", http.MethodGet, "/..%2f..", 0, "", ""},
		{http.StatusNotFound, "camille", http.MethodGet, "/nothing", 0, "", ""},
	} {
		resp := s.ask(tc.status, tc.who, tc.method, tc.path, tc.offset, strings.NewReader(tc.body))
		text, err := io.ReadAll(resp.Body)
		if err != nil || tc.mustNotContain != "" && bytes.Contains(text, []byte(tc.mustNotContain)) {
			t.Errorf("%s %s as %q: %s, %v", tc.method, tc.path, tc.who, text, err)
		}
	}
}
