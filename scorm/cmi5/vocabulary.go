package cmi5

// The verbs of cmi5 (§9.3). Those of an AU are initialized, completed, passed, failed and
// terminated; the others are the platform's.
const (
	VerbLaunched    = "http://adlnet.gov/expapi/verbs/launched"
	VerbInitialized = "http://adlnet.gov/expapi/verbs/initialized"
	VerbCompleted   = "http://adlnet.gov/expapi/verbs/completed"
	VerbPassed      = "http://adlnet.gov/expapi/verbs/passed"
	VerbFailed      = "http://adlnet.gov/expapi/verbs/failed"
	VerbAbandoned   = "https://w3id.org/xapi/adl/verbs/abandoned"
	VerbWaived      = "https://w3id.org/xapi/adl/verbs/waived"
	VerbTerminated  = "http://adlnet.gov/expapi/verbs/terminated"
	VerbSatisfied   = "https://w3id.org/xapi/adl/verbs/satisfied"
)

// verbVoided is xAPI's (xAPI Data §2.3.2); an AU may not use it (§6.3).
const verbVoided = "http://adlnet.gov/expapi/verbs/voided"

// Categories of statements (§9.6.2).
const (
	CategoryCMI5   = "https://w3id.org/xapi/cmi5/context/categories/cmi5"   // cmi5 defined (§9.6.2.1)
	CategoryMoveOn = "https://w3id.org/xapi/cmi5/context/categories/moveon" // has success or completion (§9.6.2.2)
)

// Extensions of context (§9.6.3) and of result (§9.5.5).
const (
	ExtSessionID        = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"
	ExtMasteryScore     = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore"
	ExtLaunchMode       = "https://w3id.org/xapi/cmi5/context/extensions/launchmode"
	ExtLaunchURL        = "https://w3id.org/xapi/cmi5/context/extensions/launchurl"
	ExtMoveOn           = "https://w3id.org/xapi/cmi5/context/extensions/moveon"
	ExtLaunchParameters = "https://w3id.org/xapi/cmi5/context/extensions/launchparameters"
	ExtProgress         = "https://w3id.org/xapi/cmi5/result/extensions/progress" // integer, 0 to 100
	ExtReason           = "https://w3id.org/xapi/cmi5/result/extensions/reason"
)

// Activity types of what a "satisfied" statement is about (§9.4).
const (
	TypeBlock  = "https://w3id.org/xapi/cmi5/activitytype/block"
	TypeCourse = "https://w3id.org/xapi/cmi5/activitytype/course"
)

// Names of the documents of cmi5.
const (
	LaunchDataID  = "LMS.LaunchData"         // state (§10.1)
	PreferencesID = "cmi5LearnerPreferences" // agent profile (§11.0)
)

// Reasons why an AU is waived (§9.5.5.2); others are allowed.
const (
	ReasonTestedOut  = "Tested Out"
	ReasonEquivalent = "Equivalent AU"
	ReasonOutside    = "Equivalent Outside Activity"
	ReasonAdmin      = "Administrative"
)

// Mode is what a launch is for (§10.2.2).
type Mode string

// The launch modes. In Browse and Review an AU sends no cmi5 defined statement but initialized
// and terminated.
const (
	Normal Mode = "Normal" // what satisfies is recorded
	Browse Mode = "Browse" // to look around, without judgement
	Review Mode = "Review" // to come back to what is done
)

// displays are the words of the platform's own verbs.
var displays = map[string]map[string]string{
	VerbLaunched:  {"en": "launched", "fr": "a lancé"},
	VerbAbandoned: {"en": "abandoned", "fr": "a abandonné"},
	VerbWaived:    {"en": "waived", "fr": "a été dispensé de"},
	VerbSatisfied: {"en": "satisfied", "fr": "a satisfait"},
}
