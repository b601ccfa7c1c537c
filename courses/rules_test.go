package courses

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func n(v int) *int { return &v }

func complete() Card {
	return Card{Title: "La laïcité à l'école", Short: "LAI1", Description: "Situer le principe.", Collection: "action", Domain: "valeurs",
		Origin: "dgesco", Authors: "Dgesco", OriginCode: "NDGS", Publics: []string{"enseignants-college"}, MinutesDistance: n(0),
		MinutesPresence: n(60), Year: "26"}
}

func TestCardCheck(t *testing.T) {
	ref := SeedReference()
	tests := []struct {
		name string
		edit func(*Card)
		want string // path:code, "" for none
	}{
		{"complete", func(*Card) {}, ""},
		{"nothing but a title", func(c *Card) { *c = Card{Title: "x"} }, ""},
		{"no title", func(c *Card) { c.Title = " " }, "title:required"},
		{"short too long", func(c *Card) { c.Short = strings.Repeat("é", 16) }, "short:too_long"},
		{"short of 15 accented letters", func(c *Card) { c.Short = strings.Repeat("é", 15) }, ""},
		{"support too long", func(c *Card) { c.Support = strings.Repeat("a", 251) }, "support:too_long"},
		{"unknown domain", func(c *Card) { c.Domain = "magie" }, "domain:unknown"},
		{"unknown public", func(c *Card) { c.Publics = []string{"elfes"} }, "publics:unknown"},
		{"unknown competence", func(c *Card) { c.Competences = []string{"9.9"} }, "competences:unknown"},
		{"year of four digits", func(c *Card) { c.Year = "2026" }, "year:too_long"},
		{"year of letters", func(c *Card) { c.Year = "an" }, "year:form"},
		{"origin code in lower case", func(c *Card) { c.OriginCode = "ndgs" }, "originCode:form"},
		{"contact that is none", func(c *Card) { c.Contact = "voir le site" }, "contact:form"},
		{"negative duration", func(c *Card) { c.MinutesDistance = n(-1) }, "minutesDistance:range"},
		{"ends before it begins", func(c *Card) { c.Start = time.Unix(2, 0); c.End = time.Unix(1, 0) }, "end:order"},
	}
	for _, tt := range tests {
		c := complete()
		tt.edit(&c)
		var got []string
		for _, f := range c.Check(&ref) {
			got = append(got, f.Path+":"+f.Code)
		}
		if (tt.want == "") != (len(got) == 0) || tt.want != "" && !slices.Contains(got, tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCardMissing(t *testing.T) {
	ref := SeedReference()
	tests := []struct {
		name, collection string
		edit             func(*Card)
		want             []string
	}{
		{"complete", "action", func(*Card) {}, nil},
		{"zero is an answer", "action", func(c *Card) { c.MinutesPresence = n(0) }, nil},
		{"empty is none", "action", func(c *Card) { c.MinutesPresence = nil }, []string{"minutesPresence"}},
		{"a network needs no durations", "reseau", func(c *Card) { c.MinutesPresence, c.MinutesDistance = nil, nil }, nil},
		{"an académie says which", "action", func(c *Card) { c.Origin = OriginAcademie }, []string{"academie"}},
		{"an Inspé says which", "action", func(c *Card) { c.Origin = OriginInspe }, []string{"inspe"}},
		{"nobody", "action", func(c *Card) { c.Publics = nil }, []string{"publics"}},
		{"empty card", "action", func(c *Card) { *c = Card{} }, []string{"title", "short", "description", "collection", "domain",
			"origin", "authors", "originCode", "publics", "minutesDistance", "minutesPresence", "year"}},
	}
	for _, tt := range tests {
		c := complete()
		tt.edit(&c)
		var got []string
		for _, f := range c.Missing(ref.Collection(tt.collection)) {
			got = append(got, f.Path)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Métiers de la formation goes with Formateurs, whichever was chosen.
func TestForcePairs(t *testing.T) {
	ref := SeedReference()
	tests := []struct {
		name                   string
		beforeDomain, domain   string
		beforePublics, publics []string
		wantDomain             string
		wantPublics            []string
	}{
		{"domain chosen", "valeurs", "formation", []string{"enseignants-college"}, []string{"enseignants-college"}, "formation", []string{"formateurs"}},
		{"public chosen", "valeurs", "valeurs", []string{"enseignants-college"}, []string{"enseignants-college", "formateurs"}, "formation", []string{"formateurs"}},
		{"domain left", "formation", "valeurs", []string{"formateurs"}, []string{"formateurs", "enseignants-lycee"}, "valeurs", []string{"enseignants-lycee"}},
		{"public left alone", "formation", "formation", []string{"formateurs"}, []string{"enseignants-lycee"}, "formation", []string{"formateurs"}},
		{"neither", "", "valeurs", nil, []string{"enseignants-lycee"}, "valeurs", []string{"enseignants-lycee"}},
		{"new, public alone", "", "", nil, []string{"formateurs"}, "formation", []string{"formateurs"}},
	}
	for _, tt := range tests {
		c := Card{Domain: tt.domain, Publics: slices.Clone(tt.publics)}
		c.forcePairs(&Card{Domain: tt.beforeDomain, Publics: tt.beforePublics}, &ref)
		if c.Domain != tt.wantDomain || !slices.Equal(c.Publics, tt.wantPublics) {
			t.Errorf("%s: %s %v, want %s %v", tt.name, c.Domain, c.Publics, tt.wantDomain, tt.wantPublics)
		}
	}
}

func TestMatricule(t *testing.T) {
	c := complete()
	if got := c.Matricule("1.2"); got != "26_NDGS_LAI1_1.2" {
		t.Error(got)
	}
}

func TestNextLabel(t *testing.T) {
	tests := []struct {
		label string
		kind  VersionKind
		want  string // "" for refused
	}{
		{"", Minor, "0.1"}, {"", Major, "1.0"}, {"0.1", Minor, "0.2"}, {"0.9", Minor, ""}, {"0.9", Major, "1.0"},
		{"1.2", Minor, "1.3"}, {"1.2", Major, "2.0"}, {"9.8", Minor, "9.9"}, {"9.9", Minor, ""}, {"9.0", Major, ""}, {"1.0", "other", ""},
	}
	for _, tt := range tests {
		got, _, err := nextLabel(tt.label, tt.kind)
		if got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("after %q, %s: %q (%v), want %q", tt.label, tt.kind, got, err, tt.want)
		}
	}
}

func TestCollections(t *testing.T) {
	ref := SeedReference()
	if len(ref.Collections) != 9 {
		t.Fatalf("%d collections", len(ref.Collections))
	}
	for _, c := range ref.Collections {
		free := slices.Contains([]string{"autoformation", "volet_distant", "reseau", "espacecollab"}, c.Code)
		if c.NeedsEnd == free {
			t.Errorf("%s: needs an end: %v", c.Code, c.NeedsEnd)
		}
		if c.NeedsDurations == (free && c.Code != "autoformation") {
			t.Errorf("%s: needs durations: %v", c.Code, c.NeedsDurations)
		}
	}
	if wrong := ref.Check(); len(wrong) > 0 {
		t.Errorf("the lists of a new platform: %v", wrong)
	}
	if len(ref.Competences) != 16 || len(ref.Domains) < 14 {
		t.Errorf("%d competences, %d domains", len(ref.Competences), len(ref.Domains))
	}
}

func TestCheckStructure(t *testing.T) {
	page := func(id string, edit func(*Activity)) Activity {
		a := Activity{ID: id, Kind: KindPage, Title: id, Rule: Rule{Kind: RuleViewed}, Page: &Page{HTML: "<p>x</p>"}}
		if edit != nil {
			edit(&a)
		}
		return a
	}
	of := func(activities ...Activity) []Section {
		return []Section{{ID: "s", Title: "S", Activities: activities}}
	}
	tests := []struct {
		name     string
		sections []Section
		want     string // code, "" for none
	}{
		{"empty", nil, ""},
		{"right", of(page("a", nil), page("b", func(a *Activity) { a.Requires = []string{"a"} })), ""},
		{"same id twice", of(page("a", nil), page("a", nil)), "id"},
		{"id of a section", of(page("s", nil)), "id"},
		{"id with a colon", of(page("a:b", nil)), "id"},
		{"no title", of(page("a", func(a *Activity) { a.Title = " " })), "required"},
		{"unknown kind", of(page("a", func(a *Activity) { a.Kind = "game" })), "unknown"},
		{"rule that does not fit", of(page("a", func(a *Activity) { a.Rule.Kind = RulePassed })), "rule"},
		{"score of nothing", of(Activity{ID: "a", Kind: KindPackage, Title: "a", Rule: Rule{Kind: RuleScore}, Package: &Package{ID: "p"}}), "range"},
		{"score of 80 %", of(Activity{ID: "a", Kind: KindPackage, Title: "a", Rule: Rule{RuleScore, 0.8}, Package: &Package{ID: "p"}}), ""},
		{"required without rule", of(page("a", func(a *Activity) { a.Required, a.Rule.Kind = true, RuleNone })), "required_without_rule"},
		{"no content", of(page("a", func(a *Activity) { a.Page = nil })), "content"},
		{"two contents", of(page("a", func(a *Activity) { a.Link = &Link{"https://x.fr"} })), "content"},
		{"content of another kind", of(page("a", func(a *Activity) { a.Page, a.Link = nil, &Link{"https://x.fr"} })), "content"},
		{"link that is none", of(Activity{ID: "a", Kind: KindLink, Title: "a", Rule: Rule{Kind: RuleViewed}, Link: &Link{"javascript:alert(1)"}}), "content"},
		{"meeting", of(Activity{ID: "a", Kind: KindMeeting, Title: "a", Rule: Rule{Kind: RuleAttended}}), ""},
		{"unknown prerequisite", of(page("a", func(a *Activity) { a.Requires = []string{"z"} })), "unknown_prerequisite"},
		{"waits for itself", of(page("a", func(a *Activity) { a.Requires = []string{"a"} })), "circle"},
		{"circle of three", of(page("a", func(a *Activity) { a.Requires = []string{"c"} }), page("b", func(a *Activity) { a.Requires = []string{"a"} }),
			page("c", func(a *Activity) { a.Requires = []string{"b"} })), "circle"},
		{"diamond is no circle", of(page("a", nil), page("b", func(a *Activity) { a.Requires = []string{"a"} }),
			page("c", func(a *Activity) { a.Requires = []string{"a"} }), page("d", func(a *Activity) { a.Requires = []string{"b", "c"} })), ""},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range CheckStructure(tt.sections) {
			got = append(got, f.Code)
		}
		if (tt.want == "") != (len(got) == 0) || tt.want != "" && !slices.Contains(got, tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, got, tt.want)
		}
	}
}

func TestStatusAt(t *testing.T) {
	now := time.Date(2026, 9, 2, 8, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	long := now.Add(-90 * day)
	tests := []struct {
		name  string
		s     Session
		want  Status
		until time.Time
	}{
		{"permanent", Session{State: Open, OpenedAt: long}, StatusOpen, time.Time{}},
		{"opened yesterday", Session{State: Open, OpenedAt: now.Add(-day)}, StatusNew, now.Add(29 * day)},
		{"preparing", Session{State: Preparing}, StatusEnded, time.Time{}},
		{"closed", Session{State: Closed, OpenedAt: long}, StatusEnded, time.Time{}},
		{"over this minute", Session{State: Open, OpenedAt: long, End: now}, StatusEnded, time.Time{}},
		{"enrolment over", Session{State: Open, OpenedAt: long, EnrolUntil: now.Add(-day), End: now.Add(day)}, StatusEnded, now.Add(day)},
		{"enrolment to come", Session{State: Open, OpenedAt: long, EnrolFrom: now.Add(day)}, StatusSoon, now.Add(day)},
		{"enrolment this minute", Session{State: Open, OpenedAt: long, EnrolFrom: now}, StatusNew, now.Add(Newness)},
		{"full", Session{State: Open, OpenedAt: long, Capacity: 2, Seats: 2}, StatusFull, time.Time{}},
		{"one seat", Session{State: Open, OpenedAt: long, Capacity: 2, Seats: 1, End: now.Add(day)}, StatusOpen, now.Add(day)},
		{"by invitation", Session{State: Open, OpenedAt: long, Admission: AdmitList, Capacity: 1, Seats: 1}, StatusInvitation, time.Time{}},
	}
	for _, tt := range tests {
		got, until := tt.s.StatusAt(now)
		if got != tt.want || !until.Equal(tt.until) {
			t.Errorf("%s: %s until %v, want %s until %v", tt.name, got, until, tt.want, tt.until)
		}
	}
}

func TestExcerpt(t *testing.T) {
	text := strings.Repeat("mot ", 100)
	tests := []struct {
		name  string
		parts []Part
		want  string
	}{
		{"short", []Part{{Text: "Un texte court."}}, "Un texte court."},
		{"long", []Part{{Text: text}}, strings.TrimSpace(strings.Repeat("mot ", 7)) + "…"},
		{"hit far", []Part{{Text: text}, {Text: "laïcité", Hit: true}, {Text: " " + text}}, "laïcité"},
	}
	for _, tt := range tests {
		most := 30
		if tt.name == "hit far" {
			most = 120
		}
		var b strings.Builder
		for _, p := range excerpt(tt.parts, most) {
			b.WriteString(p.Text)
		}
		if tt.name == "hit far" && (!strings.Contains(b.String(), tt.want) || !strings.HasPrefix(b.String(), "…")) || tt.name != "hit far" && b.String() != tt.want {
			t.Errorf("%s: %q", tt.name, b.String())
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("un", "laïcité", "deux", 10)
	f.Add(strings.Repeat("é", 300), "x", strings.Repeat("a b", 200), 120)
	f.Fuzz(func(t *testing.T, before, hit, after string, most int) {
		if most < 1 || !utf8.ValidString(before+hit+after) {
			t.Skip()
		}
		var b strings.Builder
		for _, p := range excerpt([]Part{{Text: before}, {Text: hit, Hit: true}, {Text: after}}, most) {
			b.WriteString(p.Text)
		}
		if !utf8.ValidString(b.String()) {
			t.Errorf("%q is not text", b.String())
		}
	})
}

func TestEnrolmentMoves(t *testing.T) {
	now := time.Now()
	for from, tos := range enrolmentMoves {
		for _, to := range []EnrolmentState{Requested, Waiting, Enrolled, Refused, Withdrawn} {
			e := Enrolment{State: from}
			err := e.become(to, now)
			if (err == nil) != slices.Contains(tos, to) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
}
