package lrs_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/tracking/lrs"
)

// crashing names, in its environment, the database to which a child process stores batches until
// it is killed.
const crashing = "LRS_TEST_CRASHING"

const (
	senders   = 6
	batchSize = 7
)

// inBatch is the id of a statement that a sender of a round sends.
func inBatch(round, sender, batch, i int) int {
	return ((round*10+sender)*10_000+batch)*10 + i
}

// TestKilled kills a process with SIGKILL while it stores batches for several senders at once.
// Every batch that it said was kept is there, each statement once; of the others, all or
// nothing.
func TestKilled(t *testing.T) {
	if address := os.Getenv(crashing); address != "" {
		sendForEver(t, address)
		return
	}
	for name, fresh := range docstoretest.Engines(t) { // of a server it is a client that dies
		t.Run(name, func(t *testing.T) { killed(t, fresh(t)) })
	}
}

func killed(t *testing.T, address string) {
	acknowledged := map[[3]int]bool{}
	for round := range 3 {
		for _, told := range killedAfter(t, address, round, 20+15*round) {
			acknowledged[told] = true
		}
	}
	w := newWorldAt(t, address)
	w.pass(time.Since(w.now)) // the child's clock was the machine's
	times := map[string]int{}
	for _, id := range w.found(w.all, lrs.Query{Activity: activity("one")}) {
		times[id]++
	}
	there := 0
	for round := range 3 {
		for sender := range senders {
			for batch := range 10_000 {
				n := 0
				for i := range batchSize {
					n += times[uuid(inBatch(round, sender, batch, i))]
				}
				if told := acknowledged[[3]int{round, sender, batch}]; n != batchSize && (told || n != 0) {
					t.Errorf("round %d, sender %d, batch %d: %d statements of %d, acknowledged: %v", round, sender, batch, n, batchSize, told)
				}
				there += n
			}
		}
	}
	if len(times) != there {
		t.Errorf("%d statements are there, %d of them sent", len(times), there)
	}
	t.Logf("%d batches acknowledged before the kills, %d statements are there", len(acknowledged), there)
}

// killedAfter runs this test in a child, kills it once it has had n batches acknowledged, and
// returns those that it told.
func killedAfter(t *testing.T, address string, round, n int) (told [][3]int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$", "-test.v") // #nosec G204 -- this very test
	child.Env = append(os.Environ(), crashing+"="+address, fmt.Sprint(crashing, "_ROUND=", round))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var r, sender, batch int
		if _, err := fmt.Sscanf(lines.Text(), "kept %d %d %d", &r, &sender, &batch); err != nil {
			continue
		}
		if told = append(told, [3]int{r, sender, batch}); len(told) == n {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // it was killed
	if len(told) < n {
		t.Fatalf("the child said %d batches were kept, not %d", len(told), n)
	}
	return told
}

// sendForEver is the child: it tells of each batch once it is acknowledged.
func sendForEver(t *testing.T, address string) {
	w := newWorldAt(t, address)
	w.pass(time.Since(w.now))
	var round int
	if _, err := fmt.Sscan(os.Getenv(crashing+"_ROUND"), &round); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex // guards the output
	var wg sync.WaitGroup
	for sender := range senders {
		wg.Go(func() {
			for batch := 0; ; batch++ {
				var list []object
				for i := range batchSize {
					list = append(list, said(inBatch(round, sender, batch, i)))
				}
				if err := w.storeAs(w.all, list...); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				fmt.Printf("kept %d %d %d\n", round, sender, batch)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}
