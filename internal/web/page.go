package web

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"html"
	"io/fs"
	"mime"
	"net/url"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// assetsPath is where the built front end's files are; their names hold a hash, so a browser
// keeps them for ever.
const assetsPath = "/assets/"

// The markers that the built index.html holds for the server to fill.
const (
	markData  = "<!--preau:data-->"
	markFirst = "<!--preau:first-->"
	markHTML  = `<html lang="fr">`
	markNonce = "__NONCE__"
)

// Pages serves the front end: its files, and for every other address the one document, with
// the data of the first page in it so that nothing waits for a second round trip.
type Pages struct {
	Files fs.FS // the built front end; index.html at its root
	// Seeds names the API addresses whose answers the page at this path will ask for first.
	Seeds func(path, query string, who actor.Actor) []string
	// Exists says whether the front end has a page at this path; nil: it has one everywhere.
	Exists func(path string) bool
	// First draws what a visitor sees of the page before the app has loaded, from the answers
	// to its seeds; nil when there is nothing to draw. In French.
	First func(path string, query url.Values, answers []json.RawMessage) []byte
	// MediaHosts are further origins pictures and media come from (an object store that presigns).
	MediaHosts []string
}

// ServePages registers the front end; call it after every other route.
func (s *Server) ServePages(p Pages) error {
	index, err := fs.ReadFile(p.Files, "index.html")
	if err != nil {
		if index, err = fs.ReadFile(p.Files, "placeholder.html"); err != nil {
			return fault.Wrap("web.ServePages", err)
		}
	}
	call := s.Fiber.Handler()
	s.Fiber.Get(assetsPath+"*", func(c *fiber.Ctx) error { return sendAsset(c, p.Files) })
	s.Fiber.Use("/api", func(*fiber.Ctx) error { return fiber.ErrNotFound })
	s.Fiber.Get("/*", func(c *fiber.Ctx) error {
		if name := strings.TrimPrefix(c.Path(), "/"); strings.Contains(name, ".") && isFile(p.Files, name) {
			return sendAsset(c, p.Files)
		}
		return s.sendPage(c, p, index, call)
	})
	return nil
}

func isFile(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.Mode().IsRegular()
}

// sendPage fills the document: a fresh nonce, and the answers the page would ask for.
func (s *Server) sendPage(c *fiber.Ctx, p Pages, index []byte, call fasthttp.RequestHandler) error {
	nonce := newNonce()
	type seed struct {
		Key  [2]string       `json:"key"`
		Data json.RawMessage `json:"data"`
	}
	data := struct {
		Queries []seed `json:"queries"`
	}{Queries: []seed{}}
	var answers []json.RawMessage
	for _, address := range p.Seeds(c.Path(), string(c.Context().URI().QueryString()), ActorOf(c)) {
		switch body, status := answerOf(c, call, address); status {
		case fiber.StatusOK:
			data.Queries = append(data.Queries, seed{Key: [2]string{"GET", address}, Data: body})
			answers = append(answers, body)
		case fiber.StatusNotFound:
			c.Status(fiber.StatusNotFound) // the page is about something that does not exist
		}
	}
	if p.Exists != nil && !p.Exists(c.Path()) {
		c.Status(fiber.StatusNotFound)
	}
	encoded, err := json.Marshal(data) // escapes <, > and & inside raw answers too
	if err != nil {
		return fault.Wrap("web.sendPage", err)
	}
	script := append([]byte(`<script type="application/json" id="preau-data">`), encoded...)
	script = append(script, "</script>"...)
	display := readDisplay(c)
	var first []byte
	// A reader whose pass has run out is none of these: the API answered nothing.
	if p.First != nil && display.lang == french && !ActorOf(c).SignedIn() && c.Response().StatusCode() == fiber.StatusOK {
		if query, err := url.ParseQuery(string(c.Context().URI().QueryString())); err == nil {
			first = p.First(c.Path(), query, answers)
		}
	}
	doc := bytes.ReplaceAll(index, []byte(markNonce), []byte(nonce)) // before anything that people wrote
	doc = bytes.Replace(doc, []byte(markHTML), []byte(display.tag()), 1)
	doc = bytes.Replace(doc, []byte(markFirst), first, 1)
	doc = bytes.Replace(doc, []byte(markData), script, 1)
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentSecurityPolicy, s.pagePolicy(nonce, p.MediaHosts))
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()")
	return c.Send(doc)
}

// pagePolicy is the content security policy of the app's own pages: nothing inline, nothing
// from elsewhere but frames of the content host.
func (s *Server) pagePolicy(nonce string, media []string) string {
	hosts := strings.Join(append([]string{"'self'"}, media...), " ")
	content := s.cfg.Content.Scheme + "://" + s.cfg.Content.Host
	wildcard := s.cfg.Content.Scheme + "://*." + s.cfg.Content.Host
	return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; img-src " + hosts + " data:; " +
		"font-src 'self'; connect-src " + hosts + "; media-src " + hosts + " blob:; frame-src 'self' " + content + " " + wildcard + "; " +
		"worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
}

func newNonce() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// answerOf asks our own API in process, with the reader's cookies, and returns its status and
// the JSON of an answer 200.
func answerOf(c *fiber.Ctx, call fasthttp.RequestHandler, address string) (json.RawMessage, int) {
	var ctx fasthttp.RequestCtx
	req := fasthttp.AcquireRequest()
	defer fasthttp.ReleaseRequest(req)
	req.SetRequestURI(address)
	req.Header.SetHostBytes(c.Context().Host())
	req.Header.Set(fiber.HeaderCookie, c.Get(fiber.HeaderCookie))
	req.Header.Set(fiber.HeaderAcceptLanguage, c.Get(fiber.HeaderAcceptLanguage))
	req.Header.Set(fiber.HeaderAccept, "application/json")
	ctx.Init(req, c.Context().RemoteAddr(), nil)
	call(&ctx)
	if status := ctx.Response.StatusCode(); status != fiber.StatusOK {
		return nil, status
	}
	return bytes.Clone(ctx.Response.Body()), fiber.StatusOK
}

// sendAsset sends a built file, in the best encoding that the build made and the browser
// takes.
func sendAsset(c *fiber.Ctx, files fs.FS) error {
	name := strings.TrimPrefix(path.Clean(c.Path()), "/")
	body, encoding, err := readEncoded(files, name, c.Get(fiber.HeaderAcceptEncoding))
	if err != nil {
		return fiber.ErrNotFound
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = fiber.MIMEOctetStream
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	if encoding != "" {
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	if strings.HasPrefix(c.Path(), assetsPath) {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	}
	c.Context().Response.SetBodyRaw(body)
	return nil
}

func readEncoded(files fs.FS, name, accepted string) (body []byte, encoding string, err error) {
	for _, e := range [...]struct{ name, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !strings.Contains(accepted, e.name) {
			continue
		}
		if body, err = fs.ReadFile(files, name+e.ext); err == nil {
			return body, e.name, nil
		}
	}
	body, err = fs.ReadFile(files, name)
	return body, "", err
}

// sendErrorPage is what a browser window shows when there is no app to show it: on the
// content host, or when the app itself fails.
func sendErrorPage(c *fiber.Ctx, p *Problem) error {
	c.Status(p.Status)
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; frame-ancestors 'self'")
	return c.SendString(`<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
		`<title>Préau – ` + html.EscapeString(p.Title) + `</title><main><h1>` + html.EscapeString(p.Detail) + `</h1>` +
		`<p>Numéro à donner pour demander de l’aide : ` + html.EscapeString(p.RequestID) + `</p></main></html>`)
}
