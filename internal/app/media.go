package app

import (
	"mime"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/web"
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
	key, kind, name := part(activity, c.Params("part"))
	if key == "" {
		return fault.New("app.sendMedia", fault.NotFound, "unknown_part", "Ce fichier n’existe pas, ou plus.")
	}
	if name != "" {
		c.Set(fiber.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	c.Set(fiber.HeaderCacheControl, "private, max-age=3600")
	return a.sendObject(c, key, kind)
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

// part finds the object of a part, its type, and the name under which it is saved; media are
// shown in the page and have none.
func part(activity courses.Activity, name string) (key, kind, saved string) {
	switch {
	case name == "video" && activity.Video != nil:
		return activity.Video.Object, activity.Video.Type, ""
	case name == "file" && activity.File != nil:
		return activity.File.Object, activity.File.Type, activity.File.Name
	case activity.Video != nil:
		lang, ok := strings.CutPrefix(name, "captions-")
		for _, track := range activity.Video.Captions {
			if ok && track.Lang == lang {
				return track.Object, "text/vtt; charset=utf-8", ""
			}
		}
	}
	return "", "", ""
}
