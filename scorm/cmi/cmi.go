// Package cmi is the run-time data model of SCORM on the server: what a SCO may read and
// write, with the types, ranges, dependencies and error codes of SCORM 1.2 (RTE 1.2 §3.4)
// and SCORM 2004 4th Edition (RTE §4; 2nd and 3rd are read the same way).
//
// A [Session] is one visit of one SCO. It is opened from what the platform knows ([Launch])
// and from what earlier visits left ([Data]), then used in one of two ways:
//
//   - as the API itself (Initialize, GetValue, SetValue, Commit, Terminate): strict, which is
//     how the conformance scripts are replayed;
//   - by [Session.Apply], which takes what a browser says the SCO has written. The browser is
//     not trusted: each element is checked again, and what does not hold is refused one by
//     one while the rest is kept. It is lenient only in form, where packages in the wild are
//     (see Apply).
//
// What the visit amounts to is read with [Session.Result], and what to keep with
// [Session.Data].
package cmi

// Standard is the run-time a SCO speaks.
type Standard string

// The standards.
const (
	SCORM12   Standard = "scorm12"
	SCORM2004 Standard = "scorm2004"
)

// SuspendLimit is how many characters of suspend_data are kept: the smallest permitted
// maximum of SCORM 2004, given to SCORM 1.2 as well, where packages write more than its 4,096.
const SuspendLimit = 64_000

// ValueLimit bounds the characters of any one value. It is above every smallest permitted
// maximum of the specification (the longest, a performance response, may reach 126,497).
const ValueLimit = 262_144

// Modes of a visit (cmi.mode, cmi.core.lesson_mode).
const (
	Normal = "normal"
	Browse = "browse"
	Review = "review"
)

// Element is one value of the data model.
type Element struct {
	Name  string // "cmi.location"
	Value string
}

// Launch is what the platform tells a SCO when it starts. Empty fields are not initialised:
// asking for them is error 403 (an empty string in SCORM 1.2).
type Launch struct {
	Standard            Standard
	LearnerID           string
	LearnerName         string
	Mode                string      // Normal unless said
	NoCredit            bool        //
	LaunchData          string      // adlcp:dataFromLMS
	ScaledPassingScore  *float64    // SCORM 2004: the primary objective's, when satisfied by measure
	CompletionThreshold *float64    // SCORM 2004: when completed by measure
	MasteryScore        *float64    // SCORM 1.2: adlcp:masteryscore, 0 to 100
	MaxTimeAllowed      string      // as in the manifest
	TimeLimitAction     string      // as in the manifest
	Objectives          []Objective // those of the activity, with what sequencing knows of them
	Stores              []Store     // adl.data: shared buckets the activity maps, in order
	Comments            []Comment   // from the platform
	Navigation          Navigation  // answers adl.nav.request_valid; nil: all unknown
}

// Objective is an objective as sequencing and the SCO share it. A nil or empty field is
// unknown.
type Objective struct {
	ID         string
	Success    string // "passed", "failed", "unknown"
	Completion string // "completed", "incomplete", "not attempted", "unknown"
	Scaled     *float64
	Raw        *float64
	Min        *float64
	Max        *float64
	Progress   *float64 // 0 to 1
}

// Store is a shared bucket of adl.data.
type Store struct {
	ID    string
	Value *string // nil: never written
	Read  bool    // the activity may read it
	Write bool    // and write it
}

// Comment is one of the platform's comments to the learner.
type Comment struct{ Text, Location, Timestamp string }

// Navigation says which navigation requests would be granted now. It is asked "continue",
// "previous", "choice.{target=ID}" or "jump.{target=ID}" and answers "true", "false" or
// "unknown".
type Navigation interface{ Valid(request string) string }

// Data is what is kept of a SCO between two visits.
type Data struct {
	Values    map[string]string // what the SCO wrote, and cmi.total_time
	Suspended bool              // the last visit asked to be resumed
	Live      bool              // the last visit has not ended
	Entry     string            // cmi.entry of the last visit (cmi.core.entry)
	Settled   bool              // SCORM 1.2: the lesson status is the platform's, the SCO gave none
}
