package fault_test

import (
	"testing"

	"preau.education/preau/internal/fault"
)

func TestFrench(t *testing.T) {
	for typed, want := range map[string]string{
		"Le fichier « notes : 1 » est lu ; et après ? 10 % !": "Le fichier «\u00a0notes\u00a0: 1\u00a0» est lu\u00a0; et après\u00a0? 10\u00a0%\u00a0!",
		"Déjà\u00a0: fait.":    "Déjà\u00a0: fait.",
		"Rien à faire, 12:30.": "Rien à faire, 12:30.",
	} {
		if got := fault.French(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
}
