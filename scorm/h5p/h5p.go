// Package h5p reads what an H5P package says of itself: h5p.json, the content, and the library.json
// of each library that comes with it (https://h5p.org/documentation/developers/h5p-specification,
// read in November 2026). It answers what a player loads, in which order; it plays nothing.
package h5p

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"preau.education/preau/internal/fault"
)

// ContentFile is where a package holds the parameters of its main library.
const ContentFile = "content/content.json"

// CoreMinor is the latest version 1.x of H5P's interface to its libraries that the player knows.
const CoreMinor = 28

// What is read at most.
const (
	maxDescription = 1 << 20  // bytes of h5p.json, and of each library.json
	maxContent     = 16 << 20 // bytes of content.json
	maxLibraries   = 500
)

// Files is what the package holds.
type Files interface {
	// Names lists the files: paths from the root, with slashes, in order.
	Names() []string
	// Find says under which name the file at a path is held, whose case may be another.
	Find(path string) (name string, ok bool)
	// Read reads a file that is held, of at most limit bytes.
	Read(name string, limit int64) ([]byte, error)
}

// Package is what a player needs to know. Libraries are called by name and version, as contents
// call them: "H5P.Blanks 1.12".
type Package struct {
	Title    string
	Language string            // of the content; "" when not said
	Main     string            // the library that runs
	Folders  map[string]string // of each library that plays, from the root
	Scripts  []string          // files of the package, in the order in which they run
	Styles   []string          // in the order in which they apply
	Warnings []Warning
}

// Warning is something wrong, or put right, that does not prevent the package from playing.
type Warning struct {
	Code    string // stable, snake_case
	Path    string // the file it is about; "" for the whole
	Message string // a French sentence
}

// Parse reads a package. Errors are faults of kind Invalid, with a French sentence that names what
// is wrong, or those of Files.Read:
//
//	h5p_no_description, h5p_not_json, h5p_no_main_library, h5p_no_content, h5p_too_many_libraries,
//	h5p_libraries_missing, h5p_not_runnable, h5p_path_outside, h5p_script_missing
func Parse(files Files) (*Package, error) {
	r := reader{files: files, pkg: Package{Folders: map[string]string{}}}
	d, err := r.description()
	if err != nil {
		return nil, err
	}
	used, err := r.content()
	if err != nil {
		return nil, err
	}
	libraries, err := r.libraries()
	if err != nil {
		return nil, err
	}
	wanted := make([]string, 0, len(d.Preloaded)+len(used))
	for _, dep := range d.Preloaded {
		wanted = append(wanted, dep.String())
	}
	loaded, missing := order(libraries, append(wanted, used...))
	if len(missing) > 0 {
		return nil, refusal("h5p_libraries_missing", "Il manque au paquet "+counted(missing)+
			". Exportez-le de nouveau, avec ses bibliothèques, depuis l’outil où il a été créé : « Télécharger », puis « fichier .h5p ».")
	}
	if main := libraries[r.pkg.Main]; main.Runnable == 0 {
		return nil, refusal("h5p_not_runnable", fmt.Sprintf("La bibliothèque principale, « %s », n’est pas de celles qui se jouent.", short(r.pkg.Main)))
	}
	for _, l := range loaded {
		if err := r.load(l); err != nil {
			return nil, err
		}
	}
	return &r.pkg, nil
}

// reader is one reading of a package.
type reader struct {
	files Files
	pkg   Package
}

// description reads h5p.json.
func (r *reader) description() (description, error) {
	var d description
	if err := r.json("h5p.json", "h5p_no_description", maxDescription, &d); err != nil {
		return d, err
	}
	at := slices.IndexFunc(d.Preloaded, func(l dependency) bool { return l.Machine == d.Main })
	switch {
	case d.Main == "":
		return d, refusal("h5p_no_main_library", "Le fichier h5p.json ne dit pas quelle est la bibliothèque principale (« mainLibrary »).")
	case at < 0:
		return d, refusal("h5p_no_main_library", fmt.Sprintf("La bibliothèque principale, « %s », n’est pas parmi celles que le fichier h5p.json annonce (« preloadedDependencies »).", short(d.Main)))
	}
	r.pkg.Title, r.pkg.Main = strings.Join(strings.Fields(d.Title), " "), d.Preloaded[at].String()
	if d.Language != "und" {
		r.pkg.Language = d.Language
	}
	return d, nil
}

// content reads which libraries the content names.
func (r *reader) content() ([]string, error) {
	var content any
	if err := r.json(ContentFile, "h5p_no_content", maxContent, &content); err != nil {
		return nil, err
	}
	var used []string
	named(content, func(library string) {
		if !slices.Contains(used, library) {
			used = append(used, library)
		}
	})
	slices.Sort(used)
	return used, nil
}

// libraries reads the libraries that are there, each in a folder of the root.
func (r *reader) libraries() (map[string]*library, error) {
	found := map[string]*library{}
	for _, name := range r.files.Names() {
		folder, file, _ := strings.Cut(name, "/")
		if file != "library.json" {
			continue
		}
		if len(found) == maxLibraries {
			return nil, refusal("h5p_too_many_libraries", fmt.Sprintf("Le paquet contient plus de %d bibliothèques.", maxLibraries))
		}
		l := library{Folder: folder}
		if err := r.json(name, "h5p_no_description", maxDescription, &l); err != nil {
			return nil, err
		}
		if l.Machine == "" {
			return nil, refusal("h5p_not_json", fmt.Sprintf("Le fichier « %s » ne dit pas de quelle bibliothèque il s’agit (« machineName »).", short(name)))
		}
		// Two corrections of one version may lie side by side: the later is the one that plays.
		if other := found[l.String()]; other == nil || other.Patch < l.Patch {
			found[l.String()] = &l
		}
	}
	return found, nil
}

// order lists the libraries to load, each after those that it needs, and those that are not there.
func order(libraries map[string]*library, wanted []string) (loaded []*library, missing []string) {
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		l := libraries[name]
		if l == nil {
			missing = append(missing, name)
			return
		}
		for _, dep := range l.Preloaded {
			visit(dep.String())
		}
		loaded = append(loaded, l)
	}
	for _, name := range wanted {
		visit(name)
	}
	slices.Sort(missing)
	return loaded, missing
}

// load takes the files of a library among those of the package.
func (r *reader) load(l *library) error {
	r.pkg.Folders[l.String()] = l.Folder
	if l.Core.Major > 1 || l.Core.Major == 1 && l.Core.Minor > CoreMinor {
		r.warn("h5p_newer", l.Folder, fmt.Sprintf("La bibliothèque « %s » est faite pour H5P %d.%d, plus récent que ce que le lecteur connaît (1.%d) : vérifiez qu’elle se joue bien.",
			short(l.String()), l.Core.Major, l.Core.Minor, CoreMinor))
	}
	for _, f := range l.Scripts {
		name, ok, err := r.find(l, f.Path)
		if err != nil {
			return err
		}
		if !ok {
			return refusal("h5p_script_missing", fmt.Sprintf("Il manque au paquet le fichier « %s » de la bibliothèque « %s ».", short(f.Path), short(l.String())))
		}
		r.pkg.Scripts = append(r.pkg.Scripts, name)
	}
	for _, f := range l.Styles {
		name, ok, err := r.find(l, f.Path)
		if err != nil {
			return err
		}
		if !ok {
			r.warn("file_missing", l.Folder, fmt.Sprintf("Il manque au paquet la feuille de style « %s » de la bibliothèque « %s ».", short(f.Path), short(l.String())))
			continue
		}
		r.pkg.Styles = append(r.pkg.Styles, name)
	}
	return nil
}

func (r *reader) warn(code, path, message string) {
	const most = 50
	if len(r.pkg.Warnings) < most {
		r.pkg.Warnings = append(r.pkg.Warnings, Warning{Code: code, Path: path, Message: message})
	}
}

// counted names what is missing, some of it when there is much.
func counted(missing []string) string {
	const shown = 8
	list := make([]string, 0, shown)
	for _, name := range missing[:min(len(missing), shown)] {
		list = append(list, short(name))
	}
	text := "une bibliothèque H5P dont il a besoin : "
	if len(missing) > 1 {
		text = fmt.Sprintf("%d bibliothèques H5P dont il a besoin : ", len(missing))
	}
	text += strings.Join(list, ", ")
	if more := len(missing) - len(list); more > 0 {
		text += fmt.Sprintf("… (et %d de plus)", more)
	}
	return text
}

func refusal(code, public string) error {
	return fault.New("h5p.Parse", fault.Invalid, code, public)
}

// short keeps what a description says from filling a page when it is quoted in a sentence.
func short(s string) string {
	const most = 100 // characters
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return cmp.Or(s, "?")
}
