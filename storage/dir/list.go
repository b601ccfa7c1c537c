package dir

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"

	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
)

// List implements storage.Store. It opens only the folders that hold what is asked for, so
// that a page costs its own folders, not all that come after it.
func (s *Store) List(ctx context.Context, prefix string, limit int, after string) ([]storage.Info, error) {
	const op = "dir.List"
	if limit < 1 || limit > storage.MaxList {
		return nil, fault.New(op, fault.Invalid, "bad_limit", "")
	}
	l := listing{store: s, prefix: prefix, after: after, limit: limit}
	folder := "."
	if at := strings.LastIndexByte(prefix, '/'); at > 0 {
		folder = prefix[:at]
		if storage.CheckKey(folder) != nil {
			folder = pending + "/none" // no object has such a key
		}
	}
	if err := l.walk(ctx, folder); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return l.infos, nil
}

// listing is one page being filled.
type listing struct {
	store         *Store
	prefix, after string
	limit         int
	infos         []storage.Info
}

// walk adds the objects of a folder in the order of keys: a folder sorts as its name and a
// slash, which is not where its name alone would.
func (l *listing) walk(ctx context.Context, folder string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	entries, err := fs.ReadDir(l.store.root.FS(), folder)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil
	}
	if err != nil {
		return fault.As("dir.walk", fault.Unavailable, "object_unreadable", err)
	}
	keys := make([]string, 0, len(entries))
	for _, e := range entries {
		key := e.Name()
		if folder != "." {
			key = folder + "/" + key
		}
		if e.IsDir() {
			key += "/"
		}
		if key != pending+"/" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		if len(l.infos) == l.limit {
			return nil
		}
		if err := l.visit(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

func (l *listing) visit(ctx context.Context, key string) error {
	if name, isFolder := strings.CutSuffix(key, "/"); isFolder {
		over := key <= l.after && !strings.HasPrefix(l.after, key) // all it holds was listed
		if over || !strings.HasPrefix(key, l.prefix) && !strings.HasPrefix(l.prefix, key) {
			return nil
		}
		return l.walk(ctx, name)
	}
	if key <= l.after || !strings.HasPrefix(key, l.prefix) {
		return nil
	}
	f, info, err := l.store.open("dir.List", key)
	if fault.Is(err, fault.NotFound) {
		return nil // deleted meanwhile
	}
	if err != nil {
		return err
	}
	f.Close()
	l.infos = append(l.infos, info)
	return nil
}
