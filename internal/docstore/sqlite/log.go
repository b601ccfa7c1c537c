package sqlite

import (
	"context"
	"database/sql/driver"
	"time"

	"preau.education/preau/internal/docstore/engine"
)

// appendFacts gives facts their numbers, in the order of commits: one writer at a time
// holds the file. A fact that is there already is not written again.
func (e *Engine) appendFacts(c *conn, facts []engine.Fact) error {
	logged := e.now().UnixMilli()
	for _, f := range facts {
		_, err := c.exec("INSERT INTO changes (id, kind, key, at, logged, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
			f.ID, f.Kind, f.Key, f.At, logged, f.Body)
		if err != nil {
			return err
		}
	}
	return nil
}

// Changes implements engine.Engine.
func (e *Engine) Changes(ctx context.Context, after int64, limit int) ([]engine.Change, error) {
	var changes []engine.Change
	err := e.readers.do(ctx, func(c *conn) error {
		return c.query(func(row []driver.Value) error {
			ch := engine.Change{Shard: engine.Shard}
			ch.Number, _ = row[0].(int64)
			ch.ID, _ = row[1].(string)
			ch.Kind, _ = row[2].(string)
			ch.Key, _ = row[3].(string)
			ch.At, _ = row[4].(int64)
			ch.Body, _ = row[5].([]byte)
			changes = append(changes, ch)
			return nil
		}, "SELECT number, id, kind, key, at, body FROM changes WHERE number > ? ORDER BY number LIMIT ?", after, int64(limit))
	})
	return changes, engine.Broken("read the log", err)
}

// Last implements engine.Engine.
func (e *Engine) Last(ctx context.Context) (n int64, err error) {
	err = e.readers.do(ctx, func(c *conn) error {
		n, err = c.number("SELECT max(number) FROM changes")
		return err
	})
	return n, engine.Broken("read the log's end", err)
}

// Sweep implements engine.Engine. The last change always stays: the next number follows it.
func (e *Engine) Sweep(_ context.Context, now, before time.Time) error {
	e.mu.RLock()
	var expiring []*table
	for _, t := range e.tables {
		if t.schema.Expires {
			expiring = append(expiring, t)
		}
	}
	e.mu.RUnlock()
	for _, t := range expiring {
		if err := e.writer.do(op{run: func(c *conn) error { return sweepTable(c, t, now.UnixMilli()) }}); err != nil {
			return err
		}
	}
	return e.writer.do(op{run: func(c *conn) error {
		_, err := c.exec("DELETE FROM changes WHERE number < (SELECT min(number) FROM changes WHERE logged >= ?) OR (number < (SELECT max(number) FROM changes) AND (SELECT max(logged) FROM changes) < ?)", before.UnixMilli(), before.UnixMilli())
		return err
	}})
}

func sweepTable(c *conn, t *table, now int64) error {
	for i := range t.sides {
		if _, err := c.exec(t.sides[i].sweep, now); err != nil {
			return err
		}
	}
	_, err := c.exec("DELETE FROM "+t.name+" WHERE "+expired, now)
	return err
}

// Stale implements engine.Engine: after a change of the declarations every document is
// rewritten once, in the order of rowids, and the collection is then settled.
func (e *Engine) Stale(ctx context.Context, s *engine.Schema, limit int) ([]engine.Doc, error) {
	t := e.table(s)
	var docs []engine.Doc
	err := e.readers.do(ctx, func(c *conn) error {
		return c.query(func(row []driver.Value) error {
			docs = append(docs, docOf(row))
			return nil
		}, "SELECT id, rev, body FROM "+t.name+" WHERE id > (SELECT done FROM collections WHERE name = ? AND settled = 0) ORDER BY id LIMIT ?", s.Name, int64(limit))
	})
	if err != nil || len(docs) > 0 {
		return docs, engine.Broken("read "+s.Name, err)
	}
	return nil, e.writer.do(op{run: func(c *conn) error {
		_, err := c.exec("UPDATE collections SET settled = 1 WHERE name = ?", s.Name)
		return err
	}})
}

// Rekey implements engine.Engine.
func (e *Engine) Rekey(_ context.Context, s *engine.Schema, docs []engine.Doc) error {
	t := e.table(s)
	return e.writer.do(op{atomic: true, run: func(c *conn) error {
		for _, d := range docs {
			n, err := c.number("SELECT count(*) FROM "+t.name+" WHERE id = ? AND rev = ?", d.ID, d.Rev)
			if err != nil {
				return err
			}
			if n == 0 {
				continue // written meanwhile, under the new declarations
			}
			if err := t.clearSides(c, d); err != nil {
				return err
			}
			if _, err := c.exec(t.rekey, append(t.entries(nil, d.Keys), d.Expires, d.ID)...); isTaken(err) {
				return t.taken(c, d, false)
			} else if err != nil {
				return err
			}
			if err := t.fillSides(c, d); err != nil {
				return err
			}
		}
		_, err := c.exec("UPDATE collections SET done = ? WHERE name = ?", docs[len(docs)-1].ID, s.Name)
		return err
	}})
}
