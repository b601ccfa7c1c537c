// Package frontend is the web app as it was built: Vite writes dist, the binary embeds it.
// A clean clone holds a placeholder page only, so that the Go code vets and tests without
// the front end's toolchain.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed src/app/first/catalogue.html
var firstCatalogue string

// FirstCatalogue returns the template of what the catalogue shows before the app has loaded.
func FirstCatalogue() string { return firstCatalogue }

// Files returns the built front end, its index.html at the root.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("frontend: dist is embedded: " + err.Error())
	}
	return files
}
