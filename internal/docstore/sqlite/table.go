package sqlite

import (
	"fmt"
	"strings"
	"sync"

	"preau.education/preau/internal/docstore/engine"
)

// table is a collection as SQL: one real column for each component of each index. That of an
// index with many values holds them as a JSON array, which a side table repeats one by one, in
// the order of the index; see sides.go. Statements are composed once and cached, so that each is
// prepared once on each connection.
type table struct {
	schema  *engine.Schema
	name    string
	columns []string // of the entries, in order
	sides   []side
	get     string // takes an id
	getMany string // takes ids, as listed
	insert  string
	rekey   string
	remove  string

	mu       sync.Mutex
	finds    map[findShape]string // guarded by mu
	replaces map[string]string    // by which indexes change; guarded by mu
}

func quoted(name string) string { return `"` + name + `"` }

func newTable(s *engine.Schema) *table {
	t := &table{schema: s, name: quoted("d_" + s.Name), finds: map[findShape]string{}, replaces: map[string]string{}}
	for i, ix := range s.Indexes {
		t.columns = append(t.columns, columnsOf(ix)...)
		if ix.Multi {
			t.sides = append(t.sides, newSide(t, i))
		}
	}
	cols := strings.Join(append([]string{"id", "rev", "expires"}, append(t.columns, "body")...), ", ")
	marks := strings.Repeat("?, ", 3+len(t.columns)) + "?"
	set := ""
	for _, c := range t.columns {
		set += c + " = ?, "
	}
	t.get = fmt.Sprintf("SELECT id, rev, body, expires FROM %s WHERE id = ?", t.name)
	t.getMany = fmt.Sprintf("SELECT id, rev, body, expires FROM %s WHERE id IN (SELECT value FROM json_each(?))", t.name)
	t.insert = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", t.name, cols, marks)
	t.rekey = fmt.Sprintf("UPDATE %s SET %sexpires = ? WHERE id = ?", t.name, set)
	t.remove = fmt.Sprintf("DELETE FROM %s WHERE id = ?", t.name)
	return t
}

// columnsOf names the columns of an index. The mark of a list keeps it from being taken for what
// an index with one value, declared before under the same names, has left in the rows.
func columnsOf(ix engine.Index) []string {
	names := make([]string, len(ix.Parts))
	for i, part := range ix.Parts {
		if ix.Multi && i == len(ix.Parts)-1 {
			part += "[]"
		}
		names[i] = quoted(ix.Name + "." + part)
	}
	return names
}

func (t *table) indexName(ix engine.Index) string {
	return quoted("i_" + t.schema.Name + "." + ix.Name)
}

// replacement returns the UPDATE of a document and its values. Columns that keep their value
// are not named: SQLite would write their indexes again.
func (t *table) replacement(d engine.Doc) (string, []any) {
	args := append(make([]any, 0, len(t.columns)+4), d.Expires)
	changed := make([]byte, len(t.schema.Indexes))
	for i := range t.schema.Indexes {
		if d.Was == nil || !d.Was[i].Equal(d.Keys[i]) {
			changed[i] = 1
			args = t.entry(args, i, d.Keys)
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	sql, ok := t.replaces[string(changed)]
	if !ok {
		set := ""
		for i, ix := range t.schema.Indexes {
			if changed[i] == 1 {
				set += strings.Join(columnsOf(ix), " = ?, ") + " = ?, "
			}
		}
		sql = fmt.Sprintf("UPDATE %s SET rev = rev + 1, expires = ?, %sbody = ? WHERE id = ? AND rev = ?", t.name, set)
		t.replaces[string(changed)] = sql
	}
	return sql, append(args, d.Body, d.ID, d.Rev)
}

// entries appends the values of the index columns.
func (t *table) entries(args []any, keys []engine.Key) []any {
	for i := range t.schema.Indexes {
		args = t.entry(args, i, keys)
	}
	return args
}

func (t *table) entry(args []any, i int, keys []engine.Key) []any {
	ix := t.schema.Indexes[i]
	if keys[i].Parts == nil {
		for range ix.Parts {
			args = append(args, nil)
		}
		return args
	}
	args = append(args, keys[i].Parts...)
	if ix.Multi {
		args = append(args, listed(keys[i].Values))
	}
	return args
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
