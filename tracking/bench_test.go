package tracking_test

import (
	"fmt"
	"testing"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/xapi"
)

// BenchmarkRecordPageView is a page view: the statement and the progress that follows, both
// durable.
func BenchmarkRecordPageView(b *testing.B) {
	w := newWorld(b, false)
	id := w.enrol(b, selfPaced, "ann", nil)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		w.pass(time.Second)
		if _, err := w.svc.Record(b.Context(), teacher, tracking.Input{Enrolment: id, Activity: "page", Verb: xapi.Experienced, Key: fmt.Sprint(n)}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRecordFollowed is the same with the log delivered: everything that follows counted.
func BenchmarkRecordFollowed(b *testing.B) {
	w := newWorld(b, true)
	var people []actor.Actor
	for n := range 200 {
		p := fmt.Sprint("p", n)
		w.enrol(b, selfPaced, p, nil)
		people = append(people, actor.Actor{Person: p})
	}
	w.settle(b)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		w.pass(time.Second)
		who := people[n%len(people)]
		if _, err := w.svc.Record(b.Context(), who, tracking.Input{Enrolment: selfPaced + ":" + who.Person, Activity: "page", Verb: xapi.Experienced, Key: fmt.Sprint(n)}); err != nil {
			b.Fatal(err)
		}
	}
	w.settle(b)
}

// BenchmarkLearn is the learning page of somebody on their way.
func BenchmarkLearn(b *testing.B) {
	w := newWorld(b, false)
	w.enrol(b, selfPaced, "ann", nil)
	w.learn(b, teacher)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.svc.Learn(b.Context(), teacher, selfPaced); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPilotYear is a pilot's first page: an académie of 400 parcours in the course of a
// school year.
func BenchmarkPilotYear(b *testing.B) {
	w := newWorld(b, false)
	var all []tracking.Addition
	put := func(id string, n int) {
		deltas := map[string]int64{}
		for _, d := range []string{"59", "62", "none"} {
			for _, g := range []string{"1d|public", "1d|private", "2d|public", "2d|private", "other|public"} {
				for _, k := range []string{"permanent", "accompanied"} {
					for _, m := range []string{"enrolled", "started", "completed", "minutesDistance", "minutesPresence", "attested"} {
						deltas[d+"|"+g+"|"+k+"|"+m] = int64(n)
					}
				}
			}
		}
		all = append(all, tracking.Addition{ID: id, Deltas: deltas})
	}
	put("y2026:lille", 1000)
	for n := range 400 {
		put(fmt.Sprintf("y2026:lille:p:%04d", n), n)
	}
	for day := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC); day.Before(w.now); day = day.AddDate(0, 0, 7) {
		put("w"+day.Format("2006-01-02")+":lille", 20)
	}
	if err := w.svc.Stores.Counters.Add(b.Context(), all); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.svc.Summary(b.Context(), pilot, "lille", "", tracking.Filter{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPlant is what a first start of the demonstration does for an académie: 2,000
// enrolments planted and their figures built.
func BenchmarkPlant(b *testing.B) {
	for b.Loop() {
		w := newWorld(b, false)
		var all []tracking.Planted
		for n := range 2000 {
			v := tracking.EnrolmentView{ID: fmt.Sprintf("%s:p%d", selfPaced, n), Session: selfPaced, Parcours: fmt.Sprint("parcours-", n%300),
				Person: fmt.Sprint("p", n), Name: "P", Version: 1, State: tracking.Enrolled, At: w.now.AddDate(0, 0, -n%80), Kind: "permanent",
				Academie: "lille", Departement: "59", Degree: "1d", Sector: "public", MinutesDistance: 60}
			w.enrolments[v.ID] = v
			all = append(all, tracking.Planted{Enrolment: v, Inputs: []tracking.Input{
				{Activity: "page", Verb: xapi.Experienced, At: v.At},
				{Activity: "video", Verb: xapi.Completed, At: v.At.Add(time.Minute), Result: tracking.Result{Completed: ptr(true)}},
				{Activity: "pack", Verb: xapi.Passed, At: v.At.Add(2 * time.Minute)}}})
		}
		w.pass(time.Hour)
		if err := w.svc.Plant(b.Context(), system, all); err != nil {
			b.Fatal(err)
		}
		if d, err := w.svc.Rebuild(b.Context(), system, "lille", 2026); err != nil || !d.Repaired {
			b.Fatal(d.Busy, err)
		}
	}
}
