package mongo

import (
	"go.mongodb.org/mongo-driver/bson"

	"preau.education/preau/internal/docstore/engine"
)

// The fields of a stored document beside _id. They are short: each is in every document.
const (
	fieldRev        = "r" // revision
	fieldBody       = "b" // body, its names escaped
	fieldKeys       = "k" // index → part → value; "_" is the id again, for the order of ties
	fieldExpires    = "x" // Unix milliseconds; absent: never
	fieldGeneration = "g" // of the declarations that k was made under
	fieldFacts      = "f" // facts that wait for the relay, in order
	fieldPending    = "p" // id of the last of them
	tie             = "_"
)

type storedFact struct {
	ID   string `bson:"id"`
	Kind string `bson:"kind"`
	Key  string `bson:"key"`
	At   int64  `bson:"at"`
	Body []byte `bson:"body"`
}

// stored is what reads ask for.
type stored struct {
	ID      string   `bson:"_id"`
	Rev     int64    `bson:"r"`
	Body    bson.Raw `bson:"b"`
	Expires int64    `bson:"x"`
}

var readFields = bson.D{{Key: fieldRev, Value: 1}, {Key: fieldBody, Value: 1}, {Key: fieldExpires, Value: 1}}

func (s stored) doc() (engine.Doc, error) {
	body, err := rename(s.Body, unescape)
	return engine.Doc{ID: s.ID, Rev: s.Rev, Body: body}, err
}

func (s stored) expired(now int64) bool { return s.Expires > 0 && s.Expires <= now }

// path is the name of an index component on the server.
func path(ix engine.Index, part string) string { return fieldKeys + "." + ix.Name + "." + part }

// ordering is the components of an index in order. The entries of a unique index differ by
// themselves; those of the others by id.
func ordering(ix engine.Index) []string {
	fields := make([]string, 0, len(ix.Parts)+1)
	for _, p := range ix.Parts {
		fields = append(fields, path(ix, p))
	}
	if !ix.Unique {
		fields = append(fields, path(ix, tie))
	}
	return fields
}

func (c *collection) keys(d engine.Doc) bson.D {
	keys := bson.D{}
	for i, ix := range c.schema.Indexes {
		key := d.Keys[i]
		if key.Parts == nil && key.Values == nil || ix.Multi && len(key.Values) == 0 {
			continue
		}
		entry := bson.D{}
		for j, v := range key.Parts {
			entry = append(entry, bson.E{Key: ix.Parts[j], Value: v})
		}
		if ix.Multi {
			entry = append(entry, bson.E{Key: ix.Parts[len(ix.Parts)-1], Value: key.Values})
		}
		if !ix.Unique {
			entry = append(entry, bson.E{Key: tie, Value: d.ID})
		}
		keys = append(keys, bson.E{Key: ix.Name, Value: entry})
	}
	return keys
}

func storedFacts(facts []engine.Fact) []storedFact {
	out := make([]storedFact, len(facts))
	for i, f := range facts {
		out[i] = storedFact(f)
	}
	return out
}

// fresh is a document as inserted.
func (c *collection) fresh(d engine.Doc) (bson.D, error) {
	body, err := rename(d.Body, escape)
	if err != nil {
		return nil, err
	}
	doc := bson.D{{Key: "_id", Value: d.ID}, {Key: fieldRev, Value: int64(1)}, {Key: fieldGeneration, Value: c.generation},
		{Key: fieldKeys, Value: c.keys(d)}, {Key: fieldBody, Value: body}}
	if d.Expires > 0 {
		doc = append(doc, bson.E{Key: fieldExpires, Value: d.Expires})
	}
	if len(d.Facts) > 0 {
		doc = append(doc, bson.E{Key: fieldFacts, Value: storedFacts(d.Facts)}, bson.E{Key: fieldPending, Value: d.Facts[len(d.Facts)-1].ID})
	}
	return doc, nil
}

// change is the update that writes a document over its last revision.
func (c *collection) change(d engine.Doc) (bson.D, error) {
	body, err := rename(d.Body, escape)
	if err != nil {
		return nil, err
	}
	set := bson.D{{Key: fieldGeneration, Value: c.generation}, {Key: fieldKeys, Value: c.keys(d)}, {Key: fieldBody, Value: body}}
	update := bson.D{{Key: "$inc", Value: bson.D{{Key: fieldRev, Value: int64(1)}}}}
	if len(d.Facts) > 0 {
		set = append(set, bson.E{Key: fieldPending, Value: d.Facts[len(d.Facts)-1].ID})
		update = append(update, bson.E{Key: "$push", Value: bson.D{{Key: fieldFacts, Value: bson.D{{Key: "$each", Value: storedFacts(d.Facts)}}}}})
	}
	set, update = c.expiry(d, set, update)
	return append(update, bson.E{Key: "$set", Value: set}), nil
}

func (c *collection) expiry(d engine.Doc, set, update bson.D) (bson.D, bson.D) {
	switch {
	case d.Expires > 0:
		set = append(set, bson.E{Key: fieldExpires, Value: d.Expires})
	case c.schema.Expires:
		update = append(update, bson.E{Key: "$unset", Value: bson.D{{Key: fieldExpires, Value: ""}}})
	}
	return set, update
}
