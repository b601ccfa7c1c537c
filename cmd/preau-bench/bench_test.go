package main

import (
	"archive/zip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	ms := func(n ...int) []time.Duration {
		out := make([]time.Duration, len(n))
		for i, v := range n {
			out[i] = time.Duration(v) * time.Millisecond
		}
		return sorted(out)
	}
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = 100 - i
	}
	for _, c := range []struct {
		name string
		of   []time.Duration
		p    int
		want int
	}{
		{"none", nil, 50, 0},
		{"one", ms(7), 99, 7},
		{"of two, the middle is the first", ms(3, 9), 50, 3},
		{"of three, the middle", ms(9, 1, 5), 50, 5},
		{"of a hundred, the 50th", ms(hundred...), 50, 50},
		{"of a hundred, the 99th", ms(hundred...), 99, 99},
		{"the last", ms(1, 2, 3), 100, 3},
		{"the first", ms(1, 2, 3), 0, 1},
	} {
		if got := percentile(c.of, c.p); got != time.Duration(c.want)*time.Millisecond {
			t.Errorf("%s: %v, want %d ms", c.name, got, c.want)
		}
	}
}

func TestParseCPU(t *testing.T) {
	const tail = " S 1 4242 4242 0 -1 4194560 2213 0 0 0 1234 766 5 6 20 0 12 0 8600 1270000 9000 18446744073709551615"
	for _, c := range []struct {
		name, stat string
		want       time.Duration
		fails      bool
	}{
		{"plain", "4242 (preau)" + tail, 20 * time.Second, false},
		{"a name with spaces and parentheses", "4242 (a) b (c)" + tail, 20 * time.Second, false},
		{"no name", "4242 preau", 0, true},
		{"cut", "4242 (preau) S 1 2", 0, true},
		{"not a number", strings.Replace("4242 (preau)"+tail, "1234", "x", 1), 0, true},
	} {
		got, err := parseCPU(c.stat)
		if (err != nil) != c.fails || got != c.want {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
}

func TestParseMemory(t *testing.T) {
	const status = "Name:\tpreau\nVmPeak:\t 1200000 kB\nVmRSS:\t   59392 kB\nRssAnon:\t   30000 kB\nRssFile:\t   29392 kB\n"
	got, err := parseMemory(status)
	if want := (memory{59392 << 10, 30000 << 10}); err != nil || got != want {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	for _, bad := range []string{"", "VmRSS:\tmany kB\n"} {
		if _, err := parseMemory(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestParseProcessors(t *testing.T) {
	name, cores := parseProcessors("processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n\nprocessor\t: 1\nmodel name\t: Some CPU @ 2 GHz\n")
	if name != "Some CPU @ 2 GHz" || cores != 2 {
		t.Errorf("%q, %d", name, cores)
	}
}

func TestPushMakesEachOnce(t *testing.T) {
	const n, clients = 101, 8
	var made [n]atomic.Int32
	l := push(t.Context(), kind{one: func(_ context.Context, c, i int) error {
		if i%clients != c {
			t.Errorf("client %d made request %d", c, i)
		}
		made[i].Add(1)
		return nil
	}}, clients, n, time.Minute)
	if l.err != nil || len(l.latencies) != n {
		t.Fatalf("%d made, %v", len(l.latencies), l.err)
	}
	for i := range made {
		if got := made[i].Load(); got != 1 {
			t.Errorf("request %d made %d times", i, got)
		}
	}
}

func TestPushStopsAtTheFirstFailureAndAtTheEndOfItsTime(t *testing.T) {
	broken := errors.New("broken")
	l := push(t.Context(), kind{one: func(_ context.Context, _, i int) error {
		if i >= 10 {
			return broken
		}
		return nil
	}}, 4, 1_000_000, time.Minute)
	if !errors.Is(l.err, broken) || len(l.latencies) > 10 {
		t.Errorf("%d made, %v", len(l.latencies), l.err)
	}
	l = push(t.Context(), kind{one: func(context.Context, int, int) error { return nil }}, 2, 1<<30, time.Millisecond)
	if l.err != nil || len(l.latencies) == 0 || len(l.latencies) == 1<<30 {
		t.Errorf("%d made, %v", len(l.latencies), l.err)
	}
}

func TestFill(t *testing.T) {
	var r result
	r.fill(load{latencies: []time.Duration{2 * time.Millisecond, 4 * time.Millisecond}, took: time.Second},
		3*time.Millisecond, 5*time.Millisecond)
	if r.Requests != 2 || r.CPU != 1.5 || r.CPUAfter != 2.5 || r.PerSecond != 2 || r.P50 != 2 || r.P99 != 4 {
		t.Errorf("%+v", r)
	}
}

func TestReportSaysWhatIsReachedMissedAndFailed(t *testing.T) {
	r := report{Kinds: []result{
		{Name: "quick", Goal: 1, CPU: 0.5, CPUAfter: 0.9},
		{Name: "slow", Goal: 1, CPU: 0.5, CPUAfter: 1.1},
		{Name: "broken", Goal: 1, Failed: "500"},
		{Name: "free", CPUAfter: 3},
	}}
	r.add("binary", "MB", 70, 60)
	lines := map[string]string{}
	for line := range strings.Lines(r.String()) {
		name, rest, _ := strings.Cut(line, " ")
		lines[name] = rest
	}
	for name, want := range map[string]string{"binary": "reached", "quick": "reached", "slow": "missed", "broken": "failed"} {
		if !strings.Contains(lines[name], want) {
			t.Errorf("%s: %q, want %q", name, lines[name], want)
		}
	}
	if strings.Contains(lines["free"], "reached") || strings.Contains(lines["free"], "missed") {
		t.Errorf("a measure without a goal is judged: %q", lines["free"])
	}
}

func TestPackageHasItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.zip")
	if err := writePackage(path); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	sizes := map[string]uint64{}
	for _, f := range z.File {
		sizes[f.Name] = f.UncompressedSize64
	}
	if sizes[bigFile] != bigSize || sizes["imsmanifest.xml"] == 0 || sizes["index.html"] == 0 {
		t.Errorf("%v", sizes)
	}
}

func TestBrowserSaysWhatWasRefused(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer pass" {
			http.Error(w, "no pass", http.StatusUnauthorized)
		}
	}))
	defer site.Close()
	b := &browser{http: site.Client(), app: site.URL}
	if err := b.ask(t.Context(), http.MethodGet, "/x", nil); err == nil || !strings.Contains(err.Error(), "no pass") {
		t.Errorf("%v", err)
	}
	b.access = "pass"
	if err := b.ask(t.Context(), http.MethodGet, "/x", nil); err != nil {
		t.Error(err)
	}
}

func TestSearchesDiffer(t *testing.T) {
	w := &world{domains: []string{"a", "b", "c", "d", "e", "f", "g"}, lengths: []string{"short", "long"}}
	seen := map[string]bool{}
	for i := range 10 * len(words) {
		seen[w.search(i)] = true
	}
	if len(seen) < 7*len(words) {
		t.Errorf("%d searches of %d differ", len(seen), 10*len(words))
	}
}

func TestBeside(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"/c/token/index.html", "http://content.localhost:9/c/token/media/64k.bin"},
		{"http://content.localhost:9/c/token/index.html?a=1", "http://content.localhost:9/c/token/media/64k.bin"},
		{"../../c/token/index.html", "http://content.localhost:9/c/token/media/64k.bin"},
	} {
		got, err := beside("http://content.localhost:9/r/token/", c.page, bigFile)
		if err != nil || got != c.want {
			t.Errorf("%s: %s, %v", c.page, got, err)
		}
	}
}

func TestCommitsFollowOneAnother(t *testing.T) {
	p := player{seq: 4, visit: 2, sco: "sco"}
	first, second := p.next(), p.next()
	if first.Seq != 5 || second.Seq != 6 || second.Visit != 2 || second.SCO != "sco" {
		t.Errorf("%+v, %+v", first, second)
	}
	if first.Elements[0] == second.Elements[0] {
		t.Error("two commits say the same")
	}
}

func TestProfileName(t *testing.T) {
	if got := profileName("learning page (contents and an activity)"); got != "learning-page-contents-and-an-activity.pprof" {
		t.Error(got)
	}
}
