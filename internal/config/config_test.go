package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		env        []string
		wrong      string // part of the error; "" when it loads
	}{
		{name: "defaults"},
		{name: "environment wins over file", file: "PREAU_LISTEN=:1\n# comment\n\n", env: []string{"PREAU_LISTEN=:2"}},
		{name: "unknown in environment", env: []string{"PREAU_LISTENN=:1"}, wrong: "unknown setting PREAU_LISTENN"},
		{name: "unknown in file", file: "PREAU_X=1", wrong: "unknown setting PREAU_X"},
		{name: "test variables are left alone", env: []string{"PREAU_TEST_MONGODB=mongodb://x"}},
		{name: "not a pair", file: "PREAU_LISTEN", wrong: "line 1"},
		{name: "same host", env: []string{"PREAU_CONTENT_URL=http://localhost:9090"}, wrong: "same host"},
		{name: "no scheme", env: []string{"PREAU_URL=preau.fr"}, wrong: "PREAU_URL"},
		{name: "not a number", env: []string{"PREAU_PACKAGE_FILES=many"}, wrong: "PREAU_PACKAGE_FILES"},
		{name: "zero", env: []string{"PREAU_UPLOAD_LIMIT=0"}, wrong: "above zero"},
		{name: "documents", env: []string{"PREAU_DOCUMENTS=postgres://x"}, wrong: "PREAU_DOCUMENTS"},
		{name: "objects", env: []string{"PREAU_OBJECTS=ftp://x"}, wrong: "PREAU_OBJECTS"},
		{name: "proxies", env: []string{"PREAU_PROXIES=127.0.0.1, 10.2.0.0/16,fd00::/8"}},
		{name: "not proxies", env: []string{"PREAU_PROXIES=127.0.0.1,proxy.ac-lille.fr"}, wrong: "proxy.ac-lille.fr"},
		{name: "everybody", env: []string{"PREAU_PROXIES=0.0.0.0/0"}, wrong: "everybody"},
		{name: "level", env: []string{"PREAU_LOG_LEVEL=LOUD"}, wrong: "PREAU_LOG_LEVEL"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := ""
			if tc.file != "" {
				path = filepath.Join(t.TempDir(), "preau.conf")
				if err := os.WriteFile(path, []byte(tc.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			c, err := Load(path, tc.env)
			if tc.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tc.wrong) {
					t.Fatalf("error %v, want it to say %q", err, tc.wrong)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(tc.name, "environment wins") && c.Listen != ":2" {
				t.Fatalf("listen %q", c.Listen)
			}
			if c.Documents != "sqlite:data/preau.db" || c.App().Host != "localhost:8080" {
				t.Fatalf("documents %q, host %q", c.Documents, c.App().Host)
			}
		})
	}
}

func TestDocumentedTableIsUpToDate(t *testing.T) {
	doc, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := WriteTable(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), b.String()) {
		t.Fatal("docs/configuration.md does not hold the current table; run make generate")
	}
}
