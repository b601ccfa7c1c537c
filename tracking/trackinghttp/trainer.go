package trackinghttp

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking"
)

func (h handlers) registerTrainer(api huma.API) {
	huma.Register(api, operation("listSessionProgress", http.MethodGet, "/sessions/{session}/progress",
		"Where each participant is; participants see who looked"), h.sessionProgress)
	tick := operation("tickActivity", http.MethodPut, "/sessions/{session}/participants/{person}/activities/{activity}",
		"The trainer's word that a participant completed an activity, or takes it back")
	huma.Register(api, tick, h.tick)
	mark := operation("markAttendance", http.MethodPut, "/sessions/{session}/meetings/{meeting}/attendance",
		"The trainer's word on who was at a meeting")
	mark.DefaultStatus = http.StatusNoContent
	huma.Register(api, mark, h.markAttendance)
	huma.Register(api, operation("listAttendanceWords", http.MethodGet, "/sessions/{session}/participants/{person}/attendance",
		"Every word given on a participant's presences, corrections included"), h.attendanceHistory)
	huma.Register(api, operation("listParticipantAttestations", http.MethodGet, "/sessions/{session}/participants/{person}/attestations",
		"What a participant was given, the last first, ended ones included"), h.attestationsOf)
}

// Column is an activity of the trainer's list.
type Column struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	Required bool   `json:"required"`
	Rule     string `json:"rule"`
}

// Cell is where a participant is in an activity.
type Cell struct {
	State  string   `json:"state" enum:"notStarted,started,completed,failed"`
	Score  *float64 `json:"score,omitempty"`
	Ticked bool     `json:"ticked,omitempty" doc:"By the trainer's word"`
}

// PresenceBody is the trainer's word on a participant at a meeting.
type PresenceBody struct {
	Present bool   `json:"present"`
	Minutes int    `json:"minutes"`
	Reason  string `json:"reason,omitempty"`
	At      string `json:"at" format:"date-time"`
}

// ParticipantProgress is one line of the trainer's list.
type ParticipantProgress struct {
	Person        string                  `json:"person"`
	Name          string                  `json:"name"`
	Establishment string                  `json:"establishment,omitempty"`
	Corps         string                  `json:"corps,omitempty"`
	EnrolledAt    string                  `json:"enrolledAt" format:"date-time"`
	Progress      ProgressBody            `json:"progress"`
	Activities    map[string]Cell         `json:"activities" doc:"By activity"`
	Presences     map[string]PresenceBody `json:"presences" doc:"By meeting; absent when nothing was said"`
}

type sessionProgressInput struct {
	SessionPath
	ListInput
}

type sessionProgressOutput struct {
	Body struct {
		Session    SessionRef            `json:"session"`
		Activities []Column              `json:"activities"`
		Items      []ParticipantProgress `json:"items"`
		Next       string                `json:"next,omitempty"`
	}
}

func (h handlers) sessionProgress(ctx context.Context, in *sessionProgressInput) (*sessionProgressOutput, error) {
	p, err := h.svc.SessionProgress(ctx, web.Actor(ctx), in.Session, in.Limit, in.After)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	var out sessionProgressOutput
	out.Body.Session, out.Body.Next = sessionRef(p.Session), p.Participants.Next
	out.Body.Activities, out.Body.Items = []Column{}, []ParticipantProgress{}
	for _, a := range p.Activities {
		out.Body.Activities = append(out.Body.Activities, Column{a.ID, string(a.Kind), a.Title, a.Required, string(a.Rule.Kind)})
	}
	for _, one := range p.Participants.Items {
		out.Body.Items = append(out.Body.Items, participantProgress(one))
	}
	return &out, nil
}

func participantProgress(p tracking.Participant) ParticipantProgress {
	o := p.Overview
	out := ParticipantProgress{Person: p.Enrolment.Person, Name: p.Enrolment.Name, Establishment: p.Enrolment.Establishment,
		Corps: p.Enrolment.Corps, EnrolledAt: stamp(p.Enrolment.At), Activities: map[string]Cell{}, Presences: map[string]PresenceBody{},
		Progress: ProgressBody{o.Percent, o.Done, o.Total, stamp(o.StartedAt), stamp(o.CompletedAt), stamp(o.LastAt)}}
	for id, a := range p.Activities {
		out.Activities[id] = Cell{string(a.State), a.Score, a.Ticked}
	}
	for id, pr := range p.Presences {
		out.Presences[id] = PresenceBody{pr.Present, pr.Minutes, pr.Reason, stamp(pr.At)}
	}
	return out
}

// ParticipantPath is a path that names a participant of a session.
type ParticipantPath struct {
	SessionPath
	Person string `path:"person" maxLength:"100"`
}

type tickInput struct {
	ParticipantPath
	Activity string `path:"activity" maxLength:"100"`
	Body     struct {
		Completed bool `json:"completed"`
	}
}

type tickOutput struct{ Body ProgressBody }

func (h handlers) tick(ctx context.Context, in *tickInput) (*tickOutput, error) {
	p, err := h.svc.Tick(ctx, web.Actor(ctx), in.Session, in.Person, in.Activity, in.Body.Completed)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &tickOutput{progressBody(&p)}, nil
}

type attendanceInput struct {
	SessionPath
	Meeting string `path:"meeting" maxLength:"100"`
	Body    struct {
		Present []string       `json:"present,omitempty" maxItems:"200" doc:"People who were there"`
		Absent  []string       `json:"absent,omitempty" maxItems:"200" doc:"People who were not"`
		Minutes map[string]int `json:"minutes,omitempty" doc:"By person, where it differs from the meeting's length"`
		Reason  string         `json:"reason,omitempty" maxLength:"500" doc:"Required to correct a word already given, or after the session closed"`
	}
}

func (h handlers) markAttendance(ctx context.Context, in *attendanceInput) (*struct{}, error) {
	var marks []tracking.Mark
	for _, p := range in.Body.Present {
		m := tracking.Mark{Person: p, Present: true}
		if minutes, ok := in.Body.Minutes[p]; ok {
			m.Minutes = &minutes
		}
		marks = append(marks, m)
	}
	for _, p := range in.Body.Absent {
		marks = append(marks, tracking.Mark{Person: p})
	}
	if err := h.svc.MarkAttendance(ctx, web.Actor(ctx), in.Session, in.Meeting, in.Body.Reason, marks); err != nil {
		return nil, web.Err(ctx, err)
	}
	return nil, nil // 204: nothing to say
}

// AttendanceWord is one word that was given on a presence.
type AttendanceWord struct {
	Meeting string `json:"meeting"`
	Present bool   `json:"present"`
	Minutes int    `json:"minutes"`
	By      string `json:"by" doc:"Name of who gave it"`
	Reason  string `json:"reason,omitempty"`
	At      string `json:"at" format:"date-time"`
}

type attendanceOutput struct {
	Body struct {
		Items []AttendanceWord `json:"items"`
	}
}

func (h handlers) attendanceHistory(ctx context.Context, in *ParticipantPath) (*attendanceOutput, error) {
	words, err := h.svc.AttendanceHistory(ctx, web.Actor(ctx), in.Session, in.Person)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	var out attendanceOutput
	out.Body.Items = []AttendanceWord{}
	for _, w := range words {
		out.Body.Items = append(out.Body.Items, AttendanceWord{w.Meeting, w.Present, w.Minutes, w.ByName, w.Reason, stamp(w.At)})
	}
	return &out, nil
}

func (h handlers) attestationsOf(ctx context.Context, in *ParticipantPath) (*attestationsOutput, error) {
	all, err := h.svc.AttestationsOf(ctx, web.Actor(ctx), in.Session, in.Person)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	var out attestationsOutput
	out.Body.Items = []Attestation{}
	for _, a := range all {
		out.Body.Items = append(out.Body.Items, attestationBody(a))
	}
	return &out, nil
}
