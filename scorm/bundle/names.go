package bundle

import (
	"archive/zip"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	maxName      = 700 // bytes of a whole name; object stores take 1024, with our prefix
	maxComponent = 240 // bytes between slashes; file systems take 255
)

// isLitter says whether a file is what a system leaves behind: macOS's resource forks and
// folder settings, Windows's thumbnails.
func isLitter(raw string) bool {
	name := strings.ReplaceAll(raw, `\`, "/")
	if strings.HasPrefix(name, "__MACOSX/") || strings.Contains(name, "/__MACOSX/") {
		return true
	}
	switch strings.ToLower(path.Base(name)) {
	case ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return false
}

// safeName cleans a name, and refuses one that could lead out of the folder it is put in.
func safeName(decoded string) (string, error) {
	name := strings.ReplaceAll(norm.NFC.String(decoded), `\`, "/")
	outside := func() (string, error) {
		return "", invalid("name_outside", fmt.Sprintf("L’archive contient un fichier qui s’écrirait hors de son dossier : « %s ».", shorten(printable(decoded))))
	}
	if strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' {
		return outside()
	}
	if strings.ContainsFunc(name, unicode.IsControl) || !utf8.ValidString(name) || len(name) > maxName {
		return "", invalid("name_bad", fmt.Sprintf("L’archive contient un nom de fichier inacceptable : « %s ».", shorten(printable(decoded))))
	}
	var parts []string
	for part := range strings.SplitSeq(name, "/") {
		switch {
		case part == "..":
			return outside()
		case part == "" || part == ".":
		case len(part) > maxComponent:
			return "", invalid("name_bad", fmt.Sprintf("L’archive contient un nom de fichier trop long : « %s ».", shorten(printable(decoded))))
		default:
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "", invalid("name_bad", "L’archive contient un fichier sans nom.")
	}
	return strings.Join(parts, "/"), nil
}

// commonFolder returns the folder, with its slash, that every file is in.
func commonFolder(entries []*entry) (string, bool) {
	at := strings.IndexByte(entries[0].Name, '/')
	if at < 0 {
		return "", false
	}
	folder := entries[0].Name[:at+1]
	for _, e := range entries {
		if !strings.HasPrefix(e.Name, folder) {
			return "", false
		}
	}
	return folder, true
}

// hasDescription says whether the folder holds, directly, a file that describes a package.
func hasDescription(entries []*entry, folder string) bool {
	for _, e := range entries {
		rest, inside := strings.CutPrefix(e.Name, folder)
		if inside && !strings.Contains(rest, "/") && describedBy(rest) != "" {
			return true
		}
	}
	return false
}

// leadsToDescription says whether folders that hold everything, one in the other, end in one
// with a description.
func leadsToDescription(entries []*entry) bool {
	shortest := ""
	for _, e := range entries {
		if describedBy(path.Base(e.Name)) != "" && (shortest == "" || strings.Count(e.Name, "/") < strings.Count(shortest, "/")) {
			shortest = e.Name
		}
	}
	folder := path.Dir(shortest) + "/"
	for _, e := range entries {
		if shortest == "" || !strings.HasPrefix(e.Name, folder) {
			return false
		}
	}
	return true
}

// shownName is an entry's name for a sentence, before its charset is known.
func shownName(f *zip.File) string { return shorten(printable(f.Name)) }

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

func shorten(s string) string {
	const most = 120
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
