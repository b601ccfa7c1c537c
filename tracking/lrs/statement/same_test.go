package statement

import "testing"

// Data 2.3.1: what makes another statement, and what does not.
func TestSame(t *testing.T) {
	sub := func(with string) string {
		return `"object":{"objectType":"SubStatement","actor":` + actorJSON + `,"verb":` + verbJSON + `,"object":` + objectJSON + with + `}`
	}
	group := func(members string) string {
		return `"actor":{"objectType":"Group","member":[` + members + `]}`
	}
	a, b := `{"mbox":"mailto:a@b.fr"}`, `{"mbox":"mailto:b@b.fr","name":"B"}`
	for _, c := range []struct {
		one, other string
		same       bool
	}{
		{``, ``, true},
		{`"id":"` + uuid + `"`, ``, true},
		{`"id":"` + uuid + `"`, `"id":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0"`, true},
		{`"id":"` + uuid + `"`, `"id":"00000000-acaf-40ad-bf54-02c8ce485fb0"`, false},
		{`"stored":"2026-03-04T05:06:07Z","version":"1.0.0","authority":` + actorJSON, `"stored":"2020-03-04T05:06:07Z","version":"1.0.3"`, true},
		{`"timestamp":"2026-03-04T05:06:07Z"`, ``, true},
		{`"timestamp":"2026-03-04T05:06:07Z"`, `"timestamp":"2026-03-04T06:06:07.000999+01:00"`, true},
		{`"timestamp":"2026-03-04T05:06:07Z"`, `"timestamp":"2026-03-04T05:06:07.001Z"`, false},
		{`"verb":{"id":"http://v.fr/v","display":{"fr":"x"}}`, `"verb":{"display":{"en":"y"},"id":"http://v.fr/v"}`, true},
		{`"verb":{"id":"http://v.fr/v"}`, `"verb":{"id":"http://v.fr/V"}`, false},
		{`"object":{"id":"urn:a:1","definition":{"name":{"fr":"x"}}}`, `"object":{"id":"urn:a:1"}`, true},
		{`"object":{"id":"urn:a:1"}`, `"object":{"id":"urn:a:2"}`, false},
		{`"object":{"id":"urn:a:1"}`, `"object":{"objectType":"Agent","mbox":"mailto:a@b.fr"}`, false},
		{`"attachments":[]`, ``, true},
		{`"attachments":[]`, `"attachments":[{` + attachmentJSON + `}]`, true},
		{`"actor":{"mbox":"mailto:a@B.fr"}`, `"actor":{"mbox":"mailto:a@b.FR"}`, true},
		{`"actor":{"mbox":"mailto:A@b.fr"}`, `"actor":{"mbox":"mailto:a@b.fr"}`, false},
		{`"actor":{"mbox":"mailto:a@b.fr","name":"A"}`, `"actor":{"mbox":"mailto:a@b.fr"}`, false},
		{`"actor":{"mbox":"mailto:a@b.fr"}`, `"actor":{"openid":"mailto:a@b.fr"}`, false},
		{group(a + "," + b), group(b + "," + a), true},
		{group(a + "," + a + "," + b), group(b + "," + a + "," + b), false},
		{group(a + "," + b), group(a), false},
		{`"result":{"duration":"PT1.234S"}`, `"result":{"duration":"PT1.23S"}`, true},
		{`"result":{"duration":"PT1.239S"}`, `"result":{"duration":"PT1.23S"}`, true},
		{`"result":{"duration":"PT1.001S"}`, `"result":{"duration":"PT1S"}`, true},
		{`"result":{"duration":"PT1,5S"}`, `"result":{"duration":"PT1.50S"}`, true},
		{`"result":{"duration":"PT1.23S"}`, `"result":{"duration":"PT1.24S"}`, false},
		{`"result":{"duration":"PT60S"}`, `"result":{"duration":"PT1M"}`, false},
		{`"result":{"duration":"P0.123Y"}`, `"result":{"duration":"P0.12Y"}`, false},
		{`"result":{"score":{"raw":1.50}}`, `"result":{"score":{"raw":15e-1}}`, true},
		{`"result":{"score":{"raw":1.5}}`, `"result":{"score":{"raw":1.6}}`, false},
		{`"result":{"extensions":{"urn:e:1":[0,-0.0,1e3,120,0.05,9007199254740993]}}`, `"result":{"extensions":{"urn:e:1":[0.0e5,0,1000.0,1.2E+2,5e-2,9007199254740993]}}`, true},
		{`"result":{"extensions":{"urn:e:1":9007199254740993}}`, `"result":{"extensions":{"urn:e:1":9007199254740992}}`, false},
		{`"result":{"extensions":{"urn:e:1":1e400}}`, `"result":{"extensions":{"urn:e:1":2e400}}`, false},
		{`"result":{"extensions":{"urn:e:1":1}}`, `"result":{"extensions":{"urn:e:1":-1}}`, false},
		{`"result":{"extensions":{"urn:e:1":12}}`, `"result":{"extensions":{"urn:e:1":1.2}}`, false},
		{`"result":{"extensions":{"urn:e:1":1e99999999999999999999}}`, `"result":{"extensions":{"urn:e:1":1e99999999999999999999}}`, true},
		{`"result":{"success":true}`, `"result":{"success":false}`, false},
		{`"result":{"success":true}`, ``, false},
		{`"result":{"response":"\u00e9"}`, `"result":{"response":"é"}`, true},
		{`"result":{"response":"PT1.234S"}`, `"result":{"response":"PT1.23S"}`, false},
		{`"result":{"extensions":{"http://e.fr/e":{"a":1,"b":[1,null]}}}`, `"result":{"extensions":{"http://e.fr/e":{"b":[1,null],"a":1}}}`, true},
		{`"result":{"extensions":{"http://e.fr/e":{"b":[1,2]}}}`, `"result":{"extensions":{"http://e.fr/e":{"b":[2,1]}}}`, false},
		{`"result":{"extensions":{"http://e.fr/e":{"id":1}}}`, `"result":{"extensions":{"http://e.fr/e":{}}}`, false},
		{`"result":{"extensions":{"http://e.fr/e":{"display":1}}}`, `"result":{"extensions":{"http://e.fr/e":{"display":2}}}`, false},
		{`"result":{"extensions":{"http://e.fr/e":null}}`, `"result":{"extensions":{"http://e.fr/e":false}}`, false},
		{`"context":{"language":"fr-FR"}`, `"context":{"language":"fr-fr"}`, true},
		{`"context":{"platform":"fr-FR"}`, `"context":{"platform":"fr-fr"}`, false},
		{`"context":{"registration":"` + uuid + `"}`, `"context":{"registration":"E05AA883-ACAF-40AD-BF54-02C8CE485FB0"}`, true},
		{`"context":{"contextActivities":{"parent":{"id":"urn:a:1"}}}`, `"context":{"contextActivities":{"parent":[{"id":"urn:a:1","definition":{}}]}}`, true},
		{`"context":{"contextActivities":{"parent":{"id":"urn:a:1"}}}`, `"context":{"contextActivities":{"parent":[{"id":"urn:a:1"},{"id":"urn:a:2"}]}}`, false},
		{sub(`,"timestamp":"2026-03-04T05:06:07Z"`), sub(`,"timestamp":"2026-03-04T06:06:07+01:00"`), true},
		{sub(`,"result":{"success":true}`), sub(``), false},
		{sub(``), `"object":{"objectType":"StatementRef","id":"` + uuid + `"}`, false},
	} {
		one, other := []byte(statementWith(t, c.one)), []byte(statementWith(t, c.other))
		for _, bytes := range [][2][]byte{{one, other}, {other, one}} {
			if got := Same(bytes[0], bytes[1]); got != c.same {
				t.Errorf("%s\n%s\n got %v, want %v", bytes[0], bytes[1], got, c.same)
			}
		}
	}
	if Same([]byte(`{`), []byte(`{`)) || Same([]byte(`{}`), []byte(`{`)) {
		t.Error("what is not JSON is the same")
	}
}
