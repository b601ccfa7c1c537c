package docstore

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"iter"

	"go.mongodb.org/mongo-driver/bson"

	"preau.education/preau/internal/docstore/engine"
	"preau.education/preau/internal/fault"
)

// Find answers one page of a query.
func (c *Collection[T]) Find(ctx context.Context, q Query[T]) (Page[T], error) {
	raw, err := c.plan(q)
	if err != nil {
		return Page[T]{}, err
	}
	return c.page(ctx, raw)
}

// All answers a query whole, page after page of q.Limit documents, for jobs and exports. It
// stops after the first error.
func (c *Collection[T]) All(ctx context.Context, q Query[T]) iter.Seq2[Doc[T], error] {
	return func(yield func(Doc[T], error) bool) {
		for {
			page, err := c.Find(ctx, q)
			if err != nil {
				yield(Doc[T]{}, err)
				return
			}
			for _, doc := range page.Docs {
				if !yield(doc, nil) {
					return
				}
			}
			if q.After = page.Next; q.After == "" {
				return
			}
		}
	}
}

// Prefix returns the documents whose id starts with prefix, in the order of ids.
func (c *Collection[T]) Prefix(ctx context.Context, prefix string, limit int, after string) (Page[T], error) {
	q, err := prefixQuery(c.db, prefix, limit, after)
	if err != nil {
		return Page[T]{}, err
	}
	return c.page(ctx, q)
}

// lastRune is greater than any text of an id.
const lastRune = "\U0010FFFF"

func prefixQuery(db *DB, prefix string, limit int, after string) (engine.Query, error) {
	q := engine.Query{Index: engine.ByID, Limit: limit, Now: db.now().UnixMilli()}
	if limit < 1 || limit > MaxLimit {
		return q, badQuery("limit %d is not within 1 to %d", limit, MaxLimit)
	}
	if prefix != "" {
		q.From, q.To = prefix, prefix+lastRune
	}
	var err error
	q.After, err = readCursor(after, "", 1)
	return q, err
}

// plan checks a query against the declarations.
func (c *Collection[T]) plan(q Query[T]) (engine.Query, error) {
	place, declared := c.places[q.Index]
	if !declared {
		return engine.Query{}, fault.As("docstore.Find", fault.Invalid, "undeclared_index",
			fmt.Errorf("%s has no such index", c.def.Name))
	}
	ix := q.Index
	ranged := q.From != nil || q.To != nil
	switch {
	case q.Limit < 1 || q.Limit > MaxLimit:
		return engine.Query{}, badQuery("%s: limit %d is not within 1 to %d", c.def.Name, q.Limit, MaxLimit)
	case len(q.Eq) > len(ix.Parts), ranged && ix.Unique && len(q.Eq) == len(ix.Parts):
		return engine.Query{}, badQuery("%s: index %q has %d parts only", c.def.Name, ix.Name, len(ix.Parts))
	case ix.Multi && len(q.Eq) != len(ix.Parts):
		return engine.Query{}, badQuery("%s: index %q has many values: it is asked for one, with equality on every part", c.def.Name, ix.Name)
	}
	raw := engine.Query{Index: place, Desc: q.Desc, Limit: q.Limit, Now: c.db.now().UnixMilli(), Eq: make([]any, len(q.Eq))}
	ok := true
	for i, v := range q.Eq {
		if raw.Eq[i], ok = component(v); !ok {
			return engine.Query{}, badQuery("%s: index %q: %s cannot be a %T", c.def.Name, ix.Name, ix.Parts[i], v)
		}
	}
	if q.From != nil {
		raw.From, ok = component(q.From)
	}
	if q.To != nil && ok {
		raw.To, ok = component(q.To)
	}
	if !ok {
		return engine.Query{}, badQuery("%s: index %q: from %T to %T is no range", c.def.Name, ix.Name, q.From, q.To)
	}
	var err error
	raw.After, err = readCursor(q.After, ix.Name, len(ix.Parts)-len(q.Eq)+1)
	return raw, err
}

func badQuery(format string, args ...any) error {
	return fault.As("docstore.Find", fault.Invalid, "bad_query", fmt.Errorf(format, args...))
}

// page runs a query for one document more than asked, to know whether there is a next page.
func (c *Collection[T]) page(ctx context.Context, q engine.Query) (Page[T], error) {
	q.Limit++
	raws, err := c.db.engine.Find(ctx, c.schema, q)
	if err != nil {
		return Page[T]{}, err
	}
	more := len(raws) == q.Limit
	if more {
		raws = raws[:q.Limit-1]
	}
	page := Page[T]{Docs: make([]Doc[T], len(raws))}
	for i, raw := range raws {
		if page.Docs[i], err = c.decode(raw); err != nil {
			return Page[T]{}, err
		}
	}
	if more {
		page.Next, err = c.cursor(q, &page.Docs[len(page.Docs)-1])
	}
	return page, err
}

// cursor is the place of a document in the order of a query.
func (c *Collection[T]) cursor(q engine.Query, last *Doc[T]) (string, error) {
	name, place := "", []any{}
	if q.Index != engine.ByID {
		keys, err := c.keys(&last.Body)
		if err != nil {
			return "", err
		}
		name = c.def.Indexes[q.Index].Name
		if !c.def.Indexes[q.Index].Multi {
			place = append(place, keys[q.Index].Parts[len(q.Eq):]...)
		}
	}
	return writeCursor(name, append(place, last.ID))
}

type cursor struct {
	Index string `bson:"i"`
	Place []any  `bson:"p"`
}

func writeCursor(index string, place []any) (string, error) {
	raw, err := bson.Marshal(cursor{index, place})
	if err != nil {
		return "", fault.As("docstore.cursor", fault.Internal, "unencodable", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

var errForeignCursor = errors.New("the cursor belongs to another query")

// readCursor reads a place of n values; a cursor comes from outside and is believed only as a
// position within what the query allows.
func readCursor(text, index string, n int) ([]any, error) {
	if text == "" {
		return nil, nil
	}
	bad := func(err error) ([]any, error) {
		return nil, &fault.Error{Op: "docstore.Find", Kind: fault.Invalid, Code: "bad_cursor",
			Public: "Cette suite de liste n’est plus valable. Reprenez la liste au début.", Err: err}
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return bad(err)
	}
	var c cursor
	if err := bson.Unmarshal(raw, &c); err != nil {
		return bad(err)
	}
	if c.Index != index || len(c.Place) != n {
		return bad(errForeignCursor)
	}
	for _, v := range c.Place {
		switch v.(type) {
		case string, int64:
		default:
			return bad(errForeignCursor)
		}
	}
	return c.Place, nil
}
