package xapi

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// FormatDuration writes d as ISO 8601 to the hundredth of a second, beyond which the
// specification ignores digits (Data §4.6).
func FormatDuration(d time.Duration) string {
	cs := int64(d.Round(10*time.Millisecond) / (10 * time.Millisecond))
	var b strings.Builder
	b.WriteString("PT")
	if h := cs / 360000; h > 0 {
		b.WriteString(strconv.FormatInt(h, 10) + "H")
	}
	if m := cs / 6000 % 60; m > 0 {
		b.WriteString(strconv.FormatInt(m, 10) + "M")
	}
	s, c := cs/100%60, cs%100
	switch {
	case c > 0:
		fmt.Fprintf(&b, "%d.%02dS", s, c)
	case s > 0 || b.Len() == 2:
		fmt.Fprintf(&b, "%dS", s)
	}
	return b.String()
}

// ParseDuration reads what FormatDuration writes: hours, minutes and seconds.
func ParseDuration(s string) (time.Duration, error) {
	rest, ok := strings.CutPrefix(s, "PT")
	if !ok || rest == "" {
		return 0, fmt.Errorf("xapi: %q is not a duration", s)
	}
	d, err := time.ParseDuration(strings.ToLower(rest))
	if err != nil || d < 0 || strings.ContainsAny(rest, "+-nuµ") || strings.Contains(rest, "MS") {
		return 0, fmt.Errorf("xapi: %q is not a duration", s)
	}
	return d, nil
}
