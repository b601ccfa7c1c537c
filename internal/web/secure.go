package web

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
)

// secure sets the headers every answer has. Pages add their own content security policy
// with a nonce (see Page), packages theirs.
func (s *Server) secure(c *fiber.Ctx) error {
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	if s.cfg.App.Scheme == "https" {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=63072000")
	}
	if strings.HasPrefix(c.Path(), "/api/") {
		c.Set(fiber.HeaderCacheControl, "no-store")
		c.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
	return c.Next()
}

// compressed shrinks the API's answers and the pages; assets are compressed when built, content and live
// streams are left alone.
func compressed() fiber.Handler {
	return compress.New(compress.Config{
		Level: compress.LevelBestSpeed,
		Next: func(c *fiber.Ctx) bool {
			return c.Path() == LivePath || strings.HasPrefix(c.Path(), assetsPath) || isContentPath(c.Path())
		},
	})
}
