package sqlite

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"preau.education/preau/internal/docstore/engine"
)

// make creates what the table lacks, and again what was declared otherwise before; fresh is 1
// when there was no table.
func (t *table) make(c *conn) (fresh int64, err error) {
	present, err := t.present(c)
	if err != nil {
		return 0, err
	}
	if len(present) == 0 {
		fresh = 1
		columns := append([]string{"id TEXT PRIMARY KEY", "rev INTEGER NOT NULL", "expires INTEGER NOT NULL"}, t.columns...)
		if err := c.script(fmt.Sprintf("CREATE TABLE %s (%s, body BLOB NOT NULL)", t.name, strings.Join(columns, ", "))); err != nil {
			return 0, err
		}
	}
	for _, column := range t.columns {
		if fresh == 1 || present[strings.Trim(column, `"`)] {
			continue
		}
		if err := c.script(fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", t.name, column)); err != nil {
			return 0, err
		}
	}
	for _, ix := range t.schema.Indexes {
		if ix.Multi {
			continue
		}
		if err := t.makeIndex(c, ix); err != nil {
			return 0, err
		}
	}
	for _, s := range t.sides {
		if err := ensure(c, "TABLE", s.name, s.create); err != nil {
			return 0, err
		}
	}
	if t.schema.Expires {
		name := quoted("x_" + t.schema.Name)
		err = ensure(c, "INDEX", name, fmt.Sprintf("CREATE INDEX %s ON %s (expires) WHERE expires > 0", name, t.name))
	}
	return fresh, err
}

// present is the columns that the table has.
func (t *table) present(c *conn) (map[string]bool, error) {
	columns := map[string]bool{}
	err := c.query(func(row []driver.Value) error {
		columns[fmt.Sprint(row[0])] = true
		return nil
	}, "SELECT name FROM pragma_table_info(?)", strings.Trim(t.name, `"`))
	return columns, err
}

func (t *table) makeIndex(c *conn, ix engine.Index) error {
	columns := columnsOf(ix)
	list, kind := strings.Join(columns, ", "), "INDEX"
	if ix.Unique {
		kind = "UNIQUE INDEX"
	} else {
		list += ", id"
	}
	return ensure(c, "INDEX", t.indexName(ix), fmt.Sprintf("CREATE %s %s ON %s (%s) WHERE %s IS NOT NULL", kind, t.indexName(ix), t.name, list, columns[0]))
}

// ensure runs sql, which creates the thing of that name, unless it is there just so.
func ensure(c *conn, kind, name, sql string) error {
	was := ""
	err := c.query(func(row []driver.Value) error {
		was, _ = row[0].(string)
		return nil
	}, "SELECT sql FROM sqlite_schema WHERE name = ?", strings.Trim(name, `"`))
	if err != nil || was == sql {
		return err
	}
	if was != "" {
		if err := c.script(fmt.Sprintf("DROP %s %s", kind, name)); err != nil {
			return err
		}
	}
	return c.script(sql)
}
