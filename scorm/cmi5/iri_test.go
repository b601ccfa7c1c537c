package cmi5

import "testing"

func TestIsIRI(t *testing.T) { // §3.0, RFC 3987
	for iri, want := range map[string]bool{
		"https://ex.org/a?b[]=c#d":     true,
		"HTTP://ex.org":                true,
		"http://[2001:db8::1]:80/":     true,
		"urn:isbn:0451450523":          true,
		"tag:ex.org,2026:a":            true,
		"https://ex.org/\u00e9t\u00e9": true,
		"https://ex.org/%C3%A9":        true,
		"app+x-1.0:a":                  true,

		"":                         false,
		"ex.org/a":                 false,
		"/a":                       false,
		"#a":                       false,
		"//ex.org/a":               false,
		"1a:b":                     false,
		"urn:":                     false,
		"http:a":                   false,
		"https://":                 false,
		"https:///a":               false,
		"https://:80/":             false,
		"https://ex.org:eighty/":   false,
		"https://ex.org/a b":       false,
		"https://ex.org/a\u00a0b":  false,
		"https://ex.org/<a>":       false,
		"https://ex.org/%":         false,
		"https://ex.org/%4":        false,
		"https://ex.org/%zz":       false,
		"https://ex.org/#a#b":      false,
		"https://ex.org/\\a":       false,
		"https://ex.org/\x7f":      false,
		"https://ex.org/\xff":      false,
		"https://ex.org/\ue000":    false,
		"https://ex.org/{a}":       false,
		"https://ex.org/a\nb":      false,
		"https://ex.org/\u202ea":   false,
		"https://user@/path":       false,
		"https://ex.org/a^b`c|d\"": false,
	} {
		if got := isIRI(iri); got != want {
			t.Errorf("%q: %v", iri, got)
		}
	}
}
