package bundle

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"

	"preau.education/preau/internal/fault"
)

// Open reads a file. The reader fails rather than give more bytes, or fewer, than the archive
// announced, or other bytes than its checksum says.
func (b *Bundle) Open(name string) (io.ReadCloser, error) {
	e := b.byName[norm.NFC.String(name)]
	if e == nil {
		return nil, fault.New(op, fault.NotFound, "file_missing", fmt.Sprintf("Le fichier « %s » n’est pas dans l’archive.", shorten(name)))
	}
	rc, err := e.zip.Open()
	if err != nil {
		return nil, damaged(e.Name, err)
	}
	return &checked{rc, e.Name}, nil
}

// ReadFile reads a whole file of at most limit bytes.
func (b *Bundle) ReadFile(name string, limit int64) ([]byte, error) {
	f, _, _ := b.Find(name)
	if f.Size > limit {
		return nil, tooLarge("file_too_large", fmt.Sprintf("Le fichier « %s » dépasse %s.", f.Name, bytesFR(limit)))
	}
	rc, err := b.Open(name)
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	var data bytes.Buffer
	if _, err := io.Copy(&data, rc); err != nil {
		return nil, err
	}
	return data.Bytes(), nil
}

// checked gives the archive's errors a name. archive/zip itself stops at the announced size
// and compares the checksum.
type checked struct {
	io.ReadCloser
	name string
}

// Read reads, its error a fault but for io.EOF.
func (c *checked) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(c.name, err)
	}
	return n, err
}

const op = "bundle.Open"

func invalid(code, public string) error  { return fault.New(op, fault.Invalid, code, public) }
func tooLarge(code, public string) error { return fault.New(op, fault.TooLarge, code, public) }

func bomb() error {
	return tooLarge("bomb", "L’archive se décompresse démesurément : elle est refusée comme dangereuse.")
}

// damaged says which file does not read; when it is the reader under the archive that failed
// (storage away, job cancelled), its own fault.
func damaged(name string, err error) error {
	var known *fault.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fault.Wrap(op, err)
	}
	return &fault.Error{Op: op, Kind: fault.Invalid, Code: "zip_damaged", Err: err,
		Public: fmt.Sprintf("L’archive est abîmée : le fichier « %s » ne se lit pas.", shorten(name))}
}

// unreadable is what the reader under the archive says, which is our side's, not the file's.
func unreadable(err error) error {
	var known *fault.Error
	if errors.As(err, &known) {
		return fault.Wrap(op, err)
	}
	return &fault.Error{Op: op, Kind: fault.Invalid, Code: "zip_damaged", Public: "L’archive ne se lit pas : elle est incomplète ou abîmée.", Err: err}
}

// notZip says what a file that is no zip seems to be.
func notZip(r io.ReaderAt, size int64) error {
	head := make([]byte, min(size, 512))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return unreadable(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return invalid("zip_damaged", "L’archive est incomplète ou abîmée : envoyez-la à nouveau.")
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		if isMoodleTar(io.NewSectionReader(r, 0, size)) {
			return invalid("not_a_zip_moodle", "C’est une sauvegarde de cours Moodle (.mbz) ; leur import n’est pas encore pris en charge.")
		}
		return invalid("not_a_zip_gzip", "Ce fichier est une archive .tar.gz, pas une archive zip.")
	case bytes.HasPrefix(head, []byte("Rar!")):
		return invalid("not_a_zip", "Ce fichier est une archive RAR, pas une archive zip.")
	case bytes.HasPrefix(head, []byte("7z\xbc\xaf")):
		return invalid("not_a_zip", "Ce fichier est une archive 7z, pas une archive zip.")
	case bytes.HasPrefix(head, []byte("%PDF")):
		return invalid("not_a_zip", "Ce fichier est un PDF, pas un paquet : ajoutez-le comme document.")
	}
	return invalid("not_a_zip", "Ce fichier n’est pas une archive zip.")
}

// isMoodleTar looks for the description of a Moodle backup among the first names of a
// compressed tar, within limits.
func isMoodleTar(r io.Reader) bool {
	const entries, expanded = 500, 32 << 20
	unzipped, err := gzip.NewReader(bufio.NewReader(r))
	if err != nil {
		return false
	}
	files := tar.NewReader(io.LimitReader(unzipped, expanded))
	for range entries {
		header, err := files.Next()
		if err != nil {
			return false
		}
		if strings.TrimPrefix(header.Name, "./") == "moodle_backup.xml" {
			return true
		}
	}
	return false
}

// bytesFR writes a number of bytes for people.
func bytesFR(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d Go", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d Mo", n>>20)
	}
	return fmt.Sprintf("%d Ko", n>>10)
}
