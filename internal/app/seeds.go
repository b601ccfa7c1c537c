package app

import (
	"net/url"
	"strings"

	"preau.education/preau/internal/actor"
)

// seed says which API addresses a page asks for first. Parts are what follows the page's name
// in its path.
type seed func(parts []string, query url.Values, who actor.Actor) []string

// always is a page that asks for the same whoever reads it.
func always(addresses ...string) seed {
	return func([]string, url.Values, actor.Actor) []string { return addresses }
}

// seedTable is the same table as in frontend/README.md, by the first name of the path. One
// address too many costs a little; one that is missing costs the reader a round trip.
func seedTable() map[string]seed {
	const api = "/api/v1"
	return map[string]seed{
		"":          homeSeed,
		"catalogue": catalogueSeed,
		"connexion": always(api + "/platform"),
		"bienvenue": always(api + "/reference/people"),
		"avis":      always(api + "/me/notices"),
		"attestations": func(parts []string, _ url.Values, _ actor.Actor) []string {
			if len(parts) == 0 {
				return []string{api + "/me/history"}
			}
			return []string{api + "/attestations/" + parts[0]}
		},
		"parcours":   under(api+"/parcours/", ""),
		"verifier":   under(api+"/attestations/", "/verify"),
		"formations": trainingsSeed,
		"apprendre": func(parts []string, _ url.Values, _ actor.Actor) []string {
			switch {
			case len(parts) == 0:
				return nil
			case len(parts) == 1 || parts[1] == "fin": // the end of a training is no activity
				return []string{api + "/learn/" + parts[0]}
			}
			return []string{api + "/learn/" + parts[0], api + "/learn/" + parts[0] + "/activities/" + parts[1]}
		},
		"profil":         profileSeed,
		"administration": always(api+"/records/credentials", api+"/reference/people", api+"/records/rules?limit=100", api+"/records/targets"),
		"former": func(parts []string, _ url.Values, _ actor.Actor) []string {
			if len(parts) == 2 && parts[0] == "sessions" && parts[1] != "nouvelle" {
				return []string{api + "/sessions/" + parts[1], api + "/sessions/" + parts[1] + "/progress?limit=100"}
			}
			return []string{api + "/me/sessions"}
		},
		"concevoir": always(api + "/me/parcours"),
		"piloter": func(parts []string, query url.Values, _ actor.Actor) []string {
			if len(parts) == 0 {
				return nil
			}
			return []string{withQuery(api+"/pilot/"+parts[0]+"/summary", query), api + "/reference/people"}
		},
	}
}

// under is a page about one thing.
func under(prefix, suffix string) seed {
	return func(parts []string, _ url.Values, _ actor.Actor) []string {
		if len(parts) == 0 {
			return nil
		}
		return []string{prefix + parts[0] + suffix}
	}
}

// profileSeed is one's own pages. The traces of a period are not asked for: its days are those of
// the reader's own clock.
func profileSeed(parts []string, query url.Values, _ actor.Actor) []string {
	const api = "/api/v1"
	switch {
	case len(parts) == 0:
		return []string{api + "/reference/people"}
	case parts[0] != "traces":
		return []string{api + "/me/visibility", api + "/reference/people"}
	case query.Has("since") || query.Has("until"):
		return []string{api + "/me/visibility"}
	}
	return []string{withQuery(api+"/me/statements", query), api + "/me/visibility"}
}

func homeSeed(_ []string, _ url.Values, who actor.Actor) []string {
	if !who.SignedIn() {
		return []string{"/api/v1/catalogue?limit=3&sort=recent"}
	}
	return []string{"/api/v1/me/enrolments?limit=3&state=current", "/api/v1/me/enrolments?limit=4&state=toStart", "/api/v1/me/notices?limit=4"}
}

// catalogueSeed opens with the person's own facets when nothing was asked.
func catalogueSeed(_ []string, query url.Values, _ actor.Actor) []string {
	_, all := query["all"]
	query.Del("all")
	bare := len(query) == 0 || (len(query) == 1 && query.Has("sort"))
	if bare && !all {
		query.Set("preset", "true")
	}
	return []string{withQuery("/api/v1/catalogue", query)}
}

func trainingsSeed(_ []string, query url.Values, _ actor.Actor) []string {
	switch shelf := query.Get("liste"); shelf {
	case "favourites":
		return []string{"/api/v1/me/favourites"}
	case "":
		return []string{"/api/v1/me/enrolments?state=current"}
	default:
		return []string{"/api/v1/me/enrolments?state=" + url.QueryEscape(shelf)}
	}
}

func withQuery(address string, query url.Values) string {
	if len(query) == 0 {
		return address
	}
	return address + "?" + query.Encode()
}

// seeds names the API addresses whose answers travel in the document of a page.
func (a *App) seeds(path, query string, who actor.Actor) []string {
	var list []string
	if who.SignedIn() {
		list = append(list, "/api/v1/me", "/api/v1/me/notices/unread")
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return list
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if of, ok := a.seedTable[parts[0]]; ok {
		list = append(list, of(parts[1:], values, who)...)
	}
	return list
}
