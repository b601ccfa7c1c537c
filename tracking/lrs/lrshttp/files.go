package lrshttp

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// FilesPath is where administrators export and import statements, one on each line.
const FilesPath = "/api/v1/records/statements"

const (
	mediaLines = "application/x-ndjson"
	// exportTime and importTime are longer than other requests have: whole years go through.
	exportTime = time.Hour
	importTime = 10 * time.Minute
)

// exportParams narrow an export.
var exportParams = operation{takes: []string{"since", "until", "registration", "activity", "agent", "verb"}}

// export streams statements: it reads a page at a time, while the client takes it. What fails on
// the way breaks the connection off, so that a file that is not whole is not taken for one.
func (h handler) export(c *fiber.Ctx) error {
	q := &request{c: c, version: statement.V2, params: c.Queries()}
	if err := q.checkParams(exportParams); err != nil {
		return err
	}
	query, err := q.query()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), exportTime)
	next, stop := iter.Pull2(h.svc.Export(ctx, web.ActorOf(c), query))
	lines := &lineReader{next: next, stop: func() { stop(); cancel() }, log: h.svc.Log, ctx: ctx}
	if err := lines.fill(); err != nil && !errors.Is(err, io.EOF) { // a refusal is an answer, not a file
		return errors.Join(err, lines.Close())
	}
	c.Set(fiber.HeaderContentType, mediaLines)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="statements.ndjson"`)
	c.Context().SetBodyStream(lines, -1) // closes it
	return nil
}

// lineReader reads statements as lines.
type lineReader struct {
	ctx  context.Context //nolint:containedctx // of the answer, which outlives the request's
	next func() (lrs.Stored, error, bool)
	stop func()
	log  *slog.Logger
	left []byte
	err  error
}

// fill reads a line if none is left.
func (r *lineReader) fill() error {
	if len(r.left) > 0 || r.err != nil {
		return r.err
	}
	st, err, more := r.next()
	switch {
	case !more:
		r.err = io.EOF
	case err != nil:
		r.err = err
	default:
		if r.left, r.err = st.Line(); r.err == nil {
			r.left = append(r.left, '\n')
		}
	}
	return r.err
}

// Read implements io.Reader.
func (r *lineReader) Read(p []byte) (int, error) {
	if err := r.fill(); err != nil {
		if !errors.Is(err, io.EOF) {
			r.log.ErrorContext(r.ctx, "an export broke off", "error", err)
		}
		return 0, err
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	return n, nil
}

// Close implements io.Closer.
func (r *lineReader) Close() error {
	r.stop()
	return nil
}

// importReport is what became of the lines of an import.
type importReport struct {
	Lines    int           `json:"lines"`
	Stored   int           `json:"stored"`
	There    int           `json:"there"`
	Refused  int           `json:"refused"`
	Refusals []lineRefusal `json:"refusals"`
}

type lineRefusal struct {
	Line    int    `json:"line"`
	Path    string `json:"path,omitempty"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// importLines stores the statements of a body, one on each line, as they come.
func (h handler) importLines(c *fiber.Ctx) error {
	if !isMedia(c.Get(fiber.HeaderContentType), mediaLines) {
		return &web.Problem{Type: "about:blank", Title: http.StatusText(http.StatusUnsupportedMediaType), Status: http.StatusUnsupportedMediaType,
			Code: "bad_content_type", Detail: "Les traces s’importent en " + mediaLines + ", une par ligne."}
	}
	body := c.Context().RequestBodyStream()
	if body == nil {
		return fault.New("lrshttp.import", fault.Invalid, "empty", "L’envoi est vide.")
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), importTime)
	defer cancel()
	report, err := h.svc.Import(ctx, web.ActorOf(c), body, lrs.ImportOptions{Check: c.QueryBool("check")})
	if err != nil {
		return err
	}
	out := importReport{report.Lines, report.Stored, report.There, report.Refused, make([]lineRefusal, len(report.Refusals))}
	for i, r := range report.Refusals {
		out.Refusals[i] = lineRefusal(r)
	}
	return c.JSON(out)
}
