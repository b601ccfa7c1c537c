// Package lrshttp answers the record store's clients on /xapi, as xAPI 1.0.3 and 2.0.0 have
// it: one server, two behaviours, chosen by X-Experience-API-Version. Cookies count for
// nothing here: a client signs in with a pair of keys (Basic) or with its own token (Bearer), so
// that pages of any origin may be allowed to call.
package lrshttp

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// Root is where the record store answers.
const Root = "/xapi"

const (
	headerVersion    = "X-Experience-API-Version"
	headerConsistent = "X-Experience-API-Consistent-Through"
	headerHash       = "X-Experience-API-Hash"
)

// maxBody bounds one request, attachments included.
const maxBody = 64 << 20

// Routes adds the record store.
func Routes(r fiber.Router, svc *lrs.Service) {
	h := handler{svc}
	for path, methods := range resources {
		serve := func(c *fiber.Ctx) error { return h.serve(c, methods) }
		r.All(Root+path, serve)
		// Content puts a slash after the endpoint that it is given, whether it ends in one or not: some
		// of ADL's own, seen in November 2026 (CATAPULT, cmi5.min.js).
		r.All(Root+"/"+path, serve)
	}
}

type handler struct{ svc *lrs.Service }

// operation is what a method does to a resource: the parameters it takes, those it needs, and
// the function that does it.
type operation struct {
	takes, needs []string
	do           func(handler, *request) error
}

// resources is everything that the record store answers (Communication §2).
var resources = map[string]map[string]operation{
	"/about": {http.MethodGet: {do: handler.about}},
	"/statements": {
		http.MethodPut:  {takes: []string{"statementId"}, needs: []string{"statementId"}, do: handler.putStatement},
		http.MethodPost: {do: handler.postStatements},
		http.MethodGet: {takes: []string{"statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities",
			"related_agents", "since", "until", "limit", "format", "attachments", "ascending", "more"}, do: handler.getStatements},
	},
	"/activities": {http.MethodGet: {takes: []string{"activityId"}, needs: []string{"activityId"}, do: handler.getActivity}},
	"/agents":     {http.MethodGet: {takes: []string{"agent"}, needs: []string{"agent"}, do: handler.getAgent}},
	"/activities/state": documents(lrs.StateDocument, "stateId",
		[]string{"activityId", "agent"}, []string{"activityId", "agent", "registration"}),
	"/activities/profile": documents(lrs.ActivityProfile, "profileId", []string{"activityId"}, []string{"activityId"}),
	"/agents/profile":     documents(lrs.AgentProfile, "profileId", []string{"agent"}, []string{"agent"}),
}

// serve reads a request, checks what every resource checks, and has it done.
func (h handler) serve(c *fiber.Ctx, methods map[string]operation) error {
	allowOrigins(c)
	// A browser would answer by itself from what it was told lately (RFC 9111 §4.2.2): what is asked
	// here may have changed, and that it was asked may matter (cmi5 §11.0).
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(headerVersion, string(statement.V2))
	c.Set(headerConsistent, formatTime(h.svc.ConsistentThrough()))
	if c.Method() == fiber.MethodOptions {
		return c.SendStatus(fiber.StatusNoContent)
	}
	q, err := h.read(c)
	if err != nil {
		return fail(err)
	}
	method := q.method
	if method == http.MethodHead {
		method = http.MethodGet // fasthttp leaves the body out
	}
	op, ok := methods[method]
	if !ok {
		return fail(&web.Problem{Type: "about:blank", Title: http.StatusText(http.StatusMethodNotAllowed), Status: http.StatusMethodNotAllowed,
			Code: "method_not_allowed", Detail: "Cette ressource ne connaît pas la méthode " + q.method + "."})
	}
	if err := q.checkParams(op); err != nil {
		return fail(err)
	}
	return fail(op.do(h, q))
}

// fail says what is wrong in the request with the status that xAPI names for it: 400.
func fail(err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	if p := new(web.Problem); errors.As(err, &p) {
		return err
	}
	p := web.ProblemOf(err)
	p.Status, p.Title = http.StatusBadRequest, http.StatusText(http.StatusBadRequest)
	return p
}

// invalid is what is wrong in a parameter or a header.
func invalid(path, code, message string) error {
	return &fault.Error{Op: "lrshttp", Kind: fault.Invalid, Code: code, Public: message,
		Fields: []fault.Field{{Path: path, Code: code, Message: message}}}
}

// allowOrigins lets pages of any origin call: nothing here is authorised by a cookie.
func allowOrigins(c *fiber.Ctx) {
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	c.Set(fiber.HeaderAccessControlAllowMethods, "GET, HEAD, PUT, POST, DELETE, OPTIONS")
	c.Set(fiber.HeaderAccessControlAllowHeaders, "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, "+headerVersion+", "+headerHash)
	c.Set(fiber.HeaderAccessControlExposeHeaders, "ETag, Last-Modified, "+headerVersion+", "+headerConsistent)
	c.Set(fiber.HeaderAccessControlMaxAge, "600")
	c.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

func formatTime(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

func (h handler) about(q *request) error {
	return q.json([]byte(`{"version":["` + string(statement.V1) + `","` + string(statement.V2) + `"]}`))
}

func (q *request) json(body []byte) error {
	q.c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return q.c.Send(body)
}

func (h handler) getActivity(q *request) error {
	id, err := q.iri("activityId")
	if err != nil {
		return err
	}
	raw, err := h.svc.Activity(q.ctx(), q.who, id)
	if err != nil {
		return err
	}
	return q.json(raw)
}

func (h handler) getAgent(q *request) error {
	agent, err := q.agent()
	if err != nil {
		return err
	}
	raw, err := h.svc.Person(q.ctx(), q.who, agent)
	if err != nil {
		return err
	}
	return q.json(raw)
}

// readAll reads a body that is not longer than a limit.
func readAll(c *fiber.Ctx) ([]byte, error) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return c.Body(), nil
	}
	body, err := io.ReadAll(io.LimitReader(stream, maxBody+1))
	if err == nil && len(body) > maxBody {
		err = fault.New("lrshttp", fault.TooLarge, "too_large", "Cet envoi dépasse 64 Mo.")
	}
	return body, err
}

func isMedia(header, want string) bool {
	media, _, _ := strings.Cut(header, ";")
	return strings.EqualFold(strings.TrimSpace(media), want)
}

func marshal(v any) []byte {
	raw, _ := json.Marshal(v) // strings and bytes that are JSON already
	return raw
}
