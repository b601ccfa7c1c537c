package scorm_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm"
)

// h5pQuiz is a content of H5P with its only library.
var h5pQuiz = map[string]string{
	"h5p.json":                  `{"title":"Un quiz","language":"fr","mainLibrary":"H5P.Quiz","preloadedDependencies":[{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":0}]}`,
	"content/content.json":      `{"question":"?"}`,
	"H5P.Quiz-1.0/library.json": `{"machineName":"H5P.Quiz","majorVersion":1,"minorVersion":0,"runnable":1,"preloadedJs":[{"path":"quiz.js"}]}`,
	"H5P.Quiz-1.0/quiz.js":      "//",
}

// h5pStand is a content of H5P that was launched, in the hands of a test that is its player.
type h5pStand struct {
	stand
	at url.Values
}

func (w *world) h5p() *h5pStand {
	w.t.Helper()
	if w.packages["act"] == "" {
		z := zipped(w.t, h5pQuiz)
		p, _, err := w.svc.Import(w.t.Context(), designer, scorm.Source{Name: "quiz.h5p", At: z, Size: z.Size()}, nil)
		if err != nil {
			w.t.Fatal(err)
		}
		w.packages["act"] = p.ID
	}
	l, err := w.svc.Launch(w.t.Context(), learner, scorm.Launching{Session: "s1", Activity: "act"})
	if err != nil {
		w.t.Fatal(err)
	}
	at, err := url.Parse(l.URL)
	if err != nil || l.OwnWindow {
		w.t.Fatalf("launched at %q, in a window of its own: %v, %v", l.URL, l.OwnWindow, err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(at.Query().Get("auth"), "Basic "))
	if err != nil {
		w.t.Fatal(err)
	}
	return &h5pStand{stand{w: w, l: l, token: strings.TrimPrefix(string(key), scorm.RecordKey+":")}, at.Query()}
}

// says is a statement of the player; of a content within when sub is given.
func (s *h5pStand) says(verb, sub, result string) scorm.Heard {
	s.w.advance(time.Second)
	at := s.w.clock()
	id, actor := ids.New(at), s.at.Get("actor")
	if !json.Valid([]byte(actor)) {
		s.w.t.Fatalf("actor %q", actor)
	}
	return scorm.Heard{ID: id, Given: true, Raw: fmt.Appendf(nil, `{"id":%q,"timestamp":%q,"actor":%s,"verb":{"id":"http://adlnet.gov/expapi/verbs/%s"},"object":{"id":%q},"result":{%s},"context":{"registration":%q}}`,
		id, at.Format(time.RFC3339Nano), actor, verb, s.at.Get("activity_id")+sub, result, s.at.Get("registration"))}
}

func TestH5P(t *testing.T) {
	const within = "?subContentId=0c6e2f7c-5a4f-4c1f-9f4e-0e8b9b1c2d3e"
	for _, tc := range []struct {
		name, verb, sub, result, told string
	}{
		{"begins", "attempted", "", ``, "started"},
		{"answered in part", "answered", "", `"score":{"scaled":0.75,"raw":3,"min":0,"max":4},"completion":true`, "started completed score=0.75"},
		{"answered in full", "answered", "", `"score":{"scaled":1,"raw":4,"min":0,"max":4},"completion":true`, "started completed passed score=1.00"},
		{"answered in full, and judged not enough", "answered", "", `"score":{"scaled":1},"completion":true,"success":false`, "started completed score=1.00"},
		{"completed above its own mark", "completed", "", `"score":{"scaled":0.6},"completion":true,"success":true`, "started completed passed score=0.60"},
		{"answered, not to the end", "answered", "", `"score":{"scaled":1},"completion":false,"success":true`, "started"},
		{"interacted", "interacted", "", `"score":{"scaled":1}`, "started"},
		{"a content within", "answered", within, `"score":{"scaled":1},"completion":true,"success":true`, "started"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			s := w.h5p()
			s.must(s.says(tc.verb, tc.sub, tc.result))
			if told := w.told(); told != tc.told {
				t.Errorf("tracking heard %q, want %q", told, tc.told)
			}
		})
	}
}

// TestH5PIsTriedAgain: what was done in part may be done better later, and the earlier launch has
// no say any more.
func TestH5PIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	first := w.h5p()
	first.must(first.says("answered", "", `"score":{"scaled":0.5},"completion":true`))
	second := w.h5p()
	if err := first.tell(first.says("answered", "", `"score":{"scaled":1},"completion":true`)); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the launch before says: %v", err)
	}
	second.must(second.says("answered", "", `"score":{"scaled":1},"completion":true`))
	if told := w.told(); !strings.Contains(told, "passed") {
		t.Errorf("tracking heard %q", told)
	}
	for name, h := range map[string]scorm.Heard{
		"of another learner":   {ID: ids.New(w.clock()), Raw: []byte(strings.Replace(string(second.says("answered", "", "").Raw), learner.Person, "other", 1))},
		"of another enrolment": {ID: ids.New(w.clock()), Raw: []byte(strings.Replace(string(second.says("answered", "", "").Raw), second.at.Get("registration"), ids.New(w.clock()), 1))},
	} {
		if err := second.tell(h); fault.CodeOf(err) != "other_launch" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestH5PPlayer(t *testing.T) {
	w := newWorld(t)
	s := w.h5p()
	token := strings.Split(s.l.URL, "/")[4]
	p, err := w.svc.H5P(t.Context(), token)
	if err != nil || p.Main != "H5P.Quiz 1.0" || len(p.Scripts) != 1 {
		t.Errorf("the page loads %+v, %v", p, err)
	}
	if _, err := w.svc.H5P(t.Context(), s.token); !fault.Is(err, fault.Unauthorized) {
		t.Errorf("under the key of the record store: %v", err)
	}
	w.packages["act"] = w.add(manifest12(item("a", "sco", "")))
	l, err := w.svc.Launch(t.Context(), learner, scorm.Launching{Session: "s1", Activity: "act"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.svc.H5P(t.Context(), strings.Split(l.URL, "/")[4]); fault.CodeOf(err) != "not_h5p" {
		t.Errorf("of a package of SCORM: %v", err)
	}
}
