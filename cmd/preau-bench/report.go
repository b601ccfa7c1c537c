package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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

// String is the report for a person.
func (r *report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d cores, %.0f GB, Linux %s, %s\n\n", r.Machine.Processor, r.Machine.Cores,
		float64(r.Machine.Memory)/1e9, r.Machine.Kernel, r.At.Format(time.DateOnly))
	rows := [][]string{{"", "goal", "measured", ""}}
	for _, f := range r.Start {
		rows = append(rows, []string{f.Name, goalText(f.Goal, f.Unit), fmt.Sprintf("%.3g %s", f.Value, f.Unit), verdict(f.Goal, f.Value)})
	}
	writeTable(&b, rows)
	fmt.Fprintf(&b, "\n%d clients, connections kept open; processor time of the server for one, in milliseconds\n\n", r.Clients)
	rows = [][]string{{"", "goal", "cpu", "with what follows", "a second", "p50 ms", "p99 ms", "MB", "own MB", "made", ""}}
	for _, k := range r.Kinds {
		rows = append(rows, k.row())
	}
	writeTable(&b, rows)
	return b.String()
}

func (r *result) row() []string {
	if r.Failed != "" {
		return []string{r.Name, goalText(r.Goal, ""), "failed"}
	}
	two := func(f float64) string { return fmt.Sprintf("%.2f", f) }
	whole := func(f float64) string { return fmt.Sprintf("%.0f", f) }
	return []string{r.Name, goalText(r.Goal, ""), two(r.CPU), two(r.CPUAfter), whole(r.PerSecond), two(r.P50), two(r.P99),
		whole(r.Resident), whole(r.Anonymous), strconv.Itoa(r.Requests), verdict(r.Goal, r.CPUAfter)}
}

// writeTable writes rows in columns: the first to the left, the others to the right, but for
// a last column without a title.
func writeTable(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for c, cell := range row {
			widths[c] = max(widths[c], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for c, cell := range row {
			pad := strings.Repeat(" ", widths[c]-utf8.RuneCountInString(cell))
			if c == 0 || rows[0][c] == "" {
				line.WriteString(cell + pad + "  ")
			} else {
				line.WriteString(pad + cell + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
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
