package sqlite

import (
	"bytes"
	"sync"

	"preau.education/preau/internal/docstore/engine"
)

// recent keeps the documents that this process has written or read last, as they are in the
// file. What is written is mostly read next: by who wrote it, by what follows from it. SQLite's
// own reading of one document reads again every page on the way to it that any write has changed.
//
// It is right as long as nobody else writes to the file, which is asked before each use. A
// document is forgotten before its change can be seen and known again once that is durable; in
// between, and when it was read before, nothing that was read of it is kept.
type recent struct {
	mu       sync.Mutex
	now      generation // guarded by mu, and all the rest
	then     generation // what was now before it was full
	changing map[docKey]struct{}
	commits  uint64
}

func newRecent() *recent { return &recent{changing: map[docKey]struct{}{}} }

type generation struct {
	docs map[docKey]engine.Doc
	size int // bytes of bodies
}

type docKey struct {
	table *table
	id    string
}

const (
	maxGeneration = 2 << 20  // bytes of bodies; there are two generations
	maxRecent     = 64 << 10 // bytes of a body worth remembering
)

// written is a document as a write has made it; revision 0: it is not to be remembered.
type written struct {
	key docKey
	doc engine.Doc
}

func (r *recent) put(k docKey, d engine.Doc) {
	if r.now.docs == nil || r.now.size > maxGeneration {
		r.then, r.now = r.now, generation{docs: map[docKey]engine.Doc{}}
	}
	r.now.forget(k)
	r.now.docs[k] = d
	r.now.size += len(d.Body)
}

func (g *generation) forget(k docKey) {
	g.size -= len(g.docs[k].Body)
	delete(g.docs, k)
}

// forget drops a document that the transaction under way changes.
func (r *recent) forget(k docKey) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changing[k] = struct{}{}
	r.now.forget(k)
	r.then.forget(k)
}

// settle ends the transaction under way and keeps what it has made, if anything.
func (r *recent) settle(made []written) {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.changing)
	r.commits++
	for _, w := range made {
		if w.doc.Rev == 0 || len(w.doc.Body) > maxRecent {
			r.now.forget(w.key) // an earlier write of the same commit
			continue
		}
		r.put(w.key, w.doc)
	}
}

// learn keeps what was read after get answered commits.
func (r *recent) learn(t *table, docs []engine.Doc, commits uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.commits != commits {
		return
	}
	for _, d := range docs {
		k := docKey{t, d.ID}
		if _, is := r.changing[k]; is || len(d.Body) > maxRecent {
			continue
		}
		d.Body = bytes.Clone(d.Body)
		r.put(k, d)
	}
}

// get answers those of the documents that are remembered, and the ids of the others. Bodies are
// copies: who decodes one may keep parts of it.
func (r *recent) get(t *table, ids []string) (docs []engine.Doc, others []string, commits uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		d, ok := r.find(docKey{t, id})
		if !ok {
			others = append(others, id)
			continue
		}
		d.Body = bytes.Clone(d.Body)
		docs = append(docs, d)
	}
	return docs, others, r.commits
}

// find looks in both generations, and keeps in the newer what it finds in the older.
func (r *recent) find(k docKey) (engine.Doc, bool) {
	if d, ok := r.now.docs[k]; ok {
		return d, true
	}
	d, ok := r.then.docs[k]
	if ok {
		r.then.forget(k)
		r.put(k, d)
	}
	return d, ok
}
