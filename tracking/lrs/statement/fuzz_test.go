package statement

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzParse: nothing panics; the reader refuses what encoding/json refuses, and beyond it only what
// it says it does; what is accepted survives completion and every format, the same all along.
func FuzzParse(f *testing.F) {
	f.Add(full, true)
	f.Add("["+full+"]", true)
	for _, table := range []map[string][]row{clauses, contextClauses, outerClauses} {
		for _, rows := range table {
			for _, r := range rows {
				f.Add(statementWith(f, r.with), r.only != V1)
			}
		}
	}
	f.Fuzz(func(t *testing.T, body string, second bool) {
		v := V1
		if second {
			v = V2
		}
		_, p := read([]byte(body))
		valid := json.Valid([]byte(body))
		if p == nil && !valid {
			t.Fatalf("read, though it is not JSON: %q", body)
		}
		if p != nil && valid && p.Message != tooDeep && p.Message != duplicateKey && (p.Message != notUTF8 || utf8.ValidString(body)) {
			t.Fatalf("refused, though it is JSON: %v: %q", p, body)
		}
		list, _, err := Parse([]byte(body), v)
		if err != nil {
			return
		}
		for _, s := range list {
			survives(t, s, v)
		}
	})
}

func survives(t *testing.T, s Statement, v Version) {
	kept := Complete(s, Completion{ID: uuid, Stored: time.Unix(1700000000, 0), Authority: []byte(actorJSON)})
	again, _, err := Parse(kept, v)
	if err != nil || len(again) != 1 || again[0].ID != uuid {
		t.Fatalf("completed, it is refused: %v: %s", err, kept)
	}
	if !Same(kept, kept) || (s.ID == "" || s.ID == uuid) && !Same(s.Raw, kept) {
		t.Fatalf("completed, it is another: %s\n%s", s.Raw, kept)
	}
	ids, err := IDs(kept)
	if err != nil {
		t.Fatal(err)
	}
	canonical, err := Canonical(kept, func(string) []byte { return nil }, []string{"fr"})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range [][]byte{ids, canonical} {
		if _, _, err := Parse(format, v); err != nil {
			t.Fatalf("in another format, it is refused: %v: %s", err, format)
		}
	}
	if !Same(kept, canonical) {
		t.Fatalf("canonical, it is another: %s\n%s", kept, canonical)
	}
	renamed, _ := Rename(kept, func(Agent) (Account, bool) { return Account{"https://preau.test", "x"}, true })
	if list, _, err := Parse(renamed, v); err != nil {
		t.Fatalf("with pseudonyms, it is refused: %v: %s", err, renamed)
	} else if slices.ContainsFunc(list[0].People, func(a Agent) bool { return a.Account.Name != "x" || a.Name != "" }) {
		t.Fatalf("somebody is left: %s", renamed)
	}
	for _, a := range s.Activities {
		merged, err := MergeDefinition([]byte(`{"name":{"fr":"x"}}`), a.Definition)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := Parse([]byte(`{"actor":`+actorJSON+`,"verb":`+verbJSON+`,"object":{"id":"urn:a:1","definition":`+string(merged)+`}}`), v); err != nil {
			t.Fatalf("merged, a definition is refused: %v: %s", err, merged)
		}
	}
	for _, a := range s.People {
		if read, err := ParseAgent(a.Raw, v); err != nil || read.Key() != a.Key() {
			t.Fatalf("an agent read again: %v, %+v", err, a)
		}
	}
}

// rfc3339 is the format, offsets within their range: time.Parse also takes +24:00 and +00:60.
var rfc3339 = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

// FuzzTime: where both take a timestamp, time.Parse reads the same; 2.0.0 takes nothing that
// 1.0.3 does not, and all of RFC 3339 but the unknown offset.
func FuzzTime(f *testing.F) {
	for _, s := range []string{"2026-03-04T05:06:07Z", "2026-03-04T05:06:07.089+01:00", "20260304T050607Z", "2026-03-04T05:06-0330", "2016-12-31T23:59:60Z", "2026-02-29T00:00:00-00:00", "2024-02-29T00:00:00,5Z", "2026-03-04T05:06:07"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTime(s)
		strict, ok := parseTime(s, V2)
		if ok && (err != nil || !strict.Equal(got)) {
			t.Fatalf("%q: 2.0.0 reads %v, 1.0.3 %v, %v", s, strict, got, err)
		}
		theirs, err2 := time.Parse(time.RFC3339Nano, s)
		if err == nil && err2 == nil && !got.Equal(theirs) {
			t.Fatalf("%q: got %v, time.Parse %v", s, got, theirs)
		}
		if err2 == nil && !ok && rfc3339.MatchString(s) && !strings.HasSuffix(s, "-00:00") {
			t.Fatalf("%q: refused by 2.0.0, time.Parse has %v", s, theirs)
		}
		if err == nil {
			if again, ok := parseTime(FormatTime(got), V2); got.Year() >= 0 && got.Year() < 10000 && (!ok || !again.Equal(got)) {
				t.Fatalf("%q: written and read again: %v, %v", s, again, ok)
			}
		}
	})
}

var (
	duration = regexp.MustCompile(`^P(\d+([.,]\d+)?W|(\d+([.,]\d+)?Y)?(\d+([.,]\d+)?M)?(\d+([.,]\d+)?D)?(T(\d+([.,]\d+)?H)?(\d+([.,]\d+)?M)?(\d+([.,]\d+)?S)?)?)$`)
	early    = regexp.MustCompile(`[.,].*[YMWDHS].`) // a fraction before the last number
)

// FuzzDuration: the check agrees with a plain reading of the grammar, and the short form of a
// duration is one, and its own short form.
func FuzzDuration(f *testing.F) {
	for _, s := range []string{"P", "PT", "P1YT", "P4W", "P4W1D", "P3Y1M29DT4H35M59.14S", "PT16559.149S", "P1.5Y", "PT1,5H", "P1YT1.0S", "PT0.00S"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := CheckDuration(s) == nil
		if want := duration.MatchString(s) && !strings.HasSuffix(s, "T") && s != "P" && !early.MatchString(s); got != want {
			t.Fatalf("%q: got %v, want %v", s, got, want)
		}
		if got {
			short := shortDuration(s)
			if CheckDuration(short) != nil || shortDuration(short) != short {
				t.Fatalf("%q: its short form is %q", s, short)
			}
		}
	})
}
