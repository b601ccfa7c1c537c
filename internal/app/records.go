package app

import (
	"bytes"
	"context"
	"io"
	"iter"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/lrsdb"
	"preau.education/preau/tracking/lrs/remote"
)

// openRecords makes the record store.
func (a *App) openRecords(context.Context) error {
	stores, statements, err := lrsdb.Open(a.DB)
	if err != nil {
		return err
	}
	a.Records = lrs.NewService(lrs.Config{Stores: stores, Objects: recordFiles{a.Objects}, Sessions: readers{a}, Followers: readers{a}, Places: a.people, Ends: readers{a}, Launches: launches{a},
		Remote: remote.NewClient(a.cfg.ForwardNetworks()), Now: a.now, HomePage: a.cfg.URL, Log: a.log})
	a.statements = NewStatements(a.Records, statements)
	a.forwards = docstore.NewLease(a.DB, "forwards", docstore.NewHolder(), 2*forwardTime)
	return nil
}

// forwardTime bounds one turn of forwarding, well within its lease.
const forwardTime = 45 * time.Second

// forward sends other record stores what is new for them, if it is this node's turn.
func (a *App) forward(ctx context.Context) error {
	mine, err := a.forwards.Acquire(ctx)
	if err != nil || !mine {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, forwardTime)
	defer cancel()
	return a.Records.Forward(ctx)
}

// Statements has the record store keep what tracking records.
type Statements struct {
	records *lrs.Service
	store   *lrsdb.Statements
}

// NewStatements makes them of the record store and its statements.
func NewStatements(records *lrs.Service, store *lrsdb.Statements) *Statements {
	return &Statements{records, store}
}

func (s *Statements) place(st tracking.StoredStatement) (lrs.Stored, func()) {
	return s.records.Place(lrs.Own{ID: st.ID, Raw: st.Raw, Person: st.Agent, Instructor: st.Instructor, Verb: st.Verb, Activity: st.Object,
		Related: st.Related, Registration: st.Registration, Academie: st.Academie, Stored: st.Stored})
}

// Before answers trackingdb.
func (s *Statements) Before(told tracking.Told) (docstore.Before, func()) {
	stored, done := s.place(told.Statement)
	return s.store.Before(stored, docstore.Fact(told.Fact)), done
}

// Insert answers tracking.
func (s *Statements) Insert(ctx context.Context, st tracking.StoredStatement, facts ...tracking.Fact) error {
	stored, done := s.place(st)
	defer done()
	told := make([]docstore.Fact, len(facts))
	for i, f := range facts {
		told[i] = docstore.Fact(f)
	}
	return s.store.InsertOne(ctx, stored, told...)
}

// InsertMany answers tracking.
func (s *Statements) InsertMany(ctx context.Context, all []tracking.StoredStatement) error {
	stored := make([]lrs.Stored, len(all))
	for i, st := range all {
		one, done := s.place(st)
		defer done()
		stored[i] = one
	}
	return s.store.Insert(ctx, stored)
}

// Get answers tracking.
func (s *Statements) Get(ctx context.Context, id string) (tracking.StoredStatement, error) {
	st, err := s.records.Own(ctx, id)
	return tracking.StoredStatement{ID: st.ID, Raw: st.Raw}, err
}

// OfRegistration answers tracking.
func (s *Statements) OfRegistration(ctx context.Context, registration string) iter.Seq2[tracking.StoredStatement, error] {
	return func(yield func(tracking.StoredStatement, error) bool) {
		for st, err := range s.records.OwnOf(ctx, registration) {
			if !yield(tracking.StoredStatement{ID: st.ID, Raw: st.Raw}, err) {
				return
			}
		}
	}
}

// recordFiles answers what the record store asks of storage.
type recordFiles struct{ store storage.Store }

// Put answers lrs.
func (f recordFiles) Put(ctx context.Context, key string, data []byte, kind string) error {
	_, err := f.store.Put(ctx, key, bytes.NewReader(data), storage.PutOptions{Type: kind, Size: int64(len(data))})
	return err
}

// Get answers lrs.
func (f recordFiles) Get(ctx context.Context, key string) ([]byte, error) {
	body, _, err := f.store.Get(ctx, key, storage.Range{})
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(body)
	if closed := body.Close(); err == nil {
		err = closed
	}
	return data, fault.Wrap("app.Get", err)
}

// Remove answers lrs.
func (f recordFiles) Remove(ctx context.Context, key string, since time.Time) error {
	info, err := f.store.Stat(ctx, key)
	if fault.Is(err, fault.NotFound) || err == nil && info.Modified.After(since) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.store.Delete(ctx, key)
}
