package letter

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func writer(t *testing.T) *Writer {
	t.Helper()
	app, err := url.Parse("https://preau.example/")
	if err != nil {
		t.Fatal(err)
	}
	return NewWriter(app)
}

var hole = regexp.MustCompile(`\{[a-z]+\}`)

func TestEveryKindInBothLanguages(t *testing.T) {
	w := writer(t)
	for kind, words := range catalogue {
		params := map[string]string{}
		for _, name := range words.needs {
			params[name] = "«" + name + "»"
		}
		for _, locale := range []string{"fr", "en", ""} {
			l, err := w.Write(Request{Kind: kind, Locale: locale, Name: "Camille", Params: params, Link: "/x"})
			if err != nil {
				t.Fatalf("%s %s: %v", kind, locale, err)
			}
			for _, part := range []string{l.Subject, l.Text, l.HTML} {
				if part == "" || hole.MatchString(part) {
					t.Errorf("%s %s: not all is filled in: %q", kind, locale, part)
				}
			}
			for _, name := range words.needs {
				if !strings.Contains(l.Subject+l.Text, params[name]) {
					t.Errorf("%s %s does not say its %s", kind, locale, name)
				}
			}
			if want := map[string]string{"en": "Hello Camille"}[locale]; !strings.Contains(l.Text, want) {
				t.Errorf("%s %s: %q", kind, locale, l.Text)
			}
			if !strings.Contains(l.HTML, `href="https://preau.example/x"`) || !strings.Contains(l.Text, "\nhttps://preau.example/x\n") {
				t.Errorf("%s %s: no link", kind, locale)
			}
		}
	}
}

func TestForeignTextStaysText(t *testing.T) {
	l, err := writer(t).Write(Request{Kind: Message, Name: "<b>", Params: map[string]string{
		"from": "{body}", "title": `<script>alert(1)</script>`, "subject": "un\r\nBcc: tous@example.fr", "body": "ligne 1\nligne 2\n\nparagraphe"}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(l.Subject, "\r\n") {
		t.Errorf("a subject of several lines: %q", l.Subject)
	}
	if strings.Contains(l.HTML, "<script>") || strings.Contains(l.HTML, "<b>") {
		t.Errorf("markup of others in the mail: %s", l.HTML)
	}
	if !strings.Contains(l.Text, "{body} vous écrit") {
		t.Error("a value is read as a template")
	}
	if !strings.Contains(l.HTML, "ligne 1<br>ligne 2</p>") || strings.Contains(l.HTML, "<a ") {
		t.Errorf("paragraphs, or a link nobody gave: %s", l.HTML)
	}
}

func TestCheck(t *testing.T) {
	if err := Check("rumour", nil); !errors.Is(err, ErrUnknownKind) {
		t.Error(err)
	}
	if err := Check(Message, map[string]string{"from": "a", "title": "b", "subject": "c"}); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
	if got := oneLine(strings.Repeat("é", 200)); len([]rune(got)) != maxSubject {
		t.Error(got)
	}
}
