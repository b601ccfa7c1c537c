package cmi

import (
	"strconv"
	"time"
)

// entry is how the content is entered: for the first time, to go on, or in SCORM 1.2 neither.
func (s *Session) entry(first, resumed bool) string {
	switch {
	case resumed:
		return "resume"
	case s.schema == &schema12 && !first:
		return ""
	}
	return "ab-initio"
}

// give fills what the platform tells the content (RTE §4.2, RTE 1.2 §3.4.4).
func (s *Session) give(entry string) {
	l := s.launch
	tell := func(name, value string) {
		if value != "" {
			s.given[name] = value
		}
	}
	credit := "credit"
	if l.NoCredit || l.Mode != Normal {
		credit = "no-credit"
	}
	tell("cmi.launch_data", l.LaunchData)
	if s.schema == &schema12 {
		s.given["cmi.core.student_id"], s.given["cmi.core.student_name"] = l.LearnerID, l.LearnerName
		s.given["cmi.core.credit"], s.given["cmi.core.entry"], s.given["cmi.core.lesson_mode"] = credit, entry, l.Mode
		tell("cmi.student_data.mastery_score", realOrNone(l.MasteryScore))
		tell("cmi.student_data.max_time_allowed", l.MaxTimeAllowed)
		tell("cmi.student_data.time_limit_action", l.TimeLimitAction)
		if len(l.Comments) > 0 {
			tell("cmi.comments_from_lms", l.Comments[0].Text)
		}
		return
	}
	s.given["cmi.learner_id"], s.given["cmi.learner_name"] = l.LearnerID, l.LearnerName
	s.given["cmi.credit"], s.given["cmi.entry"], s.given["cmi.mode"] = credit, entry, l.Mode
	tell("cmi.completion_threshold", realOrNone(l.CompletionThreshold))
	tell("cmi.scaled_passing_score", realOrNone(l.ScaledPassingScore))
	tell("cmi.max_time_allowed", l.MaxTimeAllowed)
	s.given["cmi.time_limit_action"] = "continue,no message" // the default (RTE §4.2.20)
	tell("cmi.time_limit_action", l.TimeLimitAction)
	for i, c := range l.Comments {
		at := "cmi.comments_from_lms." + itoa(i)
		tell(at+".comment", c.Text)
		tell(at+".location", c.Location)
		tell(at+".timestamp", c.Timestamp)
	}
	s.counts["cmi.comments_from_lms"] = len(l.Comments)
	for i, st := range l.Stores {
		s.given["adl.data."+itoa(i)+".id"] = st.ID
	}
	s.counts["adl.data"] = len(l.Stores)
	for _, o := range l.Objectives {
		s.giveObjective(o)
	}
}

func realOrNone(f *float64) string {
	if f == nil {
		return ""
	}
	return formatReal(*f)
}

// giveObjective makes an objective of the activity known to the content. What sequencing
// knows of it prevails over what an earlier visit wrote.
func (s *Session) giveObjective(o Objective) {
	if o.ID == "" {
		return
	}
	at := s.objective(o.ID)
	put := func(name, value string) {
		if value != "" && value != "unknown" {
			s.values[at+name] = value
		}
	}
	put(".success_status", o.Success)
	put(".completion_status", o.Completion)
	put(".score.scaled", realOrNone(o.Scaled))
	put(".score.raw", realOrNone(o.Raw))
	put(".score.min", realOrNone(o.Min))
	put(".score.max", realOrNone(o.Max))
	put(".progress_measure", realOrNone(o.Progress))
}

// objective finds the record of an objective, or begins one.
func (s *Session) objective(id string) string {
	n := s.counts["cmi.objectives"]
	for i := range n {
		if at := "cmi.objectives." + itoa(i); s.values[at+".id"] == id {
			return at
		}
	}
	at := "cmi.objectives." + itoa(n)
	s.values[at+".id"] = id
	s.counts["cmi.objectives"] = n + 1
	return at
}

// completion resolves cmi.completion_status: against the threshold where there is one, else
// what the content says (RTE §4.2.4.1).
func (s *Session) completion() string {
	if t := s.launch.CompletionThreshold; t != nil {
		switch p := s.float("cmi.progress_measure"); {
		case p == nil:
			return "unknown"
		case *p >= *t:
			return "completed"
		}
		return "incomplete"
	}
	return s.word("cmi.completion_status")
}

// success resolves cmi.success_status: against the passing score where there is one, else
// what the content says (RTE §4.2.22.1).
func (s *Session) success() string {
	if t := s.launch.ScaledPassingScore; t != nil {
		return passed(s.float("cmi.score.scaled"), *t)
	}
	return s.word("cmi.success_status")
}

func passed(score *float64, needed float64) string {
	switch {
	case score == nil:
		return "unknown"
	case *score >= needed:
		return "passed"
	}
	return "failed"
}

func (s *Session) word(name string) string {
	if v := s.values[name]; v != "" {
		return v
	}
	return "unknown"
}

func (s *Session) float(name string) *float64 {
	f, err := strconv.ParseFloat(s.values[name], 64)
	if err != nil {
		return nil
	}
	return &f
}

// duration reads a length of time as the session's standard writes it.
func (s *Session) duration(name string) time.Duration {
	read := parseInterval
	if s.schema == &schema12 {
		read = parseTimespan
	}
	d, _ := read(s.values[name], true)
	return d
}

// carryTime adds the time of the last visit to the total, and tells the total.
func (s *Session) carryTime() {
	total := min(s.duration(s.totalName())+s.duration(s.timeName()), longest)
	delete(s.values, s.timeName())
	format := formatInterval
	if s.schema == &schema12 {
		format = formatTimespan
	}
	s.values[s.totalName()] = format(total)
}

// End ends the visit: the time of the session joins the total, and statuses that the
// platform decides are decided. suspend says that the learner will come back whatever the
// content asked (suspendAll).
func (s *Session) End(suspend bool) {
	if s.phase == ended {
		return
	}
	s.phase = ended
	exit := s.values[s.exitName()]
	if s.schema == &schema12 {
		s.settle12()
	}
	s.carryTime()
	s.kept.Live = false
	s.kept.Suspended = suspend || exit == "suspend" || s.values["adl.nav.request"] == "suspendAll"
}

// settle12 gives the lesson status that SCORM 1.2 leaves to the platform: passed or failed by
// the mastery score, completed where the content said nothing (RTE 1.2 §3.4.4, lesson_status),
// incomplete where it said that it will be taken up again.
func (s *Session) settle12() {
	const status = "cmi.core.lesson_status"
	if s.launch.Mode != Normal || s.launch.NoCredit {
		return
	}
	raw := s.float("cmi.core.score.raw")
	switch at := s.values[status]; {
	case s.launch.MasteryScore != nil && raw != nil:
		s.values[status], s.kept.Settled = passed(raw, *s.launch.MasteryScore), false
	case at != "" && at != "not attempted":
	case s.values[s.exitName()] == "suspend":
		s.values[status], s.kept.Settled = "incomplete", true
	default:
		s.values[status], s.kept.Settled = "completed", true
	}
}

// Data is what to keep until the next visit, or the next delta.
func (s *Session) Data() Data {
	s.kept.Values = s.values
	return s.kept
}

// Resume takes a visit up again where its last delta left it, in another process or after
// another request: kept is what Data gave, and the launch is the same.
func Resume(l Launch, kept Data) *Session {
	s := Open(l, Data{})
	s.values, s.kept, s.phase, s.size = kept.Values, kept, running, 0
	s.given[s.either("cmi.core.entry", "cmi.entry")] = kept.Entry
	if s.values == nil {
		s.values = map[string]string{}
	}
	for _, collection := range []string{"cmi.objectives"} {
		delete(s.counts, collection)
	}
	s.recount()
	if !kept.Live {
		s.phase = ended
	}
	return s
}
