package docstore_test

import (
	"path/filepath"
	"testing"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
)

func TestSQLite(t *testing.T) {
	docstoretest.RunContract(t, docstoretest.Subject{
		Fresh: func(t *testing.T) func(docstore.Options) *docstore.DB {
			address := "sqlite:" + filepath.Join(t.TempDir(), "test.db")
			return func(o docstore.Options) *docstore.DB { return docstoretest.Open(t, address, o) }
		},
	})
}
