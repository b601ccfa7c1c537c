package trackingdb

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/tracking"
)

type counters struct {
	docs *docstore.Counters
}

// maxAdditions go in one commit.
const maxAdditions = 2000

// Add implements tracking.Counters, in as few commits as the engine can.
func (s counters) Add(ctx context.Context, all []tracking.Addition) error {
	for chunk := range slices.Chunk(all, maxAdditions) {
		additions := make([]docstore.Addition, len(chunk))
		for i, a := range chunk {
			additions[i] = docstore.Addition(a)
		}
		if err := s.docs.AddMany(ctx, additions); err != nil {
			return err
		}
	}
	return nil
}

// GetMany implements tracking.Counters.
func (s counters) GetMany(ctx context.Context, ids []string) (map[string]tracking.Figures, error) {
	docs, err := s.docs.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string]tracking.Figures, len(docs))
	for id, values := range docs {
		out[id] = tracking.Figures{ID: id, Values: values}
	}
	return out, nil
}

// Prefix implements tracking.Counters.
func (s counters) Prefix(ctx context.Context, prefix string) iter.Seq2[tracking.Figures, error] {
	return func(yield func(tracking.Figures, error) bool) {
		after := ""
		for {
			page, err := s.docs.Prefix(ctx, prefix, jobPage, after)
			if err != nil {
				yield(tracking.Figures{}, err)
				return
			}
			for _, d := range page.Docs {
				if !yield(tracking.Figures{ID: d.ID, Values: d.Values}, nil) {
					return
				}
			}
			if after = page.Next; after == "" {
				return
			}
		}
	}
}

// Set implements tracking.Counters.
func (s counters) Set(ctx context.Context, f tracking.Figures) error {
	return s.docs.Set(ctx, f.ID, f.Values, nil)
}

// trainedDoc says by which enrolments a person counts among those trained in a period.
type trainedDoc struct {
	Where      dimsDoc  `bson:"where"`
	Enrolments []string `bson:"enrolments,omitempty"`
	Turn       int64    `bson:"turn"`
}

var trainedDocs = docstore.Definition[trainedDoc]{Name: "trained"}

type persons struct {
	docs *docstore.Collection[trainedDoc]
}

func trainedIn(t tracking.TrainedPerson) (string, trainedDoc) {
	d := trainedDoc{Where: dimsDoc(t.Where), Turn: t.Turn}
	for e := range t.Enrolments {
		d.Enrolments = append(d.Enrolments, e)
	}
	slices.Sort(d.Enrolments)
	return t.ID, d
}

// Change implements tracking.Persons.
func (s persons) Change(ctx context.Context, id string, change func(*tracking.TrainedPerson) ([]tracking.Fact, error)) error {
	_, err := s.docs.Upsert(ctx, id, func(doc *trainedDoc, _ bool) ([]docstore.Fact, error) {
		t := tracking.TrainedPerson{ID: id, Where: tracking.Dims(doc.Where), Turn: doc.Turn}
		if len(doc.Enrolments) > 0 {
			t.Enrolments = map[string]bool{}
		}
		for _, e := range doc.Enrolments {
			t.Enrolments[e] = true
		}
		facts, err := change(&t)
		if err == nil {
			_, *doc = trainedIn(t)
		}
		return changed(facts, err)
	})
	return err
}

// InsertMany implements tracking.Persons.
func (s persons) InsertMany(ctx context.Context, all []tracking.TrainedPerson) error {
	return many(ctx, s.docs, all, trainedIn)
}

type lookDoc struct {
	By    string    `bson:"by"`
	Name  string    `bson:"name"`
	First time.Time `bson:"first"`
	Last  time.Time `bson:"last"`
	Times int       `bson:"times"`
}

// looksDoc is who looked at one thing: as many entries as a session has had trainers.
type looksDoc struct {
	Looks []lookDoc `bson:"looks"`
}

var lookDocs = docstore.Definition[looksDoc]{Name: "looks"}

type looks struct {
	docs *docstore.Collection[looksDoc]
}

// Change implements tracking.Looks.
func (s looks) Change(ctx context.Context, id string, change func(map[string]tracking.Look) error) error {
	_, err := s.docs.Upsert(ctx, id, func(doc *looksDoc, _ bool) ([]docstore.Fact, error) {
		all := map[string]tracking.Look{}
		for _, l := range doc.Looks {
			all[l.By] = tracking.Look(l)
		}
		err := change(all)
		doc.Looks = doc.Looks[:0]
		for _, l := range all {
			doc.Looks = append(doc.Looks, lookDoc(l))
		}
		slices.SortFunc(doc.Looks, func(a, b lookDoc) int { return cmp.Compare(a.By, b.By) })
		return changed(nil, err)
	})
	return err
}

// GetMany implements tracking.Looks.
func (s looks) GetMany(ctx context.Context, ids []string) (map[string][]tracking.Look, error) {
	docs, err := s.docs.GetMany(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]tracking.Look, len(docs))
	for id, d := range docs {
		for _, l := range d.Body.Looks {
			out[id] = append(out[id], tracking.Look(l))
		}
	}
	return out, nil
}

// beatDoc carries facts that are about no document of their own.
type beatDoc struct {
	At time.Time `bson:"at"`
}

var beatDocs = docstore.Definition[beatDoc]{Name: "beats"}

type beats struct {
	docs *docstore.Collection[beatDoc]
}

// Touch implements tracking.Beats.
func (s beats) Touch(ctx context.Context, id string, at time.Time, fact tracking.Fact) error {
	_, err := s.docs.Upsert(ctx, id, func(d *beatDoc, _ bool) ([]docstore.Fact, error) {
		d.At = at
		return factsOut([]tracking.Fact{fact}), nil
	})
	return err
}
