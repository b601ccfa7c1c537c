package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shell runs a command as a shell does, with its standard input, and returns its exit code
// and what it printed.
func shell(t *testing.T, input string, args ...string) (int, string) {
	t.Helper()
	in := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(in, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	stdin, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	oldIn, oldOut, oldErr := os.Stdin, os.Stdout, os.Stderr
	os.Stdin, os.Stdout, os.Stderr = stdin, w, w
	printed := make(chan string)
	go func() {
		all, _ := io.ReadAll(r)
		printed <- string(all)
	}()
	code := run(t.Context(), args)
	w.Close()
	os.Stdin, os.Stdout, os.Stderr = oldIn, oldOut, oldErr
	return code, <-printed
}

func TestCommands(t *testing.T) {
	t.Setenv("PREAU_DATA", t.TempDir())
	for _, tc := range []struct {
		input string
		args  []string
		code  int
		has   string
	}{
		{"", nil, 2, "preau serve"},
		{"", []string{"dance"}, 2, "preau serve"},
		{"", []string{"version"}, 0, "dev"},
		{"", []string{"settings"}, 0, "PREAU_CONTENT_URL"},
		{"", []string{"check"}, 0, "ok"},
		{"", []string{"serve", "-config", "/nonexistent"}, 1, "configuration file"},
		{"", []string{"user", "remove"}, 1, "user add"},
		{"a-long-enough-password\n", []string{"user", "add", "-email", "ada@example.fr", "-given", "Ada", "-family", "Byron", "-role", "administrator"}, 0, "-"},
		{"another-long-password\n", []string{"user", "add", "-email", "ada@example.fr", "-given", "Ada", "-family", "Byron"}, 1, "adresse"},
		{"short\n", []string{"user", "add", "-email", "bob@example.fr", "-given", "Bob", "-family", "Lee"}, 1, "12"},
		{"a-long-enough-password\n", []string{"user", "add", "-email", "eve@example.fr", "-given", "Eve", "-family", "Lee", "-role", "queen"}, 1, "rôle"},
		{"", []string{"export", "-email", "ada@example.fr"}, 0, "["},
		{"", []string{"export", "-email", "nobody@example.fr"}, 1, "nobody has the address"},
		{"", []string{"import", "/nonexistent.zip"}, 1, "nonexistent"},
	} {
		code, printed := shell(t, tc.input, tc.args...)
		if code != tc.code || !strings.Contains(printed, tc.has) {
			t.Errorf("preau %s: exit %d, want %d; printed %q, want %q in it", strings.Join(tc.args, " "), code, tc.code, printed, tc.has)
		}
	}
}

func TestOpenAPIIsWhatTheRepositoryHolds(t *testing.T) {
	code, printed := shell(t, "", "openapi")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, printed)
	}
	if !json.Valid([]byte(printed)) {
		t.Fatal("not JSON")
	}
	held, err := os.ReadFile("../../docs/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if string(held) != printed {
		t.Error("docs/openapi.json is out of date: run make generate")
	}
}
