package sqlite

import (
	"fmt"
	"strings"

	"preau.education/preau/internal/docstore/engine"
)

// findShape is what the SQL of a find depends on, besides its values.
type findShape struct {
	index, eq       int
	from, to, after bool
	desc            bool
}

// find returns the SQL and the values for q.
func (t *table) find(q engine.Query) (string, []any) {
	shape := findShape{index: q.Index, eq: len(q.Eq), from: q.From != nil, to: q.To != nil, after: q.After != nil, desc: q.Desc}
	// The cursor is a bound itself: the one it replaces would only compete with it.
	if shape.after && shape.desc {
		shape.to = false
	} else if shape.after {
		shape.from = false
	}
	t.mu.Lock()
	sql, ok := t.finds[shape]
	if !ok {
		sql = t.compose(shape)
		t.finds[shape] = sql
	}
	t.mu.Unlock()
	args := make([]any, 0, len(q.Eq)+len(q.After)+4)
	args = append(args, q.Eq...)
	if shape.from {
		args = append(args, q.From)
	}
	if shape.to {
		args = append(args, q.To)
	}
	if shape.after {
		args = append(args, q.After...)
	}
	if t.schema.Expires {
		args = append(args, q.Now)
	}
	return sql, append(args, int64(q.Limit))
}

// compose writes the SELECT of a shape. INDEXED BY makes SQLite refuse, rather than scan,
// should it ever not see how to use the index.
func (t *table) compose(s findShape) string {
	var cols, where []string
	source, id := t.name+" AS d", "d.id"
	switch {
	case s.index == engine.ByID:
	case t.schema.Indexes[s.index].Multi:
		ix := t.schema.Indexes[s.index]
		cols = prefixed("m.", columnsOf(ix))
		source = fmt.Sprintf("%s AS m CROSS JOIN %s AS d ON d.id = m.doc", t.sideOf(s.index).name, t.name)
		id = "m.doc"
	default:
		ix := t.schema.Indexes[s.index]
		cols = prefixed("d.", columnsOf(ix))
		source += " INDEXED BY " + t.indexName(ix)
		where = append(where, cols[0]+" IS NOT NULL")
	}
	for _, c := range cols[:s.eq] {
		where = append(where, c+" = ?")
	}
	rest := append(append([]string{}, cols[s.eq:]...), id)
	if s.from {
		where = append(where, rest[0]+" >= ?")
	}
	if s.to {
		where = append(where, rest[0]+" < ?")
	}
	order, beyond := "", ">"
	if s.desc {
		order, beyond = " DESC", "<"
	}
	if s.after {
		where = append(where, fmt.Sprintf("(%s) %s (%s)", strings.Join(rest, ", "), beyond, strings.TrimSuffix(strings.Repeat("?, ", len(rest)), ", ")))
	}
	if t.schema.Expires {
		where = append(where, "(d.expires = 0 OR d.expires > ?)")
	}
	sql := "SELECT d.id, d.rev, d.body FROM " + source
	if len(where) > 0 {
		sql += " WHERE " + strings.Join(where, " AND ")
	}
	return sql + " ORDER BY " + strings.Join(rest, order+", ") + order + " LIMIT ?"
}

func prefixed(prefix string, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + n
	}
	return out
}
