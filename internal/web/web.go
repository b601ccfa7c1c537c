// Package web is the HTTP plumbing: the Fiber application and the huma API every domain's
// adapter registers on, who asks, problems (RFC 9457), entity tags, the two hosts (the app's
// own and the one for untrusted content), the pages with their first data, and the live
// stream. It knows no domain.
package web

import (
	"context"
	"log/slog"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/ids"
)

// Limits of every request.
const (
	maxBody         = 1 << 20          // bytes of a body read whole; streams have their own limit
	requestDeadline = 30 * time.Second // what a handler's context allows
	readTimeout     = 10 * time.Minute // a slow line may take that long to send an upload part
	idleTimeout     = 2 * time.Minute
)

// Config is what the plumbing needs to know.
type Config struct {
	App          *url.URL // public address of the app: scheme and host
	Content      *url.URL // public address of untrusted content; another host
	Authenticate func(*fiber.Ctx) (actor.Actor, error)
	Log          *slog.Logger
	Now          func() time.Time
	Version      string
	Proxies      []netip.Prefix // whose word on the address of who asks is taken
}

// Server is the HTTP side of one node.
type Server struct {
	Fiber *fiber.App
	API   huma.API
	cfg   Config
}

// New makes a server with no routes but the API's own description at
// /api/v1/openapi.json. Domains register on API, plain handlers on Fiber.
func New(cfg Config) *Server {
	app := fiber.New(fiber.Config{
		AppName:                      "Préau",
		Immutable:                    true, // without it kept strings change under their keeper
		StreamRequestBody:            true,
		BodyLimit:                    maxBody,
		DisableStartupMessage:        true,
		DisablePreParseMultipartForm: true, // no form is ever read whole
		ReadTimeout:                  readTimeout,
		IdleTimeout:                  idleTimeout,
		ReadBufferSize:               16 << 10, // cookies and long search addresses
		ErrorHandler:                 Fail,
		UnescapePath:                 true,
	})
	s := &Server{Fiber: app, cfg: cfg}
	app.Use(s.observe, s.locate, s.separateHosts, s.secure, s.authenticate, compressed())
	s.API = humafiber.NewV2(app, apiConfig(cfg.Version))
	return s
}

func apiConfig(version string) huma.Config {
	useProblems()
	c := huma.DefaultConfig("Préau", version)
	c.OpenAPIPath = "/api/v1/openapi"
	c.DocsPath = ""
	c.SchemasPath = ""
	c.CreateHooks = nil // no $schema property in each answer
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	return c
}

// schemaName names a schema after its package and its type, because two domains may each
// have a Session: courseshttp.Session is CoursesSession.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	pkg := t.PkgPath()
	if t.Name() == "" || pkg == "" {
		return name
	}
	pkg = strings.TrimSuffix(pkg[strings.LastIndexByte(pkg, '/')+1:], "http")
	if pkg == "" || pkg == "web" {
		return name
	}
	return strings.ToUpper(pkg[:1]) + pkg[1:] + name
}

var problems sync.Once

// useProblems makes huma's own errors (validation, unknown media type) have our shape. The
// hook is a package variable of huma, hence the once.
func useProblems() {
	problems.Do(func() { huma.NewError = newValidationProblem })
}

// observe gives the request an id and a deadline, and writes one line for it.
func (s *Server) observe(c *fiber.Ctx) error {
	start := s.cfg.Now()
	id := ids.New(start)
	c.Locals(localRequestID, id)
	c.Set("X-Request-Id", id)
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), requestIDKey{}, id), requestDeadline)
	defer cancel()
	c.SetUserContext(ctx)
	err := c.Next()
	if err != nil {
		err = Fail(c, err)
	}
	s.cfg.Log.LogAttrs(ctx, slog.LevelDebug, "request", slog.String("id", id), slog.String("method", c.Method()),
		slog.String("path", c.Path()), slog.Int("status", c.Response().StatusCode()),
		slog.Duration("took", s.cfg.Now().Sub(start)))
	return err
}

type requestIDKey struct{}

const localRequestID = "request-id"

// RequestID returns the id that the answer and the log share, "" outside a request.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}
