package dir_test

import (
	"testing"

	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
	"preau.education/preau/storage/storagetest"
)

func TestContract(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storage.Store {
		s, err := dir.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	})
}
