package cmi5

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
)

// spoken is a statement as an AU makes it, seconds after noon, which tests then spoil. The
// verb's last word names it; "allowed" is a cmi5 allowed statement.
func spoken(l Launch, name string, seconds float64) object {
	extensions := object{ExtSessionID: l.Session}
	activities := object{"grouping": []any{object{"id": l.PublisherID}}}
	s := object{"id": statementID, "actor": object{"account": object{"homePage": learner.HomePage, "name": learner.Name}},
		"verb": object{"id": "http://adlnet.gov/expapi/verbs/" + name}, "object": object{"objectType": "Activity", "id": l.ActivityID},
		"context":   object{"registration": l.Registration, "contextActivities": activities, "extensions": extensions},
		"timestamp": noon.Add(time.Duration(seconds * float64(time.Second))).Format(time.RFC3339Nano)}
	category := []any{object{"id": CategoryCMI5}}
	moveOn := append(category[:1:1], object{"id": CategoryMoveOn})
	switch name {
	case "allowed":
		s["verb"] = object{"id": "http://adlnet.gov/expapi/verbs/experienced"}
		s["object"] = object{"id": "https://ex.org/page/3"}
		return s
	case "completed":
		s["result"], category = object{"completion": true, "duration": "PT1M"}, moveOn
	case "passed":
		s["result"], category = object{"success": true, "duration": "PT1M", "score": object{"scaled": 0.8, "raw": 80.0, "min": 0.0, "max": 100.0}}, moveOn
		extensions[ExtMasteryScore] = 0.8
	case "failed":
		s["result"], category = object{"success": false, "duration": "PT1M", "score": object{"scaled": 0.79}}, moveOn
		extensions[ExtMasteryScore] = 0.8
	case "terminated":
		s["result"] = object{"duration": "PT2M"}
	}
	activities["category"] = category
	return s
}

func heard(t testing.TB, s object) Statement {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	st, err := ParseStatement(raw)
	if err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return st
}

// opened is a session that is initialized, of an AU with a mastery score.
func opened(t testing.TB) (Launch, State) {
	t.Helper()
	l := launchOf(t, "passed")
	return l, State{Session: Session{LaunchedAt: noon.Add(-2 * time.Second), PreferencesRead: true, Initialized: noon, Last: noon}}
}

// part returns an object inside another by its dotted name.
func part(s object, name string) object {
	for key := range strings.SplitSeq(name, ".") {
		s = s[key].(object)
	}
	return s
}

func TestStatementAlone(t *testing.T) {
	set := func(where, key string, value any) func(object) {
		return func(s object) { part(s, where)[key] = value }
	}
	drop := func(where, key string) func(object) {
		return func(s object) { delete(part(s, where), key) }
	}
	top := func(key string, value any) func(object) { return func(s object) { s[key] = value } }
	category := func(ids ...string) func(object) {
		var list []any
		for _, id := range ids {
			list = append(list, object{"id": id})
		}
		return set("context.contextActivities", "category", list)
	}
	for _, tc := range []struct {
		name, said string
		spoil      func(object)
		code       string // "" when accepted
		clause     string
	}{
		{"as it should be", "allowed", nil, "", ""},
		{"as it should be", "completed", nil, "", ""},
		{"as it should be", "passed", nil, "", ""},
		{"as it should be", "failed", nil, "", ""},
		{"as it should be", "terminated", nil, "", ""},

		{"no identifier", "allowed", func(s object) { delete(s, "id") }, "statement_id", "9.1"},
		{"no UUID", "completed", top("id", "1"), "statement_id", "9.1"},
		{"voiding", "allowed", set("verb", "id", "http://adlnet.gov/expapi/verbs/voided"), "voiding", "6.3"},
		{"no timestamp", "allowed", func(s object) { delete(s, "timestamp") }, "timestamp_missing", "9.7"},
		{"not in UTC", "allowed", top("timestamp", "2026-11-27T13:01:00+01:00"), "timestamp_not_utc", "9.7"},
		{"no time", "allowed", top("timestamp", "midi"), "timestamp_not_utc", "9.7"},
		{"the year 1", "allowed", top("timestamp", "0001-01-01T00:00:00Z"), "timestamp_not_utc", "9.7"},
		{"UTC by its offset", "allowed", top("timestamp", "2026-11-27T12:01:00.5+00:00"), "", ""},
		{"UTC by a short offset", "allowed", top("timestamp", "2026-11-27T12:01:00+00"), "", ""},

		{"said to be an Agent", "passed", set("actor", "objectType", "Agent"), "", ""},
		{"with another display name", "passed", set("actor", "name", "Camille"), "", ""},
		{"a group", "passed", set("actor", "objectType", "Group"), "actor_type", "9.2"},
		{"an address for an account", "passed", top("actor", object{"mbox": "mailto:a@b.fr"}), "actor_account", "9.2"},
		{"an address besides", "passed", set("actor", "mbox", "mailto:a@b.fr"), "actor_account", "9.2"},
		{"somebody else", "allowed", set("actor.account", "name", "other"), "actor", "8.1.3"},
		{"somebody of elsewhere", "allowed", set("actor.account", "homePage", "https://ex.org"), "actor", "8.1.3"},

		{"no context", "passed", func(s object) { delete(s, "context") }, "registration", "9.6.1"},
		{"no registration", "passed", drop("context", "registration"), "registration", "9.6.1"},
		{"another registration", "allowed", set("context", "registration", sessionID), "registration", "9.6.1"},
		{"no session", "allowed", drop("context.extensions", ExtSessionID), "session", "9.6.3.1"},
		{"another session", "completed", set("context.extensions", ExtSessionID, registrationID), "session", "9.6.3.1"},
		{"no publisher's ID", "allowed", drop("context.contextActivities", "grouping"), "context_template", "10.2.1"},
		{"another publisher's ID", "terminated", set("context.contextActivities", "grouping", []any{object{"id": "https://ex.org"}}), "context_template", "10.2.1"},
		{"one activity without its list", "terminated", set("context.contextActivities", "grouping", object{"id": auID("passed")}), "", ""},
		{"more in the context", "allowed", set("context.contextActivities", "parent", []any{object{"id": "https://ex.org"}}), "", ""},

		{"moveOn category alone", "allowed", category(CategoryMoveOn), "moveon_category", "9.6.2.2"},
		{"moveOn category in another list", "allowed", set("context.contextActivities", "other", []any{object{"id": CategoryMoveOn}}), "moveon_category", "9.6.2.2"},
		{"moveOn category without need", "terminated", category(CategoryCMI5, CategoryMoveOn), "moveon_category", "9.6.2.2"},
		{"completed without its category", "completed", category(CategoryCMI5), "moveon_category_missing", "9.6.2.2"},
		{"passed without its category", "passed", category(CategoryCMI5), "moveon_category_missing", "9.6.2.2"},
		{"failed without its category", "failed", category(CategoryCMI5), "moveon_category_missing", "9.6.2.2"},
		{"an allowed success", "allowed", top("result", object{"success": true, "completion": true, "score": object{"scaled": -1.0}}), "", ""},
		{"an allowed verb of cmi5", "passed", func(s object) {
			category("https://ex.org")(s)
			drop("context.extensions", ExtMasteryScore)(s)
		}, "", ""},

		{"progress", "allowed", top("result", object{"extensions": object{ExtProgress: 50.0}}), "", ""},
		{"progress beyond", "allowed", top("result", object{"extensions": object{ExtProgress: 101.0}}), "progress", "9.5.5.1"},
		{"progress with decimals", "allowed", top("result", object{"extensions": object{ExtProgress: 33.3}}), "progress", "9.5.5.1"},
		{"progress as text", "allowed", top("result", object{"extensions": object{ExtProgress: "50"}}), "progress", "9.5.5.1"},

		{"another object", "passed", set("object", "id", "https://ex.org/other"), "object", "9.4"},
		{"the publisher's object", "passed", set("object", "id", auID("passed")), "object", "9.4"},
		{"an object of another type", "terminated", set("object", "objectType", "Agent"), "object", "9.4"},
		{"launched", "launched", nil, "verb_of_platform", "9.3"},
		{"satisfied", "terminated", set("verb", "id", VerbSatisfied), "verb_of_platform", "9.3"},
		{"waived", "passed", set("verb", "id", VerbWaived), "verb_of_platform", "9.3"},
		{"abandoned", "terminated", set("verb", "id", VerbAbandoned), "verb_of_platform", "9.3"},
		{"a verb of no cmi5", "suspended", nil, "verb_unknown", "7.1.3"},

		{"completed without completion", "completed", drop("result", "completion"), "completion", "9.5.3"},
		{"completed that is not", "completed", set("result", "completion", false), "completion", "9.5.3"},
		{"completed with success", "completed", set("result", "success", true), "success", "9.5.2"},
		{"passed without success", "passed", drop("result", "success"), "success", "9.5.2"},
		{"passed that is not", "passed", set("result", "success", false), "success", "9.5.2"},
		{"passed with completion", "passed", set("result", "completion", true), "completion", "9.5.3"},
		{"failed that is not", "failed", set("result", "success", true), "success", "9.5.2"},
		{"terminated with success", "terminated", func(s object) {
			set("result", "success", false)(s)
			category(CategoryCMI5, CategoryMoveOn)(s)
		}, "success", "9.5.2"},
		{"terminated without result", "terminated", func(s object) { delete(s, "result") }, "duration_missing", "9.5.4.1"},
		{"terminated without duration", "terminated", drop("result", "duration"), "duration_missing", "9.5.4.1"},
		{"completed without duration", "completed", drop("result", "duration"), "duration_missing", "9.5.4.1"},
		{"passed without duration", "passed", drop("result", "duration"), "duration_missing", "9.5.4.1"},
		{"failed without duration", "failed", drop("result", "duration"), "duration_missing", "9.5.4.1"},

		{"completed with a score", "completed", set("result", "score", object{"scaled": 0.5}), "score", "9.5.1"},
		{"terminated with a score", "terminated", set("result", "score", object{}), "score", "9.5.1"},
		{"scaled below 0", "failed", set("result.score", "scaled", -0.1), "score_scaled", "9.5.1"},
		{"scaled above 1", "passed", set("result.score", "scaled", 1.1), "score_scaled", "9.5.1"},
		{"raw without min", "passed", drop("result.score", "min"), "score_bounds", "9.5.1"},
		{"raw without max", "passed", drop("result.score", "max"), "score_bounds", "9.5.1"},
		{"raw of 0 without bounds", "failed", set("result", "score", object{"raw": 0.0}), "score_bounds", "9.5.1"},
		{"raw beyond", "passed", set("result.score", "raw", 101.0), "score_raw", "9.5.1"},
		{"raw with decimals", "passed", set("result.score", "raw", 80.5), "", ""},
		{"no score at all", "passed", func(s object) {
			drop("result", "score")(s)
			drop("context.extensions", ExtMasteryScore)(s)
		}, "", ""},
		{"passed below the mastery score", "passed", set("result.score", "scaled", 0.79), "passed_below_mastery", "9.3.4"},
		{"passed above it", "passed", set("result.score", "scaled", 1.0), "", ""},
		{"failed at the mastery score", "failed", set("result.score", "scaled", 0.8), "failed_above_mastery", "9.3.5"},
		{"failed above it", "failed", set("result.score", "scaled", 0.9), "failed_above_mastery", "9.3.5"},
		{"no mastery score", "passed", drop("context.extensions", ExtMasteryScore), "mastery_score", "9.6.3.2"},
		{"another mastery score", "failed", set("context.extensions", ExtMasteryScore, 0.9), "mastery_score", "9.6.3.2"},
		{"another mastery score without a score", "passed", func(s object) {
			drop("result", "score")(s)
			set("context.extensions", ExtMasteryScore, 0.9)(s)
		}, "mastery_score", "9.6.3.2"},
		{"a mastery score that is none", "passed", set("context.extensions", ExtMasteryScore, object{}), "mastery_score", "9.6.3.2"},
	} {
		t.Run(tc.said+" "+tc.name, func(t *testing.T) {
			l, s := opened(t)
			said := spoken(l, tc.said, 60)
			if tc.spoil != nil {
				tc.spoil(said)
			}
			next, refusal := Check(l, s, []Statement{heard(t, said)}, noon.Add(time.Minute))
			if tc.code == "" {
				if refusal != nil {
					t.Errorf("refused: %v: %s", refusal, refusal.Public)
				}
				return
			}
			if refusal == nil {
				t.Fatal("accepted")
			}
			if refusal.Code != "cmi5_"+tc.code || refusal.Clause != tc.clause || refusal.Public == "" {
				t.Errorf("refused by %v: %s", refusal, refusal.Public)
			}
			if !reflect.DeepEqual(next, s) {
				t.Error("a refusal changed the state")
			}
		})
	}
}

// TestMasteryOnlyIfGiven: without a mastery score, no score is too low or too high (§9.5.1).
func TestMasteryOnlyIfGiven(t *testing.T) {
	l, s := opened(t)
	l.MasteryScore = nil
	for name, scaled := range map[string]float64{"passed": 0, "failed": 1} {
		said := spoken(l, name, 60)
		said["result"].(object)["score"] = object{"scaled": scaled}
		if _, refusal := Check(l, s, []Statement{heard(t, said)}, noon); refusal != nil {
			t.Errorf("%s: %v", name, refusal)
		}
	}
}

func TestDocuments(t *testing.T) { // §10.2.1, §11
	if r := CheckStateWrite("LMS.LaunchData"); r == nil || r.Clause != "10.2.1" {
		t.Errorf("%v", r)
	}
	if r := CheckStateWrite("bookmark"); r != nil {
		t.Errorf("%v", r)
	}
	for document, clause := range map[string]string{
		`{"languagePreference":"en-US,fr-FR,fr-BE","audioPreference":"on"}`: "",
		`{"languagePreference":"fr","audioPreference":"off","more":1}`:      "",
		`just some text`:                                                      "11.0",
		`["languagePreference"]`:                                              "11.0",
		`{"audioPreference":"on"}`:                                            "11.0",
		`{"languagePreference":"fr"}`:                                         "11.0",
		`{"languagePreference":["fr"],"audioPreference":"on"}`:                "11.0",
		`{"languagePreference":"","audioPreference":"on"}`:                    "11.1",
		`{"languagePreference":"not comma separated","audioPreference":"on"}`: "11.1",
		`{"languagePreference":"fr, en","audioPreference":"on"}`:              "11.1",
		`{"languagePreference":"fr_FR","audioPreference":"on"}`:               "11.1",
		`{"languagePreference":"fr","audioPreference":"loud"}`:                "11.2",
	} {
		got := ""
		if r := CheckPreferences("application/json; charset=utf-8", []byte(document)); r != nil {
			got = r.Clause
		}
		if got != clause {
			t.Errorf("%s: %q, want %q", document, got, clause)
		}
	}
	for _, mediaType := range []string{"", "text/plain;charset=UTF-8"} {
		if r := CheckPreferences(mediaType, []byte(`{"languagePreference":"fr","audioPreference":"on"}`)); r == nil || r.Clause != "11.0" {
			t.Errorf("%q: %v", mediaType, r)
		}
	}
}

func TestRefusalIsAFault(t *testing.T) {
	err := no("mode", "10.2.2", "Non.").Fault()
	var e *fault.Error
	if !errors.As(err, &e) || e.Kind != fault.Forbidden || e.Code != "cmi5_mode" || e.Public != "Non." || !strings.Contains(err.Error(), "§10.2.2") {
		t.Errorf("%v", err)
	}
}

func TestUnreadableStatements(t *testing.T) {
	for raw, code := range map[string]string{
		`null`: "statement_unreadable", `[]`: "statement_unreadable", `{} {}`: "statement_unreadable", `{`: "statement_unreadable",
		`{"result":{"success":"true"}}`:                 "statement_unreadable",
		`{"result":{"score":1}}`:                        "statement_unreadable",
		`{"result":{"score":{"scaled":"1"}}}`:           "statement_unreadable",
		`{"context":{"registration":null}}`:             "statement_unreadable",
		`{"context":{"contextActivities":{"other":1}}}`: "statement_unreadable",
		`{"verb":"passed"}`:                             "statement_unreadable",
		`{}`:                                            "",
	} {
		_, err := ParseStatement([]byte(raw))
		var e *fault.Error
		if code == "" && err != nil || code != "" && (!errors.As(err, &e) || e.Code != code || e.Kind != fault.Invalid) {
			t.Errorf("%s: %v", raw, err)
		}
	}
	s, err := ParseStatement([]byte(`{"verb":{"id":"a"},"Verb":{"id":"b"},"Context":{"registration":"r"}}`))
	if err != nil || s.Verb != "a" || s.Context.Registration != "" {
		t.Errorf("names in another case are read: %+v, %v", s, err)
	}
}
