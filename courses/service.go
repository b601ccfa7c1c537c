package courses

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"preau.education/preau/courses/richtext"
	"preau.education/preau/courses/search"
	"preau.education/preau/internal/fault"
)

// Service does everything courses promises. It is safe for concurrent use.
type Service struct {
	store      Store
	people     People
	places     Places
	progresses Progresses
	files      Files
	uploads    Uploads
	now        func() time.Time
	cleaner    *richtext.Cleaner
	index      *search.Index[offered]

	reference atomic.Pointer[Reference]
	academies atomic.Pointer[map[string]string]
	viewers   *memory[viewer]
	versions  *memory[Version]
	terms     *termsMemory

	refreshing sync.Mutex // held from reading a parcours to putting it in the index, so that the latest wins

	mu    sync.Mutex      // guards dirty
	dirty map[string]bool // parcours whose counts moved since the last Tick
}

// Config is what a service is made of.
type Config struct {
	Store      Store
	People     People
	Places     Places
	Progresses Progresses
	Files      Files
	Uploads    Uploads
	Now        func() time.Time
	SearchDir  string // where the index of words lives; "" keeps it in memory
}

// NewService makes a service. [Service.Start] is to be called before any other method.
func NewService(c Config) (*Service, error) {
	kept := newTermsMemory()
	s := &Service{store: forgetting{c.Store, kept}, terms: kept, people: c.People, places: c.Places, progresses: c.Progresses,
		files: c.Files, uploads: c.Uploads, now: c.Now, cleaner: richtext.New(),
		viewers: newMemory[viewer](20_000, time.Minute), versions: newMemory[Version](64, 0), dirty: map[string]bool{}}
	index, err := search.Open(search.Options[offered]{Dir: c.SearchDir, Facets: facetNames[:len(facetNames)-1],
		Dated: facetAvailability, Statuses: statusNames, Date: dateOf, Texts: (*offered).texts})
	if err != nil {
		return nil, fault.Wrap("courses.NewService", err)
	}
	s.index = index
	return s, nil
}

// Start seeds the lists of a new platform and loads the catalogue.
func (s *Service) Start(ctx context.Context) error {
	if err := s.loadReference(ctx); err != nil {
		return fault.Wrap("courses.Start", err)
	}
	return fault.Wrap("courses.Start", s.LoadCatalogue(ctx))
}

// Close releases the catalogue.
func (s *Service) Close() error { return s.index.Close() }

func (s *Service) loadReference(ctx context.Context) error {
	ref, err := s.store.Reference(ctx)
	if fault.Is(err, fault.NotFound) {
		ref, err = s.store.SaveReference(ctx, SeedReference())
		if fault.Is(err, fault.Conflict) { // another node was first
			ref, err = s.store.Reference(ctx)
		}
	}
	if err != nil {
		return err
	}
	academies, err := s.people.Academies(ctx)
	if err != nil {
		return err
	}
	s.reference.Store(&ref)
	s.academies.Store(&academies)
	return nil
}

// Reference returns the lists, as they are on this node.
func (s *Service) Reference() *Reference { return s.reference.Load() }

// Tick does, every few seconds, what need not be done at each fact: it brings to the
// catalogue the counts that moved, and lets go of what the index no longer needs.
func (s *Service) Tick(ctx context.Context) error {
	s.mu.Lock()
	moved := s.dirty
	s.dirty = map[string]bool{}
	s.mu.Unlock()
	var errs []error
	for parcours := range moved {
		errs = append(errs, s.Refresh(ctx, parcours))
	}
	return errors.Join(append(errs, s.index.Refresh())...)
}

// memory keeps answers for a while, at most so many: when full, it forgets all, which costs
// one more reading of each.
type memory[T any] struct {
	most int
	keep time.Duration // 0: for ever, for what never changes

	mu   sync.Mutex // guards kept
	kept map[string]remembered[T]
}

type remembered[T any] struct {
	value T
	until time.Time
}

func newMemory[T any](most int, keep time.Duration) *memory[T] {
	return &memory[T]{most: most, keep: keep, kept: map[string]remembered[T]{}}
}

func (m *memory[T]) get(key string, now time.Time) (T, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, ok := m.kept[key]
	if !ok || m.keep > 0 && !now.Before(r.until) {
		var zero T
		return zero, false
	}
	return r.value, true
}

func (m *memory[T]) put(key string, value T, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.kept) >= m.most {
		clear(m.kept)
	}
	m.kept[key] = remembered[T]{value, now.Add(m.keep)}
}

func (m *memory[T]) forget(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.kept, key)
}
