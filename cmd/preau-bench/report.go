package main

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// report is everything that was measured.
type report struct {
	At      time.Time `json:"at"`
	Machine machine   `json:"machine"`
	Binary  string    `json:"binary"`
	Clients int       `json:"clients"`
	Start   []figure  `json:"start"`
	Kinds   []result  `json:"kinds"`
}

// figure is one measure with its goal, which it should not exceed; goal 0 is none.
type figure struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"`
	Goal  float64 `json:"goal,omitempty"`
	Value float64 `json:"value"`
}

// result is what one kind of request cost.
type result struct {
	Name      string  `json:"name"`
	Requests  int     `json:"requests"`
	Goal      float64 `json:"goal,omitempty"` // milliseconds of processor time each
	CPU       float64 `json:"cpu"`            // likewise, until the last answer
	CPUAfter  float64 `json:"cpuAfter"`       // likewise, until what follows is done too
	PerSecond float64 `json:"perSecond"`
	P50       float64 `json:"p50"` // milliseconds
	P99       float64 `json:"p99"`
	Resident  float64 `json:"resident"` // megabytes, after
	Anonymous float64 `json:"anonymous"`
	Failed    string  `json:"failed,omitempty"`
}

func (r *report) add(name, unit string, goal, value float64) {
	r.Start = append(r.Start, figure{name, unit, goal, value})
}

// write prints the report for a person.
func (r *report) write(w io.Writer) {
	fmt.Fprintf(w, "%s, %d cores, %.0f GB, Linux %s, %s\n\n", r.Machine.Processor, r.Machine.Cores,
		float64(r.Machine.Memory)/1e9, r.Machine.Kernel, r.At.Format(time.DateOnly))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tgoal\tmeasured\t")
	for _, f := range r.Start {
		fmt.Fprintf(t, "%s\t%s\t%.3g %s\t%s\n", f.Name, goalText(f.Goal, f.Unit), f.Value, f.Unit, verdict(f.Goal, f.Value))
	}
	t.Flush()
	fmt.Fprintf(w, "\n%d clients, connections kept open; processor time of the server for one, in milliseconds\n\n", r.Clients)
	t = tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tgoal\tcpu\twith what follows\ta second\tp50 ms\tp99 ms\tMB\town MB\tmade\t")
	for _, k := range r.Kinds {
		if k.Failed != "" {
			fmt.Fprintf(t, "%s\t%s\tfailed: %s\n", k.Name, goalText(k.Goal, ""), k.Failed)
			continue
		}
		fmt.Fprintf(t, "%s\t%s\t%.2f\t%.2f\t%.0f\t%.2f\t%.2f\t%.0f\t%.0f\t%d\t%s\n", k.Name, goalText(k.Goal, ""),
			k.CPU, k.CPUAfter, k.PerSecond, k.P50, k.P99, k.Resident, k.Anonymous, k.Requests, verdict(k.Goal, k.CPUAfter))
	}
	t.Flush()
}

func goalText(goal float64, unit string) string {
	switch {
	case goal == 0:
		return "–"
	case unit == "":
		return fmt.Sprintf("%g", goal)
	}
	return fmt.Sprintf("%g %s", goal, unit)
}

func verdict(goal, value float64) string {
	switch {
	case goal == 0:
		return ""
	case value <= goal:
		return "reached"
	}
	return "missed"
}
