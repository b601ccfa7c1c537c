package cmi

import "regexp"

// schema12 is the data model of SCORM 1.2 (RTE 1.2 §3.4.4).
var schema12 = build12()

var (
	identifier12 = regexp.MustCompile(`^\S+( \S+)*$`)
	status12     = oneOf("passed", "completed", "failed", "incomplete", "browsed", "not attempted")
)

func build12() schema {
	b := newBuilder()
	b.group("cmi.core", "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time")
	b.read("cmi.core.student_id", "cmi.core.student_name", "cmi.core.credit", "cmi.core.entry", "cmi.core.total_time",
		"cmi.core.lesson_mode", "cmi.launch_data", "cmi.comments_from_lms")
	b.add("cmi.core.lesson_location", element{check: text, has: true})
	b.add("cmi.core.lesson_status", element{check: lessonStatus, initial: "not attempted", has: true})
	b.add("cmi.core.exit", element{access: onlyWrite, check: oneOf("time-out", "suspend", "logout", "")})
	b.add("cmi.core.session_time", element{access: onlyWrite, check: span})
	b.scores12("cmi.core")
	b.add("cmi.suspend_data", element{check: atMost(SuspendLimit), has: true})
	b.add("cmi.comments", element{check: atMost(SuspendLimit), has: true})

	b.group("cmi.student_data", "mastery_score,max_time_allowed,time_limit_action")
	b.read("cmi.student_data.mastery_score", "cmi.student_data.max_time_allowed", "cmi.student_data.time_limit_action")
	b.group("cmi.student_preference", "audio,language,speed,text")
	b.add("cmi.student_preference.audio", element{check: integer(-1, 100), initial: "0", has: true})
	b.add("cmi.student_preference.language", element{check: text, has: true})
	b.add("cmi.student_preference.speed", element{check: integer(-100, 100), initial: "0", has: true})
	b.add("cmi.student_preference.text", element{check: oneOf("-1", "0", "1"), initial: "0", has: true})

	b.list("cmi.objectives", "id,score,status")
	b.add("cmi.objectives.#.id", element{check: id12})
	b.scores12("cmi.objectives.#")
	b.add("cmi.objectives.#.status", element{check: status12, initial: "not attempted", has: true})

	b.list("cmi.interactions", "id,objectives,time,type,correct_responses,weighting,student_response,result,latency")
	b.list("cmi.interactions.#.objectives", "")
	b.list("cmi.interactions.#.correct_responses", "")
	for name, check := range map[string]checker{
		"id":                          id12,
		"objectives.#.id":             id12,
		"time":                        clockTime,
		"type":                        oneOf("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric"),
		"correct_responses.#.pattern": text,
		"weighting":                   anyReal,
		"student_response":            text,
		"result":                      either(oneOf("correct", "wrong", "unanticipated", "neutral", "incorrect"), anyReal),
		"latency":                     span,
	} {
		b.add("cmi.interactions.#."+name, element{access: onlyWrite, check: check})
	}
	return b.schema
}

func (b builder) scores12(of string) {
	b.group(of+".score", "raw,min,max")
	for _, name := range []string{".score.raw", ".score.min", ".score.max"} {
		b.add(of+name, element{check: score12, has: true})
	}
}

// lessonStatus is the vocabulary that content may set: "not attempted" is the platform's word
// only, except for players that write back what they read.
func lessonStatus(v string, lenient bool) code {
	if v == "not attempted" && !lenient {
		return typeMismatch
	}
	return status12(v, lenient)
}

// score12 is a score from 0 to 100, or blank. Lenient reading takes any number, which players
// with scores beyond 100 write.
func score12(v string, lenient bool) code {
	if v == "" {
		return ok
	}
	if lenient {
		return anyReal(v, lenient)
	}
	return real(0, 100)(v, lenient)
}

// id12 is a CMIIdentifier: no control characters, no blanks at its ends.
func id12(v string, lenient bool) code {
	if v == "" || !lenient && (len(v) > 255 || !identifier12.MatchString(v)) {
		return typeMismatch
	}
	return text(v, lenient)
}

var wholeNumber = regexp.MustCompile(`^[+-]?\d{1,5}$`)

func integer(from, to float64) checker {
	within := real(from, to)
	return func(v string, lenient bool) code {
		if !wholeNumber.MatchString(v) {
			return typeMismatch
		}
		return within(v, lenient)
	}
}
