package scorm

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/tincan"
)

// Packages of cmi5 and xAPI, and those of H5P, hold units: contents that are launched one by one and tell the
// record store themselves what is done in them.

// cmi5 reads a bundle that holds a cmi5.xml.
func (r *Report) cmi5(b *bundle.Bundle) (Description, error) {
	data, err := r.described(b, "cmi5.xml", cmi5.MaxBytes)
	if err != nil {
		return Description{}, err
	}
	course, err := cmi5.Parse(data, r.files(b))
	if err != nil {
		return Description{}, err
	}
	r.noted(b)
	return r.units(course), nil
}

// files finds what a description names in the bundle.
func (r *Report) files(b *bundle.Bundle) func(path string) (string, bool) {
	return func(path string) (string, bool) {
		f, exact, ok := b.Find(path)
		if ok && !exact {
			r.warn("file_case", f.Name, "Le manifeste lance « %s », mais le fichier s’appelle « %s ».", path, f.Name)
		}
		return f.Name, ok
	}
}

// units describes a course, whose warnings are those of the report from now on.
func (r *Report) units(course *cmi5.Course) Description {
	for _, w := range course.Warnings {
		r.Warnings = append(r.Warnings, Warning(w))
	}
	course.Warnings = nil
	title := course.Title.In("fr")
	if title == "" {
		title = "Module sans titre"
	}
	return Description{Title: title, Course: course}
}

// tincan reads a bundle that holds a tincan.xml: each activity that it launches is a unit, done
// when it is completed or passed.
func (r *Report) tincan(b *bundle.Bundle) (Description, error) {
	data, err := r.described(b, "tincan.xml", tincan.MaxBytes)
	if err != nil {
		return Description{}, err
	}
	list, err := tincan.Parse(strings.TrimPrefix(string(data), "\uFEFF"), r.files(b))
	if err != nil {
		return Description{}, err
	}
	r.noted(b)
	course := &cmi5.Course{ID: list[0].ID, Title: textOf(list[0].Name), Description: textOf(list[0].Description)}
	for _, a := range list {
		course.Children = append(course.Children, cmi5.Node{AU: &cmi5.AU{ID: a.ID, Title: textOf(a.Name), Description: textOf(a.Description),
			URL: a.URL, File: a.File, Suffix: a.Suffix, MoveOn: cmi5.CompletedOrPassed, LaunchMethod: cmi5.AnyWindow, ActivityType: a.Type}})
	}
	return r.units(course), nil
}

func textOf(from tincan.Text) cmi5.Text {
	var t cmi5.Text
	for _, s := range from {
		t = append(t, cmi5.LangString(s))
	}
	return t
}

// isStructure says whether a file is a course structure that comes without a ZIP file: its first
// character, in any encoding, is that of XML. A ZIP file begins with "PK".
func isStructure(src Source) bool {
	head := make([]byte, 64)
	n, err := src.At.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	rest := bytes.TrimLeft(head[:n], "\x00 \t\r\n")
	for _, mark := range [...]string{"\xEF\xBB\xBF", "\xFE\xFF", "\xFF\xFE"} {
		rest = bytes.TrimPrefix(rest, []byte(mark))
	}
	rest = bytes.TrimLeft(rest, "\x00 \t\r\n")
	return len(rest) > 0 && rest[0] == '<'
}

// InspectStructure is Inspect for a course structure without a ZIP file (cmi5 §14.2): its units
// are on the Web.
func InspectStructure(src Source) (Description, Report, error) {
	report := Report{Kind: bundle.KindCMI5}
	if src.Size > cmi5.MaxBytes {
		return Description{}, report, fault.New("scorm.InspectStructure", fault.TooLarge, "structure_too_long", "Le fichier cmi5.xml dépasse 16 Mo.")
	}
	data, err := io.ReadAll(io.NewSectionReader(src.At, 0, src.Size))
	if err != nil {
		return Description{}, report, fault.Wrap("scorm.InspectStructure", err)
	}
	course, err := cmi5.Parse(data, nil)
	if err != nil {
		return Description{}, report, err
	}
	d := report.units(course)
	d.Kind = report.Kind
	return d, report, nil
}
