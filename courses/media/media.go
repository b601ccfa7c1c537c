// Package media says what a file received for a training is: by its bytes, never by what the
// browser calls it. What it does not know is refused with a sentence that says what to do.
//
// Nothing accepted here can run a script where it is shown: videos and pictures are data, and
// documents are handed out to be saved, never opened in the page.
package media

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"preau.education/preau/internal/fault"
)

// Bounds, in bytes. A video is bounded by what may be uploaded at all.
const (
	MaxFile     = 200 << 20
	MaxPicture  = 256 << 10 // it comes with a page
	MaxCaptions = 1 << 20
)

// headSize is what is read of the start, and of the end, of a file to know it.
const headSize = 128 << 10

func refuse(code, public string) error {
	return fault.New("courses.media", fault.Invalid, code, public)
}

// Limit refuses a file beyond a bound.
func Limit(size, most int64) error {
	if size <= most {
		return nil
	}
	said := fmt.Sprintf("%d Mo", most>>20)
	if most < 1<<20 {
		said = fmt.Sprintf("%d ko", most>>10)
	}
	return fault.New("courses.media", fault.TooLarge, "media_too_large", "Ce fichier est trop volumineux : "+said+" au plus.")
}

// edges reads the start and the end of a file, which may overlap.
func edges(at io.ReaderAt, size int64) (head, tail []byte, err error) {
	head, tail = make([]byte, min(size, headSize)), make([]byte, min(size, headSize))
	if _, err := io.ReadFull(io.NewSectionReader(at, 0, size), head); err != nil {
		return nil, nil, fault.Wrap("courses.media", err)
	}
	if _, err := io.ReadFull(io.NewSectionReader(at, size-int64(len(tail)), int64(len(tail))), tail); err != nil {
		return nil, nil, fault.Wrap("courses.media", err)
	}
	return head, tail, nil
}

// brands are those of MP4 files that browsers play (ISO/IEC 14496-12 §4.3; https://mp4ra.org).
var brands = []string{"isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42", "avc1", "M4V ", "dash", "mmp4", "MSNV"}

// Video returns the media type of a film that browsers play.
func Video(at io.ReaderAt, size int64) (string, error) {
	head, _, err := edges(at, size)
	if err != nil {
		return "", err
	}
	switch {
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		switch brand := string(head[8:12]); {
		case brand == "qt  ":
			return "", refuse("video_quicktime", "Ce film est au format QuickTime (.mov), que les navigateurs ne lisent pas tous : exportez-le en MP4.")
		case !slices.Contains(brands, brand):
			return "", refuse("video_unknown", "Ce fichier n’est pas un film en MP4 que les navigateurs lisent : exportez-le en MP4 (H.264 et AAC).")
		}
		return "video/mp4", nil
	case bytes.HasPrefix(head, []byte{0x1A, 0x45, 0xDF, 0xA3}): // EBML (RFC 8794)
		if bytes.Contains(head[:min(len(head), 64)], []byte("webm")) {
			return "video/webm", nil
		}
		return "", refuse("video_matroska", "Ce film est au format Matroska (.mkv), que les navigateurs ne lisent pas : exportez-le en MP4 ou en WebM.")
	case bytes.HasPrefix(head, []byte("OggS")):
		if bytes.Contains(head, []byte("\x80theora")) || bytes.Contains(head, []byte("OVP80")) {
			return "video/ogg", nil
		}
		return "", refuse("video_sound", "Ce fichier Ogg ne contient que du son : ajoutez-le comme document.")
	}
	return "", refuse("video_unknown", "Ce fichier n’est pas un film en MP4, WebM ou Ogg : exportez-le en MP4 (H.264 et AAC).")
}

// form is how the files of an extension are known.
type form struct {
	kind string
	is   func(head, tail []byte) bool
}

func begins(signatures ...string) func(head, _ []byte) bool {
	return func(head, _ []byte) bool {
		return slices.ContainsFunc(signatures, func(s string) bool { return bytes.HasPrefix(head, []byte(s)) })
	}
}

// office is an OOXML document whose parts are in a folder; one that carries macros is not.
func office(folder string) func(head, tail []byte) bool {
	return func(head, tail []byte) bool {
		holds := func(name string) bool {
			return bytes.Contains(head, []byte(name)) || bytes.Contains(tail, []byte(name))
		}
		return bytes.HasPrefix(head, []byte("PK\x03\x04")) && holds("[Content_Types].xml") && holds(folder) && !holds("vbaProject.bin")
	}
}

// packed is a zip whose first entry says its type (ODF 1.3 part 2 §3.3, EPUB OCF §4.3).
func packed(kind string) func(head, _ []byte) bool {
	return func(head, _ []byte) bool {
		return bytes.HasPrefix(head, []byte("PK\x03\x04")) && len(head) > 30 && bytes.HasPrefix(head[30:], []byte("mimetype"+kind))
	}
}

func text(head, tail []byte) bool {
	return !bytes.ContainsRune(head, 0) && !bytes.ContainsRune(tail, 0)
}

func inside(offset int, word string, signature string) func(head, _ []byte) bool {
	return func(head, _ []byte) bool {
		return bytes.HasPrefix(head, []byte(signature)) && len(head) > offset && bytes.HasPrefix(head[offset:], []byte(word))
	}
}

const opendocument = "application/vnd.oasis.opendocument."
const openxml = "application/vnd.openxmlformats-officedocument."

// forms are the documents that may be given to learners, by extension. docs/operating.md says
// the same to people.
var forms = map[string]form{
	".pdf":  {"application/pdf", func(head, _ []byte) bool { return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) }},
	".docx": {openxml + "wordprocessingml.document", office("word/")},
	".xlsx": {openxml + "spreadsheetml.sheet", office("xl/")},
	".pptx": {openxml + "presentationml.presentation", office("ppt/")},
	".odt":  {opendocument + "text", packed(opendocument + "text")},
	".ods":  {opendocument + "spreadsheet", packed(opendocument + "spreadsheet")},
	".odp":  {opendocument + "presentation", packed(opendocument + "presentation")},
	".epub": {"application/epub+zip", packed("application/epub+zip")},
	".rtf":  {"application/rtf", begins(`{\rtf`)},
	".txt":  {"text/plain; charset=utf-8", text},
	".csv":  {"text/csv", text},
	".png":  {"image/png", begins("\x89PNG\r\n\x1a\n")},
	".jpg":  {"image/jpeg", begins("\xff\xd8\xff")},
	".jpeg": {"image/jpeg", begins("\xff\xd8\xff")},
	".gif":  {"image/gif", begins("GIF87a", "GIF89a")},
	".webp": {"image/webp", inside(8, "WEBP", "RIFF")},
	".mp3":  {"audio/mpeg", begins("ID3", "\xff\xfb", "\xff\xf3", "\xff\xf2")},
	".m4a":  {"audio/mp4", inside(4, "ftyp", "\x00\x00")},
	".ogg":  {"audio/ogg", begins("OggS")},
	".wav":  {"audio/wav", inside(8, "WAVE", "RIFF")},
	".zip":  {"application/zip", begins("PK\x03\x04", "PK\x05\x06")},
}

// Extensions returns the extensions of the documents that are accepted, in order.
func Extensions() []string {
	all := make([]string, 0, len(forms))
	for extension := range forms {
		all = append(all, extension)
	}
	slices.Sort(all)
	return all
}

// Document returns the media type of a document that may be given to learners: its extension
// is on the list, and its bytes are what the extension says.
func Document(name string, at io.ReaderAt, size int64) (string, error) {
	extension := strings.ToLower(path.Ext(name))
	f, ok := forms[extension]
	if !ok {
		return "", refuse("file_kind", "Les fichiers « "+extension+" » ne sont pas acceptés. Le sont : "+strings.Join(Extensions(), ", ")+".")
	}
	head, tail, err := edges(at, size)
	if err != nil {
		return "", err
	}
	if !f.is(head, tail) {
		return "", refuse("file_content", "Le contenu de ce fichier n’est pas celui d’un fichier « "+extension+" » : enregistrez-le de nouveau depuis son logiciel, sans macros.")
	}
	return f.kind, nil
}
