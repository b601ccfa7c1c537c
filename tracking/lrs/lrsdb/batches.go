package lrsdb

import (
	"context"
	"crypto/rand"
	"errors"
	mrand "math/rand/v2"
	"sync"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

// Where the database inserts several documents one after the other, a batch of statements could
// be there in part: while it is being written, after a failure, after a crash. There its
// statements carry the batch's name, and nothing shows them until the batch's own document
// exists, which is written last. Whoever comes upon statements that have waited for it too long
// writes that document first, saying that the batch is dropped: of the two, one alone can be.

// batchDoc decides of a batch. Its id is the batch's name.
type batchDoc struct {
	At      time.Time `bson:"at"`
	Dropped bool      `bson:"dropped,omitempty"`
}

var batchDocs = docstore.Definition[batchDoc]{Name: "lrs_batches", Expires: func(d *batchDoc) time.Time {
	if d.Dropped {
		return d.At.Add(droppedTime)
	}
	return time.Time{}
}}

const (
	// overdue is the age of a batch that nobody is writing any more: a request ends long before.
	overdue = 2 * time.Minute
	// droppedTime is how long a batch is remembered as dropped: what is left of it then is overdue.
	droppedTime = 24 * time.Hour
	// insertAttempts and firstPause bound how long a batch waits for another that has one of its
	// ids and is not decided.
	insertAttempts = 8
	firstPause     = 5 * time.Millisecond
	undoTime       = 10 * time.Second
	maxKept        = 20_000 // names remembered
)

// batches keeps statements all or none. The nil batches is that of a database which does so by
// itself.
type batches struct {
	statements *docstore.Collection[statementDoc]
	docs       *docstore.Collection[batchDoc]
	now        func() time.Time

	mu   sync.Mutex // guards kept
	kept map[string]bool
}

func newBatches(st *docstore.Collection[statementDoc], docs *docstore.Collection[batchDoc], now func() time.Time) *batches {
	return &batches{statements: st, docs: docs, now: now, kept: map[string]bool{}}
}

// insert adds statements, all or none. It waits for those that have one of their ids and are not
// decided.
func (b *batches) insert(ctx context.Context, docs []docstore.Doc[statementDoc]) error {
	pause := firstPause
	for range insertAttempts {
		err := b.insertOnce(ctx, docs)
		if !fault.Is(err, fault.Conflict) {
			return err
		}
		taken, err2 := b.taken(ctx, docs)
		if err2 != nil {
			return err2
		}
		if taken {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(mrand.N(pause)):
		}
		pause *= 2
	}
	return fault.New("lrsdb.Insert", fault.Unavailable, "contended", "Le magasin de traces est très sollicité ; renvoyez cette demande.")
}

// taken says whether a statement that is shown has one of the ids. What is overdue lets go of them.
func (b *batches) taken(ctx context.Context, docs []docstore.Doc[statementDoc]) (bool, error) {
	for i := range docs {
		page, err := b.statements.Find(ctx, docstore.Query[statementDoc]{Index: statementsByID, Eq: []any{docs[i].Body.ID}, Limit: 1})
		if err != nil {
			return false, err
		}
		shown, err := b.shown(ctx, page.Docs)
		if err != nil || len(shown) > 0 {
			return true, err
		}
	}
	return false, nil
}

func (b *batches) insertOnce(ctx context.Context, docs []docstore.Doc[statementDoc]) error {
	if len(docs) < 2 {
		return b.statements.InsertMany(ctx, docs)
	}
	name := rand.Text()
	for i := range docs {
		docs[i].Body.Batch = name
	}
	err := b.statements.InsertMany(ctx, docs)
	if err == nil {
		if err = b.docs.Insert(ctx, name, &batchDoc{At: docs[0].Body.At}); err == nil {
			b.remember(name)
			return nil
		}
	}
	undo, cancel := context.WithTimeout(context.WithoutCancel(ctx), undoTime)
	defer cancel()
	whole, err2 := b.drop(undo, name, docs[0].ID, docs[0].Body.At)
	if whole && err2 == nil { // its document was written though we were told otherwise
		return nil
	}
	return errors.Join(err, err2)
}

// drop decides that a batch is not to be, unless it is already: whole then says so. It removes
// the statements that are there of it; key is that of any.
func (b *batches) drop(ctx context.Context, name, key string, at time.Time) (whole bool, err error) {
	err = b.docs.Insert(ctx, name, &batchDoc{At: at, Dropped: true})
	if fault.Is(err, fault.Conflict) {
		d, err := b.docs.Get(ctx, name)
		if err != nil {
			return false, err
		}
		if !d.Body.Dropped {
			b.remember(name)
			return true, nil
		}
	} else if err != nil {
		return false, err
	}
	return false, b.remove(ctx, name, key)
}

// remove removes the statements of a batch. They were placed together: their keys begin with one
// time.
func (b *batches) remove(ctx context.Context, name, key string) error {
	for after := ""; ; {
		page, err := b.statements.Prefix(ctx, key[:lrs.KeyTime], docstore.MaxLimit, after)
		if err != nil {
			return err
		}
		for _, d := range page.Docs {
			if d.Body.Batch != name {
				continue
			}
			if err := b.statements.Delete(ctx, d.ID); err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

// shown leaves out the statements of batches that are not whole, and removes those that will
// never be.
func (b *batches) shown(ctx context.Context, docs []docstore.Doc[statementDoc]) ([]docstore.Doc[statementDoc], error) {
	if b == nil {
		return docs, nil
	}
	doubtful := b.doubtful(docs)
	if len(doubtful) == 0 {
		return docs, nil
	}
	names := make([]string, 0, len(doubtful))
	for name := range doubtful {
		names = append(names, name)
	}
	decided, err := b.docs.GetMany(ctx, names)
	if err != nil {
		return nil, err
	}
	for name, d := range doubtful {
		decision, is := decided[name]
		whole := is && !decision.Body.Dropped
		if !is && b.now().Sub(d.Body.At) > overdue {
			whole, err = b.drop(ctx, name, d.ID, d.Body.At)
		} else if is && !whole {
			err = b.remove(ctx, name, d.ID)
		}
		if err != nil {
			return nil, err
		}
		if whole {
			b.remember(name)
			delete(doubtful, name)
		}
	}
	left := make([]docstore.Doc[statementDoc], 0, len(docs))
	for _, d := range docs {
		if _, hidden := doubtful[d.Body.Batch]; !hidden {
			left = append(left, d)
		}
	}
	return left, nil
}

// doubtful are the batches of documents that are not known to be whole, each with one of its
// documents.
func (b *batches) doubtful(docs []docstore.Doc[statementDoc]) map[string]docstore.Doc[statementDoc] {
	b.mu.Lock()
	defer b.mu.Unlock()
	var names map[string]docstore.Doc[statementDoc]
	for _, d := range docs {
		if name := d.Body.Batch; name != "" && !b.kept[name] {
			if names == nil {
				names = map[string]docstore.Doc[statementDoc]{}
			}
			names[name] = d
		}
	}
	return names
}

func (b *batches) remember(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.kept) >= maxKept {
		clear(b.kept)
	}
	b.kept[name] = true
}
