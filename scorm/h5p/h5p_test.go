package h5p

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"preau.education/preau/internal/fault"
)

// held are the files of a package.
type held map[string]string

func (h held) Names() []string { return slices.Sorted(maps.Keys(h)) }

func (h held) Find(path string) (string, bool) {
	for _, name := range h.Names() {
		if strings.EqualFold(name, path) {
			return name, true
		}
	}
	return "", false
}

func (h held) Read(name string, limit int64) ([]byte, error) {
	if int64(len(h[name])) > limit {
		return nil, fault.New("held", fault.TooLarge, "file_too_large", "")
	}
	return bytes.Clone([]byte(h[name])), nil
}

// quiz is a small whole package, with what a case changes of it; an empty text takes a file away.
func quiz(changes held) held {
	files := held{
		"h5p.json": `{"title":" Un \n quiz ","language":"fr","mainLibrary":"H5P.Quiz","preloadedDependencies":[
			{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":2},{"machineName":"Base","majorVersion":"3","minorVersion":"0"}]}`,
		"content/content.json": `{"questions":[{"library":"H5P.Part 2.1","params":{"library":"not one"}}],"library":"H5P.Absent 9.9"}`,
		"H5P.Quiz-1.2/library.json": `{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":2,"patchVersion":4,"runnable":1,
			"preloadedJs":[{"path":"quiz.js"},{"path":"js/more.js"}],"preloadedCss":[{"path":"quiz.css"}],
			"preloadedDependencies":[{"machineName":"Base","majorVersion":3,"minorVersion":0}],
			"editorDependencies":[{"machineName":"H5PEditor.X","majorVersion":1,"minorVersion":0}]}`,
		"H5P.Quiz-1.2/quiz.js": "//", "H5P.Quiz-1.2/js/more.js": "//", "H5P.Quiz-1.2/quiz.css": "",
		"Base-3.0/library.json": "\uFEFF" + `{"machineName":"Base","majorVersion":3,"minorVersion":0,"preloadedJs":[{"path":"./base.js"}],
			"preloadedDependencies":[{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":2}]}`,
		"Base-3.0/base.js": "//",
		"any/library.json": `{"machineName":"H5P.Part","majorVersion":2,"minorVersion":1,"runnable":"1","preloadedJs":[{"path":"part.js"}]}`,
		"any/part.js":      "//",
	}
	for name, text := range changes {
		if files[name] = text; text == "" {
			delete(files, name)
		}
	}
	return files
}

func TestParse(t *testing.T) {
	p, err := Parse(quiz(nil))
	if err != nil {
		t.Fatal(err)
	}
	if p.Title != "Un quiz" || p.Language != "fr" || p.Main != "H5P.Quiz 1.2" || len(p.Warnings) > 0 {
		t.Errorf("read %+v", p)
	}
	if want := []string{"Base-3.0/base.js", "H5P.Quiz-1.2/quiz.js", "H5P.Quiz-1.2/js/more.js", "any/part.js"}; !slices.Equal(p.Scripts, want) {
		t.Errorf("scripts %q, want each library's after those it needs: %q", p.Scripts, want)
	}
	if want := []string{"H5P.Quiz-1.2/quiz.css"}; !slices.Equal(p.Styles, want) {
		t.Errorf("styles %q", p.Styles)
	}
	if want := map[string]string{"H5P.Quiz 1.2": "H5P.Quiz-1.2", "Base 3.0": "Base-3.0", "H5P.Part 2.1": "any"}; !maps.Equal(p.Folders, want) {
		t.Errorf("folders %q", p.Folders)
	}
}

func TestParseTakes(t *testing.T) {
	newer := `{"machineName":"Base","majorVersion":3,"minorVersion":0,"patchVersion":1,"preloadedJs":[{"path":"new.js"}]}`
	for _, tc := range []struct {
		name    string
		changes held
		warned  string
		script  string // one that must be loaded
	}{
		{"a later correction beside an earlier one", held{"Base-3.0.1/library.json": newer, "Base-3.0.1/new.js": "//"}, "", "Base-3.0.1/new.js"},
		{"a file in another case", held{"any/part.js": "", "any/Part.js": "//"}, "", "any/Part.js"},
		{"a style that is not there", held{"H5P.Quiz-1.2/quiz.css": ""}, "file_missing", "any/part.js"},
		{"a library for a later H5P", held{"any/library.json": `{"machineName":"H5P.Part","majorVersion":2,"minorVersion":1,"preloadedJs":[{"path":"part.js"}],"coreApi":{"majorVersion":1,"minorVersion":29}}`}, "h5p_newer", "any/part.js"},
		{"a library for a later major H5P", held{"any/library.json": `{"machineName":"H5P.Part","majorVersion":2,"minorVersion":1,"preloadedJs":[{"path":"part.js"}],"coreApi":{"majorVersion":2,"minorVersion":0}}`}, "h5p_newer", "any/part.js"},
		{"no language", held{"h5p.json": `{"mainLibrary":"H5P.Quiz","language":"und","preloadedDependencies":[{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":2}]}`}, "", "Base-3.0/base.js"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p, err := Parse(quiz(tc.changes))
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, w := range p.Warnings {
				codes = append(codes, w.Code)
			}
			if got := strings.Join(codes, " "); got != tc.warned {
				t.Errorf("warned %q, want %q", got, tc.warned)
			}
			if !slices.Contains(p.Scripts, tc.script) {
				t.Errorf("scripts %q lack %q", p.Scripts, tc.script)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tc := range []struct {
		name    string
		changes held
		code    string
		says    string // in the sentence
	}{
		{"no h5p.json", held{"h5p.json": ""}, "h5p_no_description", "h5p.json"},
		{"h5p.json is no JSON", held{"h5p.json": `{"title":`}, "h5p_not_json", "« h5p.json »"},
		{"h5p.json is a list", held{"h5p.json": `[]`}, "h5p_not_json", "« h5p.json »"},
		{"a version is a word", held{"h5p.json": `{"mainLibrary":"H5P.Quiz","preloadedDependencies":[{"machineName":"H5P.Quiz","majorVersion":"one","minorVersion":2}]}`}, "h5p_not_json", "« h5p.json »"},
		{"no main library", held{"h5p.json": `{"title":"x"}`}, "h5p_no_main_library", "mainLibrary"},
		{"main library that is not announced", held{"h5p.json": `{"mainLibrary":"H5P.Other","preloadedDependencies":[]}`}, "h5p_no_main_library", "H5P.Other"},
		{"no content", held{ContentFile: ""}, "h5p_no_content", ContentFile},
		{"content is no JSON", held{ContentFile: "{"}, "h5p_not_json", ContentFile},
		{"content too long", held{ContentFile: `"` + strings.Repeat("a", maxContent) + `"`}, "file_too_large", ""},
		{"main library missing", held{"H5P.Quiz-1.2/library.json": ""}, "h5p_libraries_missing", "une bibliothèque H5P dont il a besoin : H5P.Quiz 1.2"},
		{"main library of another version", held{"H5P.Quiz-1.2/library.json": `{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":3,"runnable":1}`}, "h5p_libraries_missing", "H5P.Quiz 1.2"},
		{"dependency missing", held{"Base-3.0/library.json": ""}, "h5p_libraries_missing", "avec ses bibliothèques"},
		{"library of a content within missing", held{"any/library.json": ""}, "h5p_libraries_missing", "H5P.Part 2.1"},
		{"all libraries missing", held{"Base-3.0/library.json": "", "any/library.json": "", "H5P.Quiz-1.2/library.json": ""}, "h5p_libraries_missing", "3 bibliothèques H5P dont il a besoin : Base 3.0, H5P.Part 2.1, H5P.Quiz 1.2"},
		{"library without a name", held{"any/library.json": `{}`}, "h5p_not_json", "any/library.json"},
		{"library is no JSON", held{"any/library.json": `{]`}, "h5p_not_json", "à l’octet 2"},
		{"main library is not one that plays", held{"H5P.Quiz-1.2/library.json": `{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":2,"runnable":"0"}`}, "h5p_not_runnable", "H5P.Quiz 1.2"},
		{"script missing", held{"Base-3.0/base.js": ""}, "h5p_script_missing", "base.js"},
		{"script outside", held{"Base-3.0/library.json": `{"machineName":"Base","majorVersion":3,"minorVersion":0,"preloadedJs":[{"path":"../any/part.js"}]}`}, "h5p_path_outside", "../any/part.js"},
		{"style outside", held{"Base-3.0/library.json": `{"machineName":"Base","majorVersion":3,"minorVersion":0,"preloadedCss":[{"path":"..\\any\\part.css"}]}`}, "h5p_path_outside", "part.css"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse(quiz(tc.changes))
			var e *fault.Error
			if !errors.As(err, &e) {
				t.Fatalf("not refused: %v", err)
			}
			if fault.CodeOf(err) != tc.code || !strings.Contains(e.Public, tc.says) {
				t.Errorf("refused with %q: %s", fault.CodeOf(err), e.Public)
			}
		})
	}
}

func TestParseBoundsLibraries(t *testing.T) {
	files := quiz(nil)
	for i := range maxLibraries {
		files[strings.Repeat("x", i+1)+"/library.json"] = `{"machineName":"` + strings.Repeat("x", i+1) + `"}`
	}
	if _, err := Parse(files); fault.CodeOf(err) != "h5p_too_many_libraries" {
		t.Errorf("answered %v", err)
	}
}
