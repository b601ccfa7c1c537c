package app

import (
	"net/url"
	"strings"

	"preau.education/preau/internal/actor"
)

// seeds names, for each page, the API addresses it asks for first, letter for letter as the
// front end asks (frontend/README.md): their answers travel in the document. One too many
// costs a little; one that is missing or different costs a round trip.
func (a *App) seeds(path, query string, who actor.Actor) []string {
	var list []string
	if who.SignedIn() {
		list = append(list, "/api/v1/me", "/api/v1/me/notices/unread")
	}
	name, rest, _ := strings.Cut(strings.Trim(path, "/"), "/")
	switch name {
	case "":
		if who.SignedIn() {
			list = append(list, "/api/v1/me/enrolments?state=current&limit=6")
		}
	case "catalogue":
		list = append(list, catalogueSeed(query), "/api/v1/reference/offer")
	case "parcours":
		list = append(list, "/api/v1/parcours/"+rest)
	case "apprendre":
		session, _, _ := strings.Cut(rest, "/")
		if who.SignedIn() {
			list = append(list, "/api/v1/learn/"+session)
		}
	case "verifier":
		list = append(list, "/api/v1/attestations/"+rest+"/verify")
	case "connexion":
		list = append(list, "/api/v1/platform")
	}
	return list
}

// catalogueSeed is the first request of the catalogue at this address.
func catalogueSeed(query string) string {
	values, err := url.ParseQuery(query)
	if err != nil || len(values) == 0 {
		return "/api/v1/catalogue?limit=25"
	}
	return "/api/v1/catalogue?" + query
}
