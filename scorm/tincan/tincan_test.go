package tincan

import (
	"slices"
	"strings"
	"testing"

	"preau.education/preau/internal/fault"
)

func wrap(activities string) string {
	return `<?xml version="1.0" encoding="utf-8" ?><tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>` + activities + `</activities></tincan>`
}

func activity(id, launch string) string {
	return `<activity id="` + id + `" type="http://adlnet.gov/expapi/activities/course"><name> Un
		cours </name><description lang="fr">D</description><launch lang="fr">` + launch + `</launch></activity>`
}

func holding(names ...string) Files {
	return func(path string) (string, bool) { return path, slices.Contains(names, path) }
}

func TestParse(t *testing.T) {
	list, err := Parse(wrap(activity("http://ex.org/c", "a/index%20un.html?x=1#p")+
		`<activity id="http://ex.org/c/page"><name>Une page</name></activity>`+activity("urn:x:y", "https://ex.org/")), holding("a/index un.html"))
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	one := list[0]
	if one.ID != "http://ex.org/c" || one.File != "a/index un.html" || one.Suffix != "?x=1#p" || one.Name[0] != (LangString{"", "Un cours"}) || one.Description[0].Lang != "fr" {
		t.Errorf("%+v", one)
	}
	if list[1].File != "" || list[1].URL != "https://ex.org/" {
		t.Errorf("%+v", list[1])
	}
}

func TestRefusals(t *testing.T) {
	for _, tc := range []struct{ name, text, code string }{
		{"nothing", "", "tincan_not_xml"},
		{"no XML", "bonjour <", "tincan_not_xml"},
		{"entities", `<!DOCTYPE t [<!ENTITY a "aaaa">]>` + strings.Replace(wrap(activity("http://ex.org/c", "&a;")), `<?xml version="1.0" encoding="utf-8" ?>`, "", 1), "tincan_not_xml"},
		{"another root", `<course/>`, "tincan_root"},
		{"no activity", wrap(""), "tincan_no_launch"},
		{"no launch", wrap(activity("http://ex.org/c", " ")), "tincan_no_launch"},
		{"no IRI", wrap(activity("cours", "index.html")), "tincan_id"},
		{"one id twice", wrap(activity("http://ex.org/c", "index.html") + activity("http://ex.org/c", "index.html")), "tincan_id"},
		{"a script", wrap(activity("http://ex.org/c", "javascript:alert(1)")), "tincan_url"},
		{"another host", wrap(activity("http://ex.org/c", "//ex.org/index.html")), "tincan_url"},
		{"outside", wrap(activity("http://ex.org/c", "../index.html")), "tincan_url"},
		{"behind an encoded slash", wrap(activity("http://ex.org/c", "a/..%2f..%2findex.html")), "tincan_url"},
		{"no such file", wrap(activity("http://ex.org/c", "accueil.html")), "tincan_file_missing"},
	} {
		if _, err := Parse(tc.text, holding("index.html")); fault.CodeOf(err) != tc.code || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(wrap(activity("http://ex.org/c", "index.html")))
	f.Fuzz(func(t *testing.T, text string) {
		list, err := Parse(text, holding("index.html"))
		if err == nil && len(list) == 0 || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%v, %v", list, err)
		}
	})
}
