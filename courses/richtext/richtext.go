// Package richtext makes the HTML of a page safe and well formed before it is kept: what a
// concepteur's editor, or a package imported from elsewhere, may put in front of a learner.
package richtext

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// Cleaner removes what a page may not hold. It is safe for concurrent use.
type Cleaner struct {
	page  *bluemonday.Policy
	plain *bluemonday.Policy
}

// ours is what a picture of a page may point at: objects of the platform, under its own
// host, and nothing that could tell another host who reads.
var ours = regexp.MustCompile(`^/(?:api/v1/objects|objects|media)/[A-Za-z0-9._~/%-]+$`)

// New prepares the rules: structure, emphasis, lists, tables, quotations, code, links,
// pictures with their text, passages in another language. No script, style, class, form,
// frame or event; links open safely and only lead to the web, to mail or within the page.
func New() *Cleaner {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h2", "h3", "h4", "strong", "b", "em", "i", "u", "s", "sub", "sup", "mark",
		"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "q", "cite", "abbr", "code", "pre", "figure", "figcaption",
		"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "div", "span", "aside")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(row|col|rowgroup|colgroup)$`)).OnElements("th")
	p.AllowAttrs("colspan", "rowspan", "start").Matching(bluemonday.Integer).OnElements("th", "td", "ol")
	p.AllowAttrs("title").OnElements("abbr")
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$`)).Globally()
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[a-z][a-z0-9-]{0,60}$`)).OnElements("h2", "h3", "h4")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AllowAttrs("src").Matching(ours).OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("img")
	return &Cleaner{page: p, plain: bluemonday.StrictPolicy()}
}

// Page returns the HTML with everything a page may not hold left out.
func (c *Cleaner) Page(html string) string { return strings.TrimSpace(c.page.Sanitize(html)) }

// Empty says whether HTML shows nothing: no text and no picture.
func (c *Cleaner) Empty(html string) bool {
	return strings.TrimSpace(c.plain.Sanitize(html)) == "" && !strings.Contains(html, "<img")
}
