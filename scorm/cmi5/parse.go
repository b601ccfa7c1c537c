package cmi5

import (
	"encoding/json"

	"preau.education/preau/internal/fault"
)

// ParseStatement reads what cmi5 looks at in a statement. That the statement is one of xAPI in
// everything else is for the record store to have checked. Names are matched in their exact
// case, so that "Verb" never stands for "verb". The error is a fault, statement_unreadable.
func ParseStatement(raw []byte) (Statement, error) {
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil || m == nil {
		return Statement{}, unreadable("statement", err)
	}
	r := &reading{}
	s := Statement{ID: r.text(m, "id"), Timestamp: r.text(m, "timestamp")}
	actor := r.object(m, "actor")
	account := r.object(actor, "account")
	s.Actor = Actor{Type: r.typed(actor, "Agent"), Agent: Agent{HomePage: r.text(account, "homePage"), Name: r.text(account, "name")}}
	for _, other := range [...]string{"mbox", "mbox_sha1sum", "openid", "member"} {
		if _, there := actor[other]; there {
			s.Actor.Further = true
		}
	}
	s.Verb = r.text(r.object(m, "verb"), "id")
	object := r.object(m, "object")
	s.Object = Object{ID: r.text(object, "id"), Type: r.typed(object, "Activity"), Kind: r.text(r.object(object, "definition"), "type")}
	s.Result = r.result(r.object(m, "result"))
	s.Context = r.context(r.object(m, "context"))
	if r.wrong != "" {
		return Statement{}, unreadable(r.wrong, nil)
	}
	return s, nil
}

func unreadable(what string, err error) error {
	return &fault.Error{Op: "cmi5.ParseStatement", Kind: fault.Invalid, Code: "statement_unreadable",
		Public: "La trace n’est pas lisible (« " + short(what) + " »).", Err: err}
}

// reading reads values of a JSON object by name, and keeps the first name whose value is of
// another kind. Every method takes a nil object, which holds nothing.
type reading struct{ wrong string }

func (r *reading) fail(key string) {
	if r.wrong == "" {
		r.wrong = key
	}
}

// pick returns the value under key, the zero value when there is none.
func pick[T any](r *reading, m map[string]any, key string) (v T, there bool) {
	value, there := m[key]
	if !there {
		return v, false
	}
	v, ok := value.(T)
	if !ok {
		r.fail(key)
	}
	return v, ok
}

func (r *reading) text(m map[string]any, key string) string {
	v, _ := pick[string](r, m, key)
	return v
}

func (r *reading) typed(m map[string]any, otherwise string) string {
	if v, there := pick[string](r, m, "objectType"); there {
		return v
	}
	return otherwise
}

func (r *reading) object(m map[string]any, key string) map[string]any {
	v, _ := pick[map[string]any](r, m, key)
	return v
}

func (r *reading) truth(m map[string]any, key string) *bool {
	if v, there := pick[bool](r, m, key); there {
		return &v
	}
	return nil
}

func (r *reading) number(m map[string]any, key string) *float64 {
	if v, there := pick[float64](r, m, key); there {
		return &v
	}
	return nil
}

func (r *reading) result(m map[string]any) Result {
	result := Result{Success: r.truth(m, "success"), Completion: r.truth(m, "completion"),
		Duration: r.text(m, "duration"), Extensions: r.object(m, "extensions")}
	if score := r.object(m, "score"); score != nil {
		result.Score = &Score{Scaled: r.number(score, "scaled"), Raw: r.number(score, "raw"),
			Min: r.number(score, "min"), Max: r.number(score, "max")}
	}
	return result
}

func (r *reading) context(m map[string]any) Context {
	c := Context{Registration: r.text(m, "registration"), Extensions: r.object(m, "extensions")}
	for list, value := range r.object(m, "contextActivities") {
		many, ok := value.([]any)
		if !ok {
			many = []any{value} // one activity may stand without its list (xAPI Data §2.4.6.2)
		}
		for _, one := range many {
			activity, ok := one.(map[string]any)
			if !ok {
				r.fail(list)
				continue
			}
			if c.Activities == nil {
				c.Activities = map[string][]string{}
			}
			c.Activities[list] = append(c.Activities[list], r.text(activity, "id"))
		}
	}
	return c
}
