// Package identityhttp is identity over HTTP: signing in and out, the sign-in's cookies, one's
// own person and profile, the reference lists of the profile, and the management of people
// and their roles.
package identityhttp

import (
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/identity"
)

// Cookies is how a browser keeps a sign-in at one address of the platform.
type Cookies struct {
	app *url.URL
}

// NewCookies returns the cookies of the platform at the public address of the app. Over https
// they are bound to that very host and never travel in clear (the __Host- and __Secure-
// prefixes); over http, which is for the demonstration, they have plain names.
func NewCookies(app *url.URL) Cookies { return Cookies{app: app} }

const refreshPath = "/api/v1/token"

func (k Cookies) secure() bool { return k.app.Scheme == "https" }

func (k Cookies) accessName() string {
	if k.secure() {
		return "__Host-preau"
	}
	return "preau"
}

func (k Cookies) refreshName() string {
	if k.secure() {
		return "__Secure-preau-refresh"
	}
	return "preau-refresh"
}

// set makes a browser keep the pass. The access cookie outlives its token on purpose: an
// expired token tells the server that a refresh will do.
func (k Cookies) set(c *fiber.Ctx, p identity.Pass) {
	access := k.cookie(k.accessName(), p.Access, "/", fiber.CookieSameSiteLaxMode)
	refresh := k.cookie(k.refreshName(), p.Refresh, refreshPath, fiber.CookieSameSiteStrictMode)
	if p.Lasting {
		access.Expires, refresh.Expires = p.RefreshExpires, p.RefreshExpires
	} else {
		access.SessionOnly, refresh.SessionOnly = true, true
	}
	c.Cookie(access)
	c.Cookie(refresh)
}

// clear makes a browser forget the sign-in.
func (k Cookies) clear(c *fiber.Ctx) {
	access := k.cookie(k.accessName(), "", "/", fiber.CookieSameSiteLaxMode)
	refresh := k.cookie(k.refreshName(), "", refreshPath, fiber.CookieSameSiteStrictMode)
	access.Expires, refresh.Expires = time.Unix(1, 0), time.Unix(1, 0)
	c.Cookie(access)
	c.Cookie(refresh)
}

func (k Cookies) cookie(name, value, path, site string) *fiber.Cookie {
	return &fiber.Cookie{Name: name, Value: value, Path: path, HTTPOnly: true, Secure: k.secure(), SameSite: site}
}

const bearer = "Bearer "

// Authenticate returns what internal/web asks of each request: who it comes from, by its
// Bearer token or its cookie. Without either it is a visitor's, and so it is at the addresses
// that open, renew and close sign-ins, which read the tokens for themselves. The fault of a
// token that is no longer good is [identity.Service.Authenticate]'s.
func Authenticate(svc *identity.Service, cookies Cookies) func(c *fiber.Ctx) (actor.Actor, error) {
	name := cookies.accessName()
	return func(c *fiber.Ctx) (actor.Actor, error) {
		header := c.Get(fiber.HeaderAuthorization)
		access, isBearer := strings.CutPrefix(header, bearer)
		if !isBearer {
			access = c.Cookies(name)
		}
		if access == "" || opensOrCloses(c.Path()) {
			return actor.Actor{}, nil
		}
		return svc.Authenticate(c.UserContext(), access)
	}
}

func opensOrCloses(path string) bool {
	switch path {
	case signInPath, signOutPath, renewPath:
		return true
	}
	return false
}

const (
	signInPath  = "/api/v1/sign-in"
	signOutPath = "/api/v1/sign-out"
	renewPath   = refreshPath + "/refresh"
)

// Register adds the domain's operations to the API.
func Register(api huma.API, svc *identity.Service, cookies Cookies) {
	h := handler{svc: svc, cookies: cookies}
	registerSignIn(api, h)
	registerMe(api, h)
	registerReference(api, h)
	registerPeople(api, h)
}

// Routes adds what is not the API: the public keys, at the address that RFC 8615 keeps for it.
func Routes(r fiber.Router, svc *identity.Service) {
	r.Get("/.well-known/jwks.json", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "application/jwk-set+json")
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
		return c.Send(svc.JWKS())
	})
}

type handler struct {
	svc     *identity.Service
	cookies Cookies
}

// optionalTime is a time as it is sent: null when it is not known.
func optionalTime(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
