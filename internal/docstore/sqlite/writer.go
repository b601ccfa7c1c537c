package sqlite

import (
	"errors"
	"sync"
	"time"

	"preau.education/preau/internal/docstore/engine"
	"preau.education/preau/internal/fault"
)

// op is one write waiting for the writer.
type op struct {
	run    func(*conn) error
	atomic bool // it may fail after its first change, which must then be undone
	notes  bool // it appends to the log
	after  *op  // made before, in the same commit; when it has failed this one is not made
	err    error
	done   chan struct{}
}

// writer owns the one connection that writes. Writes that wait together are committed
// together: one sync of the disk for all of them. A write that fails does not spoil its
// neighbours.
type writer struct {
	conn  *conn
	queue chan []*op // each one or several to be made in order
	woken func()     // called after a commit that appended to the log
	idle  sync.WaitGroup

	recent *recent
	made   []written // by the transaction under way

	mu     sync.RWMutex // guards closed against sends on queue
	closed bool
}

const maxGroup = 128 // writes of one commit, or a few more

func newWriter(c *conn, woken func()) *writer {
	w := &writer{conn: c, queue: make(chan []*op, maxGroup), woken: woken, recent: newRecent()}
	w.idle.Go(w.loop)
	return w
}

var errClosed = errors.New("the database is closed")

// do has a write made in a transaction and returns once it is durable, or has failed.
func (w *writer) do(o op) error {
	_, err := w.inOrder([]*op{&o})
	return err
}

// errNotMade is the failure of a write because the one before it has failed.
var errNotMade = fault.New("sqlite", fault.Conflict, "not_made", "")

// inOrder has writes made one after the other in one commit, none after one that fails; it
// returns how many are made, and the failure.
func (w *writer) inOrder(ops []*op) (made int, err error) {
	for i, o := range ops {
		o.done = make(chan struct{})
		if i > 0 {
			o.after = ops[i-1]
		}
	}
	w.mu.RLock()
	if w.closed {
		w.mu.RUnlock()
		return 0, engine.Broken("write", errClosed)
	}
	w.queue <- ops
	w.mu.RUnlock()
	<-ops[len(ops)-1].done
	for i, o := range ops {
		if o.err != nil {
			return i, o.err
		}
	}
	return len(ops), nil
}

// gatherTime is how long a commit waits for more writes while they come several at once: they
// then share one sync of the disk, and what beginning and ending a transaction costs. A write
// that comes alone does not wait.
const gatherTime = 400 * time.Microsecond

func (w *writer) loop() {
	group := make([]*op, 0, maxGroup)
	for first := range w.queue {
		busy := len(group) > 1
		group = w.drain(append(group[:0], first...))
		if busy {
			time.Sleep(gatherTime)
			group = w.drain(group)
		}
		w.commit(group)
	}
}

// drain adds to a group the writes that wait.
func (w *writer) drain(group []*op) []*op {
	for len(group) < maxGroup {
		select {
		case ops, open := <-w.queue:
			if !open {
				return group
			}
			group = append(group, ops...)
		default:
			return group
		}
	}
	return group
}

// commit runs a group in one transaction and tells each write how it went.
func (w *writer) commit(group []*op) {
	fatal := w.transaction(group)
	if fatal != nil {
		w.made = w.made[:0]
	}
	w.recent.settle(w.made)
	notes := false
	for _, o := range group {
		if fatal != nil {
			o.err = engine.Broken("commit", fatal)
		}
		notes = notes || o.notes && o.err == nil
		close(o.done)
	}
	if notes {
		w.woken()
	}
}

// transaction returns an error when nothing of the group was written.
func (w *writer) transaction(group []*op) error {
	w.made = w.made[:0]
	if _, err := w.conn.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	failed := 0
	for _, o := range group {
		var undo error
		if o.after != nil && o.after.err != nil {
			o.err = errNotMade
		} else if o.err, undo = w.runOne(o, len(group) > 1); undo != nil {
			return errors.Join(undo, w.rollback())
		}
		if o.err != nil {
			failed++
		}
	}
	if failed == len(group) {
		return w.rollback()
	}
	if _, err := w.conn.exec("COMMIT"); err != nil {
		return errors.Join(err, w.rollback())
	}
	return nil
}

// runOne runs a write. A fault is the write's own failure; any other error (undo) comes from
// the database and leaves the transaction in doubt.
func (w *writer) runOne(o *op, shared bool) (failure, undo error) {
	guarded := o.atomic && shared
	kept := len(w.made)
	if guarded {
		if _, err := w.conn.exec("SAVEPOINT one"); err != nil {
			return nil, err
		}
	}
	if err := o.run(w.conn); err != nil {
		if f := new(fault.Error); !errors.As(err, &f) {
			return nil, err
		}
		failure = err
		w.made = w.made[:kept]
	}
	if guarded && failure != nil {
		if _, err := w.conn.exec("ROLLBACK TO one"); err != nil {
			return nil, err
		}
	}
	if guarded {
		_, undo = w.conn.exec("RELEASE one")
	}
	return failure, undo
}

// wrote notes what the transaction under way makes of a document: revision rev, 0 when it is
// removed or only the file knows.
func (w *writer) wrote(t *table, d engine.Doc, rev int64) {
	k := docKey{t, d.ID}
	w.recent.forget(k)
	w.made = append(w.made, written{k, engine.Doc{ID: d.ID, Rev: rev, Body: d.Body, Expires: d.Expires}})
}

func (w *writer) rollback() error {
	_, err := w.conn.exec("ROLLBACK")
	return err
}

// close refuses further writes and waits for those that were accepted.
func (w *writer) close() error {
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil
	}
	w.closed = true
	close(w.queue)
	w.mu.Unlock()
	w.idle.Wait()
	return w.conn.close()
}
