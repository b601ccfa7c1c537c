package scormhttp

import (
	"encoding/json"
	"fmt"
	"strings"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi"
)

// Line is a line of the table of contents of a package.
type Line struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Depth   int      `json:"depth"`
	Leaf    bool     `json:"leaf"`
	Enabled bool     `json:"enabled" doc:"Choosing it would be honoured"`
	Current bool     `json:"current"`
	Locked  bool     `json:"locked" doc:"Its prerequisites are not complete"`
	State   string   `json:"state" enum:"notStarted,started,completed,passed,failed,waived"`
	Score   *float64 `json:"score" doc:"-1 to 1"`
}

// Nav is what the interface may offer.
type Nav struct {
	Continue   bool     `json:"continue"`
	Previous   bool     `json:"previous"`
	Exit       bool     `json:"exit"`
	ExitAll    bool     `json:"exitAll"`
	SuspendAll bool     `json:"suspendAll"`
	Ends       bool     `json:"ends" doc:"To continue would end the attempt: nothing follows"`
	Hide       []string `json:"hide" doc:"Controls that the content brings itself"`
}

func lines(from []scorm.Line) []Line {
	out := make([]Line, len(from))
	for i, l := range from {
		out[i] = Line(l)
	}
	return out
}

func navMessage(n scorm.Nav) Nav {
	m := Nav(n)
	if m.Hide == nil {
		m.Hide = []string{}
	}
	return m
}

// place is an activity of a package.
type place struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

type result struct {
	Completed bool     `json:"completed"`
	Passed    *bool    `json:"passed"`
	Score     *float64 `json:"score"`
	Progress  *float64 `json:"progress"`
}

type standing struct {
	Percent int `json:"percent"`
	Done    int `json:"done"`
	Total   int `json:"total"`
}

// state is what the app's page shows around a package.
type state struct {
	Current  *place    `json:"current"`
	Whole    *Line     `json:"whole"`
	TOC      []Line    `json:"toc"`
	Nav      Nav       `json:"nav"`
	Result   result    `json:"result"`
	Standing *standing `json:"standing"`
	Notice   string    `json:"notice"`
}

func stateMessage(d *scorm.Delivery) state {
	s := state{TOC: lines(d.Lines), Nav: navMessage(d.Nav), Result: result(d.Result), Notice: d.Notice}
	if d.Whole != nil {
		whole := Line(*d.Whole)
		s.Whole = &whole
	}
	if d.Current != nil {
		s.Current = &place{d.Current.ID, d.Current.Title}
	}
	if d.Standing != nil {
		s.Standing = &standing{d.Standing.Percent, d.Standing.Done, d.Standing.Total}
	}
	return s
}

type content struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	URL      string      `json:"url"`
	Asset    bool        `json:"asset"`
	Elements [][2]string `json:"elements"`
}

// delivery is what plays now.
type delivery struct {
	Seq      int64             `json:"seq"`
	Visit    int               `json:"visit"`
	Standard string            `json:"standard"`
	SCO      *content          `json:"sco"`
	Valid    map[string]string `json:"valid"`
	Ended    bool              `json:"ended"`
	State    state             `json:"state"`
}

func deliveryMessage(token string, d *scorm.Delivery) delivery {
	m := delivery{Seq: d.Seq, Visit: d.Visit, Standard: string(d.Standard), Valid: d.Valid, Ended: d.Ended, State: stateMessage(d)}
	if c := d.SCO; c != nil {
		m.SCO = &content{ID: c.ID, Title: c.Title, Asset: c.Asset, Elements: make([][2]string, len(c.Elements))}
		if c.Address != "" {
			m.SCO.URL = "/c/" + token + "/" + strings.TrimPrefix(c.Address, "/")
		}
		for i, e := range c.Elements {
			m.SCO.Elements[i] = [2]string{e.Name, e.Value}
		}
	}
	return m
}

type refusal struct {
	Element string `json:"element"`
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// committed is the answer to a commit.
type committed struct {
	Seq     int64             `json:"seq"`
	State   *state            `json:"state"`
	Valid   map[string]string `json:"valid"`
	Refused []refusal         `json:"refused"`
}

func committedMessage(c *scorm.Committed) committed {
	m := committed{Seq: c.Seq, Refused: make([]refusal, len(c.Refused))}
	for i, r := range c.Refused {
		m.Refused[i] = refusal{r.Name, r.Error, r.Text}
	}
	if c.State != nil {
		s := stateMessage(c.State)
		m.State, m.Valid = &s, c.State.Valid
	}
	return m
}

// tab is how a wrapper names itself.
type tab struct {
	Tab     string `json:"tab"`
	Browser string `json:"browser"`
	Alone   bool   `json:"alone"`
}

func (t tab) domain() scorm.Tab { return scorm.Tab{ID: t.Tab, Browser: t.Browser, Alone: t.Alone} }

type beginning struct {
	tab
	Take  bool `json:"take"`
	Again bool `json:"again"`
}

type commitMessage struct {
	tab
	Seq         int64  `json:"seq"`
	Visit       int    `json:"visit"`
	SCO         string `json:"sco"`
	Elements    []pair `json:"elements"`
	Initialized bool   `json:"initialized"`
	Ended       bool   `json:"ended"`
	Final       bool   `json:"final"`
	Request     string `json:"request"`
}

// pair is an element and its value, as ["name","value"] or, as some browsers' beacons have
// it, {"0":"name","1":"value"}.
type pair struct{ name, value string }

// UnmarshalJSON implements json.Unmarshaler.
func (p *pair) UnmarshalJSON(body []byte) error {
	var list []string
	if json.Unmarshal(body, &list) == nil {
		if len(list) != 2 {
			return fmt.Errorf("an element has a name and a value, not %d parts", len(list))
		}
		p.name, p.value = list[0], list[1]
		return nil
	}
	var keyed map[string]string
	if err := json.Unmarshal(body, &keyed); err != nil {
		return err
	}
	if len(keyed) != 2 {
		return fmt.Errorf("an element has a name and a value, not %d parts", len(keyed))
	}
	p.name, p.value = keyed["0"], keyed["1"]
	return nil
}

// readCommit reads the body of a commit: JSON, whatever its content type said.
func readCommit(body []byte) (scorm.Commit, error) {
	var m commitMessage
	if err := readJSON(body, &m); err != nil {
		return scorm.Commit{}, err
	}
	if len(m.Elements) > scorm.MaxElements {
		return scorm.Commit{}, fault.New("scormhttp.readCommit", fault.TooLarge, "commit_too_large", "Trop de données à la fois : elles sont à envoyer en plusieurs fois.")
	}
	c := scorm.Commit{Tab: m.domain(), Seq: m.Seq, Visit: m.Visit, SCO: m.SCO, Initialized: m.Initialized, Ended: m.Ended, Final: m.Final, Request: m.Request}
	for _, e := range m.Elements {
		c.Elements = append(c.Elements, cmi.Element{Name: e.name, Value: e.value})
	}
	return c, nil
}

func readJSON(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return &fault.Error{Op: "scormhttp.readJSON", Kind: fault.Invalid, Code: "bad_body", Public: "Cet enregistrement est illisible.", Err: err}
	}
	return nil
}
