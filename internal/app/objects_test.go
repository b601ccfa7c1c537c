package app

import (
	"strings"
	"testing"

	"preau.education/preau/internal/config"
	"preau.education/preau/storage"
)

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
