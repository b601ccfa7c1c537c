package demo

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"preau.education/preau/internal/app"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// zipped makes the package of a folder of content, with the script and the style that the
// demonstration's packages share.
func zipped(folder string) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(from, name string) error {
		body, err := content.ReadFile(from)
		if err != nil {
			return err
		}
		f, err := w.Create(name)
		if err != nil {
			return err
		}
		_, err = f.Write(body)
		return err
	}
	entries, err := fs.ReadDir(content, "content/"+folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := add("content/"+folder+"/"+e.Name(), e.Name()); err != nil {
			return nil, err
		}
	}
	for _, shared := range []string{"shared.js", "shared.css"} {
		if err := add("content/"+shared, shared); err != nil {
			return nil, err
		}
	}
	// The zip's directory is written by Close: only then are the bytes a zip.
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// importDir imports the packages of the operator's folder; one that is refused is said and
// left out.
func importDir(ctx context.Context, a *app.App, o Options) ([]extra, error) {
	if o.PackagesDir == "" {
		return nil, nil
	}
	var found []extra
	err := filepath.WalkDir(o.PackagesDir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(strings.ToLower(file), ".zip") {
			return err
		}
		f, err := os.Open(file) // #nosec G304 -- the operator names the folder
		if err != nil {
			return err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		name := d.Name()
		id, err := a.ImportPackage(ctx, personID(Designer), ids.Derived("demo", "package", name), name, f, info.Size())
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
			o.Log.Warn("package refused", "file", name, "code", fault.CodeOf(err))
			return nil
		}
		if err != nil {
			return err
		}
		found = append(found, extra{id, "Module : " + strings.TrimSuffix(name, filepath.Ext(name))})
		return nil
	})
	return found, err
}
