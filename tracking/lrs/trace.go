package lrs

import (
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/tracking/lrs/statement"
)

// Trace is a statement as people read it: what a sentence needs, and no more.
type Trace struct {
	ID        string
	At        time.Time // when it happened, by the word of who tells it
	Person    string    // who did it, when they have an account here; "" for anybody else
	Name      string    // of who did it, as it is known; "" when it is not
	Verb      string    // IRI
	VerbWords Words
	Object    Object
	Result    Outcome
	Session   string // of this platform, "" when the statement names none
	Source    Source
}

// Words is a text by language tag: those of the languages that the pages speak, else one.
type Words map[string]string

// ObjectKind is what a statement is about.
type ObjectKind string

// The kinds of objects.
const (
	ObjectActivity  ObjectKind = "activity"
	ObjectAgent     ObjectKind = "agent"
	ObjectStatement ObjectKind = "statement"
)

// ObjectKinds are all of them.
var ObjectKinds = []ObjectKind{ObjectActivity, ObjectAgent, ObjectStatement}

// Object is what a statement is about.
type Object struct {
	Kind  ObjectKind
	ID    string // IRI of an activity, "" for anything else
	Names Words
}

// Outcome is the result of a statement. What is nil or zero was not said.
type Outcome struct {
	Scaled, Raw, Max    *float64 // score; Scaled is between -1 and 1
	Success, Completion *bool
	Duration            time.Duration // for the person's own eyes: time spent is shown to nobody else
	Progress            *float64      // 0 to 100
	Minutes             *float64      // that a trainer attested
}

// SourceKind is who tells.
type SourceKind string

// The kinds of sources.
const (
	FromPlatform SourceKind = "platform"
	FromProgram  SourceKind = "program" // with a key
	FromPerson   SourceKind = "person"  // with their own sign-in: their word, and nobody else's
)

// SourceKinds are all of them.
var SourceKinds = []SourceKind{FromPlatform, FromProgram, FromPerson}

// Source is who told the record store.
type Source struct {
	Kind SourceKind
	Name string // of the program
}

// The extensions of results that a sentence says: progress of cmi5, minutes of the platform.
const (
	extProgress = "https://w3id.org/xapi/cmi5/result/extensions/progress"
	extMinutes  = "https://preau.education/xapi/extensions/minutes"
)

type (
	rawAccount struct {
		HomePage string `json:"homePage"`
		Name     string `json:"name"`
	}
	rawAgent struct {
		Name    string     `json:"name"`
		Account rawAccount `json:"account"`
	}
	rawActivity struct {
		ID string `json:"id"`
	}
	// activities is a list of them, or, in statements of old, one alone.
	activities []rawActivity
	rawTrace   struct {
		Timestamp string   `json:"timestamp"`
		Actor     rawAgent `json:"actor"`
		Authority rawAgent `json:"authority"`
		Verb      struct {
			ID      string `json:"id"`
			Display Words  `json:"display"`
		} `json:"verb"`
		Object struct {
			ObjectType string `json:"objectType"`
			ID         string `json:"id"`
			Name       string `json:"name"`
			Definition struct {
				Name Words `json:"name"`
			} `json:"definition"`
		} `json:"object"`
		Result struct {
			Score struct {
				Scaled *float64 `json:"scaled"`
				Raw    *float64 `json:"raw"`
				Max    *float64 `json:"max"`
			} `json:"score"`
			Success    *bool          `json:"success"`
			Completion *bool          `json:"completion"`
			Duration   string         `json:"duration"`
			Extensions map[string]any `json:"extensions"`
		} `json:"result"`
		Context struct {
			Activities struct {
				Parent   activities `json:"parent"`
				Grouping activities `json:"grouping"`
			} `json:"contextActivities"`
		} `json:"context"`
	}
)

// UnmarshalJSON implements json.Unmarshaler.
func (a *activities) UnmarshalJSON(raw []byte) error {
	if raw[0] == '[' {
		return json.Unmarshal(raw, (*[]rawActivity)(a))
	}
	var one rawActivity
	err := json.Unmarshal(raw, &one)
	*a = activities{one}
	return err
}

// trace reads what a sentence says of a stored statement.
func (s *Service) trace(st *Stored) (Trace, error) {
	var raw rawTrace
	if err := json.Unmarshal(st.Raw, &raw); err != nil {
		return Trace{}, err
	}
	at, err := statement.ParseTime(raw.Timestamp)
	if err != nil {
		at = st.At
	}
	r := raw.Result
	t := Trace{
		ID: st.ID, At: at, Name: terse(raw.Actor.Name), Verb: raw.Verb.ID, VerbWords: spoken(raw.Verb.Display),
		Object:  Object{Kind: ObjectActivity, ID: raw.Object.ID, Names: spoken(raw.Object.Definition.Name)},
		Result:  Outcome{r.Score.Scaled, r.Score.Raw, r.Score.Max, r.Success, r.Completion, seconds(r.Duration), number(r.Extensions, extProgress), number(r.Extensions, extMinutes)},
		Session: s.sessionOf(raw), Source: s.source(st, raw.Authority),
	}
	if raw.Actor.Account.HomePage == s.HomePage {
		t.Person = raw.Actor.Account.Name
	}
	switch raw.Object.ObjectType {
	case "Agent", "Group":
		t.Object = Object{Kind: ObjectAgent, Names: Words{}}
		if raw.Object.Name != "" {
			t.Object.Names["und"] = terse(raw.Object.Name)
		}
	case "StatementRef", "SubStatement":
		t.Object = Object{Kind: ObjectStatement, Names: Words{}}
	}
	return t, nil
}

// sessionOf is the session of this platform that a statement names.
func (s *Service) sessionOf(raw rawTrace) string {
	for _, a := range slices.Concat(raw.Context.Activities.Grouping, raw.Context.Activities.Parent) {
		if id, ours := strings.CutPrefix(a.ID, s.sessionIRI("")); ours && id != "" && !strings.Contains(id, "/") {
			return id
		}
	}
	return ""
}

// sessionIRI is the activity by which the statements of a session are found.
func (s *Service) sessionIRI(session string) string { return s.HomePage + "/xapi/sessions/" + session }

func (s *Service) source(st *Stored, authority rawAgent) Source {
	switch {
	case st.Client == ownAccount:
		return Source{Kind: FromPlatform}
	case strings.HasPrefix(st.Client, personClient):
		return Source{Kind: FromPerson}
	}
	return Source{FromProgram, terse(cmp.Or(authority.Name, authority.Account.Name))}
}

// maxWords bounds a text in a sentence: names may be as long as their sender likes.
const maxWords = 200

func terse(s string) string {
	if r := []rune(s); len(r) > maxWords {
		return string(r[:maxWords]) + "…"
	}
	return s
}

// spoken keeps of a language map what the pages speak; of one that has nothing of it, one text.
func spoken(all Words) Words {
	out := Words{}
	tags := slices.Sorted(maps.Keys(all))
	for _, tag := range tags {
		language, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if _, had := out[language]; !had && (language == "fr" || language == "en") {
			out[language] = terse(all[tag])
		}
	}
	if len(out) == 0 && len(tags) > 0 {
		out[tags[0]] = terse(all[tags[0]])
	}
	return out
}

func number(extensions map[string]any, key string) *float64 {
	if n, ok := extensions[key].(float64); ok {
		return &n
	}
	return nil
}

var durationForm = regexp.MustCompile(`^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$`)

// seconds reads a duration of days, hours, minutes and seconds; one of months says nothing exact,
// and is 0.
func seconds(text string) time.Duration {
	m := durationForm.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	total := 0.0
	for i, each := range []float64{86400, 3600, 60, 1} {
		n, _ := strconv.ParseFloat(m[i+1], 64) // "" is 0
		total += n * each
	}
	return time.Duration(min(total, maxSeconds) * float64(time.Second))
}

const maxSeconds = 1e8 // three years: beyond, nobody is told anything
