package docstore

import (
	"reflect"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/bson"
)

type moment struct {
	At   time.Time `bson:"at"`
	Kept string    `bson:"kept"`
}

type branch struct {
	At       *time.Time `bson:"at,omitempty"`
	Branches []branch   `bson:"branches,omitempty"`
}

type moments struct {
	Zero  time.Time            `bson:"zero"`
	One   moment               `bson:"one"`
	Each  []moment             `bson:"each"`
	Two   [2]time.Time         `bson:"two"`
	None  *moment              `bson:"none,omitempty"`
	There *moment              `bson:"there,omitempty"`
	By    map[string]time.Time `bson:"by"`
	Of    map[string]moment    `bson:"of"`
	Tree  branch               `bson:"tree"`
	Count int                  `bson:"count"`
}

// TestCutTimesAreThoseReadBack: what a write answers is what storing and reading gives.
func TestCutTimesAreThoseReadBack(t *testing.T) {
	at := time.Date(2026, 11, 27, 8, 30, 0, 123_456_789, time.FixedZone("UTC+4", 4*3600))
	body := moments{One: moment{at, "a"}, Each: []moment{{at, "b"}, {time.Time{}, "c"}}, Two: [2]time.Time{at, at.Add(time.Nanosecond)},
		There: &moment{at, "d"}, By: map[string]time.Time{"x": at}, Of: map[string]moment{"y": {at, "e"}},
		Tree: branch{Branches: []branch{{At: &at}, {Branches: []branch{{At: &at}}}}}, Count: 3}
	raw, err := bson.Marshal(&body)
	if err != nil {
		t.Fatal(err)
	}
	var read moments
	if err := bson.Unmarshal(raw, &read); err != nil {
		t.Fatal(err)
	}
	cutterOf(reflect.TypeFor[moments]())(reflect.ValueOf(&body).Elem())
	if !reflect.DeepEqual(body, read) {
		t.Errorf("cut  %+v\nread %+v", body, read)
	}
}

func TestWhatHoldsNoTimeIsNotWalked(t *testing.T) {
	type flat struct {
		Name string
		N    map[string][]int
		Sub  *struct{ Of []byte }
	}
	for _, typ := range []reflect.Type{reflect.TypeFor[flat](), reflect.TypeFor[string](), reflect.TypeFor[bson.D]()} {
		if cutterOf(typ) != nil {
			t.Errorf("%v has a cutter", typ)
		}
	}
}
