package scormhttp

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"preau.education/preau/scorm/h5p"
	"preau.education/preau/scorm/runtime"
)

// h5p answers the page that plays a content of H5P. The libraries of the content run in the page
// itself, so that it may do what they may and no more.
func (h contentHandlers) h5p(c *fiber.Ctx) error {
	token := c.Params("token")
	p, err := h.svc.H5P(c.UserContext(), token)
	if err != nil {
		return err
	}
	files := h.origins.Content + "/c/" + token + "/"
	var page bytes.Buffer
	if err := h.runtime.H5P(&page, runtime.Content{Title: p.Title, Language: p.Language, Main: p.Main, Folders: p.Folders, Files: files,
		Content: files + h5p.ContentFile, Scripts: addresses(files, p.Scripts), Styles: addresses(files, p.Styles)}); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, h.contentPolicy())
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderPermissionsPolicy, "unload=*")
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(page.Bytes())
}

// addresses are those of files of a package.
func addresses(under string, names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = under + strings.TrimPrefix((&url.URL{Path: "/" + name}).EscapedPath(), "/")
	}
	return list
}
