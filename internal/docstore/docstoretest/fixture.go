package docstoretest

import (
	"slices"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

// thing is a document with one of everything.
type thing struct {
	Name   string    `bson:"name"`
	Owner  string    `bson:"owner"`
	Rank   int64     `bson:"rank"`
	Open   bool      `bson:"open"`
	At     time.Time `bson:"at"`
	Tags   []string  `bson:"tags"`
	Gone   time.Time `bson:"gone"`
	Values map[string]string
}

var (
	byOwner = &docstore.Index[thing]{Name: "owner", Parts: []string{"owner", "rank"},
		Keys: func(t *thing) []any { return []any{t.Owner, t.Rank} }}
	byAt = &docstore.Index[thing]{Name: "open_at", Parts: []string{"open", "at"},
		Keys: func(t *thing) []any {
			if t.At.IsZero() {
				return nil
			}
			return []any{t.Open, t.At}
		}}
	byName = &docstore.Index[thing]{Name: "name", Parts: []string{"name"}, Unique: true,
		Keys: func(t *thing) []any {
			if t.Name == "" {
				return nil
			}
			return []any{t.Name}
		}}
	byTag = &docstore.Index[thing]{Name: "tag", Parts: []string{"owner", "tag"}, Multi: true,
		Keys: func(t *thing) []any { return []any{t.Owner, t.Tags} }}
	undeclared = &docstore.Index[thing]{Name: "rank", Parts: []string{"rank"}, Keys: func(t *thing) []any { return []any{t.Rank} }}
)

func definition() docstore.Definition[thing] {
	return docstore.Definition[thing]{Name: "things", Indexes: []*docstore.Index[thing]{byOwner, byAt, byName, byTag},
		Expires: func(t *thing) time.Time { return t.Gone }}
}

// open opens a new database.
func (s Subject) open(t *testing.T, o docstore.Options) *docstore.DB {
	t.Helper()
	return Open(t, s.Fresh(t), o)
}

func things(t *testing.T, s Subject) (*docstore.DB, *docstore.Collection[thing]) {
	t.Helper()
	db := s.open(t, docstore.Options{})
	return db, define(t, db)
}

func define(t *testing.T, db *docstore.DB) *docstore.Collection[thing] {
	t.Helper()
	c, err := docstore.Define(db, definition())
	ok(t, err)
	return c
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind || fault.CodeOf(err) != code {
		t.Fatalf("got error %v, want %s (%s)", err, kind, code)
	}
}

func same[V comparable](t testing.TB, what string, got, want V) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

func ids(docs []docstore.Doc[thing]) []string {
	out := make([]string, len(docs))
	for i, d := range docs {
		out[i] = d.ID
	}
	return out
}

func sameIDs(t testing.TB, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}
