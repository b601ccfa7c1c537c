package statement

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// equalJSON compares as JSON: the order of keys and white space do not count.
func equalJSON(t *testing.T, what string, got []byte, want string) {
	t.Helper()
	var g, w any
	if err := json.Unmarshal(got, &g); err != nil {
		t.Fatalf("%s: %v in %s", what, err, got)
	}
	if err := json.Unmarshal([]byte(want), &w); err != nil {
		t.Fatalf("%s: %v in %s", what, err, want)
	}
	if !reflect.DeepEqual(g, w) {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

// Communication 2.1.3, format=ids.
func TestIDs(t *testing.T) {
	got, err := IDs([]byte(full))
	if err != nil {
		t.Fatal(err)
	}
	equalJSON(t, "full", got, `{
		"id": "E05AA883-ACAF-40AD-BF54-02C8CE485FB0",
		"actor": {"objectType":"Group","mbox":"mailto:groupe@Exemple.FR"},
		"verb": {"id":"http://v.fr/planned"},
		"object": {"objectType":"SubStatement",
			"actor": {"openid":"http://openid.fr/max"},
			"verb": {"id":"http://v.fr/visited"},
			"object": {"id":"urn:a:site"},
			"context": {"contextActivities":{"parent":{"id":"urn:a:sub-parent"}},"instructor":{"mbox":"mailto:lea@exemple.fr"}},
			"attachments": [{`+attachmentJSON+`}]
		},
		"result": {"duration":"PT1.239S","score":{"raw":1.5},"extensions":{"http://e.fr/e":{"b":[1,2],"a":null}}},
		"context": {
			"registration": "AAAAAAAA-ACAF-40AD-BF54-02C8CE485FB0", "language":"fr-fr",
			"instructor": {"account":{"homePage":"https://ent.fr","name":"prof|1"}},
			"team": {"objectType":"Group","member":[{"mbox":"mailto:equipe@exemple.fr"}]},
			"contextActivities": {"parent":{"id":"urn:a:parent"},"grouping":[{"id":"urn:a:group"},{"id":"urn:a:parent"}]},
			"contextAgents": [{"objectType":"contextAgent","agent":{"mbox":"mailto:ca@exemple.fr"},"relevantTypes":["http://t.fr/t"]}],
			"contextGroups": [{"objectType":"contextGroup","group":{"objectType":"Group","openid":"http://openid.fr/cg"}}],
			"statement": {"objectType":"StatementRef","id":"`+uuid+`"}
		},
		"timestamp": "2026-03-04T06:06:07.089+01:00",
		"authority": {"mbox":"mailto:other@exemple.fr"},
		"attachments": [{`+attachmentJSON+`,"fileUrl":"https://f.fr/x"}]
	}`)
	parseOne(t, string(got))
	if !strings.Contains(string(got), `{"raw":1.50}`) {
		t.Errorf("a number is written otherwise in %s", got)
	}
	for in, want := range map[string]string{
		`"actor":{"objectType":"Group","name":"G","member":[{"name":"A","objectType":"Agent","mbox":"mailto:a@b.fr"}]}`: `"actor":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"}]}`,
		`"object":{"objectType":"Agent","name":"A","mbox":"mailto:a@b.fr"}`:                                             `"object":{"objectType":"Agent","mbox":"mailto:a@b.fr"}`,
		`"object":{"objectType":"Activity","id":"urn:a:1","definition":{}}`:                                             `"object":{"id":"urn:a:1"}`,
		`"object":{"objectType":"StatementRef","id":"` + uuid + `"}`:                                                    `"object":{"objectType":"StatementRef","id":"` + uuid + `"}`,
		`"context":{"extensions":{"http://e.fr/e":{"id":1,"name":2,"verb":{"display":3}}}}`:                             `"context":{"extensions":{"http://e.fr/e":{"id":1,"name":2,"verb":{"display":3}}}}`,
	} {
		got, err := IDs([]byte(statementWith(t, in)))
		if err != nil {
			t.Fatal(err)
		}
		equalJSON(t, in, got, statementWith(t, want))
		parseOne(t, string(got))
	}
	if _, err := IDs([]byte("{")); err == nil {
		t.Error("what is not JSON has ids")
	}
}

// Communication 2.1.3, format=canonical.
func TestCanonical(t *testing.T) {
	known := map[string]string{
		"urn:a:site":       `{"name":{"en":"The site","fr":"Le bon site","de":"Die Seite"},"interactionType":"choice","choices":[{"id":"a","description":{"de":"A","fr":"Un"}},{"id":"b"}],"extensions":{"http://e.fr/e":{"fr":"x","en":"y"}}}`,
		"urn:a:sub-parent": `{"description":{}}`,
	}
	definitions := func(id string) []byte {
		if d, ok := known[id]; ok {
			return []byte(d)
		}
		return nil
	}
	got, err := Canonical([]byte(full), definitions, []string{"fr"})
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]any
	if err := json.Unmarshal([]byte(full), &want); err != nil {
		t.Fatal(err)
	}
	sub := want["object"].(map[string]any)
	put := func(in any, key, value string) {
		var v any
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			t.Fatal(err)
		}
		in.(map[string]any)[key] = v
	}
	put(want["verb"], "display", `{"fr-FR":"a prévu"}`)
	put(sub["verb"], "display", `{"fr":"visiter"}`)
	put(sub["object"], "definition", `{"name":{"fr":"Le bon site"},"interactionType":"choice","choices":[{"id":"a","description":{"fr":"Un"}},{"id":"b"}],"extensions":{"http://e.fr/e":{"fr":"x","en":"y"}}}`)
	put(sub["context"].(map[string]any)["contextActivities"].(map[string]any)["parent"], "definition", `{"description":{}}`)
	wanted, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	equalJSON(t, "canonical", got, string(wanted))
	parseOne(t, string(got))

	got, err = Canonical([]byte(full), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	put(want["verb"], "display", `{"fr-FR":"a prévu"}`)
	put(sub["object"], "definition", `{"name":{"en":"Site"}}`)
	delete(sub["context"].(map[string]any)["contextActivities"].(map[string]any)["parent"].(map[string]any), "definition")
	if wanted, err = json.Marshal(want); err != nil {
		t.Fatal(err)
	}
	equalJSON(t, "own definitions, no language asked", got, string(wanted))
	if _, err := Canonical([]byte("{"), nil, nil); err == nil {
		t.Error("what is not JSON has a canonical form")
	}
}

// Data 2.4.4.1: what is known of an activity.
func TestMergeDefinition(t *testing.T) {
	for name, c := range map[string]struct{ known, added, want string }{
		"nothing known":  {``, `{"name":{"fr":"a"}}`, `{"name":{"fr":"a"}}`},
		"nothing added":  {`{"name":{"fr":"a"}}`, ``, `{"name":{"fr":"a"}}`},
		"empty":          {`{}`, `{}`, `{}`},
		"languages":      {`{"name":{"fr":"a","en":"b"}}`, `{"name":{"en":"c","de":"d"},"description":{"fr":"e"}}`, `{"name":{"fr":"a","en":"c","de":"d"},"description":{"fr":"e"}}`},
		"newer values":   {`{"type":"urn:t:1","moreInfo":"urn:m:1"}`, `{"type":"urn:t:2"}`, `{"type":"urn:t:2","moreInfo":"urn:m:1"}`},
		"extensions":     {`{"extensions":{"urn:e:1":{"a":1},"urn:e:2":2}}`, `{"extensions":{"urn:e:1":{"b":2},"urn:e:3":null}}`, `{"extensions":{"urn:e:1":{"b":2},"urn:e:2":2,"urn:e:3":null}}`},
		"an interaction": {`{"name":{"fr":"a"}}`, `{"interactionType":"choice","choices":[{"id":"a"}]}`, `{"name":{"fr":"a"},"interactionType":"choice","choices":[{"id":"a"}]}`},
		"what is right stays": {`{"interactionType":"choice","correctResponsesPattern":["a"]}`, `{"interactionType":"choice","correctResponsesPattern":["b"],"choices":[{"id":"a"}]}`,
			`{"interactionType":"choice","correctResponsesPattern":["a"],"choices":[{"id":"a"}]}`},
		"components": {`{"interactionType":"choice","choices":[{"id":"a","description":{"fr":"A"}},{"id":"b"}]}`, `{"interactionType":"choice","choices":[{"id":"b","description":{"fr":"B"}},{"id":"a","description":{"en":"E"}},{"id":"c"}]}`,
			`{"interactionType":"choice","choices":[{"id":"a","description":{"fr":"A","en":"E"}},{"id":"b","description":{"fr":"B"}}]}`},
		"another interaction": {`{"interactionType":"choice","choices":[{"id":"a"}]}`, `{"interactionType":"likert","scale":[{"id":"1"}],"name":{"fr":"x"}}`, `{"interactionType":"choice","choices":[{"id":"a"}],"name":{"fr":"x"}}`},
	} {
		merged, err := MergeDefinition(orNil(c.known), orNil(c.added))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		equalJSON(t, name, merged, c.want)
		parseOne(t, statementWith(t, `"object":{"id":"urn:a:1","definition":`+string(merged)+`}`))
		again, err := MergeDefinition(merged, orNil(c.added))
		if err != nil || &again[0] != &merged[0] {
			t.Errorf("%s: merged again, it is another: %s, %v", name, again, err)
		}
	}
	if _, err := MergeDefinition([]byte("{"), []byte("{}")); err == nil {
		t.Error("what is not JSON was known")
	}
	if _, err := MergeDefinition([]byte("{}"), []byte("{")); err == nil {
		t.Error("what is not JSON was added")
	}
}

func orNil(s string) []byte {
	if s == "" {
		return nil
	}
	return []byte(s)
}
