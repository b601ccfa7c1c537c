package scorm_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
)

// refused checks that an error is a fault with this code.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	if fault.CodeOf(err) != code {
		t.Errorf("refused with %q (%v), not %q", fault.CodeOf(err), err, code)
	}
}

func TestImport(t *testing.T) {
	w := newWorld(t)
	z := zipped(t, map[string]string{"imsmanifest.xml": manifest12(item("i1", "sco", "")), "a.html": "<p>a", "b.html": "b"})
	src := scorm.Source{ID: "p1", Name: "cours.zip", At: z, Size: z.Size()}
	_, _, err := w.svc.Import(t.Context(), learner, src, nil)
	refused(t, err, "not_designer")
	var last int64
	p, _, err := w.svc.Import(t.Context(), designer, src, func(done, total int64) { last = total - done })
	if err != nil || p.Title != "Cours" || last != 0 || len(w.objects) != 3 {
		t.Fatalf("%+v, %v; %d bytes to go, %d objects", p, err, last, len(w.objects))
	}
	// Again under the same identifier: the same package, nothing written.
	w.full = 1
	if again, _, err := w.svc.Import(t.Context(), designer, src, nil); err != nil || again.At != p.At {
		t.Errorf("again: %+v, %v", again, err)
	}
	if got, err := w.svc.Package(t.Context(), designer, "p1"); err != nil || got.Organization.Title != "Cours" || got.Launches["sco"] != "a.html" {
		t.Errorf("read back: %+v, %v", got, err)
	}
	if list, err := w.svc.MyPackages(t.Context(), designer, 10, ""); err != nil || len(list.Items) != 1 {
		t.Errorf("listed: %+v, %v", list, err)
	}
}

// TestImportLeavesNothing: refused, failed, or dead in the middle.
func TestImportLeavesNothing(t *testing.T) {
	w := newWorld(t)
	bad := zipped(t, map[string]string{"lisez-moi.pdf": "%PDF"})
	_, _, err := w.svc.Import(t.Context(), designer, scorm.Source{At: bad, Size: bad.Size()}, nil)
	refused(t, err, "documents_only")
	good := zipped(t, map[string]string{"imsmanifest.xml": manifest12(item("i1", "sco", "")), "a.html": "a", "b.html": "b"})
	w.full = 2
	if _, _, err := w.svc.Import(t.Context(), designer, scorm.Source{ID: "p1", At: good, Size: good.Size()}, nil); !errors.Is(err, errFull) {
		t.Errorf("full disk: %v", err)
	}
	if len(w.objects) != 0 {
		t.Errorf("%d objects are left", len(w.objects))
	}
	// A process that dies leaves files and no package: swept a day later, those of packages kept.
	w.full = 0
	kept := w.add(manifest12(item("i1", "sco", "")))
	if err := w.Put(t.Context(), scorm.Prefix("dead")+"a.html", strings.NewReader("a"), 1, "text/html"); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		after   time.Duration
		removed int
	}{{time.Hour, 0}, {24 * time.Hour, 1}, {0, 0}} {
		w.advance(row.after)
		if n, err := w.svc.Sweep(t.Context(), system); err != nil || n != row.removed {
			t.Errorf("swept %d, %v; not %d", n, err, row.removed)
		}
	}
	if _, err := w.Stat(t.Context(), scorm.Prefix(kept)+"a.html"); err != nil || len(w.objects) != 3 {
		t.Errorf("%d objects, %v", len(w.objects), err)
	}
	_, err = w.svc.Sweep(t.Context(), designer)
	refused(t, err, "forbidden")
}

// TestResume: what was acknowledged is where the learner finds it, in another process too.
func TestResume(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "")))
	s := w.sit("t1").begin()
	if s.at() != "i1" || s.value("cmi.core.entry") != "ab-initio" || s.value("cmi.core.student_name") != "Lefèvre, Ann" || s.now.SCO.Address != "a.html" {
		t.Fatalf("delivered %+v", s.now.SCO)
	}
	s.commit("cmi.core.lesson_location", "p1", "cmi.core.lesson_status", "incomplete")
	s.commit("cmi.core.lesson_location", "p2", "cmi.suspend_data", strings.Repeat("é", 60_000))
	w.advance(time.Hour) // the process is killed: no farewell
	svc, _ := w.open()
	again := w.sitAt(svc, "act", "t2").begin()
	if again.value("cmi.core.lesson_location") != "p2" || again.value("cmi.core.entry") != "resume" || len(again.value("cmi.suspend_data")) != 120_000 {
		t.Errorf("resumed at %q, entry %q", again.value("cmi.core.lesson_location"), again.value("cmi.core.entry"))
	}
	out := again.end("cmi.core.lesson_status", "passed", "cmi.core.score.raw", "90", "cmi.core.session_time", "0000:10:00")
	if out.State == nil || !out.State.Result.Completed || !*out.State.Result.Passed || out.State.Standing == nil {
		t.Errorf("ended with %+v", out.State)
	}
	again.close()
	if told := w.told(); told != "started resumed completed passed score=0.90 suspended" {
		t.Errorf("told %q", told)
	}
}

// TestCommitOnce: applied once whatever is sent, in order whatever is lost.
func TestCommitOnce(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "")))
	s := w.sit("t1").begin()
	first := s.delta("cmi.core.score.raw", "40")
	for range 3 {
		if out, err := s.try(first); err != nil || out.Seq != 1 {
			t.Fatalf("sent again: %+v, %v", out, err)
		}
	}
	other := first // the number counts, not what comes under it
	other.Elements = s.delta("cmi.core.score.raw", "99").Elements
	if out, err := s.try(other); err != nil || out.Seq != 1 || out.State != nil {
		t.Errorf("under the same number: %+v, %v", out, err)
	}
	if w.told() != "started score=0.40" {
		t.Errorf("told %q", w.told())
	}
	s.seq = 5
	_, err := s.try(s.delta("cmi.core.score.raw", "50"))
	refused(t, err, "gap")
	var f *fault.Error
	if !errors.As(err, &f) || f.Fields[0].Path != "expected" || f.Fields[0].Code != "2" {
		t.Errorf("gap says %+v", f)
	}
	s.seq = 1
	out := s.commit("cmi.core.score.raw", "lots", "cmi.core.lesson_location", "p", "cmi.core.student_id", "x")
	if len(out.Refused) != 2 {
		t.Errorf("refused %+v", out.Refused)
	}
	s.end()
	_, err = s.try(s.delta("cmi.core.score.raw", "100"))
	refused(t, err, "stale_visit")
	s.seq = 0
	_, err = w.svc.Commit(t.Context(), s.token+"x", s.delta())
	refused(t, err, "launch_expired")
	w.advance(scorm.LaunchTime)
	_, err = s.try(s.delta())
	refused(t, err, "launch_expired")
}

// TestTwoTabs: the second is told, may take over, and then the first records nothing more.
func TestTwoTabs(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "")))
	first, second := w.sit("t1").begin(), w.sit("t2")
	refused(t, second.tryBegin(false, false), "open_elsewhere")
	first.commit("cmi.core.lesson_location", "p1")
	if err := second.tryBegin(true, false); err != nil || second.value("cmi.core.lesson_location") != "p1" {
		t.Fatalf("taken over: %v", err)
	}
	_, err := first.try(first.delta("cmi.core.lesson_location", "p0"))
	refused(t, err, "taken_over")
	second.commit("cmi.core.lesson_location", "p2")
	// Nor does it when its browser still believes it to be alone, or when the second is silent:
	// its number is not what the second wrote under that number.
	late := first.delta("cmi.core.lesson_location", "p0")
	late.Alone = true
	_, err = first.try(late)
	refused(t, err, "taken_over")
	w.advance(scorm.HoldTime + time.Second)
	_, err = first.try(first.delta("cmi.core.lesson_location", "p0"))
	refused(t, err, "taken_over")
	if first.begin(); first.value("cmi.core.lesson_location") != "p2" {
		t.Errorf("came back at %q", first.value("cmi.core.lesson_location"))
	}
	first.close()
	if second.begin(); second.at() != "i1" {
		t.Errorf("free again, it plays %s", second.at())
	}
	// A tab that died in this browser holds nothing, once the browser says so.
	dead := w.sit("t3")
	dead.tab.Alone = true
	if err := dead.tryBegin(false, false); err != nil {
		t.Errorf("alone in its browser: %v", err)
	}
}

// TestLateDelta: what a dead tab kept is sent by the next one before it begins.
func TestLateDelta(t *testing.T) {
	w := newWorld(t)
	w.add(manifest2004(item("i1", "sco", "")))
	s := w.sit("t1").begin()
	s.commit("cmi.location", "p1")
	late := s.delta("cmi.location", "p2")
	next := w.sit("t2")
	next.tab.Alone = true
	late.Tab = next.tab
	if _, err := next.try(late); err != nil {
		t.Fatalf("late: %v", err)
	}
	if next.begin(); next.value("cmi.location") != "p2" || next.value("cmi.entry") != "resume" {
		t.Errorf("resumed at %q", next.value("cmi.location"))
	}
	// Once another visit has begun, it is too late.
	late.Seq = next.seq + 1
	_, err := next.try(late)
	refused(t, err, "stale_visit")
}

// TestHold: a silent tab keeps its hold without a write at each beat.
func TestHold(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "")))
	s := w.sit("t1").begin()
	for range 10 {
		w.advance(time.Minute)
		beat := s.delta()
		beat.Seq, beat.Initialized = s.seq, false
		if _, err := s.try(beat); err != nil {
			t.Fatal(err)
		}
	}
	refused(t, w.sit("t2").tryBegin(false, false), "open_elsewhere")
}

// TestPrerequisites: SCORM 1.2 with several contents, one locked until the others are done.
func TestPrerequisites(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "") + item("i2", "asset", "") +
		item("i3", "sco", `<adlcp:prerequisites type="aicc_script">i1&amp;i2</adlcp:prerequisites><adlcp:masteryscore>60</adlcp:masteryscore>`)))
	s := w.sit("t1").begin()
	if got := toc(s.now.Contents); got != "i1:started i2:notStarted i3:notStarted!" {
		t.Errorf("at first %q", got)
	}
	s.move("{target=i3}choice")
	if s.at() != "i1" || s.now.Notice == "" {
		t.Errorf("locked, yet at %s (%q)", s.at(), s.now.Notice)
	}
	s.commit("cmi.core.lesson_status", "completed")
	if s.move("continue"); s.at() != "i2" || !s.now.SCO.Asset {
		t.Fatalf("then at %s", s.at())
	}
	if s.move("continue"); s.at() != "i3" {
		t.Fatalf("unlocked, at %s: %q", s.at(), s.now.Notice)
	}
	if s.value("cmi.student_data.mastery_score") != "60" {
		t.Errorf("mastery score %q", s.value("cmi.student_data.mastery_score"))
	}
	out := s.end("cmi.core.score.raw", "50", "cmi.core.lesson_status", "passed")
	if r := out.State.Result; r.Completed || *r.Passed || toc(out.State.Contents) != "i1:completed i2:completed i3:failed" {
		t.Errorf("the mastery score decides: %+v, %s", r, toc(out.State.Contents))
	}
	s.close()
	s = w.sit("t2").begin()
	s.move("{target=i3}choice")
	s.end("cmi.core.score.raw", "80")
	if told := w.told(); !strings.HasSuffix(told, "completed passed score=0.80") {
		t.Errorf("told %q", told)
	}
}

// TestOldStandardKeeps: SCORM 1.2 knows no attempts. What a content said stays said, and
// nothing follows the last one.
func TestOldStandardKeeps(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "") + item("i2", "sco", "")))
	s := w.sit("t1").begin()
	s.end("cmi.core.lesson_status", "incomplete", "cmi.core.lesson_location", "p4")
	s.close()
	if s.begin(); s.at() != "i1" || s.value("cmi.core.lesson_location") != "p4" || s.value("cmi.core.entry") != "" {
		t.Fatalf("back at %s, %q", s.at(), s.value("cmi.core.lesson_location"))
	}
	s.end("cmi.core.lesson_status", "completed")
	s.close()
	if s.begin(); s.at() != "i2" || s.now.Nav.Continue || !s.now.Nav.Previous {
		t.Fatalf("then at %s with %+v", s.at(), s.now.Nav)
	}
	s.commit("cmi.core.lesson_location", "p9")
	if s.move("continue"); s.at() != "i2" || s.now.Notice == "" || s.value("cmi.core.lesson_location") != "p9" {
		t.Errorf("past the end: at %s, %q", s.at(), s.now.Notice)
	}
	s.end("cmi.core.lesson_status", "completed")
	if s.move("exitAll"); s.at() != "ended" {
		t.Errorf("asked to end, it is %s", s.at())
	}
	if s.begin(); s.at() != "i1" || s.value("cmi.core.lesson_location") != "p4" || !s.now.Result.Completed {
		t.Errorf("opened again at %s, %q, %+v", s.at(), s.value("cmi.core.lesson_location"), s.now.Result)
	}
	s.move("exitAll")
	if err := s.tryBegin(false, true); err != nil || s.value("cmi.core.lesson_location") != "" || s.now.Result.Completed {
		t.Errorf("begun again: %v, %q", err, s.value("cmi.core.lesson_location"))
	}
}

// TestNeverReports: a SCO that does not call the run-time is completed by being opened.
func TestNeverReports(t *testing.T) {
	for name, manifest := range map[string]string{"1.2": manifest12(item("i1", "sco", "")), "2004": manifest2004(item("i1", "sco", "")), "asset": manifest12(item("i1", "asset", ""))} {
		w := newWorld(t)
		w.add(manifest)
		s := w.sit("t1").begin()
		s.close()
		if told := w.told(); told != "started completed suspended" {
			t.Errorf("%s: told %q", name, told)
		}
	}
}

const flow = `<imsss:sequencing><imsss:controlMode choice="false" flow="true" forwardOnly="true"/></imsss:sequencing>`

// TestSequenced: SCORM 2004, forward only, then suspended and resumed.
func TestSequenced(t *testing.T) {
	w := newWorld(t)
	w.add(strings.Replace(manifest2004(item("i1", "sco", "")+item("i2", "sco", "")), "</organization>", flow+"</organization>", 1))
	s := w.sit("t1").begin()
	if s.at() != "i1" || s.now.Valid["continue"] != "true" || s.now.Valid["previous"] != "false" || s.now.Valid["choice.{target=i2}"] != "" {
		t.Fatalf("at %s with %v", s.at(), s.now.Valid)
	}
	s.move("continue", "cmi.completion_status", "completed", "cmi.success_status", "passed", "cmi.exit", "normal")
	if s.at() != "i2" {
		t.Fatalf("then at %s", s.at())
	}
	lost := s.delta() // the answer to a navigation is lost: asked again, it is the same delivery
	lost.Seq, lost.Visit, lost.SCO, lost.Request = s.seq, 1, "i1", "continue"
	if d, err := w.svc.Navigate(t.Context(), s.token, lost); err != nil || d.SCO.ID != "i2" || d.Visit != s.now.Visit {
		t.Errorf("asked again: %+v, %v", d.SCO, err)
	}
	if s.move("previous", "cmi.location", "p2"); s.at() != "i2" || s.now.Notice == "" || s.value("cmi.location") != "p2" {
		t.Errorf("backward: at %s, %q, location %q", s.at(), s.now.Notice, s.value("cmi.location"))
	}
	if s.move("suspendAll", "cmi.location", "p3"); s.at() != "ended" {
		t.Errorf("suspended, it is %s", s.at())
	}
	s.close()
	s = w.sit("t2").begin()
	if s.at() != "i2" || s.value("cmi.location") != "p3" || s.value("cmi.entry") != "resume" {
		t.Fatalf("resumed at %s, %q, %q", s.at(), s.value("cmi.location"), s.value("cmi.entry"))
	}
	s.move("continue", "cmi.completion_status", "completed", "cmi.success_status", "passed", "cmi.score.scaled", "0.5")
	if s.at() != "ended" || !s.now.Result.Completed || !*s.now.Result.Passed {
		t.Errorf("at the end: %s, %+v", s.at(), s.now.Result)
	}
	if told := w.told(); !strings.HasPrefix(told, "started ") || !strings.Contains(told, "suspended resumed completed passed") {
		t.Errorf("told %q", told)
	}
	// The session is over: it begins again when asked, as a second attempt.
	if s.begin(); s.at() != "ended" {
		t.Errorf("come back: %s", s.at())
	}
	if err := s.tryBegin(false, true); err != nil || s.at() != "i1" || s.value("cmi.entry") != "ab-initio" || s.now.Result.Completed {
		t.Errorf("again: %v, %s, %+v", err, s.at(), s.now.Result)
	}
}

// TestSharedData: a store that outlives attempts, and an objective that one activity writes
// and the next reads.
func TestSharedData(t *testing.T) {
	store := `<adlcp:data><adlcp:map targetID="notes"/></adlcp:data>`
	write := `<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g" readSatisfiedStatus="false" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing>`
	read := `<imsss:sequencing><imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="seen"><imsss:mapInfo targetObjectiveID="g"/></imsss:objective></imsss:objectives></imsss:sequencing>`
	w := newWorld(t)
	w.add(strings.Replace(manifest2004(item("i1", "sco", store+write)+item("i2", "sco", store+read)), "</organization>",
		`<imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing></organization>`, 1))
	s := w.sit("t1").begin()
	s.move("continue", "adl.data.0.store", "bonjour", "cmi.success_status", "passed")
	if s.at() != "i2" || s.value("adl.data.0.store") != "bonjour" || s.value("cmi.objectives.0.success_status") != "passed" {
		t.Fatalf("at %s: %q, %q", s.at(), s.value("adl.data.0.store"), s.value("cmi.objectives.0.success_status"))
	}
	s.move("exitAll")
	if err := s.tryBegin(false, true); err != nil || s.value("adl.data.0.store") != "bonjour" {
		t.Errorf("in the next attempt: %v, %q", err, s.value("adl.data.0.store"))
	}
	s.move("continue")
	if s.value("cmi.objectives.0.success_status") != "passed" {
		t.Errorf("the global objective is %q in the next attempt", s.value("cmi.objectives.0.success_status"))
	}
}

// TestReport: what tracking could not be told at once is told by the fact, once.
func TestReport(t *testing.T) {
	w := newWorld(t)
	w.add(manifest12(item("i1", "sco", "")))
	w.deaf = fault.New("world", fault.Unavailable, "unavailable", "")
	s := w.sit("t1").begin()
	if out := s.commit("cmi.core.lesson_status", "completed"); out.State == nil || out.State.Standing != nil {
		t.Errorf("answered %+v", out.State)
	}
	w.mu.Lock()
	w.deaf = nil
	w.mu.Unlock()
	ctx := t.Context()
	runner := docstore.NewRunner(w.db, slog.New(slog.DiscardHandler), docstore.Work{Name: "packages", Kinds: []string{scorm.KindReported},
		Apply: func(ctx context.Context, c docstore.Change) error {
			var o scorm.Outcome
			if err := c.Decode(&o); err != nil {
				return err
			}
			return errors.Join(w.svc.Report(ctx, system, o), w.svc.Report(ctx, system, o))
		}})
	if err := runner.Start(ctx); err != nil {
		t.Fatal(err)
	}
	defer runner.Stop()
	if err := runner.WaitIdle(ctx); err != nil {
		t.Fatal(err)
	}
	if w.told() != "started completed" {
		t.Errorf("told %q", w.told())
	}
	refused(t, w.svc.Report(ctx, learner, scorm.Outcome{}), "forbidden")
	w.deaf = fault.New("world", fault.Conflict, "session_not_open", "")
	if err := w.svc.Report(ctx, system, scorm.Outcome{}); err != nil {
		t.Errorf("what is never accepted is let go: %v", err)
	}
}

// TestWho: who may do what.
func TestWho(t *testing.T) {
	w := newWorld(t)
	id := w.add(manifest12(item("i1", "sco", "")))
	visitor := actor.Actor{}
	_, err := w.svc.Launch(t.Context(), visitor, scorm.Launching{Session: "s1", Activity: "act"})
	refused(t, err, "sign_in_required")
	_, err = w.svc.Launch(t.Context(), learner, scorm.Launching{Session: "s1", Activity: "elsewhere"})
	refused(t, err, "unknown_activity")
	_, err = w.svc.Package(t.Context(), learner, id)
	refused(t, err, "not_designer")
	_, err = w.svc.Package(t.Context(), visitor, id)
	refused(t, err, "sign_in_required")
	_, err = w.svc.MyPackages(t.Context(), learner, 10, "")
	refused(t, err, "not_designer")
	s := w.sit("t1")
	if o, _, err := w.svc.Content(t.Context(), s.token, "a.html"); err != nil || o.Key != scorm.Prefix(id)+"a.html" {
		t.Errorf("content: %+v, %v", o, err)
	}
	if _, _, err := w.svc.Content(t.Context(), "x."+strings.SplitN(s.token, ".", 2)[1], "a.html"); fault.CodeOf(err) != "launch_expired" {
		t.Errorf("a forged token: %v", err)
	}
}
