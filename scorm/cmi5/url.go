package cmi5

import (
	"net/url"
	"path"
	"strings"
)

// parameters are the names that the launch adds to the query of an AU's URL (§8.1).
var parameters = [...]string{"endpoint", "fetch", "actor", "registration", "activityId"}

// url reads the launch point of an AU (§13.1.4, §14.1, §14.2).
func (r *reader) url(n *node, a *AU) {
	r.simple(n)
	a.URL = strings.TrimSpace(string(n.text))
	scheme := schemePattern.FindString(a.URL)
	switch {
	case a.URL == "":
		r.refuse(n, "", "url_invalid", "l’unité (AU) n’a pas d’adresse.")
		return
	case !clean(a.URL, true):
		r.refuse(n, "", "url_invalid",
			"l’adresse « %s » n’est pas une URL : elle contient un caractère interdit (une espace s’écrit %%20).", a.URL)
		return
	case scheme != "":
		r.qualified(n, a, scheme, a.URL[len(scheme):])
	case r.files == nil:
		r.refuse(n, "", "url_relative",
			"l’adresse « %s » est relative ; sans fichier ZIP, elle doit être complète (https://…).", a.URL)
	default:
		r.relative(n, a)
	}
	if !isASCII([]byte(a.URL)) {
		r.warn(n, "url_not_ascii", "l’adresse « %s » contient des caractères accentués, qui s’écrivent avec le signe %%.", a.URL)
	}
	if name := reserved(a.URL); name != "" {
		r.refuse(n, "", "url_parameter",
			"l’adresse « %s » utilise le paramètre « %s », que le lancement ajoute lui-même.", a.URL, name)
	}
}

// qualified checks a URL with a scheme: of the Web, or that of an application (§13.1.4), which
// has the form "application://…". Those that run code or read the learner's disk are neither.
func (r *reader) qualified(n *node, a *AU, scheme, rest string) {
	authority, hierarchical := strings.CutPrefix(rest, "//")
	switch strings.ToLower(scheme) {
	case "http:", "https:":
		if end := strings.IndexAny(authority, "/?#"); end >= 0 {
			authority = authority[:end]
		}
		if !hierarchical || !isAuthority(authority) {
			r.refuse(n, "", "url_invalid", "l’adresse « %s » n’a pas de nom de serveur.", a.URL)
		}
	case "javascript:", "vbscript:", "data:", "blob:", "file:", "about:", "view-source:", "filesystem:":
		r.refuse(n, "", "url_script", "l’adresse « %s » n’est pas celle d’un contenu : « %s » n’est pas accepté.", a.URL, scheme)
	default:
		if !hierarchical || authority == "" {
			r.refuse(n, "", "url_invalid", "l’adresse « %s » n’est pas de la forme application://….", a.URL)
		}
	}
}

// relative finds the file of the package. An address that begins with a slash begins at the
// package's root, which is a site of its own for its content.
func (r *reader) relative(n *node, a *AU) {
	if strings.HasPrefix(a.URL, "//") {
		r.refuse(n, "", "url_outside", "l’adresse « %s » sort du fichier ZIP.", a.URL)
		return
	}
	written := a.URL
	if at := strings.IndexAny(written, "?#"); at >= 0 {
		written, a.Suffix = written[:at], written[at:]
	}
	decoded, err := url.PathUnescape(written)
	if err != nil { // cannot be: clean has seen the percent signs
		decoded = written
	}
	for _, candidate := range [...]string{decoded, written} { // a package may hold names with %20 in them
		file := path.Clean(strings.TrimLeft(candidate, "/"))
		if file == ".." || strings.HasPrefix(file, "../") || strings.ContainsAny(file, "\x00\\") {
			r.refuse(n, "", "url_outside", "l’adresse « %s » sort du fichier ZIP.", a.URL)
			return
		}
		if name, ok := r.files(file); ok && file != "." {
			a.File = name
			return
		}
	}
	r.refuse(n, "", "url_file_missing", "le fichier « %s » n’est pas dans le fichier ZIP.", written)
}

// reserved returns the first name of the query that the launch adds too, "" for none.
func reserved(address string) string {
	address, _, _ = strings.Cut(address, "#")
	_, query, _ := strings.Cut(address, "?")
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if decoded, err := url.QueryUnescape(name); err == nil {
			name = decoded
		}
		for _, p := range parameters {
			if name == p {
				return p
			}
		}
	}
	return ""
}
