package manifest

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// scheme matches an absolute address. Two letters at least: "c:" is a drive.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.\-]+:`)

// problem is what keeps an address from being a file of the package.
type problem uint8

const (
	fine     problem = iota
	external         // somewhere else on the network
	script           // javascript:, data:, vbscript:… : code, not a place
	outside          // above the package's root, or on a drive
)

// place is an address resolved.
type place struct {
	path, raw, query string
	backslash        bool // it was written with backslashes
	problem          problem
}

// resolve joins an address to the bases above it (xml:base, outermost first) and cleans it.
func resolve(bases []string, href string) place {
	var p place
	href = strings.TrimSpace(href)
	if at := strings.IndexAny(href, "?#"); at >= 0 {
		href, p.query = href[:at], href[at:]
	}
	joined := ""
	for _, part := range append(bases[:len(bases):len(bases)], href) {
		part = strings.TrimSpace(part)
		if strings.Contains(part, `\`) {
			part, p.backslash = strings.ReplaceAll(part, `\`, "/"), true
		}
		switch kind := schemeOf(part); {
		case kind != fine:
			p.problem = kind
			return p
		case strings.HasPrefix(part, "/"):
			joined = strings.TrimLeft(part, "/") // the root of a package is its own folder
		case part != "":
			joined = joinBase(joined, part)
		}
	}
	p.raw = clean(joined)
	p.path = p.raw
	if decoded, err := url.PathUnescape(joined); err == nil {
		p.path = clean(strings.ReplaceAll(decoded, `\`, "/"))
	}
	for _, s := range [...]string{p.raw, p.path} {
		if s == ".." || strings.HasPrefix(s, "../") || strings.Contains(s, "\x00") || len(s) > 1 && s[1] == ':' {
			p.problem = outside
		}
	}
	return p
}

// joinBase puts part after base. A base is a folder when it ends in a slash (RFC 3986 §5.2.3
// drops what follows its last slash); many manifests forget that slash, and a base without
// one and without an extension is meant as a folder.
func joinBase(base, part string) string {
	if base == "" || strings.HasSuffix(base, "/") {
		return base + part
	}
	if path.Ext(base) == "" {
		return base + "/" + part
	}
	return base[:strings.LastIndex(base, "/")+1] + part
}

func clean(s string) string {
	c := strings.TrimLeft(path.Clean(s), "/")
	if c == "." {
		return ""
	}
	return c
}

func schemeOf(part string) problem {
	switch s := strings.ToLower(scheme.FindString(part)); s {
	case "":
		if strings.HasPrefix(part, "//") {
			return external
		}
		return fine
	case "http:", "https:", "ftp:":
		return external
	case "file:":
		return outside
	default:
		return script
	}
}

// LaunchAddress is what follows the content's root when an item is launched: the resource's
// path and query with the item's parameters joined by the rule of the specification (SCORM
// 2004 4th edition CAM §3.4.1.8.3). The path is percent-encoded.
func LaunchAddress(r *Resource, file, parameters string) string {
	u := url.URL{Path: file}
	address := u.EscapedPath() + r.Query
	parameters = strings.TrimLeft(strings.TrimSpace(parameters), "?&")
	if parameters == "" {
		return address
	}
	fragment := ""
	if at := strings.Index(address, "#"); at >= 0 {
		if strings.HasPrefix(parameters, "#") {
			return address // a second fragment is left out
		}
		address, fragment = address[:at], address[at:]
	}
	switch {
	case strings.HasPrefix(parameters, "#"):
		return address + parameters
	case strings.Contains(address, "?"):
		return address + "&" + parameters + fragment
	}
	return address + "?" + parameters + fragment
}
