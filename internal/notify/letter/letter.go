// Package letter writes what a notice says in a mail: subject, plain text and HTML, in French
// or English, from the kind of the notice and its parameters. The app writes its own sentences
// from the same two.
package letter

import (
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strings"
)

// Letter is a mail's content.
type Letter struct {
	Subject string // one line
	Text    string
	HTML    string
}

// Request is what to write.
type Request struct {
	Kind   string
	Locale string            // "en"; anything else is French
	Name   string            // of the person, "" when unknown
	Params map[string]string // those the kind needs
	Link   string            // path in the app: "/sessions/…"; "" for none
}

// Writer writes letters for one platform.
type Writer struct {
	base   string
	layout *template.Template
}

// NewWriter returns a writer whose links begin with the public address of the app.
func NewWriter(app *url.URL) *Writer {
	return &Writer{
		base:   strings.TrimSuffix(app.String(), "/"),
		layout: template.Must(template.New("letter").Parse(layout)),
	}
}

// ErrUnknownKind says that nothing is written for the kind; ErrMissing that a parameter it
// needs is not given.
var (
	ErrUnknownKind = errors.New("letter: unknown kind of notice")
	ErrMissing     = errors.New("letter: a parameter is missing")
)

// Check says whether a notice of the kind can be written with these parameters.
func Check(kind string, params map[string]string) error {
	words, ok := catalogue[kind]
	if !ok {
		return fmt.Errorf("%w: %q", ErrUnknownKind, kind)
	}
	for _, name := range words.needs {
		if params[name] == "" {
			return fmt.Errorf("%w: %q needs %q", ErrMissing, kind, name)
		}
	}
	return nil
}

// Write writes the letter.
func (w *Writer) Write(r Request) (Letter, error) {
	if err := Check(r.Kind, r.Params); err != nil {
		return Letter{}, err
	}
	common, words := frame["fr"], catalogue[r.Kind].fr
	lang := "fr"
	if r.Locale == "en" {
		lang, common, words = "en", frame["en"], catalogue[r.Kind].en
	}
	view := view{
		Lang: lang, Hello: common.hello, Why: common.why, Action: words.action,
		Subject: oneLine(fill(words.subject, r.Params)),
	}
	if r.Name != "" {
		view.Hello = fill(common.helloName, map[string]string{"name": r.Name})
	}
	for p := range strings.SplitSeq(strings.ReplaceAll(fill(words.body, r.Params), "\r\n", "\n"), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			view.Paragraphs = append(view.Paragraphs, strings.Split(p, "\n"))
		}
	}
	if r.Link != "" {
		view.Link = w.base + "/" + strings.TrimPrefix(r.Link, "/")
	}
	var html strings.Builder
	if err := w.layout.Execute(&html, view); err != nil {
		return Letter{}, err
	}
	return Letter{Subject: view.Subject, Text: view.text(), HTML: html.String()}, nil
}

// fill replaces each {name} by its value. A value is never looked into for names.
func fill(sentence string, params map[string]string) string {
	pairs := make([]string, 0, 2*len(params))
	for name, value := range params {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}

// maxSubject bounds a subject, in characters.
const maxSubject = 150

// oneLine makes a value fit for a header: no line end, not too long.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxSubject {
		return string(r[:maxSubject-1]) + "…"
	}
	return s
}

type view struct {
	Lang, Subject, Hello, Action, Link, Why string
	Paragraphs                              [][]string // each a list of lines
}

func (v view) text() string {
	var b strings.Builder
	b.WriteString(v.Hello + "\n\n")
	for _, p := range v.Paragraphs {
		b.WriteString(strings.Join(p, "\n") + "\n\n")
	}
	if v.Link != "" {
		b.WriteString(v.Action + "\n" + v.Link + "\n\n")
	}
	b.WriteString("-- \n" + v.Why + "\n")
	return b.String()
}

// layout needs no picture and no style sheet: it reads in any program, light or dark.
const layout = `<!doctype html>
<html lang="{{.Lang}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Subject}}</title></head>
<body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:38em;margin:1.5em auto;padding:0 1em">
<p>{{.Hello}}</p>
{{range .Paragraphs}}<p>{{range $i, $line := .}}{{if $i}}<br>{{end}}{{$line}}{{end}}</p>
{{end}}{{if .Link}}<p><a href="{{.Link}}">{{.Action}}</a></p>
{{end}}<hr>
<p><small>{{.Why}}</small></p>
</body>
</html>
`
