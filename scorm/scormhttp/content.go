package scormhttp

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/text/unicode/norm"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/runtime"
)

// maxCommit is how many bytes the body of a commit may have; longer queues come in several.
const maxCommit = 900 << 10

// Origins are the two public origins: "https://preau.example", "https://content.preau.example".
type Origins struct{ App, Content string }

// Routes adds what the content host answers: "/r/…" is the run-time around packages, "/c/…"
// their files. That nothing else answers there, and these nowhere else, is the plumbing's.
func Routes(r fiber.Router, svc *scorm.Service, o Origins) error {
	rt, err := runtime.New(o.App, func(version string) string { return "/r/run/" + version + "/" })
	if err != nil {
		return fault.Wrap("scormhttp.Routes", err)
	}
	h := contentHandlers{svc: svc, runtime: rt, origins: o}
	r.Get("/r/run/:version/:file", h.script)
	r.Get("/r/back", h.back)
	r.All("/r/:token/fetch", h.fetch)
	r.Get("/r/:token/", h.wrapper)
	r.Get("/r/:token/h5p", h.h5p)
	r.Post("/r/:token/begin", h.begin)
	r.Post("/r/:token/commit", h.commit)
	r.Post("/r/:token/nav", h.navigate)
	r.Get("/c/:token/*", h.file)
	return nil
}

type contentHandlers struct {
	svc     *scorm.Service
	runtime *runtime.Runtime
	origins Origins
}

// wrapper answers the page around a package. It holds nothing of anybody: what it needs it
// asks under its token.
func (h contentHandlers) wrapper(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "+
		"frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "+h.origins.App)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderPermissionsPolicy, "unload=*") // packages say farewell as their page unloads
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(h.runtime.Page())
}

func (h contentHandlers) script(c *fiber.Ctx) error {
	f, ok := h.runtime.File(c.Params("file"))
	if !ok || c.Params("version") != h.runtime.Version {
		return fault.New("scormhttp.script", fault.NotFound, "not_found", "")
	}
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	c.Vary(fiber.HeaderAcceptEncoding)
	if gzip := f.Gzip(); gzip != nil && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip") {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return c.Send(gzip)
	}
	return c.Send(f.Body())
}

// body reads a request of a wrapper of ours: what another origin sends is refused.
func (h contentHandlers) body(c *fiber.Ctx) ([]byte, error) {
	if origin := c.Get(fiber.HeaderOrigin); origin != "" && origin != h.origins.Content {
		c.Context().SetConnectionClose() // its body is not read
		return nil, fault.New("scormhttp.body", fault.Forbidden, "foreign_origin", "Cette demande vient d’un autre site ; elle est refusée.")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		stream = bytes.NewReader(c.Request().Body())
	}
	body, err := io.ReadAll(io.LimitReader(stream, maxCommit+1))
	if err != nil {
		return nil, fault.As("scormhttp.body", fault.Invalid, "bad_body", err)
	}
	if len(body) > maxCommit {
		c.Context().SetConnectionClose() // the rest is not read
		return nil, fault.New("scormhttp.body", fault.TooLarge, "commit_too_large", "Trop de données à la fois : elles sont à envoyer en plusieurs fois.")
	}
	return body, nil
}

func (h contentHandlers) begin(c *fiber.Ctx) error {
	body, err := h.body(c)
	if err != nil {
		return err
	}
	var m beginning
	if err := readJSON(body, &m); err != nil {
		return err
	}
	token := c.Params("token")
	d, err := h.svc.Begin(c.UserContext(), token, scorm.Beginning{Tab: m.domain(), Take: m.Take, Again: m.Again})
	if err != nil {
		return err
	}
	return c.JSON(deliveryMessage(token, &d))
}

func (h contentHandlers) commit(c *fiber.Ctx) error {
	body, err := h.body(c)
	if err != nil {
		return err
	}
	in, err := readCommit(body)
	if err != nil {
		return err
	}
	out, err := h.svc.Commit(c.UserContext(), c.Params("token"), in)
	if err != nil {
		return err
	}
	return c.JSON(committedMessage(&out))
}

func (h contentHandlers) navigate(c *fiber.Ctx) error {
	body, err := h.body(c)
	if err != nil {
		return err
	}
	in, err := readCommit(body)
	if err != nil {
		return err
	}
	token := c.Params("token")
	d, err := h.svc.Navigate(c.UserContext(), token, in)
	if err != nil {
		return err
	}
	return c.JSON(deliveryMessage(token, &d))
}

// contentPolicy is what other people's pages may do: run their own scripts, show what they
// embed from elsewhere, and talk to nobody but this host and, under the key of their launch, the
// record store.
const contentPolicy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; " +
	"img-src 'self' https: data: blob:; media-src 'self' https: data: blob:; frame-src 'self' https: data: blob:; " +
	"font-src 'self' https: data:; style-src 'self' 'unsafe-inline' https:; form-action 'self'; base-uri 'self'; frame-ancestors 'self' "

func (h contentHandlers) contentPolicy() string {
	return contentPolicy + h.origins.App + "; connect-src 'self' data: blob: " + h.origins.App + "/xapi/"
}

// file streams a file of a package, whole or a part of it.
func (h contentHandlers) file(c *fiber.Ctx) error {
	name := c.Params("*")
	object, launch, err := h.svc.Content(c.UserContext(), c.Params("token"), name)
	if fault.Is(err, fault.NotFound) && !norm.NFC.IsNormalString(name) { // names were kept in NFC
		object, launch, err = h.svc.Content(c.UserContext(), c.Params("token"), norm.NFC.String(name))
	}
	if err != nil {
		return err
	}
	// The path holds the launch: what is cached under it is good for as long as it is.
	c.Set(fiber.HeaderCacheControl, "private, max-age=43200, immutable")
	c.Set(fiber.HeaderContentSecurityPolicy, h.contentPolicy())
	c.Set(fiber.HeaderPermissionsPolicy, "unload=*")
	c.Set(fiber.HeaderContentType, object.Type)
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	c.Set(fiber.HeaderLastModified, object.Modified.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	c.Set("Expires", launch.Expires.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"))
	if object.ETag != "" {
		etag := strconv.Quote(object.ETag)
		c.Set(fiber.HeaderETag, etag)
		if c.Get(fiber.HeaderIfNoneMatch) == etag {
			return c.SendStatus(fiber.StatusNotModified)
		}
	}
	return h.stream(c, object)
}

func (h contentHandlers) stream(c *fiber.Ctx, o scorm.Object) error {
	from, to := int64(0), o.Size
	if part := c.Get(fiber.HeaderRange); part != "" {
		var ok bool
		if from, to, ok = readRange(part, o.Size); !ok {
			c.Set(fiber.HeaderContentRange, "bytes */"+strconv.FormatInt(o.Size, 10))
			return c.SendStatus(fiber.StatusRequestedRangeNotSatisfiable)
		}
		if from != 0 || to != o.Size {
			c.Status(fiber.StatusPartialContent)
			c.Set(fiber.HeaderContentRange, "bytes "+strconv.FormatInt(from, 10)+"-"+strconv.FormatInt(to-1, 10)+"/"+strconv.FormatInt(o.Size, 10))
		}
	}
	if c.Method() == fiber.MethodHead || to == from {
		c.Response().Header.SetContentLength(int(to - from))
		c.Response().SkipBody = true
		return nil
	}
	body, _, err := h.svc.Files.Open(c.UserContext(), o.Key, from, to)
	if err != nil {
		return err
	}
	c.Context().SetBodyStream(body, int(to-from)) // closes it
	return nil
}

// readRange reads a Range of one part; several parts are answered as the whole (RFC 9110
// §14.2 lets a server ignore them).
func readRange(header string, size int64) (from, to int64, ok bool) {
	spec, isBytes := strings.CutPrefix(header, "bytes=")
	if !isBytes || strings.Contains(spec, ",") || size == 0 {
		return 0, size, true
	}
	first, last, found := strings.Cut(strings.TrimSpace(spec), "-")
	if !found {
		return 0, size, true
	}
	if first == "" {
		n, err := strconv.ParseInt(last, 10, 64)
		if err != nil || n <= 0 {
			return 0, 0, false
		}
		return max(size-n, 0), size, true
	}
	from, err := strconv.ParseInt(first, 10, 64)
	if err != nil || from < 0 || from >= size {
		return 0, 0, false
	}
	to = size
	if last != "" {
		end, err := strconv.ParseInt(last, 10, 64)
		if err != nil || end < from {
			return 0, 0, false
		}
		to = min(end+1, size)
	}
	return from, to, true
}
