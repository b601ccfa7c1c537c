package scorm

import (
	"io"
	"time"

	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/h5p"
	"preau.education/preau/scorm/manifest"
)

// Package is an imported package: what playing it needs of its description, and where its files
// are. It never changes once it exists. Its kind says how it plays, and what of it is filled.
type Package struct {
	ID           string
	Kind         bundle.Kind
	Title        string
	Standard     manifest.Standard     // SCORM
	Edition      manifest.Edition      // SCORM 2004
	Organization manifest.Organization // SCORM: the one that runs
	Resources    []manifest.Resource   // SCORM: those that its activities launch, without their lists of files
	Launches     map[string]string     // SCORM, by resource: the file that launches it
	Course       *cmi5.Course          // cmi5, xAPI and H5P: the units that are launched
	H5P          *h5p.Package          // H5P: what its player loads, its warnings apart
	Name         string                // of the uploaded file
	Files        int
	Size         int64 // bytes of all files
	Warnings     []Warning
	ImportedBy   string // person
	At           time.Time
}

// Format is the word by which programs know what a package is: that of the edition of SCORM
// ("scorm12", "scorm2004"), else of the kind.
func (p *Package) Format() string {
	if p.Kind == bundle.KindSCORM {
		return string(p.Standard)
	}
	return string(p.Kind)
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

// newPackage keeps of a description what playing needs.
func newPackage(d Description) Package {
	p := Package{Kind: d.Kind, Title: d.Title, Standard: d.Standard, Edition: d.Edition, Course: d.Course, H5P: d.H5P, Launches: map[string]string{}, Files: d.Files, Size: d.Size}
	if d.Manifest == nil {
		return p
	}
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
