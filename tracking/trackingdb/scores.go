package trackingdb

import (
	"encoding/binary"
	"math"
	"time"

	"preau.education/preau/tracking"
)

// packScores keeps scores as bytes: for each, the milliseconds since the one before and the
// score in thousandths, as varints. There may be hundreds of them, and a progress is read and
// written at each commit of a package: as an array they would be most of what that costs.
func packScores(scores []tracking.ScoreAt) []byte {
	if len(scores) == 0 {
		return nil
	}
	packed := make([]byte, 0, 5*len(scores)+5)
	last := int64(0)
	for _, s := range scores {
		at := s.At.UnixMilli()
		packed = binary.AppendVarint(packed, at-last)
		packed = binary.AppendVarint(packed, int64(math.Round(s.Score*1000)))
		last = at
	}
	return packed
}

// unpackScores reads what packScores wrote.
func unpackScores(packed []byte) []tracking.ScoreAt {
	var scores []tracking.ScoreAt
	for last := int64(0); len(packed) > 0; {
		since, n := binary.Varint(packed)
		score, m := binary.Varint(packed[max(n, 0):])
		if n <= 0 || m <= 0 {
			break
		}
		last += since
		scores, packed = append(scores, scoreAt(last, score)), packed[n+m:]
	}
	return scores
}

func scoreAt(milliseconds, thousandths int64) tracking.ScoreAt {
	return tracking.ScoreAt{At: time.UnixMilli(milliseconds).UTC(), Score: float64(thousandths) / 1000}
}
