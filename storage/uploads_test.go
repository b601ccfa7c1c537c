package storage_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
)

var camille, ali = actor.Actor{Person: "camille"}, actor.Actor{Person: "ali"}

func TestUploadIsResumedAndReadAtAnyPlace(t *testing.T) {
	store, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	clock := time.Now()
	uploads := storage.NewUploads(store, 64<<20, func() time.Time { return clock })
	body := make([]byte, 3<<20+17)
	rand.Read(body)
	u, err := uploads.Create(t.Context(), camille, "paquet.zip", "application/zip", int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := uploads.Get(t.Context(), ali, u.ID); !fault.Is(err, fault.NotFound) {
		t.Fatalf("another person: %v", err)
	}
	write := func(offset, size int) error {
		_, err := uploads.Write(t.Context(), camille, u.ID, int64(offset), int64(size), bytes.NewReader(body[offset:offset+size]))
		return err
	}
	if err := write(0, 1<<20); err != nil {
		t.Fatal(err)
	}
	if err := write(0, 1<<20); fault.CodeOf(err) != "wrong_offset" {
		t.Fatalf("a part sent twice: %v", err)
	}
	// A part cut on the way leaves nothing.
	_, err = uploads.Write(t.Context(), camille, u.ID, 1<<20, 1<<20, bytes.NewReader(body[:100]))
	if !fault.Is(err, fault.Invalid) {
		t.Fatalf("a cut part: %v", err)
	}
	if _, err := uploads.Open(t.Context(), camille, u.ID); fault.CodeOf(err) != "upload_unfinished" {
		t.Fatalf("open: %v", err)
	}
	if got, err := uploads.Get(t.Context(), camille, u.ID); err != nil || got.Offset != 1<<20 {
		t.Fatalf("%+v, %v", got, err)
	}
	if err := write(1<<20, 2<<20); err != nil {
		t.Fatal(err)
	}
	if err := write(3<<20, 17); err != nil {
		t.Fatal(err)
	}
	whole, err := uploads.Open(t.Context(), camille, u.ID)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(io.NewSectionReader(whole, 0, whole.Size))
	if err != nil || !bytes.Equal(got, body) {
		t.Fatalf("read %d bytes, %v", len(got), err)
	}
	around := make([]byte, 300_000)
	if _, err := whole.ReadAt(around, 1<<20-1000); err != nil || !bytes.Equal(around, body[1<<20-1000:1<<20-1000+300_000]) {
		t.Fatalf("across parts: %v", err)
	}
	if n, err := whole.ReadAt(around, whole.Size-10); n != 10 || !errors.Is(err, io.EOF) {
		t.Fatalf("at the end: %d, %v", n, err)
	}
	if n, err := uploads.Sweep(t.Context()); n != 0 || err != nil {
		t.Fatalf("swept %d, %v", n, err)
	}
	clock = clock.Add(storage.KeepUpload + time.Hour)
	if n, err := uploads.Sweep(t.Context()); n != 1 || err != nil {
		t.Fatalf("swept %d, %v", n, err)
	}
	if left, err := store.List(t.Context(), "", 10, ""); err != nil || len(left) != 0 {
		t.Fatalf("left %v, %v", left, err)
	}
}

func TestUploadIsRefused(t *testing.T) {
	store, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	uploads := storage.NewUploads(store, 1000, time.Now)
	for _, tc := range []struct {
		who  actor.Actor
		name string
		size int64
		kind fault.Kind
	}{
		{actor.Actor{}, "a.zip", 10, fault.Unauthorized},
		{camille, "", 10, fault.Invalid},
		{camille, "a.zip", 0, fault.Invalid},
		{camille, "a.zip", 1001, fault.TooLarge},
	} {
		if _, err := uploads.Create(t.Context(), tc.who, tc.name, "", tc.size); !fault.Is(err, tc.kind) {
			t.Errorf("%q of %d bytes: %v", tc.name, tc.size, err)
		}
	}
	u, err := uploads.Create(t.Context(), camille, "a.zip", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := uploads.Write(t.Context(), camille, u.ID, 0, 101, bytes.NewReader(make([]byte, 101))); !fault.Is(err, fault.TooLarge) {
		t.Errorf("more than announced: %v", err)
	}
	if _, err := uploads.Write(t.Context(), ali, u.ID, 0, 10, bytes.NewReader(make([]byte, 10))); !fault.Is(err, fault.NotFound) {
		t.Errorf("another person: %v", err)
	}
}

func TestUploadsOfOnePersonAreLimited(t *testing.T) {
	store, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	uploads := storage.NewUploads(store, 1000, time.Now)
	var last storage.Upload
	for range storage.MaxUploads {
		if last, err = uploads.Create(t.Context(), camille, "a.zip", "", 10); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := uploads.Create(t.Context(), camille, "a.zip", "", 10); fault.CodeOf(err) != "too_many_uploads" {
		t.Errorf("one more: %v", err)
	}
	if _, err := uploads.Create(t.Context(), ali, "a.zip", "", 10); err != nil {
		t.Errorf("another person: %v", err)
	}
	if err := uploads.Abandon(t.Context(), camille, last.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := uploads.Create(t.Context(), camille, "a.zip", "", 10); err != nil {
		t.Errorf("after one was abandoned: %v", err)
	}
}

// TestSweepSparesWhatStillComes sweeps around an old upload whose last part is recent, and
// takes what an interrupted creation or removal left.
func TestSweepSparesWhatStillComes(t *testing.T) {
	store := aged{Store: nil, at: map[string]time.Time{}}
	var err error
	if store.Store, err = dir.Open(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	uploads := storage.NewUploads(store, 1000, func() time.Time { return now })
	u, err := uploads.Create(t.Context(), camille, "a.zip", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := uploads.Write(t.Context(), camille, u.ID, 0, 5, bytes.NewReader(make([]byte, 5))); err != nil {
		t.Fatal(err)
	}
	old := now.Add(-2 * storage.KeepUpload)
	store.at["uploads/"+u.ID+"/meta"] = old
	for _, key := range []string{"uploads/interrupted-removal/part-0000000000000000", "upload-owners/x/interrupted-creation"} {
		if _, err := store.Put(t.Context(), key, bytes.NewReader(nil), storage.PutOptions{}); err != nil {
			t.Fatal(err)
		}
		store.at[key] = old
	}
	if n, err := uploads.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	left, err := store.List(t.Context(), "", 10, "")
	if err != nil || len(left) != 3 { // its mark, its description, its part
		t.Errorf("left %v, %v", left, err)
	}
}

// aged is a store some of whose objects are said to be older than they are.
type aged struct {
	storage.Store
	at map[string]time.Time
}

func (a aged) List(ctx context.Context, prefix string, limit int, after string) ([]storage.Info, error) {
	infos, err := a.Store.List(ctx, prefix, limit, after)
	for i := range infos {
		if at, ok := a.at[infos[i].Key]; ok {
			infos[i].Modified = at
		}
	}
	return infos, err
}
