package coursesdb

import (
	"context"
	"errors"
	"iter"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/docstore"
)

// mediaDoc is a file of a parcours; its id is its object.
type mediaDoc struct {
	Parcours string    `bson:"parcours"`
	Person   string    `bson:"person"`
	Use      string    `bson:"use"`
	Name     string    `bson:"name"`
	Type     string    `bson:"type"`
	Size     int64     `bson:"size"`
	Touched  time.Time `bson:"touched"`
	Sealed   bool      `bson:"sealed,omitempty"`
	Gone     bool      `bson:"gone,omitempty"`
}

func toMedia(m *courses.Media) *mediaDoc {
	return &mediaDoc{m.Parcours, m.Person, string(m.Use), m.Name, m.Type, m.Size, m.Touched, m.Sealed, m.Gone}
}

func fromMedia(id string, _ int64, d *mediaDoc) courses.Media {
	return courses.Media{Object: id, Parcours: d.Parcours, Person: d.Person, Use: courses.MediaUse(d.Use), Name: d.Name, Type: d.Type,
		Size: d.Size, Touched: d.Touched, Sealed: d.Sealed, Gone: d.Gone}
}

func (s *Store) mediaKind() kind[mediaDoc, courses.Media] {
	return kind[mediaDoc, courses.Media]{s.media, toMedia, fromMedia}
}

var (
	mediaLoose = &docstore.Index[mediaDoc]{Name: "loose", Parts: []string{"touched"},
		Keys: func(d *mediaDoc) []any {
			if d.Sealed {
				return nil
			}
			return []any{d.Touched}
		}}
	versionsByMedia = &docstore.Index[versionDoc]{Name: "by_media", Parts: []string{"published", "object"}, Multi: true,
		Keys: func(d *versionDoc) []any {
			objects := courses.MediaObjects(each(d.Sections, fromSection))
			if len(objects) == 0 {
				return nil
			}
			return []any{d.Published, objects}
		}}
	parcoursByThumbnail = &docstore.Index[parcoursDoc]{Name: "by_thumbnail", Parts: []string{"object"},
		Keys: func(d *parcoursDoc) []any {
			if d.Card.Thumbnail == "" {
				return nil
			}
			return []any{d.Card.Thumbnail}
		}}
)

// Media implements courses.Store.
func (s *Store) Media(ctx context.Context, objects []string) (map[string]courses.Media, error) {
	return s.mediaKind().many(ctx, objects)
}

// InsertMedia implements courses.Store.
func (s *Store) InsertMedia(ctx context.Context, m courses.Media) error {
	return s.media.Insert(ctx, m.Object, toMedia(&m))
}

// UpdateMedia implements courses.Store.
func (s *Store) UpdateMedia(ctx context.Context, object string, change func(*courses.Media) error) (courses.Media, error) {
	return s.mediaKind().update(ctx, object, courses.AnyRev, func(m *courses.Media) ([]courses.Fact, error) { return nil, change(m) })
}

// DeleteMedia implements courses.Store.
func (s *Store) DeleteMedia(ctx context.Context, object string) error {
	return s.media.Delete(ctx, object)
}

// LooseMedia implements courses.Store.
func (s *Store) LooseMedia(ctx context.Context, before time.Time) iter.Seq2[courses.Media, error] {
	return s.mediaKind().all(ctx, docstore.Query[mediaDoc]{Index: mediaLoose, To: before})
}

// HoldsMedia implements courses.Store.
func (s *Store) HoldsMedia(ctx context.Context, object string) (held, sealed bool, err error) {
	published, err := s.versions.Find(ctx, docstore.Query[versionDoc]{Index: versionsByMedia, Eq: []any{true, object}, Limit: 1})
	if err != nil || len(published.Docs) > 0 {
		return true, err == nil, err
	}
	drafts, err := s.versions.Find(ctx, docstore.Query[versionDoc]{Index: versionsByMedia, Eq: []any{false, object}, Limit: 1})
	cards, other := s.parcours.Find(ctx, docstore.Query[parcoursDoc]{Index: parcoursByThumbnail, Eq: []any{object}, Limit: 1})
	return len(drafts.Docs)+len(cards.Docs) > 0, false, errors.Join(err, other)
}
