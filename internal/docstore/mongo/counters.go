package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"preau.education/preau/internal/docstore/engine"
)

// Add implements engine.Engine. What goes to one document from one shard goes in one write.
func (e *Engine) Add(ctx context.Context, s *engine.Schema, additions []engine.Addition) error {
	type target struct{ id, shard string }
	var order []target
	groups := map[target][]engine.Addition{}
	for _, a := range additions {
		t := target{a.ID, a.Shard}
		if groups[t] == nil {
			order = append(order, t)
		}
		groups[t] = append(groups[t], a)
	}
	c := e.collection(s)
	for _, t := range order {
		if err := c.add(ctx, t.id, t.shard, groups[t]); err != nil {
			return engine.Broken("add to "+s.Name, err)
		}
	}
	return nil
}

const (
	pathValues = fieldBody + ".values."
	pathMarks  = fieldBody + ".marks."
)

// add sums the additions beyond the mark that the document bears, and applies the sum if it
// bears it still. The document is made first: an $inc that creates its document may be lost
// when several do it at once (seen on FerretDB 2, 2026).
func (c *collection) add(ctx context.Context, id, shard string, additions []engine.Addition) error {
	for {
		mark, exists, err := c.mark(ctx, id, shard)
		if err != nil {
			return err
		}
		if !exists {
			if err := c.create(ctx, id); err != nil {
				return err
			}
			continue
		}
		sum := engine.Tally{}
		if mark != nil {
			sum.Marks = map[string]int64{shard: *mark}
		}
		applies := false
		for _, a := range additions {
			applies = sum.Apply(a) || applies
		}
		if !applies {
			return nil
		}
		result, err := c.UpdateOne(ctx, marked(id, shard, mark), movement(shard, sum))
		if err != nil || result.MatchedCount > 0 {
			return err
		}
	}
}

// mark reads the last number applied from a shard, nil when there was none.
func (c *collection) mark(ctx context.Context, id, shard string) (mark *int64, exists bool, err error) {
	var doc bson.Raw
	err = c.FindOne(ctx, bson.D{{Key: "_id", Value: id}}, options.FindOne().SetProjection(bson.D{{Key: fieldBody + ".marks", Value: 1}})).Decode(&doc)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	if v, err := doc.LookupErr(fieldBody, "marks", escape(shard)); err == nil {
		if n, ok := v.AsInt64OK(); ok {
			mark = &n
		}
	}
	return mark, true, nil
}

func (c *collection) create(ctx context.Context, id string) error {
	empty, err := bson.Marshal(engine.Tally{Values: map[string]int64{}, Marks: map[string]int64{}})
	if err != nil {
		return err
	}
	doc, err := c.fresh(engine.Doc{ID: id, Body: empty})
	if err != nil {
		return err
	}
	if _, err := c.InsertOne(ctx, doc); !mongo.IsDuplicateKeyError(err) {
		return err
	}
	return nil
}

// marked is the document while it bears this mark.
func marked(id, shard string, mark *int64) bson.D {
	filter := bson.D{{Key: "_id", Value: id}}
	switch {
	case shard == "":
		return filter
	case mark == nil:
		return append(filter, bson.E{Key: pathMarks + escape(shard), Value: bson.D{{Key: "$exists", Value: false}}})
	}
	return append(filter, bson.E{Key: pathMarks + escape(shard), Value: *mark})
}

func movement(shard string, sum engine.Tally) bson.D {
	inc := bson.D{{Key: fieldRev, Value: int64(1)}}
	for name, delta := range sum.Values {
		inc = append(inc, bson.E{Key: pathValues + escape(name), Value: delta})
	}
	update := bson.D{{Key: "$inc", Value: inc}}
	if shard != "" {
		update = append(update, bson.E{Key: "$set", Value: bson.D{{Key: pathMarks + escape(shard), Value: sum.Marks[shard]}}})
	}
	return update
}
