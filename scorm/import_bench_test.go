package scorm_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/scorm"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/storage"
	"preau.education/preau/storage/dir"
)

// keeper lets a package's files into a store.
type keeper struct{ storage.Store }

func (k keeper) Put(ctx context.Context, key string, r io.Reader, size int64, kind string) error {
	_, err := k.Store.Put(ctx, key, r, storage.PutOptions{Type: kind, Size: size})
	return err
}

// BenchmarkImport100MB goes the way of a real import: the upload's parts in the object store,
// read as a zip, inspected, and every file kept, durable, in a directory. 90 videos of 1 MB
// that do not compress, 1,000 pages that do.
func BenchmarkImport100MB(b *testing.B) {
	store, err := dir.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	uploads := storage.NewUploads(store, 1<<30, time.Now)
	who := actor.Actor{Person: "bench"}
	id, size := upload(b, uploads, who)
	b.SetBytes(size)
	b.ReportAllocs()
	peak := watchHeap()
	b.ResetTimer()
	for i := range b.N {
		whole, err := uploads.Open(context.Background(), who, id)
		if err != nil {
			b.Fatal(err)
		}
		z, err := bundle.Open(whole, whole.Size, bundle.Quota{})
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := scorm.Inspect(z); err != nil {
			b.Fatal(err)
		}
		if err := scorm.Unpack(context.Background(), z, fmt.Sprintf("packages/%d/", i), keeper{store}, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(peak())/(1<<20), "MB-peak-heap")
}

// upload makes the package in a file and sends it in parts.
func upload(b *testing.B, uploads *storage.Uploads, who actor.Actor) (id string, size int64) {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), "package.zip"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	writePackage(b, f)
	if size, err = f.Seek(0, io.SeekCurrent); err != nil {
		b.Fatal(err)
	}
	u, err := uploads.Create(context.Background(), who, "package.zip", "application/zip", size)
	if err != nil {
		b.Fatal(err)
	}
	for offset := int64(0); offset < size; offset += storage.PartSize {
		length := min(storage.PartSize, size-offset)
		if _, err := uploads.Write(context.Background(), who, u.ID, offset, length, io.NewSectionReader(f, offset, length)); err != nil {
			b.Fatal(err)
		}
	}
	return u.ID, size
}

func writePackage(b *testing.B, to io.Writer) {
	b.Helper()
	w := zip.NewWriter(to)
	add := func(name string, method uint16, body []byte) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write(body)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	add("imsmanifest.xml", zip.Deflate, []byte(`<manifest><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`+
		`<organizations><organization identifier="o"><title>T</title><item identifier="i" identifierref="r"/></organization></organizations>`+
		`<resources><resource identifier="r" href="pages/0.html"/></resources></manifest>`))
	noise := make([]byte, 1<<20)
	for i := range 90 {
		rand.Read(noise)
		add(fmt.Sprintf("media/%d.mp4", i), zip.Store, noise)
	}
	for i := range 1000 {
		rand.Read(noise[:7<<10])
		add(fmt.Sprintf("pages/%d.html", i), zip.Deflate, append([]byte(strings.Repeat("<p>bonjour</p>", 200)), noise[:7<<10]...))
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

// watchHeap samples the heap until the function it returns is called, which gives the most
// seen beyond what there was at first.
func watchHeap() func() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	base, most := m.HeapAlloc, m.HeapAlloc
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return most - base
	}
}

// BenchmarkInspect is the reading of a package's directory and manifest.
func BenchmarkInspect(b *testing.B) {
	var out bytes.Buffer
	writePackage(b, &out)
	b.ReportAllocs()
	for b.Loop() {
		z, err := bundle.Open(bytes.NewReader(out.Bytes()), int64(out.Len()), bundle.Quota{})
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := scorm.Inspect(z); err != nil {
			b.Fatal(err)
		}
	}
}
