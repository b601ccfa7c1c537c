package bundle

import (
	"path"
	"slices"
	"strings"
)

// Kind is what a bundle describes itself as.
type Kind string

// The kinds, each known by the file that describes it at the bundle's root.
const (
	KindSCORM     Kind = "scorm"     // imsmanifest.xml
	KindCMI5      Kind = "cmi5"      // cmi5.xml
	KindXAPI      Kind = "xapi"      // tincan.xml
	KindH5P       Kind = "h5p"       // h5p.json
	KindMoodle    Kind = "moodle"    // moodle_backup.xml
	KindAICC      Kind = "aicc"      // .crs, .des, .cst
	KindDocuments Kind = "documents" // nothing but documents
	KindUnknown   Kind = "unknown"
)

var descriptions = map[string]Kind{
	"imsmanifest.xml":   KindSCORM,
	"cmi5.xml":          KindCMI5,
	"tincan.xml":        KindXAPI,
	"h5p.json":          KindH5P,
	"moodle_backup.xml": KindMoodle,
}

var aiccExtensions = []string{".crs", ".des", ".cst"} // and .au, which is a sound too

// describedBy is the kind that a file of this name at the root stands for, "" for none.
func describedBy(name string) Kind {
	name = strings.ToLower(name)
	if kind := descriptions[name]; kind != "" {
		return kind
	}
	if slices.Contains(aiccExtensions, path.Ext(name)) {
		return KindAICC
	}
	return ""
}

// Kinds lists what the bundle describes itself as, the ones we run first; never empty.
func (b *Bundle) Kinds() []Kind {
	var kinds []Kind
	found := map[Kind]bool{}
	for _, e := range b.entries {
		if !strings.Contains(e.Name, "/") {
			found[describedBy(e.Name)] = true
		}
	}
	for _, k := range [...]Kind{KindCMI5, KindSCORM, KindXAPI, KindH5P, KindMoodle, KindAICC} {
		if found[k] {
			kinds = append(kinds, k)
		}
	}
	switch {
	case len(kinds) > 0:
		return kinds
	case !slices.ContainsFunc(b.entries, func(e *entry) bool { return !isDocument(e.Name) }):
		return []Kind{KindDocuments}
	}
	return []Kind{KindUnknown}
}

// Description returns the file that describes the bundle as of this kind. exact is false when
// its name is in another case than the specification's.
func (b *Bundle) Description(kind Kind) (f File, exact, ok bool) {
	for name, k := range descriptions {
		if k == kind {
			return b.Find(name)
		}
	}
	return File{}, false, false
}

// Elsewhere lists the folders that hold a description of the kind below the root, at most
// limit of them: for a sentence that says where it is.
func (b *Bundle) Elsewhere(kind Kind, limit int) []string {
	var folders []string
	for _, e := range b.entries {
		if dir, file := path.Split(e.Name); dir != "" && describedBy(file) == kind && len(folders) < limit {
			folders = append(folders, strings.TrimSuffix(dir, "/"))
		}
	}
	slices.Sort(folders)
	return folders
}

// isDocument says whether a file is one that people read by itself.
func isDocument(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".odt", ".ods", ".odp", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".txt", ".rtf", ".csv", ".epub",
		".png", ".jpg", ".jpeg", ".mp4", ".mp3":
		return true
	}
	return false
}

// TypeOf is the media type of a file by its extension: our own table, because the system's
// differs from a machine to the next, and untrusted content must be served the same everywhere.
func TypeOf(name string) string {
	if t := types[strings.ToLower(path.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
}

var types = map[string]string{
	".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8", ".xhtml": "application/xhtml+xml",
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8", ".json": "application/json", ".map": "application/json",
	".xml": "application/xml", ".xsd": "application/xml", ".dtd": "application/xml-dtd", ".xsl": "application/xml",
	".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".vtt": "text/vtt; charset=utf-8", ".srt": "text/plain; charset=utf-8",
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml",
	".webp": "image/webp", ".avif": "image/avif", ".bmp": "image/bmp", ".ico": "image/x-icon",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".mov": "video/quicktime",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav", ".aac": "audio/aac",
	".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf", ".eot": "application/vnd.ms-fontobject",
	".pdf": "application/pdf", ".zip": "application/zip", ".wasm": "application/wasm", ".epub": "application/epub+zip",
	".swf": "application/x-shockwave-flash", ".rtf": "application/rtf",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".odp": "application/vnd.oasis.opendocument.presentation",
}
