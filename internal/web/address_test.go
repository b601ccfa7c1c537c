package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
)

func TestClientAddress(t *testing.T) {
	ours := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("fd00::/8")}
	for _, tt := range []struct {
		name, remote string
		said         []string
		want         string
	}{
		{"no proxy", "192.0.2.7", nil, "192.0.2.7"},
		{"no proxy, an invented header", "192.0.2.7", []string{"10.0.0.1"}, "192.0.2.7"},
		{"a proxy that says nothing", "10.0.0.1", nil, "10.0.0.1"},
		{"a proxy that says an empty word", "10.0.0.1", []string{""}, "10.0.0.1"},
		{"a proxy", "10.0.0.1", []string{"192.0.2.7"}, "192.0.2.7"},
		{"two proxies", "127.0.0.1", []string{"192.0.2.7, 10.0.0.2"}, "192.0.2.7"},
		{"two proxies, two lines", "127.0.0.1", []string{"192.0.2.7", "10.0.0.2"}, "192.0.2.7"},
		{"invented on the left", "10.0.0.1", []string{"198.51.100.1, 192.0.2.7"}, "192.0.2.7"},
		{"invented as one of ours", "10.0.0.1", []string{"198.51.100.1, 10.9.9.9, 192.0.2.7"}, "192.0.2.7"},
		{"invented on a line before", "10.0.0.1", []string{"10.9.9.9", "192.0.2.7"}, "192.0.2.7"},
		{"nonsense on the left", "10.0.0.1", []string{"<script>, 192.0.2.7"}, "192.0.2.7"},
		{"nonsense on the right", "10.0.0.1", []string{"192.0.2.7, unknown"}, "10.0.0.1"},
		{"with a port", "10.0.0.1", []string{"192.0.2.7:4711"}, "192.0.2.7"},
		{"of the sixth version", "fd00::1", []string{"2001:db8::7"}, "2001:db8::7"},
		{"in brackets", "fd00::1", []string{"[2001:db8::7]"}, "2001:db8::7"},
		{"in brackets, with a port", "fd00::1", []string{"[2001:db8::7]:443"}, "2001:db8::7"},
		{"of the fourth in the sixth", "10.0.0.1", []string{"::ffff:192.0.2.7"}, "192.0.2.7"},
		{"inside the house", "10.0.0.1", []string{"10.0.0.7"}, "10.0.0.7"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := clientAddress(netip.MustParseAddr(tt.remote), tt.said, ours); got.String() != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	if got := clientAddress(netip.MustParseAddr("127.0.0.1"), []string{"192.0.2.7"}, nil); got.String() != "127.0.0.1" {
		t.Errorf("nobody is trusted, and the header is believed: %s", got)
	}
}

// Over a real connection.
func TestAddressOfARequest(t *testing.T) {
	for _, tt := range []struct {
		proxies []netip.Prefix
		want    string
	}{{nil, "127.0.0.1"}, {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "192.0.2.7"}} {
		app, _ := url.Parse("http://preau.test")
		content, _ := url.Parse("http://content.preau.test")
		s := New(Config{App: app, Content: content, Log: slog.New(slog.DiscardHandler), Now: time.Now, Version: "test", Proxies: tt.proxies})
		got := make(chan string, 1)
		s.Fiber.Get("/where", func(c *fiber.Ctx) error { got <- Address(c); return nil })
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- s.Fiber.Listener(l) }()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+"/where", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header["X-Forwarded-For"] = []string{"198.51.100.1", "192.0.2.7"}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if address := <-got; address != tt.want {
			t.Errorf("%s, want %s", address, tt.want)
		}
		if err := s.Fiber.Shutdown(); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}
