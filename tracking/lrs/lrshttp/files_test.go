package lrshttp

import (
	"fmt"
	"strings"
	"testing"
)

func TestFiles(t *testing.T) {
	w := newWorld(t)
	var lines []string
	for i := range 250 {
		lines = append(lines, fmt.Sprintf(`{"id":"00000000-0000-4000-8000-%012d","actor":{"mbox":"mailto:a%d@school.test"},"verb":{"id":"https://school.test/v"},"object":{"id":"https://school.test/o"}}`, i, i%2))
	}
	file := strings.Join(lines, "\n")
	ndjson := []string{"Content-Type", "application/x-ndjson"}
	w.run(
		ask{name: "a visitor exports", method: "GET " + FilesPath, as: "nobody", status: 401, has: []string{"sign_in_required"}},
		ask{name: "a person exports", method: "GET " + FilesPath, as: "ann", status: 403},
		ask{name: "a person imports", method: "POST " + FilesPath, as: "ann", body: lines[0], headers: ndjson, status: 403},
		ask{name: "an array", method: "POST " + FilesPath, as: "root", body: "[]", status: 415, has: []string{"bad_content_type"}},
		ask{name: "only a look", method: "POST " + FilesPath + "?check=true", as: "root", body: file, headers: ndjson, has: []string{`"stored":250`}},
		ask{name: "nothing yet", method: "GET " + FilesPath, as: "root", hasNot: []string{"actor"}},
		ask{name: "in", method: "POST " + FilesPath, as: "root", body: file + "\n{}\n", headers: ndjson,
			has: []string{`"lines":251`, `"stored":250`, `"refused":1`, `"line":251`}},
		ask{name: "again", method: "POST " + FilesPath, as: "root", body: file, headers: ndjson, has: []string{`"stored":0`, `"there":250`, `"refusals":[]`}},
		ask{name: "an unknown parameter", method: "GET " + FilesPath + "?limit=1", as: "root", status: 422, has: []string{"unknown_parameter"}},
		ask{name: "one agent", method: "GET " + FilesPath + `?agent={"mbox":"mailto:a1@school.test"}`, as: "root",
			has: []string{"Content-Type: application/x-ndjson", "a1@school.test"}, hasNot: []string{"a0@school.test"}},
	)
	got := w.send(ask{method: "GET " + FilesPath, as: "root"})
	if all := strings.Split(strings.TrimSuffix(got.body, "\n"), "\n"); len(all) != 250 || !strings.Contains(all[249], "000000000249") {
		t.Errorf("%d lines", len(all))
	}
}
