package statement

import (
	"encoding/json"
	"testing"
)

// The text of a string is what encoding/json makes of it, and quoting gives it back.
func TestText(t *testing.T) {
	for _, s := range []string{`""`, `"a"`, `"é€😀"`, `"\b\f\n\r\t\/\\\""`, `"\u00e9\u20AC\ud83d\uDE00"`, `"\ud83d"`, `"\ud83dx"`, `"\ude00\ud83d"`, `"\ud83d\u0041"`, `"\ud83d\n"`, `"\ud83d\ud83d\ude00"`, `"\u0000\u001f"`} {
		var want string
		if err := json.Unmarshal([]byte(s), &want); err != nil {
			t.Fatal(err)
		}
		d, p := read([]byte(s))
		if p != nil {
			t.Fatalf("%s: %v", s, p)
		}
		if got := d.text(0); got != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
		var again string
		if err := json.Unmarshal(quoted(want), &again); err != nil || again != want {
			t.Errorf("%q: quoted and read again: %q, %v", want, again, err)
		}
	}
}

func TestProblem(t *testing.T) {
	equal(t, "with a path", problem("a", "is b").Error(), "a: is b")
	equal(t, "without", problem("", "is b").Error(), "is b")
	equal(t, "nested", problem("[1].c", "is b").in("a").in("[0]").Error(), "[0].a[1].c: is b")
}
