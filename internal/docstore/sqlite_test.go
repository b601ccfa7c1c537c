package docstore_test

import (
	"path/filepath"
	"testing"

	"preau.education/preau/internal/docstore/docstoretest"
)

func TestSQLite(t *testing.T) {
	docstoretest.RunContract(t, docstoretest.Subject{
		Fresh: func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "test.db") },
	})
}

// TestWriterProcess is not a test: the contract suite runs it as a process of its own.
func TestWriterProcess(t *testing.T) { docstoretest.WriterProcess(t) }
