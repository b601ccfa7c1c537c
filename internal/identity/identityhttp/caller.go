package identityhttp

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
)

// Caller is the request itself, for the few operations that are about the sign-in it carries
// rather than about what it says. Its cookies are set on it directly: huma's adapter joins two
// headers of one name into one (v2.39, 2026-11), which is wrong for Set-Cookie.
type Caller struct {
	c *fiber.Ctx
}

// Resolve takes hold of the request, for the time of its handler.
func (in *Caller) Resolve(ctx huma.Context) []error {
	in.c = humafiber.UnwrapV2(ctx)
	return nil
}

// access is the access token the request carries, "" for none.
func (in *Caller) access(cookies Cookies) string {
	if access, ok := strings.CutPrefix(in.c.Get(fiber.HeaderAuthorization), bearer); ok {
		return access
	}
	return in.c.Cookies(cookies.accessName())
}

// check refuses a request from a page of another site. Requests that open, renew or close a
// sign-in carry their own authority, so the border's check of signed-in requests does not see
// them. A program that is not a browser says nothing of pages, and has no cookies of others.
func (in *Caller) check(cookies Cookies) error {
	site, origin := in.c.Get("Sec-Fetch-Site"), in.c.Get(fiber.HeaderOrigin)
	foreign := site != "" && site != "same-origin"
	if site == "" && origin != "" {
		foreign = origin != cookies.app.Scheme+"://"+cookies.app.Host
	}
	if foreign {
		return fault.New("identityhttp.check", fault.Forbidden, "foreign_origin",
			"Cette demande vient d’un autre site que Préau ; elle est refusée.")
	}
	return nil
}
