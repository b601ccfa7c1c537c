package lrs

import (
	"fmt"
	"testing"
)

// TestCutToFiles: an answer carries what fits, the same bytes once, and goes on from there; a
// statement alone is answered whatever it weighs.
func TestCutToFiles(t *testing.T) {
	const half = maxFiles / 2
	of := func(sizes ...int64) Page {
		p := Page{Next: "after"}
		for i, size := range sizes {
			st := Stored{Key: fmt.Sprint("k", i)}
			if size > 0 {
				st.Attachments = []Attachment{{SHA2: fmt.Sprint(size), Size: size}}
			}
			p.Items = append(p.Items, st)
		}
		return p
	}
	for _, tt := range []struct {
		name string
		page Page
		kept int
		next string
	}{
		{"none", of(), 0, "after"},
		{"without bytes", of(0, 0, 0), 3, "after"},
		{"all fit", of(half, half-1), 2, "after"},
		{"one too many", of(half, half-1, 2), 2, "k1"},
		{"the same bytes again", of(half, half, half), 3, "after"},
		{"more than fits, alone", of(2*maxFiles, 1), 1, "k0"},
		{"more than fits, after others", of(0, 1, 2*maxFiles), 2, "k1"},
	} {
		tt.page.CutToFiles()
		if len(tt.page.Items) != tt.kept || tt.page.Next != tt.next {
			t.Errorf("%s: %d kept, next %q", tt.name, len(tt.page.Items), tt.page.Next)
		}
	}
}
