package statement

import (
	"errors"
	"testing"
)

const attachmentJSON = `"usageType":"http://u.fr/u","display":{"fr":"Devoir"},"contentType":"text/plain; charset=utf-8","length":27,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"`

// contextClauses are rows on contexts and attachments, in statements and sub-statements alike.
var contextClauses = map[string][]row{
	"2.4.6 contexts": {
		{with: `"context":{}`},
		{with: `"context":{"registration":"` + uuid + `","language":"fr-FR","revision":"2","platform":"Préau","statement":{"objectType":"StatementRef","id":"` + uuid + `"}}`},
		{with: `"context":{"registration":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0"}`},
		{with: `"context":{"registration":"e05aa883acaf40adbf5402c8ce485fb0"}`, path: "context.registration"},
		{with: `"context":{"registration":""}`, path: "context.registration"},
		{with: `"context":{"language":"fr_FR"}`, path: "context.language"},
		{with: `"context":{"language":""}`, path: "context.language"},
		{with: `"context":{"statement":{"id":"` + uuid + `"}}`, path: "context.statement.objectType"},
		{with: `"context":{"statement":{"objectType":"StatementRef","id":"1"}}`, path: "context.statement.id"},
		{with: `"context":{"statement":{"objectType":"SubStatement","id":"` + uuid + `"}}`, path: "context.statement.objectType"},
		{with: `"context":{"instructor":{"mbox":"mailto:a@b.fr"}}`},
		{with: `"context":{"instructor":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"}]}}`},
		{with: `"context":{"instructor":{"name":"x"}}`, path: "context.instructor"},
		{with: `"context":{"team":{"objectType":"Group","mbox":"mailto:a@b.fr"}}`},
		{with: `"context":{"team":{"mbox":"mailto:a@b.fr"}}`, path: "context.team.objectType"},
		{with: `"context":{"team":{"objectType":"Agent","mbox":"mailto:a@b.fr"}}`, path: "context.team.objectType"},
		{with: `"context":{"extensions":{"https://e.fr/e":[1,{"a":null}]}}`},
		{with: `"context":{"extensions":{"e":1}}`, path: "context.extensions.e"},
	},
	"2.4.6 revision and platform": {
		{with: `"context":{"revision":"1"},"object":{"objectType":"Agent","mbox":"mailto:a@b.fr"}`, path: "context.revision"},
		{with: `"context":{"platform":"p"},"object":{"objectType":"Group","mbox":"mailto:a@b.fr"}`, path: "context.platform"},
		{with: `"context":{"platform":"p"},"object":{"objectType":"StatementRef","id":"` + uuid + `"}`, path: "context.platform"},
		{with: `"context":{"platform":"p"},"object":{"objectType":"Activity","id":"urn:a:1"}`},
	},
	"2.4.6.2 context activities": {
		{with: `"context":{"contextActivities":{}}`},
		{with: `"context":{"contextActivities":{"parent":{"id":"urn:a:1"},"grouping":[{"id":"urn:a:2"},{"objectType":"Activity","id":"urn:a:3"}],"category":[],"other":[]}}`},
		{with: `"context":{"contextActivities":[]}`, path: "context.contextActivities"},
		{with: `"context":{"contextActivities":{"parent":"urn:a:1"}}`, path: "context.contextActivities.parent"},
		{with: `"context":{"contextActivities":{"parent":{"id":"a"}}}`, path: "context.contextActivities.parent.id"},
		{with: `"context":{"contextActivities":{"other":[{"id":"urn:a:1"},{"id":"a"}]}}`, path: "context.contextActivities.other[1].id"},
		{with: `"context":{"contextActivities":{"other":[{"objectType":"Agent","mbox":"mailto:a@b.fr"}]}}`, path: "context.contextActivities.other[0].objectType"},
		{with: `"context":{"contextActivities":{"other":[[{"id":"urn:a:1"}]]}}`, path: "context.contextActivities.other[0]"},
		{with: `"context":{"contextActivities":{"course":[]}}`, path: "context.contextActivities.course"},
	},
	"9274.1.1 context agents and groups": {
		{with: `"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.fr"}}]}`, path: "context.contextAgents", only: V1},
		{with: `"context":{"contextGroups":[]}`, path: "context.contextGroups", only: V1},
		{with: `"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.fr"},"relevantTypes":["http://t.fr/t"]}]}`, only: V2},
		{with: `"context":{"contextAgents":{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.fr"}}}`, path: "context.contextAgents", only: V2},
		{with: `"context":{"contextAgents":[{"objectType":"contextagent","agent":{"mbox":"mailto:a@b.fr"}}]}`, path: "context.contextAgents[0].objectType", only: V2},
		{with: `"context":{"contextAgents":[{"agent":{"mbox":"mailto:a@b.fr"}}]}`, path: "context.contextAgents[0].objectType", only: V2},
		{with: `"context":{"contextAgents":[{"objectType":"contextAgent"}]}`, path: "context.contextAgents[0].agent", only: V2},
		{with: `"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"objectType":"Group","mbox":"mailto:a@b.fr"}}]}`, path: "context.contextAgents[0].agent.objectType", only: V2},
		{with: `"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.fr"},"relevantTypes":[]}]}`, path: "context.contextAgents[0].relevantTypes", only: V2},
		{with: `"context":{"contextAgents":[{"objectType":"contextAgent","agent":{"mbox":"mailto:a@b.fr"},"relevantTypes":["t"]}]}`, path: "context.contextAgents[0].relevantTypes[0]", only: V2},
		{with: `"context":{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"}]}}]}`, only: V2},
		{with: `"context":{"contextGroups":[{"objectType":"contextGroup","group":{"mbox":"mailto:a@b.fr"}}]}`, path: "context.contextGroups[0].group.objectType", only: V2},
		{with: `"context":{"contextGroups":[{"objectType":"contextGroup","group":{"objectType":"Group","mbox":"mailto:a@b.fr"},"member":[]}]}`, path: "context.contextGroups[0].member", only: V2},
	},
	"2.4.11 attachments": {
		{with: `"attachments":[]`},
		{with: `"attachments":[{` + attachmentJSON + `}]`},
		{with: `"attachments":[{` + attachmentJSON + `,"description":{"fr":"x"},"fileUrl":"https://f.fr/x"}]`},
		{with: `"attachments":[{` + attachmentJSON + `,"fileUrl":"x"}]`, path: "attachments[0].fileUrl"},
		{with: `"attachments":[{` + attachmentJSON + `,"fileURL":"https://f.fr/x"}]`, path: "attachments[0].fileURL"},
		{with: `"attachments":[{}]`, path: "attachments[0].usageType"},
		{with: `"attachments":[{"usageType":"u"}]`, path: "attachments[0].usageType"},
		{with: `"attachments":[{"display":"u"}]`, path: "attachments[0].display"},
		{with: `"attachments":[{"contentType":"text"}]`, path: "attachments[0].contentType"},
		{with: `"attachments":[{"contentType":3}]`, path: "attachments[0].contentType"},
		{with: `"attachments":[{"length":"27"}]`, path: "attachments[0].length"},
		{with: `"attachments":[{"length":2.5}]`, path: "attachments[0].length"},
		{with: `"attachments":[{"length":-1}]`, path: "attachments[0].length"},
		{with: `"attachments":[{"length":1e30}]`, path: "attachments[0].length"},
		{with: `"attachments":[{"sha2":"abc"}]`, path: "attachments[0].sha2"},
		{with: `"attachments":[{"sha2":1}]`, path: "attachments[0].sha2"},
	},
	"2.6 signatures are octet streams": {
		{with: `"attachments":[{"usageType":"` + SignatureUsage + `","display":{},"contentType":"text/plain","length":2.7e1,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]`, path: "attachments[0].contentType"},
		{with: `"attachments":[{"usageType":"` + SignatureUsage + `","display":{},"contentType":"application/octet-stream","length":2.7e1,"sha2":"495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"}]`},
	},
}

// outerClauses are rows that hold only of a statement itself.
var outerClauses = map[string][]row{
	"2.4.1 ids": {
		{with: `"id":"` + uuid + `"`},
		{with: `"id":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0"`},
		{with: `"id":"{` + uuid + `}"`, path: "id"},
		{with: `"id":"` + uuid + `0"`, path: "id"},
		{with: `"id":""`, path: "id"},
		{with: `"id":12`, path: "id"},
		{with: `"iD":"` + uuid + `"`, path: "iD"},
	},
	"2.4.8 stored": {
		{with: `"stored":"2011-07-15T00:00:00.000Z"`},
		{with: `"stored":"yesterday"`, path: "stored"},
	},
	"2.4.9 authority": {
		{with: `"authority":{"mbox":"mailto:a@b.fr"}`},
		{with: `"authority":{"objectType":"Group","member":[{"account":{"homePage":"http://o.fr/token","name":"key"}},{"mbox":"mailto:a@b.fr"}]}`},
		{with: `"authority":{"objectType":"Group","member":[{"mbox":"mailto:b@b.fr"},{"mbox":"mailto:a@b.fr"}]}`, path: "authority.member"},
		{with: `"authority":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"}]}`, path: "authority.member"},
		{with: `"authority":{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"},{"mbox":"mailto:b@b.fr"},{"mbox":"mailto:c@b.fr"}]}`, path: "authority.member"},
		{with: `"authority":{"objectType":"Group"}`, path: "authority.member"},
		{with: `"authority":{"objectType":"Group","mbox":"mailto:a@b.fr"}`, path: "authority.mbox"},
		{with: `"authority":{"name":"x"}`, path: "authority"},
		{with: `"authority":{"objectType":"Activity","id":"urn:a:1"}`, path: "authority.objectType"},
	},
	"2.4.10 version": {
		{with: `"version":"1.0"`},
		{with: `"version":"1.0.0"`},
		{with: `"version":"1.0.9"`},
		{with: `"version":"1.0.3-beta.1"`},
		{with: `"version":"1.0."`, path: "version"},
		{with: `"version":"1.0.x"`, path: "version"},
		{with: `"version":"1.0.3-"`, path: "version"},
		{with: `"version":"1.0.3-a b"`, path: "version"},
		{with: `"version":"1.1.0"`, path: "version"},
		{with: `"version":"0.9.9"`, path: "version"},
		{with: `"version":"10.0"`, path: "version"},
		{with: `"version":1.0`, path: "version"},
		{with: `"version":"2.0.0"`, path: "version", only: V1},
		{with: `"version":"2.0.0"`, only: V2},
		{with: `"version":"2.1.0"`, path: "version", only: V2},
	},
	"2.4.4.3 sub-statements": {
		{with: `"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + `}`},
		{with: `"object":{"objectType":"substatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + `}`, path: "object.objectType"},
		{with: `"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `}`, path: "object.object"},
		{with: `"object":{"objectType":"SubStatement","verb":` + verbJSON + `,"object":` + objectJSON + `}`, path: "object.actor"},
		{with: `"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"object":` + objectJSON + `}`, path: "object.verb"},
		{with: `"object":{"objectType":"SubStatement","id":"` + uuid + `"}`, path: "object.id"},
		{with: `"object":{"objectType":"SubStatement","stored":"2011-07-15T00:00:00.000Z"}`, path: "object.stored"},
		{with: `"object":{"objectType":"SubStatement","version":"1.0.0"}`, path: "object.version"},
		{with: `"object":{"objectType":"SubStatement","authority":` + actorJSON + `}`, path: "object.authority"},
		{with: `"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":{"objectType":"SubStatement"}}`, path: "object.object.objectType"},
		{with: `"context":{"platform":"p"},"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + `}`, path: "context.platform"},
		{with: `"context":{"revision":"p"},"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + `}`, path: "context.revision"},
		{with: `"verb":{"id":"` + Voided + `"},"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + `}`, path: "object.objectType"},
	},
}

// Data 2.2: what is required, and JSON itself.
func TestForm(t *testing.T) {
	good := `{"actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + `}`
	nested := func(n int) string {
		open, shut := "", ""
		for range n {
			open, shut = open+"[", shut+"]"
		}
		return good[:len(good)-1] + `,"result":{"extensions":{"http://e.fr/e":` + open + shut + `}}}`
	}
	for _, c := range []struct{ body, path string }{
		{good, ""},
		{" \t\r\n" + good + "\n", ""},
		{`{"\u0061ctor":` + good[len(`{"actor":`):], ""},
		{`{"verb":` + verbJSON + `,"object":` + objectJSON + `}`, "actor"},
		{`{"actor":` + actorJSON + `,"object":` + objectJSON + `}`, "verb"},
		{`{"actor":` + actorJSON + `,"verb":` + verbJSON + `}`, "object"},
		{``, "(root)"}, {`null`, "(root)"}, {`"x"`, "(root)"}, {`{}`, "actor"}, {`{} {}`, "(root)"},
		{`[]`, ""}, {`[` + good + `,` + good + `]`, ""},
		{`[` + good + `,{}]`, "[1].actor"}, {`[` + good + `,[]]`, "[1]"}, {`[` + good + `,]`, "[1]"}, {`[null]`, "[0]"},
		{good[:len(good)-1], "(root)"}, {good + `,`, "(root)"}, {"\ufeff" + good, "(root)"},
		{`{'actor':1}`, "(root)"}, {`{"actor":{"mbox" "x"}}`, "actor"}, {`{"actor":{"mbox":tru}}`, "actor.mbox"},
		{`{"actor":01}`, "(root)"}, {`{"actor":1.}`, "actor"}, {`{"actor":-}`, "actor"}, {`{"actor":1e}`, "actor"}, {`{"actor":+1}`, "actor"},
		{`{"actor":"\x"}`, "actor"}, {`{"actor":"\u12g4"}`, "actor"}, {`{"actor":"\u12`, "actor"}, {`{"actor":"\`, "actor"}, {"{\"actor\":\"a\tb\"}", "actor"}, {"{\"actor\":\"\xff\"}", "actor"}, {"{\"\xff\":1}", "(root)"},
		{`{"actor":` + actorJSON + `,` + good[1:], "actor"},
		{`{"\u0061ctor":` + actorJSON + `,` + good[1:], "actor"},
		{good[:len(good)-1] + `,"result":{"extensions":{"http://e.fr/e":{"a":1,"a":2}}}}`, `result.extensions["http://e.fr/e"].a`},
		{good[:len(good)-1] + `,"result":{"extensions":{"http://e.fr/e":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10,"k":11,"l":12,"m":13,"\u0061":2}}}}`, `result.extensions["http://e.fr/e"].a`},
		{nested(maxDepth - 3), ""},
		{`[` + good + `,` + nested(maxDepth-4) + `]`, ""},
	} {
		for _, v := range []Version{V1, V2} {
			if _, _, err := Parse([]byte(c.body), v); pathOf(t, err) != c.path {
				t.Errorf("%s: %s\n got %v\nwant a problem at %q", v, c.body, err, c.path)
			}
		}
	}
	_, _, err := Parse([]byte(nested(maxDepth-2)), V1)
	if p := new(Problem); !errors.As(err, &p) || p.Message != tooDeep {
		t.Errorf("a statement of %d levels: got %v, want it too deep", maxDepth+1, err)
	}
}

// Communication 2.1.2: no two statements of a batch have one id.
func TestBatchOfOneID(t *testing.T) {
	one := statementWith(t, `"id":"`+uuid+`"`)
	other := statementWith(t, `"id":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0","result":{}`)
	if _, _, err := Parse([]byte("["+one+","+other+"]"), V1); pathOf(t, err) != "[1].id" {
		t.Errorf("got %v, want a problem at [1].id", err)
	}
}
