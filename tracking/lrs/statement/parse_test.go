package statement

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// full names an agent, a group and an activity in every place where there may be one.
const full = `{
	"id" : "E05AA883-ACAF-40AD-BF54-02C8CE485FB0",
	"actor": {"objectType":"Group","name":"L\u00e9a et Max","mbox":"mailto:groupe@Exemple.FR","member":[
		{"name":"Léa","mbox":"mailto:lea@exemple.fr"}, {"mbox_sha1sum":"EBD31E95054C018B10727CCFFD2EF2EC3A016EE9"}]},
	"verb": {"id":"http://v.fr/planned","display":{"fr-FR":"a prévu","en":"planned"}},
	"object": {"objectType":"SubStatement",
		"actor": {"openid":"http://openid.fr/max"},
		"verb": {"id":"http://v.fr/visited","display":{"fr":"visiter","en":"visit"}},
		"object": {"objectType":"Activity","id":"urn:a:site","definition":{"name":{"en":"Site","fr":"Le site"}}},
		"context": {"contextActivities":{"parent":{"id":"urn:a:sub-parent"}},"instructor":{"mbox":"mailto:lea@exemple.fr"}},
		"attachments": [{` + attachmentJSON + `}]
	},
	"result": {"duration":"PT1.239S","score":{"raw":1.50},"extensions":{"http://e.fr/e":{"b":[1, 2],"a":null}}},
	"context": {
		"registration": "AAAAAAAA-ACAF-40AD-BF54-02C8CE485FB0", "language":"fr-fr",
		"instructor": {"account":{"homePage":"https://ent.fr","name":"prof|1"}},
		"team": {"objectType":"Group","member":[{"mbox":"mailto:equipe@exemple.fr"}]},
		"contextActivities": {"parent": {"id":"urn:a:parent"} , "grouping": [{"id":"urn:a:group","definition":{"type":"http://t.fr/t"}},{"id":"urn:a:parent","definition":{"name":{"fr":"Parent"}}}]},
		"contextAgents": [{"objectType":"contextAgent","agent":{"mbox":"mailto:ca@exemple.fr"},"relevantTypes":["http://t.fr/t"]}],
		"contextGroups": [{"objectType":"contextGroup","group":{"objectType":"Group","openid":"http://openid.fr/cg","member":[{"mbox":"mailto:cm@exemple.fr"}]}}],
		"statement": {"objectType":"StatementRef","id":"` + uuid + `"}
	},
	"timestamp": "2026-03-04T06:06:07.089+01:00",
	"authority": {"mbox":"mailto:other@exemple.fr"},
	"attachments": [{` + attachmentJSON + `,"fileUrl":"https://f.fr/x"}]
}`

func parseOne(t testing.TB, body string) Statement {
	t.Helper()
	list, _, err := Parse([]byte(body), V2)
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return list[0]
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func equalKeys(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

func TestParseFillsIn(t *testing.T) {
	s := parseOne(t, " "+full+"\n")
	equal(t, "raw", string(s.Raw), full)
	equal(t, "id", s.ID, uuid)
	equal(t, "verb", s.Verb, "http://v.fr/planned")
	equal(t, "registration", s.Registration, "aaaaaaaa-acaf-40ad-bf54-02c8ce485fb0")
	equal(t, "timestamp", s.Timestamp, time.Date(2026, 3, 4, 5, 6, 7, 89e6, time.UTC))
	equal(t, "authority", string(s.Authority), `{"mbox":"mailto:other@exemple.fr"}`)
	equal(t, "object", s.Object, "")
	equal(t, "target", s.Target, "")
	equal(t, "voids", s.Voids, "")
	equalKeys(t, "agents", s.Agents,
		"mbox:mailto:groupe@exemple.fr", "mbox:mailto:lea@exemple.fr", "sha1:ebd31e95054c018b10727ccffd2ef2ec3a016ee9")
	equalKeys(t, "related agents", s.RelatedAgents,
		"openid:http://openid.fr/max", "account:https://ent.fr|prof|1", "mbox:mailto:equipe@exemple.fr",
		"mbox:mailto:ca@exemple.fr", "openid:http://openid.fr/cg", "mbox:mailto:cm@exemple.fr")
	equalKeys(t, "related activities", s.RelatedActivities, "urn:a:site", "urn:a:sub-parent", "urn:a:parent", "urn:a:group")
	var defined []string
	for _, a := range s.Activities {
		defined = append(defined, a.ID+" "+string(a.Definition))
	}
	equalKeys(t, "activities", defined, `urn:a:site {"name":{"en":"Site","fr":"Le site"}}`, "urn:a:sub-parent ",
		"urn:a:parent ", `urn:a:group {"type":"http://t.fr/t"}`, `urn:a:parent {"name":{"fr":"Parent"}}`)
	var people []string
	for _, a := range s.People {
		people = append(people, a.Name+" "+a.Key())
	}
	equalKeys(t, "people", people, "Léa et Max mbox:mailto:groupe@exemple.fr", "Léa mbox:mailto:lea@exemple.fr",
		" sha1:ebd31e95054c018b10727ccffd2ef2ec3a016ee9", " openid:http://openid.fr/max", " mbox:mailto:lea@exemple.fr",
		" account:https://ent.fr|prof|1", " mbox:mailto:equipe@exemple.fr",
		" mbox:mailto:ca@exemple.fr", " openid:http://openid.fr/cg", " mbox:mailto:cm@exemple.fr")
	want := Attachment{SHA2: "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a", ContentType: "text/plain; charset=utf-8", UsageType: "http://u.fr/u", Length: 27}
	outer := want
	outer.FileURL = "https://f.fr/x"
	if !slices.Equal(s.Attachments, []Attachment{want, outer}) {
		t.Errorf("attachments: got %+v", s.Attachments)
	}
}

func TestParseObjects(t *testing.T) {
	s := parseOne(t, statementWith(t, `"object":{"id":"urn:a:\u0031"}`))
	equal(t, "object", s.Object, "urn:a:1")
	equalKeys(t, "related activities", s.RelatedActivities, "urn:a:1")

	s = parseOne(t, statementWith(t, `"object":{"id":"urn:a:1","definition":{}},"context":{"contextActivities":{"parent":[{"id":"urn:a:1"},{"id":"urn:a:1","definition":{}}]}}`))
	if len(s.Activities) != 1 || string(s.Activities[0].Definition) != "{}" {
		t.Errorf("an activity named again: got %+v", s.Activities)
	}

	s = parseOne(t, statementWith(t, `"object":{"objectType":"Group","member":[{"mbox":"mailto:m@b.fr"}]},"context":{"instructor":{"mbox":"mailto:m@b.fr"}}`))
	equalKeys(t, "agents", s.Agents, "mbox:mailto:lea@exemple.fr", "mbox:mailto:m@b.fr")
	equalKeys(t, "related agents", s.RelatedAgents)

	s = parseOne(t, statementWith(t, `"object":{"objectType":"StatementRef","id":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0"}`))
	equal(t, "target", s.Target, uuid)
	equal(t, "voids", s.Voids, "")

	s = parseOne(t, statementWith(t, `"verb":{"id":"`+Voided+`"},"object":{"objectType":"StatementRef","id":"`+uuid+`"}`))
	equal(t, "voids", s.Voids, uuid)

	// A sub-statement is no event: its reference targets nothing, and what it voids stays (Data 2.4.4.3).
	s = parseOne(t, statementWith(t, `"object":{"objectType":"SubStatement","actor":`+actorJSON+`,"verb":{"id":"`+Voided+`"},"object":{"objectType":"StatementRef","id":"`+uuid+`"}}`))
	equal(t, "target", s.Target, "")
	equal(t, "voids", s.Voids, "")
}

func TestParseBatch(t *testing.T) {
	one := statementWith(t, "")
	list, batch, err := Parse([]byte("[ "+one+" ,\n"+one+"]"), V1)
	if err != nil || !batch || len(list) != 2 || !bytes.Equal(list[1].Raw, []byte(one)) {
		t.Errorf("a batch: got %v, %v, %v", list, batch, err)
	}
	if list, batch, err = Parse([]byte("[]"), V1); err != nil || !batch || len(list) != 0 {
		t.Errorf("an empty batch: got %v, %v, %v", list, batch, err)
	}
	if _, batch, err = Parse([]byte(one), V1); err != nil || batch {
		t.Errorf("one statement: got a batch %v, %v", batch, err)
	}
}

// What a statement costs grows with its length, however many members, keys or components it has.
func TestManyOfEverything(t *testing.T) {
	const n = 20000
	members, swapped, extensions, choices := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	for i := range n {
		members[i] = fmt.Sprintf(`{"mbox":"mailto:a%d@b.fr"}`, i)
		swapped[n-1-i] = members[i]
		extensions[i] = fmt.Sprintf(`"urn:e:%d":%d`, i, i)
		choices[i] = fmt.Sprintf(`{"id":"%d","description":{"fr":"x"}}`, i)
	}
	body := func(members []string) string {
		return `{"actor":{"objectType":"Group","member":[` + strings.Join(members, ",") + `]},"verb":` + verbJSON + `,
			"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":[` + strings.Join(choices, ",") + `]}},
			"result":{"extensions":{` + strings.Join(extensions, ",") + `}}}`
	}
	one, other := body(members), body(swapped)
	s := parseOne(t, one)
	if len(s.Agents) != n || len(s.People) != n {
		t.Errorf("got %d agents, %d people, want %d", len(s.Agents), len(s.People), n)
	}
	if !Same([]byte(one), []byte(other)) {
		t.Error("the order of members makes another statement")
	}
	merged, err := MergeDefinition(s.Activities[0].Definition, bytes.ReplaceAll(s.Activities[0].Definition, []byte(`"fr"`), []byte(`"en"`)))
	if err != nil || bytes.Count(merged, []byte(`"en"`)) != n {
		t.Errorf("merged: %v, %d descriptions added, want %d", err, bytes.Count(merged, []byte(`"en"`)), n)
	}
}

// What is appended to the bytes of one statement never reaches the next one's.
func TestRawIsClosed(t *testing.T) {
	body := []byte("[" + statementWith(t, "") + "," + statementWith(t, "") + "]")
	list, _, err := Parse(body, V1)
	if err != nil {
		t.Fatal(err)
	}
	_ = append(list[0].Raw, "xxxxxx"...)
	if _, _, err := Parse(body, V1); err != nil {
		t.Errorf("appending to a statement changed the next: %v", err)
	}
}
