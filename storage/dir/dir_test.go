package dir_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"preau.education/preau/internal/fault"
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

// TestFoldersVanish puts into a folder that a Delete keeps emptying, and so removing.
func TestFoldersVanish(t *testing.T) {
	s, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			key := fmt.Sprintf("a/b/%d", i)
			for range 50 {
				if _, err := s.Put(t.Context(), key, strings.NewReader("x"), storage.PutOptions{Size: 1}); err != nil {
					t.Error(err)
				}
				if err := s.Delete(t.Context(), key); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}

// TestReopen finds what was kept, and what an interrupted write left is not seen.
func TestReopen(t *testing.T) {
	folder := t.TempDir()
	s, err := dir.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), "p/k", strings.NewReader("kept"), storage.PutOptions{Type: "text/plain", Size: 4}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	left := filepath.Join(folder, ".new", "left")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	if s, err = dir.Open(folder); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	infos, err := s.List(t.Context(), "", 10, "")
	if err != nil || len(infos) != 1 || infos[0].Key != "p/k" || infos[0].Type != "text/plain" {
		t.Errorf("got %v, %v", infos, err)
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error("what an interrupted write left two days ago is still there")
	}
}

// TestSymbolicLink is how a directory could lead outside, were it not opened as a root.
func TestSymbolicLink(t *testing.T) {
	outside, folder := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "link")); err != nil {
		t.Fatal(err)
	}
	s, err := dir.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := s.Get(t.Context(), "link/secret", storage.Range{}); err == nil {
		t.Error("read outside the directory")
	}
	if _, err := s.Put(t.Context(), "link/new", strings.NewReader("x"), storage.PutOptions{Size: 1}); err == nil {
		t.Error("wrote outside the directory")
	}
}

// TestOwnFolder keeps callers out of where writes begin.
func TestOwnFolder(t *testing.T) {
	s, err := dir.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, key := range []string{".new", ".new/x"} {
		if err := s.Delete(t.Context(), key); !fault.Is(err, fault.Invalid) {
			t.Errorf("delete %s: %v", key, err)
		}
		if _, err := s.Stat(t.Context(), key); !fault.Is(err, fault.Invalid) {
			t.Errorf("stat %s: %v", key, err)
		}
	}
	if _, err := s.Put(t.Context(), "k", strings.NewReader("x"), storage.PutOptions{Size: 1}); err != nil {
		t.Error(err)
	}
}
