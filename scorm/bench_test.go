package scorm_test

import (
	"strconv"
	"strings"
	"testing"
)

// BenchmarkCommit is a delta of a package of four contents, kept durably, with the statement
// it leads to left out: that is tracking's.
func BenchmarkCommit(b *testing.B) {
	for name, manifest := range map[string]string{
		"scorm12":   manifest12(item("i1", "sco", "") + item("i2", "sco", "") + item("i3", "sco", "") + item("i4", "sco", "")),
		"scorm2004": strings.Replace(manifest2004(item("i1", "sco", "")+item("i2", "sco", "")+item("i3", "sco", "")+item("i4", "sco", "")), "</organization>", flow+"</organization>", 1),
	} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b)
			w.add(manifest)
			s := w.sit("t1").begin()
			location := map[string]string{"scorm12": "cmi.core.lesson_location", "scorm2004": "cmi.location"}[name]
			data := strings.Repeat("x", 2_000)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				s.commit(location, "p"+strconv.Itoa(i), "cmi.suspend_data", data)
			}
		})
	}
}

// BenchmarkBegin is a package that starts: what the learner waits for.
func BenchmarkBegin(b *testing.B) {
	w := newWorld(b)
	w.add(strings.Replace(manifest2004(item("i1", "sco", "")+item("i2", "sco", "")+item("i3", "sco", "")+item("i4", "sco", "")), "</organization>", flow+"</organization>", 1))
	s := w.sit("t1")
	b.ReportAllocs()
	for b.Loop() {
		s.begin()
	}
}
