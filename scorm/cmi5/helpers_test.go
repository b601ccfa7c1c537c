package cmi5

import (
	"encoding/json"
	"testing"
	"time"
)

const (
	sessionID      = "11111111-1111-4111-8111-111111111111"
	registrationID = "22222222-2222-4222-8222-222222222222"
	statementID    = "33333333-3333-4333-8333-333333333333"
	base           = "https://preau.example/xapi/courses/c1"
)

var (
	learner = Agent{HomePage: "https://preau.example", Name: "0190-person"}
	noon    = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
)

func ptr[T any](v T) *T { return &v }

// object is a JSON object as the statements of the platform look from outside.
type object = map[string]any

// written is a value as JSON, read back.
func written(t testing.TB, v any) object {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var m object
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// tree is a course of two blocks, one in the other, and an AU of each criterion.
//
//	course
//	├─ block outer: au completed, block inner: au passed, au both
//	├─ au either
//	└─ au none
func tree(t testing.TB) *Plan {
	t.Helper()
	return NewPlan(mustParse(t, wrap(
		group("outer", unit("completed", `moveOn="Completed"`, at(online))+
			group("inner", unit("passed", `moveOn="Passed" masteryScore="0.8"`, at(online))+unit("both", `moveOn="CompletedAndPassed"`, at(online))))+
			unit("either", `moveOn="CompletedOrPassed" activityType="http://adlnet.gov/expapi/activities/lesson"`, at(online)+
				`<launchParameters>level=3</launchParameters><entitlementKey>k-1</entitlementKey>`)+
			unit("none", "", at(online))), nil), base+"/")
}

func auID(name string) string { return "https://ex.org/au/" + name }

func (p *Plan) named(t testing.TB, name string) *AU {
	t.Helper()
	au, ok := p.AU(p.ObjectID(auID(name)))
	if !ok {
		t.Fatalf("no AU %q", name)
	}
	return au
}
