package app_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"preau.education/preau/internal/demo"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// TestCourseOfUnits is a course of cmi5 from its import to its completion: what its units tell is
// judged, what the platform owes is told, and what follows moves the training, once.
func TestCourseOfUnits(t *testing.T) {
	n := start(t)
	designer, teacher := n.signIn(demo.Designer), n.signIn(demo.Teacher)
	session := n.offer(designer, "roches.zip", zipOf(t, map[string]string{"cmi5.xml": rocks, "a.html": "<p>a"}))
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)

	u := n.launchUnit(teacher, session, "")
	if !strings.HasPrefix(u.url.Path, "/c/") || u.url.Query().Get("page") != "1" || u.url.Fragment != "top" || u.own != "frame" {
		t.Errorf("launched at %s", u.url)
	}
	if said := n.platformSaid(u.registration); said != "launched" {
		t.Errorf("before the unit begins, the platform said %q", said)
	}
	u.begin()
	if token, code := u.key(); token != "" || code != "1" {
		t.Errorf("the key is given twice: %q %q", token, code)
	}
	status, answer := u.tell(cmi5.VerbCompleted, `"completion":true`)
	u.refused("cmi5_not_initialized", status, answer)
	u.must(cmi5.VerbInitialized, "")
	status, answer = u.call("PUT", "/activities/state", u.state(cmi5.LaunchDataID), `{}`)
	u.refused("cmi5_launch_data", status, answer)
	everything := u.state("")
	everything.Del("stateId")
	status, answer = u.call("DELETE", "/activities/state", everything, "")
	u.refused("cmi5_launch_data", status, answer)
	if status, answer = u.call("PUT", "/activities/state", u.state("place"), `{"page":2}`); status != 204 {
		t.Errorf("a state of its own: %d %s", status, answer)
	}
	other := u.state("place")
	other.Set("agent", `{"account":{"homePage":"http://preau.test","name":"somebody"}}`)
	if status, _ = u.call("GET", "/activities/state", other, ""); status != 403 {
		t.Errorf("somebody else's state: %d", status)
	}
	completed := u.statement(cmi5.VerbCompleted, `"completion":true`)
	for range 2 { // an answer was lost: the same again is the same
		if status, answer = u.call("POST", "/statements", nil, completed); status != 200 {
			t.Fatalf("completed: %d %s", status, answer)
		}
	}
	status, answer = u.tell(cmi5.VerbCompleted, `"completion":true`)
	u.refused("cmi5_verb_repeated", status, answer)
	if got := n.playing(teacher, session); got != "block=started read=completed quiz=notStarted extra=notStarted own=notStarted" {
		t.Error(got)
	}

	// Another unit is launched: the first session is over.
	quiz := n.launchUnit(teacher, session, "https://ex.org/quiz").begin()
	status, answer = u.tell(cmi5.VerbTerminated, "")
	u.refused("cmi5_session_abandoned", status, answer)
	status, answer = u.call("GET", "/activities/state", u.state("place"), "")
	u.refused("cmi5_session_abandoned", status, answer)
	if _, code := u.key(); code != "2" {
		t.Errorf("the key of a session that is over: %q", code)
	}
	quiz.must(cmi5.VerbInitialized, "")
	status, answer = quiz.tell(cmi5.VerbPassed, `"success":true,"score":{"scaled":0.2}`)
	quiz.refused("cmi5_passed_below_mastery", status, answer)
	quiz.must(cmi5.VerbCompleted, `"completion":true`)
	if got := n.platformSaid(u.registration); strings.Contains(got, "satisfied") {
		t.Errorf("too soon: %s", got)
	}
	quiz.must(cmi5.VerbPassed, `"success":true,"score":{"scaled":0.75}`)
	terminated := quiz.statement(cmi5.VerbTerminated, "")
	if status, answer = quiz.call("POST", "/statements", nil, terminated); status != 200 {
		t.Fatalf("terminated: %d %s", status, answer)
	}
	if status, answer = quiz.call("POST", "/statements", nil, terminated); status != 403 {
		t.Errorf("after the end, even what was taken: %d %s", status, answer)
	}
	if got := n.platformSaid(u.registration); got != "launched abandoned launched satisfied" {
		t.Errorf("the platform said %q", got)
	}

	// What nothing is asked of is satisfied from the start, and still is to be seen.
	if extra := n.launchUnit(teacher, session, "").begin(); extra.grouping != "https://ex.org/extra" || extra.mode != "Normal" {
		t.Errorf("what follows: %s in %s", extra.grouping, extra.mode)
	}
	own := n.launchUnit(teacher, session, "").begin()
	if own.own != "own" || own.grouping != "https://ex.org/own" {
		t.Errorf("what follows: %s in %s", own.grouping, own.own)
	}
	own.must(cmi5.VerbInitialized, "")
	if n.done(teacher, session) != 0 {
		t.Error("done too soon")
	}
	own.must(cmi5.VerbPassed, `"success":true`)
	n.settle()
	if n.done(teacher, session) != 1 {
		t.Error("the course is satisfied, the training does not know")
	}
	own.must(cmi5.VerbTerminated, "")
	if got := n.platformSaid(u.registration); got != "launched abandoned launched satisfied launched abandoned launched satisfied" {
		t.Errorf("the platform said %q", got)
	}
	if l := n.launchUnit(teacher, session, ""); l != nil {
		t.Errorf("all is done, and %s is launched", l.url)
	}

	// Review: to look again changes nothing.
	again := n.launchUnit(teacher, session, "https://ex.org/quiz").begin()
	if again.mode != "Review" {
		t.Errorf("what is done is launched in %s", again.mode)
	}
	again.must(cmi5.VerbInitialized, "")
	status, answer = again.tell(cmi5.VerbFailed, `"success":false`)
	again.refused("cmi5_mode", status, answer)

	// Browse: somebody who leads the session and is not enrolled looks, and nothing is recorded.
	look := n.launchUnit(n.signIn(demo.Admin), session, "https://ex.org/quiz").begin()
	if look.mode != "Browse" || look.registration == again.registration {
		t.Errorf("tried in %s", look.mode)
	}
	n.recorded(teacher, session)
}

// TestNothingElseMovesProgress: a learner who tells the record store under their own name, with
// all the words of a unit, is not a unit.
func TestNothingElseMovesProgress(t *testing.T) {
	n := start(t)
	designer, teacher, trainer, leader := n.signIn(demo.Designer), n.signIn(demo.Teacher), n.signIn(demo.Trainer), n.signIn(demo.Admin)
	session := n.offer(designer, "roches.zip", zipOf(t, map[string]string{"cmi5.xml": rocks, "a.html": "<p>a"}))
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	u := n.launchUnit(teacher, session, "https://ex.org/read").begin()
	u.must(cmi5.VerbInitialized, "")
	key := u.auth
	u.auth = "Bearer " + teacher
	if status, answer := u.tell(cmi5.VerbCompleted, `"completion":true`); status != 200 {
		t.Fatalf("one's own word: %d %s", status, answer)
	}
	if got := n.playing(teacher, session); !strings.Contains(got, "read=started") {
		t.Errorf("one's own word counts: %s", got)
	}
	// Under the identifier of another statement, a unit's is not kept, and so counts for nothing.
	taken := u.statement(cmi5.VerbCompleted, `"completion":true`)
	if status, answer := u.call("POST", "/statements", nil, strings.Replace(taken, cmi5.VerbCompleted, cmi5.VerbTerminated, 1)); status != 200 {
		t.Fatalf("one's own word: %d %s", status, answer)
	}
	u.auth = key
	if status, answer := u.call("POST", "/statements", nil, taken); status != 409 {
		t.Errorf("under a taken identifier: %d %s", status, answer)
	}
	if got := n.playing(teacher, session); !strings.Contains(got, "read=started") {
		t.Errorf("what is not kept counts: %s", got)
	}
	u.must(cmi5.VerbCompleted, `"completion":true`)

	// The token of the address opens files, not the record store; nor does a key that was changed.
	for _, password := range []string{strings.Split(u.url.Path, "/")[2], strings.Split(strings.TrimPrefix(u.fetch, "http://content.preau.test/r/"), "/")[0], "x.y", ""} {
		u.auth = "Basic " + base64.StdEncoding.EncodeToString([]byte("launch:"+password))
		if status, _ := u.tell(cmi5.VerbPassed, `"success":true`); status != 401 {
			t.Errorf("%q is taken for a key: %d", password, status)
		}
	}

	// Waived, by who leads the session alone.
	var me struct{ ID string }
	n.must(teacher, "GET", "/api/v1/me", "", &me)
	waive := "/api/v1/sessions/" + session + "/participants/" + me.ID + "/activities/act/waive"
	body := func(part string) string { return `{"part":"https://ex.org/` + part + `","reason":"Tested Out"}` }
	for _, who := range []string{teacher, trainer} {
		if status, _ := n.ask(who, "POST", waive, body("quiz")); status != 403 {
			t.Errorf("waived by somebody else: %d", status)
		}
	}
	parts := "/api/v1/sessions/" + session + "/participants/" + me.ID + "/parts"
	for _, who := range []string{teacher, trainer} {
		if status, answer := n.ask(who, "GET", parts, ""); status != 403 || strings.Contains(answer, "quiz") {
			t.Errorf("read by somebody else: %d %s", status, answer)
		}
	}
	if got := n.parts(leader, parts); got != "block=started read=completed quiz=notStarted! extra=notStarted own=notStarted!" {
		t.Error(got)
	}
	n.must(leader, "POST", waive, body("quiz"), nil)
	n.must(leader, "POST", waive, body("quiz"), nil)
	if got := n.parts(leader, parts); got != "block=completed read=completed quiz=waived extra=notStarted own=notStarted!" {
		t.Error(got)
	}
	if got := n.playing(teacher, session); got != "block=completed read=completed quiz=waived extra=notStarted own=notStarted" {
		t.Error(got)
	}
	var seen struct {
		Sessions []struct {
			Session struct{ ID string }
			Others  []struct{ Name string }
		}
	}
	n.must(teacher, "GET", "/api/v1/me/visibility", "", &seen)
	for _, s := range seen.Sessions {
		if s.Session.ID == session && len(s.Others) != 1 {
			t.Errorf("who looked: %+v", s.Others)
		}
	}
	n.must(leader, "POST", waive, body("own"), nil)
	if status, _ := n.ask(leader, "POST", waive, body("elsewhere")); status != 404 {
		t.Errorf("a part that is not there: %d", status)
	}
	n.settle()
	if n.done(teacher, session) != 1 {
		t.Error("waived units do not count")
	}
	if got := n.platformSaid(u.registration); got != "launched waived satisfied waived satisfied" {
		t.Errorf("the platform said %q", got)
	}
}

// TestAskedNothing: a course that asks nothing is satisfied as soon as the learner is registered,
// before its unit is launched, and the training knows.
func TestAskedNothing(t *testing.T) {
	n := start(t)
	designer, teacher := n.signIn(demo.Designer), n.signIn(demo.Teacher)
	course := `<?xml version="1.0" encoding="utf-8"?><courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"><course id="https://ex.org/nothing">` +
		said("Libre") + `</course>` + au("free", "", "a.html") + `</courseStructure>`
	session := n.offer(designer, "libre.zip", zipOf(t, map[string]string{"cmi5.xml": course, "a.html": "<p>a"}))
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	u := n.launchUnit(teacher, session, "")
	if got := n.platformSaid(u.registration); got != "satisfied launched" {
		t.Errorf("the platform said %q", got)
	}
	n.settle()
	if n.done(teacher, session) != 1 {
		t.Error("the training does not know")
	}
}

// TestTincanPackage: content that is launched with its key in its address, and completes its
// activity by what it says of it.
func TestTincanPackage(t *testing.T) {
	n := start(t)
	designer, teacher := n.signIn(demo.Designer), n.signIn(demo.Teacher)
	const golf = "\uFEFF" + `<?xml version="1.0" encoding="utf-8" ?><tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
		<activity id="http://ex.org/golf" type="http://adlnet.gov/expapi/activities/course"><name>Golf</name><description lang="fr">Un sport.</description><launch lang="fr">index.html</launch></activity>
		<activity id="http://ex.org/golf/page"><name>Une page</name></activity></activities></tincan>`
	session := n.offer(designer, "golf.zip", zipOf(t, map[string]string{"tincan.xml": golf, "index.html": "<p>golf"}))
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	u := n.launchUnit(teacher, session, "")
	if u.activity != "http://ex.org/golf" || u.endpoint != "http://preau.test/xapi/" || !strings.HasPrefix(u.auth, "Basic ") {
		t.Fatalf("launched at %s", u.url)
	}
	plain := func(verb, object, registration string) string {
		return fmt.Sprintf(`{"actor":%s,"verb":{"id":%q},"object":{"id":%q},"context":{"registration":%q}}`, u.actor, verb, object, registration)
	}
	for _, tc := range []struct {
		what, body string
		status     int
	}{
		{"a page", plain("http://adlnet.gov/expapi/verbs/experienced", "http://ex.org/golf/page", u.registration), 200},
		{"a page that is done", plain(cmi5.VerbCompleted, "http://ex.org/golf/page", u.registration), 200},
		{"another registration", plain(cmi5.VerbCompleted, u.activity, ids.Derived("other")), 403},
		{"somebody else", strings.Replace(plain(cmi5.VerbCompleted, u.activity, u.registration), string(u.actor), `{"mbox":"mailto:x@ex.org"}`, 1), 403},
	} {
		if status, answer := u.call("POST", "/statements", nil, tc.body); status != tc.status {
			t.Errorf("%s: %d %s", tc.what, status, answer)
		}
	}
	n.settle()
	if n.done(teacher, session) != 0 {
		t.Error("done too soon")
	}
	if status, answer := u.call("POST", "/statements", nil, plain(cmi5.VerbPassed, u.activity, u.registration)); status != 200 {
		t.Fatalf("passed: %d %s", status, answer)
	}
	n.settle()
	if n.done(teacher, session) != 1 {
		t.Error("passed, and the training does not know")
	}
}

// TestTracesOfAnAcademie: a key of the learner's académie reads what the platform, its launches and
// their units say of an enrolment; a key of another reads none of it.
func TestTracesOfAnAcademie(t *testing.T) {
	n := start(t)
	designer, teacher := n.signIn(demo.Designer), n.signIn(demo.Teacher)
	session := n.offer(designer, "roches.zip", zipOf(t, map[string]string{"cmi5.xml": rocks, "a.html": "<p>a"}))
	n.must(teacher, "PUT", "/api/v1/sessions/"+session+"/enrolment", "", nil)
	u := n.launchUnit(teacher, session, "").begin()
	u.must(cmi5.VerbInitialized, "")
	n.settle()
	var actor struct{ Account statement.Account }
	if err := json.Unmarshal(u.actor, &actor); err != nil {
		t.Fatal(err)
	}
	read := func(academie string) (clients []string) {
		who := lrs.Client{ID: "test", Scopes: []lrs.Scope{lrs.Read}, Academie: academie}
		page, err := n.Records.Find(t.Context(), who, lrs.Query{Agent: statement.Agent{Account: actor.Account}.Key(), Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range page.Items {
			clients = append(clients, st.Client)
		}
		return clients
	}
	all := read("")
	for _, client := range []string{"preau", "preau/launches", "launch:" + u.registration} {
		if !slices.Contains(all, client) {
			t.Errorf("%s has said nothing: %v", client, all)
		}
	}
	if got := read("lille"); !slices.Equal(got, all) {
		t.Errorf("a key of Lille reads %d statements of %d", len(got), len(all))
	}
	if got := read("lyon"); len(got) > 0 {
		t.Errorf("a key of Lyon reads %v", got)
	}
}
