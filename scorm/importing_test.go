package scorm_test

import (
	"context"
	"errors"
	"testing"

	"preau.education/preau/scorm"
)

// TestStoppedImport: a run of an import that is stopped (its node has lost the job) takes away
// nothing of what another run has finished meanwhile.
func TestStoppedImport(t *testing.T) {
	w := newWorld(t)
	z := zipped(t, map[string]string{"imsmanifest.xml": manifest2004(item("i1", "sco", "")), "a.html": "<p>a", "b.html": "<p>b"})
	src := scorm.Source{ID: "p1", Name: "p.zip", At: z, Size: z.Size()}
	ctx, stop := context.WithCancel(t.Context())
	other := false
	_, _, err := w.svc.Import(ctx, designer, src, func(int64, int64) {
		if other {
			return
		}
		other = true
		if _, _, err := w.svc.Import(t.Context(), designer, src, nil); err != nil {
			t.Errorf("the other run: %v", err)
		}
		stop()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the stopped run: %v", err)
	}
	for _, name := range []string{"imsmanifest.xml", "a.html", "b.html"} {
		if _, err := w.svc.Files.Stat(t.Context(), scorm.Prefix("p1")+name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
