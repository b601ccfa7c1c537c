package courseshttp

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/web"
)

// Member is somebody who designs a parcours or trains a session.
type Member struct {
	Person string `json:"person"`
	Name   string `json:"name" doc:"Empty for an account that is gone"`
	Owner  bool   `json:"owner" doc:"Of the parcours: always in its team"`
}

// Team is who designs a parcours or trains a session.
type Team struct {
	Items []Member `json:"items" nullable:"false"`
}

// Newcomer is somebody to add to a team.
type Newcomer struct {
	Email string `json:"email" minLength:"1" maxLength:"254" doc:"An address of somebody who has signed in"`
}

// MemberRef names somebody in a team.
type MemberRef struct {
	ID     string `path:"id" maxLength:"100"`
	Person string `path:"person" minLength:"1" maxLength:"100"`
}

func team(ctx context.Context, members []courses.Member, err error) (*answer[Team], error) {
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &answer[Team]{Team{each(members, func(m *courses.Member) Member { return Member(*m) })}}, nil
}

// teamOf is what may be done with one kind of team.
type teamOf struct {
	path, tag   string
	one, of     string // its words in the names and the summaries of operations
	list        func(ctx context.Context, who actor.Actor, id string) ([]courses.Member, error)
	add, remove func(ctx context.Context, who actor.Actor, id, whom string) ([]courses.Member, error)
}

func registerTeams(api huma.API, svc *courses.Service) {
	registerTeam(api, teamOf{"/parcours/{id}/concepteurs", "parcours", "Concepteur", "design a parcours", svc.Concepteurs, svc.AddConcepteur, svc.RemoveConcepteur})
	registerTeam(api, teamOf{"/sessions/{id}/trainers", "sessions", "Trainer", "train a session", svc.Trainers, svc.AddTrainer, svc.RemoveTrainer})
}

func registerTeam(api huma.API, t teamOf) {
	huma.Register(api, op("list"+t.one+"s", http.MethodGet, t.path, "Those who "+t.of, t.tag),
		func(ctx context.Context, in *struct {
			ID string `path:"id" maxLength:"100"`
		}) (*answer[Team], error) {
			members, err := t.list(ctx, web.Actor(ctx), in.ID)
			return team(ctx, members, err)
		})
	huma.Register(api, op("add"+t.one, http.MethodPost, t.path, "Add somebody, by address, to those who "+t.of, t.tag),
		func(ctx context.Context, in *struct {
			ID   string `path:"id" maxLength:"100"`
			Body Newcomer
		}) (*answer[Team], error) {
			members, err := t.add(ctx, web.Actor(ctx), in.ID, in.Body.Email)
			return team(ctx, members, err)
		})
	huma.Register(api, op("remove"+t.one, http.MethodDelete, t.path+"/{person}", "Take somebody out of those who "+t.of, t.tag),
		func(ctx context.Context, in *MemberRef) (*answer[Team], error) {
			members, err := t.remove(ctx, web.Actor(ctx), in.ID, in.Person)
			return team(ctx, members, err)
		})
}
