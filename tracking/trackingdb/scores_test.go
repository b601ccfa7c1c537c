package trackingdb

import (
	"reflect"
	"testing"
	"time"

	"preau.education/preau/tracking"
)

// TestScores holds what is read of scores to what they were, as bytes and as the array of before.
func TestScores(t *testing.T) {
	at := time.Date(2026, 11, 27, 10, 0, 0, 5e6, time.UTC)
	want := []tracking.ScoreAt{{At: at, Score: -0.5}, {At: at.Add(time.Millisecond), Score: 0}, {At: at.AddDate(1, 0, 0), Score: 0.333}, {At: at.AddDate(1, 0, 1), Score: 1}}
	array := []int64{}
	for _, s := range want {
		array = append(array, s.At.UnixMilli(), int64(s.Score*1000))
	}
	for name, doc := range map[string]evidenceDoc{"bytes": evidenceIn("a", tracking.Evidence{Scores: want}), "array": {Scores: array}} {
		if got := evidenceOut(doc).Scores; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if doc := evidenceIn("a", tracking.Evidence{}); doc.Reached != nil || evidenceOut(doc).Scores != nil {
		t.Errorf("none: %+v", doc)
	}
}
