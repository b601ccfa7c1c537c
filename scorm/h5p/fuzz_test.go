package h5p

import (
	"strings"
	"testing"

	"preau.education/preau/internal/fault"
)

// FuzzParse holds whatever a package says to what Parse promises: a refusal with a sentence, or
// files that are there, each once, in the folders of their libraries.
func FuzzParse(f *testing.F) {
	for _, one := range []held{quiz(nil), quiz(held{"Base-3.0/library.json": ""}), quiz(held{"h5p.json": `{"mainLibrary":"A"`})} {
		f.Add(one["h5p.json"], one[ContentFile], one["H5P.Quiz-1.2/library.json"], one["Base-3.0/library.json"])
	}
	f.Fuzz(func(t *testing.T, description, content, main, base string) {
		files := quiz(held{"h5p.json": description, ContentFile: content, "H5P.Quiz-1.2/library.json": main, "Base-3.0/library.json": base})
		p, err := Parse(files)
		if err != nil {
			if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.TooLarge {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		if p.Folders[p.Main] == "" {
			t.Errorf("%q runs, and is in no folder", p.Main)
		}
		for _, name := range append(p.Scripts, p.Styles...) {
			folder, _, _ := strings.Cut(name, "/")
			if files[name] == "" && name != "H5P.Quiz-1.2/quiz.css" || files[folder+"/library.json"] == "" {
				t.Errorf("%q is not a library's file", name)
			}
		}
	})
}
