// Package mongo keeps documents in MongoDB (6 or later, replica set or sharded cluster) or in
// FerretDB 2.
//
// Writes are acknowledged by a majority and reads see only what a majority has. A document is
// written by comparing its revision; its facts wait in it, in an array, until the relay has
// moved them to the collection of changes. Every find names its index, so that the server
// fails rather than scan.
package mongo

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"go.mongodb.org/mongo-driver/mongo/readconcern"
	"go.mongodb.org/mongo-driver/mongo/readpref"
	"go.mongodb.org/mongo-driver/mongo/writeconcern"

	"preau.education/preau/internal/docstore/engine"
)

// Options are what the engine needs of its surroundings.
type Options struct {
	Now     func() time.Time
	Written func() // called whenever this process has written facts
}

// Engine is a database on a server.
type Engine struct {
	client *mongo.Client
	db     *mongo.Database
	o      Options

	mu          sync.RWMutex
	collections map[string]*collection // guarded by mu
}

var (
	_ engine.Engine  = (*Engine)(nil)
	_ engine.Relayer = (*Engine)(nil)
)

const (
	defaultDatabase = "preau"
	patience        = 15 * time.Second // for any one operation
	maxPool         = 64
)

// Open connects to the server at a mongodb:// address; its path names the database.
func Open(ctx context.Context, address string, o Options) (*Engine, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, engine.Broken("read the address of the database", errors.New("not a mongodb:// address"))
	}
	name := strings.TrimPrefix(u.Path, "/")
	if name == "" {
		name = defaultDatabase
	}
	client, err := mongo.Connect(ctx, options.Client().ApplyURI(address).SetAppName("preau").
		SetWriteConcern(writeconcern.Majority()).SetReadConcern(readconcern.Majority()).SetReadPreference(readpref.Primary()).
		SetTimeout(patience).SetMaxPoolSize(maxPool))
	if err != nil {
		return nil, engine.Broken("connect", err)
	}
	e := &Engine{client: client, db: client.Database(name), o: o, collections: map[string]*collection{}}
	if err := e.prepare(ctx); err != nil {
		return nil, errors.Join(engine.Broken("connect", err), client.Disconnect(context.WithoutCancel(ctx)))
	}
	return e, nil
}

// prepare makes the log ready.
func (e *Engine) prepare(ctx context.Context) error {
	if err := e.client.Ping(ctx, nil); err != nil {
		return err
	}
	return ensureIndexes(ctx, e.changes(), []mongo.IndexModel{
		{Keys: bson.D{{Key: "id", Value: 1}}, Options: options.Index().SetName("fact").SetUnique(true)},
		{Keys: bson.D{{Key: "logged", Value: 1}}, Options: options.Index().SetName("logged")},
	})
}

// ensureIndexes makes those indexes that are missing. It looks first, so that a node whose
// account may not make indexes starts on a database that has them.
func ensureIndexes(ctx context.Context, c *mongo.Collection, models []mongo.IndexModel) error {
	present, err := c.Indexes().ListSpecifications(ctx)
	if err != nil {
		return err
	}
	missing := slices.DeleteFunc(models, func(m mongo.IndexModel) bool {
		return slices.ContainsFunc(present, func(p *mongo.IndexSpecification) bool {
			return p.Name == *m.Options.Name && sameFields(p.KeysDocument, m.Keys)
		})
	})
	if len(missing) == 0 {
		return nil
	}
	_, err = c.Indexes().CreateMany(ctx, missing)
	return err
}

func sameFields(raw bson.Raw, keys any) bool {
	elements, err := raw.Elements()
	if err != nil {
		return false
	}
	declared, _ := keys.(bson.D)
	return slices.EqualFunc(elements, declared, func(a bson.RawElement, b bson.E) bool { return a.Key() == b.Key })
}

// InsertsWhole implements engine.Engine: what comes before a failure stays.
func (e *Engine) InsertsWhole() bool { return false }

// Alone implements engine.Engine: a server may always have other clients.
func (e *Engine) Alone() bool { return false }

// Close implements engine.Engine.
func (e *Engine) Close() error {
	return engine.Broken("disconnect", e.client.Disconnect(context.Background()))
}

// collection is a collection with what its declaration means to the server.
type collection struct {
	*mongo.Collection
	schema     *engine.Schema
	generation int32 // of its declarations: documents of a lower one await Rekey
}

func (e *Engine) collection(s *engine.Schema) *collection {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.collections[s.Name]
}

func (e *Engine) all() []*collection {
	e.mu.RLock()
	defer e.mu.RUnlock()
	all := make([]*collection, 0, len(e.collections))
	for _, c := range e.collections {
		all = append(all, c)
	}
	return all
}

// Define implements engine.Engine.
func (e *Engine) Define(ctx context.Context, s *engine.Schema) (stale bool, err error) {
	c := &collection{Collection: e.db.Collection(s.Name), schema: s}
	if err := ensureIndexes(ctx, c.Collection, c.indexes()); err != nil {
		return false, engine.Broken("make the indexes of "+s.Name, err)
	}
	if c.generation, err = e.generationOf(ctx, s); err != nil {
		return false, engine.Broken("note the declaration of "+s.Name, err)
	}
	e.mu.Lock()
	e.collections[s.Name] = c
	e.mu.Unlock()
	return true, nil
}

// indexes are those declared, the one of waiting facts, the one of generations, and the one
// of expiry. Those declared are sparse: a document that is not in the index costs nothing.
func (c *collection) indexes() []mongo.IndexModel {
	sparse := func(field string) mongo.IndexModel {
		return mongo.IndexModel{Keys: bson.D{{Key: field, Value: 1}}, Options: options.Index().SetName("_" + field).SetSparse(true)}
	}
	models := []mongo.IndexModel{sparse(fieldPending), sparse(fieldGeneration)}
	if c.schema.Expires {
		models = append(models, sparse(fieldExpires))
	}
	for _, ix := range c.schema.Indexes {
		keys := bson.D{}
		for _, f := range ordering(ix) {
			keys = append(keys, bson.E{Key: f, Value: 1})
		}
		models = append(models, mongo.IndexModel{Keys: keys, Options: options.Index().SetName(ix.Name).SetSparse(true).SetUnique(ix.Unique)})
	}
	return models
}

// generationOf numbers the declarations that a collection has had: the first is 1.
func (e *Engine) generationOf(ctx context.Context, s *engine.Schema) (int32, error) {
	shapes := e.db.Collection("collections")
	shape := fmt.Sprint(s.Indexes)
	for {
		var seen struct {
			Shapes []string `bson:"shapes"`
		}
		err := shapes.FindOne(ctx, bson.M{"_id": s.Name}).Decode(&seen)
		if errors.Is(err, mongo.ErrNoDocuments) {
			if _, err := shapes.InsertOne(ctx, bson.M{"_id": s.Name, "n": int32(1), "shapes": bson.A{shape}}); err == nil {
				return 1, nil
			} else if !mongo.IsDuplicateKeyError(err) {
				return 0, err
			}
			continue
		}
		if err != nil {
			return 0, err
		}
		for i := len(seen.Shapes) - 1; i >= 0; i-- {
			if seen.Shapes[i] == shape {
				return int32(i) + 1, nil
			}
		}
		n := int32(len(seen.Shapes))
		_, err = shapes.UpdateOne(ctx, bson.M{"_id": s.Name, "n": n}, bson.M{"$set": bson.M{"n": n + 1}, "$push": bson.M{"shapes": shape}})
		if err != nil {
			return 0, err
		}
	}
}
