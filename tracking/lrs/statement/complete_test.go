package statement

import (
	"strings"
	"testing"
	"time"
)

var completion = Completion{
	ID:        uuid,
	Stored:    time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.UTC),
	Authority: []byte(`{"mbox":"mailto:store@exemple.fr"}`),
	Version:   "2.0.0",
}

const added = `"stored":"2026-03-04T05:06:07.089Z","authority":{"mbox":"mailto:store@exemple.fr"}`

func TestComplete(t *testing.T) {
	plain := "{ \"verb\" : " + verbJSON + ",\n\t\"actor\": {\"mbox\":\"mailto:l\\u0065a@exemple.fr\"}, \"object\":" + objectJSON + "%s }"
	with := func(s string) string { return strings.Replace(plain, "%s", s, 1) }
	sub := func(context string) string {
		return statementWith(t, `"object":{"objectType":"SubStatement","actor":`+actorJSON+`,"verb":`+verbJSON+`,"object":`+objectJSON+`,"context":`+context+`}`)
	}
	end := `,"id":"` + uuid + `","timestamp":"2026-03-04T05:06:07.089Z",` + added + `,"version":"2.0.0"}`
	for name, c := range map[string]struct{ in, out string }{
		"everything lacks": {with(""),
			with(`%s`)[:len(plain)-4] + ` ,"id":"` + uuid + `","timestamp":"2026-03-04T05:06:07.089Z",` + added + `,"version":"2.0.0"}`},
		"nothing lacks": {
			with(`, "id":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0" ,"stored":"2011-07-15T00:00:00Z","version" : "1.0.9","timestamp":"2026-01-01T00:00:00+01:00","authority" :{ "openid":"http://x.fr"}`),
			with(`, "id":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0" ,"stored":"2026-03-04T05:06:07.089Z","version" : "1.0.9","timestamp":"2026-01-01T00:00:00+01:00","authority" :{"mbox":"mailto:store@exemple.fr"}`)},
		"another id": {
			statementWith(t, `"id":"00000000-acaf-40ad-bf54-02c8ce485fb0"`),
			strings.TrimSuffix(statementWith(t, `"id":"`+uuid+`"`), "}") + `,"timestamp":"2026-03-04T05:06:07.089Z",` + added + `,"version":"2.0.0"}`},
		"escaped keys": {
			`{"\u0069d":"` + uuid + `",` + statementWith(t, "")[1:],
			`{"\u0069d":"` + uuid + `",` + strings.TrimSuffix(statementWith(t, ""), "}")[1:] + strings.Replace(end, `"id":"`+uuid+`",`, "", 1)},
		"context activities": {
			strings.TrimSuffix(statementWith(t, ""), "}") + `,"context": {"contextActivities":{ "other": {"id":"urn:a:1"} ,"parent":[{"id":"urn:a:2"}]} }}`,
			strings.TrimSuffix(statementWith(t, ""), "}") + `,"context": {"contextActivities":{ "other": [{"id":"urn:a:1"}] ,"parent":[{"id":"urn:a:2"}]} }` + end},
		"context activities of a sub-statement": {
			sub(`{"contextActivities":{"grouping":{"id":"urn:a:1"}}}`),
			strings.TrimSuffix(sub(`{"contextActivities":{"grouping":[{"id":"urn:a:1"}]}}`), "}") + end},
		"no context activities": {
			sub(`{"registration":"` + uuid + `"}`),
			strings.TrimSuffix(sub(`{"registration":"`+uuid+`"}`), "}") + end},
	} {
		s := parseOne(t, c.in)
		got := string(Complete(s, completion))
		if got != c.out {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.out)
		}
		if again := string(Complete(parseOne(t, got), completion)); again != got {
			t.Errorf("%s: completed again:\n got %s\nwant %s", name, again, got)
		}
		if !Same([]byte(c.in), []byte(got)) && name != "another id" {
			t.Errorf("%s: completed, it is not the same", name)
		}
	}
}

// Data 2.4.10: a statement without version is of 1.0.0.
func TestCompleteVersion(t *testing.T) {
	s := parseOne(t, statementWith(t, ""))
	if got := string(Complete(s, Completion{ID: uuid})); !strings.HasSuffix(got, `,"version":"1.0.0"}`) {
		t.Errorf("got %s", got)
	}
}

func TestCompleteFull(t *testing.T) {
	got := string(Complete(parseOne(t, full), completion))
	for _, kept := range []string{`"name":"L\u00e9a et Max"`, `{"raw":1.50}`, `{"b":[1, 2],"a":null}`, `"id" : "E05AA883-ACAF-40AD-BF54-02C8CE485FB0",` + "\n\t\"actor\""} {
		if !strings.Contains(got, kept) {
			t.Errorf("%s is not kept in %s", kept, got)
		}
	}
	if strings.Contains(got, "other@exemple.fr") {
		t.Errorf("the authority received is kept in %s", got)
	}
	parseOne(t, got)
}
