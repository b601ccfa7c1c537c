package tracking_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/xapi"
)

func TestPilotsSeeTheirOwn(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	people := map[string]func(*tracking.EnrolmentView){
		"ann": nil,
		"ben": func(v *tracking.EnrolmentView) { v.Departement = "62"; v.Degree = "2d" },
		"cam": func(v *tracking.EnrolmentView) { v.Departement = ""; v.Degree = ""; v.Sector = "private" },
		"dan": func(v *tracking.EnrolmentView) { v.Academie = "lyon"; v.Departement = "69" },
	}
	for p, change := range people {
		w.enrol(t, selfPaced, p, change)
	}
	w.settle(t)
	for _, c := range []struct {
		name   string
		who    actor.Actor
		filter tracking.Filter
		want   int64
		code   string
	}{
		{"the académie", pilot, tracking.Filter{}, 3, ""},
		{"one département", pilot, tracking.Filter{Departement: "62"}, 1, ""},
		{"not known", pilot, tracking.Filter{Departement: tracking.Unknown}, 1, ""},
		{"degree", pilot, tracking.Filter{Degree: "1d"}, 1, ""},
		{"sector", pilot, tracking.Filter{Sector: "private"}, 1, ""},
		{"degree and sector", pilot, tracking.Filter{Degree: "2d", Sector: "private"}, 0, ""},
		{"a pilot of a part", pilot59, tracking.Filter{}, 1, ""},
		{"of a part, asking for another", pilot59, tracking.Filter{Departement: "62"}, 0, "not_pilot"},
		{"of another académie", pilotLy, tracking.Filter{}, 0, "not_pilot"},
		{"a teacher", teacher, tracking.Filter{}, 0, "not_pilot"},
		{"a trainer", trainer, tracking.Filter{}, 0, "not_pilot"},
		{"a visitor", visitor, tracking.Filter{}, 0, "sign_in_required"},
		{"an administrator", admin, tracking.Filter{}, 3, ""},
	} {
		for _, period := range []string{"", "2026-11", "2026-11-01/2026-11-30"} {
			sum, err := w.svc.Summary(ctx, c.who, "lille", period, c.filter)
			if fault.CodeOf(err) != c.code || sum.Figures.Enrolled != c.want {
				t.Errorf("%s, %q: %d, %v; want %d, %s", c.name, period, sum.Figures.Enrolled, err, c.want, c.code)
			}
			var series, parcours int64
			for _, p := range sum.Series {
				series += p.Enrolled
			}
			for _, p := range sum.Parcours {
				parcours += p.Figures.Enrolled
			}
			if series != c.want || parcours != c.want {
				t.Errorf("%s, %q: series %d, parcours %d, want %d", c.name, period, series, parcours, c.want)
			}
		}
	}
	var b strings.Builder
	if err := w.svc.Export(ctx, pilot59, "lille", "", tracking.Filter{}, &b); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.HasPrefix(got, "\ufeffAcadémie;") || !strings.Contains(got, "Nord (59)") || strings.Contains(got, "62") || strings.Count(got, "\r\n") != 2 {
		t.Errorf("export of a part: %q", got)
	}
}

func TestRebuildFindsDrift(t *testing.T) {
	w := newWorld(t, true)
	ctx := t.Context()
	for _, p := range []string{"ann", "ben"} {
		w.enrol(t, selfPaced, p, nil)
	}
	w.learn(t, teacher)
	w.settle(t)
	if d, err := w.svc.Rebuild(ctx, system, "lille", 2026); err != nil || !d.Busy {
		t.Fatalf("while it moves: %+v, %v", d, err)
	}
	w.pass(2 * time.Minute)
	d, err := w.svc.Rebuild(ctx, system, "lille", 2026)
	if err != nil || d.Busy || len(d.Differences) != 0 {
		t.Fatalf("counters and sources differ: %+v, %v", d, err)
	}
	if _, err := w.svc.Rebuild(ctx, admin, "lyon", 2026); err != nil {
		t.Logf("a person: %v", err)
	} else {
		t.Error("a person may rebuild")
	}
	before, _ := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	spoil := tracking.Addition{ID: "y2026:lille", Deltas: map[string]int64{"59|1d|public|permanent|completed": 5}}
	if err := w.svc.Stores.Counters.Add(ctx, []tracking.Addition{spoil}); err != nil {
		t.Fatal(err)
	}
	d, err = w.svc.Rebuild(ctx, system, "lille", 2026)
	if err != nil || !d.Repaired || len(d.Differences) != 1 || d.Differences[0].Held != 6 || d.Differences[0].Found != 1 {
		t.Fatalf("drift: %+v, %v", d, err)
	}
	after, _ := w.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	if after.Figures != before.Figures || *after.Trained != 1 {
		t.Errorf("repaired to %+v, was %+v", after.Figures, before.Figures)
	}
}

func TestPlantedCountsLikeLived(t *testing.T) {
	ctx := context.Background()
	lived, planted := newWorld(t, true), newWorld(t, true)
	id := lived.enrol(t, selfPaced, "ann", nil)
	lived.learn(t, teacher)
	lived.settle(t)

	v := lived.enrolments[id]
	planted.enrolments[id] = v
	start := v.At
	err := planted.svc.Plant(ctx, system, []tracking.Planted{{Enrolment: v, Inputs: []tracking.Input{
		{Activity: "page", Verb: xapi.Experienced, At: start},
		{Activity: "video", Verb: xapi.Completed, At: start.Add(time.Minute), Result: tracking.Result{Progress: ptr(0.97), Completed: ptr(true)}},
		{Activity: "pack", Verb: xapi.Passed, At: start.Add(2 * time.Minute), Result: tracking.Result{Passed: ptr(true)}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	planted.pass(time.Hour)
	if d, err := planted.svc.Rebuild(ctx, system, "lille", 2026); err != nil || !d.Repaired {
		t.Fatal(d, err)
	}
	a, _ := lived.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	b, _ := planted.svc.Summary(ctx, pilot, "lille", "", tracking.Filter{})
	if a.Figures != b.Figures || *a.Trained != *b.Trained || !reflect.DeepEqual(a.Parcours, b.Parcours) {
		t.Errorf("lived %+v\nplanted %+v", a, b)
	}
	if mine, err := planted.svc.Attestations(ctx, teacher, 5, ""); err != nil || len(mine.Items) != 1 {
		t.Errorf("planted attestation: %+v, %v", mine, err)
	}
}

func TestLastYearUpToTheSameDate(t *testing.T) {
	w := newWorld(t, true)
	for person, day := range map[string]string{"ann": "2025-09-01", "ben": "2025-11-24", "cam": "2025-11-25", "dan": "2026-08-31", "eve": "2026-09-01"} {
		when, _ := time.Parse("2006-01-02", day)
		w.enrol(t, selfPaced, person, func(v *tracking.EnrolmentView) { v.At = when.Add(10 * time.Hour) })
	}
	w.settle(t)
	sum, err := w.svc.Summary(t.Context(), pilot, "lille", "", tracking.Filter{})
	if err != nil || sum.Figures.Enrolled != 1 || sum.Previous == nil || sum.Previous.Enrolled != 2 {
		t.Errorf("%+v, before %+v, %v", sum.Figures, sum.Previous, err)
	}
	sum, err = w.svc.Summary(t.Context(), pilot, "lille", "2025-2026", tracking.Filter{})
	if err != nil || sum.Figures.Enrolled != 4 || sum.Previous != nil {
		t.Errorf("last year: %+v, before %+v, %v", sum.Figures, sum.Previous, err)
	}
}

// It is Tuesday 24 November 2026.
func TestSeriesEndsTodayAndSaysSo(t *testing.T) {
	w := newWorld(t, true)
	w.enrol(t, selfPaced, "ann", nil)
	w.settle(t)
	for period, want := range map[string]struct {
		points int
		last   string
		now    bool
	}{
		"":                      {13, "2026-11-23", true},
		"2025-2026":             {53, "2026-08-31", false},
		"2026-11":               {24, "2026-11-24", true},
		"2026-10":               {31, "2026-10-31", false},
		"2026-12":               {0, "", false},
		"2026-11-20/2026-11-26": {5, "2026-11-24", true},
		"2026-09-01/2026-11-30": {13, "2026-11-23", true},
		"2026-09-01/2026-11-22": {12, "2026-11-16", false},
	} {
		sum, err := w.svc.Summary(t.Context(), pilot, "lille", period, tracking.Filter{})
		if err != nil || len(sum.Series) != want.points {
			t.Errorf("%q: %d points, want %d; %v", period, len(sum.Series), want.points, err)
			continue
		}
		for i, p := range sum.Series {
			last := i == len(sum.Series)-1
			if p.Partial != (last && want.now) || last && p.Start != want.last {
				t.Errorf("%q: %+v, want %+v", period, p, want)
			}
		}
	}
}
