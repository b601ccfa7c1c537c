package search

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// offer makes n plausible trainings: a Zipf-like choice over real words and invented ones,
// so that common words are common and the dictionary is long.
func offer(n int) []Entry[training] {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields(`laïcité école élève évaluation numérique lecture écriture mathématiques sciences classe
		apprentissage pédagogie inclusion différenciation compétences cycle collège lycée maternelle direction parcours
		formation enseigner accompagner comprendre construire séance projet coopération climat scolaire valeurs république
		histoire géographie langue oral arts culture santé sport orientation métier professionnel famille handicap autisme
		attention mémoire motivation ressources outils données sécurité image média information débat philosophie citoyen`)
	syllables := strings.Fields("ba ce di fo gu ha je ki lo mu né pa quo ri sa té vou xi zo chan bri plu cro tra gnon")
	for range 8000 {
		var w strings.Builder
		for range 2 + random.IntN(3) {
			w.WriteString(syllables[random.IntN(len(syllables))])
		}
		words = append(words, w.String())
	}
	zipf := rand.NewZipf(random, 1.1, 4, uint64(len(words)-1))
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[zipf.Uint64()])
			b.WriteByte(' ')
		}
		return b.String()
	}
	value := func(prefix string, n int) string { return fmt.Sprintf("%s%d", prefix, random.IntN(n)) }
	entries := make([]Entry[training], n)
	for i := range entries {
		p := &training{id: fmt.Sprintf("01890000-0000-7000-8000-%012d", i), title: text(7), description: text(60),
			keywords: strings.Fields(text(5)), opens: int64(random.IntN(4000)), closes: int64(4000 + random.IntN(1000))}
		if i%9 == 0 {
			p.place = "lille"
		}
		entries[i] = Entry[training]{Document{ID: p.id, Title: p.title, Keywords: p.keywords, Objectives: text(40),
			Description: p.description, Recent: int64(i), Popular: int64(random.IntN(10000)), Facets: map[string][]string{
				"domain": {value("d", 18)}, "public": {value("p", 14), value("p", 14)}, "nature": {value("n", 3)},
				"duration": {value("t", 5)}, "origin": {value("o", 40)}, "collection": {value("c", 9)},
				"certification": {value("f", 6)}, "entry": {value("e", 2)}, "competence": {value("k", 16), value("k", 16)},
			}}, p}
	}
	return entries
}

func openOffer(tb testing.TB, n int) *Index[training] {
	x, err := Open(Options[training]{Dir: tb.TempDir(), Facets: []string{"domain", "public", "nature", "duration", "origin",
		"collection", "certification", "entry", "competence"}, Dated: "availability", Statuses: statuses, Date: dateOf,
		Texts: func(p *training) []string { return []string{p.title, p.description} }})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = x.Close() })
	if err := x.Load(offer(n)); err != nil {
		tb.Fatal(err)
	}
	return x
}

// BenchmarkSearch searches 10,000 trainings with every facet counted and prints p50, p99,
// the heap and the resident memory. The promise is p99 under 20 ms.
func BenchmarkSearch(b *testing.B) {
	x := openOffer(b, 10_000)
	texts := []string{"", "laïcité", "la laïcitée", "évaluer les compétences", "enseignement numerique", "mathemtiques",
		"formation", "école élève classe", "lect", "philosofie debat", "climat scolaire", "bacedi"}
	choices := []map[string][]string{nil, {"domain": {"d1", "d2"}, "public": {"p3"}},
		{"nature": {"n0"}, "availability": {"open", "soon"}, "duration": {"t1", "t2"}, "competence": {"k1"}}}
	var took []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		_, err := x.Search(Query{Text: texts[i%len(texts)], Selected: choices[i%len(choices)], Scope: "lille",
			Now: time.Unix(2000, 0), Limit: 25})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	report(b, took)
}

// BenchmarkSearchSmall is the offer of the demonstration: 800 trainings.
func BenchmarkSearchSmall(b *testing.B) {
	x := openOffer(b, 800)
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		if _, err := x.Search(Query{Text: "laïcité école", Now: time.Unix(2000, 0), Limit: 25}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			var kb float64
			if n, _ := fmt.Sscanf(line, "VmRSS: %f kB", &kb); n == 1 {
				b.ReportMetric(kb/1000, "rss-MB")
			}
		}
	}
}
