package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// training is the payload of these tests.
type training struct {
	id, title, description string
	keywords               []string
	place                  string // "" everywhere
	opens, closes          int64
}

var statuses = []string{"open", "new", "soon", "ended"}

func dateOf(p *training, scope string, now time.Time) Dated {
	d := Dated{Visible: p.place == "" || p.place == scope, Weight: 1, Start: p.opens}
	switch at := now.Unix(); {
	case at < p.opens:
		d.Status, d.Rank, d.Until = 2, 1, p.opens
	case p.closes > 0 && at >= p.closes:
		d.Status, d.Rank, d.Weight = 3, 2, 0.6
	default:
		d.Status, d.Until = 0, p.closes
		if at-p.opens < 100 {
			d.Also = 1 << 1
		}
	}
	return d
}

func open(t testing.TB, dir string) *Index[training] {
	t.Helper()
	x, err := Open(Options[training]{Dir: dir, Facets: []string{"domain", "public"}, Dated: "availability",
		Statuses: statuses, Date: dateOf,
		Texts: func(p *training) []string {
			return []string{p.title, p.description, strings.Join(p.keywords, " ")}
		}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func entry(p training, facets map[string][]string) Entry[training] {
	return Entry[training]{Document{ID: p.id, Title: p.title, Description: p.description, Keywords: p.keywords,
		Facets: facets}, &p}
}

func corpus() []Entry[training] {
	values := func(d string, p ...string) map[string][]string {
		return map[string][]string{"domain": {d}, "public": p}
	}
	return []Entry[training]{
		entry(training{id: "laicite", title: "La laïcité à l'école : comprendre et faire vivre",
			description: "Situer le principe dans l'histoire et le droit."}, values("valeurs", "maternelle", "college")),
		entry(training{id: "questions", title: "Accueillir les questions vives",
			description: "Préparer un débat, et ce que la charte de la laïcité permet."}, values("climat", "college")),
		entry(training{id: "lecture", title: "Enseigner la lecture au cycle 2",
			description: "Fluence, compréhension, évaluations des élèves."}, values("francais", "elementaire")),
		entry(training{id: "evaluer", title: "Évaluer par compétences", keywords: []string{"évaluation", "LSU"},
			description: "Construire des grilles."}, values("evaluer", "college", "lycee")),
		entry(training{id: "maths", title: "Résoudre des problèmes en mathématiques",
			description: "Du cours préparatoire au collège."}, values("maths", "elementaire", "college")),
		entry(training{id: "lille", title: "Laïcité : journée de l'académie", place: "lille", opens: 2000, closes: 3000,
			description: "En présence."}, values("valeurs", "college")),
	}
}

func ids(r Result[training]) []string {
	var got []string
	for _, h := range r.Hits {
		got = append(got, h.Payload.id)
	}
	return got
}

func TestRelevance(t *testing.T) {
	x := open(t, "")
	if err := x.Load(corpus()); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		text, first string
		total       int
		corrected   string
	}{
		{"laïcité", "laicite", 2, ""},
		{"laicite", "laicite", 2, ""},
		{"LAÏCITÉ", "laicite", 2, ""},
		{"la laïcitée", "laicite", 2, "laïcité"},
		{"laicitté", "laicite", 2, "laïcité"},
		{"liacité à l'école", "laicite", 1, "laïcité école"},
		{"l'évaluation", "evaluer", 2, ""},
		{"évaluations", "evaluer", 2, ""}, // a key word outweighs the description
		{"préparer", "questions", 1, ""},
		{"problemes mathematique", "maths", 1, ""},
		{"mathémtiques", "maths", 1, "mathématiques"},
		{"compéten", "evaluer", 1, ""}, // still being typed
		{"lecture cycle 2", "lecture", 1, ""},
		{"lecture xyzzy", "lecture", 1, ""}, // no document has both
		{"xyzzy", "", 0, ""},
		{"le la les", "", 5, ""}, // nothing but stop words: everything
	}
	for _, tt := range tests {
		r, err := x.Search(Query{Text: tt.text, Now: time.Unix(1000, 0), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != tt.total || r.Corrected != tt.corrected || tt.first != "" && (len(r.Hits) == 0 || r.Hits[0].Payload.id != tt.first) {
			t.Errorf("%q: %d %v, understood %q; want %d, %s first, %q", tt.text, r.Total, ids(r), r.Corrected, tt.total, tt.first, tt.corrected)
		}
	}
}

func TestMarks(t *testing.T) {
	x := open(t, "")
	if err := x.Load(corpus()); err != nil {
		t.Fatal(err)
	}
	r, err := x.Search(Query{Text: "la laïcitée", Now: time.Unix(1000, 0), Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	shown := func(parts []Part) string {
		var b strings.Builder
		for _, p := range parts {
			if p.Hit {
				fmt.Fprintf(&b, "[%s]", p.Text)
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	if got, want := shown(r.Hits[0].Title), "La [laïcité] à l'école : comprendre et faire vivre"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	if got, want := shown(r.Hits[1].Description), "Préparer un débat, et ce que la charte de la [laïcité] permet."; got != want {
		t.Errorf("description %q, want %q", got, want)
	}
}

func TestFacets(t *testing.T) {
	x := open(t, "")
	if err := x.Load(corpus()); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name     string
		q        Query
		ids      []string
		facet    string
		expected []Count
	}{
		{"own choice ignored by its own counts", Query{Selected: map[string][]string{"domain": {"maths"}}}, []string{"maths"},
			"domain", []Count{{"climat", 1}, {"evaluer", 1}, {"francais", 1}, {"maths", 1}, {"valeurs", 1}}},
		{"others' choices counted", Query{Selected: map[string][]string{"domain": {"maths"}}}, []string{"maths"},
			"public", []Count{{"college", 1}, {"elementaire", 1}}},
		{"or within, and between", Query{Selected: map[string][]string{"domain": {"maths", "francais"}, "public": {"college"}}},
			[]string{"maths"}, "domain", []Count{{"climat", 1}, {"evaluer", 1}, {"maths", 1}, {"valeurs", 1}, {"francais", 0}}},
		{"words and facets", Query{Text: "laïcité", Selected: map[string][]string{"public": {"maternelle"}}}, []string{"laicite"},
			"domain", []Count{{"valeurs", 1}}},
		{"another place sees more", Query{Scope: "lille", Text: "laïcité"}, []string{"laicite", "lille", "questions"},
			"availability", []Count{{"open", 2}, {"soon", 1}}},
		{"chosen and absent", Query{Selected: map[string][]string{"availability": {"ended"}}}, nil,
			"availability", []Count{{"open", 5}, {"ended", 0}}},
	}
	for _, tt := range tests {
		tt.q.Now, tt.q.Limit = time.Unix(1000, 0), 10
		r, err := x.Search(tt.q)
		if err != nil {
			t.Fatal(err)
		}
		got := ids(r)
		slices.Sort(got)
		slices.Sort(tt.ids)
		if !slices.Equal(got, tt.ids) || r.Total != len(tt.ids) {
			t.Errorf("%s: %v of %d, want %v", tt.name, got, r.Total, tt.ids)
		}
		if !slices.Equal(r.Facets[tt.facet], tt.expected) {
			t.Errorf("%s: %s counts %v, want %v", tt.name, tt.facet, r.Facets[tt.facet], tt.expected)
		}
	}
}

// What is open today is over tomorrow although nothing was written.
func TestTimeChangesStatus(t *testing.T) {
	x := open(t, "")
	if err := x.Load(corpus()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		at   int64
		want []string
	}{{1000, []string{"soon"}}, {2000, []string{"open", "new"}}, {2150, []string{"open"}}, {3000, []string{"ended"}}, {1500, []string{"soon"}}} {
		// The document alone: the others are always open.
		_, d, _ := x.Dated("lille", "lille", time.Unix(tt.at, 0))
		r, err := x.Search(Query{Text: "journée académie", Scope: "lille", Now: time.Unix(tt.at, 0), Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if statuses[d.Status] != tt.want[0] || len(r.Hits) != 1 || statuses[r.Hits[0].Dated.Status] != tt.want[0] {
			t.Errorf("at %d: %s and %+v, want %v", tt.at, statuses[d.Status], r.Hits, tt.want)
		}
	}
}

func TestPages(t *testing.T) {
	x := open(t, "")
	var all []Entry[training]
	for i := range 57 {
		e := entry(training{id: fmt.Sprintf("t%02d", i), title: fmt.Sprintf("Parcours %c", 'A'+i%7)}, nil)
		e.Popular, e.Recent = int64(i%5), int64(i%3)
		all = append(all, e)
	}
	if err := x.Load(all); err != nil {
		t.Fatal(err)
	}
	for _, sort := range []string{ByRelevance, ByRecent, ByTitle, ByPopular, BySoon} {
		seen, after := map[string]bool{}, ""
		for {
			r, err := x.Search(Query{Now: time.Unix(1, 0), Limit: 10, Sort: sort, After: after})
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range ids(r) {
				if seen[id] {
					t.Fatalf("%s: %s twice", sort, id)
				}
				seen[id] = true
			}
			if after = r.Next; after == "" {
				break
			}
		}
		if len(seen) != 57 {
			t.Errorf("%s: %d of 57 seen", sort, len(seen))
		}
	}
	if _, err := x.Search(Query{Now: time.Unix(1, 0), Limit: 1, After: "nonsense"}); err == nil {
		t.Error("a cursor that is none was accepted")
	}
}

// What the disk holds is found again without being written again, and what changed meanwhile
// is caught up with.
func TestReopen(t *testing.T) {
	dir := t.TempDir()
	first, err := Open(Options[training]{Dir: dir, Dated: "availability", Statuses: statuses, Date: dateOf,
		Texts: func(p *training) []string { return []string{p.title, p.description} }})
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Load(corpus()); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	x := open(t, dir)
	changed := corpus()[1:]
	changed[0] = entry(training{id: "questions", title: "Vivre ensemble"}, nil)
	if err := x.Load(changed); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"laïcité": 0, "ensemble": 1, "lecture": 1} {
		r, err := x.Search(Query{Text: text, Now: time.Unix(1000, 0), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != want {
			t.Errorf("%s: %v, want %d", text, ids(r), want)
		}
	}
}

func TestPutAndDelete(t *testing.T) {
	x := open(t, t.TempDir())
	if err := x.Load(corpus()); err != nil {
		t.Fatal(err)
	}
	total := func(text string) int {
		t.Helper()
		r, err := x.Search(Query{Text: text, Now: time.Unix(1000, 0), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return r.Total
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(x.Put(entry(training{id: "robot", title: "Programmer un robot"}, map[string][]string{"domain": {"numerique"}})))
	if total("robots") != 1 || total("") != 6 {
		t.Fatalf("after a put: %d and %d", total("robots"), total(""))
	}
	must(x.Put(entry(training{id: "robot", title: "Programmer une tortue"}, map[string][]string{"domain": {"maths"}})))
	if total("robots") != 0 || total("tortue") != 1 {
		t.Fatalf("after a change: %d and %d", total("robots"), total("tortue"))
	}
	r, err := x.Search(Query{Selected: map[string][]string{"domain": {"numerique"}}, Now: time.Unix(1000, 0), Limit: 10})
	must(err)
	if r.Total != 0 {
		t.Fatalf("the old domain still finds %v", ids(r))
	}
	must(x.Delete("robot"))
	must(x.Delete("robot"))
	must(x.Refresh())
	if total("tortue") != 0 || total("") != 5 {
		t.Fatalf("after a delete: %d and %d", total("tortue"), total(""))
	}
	must(x.Put(entry(training{id: "again", title: "La tortue revient"}, nil)))
	if total("tortue") != 1 || total("robots") != 0 {
		t.Fatal("the place of a deleted document was not taken again properly")
	}
}
