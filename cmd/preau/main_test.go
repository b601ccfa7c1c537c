package main

import (
	"crypto/sha256"
	"encoding/hex"
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
		{"", []string{"statements", "forget", "-email", "ada@example.fr"}, 0, "0 statements"},
		{"", []string{"statements", "forget", "-email", "nobody@example.fr"}, 1, "nobody has the address"},
		{"", []string{"forward"}, 1, "forward add"},
		{"hush\n", []string{"forward", "add", "-name", "Observatoire", "-url", "lrs.example", "-key", "k"}, 1, "https://lrs.exemple.fr/xapi"},
		{"hush\n", []string{"forward", "add", "-name", "Observatoire", "-url", "https://lrs.example/xapi", "-key", "k"}, 0, "-"},
		{"", []string{"forward", "list"}, 0, "going"},
		{"", []string{"forward", "remove", "-id", "x"}, 1, "preau forward"},
		{"", []string{"statements"}, 1, "statements export"},
		{"", []string{"statements", "export", "-since", "yesterday"}, 1, "2026-11-28T"},
		{"", []string{"statements", "export", "-agent", "{}"}, 1, "-agent: needs one of"},
		{"", []string{"statements", "import", "/nonexistent.ndjson"}, 1, "nonexistent"},
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

// TestStatementsThroughAShell moves statements, one of them with a file, from one base to another.
func TestStatementsThroughAShell(t *testing.T) {
	dir := t.TempDir()
	sum := sha256.Sum256([]byte("bytes"))
	hash := hex.EncodeToString(sum[:])
	plain := `{"id":"00000000-0000-4000-8000-000000000001","actor":{"mbox":"mailto:ann@school.test"},"verb":{"id":"https://school.test/v"},"object":{"id":"https://school.test/o"}`
	withFile := strings.Replace(plain, "001\"", "002\"", 1) + `,"attachments":[{"usageType":"https://school.test/u","display":{"fr":"p"},"contentType":"text/plain","length":5,"sha2":"` + hash + `"}]`
	in := filepath.Join(dir, "in.ndjson")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(in, plain+"}\n"+withFile+"}\nnonsense\n")
	must := func(code int, has string, args ...string) string {
		t.Helper()
		got, printed := shell(t, "", args...)
		if got != code || !strings.Contains(printed, has) {
			t.Fatalf("%v: exit %d, want %d; printed %q, want %q in it", args, got, code, printed, has)
		}
		return printed
	}
	t.Setenv("PREAU_DATA", t.TempDir())
	must(1, "line 3: ", "statements", "import", "-strict", in)
	must(0, "", "statements", "export")
	if err := os.Mkdir(filepath.Join(dir, "files"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "files", hash), "bytes")
	must(1, "3 lines: 2 stored, 0 there already, 1 refused", "statements", "import", "-files", filepath.Join(dir, "files"), in)
	must(1, "3 lines: 0 stored, 2 there already, 1 refused", "statements", "import", in)
	out := filepath.Join(dir, "out.ndjson")
	write(out, must(0, hash, "statements", "export", "-files", filepath.Join(dir, "out")))

	t.Setenv("PREAU_DATA", t.TempDir())
	must(0, "2 lines: 2 stored", "statements", "import", "-strict", "-files", filepath.Join(dir, "out"), out)
	held, _ := os.ReadFile(out)
	if again := must(0, hash, "statements", "export"); again != string(held) {
		t.Errorf("got %s, want %s", again, held)
	}
}
