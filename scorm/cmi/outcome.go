package cmi

import (
	"slices"
	"strings"
	"time"
)

// Result is what a visit amounts to so far, in the terms of SCORM 2004 whatever the standard.
type Result struct {
	Completion string   // "completed", "incomplete", "not attempted", "unknown"
	Success    string   // "passed", "failed", "unknown"
	Scaled     *float64 // -1 to 1
	Raw        *float64
	Min        *float64
	Max        *float64
	Progress   *float64 // 0 to 1
	Objectives []Objective
	Stores     []Store
	Exit       string        // "suspend", "normal", "logout", "time-out", ""
	Request    string        // the navigation that the content asks for; "" for none
	Suspended  bool          // known once ended
	Ended      bool          //
	Session    time.Duration // of this visit, as the content measured it
	Total      time.Duration // of all visits, this one included
}

// Result reads what the visit amounts to.
func (s *Session) Result() Result {
	r := Result{Exit: s.values[s.exitName()], Suspended: s.kept.Suspended && s.phase == ended, Ended: s.phase == ended,
		Session: s.duration(s.timeName()), Stores: slices.Clone(s.stores)}
	r.Total = s.duration(s.totalName()) + r.Session
	if s.schema == &schema12 {
		s.result12(&r)
		return r
	}
	r.Completion, r.Success = s.completion(), s.success()
	r.Scaled, r.Progress = s.float("cmi.score.scaled"), s.float("cmi.progress_measure")
	r.Raw, r.Min, r.Max = s.float("cmi.score.raw"), s.float("cmi.score.min"), s.float("cmi.score.max")
	if v := s.values["adl.nav.request"]; v != NoRequest {
		r.Request = v
	}
	for i := range s.counts["cmi.objectives"] {
		at := "cmi.objectives." + itoa(i)
		r.Objectives = append(r.Objectives, Objective{
			ID: s.values[at+".id"], Success: s.word(at + ".success_status"), Completion: s.word(at + ".completion_status"),
			Scaled: s.float(at + ".score.scaled"), Raw: s.float(at + ".score.raw"), Min: s.float(at + ".score.min"),
			Max: s.float(at + ".score.max"), Progress: s.float(at + ".progress_measure"),
		})
	}
	return r
}

// result12 reads the one status of SCORM 1.2 as the two of SCORM 2004. A lesson that was
// failed is not completed: it is to be taken again.
func (s *Session) result12(r *Result) {
	switch s.values["cmi.core.lesson_status"] {
	case "passed":
		r.Completion, r.Success = "completed", "passed"
	case "failed":
		r.Completion, r.Success = "incomplete", "failed"
	case "completed", "browsed":
		r.Completion, r.Success = "completed", "unknown"
	case "incomplete":
		r.Completion, r.Success = "incomplete", "unknown"
	default:
		r.Completion, r.Success = "unknown", "unknown"
	}
	r.Raw, r.Min, r.Max = s.float("cmi.core.score.raw"), s.float("cmi.core.score.min"), s.float("cmi.core.score.max")
	r.Scaled = scale(r.Raw, r.Min, r.Max)
}

// scale brings a raw score between its bounds, 0 and 100 where they are not told, to 0 to 1.
func scale(raw, low, high *float64) *float64 {
	if raw == nil {
		return nil
	}
	from, to := 0.0, 100.0
	if low != nil {
		from = *low
	}
	if high != nil {
		to = *high
	}
	if to <= from {
		return nil
	}
	f := max(-1, min(1, (*raw-from)/(to-from)))
	return &f
}

// Elements are all that a browser's run-time has to be filled with before the content
// starts, in an order that its own checks accept: identifiers and types first.
func (s *Session) Elements() []Element {
	out := make([]Element, 0, len(s.given)+len(s.values))
	for name, v := range s.given {
		out = append(out, Element{name, v})
	}
	for name, v := range s.values {
		out = append(out, Element{name, v})
	}
	for i := range s.stores {
		if v := s.stores[i].Value; v != nil && s.stores[i].Read {
			out = append(out, Element{"adl.data." + itoa(i) + ".store", *v})
		}
	}
	slices.SortFunc(out, func(a, b Element) int { return compareNames(a.Name, b.Name) })
	return out
}

// compareNames orders names part by part: numbers as numbers, id and type before the rest.
func compareNames(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			continue
		}
		if m, isIndex := readIndex(x[i]); isIndex {
			if n, also := readIndex(y[i]); also {
				return m - n
			}
		}
		if d := rank(x[i]) - rank(y[i]); d != 0 {
			return d
		}
		return strings.Compare(x[i], y[i])
	}
	return len(x) - len(y)
}

func rank(part string) int {
	switch part {
	case "id":
		return 0
	case "type":
		return 1
	}
	return 2
}
