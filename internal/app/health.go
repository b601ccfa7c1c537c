package app

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
)

// healthTime bounds the question: a probe that hangs says nothing.
const healthTime = 2 * time.Second

// health says whether this node can answer: it reads from its documents.
func (a *App) health(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), healthTime)
	defer cancel()
	if _, _, err := a.DB.Log(ctx); err != nil {
		return fault.As("app.health", fault.Unavailable, "documents_unavailable", err)
	}
	return c.SendString("ok\n")
}
