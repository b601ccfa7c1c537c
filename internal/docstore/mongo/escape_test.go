package mongo

import (
	"bytes"
	"testing"

	"go.mongodb.org/mongo-driver/bson"
)

func TestRenameGoesThereAndBack(t *testing.T) {
	for _, doc := range []bson.D{
		{},
		{{Key: "plain", Value: 1}},
		{{Key: "cmi.core", Value: "x"}, {Key: "$set", Value: bson.D{{Key: "a$b", Value: true}}}},
		{{Key: "50%", Value: bson.A{bson.D{{Key: "%2E", Value: 1.5}}, "$x", nil}}},
		{{Key: "%24", Value: 1}, {Key: "$", Value: 2}, {Key: ".", Value: 3}},
	} {
		raw, err := bson.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := rename(raw, escape)
		if err != nil {
			t.Fatal(err)
		}
		elements, err := stored.Elements()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range elements {
			if name := e.Key(); name[0] == '$' || bytes.ContainsRune([]byte(name), '.') {
				t.Errorf("%q would mean something to the server", name)
			}
		}
		back, err := rename(stored, unescape)
		if err != nil || !bytes.Equal(back, raw) {
			t.Errorf("%v came back as %v (%v)", doc, back, err)
		}
	}
}
