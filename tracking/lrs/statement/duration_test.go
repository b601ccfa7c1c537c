package statement

import "testing"

func TestWithoutDuration(t *testing.T) {
	for _, tc := range []struct{ name, raw, want string }{
		{"none", `{"verb":{"id":"x:y"},"result":{"success":true}}`, `{"verb":{"id":"x:y"},"result":{"success":true}}`},
		{"no result", `{"duration":"PT1S"}`, `{"duration":"PT1S"}`},
		{"alone", `{"result": { "duration" : "PT1S" } }`, `{"result": {  } }`},
		{"first", `{"result":{"duration":"PT1S", "success":true}}`, `{"result":{"success":true}}`},
		{"last", `{"result":{"success":true , "duration":"PT1S"},"id":"1"}`, `{"result":{"success":true},"id":"1"}`},
		{"between", `{"result":{"score":{"raw":1.0},"duration":"PT1S","success":true}}`, `{"result":{"score":{"raw":1.0},"success":true}}`},
		{"a key with escapes", `{"result":{"\u0064uration":"PT1S"}}`, `{"result":{}}`},
		{"of a sub-statement too", `{"object":{"result":{"duration":"PT2S"}},"result":{"duration":"PT1S"}}`, `{"object":{"result":{}},"result":{}}`},
		{"whichever comes first", `{"result":{"duration":"PT1S"},"object":{"result":{"duration":"PT2S"}}}`, `{"result":{},"object":{"result":{}}}`},
		{"of extensions it knows nothing", `{"result":{"extensions":{"x:y":{"duration":1}}}}`, `{"result":{"extensions":{"x:y":{"duration":1}}}}`},
	} {
		got, err := WithoutDuration([]byte(tc.raw))
		if err != nil || string(got) != tc.want {
			t.Errorf("%s: %s, %v; want %s", tc.name, got, err, tc.want)
		}
	}
	if _, err := WithoutDuration([]byte(`{`)); err == nil {
		t.Error("what is no JSON was accepted")
	}
}
