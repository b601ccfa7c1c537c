package media_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"preau.education/preau/courses/media"
	"preau.education/preau/internal/fault"
)

// demo is where the demonstration keeps its film.
const demo = "../../internal/demo/content/"

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(demo + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func zipped(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		name, body, _ := strings.Cut(name, "=")
		part, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = part.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func pixels(t *testing.T, kind string, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	if kind == "jpeg" {
		b.Reset()
		err = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestVideo(t *testing.T) {
	for _, tc := range []struct{ name, body, kind, code string }{
		{"the demonstration's", read(t, "video/contestation.mp4"), "video/mp4", ""},
		{"WebM", "\x1A\x45\xDF\xA3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x86\x81\x01\x42\x82\x84webm", "video/webm", ""},
		{"Matroska", "\x1A\x45\xDF\xA3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x86\x81\x01\x42\x82\x88matroska", "", "video_matroska"},
		{"Ogg", "OggS\x00\x02........................\x80theora\x03", "video/ogg", ""},
		{"sound", "OggS\x00\x02........................\x01vorbis", "", "video_sound"},
		{"QuickTime", "\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00", "", "video_quicktime"},
		{"sound in MP4", "\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00", "", "video_unknown"},
		{"a page", "<!doctype html><script>alert(1)</script>", "", "video_unknown"},
		{"a byte", "x", "", "video_unknown"},
	} {
		kind, err := media.Video(strings.NewReader(tc.body), int64(len(tc.body)))
		if kind != tc.kind || fault.CodeOf(err) != tc.code {
			t.Errorf("%s: %q, %v", tc.name, kind, err)
		}
	}
}

func TestDocument(t *testing.T) {
	word := zipped(t, "[Content_Types].xml", "word/document.xml")
	for _, tc := range []struct{ name, body, kind, code string }{
		{"fiche.pdf", read(t, "fiche.pdf"), "application/pdf", ""},
		{"FICHE.PDF", "%PDF-1.7", "application/pdf", ""},
		{"fiche.pdf", "<script>alert(1)</script>", "", "file_content"},
		{"séance.docx", word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""},
		{"séance.xlsx", word, "", "file_content"},
		{"séance.docx", zipped(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "", "file_content"},
		{"séance.odt", zipped(t, "mimetype=application/vnd.oasis.opendocument.text", "content.xml"), "application/vnd.oasis.opendocument.text", ""},
		{"séance.odt", zipped(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet"), "", "file_content"},
		{"liste.csv", "nom;prénom\n", "text/csv", ""},
		{"liste.csv", "MZ\x00\x01", "", "file_content"},
		{"photo.jpg", pixels(t, "jpeg", 8, 8), "image/jpeg", ""},
		{"photo.png", pixels(t, "jpeg", 8, 8), "", "file_content"},
		{"son.mp3", "ID3\x04", "audio/mpeg", ""},
		{"archive.zip", word, "application/zip", ""},
		{"page.html", "<p>", "", "file_kind"},
		{"dessin.svg", "<svg/>", "", "file_kind"},
		{"outil.exe", "MZ", "", "file_kind"},
		{"ancien.doc", "\xd0\xcf\x11\xe0", "", "file_kind"},
		{"sans extension", "%PDF-1.7", "", "file_kind"},
	} {
		kind, err := media.Document(tc.name, strings.NewReader(tc.body), int64(len(tc.body)))
		if kind != tc.kind || fault.CodeOf(err) != tc.code {
			t.Errorf("%s: %q, %v", tc.name, kind, err)
		}
	}
}

func TestPicture(t *testing.T) {
	webp := func(chunk, body string) string {
		return "RIFF\x00\x00\x00\x00WEBP" + chunk + "\x0a\x00\x00\x00" + body + strings.Repeat("\x00", 20)
	}
	for _, tc := range []struct{ name, body, kind, code string }{
		{"PNG", pixels(t, "png", 960, 540), "image/png", ""},
		{"JPEG", pixels(t, "jpeg", 960, 540), "image/jpeg", ""},
		{"a rounding", pixels(t, "png", 1000, 563), "image/png", ""},
		{"WebP, lossy", webp("VP8 ", "\x00\x00\x00\x9d\x01\x2a\xc0\x03\x1c\x02"), "image/webp", ""},
		{"WebP, lossless", webp("VP8L", "\x2f\xbf\xc3\x86\x00"), "image/webp", ""},
		{"WebP, extended", webp("VP8X", "\x10\x00\x00\x00\xbf\x03\x00\x1b\x02\x00"), "image/webp", ""},
		{"WebP that moves", webp("VP8X", "\x02\x00\x00\x00\xbf\x03\x00\x1b\x02\x00"), "", "picture_kind"},
		{"square", pixels(t, "png", 540, 540), "", "picture_ratio"},
		{"small", pixels(t, "png", 160, 90), "", "picture_width"},
		{"large", pixels(t, "png", 3840, 2160), "", "picture_width"},
		{"SVG", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "", "picture_kind"},
		{"cut", "\x89PNG\r\n\x1a\n", "", "picture_kind"},
	} {
		kind, err := media.Picture(strings.NewReader(tc.body), int64(len(tc.body)))
		if kind != tc.kind || fault.CodeOf(err) != tc.code {
			t.Errorf("%s: %q, %v", tc.name, kind, err)
		}
	}
}

func TestCaptions(t *testing.T) {
	const good = "WEBVTT\n\n1\n00:01.000 --> 00:04.000 line:90% align:center\nBonjour.\n\nNOTE à revoir\n\n00:00:05.000 --> 01:00:06.500\n- Et vous ?\n- Bien.\n"
	for _, tc := range []struct {
		name, file, path string
		says             string
	}{
		{"the demonstration's", read(t, "video/contestation.fr.vtt"), "", ""},
		{"all that is allowed", good, "", ""},
		{"a mark and other ends of lines", "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"), "", ""},
		{"a header that says more", "WEBVTT - sous-titres\nKind: captions\n\n00:01.000 --> 00:04.000\nOui.", "", ""},
		{"a style", "WEBVTT\n\nSTYLE\n::cue { color: white }\n\n00:01.000 --> 00:04.000\nOui.", "", ""},
		{"SubRip", "1\n00:00:01,000 --> 00:00:04,000\nBonjour.\n", "line[1]", "WEBVTT"},
		{"a comma", "WEBVTT\n\n00:01.000 --> 00:04.000\nUn.\n\n00:05,000 --> 00:06,000\nDeux.\n", "line[6]", "virgule"},
		{"no times", "WEBVTT\n\nBonjour.\n", "line[3]", "temps"},
		{"backwards", "WEBVTT\n\n00:04.000 --> 00:01.000\nBonjour.\n", "line[3]", "finit"},
		{"out of order", "WEBVTT\n\n00:04.000 --> 00:05.000\nUn.\n\n00:01.000 --> 00:02.000\nDeux.\n", "line[6]", "précède"},
		{"no blank line", "WEBVTT\n\n00:01.000 --> 00:02.000\nUn.\n00:03.000 --> 00:04.000\nDeux.\n", "line[5]", "vide"},
		{"no text", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nDeux.\n", "line[3]", "texte"},
		{"a setting of nowhere", "WEBVTT\n\n00:01.000 --> 00:02.000 align:middle\nUn.\n", "line[3]", "align:middle"},
		{"nothing", "WEBVTT\n", "line[2]", "aucun"},
		{"no file at all", "", "line[1]", "WEBVTT"},
	} {
		err := media.Captions([]byte(tc.file))
		var f *fault.Error
		switch {
		case tc.path == "" && err != nil:
			t.Errorf("%s: %v", tc.name, err)
		case tc.path == "":
		case !errors.As(err, &f) || len(f.Fields) == 0 || f.Fields[0].Path != tc.path || !strings.Contains(f.Fields[0].Message, tc.says):
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	if err := media.Captions([]byte("WEBVTT\n\n00:01.000 --> 00:02.000\n\xe9t\xe9")); fault.CodeOf(err) != "captions_encoding" {
		t.Errorf("Latin-1: %v", err)
	}
	var f *fault.Error
	if err := media.Captions([]byte("WEBVTT\n\n" + strings.Repeat("x\n\n", 500))); !errors.As(err, &f) || len(f.Fields) != 10 {
		t.Errorf("faults told: %v", err)
	}
}
