// Package storagetest is the contract of storage.Store as a test suite: every backend passes
// all of it.
package storagetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/storage"
)

// Run holds a backend to the contract; open gives an empty store.
func Run(t *testing.T, open func(t *testing.T) storage.Store) {
	for name, test := range map[string]func(*testing.T, storage.Store){
		"put and get": putAndGet, "ranges": ranges, "refused keys": refusedKeys, "absent": absent, "replace": replace,
		"failed put": failedPut, "unfinished put": unfinishedPut, "wrong type": wrongType, "list": list, "list by pages": listByPages, "concurrent": concurrent, "presign": presign, "delete all": deleteAll,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func put(t *testing.T, s storage.Store, key, body string) storage.Info {
	t.Helper()
	info, err := s.Put(t.Context(), key, strings.NewReader(body), storage.PutOptions{Type: "text/plain", Size: int64(len(body))})
	if err != nil {
		t.Fatalf("put %s: %v", key, err)
	}
	return info
}

func get(t *testing.T, s storage.Store, key string, part storage.Range) string {
	t.Helper()
	r, _, err := s.Get(t.Context(), key, part)
	if err != nil {
		t.Fatalf("get %s: %v", key, err)
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("read %s: %v", key, err)
	}
	return string(body)
}

func putAndGet(t *testing.T, s storage.Store) {
	for _, key := range []string{"a", "a-b/c", "packages/é t'é/sco 1 (copie).html", "deep/er/and/deeper.x"} {
		info := put(t, s, key, "bonjour "+key)
		if info.Key != key || info.Type != "text/plain" || info.Size != int64(len("bonjour "+key)) || info.ETag == "" {
			t.Errorf("%s: %+v", key, info)
		}
		if got := get(t, s, key, storage.Range{}); got != "bonjour "+key {
			t.Errorf("%s: %q", key, got)
		}
		stat, err := s.Stat(t.Context(), key)
		if err != nil || stat.ETag != info.ETag || stat.Size != info.Size {
			t.Errorf("%s: stat %+v, %v", key, stat, err)
		}
	}
	put(t, s, "empty", "")
	if got := get(t, s, "empty", storage.Range{}); got != "" {
		t.Errorf("empty: %q", got)
	}
	large := make([]byte, 20<<20)
	rand.Read(large)
	if _, err := s.Put(t.Context(), "large", iotest.HalfReader(bytes.NewReader(large)), storage.PutOptions{Size: -1}); err != nil {
		t.Fatal(err)
	}
	if got := get(t, s, "large", storage.Range{}); got != string(large) {
		t.Error("a large object of unknown size came back different")
	}
}

func ranges(t *testing.T, s storage.Store) {
	put(t, s, "k", "0123456789")
	for part, want := range map[storage.Range]string{{From: 0, To: 0}: "0123456789", {From: 0, To: 1}: "0", {From: 3, To: 5}: "34", {From: 9, To: 0}: "9", {From: 5, To: 99}: "56789"} {
		if got := get(t, s, "k", part); got != want {
			t.Errorf("%v: %q, want %q", part, got, want)
		}
	}
	for _, part := range []storage.Range{{From: 10, To: 0}, {From: -1, To: 0}, {From: 5, To: 3}, {From: 99, To: 100}} {
		if r, _, err := s.Get(t.Context(), "k", part); !fault.Is(err, fault.Invalid) {
			if r != nil {
				r.Close()
			}
			t.Errorf("%v: error %v", part, err)
		}
	}
}

func refusedKeys(t *testing.T, s storage.Store) {
	for _, key := range []string{"", "/a", "a/", "a//b", ".", "..", "../a", "a/../../b", "a/./b", `a\b`, "a\x00b", "a\nb", "\xff", strings.Repeat("x", 241), strings.Repeat("a/", 600) + "b"} {
		if _, err := s.Put(t.Context(), key, strings.NewReader("x"), storage.PutOptions{Size: 1}); !fault.Is(err, fault.Invalid) {
			t.Errorf("put %q: %v", key, err)
		}
		if _, _, err := s.Get(t.Context(), key, storage.Range{}); !fault.Is(err, fault.Invalid) {
			t.Errorf("get %q: %v", key, err)
		}
		if err := s.Delete(t.Context(), key); !fault.Is(err, fault.Invalid) {
			t.Errorf("delete %q: %v", key, err)
		}
	}
}

func absent(t *testing.T, s storage.Store) {
	put(t, s, "folder/file", "x")
	for _, key := range []string{"nothing", "folder", "folder/file/below"} {
		if _, _, err := s.Get(t.Context(), key, storage.Range{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("get %s: %v", key, err)
		}
		if _, err := s.Stat(t.Context(), key); !fault.Is(err, fault.NotFound) {
			t.Errorf("stat %s: %v", key, err)
		}
	}
	for _, key := range []string{"nothing", "folder", "folder/file/below"} {
		if err := s.Delete(t.Context(), key); err != nil {
			t.Errorf("delete %s: %v", key, err)
		}
	}
	if got := get(t, s, "folder/file", storage.Range{}); got != "x" {
		t.Errorf("deleting what is not there changed what is: %q", got)
	}
}

func replace(t *testing.T, s storage.Store) {
	first := put(t, s, "k", "first")
	second := put(t, s, "k", "second, longer")
	if first.ETag == second.ETag {
		t.Error("other bytes have the same tag")
	}
	if got := get(t, s, "k", storage.Range{}); got != "second, longer" {
		t.Errorf("got %q", got)
	}
	if err := s.Delete(t.Context(), "k"); err != nil {
		t.Fatal(err)
	}
	absent(t, s)
}

var errBroken = errors.New("the line broke")

func failedPut(t *testing.T, s storage.Store) {
	put(t, s, "k", "before")
	broken := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(errBroken))
	if _, err := s.Put(t.Context(), "k", broken, storage.PutOptions{Size: -1}); err == nil {
		t.Error("a broken reader was accepted")
	}
	for _, size := range []int64{3, 9} {
		if _, err := s.Put(t.Context(), "k", strings.NewReader("12345"), storage.PutOptions{Size: size}); err == nil {
			t.Errorf("five bytes announced as %d were accepted", size)
		}
	}
	if _, err := s.Put(t.Context(), "new", iotest.ErrReader(errBroken), storage.PutOptions{Size: -1}); err == nil {
		t.Error("a broken reader was accepted")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, "k", strings.NewReader("late"), storage.PutOptions{Size: 4}); err == nil {
		t.Error("a cancelled put was accepted")
	}
	if got := get(t, s, "k", storage.Range{}); got != "before" {
		t.Errorf("a failed put left %q", got)
	}
	if infos, err := s.List(t.Context(), "", 10, ""); err != nil || len(infos) != 1 {
		t.Errorf("a failed put left %v, %v", infos, err)
	}
}

// unfinishedPut looks at an object while it is being written.
func unfinishedPut(t *testing.T, s storage.Store) {
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := s.Put(t.Context(), "f/slow", r, storage.PutOptions{Size: 8})
		done <- err
	}()
	if _, err := io.WriteString(w, "half"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Stat(t.Context(), "f/slow"); !fault.Is(err, fault.NotFound) {
		t.Errorf("seen before it is whole: %v", err)
	}
	if infos, err := s.List(t.Context(), "", 10, ""); err != nil || len(infos) != 0 {
		t.Errorf("listed before it is whole: %v, %v", infos, err)
	}
	if _, err := io.WriteString(w, "half"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := get(t, s, "f/slow", storage.Range{}); got != "halfhalf" {
		t.Errorf("got %q", got)
	}
}

// wrongType refuses what no header could carry.
func wrongType(t *testing.T, s storage.Store) {
	for _, kind := range []string{strings.Repeat("x", 1000), "text/plain\r\nX-Evil: 1", "été"} {
		if _, err := s.Put(t.Context(), "k", strings.NewReader("x"), storage.PutOptions{Type: kind, Size: 1}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%.20q: %v", kind, err)
		}
	}
	if _, err := s.Stat(t.Context(), "k"); !fault.Is(err, fault.NotFound) {
		t.Errorf("kept: %v", err)
	}
}

// listByPages reads a tree whose order of names is not its order of folders, a few at a time,
// from every place.
func listByPages(t *testing.T, s storage.Store) {
	keys := []string{"a", "b-c", "b/1", "b/2/x", "b/2.5", "b/20", "b0", "c/d/e/f", "c/d0", "é/1", "z"}
	for _, key := range keys {
		put(t, s, key, key)
	}
	sorted := slices.Sorted(slices.Values(keys))
	for _, prefix := range []string{"", "b", "b/", "b/2", "b/2/", "c/d", "q"} {
		want := slices.DeleteFunc(slices.Clone(sorted), func(k string) bool { return !strings.HasPrefix(k, prefix) })
		for start := -1; start < len(want); start++ {
			after, rest := "", want
			if start >= 0 {
				after, rest = want[start], want[start+1:]
			}
			infos, err := s.List(t.Context(), prefix, 3, after)
			var got []string
			for _, i := range infos {
				got = append(got, i.Key)
			}
			if err != nil || !slices.Equal(got, rest[:min(3, len(rest))]) {
				t.Errorf("%q after %q: %q, %v; want %q", prefix, after, got, err, rest)
			}
		}
	}
}

func list(t *testing.T, s storage.Store) {
	want := []string{"p/a", "p/a-b/1", "p/a/b", "p/z"}
	for _, key := range []string{"p/z", "p/a-b/1", "q", "pp", "p/a/b"} {
		put(t, s, key, key)
	}
	want = want[1:] // "p/a" would be both an object and a folder
	var got []string
	for after := ""; ; {
		infos, err := s.List(t.Context(), "p/", 2, after)
		if err != nil {
			t.Fatal(err)
		}
		if len(infos) == 0 {
			break
		}
		for _, i := range infos {
			got = append(got, i.Key)
			after = i.Key
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("got %q, want %q", got, want)
	}
	if infos, err := s.List(t.Context(), "none/", 2, ""); err != nil || len(infos) != 0 {
		t.Errorf("none: %v, %v", infos, err)
	}
	if _, err := s.List(t.Context(), "", 0, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("a list without limit: %v", err)
	}
}

func concurrent(t *testing.T, s storage.Store) {
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			body := strings.Repeat(fmt.Sprint(i), 100_000)
			if _, err := s.Put(t.Context(), "same", strings.NewReader(body), storage.PutOptions{Size: int64(len(body))}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	got := get(t, s, "same", storage.Range{})
	if len(got) != 100_000 || strings.Trim(got, got[:1]) != "" {
		t.Error("the object is a mixture of several")
	}
}

func presign(t *testing.T, s storage.Store) {
	put(t, s, "k", "signed")
	address, ok, err := s.Presign(t.Context(), "k", time.Minute, "nom lisible.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return // the contract lets a backend have no address
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); string(body) != "signed" || !strings.Contains(resp.Header.Get("Content-Disposition"), "nom lisible.txt") {
		t.Errorf("status %d, body %q, %v", resp.StatusCode, body, resp.Header)
	}
	put(t, s, "other", "secret")
	req, _ = http.NewRequestWithContext(t.Context(), http.MethodGet, strings.Replace(address, "/k?", "/other?", 1), http.NoBody)
	other, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Body.Close()
	if other.StatusCode != http.StatusForbidden {
		t.Errorf("an address signed for one object opens another: status %d", other.StatusCode)
	}
}

func deleteAll(t *testing.T, s storage.Store) {
	for i := range 30 {
		put(t, s, fmt.Sprintf("packages/one/%d/file", i), "x")
	}
	put(t, s, "packages/other", "x")
	if err := storage.DeleteAll(t.Context(), s, "packages/one/"); err != nil {
		t.Fatal(err)
	}
	if infos, err := s.List(t.Context(), "", 100, ""); err != nil || len(infos) != 1 {
		t.Errorf("left %v, %v", infos, err)
	}
}
