package storage

import (
	"context"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
)

// Sweep removes the uploads of which nothing came for too long, finished or not, and returns
// how many that was.
func (s *Uploads) Sweep(ctx context.Context) (int, error) {
	const op = "storage.Sweep"
	old := s.now().Add(-KeepUpload)
	removed, id, newest := 0, "", time.Time{}
	end := func() error {
		if id == "" || newest.After(old) {
			return nil
		}
		removed++
		person := ""
		if u, err := s.read(ctx, id); err == nil {
			person = u.Person
		}
		return s.remove(ctx, person, id)
	}
	err := s.each(ctx, uploadsPrefix, func(o Info) error {
		if at := idOf(o.Key); at != id {
			if err := end(); err != nil {
				return err
			}
			id, newest = at, time.Time{}
		}
		if o.Modified.After(newest) {
			newest = o.Modified
		}
		return nil
	})
	if err == nil {
		err = end()
	}
	if err == nil {
		err = s.sweepOwners(ctx, old)
	}
	return removed, fault.Wrap(op, err)
}

// sweepOwners removes the marks whose upload is gone: of a creation that was interrupted.
func (s *Uploads) sweepOwners(ctx context.Context, old time.Time) error {
	return s.each(ctx, ownersPrefix, func(o Info) error {
		if o.Modified.After(old) {
			return nil
		}
		_, err := s.store.Stat(ctx, metaKey(o.Key[strings.LastIndexByte(o.Key, '/')+1:]))
		if fault.Is(err, fault.NotFound) {
			return s.store.Delete(ctx, o.Key)
		}
		return err
	})
}

// each calls f on every object under a prefix, in the order of keys; f may remove some.
func (s *Uploads) each(ctx context.Context, prefix string, f func(Info) error) error {
	for after := ""; ; {
		page, err := s.store.List(ctx, prefix, MaxList, after)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, o := range page {
			if err := f(o); err != nil {
				return err
			}
			after = o.Key
		}
	}
}

func idOf(key string) string {
	id, _, _ := strings.Cut(strings.TrimPrefix(key, uploadsPrefix), "/")
	return id
}
