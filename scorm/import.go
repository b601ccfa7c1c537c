package scorm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
	"preau.education/preau/scorm/h5p"
	"preau.education/preau/scorm/manifest"
)

// Description is what an uploaded file turned out to be: a package that can be launched. What
// is filled depends on its kind.
type Description struct {
	Kind     bundle.Kind
	Title    string
	Standard manifest.Standard  // SCORM
	Edition  manifest.Edition   // SCORM 2004
	Manifest *manifest.Manifest // SCORM
	Launches map[string]string  // SCORM, by resource ID: the file of the bundle that launches it
	Course   *cmi5.Course       // cmi5, xAPI and H5P: the units that are launched
	H5P      *h5p.Package       // H5P: what its player loads
	Size     int64              // bytes of all files
	Files    int
}

// Report is what the person who imports is told, whether the package is accepted or refused.
type Report struct {
	Kind     bundle.Kind   // what the bundle was read as
	Also     []bundle.Kind // what else it describes itself as
	Warnings []Warning
	// Documents are the files that could be added to the training as documents instead, when
	// the bundle is no package but holds nothing else.
	Documents []bundle.File
}

// Warning is something wrong, or put right, that does not prevent the package from running.
type Warning struct {
	Code    string // stable, snake_case
	Path    string // the file or activity it is about; "" for the whole
	Message string // a French sentence
}

// maxMissing is how many absent files are named one by one.
const maxMissing = 50

// Inspect says what a bundle is, without keeping anything. A refusal is a fault of kind Invalid
// or TooLarge whose sentence says what is wrong; the report is worth showing with it.
//
// Beyond the codes of bundle.Open, manifest.Parse, cmi5.Parse, tincan.Parse and h5p.Parse:
// no_manifest, manifest_not_at_root, documents_only, moodle_unsupported, aicc_unsupported,
// launch_missing.
func Inspect(b *bundle.Bundle) (Description, Report, error) {
	kinds := b.Kinds()
	report := Report{Kind: kinds[0]}
	var read func(*bundle.Bundle) (Description, error)
	switch report.Kind {
	case bundle.KindSCORM:
		read = report.scorm
	case bundle.KindCMI5:
		read = report.cmi5
	case bundle.KindXAPI:
		read = report.tincan
	case bundle.KindH5P:
		read = report.h5p
	default:
		return Description{}, refused(b, report), refusal(b, report.Kind)
	}
	report.also(kinds[1:])
	d, err := read(b)
	if err != nil {
		return Description{}, report, err
	}
	d.Kind, d.Size, d.Files = report.Kind, b.Total(), len(b.Files())
	return d, report, nil
}

// described reads the file that describes the bundle as of the report's kind.
func (r *Report) described(b *bundle.Bundle, name string, limit int64) ([]byte, error) {
	file, exact, _ := b.Description(r.Kind)
	if !exact {
		r.warn("manifest_case", file.Name, "Le manifeste s’appelle « %s » au lieu de « %s ».", file.Name, name)
	}
	return b.ReadFile(file.Name, limit)
}

// noted brings what was noticed of the names in the bundle into the report.
func (r *Report) noted(b *bundle.Bundle) {
	for _, n := range b.Notes() {
		r.Warnings = append(r.Warnings, Warning(n))
	}
}

// scorm reads a bundle that holds an imsmanifest.xml.
func (r *Report) scorm(b *bundle.Bundle) (Description, error) {
	data, err := r.described(b, "imsmanifest.xml", manifest.MaxBytes)
	if err != nil {
		return Description{}, err
	}
	m, err := manifest.Parse(data)
	if err != nil {
		return Description{}, err
	}
	if err := b.UseNames(expectedNames(m)); err != nil {
		return Description{}, err
	}
	r.noted(b)
	for _, w := range m.Warnings {
		r.Warnings = append(r.Warnings, Warning(w))
	}
	launches, err := r.launches(b, m)
	if err != nil {
		return Description{}, err
	}
	r.missing(b, m)
	return Description{Title: m.Title(), Standard: m.Standard, Edition: m.Edition, Manifest: m, Launches: launches}, nil
}

func (r *Report) warn(code, path, format string, args ...any) {
	r.Warnings = append(r.Warnings, Warning{Code: code, Path: path, Message: fmt.Sprintf(format, args...)})
}

// kindNames are what people call the kinds.
var kindNames = map[bundle.Kind]string{
	bundle.KindSCORM: "SCORM", bundle.KindCMI5: "cmi5", bundle.KindXAPI: "xAPI (tincan.xml)", bundle.KindH5P: "H5P",
	bundle.KindMoodle: "Moodle (.mbz)", bundle.KindAICC: "AICC",
}

// supported are the kinds that are imported, for people.
const supported = "les paquets SCORM 1.2 et 2004, cmi5, xAPI (tincan.xml) et H5P le sont"

// also says why one description was followed when there are several.
func (r *Report) also(others []bundle.Kind) {
	r.Also = others
	for _, k := range others {
		why := fmt.Sprintf("le format %s n’est pas pris en charge", kindNames[k])
		switch k {
		case bundle.KindSCORM, bundle.KindCMI5, bundle.KindXAPI, bundle.KindH5P:
			why = "c’est sous cette forme qu’il en dit le plus de ce que fait l’apprenant"
		}
		r.warn("several_descriptions", "", "Le paquet se décrit à la fois comme %s et comme %s ; il est importé comme %s, parce que %s.",
			kindNames[r.Kind], kindNames[k], kindNames[r.Kind], why)
	}
}

func refused(b *bundle.Bundle, r Report) Report {
	if r.Kind == bundle.KindDocuments {
		r.Documents = b.Files()
	}
	return r
}

// refusal is why a bundle that does not describe itself as a package is not imported.
func refusal(b *bundle.Bundle, kind bundle.Kind) error {
	no := func(code, public string) error { return fault.New("scorm.Inspect", fault.Invalid, code, public) }
	switch kind {
	case bundle.KindAICC:
		return no("aicc_unsupported", "Ce fichier est au format AICC, qui n’est pas pris en charge ; "+supported+".")
	case bundle.KindMoodle:
		return no("moodle_unsupported", fmt.Sprintf("Ce fichier est au format %s, qui n’est pas encore pris en charge ; %s.", kindNames[kind], supported))
	case bundle.KindDocuments:
		return no("documents_only", "L’archive ne contient pas de manifeste (imsmanifest.xml, cmi5.xml, tincan.xml ou h5p.json) : ce n’est pas un paquet de formation. Elle ne contient que des documents : vous pouvez les ajouter comme tels.")
	}
	const shown = 3
	for _, named := range [...]struct {
		kind bundle.Kind
		file string
	}{{bundle.KindSCORM, "imsmanifest.xml"}, {bundle.KindCMI5, "cmi5.xml"}, {bundle.KindXAPI, "tincan.xml"}, {bundle.KindH5P, "h5p.json"}} {
		if folders := b.Elsewhere(named.kind, shown+1); len(folders) > shown {
			return no("manifest_not_at_root", "L’archive contient plusieurs paquets : importez-les un par un.")
		} else if len(folders) > 0 {
			return no("manifest_not_at_root", fmt.Sprintf("Le manifeste %s n’est pas à la racine de l’archive, mais dans : %s. Refaites l’archive à partir de ce dossier.",
				named.file, strings.Join(folders, ", ")))
		}
	}
	return no("no_manifest", "L’archive ne contient pas de manifeste (imsmanifest.xml, cmi5.xml, tincan.xml ou h5p.json) : ce n’est pas un paquet de formation.")
}

// expectedNames are the files that the manifest speaks of.
func expectedNames(m *manifest.Manifest) []string {
	var names []string
	for _, r := range m.Resources {
		names = append(names, r.Path, r.Raw)
		for _, f := range r.Files {
			names = append(names, f.Path, f.Raw)
		}
	}
	return names
}

// locate finds a file by its decoded path or by the one written, in this case or another.
func locate(b *bundle.Bundle, decoded, raw string) (f bundle.File, exact, ok bool) {
	for _, name := range [...]string{decoded, raw} {
		if f, exact, ok = b.Find(name); ok && exact {
			return f, true, true
		}
	}
	for _, name := range [...]string{decoded, raw} {
		if f, exact, ok = b.Find(name); ok {
			return f, exact, true
		}
	}
	return bundle.File{}, false, false
}

// launches finds the file of every activity. One that is absent refuses the package when the
// default organization needs it.
func (r *Report) launches(b *bundle.Bundle, m *manifest.Manifest) (map[string]string, error) {
	found := map[string]string{}
	resources := make(map[string]*manifest.Resource, len(m.Resources))
	for i := range m.Resources {
		resources[m.Resources[i].ID] = &m.Resources[i]
	}
	for i := range m.Organizations {
		org := &m.Organizations[i]
		var absent *manifest.Item
		org.Walk(func(item *manifest.Item) bool {
			res := resources[item.Resource]
			if res == nil || found[res.ID] != "" {
				return true
			}
			f, exact, ok := locate(b, res.Path, res.Raw)
			if !ok {
				absent = item
				return org.ID != m.Default
			}
			if !exact {
				r.warn("file_case", f.Name, "Le manifeste lance « %s », mais le fichier s’appelle « %s ».", res.Path, f.Name)
			}
			found[res.ID] = f.Name
			return true
		})
		if absent != nil && org.ID == m.Default {
			return nil, fault.New("scorm.Inspect", fault.Invalid, "launch_missing",
				fmt.Sprintf("L’activité « %s » se lance par le fichier « %s », qui n’est pas dans l’archive.", absent.Title, resources[absent.Resource].Path))
		}
	}
	return found, nil
}

// missing warns of files that are listed and absent.
func (r *Report) missing(b *bundle.Bundle, m *manifest.Manifest) {
	told := map[string]bool{}
	for _, res := range m.Resources {
		for _, f := range res.Files {
			if _, _, ok := locate(b, f.Path, f.Raw); ok || told[f.Path] {
				continue
			}
			told[f.Path] = true
			if len(told) <= maxMissing {
				r.warn("file_missing", f.Path, "Le fichier « %s » est annoncé par le manifeste mais absent de l’archive.", f.Path)
			}
		}
	}
	if n := len(told) - maxMissing; n > 0 {
		r.warn("files_missing", "", "%d autres fichiers annoncés sont absents de l’archive.", n)
	}
}

// Objects is where the files of packages are kept.
type Objects interface {
	// Put keeps what r gives, of this size and media type, under key; durable on return.
	Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, key string) error
}

// unpackers is how many files are kept at once: each waits for a disk or a network.
const unpackers = 4

// Unpack keeps every file of a bundle under prefix (which ends in a slash), a few at a time, in
// bounded memory. When one fails, those kept are removed again and the error is returned. When
// the context ends, or the process dies, they are left under prefix: another run may be at the
// same, and have ended.
// Progress, if given, is told of each file kept, from one goroutine at a time.
func Unpack(ctx context.Context, b *bundle.Bundle, prefix string, to Objects, progress func(bundle.File)) error {
	outer := ctx
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	files := make(chan bundle.File)
	var (
		wait   sync.WaitGroup
		mu     sync.Mutex // guards the two below, and calls of progress
		kept   []string
		failed error
	)
	for range unpackers {
		wait.Go(func() {
			for f := range files {
				err := unpackOne(ctx, b, path.Join(prefix, f.Name), f, to)
				mu.Lock()
				kept = append(kept, path.Join(prefix, f.Name))
				if err != nil && failed == nil {
					failed = err
					stop()
				}
				if err == nil && progress != nil {
					progress(f)
				}
				mu.Unlock()
			}
		})
	}
feed:
	for _, f := range b.Files() {
		select {
		case files <- f:
		case <-ctx.Done():
			break feed
		}
	}
	close(files)
	wait.Wait()
	if failed == nil {
		failed = ctx.Err()
	}
	if failed == nil {
		return nil
	}
	if outer.Err() == nil {
		for _, key := range kept {
			failed = errors.Join(failed, to.Delete(context.WithoutCancel(outer), key))
		}
	}
	return fault.Wrap("scorm.Unpack", failed)
}

func unpackOne(ctx context.Context, b *bundle.Bundle, key string, f bundle.File, to Objects) error {
	r, err := b.Open(f.Name)
	if err != nil {
		return err
	}
	return errors.Join(to.Put(ctx, key, r, f.Size, f.Type), r.Close())
}
