package app

import (
	"context"
	"io"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/web"
	"preau.education/preau/storage"
)

// mediaURL is where the browser finds a part of an activity: "video", "file", "captions-fr".
func mediaURL(session, activity, part string) string {
	return "/api/v1/learn/" + url.PathEscape(session) + "/activities/" + url.PathEscape(activity) + "/media/" + part
}

// sendMedia streams a part of an activity to who may learn from it. Everything is asked of
// tracking first: enrolment, locks, state of the session.
func (a *App) sendMedia(c *fiber.Ctx) error {
	ctx, who := c.UserContext(), web.ActorOf(c)
	session, id := c.Params("session"), c.Params("activity")
	if _, err := a.Tracking.Activity(ctx, who, session, id); err != nil {
		return err
	}
	activity, err := a.learning(c, who, session, id)
	if err != nil {
		return err
	}
	o, ok := part(activity, c.Params("part"))
	if !ok {
		return fault.New("app.sendMedia", fault.NotFound, "unknown_part", "Ce fichier n’existe pas, ou plus.")
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	return a.sendObject(c, o)
}

// sendDesigned streams a file of a parcours to who designs it.
func (a *App) sendDesigned(c *fiber.Ctx) error {
	m, err := a.Courses.MediaOf(c.UserContext(), web.ActorOf(c), c.Params("parcours"), c.Query("object"))
	if err != nil {
		return err
	}
	o := object{key: m.Object, kind: m.Type, here: m.Use == courses.UseCaptions || m.Use == courses.UseThumbnail}
	if m.Use == courses.UseFile {
		o.name = m.Name
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	return a.sendObject(c, o)
}

// sendThumbnail sends the picture of a parcours to who may see its page. The address names
// the object, so that another picture has another address.
func (a *App) sendThumbnail(c *fiber.Ctx) error {
	m, err := a.Courses.Thumbnail(c.UserContext(), web.ActorOf(c), c.Params("parcours"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age=86400")
	return a.sendObject(c, object{key: m.Object, kind: m.Type, here: true})
}

// learning returns the activity in the version that the person has.
func (a *App) learning(c *fiber.Ctx, who actor.Actor, session, id string) (courses.Activity, error) {
	ctx := c.UserContext()
	s, err := a.Courses.Session(ctx, actor.System(), session)
	if err != nil {
		return courses.Activity{}, err
	}
	version := s.Version
	if e, err := a.Courses.Enrolment(ctx, actor.System(), ids.Join(session, who.Person)); err == nil {
		terms, err := a.Courses.TermsOf(ctx, actor.System(), e)
		if err != nil {
			return courses.Activity{}, err
		}
		version = terms.Version
	} else if !fault.Is(err, fault.NotFound) {
		return courses.Activity{}, err
	}
	return a.learn.activity(ctx, s.Parcours, version, id)
}

// part finds a part of an activity.
func part(activity courses.Activity, name string) (object, bool) {
	switch {
	case name == "video" && activity.Video != nil:
		return object{key: activity.Video.Object, kind: activity.Video.Type}, true
	case name == "file" && activity.File != nil:
		return object{key: activity.File.Object, kind: activity.File.Type, name: activity.File.Name}, true
	case activity.Video != nil:
		lang, ok := strings.CutPrefix(name, "captions-")
		for _, track := range activity.Video.Captions {
			if ok && track.Lang == lang {
				return object{key: track.Object, kind: "text/vtt; charset=utf-8", here: true}, true
			}
		}
	}
	return object{}, false
}

// mediaFiles answers what courses asks of storage.
type mediaFiles struct{ store storage.Store }

// Put answers courses.
func (f mediaFiles) Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error {
	_, err := f.store.Put(ctx, key, r, storage.PutOptions{Type: kind, Size: size})
	return err
}

// Has answers courses.
func (f mediaFiles) Has(ctx context.Context, key string) (bool, error) {
	_, err := f.store.Stat(ctx, key)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Delete answers courses.
func (f mediaFiles) Delete(ctx context.Context, key string) error { return f.store.Delete(ctx, key) }

// mediaUploads answers what courses asks of uploads: whose file it is decides, even when the
// platform reads it for them.
type mediaUploads struct{ uploads *storage.Uploads }

// Open answers courses.
func (u mediaUploads) Open(ctx context.Context, who actor.Actor, id string) (courses.Received, error) {
	file, err := u.uploads.Open(ctx, actor.Actor{Person: who.Person}, id)
	if err != nil {
		return courses.Received{}, err
	}
	return courses.Received{Name: file.Name, Size: file.Size, At: file}, nil
}

// Discard answers courses.
func (u mediaUploads) Discard(ctx context.Context, who actor.Actor, id string) error {
	return u.uploads.Abandon(ctx, actor.Actor{Person: who.Person}, id)
}
