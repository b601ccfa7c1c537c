package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// records is the record store as a program uses it: under a pair of keys, with statements of
// many people in many trainings.
type records struct {
	authorization string
	clients       []*browser

	mu   sync.Mutex // guards made
	made int        // statements sent
}

// Among how many people, trainings and registrations statements are spread: a large académie. A
// registration is one person in one training.
const (
	recordPeople        = 50_000
	recordTrainings     = 2_000
	recordRegistrations = 200_000
	batchSize           = 50
	fillSize            = 500
	sessionSize         = 20
)

var recordVerbs = []string{"http://adlnet.gov/expapi/verbs/initialized", "http://adlnet.gov/expapi/verbs/experienced",
	"http://adlnet.gov/expapi/verbs/progressed", "http://adlnet.gov/expapi/verbs/completed", "http://adlnet.gov/expapi/verbs/passed"}

// openRecords makes a pair of keys, and puts in the statements that reading is measured among.
func (w *world) openRecords(ctx context.Context) error {
	if w.records != nil {
		return nil
	}
	admin, err := w.known(ctx, "Administrat")
	if err != nil {
		return err
	}
	var key struct{ Key, Secret string }
	wanted := map[string]any{"name": "Mesure", "scopes": []string{"all"}}
	if err := admin.call(ctx, http.MethodPost, "/api/v1/records/credentials", wanted, &key); err != nil {
		return err
	}
	r := &records{authorization: "Basic " + base64.StdEncoding.EncodeToString([]byte(key.Key+":"+key.Secret))}
	for range w.writers {
		r.clients = append(r.clients, newBrowser(w.server))
	}
	w.records = r
	return r.fill(ctx, w.statements)
}

// fill sends statements, several clients at once, until there are so many.
func (r *records) fill(ctx context.Context, n int) error {
	if n == 0 {
		return nil
	}
	l := push(ctx, kind{one: func(ctx context.Context, c, _ int) error {
		return r.ask(ctx, c, http.MethodPost, "/xapi/statements", r.batch(fillSize, inSessions()))
	}}, len(r.clients), n/fillSize, wholeRun+time.Duration(n)*perStatement)
	return l.err
}

// ask makes one request as the program does.
func (r *records) ask(ctx context.Context, client int, method, address string, body []byte) error {
	b := r.clients[client]
	var content io.Reader
	if body != nil {
		content = bytes.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, b.app+address, content)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", r.authorization)
	req.Header.Set("X-Experience-API-Version", "1.0.3")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return b.send(req, func(in io.Reader) error {
		_, err := io.Copy(io.Discard, in)
		return err
	})
}

// batch is n statements, each of the registration that learner tells.
func (r *records) batch(n int, learner func() int) []byte {
	var out bytes.Buffer
	out.WriteByte('[')
	for i := range n {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(r.statement(learner()))
	}
	out.WriteByte(']')
	return out.Bytes()
}

func anyLearner() int { return rand.IntN(recordRegistrations) }

// inSessions is one learner after the other, each for as long as a session lasts.
func inSessions() func() int {
	learner, said := 0, 0
	return func() int {
		if said%sessionSize == 0 {
			learner = anyLearner()
		}
		said++
		return learner
	}
}

// oneLearner is the same each time: what a content sends at once is of the person in front of it.
func oneLearner() func() int {
	n := anyLearner()
	return func() int { return n }
}

func person(n int) string { return fmt.Sprintf("personne-%05d", n) }

func training(n int) string { return fmt.Sprintf("https://formation.invalid/parcours/%04d", n) }

func registration(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012x", n) }

// statement is one as an authoring tool's content sends it: about a kilobyte and a half.
func (r *records) statement(learner int) []byte {
	r.mu.Lock()
	r.made++
	n := r.made
	r.mu.Unlock()
	who, what := learner%recordPeople, (learner/recordPeople+7*learner)%recordTrainings
	return fmt.Appendf(nil, `{"id":"%08x-%04x-4%03x-8%03x-%012x","actor":{"objectType":"Agent","name":"Mesure %d","account":{"homePage":"https://formation.invalid","name":%q}},`+
		`"verb":{"id":%q,"display":{"fr":"a avancé dans","en":"progressed in"}},`+
		`"object":{"objectType":"Activity","id":"%s/activites/%d","definition":{"type":"http://adlnet.gov/expapi/activities/lesson","name":{"fr":"Leçon %d : observer, décrire, comprendre"},`+
		`"description":{"fr":"Une situation de classe, des questions, un retour sur ce que l’on a compris et ce qui reste à travailler avec les élèves."}}},`+
		`"result":{"score":{"scaled":0.75,"raw":75,"min":0,"max":100},"completion":false,"duration":"PT4M%dS","extensions":{"https://w3id.org/xapi/cmi5/result/extensions/progress":%d}},`+
		`"context":{"registration":%q,"language":"fr","platform":"Mesure","contextActivities":{"parent":[{"objectType":"Activity","id":%q}],`+
		`"grouping":[{"objectType":"Activity","id":"https://formation.invalid/sessions/%d"}],"category":[{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5"}]},`+
		`"extensions":{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"%d-%d"}},"timestamp":"2026-11-27T08:%02d:%02d.000Z"}`,
		rand.Uint32(), rand.IntN(1<<16), rand.IntN(1<<12), rand.IntN(1<<12), n, who, person(who), recordVerbs[n%len(recordVerbs)],
		training(what), n%10, n%10, n%60, n%101, registration(learner), training(what), what, who, what, n/60%60, n%60)
}

// recording sends statements.
func recording(body func(*records) []byte) func(context.Context, *world) (kind, error) {
	return func(ctx context.Context, w *world) (kind, error) {
		if err := w.openRecords(ctx); err != nil {
			return kind{}, err
		}
		return kind{repeats: true, one: func(ctx context.Context, c, _ int) error {
			return w.records.ask(ctx, c, http.MethodPost, "/xapi/statements", body(w.records))
		}}, nil
	}
}

func aStatement(r *records) []byte { return r.statement(anyLearner()) }

// batchOfOne is what a content sends when it has gathered what its learner did.
func batchOfOne(r *records) []byte { return r.batch(batchSize, oneLearner()) }

// batchOfMany is what another record store sends on: no two statements of one learner.
func batchOfMany(r *records) []byte { return r.batch(batchSize, anyLearner) }

// consulting asks for the last 25 statements of something.
func consulting(query func() url.Values) func(context.Context, *world) (kind, error) {
	return func(ctx context.Context, w *world) (kind, error) {
		if err := w.openRecords(ctx); err != nil {
			return kind{}, err
		}
		return kind{repeats: true, one: func(ctx context.Context, c, _ int) error {
			q := query()
			q.Set("limit", "25")
			return w.records.ask(ctx, c, http.MethodGet, "/xapi/statements?"+q.Encode(), nil)
		}}, nil
	}
}

func byAgentAndVerb() url.Values {
	agent := fmt.Sprintf(`{"account":{"homePage":"https://formation.invalid","name":%q}}`, person(rand.IntN(recordPeople)))
	return url.Values{"agent": {agent}, "verb": {recordVerbs[rand.IntN(len(recordVerbs))]}}
}

func byActivity() url.Values {
	return url.Values{"activity": {fmt.Sprintf("%s/activites/%d", training(rand.IntN(recordTrainings)), rand.IntN(10))}}
}

func byRegistration() url.Values {
	return url.Values{"registration": {registration(rand.IntN(recordRegistrations))}}
}
