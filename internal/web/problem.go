package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
)

// Problem is what a program reads when something is wrong (RFC 9457), with a stable code,
// a French sentence for the person, and the request id that the log has too.
type Problem struct {
	Type      string         `json:"type" doc:"about:blank: the code says more than an address would"`
	Title     string         `json:"title" doc:"English name of the status"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail,omitempty" doc:"French sentence that may be shown"`
	Code      string         `json:"code" doc:"Stable, for programs and translations"`
	RequestID string         `json:"requestId,omitempty" doc:"To be given when asking for help"`
	Errors    []ProblemField `json:"errors,omitempty" doc:"What is wrong in the input"`
}

// ProblemField is one thing wrong in the input.
type ProblemField struct {
	Path    string `json:"path" doc:"Where, as a JSON path, a parameter or a column"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error returns the sentence.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status, for huma.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of RFC 9457.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// statuses maps each kind of fault to its HTTP status and to what a person reads when the
// fault says nothing better.
var statuses = map[fault.Kind]struct {
	status   int
	code     string
	sentence string
}{
	fault.Internal:     {500, "internal", "Une erreur s’est produite de notre côté. Rien de ce que vous aviez enregistré n’est perdu ; réessayez dans un instant."},
	fault.Invalid:      {422, "invalid", "La demande est à corriger."},
	fault.Unauthorized: {401, "sign_in_required", "Connectez-vous pour continuer."},
	fault.Forbidden:    {403, "forbidden", "Vous n’avez pas accès à cette page ou à cette action."},
	fault.NotFound:     {404, "not_found", "Cette page ou cet objet n’existe pas, ou plus."},
	fault.Conflict:     {409, "conflict", "Quelqu’un d’autre a modifié cela entre-temps. Rechargez pour voir la version actuelle."},
	fault.Precondition: {412, "stale", "Cela a changé depuis que vous l’avez ouvert. Rechargez pour voir la version actuelle."},
	fault.Limited:      {429, "limited", "Trop de demandes en peu de temps. Réessayez dans un instant."},
	fault.TooLarge:     {413, "too_large", "C’est trop volumineux."},
	fault.Unavailable:  {503, "unavailable", "Le service est momentanément indisponible. Réessayez dans un instant."},
}

// ProblemOf turns any error into the problem to send. What is internal says so and no more.
func ProblemOf(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var fe *fiber.Error
	if errors.As(err, &fe) {
		p := ProblemOf(&fault.Error{Op: "web", Kind: kindOfStatus(fe.Code)})
		p.Status, p.Title = fe.Code, http.StatusText(fe.Code)
		return p
	}
	var e *fault.Error
	if !errors.As(err, &e) {
		e = &fault.Error{Err: err}
	}
	if errors.Is(err, context.DeadlineExceeded) && e.Kind == fault.Internal {
		e = &fault.Error{Kind: fault.Unavailable, Err: err}
	}
	row := statuses[e.Kind]
	p = &Problem{Type: "about:blank", Title: http.StatusText(row.status), Status: row.status, Detail: fault.French(row.sentence), Code: row.code}
	if e.Kind == fault.Internal {
		return p
	}
	if e.Code != "" {
		p.Code = e.Code
	}
	if e.Public != "" {
		p.Detail = fault.French(e.Public)
	}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemField{Path: f.Path, Code: f.Code, Message: fault.French(f.Message)})
	}
	return p
}

func kindOfStatus(status int) fault.Kind {
	switch status {
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return fault.NotFound
	case fiber.StatusRequestEntityTooLarge:
		return fault.TooLarge
	case fiber.StatusUnauthorized:
		return fault.Unauthorized
	case fiber.StatusForbidden:
		return fault.Forbidden
	}
	if status >= 500 {
		return fault.Internal
	}
	return fault.Invalid
}

// Err is what a huma handler returns for a failed service call: the problem with the
// request id, the cause in the log when it is ours.
func Err(ctx context.Context, err error) error {
	p := ProblemOf(err)
	p.RequestID = RequestID(ctx)
	logFault(ctx, p, err)
	return p
}

// Fail writes the problem of err as the answer; plain Fiber handlers return it.
func Fail(c *fiber.Ctx, err error) error {
	p := ProblemOf(err)
	p.RequestID, _ = c.Locals(localRequestID).(string)
	logFault(c.UserContext(), p, err)
	if wantsPage(c) {
		return sendErrorPage(c, p)
	}
	c.Status(p.Status)
	if err := c.JSON(p); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return nil
}

func logFault(ctx context.Context, p *Problem, err error) {
	if p.Status < 500 {
		return
	}
	slog.ErrorContext(ctx, "request failed", "id", p.RequestID, "status", p.Status, "error", err.Error())
}

// newValidationProblem gives huma's own refusals our shape, in French.
func newValidationProblem(status int, msg string, errs ...error) huma.StatusError {
	p := ProblemOf(&fault.Error{Kind: kindOfStatus(status)})
	p.Status, p.Title = status, http.StatusText(status)
	for _, err := range errs {
		var d *huma.ErrorDetail
		if errors.As(err, &d) {
			p.Errors = append(p.Errors, ProblemField{Path: d.Location, Code: "invalid", Message: d.Message})
		} else if err != nil {
			p.Errors = append(p.Errors, ProblemField{Code: "invalid", Message: err.Error()})
		}
	}
	if len(p.Errors) == 0 && status < 500 && msg != "" {
		p.Errors = []ProblemField{{Code: "invalid", Message: msg}}
	}
	return p
}

// wantsPage says whether the answer goes to a person's browser window rather than to a
// program: a navigation asks for HTML outside the API.
func wantsPage(c *fiber.Ctx) bool {
	return c.Method() == fiber.MethodGet && !strings.HasPrefix(c.Path(), "/api/") &&
		strings.Contains(c.Get(fiber.HeaderAccept), "text/html")
}
