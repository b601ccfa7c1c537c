package richtext

import (
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
	c := New()
	tests := []struct {
		name, in       string
		holds, without []string
	}{
		{"structure stays", `<h2 id="a">Titre</h2><p lang="en">Text</p><ul><li>un</li></ul>`,
			[]string{`<h2 id="a">Titre</h2>`, `<p lang="en">`, `<li>un</li>`}, nil},
		{"script goes", `<p onclick="x()">ok</p><script>alert(1)</script>`, []string{"<p>ok</p>"}, []string{"script", "alert", "onclick"}},
		{"style goes", `<p style="color:red" class="x">ok</p><style>p{}</style>`, []string{"<p>ok</p>"}, []string{"style", "class", "color"}},
		{"javascript link goes", `<a href="javascript:alert(1)">x</a>`, []string{"x"}, []string{"javascript"}},
		{"link opens safely", `<a href="https://eduscol.education.fr">x</a>`, []string{"noreferrer", `target="_blank"`}, nil},
		{"our picture stays", `<img src="/objects/media/a.png" alt="Plan">`, []string{`src="/objects/media/a.png"`, `alt="Plan"`}, nil},
		{"another host's picture goes", `<img src="https://elsewhere.example/a.png" alt="x">`, nil, []string{"elsewhere"}},
		{"data picture goes", `<img src="data:image/svg+xml,<svg onload=alert(1)>">`, nil, []string{"data:", "onload"}},
		{"frame goes", `<iframe src="https://x.example"></iframe><form><input></form>ok`, []string{"ok"}, []string{"iframe", "form", "input"}},
		{"table stays", `<table><tr><th scope="col">A</th><td colspan="2">1</td></tr></table>`,
			[]string{`<th scope="col">`, `<td colspan="2">`}, nil},
	}
	for _, tt := range tests {
		got := c.Page(tt.in)
		for _, s := range tt.holds {
			if !strings.Contains(got, s) {
				t.Errorf("%s: %q lacks %q", tt.name, got, s)
			}
		}
		for _, s := range tt.without {
			if strings.Contains(got, s) {
				t.Errorf("%s: %q holds %q", tt.name, got, s)
			}
		}
		if again := c.Page(got); again != got {
			t.Errorf("%s: cleaning twice changes %q to %q", tt.name, got, again)
		}
	}
}

func TestEmpty(t *testing.T) {
	c := New()
	for html, want := range map[string]bool{"": true, "<p> <br></p>": true, "<p>x</p>": false, `<img src="/objects/a.png">`: false} {
		if got := c.Empty(html); got != want {
			t.Errorf("%q: %v, want %v", html, got, want)
		}
	}
}
