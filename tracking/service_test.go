package tracking_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/lrs/statement"
	"preau.education/preau/tracking/xapi"
)

// learn does everything that the self-paced parcours requires.
func (w *world) learn(t testing.TB, who actor.Actor) tracking.Progress {
	t.Helper()
	ctx := t.Context()
	if _, err := w.svc.Seen(ctx, who, selfPaced, "page"); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	if _, err := w.svc.Watch(ctx, who, selfPaced, "video", tracking.Watched{Position: 58, Ratio: 0.97}); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Minute)
	p, err := w.svc.RecordPackage(ctx, who, tracking.PackageResult{Enrolment: selfPaced + ":" + who.Person, Activity: "pack", Attempt: "a1",
		Commit: "7", Started: true, Completed: true, Passed: ptr(true), Score: ptr(0.9), Ended: true, Duration: 20 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheJourney(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	w.enrol(t, selfPaced, "ann", nil)

	l, err := w.svc.Learn(ctx, teacher, selfPaced)
	if err != nil || l.Progress.Total != 3 || l.Next != "page" || len(l.Sections[1].Activities[0].Locked) != 1 {
		t.Fatalf("at first: %+v, %v", l, err)
	}
	p := w.learn(t, teacher)
	if p.Percent != 100 || !p.Complete() {
		t.Fatalf("after all: %d %%, %v", p.Percent, p.CompletedAt)
	}
	mine, err := w.svc.Attestations(ctx, teacher, 10, "")
	if err != nil || len(mine.Items) != 1 || mine.Items[0].State != tracking.Valid || mine.Items[0].MinutesDistance != 90 {
		t.Fatalf("the attestation is there with the answer: %+v, %v", mine, err)
	}
	w.settle(t)
	mine, _ = w.svc.Attestations(ctx, teacher, 10, "")
	if len(mine.Items) != 1 {
		t.Fatalf("%d attestations once the log was delivered", len(mine.Items))
	}
	v, err := w.svc.Verify(ctx, mine.Items[0].Display())
	if err != nil || v.State != tracking.Valid || v.Name != "Prénom ann" {
		t.Errorf("verify: %+v, %v", v, err)
	}
	sum, err := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	want := tracking.FigureSet{Enrolled: 1, Autonomous: 1, Started: 1, Completed: 1, MinutesDistance: 90, Attested: 1}
	if err != nil || sum.Figures != want || *sum.Trained != 1 {
		t.Errorf("the pilot sees %+v, trained %d, %v", sum.Figures, *sum.Trained, err)
	}
	if len(sum.Parcours) != 1 || sum.Parcours[0].Label != "Parcours laicite" || sum.Parcours[0].Figures != want {
		t.Errorf("by parcours: %+v", sum.Parcours)
	}
	h, err := w.svc.History(ctx, teacher, 10, "")
	if err != nil || len(h.Items) != 1 || h.Items[0].Attestation != mine.Items[0].Number {
		t.Errorf("history: %+v, %v", h, err)
	}
	for kind, n := range map[string]int{tracking.KindStarted: 1, tracking.KindCompleted: 1, tracking.KindAttested: 1} {
		if got := w.count(kind); got != n {
			t.Errorf("%d facts %s, want %d", got, kind, n)
		}
	}
	if w.count(tracking.KindCounted) == 0 {
		t.Error("live pages were told nothing")
	}
}

func TestRecordRefuses(t *testing.T) {
	w := newWorld(t, false)
	w.enrol(t, selfPaced, "ann", nil)
	w.enrol(t, led, "ann", nil)
	w.enrolments[led+":zoe"] = tracking.EnrolmentView{ID: led + ":zoe", Session: led, Person: "zoe", State: "requested", Parcours: "laicite", Version: 3}
	base := tracking.Input{Enrolment: selfPaced + ":ann", Activity: "page", Verb: xapi.Experienced}
	for _, c := range []struct {
		name string
		who  actor.Actor
		in   func(*tracking.Input)
		do   func()
		kind fault.Kind
		code string
	}{
		{"a visitor", visitor, nil, nil, fault.Unauthorized, "sign_in_required"},
		{"somebody else", other, nil, nil, fault.Forbidden, "forbidden"},
		{"the trainer for them", trainer, nil, nil, fault.Forbidden, "forbidden"},
		{"no enrolment", teacher, func(in *tracking.Input) { in.Enrolment = "none:ann" }, nil, fault.NotFound, "not_found"},
		{"an enrolment only asked for", other, func(in *tracking.Input) { in.Enrolment = led + ":zoe" }, nil, fault.Forbidden, "not_enrolled"},
		{"an unknown activity", teacher, func(in *tracking.Input) { in.Activity = "x" }, nil, fault.NotFound, "unknown_activity"},
		{"a locked activity", teacher, func(in *tracking.Input) { in.Activity = "pack" }, nil, fault.Forbidden, "activity_locked"},
		{"tomorrow", teacher, func(in *tracking.Input) { in.At = w.now.Add(24 * time.Hour) }, nil, fault.Invalid, "future_timestamp"},
		{"a score of 300 %", teacher, func(in *tracking.Input) { in.Result.Score = ptr(3.0) }, nil, fault.Invalid, "bad_statement"},
		{"a closed session", teacher, func(in *tracking.Input) { in.Enrolment = led + ":ann" }, func() {
			v := w.sessions[led]
			v.State = "closed"
			w.sessions[led] = v
		}, fault.Conflict, "session_not_open"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := base
			if c.in != nil {
				c.in(&in)
			}
			if c.do != nil {
				c.do()
			}
			_, err := w.svc.Record(t.Context(), c.who, in)
			if fault.KindOf(err) != c.kind || fault.CodeOf(err) != c.code {
				t.Errorf("%v, want %v (%s)", err, c.kind, c.code)
			}
		})
	}
}

// TestKilledBetween: the statement is stored, the process dies before the progress is. The
// log makes it good; sending it again does not count it twice.
func TestKilledBetween(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	w.settle(t)
	w.mu.Lock()
	w.broken = "progress"
	w.mu.Unlock()
	in := tracking.Input{Enrolment: id, Activity: "page", Verb: xapi.Experienced, Key: "k"}
	if _, err := w.svc.Record(ctx, teacher, in); err == nil {
		t.Fatal("the crash did not happen")
	}
	w.settle(t)
	p, err := w.svc.Own(ctx, teacher, id)
	if err != nil || p.Done != 1 {
		t.Fatalf("after restart: done %d, %v", p.Done, err)
	}
	w.pass(time.Hour)
	again, err := w.svc.Record(ctx, teacher, in)
	if err != nil || again.Rev != p.Rev || !again.LastAt.Equal(p.LastAt) {
		t.Errorf("sent again: revision %d, was %d, %v", again.Rev, p.Rev, err)
	}
}

// TestRepetition: everything delivered and sent several times and in any order ends in the
// same progress and the same counters.
func TestRepetition(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	w.learn(t, teacher)
	w.settle(t)
	before, _ := w.svc.Own(ctx, teacher, id)
	sum, _ := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})

	w.mu.Lock()
	facts := append(w.facts[:0:0], w.facts...)
	w.mu.Unlock()
	r := rand.New(rand.NewPCG(1, 2))
	for _, i := range r.Perm(len(facts)) {
		c := facts[i]
		var err error
		switch c.Kind {
		case tracking.KindRecorded:
			var f tracking.Recorded
			if err = c.Decode(&f); err == nil {
				err = w.node.Apply(ctx, system, f)
			}
		case tracking.KindCompleted, tracking.KindMarked:
			err = w.svc.Attest(ctx, system, c.Key)
		case tracking.KindTallied, tracking.KindTrained:
			var f tracking.Tallied
			if err = c.Decode(&f); err == nil {
				err = w.svc.Count(ctx, system, c.Shard, c.Number, f)
			}
		}
		if err != nil {
			t.Fatalf("%s: %v", c.Kind, err)
		}
	}
	if err := w.svc.Reconcile(ctx, system, id); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	after, _ := w.svc.Own(ctx, teacher, id)
	if !reflect.DeepEqual(before, after) {
		t.Errorf("progress\n%+v\nbecame\n%+v", before, after)
	}
	again, _ := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	if again.Figures != sum.Figures || *again.Trained != *sum.Trained {
		t.Errorf("figures %+v became %+v", sum.Figures, again.Figures)
	}
	mine, _ := w.svc.Attestations(ctx, teacher, 10, "")
	if len(mine.Items) != 1 {
		t.Errorf("%d attestations", len(mine.Items))
	}
}

func TestWithdrawalSubtracts(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	if _, err := w.svc.Seen(ctx, teacher, selfPaced, "page"); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	sum, _ := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	if sum.Figures.Enrolled != 1 || sum.Figures.Started != 1 {
		t.Fatalf("before: %+v", sum.Figures)
	}
	w.pass(48 * time.Hour)
	w.enrol(t, selfPaced, "ann", func(v *tracking.EnrolmentView) { v.State = "withdrawn" })
	w.settle(t)
	for _, period := range []string{"", "2026-11", "2026-11-24/2026-11-30"} {
		sum, err := w.svc.Summary(ctx, pilot, "lille", period, tracking.Filter{})
		if err != nil || sum.Figures != (tracking.FigureSet{}) {
			t.Errorf("%q after: %+v, %v", period, sum.Figures, err)
		}
	}
	if err := w.svc.Reconcile(ctx, system, id); err != nil {
		t.Fatal(err)
	}
	// Enrolled again, elsewhere: what was done stays done and counts there.
	w.enrol(t, selfPaced, "ann", func(v *tracking.EnrolmentView) { v.Academie = "lyon"; v.Departement = "69" })
	w.settle(t)
	sum, _ = w.svc.Summary(ctx, pilotLy, "lyon", "", tracking.Filter{})
	if sum.Figures.Enrolled != 1 || sum.Figures.Started != 1 {
		t.Errorf("elsewhere: %+v", sum.Figures)
	}
}

func TestAttendance(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, led, "ann", nil)
	mark := func(who actor.Actor, meeting, reason string, m ...tracking.Mark) error {
		return w.svc.MarkAttendance(ctx, who, led, meeting, reason, m)
	}
	present := tracking.Mark{Person: "ann", Present: true}
	for _, c := range []struct {
		name string
		err  error
		code string
	}{
		{"the participant themselves", mark(teacher, "m1", "", present), "not_trainer"},
		{"a visitor", mark(visitor, "m1", "", present), "sign_in_required"},
		{"a meeting to come", mark(trainer, "m2", "", present), "meeting_to_come"},
		{"an unknown meeting", mark(trainer, "m9", "", present), "unknown_meeting"},
		{"somebody not enrolled", mark(trainer, "m1", "", tracking.Mark{Person: "zoe", Present: true}), "not_enrolled"},
		{"nobody", mark(trainer, "m1", ""), "bad_count"},
		{"minus one minute", mark(trainer, "m1", "", tracking.Mark{Person: "ann", Present: true, Minutes: ptr(-1)}), "invalid"},
	} {
		if fault.CodeOf(c.err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, c.err, c.code)
		}
	}
	if err := mark(trainer, "m1", "", present); err != nil {
		t.Fatal(err)
	}
	if err := mark(trainer, "m1", "", present); err != nil {
		t.Fatalf("said again: %v", err)
	}
	if err := mark(trainer, "m1", "", tracking.Mark{Person: "ann", Present: true, Minutes: ptr(120)}); fault.CodeOf(err) != "invalid" {
		t.Errorf("corrected without a reason: %v", err)
	}
	if err := mark(trainer, "m1", "arrivée à 10 h", tracking.Mark{Person: "ann", Present: true, Minutes: ptr(120)}); err != nil {
		t.Fatal(err)
	}
	p, _ := w.svc.Own(ctx, teacher, id)
	if p.Done != 1 || p.Presences["m1"].Minutes != 120 || p.Presences["m1"].Activity != "meet" {
		t.Fatalf("progress %+v", p)
	}
	w.settle(t)
	sum, _ := w.svc.Summary(ctx, pilot, "lille", "2026-11", tracking.Filter{})
	if sum.Figures.MinutesPresence != 120 {
		t.Errorf("pilots count %d minutes", sum.Figures.MinutesPresence)
	}
	words, err := w.svc.AttendanceHistory(ctx, teacher, led, "ann")
	if err != nil || len(words) != 2 || words[0].Minutes != 180 || words[1].Reason != "arrivée à 10 h" || words[1].ByName != "Nom de bob" {
		t.Errorf("audit %+v, %v", words, err)
	}
	if _, err := w.svc.AttendanceHistory(ctx, other, led, "ann"); fault.CodeOf(err) != "not_trainer" {
		t.Errorf("audit read by a peer: %v", err)
	}
}

// TestCorrectionReplacesTheAttestation: hours corrected after completion, even after closing,
// give another attestation, and the old one says so; a completion undone revokes.
func TestCorrectionReplacesTheAttestation(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	w.enrol(t, led, "ann", nil)
	present := tracking.Mark{Person: "ann", Present: true}
	if err := w.svc.MarkAttendance(ctx, trainer, led, "m1", "", []tracking.Mark{present}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.svc.Seen(ctx, teacher, led, "page"); err != nil {
		t.Fatal(err)
	}
	if p, err := w.svc.Tick(ctx, trainer, led, "ann", "work", true); err != nil || !p.Complete() {
		t.Fatalf("ticked: %+v, %v", p, err)
	}
	w.settle(t)
	first, _ := w.svc.Attestations(ctx, teacher, 10, "")
	if len(first.Items) != 1 || first.Items[0].MinutesPresence != 180 || len(first.Items[0].Meetings) != 1 {
		t.Fatalf("first: %+v", first.Items)
	}
	v := w.sessions[led]
	v.State = "closed"
	w.mu.Lock()
	w.sessions[led] = v
	w.mu.Unlock()
	w.pass(24 * time.Hour)
	if err := w.svc.MarkAttendance(ctx, trainer, led, "m1", "départ anticipé", []tracking.Mark{{Person: "ann", Present: true, Minutes: ptr(90)}}); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	second, _ := w.svc.Attestations(ctx, teacher, 10, "")
	if len(second.Items) != 2 || second.Items[0].MinutesPresence != 90 || second.Items[0].State != tracking.Valid ||
		second.Items[1].State != tracking.Replaced || second.Items[1].ReplacedBy != second.Items[0].Number {
		t.Fatalf("corrected: %+v", second.Items)
	}
	if _, err := w.svc.Tick(ctx, trainer, led, "ann", "work", false); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	third, _ := w.svc.Attestations(ctx, teacher, 10, "")
	if len(third.Items) != 2 || third.Items[0].State != tracking.Revoked {
		t.Errorf("undone: %+v", third.Items)
	}
	sum, _ := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	if sum.Figures.Completed != 0 || sum.Figures.Attested != 0 || *sum.Trained != 0 || sum.Figures.MinutesDistance != 0 || sum.Figures.MinutesPresence != 90 {
		t.Errorf("figures after: %+v, trained %d", sum.Figures, *sum.Trained)
	}
	check, err := w.svc.Verify(ctx, third.Items[0].Number)
	if err != nil || check.State != tracking.Revoked || check.Name != "" {
		t.Errorf("a revoked number still names: %+v, %v", check, err)
	}
	w.pass(time.Hour)
	if _, err := w.svc.Tick(ctx, trainer, led, "ann", "work", true); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	fourth, _ := w.svc.Attestations(ctx, teacher, 10, "")
	if len(fourth.Items) != 3 || fourth.Items[0].State != tracking.Valid {
		t.Errorf("done again: %+v", fourth.Items)
	}
}

func TestRevokeByHandStays(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	w.learn(t, teacher)
	w.settle(t)
	mine, _ := w.svc.Attestations(ctx, teacher, 1, "")
	number := mine.Items[0].Number
	if _, err := w.svc.Revoke(ctx, teacher, number, "je veux"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("revoked by its person: %v", err)
	}
	if _, err := w.svc.Revoke(ctx, admin, number, " "); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if a, err := w.svc.Revoke(ctx, admin, number, "usurpation"); err != nil || a.State != tracking.Revoked {
		t.Fatalf("%+v, %v", a, err)
	}
	if err := w.svc.Attest(ctx, system, id); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	mine, _ = w.svc.Attestations(ctx, teacher, 10, "")
	if len(mine.Items) != 1 {
		t.Errorf("a fact delivered again gave back what was revoked: %+v", mine.Items)
	}
	history, err := w.svc.History(ctx, teacher, 10, "")
	if err != nil || len(history.Items) != 1 || history.Items[0].Attestation != "" || history.Items[0].Revoked != number {
		t.Errorf("the history does not say that it was revoked: %+v, %v", history.Items, err)
	}
}

// TestAForgedStatementMovesNothing: a learner may tell the record store what they like, under any
// identifier; it is not the platform's word, even where the platform's would have been.
func TestAForgedStatementMovesNothing(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	if _, err := w.svc.Seen(ctx, teacher, selfPaced, "page"); err != nil {
		t.Fatal(err)
	}
	forged := fmt.Sprintf(`{"id":%q,"actor":{"objectType":"Agent","account":{"homePage":"https://preau.test","name":"ann"}},`+
		`"verb":{"id":%q},"object":{"objectType":"Activity","id":"https://preau.test/xapi/parcours/laicite/activities/pack"},`+
		`"result":{"completion":true,"success":true},"context":{"registration":%q,"extensions":{%q:"pack"}}}`,
		ids.Derived("statement", id, "pack", xapi.Initialized.ID, "a1:start"), xapi.Initialized.ID, tracking.Registration(id), xapi.ExtActivity)
	list, _, err := statement.Parse([]byte(forged), statement.V1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.records.Store(ctx, w.records.OfPerson(teacher), statement.V1, list, nil); err != nil {
		t.Fatal(err)
	}
	_, err = w.svc.RecordPackage(ctx, system, tracking.PackageResult{Enrolment: id, Activity: "pack", Attempt: "a1", Commit: "c1", At: w.clock(), Started: true})
	if fault.CodeOf(err) != "other_statement" {
		t.Errorf("recorded over a forged statement: %v", err)
	}
	p, err := w.svc.Own(ctx, teacher, id)
	if err != nil || p.Activities["pack"].DoneAt.After(time.Time{}) || p.Done != 1 {
		t.Errorf("the forged statement counts: %+v, %v", p, err)
	}
}

// TestAForgottenPersonGoesOn: what the platform has recorded names a pseudonym; the same thing told
// again is still the same, and progress follows from it as before.
func TestAForgottenPersonGoesOn(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	if _, err := w.svc.Seen(ctx, teacher, selfPaced, "page"); err != nil {
		t.Fatal(err)
	}
	started := tracking.PackageResult{Enrolment: id, Activity: "pack", Attempt: "a1", Commit: "c1", At: w.clock(), Started: true}
	before, err := w.svc.RecordPackage(ctx, system, started)
	if err != nil {
		t.Fatal(err)
	}
	n, err := w.records.Forget(ctx, admin, statement.Agent{Account: statement.Account{HomePage: "https://preau.test", Name: "ann"}})
	if err != nil || n == 0 {
		t.Fatalf("%d statements, %v", n, err)
	}
	again, err := w.svc.RecordPackage(ctx, system, started)
	if err != nil || again.Done != before.Done {
		t.Errorf("told again: %v, %+v", err, again)
	}
	if _, err := w.svc.ReconcileSession(ctx, system, selfPaced); err != nil {
		t.Error(err)
	}
	if p, err := w.svc.Own(ctx, teacher, id); err != nil || p.Done != before.Done {
		t.Errorf("computed again: %+v, %v", p, err)
	}
}

// TestAForgottenPersonAfterACrash: the process died between a statement and its progress, and
// whoever did it was forgotten before it was told again.
func TestAForgottenPersonAfterACrash(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	if _, err := w.svc.Seen(ctx, teacher, selfPaced, "page"); err != nil {
		t.Fatal(err)
	}
	kept := fmt.Sprintf(`{"id":%q,"actor":{"objectType":"Agent","account":{"homePage":"https://preau.test/xapi/pseudonyms","name":"0123"}},`+
		`"verb":{"id":%q},"object":{"objectType":"Activity","id":"https://preau.test/xapi/parcours/laicite/activities/pack"},`+
		`"timestamp":"2026-11-27T10:00:00Z","version":"1.0.3"}`, ids.Derived("statement", id, "pack", xapi.Initialized.ID, "a1:start"), xapi.Initialized.ID)
	err := w.svc.Stores.Statements.Insert(ctx, tracking.StoredStatement{ID: ids.Derived("statement", id, "pack", xapi.Initialized.ID, "a1:start"), Raw: []byte(kept),
		Agent: "ann", Verb: xapi.Initialized.ID, Object: "https://preau.test/xapi/parcours/laicite/activities/pack", Registration: tracking.Registration(id)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.svc.RecordPackage(ctx, system, tracking.PackageResult{Enrolment: id, Activity: "pack", Attempt: "a1", Commit: "c1", At: w.clock(), Started: true}); err != nil {
		t.Errorf("told again: %v", err)
	}
}

func TestReissue(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	w.learn(t, teacher)
	w.settle(t)
	mine, _ := w.svc.Attestations(ctx, teacher, 1, "")
	first := mine.Items[0]
	if again, err := w.svc.Reissue(ctx, admin, first.Number); err != nil || again.Number != first.Number {
		t.Errorf("reissued while valid: %+v, %v", again, err)
	}
	if _, err := w.svc.Revoke(ctx, admin, first.Number, "erreur de personne"); err != nil {
		t.Fatal(err)
	}
	for _, who := range []actor.Actor{teacher, trainer, pilot} {
		if _, err := w.svc.Reissue(ctx, who, first.Number); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("reissued by %s: %v", who.Person, err)
		}
	}
	w.pass(time.Minute) // lists are in the order of issue
	second, err := w.svc.Reissue(ctx, admin, first.Number)
	if err != nil || second.State != tracking.Valid || second.Number == first.Number || second.Sequence != first.Sequence+1 {
		t.Fatalf("%+v, %v", second, err)
	}
	if again, err := w.svc.Reissue(ctx, admin, first.Number); err != nil || again.Number != second.Number {
		t.Errorf("asked again: %+v, %v", again, err)
	}
	if err := w.svc.Attest(ctx, system, id); err != nil {
		t.Fatal(err)
	}
	w.settle(t)
	mine, _ = w.svc.Attestations(ctx, teacher, 10, "")
	if len(mine.Items) != 2 || mine.Items[0].State != tracking.Valid || mine.Items[1].State != tracking.Revoked {
		t.Errorf("%+v", mine.Items)
	}
	history, _ := w.svc.History(ctx, teacher, 10, "")
	if history.Items[0].Attestation != second.Number || history.Items[0].Revoked != "" {
		t.Errorf("%+v", history.Items)
	}
}

func TestMinorVersionMovesTheEnrolled(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, selfPaced, "ann", nil)
	if _, err := w.svc.Seen(ctx, teacher, selfPaced, "page"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.svc.Watch(ctx, teacher, selfPaced, "video", tracking.Watched{Position: 60, Ratio: 1, Ended: true}); err != nil {
		t.Fatal(err)
	}
	w.mu.Lock()
	v := w.enrolments[id]
	v.Version = 2 // without the package
	w.enrolments[id] = v
	w.mu.Unlock()
	if n, err := w.svc.ReconcileSession(ctx, system, selfPaced); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	p, _ := w.svc.Own(ctx, teacher, id)
	if !p.Complete() || p.Version != 2 {
		t.Errorf("%d of %d in version %d", p.Done, p.Total, p.Version)
	}
}

func TestWhoLooked(t *testing.T) {
	w := newWorld(t, false)
	ctx := t.Context()
	w.enrol(t, led, "ann", nil)
	if _, err := w.svc.SessionProgress(ctx, other, led, 10, ""); fault.CodeOf(err) != "not_trainer" {
		t.Errorf("a peer reads the list: %v", err)
	}
	v, err := w.svc.Visibility(ctx, teacher)
	if err != nil || len(v.Sessions) != 1 || len(v.Sessions[0].Trainers) != 1 || v.Sessions[0].Trainers[0].Times != 0 {
		t.Fatalf("before: %+v, %v", v, err)
	}
	for range 3 {
		l, err := w.svc.SessionProgress(ctx, trainer, led, 10, "")
		if err != nil || len(l.Participants.Items) != 1 || l.Participants.Items[0].Enrolment.Name != "Prénom ann" {
			t.Fatalf("%+v, %v", l, err)
		}
		w.pass(25 * time.Minute)
	}
	if _, err := w.svc.SessionProgress(ctx, admin, led, 10, ""); err != nil {
		t.Fatal(err)
	}
	v, _ = w.svc.Visibility(ctx, teacher)
	bob := v.Sessions[0].Trainers[0]
	if bob.Name != "Nom de bob" || bob.Times != 1 || bob.Last.IsZero() {
		t.Errorf("the trainer's looks: %+v", bob)
	}
	if len(v.Sessions[0].Others) != 1 || v.Sessions[0].Others[0].Name != "Ada" {
		t.Errorf("others: %+v", v.Sessions[0].Others)
	}
}

// TestRecomputedFromTheStore: many things at once, with the log behind, and what is kept is
// what the stored statements alone give.
func TestRecomputedFromTheStore(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	id := w.enrol(t, led, "ann", nil)
	var wg sync.WaitGroup
	for n := range 24 {
		wg.Go(func() {
			var err error
			switch n % 4 {
			case 0:
				_, err = w.svc.Record(ctx, teacher, tracking.Input{Enrolment: id, Activity: "page", Verb: xapi.Experienced, Key: fmt.Sprint(n % 8)})
			case 1:
				_, err = w.svc.Record(ctx, teacher, tracking.Input{Enrolment: id, Activity: "work", Verb: xapi.Scored, Result: tracking.Result{Score: ptr(float64(n) / 24)}})
			case 2:
				_, err = w.svc.Tick(ctx, trainer, led, "ann", "work", n%8 == 2)
			default:
				err = w.svc.MarkAttendance(ctx, trainer, led, "m1", "à la volée", []tracking.Mark{{Person: "ann", Present: n%8 == 3, Minutes: ptr(n)}})
			}
			if err != nil {
				t.Errorf("%d: %v", n, err)
			}
		})
	}
	wg.Wait()
	w.settle(t)
	kept, err := w.svc.Own(ctx, teacher, id)
	if err != nil {
		t.Fatal(err)
	}
	var effects []tracking.Effect
	for s, err := range w.svc.Stores.Statements.OfRegistration(ctx, tracking.Registration(id)) {
		if err != nil {
			t.Fatal(err)
		}
		st, err := xapi.Parse(s.Raw)
		if err != nil {
			t.Fatal(err)
		}
		effects = append(effects, tracking.EffectOf(st))
	}
	w.structures[3] = meetingLessons()
	st := w.structures[3]
	st.Version = 3
	alone := tracking.Recompute(w.enrolments[id], st, effects)
	if !reflect.DeepEqual(kept.Activities, alone.Activities) || !reflect.DeepEqual(kept.Presences, alone.Presences) ||
		kept.Done != alone.Done || kept.Percent != alone.Percent || !kept.CompletedAt.Equal(alone.CompletedAt) || !kept.StartedAt.Equal(alone.StartedAt) {
		t.Errorf("kept  %+v\nalone %+v", kept, alone)
	}
	w.pass(time.Hour)
	if d, err := w.svc.Rebuild(ctx, system, "lille", 2026); err != nil || len(d.Differences) != 0 {
		t.Errorf("counters drifted: %+v, %v", d, err)
	}
}
