package courses_test

import (
	"slices"
	"strings"
	"testing"

	"preau.education/preau/courses"
)

func TestOlderListsAreNamedInEnglish(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	ref := *h.svc.Reference()
	ref.Domains = slices.Clone(ref.Domains)
	for i := range ref.Domains {
		ref.Domains[i].English = ""
	}
	ref.Domains[0].Label = "Valeurs, autrement"    // an administrator's words
	ref.Domains[1].English = "Climate of a school" // an administrator's words
	ref.Domains[3].Label = "Direction d'école"     // as older seeds wrote it
	ref.Competences = slices.Clone(ref.Competences)
	ref.Competences[0].English, ref.Competences[0].AreaEnglish = "", ""
	ref.Durations = append(slices.Clone(ref.Durations), courses.Duration{Code: "nuit", Label: "Une nuit", From: 1, To: 2})
	_, err := h.svc.SaveReference(ctx, admin, ref.Rev, ref)
	h.ok(err)
	for range 2 { // safe to repeat
		h.ok(h.svc.NameInEnglish(ctx))
	}
	h.ok(h.svc.ReloadReference(ctx))
	got := h.svc.Reference()
	for _, tt := range []struct{ got, want string }{
		{got.Domains[0].Label + "|" + got.Domains[0].English, "Valeurs, autrement|"},
		{got.Domains[1].English, "Climate of a school"},
		{got.Domains[2].English, "History, geography, civics"},
		{got.Domains[3].Label + "|" + got.Domains[3].English, "Direction d’école|Heading a primary school"},
		{got.Competences[0].English + "|" + got.Competences[0].AreaEnglish, "Communicating|Professional environment"},
		{got.Durations[len(got.Durations)-1].English, ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestSeedIsInEnglishToo(t *testing.T) {
	ref := courses.SeedReference()
	for _, list := range [][]courses.Option{ref.Publics, ref.Origins, ref.Certifications, ref.Natures} {
		for _, o := range list {
			if o.English == "" {
				t.Errorf("%s has no English label", o.Code)
			}
		}
	}
	for _, d := range ref.Domains {
		if d.English == "" || strings.Contains(d.Label, "'") {
			t.Errorf("domain %+v", d)
		}
	}
	for _, c := range ref.Competences {
		if c.English == "" || c.AreaEnglish == "" {
			t.Errorf("competence %+v", c)
		}
	}
}
