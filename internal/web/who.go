package web

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

type actorKey struct{}

const localActor = "actor"

// authenticate finds who asks and puts them at the border's disposal; handlers pass the
// actor on as an argument. A request with no sign-in is a visitor's. One with a sign-in that
// is no longer good is a visitor's too, except on the API, where it is told so.
func (s *Server) authenticate(c *fiber.Ctx) error {
	if s.cfg.Authenticate == nil {
		return c.Next()
	}
	who, err := s.cfg.Authenticate(c)
	if err != nil {
		if !fault.Is(err, fault.Unauthorized) || strings.HasPrefix(c.Path(), "/api/") {
			return err
		}
		who = actor.Actor{}
	}
	if who.SignedIn() && changes(c.Method()) && byCookie(c) && !s.ownOrigin(c) {
		return fault.New("web.authenticate", fault.Forbidden, "foreign_origin",
			"Cette demande vient d’un autre site que Préau ; elle est refusée.")
	}
	c.Locals(localActor, who)
	c.SetUserContext(context.WithValue(c.UserContext(), actorKey{}, who))
	return c.Next()
}

// Actor returns who asks, in a huma handler. The zero Actor is a visitor.
func Actor(ctx context.Context) actor.Actor {
	who, _ := ctx.Value(actorKey{}).(actor.Actor)
	return who
}

// ActorOf returns who asks, in a plain Fiber handler.
func ActorOf(c *fiber.Ctx) actor.Actor {
	who, _ := c.Locals(localActor).(actor.Actor)
	return who
}

// SignedIn refuses a visitor.
func SignedIn(who actor.Actor) error {
	if who.SignedIn() {
		return nil
	}
	return fault.New("web.SignedIn", fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
}

func changes(method string) bool {
	switch method {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return false
	}
	return true
}

func byCookie(c *fiber.Ctx) bool {
	return !strings.HasPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
}

// ownOrigin says whether a request authorised by a cookie comes from the app's own pages:
// its Origin is the app's, or the browser itself says same-origin (Fetch Metadata). Content
// of packages lives on another host and is refused here whatever cookie rides along.
func (s *Server) ownOrigin(c *fiber.Ctx) bool {
	if site := c.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	origin, err := url.Parse(c.Get(fiber.HeaderOrigin))
	return err == nil && origin.Host == s.cfg.App.Host && origin.Scheme == s.cfg.App.Scheme
}
