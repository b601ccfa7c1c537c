// Package docstoretest gives tests a database.
package docstoretest

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
)

// New returns a database of its own for the test, closed when it ends.
func New(t testing.TB) *docstore.DB { return NewAt(t, time.Now) }

// NewAt is New with the clock now.
func NewAt(t testing.TB, now func() time.Time) *docstore.DB {
	t.Helper()
	return Open(t, "sqlite:"+filepath.Join(t.TempDir(), "test.db"), docstore.Options{Now: now})
}

// Open opens the database at an address until the test ends.
func Open(t testing.TB, address string, o docstore.Options) *docstore.DB {
	t.Helper()
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	db, err := docstore.Open(context.Background(), address, o)
	if err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}
