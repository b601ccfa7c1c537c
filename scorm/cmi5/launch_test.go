package cmi5

import (
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
)

func launchOf(t testing.TB, name string) Launch {
	p := tree(t)
	l := p.Launch(p.named(t, name), sessionID, registrationID, learner, Normal)
	l.URL = "https://content.example/c1/index.html?page=1&x=a%20b#top?y=2"
	l.Endpoint, l.Fetch = "https://preau.example/xapi/", "https://preau.example/cmi5/fetch?k=2390289x0"
	return l
}

func TestAddress(t *testing.T) { // §8.1
	l := launchOf(t, "either")
	l.Learner.Name = "a b+c&é"
	for own, prefix := range map[string]string{
		"https://content.example/a.html":              "https://content.example/a.html?endpoint=",
		"https://content.example/a.html?":             "https://content.example/a.html?endpoint=",
		"https://content.example/a.html?page=1":       "https://content.example/a.html?page=1&endpoint=",
		"https://content.example/a.html?page=1&":      "https://content.example/a.html?page=1&endpoint=",
		"https://content.example/a.html?page=1#x?y=z": "https://content.example/a.html?page=1&endpoint=",
		"https://content.example/a.html#/x?y=z":       "https://content.example/a.html?endpoint=",
	} {
		l.URL = own
		address, err := l.Address()
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if _, fragment, _ := strings.Cut(own, "#"); u.Fragment != fragment {
			t.Errorf("%s: fragment %q", own, u.Fragment)
		}
		if !strings.HasPrefix(address, prefix) || strings.Contains(u.RawQuery, "+") {
			t.Errorf("%s: %s", own, address)
		}
		q := u.Query()
		want := url.Values{"endpoint": {l.Endpoint}, "fetch": {l.Fetch}, "registration": {registrationID}, "activityId": {l.ActivityID},
			"actor": {`{"account":{"homePage":"https://preau.example","name":"a b+c\u0026é"},"objectType":"Agent"}`}}
		if strings.Contains(own, "page=1") {
			want["page"] = []string{"1"}
		}
		if !reflect.DeepEqual(q, want) {
			t.Errorf("%s: %v\nwant %v", own, q, want)
		}
	}
}

func TestLaunchData(t *testing.T) { // §10.2
	template := object{"registration": registrationID,
		"contextActivities": object{"grouping": []any{object{"objectType": "Activity", "id": auID("either")}}},
		"extensions":        object{ExtSessionID: sessionID}}
	l := launchOf(t, "either")
	want := object{"contextTemplate": template, "launchMode": "Normal", "moveOn": "CompletedOrPassed", "launchParameters": "level=3",
		"entitlementKey": object{"courseStructure": "k-1"}}
	if got := written(t, l.Data()); !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	l.MasteryScore, l.ReturnURL, l.AlternateKey, l.Mode = ptr(0.0), "https://preau.example/back", "k-2", Review
	l.LaunchParameters, l.EntitlementKey = "", ""
	want = object{"contextTemplate": template, "launchMode": "Review", "moveOn": "CompletedOrPassed", "masteryScore": 0.0,
		"returnURL": "https://preau.example/back", "entitlementKey": object{"alternate": "k-2"}}
	if got := written(t, l.Data()); !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	plain := written(t, launchOf(t, "none").Data())
	if len(plain) != 3 || plain["moveOn"] != "NotApplicable" {
		t.Errorf("%v", plain)
	}
}

func TestLaunchedStatement(t *testing.T) { // §9.3.1, §9.6.3
	l := launchOf(t, "either")
	l.MasteryScore = ptr(0.9)
	got := written(t, l.Launched(statementID, noon))
	want := object{"registration": registrationID,
		"contextActivities": object{
			"category": []any{object{"objectType": "Activity", "id": CategoryCMI5}},
			"grouping": []any{object{"objectType": "Activity", "id": auID("either")}}},
		"extensions": object{
			"https://w3id.org/xapi/cmi5/context/extensions/sessionid":        sessionID,
			"https://w3id.org/xapi/cmi5/context/extensions/masteryscore":     0.9,
			"https://w3id.org/xapi/cmi5/context/extensions/launchmode":       "Normal",
			"https://w3id.org/xapi/cmi5/context/extensions/launchurl":        l.URL,
			"https://w3id.org/xapi/cmi5/context/extensions/moveon":           "CompletedOrPassed",
			"https://w3id.org/xapi/cmi5/context/extensions/launchparameters": "level=3"}}
	if !reflect.DeepEqual(got["context"], want) {
		t.Errorf("context %v\nwant %v", got["context"], want)
	}
	if !reflect.DeepEqual(got["object"], object{"objectType": "Activity", "id": l.ActivityID, "definition": object{
		"type": "http://adlnet.gov/expapi/activities/lesson", "name": object{"fr-FR": "Été", "en": "Summer"}}}) {
		t.Errorf("object %v", got["object"])
	}
	if got["verb"].(object)["id"] != "http://adlnet.gov/expapi/verbs/launched" || got["result"] != nil || got["timestamp"] != "2026-11-27T12:00:00Z" {
		t.Errorf("%v", got)
	}
	extensions := launchOf(t, "none").Launched(statementID, noon).Context.Extensions
	if len(extensions) != 4 {
		t.Errorf("extensions of an AU without score nor parameters %v", extensions)
	}
}

func TestAbandonedStatement(t *testing.T) { // §9.3.6, §9.5.4.2
	l := launchOf(t, "either")
	for lasted, want := range map[time.Duration]string{0: "PT0S", -time.Second: "PT0S", 95*time.Second + 254*time.Millisecond: "PT95.25S", 2 * time.Hour: "PT7200S"} {
		got := written(t, l.Abandoned(statementID, noon, lasted))
		if !reflect.DeepEqual(got["result"], object{"duration": want}) {
			t.Errorf("%v: result %v", lasted, got["result"])
		}
	}
	s := l.Abandoned(statementID, noon, 0)
	if s.Verb != "https://w3id.org/xapi/adl/verbs/abandoned" || !s.Defined() || s.Session() != sessionID || s.Object.ID != l.ActivityID || len(s.Context.Extensions) != 1 {
		t.Errorf("%+v", s)
	}
}

// TestWrittenIsRead: what the platform writes, it reads as it was.
func TestWrittenIsRead(t *testing.T) {
	p, l := tree(t), launchOf(t, "either")
	stamp := Stamp{ID: statementID, At: noon, Learner: learner, Registration: registrationID, Session: sessionID}
	for _, s := range []Statement{l.Launched(statementID, noon), l.Abandoned(statementID, noon, time.Minute),
		p.Waived(stamp, p.named(t, "both"), ReasonTestedOut), p.Satisfied(stamp, p.order[0])} {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseStatement(raw)
		if err != nil {
			t.Fatal(err)
		}
		s.Object.Name, s.Object.Type = nil, "Activity"
		if !reflect.DeepEqual(got, s) {
			t.Errorf("%+v\nwant %+v", got, s)
		}
	}
}
