package sequencing

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// offers writes what is valid, shortly.
func offers(v Validity) string {
	var list []string
	add := func(is bool, name string) {
		if is {
			list = append(list, name)
		}
	}
	add(v.Start, "start")
	add(v.ResumeAll, "resume")
	add(v.Continue, "continue")
	add(v.Previous, "previous")
	add(v.Exit, "exit")
	var choices, jumps []string
	for id := range v.Choices {
		choices = append(choices, id)
	}
	for id := range v.Jumps {
		jumps = append(jumps, id)
	}
	slices.Sort(choices)
	slices.Sort(jumps)
	return strings.Join(append(append(list, "|"), append(append(choices, "|"), jumps...)...), " ")
}

func TestValid(t *testing.T) {
	for _, c := range []struct {
		name  string
		tree  Activity
		steps []string
		want  string
	}{
		{"at first", chapters(), nil, "start | a b c d one root two |"},
		{"in the first", chapters(), []string{"start"}, "continue exit | a b c d one root two | a b c d"},
		{"in the middle", chapters(), []string{"start", "continue"}, "continue previous exit | a b c d one root two | a b c d"},
		{"in the last, continue ends it", two(), []string{"start", "continue"}, "continue previous exit | a b root | a b"},
		{"suspended", two(), []string{"start", "suspendAll"}, "start resume | a b root |"},
		{"exited", two(), []string{"start", "exit"}, "continue | a b root | a b"},
		{"no choice", two(noChoice), []string{"start"}, "continue exit | root | a b"},
		{"what the end of this one opens", act("root", flowing, with(act("a"), act("b", pre(HiddenFromChoice, when(AlwaysTrue))))),
			[]string{"start"}, "continue exit | a root | a b"},
		{"a retry does not offer everything", act("root", flowing, noChoice, with(act("a", post(RetryAction, when(AlwaysTrue))), act("b"))),
			[]string{"start"}, "continue exit | root | a b"},
		{"what follows can only be chosen", act("root", flowing, with(act("a"), act("two", with(act("b"))))),
			[]string{"start"}, "continue exit | a b root | a b"},
		{"what follows is closed", act("root", flowing, with(act("a"), act("b", pre(Disabled, when(AlwaysTrue))))),
			[]string{"start"}, "exit | a root | a"},
	} {
		tr := tree(t, c.tree)
		s, _ := play(t, tr, c.steps...)
		if got := offers(Valid(tr, s, Env{})); got != c.want {
			t.Errorf("%s:\n got      %s\n expected %s", c.name, got, c.want)
		}
	}
}

func TestAllows(t *testing.T) {
	tr := tree(t, two())
	s, _ := play(t, tr, "start")
	v := Valid(tr, s, Env{})
	for request, want := range map[string]bool{"continue": true, "previous": false, "exit": true, "exitAll": true, "abandon": true,
		"abandonAll": true, "suspendAll": true, "start": false, "resumeAll": false, "_none_": false,
		"{target=b}choice": true, "{target=z}choice": false, "{target=b}jump": true, "{target=root}jump": false} {
		r, err := ParseRequest(request)
		if err != nil {
			t.Fatal(err)
		}
		if v.Allows(r) != want {
			t.Errorf("%s: %v", request, !want)
		}
	}
}

func TestOffered(t *testing.T) {
	root := two()
	root.Children[1].HideUI = []string{"continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll"}
	tr := tree(t, root)
	s, o := play(t, tr, "start")
	if got := Offered(tr, s, Valid(tr, s, Env{})); got != (Offer{true, false, true, true, true, true, true}) {
		t.Errorf("%+v", got)
	}
	s, _ = then(t, tr, s, o, "continue")
	if got := Offered(tr, s, Valid(tr, s, Env{})); got != (Offer{}) {
		t.Errorf("all hidden: %+v", got)
	}
	if got := Offered(tr, State{}, Valid(tr, State{}, Env{})); got != (Offer{}) {
		t.Errorf("before the start: %+v", got)
	}
}

func TestTOC(t *testing.T) {
	hide := pre(HiddenFromChoice, when(AlwaysTrue))
	tr := tree(t, act("root", flowing, with(
		act("one", flowing, with(act("a"), act("b", func(a *Activity) { a.Hidden = true }))),
		act("two", flowing, hide, with(act("c"))),
		act("three", noChoice, flowing, with(act("d"))))))
	s, _ := play(t, tr, "start", "a: passed s90 completed", "continue")
	var got []string
	for _, e := range TOC(tr, s, Env{}) {
		line := fmt.Sprintf("%*s%s", e.Depth, "", e.ID)
		for word, is := range map[string]bool{"leaf": e.Leaf, "current": e.Current, "active": e.Active} {
			if is {
				line += " " + word[:1]
			}
		}
		line = strings.Join(sorted(strings.Split(line, " ")), " ")
		got = append(got, fmt.Sprintf("%s v%v e%v %s %s", line, e.Visible, e.Enabled, e.Satisfied, e.Completed))
	}
	want := []string{
		"a root vtrue etrue unknown unknown",
		" a one vtrue etrue unknown unknown",
		"  a l vtrue etrue true true",
		"  a b c l vfalse etrue unknown unknown",
		" two vfalse efalse unknown unknown",
		"  c l vfalse efalse unknown unknown",
		" three vtrue etrue unknown unknown",
		"  d l vtrue efalse unknown unknown",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nexpected\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if alone := tree(t, act("root", with(act("a")))); TOC(alone, State{}, Env{})[1].Enabled {
		t.Error("a table of contents of one line is offered")
	}
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
