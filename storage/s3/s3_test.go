package s3_test

import (
	"fmt"
	"testing"

	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
	"preau.education/preau/storage/s3"
	"preau.education/preau/storage/storagetest"
)

func TestContract(t *testing.T) {
	server := storagetest.Gateway(t)
	bucket := 0
	storagetest.Run(t, func(t *testing.T) storage.Store {
		bucket++
		s, err := s3.Open(t.Context(), fmt.Sprintf("%s/preau-%d", server, bucket))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func TestServerAway(t *testing.T) {
	if _, err := s3.Open(t.Context(), "s3://key:secret@127.0.0.1:1/bucket"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	for _, address := range []string{"s3://%zz", "s3:///bucket"} {
		if _, err := s3.Open(t.Context(), address); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v", address, err)
		}
	}
}
