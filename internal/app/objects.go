package app

import (
	"context"
	"mime"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/config"
	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
	"preau.education/preau/storage/s3"
)

// openObjects opens the backend that the address names.
func openObjects(ctx context.Context, cfg config.Config) (storage.Store, error) {
	if folder, ok := strings.CutPrefix(cfg.Objects, "dir:"); ok {
		return dir.Open(folder)
	}
	return s3.Open(ctx, cfg.Objects)
}

// mediaHosts are the origins from which pages show media: the object store's own, where it
// hands out addresses.
func mediaHosts(cfg config.Config) []string {
	u, err := url.Parse(cfg.Objects)
	if err != nil || u.Scheme != "s3" {
		return nil
	}
	scheme := "http://"
	if u.Query().Get("tls") == "true" {
		scheme = "https://"
	}
	return []string{scheme + u.Host}
}

// presignTime is how long an address handed to a browser for one object is good.
const presignTime = 15 * time.Minute

// object is a file on its way to a browser.
type object struct {
	key  string
	kind string // media type
	name string // under which it is saved; "" for what a page shows
	here bool   // answered from here, whatever the store offers: captions and pictures, which a page takes from its own host only
}

// sendObject answers with an object, or a range of it, or sends the browser to the object
// store when it has an address of its own. Whatever the file is, nothing in it runs: it is
// saved, or shown by an element that runs nothing, and opened by itself it is in a sandbox.
func (a *App) sendObject(c *fiber.Ctx, o object) error {
	ctx, key := c.UserContext(), o.key
	if !o.here {
		if address, ok, err := a.Objects.Presign(ctx, key, presignTime, o.name); err != nil {
			return err
		} else if ok {
			c.Set(fiber.HeaderCacheControl, "no-store") // the address is good for less than a page may stay open
			return c.Redirect(address, fiber.StatusTemporaryRedirect)
		}
	}
	if o.name != "" {
		c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": o.name}))
	}
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	info, err := a.Objects.Stat(ctx, key)
	if err != nil {
		return err
	}
	tag := `"` + info.ETag + `"`
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	c.Set(fiber.HeaderContentType, o.kind)
	if c.Get(fiber.HeaderIfNoneMatch) == tag {
		return c.SendStatus(fiber.StatusNotModified)
	}
	part, partial, ok := requestedRange(c.Get(fiber.HeaderRange), info.Size)
	if !ok {
		c.Set(fiber.HeaderContentRange, "bytes */"+strconv.FormatInt(info.Size, 10))
		return c.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
	}
	body, _, err := a.Objects.Get(ctx, key, part)
	if err != nil {
		return err
	}
	_, length, err := part.Within(info.Size)
	if err != nil {
		return err
	}
	if partial {
		c.Status(fiber.StatusPartialContent)
		c.Set(fiber.HeaderContentRange, "bytes "+strconv.FormatInt(part.From, 10)+"-"+strconv.FormatInt(part.From+length-1, 10)+"/"+strconv.FormatInt(info.Size, 10))
	}
	c.Context().SetBodyStream(body, int(length)) // closes the body
	return nil
}

// requestedRange reads a Range header of one range (RFC 9110 §14.2): players ask for no
// more. Several ranges are answered with the whole, as the RFC allows; ok is false for one
// that cannot be satisfied.
func requestedRange(header string, size int64) (part storage.Range, partial, ok bool) {
	spec, isBytes := strings.CutPrefix(header, "bytes=")
	if !isBytes || strings.Contains(spec, ",") {
		return storage.Range{}, false, true
	}
	first, last, found := strings.Cut(spec, "-")
	if !found {
		return storage.Range{}, false, false
	}
	if first == "" { // the last n bytes
		n, err := strconv.ParseInt(last, 10, 64)
		return storage.Range{From: max(0, size-n)}, true, err == nil && n > 0
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || from >= size {
		return storage.Range{}, false, false
	}
	if last == "" {
		return storage.Range{From: from}, true, true
	}
	to, err := strconv.ParseInt(last, 10, 64)
	return storage.Range{From: from, To: to + 1}, true, err == nil && to >= from
}
