package statement

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

const (
	actorJSON  = `{"mbox":"mailto:lea@exemple.fr"}`
	verbJSON   = `{"id":"http://adlnet.gov/expapi/verbs/completed"}`
	objectJSON = `{"id":"https://exemple.fr/parcours/1"}`
	uuid       = "e05aa883-acaf-40ad-bf54-02c8ce485fb0"
)

// row is a statement that has the properties given instead of the plainest ones, and the path at
// which it is refused; "" when it is right.
type row struct {
	with string
	path string
	only Version // both versions when empty
}

// statementWith is the plainest statement with these properties.
func statementWith(t testing.TB, with string) string {
	t.Helper()
	all := map[string]json.RawMessage{"actor": []byte(actorJSON), "verb": []byte(verbJSON), "object": []byte(objectJSON)}
	if err := json.Unmarshal([]byte("{"+with+"}"), &all); err != nil {
		t.Fatalf("%s: %v", with, err)
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func pathOf(t testing.TB, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var p *Problem
	if !errors.As(err, &p) {
		t.Fatalf("not a Problem: %v", err)
	}
	if p.Path == "" {
		return "(root)"
	}
	return p.Path
}

func versionsOf(r row) []Version {
	if r.only != "" {
		return []Version{r.only}
	}
	return []Version{V1, V2}
}

// holds checks a row in a statement and, if inner, in a sub-statement.
func holds(t *testing.T, r row, inner bool) {
	t.Helper()
	outer := statementWith(t, r.with)
	for _, v := range versionsOf(r) {
		if _, _, err := Parse([]byte(outer), v); pathOf(t, err) != r.path {
			t.Errorf("%s: %s\n got %v\nwant a problem at %q", v, r.with, err, r.path)
		}
		if !inner {
			continue
		}
		sub := statementWith(t, `"object":{"objectType":"SubStatement",`+outer[1:])
		want := r.path
		if want != "" {
			want = "object." + want
		}
		if _, _, err := Parse([]byte(sub), v); pathOf(t, err) != want {
			t.Errorf("%s, sub-statement: %s\n got %v\nwant a problem at %q", v, r.with, err, want)
		}
	}
}

// clauses are rows that hold in statements and in sub-statements alike.
var clauses = map[string][]row{
	"2.2 unknown properties": {
		{with: `"mood":"good"`, path: "mood"},
		{with: `"Actor":{}`, path: "Actor"},
		{with: `"actor":{"mbox":"mailto:a@b.fr","age":3}`, path: "actor.age"},
		{with: `"verb":{"id":"http://v.fr/v","name":"x"}`, path: "verb.name"},
		{with: `"result":{"mark":1}`, path: "result.mark"},
		{with: `"result":{"score":{"Raw":1}}`, path: "result.score.Raw"},
		{with: `"context":{"place":"x"}`, path: "context.place"},
		{with: `"context":{"contextActivities":{"Parent":[]}}`, path: "context.contextActivities.Parent"},
		{with: `"object":{"id":"http://o.fr/o","definition":{"names":{}}}`, path: "object.definition.names"},
		{with: `"object":{"id":"http://o.fr/o","mbox":"mailto:a@b.fr"}`, path: "object.mbox"},
		{with: `"actor":{"account":{"homePage":"http://h.fr","name":"n","id":1}}`, path: "actor.account.id"},
	},
	"2.2 null": {
		{with: `"actor":null`, path: "actor"},
		{with: `"actor":{"name":null,"mbox":"mailto:a@b.fr"}`, path: "actor.name"},
		{with: `"verb":{"id":"http://v.fr/v","display":{"fr":null}}`, path: "verb.display.fr"},
		{with: `"result":null`, path: "result"},
		{with: `"result":{"success":null}`, path: "result.success"},
		{with: `"context":{"extensions":null}`, path: "context.extensions"},
		{with: `"context":{"extensions":{"http://e.fr/e":null}}`},
		{with: `"result":{"extensions":{"http://e.fr/e":{"deep":[null,{}]}}}`},
		{with: `"object":{"id":"http://o.fr/o","definition":{"extensions":{"http://e.fr/e":null}}}`},
	},
	"2.2 types": {
		{with: `"actor":[]`, path: "actor"},
		{with: `"actor":"mailto:a@b.fr"`, path: "actor"},
		{with: `"verb":"http://v.fr/v"`, path: "verb"},
		{with: `"object":7`, path: "object"},
		{with: `"result":{"success":"true"}`, path: "result.success"},
		{with: `"result":{"score":{"raw":"5"}}`, path: "result.score.raw"},
		{with: `"result":{"response":5}`, path: "result.response"},
		{with: `"context":{"revision":2,"platform":"p"}`, path: "context.revision"},
		{with: `"actor":{"objectType":1,"mbox":"mailto:a@b.fr"}`, path: "actor.objectType"},
		{with: `"attachments":{}`, path: "attachments"},
		{with: `"attachments":[3]`, path: "attachments[0]"},
	},
	"2.4.2.1 agents": {
		{with: `"actor":{"objectType":"Agent","name":"Léa","mbox":"mailto:a@b.fr"}`},
		{with: `"actor":{"objectType":"agent","mbox":"mailto:a@b.fr"}`, path: "actor.objectType"},
		{with: `"actor":{"objectType":"","mbox":"mailto:a@b.fr"}`, path: "actor.objectType"},
		{with: `"actor":{"objectType":"Activity","mbox":"mailto:a@b.fr"}`, path: "actor.objectType"},
		{with: `"actor":{}`, path: "actor"},
		{with: `"actor":{"name":"Léa"}`, path: "actor"},
		{with: `"actor":{"mbox":"mailto:a@b.fr","openid":"http://a.fr"}`, path: "actor.openid"},
		{with: `"actor":{"mbox":"mailto:a@b.fr","member":[]}`, path: "actor.member"},
	},
	"2.4.2.2 groups": {
		{with: `"actor":{"objectType":"Group","mbox":"mailto:g@b.fr"}`},
		{with: `"actor":{"objectType":"Group","mbox":"mailto:g@b.fr","member":[]}`},
		{with: `"actor":{"objectType":"Group","name":"G","member":[{"mbox":"mailto:a@b.fr"}]}`},
		{with: `"actor":{"objectType":"Group"}`, path: "actor.member"},
		{with: `"actor":{"objectType":"Group","member":[]}`, path: "actor.member"},
		{with: `"actor":{"objectType":"Group","member":{"mbox":"mailto:a@b.fr"}}`, path: "actor.member"},
		{with: `"actor":{"objectType":"Group","member":[{"name":"x"}]}`, path: "actor.member[0]"},
		{with: `"actor":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"},{"objectType":"Group","mbox":"mailto:h@b.fr"}]}`, path: "actor.member[1].objectType"},
		{with: `"actor":{"objectType":"Group","mbox":"mailto:g@b.fr","account":{"homePage":"http://h.fr","name":"n"}}`, path: "actor.account"},
	},
	"2.4.2.3 identifiers": {
		{with: `"actor":{"mbox":"lea@exemple.fr"}`, path: "actor.mbox"},
		{with: `"actor":{"mbox":"mailto:lea"}`, path: "actor.mbox"},
		{with: `"actor":{"mbox":"mailto:"}`, path: "actor.mbox"},
		{with: `"actor":{"mbox":""}`, path: "actor.mbox"},
		{with: `"actor":{"mbox":"http://exemple.fr/lea@exemple.fr"}`, path: "actor.mbox"},
		{with: `"actor":{"mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016ee9"}`},
		{with: `"actor":{"mbox_sha1sum":"EBD31E95054C018B10727CCFFD2EF2EC3A016EE9"}`},
		{with: `"actor":{"mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016e"}`, path: "actor.mbox_sha1sum"},
		{with: `"actor":{"mbox_sha1sum":"zbd31e95054c018b10727ccffd2ef2ec3a016ee9"}`, path: "actor.mbox_sha1sum"},
		{with: `"actor":{"openid":"https://lea.openid.fr/"}`},
		{with: `"actor":{"openid":"lea.openid.fr"}`, path: "actor.openid"},
	},
	"2.4.2.4 accounts": {
		{with: `"actor":{"account":{"homePage":"https://ent.fr","name":"42"}}`},
		{with: `"actor":{"account":{"homePage":"ent.fr","name":"42"}}`, path: "actor.account.homePage"},
		{with: `"actor":{"account":{"homePage":"https://ent.fr","name":42}}`, path: "actor.account.name"},
		{with: `"actor":{"account":{"homePage":"https://ent.fr"}}`, path: "actor.account.name"},
		{with: `"actor":{"account":{"name":"42"}}`, path: "actor.account.homePage"},
		{with: `"actor":{"account":"42"}`, path: "actor.account"},
	},
	"2.4.3 verbs": {
		{with: `"verb":{}`, path: "verb.id"},
		{with: `"verb":{"id":"completed"}`, path: "verb.id"},
		{with: `"verb":{"id":""}`, path: "verb.id"},
		{with: `"verb":{"id":"http://v.fr/v","display":{"fr":"fini","en-US":"done"}}`},
		{with: `"verb":{"id":"http://v.fr/v","display":"done"}`, path: "verb.display"},
	},
	"2.4.4.1 activities": {
		{with: `"object":{"objectType":"Activity","id":"urn:cours:1"}`},
		{with: `"object":{"objectType":"activity","id":"urn:cours:1"}`, path: "object.objectType"},
		{with: `"object":{"objectType":"Activity"}`, path: "object.id"},
		{with: `"object":{"id":"cours/1"}`, path: "object.id"},
		{with: `"object":{"id":"urn:a:1","definition":{}}`},
		{with: `"object":{"id":"urn:a:1","definition":[]}`, path: "object.definition"},
		{with: `"object":{"id":"urn:a:1","definition":{"name":{"fr":"Un"},"description":{"fr":"…"},"type":"http://t.fr/t","moreInfo":"http://m.fr"}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"name":"Un"}}`, path: "object.definition.name"},
		{with: `"object":{"id":"urn:a:1","definition":{"description":{"fr_FR":"Un"}}}`, path: `object.definition.description.fr_FR`},
		{with: `"object":{"id":"urn:a:1","definition":{"type":"course"}}`, path: "object.definition.type"},
		{with: `"object":{"id":"urn:a:1","definition":{"moreInfo":"/more"}}`, path: "object.definition.moreInfo"},
		{with: `"object":{"id":"urn:a:1","definition":{"extensions":{"key":1}}}`, path: "object.definition.extensions.key"},
	},
	"2.4.4.1 interactions": {
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"numeric","correctResponsesPattern":["[:]4"]}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"Numeric"}}`, path: "object.definition.interactionType"},
		{with: `"object":{"id":"urn:a:1","definition":{"correctResponsesPattern":["a"]}}`, path: "object.definition.interactionType"},
		{with: `"object":{"id":"urn:a:1","definition":{"choices":[{"id":"a"}]}}`, path: "object.definition.interactionType"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"other","correctResponsesPattern":"a"}}`, path: "object.definition.correctResponsesPattern"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"other","correctResponsesPattern":["a",1]}}`, path: "object.definition.correctResponsesPattern[1]"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":[{"id":"a","description":{"fr":"A"}},{"id":"b"}]}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"sequencing","choices":[{"id":"a"}]}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"likert","scale":[{"id":"a"}]}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"matching","source":[{"id":"a"}],"target":[{"id":"a"}]}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"performance","steps":[{"id":"a"}]}}`},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"true-false","choices":[{"id":"a"}]}}`, path: "object.definition.choices"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","scale":[]}}`, path: "object.definition.scale"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":[{"id":"a"},{"id":"a"}]}}`, path: "object.definition.choices[1].id"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":[{}]}}`, path: "object.definition.choices[0].id"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":[{"id":1}]}}`, path: "object.definition.choices[0].id"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":[{"id":"a","text":"A"}]}}`, path: "object.definition.choices[0].text"},
		{with: `"object":{"id":"urn:a:1","definition":{"interactionType":"choice","choices":{"id":"a"}}}`, path: "object.definition.choices"},
	},
	"2.4.4.2 agents as objects": {
		{with: `"object":{"objectType":"Agent","mbox":"mailto:a@b.fr"}`},
		{with: `"object":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"}]}`},
		{with: `"object":{"objectType":"Person","mbox":"mailto:a@b.fr"}`, path: "object.objectType"},
		{with: `"object":{"objectType":"Agent"}`, path: "object"},
	},
	"2.4.4.3 statement references": {
		{with: `"object":{"objectType":"StatementRef","id":"` + uuid + `"}`},
		{with: `"object":{"objectType":"StatementRef","id":"urn:uuid:` + uuid + `"}`, path: "object.id"},
		{with: `"object":{"objectType":"StatementRef"}`, path: "object.id"},
		{with: `"object":{"objectType":"statementRef","id":"` + uuid + `"}`, path: "object.objectType"},
		{with: `"object":{"objectType":"StatementRef","id":"` + uuid + `","definition":{}}`, path: "object.definition"},
	},
	"2.3.2 voiding": {
		{with: `"verb":{"id":"` + Voided + `"},"object":{"objectType":"StatementRef","id":"` + uuid + `"}`},
		{with: `"verb":{"id":"` + Voided + `"}`, path: "object.objectType"},
		{with: `"verb":{"id":"` + Voided + `"},"object":{"objectType":"Agent","mbox":"mailto:a@b.fr"}`, path: "object.objectType"},
	},
	"2.4.5 results": {
		{with: `"result":{}`},
		{with: `"result":{"score":{"scaled":0.5,"raw":10,"min":0,"max":20},"success":true,"completion":false,"response":"","duration":"PT1H0.5S"}`},
		{with: `"result":{"score":5}`, path: "result.score"},
		{with: `"result":{"completion":1}`, path: "result.completion"},
		{with: `"result":{"duration":"one hour"}`, path: "result.duration"},
		{with: `"result":{"duration":3600}`, path: "result.duration"},
		{with: `"result":{"duration":"P1YT"}`, path: "result.duration"},
		{with: `"result":{"extensions":[]}`, path: "result.extensions"},
		{with: `"result":{"extensions":{"":1}}`, path: `result.extensions[""]`},
		{with: `"result":{"extensions":{"a b":1}}`, path: `result.extensions["a b"]`},
	},
	"2.4.5.1 scores": {
		{with: `"result":{"score":{"scaled":1}}`},
		{with: `"result":{"score":{"scaled":-1.0}}`},
		{with: `"result":{"score":{"scaled":1.0001}}`, path: "result.score.scaled"},
		{with: `"result":{"score":{"scaled":-1e1}}`, path: "result.score.scaled"},
		{with: `"result":{"score":{"raw":20,"max":20}}`},
		{with: `"result":{"score":{"raw":20.5,"max":20}}`, path: "result.score.raw"},
		{with: `"result":{"score":{"raw":-1,"min":0}}`, path: "result.score.raw"},
		{with: `"result":{"score":{"min":1,"max":1}}`, path: "result.score.min"},
		{with: `"result":{"score":{"min":2,"max":1}}`, path: "result.score.min"},
		{with: `"result":{"score":{"min":0,"max":1e400,"raw":5}}`},
	},
	"4.5 timestamps": {
		{with: `"timestamp":"2026-03-04T05:06:07.089+01:00"`},
		{with: `"timestamp":"2026-03-04T05:06:07-00:00"`, path: "timestamp"},
		{with: `"timestamp":"2026-03-04"`, path: "timestamp"},
		{with: `"timestamp":1700000000`, path: "timestamp"},
		{with: `"timestamp":""`, path: "timestamp"},
		{with: `"timestamp":"2026-03-04T05:06:07"`, only: V1},
		{with: `"timestamp":"2026-03-04T05:06:07"`, only: V2, path: "timestamp"},
		{with: `"timestamp":"20260304T050607Z"`, only: V1},
		{with: `"timestamp":"20260304T050607Z"`, only: V2, path: "timestamp"},
	},
	"4.2 language maps": {
		{with: `"verb":{"id":"http://v.fr/v","display":{}}`},
		{with: `"verb":{"id":"http://v.fr/v","display":{"zh-Hans-CN":"x","x-local":"y"}}`},
		{with: `"verb":{"id":"http://v.fr/v","display":{"en_US":"x"}}`, path: "verb.display.en_US"},
		{with: `"verb":{"id":"http://v.fr/v","display":{"français":"x"}}`, path: `verb.display["français"]`},
		{with: `"verb":{"id":"http://v.fr/v","display":{"fr":1}}`, path: "verb.display.fr"},
	},
}

func TestClauses(t *testing.T) {
	for name, rows := range clauses {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			for _, r := range rows {
				holds(t, r, true)
			}
		})
	}
	for name, rows := range contextClauses {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			for _, r := range rows {
				holds(t, r, true)
			}
		})
	}
	for name, rows := range outerClauses {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			for _, r := range rows {
				holds(t, r, false)
			}
		})
	}
}
