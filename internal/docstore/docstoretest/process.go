package docstoretest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
)

// The suite starts the test's own program again as another process, which WriterProcess then
// takes over: the test package has a TestWriterProcess that calls it.
const (
	envAddress = "PREAU_DOCSTORETEST_ADDRESS"
	envName    = "PREAU_DOCSTORETEST_NAME"
	envWrites  = "PREAU_DOCSTORETEST_WRITES"
)

// WriterProcess is what a process started by the suite does: it writes documents of its own
// and moves one that all share, each write with its fact, and says on its output what was
// acknowledged. Elsewhere it does nothing.
func WriterProcess(t *testing.T) {
	address, name := os.Getenv(envAddress), os.Getenv(envName)
	if address == "" {
		return
	}
	var writes int
	if _, err := fmt.Sscan(os.Getenv(envWrites), &writes); err != nil {
		t.Fatal(err)
	}
	db := Open(t, address, quick())
	c := define(t, db)
	ctx := context.Background()
	if _, err := docstore.NewLease(db, "held by the dead", name, time.Hour).Acquire(ctx); err != nil {
		t.Fatal(err)
	}
	var say sync.Mutex
	acknowledged := func(id string, rev int64) {
		say.Lock()
		defer say.Unlock()
		fmt.Printf("ack %s %d\n", id, rev)
	}
	var wg sync.WaitGroup
	for w := range 3 {
		wg.Go(func() {
			for i := range writes {
				id := fmt.Sprintf("%s-%d-%d", name, w, i)
				ok(t, c.Insert(ctx, id, &thing{Owner: name}, fact(id+"/1", "born", id, i)))
				acknowledged(id, 1)
				_, err := c.Replace(ctx, id, 1, &thing{Owner: name, Rank: 1}, fact(id+"/2", "moved", id, i))
				ok(t, err)
				acknowledged(id, 2)
			}
		})
	}
	for i := range writes {
		id := fmt.Sprintf("%s-shared-%d", name, i)
		_, err := c.Upsert(ctx, "shared", func(b *thing, _ bool) ([]docstore.Fact, error) {
			b.Rank++
			return []docstore.Fact{fact(id, "moved", "shared", i)}, nil
		})
		ok(t, err)
	}
	wg.Wait()
}

// process is a writer started by the suite.
type process struct {
	cmd *exec.Cmd
	out *bufio.Scanner
}

func startWriter(t *testing.T, address, name string, writes int) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestWriterProcess$", "-test.count=1")
	cmd.Env = append(os.Environ(), envAddress+"="+address, envName+"="+name, fmt.Sprint(envWrites, "=", writes))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return &process{cmd: cmd, out: bufio.NewScanner(out)}
}

// acks reads what was acknowledged, at most n writes, into seen: id to revision. It returns
// false at the end of the output.
func (p *process) acks(n int, seen map[string]int64) bool {
	for n > 0 {
		if !p.out.Scan() {
			return false
		}
		var id string
		var rev int64
		if strings.HasPrefix(p.out.Text(), "ack ") {
			if _, err := fmt.Sscanf(p.out.Text(), "ack %s %d", &id, &rev); err == nil {
				seen[id] = max(seen[id], rev)
				n--
			}
		}
	}
	return true
}

// everything is there: documents at least at the revisions seen, and the facts of each.
func everythingIsThere(t *testing.T, db *docstore.DB, c *docstore.Collection[thing], seen map[string]int64) {
	t.Helper()
	var log heard
	r, stop := running(t, db, docstore.Refresh{Name: "check", Apply: log.take})
	idle(t, r)
	stop()
	logged := map[string]bool{}
	for _, id := range log.ids() {
		logged[id] = true
	}
	for id, rev := range seen {
		doc, err := c.Get(context.Background(), id)
		ok(t, err)
		if doc.Rev < rev {
			t.Errorf("%s is at revision %d, %d was acknowledged", id, doc.Rev, rev)
		}
		for n := range doc.Rev {
			if !logged[fmt.Sprintf("%s/%d", id, n+1)] {
				t.Errorf("%s: the fact of revision %d is not in the log", id, n+1)
			}
		}
	}
}

// killedWhileWriting kills a process in the middle of its writes, several times.
func killedWhileWriting(t *testing.T, s Subject) {
	address := s.Fresh(t)
	seen := map[string]int64{}
	for round := range 3 {
		p := startWriter(t, address, fmt.Sprintf("w%d", round), 100_000)
		if !p.acks(40+60*round, seen) {
			t.Fatalf("the writer ended by itself: %v", p.cmd.Wait())
		}
		ok(t, p.cmd.Process.Kill())
		for p.acks(1, seen) { // said before it died
		}
		_ = p.cmd.Wait()
	}
	db := Open(t, address, quick())
	everythingIsThere(t, db, define(t, db), seen)
	if strings.HasPrefix(address, "sqlite:") {
		held, err := docstore.NewLease(db, "held by the dead", "me", time.Hour).Acquire(context.Background())
		ok(t, err)
		same(t, "a lease of the dead is free", held, true)
	}
	t.Logf("%d documents acknowledged before the kills, all there with their facts", len(seen))
}

// severalProcesses has processes write one database together, under the eyes of one that had it
// first and has written, and read, the document that they share.
func severalProcesses(t *testing.T, s Subject) {
	const writers, writes = 3, 20
	address := s.Fresh(t)
	db := Open(t, address, quick())
	c := define(t, db)
	ok(t, c.Insert(context.Background(), "shared", &thing{}))
	before, err := c.Get(context.Background(), "shared")
	ok(t, err)
	same(t, "revision before", before.Rev, 1)
	var processes []*process
	for w := range writers {
		processes = append(processes, startWriter(t, address, fmt.Sprintf("w%d", w), writes))
	}
	seen := map[string]int64{}
	for _, p := range processes {
		for p.acks(1, seen) {
		}
		ok(t, p.cmd.Wait())
	}
	same(t, "documents", len(seen), writers*writes*3)
	everythingIsThere(t, db, c, seen)
	shared, err := c.Get(context.Background(), "shared")
	ok(t, err)
	same(t, "shared sum", shared.Body.Rank, writers*writes)
	same(t, "shared revision", shared.Rev, writers*writes+1)
}
