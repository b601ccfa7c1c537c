// Package runtime is what runs in the browser around a course package, on the content host:
// the wrapper page, its scripts, and the scorm-again library. PROTOCOL.md says how the three
// parties talk. The build copies the library's files to dist; a clean clone has none, so
// that the Go code vets and tests without the front end's toolchain.
package runtime

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed wrapper.html back.html src/*.js src/*.css all:dist
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
}

var types = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

// New makes the run-time for content whose app is at the origin ("https://preau.example").
// base is where its files are served, by version.
func New(appOrigin string, base func(version string) string) (*Runtime, error) {
	r := &Runtime{files: map[string]*File{}}
	sum := sha256.New()
	for _, dir := range []string{"src", "dist"} {
		entries, err := fs.ReadDir(embedded, dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			kind := types[path.Ext(e.Name())]
			if kind == "" || strings.HasSuffix(e.Name(), ".test.js") {
				continue
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
	return r, r.render(appOrigin, base(r.Version))
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
func (r *Runtime) render(appOrigin, base string) error {
	pages, err := template.ParseFS(embedded, "wrapper.html", "back.html")
	if err != nil {
		return err
	}
	for name, into := range map[string]*[]byte{"wrapper.html": &r.page, "back.html": &r.back} {
		var out bytes.Buffer
		if err := pages.ExecuteTemplate(&out, name, map[string]string{"App": appOrigin, "Base": base}); err != nil {
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

// File returns a script or a style by its name.
func (r *Runtime) File(name string) (*File, bool) {
	f, ok := r.files[name]
	return f, ok
}

// Whole says whether the library is there: without it, no package that speaks can run.
func (r *Runtime) Whole() bool {
	_, old := r.files["scorm12.min.js"]
	_, recent := r.files["scorm2004.min.js"]
	return old && recent
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
