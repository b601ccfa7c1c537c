package app

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// The server and the web app list the same pages.
func TestPageTableIsThatOfTheWebApp(t *testing.T) {
	routes, err := os.ReadFile("../../frontend/src/app/routes.ts")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, m := range regexp.MustCompile(`path: "([^"]+)"`).FindAllSubmatch(routes, -1) {
		want = append(want, regexp.MustCompile(`\$\w+`).ReplaceAllString(string(m[1]), "*"))
	}
	if len(want) < 20 {
		t.Fatalf("only %d routes found", len(want))
	}
	for _, path := range want {
		if !hasPage(path) {
			t.Errorf("%s is a page of the web app, not of the server", path)
		}
	}
	for _, path := range pageTable() {
		if !slices.Contains(want, path) {
			t.Errorf("%s is a page of the server, not of the web app", path)
		}
	}
}

func TestHasPage(t *testing.T) {
	for path, want := range map[string]bool{
		"/": true, "": true, "/catalogue": true, "/catalogue/": true, "/parcours/p1": true, "/parcours": false, "/parcours/": false,
		"/apprendre/s/a": true, "/apprendre/s/a/b": false, "/concevoir/x/y": false, "/rien": false, "/former/sessions": false,
	} {
		if got := hasPage(path); got != want {
			t.Errorf("%q: %t, want %t", path, got, want)
		}
	}
}
