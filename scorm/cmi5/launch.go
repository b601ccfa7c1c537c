package cmi5

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Launch is one launch of an AU and so one session (§8.0, §10.0). Plan.Launch fills it; it is
// not changed once the session has begun, because what the AU sends is judged by it.
type Launch struct {
	Session      string // UUID, drawn for this launch alone
	Registration string // UUID of the learner's enrolment in the course
	Learner      Agent
	ActivityID   string // the platform's (§8.1.5)
	PublisherID  string // the course structure's
	Title        Text
	ActivityType string
	Mode         Mode

	MoveOn           MoveOn
	MasteryScore     *float64
	LaunchParameters string
	EntitlementKey   string

	// AlternateKey is an entitlement agreed upon with the AU otherwise (§10.2.7.2), "" for none.
	AlternateKey string
	// ReturnURL is where the AU sends the learner at its end (§10.2.6), "" for nowhere.
	ReturnURL string
	// URL is the fully qualified address of the AU with its own query. It is told to the record
	// store (§9.6.3.4), so it holds no secret.
	URL string
	// Endpoint is the record store's address for this session (§8.1.1).
	Endpoint string
	// Fetch gives the session's token, once (§8.2).
	Fetch string
	// Grace is how long after the "terminated" statement came those made before it may still
	// come (§9.3.8). Zero closes the session at once, which ADL's suite expects.
	Grace time.Duration
}

// Launch is the launch of an AU of the plan, with all that the course structure says. The
// caller gives URL, Endpoint and Fetch, and what else it has.
func (p *Plan) Launch(au *AU, session, registration string, learner Agent, mode Mode) Launch {
	return Launch{Session: session, Registration: registration, Learner: learner, Mode: mode,
		ActivityID: p.ObjectID(au.ID), PublisherID: au.ID, Title: au.Title, ActivityType: au.ActivityType,
		MoveOn: au.MoveOn, MasteryScore: au.MasteryScore, LaunchParameters: au.LaunchParameters, EntitlementKey: au.EntitlementKey}
}

// Address is the URL that launches the AU: its own, with the five parameters after its own
// query and before its fragment (§8.1, §13.1.4). Spaces are %20: not every AU reads a "+".
func (l Launch) Address() (string, error) {
	learner, err := json.Marshal(l.Learner)
	if err != nil {
		return "", err
	}
	address, fragment, hasFragment := strings.Cut(l.URL, "#")
	var b strings.Builder
	b.WriteString(address)
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	if strings.HasSuffix(address, "?") || strings.HasSuffix(address, "&") {
		separator = ""
	}
	for i, value := range [...]string{l.Endpoint, l.Fetch, string(learner), l.Registration, l.ActivityID} {
		b.WriteString(separator + parameters[i] + "=" + strings.ReplaceAll(url.QueryEscape(value), "+", "%20"))
		separator = "&"
	}
	if hasFragment {
		b.WriteString("#" + fragment)
	}
	return b.String(), nil
}

// Template is the context that every statement of the AU must contain (§10.2.1): the session,
// the publisher's ID of the AU, and, which is ours to add, the registration, so that a "cmi5
// allowed" statement cannot be lost to it.
func (l Launch) Template() Context {
	return Context{Registration: l.Registration, Activities: map[string][]string{"grouping": {l.PublisherID}},
		Extensions: map[string]any{ExtSessionID: l.Session}}
}

// LaunchData is the LMS.LaunchData document (§10.2): the state of that name, for the launch's
// ActivityID, Learner and Registration, written before the AU is launched and never by the AU.
type LaunchData struct {
	ContextTemplate  Context         `json:"contextTemplate"`
	LaunchMode       Mode            `json:"launchMode"`
	LaunchParameters string          `json:"launchParameters,omitempty"`
	MasteryScore     *float64        `json:"masteryScore,omitempty"`
	MoveOn           MoveOn          `json:"moveOn"`
	ReturnURL        string          `json:"returnURL,omitempty"`
	EntitlementKey   *EntitlementKey `json:"entitlementKey,omitempty"`
}

// EntitlementKey lets an AU know whether the platform is entitled to it (§10.2.7).
type EntitlementKey struct {
	CourseStructure string `json:"courseStructure,omitempty"`
	Alternate       string `json:"alternate,omitempty"`
}

// Data is the launch's LMS.LaunchData document.
func (l Launch) Data() LaunchData {
	d := LaunchData{ContextTemplate: l.Template(), LaunchMode: l.Mode, LaunchParameters: l.LaunchParameters,
		MasteryScore: l.MasteryScore, MoveOn: l.MoveOn, ReturnURL: l.ReturnURL}
	if l.EntitlementKey != "" || l.AlternateKey != "" {
		d.EntitlementKey = &EntitlementKey{CourseStructure: l.EntitlementKey, Alternate: l.AlternateKey}
	}
	return d
}

// Launched is the statement to record before the AU is launched, once (§9.3.1, §9.6.3).
func (l Launch) Launched(id string, at time.Time) Statement {
	s := l.statement(VerbLaunched, id, at)
	s.Context.Extensions[ExtLaunchMode] = string(l.Mode)
	s.Context.Extensions[ExtLaunchURL] = l.URL
	s.Context.Extensions[ExtMoveOn] = string(l.MoveOn)
	if l.MasteryScore != nil {
		s.Context.Extensions[ExtMasteryScore] = *l.MasteryScore
	}
	if l.LaunchParameters != "" {
		s.Context.Extensions[ExtLaunchParameters] = l.LaunchParameters
	}
	return s
}

// Abandoned is the statement that the session ended otherwise than by "terminated" (§9.3.6),
// with how long it lasted (§9.5.4.2), see Session.Duration. Session.Abandon says whether it is
// to be recorded.
func (l Launch) Abandoned(id string, at time.Time, lasted time.Duration) Statement {
	s := l.statement(VerbAbandoned, id, at)
	s.Result.Duration = "PT" + strconv.FormatFloat(max(lasted, 0).Round(10*time.Millisecond).Seconds(), 'f', -1, 64) + "S"
	return s
}

func (l Launch) statement(verb, id string, at time.Time) Statement {
	stamp := Stamp{ID: id, At: at, Learner: l.Learner, Registration: l.Registration, Session: l.Session}
	return stamp.statement(verb, Object{ID: l.ActivityID, Kind: l.ActivityType, Name: l.Title}, l.PublisherID)
}
