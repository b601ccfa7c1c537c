package app

import (
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// The app's own test, frontend/src/app/first/first.test.tsx, holds the same drawing to what the app
// shows of the same answer.
const (
	firstAnswer = "../../frontend/src/app/first/answer.json"
	firstDrawn  = "../../frontend/src/app/first/catalogue.drawn.html"
)

func TestFirst(t *testing.T) {
	now := func() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC) }
	draw, err := first(now)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := os.ReadFile(firstAnswer)
	if err != nil {
		t.Fatal(err)
	}
	got := string(draw("/catalogue", url.Values{"q": {"laïcité"}}, []json.RawMessage{answer}))
	if os.Getenv("PREAU_TEST_DRAW") != "" {
		if err := os.WriteFile(firstDrawn, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(firstDrawn)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the drawing changed: run again with PREAU_TEST_DRAW=1, look at %s, and run the front end's tests\n%s", firstDrawn, got)
	}
	if strings.Contains(got, "style=") || strings.Contains(got, "<premières>") {
		t.Error("an inline style, or a title that was not escaped")
	}
}

func TestFirstIsNotDrawn(t *testing.T) {
	draw, err := first(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	some := json.RawMessage(`{"total":1,"items":[{"id":"p","title":"T","session":null}]}`)
	for name, tc := range map[string]struct {
		path, query string
		answers     []json.RawMessage
		drawn       bool
	}{
		"whole":     {"/catalogue", "", []json.RawMessage{some}, true},
		"words":     {"/catalogue", "q=x", []json.RawMessage{some}, true},
		"facet":     {"/catalogue", "domain=x", []json.RawMessage{some}, false},
		"two words": {"/catalogue", "q=x&sort=recent", []json.RawMessage{some}, false},
		"elsewhere": {"/", "", []json.RawMessage{some}, false},
		"unknown":   {"/catalogue", "", nil, false},
		"empty":     {"/catalogue", "", []json.RawMessage{json.RawMessage(`{"total":0}`)}, false},
		"corrected": {"/catalogue", "q=x", []json.RawMessage{json.RawMessage(`{"total":1,"corrected":"y"}`)}, false},
	} {
		query, _ := url.ParseQuery(tc.query)
		if got := draw(tc.path, query, tc.answers); (got != nil) != tc.drawn {
			t.Errorf("%s: drawn %v, want %v: %s", name, got != nil, tc.drawn, got)
		}
	}
}
