package scorm

import (
	"strings"
	"testing"
)

func TestPrerequisiteExpressions(t *testing.T) {
	statuses := map[string]string{"a": "completed", "b": "passed", "c": "incomplete", "d": "failed"}
	status := func(item string) string {
		if at := statuses[item]; at != "" {
			return at
		}
		return "not attempted"
	}
	for _, row := range []struct {
		text  string
		reads bool
		holds bool
	}{
		{"a", true, true},
		{"c", true, false},
		{"a&b", true, true},
		{"a & c", true, false},
		{"c|b", true, true},
		{"a&(c|d)", true, false},
		{"~c", true, true},
		{"~(a&b)", true, false},
		{`d="failed"`, true, true},
		{"d=f", true, true},
		{`a<>"passed"`, true, true},
		{`x="not attempted"`, true, true},
		{"2*{a,b,c}", true, true},
		{"3*{a,b,c}", true, false},
		{"2*{a,c|b}", true, true},
		{"", false, false},
		{"a&", false, false},
		{"(a", false, false},
		{"a b", false, false},
		{"2*{a", false, false},
		{strings.Repeat("(", 3_000), false, false},
	} {
		c, reads := readCondition(row.text)
		if reads != row.reads {
			t.Errorf("%.20q: read %v", row.text, reads)
			continue
		}
		if reads && c.holds(status) != row.holds {
			t.Errorf("%q: holds is not %v", row.text, row.holds)
		}
	}
}

// FuzzPrerequisites: whatever a manifest says, reading it ends and evaluating it too.
func FuzzPrerequisites(f *testing.F) {
	f.Add("a&(b|~c)")
	f.Add(`2*{a,b="p",~(c<>"failed")}`)
	f.Fuzz(func(t *testing.T, text string) {
		if c, ok := readCondition(text); ok {
			c.holds(func(string) string { return "completed" })
		}
	})
}
