package lrshttp

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// received reads statements and the attachments that came with them.
func (q *request) received() (list []statement.Statement, batch bool, files []lrs.File, err error) {
	body := q.body
	kind := q.header(fiber.HeaderContentType)
	media, params, err := mime.ParseMediaType(kind)
	switch {
	case err == nil && media == "multipart/mixed":
		if body, files, err = readMixed(q.body, params["boundary"]); err != nil {
			return nil, false, nil, err
		}
	case err != nil || media != fiber.MIMEApplicationJSON:
		return nil, false, nil, invalid(fiber.HeaderContentType, "bad_content_type", "Les traces s’envoient en application/json ou en multipart/mixed.")
	}
	if list, batch, err = statement.Parse(body, q.version); err != nil {
		var p *statement.Problem
		if !errors.As(err, &p) {
			return nil, false, nil, err
		}
		return nil, false, nil, &fault.Error{Op: "lrshttp", Kind: fault.Invalid, Code: "bad_statement", Public: "Cette trace n’est pas conforme à xAPI : " + p.Error(),
			Fields: []fault.Field{{Path: p.Path, Code: "bad_statement", Message: p.Message}}}
	}
	return list, batch, files, nil
}

func (h handler) postStatements(q *request) error {
	list, _, files, err := q.received()
	if err != nil {
		return err
	}
	ids, err := h.svc.Store(q.ctx(), q.who, q.version, list, files)
	if err != nil {
		return err
	}
	return q.json(marshal(ids))
}

func (h handler) putStatement(q *request) error {
	id, err := q.uuid("statementId")
	if err != nil {
		return err
	}
	list, batch, files, err := q.received()
	if err != nil {
		return err
	}
	if batch || len(list) != 1 {
		return invalid("body", "one_statement", "PUT ne prend qu’une trace.")
	}
	if list[0].ID != "" && list[0].ID != id {
		return invalid("id", "other_id", "L’identifiant de la trace n’est pas celui de l’adresse.")
	}
	list[0].ID = id
	if _, err := h.svc.Store(q.ctx(), q.who, q.version, list, files); err != nil {
		return err
	}
	return q.c.SendStatus(fiber.StatusNoContent)
}

// format is how statements are to be written.
type format struct {
	name        string // "exact", "ids" or "canonical"
	attachments bool
	languages   []string
}

func (q *request) format() (f format, err error) {
	f.name = "exact"
	if name, given := q.params["format"]; given {
		f.name = name
	}
	if f.name != "exact" && f.name != "ids" && f.name != "canonical" {
		return f, invalid("format", "bad_format", "format vaut ids, exact ou canonical.")
	}
	f.languages = statement.ParseLanguages(q.header(fiber.HeaderAcceptLanguage))
	f.attachments, err = q.boolean("attachments")
	return f, err
}

func (h handler) getStatements(q *request) error {
	f, err := q.format()
	if err != nil {
		return err
	}
	if q.has("statementId") || q.has("voidedStatementId") {
		return h.getStatement(q, f)
	}
	query, err := q.query()
	if err != nil {
		return err
	}
	if token, given := q.params["more"]; given {
		if len(q.params) > 1 {
			return invalid("more", "unknown_parameter", "Une suite se demande telle qu’elle a été donnée, sans autre paramètre.")
		}
		if query, f, err = readMore(token, f); err != nil {
			return err
		}
	}
	page, err := h.svc.Find(q.ctx(), q.who, query)
	if err != nil {
		return err
	}
	if f.attachments {
		page.CutToFiles()
	}
	var body bytes.Buffer
	body.WriteString(`{"statements":[`)
	for i := range page.Items {
		raw, err := h.write(q, &page.Items[i], f)
		if err != nil {
			return err
		}
		if i > 0 {
			body.WriteByte(',')
		}
		body.Write(raw)
	}
	body.WriteString(`],"more":`)
	more := ""
	if page.Next != "" {
		query.After = page.Next
		more = Root + "/statements?more=" + writeMore(query, f)
	}
	body.Write(marshal(more))
	body.WriteByte('}')
	return h.sendStatements(q, f, body.Bytes(), page.Items)
}

func (h handler) getStatement(q *request, f format) error {
	for name := range q.params {
		if name != "attachments" && name != "format" && name != "statementId" && name != "voidedStatementId" {
			return invalid(name, "unknown_parameter", "« "+name+" » ne va pas avec l’identifiant d’une trace.")
		}
	}
	if q.has("statementId") && q.has("voidedStatementId") {
		return invalid("voidedStatementId", "two_ids", "Demandez statementId ou voidedStatementId, pas les deux.")
	}
	name, voided := "statementId", q.has("voidedStatementId")
	if voided {
		name = "voidedStatementId"
	}
	id, err := q.uuid(name)
	if err != nil {
		return err
	}
	st, err := h.svc.One(q.ctx(), q.who, id, voided)
	if err != nil {
		return err
	}
	raw, err := h.write(q, &st, f)
	if err != nil {
		return err
	}
	q.c.Set(fiber.HeaderLastModified, st.At.UTC().Format(http.TimeFormat))
	return h.sendStatements(q, f, raw, []lrs.Stored{st})
}

// write writes a statement in the format asked.
func (h handler) write(q *request, st *lrs.Stored, f format) ([]byte, error) {
	switch f.name {
	case "ids":
		return statement.IDs(st.Raw)
	case "canonical":
		return statement.Canonical(st.Raw, func(activity string) []byte { return h.svc.Definition(q.ctx(), activity) }, f.languages)
	}
	return st.Raw, nil
}

func (h handler) sendStatements(q *request, f format, body []byte, of []lrs.Stored) error {
	if !f.attachments {
		return q.json(body)
	}
	files, err := h.svc.Files(q.ctx(), of)
	if err != nil {
		return err
	}
	mixed, boundary := writeMixed(body, files)
	q.c.Set(fiber.HeaderContentType, "multipart/mixed; boundary="+boundary)
	return q.c.Send(mixed)
}

func (q *request) query() (query lrs.Query, err error) {
	var errs [9]error
	if q.has("agent") {
		var a statement.Agent
		a, errs[0] = q.agent()
		query.Agent = a.Key()
	}
	query.Verb, errs[1] = q.iri("verb")
	query.Activity, errs[2] = q.iri("activity")
	query.Registration, errs[3] = q.uuid("registration")
	query.RelatedAgents, errs[4] = q.boolean("related_agents")
	query.RelatedActivities, errs[5] = q.boolean("related_activities")
	query.Since, errs[6] = q.time("since")
	query.Until, errs[7] = q.time("until")
	query.Ascending, errs[8] = q.boolean("ascending")
	for _, one := range errs {
		if one != nil {
			return query, one
		}
	}
	query.Limit, err = q.number("limit")
	return query, err
}

// continued is what the address of the next page carries.
type continued struct {
	Query       lrs.Query
	Format      string
	Attachments bool
}

func writeMore(query lrs.Query, f format) string {
	return base64.RawURLEncoding.EncodeToString(marshal(continued{query, f.name, f.attachments}))
}

func readMore(token string, f format) (lrs.Query, format, error) {
	var c continued
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil {
		return lrs.Query{}, f, invalid("more", "bad_cursor", "Cette suite n’existe pas.")
	}
	f.name, f.attachments = c.Format, c.Attachments
	return c.Query, f, nil
}

func shortBoundary(data string) bool {
	return data == "" || len(data) > 70 || strings.ContainsAny(data, "\r\n")
}

func badPart(n int, what string) error {
	return invalid(fmt.Sprintf("part %d", n), "bad_part", what)
}
