package docstore_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"preau.education/preau/internal/docstore"
	"preau.education/preau/internal/docstore/docstoretest"
)

// enrolment is of the size and indexes of what the platform writes most.
type enrolment struct {
	Session, Parcours, Person string
	State                     string
	Academie, Departement     string
	UAI, Establishment        string
	Minutes                   int
	At                        time.Time
}

var (
	byPerson = &docstore.Index[enrolment]{Name: "person", Parts: []string{"person", "at"},
		Keys: func(e *enrolment) []any { return []any{e.Person, e.At} }}
	bySession = &docstore.Index[enrolment]{Name: "session", Parts: []string{"session", "state", "at"},
		Keys: func(e *enrolment) []any { return []any{e.Session, e.State, e.At} }}
)

const benchDocs = 20_000

func one(i int) (string, enrolment) {
	session, person := fmt.Sprintf("p-%04d", i%400), fmt.Sprintf("person-%05d", i/25)
	return session + ":" + fmt.Sprint(i), enrolment{Session: session, Parcours: session, Person: person, State: "enrolled",
		Academie: "lille", Departement: "59", UAI: "0590001A", Establishment: "Collège Jean-Moulin", Minutes: 180,
		At: time.UnixMilli(int64(1_700_000_000_000 + i))}
}

func filled(b *testing.B) (*docstore.DB, *docstore.Collection[enrolment]) {
	b.Helper()
	db := docstoretest.Open(b, "sqlite:"+filepath.Join(b.TempDir(), "bench.db"), docstore.Options{})
	c, err := docstore.Define(db, docstore.Definition[enrolment]{Name: "enrolments", Indexes: []*docstore.Index[enrolment]{byPerson, bySession}})
	if err != nil {
		b.Fatal(err)
	}
	for from := 0; from < benchDocs; from += 5000 {
		if err := c.InsertMany(context.Background(), documents(from, 5000)); err != nil {
			b.Fatal(err)
		}
	}
	return db, c
}

func documents(from, n int) []docstore.Doc[enrolment] {
	docs := make([]docstore.Doc[enrolment], n)
	for i := range docs {
		docs[i].ID, docs[i].Body = one(from + i)
	}
	return docs
}

// cpu reports the processor time of the whole process, syncs of the disk left out, which is
// what a machine with many users runs out of.
func cpu(b *testing.B) {
	spent := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := spent()
	b.Cleanup(func() { b.ReportMetric(float64((spent()-start).Microseconds())/float64(b.N), "cpu-µs/op") })
}

func BenchmarkGet(b *testing.B) {
	_, c := filled(b)
	b.ReportAllocs()
	cpu(b)
	i := 0
	for b.Loop() {
		i++
		id, _ := one(i * 7919 % benchDocs)
		if _, err := c.Get(context.Background(), id); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind25(b *testing.B) {
	_, c := filled(b)
	b.ReportAllocs()
	cpu(b)
	i := 0
	for b.Loop() {
		i++
		page, err := c.Find(context.Background(), docstore.Query[enrolment]{Index: byPerson, Eq: []any{fmt.Sprintf("person-%05d", i%(benchDocs/25))}, Desc: true, Limit: 25})
		if err != nil || len(page.Docs) != 25 {
			b.Fatal(len(page.Docs), err)
		}
	}
}

// BenchmarkUpdateWithFact is a durable compare-and-swap with its fact; eight writers share
// commits as concurrent requests do.
func BenchmarkUpdateWithFact(b *testing.B) {
	for _, writers := range []int{1, 8} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			_, c := filled(b)
			b.ReportAllocs()
			cpu(b)
			b.SetParallelism(writers/2 + writers%2)
			var n atomic.Int64
			run := func() {
				i := int(n.Add(1))
				id, _ := one(i * 7919 % benchDocs)
				_, err := c.Update(context.Background(), id, func(e *enrolment) ([]docstore.Fact, error) {
					e.Minutes++
					return []docstore.Fact{{ID: fmt.Sprint("f", i), Kind: "moved", Key: id, At: e.At, Body: *e}}, nil
				})
				if err != nil {
					b.Error(err)
				}
			}
			if writers == 1 {
				for b.Loop() {
					run()
				}
				return
			}
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					run()
				}
			})
		})
	}
}

func BenchmarkInsertMany1000(b *testing.B) {
	_, c := filled(b)
	b.ReportAllocs()
	cpu(b)
	from := benchDocs
	for b.Loop() {
		if err := c.InsertMany(context.Background(), documents(from, 1000)); err != nil {
			b.Fatal(err)
		}
		from += 1000
	}
}

func BenchmarkCountersAdd(b *testing.B) {
	for _, group := range []int{1, 20} {
		b.Run(fmt.Sprintf("together=%d", group), func(b *testing.B) {
			db := docstoretest.Open(b, "sqlite:"+filepath.Join(b.TempDir(), "bench.db"), docstore.Options{})
			c, err := docstore.DefineCounters(db, "counts")
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			cpu(b)
			n := int64(0)
			for b.Loop() {
				n++
				adds := make([]docstore.Addition, group)
				for i := range adds {
					adds[i] = docstore.Addition{ID: fmt.Sprintf("2026-09-01:lille:%d", i), Shard: "0", Number: n, Deltas: map[string]int64{"enrolled": 1, "minutes": 180}}
				}
				if err := c.AddMany(context.Background(), adds); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
