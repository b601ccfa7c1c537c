package statement

import (
	"slices"
	"testing"
)

func TestRename(t *testing.T) {
	other := func(a Agent) (Account, bool) { return Account{"h", "x"}, a.Key() == "mbox:mailto:ann@a.test" }
	const ann, bob, now = `{"mbox":"mailto:ann@a.test","name":"Ann"}`, `{"name":"Bob","mbox":"mailto:bob@a.test"}`, `{"objectType":"Agent","account":{"homePage":"h","name":"x"}}`
	for _, tc := range []struct{ raw, want string }{
		{`{"actor":` + bob + `}`, `{"actor":` + bob + `}`},
		{"{ \"actor\" :" + ann + ",\"verb\": 1.0}", "{ \"actor\" :" + now + ",\"verb\": 1.0}"},
		{`{"object":{"objectType":"Agent","mbox":"mailto:ANN@a.test"}}`, `{"object":{"objectType":"Agent","mbox":"mailto:ANN@a.test"}}`}, // another's mailbox
		{`{"object":{"objectType":"Agent","mbox":"mailto:ann@A.TEST"}}`, `{"object":` + now + `}`},
		{`{"object":{"id":"ann"}}`, `{"object":{"id":"ann"}}`},
		{`{"actor":{"objectType":"Group","name":"g","member":[` + bob + `,` + ann + `]}}`, `{"actor":{"objectType":"Group","name":"g","member":[` + bob + `,` + now + `]}}`},
		{`{"actor":{"member":[` + bob + `],"objectType":"Group","mbox":"mailto:ann@a.test","name":"g"}}`,
			`{"actor":{"objectType":"Group","account":{"homePage":"h","name":"x"},"member":[` + bob + `]}}`},
		{`{"context":{"instructor":` + ann + `,"contextAgents":[{"agent":` + ann + `,"objectType":"contextAgent"}],"contextGroups":[{"group":{"objectType":"Group","member":[` + ann + `]}}]}}`,
			`{"context":{"instructor":` + now + `,"contextAgents":[{"agent":` + now + `,"objectType":"contextAgent"}],"contextGroups":[{"group":{"objectType":"Group","member":[` + now + `]}}]}}`},
		{`{"object":{"objectType":"SubStatement","actor":` + ann + `,"object":` + bob + `},"authority":` + ann + `}`,
			`{"object":{"objectType":"SubStatement","actor":` + now + `,"object":` + bob + `},"authority":` + now + `}`},
	} {
		if got, gone := Rename([]byte(tc.raw), other); string(got) != tc.want || gone != nil {
			t.Errorf("%s\n got %s\nwant %s", tc.raw, got, tc.want)
		}
	}
	const signed = `"attachments":[{"usageType":"` + SignatureUsage + `","sha2":"AB"},{"usageType":"u","sha2":"cd"}]`
	got, gone := Rename([]byte(`{`+signed+`,"actor":`+ann+`}`), other)
	if string(got) != `{"attachments":[{"usageType":"u","sha2":"cd"}],"actor":`+now+`}` || !slices.Equal(gone, []string{"ab"}) {
		t.Errorf("%s, %v", got, gone)
	}
	if got, gone := Rename([]byte(`{`+signed+`,"actor":`+bob+`}`), other); string(got) != `{`+signed+`,"actor":`+bob+`}` || gone != nil {
		t.Errorf("%s, %v", got, gone)
	}
}
