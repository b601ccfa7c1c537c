package scorm

import (
	"cmp"
	"context"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/h5p"
)

// A package of H5P has one unit: the content, which plays in a page of ours that tells the record
// store what the content says, under the key of the launch.

// h5pUnit is the identifier of that unit.
const h5pUnit = "h5p"

// h5p reads a bundle that holds an h5p.json.
func (r *Report) h5p(b *bundle.Bundle) (Description, error) {
	pkg, err := h5p.Parse(h5pFiles{b})
	if err != nil {
		return Description{}, err
	}
	r.noted(b)
	for _, w := range pkg.Warnings {
		r.Warnings = append(r.Warnings, Warning(w))
	}
	pkg.Warnings = nil
	title := cmp.Or(pkg.Title, "Module sans titre")
	name := cmi5.Text{{Lang: pkg.Language, Value: title}}
	course := &cmi5.Course{ID: h5pUnit, Title: name, Children: []cmi5.Node{{AU: &cmi5.AU{ID: h5pUnit, Title: name, File: h5p.ContentFile,
		MoveOn: cmi5.CompletedOrPassed, LaunchMethod: cmi5.AnyWindow}}}}
	return Description{Title: title, Course: course, H5P: pkg}, nil
}

// h5pFiles are the files of a bundle, for those who read its description.
type h5pFiles struct{ bundle *bundle.Bundle }

// Names implements h5p.Files.
func (f h5pFiles) Names() []string {
	files := f.bundle.Files()
	names := make([]string, len(files))
	for i, one := range files {
		names[i] = one.Name
	}
	return names
}

// Find implements h5p.Files.
func (f h5pFiles) Find(path string) (string, bool) {
	file, _, ok := f.bundle.Find(path)
	return file.Name, ok
}

// Read implements h5p.Files.
func (f h5pFiles) Read(name string, limit int64) ([]byte, error) {
	return f.bundle.ReadFile(name, limit)
}

// H5P answers what the page that plays a package of H5P loads, to who has the token of its launch.
func (s *Service) H5P(ctx context.Context, token string) (*h5p.Package, error) {
	const op = "scorm.H5P"
	l, err := s.launch(token)
	if err != nil {
		return nil, err
	}
	c, err := s.program(ctx, l.Package)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	if c.H5P == nil {
		return nil, fault.New(op, fault.NotFound, "not_h5p", "Ce module n’est pas un contenu H5P.")
	}
	return c.H5P, nil
}

// h5pSaid is what a statement says of the content: questions end by "answered", contents of several
// by "completed". One that ends and does not judge itself is passed with full marks.
func h5pSaid(st cmi5.Statement) cmi5.Status {
	ends := st.Verb == cmi5.VerbCompleted || st.Result.Completion != nil && *st.Result.Completion
	passed := ends && st.Result.Score != nil && st.Result.Score.Scaled != nil && *st.Result.Score.Scaled >= 1
	if st.Result.Success != nil {
		passed = ends && *st.Result.Success
	}
	return cmi5.Status{Completed: ends, Passed: passed || st.Verb == cmi5.VerbPassed, Failed: st.Verb == cmi5.VerbFailed}
}
