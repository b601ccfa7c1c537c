package xapi

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

func ptr[T any](v T) *T { return &v }

func sample() Statement {
	return Statement{
		ID:     "6f1c2e0a-519d-5b7e-9a33-0dc477e518b2",
		Actor:  Agent{HomePage: "https://preau.example", Name: "0190-person"},
		Verb:   Passed,
		Object: Activity{ID: "https://preau.example/xapi/activities/a1", Type: TypeLesson, Name: "Cinq situations"},
		Result: &Result{Success: ptr(true), Scaled: ptr(0.83), Duration: 95*time.Second + 250*time.Millisecond,
			Extensions: map[string]any{ExtProgress: float64(100)}},
		Context: Context{Registration: "6f1c2e0a-519d-5b7e-9a33-0dc477e518b3",
			Instructor: &Agent{HomePage: "https://preau.example", Name: "trainer"},
			Parent:     "https://preau.example/xapi/parcours/p", Grouping: []string{"https://preau.example/xapi/sessions/s"},
			Category: []string{ProfileSCORM}},
		Timestamp: time.Date(2026, 11, 24, 9, 30, 0, 123456789, time.UTC),
	}
}

func TestMarshalParse(t *testing.T) {
	want := sample()
	raw, err := want.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("read back\n%+v\nwant\n%+v", got, want)
	}
	again, err := got.Marshal()
	if err != nil || !bytes.Equal(raw, again) {
		t.Fatalf("writing twice differs: %v\n%s\n%s", err, raw, again)
	}
}

func TestMarshalFollowsTheSpecification(t *testing.T) {
	raw, err := sample().Marshal()
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"version":"1.0.3"`, `"objectType":"Agent"`, `"homePage":"https://preau.example"`,
		`"duration":"PT1M35.25S"`, `"scaled":0.83`, `"category":[{"objectType":"Activity","id":"https://w3id.org/xapi/scorm"}]`,
		`"timestamp":"2026-11-24T09:30:00.123456789Z"`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s lacks %s", raw, want)
		}
	}
	if strings.Contains(string(raw), "mbox") {
		t.Error("an address in the actor")
	}
}

func TestCheck(t *testing.T) {
	for name, spoil := range map[string]func(*Statement){
		"id":           func(s *Statement) { s.ID = "one" },
		"actor":        func(s *Statement) { s.Actor.Name = "" },
		"verb":         func(s *Statement) { s.Verb.ID = "passed" },
		"object":       func(s *Statement) { s.Object.ID = "a1" },
		"scaled":       func(s *Statement) { s.Result.Scaled = ptr(1.01) },
		"timestamp":    func(s *Statement) { s.Timestamp = time.Time{} },
		"registration": func(s *Statement) { s.Context.Registration = "session:person" },
		"extension":    func(s *Statement) { s.Result.Extensions = map[string]any{"minutes": 3} },
	} {
		t.Run(name, func(t *testing.T) {
			s := sample()
			spoil(&s)
			if s.Check() == nil {
				t.Error("accepted")
			}
			if _, err := s.Marshal(); err == nil {
				t.Error("written")
			}
		})
	}
	if err := sample().Check(); err != nil {
		t.Error(err)
	}
}

func TestDuration(t *testing.T) {
	for text, d := range map[string]time.Duration{
		"PT0S": 0, "PT1S": time.Second, "PT2M": 2 * time.Minute, "PT26H3M4.05S": 26*time.Hour + 3*time.Minute + 4050*time.Millisecond,
	} {
		if got := FormatDuration(d); got != text {
			t.Errorf("%v written %s, want %s", d, got, text)
		}
		if got, err := ParseDuration(text); err != nil || got != d {
			t.Errorf("%s read %v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "P", "PT", "1S", "PT-1S", "PT1N", "P1D", "PT1MS"} {
		if _, err := ParseDuration(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
