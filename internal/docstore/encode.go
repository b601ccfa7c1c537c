package docstore

import (
	"fmt"
	"reflect"
	"time"

	"go.mongodb.org/mongo-driver/bson"

	"preau.education/preau/internal/docstore/engine"
	"preau.education/preau/internal/fault"
)

// encode makes the stored form of a document.
func (c *Collection[T]) encode(id string, rev int64, body *T, facts []Fact) (engine.Doc, error) {
	if id == "" || len(id) > MaxID {
		return engine.Doc{}, fault.As("docstore", fault.Invalid, "bad_id", fmt.Errorf("%s: an id has 1 to %d bytes, not %d", c.def.Name, MaxID, len(id)))
	}
	raw := engine.Doc{ID: id, Rev: rev}
	var err error
	if raw.Body, err = bson.Marshal(body); err != nil {
		return engine.Doc{}, fault.As("docstore.encode "+c.def.Name, fault.Internal, "unencodable", err)
	}
	if len(raw.Body) > MaxDocument {
		return engine.Doc{}, fault.As("docstore", fault.TooLarge, "document_too_large", fmt.Errorf("%s %q: %d bytes", c.def.Name, id, len(raw.Body)))
	}
	if raw.Keys, err = c.keys(body); err != nil {
		return engine.Doc{}, err
	}
	raw.Expires = c.expiry(body)
	raw.Facts, err = encodeFacts(facts)
	return raw, err
}

func (c *Collection[T]) decode(raw engine.Doc) (Doc[T], error) {
	doc := Doc[T]{ID: raw.ID, Rev: raw.Rev}
	if err := bson.Unmarshal(raw.Body, &doc.Body); err != nil {
		return Doc[T]{}, fault.As("docstore.decode "+c.def.Name+" "+raw.ID, fault.Internal, "undecodable", err)
	}
	return doc, nil
}

func encodeFacts(facts []Fact) ([]engine.Fact, error) {
	if len(facts) == 0 {
		return nil, nil
	}
	raws := make([]engine.Fact, len(facts))
	for i, f := range facts {
		if f.ID == "" || f.Kind == "" {
			return nil, fault.As("docstore", fault.Internal, "bad_fact", fmt.Errorf("fact %q of kind %q lacks its id or kind", f.ID, f.Kind))
		}
		body := f.Body
		if body == nil {
			body = bson.D{}
		}
		encoded, err := bson.Marshal(body)
		if err != nil {
			return nil, fault.As("docstore.encode fact "+f.Kind, fault.Internal, "unencodable", err)
		}
		raws[i] = engine.Fact{ID: f.ID, Kind: f.Kind, Key: f.Key, At: f.At.UnixMilli(), Body: encoded}
	}
	return raws, nil
}

func (c *Collection[T]) expiry(body *T) int64 {
	if c.def.Expires == nil {
		return 0
	}
	at := c.def.Expires(body)
	if at.IsZero() {
		return 0
	}
	return max(at.UnixMilli(), 1)
}

// keys computes the document's place in every index.
func (c *Collection[T]) keys(body *T) ([]engine.Key, error) {
	if len(c.def.Indexes) == 0 {
		return nil, nil
	}
	keys := make([]engine.Key, len(c.def.Indexes))
	for i, ix := range c.def.Indexes {
		values := ix.Keys(body)
		if values == nil {
			continue
		}
		if len(values) != len(ix.Parts) {
			return nil, misdeclared("%s: index %q has %d parts, its keys %d", c.def.Name, ix.Name, len(ix.Parts), len(values))
		}
		if ix.Multi {
			last, ok := values[len(values)-1].([]string)
			if !ok {
				return nil, misdeclared("%s: index %q: the last key is a %T, not a []string", c.def.Name, ix.Name, values[len(values)-1])
			}
			if keys[i].Values = last; len(last) == 0 {
				continue
			}
			values = values[:len(values)-1]
		}
		keys[i].Parts = make([]any, len(values))
		for j, v := range values {
			var ok bool
			if keys[i].Parts[j], ok = component(v); !ok {
				return nil, misdeclared("%s: index %q: part %q is a %T", c.def.Name, ix.Name, ix.Parts[j], v)
			}
		}
	}
	return keys, nil
}

// component turns a value of an index into what engines store: a string or an int64.
func component(v any) (any, bool) {
	switch v := v.(type) {
	case string, int64:
		return v, true
	case bool:
		if v {
			return int64(1), true
		}
		return int64(0), true
	case time.Time:
		return v.UnixMilli(), true
	case nil:
		return nil, false
	}
	// Named types: a state, a number of days.
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.String:
		return r.String(), true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int(), true
	case reflect.Bool:
		return component(r.Bool())
	default:
		return nil, false
	}
}
