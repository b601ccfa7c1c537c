package scorm

import (
	"io"
	"time"

	"preau.education/preau/scorm/manifest"
)

// Package is an imported package: what its run-time needs of the manifest, and where its
// files are. It never changes once it exists.
type Package struct {
	ID           string
	Title        string
	Standard     manifest.Standard
	Edition      manifest.Edition
	Organization manifest.Organization // the one that runs
	Resources    []manifest.Resource   // those that its activities launch, without their lists of files
	Launches     map[string]string     // by resource: the file that launches it
	Name         string                // of the uploaded file
	Files        int
	Size         int64 // bytes of all files
	Warnings     []Warning
	ImportedBy   string // person
	At           time.Time
}

// Prefix is where the files of a package are kept, by its identifier.
func Prefix(id string) string { return packagesPrefix + id + "/" }

const packagesPrefix = "packages/"

// Source is a file to import, wholly received.
type Source struct {
	ID   string // of the package to be; "" for a new one. Importing twice under one ID imports once
	Name string // of the file, as the person has it
	At   io.ReaderAt
	Size int64
}

// newPackage keeps of a description what running needs.
func newPackage(d Description) Package {
	p := Package{Title: d.Title, Standard: d.Standard, Edition: d.Edition, Launches: map[string]string{}, Files: d.Files, Size: d.Size}
	if org := d.Manifest.Organization(d.Manifest.Default); org != nil {
		p.Organization = *org
	}
	p.Organization.Walk(func(it *manifest.Item) bool {
		r := d.Manifest.Resource(it.Resource)
		if r == nil || p.Launches[r.ID] != "" || d.Launches[r.ID] == "" {
			return true
		}
		kept := *r
		kept.Files, kept.Dependencies = nil, nil
		p.Resources = append(p.Resources, kept)
		p.Launches[r.ID] = d.Launches[r.ID]
		return true
	})
	return p
}
