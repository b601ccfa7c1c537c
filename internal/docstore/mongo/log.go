package mongo

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"preau.education/preau/internal/docstore/engine"
)

// storedChange is a change in the log. Its number is its _id: of two relays that give the
// same number, one fails.
type storedChange struct {
	Number int64      `bson:"_id"`
	Fact   storedFact `bson:",inline"`
	Logged int64      `bson:"logged"`
}

func (e *Engine) changes() *mongo.Collection { return e.db.Collection("changes") }

// Changes implements engine.Engine.
func (e *Engine) Changes(ctx context.Context, after int64, limit int) ([]engine.Change, error) {
	cursor, err := e.changes().Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(int64(limit)))
	if err != nil {
		return nil, engine.Broken("read the log", err)
	}
	var found []storedChange
	if err := cursor.All(ctx, &found); err != nil {
		return nil, engine.Broken("read the log", err)
	}
	changes := make([]engine.Change, len(found))
	for i, f := range found {
		changes[i] = engine.Change{Number: f.Number, Shard: engine.Shard, Fact: engine.Fact(f.Fact)}
	}
	return changes, nil
}

// Last implements engine.Engine.
func (e *Engine) Last(ctx context.Context) (int64, error) {
	var last storedChange
	err := e.changes().FindOne(ctx, bson.D{}, options.FindOne().SetSort(bson.D{{Key: "_id", Value: -1}})).Decode(&last)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return 0, nil
	}
	return last.Number, engine.Broken("read the log's end", err)
}

// Sweep implements engine.Engine. The last change always stays: the next number follows it.
func (e *Engine) Sweep(ctx context.Context, now, before time.Time) error {
	for _, c := range e.all() {
		if !c.schema.Expires {
			continue
		}
		if err := c.sweep(ctx, now.UnixMilli()); err != nil {
			return engine.Broken("sweep "+c.schema.Name, err)
		}
	}
	last, err := e.Last(ctx)
	if err != nil {
		return err
	}
	_, err = e.changes().DeleteMany(ctx, bson.D{
		{Key: "logged", Value: bson.D{{Key: "$lt", Value: before.UnixMilli()}}},
		{Key: "_id", Value: bson.D{{Key: "$lt", Value: last}}},
	})
	return engine.Broken("sweep the log", err)
}

// bearer is a document with facts that wait.
type bearer struct {
	ID      string       `bson:"_id"`
	Facts   []storedFact `bson:"f"`
	Pending string       `bson:"p"`
}

const relayBatch = 200 // documents of one round in one collection

// Relay implements engine.Relayer: facts are appended to the log, those of a document in
// their order, then cleared from the document.
func (e *Engine) Relay(ctx context.Context) (moved bool, err error) {
	for _, c := range e.all() {
		bearers, err := c.bearers(ctx, relayBatch)
		if err == nil && len(bearers) > 0 {
			moved = true
			if err = e.appendFacts(ctx, bearers); err == nil {
				err = c.clear(ctx, bearers)
			}
		}
		if err != nil {
			return moved, engine.Broken("relay from "+c.schema.Name, err)
		}
	}
	return moved, nil
}

// Pending implements engine.Relayer.
func (e *Engine) Pending(ctx context.Context) (bool, error) {
	for _, c := range e.all() {
		bearers, err := c.bearers(ctx, 1)
		if err != nil || len(bearers) > 0 {
			return true, engine.Broken("look for facts in "+c.schema.Name, err)
		}
	}
	return false, nil
}

// unburden moves the facts of one document to the log, so that it can be deleted.
func (e *Engine) unburden(ctx context.Context, c *collection, id string) error {
	var b bearer
	err := c.FindOne(ctx, bson.D{{Key: "_id", Value: id}}, options.FindOne().SetProjection(bson.D{{Key: fieldFacts, Value: 1}, {Key: fieldPending, Value: 1}})).Decode(&b)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return engine.NotFound(c.schema.Name, id)
	}
	if err != nil || b.Pending == "" {
		return err
	}
	err = e.appendFacts(ctx, []bearer{b})
	if mongo.IsDuplicateKeyError(err) { // the relay took the number: the next turn sees
		return nil
	}
	if err != nil {
		return err
	}
	return c.clear(ctx, []bearer{b})
}

func (c *collection) bearers(ctx context.Context, limit int64) ([]bearer, error) {
	cursor, err := c.Find(ctx, bson.D{{Key: fieldPending, Value: bson.D{{Key: "$exists", Value: true}}}},
		options.Find().SetProjection(bson.D{{Key: fieldFacts, Value: 1}, {Key: fieldPending, Value: 1}}).SetLimit(limit).SetHint("_"+fieldPending))
	if err != nil {
		return nil, err
	}
	var found []bearer
	return found, cursor.All(ctx, &found)
}

// appendFacts gives numbers to the facts that are not in the log yet. Numbers follow the last
// one, in order, and the log stops at the first that fails: it never has a gap that could be
// filled after a reader went past.
func (e *Engine) appendFacts(ctx context.Context, bearers []bearer) error {
	bearers = slices.DeleteFunc(slices.Clone(bearers), func(b bearer) bool { return len(b.Facts) == 0 })
	slices.SortStableFunc(bearers, func(a, b bearer) int { return cmp.Compare(a.Facts[0].At, b.Facts[0].At) })
	var facts []storedFact
	for _, b := range bearers {
		facts = append(facts, b.Facts...)
	}
	logged, err := e.logged(ctx, facts)
	if err != nil {
		return err
	}
	next, err := e.Last(ctx)
	if err != nil {
		return err
	}
	now := e.o.Now().UnixMilli()
	var fresh []any
	for _, f := range facts {
		if !logged[f.ID] {
			logged[f.ID] = true
			next++
			fresh = append(fresh, storedChange{Number: next, Fact: f, Logged: now})
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	_, err = e.changes().InsertMany(ctx, fresh)
	return err
}

// logged says which of the facts are in the log already.
func (e *Engine) logged(ctx context.Context, facts []storedFact) (map[string]bool, error) {
	ids := make([]string, len(facts))
	for i, f := range facts {
		ids[i] = f.ID
	}
	cursor, err := e.changes().Find(ctx, bson.D{{Key: "id", Value: bson.D{{Key: "$in", Value: ids}}}}, options.Find().SetProjection(bson.D{{Key: "id", Value: 1}}))
	if err != nil {
		return nil, err
	}
	var found []storedFact
	if err := cursor.All(ctx, &found); err != nil {
		return nil, err
	}
	logged := make(map[string]bool, len(found))
	for _, f := range found {
		logged[f.ID] = true
	}
	return logged, nil
}

// clear removes from documents the facts that are in the log. Where another write added some
// meanwhile, only those are left.
func (c *collection) clear(ctx context.Context, bearers []bearer) error {
	for _, b := range bearers {
		result, err := c.UpdateOne(ctx, bson.D{{Key: "_id", Value: b.ID}, {Key: fieldPending, Value: b.Pending}},
			bson.D{{Key: "$unset", Value: bson.D{{Key: fieldFacts, Value: ""}, {Key: fieldPending, Value: ""}}}})
		if err != nil {
			return err
		}
		if result.MatchedCount > 0 {
			continue
		}
		ids := make([]string, len(b.Facts))
		for i, f := range b.Facts {
			ids[i] = f.ID
		}
		_, err = c.UpdateOne(ctx, bson.D{{Key: "_id", Value: b.ID}},
			bson.D{{Key: "$pull", Value: bson.D{{Key: fieldFacts, Value: bson.D{{Key: "id", Value: bson.D{{Key: "$in", Value: ids}}}}}}}})
		if err != nil {
			return err
		}
	}
	return nil
}
