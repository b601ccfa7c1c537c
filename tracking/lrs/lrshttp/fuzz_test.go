package lrshttp

import (
	"bytes"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// FuzzMixed: nothing panics, what is refused is said to be the sender's fault, and what is read is
// read the same once it is written again.
func FuzzMixed(f *testing.F) {
	const hash = "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a"
	whole := "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: " + hash + "\r\n\r\nbytes\r\n--b--\r\n"
	for _, body := range []string{whole, strings.ReplaceAll(whole, "\r\n", "\n"), strings.Replace(whole, "--b--", "", 1), "preamble\r\n" + whole + "epilogue",
		strings.Replace(whole, "binary", "base64", 1), strings.Replace(whole, hash, "", 1), strings.Replace(whole, "application/json", "text/plain", 1), "--b--", "--b\r\n\r\n", ""} {
		f.Add([]byte(body), "b")
	}
	f.Add([]byte(whole), "")
	f.Add([]byte(whole), strings.Repeat("b", 71))
	f.Fuzz(func(t *testing.T, body []byte, boundary string) {
		statements, files, err := readMixed(body, boundary)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, file := range files {
			if bytes.Contains(file.Data, []byte("\r\n--"+boundary+"\r\n")) {
				t.Fatalf("a part goes on beyond its end: %q", file.Data)
			}
		}
		again, boundary := writeMixed(statements, files)
		statements2, files2, err := readMixed(again, boundary)
		if err != nil || !bytes.Equal(statements, statements2) || len(files) != len(files2) {
			t.Fatalf("written again: %v, %q", err, again)
		}
		for i := range files {
			if files[i].SHA2 != files2[i].SHA2 || files[i].Type != files2[i].Type || !bytes.Equal(files[i].Data, files2[i].Data) {
				t.Fatalf("a file written again: %+v, %+v", files[i], files2[i])
			}
		}
	})
}

// FuzzQuery: nothing panics, whether a request is an address or the form of the alternate syntax;
// what is refused is said to be the sender's fault; what is taken goes on as it is from page to
// page.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{"", "limit=5&ascending=true", `agent={"mbox":"mailto:ann@school.test"}&related_agents=true`, "verb=https://school.test/v&activity=urn:a:1",
		"registration=00000000-0000-4000-8000-000000000001", "since=2026-01-01T00:00:00Z&until=2026-02-29T00:00:00Z", "limit=-1", "limit=1&limit=2", "%zz", "a;b", "limit=99999999999999999999",
		"format=canonical&attachments=true", "more=e30", "statementId=x", "method=GET"} {
		f.Add(query, "", "fr;q=0.5, en")
	}
	f.Add("method=GET", "limit=5&Authorization=Basic+x&X-Experience-API-Version=1.0.3&content=%7B%7D", "*")
	f.Fuzz(func(t *testing.T, query, form, languages string) {
		invalidOnly := func(err error) bool {
			if err != nil && !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return err != nil
		}
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		q := &request{method: http.MethodPost, version: statement.V1, body: []byte(form)}
		if values.Has("method") {
			if values, err = q.alternate(values); invalidOnly(err) {
				return
			}
		} else {
			q.headers = map[string]string{}
		}
		if _, told := q.headers["accept-language"]; !told {
			q.headers["accept-language"] = languages
		}
		if q.params, err = single(values); invalidOnly(err) {
			return
		}
		_ = invalidOnly(q.checkParams(resources["/statements"][http.MethodGet]))
		got, err := q.query()
		if invalidOnly(err) {
			return
		}
		how, err := q.format()
		if invalidOnly(err) {
			return
		}
		if again, how2, err := readMore(writeMore(got, how), format{languages: how.languages}); err != nil || !reflect.DeepEqual(again, got) || !reflect.DeepEqual(how2, how) {
			t.Fatalf("on the next page: %+v, %+v, %v; was %+v, %+v", again, how2, err, got, how)
		}
		_, _, err = readMore(q.params["more"], how)
		_ = invalidOnly(err)
	})
}
