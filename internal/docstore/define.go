package docstore

import (
	"context"
	"reflect"
	"slices"

	"preau.education/preau/internal/docstore/engine"
)

// Define makes a collection ready: its place and its indexes are created where they are
// missing, and documents written under older declarations get their entries before it
// returns. A declaration that makes no sense is an error here, at start.
func Define[T any](db *DB, def Definition[T]) (*Collection[T], error) {
	schema := &engine.Schema{Name: def.Name, Expires: def.Expires != nil}
	places := make(map[*Index[T]]int, len(def.Indexes))
	for i, ix := range def.Indexes {
		if err := checkIndex(def.Name, ix); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(schema.Indexes, func(s engine.Index) bool { return s.Name == ix.Name }) {
			return nil, misdeclared("%s: two indexes named %q", def.Name, ix.Name)
		}
		places[ix] = i
		schema.Indexes = append(schema.Indexes, engine.Index{Name: ix.Name, Parts: ix.Parts, Multi: ix.Multi, Unique: ix.Unique})
	}
	if err := db.claim(def.Name); err != nil {
		return nil, err
	}
	c := &Collection[T]{db: db, def: def, schema: schema, places: places, cut: cutterOf(reflect.TypeFor[T]())}
	stale, err := db.engine.Define(context.Background(), schema)
	if err != nil {
		return nil, err
	}
	if stale {
		if err := c.rekey(context.Background()); err != nil {
			return nil, err
		}
	}
	db.mu.Lock()
	db.rekeys = append(db.rekeys, c.rekey)
	db.mu.Unlock()
	return c, nil
}

func checkIndex[T any](collection string, ix *Index[T]) error {
	switch {
	case ix == nil:
		return misdeclared("%s: nil index", collection)
	case !snake.MatchString(ix.Name):
		return misdeclared("%s: index %q: a name is in snake_case", collection, ix.Name)
	case len(ix.Parts) == 0 || ix.Keys == nil:
		return misdeclared("%s: index %q has no parts or no keys", collection, ix.Name)
	}
	for i, p := range ix.Parts {
		if !snake.MatchString(p) || slices.Contains(ix.Parts[:i], p) {
			return misdeclared("%s: index %q: part %q: a name is in snake_case and its own", collection, ix.Name, p)
		}
	}
	return nil
}

const rekeyBatch = 100

// rekey gives documents of older declarations their entries.
func (c *Collection[T]) rekey(ctx context.Context) error {
	for {
		raws, err := c.db.engine.Stale(ctx, c.schema, rekeyBatch)
		if err != nil || len(raws) == 0 {
			return err
		}
		for i := range raws {
			doc, err := c.decode(raws[i])
			if err != nil {
				return err
			}
			if raws[i].Keys, err = c.keys(&doc.Body); err != nil {
				return err
			}
			raws[i].Expires = c.expiry(&doc.Body)
		}
		if err := c.db.engine.Rekey(ctx, c.schema, raws); err != nil {
			return err
		}
	}
}
