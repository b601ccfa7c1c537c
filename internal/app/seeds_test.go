package app

import (
	"slices"
	"testing"

	"preau.education/preau/internal/actor"
)

func TestSeeds(t *testing.T) {
	a := &App{seedTable: seedTable()}
	camille := actor.Actor{Person: "camille"}
	own := []string{"/api/v1/me", "/api/v1/me/notices/unread"}
	for _, tc := range []struct {
		path, query string
		who         actor.Actor
		want        []string
	}{
		{"/", "", actor.Actor{}, []string{"/api/v1/catalogue?limit=3&sort=recent"}},
		{"/catalogue", "", actor.Actor{}, []string{"/api/v1/catalogue?preset=true"}},
		{"/catalogue", "all=true", actor.Actor{}, []string{"/api/v1/catalogue"}},
		{"/catalogue", "q=la%20la%C3%AFcit%C3%A9&domain=a&domain=b", actor.Actor{}, []string{"/api/v1/catalogue?domain=a&domain=b&q=la+la%C3%AFcit%C3%A9"}},
		{"/catalogue", "q=%zz", actor.Actor{}, nil},
		{"/parcours/p1", "", camille, append(slices.Clone(own), "/api/v1/parcours/p1")},
		{"/parcours", "", actor.Actor{}, nil},
		{"/apprendre/s1/a1", "", camille, append(slices.Clone(own), "/api/v1/learn/s1", "/api/v1/learn/s1/activities/a1")},
		{"/apprendre/s1/fin", "", camille, append(slices.Clone(own), "/api/v1/learn/s1")},
		{"/formations", "liste=done", camille, append(slices.Clone(own), "/api/v1/me/enrolments?state=done")},
		{"/verifier/n1", "", actor.Actor{}, []string{"/api/v1/attestations/n1/verify"}},
		{"/former/sessions/s1", "", camille, append(slices.Clone(own), "/api/v1/sessions/s1", "/api/v1/sessions/s1/progress?limit=100")},
		{"/former/sessions/nouvelle", "", camille, append(slices.Clone(own), "/api/v1/me/sessions")},
		{"/profil/traces", "", camille, append(slices.Clone(own), "/api/v1/me/statements", "/api/v1/me/visibility")},
		{"/profil/traces", "session=s1", camille, append(slices.Clone(own), "/api/v1/me/statements?session=s1", "/api/v1/me/visibility")},
		{"/profil/traces", "since=2026-11-01", camille, append(slices.Clone(own), "/api/v1/me/visibility")},
		{"/profil/visibilite", "", camille, append(slices.Clone(own), "/api/v1/me/visibility", "/api/v1/reference/people")},
		{"/piloter/lille", "degree=1d", camille, append(slices.Clone(own), "/api/v1/pilot/lille/summary?degree=1d", "/api/v1/reference/people")},
		{"/nowhere", "", actor.Actor{}, nil},
	} {
		if got := a.seeds(tc.path, tc.query, tc.who); !slices.Equal(got, tc.want) {
			t.Errorf("%s?%s: %q, want %q", tc.path, tc.query, got, tc.want)
		}
	}
}
