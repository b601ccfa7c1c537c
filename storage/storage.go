// Package storage keeps objects: files of trainings, packages, uploads. Two backends, a
// directory and S3, obey one contract (storagetest).
//
// # What a caller may rely on
//
//   - An object that Put returned for is durable, whole, and what every later Get reads; until
//     then nobody sees any of it, and a Put that failed leaves what was there before.
//   - Reading and writing stream: no backend holds an object in memory.
//   - A key is a path of names; one that could lead outside is refused by [CheckKey].
package storage

import (
	"context"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"preau.education/preau/internal/fault"
)

// Store keeps objects. Its errors are faults: NotFound, Invalid (a bad key or range),
// Unavailable.
type Store interface {
	// Put keeps what r gives under key, replacing what was there.
	Put(ctx context.Context, key string, r io.Reader, o PutOptions) (Info, error)
	// Get opens an object, or a range of it. The Info is of the whole object. The reader is to
	// be closed.
	Get(ctx context.Context, key string, part Range) (io.ReadCloser, Info, error)
	// Stat tells of an object without reading it.
	Stat(ctx context.Context, key string) (Info, error)
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, key string) error
	// List returns the objects whose key begins with prefix, in the order of keys, after a key.
	List(ctx context.Context, prefix string, limit int, after string) ([]Info, error)
	// Presign returns an address from which anyone may read the object for a while, saved under
	// a name if one is given; ok is false when the backend has none and the caller must stream.
	Presign(ctx context.Context, key string, ttl time.Duration, name string) (address string, ok bool, err error)
}

// Info tells of an object.
type Info struct {
	Key      string
	Type     string // media type
	Size     int64  // bytes
	ETag     string // changes when the bytes do; without quotes
	Modified time.Time
}

// PutOptions say what is put.
type PutOptions struct {
	Type string // media type; "" is application/octet-stream
	Size int64  // bytes, -1 when unknown; a reader that gives another count is an error
}

const maxType = 127 // bytes of a media type (RFC 6838 §4.2 has 127 for each half; none is as long)

// Checked returns the options with the default type filled in. A type that no header could
// carry is refused; every backend calls it first.
func (o PutOptions) Checked() (PutOptions, error) {
	if o.Type == "" {
		o.Type = "application/octet-stream"
	}
	if len(o.Type) > maxType || strings.ContainsFunc(o.Type, func(r rune) bool { return r < ' ' || r > '~' }) {
		return o, fault.New("storage.PutOptions", fault.Invalid, "bad_type", "Le type de ce fichier n’est pas accepté.")
	}
	return o, nil
}

// Range is a part of an object: from the byte From, included, to the byte To, excluded. A To
// of zero is the end; the zero Range is everything.
type Range struct{ From, To int64 }

// Within checks the range against a size and returns its offset and length.
func (r Range) Within(size int64) (offset, length int64, err error) {
	end := r.To
	if end == 0 || end > size {
		end = size
	}
	if r.From < 0 || r.To < 0 || r.From > end || (r.From == size && size > 0) {
		return 0, 0, fault.New("storage.Range", fault.Invalid, "bad_range", "La partie demandée n’est pas dans le fichier.")
	}
	return r.From, end - r.From, nil
}

const (
	maxKey  = 900 // bytes; S3 takes 1024
	maxName = 240 // bytes of one name; file systems take 255
)

// MaxList is how many objects one List may return.
const MaxList = 1000

// CheckKey refuses a key that is not a plain path of names: empty names, "." and "..",
// backslashes, control characters, invalid UTF-8, too long.
func CheckKey(key string) error {
	bad := func() error {
		return fault.New("storage.CheckKey", fault.Invalid, "bad_key", "Ce nom de fichier n’est pas accepté.")
	}
	if key == "" || len(key) > maxKey || !utf8.ValidString(key) || strings.ContainsFunc(key, func(r rune) bool { return r == '\\' || unicode.IsControl(r) }) {
		return bad()
	}
	for name := range strings.SplitSeq(key, "/") {
		if name == "" || name == "." || name == ".." || len(name) > maxName {
			return bad()
		}
	}
	return nil
}

// ErrNotFound makes the error for an absent object.
func ErrNotFound(op string, err error) error {
	return &fault.Error{Op: op, Kind: fault.NotFound, Code: "object_not_found", Public: "Ce fichier n’existe pas, ou plus.", Err: err}
}

// DeleteAll removes every object under a prefix. Interrupted, it is called again.
func DeleteAll(ctx context.Context, s Store, prefix string) error {
	for {
		found, err := s.List(ctx, prefix, MaxList, "")
		if err != nil || len(found) == 0 {
			return fault.Wrap("storage.DeleteAll", err)
		}
		for _, o := range found {
			if err := s.Delete(ctx, o.Key); err != nil {
				return fault.Wrap("storage.DeleteAll", err)
			}
		}
	}
}
