// Package tincan reads tincan.xml, the description of a package whose content speaks xAPI and
// that is launched as Rustici's note "Launch" has it
// (https://github.com/RusticiSoftware/launch/blob/master/lms_lrs.md, read in November 2026). The
// format has no schema that its authors follow: what a launch needs is asked, the rest is taken
// as it comes.
package tincan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"preau.education/preau/internal/fault"
)

// MaxBytes is the longest description that is read.
const MaxBytes = 4 << 20

// Activity is an activity of the package that is launched.
type Activity struct {
	ID          string // IRI
	Type        string // IRI, "" when not said
	Name        Text   // in the order written; the language may be missing
	Description Text
	URL         string // as written
	File        string // of the package, under the name that it has there; "" for an address of the Web
	Suffix      string // what follows its path: "?a=b#c" or ""
}

// Text is one text in several languages, in the order written.
type Text []LangString

// LangString is a text and its language ("" when not said).
type LangString struct{ Lang, Value string }

// Files says under which name the package holds the file at a path, and whether it does.
type Files func(path string) (name string, ok bool)

type langString struct {
	Lang  string `xml:"lang,attr"`
	Value string `xml:",chardata"`
}

type description struct {
	XMLName    xml.Name
	Activities []struct {
		ID          string       `xml:"id,attr"`
		Type        string       `xml:"type,attr"`
		Name        []langString `xml:"name"`
		Description []langString `xml:"description"`
		Launch      []langString `xml:"launch"`
	} `xml:"activities>activity"`
}

// Parse reads a description that was decoded to UTF-8. It returns the activities that have a
// launch, in order; the others say what the content may speak of, and nothing of how it plays.
//
// Errors are faults of kind Invalid: tincan_not_xml, tincan_root, tincan_no_launch (nothing is
// launched), tincan_id (no IRI, or that of another), tincan_url (not an address, or one that
// runs code), tincan_file_missing (the package does not hold it).
func Parse(text string, files Files) ([]Activity, error) {
	var d description
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is decoded already
	if err := dec.Decode(&d); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, refusal("tincan_not_xml", "Le fichier tincan.xml est vide.")
		}
		return nil, refusal("tincan_not_xml", "Le fichier tincan.xml n’est pas lisible : ce n’est pas du XML bien formé.")
	}
	if d.XMLName.Local != "tincan" {
		return nil, refusal("tincan_root", "Le fichier tincan.xml ne commence pas par l’élément « tincan ».")
	}
	var list []Activity
	taken := map[string]bool{}
	for _, a := range d.Activities {
		address := ""
		for _, l := range a.Launch {
			if address = strings.TrimSpace(l.Value); address != "" {
				break
			}
		}
		if address == "" {
			continue
		}
		one := Activity{ID: strings.TrimSpace(a.ID), Type: strings.TrimSpace(a.Type), Name: texts(a.Name), Description: texts(a.Description), URL: address}
		if u, err := url.Parse(one.ID); err != nil || u.Scheme == "" || taken[one.ID] {
			return nil, refusal("tincan_id", fmt.Sprintf("L’identifiant « %s » d’une activité n’est pas un IRI, ou est celui d’une autre.", short(one.ID)))
		}
		taken[one.ID] = true
		if err := one.locate(files); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	if len(list) == 0 {
		return nil, refusal("tincan_no_launch", "Le fichier tincan.xml ne dit pas quel fichier lancer.")
	}
	return list, nil
}

// locate finds what an activity is launched by: an address of the Web, or a file of the package.
func (a *Activity) locate(files Files) error {
	u, err := url.Parse(strings.ReplaceAll(a.URL, " ", "%20"))
	switch {
	case err != nil:
		return refusal("tincan_url", fmt.Sprintf("L’adresse « %s » n’est pas une URL.", short(a.URL)))
	case u.Scheme == "http" || u.Scheme == "https":
		return nil
	case u.Scheme != "" || u.Host != "":
		return refusal("tincan_url", fmt.Sprintf("L’adresse « %s » n’est pas celle d’un contenu.", short(a.URL)))
	}
	written := a.URL
	if at := strings.IndexAny(written, "?#"); at >= 0 {
		written, a.Suffix = written[:at], written[at:]
	}
	for _, candidate := range [...]string{u.Path, written} { // a package may hold names with %20 in them
		file := path.Clean(strings.TrimLeft(candidate, "/"))
		if file == ".." || strings.HasPrefix(file, "../") || strings.ContainsAny(file, "\x00\\") {
			return refusal("tincan_url", fmt.Sprintf("L’adresse « %s » sort du fichier ZIP.", short(a.URL)))
		}
		if name, ok := files(file); ok && file != "." {
			a.File = name
			return nil
		}
	}
	return refusal("tincan_file_missing", fmt.Sprintf("Le fichier « %s », par lequel le contenu se lance, n’est pas dans le fichier ZIP.", short(written)))
}

func texts(from []langString) Text {
	var t Text
	for _, s := range from {
		if v := strings.Join(strings.Fields(s.Value), " "); v != "" {
			t = append(t, LangString{s.Lang, v})
		}
	}
	return t
}

func refusal(code, public string) error {
	return fault.New("tincan.Parse", fault.Invalid, code, public)
}

// short keeps what a description says from filling a page when it is quoted in a sentence.
func short(s string) string {
	const most = 100 // characters
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
