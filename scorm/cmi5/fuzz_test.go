package cmi5

import (
	"encoding/json"
	"errors"
	"path"
	"reflect"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
)

// FuzzParse holds what every structure, however hostile, must come to: a fault that a person
// can read, or a course whose identifiers are its own, whose references hold and whose files
// are those of its package.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		minimal, wrap(group("b", group("c", unit("1", `masteryScore="0.5" moveOn="Passed"`, at("index.html?a=b#c"))))),
		wrap(`<objectives><objective id="urn:o">` + said + `</objective></objectives>` + unit("1", "", `<objectives><objective idref="urn:o"/></objectives>`+at("/%2e%2e/x"))),
		wrap(unit("1", `k:a="" xmlns:k="k"`, at("http://[::1]:80/?endpoint")+`<k:b/>`)), wrap(unit("1", "", at("%5c..%00/index.html"))),
		"\xff\xfe<\x00c\x00", "\xef\xbb\xbf<courseStructure/>", `<!DOCTYPE m [<!ENTITY a "b">]><courseStructure>&a;</courseStructure>`,
		`<?xml version="1.0" encoding="iso-8859-15"?><courseStructure/>`, strings.Repeat("<block>", 250), "<a><b></a></b>", "<a/><b/>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		c, err := Parse(data, holding("index.html", "x"))
		if took := time.Since(start); took > 5*time.Second {
			t.Fatalf("took %v for %d bytes", took, len(data))
		}
		if err != nil {
			var e *fault.Error
			if !errors.As(err, &e) || e.Kind != fault.Invalid || e.Code == "" || e.Public == "" || len(e.Fields) > maxProblems {
				t.Fatalf("not a readable fault: %v", err)
			}
			return
		}
		holds(t, c)
	})
}

func holds(t *testing.T, c *Course) {
	seen := map[string]bool{}
	own := func(id string) {
		if !isIRI(id) || seen[id] {
			t.Fatalf("%q is no IRI, or twice there", id)
		}
		seen[id] = true
	}
	own(c.ID)
	known := map[string]bool{}
	for _, o := range c.Objectives {
		own(o.ID)
		known[o.ID] = true
	}
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		if len(nodes) == 0 {
			t.Fatal("nothing in a group")
		}
		for _, n := range nodes {
			var refs []string
			switch {
			case n.Block != nil && n.AU == nil:
				own(n.Block.ID)
				refs = n.Block.Objectives
				walk(n.Block.Children)
			case n.AU != nil && n.Block == nil:
				own(n.AU.ID)
				refs = n.AU.Objectives
				sound(t, n.AU)
			default:
				t.Fatal("a node is neither")
			}
			for _, ref := range refs {
				if !known[ref] {
					t.Fatalf("reference to %q", ref)
				}
			}
		}
	}
	walk(c.Children)
}

func sound(t *testing.T, a *AU) {
	if !a.MoveOn.valid() || a.LaunchMethod == "" || a.MasteryScore != nil && (*a.MasteryScore < 0 || *a.MasteryScore > 1) {
		t.Fatalf("%+v", a)
	}
	if reserved(a.URL) != "" || a.File == "" && !strings.Contains(a.URL, "://") {
		t.Fatalf("launches %q", a.URL)
	}
	if a.File != "" && (path.Clean(a.File) != a.File || strings.HasPrefix(a.File, "../") || strings.HasPrefix(a.File, "/")) {
		t.Fatalf("file %q leaves the package", a.File)
	}
}

// FuzzCheck holds that nothing an AU sends breaks the guard, that a refusal changes nothing,
// and that what is accepted names its session.
func FuzzCheck(f *testing.F) {
	l, _ := opened(f)
	for _, name := range []string{"initialized", "allowed", "completed", "passed", "failed", "terminated"} {
		raw, err := json.Marshal(spoken(l, name, 60))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, s := opened(t)
		st, err := ParseStatement(raw)
		if err != nil {
			return
		}
		next, refusal := Check(l, s, []Statement{st, st}, noon)
		switch {
		case refusal != nil && (refusal.Code == "" || refusal.Clause == "" || refusal.Public == "" || !reflect.DeepEqual(next, s)):
			t.Fatalf("%+v, %+v", refusal, next)
		case refusal == nil && (st.Session() != l.Session || st.Defined()):
			t.Fatalf("accepted twice: %+v", st)
		}
	})
}
