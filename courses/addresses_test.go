package courses

import (
	"slices"
	"testing"
)

func TestParseAddresses(t *testing.T) {
	tests := []struct {
		name, text     string
		valid, invalid []string
	}{
		{"empty", " \n; , ", nil, nil},
		{"every separator", "a@x.fr,b@x.fr;c@x.fr|d@x.fr\ne@x.fr\r\nf@x.fr\tg@x.fr",
			[]string{"a@x.fr", "b@x.fr", "c@x.fr", "d@x.fr", "e@x.fr", "f@x.fr", "g@x.fr"}, nil},
		{"names", `Camille Lefèvre <Camille.Lefevre@ac-lille.fr>, "Roux, Ali" <ali.roux@ac-lille.fr>`,
			[]string{"camille.lefevre@ac-lille.fr", "ali.roux@ac-lille.fr"}, nil},
		{"repeated in another case", "A@x.fr; a@X.FR", []string{"a@x.fr"}, nil},
		{"not addresses", "Camille; a@; @x.fr; a@x; a b; a..b@x.fr", nil,
			[]string{"Camille", "a@", "@x.fr", "a@x", "a b", "a..b@x.fr"}},
		{"some of each", "a@x.fr; nobody; b@x.fr", []string{"a@x.fr", "b@x.fr"}, []string{"nobody"}},
		{"spaces only between", "a@x.fr b@x.fr", []string{"a@x.fr", "b@x.fr"}, nil},
		{"name before without brackets", "Dupont Jean jean.dupont@ac-lyon.fr", []string{"jean.dupont@ac-lyon.fr"}, nil},
		{"mail link and final dot", "mailto:a@x.fr\nb@x.fr.", []string{"a@x.fr", "b@x.fr"}, nil},
		{"hard space and mark of order", "\ufeffa@x.fr\u00a0;\u00a0b@x.fr", []string{"a@x.fr", "b@x.fr"}, nil},
		{"open quote ends with its line", "\"Ali <a@x.fr>\nb@x.fr", []string{"a@x.fr", "b@x.fr"}, nil},
		{"plus and apostrophe", "o'neil+form@x.fr", []string{"o'neil+form@x.fr"}, nil},
	}
	for _, tt := range tests {
		got := ParseAddresses(tt.text)
		if !slices.Equal(got.Valid, tt.valid) || !slices.Equal(got.Invalid, tt.invalid) {
			t.Errorf("%s: valid %q, invalid %q; want %q and %q", tt.name, got.Valid, got.Invalid, tt.valid, tt.invalid)
		}
	}
}
