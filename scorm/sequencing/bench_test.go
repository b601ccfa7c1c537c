package sequencing

import (
	"encoding/json"
	"fmt"
	"testing"
)

// large is a course of 200 activities: 9 chapters of 21 contents, with the rules of a
// real one (contents are skipped once satisfied, a chapter opens when the one before is).
func large(tb testing.TB) *Tree {
	root := act("root", flowing)
	for i := range 9 {
		chapter := act(fmt.Sprintf("chapter-%d", i), flowing, rolls(RollupCompleted, AllChildren, when(Attempted)),
			objective(shared(fmt.Sprintf("done-%d", i), fmt.Sprintf("course.done-%d", i), everything, everything)))
		for j := range 21 {
			chapter.Children = append(chapter.Children, act(fmt.Sprintf("content-%d-%d", i, j), pre(Skip, when(Satisfied), when(Completed)),
				objective(shared("own", fmt.Sprintf("course.own-%d-%d", i, j), FieldMeasure, DefaultRead))))
		}
		root.Children = append(root.Children, chapter)
	}
	root.Children = append(root.Children, act("end"))
	return tree(tb, root)
}

// halfway is a learner in the middle of it.
func halfway(tb testing.TB, tr *Tree) State {
	s, o := play(tb, tr, "start")
	for range 94 {
		s, o = then(tb, tr, s, o, o.Deliver+": passed completed s80")
		s, o = then(tb, tr, s, o, "continue")
	}
	if o.Deliver == "" {
		tb.Fatalf("%+v", o)
	}
	return s
}

// BenchmarkNavigateAndValid is what a click costs: the results of the content are taken
// over, the next activity is found, and all that may follow is known.
func BenchmarkNavigateAndValid(b *testing.B) {
	tr := large(b)
	s := halfway(b, tr)
	stored, err := json.Marshal(s)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		next, err := Commit(tr, s, s.Current, results("passed completed s80"), Env{})
		if err != nil {
			b.Fatal(err)
		}
		next, o := Navigate(tr, next, Request{Kind: Continue}, Env{})
		if v := Valid(tr, next, Env{}); o.Deliver == "" || !v.Continue {
			b.Fatalf("%+v, %+v", o, v)
		}
	}
	b.ReportMetric(float64(tr.Len()), "activities")
	b.ReportMetric(float64(len(stored)), "bytes-of-state")
}

// BenchmarkTOC is what showing the table of contents costs.
func BenchmarkTOC(b *testing.B) {
	tr := large(b)
	s := halfway(b, tr)
	b.ReportAllocs()
	for b.Loop() {
		if len(TOC(tr, s, Env{})) != tr.Len() {
			b.Fatal("some are missing")
		}
	}
}
