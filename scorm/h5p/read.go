package h5p

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"preau.education/preau/internal/fault"
)

// number is a number that some tools write as a string or as a truth.
type number int

// UnmarshalJSON implements json.Unmarshaler.
func (n *number) UnmarshalJSON(data []byte) error {
	switch text := strings.Trim(string(data), `"`); text {
	case "null", "false", "":
		*n = 0
	case "true":
		*n = 1
	default:
		v, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return fmt.Errorf("h5p: %q is not a version", text)
		}
		*n = number(v)
	}
	return nil
}

// dependency is a library as others name it.
type dependency struct {
	Machine string `json:"machineName"`
	Major   number `json:"majorVersion"`
	Minor   number `json:"minorVersion"`
}

func (d *dependency) String() string { return fmt.Sprintf("%s %d.%d", d.Machine, d.Major, d.Minor) }

// description is h5p.json.
type description struct {
	Title     string       `json:"title"`
	Language  string       `json:"language"`
	Main      string       `json:"mainLibrary"`
	Preloaded []dependency `json:"preloadedDependencies"`
}

// library is a library.json.
type library struct {
	dependency
	Patch     number       `json:"patchVersion"`
	Runnable  number       `json:"runnable"`
	Preloaded []dependency `json:"preloadedDependencies"`
	Scripts   []file       `json:"preloadedJs"`
	Styles    []file       `json:"preloadedCss"`
	Core      struct {
		Major number `json:"majorVersion"`
		Minor number `json:"minorVersion"`
	} `json:"coreApi"`
	Folder string `json:"-"`
}

type file struct {
	Path string `json:"path"`
}

// json reads a file of the package.
func (r *reader) json(at, absent string, limit int64, into any) error {
	name, ok := r.files.Find(at)
	if !ok {
		return refusal(absent, fmt.Sprintf("Il manque au paquet H5P le fichier « %s ».", at))
	}
	data, err := r.files.Read(name, limit)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), into); err != nil {
		return notJSON(name, err)
	}
	return nil
}

func notJSON(name string, err error) error {
	where := ""
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		where = fmt.Sprintf(" (à l’octet %d)", syntax.Offset)
	case errors.As(err, &kind) && kind.Field != "":
		where = fmt.Sprintf(" (« %s »)", short(kind.Field))
	}
	return &fault.Error{Op: "h5p.Parse", Kind: fault.Invalid, Code: "h5p_not_json", Err: err,
		Public: fmt.Sprintf("Le fichier « %s » n’est pas du JSON bien formé, ou ne dit pas ce qu’il doit%s.", short(name), where)}
}

// find finds a file that a library names, which lies in the library's folder.
func (r *reader) find(l *library, written string) (name string, ok bool, err error) {
	at := path.Join(l.Folder, written)
	if !strings.HasPrefix(at, l.Folder+"/") || strings.ContainsAny(written, "\\\x00") {
		return "", false, refusal("h5p_path_outside", fmt.Sprintf("La bibliothèque « %s » nomme un fichier hors de son dossier : « %s ».", short(l.String()), short(written)))
	}
	name, ok = r.files.Find(at)
	return name, ok, nil
}

// libraryName is how a content names a library.
var libraryName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,255} \d{1,5}\.\d{1,5}$`)

// named tells of the libraries that a content names, those of contents within it included.
func named(content any, found func(library string)) {
	switch v := content.(type) {
	case []any:
		for _, one := range v {
			named(one, found)
		}
	case map[string]any:
		// Other fields are called "library" too: that of a content within has its parameters beside it.
		if name, is := v["library"].(string); is && v["params"] != nil && libraryName.MatchString(name) {
			found(name)
		}
		for _, one := range v {
			named(one, found)
		}
	}
}
