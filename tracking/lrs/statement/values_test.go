package statement

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// checks holds a check to what it must take and what it must refuse.
func checks(t *testing.T, ok func(string) bool, good, bad []string) {
	t.Helper()
	for _, s := range good {
		if !ok(s) {
			t.Errorf("refused: %q", s)
		}
	}
	for _, s := range bad {
		if ok(s) {
			t.Errorf("taken: %q", s)
		}
	}
}

// Data 4.4.
func TestUUID(t *testing.T) {
	checks(t, IsUUID,
		[]string{uuid, "E05AA883-ACAF-40AD-BF54-02C8CE485FB0", "00000000-0000-0000-0000-000000000000"},
		[]string{"", uuid[:35], uuid + "0", "g" + uuid[1:], "e05aa883-acaf-40ad-bf5402c8ce485fb0-", " " + uuid[1:]})
}

// Data 4.3, RFC 3987.
func TestIRI(t *testing.T) {
	checks(t, IsIRI,
		[]string{"http://a", "HTTPS://exemple.fr/é?q=[1]#x", "urn:uuid:" + uuid, "tag:exemple.fr,2026:x", "mailto:a@b", "x-a+b.c:d", "http://exemple.fr/%C3%A9", "http://[::1]/", "act:1"},
		[]string{"", "a", "//exemple.fr/", "/a", "exemple.fr/a", ":a", "1a:b", "a b:c", "ab=c://x", "http:", "http://", "http:///a", "http:a", "urn:", "http://a b", "http://a/<", "http://a/>", "http://a/\x80", `http://a/"`, "http://a/{x}", `http://a\b`, "http://a/%zz", "http://a/%4", "http://a/\u0085", "http://a/\xff", "http://a/|", "http://a/^", "http://a/`", "http://a/\x7f"})
}

// Data 2.4.2.3.
func TestMbox(t *testing.T) {
	checks(t, isMbox,
		[]string{"mailto:a@b.fr", "mailto:lea.o'neil+x@ac-lille.fr", "mailto:léa@exemple.fr", "mailto:a@localhost"},
		[]string{"", "a@b.fr", "mailto:", "mailto:a", "mailto:@b.fr", "mailto:a@", "mailto:a@b@c.fr", "mailto:a b@c.fr", "mailto:.a@b.fr", "mailto:a..b@c.fr", "mailto:a@b..fr", "mailto:a@.fr", "mailto:a@b.fr.", "mailto:a@b.fr?subject=x", "mailto:a@b.fr,c@d.fr", "MAILTO:a@b.fr", "mailto:<a@b.fr>", "mailto://a@b.fr:80"})
}

// Data 4.2, RFC 5646 §2.1.
func TestLanguage(t *testing.T) {
	checks(t, IsLanguage,
		[]string{"fr", "FR", "fr-FR", "en-us", "zh-Hans-CN", "zh-cmn-Hans-CN", "es-419", "sl-rozaj-biske", "de-CH-1901", "de-1996", "en-a-bbb-x-a", "x-whatever", "und", "i-klingon", "en-GB-oed", "art-lojban", "zh-min-nan", "abcd", "abcdefgh", "de-DE-u-co-phonebk", "gsw"},
		[]string{"", "f", "a12345", "a12345678", "abcdefghi", "fr_FR", "fr-", "-fr", "fr--FR", "fr-FR-", "en-a", "en-x", "x", "x-", "i-unknown", "en-a-b", "fr-FR-FR", "français", "fr FR", "123", "en-abcdefghi", "en-x-abcdefghi"})
}

// Data 4.6, ISO 8601:2004 §4.4.3.2.
func TestDuration(t *testing.T) {
	checks(t, func(s string) bool { return CheckDuration(s) == nil },
		[]string{"PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "P0D", "PT0S", "P1M", "PT1M", "P1.5Y", "PT1,5H", "P1DT12H36M0.12567S", "P0.5W"},
		[]string{"", "P", "PT", "P1YT", "P4W1D", "P1Y4W", "P4WT1H", "1Y", "PA1H0M0S", "P1H", "PT1D", "P1D1Y", "PT1S1M", "P1Y1Y", "-P1Y", "P-1Y", "P1.5YT1H", "P1.5Y1M", "PT1.5H1M", "PT1.S", "PT.5S", "P1", "PT1", "p1y", "P1y", "P1Y ", "P0003-01-29T04:35:59", "PTS", "P1,Y", "PT1H T1M", "P1DT"})
}

// Data 4.5.
func TestTime(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for s, want := range map[string]time.Time{
		"2026-03-04T05:06:07Z":                   at,
		"2026-03-04T05:06:07.5Z":                 at.Add(time.Second / 2),
		"2026-03-04T05:06:07.1234567891Z":        at.Add(123456789),
		"2026-03-04T07:06:07+02:00":              at,
		"2026-03-04T04:36:07-00:30":              at,
		"2026-03-04T05:06:07+00:00":              at,
		"2024-02-29T00:00:00Z":                   time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC),
		"2016-12-31T23:59:60Z":                   time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC),
		"2017-01-01T00:59:60.5+01:00":            time.Date(2017, 1, 1, 0, 0, 0, 5e8, time.UTC),
		"0000-01-01T00:00:00Z":                   time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC),
		"2026-03-04T05:06:07.000000000000+00:00": at,
	} {
		for _, v := range []Version{V1, V2} {
			if got, ok := parseTime(s, v); !ok || !got.Equal(want) {
				t.Errorf("%s: %s: got %v, %v, want %v", v, s, got, ok, want)
			}
		}
	}
	for _, s := range []string{"2026-03-04T05:06:07", "2026-03-04T07:06:07+02", "2026-03-04T07:06:07+0200", "20260304T050607Z", "20260304T070607+02"} {
		if got, err := ParseTime(s); err != nil || !got.Equal(at) {
			t.Errorf("1.0.3: %s: got %v, %v, want %v", s, got, err, at)
		}
		if _, ok := parseTime(s, V2); ok {
			t.Errorf("2.0.0 takes %s", s)
		}
	}
	if _, err := ParseTime("2026-03-04T05:06Z"); err != nil {
		t.Errorf("1.0.3 refuses a timestamp to the minute: %v", err)
	}
	checks(t, func(s string) bool { _, err := ParseTime(s); return err == nil }, nil,
		[]string{"", "2026", "2026-03-04", "2026-03-04T", "2026-03-04T05Z", "2026-03-04 05:06:07Z", "2026-03-04t05:06:07Z", "2026-03-04T05:06:07z",
			"2026-03-04T05:06:07-00", "2026-03-04T05:06:07-0000", "2026-03-04T05:06:07-00:00", "2026-03-04T05:06:00,5Z", "2026-03-04T05:06:07.Z",
			"2026-02-29T00:00:00Z", "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
			"2026-03-04T24:00:00Z", "2026-03-04T05:60:00Z", "2026-03-04T05:06:61Z", "2026-03-04T05:06:60Z", "2026-03-04T05:06:07+24:00", "2026-03-04T05:06:07+01:60",
			"2026-0304T05:06:07Z", "202603-04T050607Z", "2026-03-04T050607Z", "26-03-04T05:06:07Z", "+2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z ", "2026-03-04T05:06:07+1:00", "01/011/2015", "2026-W10-3T05:06:07Z"})
}

func TestFormatTime(t *testing.T) {
	paris := time.FixedZone("", 3600)
	for want, at := range map[string]time.Time{
		"2026-03-04T05:06:07.000Z":       time.Date(2026, 3, 4, 6, 6, 7, 0, paris),
		"2026-03-04T05:06:07.120Z":       time.Date(2026, 3, 4, 5, 6, 7, 12e7, time.UTC),
		"2026-03-04T05:06:07.120000001Z": time.Date(2026, 3, 4, 5, 6, 7, 12e7+1, time.UTC),
	} {
		if got := FormatTime(at); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// RFC 2616 §14.4.
func TestParseLanguages(t *testing.T) {
	for header, want := range map[string][]string{
		"":                                   {},
		"fr":                                 {"fr"},
		"da, en-gb;q=0.8, en;q=0.7":          {"da", "en-gb", "en"},
		"en;q=0.2,fr;q=0.9, *;q=0.1":         {"fr", "en", "*"},
		"en;q=0, fr":                         {"fr"},
		"en;q=x, fr_FR, ;, de ;q=0.5,it;q=2": {"de"},
		"en;q=NaN":                           {},
	} {
		if got := ParseLanguages(header); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
}

func TestChooseLanguage(t *testing.T) {
	for _, c := range []struct{ tags, languages, want string }{
		{"en-US fr-FR", "fr", "fr-FR"},
		{"fr-FR fr", "fr", "fr"},
		{"en-US en-GB", "en-gb", "en-GB"},
		{"fr en", "fr-CA en", "en"}, // a range matches what it is a prefix of; "fr-CA" is none of "fr"
		{"de fr", "fr-CA-x-a es", "fr"},
		{"frx fr-BE", "fr", "fr-BE"},
		{"de en", "it *", "de"},
		{"de en", "it", "de"},
		{"de en", "", "de"},
	} {
		tags := strings.Fields(c.tags)
		if got := tags[chooseLanguage(tags, strings.Fields(c.languages))]; got != c.want {
			t.Errorf("of %s for %q: got %s, want %s", c.tags, c.languages, got, c.want)
		}
	}
}
