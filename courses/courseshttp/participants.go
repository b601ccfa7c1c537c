package courseshttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/web"
)

// Participant is somebody in a session, as those who train it see them.
type Participant struct {
	Person        string    `json:"person"`
	Enrolment     string    `json:"enrolment"`
	Name          string    `json:"name"`
	State         string    `json:"state" enum:"requested,waiting,enrolled,refused,withdrawn"`
	At            time.Time `json:"at" doc:"When the state was reached"`
	Academie      string    `json:"academie,omitempty"`
	Departement   string    `json:"departement,omitempty"`
	UAI           string    `json:"uai,omitempty"`
	Establishment string    `json:"establishment,omitempty"`
	Degree        string    `json:"degree,omitempty"`
	Sector        string    `json:"sector,omitempty"`
	Corps         string    `json:"corps,omitempty"`
}

func participant(e *courses.Enrolment) Participant {
	s := e.Snapshot
	return Participant{e.Person, e.ID, s.Name, string(e.State), e.At, s.Academie, s.Departement, s.UAI, s.Establishment, s.Degree, s.Sector, s.Corps}
}

// Invitation is an address that nobody has yet.
type Invitation struct {
	ID    string    `json:"id"`
	Email string    `json:"email"`
	At    time.Time `json:"at"`
}

// Added is what became of pasted addresses.
type Added struct {
	Enrolled []Participant `json:"enrolled" nullable:"false" doc:"Now in"`
	Waiting  []Participant `json:"waiting" nullable:"false" doc:"No seat was left for them"`
	Already  []Participant `json:"already" nullable:"false" doc:"Were in before"`
	Invited  []string      `json:"invited" nullable:"false" doc:"Addresses that nobody has: enrolled when their owner signs in"`
	Invalid  []string      `json:"invalid" nullable:"false" doc:"Pieces that are no address"`
}

// PersonRef names a person in a session.
type PersonRef struct {
	SessionRef
	Person string `path:"person" minLength:"1" maxLength:"100"`
}

func registerParticipants(api huma.API, svc *courses.Service) {
	huma.Register(api, op("listParticipants", http.MethodGet, "/sessions/{id}/participants", "Participants of a session", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			Limits
			State string `query:"state" enum:"requested,waiting,enrolled,refused,withdrawn," default:"" doc:"One state, oldest first; all by name by default"`
		}) (*answer[Page[Participant]], error) {
			found, err := svc.Participants(ctx, web.Actor(ctx), in.ID, courses.EnrolmentState(in.State), in.Limit, in.After)
			return page(ctx, found, err, participant)
		})
	huma.Register(api, op("addParticipants", http.MethodPost, "/sessions/{id}/participants", "Enrol pasted addresses", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			Body struct {
				Addresses string `json:"addresses" maxLength:"100000" doc:"As pasted: commas, semicolons, bars, lines, Name <address>"`
			}
		}) (*answer[Added], error) {
			a, err := svc.AddParticipants(ctx, web.Actor(ctx), in.ID, in.Body.Addresses)
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			return &answer[Added]{Added{each(a.Enrolled, participant), each(a.Waiting, participant), each(a.Already, participant),
				list(a.Invited), list(a.Invalid)}}, nil
		})
	huma.Register(api, op("acceptParticipant", http.MethodPost, "/sessions/{id}/participants/{person}/accept", "Let somebody in", "sessions"),
		func(ctx context.Context, in *PersonRef) (*answer[enrolled], error) {
			e, err := svc.Accept(ctx, web.Actor(ctx), in.ID, in.Person)
			return enrolledAnswer(ctx, e, err)
		})
	huma.Register(api, op("refuseParticipant", http.MethodPost, "/sessions/{id}/participants/{person}/refuse", "Refuse somebody", "sessions"),
		func(ctx context.Context, in *PersonRef) (*answer[enrolled], error) {
			e, err := svc.Refuse(ctx, web.Actor(ctx), in.ID, in.Person)
			return enrolledAnswer(ctx, e, err)
		})
	huma.Register(api, op("removeParticipant", http.MethodDelete, "/sessions/{id}/participants/{person}", "Take somebody out", "sessions"),
		func(ctx context.Context, in *PersonRef) (*answer[enrolled], error) {
			e, err := svc.Remove(ctx, web.Actor(ctx), in.ID, in.Person)
			return enrolledAnswer(ctx, e, err)
		})
	huma.Register(api, created(op("writeToParticipants", http.MethodPost, "/sessions/{id}/messages", "Write to participants", "sessions")),
		func(ctx context.Context, in *struct {
			SessionRef
			Body struct {
				Persons []string `json:"persons" minItems:"1" maxItems:"1000"`
				Subject string   `json:"subject" minLength:"1" maxLength:"800"`
				Body    string   `json:"body" minLength:"1" maxLength:"40000"`
			}
		}) (*answer[written], error) {
			m, err := svc.Write(ctx, web.Actor(ctx), in.ID, in.Body.Persons, in.Body.Subject, in.Body.Body)
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			return &answer[written]{written{m.ID, len(m.Persons)}}, nil
		})
	huma.Register(api, op("listInvitations", http.MethodGet, "/sessions/{id}/invitations", "Addresses invited that nobody has yet", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			Limits
		}) (*answer[Page[Invitation]], error) {
			found, err := svc.Invitations(ctx, web.Actor(ctx), in.ID, in.Limit, in.After)
			return page(ctx, found, err, func(i *courses.Invitation) Invitation { return Invitation{i.ID, i.Email, i.At} })
		})
	huma.Register(api, op("deleteInvitation", http.MethodDelete, "/sessions/{id}/invitations/{invitation}", "Take an invitation back", "sessions"),
		func(ctx context.Context, in *struct {
			SessionRef
			Invitation string `path:"invitation" minLength:"1" maxLength:"200"`
		}) (*struct{}, error) {
			return done(ctx, svc.Uninvite(ctx, web.Actor(ctx), in.ID, in.Invitation))
		})
}

// written is a message that was sent.
type written struct {
	ID      string `json:"id"`
	Persons int    `json:"persons"`
}
