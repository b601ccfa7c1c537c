package docstore

import (
	"time"
)

type position struct {
	Number int64 `bson:"number"`
	Token  int64 `bson:"token"`
}

type parked struct {
	At time.Time `bson:"at"`
}

func newHolder(now time.Time) string { return now.String() }
