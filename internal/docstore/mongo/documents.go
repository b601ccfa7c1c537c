package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"preau.education/preau/internal/docstore/engine"
)

// Get implements engine.Engine.
func (e *Engine) Get(ctx context.Context, s *engine.Schema, ids []string) ([]engine.Doc, error) {
	c, now := e.collection(s), e.o.Now().UnixMilli()
	filter := bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}
	if len(ids) == 1 {
		filter = bson.D{{Key: "_id", Value: ids[0]}}
	}
	docs, err := c.read(ctx, filter, now, options.Find().SetProjection(readFields))
	return docs, engine.Broken("get from "+s.Name, err)
}

// read returns the documents of a filter that have not expired.
func (c *collection) read(ctx context.Context, filter bson.D, now int64, o *options.FindOptions) ([]engine.Doc, error) {
	cursor, err := c.Find(ctx, filter, o)
	if err != nil {
		return nil, err
	}
	var found []stored
	if err := cursor.All(ctx, &found); err != nil {
		return nil, err
	}
	docs := make([]engine.Doc, 0, len(found))
	for _, f := range found {
		if f.expired(now) {
			continue
		}
		doc, err := f.doc()
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// Insert implements engine.Engine: in order, until the first that cannot be.
func (e *Engine) Insert(ctx context.Context, s *engine.Schema, docs []engine.Doc) error {
	c := e.collection(s)
	fresh := make([]any, len(docs))
	for i, d := range docs {
		doc, err := c.fresh(d)
		if err != nil {
			return engine.Broken("insert into "+s.Name, err)
		}
		fresh[i] = doc
	}
	done, err := c.insert(ctx, fresh)
	if mongo.IsDuplicateKeyError(err) && s.Expires { // perhaps by what has expired
		if err := c.sweep(ctx, e.o.Now().UnixMilli()); err != nil {
			return engine.Broken("insert into "+s.Name, err)
		}
		var more int
		more, err = c.insert(ctx, fresh[done:])
		done += more
	}
	if mongo.IsDuplicateKeyError(err) {
		return c.taken(ctx, docs[done], true)
	}
	if err == nil && len(docs[0].Facts) > 0 {
		e.o.Written()
	}
	return engine.Broken("insert into "+s.Name, err)
}

// insert returns how many documents were inserted before an error.
func (c *collection) insert(ctx context.Context, docs []any) (done int, err error) {
	if len(docs) == 1 {
		if _, err = c.InsertOne(ctx, docs[0]); err != nil {
			return 0, err
		}
		return 1, nil
	}
	_, err = c.InsertMany(ctx, docs)
	var bulk mongo.BulkWriteException
	if errors.As(err, &bulk) && len(bulk.WriteErrors) > 0 {
		return bulk.WriteErrors[0].Index, err
	}
	return len(docs), err
}

// Replace implements engine.Engine.
func (e *Engine) Replace(ctx context.Context, s *engine.Schema, d engine.Doc) error {
	c := e.collection(s)
	update, err := c.change(d)
	if err != nil {
		return engine.Broken("replace in "+s.Name, err)
	}
	result, err := c.UpdateOne(ctx, bson.D{{Key: "_id", Value: d.ID}, {Key: fieldRev, Value: d.Rev}}, update)
	if mongo.IsDuplicateKeyError(err) {
		return c.taken(ctx, d, false)
	}
	if err != nil {
		return engine.Broken("replace in "+s.Name, err)
	}
	if result.MatchedCount == 0 {
		return c.missed(ctx, d.ID, d.Rev)
	}
	if len(d.Facts) > 0 {
		e.o.Written()
	}
	return nil
}

// Write implements engine.Engine: one after the other.
func (e *Engine) Write(ctx context.Context, writes []engine.Write) (made int, err error) {
	for i, w := range writes {
		if w.Doc.Rev == 0 {
			err = e.Insert(ctx, w.Schema, []engine.Doc{w.Doc})
		} else {
			err = e.Replace(ctx, w.Schema, w.Doc)
		}
		if err != nil {
			return i, err
		}
	}
	return len(writes), nil
}

func (c *collection) missed(ctx context.Context, id string, rev int64) error {
	there, err := c.exists(ctx, bson.D{{Key: "_id", Value: id}})
	if err != nil {
		return engine.Broken("read "+c.schema.Name, err)
	}
	if !there {
		return engine.NotFound(c.schema.Name, id)
	}
	return engine.Stale(c.schema.Name, id, rev)
}

func (c *collection) exists(ctx context.Context, filter bson.D) (bool, error) {
	err := c.FindOne(ctx, filter, options.FindOne().SetProjection(bson.D{{Key: "_id", Value: 1}})).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, err
}

// taken finds which id or unique entry of d another document holds.
func (c *collection) taken(ctx context.Context, d engine.Doc, inserting bool) error {
	if inserting {
		there, err := c.exists(ctx, bson.D{{Key: "_id", Value: d.ID}})
		if err != nil {
			return engine.Broken("read "+c.schema.Name, err)
		}
		if there {
			return engine.Exists(c.schema.Name, "", d.ID)
		}
	}
	for i, ix := range c.schema.Indexes {
		if !ix.Unique || d.Keys[i].Parts == nil {
			continue
		}
		filter := bson.D{{Key: "_id", Value: bson.D{{Key: "$ne", Value: d.ID}}}}
		for j, v := range d.Keys[i].Parts {
			filter = append(filter, bson.E{Key: path(ix, ix.Parts[j]), Value: v})
		}
		if ix.Multi {
			filter = append(filter, bson.E{Key: path(ix, ix.Parts[len(ix.Parts)-1]), Value: bson.D{{Key: "$in", Value: d.Keys[i].Values}}})
		}
		there, err := c.exists(ctx, filter)
		if err != nil {
			return engine.Broken("read "+c.schema.Name, err)
		}
		if there {
			return engine.Exists(c.schema.Name, ix.Name, d.ID)
		}
	}
	return engine.Exists(c.schema.Name, "", d.ID)
}

// unburdened is the condition on what may be deleted: its facts are in the log.
var unburdened = bson.E{Key: fieldPending, Value: bson.D{{Key: "$exists", Value: false}}}

// Delete implements engine.Engine.
func (e *Engine) Delete(ctx context.Context, s *engine.Schema, id string) error {
	c := e.collection(s)
	for {
		result, err := c.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}, unburdened})
		if err == nil && result.DeletedCount > 0 {
			return nil
		}
		if err == nil {
			err = e.unburden(ctx, c, id)
		}
		if err != nil {
			return engine.Broken("delete from "+s.Name, err)
		}
	}
}

func (c *collection) sweep(ctx context.Context, now int64) error {
	_, err := c.DeleteMany(ctx, bson.D{{Key: fieldExpires, Value: bson.D{{Key: "$gt", Value: int64(0)}, {Key: "$lte", Value: now}}}, unburdened})
	return err
}

// Stale implements engine.Engine.
func (e *Engine) Stale(ctx context.Context, s *engine.Schema, limit int) ([]engine.Doc, error) {
	c := e.collection(s)
	older := bson.D{{Key: fieldGeneration, Value: bson.D{{Key: "$lt", Value: c.generation}}}}
	docs, err := c.read(ctx, older, 0, options.Find().SetProjection(readFields).SetLimit(int64(limit)).SetHint("_"+fieldGeneration))
	return docs, engine.Broken("read "+s.Name, err)
}

// Rekey implements engine.Engine. A document written meanwhile by an older program is found
// stale again.
func (e *Engine) Rekey(ctx context.Context, s *engine.Schema, docs []engine.Doc) error {
	c := e.collection(s)
	models := make([]mongo.WriteModel, len(docs))
	for i, d := range docs {
		set := bson.D{{Key: fieldGeneration, Value: c.generation}, {Key: fieldKeys, Value: c.keys(d)}}
		set, update := c.expiry(d, set, bson.D{})
		models[i] = mongo.NewUpdateOneModel().SetFilter(bson.D{{Key: "_id", Value: d.ID}, {Key: fieldRev, Value: d.Rev}}).
			SetUpdate(append(update, bson.E{Key: "$set", Value: set}))
	}
	_, err := c.BulkWrite(ctx, models)
	var bulk mongo.BulkWriteException
	if mongo.IsDuplicateKeyError(err) && errors.As(err, &bulk) && len(bulk.WriteErrors) > 0 {
		return c.taken(ctx, docs[bulk.WriteErrors[0].Index], false)
	}
	return engine.Broken("bring "+s.Name+" up to date", err)
}
