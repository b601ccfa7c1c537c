package scorm

import (
	"context"
	"io"
	"time"

	"preau.education/preau/internal/actor"
)

// Playable is an activity that a person may play.
type Playable struct {
	Enrolment string // "session:person"
	Package   string
	Title     string
	Name      string // how content may call the learner
	Preview   bool   // the person is not enrolled: nothing is to be recorded
	Closed    bool   // what is done is not recorded any more: it may be looked at again
	// Registration is the UUID by which statements name the enrolment.
	Registration string
}

// Followed is an activity of a participant that is a package.
type Followed struct {
	Activity string
	Playable
}

// Learning is what scorm asks of those who know what a person may learn.
type Learning interface {
	// Playable answers the package of an activity to who may open it now; it refuses like the
	// activity's own page does.
	Playable(ctx context.Context, who actor.Actor, session, activity string) (Playable, error)
	// Waivable answers the package of an activity for a person enrolled in the session to who
	// leads it; it refuses anybody else.
	Waivable(ctx context.Context, who actor.Actor, session, person, activity string) (Playable, error)
	// Followed answers the packages among the activities of a person enrolled in the session, in
	// their order, to who leads it, and sees to it that their look is noted; it refuses anybody else.
	Followed(ctx context.Context, who actor.Actor, session, person string) ([]Followed, error)
}

// Outcome is what a commit changed of an attempt at a package, rolled up over the whole of it.
// Told twice under one Key, it is one.
type Outcome struct {
	Enrolment string
	Activity  string
	Attempt   string // identifier, another for each attempt
	Key       string // what tells this commit from the attempt's others
	At        time.Time
	Started   bool // the attempt begins
	Resumed   bool // it goes on
	Ended     bool // the learner leaves
	Suspended bool // to come back
	Completed bool
	Passed    *bool
	Score     *float64 // scaled, -1 to 1
	Progress  *float64 // 0 to 1
	Duration  time.Duration
	Own       bool // its units have told the record store themselves
}

// Standing is where the learner is in the whole training.
type Standing struct{ Percent, Done, Total int }

// Results is where outcomes are handed over.
type Results interface {
	// Record makes an outcome count, once, and answers where the learner is then.
	Record(ctx context.Context, o Outcome) (Standing, error)
	// Settle makes sure that an outcome counts, should Record have been cut short.
	Settle(ctx context.Context, o Outcome) error
}

// Preparation is what a unit finds at the record store when it begins.
type Preparation struct {
	Learner      string            // person
	Registration string            // UUID
	Activity     string            // IRI
	State        map[string][]byte // JSON documents of state, by id: they replace what is there
	Profile      map[string][]byte // JSON documents of the learner's profile: what is there stays
}

// Records is what scorm asks of the record store.
type Records interface {
	// Tell keeps statements of the platform, each once.
	Tell(ctx context.Context, said Stated) error
	// Prepare writes documents.
	Prepare(ctx context.Context, p Preparation) error
	// Kept says whether the statements of these ids are kept, as units of the registration told them.
	Kept(ctx context.Context, registration string, ids []string) (bool, error)
}

// Object is a kept file.
type Object struct {
	Key      string
	Type     string
	Size     int64
	ETag     string
	Modified time.Time
}

// Files is where the files of packages are read.
type Files interface {
	// Open reads a file from the byte from to before the byte to; both zero: all of it.
	Open(ctx context.Context, key string, from, to int64) (io.ReadCloser, Object, error)
	// Stat tells of a file, NotFound when there is none.
	Stat(ctx context.Context, key string) (Object, error)
	// List returns the files under a prefix, in the order of keys, after a key.
	List(ctx context.Context, prefix string, limit int, after string) ([]Object, error)
}

// Uploads is where files to import have been received.
type Uploads interface {
	// Open reads a file of who that has wholly come; the context bounds every read.
	Open(ctx context.Context, who actor.Actor, id string) (Source, error)
	// Discard removes it.
	Discard(ctx context.Context, who actor.Actor, id string) error
}
