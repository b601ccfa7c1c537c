package scorm_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"preau.education/preau/scorm"
)

// crashing names, in its environment, the database that a child process commits to until it
// is killed.
const crashing = "SCORM_TEST_CRASHING"

// TestKilled kills a process with SIGKILL in the middle of commits: every commit that it said
// was kept is what the next process delivers, and the next one is welcome under its number.
func TestKilled(t *testing.T) {
	w := newWorld(t)
	if file, token, child := strings.Cut(os.Getenv(crashing), "|"); child {
		commitForEver(t, w, file, token)
		return
	}
	w.now = time.Now() // the child's clock is the machine's
	w.add(manifest2004(item("i1", "sco", "")))
	s := w.sit("t1").begin()
	acknowledged := killedAfter(t, w.file+"|"+s.token, 25)
	svc, _ := w.open()
	next := w.sitAt(svc, "act", "t1").begin()
	at, err := strconv.Atoi(next.value("cmi.location"))
	if err != nil || at < acknowledged || int64(at) != next.seq {
		t.Errorf("commit %d was acknowledged; the next process is at %q, number %d", acknowledged, next.value("cmi.location"), next.seq)
	}
	if next.value("cmi.entry") != "resume" {
		t.Errorf("entry is %q", next.value("cmi.entry"))
	}
	next.commit("cmi.location", "on")
}

// killedAfter runs this test in a child, kills it once it has had n commits acknowledged, and
// returns the last one that it told.
func killedAfter(t *testing.T, what string, n int) int {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$", "-test.v") // #nosec G204 -- this very test
	child.Env = append(os.Environ(), crashing+"="+what)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if number, told := strings.CutPrefix(lines.Text(), "kept "); told {
			if last, err = strconv.Atoi(number); err != nil {
				t.Fatal(err)
			}
			if last == n {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	_ = child.Wait() // it was killed
	if last < n {
		t.Fatalf("the child said %d commits were kept, not %d", last, n)
	}
	return last
}

// commitForEver is the child: it tells of each commit once it is acknowledged.
func commitForEver(t *testing.T, w *world, file, token string) {
	w.file, w.now = file, time.Now()
	svc, _ := w.open()
	s := &seat{w: w, svc: svc, tab: scorm.Tab{ID: "t1", Browser: "firefox"}, token: token}
	s.now.Visit = 1
	s.now.SCO = &scorm.Content{Place: scorm.Place{ID: "i1"}}
	for i := 1; ; i++ {
		s.commit("cmi.location", strconv.Itoa(i), "cmi.suspend_data", strings.Repeat("x", 5_000))
		fmt.Printf("kept %d\n", i)
	}
}
