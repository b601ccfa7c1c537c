package scorm

import (
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// SequencedLaunch returns the part of a launch that the manifest and sequencing decide: the
// objectives with what is known of them, thresholds, and the answers to adl.nav.request_valid.
// Who learns, what is shared and comments are the caller's to add. It is asked once the
// activity has been delivered.
func SequencedLaunch(standard manifest.Standard, it *manifest.Item, t *sequencing.Tree, s sequencing.State, valid sequencing.Validity) cmi.Launch {
	l := cmi.Launch{Standard: cmi.SCORM2004, LaunchData: it.DataFromLMS, TimeLimitAction: it.TimeLimitAction}
	if standard == manifest.SCORM12 {
		l.Standard, l.MasteryScore, l.MaxTimeAllowed = cmi.SCORM12, it.MasteryScore, it.MaxTimeAllowed
		return l
	}
	l.MaxTimeAllowed = it.Sequencing.Limits.AttemptAbsoluteDuration
	if c := it.CompletionThreshold; c.ByMeasure {
		l.CompletionThreshold = &c.MinMeasure
	}
	if o := it.Sequencing.Objectives; len(o) > 0 && o[0].SatisfiedByMeasure {
		l.ScaledPassingScore = &o[0].MinMeasure
	}
	for _, p := range sequencing.Objectives(t, s, it.ID) {
		l.Objectives = append(l.Objectives, cmi.Objective{
			ID: p.ID, Success: word(p.Satisfied, "passed", "failed"), Completion: word(p.Completion, "completed", "incomplete"),
			Scaled: p.Measure, Raw: p.Raw, Min: p.Min, Max: p.Max, Progress: p.Progress,
		})
	}
	l.Navigation = navigation{valid}
	return l
}

// word says a truth in the run-time's vocabulary.
func word(t sequencing.Truth, yes, no string) string {
	switch t {
	case sequencing.True:
		return yes
	case sequencing.False:
		return no
	}
	return "unknown"
}

// navigation answers adl.nav.request_valid from what sequencing would grant.
type navigation struct{ valid sequencing.Validity }

// Valid implements cmi.Navigation.
func (n navigation) Valid(request string) string {
	kind, target := request, ""
	for i := range request {
		if request[i] == '.' { // "choice.{target=ID}" is asked as "{target=ID}choice" is requested
			kind, target = request[:i], request[i+1:]
			break
		}
	}
	r, err := sequencing.ParseRequest(target + kind)
	if err != nil {
		return "unknown"
	}
	if n.valid.Allows(r) {
		return "true"
	}
	return "false"
}

// written are the elements of the data model that sequencing asks whether the content has
// set itself.
var written = map[string]sequencing.Field{
	"cmi.success_status":    sequencing.FieldSatisfied,
	"cmi.completion_status": sequencing.FieldCompletion,
	"cmi.score.scaled":      sequencing.FieldMeasure,
	"cmi.score.raw":         sequencing.FieldRaw,
	"cmi.score.min":         sequencing.FieldMin,
	"cmi.score.max":         sequencing.FieldMax,
	"cmi.progress_measure":  sequencing.FieldProgress,
}

// SequencingResults turns what a visit amounts to so far into what sequencing takes over.
func SequencingResults(v *cmi.Session) sequencing.Results {
	r := v.Result()
	out := sequencing.Results{
		Values: sequencing.Values{
			Satisfied: sequencing.Success(r.Success), Completion: sequencing.Completeness(r.Completion),
			Measure: r.Scaled, Raw: r.Raw, Min: r.Min, Max: r.Max, Progress: r.Progress,
		},
		Seconds: r.Total.Seconds(), Suspend: r.Exit == "suspend",
	}
	values := v.Data().Values
	for name, f := range written {
		if values[name] != "" {
			out.Stated |= f
		}
	}
	for _, o := range r.Objectives {
		out.Objectives = append(out.Objectives, sequencing.Progress{ID: o.ID, Values: sequencing.Values{
			Satisfied: sequencing.Success(o.Success), Completion: sequencing.Completeness(o.Completion),
			Measure: o.Scaled, Raw: o.Raw, Min: o.Min, Max: o.Max, Progress: o.Progress,
		}})
	}
	return out
}

// WantedNavigation returns the navigation that follows a visit when the learner asked for
// none: what the content requested, or the end of the course where its exit says so (RTE
// 4.2.8: "time-out" and "logout").
func WantedNavigation(r cmi.Result) sequencing.Request {
	if r.Exit == "time-out" || r.Exit == "logout" {
		return sequencing.Request{Kind: sequencing.ExitAll}
	}
	request, err := sequencing.ParseRequest(r.Request)
	if err != nil {
		return sequencing.Request{Kind: sequencing.None}
	}
	return request
}
