package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"
)

// displayCookie holds how the reader wants pages to look, as the app writes it
// (frontend/src/shared/display.ts), so that the document is right before the app runs.
const displayCookie = "preau-display"

const french = "fr"

// display is a reader's language, scheme of colours and contrast; empty is as the device says.
type display struct{ lang, theme, contrast string }

// readDisplay reads the reader's choices. What is not one of ours is left out: it goes into
// the document.
func readDisplay(c *fiber.Ctx) display {
	d := display{lang: french}
	kept, err := url.ParseQuery(c.Cookies(displayCookie))
	if err != nil {
		return d
	}
	if kept.Get("lang") == "en" {
		d.lang = "en"
	}
	if theme := kept.Get("theme"); theme == "light" || theme == "dark" {
		d.theme = theme
	}
	if kept.Get("contrast") == "more" {
		d.contrast = "more"
	}
	return d
}

// tag is the document's first tag.
func (d display) tag() string {
	tag := `<html lang="` + d.lang + `"`
	if d.theme != "" {
		tag += ` data-theme="` + d.theme + `"`
	}
	if d.contrast != "" {
		tag += ` data-contrast="` + d.contrast + `"`
	}
	return tag + ">"
}
