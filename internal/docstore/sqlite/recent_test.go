package sqlite

import (
	"strings"
	"testing"

	"preau.education/preau/internal/docstore/engine"
)

// What was read is kept only if no write can have changed it meanwhile.
func TestRecentLearns(t *testing.T) {
	tb := &table{}
	k := docKey{tb, "d"}
	old := engine.Doc{ID: "d", Rev: 1, Body: []byte("old")}
	next := written{k, engine.Doc{ID: "d", Rev: 2, Body: []byte("new")}}
	cases := []struct {
		name      string
		meanwhile func(*recent) // between the question and the answer of the file
		want      string
	}{
		{"nothing happens", func(*recent) {}, "old"},
		{"it is changing", func(r *recent) { r.forget(k) }, ""},
		{"it has changed", func(r *recent) { r.forget(k); r.settle([]written{next}) }, "new"},
		{"its change came to nothing", func(r *recent) { r.forget(k); r.settle(nil) }, ""},
		{"it was removed", func(r *recent) { r.forget(k); r.settle([]written{next, {key: k}}) }, ""},
		{"it has grown beyond what is kept", func(r *recent) {
			r.forget(k)
			r.settle([]written{{k, engine.Doc{ID: "d", Rev: 2, Body: make([]byte, maxRecent+1)}}})
		}, ""},
		{"another is changing", func(r *recent) { r.forget(docKey{tb, "e"}) }, "old"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := newRecent()
			_, others, commits := r.get(tb, []string{"d"})
			if len(others) != 1 {
				t.Fatal("known before it was read")
			}
			c.meanwhile(r)
			r.learn(tb, []engine.Doc{old}, commits)
			docs, _, _ := r.get(tb, []string{"d"})
			got := ""
			if len(docs) == 1 {
				got = string(docs[0].Body)
			}
			if got != c.want {
				t.Errorf("kept %q, want %q", got, c.want)
			}
		})
	}
}

func TestRecentIsBounded(t *testing.T) {
	r, tb := newRecent(), &table{}
	body := []byte(strings.Repeat("x", 1000))
	for i := range 10_000 {
		r.settle([]written{{docKey{tb, strings.Repeat("i", i%5000)}, engine.Doc{ID: "i", Rev: 1, Body: body}}})
		r.get(tb, []string{""}) // asked for all the time: it stays
	}
	if size := r.now.size + r.then.size; size > 2*(maxGeneration+len(body)) {
		t.Errorf("%d bytes of bodies are kept", size)
	}
	if docs, _, _ := r.get(tb, []string{""}); len(docs) != 1 {
		t.Error("what is asked for all the time was dropped")
	}
	for name, g := range map[string]generation{"now": r.now, "then": r.then} {
		size := 0
		for _, d := range g.docs {
			size += len(d.Body)
		}
		if size != g.size {
			t.Errorf("%s: %d bytes are kept, %d counted", name, size, g.size)
		}
	}
}

// Bodies are the reader's own.
func TestRecentCopies(t *testing.T) {
	r, tb := newRecent(), &table{}
	r.settle([]written{{docKey{tb, "d"}, engine.Doc{ID: "d", Rev: 1, Body: []byte("body")}}})
	first, _, _ := r.get(tb, []string{"d"})
	first[0].Body[0] = 'X'
	second, _, _ := r.get(tb, []string{"d"})
	if string(second[0].Body) != "body" {
		t.Errorf("a reader changed what is kept: %s", second[0].Body)
	}
}
