// Package dir keeps objects in a directory: the embedded default. One file an object: a
// header of fixed length that tells of it, then its bytes. The file appears by a rename, after
// its bytes are on the disk, so that what is seen is whole.
package dir

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"syscall"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/storage"
)

const (
	headerSize = 512    // bytes before the object's own
	pending    = ".new" // folder of what is being written
	dirMode    = 0o750  //
	fileMode   = 0o640  //
	staleAfter = 24 * time.Hour
)

// Store is a directory. It never reaches outside it, whatever the key (os.Root).
type Store struct{ root *os.Root }

// Open opens the directory, making it if absent, and removes what interrupted writes left.
func Open(folder string) (*Store, error) {
	const op = "dir.Open"
	if err := os.MkdirAll(folder, dirMode); err != nil {
		return nil, fault.As(op, fault.Unavailable, "object_directory", err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, fault.As(op, fault.Unavailable, "object_directory", err)
	}
	s := &Store{root}
	if err := root.MkdirAll(pending, dirMode); err != nil {
		return nil, fault.As(op, fault.Unavailable, "object_directory", err)
	}
	return s, s.sweep()
}

// Close releases the directory.
func (s *Store) Close() error { return s.root.Close() }

// sweep removes what was being written when a process died; another process of the same
// directory may be writing now, so only what is old goes.
func (s *Store) sweep() error {
	entries, err := fs.ReadDir(s.root.FS(), pending)
	if err != nil {
		return fault.Wrap("dir.sweep", err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > staleAfter {
			_ = s.root.Remove(pending + "/" + e.Name())
		}
	}
	return nil
}

// header is what a file tells of its object.
type header struct {
	Type string `json:"type"`
	Size int64  `json:"size"`
	ETag string `json:"etag"`
}

// Put implements storage.Store.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, o storage.PutOptions) (storage.Info, error) {
	const op = "dir.Put"
	if err := checkKey(key); err != nil {
		return storage.Info{}, err
	}
	o, err := o.Checked()
	if err != nil {
		return storage.Info{}, err
	}
	temporary := pending + "/" + ids.Token(10)
	err = s.write(ctx, temporary, r, o)
	if err == nil {
		err = s.publish(temporary, key)
	}
	if err != nil {
		_ = s.root.Remove(temporary)
		return storage.Info{}, fault.Wrap(op, err)
	}
	return s.Stat(ctx, key)
}

// checkKey refuses, beyond what no store takes, the folder of what is being written.
func checkKey(key string) error {
	if key == pending || strings.HasPrefix(key, pending+"/") {
		return fault.New("dir.checkKey", fault.Invalid, "bad_key", "Ce nom de fichier n’est pas accepté.")
	}
	return storage.CheckKey(key)
}

// write puts header and bytes into a file and onto the disk.
func (s *Store) write(ctx context.Context, name string, r io.Reader, o storage.PutOptions) error {
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Seek(headerSize, io.SeekStart); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), &cancelled{ctx, r})
	if err != nil {
		return err
	}
	if o.Size >= 0 && n != o.Size {
		return fault.New("dir.write", fault.Invalid, "size_mismatch", "Le fichier reçu est incomplet.")
	}
	line, err := json.Marshal(header{Type: o.Type, Size: n, ETag: hex.EncodeToString(sum.Sum(nil)[:16])})
	if err != nil {
		return err
	}
	// A checked type, a number and a tag always fit.
	block := append(line, bytes.Repeat([]byte{'\n'}, headerSize-len(line))...)
	if _, err := f.WriteAt(block, 0); err != nil {
		return err
	}
	return f.Sync()
}

// publishTries is how often a folder may vanish, emptied by a Delete, between being made and
// being used.
const publishTries = 20

// publish gives the file its name and makes the name durable.
func (s *Store) publish(temporary, key string) error {
	parent := path.Dir(key)
	for try := 1; ; try++ {
		err := s.makeFolders(parent)
		if err == nil {
			err = s.root.Rename(temporary, key)
		}
		if err == nil {
			err = s.syncFolder(parent)
		}
		if !errors.Is(err, fs.ErrNotExist) || try == publishTries {
			return err
		}
	}
}

// makeFolders makes what is missing of a path, each made durable in the one above: a file is
// lost with its folder.
func (s *Store) makeFolders(folder string) error {
	if _, err := s.root.Stat(folder); err == nil {
		return nil
	}
	above := path.Dir(folder)
	if err := s.makeFolders(above); err != nil {
		return err
	}
	if err := s.root.Mkdir(folder, dirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return s.syncFolder(above)
}

func (s *Store) syncFolder(folder string) error {
	d, err := s.root.Open(folder)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Get implements storage.Store.
func (s *Store) Get(_ context.Context, key string, part storage.Range) (io.ReadCloser, storage.Info, error) {
	const op = "dir.Get"
	f, info, err := s.open(op, key)
	if err != nil {
		return nil, info, err
	}
	offset, length, err := part.Within(info.Size)
	if err != nil {
		f.Close()
		return nil, info, err
	}
	return &section{io.NewSectionReader(f, headerSize+offset, length), f}, info, nil
}

type section struct {
	*io.SectionReader
	file *os.File
}

// Close closes the file.
func (s *section) Close() error { return s.file.Close() }

// Stat implements storage.Store.
func (s *Store) Stat(_ context.Context, key string) (storage.Info, error) {
	f, info, err := s.open("dir.Stat", key)
	if err == nil {
		f.Close()
	}
	return info, err
}

func (s *Store) open(op, key string) (*os.File, storage.Info, error) {
	if err := checkKey(key); err != nil {
		return nil, storage.Info{}, err
	}
	f, err := s.root.Open(key)
	if err != nil {
		return nil, storage.Info{}, notFound(op, err)
	}
	info, err := describe(f, key)
	if err != nil {
		f.Close()
		return nil, storage.Info{}, notFound(op, err)
	}
	return f, info, nil
}

var errFolder = errors.New("a folder, not an object")

func describe(f *os.File, key string) (storage.Info, error) {
	stat, err := f.Stat()
	if err != nil {
		return storage.Info{}, err
	}
	if stat.IsDir() {
		return storage.Info{}, errFolder
	}
	var block [headerSize]byte
	if _, err := f.ReadAt(block[:], 0); err != nil {
		return storage.Info{}, fmt.Errorf("header of %s: %w", key, err)
	}
	var h header
	if err := json.Unmarshal(bytes.TrimRight(block[:], "\n"), &h); err != nil {
		return storage.Info{}, fmt.Errorf("header of %s: %w", key, err)
	}
	return storage.Info{Key: key, Type: h.Type, Size: h.Size, ETag: h.ETag, Modified: stat.ModTime()}, nil
}

// removeFolder removes an empty folder, and says whether it did.
func (s *Store) removeFolder(name string) bool {
	info, err := s.root.Lstat(name)
	return err == nil && info.IsDir() && s.root.Remove(name) == nil
}

// isAbsent says whether err means that there is no object: nothing, a folder, or an object
// where a folder would have to be.
func isAbsent(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, errFolder) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ENOTEMPTY)
}

func notFound(op string, err error) error {
	if isAbsent(err) {
		return storage.ErrNotFound(op, err)
	}
	return fault.As(op, fault.Unavailable, "object_unreadable", err)
}

// Delete implements storage.Store. Folders left empty go too.
func (s *Store) Delete(_ context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if err := s.root.Remove(key); isAbsent(err) {
		return nil
	} else if err != nil {
		return fault.As("dir.Delete", fault.Unavailable, "object_undeletable", err)
	}
	parent := path.Dir(key)
	for parent != "." && s.removeFolder(parent) { // until one is not empty
		parent = path.Dir(parent)
	}
	return nil
}

// Presign implements storage.Store: a directory has no address of its own.
func (s *Store) Presign(context.Context, string, time.Duration, string) (string, bool, error) {
	return "", false, nil
}

// cancelled is a reader that ends with its context.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

// Read implements io.Reader.
func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
