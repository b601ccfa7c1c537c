package lrshttp

import (
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// documents are the operations on a kind of documents (Communication §2.2): name is the
// parameter of the document's own id.
func documents(kind lrs.Kind, name string, needs, takes []string) map[string]operation {
	of := func(q *request) (lrs.Of, error) {
		o := lrs.Of{Kind: kind}
		var err error
		if o.Activity, err = q.iri("activityId"); err != nil {
			return o, err
		}
		if o.Registration, err = q.uuid("registration"); err != nil {
			return o, err
		}
		if slices.Contains(needs, "agent") {
			agent, err := q.agent()
			if err != nil {
				return o, err
			}
			o.Agent = agent.Key()
		}
		return o, nil
	}
	one := append(slices.Clone(takes), name)
	must := append(slices.Clone(needs), name)
	on := func(do func(handler, *request, lrs.Of, string) error) func(handler, *request) error {
		return func(h handler, q *request) error {
			o, err := of(q)
			if err != nil {
				return err
			}
			return do(h, q, o, name)
		}
	}
	operations := map[string]operation{
		http.MethodPut:    {takes: one, needs: must, do: on(handler.putDocument)},
		http.MethodPost:   {takes: one, needs: must, do: on(handler.postDocument)},
		http.MethodGet:    {takes: append(slices.Clone(one), "since"), needs: needs, do: on(handler.getDocument)},
		http.MethodDelete: {takes: one, needs: must, do: on(handler.deleteDocument)},
	}
	if kind == lrs.StateDocument { // alone may be removed all at once
		operations[http.MethodDelete] = operation{takes: one, needs: needs, do: on(handler.deleteDocument)}
	}
	return operations
}

func (q *request) conditions(of lrs.Of) lrs.Conditions {
	return lrs.Conditions{IfMatch: q.header(fiber.HeaderIfMatch), IfNoneMatch: q.header(fiber.HeaderIfNoneMatch),
		Needed: of.Kind != lrs.StateDocument || q.version == statement.V2, Always: of.Kind != lrs.StateDocument && q.version == statement.V1}
}

func (q *request) document(name string) lrs.Document {
	kind := q.header(fiber.HeaderContentType)
	if kind == "" {
		kind = fiber.MIMEOctetStream
	}
	return lrs.Document{ID: q.params[name], Type: kind, Content: q.body}
}

func (h handler) putDocument(q *request, of lrs.Of, name string) error {
	if err := h.svc.SetDocument(q.ctx(), q.who, of, q.document(name), q.conditions(of)); err != nil {
		return err
	}
	return q.c.SendStatus(fiber.StatusNoContent)
}

func (h handler) postDocument(q *request, of lrs.Of, name string) error {
	if err := h.svc.MergeDocument(q.ctx(), q.who, of, q.document(name), q.conditions(of)); err != nil {
		return err
	}
	return q.c.SendStatus(fiber.StatusNoContent)
}

func (h handler) getDocument(q *request, of lrs.Of, name string) error {
	if !q.has(name) {
		since, err := q.time("since")
		if err != nil {
			return err
		}
		ids, err := h.svc.DocumentIDs(q.ctx(), q.who, of, since)
		if err != nil {
			return err
		}
		return q.json(marshal(ids))
	}
	if q.has("since") {
		return invalid("since", "unknown_parameter", "« since » ne va pas avec le nom d’un document.")
	}
	d, err := h.svc.Document(q.ctx(), q.who, of, q.params[name])
	if err != nil {
		return err
	}
	q.c.Set(fiber.HeaderContentType, d.Type)
	q.c.Set(fiber.HeaderETag, d.ETag())
	q.c.Set(fiber.HeaderLastModified, d.Updated.UTC().Format(http.TimeFormat))
	// A document is somebody's bytes: no browser is to run them on this host.
	q.c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	return q.c.Send(d.Content)
}

func (h handler) deleteDocument(q *request, of lrs.Of, name string) error {
	var err error
	if q.has(name) {
		err = h.svc.DeleteDocument(q.ctx(), q.who, of, q.params[name], q.conditions(of))
	} else {
		err = h.svc.DeleteDocuments(q.ctx(), q.who, of)
	}
	if err != nil {
		return fault.Wrap("lrshttp", err)
	}
	return q.c.SendStatus(fiber.StatusNoContent)
}
