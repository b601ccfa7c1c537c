// Package storagehttp receives files over HTTP in resumable parts, after the tus protocol 1.0
// (core, creation and termination) with JSON answers. What a client does:
//
//	POST   /api/v1/uploads {name, type, size}   201, Location, {id, offset, partSize…}
//	PATCH  /api/v1/uploads/{id}                 Upload-Offset: where the part begins; the body is
//	                                            at most partSize bytes; 200 once it is durable
//	HEAD   /api/v1/uploads/{id}                 Upload-Offset: where to go on, Upload-Length
//	DELETE /api/v1/uploads/{id}                 204
//
// After any interruption the client asks HEAD and goes on from the offset told. A part sent
// from another offset is answered 409 with the right one in Upload-Offset. An upload of which
// nothing came for a day is gone (404). Finished, its id is what the operation that wanted the
// file takes.
package storagehttp

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/web"
	"preau.education/preau/storage"
)

const (
	headerOffset = "Upload-Offset"
	headerLength = "Upload-Length"
	partDeadline = 10 * time.Minute // a part at 110 kbit/s
)

// message is an upload as the API tells it.
type message struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	Offset   int64  `json:"offset"`   // bytes received: where to go on
	PartSize int64  `json:"partSize"` // bytes of one part at most
}

// Routes adds the operations.
func Routes(r fiber.Router, uploads *storage.Uploads) {
	h := handler{uploads}
	r.Post("/api/v1/uploads", h.create)
	r.Get("/api/v1/uploads/:id", h.get)
	r.Head("/api/v1/uploads/:id", h.get)
	r.Patch("/api/v1/uploads/:id", h.write)
	r.Delete("/api/v1/uploads/:id", h.abandon)
}

type handler struct{ uploads *storage.Uploads }

func (h handler) create(c *fiber.Ctx) error {
	var in struct {
		Name string `json:"name"`
		Type string `json:"type"`
		Size int64  `json:"size"`
	}
	if err := c.BodyParser(&in); err != nil {
		return fault.New("storagehttp.create", fault.Invalid, "bad_body", "La demande n’est pas du JSON : {name, type, size}.")
	}
	u, err := h.uploads.Create(c.UserContext(), web.ActorOf(c), in.Name, in.Type, in.Size)
	if err != nil {
		return err
	}
	c.Location("/api/v1/uploads/" + u.ID)
	c.Status(fiber.StatusCreated)
	return answer(c, u)
}

func (h handler) get(c *fiber.Ctx) error {
	u, err := h.uploads.Get(c.UserContext(), web.ActorOf(c), c.Params("id"))
	if err != nil {
		return err
	}
	return answer(c, u)
}

// write streams the body to the store: it is never held whole.
func (h handler) write(c *fiber.Ctx) error {
	offset, err := strconv.ParseInt(c.Get(headerOffset), 10, 64)
	if err != nil {
		return fault.New("storagehttp.write", fault.Invalid, "bad_offset", "L’en-tête Upload-Offset manque ou n’est pas un nombre.")
	}
	size := int64(c.Request().Header.ContentLength())
	body := c.Context().RequestBodyStream()
	if size < 1 || body == nil {
		return fault.New("storagehttp.write", fault.Invalid, "empty_part", "Une partie a une longueur annoncée et au moins un octet.")
	}
	// A slow line takes longer over a part than a request is otherwise given.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), partDeadline)
	defer cancel()
	u, err := h.uploads.Write(ctx, web.ActorOf(c), c.Params("id"), offset, size, body)
	if err != nil {
		if fault.CodeOf(err) == "wrong_offset" {
			c.Set(headerOffset, strconv.FormatInt(u.Offset, 10))
		}
		// A browser still sending when the line is closed tells its page of a network error, and
		// never of our answer: the rest of a part is read and thrown away.
		_, _ = io.CopyN(io.Discard, body, storage.PartSize)
		return err
	}
	return answer(c, u)
}

func (h handler) abandon(c *fiber.Ctx) error {
	if err := h.uploads.Abandon(c.UserContext(), web.ActorOf(c), c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

func answer(c *fiber.Ctx, u storage.Upload) error {
	c.Set(headerOffset, strconv.FormatInt(u.Offset, 10))
	c.Set(headerLength, strconv.FormatInt(u.Size, 10))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(message{ID: u.ID, Name: u.Name, Size: u.Size, Offset: u.Offset, PartSize: storage.PartSize})
}
