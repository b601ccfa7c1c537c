package app

import "strings"

// pageTable lists the addresses that the web app has a page for, as in
// frontend/src/app/routes.ts; a star stands for one part of the path. An address that is not
// here is answered with the app's page for lost readers and the status 404, so that machines
// know it too.
func pageTable() []string {
	return []string{
		"/", "/catalogue", "/parcours/*", "/connexion", "/login", "/bienvenue", "/formations",
		"/apprendre/*", "/apprendre/*/*", "/attestations", "/attestations/*", "/verifier/*",
		"/profil", "/profil/visibilite", "/profil/traces", "/administration/cles", "/avis", "/piloter", "/piloter/*",
		"/former", "/former/sessions/*", "/concevoir", "/concevoir/*",
	}
}

// hasPage says whether the web app has a page at path.
func hasPage(path string) bool {
	parts := strings.Split(strings.TrimSuffix(path, "/"), "/")
	for _, page := range pageTable() {
		if matches(strings.Split(strings.TrimSuffix(page, "/"), "/"), parts) {
			return true
		}
	}
	return false
}

func matches(page, parts []string) bool {
	if len(page) != len(parts) {
		return false
	}
	for i, name := range page {
		if name != parts[i] && (name != "*" || parts[i] == "") {
			return false
		}
	}
	return true
}
