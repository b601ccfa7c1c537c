package attestpdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func sample() Attestation {
	paris := time.FixedZone("", 3600)
	return Attestation{
		Number: "7K3M-Q2XW-9DZT-4HBN-8PAV-C5RE-JY", VerifyURL: "https://preau.education/verifier/7k3mq2xw9dzt4hbn8pavc5rejy",
		Name: "Maïwenn Lefèvre-d’Août", Title: "La laïcité à l’école : comprendre, transmettre et faire vivre",
		Matricule: "26_NDGS_LAICITE_1.2", Origin: "Direction générale de l’enseignement scolaire", Academie: "Lille",
		Kind: "Accompagné", MinutesDistance: 180, MinutesPresence: 390,
		Meetings: []Meeting{{"Atelier 1 : situations de classe", time.Date(2026, 10, 7, 9, 0, 0, 0, paris), 180},
			{"Atelier 2 : l’équipe face à une contestation d’enseignement, analyse de pratiques", time.Date(2026, 11, 4, 9, 0, 0, 0, paris), 210}},
		Started: time.Date(2026, 10, 1, 18, 0, 0, 0, paris), Completed: time.Date(2026, 11, 24, 10, 0, 0, 0, paris),
		Issued: time.Date(2026, 11, 24, 10, 0, 1, 0, paris),
	}
}

func TestAttestation(t *testing.T) {
	for name, change := range map[string]func(*Attestation){
		"usual": func(*Attestation) {},
		"void":  func(a *Attestation) { a.Void = "Révoquée" },
		"long":  func(a *Attestation) { a.Title = strings.Repeat("Anticonstitutionnellement ", 14) },
		"bare": func(a *Attestation) {
			*a = Attestation{Number: "1", VerifyURL: "https://x.fr/v/1", Name: "A", Title: "B"}
		},
		"foreign": func(a *Attestation) { a.Name = "Ngọc Łukasz 王" },
	} {
		t.Run(name, func(t *testing.T) {
			a := sample()
			change(&a)
			raw, err := a.Render()
			if err != nil {
				t.Fatal(err)
			}
			check(t, "attestation-"+name, raw)
		})
	}
}

func TestHoursThatAreNoneAreNotTold(t *testing.T) {
	names := func(a Attestation) string {
		var list []string
		for _, f := range a.facts() {
			list = append(list, f[0])
		}
		return strings.Join(list, " ")
	}
	a := sample()
	if got := names(a); !strings.Contains(got, "À distance En présence") {
		t.Error(got)
	}
	a.MinutesPresence = 0
	if got := names(a); !strings.Contains(got, "À distance") || strings.Contains(got, "présence") {
		t.Error(got)
	}
	a.MinutesDistance = 0
	if got := names(a); strings.Contains(got, "distance") {
		t.Error(got)
	}
	for _, tc := range []struct {
		distance, presence int
		want               string
	}{{90, 0, "1 h 30 à distance"}, {0, 60, "1 h en présence"}, {30, 60, "30 min à distance, 1 h en présence"}, {0, 0, ""}} {
		if got := strings.Join(where(tc.distance, tc.presence), ", "); got != tc.want {
			t.Errorf("%d and %d: %q, want %q", tc.distance, tc.presence, got, tc.want)
		}
	}
}

func TestHistory(t *testing.T) {
	h := History{Name: "Maïwenn Lefèvre", Made: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
	for range 17 {
		h.Lines = append(h.Lines, Line{Title: "La laïcité à l’école : comprendre et faire vivre", Kind: "À mon rythme", Origin: "Dgesco",
			Matricule: "26_NDGS_LAICITE_1.2", Completed: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), MinutesDistance: 90, Number: "7K3M-Q2XW"})
	}
	raw, err := h.Render()
	if err != nil {
		t.Fatal(err)
	}
	check(t, "history", raw)
}

// check reads the file as strictly as this machine's tools allow: qpdf or pdfinfo and
// pdftotext where they are installed. PREAU_TEST_PDF keeps the files in a folder for the eye.
func check(t *testing.T, name string, raw []byte) {
	t.Helper()
	for _, want := range []string{"%PDF-1.7", "/Lang (fr-FR)", "/DisplayDocTitle true", "/FontFile2"} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("no %s", want)
		}
	}
	if len(raw) > 120_000 {
		t.Errorf("%d bytes: are whole fonts embedded?", len(raw))
	}
	dir := os.Getenv("PREAU_TEST_PDF")
	if dir == "" {
		dir = t.TempDir()
	}
	file := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Log("pdfinfo is not installed: the file was not read back")
		return
	}
	out, err := exec.Command("pdfinfo", file).CombinedOutput() // #nosec G204 -- a test's own file
	if err != nil || bytes.Contains(out, []byte("Error")) || !bytes.Contains(out, []byte("Title:")) {
		t.Errorf("pdfinfo: %v\n%s", err, out)
	}
	words, err := exec.Command("pdftotext", "-layout", file, "-").CombinedOutput() // #nosec G204 -- a test's own file
	if err != nil || !bytes.Contains(words, []byte("formation")) || bytes.Contains(words, []byte("Error")) {
		t.Errorf("pdftotext: %v\n%s", err, words)
	}
}

func TestHours(t *testing.T) {
	for minutes, want := range map[int]string{0: "0 h", 45: "45 min", 60: "1 h", 90: "1 h 30", 605: "10 h 05"} {
		if got := Hours(minutes); got != want {
			t.Errorf("%d: %q, want %q", minutes, got, want)
		}
	}
}

func BenchmarkAttestation(b *testing.B) {
	a := sample()
	for b.Loop() {
		if _, err := a.Render(); err != nil {
			b.Fatal(err)
		}
	}
}
