package statement

import (
	"strings"
	"testing"
	"time"
)

// typical is a statement of 2 kB, as a package sends them.
func typical(t testing.TB) []byte {
	s := statementWith(t, `"id":"`+uuid+`","timestamp":"2026-03-04T05:06:07.089Z",
		"actor":{"objectType":"Agent","name":"Léa Martin","account":{"homePage":"https://ent.exemple.fr","name":"lmartin"}},
		"verb":{"id":"http://adlnet.gov/expapi/verbs/answered","display":{"fr-FR":"a répondu","en-US":"answered"}},
		"object":{"objectType":"Activity","id":"https://exemple.fr/parcours/1/quiz/2/question/3","definition":{
			"name":{"fr-FR":"Question 3","en-US":"Question 3"},"description":{"fr-FR":"Que faut-il faire en premier ?"},
			"type":"http://adlnet.gov/expapi/activities/cmi.interaction","interactionType":"choice","correctResponsesPattern":["a[,]c"],
			"choices":[{"id":"a","description":{"fr-FR":"Protéger"}},{"id":"b","description":{"fr-FR":"Alerter"}},{"id":"c","description":{"fr-FR":"Secourir"}}]}},
		"result":{"score":{"scaled":0.5,"raw":1,"min":0,"max":2},"success":false,"completion":true,"response":"a[,]b","duration":"PT1M12.34S"},
		"context":{"registration":"`+uuid+`","platform":"Préau","language":"fr-FR","contextActivities":{
			"parent":[{"id":"https://exemple.fr/parcours/1/quiz/2"}],"grouping":[{"id":"https://exemple.fr/parcours/1"}],
			"category":[{"id":"https://w3id.org/xapi/cmi5/context/categories/cmi5"}]},
			"extensions":{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"`+uuid+`","https://exemple.fr/xapi/note":"%s"}}`)
	return []byte(strings.Replace(s, "%s", strings.Repeat("x", max(0, 2050-len(s))), 1))
}

func BenchmarkParse(b *testing.B) {
	body := typical(b)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Parse(body, V2); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkComplete(b *testing.B) {
	s := parseOne(b, string(typical(b)))
	c := Completion{ID: uuid, Stored: time.Unix(1700000000, 0), Authority: []byte(actorJSON)}
	b.ReportAllocs()
	for b.Loop() {
		Complete(s, c)
	}
}

func BenchmarkSame(b *testing.B) {
	body := typical(b)
	b.ReportAllocs()
	for b.Loop() {
		Same(body, body)
	}
}
