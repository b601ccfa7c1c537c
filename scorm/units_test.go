package scorm_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
)

const words = `<title><langstring lang="fr">T</langstring></title><description><langstring lang="fr">D</langstring></description>`

func structure(inner string) string {
	return `<?xml version="1.0" encoding="utf-8"?><courseStructure xmlns="` + cmi5.Namespace + `"><course id="https://ex.org/c">` + words + `</course>` + inner + `</courseStructure>`
}

func unitOf(id, attrs, address string) string {
	return `<au id="` + id + `" ` + attrs + `>` + words + `<url>` + address + `</url></au>`
}

func blockOf(id, inner string) string { return `<block id="` + id + `">` + words + inner + `</block>` }

const elsewhere = "https://ex.org/a.html"

// TestCoursesThatMustBeRefused has what cmi5 obliges a platform to refuse (§3, §8.1, §13, §14),
// each through the import, which keeps nothing of it.
func TestCoursesThatMustBeRefused(t *testing.T) {
	objectives := `<objectives><objective id="https://ex.org/o">` + words + `</objective><objective id="https://ex.org/o">` + words + `</objective></objectives>`
	for _, tc := range []struct {
		name, code, inner string
		alone             bool // without a ZIP file
	}{
		{"two units of one id", "duplicate_au", unitOf("https://ex.org/1", "", "a.html") + unitOf("https://ex.org/1", "", "a.html"), false},
		{"two blocks of one id", "duplicate_block", blockOf("https://ex.org/b", unitOf("https://ex.org/1", "", "a.html")) + blockOf("https://ex.org/b", unitOf("https://ex.org/2", "", "a.html")), false},
		{"two objectives of one id", "duplicate_objective", objectives + unitOf("https://ex.org/1", "", "a.html"), false},
		{"a unit with the id of its block", "duplicate_au", blockOf("https://ex.org/b", unitOf("https://ex.org/b", "", "a.html")), false},
		{"a relative address without a ZIP file", "url_relative", unitOf("https://ex.org/1", "", "a.html"), true},
		{"a file that is not there", "url_file_missing", unitOf("https://ex.org/1", "", "b.html"), false},
		{"a file outside", "url_outside", unitOf("https://ex.org/1", "", "../b.html"), false},
		{"a parameter of the launch", "url_parameter", unitOf("https://ex.org/1", "", "a.html?fetch=x"), false},
		{"another, elsewhere", "url_parameter", unitOf("https://ex.org/1", "", elsewhere+"?registration=x"), true},
		{"a script", "url_script", unitOf("https://ex.org/1", "", "javascript:alert(1)"), false},
		{"a unit whose id is no IRI", "iri_invalid", unitOf("one", "", "a.html"), false},
		{"a block whose id is no IRI", "iri_invalid", blockOf("b", unitOf("https://ex.org/1", "", "a.html")), false},
		{"nothing to launch", "course_empty", "", false},
		{"a block without a title", "structure_invalid", `<block id="https://ex.org/b">` + unitOf("https://ex.org/1", "", "a.html") + `</block>`, false},
		{"a moveOn of its own", "move_on", unitOf("https://ex.org/1", `moveOn="Sometimes"`, "a.html"), false},
		{"a mastery score beyond 1", "mastery_score", unitOf("https://ex.org/1", `masteryScore="80"`, "a.html"), false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			var z *bytes.Reader
			if tc.alone {
				z = bytes.NewReader([]byte(structure(tc.inner)))
			} else {
				z = zipped(t, map[string]string{"cmi5.xml": structure(tc.inner), "a.html": "<p>a"})
			}
			_, report, err := w.svc.Import(t.Context(), designer, scorm.Source{ID: "p", Name: "c", At: z, Size: z.Size()}, nil)
			if fault.CodeOf(err) != tc.code || !fault.Is(err, fault.Invalid) {
				t.Errorf("refused %q: %v", fault.CodeOf(err), err)
			}
			if report.Kind != bundle.KindCMI5 || len(w.objects) != 0 {
				t.Errorf("read as %s, %d files left behind", report.Kind, len(w.objects))
			}
			if _, err := w.svc.Package(t.Context(), designer, "p"); !fault.Is(err, fault.NotFound) {
				t.Errorf("a package is there: %v", err)
			}
		})
	}
}

// TestCoursesThatMustBeTaken: alone, of a thousand units, in a zip64.
func TestCoursesThatMustBeTaken(t *testing.T) {
	var many strings.Builder
	for i := range 1000 {
		many.WriteString(unitOf(fmt.Sprintf("https://ex.org/%d", i), "", fmt.Sprintf("a.html?i=%d", i)))
	}
	small := zipped(t, map[string]string{"cmi5.xml": structure(unitOf("https://ex.org/1", "", "a.html")), "a.html": "<p>a"})
	for name, tc := range map[string]struct {
		file  *bytes.Reader
		units int
		files int
	}{
		"alone":            {bytes.NewReader([]byte("\uFEFF" + structure(unitOf("https://ex.org/1", "", elsewhere)))), 1, 0},
		"a thousand units": {zipped(t, map[string]string{"cmi5.xml": structure(many.String()), "a.html": "<p>a"}), 1000, 2},
		"zip64":            {bytes.NewReader(zip64(t, small)), 1, 2},
	} {
		w := newWorld(t)
		p, _, err := w.svc.Import(t.Context(), designer, scorm.Source{Name: name, At: tc.file, Size: tc.file.Size()}, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		w.packages["act"] = p.ID
		l, err := w.svc.Launch(t.Context(), learner, scorm.Launching{Session: "s1", Activity: "act"})
		if err != nil || len(l.Lines) != tc.units || l.URL == "" || len(w.objects) != tc.files {
			t.Errorf("%s: %d units, %d files, at %q, %v", name, len(l.Lines), len(w.objects), l.URL, err)
		}
		if own := tc.files == 0; l.OwnWindow != own {
			t.Errorf("%s: in a window of its own: %v", name, l.OwnWindow)
		}
	}
}

// zip64 writes the directory of an archive again as one of more than 4 GiB would be.
func zip64(t *testing.T, r *bytes.Reader) []byte {
	t.Helper()
	data := make([]byte, r.Size())
	if _, err := r.ReadAt(data, 0); err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(data, []byte("PK\x05\x06"))
	end := data[at:]
	count, size, offset := binary.LittleEndian.Uint16(end[10:]), binary.LittleEndian.Uint32(end[12:]), binary.LittleEndian.Uint32(end[16:])
	out := bytes.NewBuffer(slices.Clone(data[:at]))
	record := []any{[]byte("PK\x06\x06"), uint64(44), uint16(45), uint16(45), uint32(0), uint32(0), uint64(count), uint64(count), uint64(size), uint64(offset),
		[]byte("PK\x06\x07"), uint32(0), uint64(at), uint32(1),
		[]byte("PK\x05\x06"), uint16(0), uint16(0), uint16(0xffff), uint16(0xffff), uint32(0xffffffff), uint32(0xffffffff), uint16(0)}
	for _, field := range record {
		if err := binary.Write(out, binary.LittleEndian, field); err != nil {
			t.Fatal(err)
		}
	}
	if z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil || len(z.File) != int(count) {
		t.Fatalf("not an archive: %v", err)
	}
	return out.Bytes()
}

// records is what the record store of a test has: what the platform told, and what units told that is kept.
type records struct {
	told map[string][]byte // by id
	kept map[string]bool   // by id
}

// stand is a unit that was launched, in the hands of a test that is the record store too.
type stand struct {
	w     *world
	l     scorm.Launched
	token string
}

// course imports a course of these units as the activity "act".
func (w *world) course(inner string) {
	w.t.Helper()
	z := zipped(w.t, map[string]string{"cmi5.xml": structure(inner), "a.html": "<p>a"})
	p, _, err := w.svc.Import(w.t.Context(), designer, scorm.Source{Name: "c.zip", At: z, Size: z.Size()}, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.packages["act"] = p.ID
}

// stand launches what is to be done next, fetches its key and reads the preferences.
func (w *world) stand() *stand {
	w.t.Helper()
	l, err := w.svc.Launch(w.t.Context(), learner, scorm.Launching{Session: "s1", Activity: "act"})
	if err != nil {
		w.t.Fatal(err)
	}
	s := &stand{w: w, l: l}
	at, err := url.Parse(l.URL)
	if err != nil {
		w.t.Fatal(err)
	}
	fetch := strings.TrimPrefix(at.Query().Get("fetch"), "http://content.localhost:8080/r/")
	key, err := w.svc.Fetch(w.t.Context(), strings.TrimSuffix(fetch, "/fetch"))
	if err != nil {
		w.t.Fatal(err)
	}
	pair, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		w.t.Fatal(err)
	}
	s.token = strings.TrimPrefix(string(pair), scorm.RecordKey+":")
	if err := w.svc.Hear(w.t.Context(), s.token, scorm.Call{Profile: cmi5.PreferencesID}); err != nil {
		w.t.Fatal(err)
	}
	return s
}

// heard is a statement of the unit.
func (s *stand) heard(verb, result string) scorm.Heard {
	s.w.t.Helper()
	var launched struct {
		Object  json.RawMessage
		Actor   json.RawMessage
		Context json.RawMessage
	}
	for _, raw := range s.w.records.told {
		if bytes.Contains(raw, []byte(cmi5.VerbLaunched)) && bytes.Contains(raw, []byte(s.l.Session)) {
			if err := json.Unmarshal(raw, &launched); err != nil {
				s.w.t.Fatal(err)
			}
		}
	}
	category := cmi5.CategoryCMI5
	context := string(launched.Context)
	if strings.Contains(result, "completion") {
		context = strings.Replace(context, `{"id":"`+category+`"`, `{"id":"`+cmi5.CategoryMoveOn+`"},{"id":"`+category+`"`, 1)
	}
	s.w.advance(time.Second)
	at := s.w.clock()
	id := ids.New(at)
	return scorm.Heard{ID: id, Given: true, Raw: fmt.Appendf(nil, `{"id":%q,"timestamp":%q,"actor":%s,"verb":{"id":%q},"object":%s,"result":{"duration":"PT1S"%s},"context":%s}`,
		id, at.Format(time.RFC3339Nano), launched.Actor, verb, launched.Object, result, context)}
}

// tell has a statement judged, kept and settled, as the record store does.
func (s *stand) tell(h scorm.Heard) error {
	settle, err := s.w.svc.Judge(s.w.t.Context(), s.token, []scorm.Heard{h}, nil)
	if err != nil {
		return err
	}
	s.w.records.kept[h.ID] = true
	return settle(s.w.t.Context(), true)
}

func (s *stand) must(h scorm.Heard) {
	s.w.t.Helper()
	if err := s.tell(h); err != nil {
		s.w.t.Fatal(err)
	}
}

const completion = `,"completion":true`

// TestWhatIsCutShort: a process that dies between the judgement of a statement and its keeping
// counts it when it was kept, and only then; what comes again is the same.
func TestWhatIsCutShort(t *testing.T) {
	for _, tc := range []struct {
		name  string
		kept  bool // the record store had it when the process died
		again bool // the unit repeats it
		told  string
	}{
		{"kept, repeated", true, true, "started completed"},
		{"kept, not repeated", true, false, "started completed suspended resumed"},
		{"not kept, repeated", false, true, "started completed"},
		{"not kept, not repeated", false, false, "started suspended resumed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t)
			w.course(unitOf("https://ex.org/1", `moveOn="Completed"`, "a.html"))
			s := w.stand()
			s.must(s.heard(cmi5.VerbInitialized, ""))
			cut := s.heard(cmi5.VerbCompleted, completion)
			if _, err := w.svc.Judge(t.Context(), s.token, []scorm.Heard{cut}, nil); err != nil {
				t.Fatal(err)
			}
			w.records.kept[cut.ID] = tc.kept
			switch { // the process dies
			case tc.again && tc.kept:
				settle, err := w.svc.Judge(t.Context(), s.token, nil, []string{cut.ID})
				if err == nil {
					err = settle(t.Context(), true)
				}
				if err != nil {
					t.Fatal(err)
				}
			case tc.again:
				s.must(cut)
			default:
				w.advance(3 * time.Minute)
				next := w.stand()
				if !tc.kept {
					break
				}
				next.must(next.heard(cmi5.VerbInitialized, ""))
			}
			if told := w.told(); told != tc.told {
				t.Errorf("tracking heard %q", told)
			}
		})
	}
}

// TestStatementsThatAreNotKept: what the record store did not take after all leaves no trace.
func TestStatementsThatAreNotKept(t *testing.T) {
	w := newWorld(t)
	w.course(unitOf("https://ex.org/1", `moveOn="Completed"`, "a.html"))
	s := w.stand()
	s.must(s.heard(cmi5.VerbInitialized, ""))
	h := s.heard(cmi5.VerbCompleted, completion)
	settle, err := w.svc.Judge(t.Context(), s.token, []scorm.Heard{h}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.tell(s.heard(cmi5.VerbCompleted, completion)); fault.CodeOf(err) != "cmi5_verb_repeated" {
		t.Errorf("two at once: %v", err)
	}
	if err := settle(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	s.must(s.heard(cmi5.VerbCompleted, completion))
	s.must(s.heard(cmi5.VerbTerminated, ""))
	if told := w.told(); told != "started completed ended" {
		t.Errorf("tracking heard %q", told)
	}
	if verbs := w.platformSaid(); verbs != "launched satisfied" {
		t.Errorf("the platform said %q", verbs)
	}
}

// platformSaid are the verbs of what the record store was told by the platform, each once.
func (w *world) platformSaid() string {
	var verbs []string
	for _, id := range slices.Sorted(maps.Keys(w.records.told)) {
		st, err := cmi5.ParseStatement(w.records.told[id])
		if err != nil {
			w.t.Fatal(err)
		}
		verbs = append(verbs, st.Verb[strings.LastIndexByte(st.Verb, '/')+1:])
	}
	slices.Sort(verbs)
	return strings.Join(verbs, " ")
}
