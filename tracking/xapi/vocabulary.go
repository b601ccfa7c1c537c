package xapi

// Verb is what was done: its IRI and how it is shown.
type Verb struct {
	ID string
	FR string // display in French
	EN string // display in English
}

func (v Verb) display() map[string]string {
	if v.FR == "" && v.EN == "" {
		return nil
	}
	return map[string]string{"en": v.EN, "fr": v.FR}
}

// The verbs in use. Those of ADL are shared with the SCORM profile and cmi5; played, paused
// and seeked are the video profile's.
var (
	Initialized = Verb{"http://adlnet.gov/expapi/verbs/initialized", "a commencé", "initialized"}
	Resumed     = Verb{"http://adlnet.gov/expapi/verbs/resumed", "a repris", "resumed"}
	Suspended   = Verb{"http://adlnet.gov/expapi/verbs/suspended", "a suspendu", "suspended"}
	Terminated  = Verb{"http://adlnet.gov/expapi/verbs/terminated", "a quitté", "terminated"}
	Completed   = Verb{"http://adlnet.gov/expapi/verbs/completed", "a terminé", "completed"}
	Passed      = Verb{"http://adlnet.gov/expapi/verbs/passed", "a réussi", "passed"}
	Failed      = Verb{"http://adlnet.gov/expapi/verbs/failed", "n’a pas réussi", "failed"}
	Scored      = Verb{"http://adlnet.gov/expapi/verbs/scored", "a obtenu", "scored"}
	Progressed  = Verb{"http://adlnet.gov/expapi/verbs/progressed", "a avancé dans", "progressed"}
	Experienced = Verb{"http://adlnet.gov/expapi/verbs/experienced", "a consulté", "experienced"}
	Attended    = Verb{"http://adlnet.gov/expapi/verbs/attended", "a participé à", "attended"}
	Played      = Verb{"https://w3id.org/xapi/video/verbs/played", "a lu", "played"}
	Paused      = Verb{"https://w3id.org/xapi/video/verbs/paused", "a mis en pause", "paused"}
	Seeked      = Verb{"https://w3id.org/xapi/video/verbs/seeked", "s’est déplacé dans", "seeked"}
	// Evaluated is a trainer's word on an activity: done or not. ActivityStrea.ms has no better
	// one; the IRI is the platform's own.
	Evaluated = Verb{"https://preau.education/xapi/verbs/evaluated", "a été évalué sur", "evaluated"}
)

var verbs = func() map[string]Verb {
	m := map[string]Verb{}
	for _, v := range []Verb{Initialized, Resumed, Suspended, Terminated, Completed, Passed, Failed, Scored,
		Progressed, Experienced, Attended, Played, Paused, Seeked, Evaluated} {
		m[v.ID] = v
	}
	return m
}()

// VerbOf returns the verb of an IRI; one that is not ours keeps its IRI and has no display.
func VerbOf(iri string) Verb {
	if v, ok := verbs[iri]; ok {
		return v
	}
	return Verb{ID: iri}
}

// Activity types.
const (
	TypeCourse  = "http://adlnet.gov/expapi/activities/course"
	TypeLesson  = "http://adlnet.gov/expapi/activities/lesson" // a package, a SCO
	TypeMedia   = "http://adlnet.gov/expapi/activities/media"
	TypeFile    = "http://adlnet.gov/expapi/activities/file"
	TypeLink    = "http://adlnet.gov/expapi/activities/link"
	TypeMeeting = "http://adlnet.gov/expapi/activities/meeting"
	TypePage    = "http://activitystrea.ms/schema/1.0/page"
	TypeVideo   = "https://w3id.org/xapi/video/activity-type/video"
)

// Profiles, as category of the statements that follow them.
const (
	ProfileSCORM = "https://w3id.org/xapi/scorm"
	ProfileVideo = "https://w3id.org/xapi/video"
)

// Extensions. Those of preau.education are facts that no published profile carries: which
// activity of the parcours a meeting counts for, the minutes that a trainer attests and why
// they were corrected.
const (
	ExtProgress      = "https://w3id.org/xapi/cmi5/result/extensions/progress" // integer, 0 to 100
	ExtVideoProgress = "https://w3id.org/xapi/video/extensions/progress"       // 0 to 1
	ExtVideoTime     = "https://w3id.org/xapi/video/extensions/time"           // seconds from the start
	ExtAttempt       = "https://preau.education/xapi/extensions/attempt"       // identifier of the attempt
	ExtActivity      = "https://preau.education/xapi/extensions/activity"      // identifier in the structure
	ExtMeeting       = "https://preau.education/xapi/extensions/meeting"       // identifier in the session
	ExtMinutes       = "https://preau.education/xapi/extensions/minutes"       // minutes attested
	ExtReason        = "https://preau.education/xapi/extensions/reason"        // why it was corrected
	ExtHeld          = "https://preau.education/xapi/extensions/held"          // when the meeting began, RFC 3339
)
