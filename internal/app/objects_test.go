package app

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/config"
	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
)

// away is a store with addresses of its own, as S3 is.
type away struct{ storage.Store }

func (away) Presign(_ context.Context, key string, _ time.Duration, name string) (string, bool, error) {
	return "http://objets.test/" + key + "?name=" + url.QueryEscape(name), true, nil
}

// TestObjectsOfAStoreWithAddresses: a document is saved there too, what a page takes from its
// own host only is answered from here, and no browser keeps an address that runs out.
func TestObjectsOfAStoreWithAddresses(t *testing.T) {
	store, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	if _, err := store.Put(t.Context(), "k", strings.NewReader("WEBVTT"), storage.PutOptions{Size: 6}); err != nil {
		t.Fatal(err)
	}
	a := &App{Objects: away{store}}
	for _, tc := range []struct {
		o        object
		status   int
		location string
	}{
		{object{key: "k", kind: "video/mp4"}, 307, "http://objets.test/k?name="},
		{object{key: "k", kind: "application/pdf", name: "une fiche.pdf"}, 307, "http://objets.test/k?name=une+fiche.pdf"},
		{object{key: "k", kind: "text/vtt; charset=utf-8", here: true}, 200, ""},
	} {
		server := fiber.New()
		server.Get("/", func(c *fiber.Ctx) error {
			c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
			return a.sendObject(c, tc.o)
		})
		resp, err := server.Test(httptest.NewRequest("GET", "/", nil))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tc.status || resp.Header.Get("Location") != tc.location {
			t.Errorf("%+v: %d to %q", tc.o, resp.StatusCode, resp.Header.Get("Location"))
		}
		if tc.status == 307 && resp.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%+v is kept: %q", tc.o, resp.Header.Get("Cache-Control"))
		}
	}
}

func TestMediaHosts(t *testing.T) {
	for objects, want := range map[string]string{"dir:/data": "", "s3://k:s@objets.test:9000/b": "http://objets.test:9000", "s3://k:s@objets.test/b?tls=true": "https://objets.test"} {
		if got := strings.Join(mediaHosts(config.Config{Objects: objects}), " "); got != want {
			t.Errorf("%s: %q, want %q", objects, got, want)
		}
	}
}

func TestRequestedRange(t *testing.T) {
	for _, tc := range []struct {
		header  string
		part    storage.Range
		partial bool
		bad     bool
	}{
		{"", storage.Range{}, false, false},
		{"bytes=0-", storage.Range{}, true, false},
		{"bytes=0-0", storage.Range{To: 1}, true, false},
		{"bytes=10-19", storage.Range{From: 10, To: 20}, true, false},
		{"bytes=-5", storage.Range{From: 95}, true, false},
		{"bytes=-500", storage.Range{}, true, false},
		{"bytes=0-1,5-6", storage.Range{}, false, false},
		{"items=0-1", storage.Range{}, false, false},
		{"bytes=100-", storage.Range{}, false, true},
		{"bytes=5-4", storage.Range{}, false, true},
		{"bytes=x-4", storage.Range{}, false, true},
		{"bytes=-0", storage.Range{}, false, true},
		{"bytes=5", storage.Range{}, false, true},
	} {
		part, partial, ok := requestedRange(tc.header, 100)
		if ok == tc.bad || (ok && (part != tc.part || partial != tc.partial)) {
			t.Errorf("%q: %v, %v, %v", tc.header, part, partial, ok)
		}
	}
}
