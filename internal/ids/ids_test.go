package ids

import (
	"regexp"
	"testing"
	"time"
)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-([57])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestNewSortsByTime(t *testing.T) {
	early := New(time.UnixMilli(1_700_000_000_000))
	late := New(time.UnixMilli(1_700_000_000_001))
	if early >= late {
		t.Fatalf("%s is not before %s", early, late)
	}
	if m := uuidForm.FindStringSubmatch(early); m == nil || m[1] != "7" {
		t.Fatalf("%s is not a UUIDv7", early)
	}
}

func TestDerivedIsStable(t *testing.T) {
	a, b := Derived("attempt", "1"), Derived("attempt", "1")
	if a != b {
		t.Fatalf("%s differs from %s", a, b)
	}
	if a == Derived("attempt1", "") || a == Derived("attempt", "2") {
		t.Fatal("other parts gave the same identifier")
	}
	if m := uuidForm.FindStringSubmatch(a); m == nil || m[1] != "5" {
		t.Fatalf("%s is not a UUIDv5", a)
	}
}

func TestTokenIsLongAndNew(t *testing.T) {
	a, b := Token(16), Token(16)
	if a == b || len(a) != 26 {
		t.Fatalf("tokens %q and %q", a, b)
	}
}

func TestSplit(t *testing.T) {
	if p, ok := Split(Join("s", "p"), 2); !ok || p[0] != "s" || p[1] != "p" {
		t.Fatalf("got %v, %v", p, ok)
	}
	if _, ok := Split("one", 2); ok {
		t.Fatal("a key of one part was read as two")
	}
}
