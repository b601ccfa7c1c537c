package courses

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
)

// Version is what is in a parcours, at one time. Once published it never changes.
type Version struct {
	ID        string // VersionID
	Parcours  string
	Number    int
	Label     string // "1.2"; "" until published
	Major     int    // 1 of "1.2"
	Kind      VersionKind
	Published bool
	Sections  []Section
	Created   time.Time
	Rev       int64 // revision of the document, its ETag; not stored
}

// Section is a part of a training.
type Section struct {
	ID         string
	Title      string
	Activities []Activity
}

// Activity is one thing to do. Its id is the same in every version where it is: progress
// hangs on it.
type Activity struct {
	ID       string
	Kind     ActivityKind
	Title    string
	Minutes  int      // to expect
	Required bool     // counts for completion
	Rule     Rule     // by which it counts as done
	Requires []string // activities to complete first
	Page     *Page    // what the kind needs, and only that
	Video    *Video
	File     *File
	Link     *Link
	Package  *Package
}

// ActivityKind is what an activity is.
type ActivityKind string

// The kinds of activities.
const (
	KindPage    ActivityKind = "page"
	KindVideo   ActivityKind = "video"
	KindFile    ActivityKind = "file"
	KindLink    ActivityKind = "link"
	KindPackage ActivityKind = "package"
	KindMeeting ActivityKind = "meeting"
)

// Page is a text, as clean HTML.
type Page struct{ HTML string }

// Video is a film with its captions and its transcript.
type Video struct {
	Object     string // in storage
	Type       string // "video/mp4"
	Captions   []Caption
	Transcript string // clean HTML
	Seconds    int
}

// Caption is a track of captions (WebVTT).
type Caption struct{ Lang, Object, Label string }

// File is a document to download.
type File struct {
	Object string
	Name   string
	Type   string
	Size   int64
}

// Link leads elsewhere on the web.
type Link struct{ URL string }

// Package is a SCORM, cmi5 or xAPI package.
type Package struct{ ID string }

// Rule is how an activity counts as done.
type Rule struct {
	Kind  RuleKind
	Score float64 // for RuleScore: at least this, from 0 to 1
}

// RuleKind is a way of counting as done.
type RuleKind string

// The rules.
const (
	RuleViewed    RuleKind = "viewed"    // opened; a video: seen nearly to its end
	RulePassed    RuleKind = "passed"    // the package says passed
	RuleCompleted RuleKind = "completed" // the package says completed, or passed
	RuleScore     RuleKind = "score"     // the package gives at least the score
	RuleByTrainer RuleKind = "byTrainer" // the trainer says so
	RuleAttended  RuleKind = "attended"  // present at the meeting
	RuleNone      RuleKind = "none"      // never counts; cannot be required
)

// rulesFor says which rules fit which kind of activity, the first being the usual one.
var rulesFor = map[ActivityKind][]RuleKind{
	KindPage:    {RuleViewed, RuleByTrainer, RuleNone},
	KindVideo:   {RuleViewed, RuleByTrainer, RuleNone},
	KindFile:    {RuleViewed, RuleByTrainer, RuleNone},
	KindLink:    {RuleViewed, RuleByTrainer, RuleNone},
	KindPackage: {RuleCompleted, RulePassed, RuleScore, RuleViewed, RuleByTrainer, RuleNone},
	KindMeeting: {RuleAttended, RuleByTrainer, RuleNone},
}

// RulesFor returns the rules that fit a kind of activity, the usual one first.
func RulesFor(kind ActivityKind) []RuleKind { return slices.Clone(rulesFor[kind]) }

// Bounds of a structure.
const (
	maxSections   = 60
	maxActivities = 400
	maxHTML       = 400_000 // bytes of one page
	maxTitle      = 300
)

// CheckStructure returns what is wrong with sections: ids missing or repeated, a rule that
// does not fit its kind, content missing, prerequisites unknown or in a circle.
func CheckStructure(sections []Section) []fault.Field {
	c := structureCheck{seen: map[string]bool{}, requires: map[string][]string{}}
	if len(sections) > maxSections {
		c.add("sections", "too_many", "Soixante sections au plus.")
		return c.wrong
	}
	for i, s := range sections {
		path := fmt.Sprintf("sections[%d]", i)
		c.id(path, s.ID)
		if strings.TrimSpace(s.Title) == "" || len(s.Title) > maxTitle {
			c.add(path+".title", "required", "Donnez un titre à la section.")
		}
		for j, a := range s.Activities {
			c.activity(fmt.Sprintf("%s.activities[%d]", path, j), &a)
		}
	}
	if len(c.order) > maxActivities {
		c.add("sections", "too_many", "Quatre cents activités au plus.")
	}
	c.prerequisites()
	return c.wrong
}

type structureCheck struct {
	wrong    []fault.Field
	seen     map[string]bool     // ids of sections and activities
	requires map[string][]string // by activity
	order    []string            // activities
}

func (c *structureCheck) add(path, code, message string) {
	c.wrong = append(c.wrong, fault.Field{Path: path, Code: code, Message: message})
}

func (c *structureCheck) id(path, id string) {
	if id == "" || len(id) > 64 || strings.ContainsAny(id, ":/ .$") || c.seen[id] {
		c.add(path+".id", "id", "Chaque section et chaque activité a un identifiant qui n’est qu’à elle.")
	}
	c.seen[id] = true
}

func (c *structureCheck) activity(path string, a *Activity) {
	c.id(path, a.ID)
	c.order = append(c.order, a.ID)
	c.requires[a.ID] = a.Requires
	if strings.TrimSpace(a.Title) == "" || len(a.Title) > maxTitle {
		c.add(path+".title", "required", "Donnez un titre à l’activité.")
	}
	if a.Minutes < 0 || a.Minutes > maxMinutes {
		c.add(path+".minutes", "range", "La durée va de 0 à 1 000 heures.")
	}
	rules, ok := rulesFor[a.Kind]
	if !ok {
		c.add(path+".kind", "unknown", "Cette sorte d’activité n’existe pas.")
		return
	}
	if !slices.Contains(rules, a.Rule.Kind) {
		c.add(path+".rule", "rule", "Cette règle d’achèvement ne convient pas à cette activité.")
	}
	if a.Rule.Kind == RuleScore && (a.Rule.Score <= 0 || a.Rule.Score > 1) {
		c.add(path+".rule.score", "range", "Le score attendu va de plus de 0 à 100 %.")
	}
	if a.Required && a.Rule.Kind == RuleNone {
		c.add(path+".rule", "required_without_rule", "Une activité obligatoire a une règle d’achèvement.")
	}
	if message := contentOf(a); message != "" {
		c.add(path+"."+string(a.Kind), "content", message)
	} else if a.Video != nil {
		c.video(path+".video", a.Video)
	}
}

// language is a tag of a language (RFC 5646 §2.1), without its rarer parts.
var language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// video checks the captions and the bounds of a film.
func (c *structureCheck) video(path string, v *Video) {
	if v.Seconds < 0 || v.Seconds > maxMinutes*60 || len(v.Transcript) > maxHTML {
		c.add(path, "range", "La durée ou la transcription de la vidéo dépasse ce qui est accepté.")
	}
	seen := map[string]bool{}
	for i, track := range v.Captions {
		switch at := fmt.Sprintf("%s.captions[%d]", path, i); {
		case !language.MatchString(track.Lang) || strings.TrimSpace(track.Label) == "" || track.Object == "":
			c.add(at, "content", "Des sous-titres ont une langue, un nom et un fichier.")
		case seen[track.Lang]:
			c.add(at, "repeated", "Une langue n'a qu'un fichier de sous-titres.")
		}
		seen[track.Lang] = true
	}
}

// contentOf says what an activity's content lacks, "" when it is right: exactly the content
// of its kind.
func contentOf(a *Activity) string {
	given := 0
	for _, is := range []bool{a.Page != nil, a.Video != nil, a.File != nil, a.Link != nil, a.Package != nil} {
		if is {
			given++
		}
	}
	switch {
	case a.Kind == KindMeeting && given == 0:
		return ""
	case given != 1:
		return "L’activité a un contenu, et un seul."
	case a.Kind == KindPage && a.Page != nil && len(a.Page.HTML) <= maxHTML,
		a.Kind == KindVideo && a.Video != nil && a.Video.Object != "",
		a.Kind == KindFile && a.File != nil && a.File.Object != "" && a.File.Name != "",
		a.Kind == KindLink && a.Link != nil && webAddress(a.Link.URL),
		a.Kind == KindPackage && a.Package != nil && a.Package.ID != "":
		return ""
	}
	return "Le contenu de l’activité manque ou n’est pas valable."
}

func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// prerequisites checks that they exist and that following them always ends.
func (c *structureCheck) prerequisites() {
	const walking, done = 1, 2
	state := map[string]int{}
	var walk func(id string) bool
	walk = func(id string) bool {
		switch state[id] {
		case walking:
			return false
		case done:
			return true
		}
		state[id] = walking
		for _, r := range c.requires[id] {
			if _, ok := c.requires[r]; ok && !walk(r) {
				return false
			}
		}
		state[id] = done
		return true
	}
	for _, id := range c.order {
		for _, r := range c.requires[id] {
			if _, ok := c.requires[r]; !ok {
				c.add("sections", "unknown_prerequisite", "Une activité attend une activité qui n’existe pas.")
			}
		}
		if !walk(id) {
			c.add("sections", "circle", "Des activités s’attendent l’une l’autre : aucune ne pourrait commencer.")
			return
		}
	}
}

// Activities returns the activities of sections in order.
func Activities(sections []Section) []Activity {
	var all []Activity
	for _, s := range sections {
		all = append(all, s.Activities...)
	}
	return all
}
