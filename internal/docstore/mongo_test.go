package docstore_test

import (
	"os"
	"testing"

	"preau.education/preau/internal/docstore/docstoretest"
)

// TestMongoDB is the run that counts: every case, on the server whose address is given.
func TestMongoDB(t *testing.T) {
	address := os.Getenv("PREAU_TEST_MONGODB")
	if address == "" {
		t.Skip("NOT RUN: PREAU_TEST_MONGODB gives no address of a MongoDB; the engine is tried on FerretDB 1.24 only")
	}
	docstoretest.RunContract(t, docstoretest.Subject{Fresh: docstoretest.FreshOn(address)})
}

// TestFerretDB tries the engine over the wire on FerretDB 1.24, started here, except for what
// that server is known to get wrong.
func TestFerretDB(t *testing.T) {
	docstoretest.RunContract(t, docstoretest.Subject{
		Fresh: docstoretest.FreshOn(docstoretest.FerretDB(t)),
		Faults: map[string]string{
			"unique entries on change":        "it answers an internal error, not a duplicate key, to an update that meets a unique index",
			"a new index over many documents": "an update reads its whole collection: many of them take longer than we wait",
			"counters under concurrency":      notAtomic,
			"no update is lost":               notAtomic,
			"one winner per revision":         notAtomic,
			"several processes":               notAtomic,
			"facts":                           relayed,
			"killed while writing":            relayed,
		},
	})
}

const relayed = "the relay takes facts out of a document while its writer replaces it; " + notAtomic

const notAtomic = "its updates read, then write: of several at once on one document, all but one are lost"
