// Package runtime is what runs in the browser around a course package, on the content host:
// the wrapper page, its scripts, and the scorm-again library; for contents of H5P, the page that
// plays them, the interface that their libraries expect, and jQuery. PROTOCOL.md says how the
// parties talk. The build copies the libraries' files to dist and makes a font of icons.svg; a clean
// clone has none, so that the Go code vets and tests without the front end's toolchain.
package runtime

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed wrapper.html back.html h5p.html src/*.js src/*.css h5p/*.js h5p/*.css all:dist
var embedded embed.FS

// File is a file of the run-time. It is read, and squeezed, when it is first asked for: the
// library is large, and many nodes never play a package.
type File struct {
	Type string
	name string // in embedded

	once sync.Once
	gzip []byte
}

// Body is the file as it is.
func (f *File) Body() []byte {
	body, _ := embedded.ReadFile(f.name) // New has read it
	return body
}

// Gzip is the file compressed, nil when that is no smaller.
func (f *File) Gzip() []byte {
	f.once.Do(func() { f.gzip = squeeze(f.Body()) })
	return f.gzip
}

// Runtime is the run-time, ready to be sent.
type Runtime struct {
	Version string // changes when any file does
	files   map[string]*File
	page    []byte
	back    []byte
	h5p     *template.Template
	app     string // origin
	base    string // where the files are served
}

var types = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".ttf": "font/ttf"}

// New makes the run-time for content whose app is at the origin ("https://preau.example").
// base is where its files are served, by version.
func New(appOrigin string, base func(version string) string) (*Runtime, error) {
	r := &Runtime{files: map[string]*File{}, app: appOrigin}
	sum := sha256.New()
	for _, dir := range []string{"src", "h5p", "dist"} {
		entries, err := fs.ReadDir(embedded, dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			kind := types[path.Ext(e.Name())]
			if kind == "" || strings.HasSuffix(e.Name(), ".test.js") {
				continue
			}
			if other, taken := r.files[e.Name()]; taken {
				return nil, fmt.Errorf("%s and %s/%s would be served under one name", other.name, dir, e.Name())
			}
			name := dir + "/" + e.Name()
			sum.Write([]byte(e.Name()))
			if err := weigh(sum, name); err != nil {
				return nil, err
			}
			r.files[e.Name()] = &File{name: name, Type: kind}
		}
	}
	r.Version = hex.EncodeToString(sum.Sum(nil)[:8])
	r.base = base(r.Version)
	return r, r.render()
}

// weigh adds a file to a sum without holding it.
func weigh(sum io.Writer, name string) error {
	f, err := embedded.Open(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(sum, f)
	return errors.Join(err, f.Close())
}

// render fills the pages in.
func (r *Runtime) render() error {
	pages, err := template.ParseFS(embedded, "wrapper.html", "back.html", "h5p.html")
	if err != nil {
		return err
	}
	r.h5p = pages.Lookup("h5p.html")
	for name, into := range map[string]*[]byte{"wrapper.html": &r.page, "back.html": &r.back} {
		var out bytes.Buffer
		if err := pages.ExecuteTemplate(&out, name, map[string]string{"App": r.app, "Base": r.base}); err != nil {
			return err
		}
		*into = out.Bytes()
	}
	return nil
}

// Page is the wrapper page.
func (r *Runtime) Page() []byte { return r.page }

// Back is the page to which a content that speaks to the record store itself sends its learner
// when it ends.
func (r *Runtime) Back() []byte { return r.back }

// Content is what the page that plays a content of H5P loads.
type Content struct {
	Title    string            `json:"title"`
	Language string            `json:"language"` // "" when not said
	Main     string            `json:"main"`     // the library that runs
	Folders  map[string]string `json:"folders"`  // of each library
	Files    string            `json:"files"`    // address under which the package's files are
	Content  string            `json:"content"`  // address of the parameters of the main library
	Scripts  []string          `json:"scripts"`  // addresses, in order
	Styles   []string          `json:"-"`        // addresses, in order
}

// H5P writes the page that plays a content.
func (r *Runtime) H5P(w io.Writer, c Content) error {
	return r.h5p.Execute(w, map[string]any{"App": r.app, "Base": r.base, "Language": cmp.Or(c.Language, "fr"), "Title": c.Title, "Styles": c.Styles, "Package": c})
}

// File returns a script or a style by its name.
func (r *Runtime) File(name string) (*File, bool) {
	f, ok := r.files[name]
	return f, ok
}

// Whole says whether the libraries are there: without them, no package that speaks can run.
func (r *Runtime) Whole() bool {
	for _, name := range [...]string{"scorm12.min.js", "scorm2004.min.js", "jquery.min.js", "h5p-theme.ttf"} {
		if _, ok := r.files[name]; !ok {
			return false
		}
	}
	return true
}

func squeeze(body []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil { // the level is one
		return nil
	}
	if _, err := w.Write(body); err != nil {
		return nil
	}
	if err := w.Close(); err != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}
