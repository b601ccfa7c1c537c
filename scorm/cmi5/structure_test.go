package cmi5

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"preau.education/preau/internal/fault"
)

// packages is where the shared packages are; their cases alone skip when it is absent.
func packages(t testing.TB, parts ...string) string {
	t.Helper()
	dir := os.Getenv("PREAU_TEST_PACKAGES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "packages")
	}
	file := filepath.Join(append([]string{dir}, parts...)...)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("SKIPPED: %s is absent; set PREAU_TEST_PACKAGES to the folder of the shared packages", file)
	}
	return file
}

const said = `<title><langstring lang="fr-FR"> Été </langstring><langstring lang="en">Summer</langstring></title>` +
	`<description><langstring>Une saison.</langstring></description>`

// wrap is a structure around what follows its course.
func wrap(body string) string {
	return `<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<courseStructure xmlns="` + Namespace + `"><course id="https://ex.org/course">` + said + "</course>\n" +
		body + `</courseStructure>`
}

// unit is an AU; name ends its identifier, inner follows its title and description.
func unit(name, attrs, inner string) string {
	return `<au id="https://ex.org/au/` + name + `" ` + attrs + `>` + said + inner + "</au>\n"
}

func at(address string) string { return "<url>" + address + "</url>" }

func group(name, inner string) string {
	return `<block id="https://ex.org/block/` + name + `">` + said + inner + "</block>\n"
}

const online = "https://ex.org/index.html"

var minimal = wrap(unit("1", "", at(online)))

// holding is a package with these files.
func holding(names ...string) Files {
	return func(path string) (string, bool) { return path, slices.Contains(names, path) }
}

func mustParse(t testing.TB, text string, files Files) *Course {
	t.Helper()
	c, err := Parse([]byte(text), files)
	if err != nil {
		var e *fault.Error
		errors.As(err, &e)
		t.Fatalf("%v: %s\n%+v\n%s", err, e.Public, e.Fields, text)
	}
	return c
}

func warnings(c *Course) string {
	var codes []string
	for _, w := range c.Warnings {
		codes = append(codes, w.Code)
	}
	return strings.Join(codes, " ")
}

func TestEverythingIsRead(t *testing.T) { // §13.1.1 to 4
	half := 0.5
	c := mustParse(t, wrap(`<objectives><objective id="https://ex.org/o1"><description><langstring lang="fr">D</langstring></description>`+
		`<title><langstring lang="fr">O</langstring></title></objective></objectives>`+
		group("b", `<objectives><objective idref="https://ex.org/o1"/></objectives>`+
			unit("1", `moveOn=" CompletedAndPassed " masteryScore="0.5000" launchMethod="OwnWindow" activityType="http://adlnet.gov/expapi/activities/lesson"`,
				`<objectives><objective idref=" https://ex.org/o1 "/></objectives><url>
				 le%C3%A7on/index.html?page=1&amp;x=%20#top </url><launchParameters> a=1 </launchParameters><entitlementKey>k-1
				 </entitlementKey>`)+
			group("inner", unit("2", "", at(online+"?a=b"))))+
		unit("3", "", at("/index.html"))), holding("leçon/index.html", "index.html"))
	title := Text{{"fr-FR", "Été"}, {"en", "Summer"}}
	description := Text{{"", "Une saison."}}
	want := []Node{
		{Block: &Block{ID: "https://ex.org/block/b", Title: title, Description: description, Objectives: []string{"https://ex.org/o1"}, Children: []Node{
			{AU: &AU{ID: "https://ex.org/au/1", Title: title, Description: description, Objectives: []string{"https://ex.org/o1"},
				URL: "le%C3%A7on/index.html?page=1&x=%20#top", File: "leçon/index.html", Suffix: "?page=1&x=%20#top",
				MoveOn: CompletedAndPassed, MasteryScore: &half, LaunchMethod: OwnWindow, ActivityType: "http://adlnet.gov/expapi/activities/lesson",
				LaunchParameters: "a=1", EntitlementKey: "k-1"}},
			{Block: &Block{ID: "https://ex.org/block/inner", Title: title, Description: description, Children: []Node{
				{AU: &AU{ID: "https://ex.org/au/2", Title: title, Description: description, URL: online + "?a=b", MoveOn: NotApplicable, LaunchMethod: AnyWindow}}}}},
		}}},
		{AU: &AU{ID: "https://ex.org/au/3", Title: title, Description: description, URL: "/index.html", File: "index.html", MoveOn: NotApplicable, LaunchMethod: AnyWindow}},
	}
	if !reflect.DeepEqual(c.Children, want) {
		t.Errorf("children %+v", c.Children)
	}
	if c.ID != "https://ex.org/course" || c.Title.In("fr") != "Été" || c.Title.In("de") != "Été" || c.Title.In("en") != "Summer" || c.Description.In("fr") != "Une saison." {
		t.Errorf("course %+v", c)
	}
	if len(c.Objectives) != 1 || c.Objectives[0].Title.In("fr") != "O" || c.Objectives[0].Description.In("fr") != "D" {
		t.Errorf("objectives %+v", c.Objectives)
	}
	var order []string
	for au := range c.AUs() {
		order = append(order, au.ID[len(au.ID)-1:])
	}
	if strings.Join(order, "") != "123" {
		t.Errorf("order %v", order)
	}
}

func TestRefused(t *testing.T) {
	one := holding("index.html")
	long := strings.Repeat("x", MaxBytes+1)
	for _, tc := range []struct {
		name, text string
		files      Files
		code, path string
		says       string
	}{
		{"too long", long, nil, "structure_too_long", "", "16 Mo"},
		{"nothing", " \n", nil, "structure_empty", "", "vide"},
		{"a declaration alone", `<?xml version="1.0"?>`, nil, "structure_empty", "", "aucun élément"},
		{"not XML", "<courseStructure", nil, "structure_not_xml", "", "ligne 1"},
		{"cut", minimal[:300], nil, "structure_not_xml", "", "ligne 2"},
		{"HTML entities", strings.Replace(minimal, "Summer", "&eacute;", 1), nil, "structure_not_xml", "", "ligne 2"},
		{"two roots", minimal + "<a/>", nil, "structure_not_xml", "", "deuxième"},
		{"text after the root", minimal + "a", nil, "structure_not_xml", "", "hors de"},
		{"an attribute twice", wrap(unit("1", `moveOn="Passed" moveOn="Passed"`, at(online))), nil, "structure_not_xml", "", "deux fois"},
		{"an undeclared prefix (13.1.5)", wrap(unit("1", "", at(online)+"<kw:k/>")), nil, "structure_not_xml", "", "« kw »"},
		{"a prefix out of its scope", wrap(`<k:a xmlns:k="k"/>` + unit("1", "", at(online)+"<k:k/>")), nil, "structure_not_xml", "", "« k »"},
		{"entities declared", `<!DOCTYPE c [<!ENTITY a "b">]>` + minimal, nil, "structure_entities", "", "entités"},
		{"unknown encoding", `<?xml version="1.0" encoding="ebcdic"?><a/>`, nil, "structure_encoding", "", "ebcdic"},
		{"another root", "<html/>", nil, "structure_root", "", "html"},
		{"no name space", strings.Replace(minimal, ` xmlns="`+Namespace+`"`, "", 1), nil, "structure_namespace", "", Namespace},
		{"another name space", strings.Replace(minimal, "/v1/", "/v2/", 1), nil, "structure_namespace", "", "/v2/"},

		{"empty course (14.0)", wrap(""), nil, "course_empty", "/courseStructure", "aucune unité"},
		{"empty block", wrap(group("b", "")), nil, "structure_invalid", "/courseStructure/block", "aucune unité"},
		{"no course", `<courseStructure xmlns="` + Namespace + `">` + unit("1", "", at(online)) + `</courseStructure>`, nil, "structure_invalid", "/courseStructure", "« course »"},
		{"no title", wrap(unit("1", "", at(online)) + `<block id="urn:b"><description><langstring/></description>` + unit("2", "", at(online)) + "</block>"), nil, "structure_invalid", "/courseStructure/block", "« title »"},
		{"no langstring", strings.Replace(minimal, `<langstring>Une saison.</langstring>`, "", 1), nil, "structure_invalid", "/courseStructure/course/description", "« langstring »"},
		{"text in place of langstring", strings.Replace(minimal, `<langstring>Une saison.`, "Une<langstring>Une", 1), nil, "structure_invalid", "/courseStructure/course/description", "hors de"},
		{"elements in langstring", strings.Replace(minimal, `Summer`, "<b>Summer</b>", 1), nil, "structure_invalid", "/courseStructure/course/title/langstring[2]/b", "que du texte"},
		{"not a language", strings.Replace(minimal, `"fr-FR"`, `"fr_FR"`, 1), nil, "structure_invalid", "/courseStructure/course/title/langstring[1]/@lang", "fr_FR"},
		{"the order of elements", wrap(`<au id="https://ex.org/a">` + at(online) + said + `</au>`), nil, "structure_invalid", "/courseStructure/au/title", "à sa place"},
		{"an AU without url", wrap(unit("1", "", "")), nil, "structure_invalid", "/courseStructure/au", "« url »"},
		{"an unknown element", wrap(unit("1", "", at(online)+"<prerequisite/>")), nil, "structure_invalid", "/courseStructure/au/prerequisite", "pas prévu"},
		{"an extension without name space", wrap(unit("1", "", at(online)+`<k xmlns=""/>`)), nil, "structure_invalid", "/courseStructure/au/k", "pas prévu"},
		{"an AU after an extension", wrap(unit("1", "", at(online)) + `<k xmlns="k"/>` + unit("2", "", at(online))), nil, "structure_invalid", "/courseStructure/au[2]", "pas prévu"},
		{"an unknown attribute", wrap(unit("1", `title="t"`, at(online))), nil, "structure_invalid", "/courseStructure/au/@title", "« title »"},
		{"an attribute on an objective", wrap(`<objectives><objective id="https://ex.org/o" x:y="" xmlns:x="x">` + said + `</objective></objectives>` + unit("1", "", at(online))),
			nil, "structure_invalid", "/courseStructure/objectives/objective/@y", "« y »"},
		{"no objective in the list", wrap("<objectives/>" + unit("1", "", at(online))), nil, "structure_invalid", "/courseStructure/objectives", "« objective »"},
		{"no identifier", wrap(`<au>` + said + at(online) + `</au>`), nil, "structure_invalid", "/courseStructure/au/@id", "identifiant"},

		{"course ID (3.0)", strings.Replace(minimal, `"https://ex.org/course"`, `"ex.org/course"`, 1), nil, "iri_invalid", "/courseStructure/course/@id", "IRI"},
		{"block ID (3.0)", strings.Replace(wrap(group("b", unit("1", "", at(online)))), `"https://ex.org/block/b"`, `"/block"`, 1), nil, "iri_invalid", "/courseStructure/block/@id", "IRI"},
		{"AU ID (3.0)", strings.Replace(minimal, `"https://ex.org/au/1"`, `"https://ex.org/au 1"`, 1), nil, "iri_invalid", "/courseStructure/au/@id", "IRI"},
		{"objective ID (3.0)", wrap(`<objectives><objective id="o">` + said + `</objective></objectives>` + unit("1", "", at(online))), nil, "iri_invalid", "/courseStructure/objectives/objective/@id", "IRI"},
		{"activity type (3.0)", wrap(unit("1", `activityType="lesson"`, at(online))), nil, "iri_invalid", "/courseStructure/au/@activityType", "IRI"},

		{"duplicate block (13.1.2)", wrap(group("b", unit("1", "", at(online))) + group("b", unit("2", "", at(online)))), nil, "duplicate_block", "/courseStructure/block[2]/@id", "ligne 3"},
		{"duplicate objective (13.1.3)", wrap(`<objectives><objective id="https://ex.org/o">` + said + `</objective><objective id="https://ex.org/o">` + said + `</objective></objectives>` + unit("1", "", at(online))),
			nil, "duplicate_objective", "/courseStructure/objectives/objective[2]/@id", "déjà"},
		{"duplicate AU (13.1.4)", wrap(unit("1", "", at(online)) + group("b", unit("1", "", at(online)))), nil, "duplicate_au", "/courseStructure/block/au/@id", "déjà"},
		{"the ID of the course", wrap(strings.Replace(unit("1", "", at(online)), "https://ex.org/au/1", "https://ex.org/course", 1)), nil, "duplicate_au", "/courseStructure/au/@id", "déjà"},
		{"unknown objective", wrap(unit("1", "", `<objectives><objective idref="https://ex.org/o"/></objectives>`+at(online))), nil, "objective_unknown", "/courseStructure/au/objectives/objective/@idref", "liste"},
		{"no reference to an objective", wrap(unit("1", "", `<objectives><objective/></objectives>`+at(online))), nil, "objective_unknown", "/courseStructure/au/objectives/objective/@idref", "liste"},

		{"moveOn", wrap(unit("1", `moveOn="passed"`, at(online))), nil, "move_on", "/courseStructure/au/@moveOn", "« passed »"},
		{"launchMethod", wrap(unit("1", `launchMethod="Frame"`, at(online))), nil, "launch_method", "/courseStructure/au/@launchMethod", "« Frame »"},
		{"masteryScore above", wrap(unit("1", `masteryScore="1.0001"`, at(online))), nil, "mastery_score", "/courseStructure/au/@masteryScore", "entre 0 et 1"},
		{"masteryScore below", wrap(unit("1", `masteryScore="-0.1"`, at(online))), nil, "mastery_score", "/courseStructure/au/@masteryScore", "entre 0 et 1"},
		{"masteryScore in percent", wrap(unit("1", `masteryScore="80%"`, at(online))), nil, "mastery_score", "/courseStructure/au/@masteryScore", "80%"},
		{"masteryScore with an exponent", wrap(unit("1", `masteryScore="5e-1"`, at(online))), nil, "mastery_score", "/courseStructure/au/@masteryScore", "5e-1"},
		{"masteryScore NaN", wrap(unit("1", `masteryScore="NaN"`, at(online))), nil, "mastery_score", "/courseStructure/au/@masteryScore", "NaN"},
		{"masteryScore empty", wrap(unit("1", `masteryScore=""`, at(online))), nil, "mastery_score", "/courseStructure/au/@masteryScore", "entre"},

		{"empty url", wrap(unit("1", "", at(" "))), nil, "url_invalid", "/courseStructure/au/url", "pas d’adresse"},
		{"space in the host (13.1.4)", wrap(unit("1", "", at("http://example.com index.html"))), nil, "url_invalid", "/courseStructure/au/url", "interdit"},
		{"percent sign alone", wrap(unit("1", "", at("100%.html"))), one, "url_invalid", "/courseStructure/au/url", "interdit"},
		{"no host", wrap(unit("1", "", at("http:///index.html"))), nil, "url_invalid", "/courseStructure/au/url", "serveur"},
		{"bad port", wrap(unit("1", "", at("http://ex.org:port/"))), nil, "url_invalid", "/courseStructure/au/url", "serveur"},
		{"no authority", wrap(unit("1", "", at("http:index.html"))), one, "url_invalid", "/courseStructure/au/url", "serveur"},
		{"an application without slashes", wrap(unit("1", "", at("mailto:a@b.fr"))), nil, "url_invalid", "/courseStructure/au/url", "application://"},
		{"script", wrap(unit("1", "", at("JavaScript:alert(1)"))), one, "url_script", "/courseStructure/au/url", "JavaScript:"},
		{"the learner's disk", wrap(unit("1", "", at("file:///etc/passwd"))), one, "url_script", "/courseStructure/au/url", "file:"},
		{"relative without a ZIP (14.2)", wrap(unit("1", "", at("index.html?abc=def"))), nil, "url_relative", "/courseStructure/au/url", "ZIP"},
		{"from the root without a ZIP (14.2)", wrap(unit("1", "", at("/index.html"))), nil, "url_relative", "/courseStructure/au/url", "ZIP"},
		{"no scheme without a ZIP (14.2)", wrap(unit("1", "", at("//ex.org/index.html"))), nil, "url_relative", "/courseStructure/au/url", "ZIP"},
		{"no scheme", wrap(unit("1", "", at("//ex.org/index.html"))), one, "url_outside", "/courseStructure/au/url", "sort"},
		{"above the root", wrap(unit("1", "", at("a/../../index.html"))), one, "url_outside", "/courseStructure/au/url", "sort"},
		{"above the root, encoded", wrap(unit("1", "", at("%2e%2e/index.html"))), one, "url_outside", "/courseStructure/au/url", "sort"},
		{"its file is missing (14.1)", wrap(unit("1", "", at("index.htm?a=b"))), one, "url_file_missing", "/courseStructure/au/url", "« index.htm »"},
		{"a folder", wrap(unit("1", "", at("./?a=b"))), one, "url_file_missing", "/courseStructure/au/url", "« ./ »"},
		{"endpoint (8.1)", wrap(unit("1", "", at("index.html?endpoint=http://example.org/lrs"))), one, "url_parameter", "/courseStructure/au/url", "« endpoint »"},
		{"fetch (8.1)", wrap(unit("1", "", at("index.html?a=b&amp;fetch"))), one, "url_parameter", "/courseStructure/au/url", "« fetch »"},
		{"actor (8.1)", wrap(unit("1", "", at(online+"?actor=#x"))), nil, "url_parameter", "/courseStructure/au/url", "« actor »"},
		{"registration (8.1)", wrap(unit("1", "", at("index.html?registr%61tion=1"))), one, "url_parameter", "/courseStructure/au/url", "« registration »"},
		{"activityId (8.1)", wrap(unit("1", "", at("index.html?activityId=1"))), one, "url_parameter", "/courseStructure/au/url", "« activityId »"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse([]byte(tc.text), tc.files)
			var e *fault.Error
			if !errors.As(err, &e) {
				t.Fatalf("accepted: %v", err)
			}
			public := strings.ReplaceAll(e.Public, "\u00a0", " ")
			if e.Kind != fault.Invalid || e.Code != tc.code || !strings.Contains(public, tc.says) {
				t.Errorf("kind %v, code %q, %q", e.Kind, e.Code, public)
			}
			if tc.path == "" {
				return
			}
			if len(e.Fields) != 1 || e.Fields[0].Path != tc.path || e.Fields[0].Code != tc.code || !strings.HasPrefix(e.Fields[0].Message, "Ligne ") {
				t.Errorf("fields %+v, want one at %s", e.Fields, tc.path)
			}
		})
	}
}

func TestAllProblemsAreListed(t *testing.T) {
	_, err := Parse([]byte(wrap(unit("1", `moveOn="x" masteryScore="2"`, at("index.html"))+unit("1", "", at(online)))), nil)
	var e *fault.Error
	if !errors.As(err, &e) {
		t.Fatal("accepted")
	}
	var got []string
	for _, f := range e.Fields {
		got = append(got, fmt.Sprintf("%s %s %.8s", f.Code, f.Path, f.Message))
	}
	want := []string{"url_relative /courseStructure/au[1]/url Ligne 3\u00a0", "move_on /courseStructure/au[1]/@moveOn Ligne 3\u00a0",
		"mastery_score /courseStructure/au[1]/@masteryScore Ligne 3\u00a0", "duplicate_au /courseStructure/au[2]/@id Ligne 4\u00a0"}
	if !slices.Equal(got, want) || e.Code != "url_relative" || !strings.HasSuffix(e.Public, "3 autres anomalies ont été relevées.") {
		t.Errorf("%q, %q", got, e.Public)
	}
	if _, err := Parse([]byte(wrap(strings.Repeat(unit("1", "", at("x")), 500))), nil); !errors.As(err, &e) || len(e.Fields) != maxProblems {
		t.Errorf("%d problems listed", len(e.Fields))
	}
}

func TestAccepted(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		files      Files
		warning    string
	}{
		{"the minimum", minimal, nil, ""},
		{"extensions (13.1.5)", wrap(unit("1", `kw:level="3" xmlns:kw="urn:kw"`, at(online)+`<kw:keyword idref="k"><langstring/></kw:keyword>`) + `<kw:words xmlns:kw="urn:kw">a<b/></kw:words>`), nil, ""},
		{"schema location", strings.Replace(minimal, "<course ", `<course xmlns:xsi="`+schemaInstance+`" xsi:schemaLocation="a b" `, 1), nil, ""},
		{"comments and instructions", strings.Replace(minimal, "<au", "<?a b?><!-- c --><au", 1), nil, ""},
		{"any content in launch parameters", wrap(unit("1", "", at(online)+`<launchParameters a="b"><x>1</x></launchParameters>`)), nil, ""},
		{"an application's URL (13.1.4)", wrap(unit("1", "", at("myapp://ex.org/course?a[]=1"))), nil, ""},
		{"an address in brackets", wrap(unit("1", "", at("http://[::1]:8080/"))), nil, ""},
		{"a URN", strings.Replace(minimal, "https://ex.org/au/1", "urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427", 1), nil, ""},
		{"an international identifier", strings.Replace(minimal, "https://ex.org/au/1", "https://ex.org/été", 1), nil, ""},
		{"a name with a percent sign", wrap(unit("1", "", at("a%20b.html"))), holding("a%20b.html"), ""},
		{"a name of the launch in another case", wrap(unit("1", "", at("a.html?Endpoint=1#?fetch=2"))), holding("a.html"), ""},
		{"accents in a URL", wrap(unit("1", "", at("leçon.html"))), holding("leçon.html"), "url_not_ascii"},
		{"five decimals", wrap(unit("1", `masteryScore="0.33333"`, at(online))), nil, "mastery_score_precision"},
		{"trailing zeros", wrap(unit("1", `masteryScore="0.500000"`, at(online))), nil, ""},
		{"masteryScore 0 and 1", wrap(unit("1", `masteryScore="0"`, at(online)) + unit("2", `masteryScore="+1."`, at(online))), nil, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := warnings(mustParse(t, tc.text, tc.files)); got != tc.warning {
				t.Errorf("warnings %q", got)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	utf16be := func(s string) []byte {
		b := []byte{0xFE, 0xFF}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u>>8), byte(u))
		}
		return b
	}
	swap := func(b []byte) []byte {
		b = slices.Clone(b)
		for i := 0; i+1 < len(b); i += 2 {
			b[i], b[i+1] = b[i+1], b[i]
		}
		return b
	}
	latin := func(s string) []byte {
		var b []byte
		for _, r := range s {
			b = append(b, byte(r))
		}
		return b
	}
	_, bare, _ := strings.Cut(minimal, "\n")
	as := func(enc string) string { return `<?xml version="1.0" encoding="` + enc + `"?>` + bare }
	euro := strings.ReplaceAll(as("ISO-8859-15"), "Summer", "10 \u00a4")
	for _, tc := range []struct {
		name, encoding, warning, en string
		data                        []byte
	}{
		{"utf-8", "utf-8", "", "Summer", []byte(minimal)},
		{"no declaration", "utf-8", "", "Summer", []byte(bare)},
		{"utf-8 with a mark", "utf-8", "", "Summer", append([]byte{0xEF, 0xBB, 0xBF}, minimal...)},
		{"utf-16 big endian", "utf-16be", "", "Summer", utf16be(as("UTF-16"))},
		{"utf-16 little endian", "utf-16le", "", "Summer", swap(utf16be(as("UTF-16")))},
		{"utf-16 big endian without a mark", "utf-16be", "", "Summer", utf16be(bare)[2:]},
		{"utf-16 little endian without a mark", "utf-16le", "", "Summer", swap(utf16be(bare))[2:]},
		{"windows-1252", "windows-1252", "", "Summer", latin(as("Windows-1252"))},
		{"latin-1", "windows-1252", "", "Summer", latin(as("ISO-8859-1"))},
		{"latin-9", "iso-8859-15", "", "10 €", latin(euro)},
		{"latin-1 said utf-8", "windows-1252", "encoding_mislabelled", "Summer", latin(minimal)},
		{"utf-8 said latin-1", "utf-8", "encoding_mislabelled", "Summer", []byte(as("ISO-8859-1"))},
		{"utf-8 said utf-16", "utf-8", "encoding_mislabelled", "Summer", []byte(as("UTF-16"))},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := mustParse(t, string(tc.data), nil)
			if c.Title.In("fr") != "Été" || c.Title.In("en") != tc.en || c.Encoding != tc.encoding || warnings(c) != tc.warning {
				t.Errorf("title %q, encoding %q, warnings %q", c.Title, c.Encoding, warnings(c))
			}
		})
	}
}

// TestThousands holds §6.1: more than 1,000 AUs, quickly; and that a structure full of
// problems costs no more.
func TestThousands(t *testing.T) {
	var body, wrong strings.Builder
	for i := range 3000 {
		body.WriteString(unit(fmt.Sprint(i), `moveOn="Passed"`, at("index.html")))
		wrong.WriteString(unit("1", `moveOn="x"`, at("none.html")))
	}
	start := time.Now()
	c := mustParse(t, wrap(group("b", body.String())), holding("index.html"))
	if n := len(c.Children[0].Block.Children); n != 3000 {
		t.Errorf("%d AUs", n)
	}
	if _, err := Parse([]byte(wrap(wrong.String())), holding("index.html")); err == nil {
		t.Error("accepted")
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}

// real reads a real course with what its package holds.
func real(t testing.TB, name string) *Course {
	t.Helper()
	z, err := zip.OpenReader(packages(t, "cmi5", name))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var names []string
	var data []byte
	for _, f := range z.File {
		names = append(names, f.Name)
		if f.Name == "cmi5.xml" {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if data, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	return mustParse(t, string(data), holding(names...))
}

func TestRealCourses(t *testing.T) {
	single := real(t, "single_au_basic_framed.zip")
	if len(single.Children) != 1 || single.Children[0].AU.File != "index.html" || single.Children[0].AU.MoveOn != CompletedOrPassed || warnings(single) != "" {
		t.Errorf("%+v", single)
	}
	multi := real(t, "multi_au_framed.zip")
	if len(multi.Children) != 8 || multi.Title.In("fr") != "Introduction to Geology - Multi AU at Root" || warnings(multi) != "" {
		t.Errorf("%+v", multi)
	}
	quiz := multi.Children[7].AU
	if quiz.File != "index.html" || quiz.Suffix != "?pages=quiz&complete=quiz" || quiz.MoveOn != CompletedAndPassed || quiz.MasteryScore != nil {
		t.Errorf("%+v", quiz)
	}
}
