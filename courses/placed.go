package courses

import (
	"context"
	"fmt"
	"time"

	"preau.education/preau/internal/fault"
)

// mediaIn returns the files that sections show, by object, as the sections describe them.
func mediaIn(sections []Section) map[string]Media {
	all := map[string]Media{}
	for _, a := range Activities(sections) {
		if v := a.Video; v != nil {
			all[v.Object] = Media{Object: v.Object, Use: UseVideo, Type: v.Type}
			for _, c := range v.Captions {
				all[c.Object] = Media{Object: c.Object, Use: UseCaptions, Type: "text/vtt; charset=utf-8"}
			}
		}
		if f := a.File; f != nil {
			all[f.Object] = Media{Object: f.Object, Use: UseFile, Name: f.Name, Type: f.Type, Size: f.Size}
		}
	}
	return all
}

// MediaObjects returns the objects that sections show.
func MediaObjects(sections []Section) []string {
	all := mediaIn(sections)
	objects := make([]string, 0, len(all))
	for object := range all {
		objects = append(objects, object)
	}
	return objects
}

// describeMedia says of each file in sections what it is. A concepteur names objects: what is
// there already may stay, what is new must be a file of this parcours, received for that use;
// and its name, type and size are those that were seen, never those that are claimed. New
// files are held from then on, so that no sweep takes them before the version is written.
func (s *Service) describeMedia(ctx context.Context, op, parcours string, before, sections []Section) error {
	known, now := mediaIn(before), mediaIn(sections)
	var added []string
	for object := range now {
		if _, ok := known[object]; !ok {
			added = append(added, object)
		}
	}
	found, err := s.store.Media(ctx, added)
	if err != nil {
		return err
	}
	for object, m := range found {
		if m.Parcours == parcours && !m.Gone {
			known[object] = m
		}
	}
	if err := fault.InvalidFields(op, apply(sections, known)...); err != nil {
		return err
	}
	for _, object := range added {
		if err := s.holdMedia(ctx, op, object); err != nil {
			return err
		}
	}
	return nil
}

// apply writes into sections what is known of their files, and returns those that may not be
// there.
func apply(sections []Section, known map[string]Media) []fault.Field {
	var wrong []fault.Field
	find := func(path, object string, use MediaUse) Media {
		m, ok := known[object]
		if !ok || m.Use != use {
			wrong = append(wrong, fault.Field{Path: path, Code: "unknown_media", Message: "Ce fichier n’est plus là : envoyez-le de nouveau."})
		}
		return m
	}
	for i, section := range sections {
		for j, a := range section.Activities {
			path := fmt.Sprintf("sections[%d].activities[%d].", i, j)
			if v := a.Video; v != nil {
				v.Type = find(path+"video", v.Object, UseVideo).Type
				for k, c := range v.Captions {
					find(fmt.Sprintf("%svideo.captions[%d]", path, k), c.Object, UseCaptions)
				}
			}
			if f := a.File; f != nil {
				m := find(path+"file", f.Object, UseFile)
				f.Name, f.Type, f.Size = m.Name, m.Type, m.Size
			}
		}
	}
	return wrong
}

// heldAgain is how fresh a hold is left as it is.
const heldAgain = time.Hour

// holdMedia keeps a file from the sweep for a while; one that is being removed is refused.
func (s *Service) holdMedia(ctx context.Context, op, object string) error {
	now := s.now()
	_, err := s.store.UpdateMedia(ctx, object, func(m *Media) error {
		if m.Gone {
			return errNoMedia(op)
		}
		if now.Sub(m.Touched) < heldAgain {
			return ErrUnchanged
		}
		m.Touched = now
		return nil
	})
	return err
}

// checkThumbnail refuses a picture that is not one received for the card of this parcours.
func (s *Service) checkThumbnail(ctx context.Context, op, parcours, before, object string) error {
	if object == "" || object == before {
		return nil
	}
	found, err := s.store.Media(ctx, []string{object})
	if err != nil {
		return fault.Wrap(op, err)
	}
	if m, ok := found[object]; !ok || m.Parcours != parcours || m.Use != UseThumbnail || m.Gone {
		return fault.InvalidFields(op, fault.Field{Path: "thumbnail", Code: "unknown_media", Message: "Cette image n’est plus là : envoyez-la de nouveau."})
	}
	return fault.Wrap(op, s.holdMedia(ctx, op, object))
}
