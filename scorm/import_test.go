package scorm

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
)

// packagesDir is where the shared packages are; the cases that need them skip without it.
func packagesDir(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("PREAU_TEST_PACKAGES")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "packages")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: %s is absent; set PREAU_TEST_PACKAGES to the folder of the shared packages", dir)
	}
	return dir
}

func inspect(data io.ReaderAt, size int64) (Description, Report, error) {
	b, err := bundle.Open(data, size, bundle.Quota{})
	if err != nil {
		return Description{}, Report{}, err
	}
	return Inspect(b)
}

func warned(r Report) string {
	var codes []string
	for _, w := range r.Warnings {
		if !slices.Contains(codes, w.Code) {
			codes = append(codes, w.Code)
		}
	}
	return strings.Join(codes, " ")
}

// outcomes is what becomes of each shared package: the code of its refusal, or its title and
// the warnings given with it.
var outcomes = map[string]struct{ refused, title, standard, warnings string }{
	"scorm12/RuntimeMinimumCalls_SCORM12.zip":             {"", "Golf Explained - Minimum Run-time Calls", "scorm12", ""},
	"scorm12/singlesco_scorm12.zip":                       {"", "Golf Explained - CP Single SCO", "scorm12", ""},
	"scorm12/singlescobasic.zip":                          {"", "Golf Explained - Run-time Basic Calls", "scorm12", ""},
	"scorm2004/RuntimeBasicCalls_SCORM20043rdEdition.zip": {"", "Golf Explained - Run-time Basic Calls", "scorm2004 3rd", ""},
	"scorm2004/ADL4ed_manifests.zip":                      {refused: "manifest_not_at_root"},
	"scorm2004/adl4ed_API.zip":                            {"", "LMS Test Content Package API", "scorm2004 4th", "file_missing"},
	"scorm2004/adl4ed_CM-01.zip":                          {"", "LMS Test Content Package CM-01", "scorm2004 4th", "file_missing"},
	"scorm2004/adl4ed_CO-10.zip":                          {"", "LMS Test Content Package CO-10", "scorm2004 4th", "file_missing"},
	"scorm2004/adl4ed_MS-01.zip":                          {"", "LMS Test Content Package MS-01", "scorm2004 4th", "file_missing"},
	"scorm2004/adl4ed_SX-02.zip":                          {"", "LMS Test Content Package SX-02", "scorm2004 4th", "file_missing"},
	"cmi5/multi_au_framed.zip":                            {"", "Introduction to Geology - Multi AU at Root", "cmi5", ""},
	"cmi5/single_au_basic_framed.zip":                     {"", "Introduction to Geology - Framed Style", "cmi5", ""},
	"xapi/GolfExample_TCAPI.zip":                          {"", "Tin Can Golf Example", "xapi", ""},
	"xapi/filltheblanks.h5p":                              {"", "Geography", "h5p", ""},
	"mbz/backup.mbz":                                      {refused: "moodle_unsupported"},
	"mbz/deadlock.mbz":                                    {refused: "not_a_zip_moodle"},
	"mbz/moodle_28_quiz.mbz":                              {refused: "moodle_unsupported"},
	"mbz/moodle_42_random_question.mbz":                   {refused: "not_a_zip_moodle"},
	"broken/backslash_entries.zip":                        {"", "Test", "scorm12", "backslash"},
	"broken/backslash_href.zip":                           {"", "Test", "scorm12", "backslash"},
	"broken/badscorm.zip":                                 {refused: "manifest_empty"},
	"broken/billion_laughs.zip":                           {refused: "manifest_entities"},
	"broken/bom_utf8.zip":                                 {"", "Test", "scorm12", ""},
	"broken/bomb_200MiB.zip":                              {refused: "bomb"},
	"broken/duplicate_entries.zip":                        {refused: "duplicate_name"},
	"broken/empty.zip":                                    {refused: "zip_empty"},
	"broken/href_external.zip":                            {refused: "launch_external"},
	"broken/href_javascript.zip":                          {refused: "launch_script"},
	"broken/invalid.zip":                                  {refused: "no_manifest"},
	"broken/latin1_mislabelled_utf8.zip":                  {"", "été", "scorm12", "encoding_mislabelled"},
	"broken/manifest_in_subdir.zip":                       {"", "Test", "scorm12", "wrapping_folder"},
	"broken/manifest_uppercase.zip":                       {"", "Test", "scorm12", "manifest_case"},
	"broken/many_entries_70000.zip":                       {refused: "too_many_files"},
	"broken/missing_listed_file.zip":                      {"", "Test", "scorm12", "file_missing"},
	"broken/missing_resource.zip":                         {refused: "launch_missing"},
	"broken/moodle2_shell.mbz":                            {refused: "moodle_unsupported"},
	"broken/ok_minimal.zip":                               {"", "Test", "scorm12", ""},
	"broken/passwordis1.zip":                              {refused: "zip_encrypted"},
	"broken/pdf_only.zip":                                 {refused: "documents_only"},
	"broken/singlescobasic_missingorg.zip":                {refused: "no_organization"},
	"broken/symlink.zip":                                  {refused: "symbolic_link"},
	"broken/test_osx_compress.zip":                        {refused: "no_manifest"},
	"broken/test_win8_de.zip":                             {refused: "no_manifest"},
	"broken/truncated.zip":                                {refused: "zip_damaged"},
	"broken/two_manifests.zip":                            {"", "c", "cmi5", "several_descriptions"},
	"broken/unzippable.h5p":                               {refused: "not_a_zip"},
	"broken/utf16be_bom.zip":                              {"", "Été", "scorm12", ""},
	"broken/validaicc.zip":                                {refused: "aicc_unsupported"},
	"broken/validscorm.zip":                               {refused: "manifest_empty"},
	"broken/win1252_manifest.zip":                         {"", "L’été", "scorm12", ""},
	"broken/zipslip_absolute.zip":                         {refused: "name_outside"},
	"broken/zipslip_dotdot.zip":                           {refused: "name_outside"},
}

func TestSharedPackages(t *testing.T) {
	dir := packagesDir(t)
	found, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range found {
		name, err := filepath.Rel(dir, file)
		if err != nil {
			t.Fatal(err)
		}
		name = filepath.ToSlash(name)
		if ext := filepath.Ext(name); ext != ".zip" && ext != ".mbz" && ext != ".h5p" {
			continue
		}
		seen++
		t.Run(name, func(t *testing.T) {
			want, known := outcomes[name]
			if !known {
				t.Fatal("no outcome is written for this package")
			}
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			info, err := f.Stat()
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			d, report, err := inspect(f, info.Size())
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if fault.CodeOf(err) != want.refused {
				t.Fatalf("refused %q (%v), want %q", fault.CodeOf(err), err, want.refused)
			}
			if err != nil {
				var e *fault.Error
				if !errors.As(err, &e) || e.Public == "" || e.Kind == fault.Internal {
					t.Errorf("nothing a person can read: %v", err)
				} else {
					t.Log(e.Public)
				}
				return
			}
			p := newPackage(d)
			standard := strings.TrimSpace(p.Format() + " " + string(d.Edition))
			if d.Title != want.title || standard != want.standard || warned(report) != want.warnings {
				t.Errorf("title %q, %s, warnings %q", d.Title, standard, warned(report))
			}
			if len(d.Launches) == 0 && d.Course == nil || d.Files == 0 || d.Size == 0 {
				t.Errorf("got %+v", d.Launches)
			}
		})
	}
	if seen != len(outcomes) {
		t.Errorf("%d packages found, %d written here", seen, len(outcomes))
	}
}

// TestBackslashEntries finds what the manifest launches behind backslashes.
func TestBackslashEntries(t *testing.T) {
	d, _, err := inspectFiles(t, map[string]string{"imsmanifest.xml": manifestOf(`href="sco/index.html"`), `sco\index.html`: "x"})
	if err != nil || d.Launches["r"] != "sco/index.html" {
		t.Errorf("got %v, %v", d.Launches, err)
	}
}

func manifestOf(resource string) string {
	return `<manifest identifier="m" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>` +
		`<organizations default="o"><organization identifier="o"><title>Cours</title><item identifier="i" identifierref="r"><title>Un</title></item></organization></organizations>` +
		`<resources><resource identifier="r" adlcp:scormtype="sco" ` + resource + `><file href="listed.png"/></resource></resources></manifest>`
}

func zipOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(mapKeys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, files[name])
	}
	w.Close()
	return out.Bytes()
}

func mapKeys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func inspectFiles(t testing.TB, files map[string]string) (Description, Report, error) {
	data := zipOf(t, files)
	return inspect(bytes.NewReader(data), int64(len(data)))
}

// TestInspect has a small package for each branch.
func TestInspect(t *testing.T) {
	ok := manifestOf(`href="index.html"`)
	for _, tc := range []struct {
		name           string
		files          map[string]string
		code, warnings string
		says           string
	}{
		{"fine", map[string]string{"imsmanifest.xml": ok, "index.html": "", "listed.png": ""}, "", "", ""},
		{"listed file absent", map[string]string{"imsmanifest.xml": ok, "index.html": ""}, "", "file_missing", "listed.png"},
		{"in capitals", map[string]string{"IMSMANIFEST.XML": ok, "index.html": "", "listed.png": ""}, "", "manifest_case", "IMSMANIFEST.XML"},
		{"launch file in another case", map[string]string{"imsmanifest.xml": ok, "Index.html": "", "listed.png": ""}, "", "file_case", "Index.html"},
		{"launch file absent", map[string]string{"imsmanifest.xml": ok, "listed.png": ""}, "launch_missing", "", "« index.html »"},
		{"percent in the name itself", map[string]string{"imsmanifest.xml": manifestOf(`href="a%20b.html"`), "a%20b.html": "", "listed.png": ""}, "", "", ""},
		{"percent decoded", map[string]string{"imsmanifest.xml": manifestOf(`href="a%20b.html"`), "a b.html": "", "listed.png": ""}, "", "", ""},
		{"decomposed", map[string]string{"imsmanifest.xml": manifestOf(`href="été.html"`), "e\u0301te\u0301.html": "", "listed.png": ""}, "", "", ""},
		{"old code page, chosen by the manifest", map[string]string{"imsmanifest.xml": manifestOf(`href="ß.html"`), "\xe1.html": "", "listed.png": ""}, "", "name_charset", "CP437"},
		{"old code page, chosen by the manifest against the look", map[string]string{"imsmanifest.xml": manifestOf(`href="Θ.html"`), "\xe9.html": "", "listed.png": ""}, "", "name_charset", "CP437"},
		{"wrapped", map[string]string{"c/imsmanifest.xml": ok, "c/index.html": "", "c/listed.png": ""}, "", "wrapping_folder", "« c »"},
		{"with tincan", map[string]string{"imsmanifest.xml": ok, "index.html": "", "listed.png": "", "tincan.xml": ""}, "", "several_descriptions", "tincan"},
		{"external", map[string]string{"imsmanifest.xml": manifestOf(`href="https://example.org/a"`)}, "launch_external", "", "https://example.org/a"},
		{"not XML", map[string]string{"imsmanifest.xml": "bonjour <"}, "manifest_not_xml", "", "XML"},
		{"cmi5, empty", map[string]string{"cmi5.xml": ""}, "structure_empty", "", "cmi5.xml"},
		{"tincan, empty", map[string]string{"tincan.xml": "", "index.html": ""}, "tincan_not_xml", "", "tincan.xml"},
		{"h5p, empty", map[string]string{"h5p.json": "{}"}, "h5p_no_main_library", "", "mainLibrary"},
		{"h5p elsewhere", map[string]string{"a/h5p.json": "{}", "a.html": "", "a/content/content.json": "{}"}, "manifest_not_at_root", "", "h5p.json"},
		{"moodle", map[string]string{"moodle_backup.xml": ""}, "moodle_unsupported", "", "Moodle"},
		{"aicc", map[string]string{"c.crs": ""}, "aicc_unsupported", "", "AICC"},
		{"documents", map[string]string{"a.pdf": "", "b/c.odt": ""}, "documents_only", "", "comme tels"},
		{"nothing known", map[string]string{"index.html": ""}, "no_manifest", "", "manifeste"},
		{"manifest elsewhere", map[string]string{"x/imsmanifest.xml": ok, "read.me": ""}, "manifest_not_at_root", "", "dans : x"},
		{"several packages", map[string]string{"a/imsmanifest.xml": ok, "b/imsmanifest.xml": ok, "c/imsmanifest.xml": ok, "d/imsmanifest.xml": ok}, "manifest_not_at_root", "", "plusieurs paquets"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, report, err := inspectFiles(t, tc.files)
			said := ""
			if err != nil {
				var e *fault.Error
				if errors.As(err, &e) {
					said = e.Public
				}
			}
			for _, w := range report.Warnings {
				said += " " + w.Message
			}
			if fault.CodeOf(err) != tc.code || warned(report) != tc.warnings || !strings.Contains(said, tc.says) {
				t.Errorf("refused %q, warnings %q, said %q", fault.CodeOf(err), warned(report), said)
			}
			if (tc.code == "documents_only") != (len(report.Documents) > 0) {
				t.Errorf("documents %v", report.Documents)
			}
			if err == nil && d.Launches["r"] == "" {
				t.Error("nothing to launch")
			}
		})
	}
}

// shelf keeps objects in memory; it fails on keys that hold fail.
type shelf struct {
	mu   sync.Mutex // guards kept
	kept map[string]string
	fail string
}

var errFull = errors.New("full")

func (s *shelf) Put(_ context.Context, key string, r io.Reader, size int64, kind string) error {
	body, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.fail != "" && strings.Contains(key, s.fail) {
		return errFull
	}
	if int64(len(body)) != size {
		return fmt.Errorf("%d bytes, announced %d", len(body), size)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept[key] = kind + ":" + string(body)
	return nil
}

func (s *shelf) Delete(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.kept, key)
	return nil
}

func TestUnpack(t *testing.T) {
	files := map[string]string{"imsmanifest.xml": "<m/>"}
	for i := range 50 {
		files[fmt.Sprintf("a/%d.js", i)] = fmt.Sprint(i)
	}
	data := zipOf(t, files)
	b, err := bundle.Open(bytes.NewReader(data), int64(len(data)), bundle.Quota{})
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{kept: map[string]string{}}
	told := 0
	if err := Unpack(context.Background(), b, "packages/p/", s, func(bundle.File) { told++ }); err != nil {
		t.Fatal(err)
	}
	if len(s.kept) != 51 || told != 51 || s.kept["packages/p/a/7.js"] != "text/javascript; charset=utf-8:7" {
		t.Errorf("%d kept, %d told, %q", len(s.kept), told, s.kept["packages/p/a/7.js"])
	}
	s = &shelf{kept: map[string]string{}, fail: "a/25.js"}
	if err := Unpack(context.Background(), b, "packages/p/", s, nil); !errors.Is(err, errFull) || len(s.kept) != 0 {
		t.Errorf("%v, %d left behind", err, len(s.kept))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s = &shelf{kept: map[string]string{}}
	if err := Unpack(ctx, b, "packages/p/", s, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
