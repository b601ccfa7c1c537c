package docstore

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"time"

	"preau.education/preau/internal/docstore/engine"
	"preau.education/preau/internal/fault"
)

// Collection is the typed view of one collection that a domain's store uses. Its errors are
// faults: NotFound (code "not_found"), Conflict ("exists" for an id or a unique entry taken,
// see [TakenIndex]), Precondition ("stale" when the revision is not the current one),
// TooLarge ("document_too_large", "too_many_documents"), Invalid ("bad_id", "bad_cursor",
// "undeclared_index", "bad_query").
type Collection[T any] struct {
	db     *DB
	def    Definition[T]
	schema *engine.Schema
	places map[*Index[T]]int
	cut    cutter // of the body's times; nil: it has none
}

// ErrUnchanged is returned by a change function that finds nothing to write: Update and
// Upsert then write nothing and return the document as read.
var ErrUnchanged = errors.New("docstore: unchanged")

// TakenIndex returns the name of the unique index whose entry made a write fail with Conflict
// "exists": "" for the id itself; ok is false for any other error.
func TakenIndex(err error) (name string, ok bool) {
	var taken *engine.Taken
	if errors.As(err, &taken) {
		return taken.Index, true
	}
	return "", false
}

// Get returns the document.
func (c *Collection[T]) Get(ctx context.Context, id string) (Doc[T], error) {
	raws, err := c.db.engine.Get(ctx, c.schema, []string{id})
	if err != nil {
		return Doc[T]{}, err
	}
	if len(raws) == 0 {
		return Doc[T]{}, engine.NotFound(c.def.Name, id)
	}
	return c.decode(raws[0])
}

// GetMany returns the documents that exist, by id; a missing id is absent from the map. At
// most MaxLimit ids.
func (c *Collection[T]) GetMany(ctx context.Context, ids []string) (map[string]Doc[T], error) {
	if len(ids) > MaxLimit {
		return nil, tooMany(len(ids), MaxLimit)
	}
	docs := make(map[string]Doc[T], len(ids))
	if len(ids) == 0 {
		return docs, nil
	}
	raws, err := c.db.engine.Get(ctx, c.schema, ids)
	if err != nil {
		return nil, err
	}
	for _, raw := range raws {
		if docs[raw.ID], err = c.decode(raw); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// Insert adds a document at revision 1, with the facts of its birth.
func (c *Collection[T]) Insert(ctx context.Context, id string, body *T, facts ...Fact) error {
	raw, err := c.encode(id, 1, body, facts)
	if err != nil {
		return err
	}
	return c.db.engine.Insert(ctx, c.schema, []engine.Doc{raw})
}

// InsertMany adds documents at revision 1, at most MaxBulk. On a duplicate it fails with
// Conflict: SQLite then has written none of them, MongoDB those before it (see
// [DB.InsertsWhole]).
func (c *Collection[T]) InsertMany(ctx context.Context, docs []Doc[T]) error {
	if len(docs) > MaxBulk {
		return tooMany(len(docs), MaxBulk)
	}
	raws := make([]engine.Doc, len(docs))
	for i := range docs {
		raw, err := c.encode(docs[i].ID, 1, &docs[i].Body, nil)
		if err != nil {
			return err
		}
		raws[i] = raw
	}
	if len(raws) == 0 {
		return nil
	}
	return c.db.engine.Insert(ctx, c.schema, raws)
}

// Replace writes body over revision rev and returns the new revision.
func (c *Collection[T]) Replace(ctx context.Context, id string, rev int64, body *T, facts ...Fact) (newRev int64, err error) {
	raw, err := c.encode(id, rev, body, facts)
	if err != nil {
		return 0, err
	}
	if err := c.db.engine.Replace(ctx, c.schema, raw); err != nil {
		return 0, err
	}
	return rev + 1, nil
}

// Update reads the document, has change alter it, and writes it back with the facts that
// change returned; when another write came between, it reads again and calls change again.
// The error of change is returned as it is and nothing is written.
func (c *Collection[T]) Update(ctx context.Context, id string, change func(*T) ([]Fact, error)) (Doc[T], error) {
	return c.retry(ctx, func() (Doc[T], error) {
		doc, err := c.Get(ctx, id)
		if err != nil {
			return Doc[T]{}, err
		}
		doc, _, err = c.apply(ctx, nil, doc, change)
		return doc, err
	})
}

// Upsert is Update for a document that may not exist: change then gets the zero body.
func (c *Collection[T]) Upsert(ctx context.Context, id string, change func(body *T, exists bool) ([]Fact, error)) (Doc[T], error) {
	return c.UpsertAfter(ctx, nil, id, change)
}

// Before is a document to be inserted before another is written; see [Collection.UpsertAfter].
type Before struct {
	write engine.Write
	err   error
}

// Before prepares the insertion of a document, with the facts of its birth.
func (c *Collection[T]) Before(id string, body *T, facts ...Fact) Before {
	raw, err := c.encode(id, 0, body, facts)
	return Before{engine.Write{Schema: c.schema, Doc: raw}, err}
}

// UpsertAfter is Upsert after inserts, of other collections as a rule: the document is written
// only once they all are, on SQLite by one commit for all. When one is taken its Conflict is
// returned and nothing after it is written; an error of change is returned as it is and nothing
// at all is written. It is no transaction: a process killed in between leaves inserts, whose
// facts are there to go on from.
func (c *Collection[T]) UpsertAfter(ctx context.Context, first []Before, id string, change func(body *T, exists bool) ([]Fact, error)) (Doc[T], error) {
	writes := make([]engine.Write, len(first), len(first)+1)
	for i, f := range first {
		if f.err != nil {
			return Doc[T]{}, f.err
		}
		writes[i] = f.write
	}
	return c.retry(ctx, func() (Doc[T], error) {
		doc, err := c.Get(ctx, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return Doc[T]{}, err
		}
		exists := err == nil
		doc.ID = id
		doc, made, err := c.apply(ctx, writes, doc, func(body *T) ([]Fact, error) { return change(body, exists) })
		writes = writes[min(made, len(writes)):]
		return doc, err
	})
}

// apply changes a document as read (revision 0: not there yet) and writes it, after other
// writes; it returns how many writes were made.
func (c *Collection[T]) apply(ctx context.Context, writes []engine.Write, doc Doc[T], change func(*T) ([]Fact, error)) (_ Doc[T], made int, _ error) {
	var was []engine.Key
	if doc.Rev > 0 {
		var err error
		if was, err = c.keys(&doc.Body); err != nil {
			return Doc[T]{}, 0, err
		}
	}
	facts, err := change(&doc.Body)
	if errors.Is(err, ErrUnchanged) {
		made, err = c.db.engine.Write(ctx, writes)
		return doc, made, err
	}
	if err != nil {
		return Doc[T]{}, 0, err
	}
	raw, err := c.encode(doc.ID, doc.Rev, &doc.Body, facts)
	if err != nil {
		return Doc[T]{}, 0, err
	}
	raw.Was = was
	made, err = c.db.engine.Write(ctx, append(writes, engine.Write{Schema: c.schema, Doc: raw}))
	if index, taken := TakenIndex(err); taken && index == "" && made == len(writes) {
		return Doc[T]{}, made, engine.Stale(c.def.Name, doc.ID, doc.Rev) // inserted meanwhile: read it
	}
	if err != nil {
		return Doc[T]{}, made, err
	}
	if c.cut != nil {
		c.cut(reflect.ValueOf(&doc.Body).Elem())
	}
	doc.Rev++
	return doc, made, nil
}

const (
	maxAttempts = 500
	maxPause    = 20 * time.Millisecond
)

// retry repeats attempt while it fails for having been overtaken, with pauses that grow and
// differ so that many writers of one document let one another through.
func (c *Collection[T]) retry(ctx context.Context, attempt func() (Doc[T], error)) (Doc[T], error) {
	pause := 50 * time.Microsecond
	for range maxAttempts {
		doc, err := attempt()
		if err == nil || fault.CodeOf(err) != "stale" {
			return doc, err
		}
		select {
		case <-ctx.Done():
			return Doc[T]{}, ctx.Err()
		case <-time.After(rand.N(pause)):
		}
		pause = min(2*pause, maxPause)
	}
	return Doc[T]{}, fault.As("docstore.Update", fault.Unavailable, "contended",
		fmt.Errorf("%s: overtaken %d times", c.def.Name, maxAttempts))
}

// Delete removes the document; NotFound when there is none.
func (c *Collection[T]) Delete(ctx context.Context, id string) error {
	return c.db.engine.Delete(ctx, c.schema, id)
}

func tooMany(n, limit int) error {
	return fault.As("docstore", fault.TooLarge, "too_many_documents", fmt.Errorf("%d documents at once, at most %d", n, limit))
}
