package courses

import (
	"context"
	"errors"
	"io"
	"time"

	"preau.education/preau/courses/media"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Media is a file of a parcours: a film, a document, captions, the picture of its card. Its
// bytes never change: another file is another object.
type Media struct {
	Object   string // its key in storage, and its id
	Parcours string // whose concepteurs may put it somewhere
	Person   string // who sent it
	Use      MediaUse
	Name     string // of the file, as the person has it
	Type     string // media type, by its bytes
	Size     int64  // bytes
	Touched  time.Time
	Sealed   bool // a published version shows it: it is kept for ever
	Gone     bool // being removed: it can no longer be put anywhere
}

// MediaUse is what a file is for.
type MediaUse string

// The uses.
const (
	UseVideo     MediaUse = "video"
	UseFile      MediaUse = "file"
	UseCaptions  MediaUse = "captions"
	UseThumbnail MediaUse = "thumbnail"
)

// mediaPrefix is where the objects are, by parcours.
const mediaPrefix = "media/"

// keepLoose is how long a file that nothing shows waits: for a page that is being edited, and
// for a change of mind.
const keepLoose = 48 * time.Hour

// MediaID returns the object that an upload becomes in a parcours.
func MediaID(parcours string, use MediaUse, upload string) string {
	return mediaPrefix + parcours + "/" + ids.Derived("media", parcours, string(use), upload)
}

// MayKeepMedia refuses who may not add files to a parcours.
func (s *Service) MayKeepMedia(ctx context.Context, who actor.Actor, parcours string) error {
	_, err := s.parcoursFor(ctx, "courses.MayKeepMedia", who, parcours)
	return err
}

// KeepMedia makes of a received file one that activities of the parcours, or its card, may
// show, after looking at what it is. A refusal is a fault of kind Invalid or TooLarge that
// says what to do; the received file is let go of then too. It may be called again after it
// was interrupted. progress, if given, is told of the bytes kept.
func (s *Service) KeepMedia(ctx context.Context, who actor.Actor, parcours string, use MediaUse, upload string, progress func(done, total int64)) (Media, error) {
	const op = "courses.KeepMedia"
	if err := s.MayKeepMedia(ctx, who, parcours); err != nil {
		return Media{}, fault.Wrap(op, err)
	}
	object := MediaID(parcours, use, upload)
	if known, err := s.store.Media(ctx, []string{object}); err != nil {
		return Media{}, fault.Wrap(op, err)
	} else if m, ok := known[object]; ok {
		if whole, err := s.files.Has(ctx, object); err != nil || whole {
			return m, fault.Wrap(op, errors.Join(err, s.uploads.Discard(ctx, who, upload)))
		}
	}
	received, err := s.uploads.Open(ctx, who, upload)
	if err != nil {
		return Media{}, fault.Wrap(op, err)
	}
	m := Media{Object: object, Parcours: parcours, Person: who.Person, Use: use, Name: received.Name, Size: received.Size, Touched: s.now()}
	if m.Type, err = recognise(use, &received); err == nil {
		err = s.keep(ctx, &m, received.At, progress)
	}
	if err == nil || fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		err = errors.Join(err, s.uploads.Discard(ctx, who, upload))
	}
	return m, fault.Wrap(op, err)
}

// keep writes what is known first: an object that nothing tells of could not be found again.
func (s *Service) keep(ctx context.Context, m *Media, at io.ReaderAt, progress func(done, total int64)) error {
	if err := s.store.InsertMedia(ctx, *m); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	r := io.Reader(io.NewSectionReader(at, 0, m.Size))
	if progress != nil {
		r = &metered{r: r, total: m.Size, told: progress}
	}
	return s.files.Put(ctx, m.Object, r, m.Size, m.Type)
}

// metered tells how much of a file was read.
type metered struct {
	r           io.Reader
	done, total int64
	told        func(done, total int64)
}

// Read implements io.Reader.
func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.done += int64(n)
	m.told(m.done, m.total)
	return n, err
}

// recognise returns the media type of a file that may serve a use.
func recognise(use MediaUse, f *Received) (string, error) {
	bound := map[MediaUse]int64{UseFile: media.MaxFile, UseThumbnail: media.MaxPicture, UseCaptions: media.MaxCaptions}
	if most, ok := bound[use]; ok {
		if err := media.Limit(f.Size, most); err != nil {
			return "", err
		}
	}
	switch use {
	case UseVideo:
		return media.Video(f.At, f.Size)
	case UseFile:
		return media.Document(f.Name, f.At, f.Size)
	case UseThumbnail:
		return media.Picture(f.At, f.Size)
	case UseCaptions:
		text, err := io.ReadAll(io.NewSectionReader(f.At, 0, f.Size))
		if err != nil {
			return "", fault.Wrap("courses.recognise", err)
		}
		return "text/vtt; charset=utf-8", media.Captions(text)
	}
	return "", fault.New("courses.recognise", fault.Invalid, "media_use", "Un fichier est un film, un document, des sous-titres ou une vignette.")
}

// MediaOf returns a file of a parcours to those who design it: one they added, or one that
// its latest version or its card has from elsewhere.
func (s *Service) MediaOf(ctx context.Context, who actor.Actor, parcours, object string) (Media, error) {
	const op = "courses.MediaOf"
	p, err := s.parcoursFor(ctx, op, who, parcours)
	if err != nil {
		return Media{}, err
	}
	known, err := s.store.Media(ctx, []string{object})
	if err != nil {
		return Media{}, fault.Wrap(op, err)
	}
	if m, ok := known[object]; ok && (m.Parcours == parcours || object == p.Card.Thumbnail) {
		return m, nil
	}
	v, err := s.version(ctx, parcours, p.LastVersion)
	if err != nil {
		return Media{}, fault.Wrap(op, err)
	}
	if m, ok := mediaIn(v.Sections)[object]; ok {
		return m, nil
	}
	return Media{}, errNoMedia(op)
}

// Thumbnail returns the picture of a parcours to who may see its page.
func (s *Service) Thumbnail(ctx context.Context, who actor.Actor, parcours string) (Media, error) {
	const op = "courses.Thumbnail"
	page, err := s.ParcoursPage(ctx, who, parcours)
	if err != nil {
		return Media{}, fault.Wrap(op, err)
	}
	object := page.Parcours.Card.Thumbnail
	if object == "" {
		return Media{}, errNoMedia(op)
	}
	known, err := s.store.Media(ctx, []string{object})
	if err != nil {
		return Media{}, fault.Wrap(op, err)
	}
	m, ok := known[object]
	if !ok {
		return Media{}, errNoMedia(op)
	}
	return m, nil
}

func errNoMedia(op string) error {
	return fault.New(op, fault.NotFound, "unknown_media", "Ce fichier n’existe pas, ou plus.")
}

// SweepMedia removes the files that nothing shows any more, and returns how many that was. A
// file that a published version shows is remembered as such and not looked at again. It is
// called every night.
func (s *Service) SweepMedia(ctx context.Context, who actor.Actor) (int, error) {
	const op = "courses.SweepMedia"
	if !who.System {
		return 0, errForbidden(op)
	}
	old, removed := s.now().Add(-keepLoose), 0
	for m, err := range s.store.LooseMedia(ctx, old) {
		if err != nil {
			return removed, fault.Wrap(op, err)
		}
		held, sealed, err := s.store.HoldsMedia(ctx, m.Object)
		switch {
		case err != nil:
		case sealed:
			_, err = s.store.UpdateMedia(ctx, m.Object, func(m *Media) error {
				m.Sealed = true
				return nil
			})
		case !held:
			var done bool
			if done, err = s.removeMedia(ctx, m.Object, old); done {
				removed++
			}
		}
		if err != nil {
			return removed, fault.Wrap(op, err)
		}
	}
	return removed, nil
}

// removeMedia removes a file unless it was put somewhere meanwhile: from the moment it is
// marked, nothing can show it.
func (s *Service) removeMedia(ctx context.Context, object string, old time.Time) (bool, error) {
	m, err := s.store.UpdateMedia(ctx, object, func(m *Media) error {
		if m.Touched.After(old) || m.Gone {
			return ErrUnchanged
		}
		m.Gone = true
		return nil
	})
	if err != nil || !m.Gone {
		return false, err
	}
	if err := s.files.Delete(ctx, object); err != nil {
		return false, err
	}
	return true, s.store.DeleteMedia(ctx, object)
}
