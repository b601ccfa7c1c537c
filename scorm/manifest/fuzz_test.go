package manifest

import (
	"errors"
	"path"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
)

// FuzzParse holds what every manifest, however hostile, must come to: a fault that a person
// can read, or a model whose references hold and whose paths stay inside the package.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		minimal, head12, sequenced(`<imsss:sequencing IDRef="a"><imsss:rollupRules/></imsss:sequencing>`, `<imsss:sequencingCollection/>`),
		withResource(`href="..\..\x.html" xml:base="//h/"`), withResource(`href="%2e%2e%2f%5cx"`),
		"\xff\xfe<\x00m\x00", "\xef\xbb\xbf<manifest/>", `<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>`,
		`<?xml version="1.0" encoding="utf-16"?><manifest/>`, strings.Repeat("<item>", 250),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		m, err := Parse(data)
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("took %v for %d bytes", took, len(data))
		}
		if err != nil {
			var e *fault.Error
			if !errors.As(err, &e) || e.Kind != fault.Invalid || e.Code == "" || e.Public == "" {
				t.Fatalf("not a readable fault: %v", err)
			}
			return
		}
		holds(t, m)
	})
}

func holds(t *testing.T, m *Manifest) {
	if m.Organization(m.Default) == nil || m.Standard == "" {
		t.Fatalf("default organization %q, standard %q", m.Default, m.Standard)
	}
	inside := func(p string) {
		if strings.HasPrefix(p, "/") || p == ".." || strings.HasPrefix(p, "../") || strings.ContainsAny(p, "\x00\\") || p != "" && path.Clean(p) != p {
			t.Fatalf("path %q leaves the package", p)
		}
	}
	for i := range m.Resources {
		inside(m.Resources[i].Path)
		for _, file := range m.Resources[i].Files {
			inside(file.Path)
		}
		for _, d := range m.Resources[i].Dependencies {
			if m.Resource(d) == nil {
				t.Fatalf("dependency on %q, which is not there", d)
			}
		}
	}
	org := m.Organization(m.Default)
	seen := map[string]bool{org.ID: true}
	org.Walk(func(item *Item) bool {
		if seen[item.ID] || item.ID == "" {
			t.Fatalf("item %q twice, or without an identifier", item.ID)
		}
		seen[item.ID] = true
		if res := m.Resource(item.Resource); item.Resource != "" && (res == nil || res.Path == "") {
			t.Fatalf("item %q launches %+v", item.ID, res)
		}
		if n := len(item.Sequencing.Objectives); n == 0 || !item.Sequencing.Objectives[0].Primary {
			t.Fatalf("item %q has %d objectives, the primary not first", item.ID, n)
		}
		return true
	})
}
