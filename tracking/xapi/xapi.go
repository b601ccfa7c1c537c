// Package xapi is the statement of the Experience API 1.0.3 as Préau makes it: its types,
// the vocabulary of verbs, activity types and extensions that we use, writing it and
// reading it back, and the check that what we are about to keep is well formed.
//
// It follows adlnet/xAPI-Spec 1.0.3 (xAPI-Data.md), the xAPI SCORM profile
// (https://w3id.org/xapi/scorm), the xAPI video profile (https://w3id.org/xapi/video) and,
// for progress, cmi5's extension. It is what this platform emits, not a reader of any
// statement that exists: a record store open to others checks much more.
package xapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"time"
)

// Version is the version of the specification that every statement names.
const Version = "1.0.3"

// Statement is one thing that one person did (Data §2.2).
type Statement struct {
	ID        string    // UUID; the same experience recorded twice has the same
	Actor     Agent     // who did it
	Verb      Verb      // what they did
	Object    Activity  // to what
	Result    *Result   // with what outcome; nil when the verb says it all
	Context   Context   // in which enrolment, under whom
	Timestamp time.Time // when it happened, by the clock of who saw it
}

// Agent is a person known by an account: never by an address that identifies them elsewhere.
type Agent struct {
	HomePage string // the platform that gives the account
	Name     string // opaque identifier of the person there
}

// Activity is what was acted upon (Data §2.4.4.1).
type Activity struct {
	ID   string // IRI
	Type string // IRI, "" when unknown
	Name string // in French, "" when unknown
}

// Result is the outcome (Data §2.4.5).
type Result struct {
	Completion *bool
	Success    *bool
	Scaled     *float64       // score between -1 and 1
	Duration   time.Duration  // 0: not said
	Response   string         // "" when none
	Extensions map[string]any // by IRI
}

// Context relates the statement to the rest (Data §2.4.6).
type Context struct {
	Registration string         // UUID of the enrolment
	Instructor   *Agent         // the trainer who attests, if one does
	Parent       string         // IRI of the activity that directly holds the object
	Grouping     []string       // IRIs of the session, the parcours, the attempt
	Category     []string       // IRIs of the profiles followed
	Extensions   map[string]any // by IRI
}

// The forms in which the specification writes the same things.
type (
	wireAgent struct {
		ObjectType string      `json:"objectType"`
		Account    wireAccount `json:"account"`
	}
	wireAccount struct {
		HomePage string `json:"homePage"`
		Name     string `json:"name"`
	}
	wireVerb struct {
		ID      string            `json:"id"`
		Display map[string]string `json:"display,omitempty"`
	}
	wireDefinition struct {
		Type string            `json:"type,omitempty"`
		Name map[string]string `json:"name,omitempty"`
	}
	wireActivity struct {
		ObjectType string          `json:"objectType,omitempty"`
		ID         string          `json:"id"`
		Definition *wireDefinition `json:"definition,omitempty"`
	}
	wireScore struct {
		Scaled *float64 `json:"scaled,omitempty"`
	}
	wireResult struct {
		Score      *wireScore     `json:"score,omitempty"`
		Success    *bool          `json:"success,omitempty"`
		Completion *bool          `json:"completion,omitempty"`
		Response   string         `json:"response,omitempty"`
		Duration   string         `json:"duration,omitempty"`
		Extensions map[string]any `json:"extensions,omitempty"`
	}
	wireContextActivities struct {
		Parent   []wireActivity `json:"parent,omitempty"`
		Grouping []wireActivity `json:"grouping,omitempty"`
		Category []wireActivity `json:"category,omitempty"`
	}
	wireContext struct {
		Registration      string                 `json:"registration,omitempty"`
		Instructor        *wireAgent             `json:"instructor,omitempty"`
		ContextActivities *wireContextActivities `json:"contextActivities,omitempty"`
		Language          string                 `json:"language,omitempty"`
		Extensions        map[string]any         `json:"extensions,omitempty"`
	}
	wireStatement struct {
		ID        string       `json:"id"`
		Actor     wireAgent    `json:"actor"`
		Verb      wireVerb     `json:"verb"`
		Object    wireActivity `json:"object"`
		Result    *wireResult  `json:"result,omitempty"`
		Context   *wireContext `json:"context,omitempty"`
		Timestamp string       `json:"timestamp"`
		Version   string       `json:"version"`
	}
)

// Marshal writes the statement as the specification has it. The bytes are what is kept: a
// store answers them as they were made.
func (s Statement) Marshal() ([]byte, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	w := wireStatement{
		ID: s.ID, Actor: agentOut(s.Actor), Verb: wireVerb{ID: s.Verb.ID, Display: s.Verb.display()},
		Object: activityOut(s.Object), Result: resultOut(s.Result), Context: contextOut(s.Context),
		Timestamp: s.Timestamp.UTC().Format(time.RFC3339Nano), Version: Version,
	}
	return json.Marshal(w)
}

// Parse reads back what Marshal wrote.
func Parse(raw []byte) (Statement, error) {
	var w wireStatement
	if err := json.Unmarshal(raw, &w); err != nil {
		return Statement{}, fmt.Errorf("xapi: not a statement: %w", err)
	}
	at, err := time.Parse(time.RFC3339Nano, w.Timestamp)
	if err != nil {
		return Statement{}, fmt.Errorf("xapi: timestamp: %w", err)
	}
	s := Statement{
		ID: w.ID, Actor: agentIn(w.Actor), Verb: VerbOf(w.Verb.ID), Object: activityIn(w.Object), Timestamp: at,
	}
	if s.Result, err = resultIn(w.Result); err != nil {
		return Statement{}, err
	}
	s.Context = contextIn(w.Context)
	return s, s.Check()
}

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// Check says what in the statement breaks the specification, or nil.
func (s Statement) Check() error {
	var errs []error
	want := func(ok bool, what string) {
		if !ok {
			errs = append(errs, errors.New("xapi: "+what))
		}
	}
	want(uuidForm.MatchString(s.ID), "id is not a UUID")
	want(isIRI(s.Actor.HomePage) && s.Actor.Name != "", "actor has no account")
	want(isIRI(s.Verb.ID), "verb is not an IRI")
	want(isIRI(s.Object.ID), "object is not an IRI")
	want(s.Object.Type == "" || isIRI(s.Object.Type), "object type is not an IRI")
	want(!s.Timestamp.IsZero(), "timestamp missing")
	want(s.Context.Registration == "" || uuidForm.MatchString(s.Context.Registration), "registration is not a UUID")
	if r := s.Result; r != nil {
		want(r.Scaled == nil || (*r.Scaled >= -1 && *r.Scaled <= 1), "scaled score outside -1..1")
		want(r.Duration >= 0, "negative duration")
		for k := range r.Extensions {
			want(isIRI(k), "extension key "+k+" is not an IRI")
		}
	}
	for k := range s.Context.Extensions {
		want(isIRI(k), "extension key "+k+" is not an IRI")
	}
	return errors.Join(errs...)
}

func isIRI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme != "" && (u.Host != "" || u.Opaque != "")
}

func agentOut(a Agent) wireAgent {
	return wireAgent{ObjectType: "Agent", Account: wireAccount(a)}
}

func agentIn(w wireAgent) Agent { return Agent(w.Account) }

func activityOut(a Activity) wireActivity {
	w := wireActivity{ObjectType: "Activity", ID: a.ID}
	if a.Type != "" || a.Name != "" {
		w.Definition = &wireDefinition{Type: a.Type}
		if a.Name != "" {
			w.Definition.Name = map[string]string{"fr": a.Name}
		}
	}
	return w
}

func activityIn(w wireActivity) Activity {
	a := Activity{ID: w.ID}
	if w.Definition != nil {
		a.Type, a.Name = w.Definition.Type, w.Definition.Name["fr"]
	}
	return a
}

func resultOut(r *Result) *wireResult {
	if r == nil {
		return nil
	}
	w := &wireResult{Success: r.Success, Completion: r.Completion, Response: r.Response, Extensions: r.Extensions}
	if r.Scaled != nil {
		w.Score = &wireScore{Scaled: r.Scaled}
	}
	if r.Duration > 0 {
		w.Duration = FormatDuration(r.Duration)
	}
	return w
}

func resultIn(w *wireResult) (*Result, error) {
	if w == nil {
		return nil, nil // a statement without a result has none
	}
	r := &Result{Success: w.Success, Completion: w.Completion, Response: w.Response, Extensions: w.Extensions}
	if w.Score != nil {
		r.Scaled = w.Score.Scaled
	}
	if w.Duration != "" {
		d, err := ParseDuration(w.Duration)
		if err != nil {
			return nil, err
		}
		r.Duration = d
	}
	return r, nil
}

func contextOut(c Context) *wireContext {
	w := &wireContext{Registration: c.Registration, Extensions: c.Extensions}
	if c.Instructor != nil {
		a := agentOut(*c.Instructor)
		w.Instructor = &a
	}
	ca := wireContextActivities{Grouping: refs(c.Grouping), Category: refs(c.Category)}
	if c.Parent != "" {
		ca.Parent = refs([]string{c.Parent})
	}
	if ca.Parent != nil || ca.Grouping != nil || ca.Category != nil {
		w.ContextActivities = &ca
	}
	return w
}

func contextIn(w *wireContext) Context {
	if w == nil {
		return Context{}
	}
	c := Context{Registration: w.Registration, Extensions: w.Extensions}
	if w.Instructor != nil {
		a := agentIn(*w.Instructor)
		c.Instructor = &a
	}
	if ca := w.ContextActivities; ca != nil {
		if len(ca.Parent) > 0 {
			c.Parent = ca.Parent[0].ID
		}
		c.Grouping, c.Category = idsOf(ca.Grouping), idsOf(ca.Category)
	}
	return c
}

func refs(iris []string) []wireActivity {
	var out []wireActivity
	for _, iri := range iris {
		out = append(out, wireActivity{ObjectType: "Activity", ID: iri})
	}
	return out
}

func idsOf(w []wireActivity) []string {
	var out []string
	for _, a := range w {
		out = append(out, a.ID)
	}
	return out
}
