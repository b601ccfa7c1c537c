package courseshttp

import (
	"preau.education/preau/courses"
	"preau.education/preau/internal/web"
)

// Version is a version with all that is in it.
type Version struct {
	Parcours  string    `json:"parcours"`
	Number    int       `json:"number"`
	Label     string    `json:"label"`
	Kind      string    `json:"kind,omitempty"`
	Published bool      `json:"published" doc:"Then it never changes"`
	Sections  []Section `json:"sections" nullable:"false"`
	ETag      string    `json:"etag"`
}

// Section is a part of a training.
type Section struct {
	ID         string     `json:"id" maxLength:"64"`
	Title      string     `json:"title" maxLength:"300"`
	Activities []Activity `json:"activities" maxItems:"400" nullable:"false"`
}

// Activity is one thing to do, with the content of its kind and no other.
type Activity struct {
	ID       string   `json:"id" maxLength:"64"`
	Kind     string   `json:"kind" enum:"page,video,file,link,package,meeting"`
	Title    string   `json:"title" maxLength:"300"`
	Minutes  int      `json:"minutes" minimum:"0"`
	Required bool     `json:"required"`
	Rule     Rule     `json:"rule"`
	Requires []string `json:"requires,omitempty" maxItems:"400" doc:"Activities to complete first"`
	Page     *Content `json:"page,omitempty"`
	Video    *Video   `json:"video,omitempty"`
	File     *File    `json:"file,omitempty"`
	Link     *Link    `json:"link,omitempty"`
	Package  *Package `json:"package,omitempty"`
}

// Rule is how an activity counts as done.
type Rule struct {
	Kind  string  `json:"kind" enum:"viewed,passed,completed,score,byTrainer,attended,none"`
	Score float64 `json:"score,omitempty" minimum:"0" maximum:"1"`
}

// Content is the text of a page.
type Content struct {
	HTML string `json:"html" doc:"Cleaned when it is saved"`
}

// Video is a film with its captions and its transcript.
type Video struct {
	Object     string    `json:"object" maxLength:"500" doc:"As keepMedia named it"`
	Type       string    `json:"type,omitempty" maxLength:"100" doc:"By its bytes; what is sent is not looked at"`
	Captions   []Caption `json:"captions,omitempty" maxItems:"20"`
	Transcript string    `json:"transcript,omitempty"`
	Seconds    int       `json:"seconds,omitempty" minimum:"0"`
}

// Caption is a track of captions.
type Caption struct {
	Lang   string `json:"lang" maxLength:"35"`
	Object string `json:"object" maxLength:"500"`
	Label  string `json:"label" maxLength:"100"`
}

// File is a document to download.
type File struct {
	Object string `json:"object" maxLength:"500" doc:"As keepMedia named it"`
	Name   string `json:"name,omitempty" maxLength:"255" doc:"Of the file received; this and what follows is not looked at when it is sent"`
	Type   string `json:"type,omitempty" maxLength:"255" doc:"By its bytes"`
	Size   int64  `json:"size,omitempty" minimum:"0"`
}

// Link leads elsewhere on the web.
type Link struct {
	URL string `json:"url" maxLength:"2000"`
}

// Package is a SCORM, cmi5 or xAPI package.
type Package struct {
	ID string `json:"id" maxLength:"100"`
}

func version(v *courses.Version) Version {
	return Version{Parcours: v.Parcours, Number: v.Number, Label: v.Label, Kind: string(v.Kind), Published: v.Published,
		ETag: web.ETag(v.Rev), Sections: each(v.Sections, func(s *courses.Section) Section {
			return Section{s.ID, s.Title, each(s.Activities, activity)}
		})}
}

func activity(a *courses.Activity) Activity {
	m := Activity{ID: a.ID, Kind: string(a.Kind), Title: a.Title, Minutes: a.Minutes, Required: a.Required,
		Rule: Rule{string(a.Rule.Kind), a.Rule.Score}, Requires: a.Requires, Page: (*Content)(a.Page), File: (*File)(a.File),
		Link: (*Link)(a.Link), Package: (*Package)(a.Package)}
	if v := a.Video; v != nil {
		m.Video = &Video{v.Object, v.Type, each(v.Captions, func(c *courses.Caption) Caption { return Caption(*c) }), v.Transcript, v.Seconds}
	}
	return m
}

func sections(list []Section) []courses.Section {
	return each(list, func(s *Section) courses.Section {
		return courses.Section{ID: s.ID, Title: s.Title, Activities: each(s.Activities, (*Activity).value)}
	})
}

func (a *Activity) value() courses.Activity {
	v := courses.Activity{ID: a.ID, Kind: courses.ActivityKind(a.Kind), Title: a.Title, Minutes: a.Minutes, Required: a.Required,
		Rule: courses.Rule{Kind: courses.RuleKind(a.Rule.Kind), Score: a.Rule.Score}, Requires: a.Requires,
		Page: (*courses.Page)(a.Page), File: (*courses.File)(a.File), Link: (*courses.Link)(a.Link), Package: (*courses.Package)(a.Package)}
	if f := a.Video; f != nil {
		v.Video = &courses.Video{Object: f.Object, Type: f.Type, Transcript: f.Transcript, Seconds: f.Seconds,
			Captions: each(f.Captions, func(c *Caption) courses.Caption { return courses.Caption(*c) })}
	}
	return v
}
