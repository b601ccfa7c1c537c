package cmi

import "math"

// Vocabularies of SCORM 2004.
var (
	completionWords  = oneOf("completed", "incomplete", "not attempted", "unknown")
	successWords     = oneOf("passed", "failed", "unknown")
	exitWords        = oneOf("time-out", "suspend", "logout", "normal", "")
	interactionWords = oneOf(trueFalse, choice, fillIn, longFillIn, matching, performance, sequencing, likert, numeric, other)
	resultWords      = either(oneOf("correct", "incorrect", "unanticipated", "neutral"), anyReal)
)

// schema2004 is the data model of SCORM 2004 (RTE §4.2 and SN §5.6).
var schema2004 = build2004()

func build2004() schema {
	b := newBuilder()
	b.add("cmi._version", element{access: onlyRead, fixed: "1.0", has: true})
	b.read("cmi.completion_threshold", "cmi.credit", "cmi.entry", "cmi.launch_data", "cmi.learner_id", "cmi.learner_name",
		"cmi.max_time_allowed", "cmi.mode", "cmi.scaled_passing_score", "cmi.time_limit_action", "cmi.total_time")
	b.add("cmi.completion_status", element{check: completionWords, initial: "unknown", has: true})
	b.add("cmi.success_status", element{check: successWords, initial: "unknown", has: true})
	b.add("cmi.exit", element{access: onlyWrite, check: exitWords})
	b.add("cmi.location", element{check: text})
	b.add("cmi.progress_measure", element{check: real(0, 1)})
	b.add("cmi.session_time", element{access: onlyWrite, check: interval})
	b.add("cmi.suspend_data", element{check: atMost(SuspendLimit)})
	b.scores("cmi")

	b.group("cmi.learner_preference", "audio_level,language,delivery_speed,audio_captioning")
	b.add("cmi.learner_preference.audio_level", element{check: real(0, math.Inf(1)), initial: "1", has: true})
	b.add("cmi.learner_preference.language", element{check: language, has: true})
	b.add("cmi.learner_preference.delivery_speed", element{check: real(0, math.Inf(1)), initial: "1", has: true})
	b.add("cmi.learner_preference.audio_captioning", element{check: oneOf("-1", "0", "1"), initial: "0", has: true})

	b.list("cmi.comments_from_learner", "comment,location,timestamp")
	b.add("cmi.comments_from_learner.#.comment", element{check: localized})
	b.add("cmi.comments_from_learner.#.location", element{check: text})
	b.add("cmi.comments_from_learner.#.timestamp", element{check: moment})
	b.list("cmi.comments_from_lms", "comment,location,timestamp")
	b.read("cmi.comments_from_lms.#.comment", "cmi.comments_from_lms.#.location", "cmi.comments_from_lms.#.timestamp")

	b.objectives()
	b.interactions()

	b.add("adl.nav.request", element{check: navigationRequest, initial: "_none_", has: true})
	b.read(validPrefix)
	b.list("adl.data", "id,store")
	b.add("adl.data.#.id", element{access: onlyRead})
	b.add("adl.data.#.store", element{check: atMost(SuspendLimit)})
	return b.schema
}

func (b builder) scores(of string) {
	b.group(of+".score", "scaled,raw,min,max")
	b.add(of+".score.scaled", element{check: real(-1, 1)})
	for _, name := range []string{".score.raw", ".score.min", ".score.max"} {
		b.add(of+name, element{check: anyReal})
	}
}

func (b builder) objectives() {
	b.list("cmi.objectives", "id,score,success_status,completion_status,progress_measure,description")
	b.add("cmi.objectives.#.id", element{check: identifier, first: true})
	b.scores("cmi.objectives.#")
	b.add("cmi.objectives.#.success_status", element{check: successWords, initial: "unknown", has: true})
	b.add("cmi.objectives.#.completion_status", element{check: completionWords, initial: "unknown", has: true})
	b.add("cmi.objectives.#.progress_measure", element{check: real(0, 1)})
	b.add("cmi.objectives.#.description", element{check: localized})
	for _, name := range []string{"score.scaled", "score.raw", "score.min", "score.max", "success_status",
		"completion_status", "progress_measure", "description"} {
		b.elements["cmi.objectives.#."+name].needsID = true
	}
}

func (b builder) interactions() {
	b.list("cmi.interactions", "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description")
	b.add("cmi.interactions.#.id", element{check: identifier, first: true})
	b.list("cmi.interactions.#.objectives", "")
	b.add("cmi.interactions.#.objectives.#.id", element{check: identifier, first: true, needsID: true})
	b.list("cmi.interactions.#.correct_responses", "")
	for name, e := range map[string]element{
		"type":                        {check: interactionWords},
		"timestamp":                   {check: moment},
		"correct_responses.#.pattern": {check: text, pattern: true},
		"weighting":                   {check: anyReal},
		"learner_response":            {check: text, pattern: true},
		"result":                      {check: resultWords},
		"latency":                     {check: interval},
		"description":                 {check: localized},
	} {
		e.needsID = true
		b.add("cmi.interactions.#."+name, e)
	}
}

// navigationRequest is the vocabulary of adl.nav.request (SN §5.6.3).
func navigationRequest(v string, _ bool) code {
	if _, _, good := ReadRequest(v); !good {
		return typeMismatch
	}
	return ok
}
