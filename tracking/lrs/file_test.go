package lrs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/docstore/docstoretest"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

var root = actor.Actor{Person: "root", Grants: []actor.Grant{{Role: actor.Administrator}}}

// exported are the lines of an export.
func (w *world) exported(q lrs.Query) []string {
	w.t.Helper()
	lines := []string{}
	for st, err := range w.svc.Export(w.t.Context(), root, q) {
		w.ok(err)
		line, err := st.Line()
		w.ok(err)
		lines = append(lines, string(line))
	}
	return lines
}

func (w *world) imported(o lrs.ImportOptions, lines ...string) lrs.Imported {
	w.t.Helper()
	report, err := w.svc.Import(w.t.Context(), root, strings.NewReader(strings.Join(lines, "\n")), o)
	w.ok(err)
	return report
}

func idsIn(t *testing.T, lines []string) []string {
	t.Helper()
	all := make([]string, len(lines))
	for i, line := range lines {
		var st struct{ ID string }
		if err := json.Unmarshal([]byte(line), &st); err != nil {
			t.Fatal(err)
		}
		all[i] = st.ID
	}
	return all
}

// TestRoundTrip: what is exported of one store and imported into another is there with the same
// ids, in the same order, byte for byte; again, and nothing changes. On every engine.
func TestRoundTrip(t *testing.T) {
	for name, fresh := range docstoretest.Engines(t) {
		t.Run(name, func(t *testing.T) { roundTrip(t, newWorldAt(t, fresh(t)), newWorldAt(t, fresh(t))) })
	}
}

func roundTrip(t *testing.T, from, to *world) {
	many := make([]object, 110)
	for i := range many {
		many[i] = said(1000+i, by(fmt.Sprint("p", i%7)), in(i%3))
	}
	from.store(many...) // in one millisecond
	from.store(said(1, with("zero")), said(2), voids(3, 1))
	from.pass(time.Hour)
	from.store(said(4, about(2)))
	_, err := from.svc.Store(t.Context(), client("key", lrs.Write), statement.V2, from.parsed(said(5, attached("bytes"))), []lrs.File{file("bytes")})
	from.ok(err)
	from.pass(time.Hour)
	to.pass(24 * time.Hour)

	lines := from.exported(lrs.Query{})
	if len(lines) != 115 || !slices.Contains(idsIn(t, lines), uuid(1)) {
		t.Fatalf("%d statements, the voided one among them: %v", len(lines), slices.Contains(idsIn(t, lines), uuid(1)))
	}
	if report := to.imported(lrs.ImportOptions{}, lines...); report.Stored != 114 || report.Refused != 1 || report.Refusals[0].Code != "missing_bytes" {
		t.Fatalf("without the files: %+v", report)
	}
	at := lrs.ImportOptions{File: func(string) ([]byte, error) { return []byte("bytes"), nil }}
	if report := to.imported(at, lines...); report.Stored != 1 || report.There != 114 || report.Refused != 0 {
		t.Fatalf("with the files: %+v", report)
	}
	if report := to.imported(lrs.ImportOptions{}, lines...); report.There != 115 || report.Stored+report.Refused != 0 {
		t.Fatalf("again: %+v", report)
	}
	if again := to.exported(lrs.Query{}); !slices.Equal(again, lines) {
		for i := range lines {
			if again[i] != lines[i] {
				t.Fatalf("line %d:\n%s\n%s", i, again[i], lines[i])
			}
		}
	}
	to.is(1, "voided")
	files, err := to.svc.Files(t.Context(), []lrs.Stored{must(to.svc.One(t.Context(), to.all, uuid(5), false))})
	to.ok(err)
	if len(files) != 1 || string(files[0].Data) != "bytes" {
		t.Errorf("files are %v", files)
	}
	for _, q := range []lrs.Query{{Registration: registration(1)}, {Agent: agentKey("p3")}, {Activity: activity("one"), Verb: verb("tried")}, {Until: from.now.Add(-90 * time.Minute)}} {
		if a, b := from.exported(q), to.exported(q); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%+v: %d lines there, %d here", q, len(a), len(b))
		}
	}
}

func must(st lrs.Stored, err error) lrs.Stored {
	if err != nil {
		panic(err)
	}
	return st
}

func lineOf(t *testing.T, s object) string {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestImportRefusesLines(t *testing.T) {
	w := newWorld(t)
	w.store(said(1))
	lines := []string{
		lineOf(t, said(2)), "", "not JSON", lineOf(t, said(3, func(s object) { s["actor"] = object{"mbox": "nobody"} })),
		lineOf(t, said(1, by("bob"))), lineOf(t, said(1)), "[" + lineOf(t, said(4)) + "]",
		lineOf(t, said(5, func(s object) { s["stored"] = "2031-01-01T00:00:00Z" })),
		lineOf(t, said(6, attached("bytes"))), lineOf(t, said(2, by("eve"))), lineOf(t, voids(7, 8)), lineOf(t, voids(9, 7)), lineOf(t, said(10)),
	}
	want := []lrs.Refusal{{Line: 3, Code: "bad_statement"}, {Line: 4, Path: "actor.mbox", Code: "bad_statement"}, {Line: 7, Code: "one_statement"},
		{Line: 8, Path: "stored", Code: "bad_statement"}, {Line: 9, Path: "attachments[0]", Code: "missing_bytes"}, {Line: 5, Code: "other_statement"},
		{Line: 10, Code: "other_statement"}, {Line: 12, Code: "voids_voiding"}}
	held := func(report lrs.Imported, want []lrs.Refusal) {
		t.Helper()
		if len(report.Refusals) != len(want) || report.Refused != len(want) || report.Lines != 12 {
			t.Fatalf("%+v", report)
		}
		for i, r := range report.Refusals {
			if r.Message == "" {
				t.Errorf("line %d: no words", r.Line)
			}
			if r.Message = ""; r != want[i] {
				t.Errorf("got %+v, want %+v", r, want[i])
			}
		}
	}
	held(w.imported(lrs.ImportOptions{Check: true}, lines...), want[:7]) // what follows from storing shows only then
	w.finds(lrs.Query{}, 1)
	report := w.imported(lrs.ImportOptions{}, lines...)
	held(report, want)
	if report.Stored != 3 || report.There != 1 {
		t.Errorf("%+v", report)
	}
	w.finds(lrs.Query{}, 1, 2, 7, 10)
	st := must(w.svc.One(t.Context(), w.all, uuid(2), false))
	if raw := string(st.Raw); st.Client != "import" || !strings.Contains(raw, `"name":"import"`) || bytes.ContainsRune(st.Raw, '\n') {
		t.Errorf("%s: %s", st.Client, raw)
	}
}

// TestImportIsNotThePlatform: the authority of the platform in a file does not make its word of it.
func TestImportIsNotThePlatform(t *testing.T) {
	w := newWorld(t)
	st, done := w.svc.Place(lrs.Own{ID: uuid(1), Raw: []byte(lineOf(t, said(1, func(s object) { s["timestamp"], s["version"] = "2026-01-01T00:00:00Z", "1.0.3" })))})
	done()
	w.imported(lrs.ImportOptions{}, string(st.Raw))
	_, err := w.svc.Own(t.Context(), uuid(1))
	w.refused(err, fault.Conflict, "other_statement")
}

func TestFilesAreForAdministrators(t *testing.T) {
	w := newWorld(t)
	for _, who := range []actor.Actor{{}, {Person: "ann"}} {
		for _, err := range w.svc.Export(t.Context(), who, lrs.Query{}) {
			if err == nil {
				t.Error("exported to", who)
			}
		}
		if _, err := w.svc.Import(context.Background(), who, strings.NewReader(lineOf(t, said(1))), lrs.ImportOptions{}); err == nil {
			t.Error("imported from", who)
		}
	}
	w.finds(lrs.Query{})
}
