package runtime

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"
)

func TestRuntime(t *testing.T) {
	r, err := New(`https://preau.example"><script>`, func(v string) string { return "/r/run/" + v + "/" })
	if err != nil {
		t.Fatal(err)
	}
	page := string(r.Page())
	if !strings.Contains(page, `src="/r/run/`+r.Version+`/main.js"`) || strings.Contains(page, `"><script>`) {
		t.Errorf("page:\n%s", page)
	}
	f, ok := r.File("main.js")
	if !ok || f.Type != "text/javascript; charset=utf-8" {
		t.Fatalf("main.js: %v, %q", ok, f.Type)
	}
	z, err := gzip.NewReader(bytes.NewReader(f.Gzip()))
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(z); err != nil || !bytes.Equal(body, f.Body()) {
		t.Errorf("unpacked: %v", err)
	}
	for _, name := range []string{"queue.test.js", "placeholder.txt", "wrapper.html", "../runtime.go"} {
		if _, ok := r.File(name); ok {
			t.Errorf("%s is served", name)
		}
	}
}
