// Package coursesdb keeps what package courses owns, on documents. Every query has its index
// beside it; an enrolment is read by its id, "session:person".
package coursesdb

import (
	"context"
	"errors"
	"iter"

	"preau.education/preau/courses"
	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
)

// Store is the courses.Store on documents.
type Store struct {
	parcours    *docstore.Collection[parcoursDoc]
	versions    *docstore.Collection[versionDoc]
	sessions    *docstore.Collection[sessionDoc]
	enrolments  *docstore.Collection[enrolmentDoc]
	invitations *docstore.Collection[invitationDoc]
	media       *docstore.Collection[mediaDoc]
	messages    *docstore.Collection[messageDoc]
	choices     *docstore.Collection[choicesDoc]
	reference   *docstore.Collection[referenceDoc]
	counts      *docstore.Counters
}

var _ courses.Store = (*Store)(nil)

// New declares the collections in a database.
func New(db *docstore.DB) (*Store, error) {
	s := &Store{}
	var errs []error
	s.parcours = define(db, &errs, "parcours", parcoursByState, parcoursByConcepteur, parcoursByThumbnail)
	s.versions = define(db, &errs, "parcours_versions", versionsByMedia)
	s.sessions = define(db, &errs, "sessions", sessionsByParcours, sessionsByTrainer, sessionsListed, sessionsHeld, sessionsDue)
	s.enrolments = define(db, &errs, "enrolments", enrolmentsByState, enrolmentsByName, enrolmentsByPerson)
	s.invitations = define(db, &errs, "invitations", invitationsByEmail)
	s.media = define(db, &errs, "parcours_media", mediaLoose)
	s.messages = define[messageDoc](db, &errs, "session_messages")
	s.choices = define[choicesDoc](db, &errs, "catalogue_choices")
	s.reference = define[referenceDoc](db, &errs, "offer_reference")
	counts, err := docstore.DefineCounters(db, "offer_counts")
	s.counts = counts
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return s, nil
}

func define[T any](db *docstore.DB, errs *[]error, name string, indexes ...*docstore.Index[T]) *docstore.Collection[T] {
	c, err := docstore.Define(db, docstore.Definition[T]{Name: name, Indexes: indexes})
	if err != nil {
		*errs = append(*errs, err)
	}
	return c
}

// facts hands the domain's facts to the documents.
func facts(list []courses.Fact) []docstore.Fact {
	return each(list, func(f courses.Fact) docstore.Fact { return docstore.Fact(f) })
}

// kind is a collection with the mapping between its documents and the domain's values.
type kind[D, V any] struct {
	documents *docstore.Collection[D]
	to        func(*V) *D
	from      func(id string, rev int64, d *D) V
}

func (k kind[D, V]) get(ctx context.Context, id string) (V, error) {
	doc, err := k.documents.Get(ctx, id)
	if err != nil {
		var zero V
		return zero, err
	}
	return k.from(doc.ID, doc.Rev, &doc.Body), nil
}

func (k kind[D, V]) many(ctx context.Context, ids []string) (map[string]V, error) {
	found := make(map[string]V, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), docstore.MaxLimit)
		docs, err := k.documents.GetMany(ctx, ids[:n])
		if err != nil {
			return nil, err
		}
		for id, doc := range docs {
			found[id] = k.from(doc.ID, doc.Rev, &doc.Body)
		}
		ids = ids[n:]
	}
	return found, nil
}

// update changes a document: whatever its revision with AnyRev, which may take several
// attempts; otherwise only if rev is still its own.
func (k kind[D, V]) update(ctx context.Context, id string, rev int64, change func(*V) ([]courses.Fact, error)) (V, error) {
	var result V
	apply := func(current int64, d *D) ([]courses.Fact, error) {
		result = k.from(id, current, d)
		told, err := change(&result)
		if err == nil {
			*d = *k.to(&result)
		}
		return told, err
	}
	if rev == courses.AnyRev {
		current := int64(0)
		doc, err := k.documents.Update(ctx, id, func(d *D) ([]docstore.Fact, error) {
			told, err := apply(current, d)
			if errors.Is(err, courses.ErrUnchanged) {
				return nil, docstore.ErrUnchanged
			}
			return facts(told), err
		})
		if err != nil {
			var zero V
			return zero, err
		}
		return k.from(doc.ID, doc.Rev, &doc.Body), nil
	}
	doc, err := k.documents.Get(ctx, id)
	if err != nil {
		return result, err
	}
	if doc.Rev != rev {
		return result, stale(nil)
	}
	told, err := apply(rev, &doc.Body)
	if errors.Is(err, courses.ErrUnchanged) {
		return result, nil
	}
	if err != nil {
		return result, err
	}
	newRev, err := k.documents.Replace(ctx, id, rev, &doc.Body, facts(told)...)
	if fault.Is(err, fault.Precondition) {
		return result, stale(err)
	}
	if err != nil {
		return result, err
	}
	return k.from(id, newRev, &doc.Body), nil
}

func stale(cause error) error {
	return &fault.Error{Op: "coursesdb", Kind: fault.Precondition, Code: "stale",
		Public: "Quelqu’un a changé ceci entre-temps. Rechargez la page : votre saisie n’a pas été enregistrée.", Err: cause}
}

func (k kind[D, V]) find(ctx context.Context, q docstore.Query[D]) (courses.List[V], error) {
	page, err := k.documents.Find(ctx, q)
	return k.list(page, err)
}

func (k kind[D, V]) prefix(ctx context.Context, prefix string, limit int, after string) (courses.List[V], error) {
	page, err := k.documents.Prefix(ctx, prefix, limit, after)
	return k.list(page, err)
}

func (k kind[D, V]) list(page docstore.Page[D], err error) (courses.List[V], error) {
	if err != nil {
		return courses.List[V]{}, err
	}
	list := courses.List[V]{Items: make([]V, len(page.Docs)), Next: page.Next}
	for i := range page.Docs {
		list.Items[i] = k.from(page.Docs[i].ID, page.Docs[i].Rev, &page.Docs[i].Body)
	}
	return list, nil
}

func (k kind[D, V]) all(ctx context.Context, q docstore.Query[D]) iter.Seq2[V, error] {
	q.Limit = docstore.MaxLimit
	return func(yield func(V, error) bool) {
		for doc, err := range k.documents.All(ctx, q) {
			var v V
			if err == nil {
				v = k.from(doc.ID, doc.Rev, &doc.Body)
			}
			if !yield(v, err) {
				return
			}
		}
	}
}

func (k kind[D, V]) insertMany(ctx context.Context, list []V, id func(*V) string) error {
	docs := make([]docstore.Doc[D], len(list))
	for i := range list {
		docs[i] = docstore.Doc[D]{ID: id(&list[i]), Body: *k.to(&list[i])}
	}
	return k.documents.InsertMany(ctx, docs)
}
