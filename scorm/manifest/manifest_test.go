package manifest

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
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

const (
	head12 = `<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">` +
		`<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`
	head2004 = `<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" ` +
		`xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">` +
		`<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>`
	orgs      = `<organizations default="o"><organization identifier="o"><title>Été</title><item identifier="i" identifierref="r"><title>Un</title></item></organization></organizations>`
	resources = `<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources></manifest>`
	minimal   = head12 + orgs + resources
)

func mustParse(t *testing.T, text string) *Manifest {
	t.Helper()
	m, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return m
}

func codes(m *Manifest) []string {
	var list []string
	for _, w := range m.Warnings {
		list = append(list, w.Code)
	}
	return list
}

// withResource is a manifest of one resource.
func withResource(attrs string) string {
	return head12 + orgs + `<resources><resource identifier="r" adlcp:scormtype="sco" ` + attrs + `/></resources></manifest>`
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
	xml := func(enc string) string { return `<?xml version="1.0" encoding="` + enc + `"?>` }
	for _, tc := range []struct {
		name     string
		data     []byte
		encoding string
		warning  string
	}{
		{"utf-8", []byte(minimal), "utf-8", ""},
		{"utf-8 with a mark", append([]byte{0xEF, 0xBB, 0xBF}, xml("UTF-8")+minimal...), "utf-8", ""},
		{"utf-16 big endian", utf16be(xml("UTF-16") + minimal), "utf-16be", ""},
		{"utf-16 little endian", swap(utf16be(xml("UTF-16") + minimal)), "utf-16le", ""},
		{"utf-16 big endian without a mark", utf16be(minimal)[2:], "utf-16be", ""},
		{"utf-16 little endian without a mark", swap(utf16be(minimal))[2:], "utf-16le", ""},
		{"windows-1252", latin(xml("windows-1252") + minimal), "windows-1252", ""},
		{"latin-1", latin(xml("ISO-8859-1") + minimal), "windows-1252", ""},
		{"latin-1 said utf-8", latin(xml("UTF-8") + minimal), "windows-1252", "encoding_mislabelled"},
		{"utf-8 said latin-1", []byte(xml("ISO-8859-1") + minimal), "utf-8", "encoding_mislabelled"},
		{"utf-8 said utf-16", []byte(xml("UTF-16") + minimal), "utf-8", "encoding_mislabelled"},
		{"utf-8 said nonsense", []byte(xml("latin-french") + minimal), "utf-8", "encoding_unknown"},
		{"control characters", []byte(strings.Replace(minimal, "Un<", "U\x0bn<", 1)), "utf-8", "control_characters"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m, err := Parse(tc.data)
			if err != nil {
				t.Fatal(err)
			}
			if m.Title() != "Été" || m.Encoding != tc.encoding || m.Organizations[0].Children[0].Title != "Un" {
				t.Errorf("title %q, encoding %q", m.Title(), m.Encoding)
			}
			if got := strings.Join(codes(m), " "); got != tc.warning {
				t.Errorf("warnings %q, want %q", got, tc.warning)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	bomb := `<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`
	for _, tc := range []struct{ name, text, code, says string }{
		{"nothing", "", "manifest_empty", "vide"},
		{"a declaration alone", `<?xml version="1.0"?>` + "\n", "manifest_empty", "aucun élément"},
		{"another root", "<html/>", "manifest_root", "html"},
		{"not XML", "<manifest", "manifest_not_xml", "ligne 1"},
		{"cut", minimal[:300], "manifest_not_xml", "ligne 1"},
		{"entities", bomb + strings.Replace(minimal, "Un", "&b;", 1), "manifest_entities", "entités"},
		{"too deep", strings.Repeat("<manifest>", 300), "manifest_too_long", "imbriqués"},
		{"unknown encoding", `<?xml version="1.0" encoding="klingon"?>` + minimal[:len(minimal)-11] + "\xe9</manifest>", "manifest_encoding", "klingon"},
		{"common cartridge", strings.Replace(minimal, "ADL SCORM", "IMS Common Cartridge", 1), "manifest_not_scorm", "Common Cartridge"},
		{"no organization", head12 + "<organizations/>" + resources, "no_organization", "aucune organisation"},
		{"no activity", head12 + `<organizations><organization identifier="o"><title>Vide</title></organization></organizations>` + resources, "no_activity", "Vide"},
		{"unknown resource", strings.Replace(minimal, `identifierref="r"`, `identifierref="x9"`, 1), "resource_missing", "x9"},
		{"no href", withResource(""), "launch_missing", "« r »"},
		{"external", withResource(`href="https://example.org/sco.html"`), "launch_external", "https://example.org/sco.html"},
		{"external without scheme", withResource(`href="//example.org/sco.html"`), "launch_external", "//example.org/sco.html"},
		{"external base", withResource(`xml:base="http://example.org/c/" href="sco.html"`), "launch_external", "http://example.org/c/sco.html"},
		{"script", withResource(`href="javascript:alert(1)"`), "launch_script", "javascript:alert(1)"},
		{"script in capitals", withResource(`href=" JavaScript:alert(1)"`), "launch_script", "JavaScript"},
		{"data", withResource(`href="data:text/html,x"`), "launch_script", "data:"},
		{"above the root", withResource(`href="../other/index.html"`), "launch_outside", "../other/index.html"},
		{"above the root, encoded", withResource(`href="%2e%2e/other/index.html"`), "launch_outside", "%2e%2e"},
		{"drive", withResource(`href="C:\course\index.html"`), "launch_outside", "C:"},
		{"file", withResource(`href="file:///C:/index.html"`), "launch_outside", "file:"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m, err := Parse([]byte(tc.text))
			if fault.CodeOf(err) != tc.code || fault.KindOf(err) != fault.Invalid {
				t.Fatalf("got %v (%v), want %s", err, m, tc.code)
			}
			var f *fault.Error
			if !errors.As(err, &f) || !strings.Contains(f.Public, tc.says) {
				t.Errorf("%q does not say %q", f.Public, tc.says)
			}
		})
	}
}

func TestStandards(t *testing.T) {
	for _, tc := range []struct {
		version, spelling, namespace string
		standard                     Standard
		edition                      Edition
		warned                       bool
	}{
		{"1.2", "scormtype", "adlcp_rootv1p2", SCORM12, "", false},
		{"SCORM_1.2", "scormtype", "adlcp_rootv1p2", SCORM12, "", false},
		{"CAM 1.3", "scormType", "adlcp_v1p3", SCORM2004, Second, false},
		{"2004 2nd Edition", "scormType", "adlcp_v1p3", SCORM2004, Second, false},
		{"2004 3rd edition", "scormType", "adlcp_v1p3", SCORM2004, Third, false},
		{"2004 4th Edition", "scormType", "adlcp_v1p3", SCORM2004, Fourth, false},
		{"2004", "scormType", "adlcp_v1p3", SCORM2004, Third, false},
		{"", "scormtype", "adlcp_rootv1p2", SCORM12, "", true},
		{"final", "scormType", "adlcp_v1p3", SCORM2004, Third, true},
		{"", "scormType", "elsewhere", SCORM2004, Third, true},
		{"", "type", "elsewhere", SCORM12, "", true},
		{"1.2", "scormType", "adlcp_v1p3", SCORM12, "", true},
	} {
		text := `<manifest xmlns:adlcp="http://www.adlnet.org/xsd/` + tc.namespace + `"><metadata><schema>ADL SCORM</schema><schemaversion>` + tc.version +
			`</schemaversion></metadata>` + orgs + `<resources><resource identifier="r" adlcp:` + tc.spelling + `="SCO" href="a.html"/></resources></manifest>`
		m := mustParse(t, text)
		if m.Standard != tc.standard || m.Edition != tc.edition || (len(m.Warnings) > 0) != tc.warned {
			t.Errorf("%q %s %s: got %s %s, warnings %v", tc.version, tc.spelling, tc.namespace, m.Standard, m.Edition, codes(m))
		}
		if tc.spelling != "type" && !m.Resources[0].SCO {
			t.Errorf("%s: not read as a SCO", tc.spelling)
		}
	}
}

func TestNameSpacesDoNotMatter(t *testing.T) {
	for _, text := range []string{
		strings.ReplaceAll(strings.ReplaceAll(minimal, ` xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"`, ""), ` xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"`, ""),
		strings.ReplaceAll(minimal, "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "urn:wrong"),
		strings.NewReplacer("<item", "<ITEM", "</item", "</ITEM", "identifierref", "identifierRef").Replace(minimal),
	} {
		if m := mustParse(t, text); !m.Resources[0].SCO || m.Organizations[0].Children[0].Resource != "r" {
			t.Errorf("not read: %s", text)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, tc := range []struct{ manifestBase, resourcesBase, attrs, path, raw, query string }{
		{"", "", `href="index.html"`, "index.html", "index.html", ""},
		{"", "", `href="./a/../index.html"`, "index.html", "index.html", ""},
		{"", "", `href="sco\index.html"`, "sco/index.html", "sco/index.html", ""},
		{"", "", `href="sco%20un/%C3%A9t%C3%A9.html?x=%20#p"`, "sco un/été.html", "sco%20un/%C3%A9t%C3%A9.html", "?x=%20#p"},
		{"", "", `href="100%.html"`, "100%.html", "100%.html", ""},
		{"", "", `href="/index.html"`, "index.html", "index.html", ""},
		{"m/", "s/", `xml:base="r/" href="index.html"`, "m/s/r/index.html", "m/s/r/index.html", ""},
		{"m", "", `xml:base="../r" href="index.html"`, "r/index.html", "r/index.html", ""},
		{"", "", `xml:base="r/old.html" href="index.html"`, "r/index.html", "r/index.html", ""},
		{"m/", "", `xml:base="/r/" href="index.html"`, "r/index.html", "r/index.html", ""},
	} {
		text := strings.Replace(head12, "<manifest ", `<manifest xml:base="`+tc.manifestBase+`" `, 1) + orgs +
			`<resources xml:base="` + tc.resourcesBase + `"><resource identifier="r" ` + tc.attrs + `/></resources></manifest>`
		r := mustParse(t, text).Resources[0]
		if r.Path != tc.path || r.Raw != tc.raw || r.Query != tc.query {
			t.Errorf("%+v: got %q %q %q", tc, r.Path, r.Raw, r.Query)
		}
	}
}

func TestLaunchAddress(t *testing.T) {
	for _, tc := range []struct{ file, query, parameters, want string }{
		{"a.html", "", "", "a.html"},
		{"a b/é.html", "", "", "a%20b/%C3%A9.html"},
		{"a.html", "", "?x=1", "a.html?x=1"},
		{"a.html", "", "&x=1", "a.html?x=1"},
		{"a.html", "", "x=1", "a.html?x=1"},
		{"a.html", "?y=2", "?x=1", "a.html?y=2&x=1"},
		{"a.html", "", "#here", "a.html#here"},
		{"a.html", "#there", "#here", "a.html#there"},
		{"a.html", "?y=2#there", "x=1", "a.html?y=2&x=1#there"},
	} {
		if got := LaunchAddress(&Resource{Query: tc.query}, tc.file, tc.parameters); got != tc.want {
			t.Errorf("%+v: got %q", tc, got)
		}
	}
}

func TestItems12(t *testing.T) {
	m := mustParse(t, head12+`<organizations default="none"><organization identifier="o"><title> Cours </title>
		<item identifier="i" identifierref="r" isvisible="false" parameters="?a=1"><title>Un</title>
		<adlcp:prerequisites type="aicc_script">a&amp;b</adlcp:prerequisites><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>
		<adlcp:timelimitaction>Exit,Message</adlcp:timelimitaction><adlcp:datafromlms>debut</adlcp:datafromlms><adlcp:masteryscore>80</adlcp:masteryscore></item>
		<item identifier="i" identifierref="r"><title>Deux</title><adlcp:masteryscore>beaucoup</adlcp:masteryscore></item>
		</organization></organizations>`+resources)
	one, two := m.Organizations[0].Children[0], m.Organizations[0].Children[1]
	if one.Visible || one.Parameters != "?a=1" || one.Prerequisites != "a&b" || one.MaxTimeAllowed != "00:30:00" ||
		one.TimeLimitAction != "exit,message" || one.DataFromLMS != "debut" || one.MasteryScore == nil || *one.MasteryScore != 80 {
		t.Errorf("got %+v", one)
	}
	if two.ID != "i~2" || two.MasteryScore != nil || !two.Visible {
		t.Errorf("got %+v", two)
	}
	if got := strings.Join(codes(m), " "); got != "duplicate_item mastery_score default_organization" {
		t.Errorf("warnings %q", got)
	}
	if m.Title() != "Cours" || m.Default != "o" {
		t.Errorf("title %q, default %q", m.Title(), m.Default)
	}
}

func TestSubManifests(t *testing.T) {
	m := mustParse(t, head12+`<organizations default="o"><organization identifier="o"><title>T</title>
		<item identifier="a" identifierref="sub"><title/></item><item identifier="b" identifierref="deep"/></organization></organizations>
		<resources><resource identifier="r" href="a.html"><dependency identifierref="deep"/><dependency identifierref="gone"/></resource></resources>
		<manifest identifier="sub" xml:base="sub/"><organizations default="p2"><organization identifier="p1"/><organization identifier="p2"><title>Sous</title>
		<item identifier="a" identifierref="r"><title>Dedans</title></item></organization></organizations>
		<resources><resource identifier="r" href="a.html"/><resource identifier="deep" href="d.html"/></resources></manifest></manifest>`)
	a := m.Organizations[0].Children[0]
	if a.Title != "Sous" || len(a.Children) != 1 || a.Children[0].ID != "a~2" {
		t.Fatalf("got %+v", a)
	}
	if res := m.Resource(a.Children[0].Resource); res == nil || res.Path != "sub/a.html" {
		t.Errorf("the item of the sub-manifest launches %+v", res)
	}
	if res := m.Resource(m.Organizations[0].Children[1].Resource); res == nil || res.Path != "sub/d.html" {
		t.Errorf("the second item launches %+v", res)
	}
	if got := m.Resources[0].Dependencies; !reflect.DeepEqual(got, []string{"deep"}) {
		t.Errorf("dependencies %v", got)
	}
}

func TestSubManifestThatHoldsItself(t *testing.T) {
	_, err := Parse([]byte(head12 + orgs[:strings.Index(orgs, "<item")] + `<item identifier="i" identifierref="s"/></organization></organizations><resources/>
		<manifest identifier="s"><organizations><organization identifier="o"><item identifier="j" identifierref="s"/></organization></organizations></manifest></manifest>`))
	if fault.CodeOf(err) != "resource_missing" {
		t.Errorf("got %v", err)
	}
}

// TestHostileRepetition reads what would take hours if anything were looked for one by one.
func TestHostileRepetition(t *testing.T) {
	const n = 10_000
	m := mustParse(t, head12+`<organizations><organization identifier="o"><title>T</title>`+strings.Repeat(`<item identifier="i" identifierref="z"/>`, n)+
		`</organization></organizations><resources>`+strings.Repeat(`<resource identifier="r" href="a"><dependency identifierref="q"/></resource>`, n)+
		`</resources>`+strings.Repeat(`<manifest identifier="s"><resources><resource identifier="z" href="z.html"/></resources></manifest>`, n)+`</manifest>`)
	if len(m.Resources) != 2*n || len(m.Organizations[0].Children) != n || len(m.Warnings) != maxWarnings+1 {
		t.Errorf("%d resources, %d items, %d warnings", len(m.Resources), len(m.Organizations[0].Children), len(m.Warnings))
	}
}

func TestMetadata(t *testing.T) {
	for _, general := range []string{
		`<general><title><langstring xml:lang="en">Water</langstring><langstring xml:lang="fr-FR">L’eau</langstring></title><language>fr</language><description><langstring>D</langstring></description><keyword><langstring>k</langstring></keyword></general>`,
		`<general><title><string language="en">Water</string><string language="fr">L’eau</string></title><language>fr</language><description><string>D</string></description><keyword><string>k</string></keyword></general>`,
	} {
		m := mustParse(t, strings.Replace(minimal, "</metadata>", `<lom>`+general+`<educational><typicalLearningTime><duration>PT2H</duration></typicalLearningTime></educational></lom></metadata>`, 1))
		md := m.Metadata
		if md.Title.In("fr") != "L’eau" || md.Title.In("de") != "Water" || md.Description.In("fr") != "D" || md.Language != "fr" || md.Keywords[0] != "k" || md.Duration != "PT2H" {
			t.Errorf("got %+v", md)
		}
	}
}

// TestADL reads the manifests of ADL's tests of systems, 4th edition.
func TestADL(t *testing.T) {
	z, err := zip.OpenReader(packages(t, "scorm2004", "ADL4ed_manifests.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(data)
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		if m.Standard != SCORM2004 || m.Edition != Fourth || !strings.Contains(m.Title(), "LMS") && !strings.Contains(m.Title(), "Test") {
			t.Logf("%s: %s %s %q", f.Name, m.Standard, m.Edition, m.Title())
		}
		for _, w := range m.Warnings {
			t.Logf("%s: %s (%s) %s", f.Name, w.Code, w.Path, w.Message)
		}
	}
	if len(z.File) != 151 {
		t.Errorf("%d manifests, want 151", len(z.File))
	}
}
