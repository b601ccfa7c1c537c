package remote

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"preau.education/preau/internal/fault"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

func TestReachable(t *testing.T) {
	allowed := []netip.Prefix{netip.MustParsePrefix("10.2.0.0/16")}
	for address, want := range map[string][2]bool{ // over https, in the clear
		"93.184.216.34:443":        {true, false},
		"[2606:2800:220:1::1]:443": {true, false},
		"10.2.3.4:443":             {true, true},
		"[::ffff:10.2.3.4]:443":    {true, true},
		"10.3.0.1:443":             {false, false},
		"127.0.0.1:443":            {false, false},
		"[::1]:443":                {false, false},
		"[::ffff:127.0.0.1]:443":   {false, false},
		"169.254.169.254:80":       {false, false},
		"192.168.1.1:443":          {false, false},
		"172.16.0.1:443":           {false, false},
		"100.64.0.1:443":           {false, false},
		"0.0.0.0:443":              {false, false},
		"255.255.255.255:443":      {false, false},
		"224.0.0.1:443":            {false, false},
		"[fe80::1%eth0]:443":       {false, false},
		"[fd00::1]:443":            {false, false},
		"[64:ff9b::7f00:1]:443":    {false, false},
		"[2002:7f00:1::]:443":      {false, false},
		"somewhere:443":            {false, false},
	} {
		for i, onlyAllowed := range []bool{false, true} {
			if got := reachable(allowed, onlyAllowed, address) == nil; got != want[i] {
				t.Errorf("%s, only what is allowed %v: got %v", address, onlyAllowed, got)
			}
		}
	}
}

func TestSend(t *testing.T) {
	var got *http.Request
	var body string
	status, answer := 200, ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got, body = r, string(raw)
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(answer))
	}))
	defer server.Close()
	at := Endpoint{URL: server.URL + "/xapi/", Key: "key", Secret: "secret", Version: "1.0.3"}
	c := NewClient(loopback)
	if err := c.Send(t.Context(), at, [][]byte{[]byte(`{"a":1}`), []byte(`{"b":2}`)}, nil); err != nil {
		t.Fatal(err)
	}
	key, secret, _ := got.BasicAuth()
	if body != `[{"a":1},{"b":2}]` || got.URL.Path != "/xapi/statements" || key != "key" || secret != "secret" || got.Header.Get("X-Experience-API-Version") != "1.0.3" {
		t.Errorf("sent %s %v", body, got)
	}
	if err := c.Send(t.Context(), at, [][]byte{[]byte(`{}`)}, []File{{SHA2: "abc", Type: "text/plain", Data: []byte("bytes")}}); err != nil {
		t.Fatal(err)
	}
	_, params, _ := mime.ParseMediaType(got.Header.Get("Content-Type"))
	parts := multipart.NewReader(strings.NewReader(body), params["boundary"])
	for _, want := range []string{"[{}]", "bytes"} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		if raw, _ := io.ReadAll(part); string(raw) != want {
			t.Errorf("part %s, want %s", raw, want)
		}
	}
	for _, tc := range []struct {
		status int
		kind   fault.Kind
		code   string
	}{{400, fault.Invalid, "target_refuses"}, {422, fault.Invalid, "target_refuses"}, {413, fault.TooLarge, "target_refuses"}, {409, fault.Conflict, "target_conflict"},
		{401, fault.Unauthorized, "target_key"}, {403, fault.Unauthorized, "target_key"}, {404, fault.NotFound, "target_other"}, {405, fault.NotFound, "target_other"},
		{302, fault.NotFound, "target_other"}, {429, fault.Unavailable, "target_away"}, {408, fault.Unavailable, "target_away"}, {500, fault.Unavailable, "target_away"}, {503, fault.Unavailable, "target_away"}} {
		status, answer = tc.status, "because\x00 of\n\nthis"+strings.Repeat("x", 1000)
		err := c.Send(t.Context(), at, [][]byte{[]byte(`{}`)}, nil)
		if !fault.Is(err, tc.kind) || fault.CodeOf(err) != tc.code || !strings.Contains(err.Error(), "because of this") || len(err.Error()) > 500 {
			t.Errorf("%d: %v", tc.status, err)
		}
		if got.URL.Path != "/xapi/statements" {
			t.Errorf("%d led to %s", tc.status, got.URL.Path)
		}
	}
}

func TestAway(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	address := server.URL
	for _, tc := range []struct {
		name, url, code string
		allowed         []netip.Prefix
	}{
		{"private", address, "target_private", nil},
		{"by name", strings.Replace(address, "127.0.0.1", "localhost", 1), "target_private", nil},
		{"nobody listens", "http://127.0.0.1:1", "target_away", loopback},
	} {
		err := NewClient(tc.allowed).Send(t.Context(), Endpoint{URL: tc.url}, nil, nil)
		if !fault.Is(err, fault.Unavailable) || fault.CodeOf(err) != tc.code {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	_, err := NewClient(loopback).Statement(t.Context(), Endpoint{URL: address}, "x")
	if server.Close(); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	for address, ok := range map[string]bool{"https://lrs.test/xapi": true, "http://lrs.test": true, "https://u:p@lrs.test": false, "https://lrs.test?x": false,
		"https://lrs.test#x": false, "file:///etc/passwd": false, "lrs.test": false, "": false, "https://": false} {
		if got := CheckURL(address) == nil; got != ok {
			t.Errorf("%s: %v", address, got)
		}
	}
}
