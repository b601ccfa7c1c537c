package cmi5

import (
	"encoding/json"
	"slices"
)

// Statement is the part of an xAPI statement that cmi5 speaks of. The platform's own are
// written from it; an AU's are read into it to be judged, and are kept as they came.
type Statement struct {
	ID        string
	Actor     Actor
	Verb      string // IRI
	Object    Object
	Result    Result
	Context   Context
	Timestamp string // as written, RFC 3339; "" when absent
}

// Agent is a learner, known by an account: the only identification that cmi5 takes (§9.2).
type Agent struct {
	HomePage string // the platform that gives the account
	Name     string // opaque identifier of the person there: no e-mail address (§8.1.3)
}

// MarshalJSON writes the agent as xAPI has it, as the launch and the statements carry it.
func (a Agent) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"objectType": "Agent", "account": map[string]string{"homePage": a.HomePage, "name": a.Name}})
}

// Actor is the actor of a statement as it was read.
type Actor struct {
	Agent          // zero when the statement has no account
	Type    string // "Agent" when not said
	Further bool   // identified by something else than an account
}

// Object is what the statement is about.
type Object struct {
	ID   string // IRI
	Type string // objectType: "Activity" when not said
	Kind string // IRI of the activity's type, "" when not said
	Name Text
}

// Result is the outcome (§9.5).
type Result struct {
	Score      *Score
	Success    *bool
	Completion *bool
	Duration   string // ISO 8601, "" when absent
	Extensions map[string]any
}

// Score is a score (§9.5.1).
type Score struct{ Scaled, Raw, Min, Max *float64 }

// Context relates the statement to its session (§9.6). It is also the form of a template.
type Context struct {
	Registration string              // UUID
	Activities   map[string][]string // contextActivities: "grouping" and the like -> IRIs
	Extensions   map[string]any
}

// Defined says whether the statement is cmi5 defined; if not, it is cmi5 allowed at best (§7.1.3).
func (s Statement) Defined() bool { return s.Context.has("category", CategoryCMI5) }

// Session returns the session that the statement names, "" for none (§9.6.3.1).
func (s Statement) Session() string {
	id, _ := s.Context.Extensions[ExtSessionID].(string)
	return id
}

func (c Context) has(list, id string) bool { return slices.Contains(c.Activities[list], id) }

// MarshalJSON writes the statement as xAPI has it.
func (s Statement) MarshalJSON() ([]byte, error) {
	verb := map[string]any{"id": s.Verb}
	if d := displays[s.Verb]; d != nil {
		verb["display"] = d
	}
	definition := map[string]any{}
	if s.Object.Kind != "" {
		definition["type"] = s.Object.Kind
	}
	if name := s.Object.Name.languages(); len(name) > 0 {
		definition["name"] = name
	}
	object := map[string]any{"objectType": "Activity", "id": s.Object.ID}
	if len(definition) > 0 {
		object["definition"] = definition
	}
	m := map[string]any{"id": s.ID, "actor": s.Actor.Agent, "verb": verb, "object": object, "context": s.Context, "timestamp": s.Timestamp}
	if result := s.Result.wire(); len(result) > 0 {
		m["result"] = result
	}
	return json.Marshal(m)
}

func (r Result) wire() map[string]any {
	m := map[string]any{}
	if r.Success != nil {
		m["success"] = *r.Success
	}
	if r.Completion != nil {
		m["completion"] = *r.Completion
	}
	if r.Duration != "" {
		m["duration"] = r.Duration
	}
	if len(r.Extensions) > 0 {
		m["extensions"] = r.Extensions
	}
	return m
}

// MarshalJSON writes the context as xAPI has it.
func (c Context) MarshalJSON() ([]byte, error) {
	m := map[string]any{}
	if c.Registration != "" {
		m["registration"] = c.Registration
	}
	if len(c.Activities) > 0 {
		lists := map[string][]map[string]string{}
		for list, ids := range c.Activities {
			for _, id := range ids {
				lists[list] = append(lists[list], map[string]string{"objectType": "Activity", "id": id})
			}
		}
		m["contextActivities"] = lists
	}
	if len(c.Extensions) > 0 {
		m["extensions"] = c.Extensions
	}
	return json.Marshal(m)
}

// languages is the text as an xAPI language map; "und" is RFC 5646's word for a language that
// is not said.
func (t Text) languages() map[string]string {
	m := map[string]string{}
	for _, s := range t {
		lang := s.Lang
		if lang == "" {
			lang = "und"
		}
		if _, twice := m[lang]; !twice && s.Value != "" {
			m[lang] = s.Value
		}
	}
	return m
}
