package coursesdb

import (
	"time"

	"preau.education/preau/courses"
)

type versionDoc struct {
	Parcours  string       `bson:"parcours"`
	Number    int          `bson:"number"`
	Label     string       `bson:"label"`
	Major     int          `bson:"major"`
	Kind      string       `bson:"kind"`
	Published bool         `bson:"published"`
	Sections  []sectionDoc `bson:"sections"`
	Created   time.Time    `bson:"created"`
}

type sectionDoc struct {
	ID         string        `bson:"id"`
	Title      string        `bson:"title"`
	Activities []activityDoc `bson:"activities"`
}

type activityDoc struct {
	ID       string      `bson:"id"`
	Kind     string      `bson:"kind"`
	Title    string      `bson:"title"`
	Minutes  int         `bson:"minutes"`
	Required bool        `bson:"required"`
	Rule     string      `bson:"rule"`
	Score    float64     `bson:"score,omitempty"`
	Requires []string    `bson:"requires,omitempty"`
	Page     *pageDoc    `bson:"page,omitempty"`
	Video    *videoDoc   `bson:"video,omitempty"`
	File     *fileDoc    `bson:"file,omitempty"`
	Link     *linkDoc    `bson:"link,omitempty"`
	Package  *packageDoc `bson:"package,omitempty"`
}

type pageDoc struct {
	HTML string `bson:"html"`
}

type videoDoc struct {
	Object     string       `bson:"object"`
	Type       string       `bson:"type"`
	Captions   []captionDoc `bson:"captions,omitempty"`
	Transcript string       `bson:"transcript,omitempty"`
	Seconds    int          `bson:"seconds,omitempty"`
}

type captionDoc struct {
	Lang   string `bson:"lang"`
	Object string `bson:"object"`
	Label  string `bson:"label"`
}

type fileDoc struct {
	Object string `bson:"object"`
	Name   string `bson:"name"`
	Type   string `bson:"type"`
	Size   int64  `bson:"size"`
}

type linkDoc struct {
	URL string `bson:"url"`
}

type packageDoc struct {
	ID string `bson:"id"`
}

func toVersion(v *courses.Version) *versionDoc {
	return &versionDoc{v.Parcours, v.Number, v.Label, v.Major, string(v.Kind), v.Published, each(v.Sections, toSection), v.Created}
}

func toSection(s courses.Section) sectionDoc {
	return sectionDoc{s.ID, s.Title, each(s.Activities, toActivity)}
}

func toActivity(a courses.Activity) activityDoc {
	d := activityDoc{ID: a.ID, Kind: string(a.Kind), Title: a.Title, Minutes: a.Minutes, Required: a.Required,
		Rule: string(a.Rule.Kind), Score: a.Rule.Score, Requires: a.Requires}
	d.Page, d.File = (*pageDoc)(a.Page), (*fileDoc)(a.File)
	d.Link, d.Package = (*linkDoc)(a.Link), (*packageDoc)(a.Package)
	if v := a.Video; v != nil {
		d.Video = &videoDoc{v.Object, v.Type, each(v.Captions, func(c courses.Caption) captionDoc { return captionDoc(c) }),
			v.Transcript, v.Seconds}
	}
	return d
}

func fromVersion(id string, rev int64, d *versionDoc) courses.Version {
	return courses.Version{ID: id, Rev: rev, Parcours: d.Parcours, Number: d.Number, Label: d.Label, Major: d.Major,
		Kind: courses.VersionKind(d.Kind), Published: d.Published, Created: d.Created,
		Sections: each(d.Sections, fromSection)}
}

func fromSection(s sectionDoc) courses.Section {
	return courses.Section{ID: s.ID, Title: s.Title, Activities: each(s.Activities, fromActivity)}
}

func fromActivity(d activityDoc) courses.Activity {
	a := courses.Activity{ID: d.ID, Kind: courses.ActivityKind(d.Kind), Title: d.Title, Minutes: d.Minutes, Required: d.Required,
		Rule: courses.Rule{Kind: courses.RuleKind(d.Rule), Score: d.Score}, Requires: d.Requires}
	a.Page, a.File = (*courses.Page)(d.Page), (*courses.File)(d.File)
	a.Link, a.Package = (*courses.Link)(d.Link), (*courses.Package)(d.Package)
	if v := d.Video; v != nil {
		a.Video = &courses.Video{Object: v.Object, Type: v.Type, Transcript: v.Transcript, Seconds: v.Seconds,
			Captions: each(v.Captions, func(c captionDoc) courses.Caption { return courses.Caption(c) })}
	}
	return a
}

type referenceDoc struct {
	Domains        []domainDoc     `bson:"domains"`
	Publics        []optionDoc     `bson:"publics"`
	Collections    []collectionDoc `bson:"collections"`
	Origins        []optionDoc     `bson:"origins"`
	OriginCodes    []optionDoc     `bson:"origin_codes"`
	Certifications []optionDoc     `bson:"certifications"`
	Competences    []competenceDoc `bson:"competences"`
	Natures        []optionDoc     `bson:"natures"`
	Durations      []durationDoc   `bson:"durations"`
}

type optionDoc struct {
	Code    string `bson:"code"`
	Label   string `bson:"label"`
	English string `bson:"english,omitempty"`
}

type domainDoc struct {
	Code    string `bson:"code"`
	Label   string `bson:"label"`
	English string `bson:"english,omitempty"`
	Tab     int    `bson:"tab"`
	Public  string `bson:"public,omitempty"`
}

type collectionDoc struct {
	Code              string `bson:"code"`
	Label             string `bson:"label"`
	English           string `bson:"english,omitempty"`
	Nature            string `bson:"nature"`
	NeedsEnd          bool   `bson:"needs_end"`
	NeedsDurations    bool   `bson:"needs_durations"`
	NeedsParticipants bool   `bson:"needs_participants"`
	Permanent         bool   `bson:"permanent"`
}

type competenceDoc struct {
	Code        string `bson:"code"`
	Label       string `bson:"label"`
	English     string `bson:"english,omitempty"`
	Area        string `bson:"area"`
	AreaEnglish string `bson:"area_english,omitempty"`
}

type durationDoc struct {
	Code    string `bson:"code"`
	Label   string `bson:"label"`
	English string `bson:"english,omitempty"`
	From    int    `bson:"from"`
	To      int    `bson:"to"`
}

func toReference(r *courses.Reference) *referenceDoc {
	option := func(o courses.Option) optionDoc { return optionDoc(o) }
	return &referenceDoc{
		Domains: each(r.Domains, func(d courses.Domain) domainDoc { return domainDoc(d) }), Publics: each(r.Publics, option),
		Collections: each(r.Collections, func(c courses.Collection) collectionDoc { return collectionDoc(c) }),
		Origins:     each(r.Origins, option), OriginCodes: each(r.OriginCodes, option), Certifications: each(r.Certifications, option),
		Competences: each(r.Competences, func(c courses.Competence) competenceDoc { return competenceDoc(c) }),
		Natures:     each(r.Natures, option), Durations: each(r.Durations, func(d courses.Duration) durationDoc { return durationDoc(d) }),
	}
}

func fromReference(rev int64, d *referenceDoc) courses.Reference {
	option := func(o optionDoc) courses.Option { return courses.Option(o) }
	return courses.Reference{
		Rev: rev, Domains: each(d.Domains, func(d domainDoc) courses.Domain { return courses.Domain(d) }), Publics: each(d.Publics, option),
		Collections: each(d.Collections, func(c collectionDoc) courses.Collection { return courses.Collection(c) }),
		Origins:     each(d.Origins, option), OriginCodes: each(d.OriginCodes, option), Certifications: each(d.Certifications, option),
		Competences: each(d.Competences, func(c competenceDoc) courses.Competence { return courses.Competence(c) }),
		Natures:     each(d.Natures, option), Durations: each(d.Durations, func(d durationDoc) courses.Duration { return courses.Duration(d) }),
	}
}
