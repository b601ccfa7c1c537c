package statement

import (
	"encoding/json"
	"testing"
)

func TestParseAgent(t *testing.T) {
	for raw, key := range map[string]string{
		`{"mbox":"mailto:Lea@Exemple.FR"}`:                                                     "mbox:mailto:Lea@exemple.fr",
		`{"objectType":"Agent","mbox_sha1sum":"EBD31E95054C018B10727CCFFD2EF2EC3A016EE9"}`:     "sha1:ebd31e95054c018b10727ccffd2ef2ec3a016ee9",
		`{"openid":"http://openid.fr/Lea"}`:                                                    "openid:http://openid.fr/Lea",
		`{"account":{"name":"a|b","homePage":"https://ent.fr"}}`:                               "account:https://ent.fr|a|b",
		`{"account":{"name":"","homePage":"https://ent.fr"}}`:                                  "account:https://ent.fr|",
		`{"objectType":"Group","mbox":"mailto:g@b.fr","member":[{"mbox":"mailto:a@b.fr"}]}`:    "mbox:mailto:g@b.fr",
		`{"objectType":"Group","name":"G","account":{"name":"g","homePage":"https://ent.fr"}}`: "account:https://ent.fr|g",
	} {
		a, err := ParseAgent([]byte(raw), V1)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		equal(t, raw, a.Key(), key)
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		equalJSON(t, "marshalled", b, raw)
	}
	for raw, path := range map[string]string{
		``: "(root)", `[]`: "(root)", `wrong`: "(root)", `{}`: "(root)", `{"mbox":"x"}`: "mbox", `{"mbox":"mailto:a@b.fr","x":1}`: "x",
		`{"objectType":"Group","member":[{"mbox":"mailto:a@b.fr"}]}`: "(root)",
		`{"objectType":"Person","mbox":["mailto:a@b.fr"]}`:           "objectType",
	} {
		if _, err := ParseAgent([]byte(raw), V1); pathOf(t, err) != path {
			t.Errorf("%s: got %v, want a problem at %q", raw, err, path)
		}
	}
}

func TestAgentMadeByHand(t *testing.T) {
	for want, a := range map[string]Agent{
		`{"objectType":"Agent","name":"L\"é\u0001a","account":{"homePage":"https://ent.fr","name":"1\\2"}}`: {Name: "L\"é\x01a", Account: Account{HomePage: "https://ent.fr", Name: `1\2`}},
		`{"objectType":"Group","mbox":"mailto:g@b.fr"}`:                                                     {Group: true, Mbox: "mailto:g@b.fr"},
		`{"objectType":"Agent","mbox_sha1sum":"ebd31e95054c018b10727ccffd2ef2ec3a016ee9"}`:                  {MboxSHA1: "ebd31e95054c018b10727ccffd2ef2ec3a016ee9"},
		`{"objectType":"Agent","openid":"http://o.fr"}`:                                                     {OpenID: "http://o.fr"},
	} {
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		equalJSON(t, "marshalled", b, want)
		read, err := ParseAgent(b, V2)
		if err != nil || read.Key() != a.Key() || read.Name != a.Name || read.Group != a.Group {
			t.Errorf("%s: read again: %+v, %v", b, read, err)
		}
	}
}

// Communication 2.4.
func TestPerson(t *testing.T) {
	person := Person([]Agent{
		{Name: "Léa", Mbox: "mailto:lea@exemple.fr"},
		{Name: "Léa M.", Mbox: "mailto:lea@exemple.fr"},
		{Name: "Léa", OpenID: "http://o.fr"},
		{MboxSHA1: "ebd31e95054c018b10727ccffd2ef2ec3a016ee9"},
		{Account: Account{"https://ent.fr", "1"}}, {Account: Account{"https://ent.fr", "2"}}, {Account: Account{"https://ent.fr", "1"}},
	})
	equalJSON(t, "person", person, `{"objectType":"Person","name":["Léa","Léa M."],"mbox":["mailto:lea@exemple.fr"],
		"mbox_sha1sum":["ebd31e95054c018b10727ccffd2ef2ec3a016ee9"],"openid":["http://o.fr"],
		"account":[{"homePage":"https://ent.fr","name":"1"},{"homePage":"https://ent.fr","name":"2"}]}`)
	equalJSON(t, "nobody", Person(nil), `{"objectType":"Person"}`)
}
