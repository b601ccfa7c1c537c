// Package tracking is what people did and what it amounts to: statements, progress,
// completion, attendance, attestations, hours, counters, reports.
//
// # The way of a click
//
// Everything enters by one door, [Service.Record]: what a learner opens, what a package
// reports, what a trainer attests becomes an xAPI statement, stored together with the fact
// that it was. The statement is applied to the [Progress] of the enrolment at once, for the
// answer, and again by the log ([Service.Apply]): a crash in between loses nothing, and the
// second time changes nothing, because evidence is *merged* (see [Evidence]): the same
// statements in any order, any number of times, give the same progress. [Recompute] proves
// it from the statements alone.
//
// # What follows
//
// Progress keeps a [Ledger]: what this enrolment contributes to the figures, and on which
// day. When the ledger changes, the difference leaves in the same write as a fact
// ([Tallied]); [Service.Count] adds it to the counters that pilots read. Completion issues
// an [Attestation] ([Service.Attest]), which looks at what is and makes it right, so that
// it too may be called twice.
//
// # Words
//
//   - inscrit (enrolled): an enrolment accepted and not withdrawn.
//   - commencé (started): its first statement has come.
//   - terminé (completed): every required activity is complete by the rules of the version
//     in which the person is enrolled.
//   - heures (minutes): those that the card declares, counted at completion; those of
//     presence, where the session has meetings, as the trainer attests them.
//   - attesté (attested): a valid attestation exists.
//   - personne formée (trained): a person with at least one completion in the period, once.
package tracking

import (
	"time"
)

// Limits.
const (
	MaxInputs     = 64               // statements of one Record
	MaxBatch      = 200              // people of one marking of presence
	VideoSeen     = 0.9              // share of a video after which it counts as seen
	progressStep  = 0.01             // share of a video seen, below which a move is the same statement
	positionStep  = 10.0             // seconds of a video, likewise
	maxTimestamp  = 10 * time.Minute // how far in the future a clock may be
	maxHistory    = 5000             // trainings of one person's export
	lookCoalesced = time.Hour        // looks of one person at one thing within it are one look
)

// Fact is something that happened, to be written with the document it happened to.
type Fact struct {
	ID   string // unique for ever
	Kind string // one of the constants of this package
	Key  string // the object it is about
	At   time.Time
	Body any // one of the fact structs of this package
}

// The kinds of facts, each with its body.
const (
	KindRecorded  = "tracking.recorded"          // Recorded: a statement was stored
	KindProgress  = "tracking.progressed"        // Progressed: what a live page shows moved
	KindStarted   = "tracking.started"           // Reached: the first statement of an enrolment
	KindCompleted = "tracking.completed"         // Reached: every required activity is complete
	KindReopened  = "tracking.uncompleted"       // Reached: it is not any more
	KindMarked    = "tracking.attendance_marked" // Marked: a trainer attested a presence or an absence
	KindTallied   = "tracking.tallied"           // Tallied: the figures move
	KindTrained   = "tracking.trained"           // Tallied: a person joins or leaves those trained
	KindAttested  = "tracking.attested"          // Attested: an attestation was issued, replaced or revoked
	KindCounted   = "tracking.counted"           // Counted: counters of an académie moved
)

// Recorded says that a statement was stored, with what it tells about progress.
type Recorded struct {
	Statement string
	Enrolment string
	Evidence  Effect
}

// Progressed says where a person is in a session, for live pages.
type Progressed struct {
	Enrolment string
	Session   string
	Parcours  string
	Person    string
	Percent   int
	Done      int
	Total     int
}

// Reached says that an enrolment was started, completed, or is no longer complete.
type Reached struct {
	Enrolment       string
	Session         string
	Parcours        string
	Person          string
	At              time.Time
	Where           Dims
	MinutesDistance int // declared, counted by this completion
	MinutesPresence int
}

// Marked says that a trainer attested a presence or an absence.
type Marked struct {
	Enrolment string
	Session   string
	Meeting   string
	Person    string
	By        string
	Present   bool
	Minutes   int
	Reason    string
}

// Tallied says by how much which figures move.
type Tallied struct {
	Enrolment string
	Person    string
	Moves     []Move
}

// Attested says what became of an attestation.
type Attested struct {
	Number    string
	Enrolment string
	Person    string
	State     string // "valid", "replaced" or "revoked"
	Replaces  string // the number it replaces, "" for a first one
}

// Counted says that the counters of an académie moved; a burst is said once.
type Counted struct {
	Academie string
}
