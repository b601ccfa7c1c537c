package scormdb

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/h5p"
	"preau.education/preau/scorm/manifest"
)

type warningDoc struct {
	Code    string `bson:"code"`
	Path    string `bson:"path,omitempty"`
	Message string `bson:"message"`
}

// packageDoc keeps the activities as compressed JSON: they are read whole or not at all, and
// a tree of some depth is no business of the store's.
type packageDoc struct {
	Title      string       `bson:"title"`
	Kind       string       `bson:"kind,omitempty"` // "" for those from before there were several: SCORM
	Standard   string       `bson:"standard,omitempty"`
	Edition    string       `bson:"edition,omitempty"`
	Activities []byte       `bson:"activities"`
	Name       string       `bson:"name,omitempty"`
	Files      int          `bson:"files"`
	Size       int64        `bson:"size"`
	Warnings   []warningDoc `bson:"warnings,omitempty"`
	ImportedBy string       `bson:"importedBy,omitempty"`
	At         time.Time    `bson:"at"`
}

// activities are what packageDoc.Activities holds.
type activities struct {
	Organization manifest.Organization
	Resources    []manifest.Resource
	Launches     map[string]string
	Course       *cmi5.Course `json:",omitempty"`
	H5P          *h5p.Package `json:",omitempty"`
}

var packagesByPerson = &docstore.Index[packageDoc]{Name: "person", Parts: []string{"person", "at"},
	Keys: func(d *packageDoc) []any { return []any{d.ImportedBy, d.At} }}

var packageDocs = docstore.Definition[packageDoc]{Name: "packages", Indexes: []*docstore.Index[packageDoc]{packagesByPerson}}

type packages struct {
	docs *docstore.Collection[packageDoc]
}

// Insert implements scorm.Packages.
func (s packages) Insert(ctx context.Context, p scorm.Package) error {
	d := packageDoc{Title: p.Title, Kind: string(p.Kind), Standard: string(p.Standard), Edition: string(p.Edition), Name: p.Name, Files: p.Files,
		Size: p.Size, ImportedBy: p.ImportedBy, At: p.At}
	for _, w := range p.Warnings {
		d.Warnings = append(d.Warnings, warningDoc(w))
	}
	var err error
	if d.Activities, err = squeeze(activities{p.Organization, p.Resources, p.Launches, p.Course, p.H5P}); err != nil {
		return err
	}
	return s.docs.Insert(ctx, p.ID, &d)
}

// Get implements scorm.Packages.
func (s packages) Get(ctx context.Context, id string) (scorm.Package, error) {
	doc, err := s.docs.Get(ctx, id)
	if err != nil {
		return scorm.Package{}, err
	}
	p := packageOut(doc)
	var a activities
	if err := expand(doc.Body.Activities, &a); err != nil {
		return scorm.Package{}, err
	}
	p.Organization, p.Resources, p.Launches, p.Course, p.H5P = a.Organization, a.Resources, a.Launches, a.Course, a.H5P
	return p, nil
}

// OfPerson implements scorm.Packages.
func (s packages) OfPerson(ctx context.Context, person string, limit int, after string) (scorm.List[scorm.Package], error) {
	page, err := s.docs.Find(ctx, docstore.Query[packageDoc]{Index: packagesByPerson, Eq: []any{person}, Desc: true, Limit: limit, After: after})
	if err != nil {
		return scorm.List[scorm.Package]{}, err
	}
	list := scorm.List[scorm.Package]{Items: make([]scorm.Package, len(page.Docs)), Next: page.Next}
	for i, doc := range page.Docs {
		list.Items[i] = packageOut(doc)
	}
	return list, nil
}

func packageOut(doc docstore.Doc[packageDoc]) scorm.Package {
	d := doc.Body
	p := scorm.Package{ID: doc.ID, Kind: bundle.Kind(d.Kind), Title: d.Title, Standard: manifest.Standard(d.Standard), Edition: manifest.Edition(d.Edition),
		Name: d.Name, Files: d.Files, Size: d.Size, ImportedBy: d.ImportedBy, At: d.At}
	if d.Kind == "" {
		p.Kind = bundle.KindSCORM
	}
	for _, w := range d.Warnings {
		p.Warnings = append(p.Warnings, scorm.Warning(w))
	}
	return p
}

func squeeze(v any) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		return nil, fault.Wrap("scormdb.squeeze", err)
	}
	if err := w.Close(); err != nil {
		return nil, fault.Wrap("scormdb.squeeze", err)
	}
	return out.Bytes(), nil
}

// maxExpanded bounds what a stored description may unfold to: several times the longest
// manifest that is read.
const maxExpanded = 8 * manifest.MaxBytes

func expand(squeezed []byte, into any) error {
	r, err := gzip.NewReader(bytes.NewReader(squeezed))
	if err == nil {
		err = json.NewDecoder(io.LimitReader(r, maxExpanded)).Decode(into)
	}
	return fault.Wrap("scormdb.expand", err)
}
