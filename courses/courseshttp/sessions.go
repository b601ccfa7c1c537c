package courseshttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/web"
)

// SessionEdit is what may be said of a session.
type SessionEdit struct {
	Title           string     `json:"title,omitempty" maxLength:"300" doc:"Of the parcours unless said otherwise"`
	Academie        string     `json:"academie,omitempty" maxLength:"60" doc:"Code; absent for the whole nation"`
	Start           *time.Time `json:"start,omitempty"`
	End             *time.Time `json:"end,omitempty"`
	EnrolFrom       *time.Time `json:"enrolFrom,omitempty"`
	EnrolUntil      *time.Time `json:"enrolUntil,omitempty"`
	Place           string     `json:"place,omitempty" maxLength:"300"`
	Admission       string     `json:"admission,omitempty" enum:"open,request,list" doc:"On request unless said otherwise"`
	Capacity        int        `json:"capacity,omitempty" minimum:"0" doc:"0: not capped"`
	Trainers        []string   `json:"trainers,omitempty" maxItems:"60" doc:"Persons; absent: as they are"`
	GAIA            []string   `json:"gaia,omitempty" maxItems:"60"`
	Meetings        []Meeting  `json:"meetings,omitempty" maxItems:"100" doc:"Absent: as they are"`
	MinutesDistance int        `json:"minutesDistance,omitempty" minimum:"0"`
	MinutesPresence int        `json:"minutesPresence,omitempty" minimum:"0"`
}

func (e *SessionEdit) value() courses.Session {
	return courses.Session{Title: e.Title, Academie: e.Academie, Start: moment(e.Start), End: moment(e.End),
		EnrolFrom: moment(e.EnrolFrom), EnrolUntil: moment(e.EnrolUntil), Place: e.Place, Admission: courses.Admission(e.Admission),
		Capacity: e.Capacity, Trainers: e.Trainers, GAIA: e.GAIA, Meetings: e.meetings(),
		MinutesDistance: e.MinutesDistance, MinutesPresence: e.MinutesPresence}
}

// meetings are absent when nothing is said of them.
func (e *SessionEdit) meetings() []courses.Meeting {
	if e.Meetings == nil {
		return nil
	}
	return each(e.Meetings, (*Meeting).value)
}

// Session is a session as those who train it see it.
type Session struct {
	SessionBrief
	Parcours        string         `json:"parcours"`
	ParcoursTitle   string         `json:"parcoursTitle"`
	Domain          Domain         `json:"domain"`
	Version         int            `json:"version"`
	Capacity        int            `json:"capacity"`
	Trainers        []string       `json:"trainers" nullable:"false"`
	GAIA            []string       `json:"gaia" nullable:"false"`
	Meetings        []Meeting      `json:"meetings" nullable:"false"`
	MinutesDistance int            `json:"minutesDistance"`
	MinutesPresence int            `json:"minutesPresence"`
	Enrolled        int            `json:"enrolled"`
	Requested       int            `json:"requested"`
	Waiting         int            `json:"waiting"`
	Obstacles       []FieldProblem `json:"obstacles" nullable:"false" doc:"Before it opens: what keeps it from opening"`
	Moves           []SessionMove  `json:"moves" nullable:"false" doc:"What its dates will do by themselves, in order"`
	HeldUp          bool           `json:"heldUp" doc:"Its date came and an obstacle kept it from opening; tried again each day"`
	ETag            string         `json:"etag"`
}

// SessionMove is something that the dates of a session will do to it.
type SessionMove struct {
	Action string    `json:"action" enum:"announce,open,close"`
	At     time.Time `json:"at"`
	Day    string    `json:"day" format:"date" doc:"Where the session is; of a closing, the last day of the session"`
}

func session(t *courses.TrainerSession) Session {
	s := &t.Session
	m := Session{SessionBrief: sessionBrief(s), Parcours: s.Parcours, ParcoursTitle: t.Parcours, Domain: domain(t.Domain),
		Version: s.Version, Capacity: s.Capacity, Trainers: list(s.Trainers), GAIA: list(s.GAIA), Meetings: each(s.Meetings, meeting),
		MinutesDistance: s.MinutesDistance, MinutesPresence: s.MinutesPresence, Enrolled: t.Enrolled, Requested: t.Requested,
		Waiting: t.Waiting, Obstacles: []FieldProblem{}, HeldUp: s.HeldUp, ETag: web.ETag(s.Rev)}
	m.Moves = each(t.Moves, func(v *courses.Move) SessionMove { return SessionMove{string(v.Action), v.At.UTC(), v.Day} })
	for _, f := range t.Obstacles {
		m.Obstacles = append(m.Obstacles, FieldProblem(f))
	}
	return m
}

func registerSessions(api huma.API, svc *courses.Service) {
	// What a change answers is the session as it then is for its trainer.
	after := func(ctx context.Context, id string, err error) (*tagged[Session], error) {
		if err != nil {
			return nil, web.Err(ctx, err)
		}
		t, err := svc.TrainedSession(ctx, web.Actor(ctx), id)
		if err != nil {
			return nil, web.Err(ctx, err)
		}
		return &tagged[Session]{web.ETag(t.Session.Rev), session(&t)}, nil
	}
	huma.Register(api, op("listMySessions", http.MethodGet, "/me/sessions", "Sessions I train", "sessions"),
		func(ctx context.Context, in *struct{ Limits }) (*answer[Page[Session]], error) {
			found, err := svc.MySessions(ctx, web.Actor(ctx), in.Limit, in.After)
			return page(ctx, found, err, session)
		})
	huma.Register(api, op("getSession", http.MethodGet, "/sessions/{id}", "A session, for those who train it", "sessions"),
		func(ctx context.Context, in *SessionRef) (*tagged[Session], error) { return after(ctx, in.ID, nil) })
	huma.Register(api, created(op("createSession", http.MethodPost, "/sessions", "Start a session of a parcours", "sessions")),
		func(ctx context.Context, in *struct {
			Body struct {
				Parcours string `json:"parcours" minLength:"1" maxLength:"100"`
				SessionEdit
			}
		}) (*tagged[Session], error) {
			draft := in.Body.value()
			draft.Parcours = in.Body.Parcours
			s, err := svc.CreateSession(ctx, web.Actor(ctx), draft)
			return after(ctx, s.ID, err)
		})
	huma.Register(api, op("saveSession", http.MethodPut, "/sessions/{id}", "Replace what is said of a session", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			IfMatch
			Body SessionEdit
		}) (*tagged[Session], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			_, err = svc.SaveSession(ctx, web.Actor(ctx), in.ID, rev, in.Body.value())
			return after(ctx, in.ID, err)
		})
	for action, summary := range map[courses.SessionAction]string{courses.AnnounceIt: "Open the enrolments of", courses.OpenIt: "Open", courses.CloseIt: "Close",
		courses.ReopenIt: "Reopen", courses.CancelIt: "Cancel"} {
		huma.Register(api, op(string(action)+"Session", http.MethodPost, "/sessions/{id}/"+string(action), summary+" a session", "sessions"),
			func(ctx context.Context, in *SessionRef) (*tagged[Session], error) {
				_, err := svc.Act(ctx, web.Actor(ctx), in.ID, action)
				return after(ctx, in.ID, err)
			})
	}
	huma.Register(api, op("saveMeeting", http.MethodPut, "/sessions/{id}/meetings/{meeting}", "Add or replace a meeting", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			Meeting string `path:"meeting" minLength:"1" maxLength:"64"`
			Body    Meeting
		}) (*tagged[Session], error) {
			in.Body.ID = in.Meeting
			_, err := svc.SaveMeeting(ctx, web.Actor(ctx), in.ID, in.Body.value())
			return after(ctx, in.ID, err)
		})
	huma.Register(api, op("deleteMeeting", http.MethodDelete, "/sessions/{id}/meetings/{meeting}", "Remove a meeting", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			Meeting string `path:"meeting" minLength:"1" maxLength:"64"`
		}) (*tagged[Session], error) {
			_, err := svc.DeleteMeeting(ctx, web.Actor(ctx), in.ID, in.Meeting)
			return after(ctx, in.ID, err)
		})
}
