package lrshttp

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// request is what a client asks, however it was written.
type request struct {
	c       *fiber.Ctx
	method  string
	params  map[string]string
	headers map[string]string // of the alternate syntax; nil otherwise
	body    []byte
	version statement.Version
	who     lrs.Client
}

func (q *request) ctx() context.Context { return q.c.UserContext() }

func (q *request) header(name string) string {
	if v, told := q.headers[strings.ToLower(name)]; told {
		return v
	}
	return q.c.Get(name)
}

// read makes the request of what came: its version, its parameters, who asks.
func (h handler) read(c *fiber.Ctx) (*request, error) {
	q := &request{c: c, method: c.Method()}
	values, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return nil, invalid("query", "bad_query", "L’adresse est mal formée.")
	}
	if q.body, err = readAll(c); err != nil {
		return nil, err
	}
	alternate := q.method == http.MethodPost && values.Has("method")
	if alternate {
		if values, err = q.alternate(values); err != nil {
			return nil, err
		}
	}
	if err := q.readVersion(); err != nil {
		return nil, err
	}
	if alternate && q.version == statement.V2 {
		return nil, invalid("method", "no_alternate_syntax", "La version 2.0 n’a plus de syntaxe alternative.")
	}
	if q.params, err = single(values); err != nil {
		return nil, err
	}
	if q.who, err = h.authenticate(q); err != nil {
		c.Set(fiber.HeaderWWWAuthenticate, `Basic realm="xAPI"`)
		return nil, err
	}
	return q, nil
}

func single(values url.Values) (map[string]string, error) {
	params := make(map[string]string, len(values))
	for name, all := range values {
		if len(all) != 1 {
			return nil, invalid(name, "repeated", "Ce paramètre est donné plusieurs fois.")
		}
		params[name] = all[0]
	}
	return params, nil
}

// readVersion finds the version that the client speaks; the answer names it.
func (q *request) readVersion() error {
	asked := q.header(headerVersion)
	switch {
	case asked == "1.0", strings.HasPrefix(asked, "1.0."):
		q.version = statement.V1
	case asked == "2.0", strings.HasPrefix(asked, "2.0."):
		q.version = statement.V2
	case asked == "" && q.c.Path() == Root+"/about":
		return nil
	case asked == "": // as in 0.9, the last version without this header, which nobody serves any more
		q.c.Set(headerVersion, "0.9")
		return invalid(headerVersion, "no_version", "L’en-tête "+headerVersion+" est nécessaire.")
	default:
		return invalid(headerVersion, "bad_version", "L’en-tête "+headerVersion+" doit nommer une version 1.0 ou 2.0.")
	}
	q.c.Set(headerVersion, string(q.version))
	return nil
}

// alternateHeaders are those that the alternate syntax gives as fields of a form.
var alternateHeaders = []string{"authorization", "x-experience-api-version", "content-type", "content-length", "if-match", "if-none-match",
	"accept", "accept-language"}

// alternate reads a request written as a form (Communication §1.3): the method in the query,
// everything else in the body.
func (q *request) alternate(query url.Values) (url.Values, error) {
	if len(query) != 1 || len(query["method"]) != 1 {
		return nil, invalid("method", "bad_alternate_syntax", "Dans la syntaxe alternative, l’adresse n’a que le paramètre method.")
	}
	form, err := url.ParseQuery(string(q.body))
	if err != nil {
		return nil, invalid("body", "bad_alternate_syntax", "Dans la syntaxe alternative, le corps est un formulaire.")
	}
	q.method, q.headers, q.body = query.Get("method"), map[string]string{}, nil
	for name, values := range form {
		lower := strings.ToLower(name)
		switch {
		case slices.Contains(alternateHeaders, lower):
			q.headers[lower] = values[0]
			delete(form, name)
		case name == "content":
			q.body = []byte(values[0])
			delete(form, name)
		}
	}
	if _, told := q.headers["content-type"]; !told {
		q.headers["content-type"] = fiber.MIMEApplicationJSON
	}
	return form, nil
}

// authenticate finds the client: a pair of keys, or a person by their own token.
func (h handler) authenticate(q *request) (lrs.Client, error) {
	header := q.header(fiber.HeaderAuthorization)
	kind, value, _ := strings.Cut(header, " ")
	switch strings.ToLower(kind) {
	case "basic":
		pair, err := base64.StdEncoding.DecodeString(strings.TrimSpace(value))
		key, secret, ok := strings.Cut(string(pair), ":")
		if err != nil || !ok {
			return lrs.Client{}, fault.New("lrshttp", fault.Unauthorized, "bad_credential", "L’en-tête Authorization est mal formé.")
		}
		return h.svc.Authenticate(q.ctx(), key, secret)
	case "bearer":
		// The plumbing knows a person by their token or by their cookie: by the token only where it
		// came as the plumbing reads tokens, never in a form.
		if who := web.ActorOf(q.c); who.Person != "" && strings.HasPrefix(q.c.Get(fiber.HeaderAuthorization), "Bearer ") {
			return h.svc.OfPerson(who), nil
		}
		return lrs.Client{}, fault.New("lrshttp", fault.Unauthorized, "bad_token", "Ce jeton n’est pas, ou plus, valable.")
	}
	if q.c.Path() == Root+"/about" {
		return lrs.Client{}, nil
	}
	return lrs.Client{}, fault.New("lrshttp", fault.Unauthorized, "no_credential", "Une clé d’accès est nécessaire.")
}

// checkParams refuses parameters that the operation does not take, and asks for those it needs.
func (q *request) checkParams(op operation) error {
	for name := range q.params {
		if !slices.Contains(op.takes, name) {
			return invalid(name, "unknown_parameter", "Le paramètre « "+name+" » n’existe pas ici.")
		}
	}
	for _, name := range op.needs {
		if _, given := q.params[name]; !given {
			return invalid(name, "missing_parameter", "Le paramètre « "+name+" » est nécessaire.")
		}
	}
	return nil
}

func (q *request) has(name string) bool {
	_, given := q.params[name]
	return given
}

func (q *request) agent() (statement.Agent, error) {
	a, err := statement.ParseAgent([]byte(q.params["agent"]), q.version)
	if err != nil {
		return a, invalid("agent", "bad_agent", "Ce n’est pas un agent identifié : "+err.Error())
	}
	return a, nil
}

func (q *request) iri(name string) (string, error) {
	if v, given := q.params[name]; given && !statement.IsIRI(v) {
		return "", invalid(name, "bad_iri", "Ce n’est pas un IRI.")
	}
	return q.params[name], nil
}

func (q *request) uuid(name string) (string, error) {
	if v, given := q.params[name]; given && !statement.IsUUID(v) {
		return "", invalid(name, "bad_uuid", "Ce n’est pas un UUID.")
	}
	return strings.ToLower(q.params[name]), nil
}

func (q *request) boolean(name string) (bool, error) {
	switch v, given := q.params[name]; {
	case !given, v == "false":
		return false, nil
	case v == "true":
		return true, nil
	}
	return false, invalid(name, "bad_boolean", "Ce paramètre vaut true ou false.")
}

func (q *request) time(name string) (at time.Time, err error) {
	if !q.has(name) {
		return at, nil
	}
	if at, err = statement.ParseTime(q.params[name]); err != nil {
		return at, invalid(name, "bad_time", "Ce n’est pas une date ISO 8601.")
	}
	return at, nil
}

func (q *request) number(name string) (int, error) {
	if !q.has(name) {
		return 0, nil
	}
	n, err := strconv.Atoi(q.params[name])
	if err != nil || n < 0 {
		return 0, invalid(name, "bad_number", "Ce paramètre est un nombre entier, positif ou nul.")
	}
	return n, nil
}
