package bundle

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"preau.education/preau/internal/fault"
)

// packages is where the shared packages are; their cases alone skip when it is absent.
func packages(t testing.TB, parts ...string) string {
	t.Helper()
	dir := os.Getenv("PREAU_TEST_PACKAGES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "packages")
	}
	file := filepath.Join(append([]string{dir}, parts...)...)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("SKIPPED: %s is absent; set PREAU_TEST_PACKAGES to the folder of the shared packages", file)
	}
	return file
}

// one is a file to put in an archive.
type one struct {
	name, body string
	header     func(*zip.FileHeader)
}

func archive(t testing.TB, files ...one) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate, NonUTF8: true}
		if f.header != nil {
			f.header(h)
		}
		fw, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(fw, f.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(data []byte, q Quota) (*Bundle, error) {
	return Open(bytes.NewReader(data), int64(len(data)), q)
}

func mustOpen(t testing.TB, data []byte) *Bundle {
	t.Helper()
	b, err := open(data, Quota{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func names(b *Bundle) string {
	var list []string
	for _, f := range b.Files() {
		list = append(list, f.Name)
	}
	return strings.Join(list, " | ")
}

func noteCodes(b *Bundle) string {
	var list []string
	for _, n := range b.Notes() {
		list = append(list, n.Code)
	}
	return strings.Join(list, " ")
}

func TestRefused(t *testing.T) {
	encrypted := archive(t, one{name: "a"})
	patchFlags(encrypted, 0x1)
	method := archive(t, one{name: "a"})
	patchMethod(method, 9)
	whole := archive(t, one{name: "imsmanifest.xml", body: strings.Repeat("<x/>", 500)})
	many := make([]one, 30)
	for i := range many {
		many[i].name = fmt.Sprintf("f/%d", i)
	}
	link := func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777) }
	for _, tc := range []struct {
		name  string
		data  []byte
		quota Quota
		code  string
		kind  fault.Kind
		says  string
	}{
		{"not a zip", []byte("bonjour"), Quota{}, "not_a_zip", fault.Invalid, "n’est pas une archive zip"},
		{"no bytes", nil, Quota{}, "not_a_zip", fault.Invalid, "zip"},
		{"rar", []byte("Rar!\x1a\x07"), Quota{}, "not_a_zip", fault.Invalid, "RAR"},
		{"7z", []byte("7z\xbc\xaf\x27\x1c"), Quota{}, "not_a_zip", fault.Invalid, "7z"},
		{"pdf", []byte("%PDF-1.7"), Quota{}, "not_a_zip", fault.Invalid, "PDF"},
		{"gzip", tarball(t, "a.txt"), Quota{}, "not_a_zip_gzip", fault.Invalid, ".tar.gz"},
		{"Moodle backup", tarball(t, "./files.xml", "./moodle_backup.xml"), Quota{}, "not_a_zip_moodle", fault.Invalid, "Moodle"},
		{"cut", whole[:len(whole)/2], Quota{}, "zip_damaged", fault.Invalid, "incomplète"},
		{"no entries", archive(t), Quota{}, "zip_empty", fault.Invalid, "vide"},
		{"folders only", archive(t, one{name: "a/"}), Quota{}, "zip_empty", fault.Invalid, "aucun fichier"},
		{"encrypted", encrypted, Quota{}, "zip_encrypted", fault.Invalid, "mot de passe"},
		{"method", method, Quota{}, "zip_method", fault.Invalid, "méthode"},
		{"symbolic link", archive(t, one{"l", "/etc/passwd", link}), Quota{}, "symbolic_link", fault.Invalid, "« l »"},
		{"too many", archive(t, many...), Quota{Entries: 20}, "too_many_files", fault.TooLarge, "30"},
		{"too large", archive(t, one{name: "a", body: "12345"}, one{name: "b", body: "12345"}), Quota{Total: 9}, "too_large", fault.TooLarge, "dépasse"},
		{"file too large", archive(t, one{name: "a", body: "12345"}), Quota{Single: 4}, "file_too_large", fault.TooLarge, "« a »"},
		{"bomb in one file, beside much else", announced(t, 300<<10, RatioFloor+1), Quota{}, "bomb", fault.TooLarge, "dangereuse"},
		{"bomb in many", announced(t, 1, slices.Repeat([]uint64{1 << 20}, 20)...), Quota{}, "bomb", fault.TooLarge, "dangereuse"},
		{"slip", archive(t, one{name: "a/../../b"}), Quota{}, "name_outside", fault.Invalid, "a/../../b"},
		{"slip with backslashes", archive(t, one{name: `..\b`}), Quota{}, "name_outside", fault.Invalid, `..\b`},
		{"absolute", archive(t, one{name: "/etc/x"}), Quota{}, "name_outside", fault.Invalid, "/etc/x"},
		{"drive", archive(t, one{name: `C:\x`}), Quota{}, "name_outside", fault.Invalid, "C:"},
		{"zero byte", archive(t, one{name: "a\x00b"}), Quota{}, "name_bad", fault.Invalid, "inacceptable"},
		{"long", archive(t, one{name: strings.Repeat("a/", 400) + "b"}), Quota{}, "name_bad", fault.Invalid, "inacceptable"},
		{"long part", archive(t, one{name: strings.Repeat("a", 300)}), Quota{}, "name_bad", fault.Invalid, "trop long"},
		{"no name", archive(t, one{name: "./."}), Quota{}, "name_bad", fault.Invalid, "sans nom"},
		{"two of one name", archive(t, one{name: "a/b"}, one{name: "a/b"}), Quota{}, "duplicate_name", fault.Invalid, "« a/b »"},
		{"two of one name, cleaned", archive(t, one{name: "a/b"}, one{name: `a\.\b`}), Quota{}, "duplicate_name", fault.Invalid, "« a/b »"},
		{"file and folder", archive(t, one{name: "a"}, one{name: "a/b/c"}), Quota{}, "duplicate_name", fault.Invalid, "dossier"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := open(tc.data, tc.quota)
			var e *fault.Error
			if !errors.As(err, &e) || e.Code != tc.code || e.Kind != tc.kind || !strings.Contains(e.Public, tc.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// announced is an archive with a file of so many incompressible bytes, and files of a few
// bytes that announce these sizes.
func announced(t testing.TB, padding int, sizes ...uint64) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	pad, err := w.CreateHeader(&zip.FileHeader{Name: "padding", Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	pad.Write(make([]byte, padding))
	for i, size := range sizes {
		f, err := w.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i), Method: zip.Deflate, CompressedSize64: 4, UncompressedSize64: size})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, "bomb")
	}
	w.Close()
	return out.Bytes()
}

// TestDirectoryLongerThanTheQuota is refused before it is read whole.
func TestDirectoryLongerThanTheQuota(t *testing.T) {
	var files []one
	for i := range 3000 {
		files = append(files, one{name: fmt.Sprintf("%s/%d", strings.Repeat("n", 200), i)})
	}
	data := archive(t, files...)
	counted := &counting{r: bytes.NewReader(data)}
	_, err := Open(counted, int64(len(data)), Quota{Entries: 10})
	if fault.CodeOf(err) != "too_many_files" || counted.n > 400<<10 {
		t.Errorf("%v after %d bytes of %d", err, counted.n, len(data))
	}
}

type counting struct {
	r io.ReaderAt
	n int
}

func (c *counting) ReadAt(p []byte, at int64) (int, error) {
	c.n += len(p)
	return c.r.ReadAt(p, at)
}

// TestLyingHeader reads an entry whose header announces fewer bytes than there are.
func TestLyingHeader(t *testing.T) {
	body := strings.Repeat("\x00", 5<<20)
	var squeezed bytes.Buffer
	fw, err := flate.NewWriter(&squeezed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(fw, body)
	fw.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	raw, err := w.CreateRaw(&zip.FileHeader{Name: "a", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(body)),
		CompressedSize64: uint64(squeezed.Len()), UncompressedSize64: 10})
	if err != nil {
		t.Fatal(err)
	}
	raw.Write(squeezed.Bytes())
	w.Close()
	b := mustOpen(t, out.Bytes())
	rc, err := b.Open("a")
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, rc)
	if fault.CodeOf(err) != "zip_damaged" || n > 64<<10 {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// TestChangedBytes reads an entry whose bytes are not those of its checksum.
func TestChangedBytes(t *testing.T) {
	data := archive(t, one{"a", "bonjour", func(h *zip.FileHeader) { h.Method = zip.Store }})
	data[bytes.Index(data, []byte("bonjour"))] = 'B'
	if _, err := mustOpen(t, data).ReadFile("a", 100); fault.CodeOf(err) != "zip_damaged" {
		t.Errorf("got %v", err)
	}
}

func TestPutRight(t *testing.T) {
	for _, tc := range []struct {
		name  string
		files []one
		want  string
		notes string
	}{
		{"plain", []one{{name: "b.html"}, {name: "a/b.js"}}, "a/b.js | b.html", ""},
		{"backslashes", []one{{name: `sco\index.html`}, {name: `sco\`}}, "sco/index.html", "backslash"},
		{"dots", []one{{name: "./a//b/./c"}}, "a/b/c", ""},
		{"litter", []one{{name: "__MACOSX/._a"}, {name: "a"}, {name: "x/.DS_Store"}, {name: "Thumbs.db"}}, "a", ""},
		{"decomposed", []one{{name: "e\u0301te\u0301"}}, "été", ""},
		{"utf-8 without the flag", []one{{name: "été"}}, "été", ""},
		{"utf-8 with the flag", []one{{"été", "", func(h *zip.FileHeader) { h.NonUTF8 = false }}}, "été", ""},
		{"cp437", []one{{name: "\x82t\x82"}}, "été", "name_charset"},
		{"cp850", []one{{name: "\xb7 table"}}, "À table", "name_charset"},
		{"windows-1252", []one{{name: "\xe9t\xe9"}}, "été", "name_charset"},
		{"wrapped", []one{{name: "cours/imsmanifest.xml"}, {name: "cours/a/b"}}, "a/b | imsmanifest.xml", "wrapping_folder"},
		{"wrapped twice", []one{{name: "x/cours/imsmanifest.xml"}, {name: "x/cours/b"}}, "b | imsmanifest.xml", "wrapping_folder wrapping_folder"},
		{"wrapped, with litter beside", []one{{name: "c/imsmanifest.xml"}, {name: "__MACOSX/c"}}, "imsmanifest.xml", "wrapping_folder"},
		{"a folder without description stays", []one{{name: "docs/a.pdf"}}, "docs/a.pdf", ""},
		{"a folder beside another stays", []one{{name: "c/imsmanifest.xml"}, {name: "d/x"}}, "c/imsmanifest.xml | d/x", ""},
		{"a description at the root stays", []one{{name: "imsmanifest.xml"}}, "imsmanifest.xml", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := mustOpen(t, archive(t, tc.files...))
			if names(b) != tc.want || noteCodes(b) != tc.notes {
				t.Errorf("got %q, notes %q", names(b), noteCodes(b))
			}
		})
	}
}

// TestUseNames decides between code pages by what the manifest expects.
func TestUseNames(t *testing.T) {
	data := archive(t, one{name: "imsmanifest.xml"}, one{name: "\xe1.html"}) // ß in CP437 and CP850 has 0xE1; á in Windows-1252
	for _, expected := range []string{"ß.html", "á.html"} {
		b := mustOpen(t, data)
		if err := b.UseNames([]string{"other", expected}); err != nil {
			t.Fatal(err)
		}
		if _, exact, ok := b.Find(expected); !exact || !ok {
			t.Errorf("%q not found in %q", expected, names(b))
		}
	}
}

func TestFind(t *testing.T) {
	b := mustOpen(t, archive(t, one{name: "Sco/Index.HTML", body: "x"}))
	if f, exact, ok := b.Find("sco/index.html"); !ok || exact || f.Name != "Sco/Index.HTML" || f.Size != 1 || f.Type != "text/html; charset=utf-8" {
		t.Errorf("got %+v %v %v", f, exact, ok)
	}
	if _, err := b.Open("sco/index.html"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("got %v", err)
	}
	if _, err := b.ReadFile("Sco/Index.HTML", 0); fault.CodeOf(err) != "file_too_large" {
		t.Errorf("got %v", err)
	}
}

func TestKinds(t *testing.T) {
	for files, want := range map[string]string{
		"imsmanifest.xml a.html": "[scorm]", "IMSManifest.XML": "[scorm]", "cmi5.xml imsmanifest.xml": "[cmi5 scorm]",
		"tincan.xml x.html": "[xapi]", "h5p.json content/content.json": "[h5p]", "moodle_backup.xml": "[moodle]",
		"c.crs c.des c.au c.cst": "[aicc]", "a.pdf b/c.docx": "[documents]", "a.pdf index.html": "[unknown]", "x/cmi5.xml y": "[unknown]",
	} {
		var list []one
		for name := range strings.FieldsSeq(files) {
			list = append(list, one{name: name})
		}
		if got := fmt.Sprint(mustOpen(t, archive(t, list...)).Kinds()); got != want {
			t.Errorf("%s: got %s, want %s", files, got, want)
		}
	}
}

// TestRealNames reads the names that real systems wrote.
func TestRealNames(t *testing.T) {
	for file, want := range map[string]string{
		"test_osx_compress.zip": "Prüfung.txt | test.test | testíček.txt | Žluťoučký/Koníček.txt | 测试.txt | 試験.txt",
		"test_win8_de.zip":      "Prüfung.txt | test.test",
	} {
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile(packages(t, "broken", file))
			if err != nil {
				t.Fatal(err)
			}
			if got := names(mustOpen(t, data)); got != want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(archive(f, one{name: "imsmanifest.xml", body: "<manifest/>"}, one{name: `a\b`}))
	f.Add(archive(f, one{name: "\xe9"}, one{name: "x/../y"}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := open(data, Quota{Total: 1 << 20, Single: 1 << 20})
		if err != nil {
			var e *fault.Error
			if !errors.As(err, &e) || e.Code == "" || e.Public == "" {
				t.Fatalf("not a readable fault: %v", err)
			}
			return
		}
		for _, file := range b.Files() {
			if !filepath.IsLocal(file.Name) || strings.ContainsAny(file.Name, "\\\x00") {
				t.Fatalf("unsafe name %q", file.Name)
			}
			if body, err := b.ReadFile(file.Name, 1<<20); err == nil && int64(len(body)) != file.Size {
				t.Fatalf("%q: %d bytes, announced %d", file.Name, len(body), file.Size)
			}
		}
	})
}

func tarball(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	for _, name := range files {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	z.Close()
	return out.Bytes()
}

// patchFlags and patchMethod change the only entry of an archive, in both its headers.
func patchFlags(data []byte, flags uint16) { patch(data, 6, 8, flags) }

func patchMethod(data []byte, method uint16) { patch(data, 8, 10, method) }

func patch(data []byte, local, central int, value uint16) {
	binary.LittleEndian.PutUint16(data[bytes.Index(data, []byte("PK\x03\x04"))+local:], value)
	binary.LittleEndian.PutUint16(data[bytes.Index(data, []byte("PK\x01\x02"))+central:], value)
}
