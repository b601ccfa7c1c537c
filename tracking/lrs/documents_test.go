package lrs_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs"
)

const jsonType = "application/json"

func doc(id, kind, content string) lrs.Document {
	return lrs.Document{ID: id, Type: kind, Content: []byte(content)}
}

func state(agent, activityName string) lrs.Of {
	return lrs.Of{Kind: lrs.StateDocument, Activity: activity(activityName), Agent: agentKey(agent)}
}

// holds holds a document to its content, "" for none.
func (w *world) holds(of lrs.Of, id, want string) {
	w.t.Helper()
	d, err := w.svc.Document(w.t.Context(), w.all, of, id)
	if want == "" {
		w.refused(err, fault.NotFound, "not_found")
		return
	}
	w.ok(err)
	if string(d.Content) != want {
		w.t.Fatalf("%s is %q, want %q", id, d.Content, want)
	}
}

func TestDocumentBytes(t *testing.T) {
	w := newWorld(t)
	of := state("ann", "one")
	content := string([]byte{0, 1, 0xff, 0xfe, '\r', '\n', 0})
	w.ok(w.svc.SetDocument(t.Context(), w.all, of, doc("é/..%00 ?", "image/x; a=b", content), lrs.Conditions{}))
	d, err := w.svc.Document(t.Context(), w.all, of, "é/..%00 ?")
	w.ok(err)
	if string(d.Content) != content || d.Type != "image/x; a=b" {
		t.Errorf("got %q of %q", d.Content, d.Type)
	}
	w.refused(w.svc.SetDocument(t.Context(), w.all, of, lrs.Document{ID: "big", Content: make([]byte, lrs.MaxDocument+1)}, lrs.Conditions{}), fault.TooLarge, "document_too_large")
	w.holds(of, "big", "")
}

func TestMerge(t *testing.T) {
	w := newWorld(t)
	of := state("ann", "one")
	merge := func(d lrs.Document) error { return w.svc.MergeDocument(t.Context(), w.all, of, d, lrs.Conditions{}) }
	w.ok(merge(doc("a", jsonType, `{"x":1,"y":{"z":[1,2]}}`)))
	w.ok(merge(doc("a", jsonType+"; charset=utf-8", `{"y":{"w":1e2},"v":null}`)))
	w.holds(of, "a", `{"v":null,"x":1,"y":{"w":1e2}}`)
	for _, bad := range []lrs.Document{doc("a", "text/plain", `{"x":2}`), doc("a", jsonType, `[1]`), doc("a", jsonType, `null`), doc("a", jsonType, `{"x":2`), doc("new", jsonType, `{"x":2`)} {
		w.refused(merge(bad), fault.Invalid, "not_json_object")
	}
	w.holds(of, "a", `{"v":null,"x":1,"y":{"w":1e2}}`)
	w.holds(of, "new", "")
	w.ok(merge(doc("text", "text/plain", `{"x":2}`)))
	w.refused(merge(doc("text", jsonType, `{"x":2}`)), fault.Invalid, "not_json_object")
	w.ok(merge(doc("list", jsonType, `[1]`)))
	w.refused(merge(doc("list", jsonType, `{"x":2}`)), fault.Invalid, "not_json_object")
}

// TestConditions sets documents that are there and that are not under every condition.
func TestConditions(t *testing.T) {
	w := newWorld(t)
	of := state("ann", "one")
	old := doc("old", jsonType, `{"old":1}`)
	tag := old.ETag()
	other := doc("", "", "other")
	for n, tc := range []struct {
		c               lrs.Conditions
		exists, missing string // code of the refusal
	}{
		{lrs.Conditions{}, "", ""},
		{lrs.Conditions{Needed: true}, "condition_needed", ""},
		{lrs.Conditions{Needed: true, Always: true}, "condition_needed", "condition_needed"},
		{lrs.Conditions{IfMatch: tag}, "", "precondition_failed"},
		{lrs.Conditions{IfMatch: tag, Needed: true, Always: true}, "", "precondition_failed"},
		{lrs.Conditions{IfMatch: tag[1 : len(tag)-1]}, "", "precondition_failed"},
		{lrs.Conditions{IfMatch: "W/" + tag}, "", "precondition_failed"},
		{lrs.Conditions{IfMatch: `"abc", ` + tag}, "", "precondition_failed"},
		{lrs.Conditions{IfMatch: "*"}, "", "precondition_failed"},
		{lrs.Conditions{IfMatch: other.ETag()}, "precondition_failed", "precondition_failed"},
		{lrs.Conditions{IfNoneMatch: "*", Needed: true, Always: true}, "precondition_failed", ""},
		{lrs.Conditions{IfNoneMatch: tag}, "precondition_failed", ""},
		{lrs.Conditions{IfNoneMatch: other.ETag()}, "", ""},
	} {
		set := func(id string) string {
			return fault.CodeOf(w.svc.SetDocument(t.Context(), w.all, of, doc(id, jsonType, `{"new":1}`), tc.c))
		}
		there, missing := fmt.Sprint("there", n), fmt.Sprint("missing", n)
		w.ok(w.svc.SetDocument(t.Context(), w.all, of, doc(there, jsonType, `{"old":1}`), lrs.Conditions{}))
		if got := set(there); got != tc.exists {
			t.Errorf("%+v over a document: %q, want %q", tc.c, got, tc.exists)
		}
		if got := set(missing); got != tc.missing {
			t.Errorf("%+v over none: %q, want %q", tc.c, got, tc.missing)
		}
		for id, refusal := range map[string]string{there: tc.exists, missing: tc.missing} {
			want := map[bool]string{true: map[string]string{there: `{"old":1}`}[id], false: `{"new":1}`}[refusal != ""]
			w.holds(of, id, want)
		}
	}
	kinds := map[string]fault.Kind{"precondition_failed": fault.Precondition}
	w.refused(w.svc.SetDocument(t.Context(), w.all, of, old, lrs.Conditions{IfMatch: "*"}), kinds["precondition_failed"], "precondition_failed")
	w.refused(w.svc.SetDocument(t.Context(), w.all, of, doc("there0", jsonType, ""), lrs.Conditions{Needed: true}), fault.Conflict, "condition_needed")
	w.refused(w.svc.SetDocument(t.Context(), w.all, of, old, lrs.Conditions{Always: true}), fault.Invalid, "condition_needed")
}

func TestDeleteDocument(t *testing.T) {
	w := newWorld(t)
	of := state("ann", "one")
	d := doc("d", jsonType, `{}`)
	set := func() { w.ok(w.svc.SetDocument(t.Context(), w.all, of, d, lrs.Conditions{})) }
	remove := func(c lrs.Conditions) error { return w.svc.DeleteDocument(t.Context(), w.all, of, "d", c) }
	set()
	w.refused(remove(lrs.Conditions{IfMatch: `"other"`}), fault.Precondition, "precondition_failed")
	w.holds(of, "d", `{}`)
	w.ok(remove(lrs.Conditions{IfMatch: d.ETag()}))
	w.holds(of, "d", "")
	w.refused(remove(lrs.Conditions{IfMatch: d.ETag()}), fault.Precondition, "precondition_failed")
	ids, err := w.svc.DocumentIDs(t.Context(), w.all, of, time.Time{})
	w.ok(err)
	if len(ids) != 0 {
		t.Errorf("ids are %v", ids)
	}
	w.ok(remove(lrs.Conditions{}))
	w.ok(w.svc.SetDocument(t.Context(), w.all, of, d, lrs.Conditions{IfNoneMatch: "*"})) // it may come again
	w.holds(of, "d", `{}`)
	w.ok(remove(lrs.Conditions{}))
	w.holds(of, "d", "")
}

// TestDeleteRacing deletes and replaces one version of a document at once: one of them wins.
func TestDeleteRacing(t *testing.T) {
	w := newWorld(t)
	of := state("ann", "one")
	for n := range 30 {
		d := doc(fmt.Sprint("d", n), jsonType, `{"v":1}`)
		w.ok(w.svc.SetDocument(t.Context(), w.all, of, d, lrs.Conditions{}))
		c := lrs.Conditions{IfMatch: d.ETag()}
		var wg sync.WaitGroup
		var removed, replaced error
		wg.Go(func() { removed = w.svc.DeleteDocument(t.Context(), w.all, of, d.ID, c) })
		wg.Go(func() { replaced = w.svc.SetDocument(t.Context(), w.all, of, doc(d.ID, jsonType, `{"v":2}`), c) })
		wg.Wait()
		if (removed == nil) == (replaced == nil) {
			t.Fatalf("deleted: %v, replaced: %v", removed, replaced)
		}
		w.holds(of, d.ID, map[bool]string{true: "", false: `{"v":2}`}[removed == nil])
	}
}

// TestScopesOfDocuments keeps a document of one name under everything that differs.
func TestScopesOfDocuments(t *testing.T) {
	w := newWorld(t)
	withRegistration := state("ann", "one")
	withRegistration.Registration = registration(1)
	scopes := []lrs.Of{
		state("ann", "one"), state("bob", "one"), state("ann", "two"), withRegistration,
		{Kind: lrs.AgentProfile, Agent: agentKey("ann")}, {Kind: lrs.AgentProfile, Agent: agentKey("bob")},
		{Kind: lrs.ActivityProfile, Activity: activity("one")}, {Kind: lrs.ActivityProfile, Activity: activity("two")},
		{Kind: lrs.ActivityProfile, Activity: agentKey("ann")},
	}
	for n, of := range scopes {
		w.ok(w.svc.SetDocument(t.Context(), w.all, of, doc("d", jsonType, fmt.Sprint(n)), lrs.Conditions{}))
	}
	for n, of := range scopes {
		w.holds(of, "d", fmt.Sprint(n))
	}
	w.ok(w.svc.DeleteDocuments(t.Context(), w.all, scopes[0]))
	w.holds(scopes[0], "d", "")
	for n, of := range scopes[1:] {
		w.holds(of, "d", fmt.Sprint(n+1))
	}
	for _, tc := range []struct {
		who  lrs.Client
		of   lrs.Of
		code string
	}{
		{client("c", lrs.State), scopes[1], ""}, {client("c", lrs.Profile), scopes[1], "scope_missing"},
		{client("c", lrs.Profile), scopes[5], ""}, {client("c", lrs.State), scopes[5], "scope_missing"},
		{client("c", lrs.Write, lrs.Read), scopes[7], "scope_missing"}, {lrs.Client{}, scopes[7], "no_credential"},
	} {
		_, read := w.svc.Document(t.Context(), tc.who, tc.of, "d")
		_, listed := w.svc.DocumentIDs(t.Context(), tc.who, tc.of, time.Time{})
		set := w.svc.SetDocument(t.Context(), tc.who, tc.of, doc("d", jsonType, `{}`), lrs.Conditions{})
		merged := w.svc.MergeDocument(t.Context(), tc.who, tc.of, doc("d", jsonType, `{}`), lrs.Conditions{})
		removed := w.svc.DeleteDocument(t.Context(), tc.who, tc.of, "d", lrs.Conditions{})
		cleared := w.svc.DeleteDocuments(t.Context(), tc.who, tc.of)
		for i, err := range []error{read, listed, set, merged, removed, cleared} {
			if fault.CodeOf(err) != tc.code {
				t.Errorf("%v on %v, operation %d: %v, want %q", tc.who.Scopes, tc.of, i, err, tc.code)
			}
		}
	}
}

func TestDocumentIDs(t *testing.T) {
	w := newWorld(t)
	of := state("ann", "one")
	var at time.Time
	for n := range 50 { // more than are read at once
		w.ok(w.svc.SetDocument(t.Context(), w.all, of, doc(fmt.Sprintf("d%02d", n), jsonType, "{}"), lrs.Conditions{}))
		if n == 46 {
			d, err := w.svc.Document(t.Context(), w.all, of, "d46")
			w.ok(err)
			at = d.Updated
		}
	}
	ids, err := w.svc.DocumentIDs(t.Context(), w.all, of, time.Time{})
	w.ok(err)
	if len(ids) != 50 || !slices.IsSorted(ids) {
		t.Errorf("ids are %v", ids)
	}
	w.ok(w.svc.SetDocument(t.Context(), w.all, of, doc("d00", jsonType, "{}"), lrs.Conditions{}))
	ids, err = w.svc.DocumentIDs(t.Context(), w.all, of, at)
	w.ok(err)
	if want := []string{"d00", "d47", "d48", "d49"}; !slices.Equal(ids, want) {
		t.Errorf("since: %v, want %v", ids, want)
	}
	w.ok(w.svc.DeleteDocuments(t.Context(), w.all, of))
	ids, err = w.svc.DocumentIDs(t.Context(), w.all, of, time.Time{})
	w.ok(err)
	if len(ids) != 0 {
		t.Errorf("after all are deleted: %v", ids)
	}
}
