package sqlite

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"preau.education/preau/internal/docstore/engine"
)

// side is the side table of an index with many values: a row for each value of each document,
// in the order of the index and nothing else. What a document has there is known from its own
// row, so that rows are found to be removed without another index, which would cost as much to
// keep as this one.
type side struct {
	index  int // in the schema
	name   string
	create string
	fill   string // adds what the row of a document says; takes its id
	clear  string // removes what the row of a document says; takes its id
	sweep  string // removes what is said by the rows of expired documents; takes the time
}

const expired = "expires > 0 AND expires <= ?"

func newSide(t *table, index int) side {
	ix := t.schema.Indexes[index]
	columns := columnsOf(ix)
	list := strings.Join(columns, ", ")
	unique := ""
	if ix.Unique {
		unique = fmt.Sprintf(", UNIQUE (%s)", list)
	}
	s := side{index: index, name: quoted("m_" + t.schema.Name + "." + ix.Name)}
	s.create = fmt.Sprintf("CREATE TABLE %s (%s, doc TEXT NOT NULL, PRIMARY KEY (%s, doc)%s) WITHOUT ROWID", s.name, list, list, unique)
	last := len(columns) - 1
	said := append(prefixed("d.", columns[:last]), "j.value", "d.id")
	rows := fmt.Sprintf("SELECT %s FROM %s AS d, json_each(d.%s) AS j WHERE d.", strings.Join(said, ", "), t.name, columns[last])
	remove := fmt.Sprintf("DELETE FROM %s WHERE (%s, doc) IN (%s", s.name, list, rows)
	s.fill = fmt.Sprintf("INSERT INTO %s %sid = ?", s.name, rows)
	s.clear = remove + "id = ?)"
	s.sweep = remove + expired + ")"
	return s
}

// listed is the values of an entry as the document's row holds them, or ids to be got, each once.
func listed(values []string) string {
	values = slices.Clone(values)
	slices.Sort(values)
	list, _ := json.Marshal(slices.Compact(values)) // strings always marshal
	return string(list)
}

// same says that a write leaves a side table as it is.
func (s *side) same(d engine.Doc) bool {
	return d.Was != nil && d.Was[s.index].Equal(d.Keys[s.index])
}

// fillSides adds what the row of a document, just written, says.
func (t *table) fillSides(c *conn, d engine.Doc) error {
	for i := range t.sides {
		s := &t.sides[i]
		if s.same(d) || d.Keys[s.index].Parts == nil {
			continue
		}
		if _, err := c.exec(s.fill, d.ID); isTaken(err) {
			return engine.Exists(t.schema.Name, t.schema.Indexes[s.index].Name, d.ID)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// clearSides removes what the row of a document says, which is to be written again or removed.
func (t *table) clearSides(c *conn, d engine.Doc) error {
	for i := range t.sides {
		if s := &t.sides[i]; !s.same(d) {
			if _, err := c.exec(s.clear, d.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// sideOf is the side table of an index.
func (t *table) sideOf(index int) *side {
	return &t.sides[slices.IndexFunc(t.sides, func(s side) bool { return s.index == index })]
}
