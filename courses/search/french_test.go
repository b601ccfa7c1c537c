package search

import (
	"slices"
	"testing"
)

func TestWords(t *testing.T) {
	f := NewFrench()
	tests := []struct {
		text string
		want []string // exact forms that are no stop words
	}{
		{"La laïcité à l'école", []string{"laicite", "ecole"}},
		{"L’élève d’aujourd’hui", []string{"eleve", "aujourd", "hui"}},
		{"Cœur, œuvre et Noël", []string{"coeur", "oeuvre", "noel"}},
		{"E\u0301valuer par compe\u0301tences", []string{"evaluer", "competences"}},
		{"le, la, les", nil},
		{"cycle 3 (CM1-CM2)", []string{"cycle", "3", "cm1", "cm2"}},
		{"qu'est-ce qu'un été", []string{"ete"}},
		{"", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, w := range f.Words(tt.text) {
			if !w.Stop {
				got = append(got, w.Exact)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// A person who types without accents, or another form of the word, must meet the same stem.
func TestStemsMeet(t *testing.T) {
	f := NewFrench()
	tests := [][]string{
		{"laïcité", "laicite", "laïcités"},
		{"évaluation", "evaluation", "évaluations"},
		{"élève", "eleve", "élèves", "eleves"},
		{"numérique", "numerique", "numériques"},
		{"école", "ecole", "écoles"},
		{"mathématiques", "mathematiques", "mathématique"},
		{"différenciée", "differencie", "différenciées"},
	}
	for _, forms := range tests {
		want := f.Words(forms[0])[0].Stems
		for _, form := range forms[1:] {
			got := f.Words(form)[0].Stems
			if !slices.ContainsFunc(got, func(s string) bool { return slices.Contains(want, s) }) {
				t.Errorf("%s has stems %q, %s has %q", forms[0], want, form, got)
			}
		}
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"laicite", "laicite", 0}, {"laicitee", "laicite", 1}, {"lacite", "laicite", 1}, {"liacite", "laicite", 1},
		{"", "abc", 3}, {"chat", "chien", 3}, {"ecole", "ecloe", 1},
	}
	for _, tt := range tests {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("%s to %s: %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
