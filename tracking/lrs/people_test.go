package lrs_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
	"preau.education/preau/tracking/lrs/lrshttp"
	"preau.education/preau/tracking/lrs/statement"
)

const homePage = "https://preau.test"

// house is who leads which session and who is enrolled in it; looks are noted.
type house struct {
	leads    map[string]string            // session → person
	enrolled map[string]map[string]string // session → person → name
	looks    []string
}

func (h *house) Look(_ context.Context, who actor.Actor, session string) error {
	if !who.IsAdministrator() && h.leads[session] != who.Person {
		return fault.New("house.Look", fault.Forbidden, "not_trainer", "Seuls les formateurs de cette session y ont accès.")
	}
	h.looks = append(h.looks, who.Person+" "+session)
	return nil
}

func (h *house) Participants(_ context.Context, session string, persons []string) (map[string]string, error) {
	names := map[string]string{}
	for person, name := range h.enrolled[session] {
		if slices.Contains(persons, person) {
			names[person] = name
		}
	}
	return names, nil
}

func (*house) Registrations(session, person string) []string {
	return []string{ids.Derived("registration", ids.Join(session, person)), ids.Derived("units", ids.Join(session, person))}
}

type readers struct {
	svc   *lrs.Service
	house *house
	now   time.Time
	last  int
}

func newReaders(t *testing.T) *readers {
	t.Helper()
	stores, _, err := lrsdb.Open(docstoretest.New(t))
	if err != nil {
		t.Fatal(err)
	}
	r := &readers{now: time.Date(2026, 11, 12, 13, 3, 0, 0, time.UTC), house: &house{
		leads:    map[string]string{"s1": "bob", "s2": "eve"},
		enrolled: map[string]map[string]string{"s1": {"ann": "Ann Lefèvre", "zoe": "Zoé Martin"}, "s2": {"ann": "Ann Lefèvre"}},
	}}
	r.svc = lrs.NewService(lrs.Config{Stores: stores, Sessions: r.house, HomePage: homePage, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return r.now }})
	return r
}

var (
	platform = lrs.Client{ID: "preau", Authority: statement.Agent{Account: statement.Account{HomePage: homePage, Name: "preau"}}, Scopes: []lrs.Scope{lrs.All}}
	program  = lrs.Client{ID: "k1", Authority: statement.Agent{Name: "Pix", Account: statement.Account{HomePage: homePage, Name: "k1"}}, Scopes: []lrs.Scope{lrs.Write}}
)

// told is a statement to be stored: verb and activity are short names.
type told struct {
	by                              lrs.Client
	person, verb, activity, session string
	under                           string // session of the registration, when it is another
	result                          string
	nameless                        bool
	unit                            int // 1: under the registration of the units
}

// tell stores one a minute after the one before, and returns its id.
func (r *readers) tell(t *testing.T, s told) string {
	t.Helper()
	r.last++
	r.now = r.now.Add(time.Minute)
	id := fmt.Sprintf("00000000-0000-4000-8000-%012d", r.last)
	definition, result, about := fmt.Sprintf(`,"definition":{"name":{"fr":%q,"en-GB":"The %s"}}`, s.activity, s.activity), "", ""
	if s.nameless {
		definition = ""
	}
	if s.result != "" {
		result = `,"result":` + s.result
	}
	if s.session != "" {
		about = fmt.Sprintf(`,"context":{"registration":%q,"contextActivities":{"grouping":[{"id":"%s/xapi/sessions/%s"}]}}`,
			r.house.Registrations(cmp.Or(s.under, s.session), s.person)[s.unit], homePage, s.session)
	}
	raw := fmt.Sprintf(`{"id":%q,"actor":{"account":{"homePage":%q,"name":%q}},"verb":{"id":"http://adlnet.gov/expapi/verbs/%s","display":{"fr":"a fait"}},
		"object":{"id":"%s/a/%s"%s}%s%s,"timestamp":%q}`, id, homePage, s.person, s.verb, homePage, s.activity, definition, result, about,
		r.now.Add(-time.Second).Format(time.RFC3339))
	list, _, err := statement.Parse([]byte(raw), statement.V1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.svc.Store(t.Context(), s.by, statement.V1, list, nil); err != nil {
		t.Fatal(err)
	}
	return id
}

// serve puts the API in front; the bearer is the person.
func (r *readers) serve() *web.Server {
	app, _ := url.Parse(homePage)
	content, _ := url.Parse("https://content.preau.test")
	everyone := map[string]actor.Actor{"adm": {Person: "adm", Grants: []actor.Grant{{Role: actor.Administrator}}}}
	for _, person := range []string{"ann", "zoe", "bob", "eve", "pia"} {
		everyone[person] = actor.Actor{Person: person}
	}
	everyone["pia"] = actor.Actor{Person: "pia", Grants: []actor.Grant{{Role: actor.Pilote, Scope: "lille"}}}
	s := web.New(web.Config{App: app, Content: content, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return r.now }, Version: "test",
		Authenticate: func(c *fiber.Ctx) (actor.Actor, error) {
			return everyone[strings.TrimPrefix(c.Get("Authorization"), "Bearer ")], nil
		}})
	lrshttp.Register(s.API, r.svc)
	return s
}

// TestTracesOverHTTP: role × request → status, what the answer must contain, what it must not.
func TestTracesOverHTTP(t *testing.T) {
	r := newReaders(t)
	frieze := r.tell(t, told{by: platform, person: "ann", verb: "passed", activity: "frise", session: "s1", result: `{"score":{"scaled":0.8},"success":true,"duration":"PT1H2M3.5S"}`})
	elsewhere := r.tell(t, told{by: platform, person: "ann", verb: "completed", activity: "charte", session: "s2"})
	under := r.tell(t, told{by: program, person: "ann", verb: "completed", activity: "ailleurs", session: "s1", under: "s2"})
	unit := r.tell(t, told{by: program, person: "ann", verb: "initialized", activity: "leçon", session: "s1", unit: 1})
	pix := r.tell(t, told{by: program, person: "ann", verb: "passed", activity: "pix", result: `{"score":{"raw":12,"max":20}}`})
	r.tell(t, told{by: platform, person: "zoe", verb: "experienced", activity: "page", session: "s1"})
	stranger := r.tell(t, told{by: program, person: "pia", verb: "completed", activity: "intrus", session: "s1"})
	claimed := r.tell(t, told{by: r.svc.OfPerson(actor.Actor{Person: "zoe"}), person: "zoe", verb: "passed", activity: "promesse", session: "s1", nameless: true})
	s := r.serve()
	verb := url.QueryEscape("http://adlnet.gov/expapi/verbs/passed")
	for _, c := range []struct {
		name, who, path string
		status          int
		has, hasNot     string // several, separated by spaces
	}{
		{"mine", "ann", "/me/statements", 200, frieze + " " + elsewhere + " " + pix + ` "scaled":0.8 "seconds":3723.5 "fr":"frise" "en":"The "session":"s1" "kind":"program","name":"Pix" "max":20 "kind":"platform"`, "zoe page"},
		{"mine, one verb", "ann", "/me/statements?verb=" + verb, 200, frieze + " " + pix, elsewhere},
		{"mine, one session", "ann", "/me/statements?session=s2", 200, elsewhere, frieze + " " + pix},
		{"mine, a session that is not", "ann", "/me/statements?session=none", 200, `"items":[]`, frieze},
		{"mine, since", "ann", "/me/statements?since=2026-11-12T13:05:00Z", 200, pix, frieze + " " + elsewhere},
		{"mine, until", "ann", "/me/statements?until=2026-11-12T13:05:00Z", 200, frieze + " " + elsewhere, pix},
		{"mine, one at a time", "ann", "/me/statements?limit=1", 200, pix, elsewhere + ` "next":""`},
		{"mine, by a visitor", "", "/me/statements", 401, "sign_in_required", frieze},
		{"mine, of one who has none", "bob", "/me/statements", 200, `"items":[]`, frieze},
		{"one of mine", "ann", "/me/statements/" + frieze, 200, `PT1H2M3.5S \"authority\"`, ""},
		{"one of another", "zoe", "/me/statements/" + frieze, 404, "unknown_statement", "PT1H"},
		{"one of anybody, by the administrator", "adm", "/me/statements/" + frieze, 404, "unknown_statement", "PT1H"},
		{"one that is not", "ann", "/me/statements/00000000-0000-4000-8000-999999999999", 404, "unknown_statement", ""},

		{"mine, one session with a unit's", "ann", "/me/statements?session=s1", 200, frieze + " " + unit, elsewhere},
		{"a session's, for its trainer", "bob", "/sessions/s1/statements", 200, frieze + " " + unit + " " + claimed + ` Lefèvre Martin "kind":"person" "scaled":0.8`, elsewhere + " " + pix + " " + stranger + " " + under + " seconds intrus"},
		{"of a participant", "bob", "/sessions/s1/statements?person=ann", 200, frieze + " " + unit, claimed + " " + elsewhere + " " + pix + " seconds"},
		{"of one who takes no part", "bob", "/sessions/s1/statements?person=pia", 404, "not_enrolled", "intrus"},
		{"of a session, one verb", "bob", "/sessions/s1/statements?verb=" + verb, 200, frieze + " " + claimed, "experienced"},
		{"a session's, for an administrator", "adm", "/sessions/s1/statements", 200, frieze, stranger},
		{"a session's, for the trainer of another", "eve", "/sessions/s1/statements", 403, "not_trainer", frieze},
		{"a session's, for a participant", "ann", "/sessions/s1/statements", 403, "not_trainer", frieze},
		{"one's own, by the trainer's door", "ann", "/sessions/s1/statements?person=ann", 403, "not_trainer", frieze},
		{"a session's, for a pilot", "pia", "/sessions/s1/statements", 403, "not_trainer", frieze},
		{"a session's, for a visitor", "", "/sessions/s1/statements", 401, "sign_in_required", frieze},
		{"one of a session", "bob", "/sessions/s1/statements/" + frieze, 200, `\"scaled\": 0.8`, "duration PT1H"},
		{"one of another session", "bob", "/sessions/s1/statements/" + elsewhere, 404, "unknown_statement", "charte"},
		{"one of no session", "bob", "/sessions/s1/statements/" + pix, 404, "unknown_statement", "Pix"},
		{"one under another session", "bob", "/sessions/s1/statements/" + under, 404, "unknown_statement", "ailleurs"},
		{"one of a stranger", "bob", "/sessions/s1/statements/" + stranger, 404, "unknown_statement", "intrus"},
		{"one of a session, for a participant", "zoe", "/sessions/s1/statements/" + frieze, 403, "not_trainer", "frise"},
	} {
		t.Run(c.name, func(t *testing.T) {
			looks := len(r.house.looks)
			q := httptest.NewRequest("GET", "/api/v1"+c.path, nil)
			q.Host = "preau.test"
			q.Header.Set("Authorization", "Bearer "+c.who)
			res, err := s.Fiber.Test(q, 10_000)
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			raw, err := io.ReadAll(res.Body)
			body := string(raw)
			if err != nil || res.StatusCode != c.status {
				t.Fatalf("%d, want %d: %.500s %v", res.StatusCode, c.status, body, err)
			}
			for want := range strings.FieldsSeq(c.has) {
				if !strings.Contains(body, want) {
					t.Errorf("lacks %s: %.3000s", want, body)
				}
			}
			for leak := range strings.FieldsSeq(c.hasNot) {
				if strings.Contains(body, leak) {
					t.Errorf("holds %s: %.3000s", leak, body)
				}
			}
			if noted := len(r.house.looks) > looks; noted != (strings.HasPrefix(c.path, "/sessions/") && c.status != 401 && c.status != 403) {
				t.Errorf("looking was noted: %t", noted)
			}
		})
	}
}

// TestTracesOfASessionGoOn: pages hold what was asked for though strangers' statements are left
// out, each once, and end.
func TestTracesOfASessionGoOn(t *testing.T) {
	r := newReaders(t)
	var want []string
	for i := range 9 {
		id := r.tell(t, told{by: platform, person: []string{"ann", "pia", "zoe"}[i%3], verb: "experienced", activity: fmt.Sprint("a", i), session: "s1"})
		if i%3 != 1 {
			want = append(want, id)
		}
	}
	slices.Reverse(want)
	var got []string
	asked := lrs.Asked{Session: "s1", Limit: 2}
	for pages := 0; pages < 9; pages++ {
		list, err := r.svc.OfSession(t.Context(), actor.Actor{Person: "bob"}, asked)
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Items) != 2 && list.Next != "" {
			t.Errorf("page %d holds %d traces", pages, len(list.Items))
		}
		for _, one := range list.Items {
			got = append(got, one.ID)
		}
		if asked.After = list.Next; asked.After == "" {
			break
		}
	}
	if !slices.Equal(got, want) || asked.After != "" {
		t.Errorf("%v, then %q; want %v", got, asked.After, want)
	}
}

// TestTraceOfAnything: what others may say is read without a fault.
func TestTraceOfAnything(t *testing.T) {
	r := newReaders(t)
	ann := fmt.Sprintf(`{"account":{"homePage":%q,"name":"ann"}}`, homePage)
	for name, c := range map[string]struct {
		raw  string
		want func(lrs.Trace) bool
	}{
		"a person as the object": {`{"actor":{"mbox":"mailto:a@b.fr","name":"Alix"},"verb":{"id":"x:v"},"object":{"objectType":"Agent","name":"Ann","account":{"homePage":"` + homePage + `","name":"ann"}}}`,
			func(t lrs.Trace) bool {
				return t.Person == "" && t.Name == "Alix" && t.Object.Kind == lrs.ObjectAgent && t.Object.Names["und"] == "Ann"
			}},
		"a reference": {`{"actor":` + ann + `,"verb":{"id":"x:v"},"object":{"objectType":"StatementRef","id":"00000000-0000-4000-8000-000000000001"}}`,
			func(t lrs.Trace) bool { return t.Object.Kind == lrs.ObjectStatement && t.Object.ID == "" }},
		"one parent alone, months, another language": {`{"actor":` + ann + `,"verb":{"id":"x:v","display":{"de":"tat"}},"object":{"id":"x:o","definition":{"name":{"de":"` + strings.Repeat("ß", 300) + `"}}},
			"result":{"duration":"P1M"},"context":{"contextActivities":{"parent":{"id":"` + homePage + `/xapi/sessions/s9"}}}}`,
			func(t lrs.Trace) bool {
				return t.Session == "s9" && t.Result.Duration == 0 && t.VerbWords["de"] == "tat" && len([]rune(t.Object.Names["de"])) == 201
			}},
		"a meeting of a session is no session": {`{"actor":` + ann + `,"verb":{"id":"x:v"},"object":{"id":"x:o"},"context":{"contextActivities":{"grouping":[{"id":"` + homePage + `/xapi/sessions/s9/meetings/m"}]}}}`,
			func(t lrs.Trace) bool { return t.Session == "" }},
	} {
		list, _, err := statement.Parse([]byte(c.raw), statement.V1)
		if err != nil {
			t.Fatal(name, err)
		}
		if _, err := r.svc.Store(t.Context(), program, statement.V1, list, nil); err != nil {
			t.Fatal(name, err)
		}
		mine, err := r.svc.Mine(t.Context(), actor.Actor{Person: "ann"}, lrs.Asked{Limit: 1})
		if err != nil || len(mine.Items) != 1 || !c.want(mine.Items[0]) {
			t.Errorf("%s: %+v, %v", name, mine.Items, err)
		}
	}
}
