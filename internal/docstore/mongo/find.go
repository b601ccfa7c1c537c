package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo/options"

	"preau.education/preau/internal/docstore/engine"
)

// Find implements engine.Engine.
func (e *Engine) Find(ctx context.Context, s *engine.Schema, q engine.Query) ([]engine.Doc, error) {
	c := e.collection(s)
	fields, hint := []string{"_id"}, "_id_"
	if q.Index != engine.ByID {
		ix := s.Indexes[q.Index]
		fields, hint = ordering(ix), ix.Name
	}
	filter := bson.D{}
	for i, v := range q.Eq {
		filter = append(filter, bson.E{Key: fields[i], Value: v})
	}
	rest := fields[len(q.Eq):]
	if q.After != nil && len(rest) == 0 {
		return nil, nil // the one document of a unique entry has been seen
	}
	if bounds := bounds(q, len(rest)); len(bounds) > 0 {
		filter = append(filter, bson.E{Key: rest[0], Value: bounds})
	} else if len(q.Eq) == 0 && q.Index != engine.ByID {
		filter = append(filter, bson.E{Key: fields[0], Value: bson.D{{Key: "$exists", Value: true}}})
	}
	if q.After != nil && len(rest) > 1 {
		filter = append(filter, bson.E{Key: "$or", Value: beyond(rest, q.After, q.Desc)})
	}
	if s.Expires {
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{
			bson.D{{Key: fieldExpires, Value: bson.D{{Key: "$exists", Value: false}}}},
			bson.D{{Key: fieldExpires, Value: bson.D{{Key: "$gt", Value: q.Now}}}},
		}})
	}
	direction, sort := 1, bson.D{}
	if q.Desc {
		direction = -1
	}
	for _, f := range rest {
		sort = append(sort, bson.E{Key: f, Value: direction})
	}
	o := options.Find().SetProjection(readFields).SetLimit(int64(q.Limit)).SetHint(hint)
	if len(sort) > 0 {
		o.SetSort(sort)
	}
	docs, err := c.read(ctx, conjunction(filter), q.Now, o)
	return docs, engine.Broken("find in "+s.Name, err)
}

// bounds are those of the first field after the equalities. A cursor is a bound itself, so
// that the server goes straight to its place; where other fields follow, its own value is
// within.
func bounds(q engine.Query, fields int) bson.D {
	low, high := bson.E{Key: "$gte", Value: q.From}, bson.E{Key: "$lt", Value: q.To}
	if q.After != nil {
		operator, edge := "$gt", &low
		if q.Desc {
			operator, edge = "$lt", &high
		}
		if fields > 1 {
			operator += "e"
		}
		*edge = bson.E{Key: operator, Value: q.After[0]}
	}
	b := bson.D{}
	for _, e := range []bson.E{low, high} {
		if e.Value != nil {
			b = append(b, e)
		}
	}
	return b
}

// beyond says "after this place in the order": greater in the first field, or equal in it and
// greater in the second, and so on. A unique index has no tie to break: its fields are one
// fewer than the place.
func beyond(fields []string, place []any, desc bool) bson.A {
	operator := "$gt"
	if desc {
		operator = "$lt"
	}
	var either bson.A
	for i := range fields {
		branch := bson.D{}
		for j := range i {
			branch = append(branch, bson.E{Key: fields[j], Value: place[j]})
		}
		either = append(either, append(branch, bson.E{Key: fields[i], Value: bson.D{{Key: operator, Value: place[i]}}}))
	}
	return either
}

// conjunction writes a filter in which a name may come twice as an $and.
func conjunction(filter bson.D) bson.D {
	names := map[string]bool{}
	twice := false
	for _, e := range filter {
		twice = twice || names[e.Key]
		names[e.Key] = true
	}
	if !twice {
		return filter
	}
	var all bson.A
	for _, e := range filter {
		all = append(all, bson.D{e})
	}
	return bson.D{{Key: "$and", Value: all}}
}
