package sqlite

import (
	"fmt"
	"strings"
	"sync"

	"preau.education/preau/internal/docstore/engine"
)

// table is a collection as SQL: one real column for each component of each index, and a side
// table for each index with many values. Its statements are composed once and cached, so that
// each is prepared once on each connection.
type table struct {
	schema  *engine.Schema
	name    string
	columns []string // of the entries kept in the main table, in order
	offsets []int    // for each index, where its columns start; -1 for a Multi one
	insert  string
	replace string
	rekey   string
	remove  string

	mu    sync.Mutex
	finds map[findShape]string // guarded by mu
}

func quoted(name string) string { return `"` + name + `"` }

func newTable(s *engine.Schema) *table {
	t := &table{schema: s, name: quoted("d_" + s.Name), finds: map[findShape]string{}}
	for _, ix := range s.Indexes {
		if ix.Multi {
			t.offsets = append(t.offsets, -1)
			continue
		}
		t.offsets = append(t.offsets, len(t.columns))
		for part := range ix.Parts {
			t.columns = append(t.columns, column(ix, part))
		}
	}
	cols := strings.Join(append([]string{"id", "rev", "expires"}, append(t.columns, "body")...), ", ")
	marks := strings.Repeat("?, ", 3+len(t.columns)) + "?"
	set := ""
	for _, c := range t.columns {
		set += c + " = ?, "
	}
	t.insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", t.name, cols, marks)
	t.replace = fmt.Sprintf("UPDATE %s SET rev = rev + 1, expires = ?, %sbody = ? WHERE id = ? AND rev = ?", t.name, set)
	t.rekey = fmt.Sprintf("UPDATE %s SET %sexpires = ? WHERE id = ? AND rev = ?", t.name, set)
	t.remove = fmt.Sprintf("DELETE FROM %s WHERE id = ?", t.name)
	return t
}

func column(ix engine.Index, part int) string { return quoted(ix.Name + "." + ix.Parts[part]) }

func columnsOf(ix engine.Index) []string {
	names := make([]string, len(ix.Parts))
	for i := range ix.Parts {
		names[i] = column(ix, i)
	}
	return names
}

func (t *table) side(ix engine.Index) string {
	return quoted("m_" + t.schema.Name + "." + ix.Name)
}

func (t *table) indexName(ix engine.Index) string {
	return quoted("i_" + t.schema.Name + "." + ix.Name)
}

// create returns the statements that make the table and what it lacks.
func (t *table) create(present map[string]bool) []string {
	var sql []string
	if len(present) == 0 {
		cols := strings.Join(append(append([]string{"id TEXT PRIMARY KEY", "rev INTEGER NOT NULL", "expires INTEGER NOT NULL"}, t.columns...), "body BLOB NOT NULL"), ", ")
		sql = append(sql, fmt.Sprintf("CREATE TABLE %s (%s)", t.name, cols))
	}
	for _, c := range t.columns {
		if len(present) > 0 && !present[strings.Trim(c, `"`)] {
			sql = append(sql, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", t.name, c))
		}
	}
	for _, ix := range t.schema.Indexes {
		sql = append(sql, t.createIndex(ix)...)
	}
	if t.schema.Expires {
		sql = append(sql, fmt.Sprintf(`CREATE INDEX IF NOT EXISTS %s ON %s (expires) WHERE expires > 0`, quoted("x_"+t.schema.Name), t.name))
	}
	return sql
}

func (t *table) createIndex(ix engine.Index) []string {
	cols := columnsOf(ix)
	list := strings.Join(cols, ", ")
	if ix.Multi {
		unique := ""
		if ix.Unique {
			unique = fmt.Sprintf(", UNIQUE (%s)", list)
		}
		return []string{
			fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s (%s, id TEXT NOT NULL, PRIMARY KEY (%s, id)%s) WITHOUT ROWID", t.side(ix), list, list, unique),
			fmt.Sprintf("CREATE INDEX IF NOT EXISTS %s ON %s (id)", t.indexName(ix), t.side(ix)),
		}
	}
	kind := "INDEX"
	if ix.Unique {
		kind = "UNIQUE INDEX"
	} else {
		list += ", id"
	}
	return []string{fmt.Sprintf("CREATE %s IF NOT EXISTS %s ON %s (%s) WHERE %s IS NOT NULL", kind, t.indexName(ix), t.name, list, cols[0])}
}

// entries appends the values of the main table's index columns.
func (t *table) entries(args []any, keys []engine.Key) []any {
	for i, ix := range t.schema.Indexes {
		if ix.Multi {
			continue
		}
		if keys[i].Parts == nil {
			for range ix.Parts {
				args = append(args, nil)
			}
			continue
		}
		args = append(args, keys[i].Parts...)
	}
	return args
}

// multi says whether a document's write touches side tables.
func (t *table) multi() bool {
	for _, ix := range t.schema.Indexes {
		if ix.Multi {
			return true
		}
	}
	return false
}

// writeSides makes the side tables say what keys says.
func (t *table) writeSides(c *conn, id string, keys []engine.Key, fresh bool) error {
	for i, ix := range t.schema.Indexes {
		if !ix.Multi {
			continue
		}
		if !fresh {
			if _, err := c.exec("DELETE FROM "+t.side(ix)+" WHERE id = ?", id); err != nil {
				return err
			}
		}
		if keys == nil || keys[i].Parts == nil && keys[i].Values == nil {
			continue
		}
		into := "INSERT INTO " + t.side(ix) + " VALUES (" + strings.Repeat("?, ", len(ix.Parts)) + "?)"
		seen := map[string]bool{}
		for _, v := range keys[i].Values {
			if seen[v] {
				continue
			}
			seen[v] = true
			args := append(append(append(make([]any, 0, len(ix.Parts)+1), keys[i].Parts...), v), id)
			if _, err := c.exec(into, args...); isTaken(err) {
				return engine.Exists(t.schema.Name, ix.Name, id)
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

// taken finds which id or unique entry of doc another document holds.
func (t *table) taken(c *conn, doc engine.Doc, inserting bool) error {
	if inserting {
		n, err := c.number("SELECT count(*) FROM "+t.name+" WHERE id = ?", doc.ID)
		if err != nil {
			return err
		}
		if n > 0 {
			return engine.Exists(t.schema.Name, "", doc.ID)
		}
	}
	for i, ix := range t.schema.Indexes {
		if !ix.Unique || ix.Multi || doc.Keys[i].Parts == nil {
			continue
		}
		where := strings.Join(columnsOf(ix), " = ? AND ") + " = ? AND id <> ?"
		n, err := c.number("SELECT count(*) FROM "+t.name+" WHERE "+where, append(append([]any{}, doc.Keys[i].Parts...), doc.ID)...)
		if err != nil {
			return err
		}
		if n > 0 {
			return engine.Exists(t.schema.Name, ix.Name, doc.ID)
		}
	}
	return engine.Exists(t.schema.Name, "", doc.ID)
}
