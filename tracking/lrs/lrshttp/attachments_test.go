package lrshttp

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"
)

func sha2(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}

// attached declares an attachment.
func attached(data string, change ...func(object)) func(object) {
	a := object{"usageType": "https://school.test/usage", "display": object{"fr": "pièce"}, "contentType": "text/plain", "length": len(data), "sha2": sha2(data)}
	for _, c := range change {
		c(a)
	}
	return func(s object) { s["attachments"] = []object{a} }
}

func elsewhere(a object) { a["fileUrl"] = "https://school.test/file" }

func signature(a object) {
	a["usageType"], a["contentType"] = "http://adlnet.gov/expapi/attachments/signature", "application/octet-stream"
}

// part is one part of a body; header lines end with \n.
type part struct{ header, body string }

func statementPart(s ...object) part {
	var v any = s
	if len(s) == 1 {
		v = s[0]
	}
	return part{"Content-Type: application/json\n", text(v)}
}

func bytesPart(data string) part {
	return part{"Content-Type: text/plain\nContent-Transfer-Encoding: binary\n" + headerHash + ": " + sha2(data) + "\n", data}
}

func mixed(parts ...part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("--limit\r\n" + strings.ReplaceAll(p.header, "\n", "\r\n") + "\r\n" + p.body + "\r\n")
	}
	return b.String() + "--limit--\r\n"
}

// jws signs a statement in name only: the shape is right, and nobody's certificate is in it.
func jws(alg string, payload any) string {
	e := base64.RawURLEncoding.EncodeToString
	return e([]byte(`{"alg":"`+alg+`"}`)) + "." + e([]byte(text(payload))) + "." + e([]byte("signature"))
}

// TestMultipartIn is Communication §1.5.2 and Data §2.4.11 and §2.6.
func TestMultipartIn(t *testing.T) {
	w := newWorld(t)
	kind := []string{"Content-Type", "multipart/mixed; boundary=limit"}
	headers := func(drop string) part {
		p := bytesPart("bytes")
		lines := strings.SplitAfter(p.header, "\n")
		p.header = ""
		for _, l := range lines {
			if !strings.HasPrefix(l, drop) {
				p.header += l
			}
		}
		return p
	}
	upper := bytesPart("bytes")
	upper.header = strings.Replace(upper.header, sha2("bytes"), strings.ToUpper(sha2("bytes")), 1)
	wrong := bytesPart("bytes")
	wrong.body = "other"
	encoded := bytesPart("bytes")
	encoded.header = strings.Replace(encoded.header, "binary", "base64", 1)
	n := 0
	next := func() int { n++; return n }
	for _, tc := range []struct {
		name   string
		parts  []part
		status int
		has    string
	}{
		{"bytes", []part{statementPart(said(next(), attached("bytes"))), bytesPart("bytes")}, 200, ""},
		{"two statements of one", []part{statementPart(said(next(), attached("bytes")), said(next(), attached("bytes"))), bytesPart("bytes")}, 200, ""},
		{"two statements of two", []part{statementPart(said(next(), attached("bytes")), said(next(), attached("more"))), bytesPart("more"), bytesPart("bytes")}, 200, ""},
		{"no attachment", []part{statementPart(said(next()))}, 200, ""},
		{"an address", []part{statementPart(said(next(), attached("bytes", elsewhere)))}, 200, ""},
		{"hash in capitals", []part{statementPart(said(next(), attached("bytes"))), upper}, 200, ""},
		{"empty", []part{statementPart(said(next(), attached(""))), bytesPart("")}, 200, ""},
		{"missing", []part{statementPart(said(next(), attached("bytes")))}, 400, `"path":"[0].attachments[0]"`},
		{"one of two missing", []part{statementPart(said(next(), attached("bytes")), said(next(), attached("more"))), bytesPart("bytes")}, 400, `"path":"[1].attachments[0]"`},
		{"unused", []part{statementPart(said(next(), attached("bytes"))), bytesPart("bytes"), bytesPart("more")}, 400, `"code":"unused_bytes"`},
		{"unused, none declared", []part{statementPart(said(next())), bytesPart("bytes")}, 400, `"code":"unused_bytes"`},
		{"no hash", []part{statementPart(said(next(), attached("bytes"))), headers(headerHash)}, 400, `"path":"part 1"`},
		{"no encoding", []part{statementPart(said(next(), attached("bytes"))), headers("Content-Transfer")}, 400, `"path":"part 1"`},
		{"another encoding", []part{statementPart(said(next(), attached("bytes"))), encoded}, 400, `"path":"part 1"`},
		{"wrong hash", []part{statementPart(said(next(), attached("bytes"))), wrong}, 400, `"code":"wrong_hash"`},
		{"statements second", []part{bytesPart("bytes"), statementPart(said(next(), attached("bytes")))}, 400, `"path":"part 0"`},
		{"statements as text", []part{{"Content-Type: text/plain\n", text(said(next()))}}, 400, `"path":"part 0"`},
		{"signed", []part{statementPart(said(n+1, attached(jws("RS256", said(n+1)), signature))), bytesPart(jws("RS256", said(next())))}, 200, ""},
		{"signed, RS512", []part{statementPart(said(n+1, attached(jws("RS512", said(n+1)), signature))), bytesPart(jws("RS512", said(next())))}, 200, ""},
		{"signed, HS256", []part{statementPart(said(n+1, attached(jws("HS256", said(n+1)), signature))), bytesPart(jws("HS256", said(next())))}, 400, `"code":"bad_signature"`},
		{"another signed", []part{statementPart(said(n+1, attached(jws("RS256", said(7)), signature))), bytesPart(jws("RS256", said(7)))}, 400, `"code":"bad_signature"`},
		{"no signature", []part{statementPart(said(next(), attached("bytes", signature))), bytesPart("bytes")}, 400, `"code":"bad_signature"`},
		{"a signature elsewhere", []part{statementPart(said(next(), attached("bytes", signature, elsewhere)))}, 400, ""},
		{"a signature as text", []part{statementPart(said(n+1, attached(jws("RS256", said(n+1)), signature, func(a object) { a["contentType"] = "text/plain" }))), bytesPart(jws("RS256", said(next())))}, 400, `"path":"attachments[0].contentType"`},
	} {
		a := ask{name: tc.name, method: "POST /statements", headers: kind, body: mixed(tc.parts...), status: tc.status}
		if tc.has != "" {
			a.has = []string{tc.has}
		}
		w.run(a)
	}
	good := mixed(statementPart(said(100, attached("bytes"))), bytesPart("bytes"))
	w.run(
		ask{name: "PUT", method: "PUT /statements?statementId=" + uuid(100), headers: kind, body: good, status: 204},
		ask{name: "quoted boundary", method: "POST /statements", headers: []string{"Content-Type", `multipart/mixed; boundary="limit"`}, body: good},
		ask{name: "no boundary", method: "POST /statements", headers: []string{"Content-Type", "multipart/mixed"}, body: good, status: 400, has: []string{`"path":"Content-Type"`}},
		ask{name: "another boundary", method: "POST /statements", headers: []string{"Content-Type", "multipart/mixed; boundary=other"}, body: good, status: 400},
		ask{name: "cut", method: "POST /statements", headers: kind, body: good[:len(good)-12], status: 400},
		ask{name: "empty", method: "POST /statements", headers: kind, body: "--limit--\r\n", status: 400},
		ask{name: "form-data", method: "POST /statements", headers: []string{"Content-Type", "multipart/form-data; boundary=limit"}, body: good, status: 400},
		ask{name: "JSON, bytes missing", method: "POST /statements", body: text(said(101, attached("bytes"))), status: 400, has: []string{`"code":"missing_bytes"`}},
		ask{name: "JSON, an address", method: "POST /statements", body: text(said(101, attached("bytes", elsewhere)))},
		ask{name: "a type of two lines", method: "POST /statements", headers: kind, body: mixed(statementPart(said(102, attached("bytes", func(a object) { a["contentType"] = "text/plain\r\nX-Evil: 1" }))), bytesPart("bytes")), status: 400},
	)
}

// TestMultipartOut is Communication §2.1.3, attachments.
func TestMultipartOut(t *testing.T) {
	w := newWorld(t)
	data := "bytes \x00\xff\r\n--lim"
	w.run(ask{method: "POST /statements", headers: []string{"Content-Type", "multipart/mixed; boundary=limit"},
		body: mixed(statementPart(said(1, attached(data)), said(2, attached(data)), said(3, attached("there", elsewhere))), bytesPart(data))})
	for path, n := range map[string]int{"/statements?attachments=true": 1, "/statements?attachments=true&statementId=" + uuid(1): 1,
		"/statements?attachments=true&statementId=" + uuid(3): 0, "/statements?attachments=true&format=ids": 1, "/statements?attachments=true&verb=" + q("https://school.test/verb/none"): 0} {
		got := w.send(ask{method: "GET " + path})
		media, params, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
		if err != nil || media != "multipart/mixed" {
			t.Fatalf("%s: %s", path, got.Header.Get("Content-Type"))
		}
		r := multipart.NewReader(strings.NewReader(got.body), params["boundary"])
		first, err := r.NextRawPart()
		if err != nil || first.Header.Get("Content-Type") != "application/json" {
			t.Fatalf("%s: first part %v, %v", path, first, err)
		}
		parts := 0
		for {
			p, err := r.NextRawPart()
			if err != nil {
				break
			}
			body, err := io.ReadAll(p)
			if err != nil || string(body) != data || p.Header.Get(headerHash) != sha2(data) || p.Header.Get("Content-Transfer-Encoding") != "binary" || p.Header.Get("Content-Type") != "text/plain" {
				t.Errorf("%s: part %q %v, %v", path, body, p.Header, err)
			}
			parts++
		}
		if parts != n {
			t.Errorf("%s: %d parts after the first, want %d", path, parts, n)
		}
	}
	w.run(ask{method: "GET /statements?attachments=false", has: []string{"Content-Type: application/json\n"}, hasNot: []string{"bytes \x00"}},
		ask{method: "GET /statements", has: []string{"Content-Type: application/json\n"}})
}
