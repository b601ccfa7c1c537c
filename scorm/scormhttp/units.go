package scormhttp

import (
	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
)

// fetched is the answer to a unit that asks for its key (cmi5 §8.2.2): the key, or why not, both
// with the status 200.
type fetched struct {
	Token string `json:"auth-token,omitempty"`
	Code  string `json:"error-code,omitempty"`
	Text  string `json:"error-text,omitempty"`
}

// Codes of a refusal (cmi5 §8.2.3).
const (
	fetchUsed     = "1" // the key was given already
	fetchRefused  = "2" // the token of the address is not, or no more, good
	fetchTroubled = "3" // anything else
)

// fetch gives the key of a session, once. Units of other hosts may ask: the address is the secret.
func (h contentHandlers) fetch(c *fiber.Ctx) error {
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set(fiber.HeaderAccessControlAllowMethods, "POST, OPTIONS")
	c.Set(fiber.HeaderAccessControlAllowHeaders, "Content-Type")
	c.Set(fiber.HeaderCacheControl, "no-store")
	switch c.Method() {
	case fiber.MethodOptions:
		return c.SendStatus(fiber.StatusNoContent)
	case fiber.MethodPost:
	default:
		return fiber.ErrMethodNotAllowed
	}
	key, err := h.svc.Fetch(c.UserContext(), c.Params("token"))
	switch {
	case err == nil:
		return c.JSON(fetched{Token: key})
	case fault.CodeOf(err) == "key_given":
		return c.JSON(fetched{Code: fetchUsed, Text: "The key of this session has already been given."})
	case fault.Is(err, fault.Unauthorized), fault.Is(err, fault.Forbidden), fault.Is(err, fault.NotFound):
		return c.JSON(fetched{Code: fetchRefused, Text: "This session is over."})
	case fault.KindOf(err) == fault.Internal:
		return err // logged
	}
	return c.JSON(fetched{Code: fetchTroubled, Text: "Try again in a moment."})
}

// back is where a unit sends its learner when it ends (cmi5 §10.2.6): in the frame of the app's
// page it tells the page, in a window of its own it closes it.
func (h contentHandlers) back(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "+h.origins.App)
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(h.runtime.Back())
}
