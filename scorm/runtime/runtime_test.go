package runtime

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
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
	for _, name := range []string{"queue.test.js", "outbox.test.js", "h5p.html", "icons.svg", "placeholder.txt", "wrapper.html", "../runtime.go"} {
		if _, ok := r.File(name); ok {
			t.Errorf("%s is served", name)
		}
	}
}

func TestH5P(t *testing.T) {
	r, err := New("https://preau.example", func(v string) string { return "/r/run/" + v + "/" })
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	c := Content{Title: `<b>"</script><script>`, Main: "H5P.Quiz 1.0", Files: "https://content.example/c/t/", Scripts: []string{"https://content.example/c/t/a</script>.js"},
		Styles: []string{`https://content.example/c/t/a.css"><script>`}}
	if err := r.H5P(&page, c); err != nil {
		t.Fatal(err)
	}
	text := page.String()
	if strings.Count(text, "<script") != 3 || strings.Contains(text, "<b>") {
		t.Errorf("what a package says is more than text:\n%s", text)
	}
	_, data, _ := strings.Cut(text, `id="package">`)
	data, _, _ = strings.Cut(data, "</script>")
	var read Content
	if err := json.Unmarshal([]byte(data), &read); err != nil || read.Title != c.Title || read.Scripts[0] != c.Scripts[0] {
		t.Errorf("the script reads %+v, %v", read, err)
	}
	for _, name := range []string{"player.js", "h5p.css", "theme.css"} {
		if _, ok := r.File(name); !ok {
			t.Errorf("%s is not served", name)
		}
	}
}
