package scormdb

import (
	"context"
	"errors"
	"maps"
	"slices"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/sequencing"
)

type sharedDoc struct {
	Globals []sequencing.Global `bson:"globals,omitempty"`
	Stores  []string            `bson:"stores,omitempty"`
	Taken   []takenDoc          `bson:"taken,omitempty"`
}

// takenDoc is the number of what was taken from an attempt last.
type takenDoc struct {
	Attempt string `bson:"attempt"`
	Number  int64  `bson:"number"`
}

var sharedDocs = docstore.Definition[sharedDoc]{Name: "package_shares"}

type shares struct {
	docs *docstore.Collection[sharedDoc]
}

// Get implements scorm.Shares.
func (s shares) Get(ctx context.Context, enrolment string) (scorm.Shared, error) {
	doc, err := s.docs.Get(ctx, enrolment)
	if fault.Is(err, fault.NotFound) {
		return scorm.Shared{}, nil
	}
	return sharedOut(&doc.Body), err
}

func sharedOut(d *sharedDoc) scorm.Shared {
	v := scorm.Shared{Globals: d.Globals, Stores: mapped(d.Stores), Taken: make(map[string]int64, len(d.Taken))}
	for _, t := range d.Taken {
		v.Taken[t.Attempt] = t.Number
	}
	return v
}

// Change implements scorm.Shares.
func (s shares) Change(ctx context.Context, enrolment string, change func(*scorm.Shared) error) error {
	_, err := s.docs.Upsert(ctx, enrolment, func(d *sharedDoc, _ bool) ([]docstore.Fact, error) {
		v := sharedOut(d)
		if err := change(&v); err != nil {
			if errors.Is(err, scorm.ErrUnchanged) {
				return nil, docstore.ErrUnchanged
			}
			return nil, err
		}
		d.Globals, d.Stores, d.Taken = v.Globals, listed(v.Stores), nil
		for _, attempt := range slices.Sorted(maps.Keys(v.Taken)) {
			d.Taken = append(d.Taken, takenDoc{attempt, v.Taken[attempt]})
		}
		return nil, nil
	})
	return err
}

// listed writes a map as name, value, name, value…, by name.
func listed(values map[string]string) []string {
	if len(values) == 0 {
		return nil
	}
	out := make([]string, 0, 2*len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		out = append(out, name, values[name])
	}
	return out
}

func mapped(list []string) map[string]string {
	out := make(map[string]string, len(list)/2)
	for i := 0; i+1 < len(list); i += 2 {
		out[list[i]] = list[i+1]
	}
	return out
}
