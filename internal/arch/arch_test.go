package arch

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const (
	root     = "../.."
	maxLines = 450 // a file longer than this is asked to become two
)

// source is one Go file of the module that is not a test.
type source struct {
	pkg     string // folder, from the root
	name    string
	imports []string
	lines   int
	doc     bool // holds the package comment
}

// sources reads every Go file in process: asking the go command would be hidden by its test
// cache.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, file)
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "node_modules" || d.Name() == "testdata" || otherModule(file, rel) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
			return nil
		}
		s, err := read(file, rel)
		all = append(all, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d files found: the walk is wrong", len(all))
	}
	return all
}

// otherModule says whether a folder is a module of its own (tool versions).
func otherModule(dir, rel string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return rel != "." && err == nil
}

func read(file, rel string) (source, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return source{}, err
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly|parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	s := source{pkg: path.Dir(rel), name: rel, lines: bytes.Count(text, []byte("\n")), doc: f.Doc != nil}
	for _, spec := range f.Imports {
		s.imports = append(s.imports, strings.Trim(spec.Path.Value, `"`))
	}
	return s, nil
}

func TestImports(t *testing.T) {
	for _, s := range sources(t) {
		for _, imported := range s.imports {
			if why := violation(s.pkg, imported); why != "" {
				t.Errorf("%s: %s", s.name, why)
			}
		}
	}
}

// TestRulesCatch plants one violation of each rule, and one thing each rule must let pass.
func TestRulesCatch(t *testing.T) {
	for _, tc := range []struct {
		pkg, imported string
		caught        bool
	}{
		{"internal/ids", module + "internal/fault", true},
		{"internal/ids", "crypto/rand", false},
		{"internal/ids", "github.com/google/uuid", true},
		{"scorm/cmi", module + "scorm/manifest", true},
		{"scorm/cmi", module + "scorm", true},
		{"scorm/cmi", module + "internal/fault", false},
		{"courses/search", "github.com/blevesearch/bleve/v2", false},
		{"scorm/cmi", "github.com/blevesearch/bleve/v2", true},
		{"courses/search", "github.com/spf13/cobra", true},
		{"courses", module + "courses/search", false},
		{"courses", module + "courses/coursesdb", true},
		{"courses", module + "tracking", true},
		{"courses", module + "internal/docstore", true},
		{"courses", "github.com/gofiber/fiber/v2", true},
		{"courses/coursesdb", module + "internal/docstore", false},
		{"courses/coursesdb", module + "courses", false},
		{"courses/coursesdb", module + "courses/courseshttp", true},
		{"courses/coursesdb", module + "tracking", true},
		{"courses/coursesdb", "github.com/danielgtaylor/huma/v2", true},
		{"courses/courseshttp", "github.com/danielgtaylor/huma/v2", false},
		{"internal/docstore", module + "courses", true},
		{"internal/docstore/mongo", "go.mongodb.org/mongo-driver/mongo", false},
		{"tracking/trackingdb", "go.mongodb.org/mongo-driver/bson", true},
		{"internal/jobs", "github.com/robfig/cron/v3", false},
		{"internal/app", "github.com/robfig/cron/v3", true},
		{"storage/s3", "github.com/minio/minio-go/v7", false},
		{"storage", "github.com/minio/minio-go/v7", true},
		{"courses", "github.com/pion/webrtc/v3", true},
		{"internal/app", module + "courses/coursesdb", false},
		{"cmd/preau", module + "internal/app", false},
		{"internal/identity/identityhttp", module + "internal/notify", true},
		{"utils", "fmt", true},
		{"internal/helpers", "fmt", true},
	} {
		if why := violation(tc.pkg, tc.imported); (why != "") != tc.caught {
			t.Errorf("%s importing %s: caught %q, want caught = %v", tc.pkg, tc.imported, why, tc.caught)
		}
	}
}

func TestFilesStayShort(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines > maxLines {
			t.Errorf("%s has %d lines; past %d it wants to be two files", s.name, s.lines, maxLines)
		}
	}
}

func TestEveryPackageSaysWhatItOwns(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		documented[s.pkg] = documented[s.pkg] || s.doc
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("%s has no package comment", pkg)
		}
	}
}
