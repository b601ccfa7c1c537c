package lrs_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

func TestBatchIsAllOrNothing(t *testing.T) {
	w := newWorld(t)
	w.store(said(1))
	w.refused(w.storeAs(w.all, said(2), said(1, by("bob")), said(3)), fault.Conflict, "other_statement")
	w.is(2, "absent")
	w.is(3, "absent")
	w.finds(lrs.Query{}, 1)
	w.store(said(2), said(1), said(3)) // the one in the middle is there and is the same
	w.finds(lrs.Query{}, 1, 2, 3)
	w.store()
	w.refused(w.storeAs(client("reader", lrs.Read), said(4)), fault.Forbidden, "scope_missing")
	w.refused(w.storeAs(lrs.Client{}, said(4)), fault.Unauthorized, "no_credential")
	many := make([]object, lrs.MaxStatements+1)
	for i := range many {
		many[i] = said(100 + i)
	}
	w.refused(w.storeAs(w.all, many...), fault.TooLarge, "too_many_statements")
	w.store(many[1:]...)
}

func TestSameIDSameStatement(t *testing.T) {
	w := newWorld(t)
	w.store(said(1, did("passed"), with("two"), func(s object) { s["result"] = object{"duration": "PT1.234S"} }))
	before, err := w.svc.One(t.Context(), w.all, uuid(1), false)
	w.ok(err)
	w.store(said(1, did("passed"), with("two"), func(s object) { s["result"] = object{"duration": "PT1.239S"} }))
	after, err := w.svc.One(t.Context(), w.all, uuid(1), false)
	w.ok(err)
	if string(before.Raw) != string(after.Raw) || before.Key != after.Key {
		t.Errorf("a statement changed: %s", after.Raw)
	}
	for _, other := range []object{
		said(1), said(1, did("passed"), with("two")),
		said(1, did("passed"), with("two"), func(s object) { s["result"] = object{"duration": "PT1.24S"} }),
	} {
		w.refused(w.storeAs(w.all, other), fault.Conflict, "other_statement")
	}
	w.finds(lrs.Query{}, 1)
}

// TestOneOfManyRacing has many send one statement at once, in batches with others of their own.
func TestOneOfManyRacing(t *testing.T) {
	w := newWorld(t)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := w.storeAs(w.all, said(100+i), said(1), said(200+i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(w.found(w.all, lrs.Query{})); n != 41 {
		t.Errorf("%d statements", n)
	}
}

func TestWithoutID(t *testing.T) {
	w := newWorld(t)
	list := w.parsed(said(1), said(2))
	list[0].ID, list[1].ID = "", ""
	ids, err := w.svc.Store(t.Context(), w.all, statement.V1, list, nil)
	w.ok(err)
	if ids[0] == ids[1] || !statement.IsUUID(ids[0]) {
		t.Errorf("ids are %v", ids)
	}
	list = w.parsed(said(1), said(2))
	list[1].ID = uuid(1)
	_, err = w.svc.Store(t.Context(), w.all, statement.V1, list, nil)
	w.refused(err, fault.Invalid, "duplicate_id")
}

func TestAuthority(t *testing.T) {
	w := newWorld(t)
	c := client("key", lrs.Write, lrs.ReadMine)
	w.ok(w.storeAs(c, said(1, func(s object) { s["authority"] = agentOf("mallory") })))
	st, err := w.svc.One(t.Context(), c, uuid(1), false)
	w.ok(err)
	if raw := string(st.Raw); strings.Contains(raw, "mallory") || !strings.Contains(raw, `"authority":{"objectType":"Agent","account":{"homePage":"https://preau.test","name":"key"}}`) {
		t.Errorf("authority in %s", raw)
	}
	w.finds(lrs.Query{Agent: "account:https://preau.test|key", RelatedAgents: true}, 1)
}

func TestTooManyNames(t *testing.T) {
	w := newWorld(t)
	members := make([]object, 600)
	for i := range members {
		members[i] = agentOf(fmt.Sprint("n", i))
	}
	w.refused(w.storeAs(w.all, said(1, func(s object) { s["actor"] = object{"objectType": "Group", "member": members} })), fault.TooLarge, "too_many_names")
	w.is(1, "absent")
}

func attached(data string, change ...func(object)) func(object) {
	sum := sha256.Sum256([]byte(data))
	a := object{"usageType": "https://school.test/usage", "display": object{"fr": "pièce"}, "contentType": "text/plain", "length": len(data), "sha2": hex.EncodeToString(sum[:])}
	for _, c := range change {
		c(a)
	}
	return func(s object) { s["attachments"] = []object{a} }
}

func file(data string) lrs.File {
	sum := sha256.Sum256([]byte(data))
	return lrs.File{SHA2: hex.EncodeToString(sum[:]), Type: "text/plain", Data: []byte(data)}
}

func TestAttachments(t *testing.T) {
	w := newWorld(t)
	elsewhere := func(a object) { a["fileUrl"] = "https://school.test/file" }
	signature := func(a object) {
		a["usageType"], a["contentType"] = statement.SignatureUsage, "application/octet-stream"
	}
	wrong := file("bytes")
	wrong.Data = []byte("other bytes")
	for _, tc := range []struct {
		name  string
		s     object
		files []lrs.File
		code  string
	}{
		{"bytes", said(1, attached("bytes")), []lrs.File{file("bytes")}, ""},
		{"an address", said(2, attached("bytes", elsewhere)), nil, ""},
		{"bytes and an address", said(3, attached("bytes", elsewhere)), []lrs.File{file("bytes")}, ""},
		{"no bytes", said(4, attached("bytes")), nil, "missing_bytes"},
		{"other bytes", said(5, attached("bytes")), []lrs.File{file("other")}, "missing_bytes"},
		{"bytes too many", said(6, attached("bytes")), []lrs.File{file("bytes"), file("other")}, "unused_bytes"},
		{"bytes for nothing", said(7), []lrs.File{file("bytes")}, "unused_bytes"},
		{"a hash of others", said(8, attached("bytes")), []lrs.File{wrong}, "wrong_hash"},
		{"no signature", said(9, attached("bytes", signature)), []lrs.File{file("bytes")}, "bad_signature"},
		{"a signature elsewhere", said(11, attached("bytes", elsewhere, signature)), nil, "missing_bytes"},
	} {
		_, err := w.svc.Store(t.Context(), w.all, statement.V1, w.parsed(tc.s), tc.files)
		if fault.CodeOf(err) != tc.code || tc.code != "" && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want %q", tc.name, err, tc.code)
		}
	}
	w.finds(lrs.Query{}, 1, 2, 3)
	page, err := w.svc.Find(t.Context(), w.all, lrs.Query{})
	w.ok(err)
	files, err := w.svc.Files(t.Context(), page.Items)
	w.ok(err)
	if len(files) != 1 || string(files[0].Data) != "bytes" || files[0].Type != "text/plain" {
		t.Errorf("files are %v", files)
	}
}

// followers note what they are told.
type followers struct{ told []string }

func (f *followers) Came(person, registration string) {
	f.told = append(f.told, person+" "+registration)
}

// TestFollowers tells of people of this platform, of nobody else, and of nothing that is refused.
func TestFollowers(t *testing.T) {
	w, f := newWorld(t), &followers{}
	w.svc.Followers = f
	ours := func(name string) func(object) {
		return func(s object) { s["actor"] = object{"account": object{"homePage": "https://preau.test", "name": name}} }
	}
	theirs := func(s object) {
		s["actor"] = object{"account": object{"homePage": "https://preau.test.other", "name": "zoe"}}
	}
	w.store(said(1), said(2, ours("zoe"), in(1)), said(3, ours("zoe"), in(1)), said(4, theirs), said(5, ours("bob")))
	w.refused(w.storeAs(w.all, said(1, ours("ann"))), fault.Conflict, "other_statement")
	if want := []string{"zoe " + registration(1), "bob "}; !slices.Equal(f.told, want) {
		t.Errorf("told %q, want %q", f.told, want)
	}
}
