// Package sqlite keeps documents in one SQLite file: no service, durable at every commit.
//
// One goroutine writes, committing together what waits together; a few connections read
// beside it (write-ahead log). Several processes may open one file. Facts go straight to the
// log in the transaction of their document, so that there is nothing to relay.
package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/bson"

	"preau.education/preau/internal/docstore/engine"
)

// Engine is a database in one file.
type Engine struct {
	writer  *writer
	readers *readers
	hold    *hold
	now     func() time.Time

	mu     sync.RWMutex
	tables map[string]*table // guarded by mu
}

var _ engine.Engine = (*Engine)(nil)

const (
	logSchema = `CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
	key TEXT NOT NULL, at INTEGER NOT NULL, logged INTEGER NOT NULL, body BLOB NOT NULL)`
	metaSchema = `CREATE TABLE IF NOT EXISTS collections (name TEXT PRIMARY KEY, indexes TEXT NOT NULL,
	settled INTEGER NOT NULL, done TEXT NOT NULL)`
)

// Open opens the file, or makes it. woken is called whenever the log has grown by this
// process; now dates the log and judges expiry.
func Open(path string, now func() time.Time, woken func()) (*Engine, error) {
	h, err := holdFile(path + ".lock")
	if err != nil {
		return nil, engine.Broken("open "+path, err)
	}
	e := &Engine{readers: newReaders(path), hold: h, now: now, tables: map[string]*table{}}
	if err := e.open(path, woken); err != nil {
		return nil, engine.Broken("open "+path, errors.Join(err, h.release()))
	}
	return e, nil
}

// ownFile makes a new database readable by nobody else: SQLite gives its other files the
// mode of this one.
func ownFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func (e *Engine) open(path string, woken func()) error {
	if err := ownFile(path); err != nil {
		return err
	}
	c, err := openPatiently(path)
	if err != nil {
		return err
	}
	for _, sql := range []string{logSchema, metaSchema} {
		if _, err := c.exec(sql); err != nil {
			return err
		}
	}
	e.writer = newWriter(c, woken)
	return nil
}

// openPatiently opens the first connection; changing the journal mode of a new file does not
// wait for another process that is doing the same, so we do.
func openPatiently(path string) (c *conn, err error) {
	for range 200 {
		if c, err = openConn(path, writerPragmas...); err == nil || !isBusy(err) {
			return c, err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return nil, err
}

// InsertsWhole implements engine.Engine.
func (e *Engine) InsertsWhole() bool { return true }

// Alone implements engine.Engine.
func (e *Engine) Alone() bool { return e.hold.alone }

// Close implements engine.Engine: it waits for reads and writes under way.
func (e *Engine) Close() error {
	return engine.Broken("close", errors.Join(e.readers.close(), e.writer.close(), e.hold.release()))
}

func (e *Engine) table(s *engine.Schema) *table {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.tables[s.Name]
}

// Define implements engine.Engine.
func (e *Engine) Define(_ context.Context, s *engine.Schema) (stale bool, err error) {
	t := newTable(s)
	err = e.writer.do(op{atomic: true, run: func(c *conn) error {
		fresh, err := t.make(c)
		if err != nil {
			return err
		}
		_, err = c.exec(noteCollection, s.Name, layout+fmt.Sprint(s.Indexes), fresh)
		if err != nil {
			return err
		}
		n, err := c.number("SELECT settled FROM collections WHERE name = ?", s.Name)
		stale = n == 0
		return err
	}})
	if err != nil {
		return false, err
	}
	e.mu.Lock()
	e.tables[s.Name] = t
	e.mu.Unlock()
	return stale, nil
}

// layout is how entries are kept: those of a file of another layout are made again.
const layout = "2 "

// noteCollection notes a declaration; when it is not the one noted before, the documents that
// are there are to be gone through again, from the first.
const noteCollection = `INSERT INTO collections (name, indexes, settled, done) VALUES (?, ?, ?, '')
	ON CONFLICT (name) DO UPDATE SET indexes = excluded.indexes,
	settled = settled AND indexes = excluded.indexes,
	done = CASE WHEN indexes = excluded.indexes THEN done ELSE '' END`

func docOf(row []driver.Value) engine.Doc {
	id, _ := row[0].(string)
	rev, _ := row[1].(int64)
	body, _ := row[2].([]byte)
	return engine.Doc{ID: id, Rev: rev, Body: body}
}

// Get implements engine.Engine.
func (e *Engine) Get(ctx context.Context, s *engine.Schema, ids []string) ([]engine.Doc, error) {
	if err := ctx.Err(); err != nil {
		return nil, engine.Broken("get from "+s.Name, err)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	t, now := e.table(s), e.now().UnixMilli()
	if !e.hold.undisturbed() {
		docs, err := e.read(ctx, t, ids)
		return unexpired(docs, now), engine.Broken("get from "+s.Name, err)
	}
	docs, others, commits := e.writer.recent.get(t, ids)
	if len(others) > 0 {
		read, err := e.read(ctx, t, others)
		if err != nil {
			return nil, engine.Broken("get from "+s.Name, err)
		}
		e.writer.recent.learn(t, read, commits)
		docs = append(docs, read...)
	}
	return unexpired(docs, now), nil
}

// read reads documents from the file, even those that have expired.
func (e *Engine) read(ctx context.Context, t *table, ids []string) (docs []engine.Doc, err error) {
	sql, which := t.get, ids[0]
	if len(ids) > 1 {
		sql, which = t.getMany, listed(ids)
	}
	err = e.readers.do(ctx, func(c *conn) error {
		return c.query(func(row []driver.Value) error {
			d := docOf(row)
			d.Expires, _ = row[3].(int64)
			docs = append(docs, d)
			return nil
		}, sql, which)
	})
	return docs, err
}

func unexpired(docs []engine.Doc, now int64) []engine.Doc {
	return slices.DeleteFunc(docs, func(d engine.Doc) bool { return d.Expires > 0 && d.Expires <= now })
}

// Find implements engine.Engine.
func (e *Engine) Find(ctx context.Context, s *engine.Schema, q engine.Query) ([]engine.Doc, error) {
	sql, args := e.table(s).find(q)
	var docs []engine.Doc
	err := e.readers.do(ctx, func(c *conn) error {
		return c.query(func(row []driver.Value) error {
			docs = append(docs, docOf(row))
			return nil
		}, sql, args...)
	})
	return docs, engine.Broken("find in "+s.Name, err)
}

// Insert implements engine.Engine: all of the documents or none.
func (e *Engine) Insert(ctx context.Context, s *engine.Schema, docs []engine.Doc) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.writer.do(e.inserting(s, docs))
}

func (e *Engine) inserting(s *engine.Schema, docs []engine.Doc) op {
	t := e.table(s)
	notes := len(docs) > 0 && len(docs[0].Facts) > 0
	return op{notes: notes, atomic: len(docs) > 1 || len(t.sides) > 0, run: func(c *conn) error {
		for _, d := range docs {
			if err := e.insertOne(c, t, d); err != nil {
				return err
			}
			rev := int64(1)
			if len(docs) > 1 { // mostly never read one by one
				rev = 0
			}
			e.writer.wrote(t, d, rev)
		}
		return nil
	}}
}

// Write implements engine.Engine.
func (e *Engine) Write(ctx context.Context, writes []engine.Write) (made int, err error) {
	if err := ctx.Err(); err != nil || len(writes) == 0 {
		return 0, err
	}
	ops := make([]*op, len(writes))
	for i, w := range writes {
		var o op
		if w.Doc.Rev == 0 {
			o = e.inserting(w.Schema, []engine.Doc{w.Doc})
		} else {
			o = e.replacing(w.Schema, w.Doc)
		}
		ops[i] = &o
	}
	return e.writer.inOrder(ops)
}

func (e *Engine) insertOne(c *conn, t *table, d engine.Doc) error {
	args := append(make([]any, 0, len(t.columns)+4), d.ID, int64(1), d.Expires)
	args = append(t.entries(args, d.Keys), d.Body)
	_, err := c.exec(t.insert, args...)
	if isTaken(err) && t.schema.Expires { // perhaps by what has expired
		if err := sweepTable(c, t, e.now().UnixMilli()); err != nil {
			return err
		}
		_, err = c.exec(t.insert, args...)
	}
	if isTaken(err) {
		return t.taken(c, d, true)
	}
	if err == nil {
		err = t.fillSides(c, d)
	}
	if err == nil {
		err = e.appendFacts(c, d.Facts)
	}
	return err
}

// Replace implements engine.Engine.
func (e *Engine) Replace(ctx context.Context, s *engine.Schema, d engine.Doc) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.writer.do(e.replacing(s, d))
}

func (e *Engine) replacing(s *engine.Schema, d engine.Doc) op {
	t := e.table(s)
	return op{notes: len(d.Facts) > 0, atomic: len(t.sides) > 0, run: func(c *conn) error {
		if err := t.clearSides(c, d); err != nil {
			return err
		}
		sql, args := t.replacement(d)
		n, err := c.exec(sql, args...)
		if isTaken(err) {
			return t.taken(c, d, false)
		}
		if err != nil {
			return err
		}
		if n == 0 {
			return missed(c, t, d.ID, d.Rev)
		}
		if err := t.fillSides(c, d); err != nil {
			return err
		}
		e.writer.wrote(t, d, d.Rev+1)
		return e.appendFacts(c, d.Facts)
	}}
}

func missed(c *conn, t *table, id string, rev int64) error {
	n, err := c.number("SELECT rev FROM "+t.name+" WHERE id = ?", id)
	if err != nil {
		return err
	}
	if n == 0 {
		return engine.NotFound(t.schema.Name, id)
	}
	return engine.Stale(t.schema.Name, id, rev)
}

// Delete implements engine.Engine.
func (e *Engine) Delete(ctx context.Context, s *engine.Schema, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := e.table(s)
	return e.writer.do(op{run: func(c *conn) error {
		if err := t.clearSides(c, engine.Doc{ID: id}); err != nil {
			return err
		}
		e.writer.wrote(t, engine.Doc{ID: id}, 0)
		n, err := c.exec(t.remove, id)
		if err == nil && n == 0 {
			return engine.NotFound(s.Name, id)
		}
		return err
	}})
}

// Add implements engine.Engine: all the additions in one commit.
func (e *Engine) Add(ctx context.Context, s *engine.Schema, additions []engine.Addition) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t := e.table(s)
	order, byID := grouped(additions)
	return e.writer.do(op{run: func(c *conn) error {
		for _, id := range order {
			e.writer.wrote(t, engine.Doc{ID: id}, 0)
			if err := addTo(c, t, id, byID[id]); err != nil {
				return err
			}
		}
		return nil
	}})
}

// grouped gathers the additions of each document, in order: it is then read and written once.
func grouped(additions []engine.Addition) (order []string, byID map[string][]engine.Addition) {
	byID = make(map[string][]engine.Addition, len(additions))
	for _, a := range additions {
		if byID[a.ID] == nil {
			order = append(order, a.ID)
		}
		byID[a.ID] = append(byID[a.ID], a)
	}
	return order, byID
}

func addTo(c *conn, t *table, id string, additions []engine.Addition) error {
	var tally engine.Tally
	exists, moved := false, false
	err := c.query(func(row []driver.Value) error {
		exists = true
		body, _ := row[0].([]byte)
		return bson.Unmarshal(body, &tally)
	}, "SELECT body FROM "+t.name+" WHERE id = ?", id)
	for _, a := range additions {
		moved = tally.Apply(a) || moved
	}
	if err != nil || !moved {
		return err
	}
	body, err := bson.Marshal(&tally)
	if err != nil {
		return err
	}
	if exists {
		_, err = c.exec("UPDATE "+t.name+" SET rev = rev + 1, body = ? WHERE id = ?", body, id)
	} else {
		_, err = c.exec(t.insert, id, int64(1), int64(0), body)
	}
	return err
}
