package tracking

import (
	"math"
	"slices"
	"strconv"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/xapi"
)

// Input is one experience to record: it becomes a statement.
type Input struct {
	Enrolment string // "session:person"
	Activity  string // in the structure of the person's version
	Verb      xapi.Verb
	At        time.Time // when it happened; zero: now
	// Key makes the statement's identifier derivable: the same enrolment, activity, verb and key
	// are the same statement, however often they are sent ("attempt:commit"). Without one each
	// Input is a new statement.
	Key      string
	Result   Result
	Attempt  string   // identifier of the attempt, for a package
	Parent   string   // IRI of what directly holds the object, "" for the parcours
	Profiles []string // IRIs of the profiles that the statement follows
}

// Result is the outcome of an experience.
type Result struct {
	Completed *bool
	Passed    *bool
	Score     *float64 // -1 to 1
	Progress  *float64 // 0 to 1
	Position  float64  // seconds from the start of a video, where to resume
	Duration  time.Duration
	Response  string
}

var activityTypes = map[Kind]string{Page: xapi.TypePage, Video: xapi.TypeVideo, File: xapi.TypeFile,
	Link: xapi.TypeLink, Package: xapi.TypeLesson, Meeting: xapi.TypeMeeting}

// iri names a thing of this platform.
func (s *Service) iri(kind, id string) string { return s.HomePage + "/xapi/" + kind + "/" + id }

// Registration is the UUID by which statements name an enrolment.
func Registration(enrolment string) string { return ids.Derived("registration", enrolment) }

// statementID is the identifier of the statement of an input that has a key.
func statementID(enrolment string, in Input) string {
	return ids.Derived("statement", enrolment, in.Activity, in.Verb.ID, in.Key)
}

// statement builds the statement of an input.
func (s *Service) statement(v EnrolmentView, a Activity, in Input) (xapi.Statement, error) {
	now := s.now()
	at := in.At.UTC().Truncate(time.Millisecond)
	if in.At.IsZero() {
		at = now
	}
	if at.After(now.Add(maxTimestamp)) {
		return xapi.Statement{}, fault.New("tracking.Record", fault.Invalid, "future_timestamp", "La date de cette activité est dans l’avenir.")
	}
	id := ids.New(now)
	if in.Key != "" {
		id = statementID(v.ID, in)
	}
	st := xapi.Statement{
		ID:     id,
		Actor:  xapi.Agent{HomePage: s.HomePage, Name: v.Person},
		Verb:   in.Verb,
		Object: xapi.Activity{ID: s.iri("parcours", v.Parcours) + "/activities/" + a.ID, Type: activityTypes[a.Kind], Name: a.Title},
		Result: result(in.Result),
		Context: xapi.Context{
			Registration: Registration(v.ID), Parent: in.Parent, Category: in.Profiles,
			Grouping:   []string{s.iri("sessions", v.Session)},
			Extensions: map[string]any{xapi.ExtActivity: a.ID},
		},
		Timestamp: at,
	}
	if st.Context.Parent == "" {
		st.Context.Parent = s.iri("parcours", v.Parcours)
	}
	if in.Attempt != "" {
		st.Context.Grouping = append(st.Context.Grouping, s.iri("attempts", in.Attempt))
		st.Context.Extensions[xapi.ExtAttempt] = in.Attempt
	}
	return st, nil
}

func result(r Result) *xapi.Result {
	out := xapi.Result{Completion: r.Completed, Success: r.Passed, Scaled: r.Score, Duration: r.Duration, Response: r.Response}
	if r.Progress != nil || r.Position > 0 {
		out.Extensions = map[string]any{}
	}
	if r.Progress != nil {
		out.Extensions[xapi.ExtProgress] = math.Floor(*r.Progress * 100)
		out.Extensions[xapi.ExtVideoProgress] = thousandths(*r.Progress)
	}
	if r.Position > 0 {
		out.Extensions[xapi.ExtVideoTime] = thousandths(r.Position)
	}
	if out.Completion == nil && out.Success == nil && out.Scaled == nil && out.Duration == 0 && out.Response == "" && out.Extensions == nil {
		return nil
	}
	return &out
}

// EffectOf reads what a statement tells about progress. It looks at the statement alone, so
// that progress can be recomputed from statements.
func EffectOf(st xapi.Statement) Effect {
	f := Effect{Statement: st.ID, At: st.Timestamp.UTC().Truncate(time.Millisecond)}
	f.Activity, _ = st.Context.Extensions[xapi.ExtActivity].(string)
	r := st.Result
	if r == nil {
		r = &xapi.Result{}
	}
	switch st.Verb.ID {
	case xapi.Evaluated.ID:
		done := r.Completion != nil && *r.Completion
		f.Tick = &done
		return f
	case xapi.Attended.ID:
		f.Presence = presenceOf(st, r, f)
		return f
	}
	if r.Extensions != nil {
		f.Progress, _ = r.Extensions[xapi.ExtVideoProgress].(float64)
		f.Position, _ = r.Extensions[xapi.ExtVideoTime].(float64)
	}
	f.Score = r.Scaled
	f.Completed = st.Verb.ID == xapi.Completed.ID || (r.Completion != nil && *r.Completion)
	switch st.Verb.ID {
	case xapi.Passed.ID:
		f.Passed = ptr(true)
	case xapi.Failed.ID:
		f.Passed = ptr(false)
	default:
		f.Passed = r.Success
	}
	switch st.Verb.ID {
	case xapi.Experienced.ID, xapi.Initialized.ID:
		f.Viewed = true
	}
	if st.Object.Type == xapi.TypeVideo {
		f.Viewed = f.Completed || f.Progress >= VideoSeen
		f.Completed = f.Viewed
	}
	return f
}

func presenceOf(st xapi.Statement, r *xapi.Result, f Effect) *Presence {
	p := &Presence{At: f.At, Statement: f.Statement, Activity: f.Activity, Present: r.Completion != nil && *r.Completion}
	p.Meeting, _ = st.Context.Extensions[xapi.ExtMeeting].(string)
	p.Reason, _ = st.Context.Extensions[xapi.ExtReason].(string)
	minutes, _ := r.Extensions[xapi.ExtMinutes].(float64)
	p.Minutes = int(minutes)
	held, _ := st.Context.Extensions[xapi.ExtHeld].(string)
	p.Held, _ = time.Parse(time.RFC3339, held)
	if st.Context.Instructor != nil {
		p.By = st.Context.Instructor.Name
	}
	return p
}

// stored turns a statement into what is kept.
func (s *Service) stored(st xapi.Statement) (StoredStatement, error) {
	raw, err := st.Marshal()
	if err != nil {
		return StoredStatement{}, fault.As("tracking.Record", fault.Invalid, "bad_statement", err)
	}
	return StoredStatement{ID: st.ID, Raw: raw, Agent: st.Actor.Name, Verb: st.Verb.ID, Object: st.Object.ID,
		Registration: st.Context.Registration, Related: slices.Concat([]string{st.Context.Parent}, st.Context.Grouping, st.Context.Category),
		Instructor: attestedBy(st)}, nil
}

func attestedBy(st xapi.Statement) string {
	if st.Context.Instructor == nil {
		return ""
	}
	return st.Context.Instructor.Name
}

func ptr[T any](v T) *T { return &v }

func derived(kind, id string, turn int64) string {
	return ids.Derived(kind, id, strconv.FormatInt(turn, 10))
}
