// Package bundle opens the zip files that course packages come in, and trusts nothing in
// them: how many files, how large, under which names, of which kind are checked before a byte
// is kept, and what is read is held to what was announced. What is merely clumsy (backslashes,
// names in an old code page, a wrapping folder, what macOS leaves behind) is put right and
// noted.
package bundle

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Quota is how much a bundle may hold. A zero field takes the default's value.
type Quota struct {
	Entries int     // files and folders
	Total   int64   // bytes of all files, expanded
	Single  int64   // bytes of one file, expanded
	Ratio   float64 // expanded over compressed, of the whole and of any file larger than RatioFloor
}

// RatioFloor is the expanded size below which no ratio is looked at: small texts compress well
// and harm nobody.
const RatioFloor = 16 << 20

// DefaultQuota is what a bundle may hold unless configured.
func DefaultQuota() Quota {
	return Quota{Entries: 20_000, Total: 4 << 30, Single: 2 << 30, Ratio: 100}
}

func (q Quota) orDefault() Quota {
	d := DefaultQuota()
	if q.Entries <= 0 {
		q.Entries = d.Entries
	}
	if q.Total <= 0 {
		q.Total = d.Total
	}
	if q.Single <= 0 {
		q.Single = d.Single
	}
	if q.Ratio <= 0 {
		q.Ratio = d.Ratio
	}
	return q
}

// File is one file of a bundle.
type File struct {
	Name     string // path from the bundle's root: slashes, NFC, no "..", unique
	Size     int64  // bytes, expanded, as announced; reading gives no more and no fewer
	Type     string // media type, by the name's extension
	Modified time.Time
}

// Note is something put right while opening.
type Note struct {
	Code    string // stable, snake_case: "backslash", "wrapping_folder", "name_charset"…
	Path    string // the file or folder; "" for the whole
	Message string // a French sentence
}

// Bundle is an open zip. Its files may be read by several goroutines at once.
type Bundle struct {
	quota   Quota
	entries []*entry // in the archive's order
	byName  map[string]*entry
	folded  map[string]*entry // by lower-case name
	names   *charsets
	notes   []Note
	total   int64
}

type entry struct {
	File
	zip *zip.File
	raw string // name in the archive's bytes
}

// Open checks a zip of size bytes. Errors are faults of kind Invalid, or TooLarge for a quota,
// with a French sentence that names what is wrong:
//
//	not_a_zip, not_a_zip_gzip, not_a_zip_moodle, zip_damaged, zip_empty, zip_encrypted,
//	zip_method, too_many_files, too_large, file_too_large, bomb, name_outside, name_bad,
//	symbolic_link, duplicate_name
func Open(r io.ReaderAt, size int64, quota Quota) (*Bundle, error) {
	quota = quota.orDefault()
	z, err := openZip(r, size, quota)
	if err != nil {
		return nil, err
	}
	if len(z.File) == 0 {
		return nil, invalid("zip_empty", "L’archive est vide.")
	}
	if len(z.File) > quota.Entries {
		return nil, tooLarge("too_many_files", fmt.Sprintf("L’archive contient %d fichiers ; %d au plus sont acceptés.", len(z.File), quota.Entries))
	}
	b := &Bundle{quota: quota, byName: map[string]*entry{}, folded: map[string]*entry{}}
	kept, err := b.check(z.File, size)
	if err != nil {
		return nil, err
	}
	b.names = newCharsets(kept)
	if err := b.name(kept, b.names.best(nil)); err != nil {
		return nil, err
	}
	return b, nil
}

// openZip reads the directory, giving up on one longer than the quota of entries allows,
// before it fills the memory.
func openZip(r io.ReaderAt, size int64, quota Quota) (*zip.Reader, error) {
	const perEntry = 1024 // fixed part, a long name, a few extra fields
	metered := &meter{r: r, left: 256<<10 + int64(quota.Entries)*perEntry}
	z, err := zip.NewReader(metered, size)
	metered.done.Store(true)
	switch {
	case err == nil || errors.Is(err, zip.ErrInsecurePath): // names are judged below
		return z, nil
	case metered.exceeded.Load():
		return nil, tooLarge("too_many_files", fmt.Sprintf("L’archive contient trop de fichiers ; %d au plus sont acceptés.", quota.Entries))
	case errors.Is(err, zip.ErrFormat), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, notZip(r, size)
	}
	return nil, unreadable(err)
}

// meter lets the directory be read up to a number of bytes, and everything once it is.
type meter struct {
	r        io.ReaderAt
	left     int64
	done     atomic.Bool
	exceeded atomic.Bool
}

var errMetered = errors.New("bundle: directory longer than the quota allows")

func (m *meter) ReadAt(p []byte, at int64) (int, error) {
	if !m.done.Load() {
		if m.left -= int64(len(p)); m.left < 0 {
			m.exceeded.Store(true)
			return 0, errMetered
		}
	}
	return m.r.ReadAt(p, at)
}

// check looks at every entry but its name, and returns the files to keep.
func (b *Bundle) check(files []*zip.File, size int64) ([]*entry, error) {
	var kept []*entry
	var total uint64
	for _, f := range files {
		if err := b.checkEntry(f); err != nil {
			return nil, err
		}
		if total += f.UncompressedSize64; total > uint64(b.quota.Total) {
			return nil, tooLarge("too_large", fmt.Sprintf("Une fois décompressée, l’archive dépasse %s.", bytesFR(b.quota.Total)))
		}
		if !strings.HasSuffix(f.Name, "/") && !strings.HasSuffix(f.Name, `\`) && !f.Mode().IsDir() && !isLitter(f.Name) {
			kept = append(kept, &entry{zip: f, raw: f.Name})
		}
	}
	if total > RatioFloor && float64(total) > b.quota.Ratio*float64(size) {
		return nil, bomb()
	}
	if len(kept) == 0 {
		return nil, invalid("zip_empty", "L’archive ne contient aucun fichier.")
	}
	b.total = int64(total)
	return kept, nil
}

func (b *Bundle) checkEntry(f *zip.File) error {
	shown := shownName(f)
	const encrypted = 0x1
	switch mode := f.Mode(); {
	case f.Flags&encrypted != 0:
		return invalid("zip_encrypted", fmt.Sprintf("L’archive est protégée par un mot de passe (« %s »).", shown))
	case mode.Type()&^fs.ModeDir != 0: // neither a file nor a folder
		return invalid("symbolic_link", fmt.Sprintf("L’archive contient un lien symbolique ou un fichier spécial : « %s ».", shown))
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return invalid("zip_method", fmt.Sprintf("Le fichier « %s » est compressé par une méthode qui n’est pas prise en charge ; refaites l’archive avec la compression habituelle.", shown))
	case f.UncompressedSize64 > uint64(b.quota.Single):
		return tooLarge("file_too_large", fmt.Sprintf("Le fichier « %s » dépasse %s une fois décompressé.", shown, bytesFR(b.quota.Single)))
	case f.UncompressedSize64 > RatioFloor && float64(f.UncompressedSize64) > b.quota.Ratio*float64(f.CompressedSize64+1):
		return bomb()
	}
	return nil
}

// name gives every entry its name in the charset, and refuses the names that are not safe.
// Called again with another charset it starts afresh.
func (b *Bundle) name(kept []*entry, charset charset) error {
	b.notes, b.entries = nil, kept
	clear(b.byName)
	clear(b.folded)
	backslash := ""
	for _, e := range kept {
		decoded := charset.decode(e.raw, e.zip.Flags)
		name, err := safeName(decoded)
		if err != nil {
			return err
		}
		if strings.Contains(decoded, `\`) && backslash == "" {
			backslash = decoded
		}
		e.File = File{Name: name, Size: int64(e.zip.UncompressedSize64), Modified: e.zip.Modified}
	}
	b.unwrap()
	for _, e := range kept {
		if b.byName[e.Name] != nil {
			return invalid("duplicate_name", fmt.Sprintf("Deux entrées de l’archive portent le même nom : « %s ».", e.Name))
		}
		b.byName[e.Name] = e
		if lower := strings.ToLower(e.Name); b.folded[lower] == nil {
			b.folded[lower] = e
		}
		e.Type = TypeOf(e.Name)
	}
	if err := b.checkFolders(); err != nil {
		return err
	}
	if backslash != "" {
		b.note("backslash", backslash, "Des noms de fichiers sont écrits avec des barres obliques inverses ; elles ont été lues comme des barres obliques.")
	}
	if charset.name != "" && charset.name != "utf-8" {
		b.note("name_charset", "", "Les noms de fichiers accentués ne sont pas en UTF-8 ; ils ont été lus en "+charset.name+".")
	}
	return nil
}

// checkFolders refuses a name that is both a file and a folder: no file system could hold it.
func (b *Bundle) checkFolders() error {
	for name := range b.byName {
		for at := strings.LastIndexByte(name, '/'); at > 0; at = strings.LastIndexByte(name[:at], '/') {
			if b.byName[name[:at]] != nil {
				return invalid("duplicate_name", fmt.Sprintf("« %s » est à la fois un fichier et un dossier de l’archive.", name[:at]))
			}
		}
	}
	return nil
}

// unwrap takes off the folders that hold everything, when there is a description inside: people
// zip the folder instead of what is in it.
func (b *Bundle) unwrap() {
	for {
		folder, ok := commonFolder(b.entries)
		if !ok || hasDescription(b.entries, "") || !hasDescription(b.entries, folder) && !leadsToDescription(b.entries) {
			return
		}
		for _, e := range b.entries {
			e.Name = strings.TrimPrefix(e.Name, folder)
		}
		b.note("wrapping_folder", strings.TrimSuffix(folder, "/"),
			fmt.Sprintf("Tout le contenu était dans un dossier « %s » ; il a été ôté.", strings.TrimSuffix(folder, "/")))
	}
}

func (b *Bundle) note(code, path, message string) {
	b.notes = append(b.notes, Note{Code: code, Path: path, Message: message})
}

// UseNames decides the names written in an old code page by those that the package's own
// description expects: the code page that finds the most of them is taken. It returns an error
// if the names it leads to are not acceptable.
func (b *Bundle) UseNames(expected []string) error {
	if !b.names.ambiguous() {
		return nil
	}
	wanted := map[string]bool{}
	for _, name := range expected {
		wanted[norm.NFC.String(name)] = true
	}
	return b.name(b.entries, b.names.best(wanted))
}

// Files lists the files in the order of names.
func (b *Bundle) Files() []File {
	files := make([]File, len(b.entries))
	for i, e := range b.entries {
		files[i] = e.File
	}
	slices.SortFunc(files, func(x, y File) int { return strings.Compare(x.Name, y.Name) })
	return files
}

// Total is the expanded size of everything, in bytes.
func (b *Bundle) Total() int64 { return b.total }

// Notes tells what was put right.
func (b *Bundle) Notes() []Note { return slices.Clone(b.notes) }

// Find returns the file with the name. Failing an exact match one in another case is returned,
// and exact is false: such a package was made where file names have no case.
func (b *Bundle) Find(name string) (f File, exact, ok bool) {
	name = norm.NFC.String(name)
	if e := b.byName[name]; e != nil {
		return e.File, true, true
	}
	if e := b.folded[strings.ToLower(name)]; e != nil {
		return e.File, false, true
	}
	return File{}, false, false
}
