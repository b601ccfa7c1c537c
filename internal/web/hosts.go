package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
)

// contentPrefixes are where, on the content host and nowhere else, untrusted content ("/c/")
// and its run-time ("/r/") live.
var contentPrefixes = [...]string{"/c/", "/r/"}

// IsContentHost says whether the request came to the host of untrusted content, or to one
// of its sub-domains.
func (s *Server) IsContentHost(c *fiber.Ctx) bool {
	host := strings.ToLower(string(c.Context().Host()))
	return host == s.cfg.Content.Host || strings.HasSuffix(host, "."+s.cfg.Content.Host)
}

// separateHosts keeps the two hosts apart: untrusted content never answers on the app's
// host, where the sign-in cookie is, and the app never answers on the content's.
func (s *Server) separateHosts(c *fiber.Ctx) error {
	onContent := s.IsContentHost(c)
	if onContent == isContentPath(c.Path()) {
		return c.Next()
	}
	return fault.New("web.separateHosts", fault.NotFound, "not_found", "")
}

func isContentPath(path string) bool {
	for _, prefix := range contentPrefixes {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}
