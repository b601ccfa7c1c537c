package cmi

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// intervals of SCORM 2004: ISO 8601 durations with hundredths of a second at most.
var (
	isoInterval = regexp.MustCompile(
		`^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$`)
	timespan = regexp.MustCompile(`^(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$`)
	clock    = regexp.MustCompile(`^(\d{2}):(\d{2}):(\d{2}(?:\.\d{1,2})?)$`)
)

// Lengths of the calendar's units where a duration has no date to count from.
const (
	day   = 24 * time.Hour
	month = 30 * day
	year  = 365 * day
)

// longest keeps sums of durations far from overflow: a century.
const longest = 100 * year

// parseInterval reads a timeinterval(second,10,2). Lenient reading takes more decimals.
func parseInterval(v string, lenient bool) (time.Duration, bool) {
	m := isoInterval.FindStringSubmatch(v)
	if m == nil || v == "P" || strings.HasSuffix(v, "T") {
		return 0, false
	}
	if _, decimals, _ := strings.Cut(m[6], "."); len(decimals) > 2 && !lenient {
		return 0, false
	}
	var d time.Duration
	for i, unit := range [...]time.Duration{year, month, day, time.Hour, time.Minute} {
		n, err := strconv.ParseInt(zero(m[i+1]), 10, 32)
		if err != nil {
			return 0, false
		}
		if d += bounded(n, unit); d > longest {
			d = longest
		}
	}
	return min(d+seconds(m[6]), longest), true
}

// bounded is n units, cut at the longest duration.
func bounded(n int64, unit time.Duration) time.Duration {
	if n > int64(longest/unit) {
		return longest
	}
	return time.Duration(n) * unit
}

// seconds reads decimal seconds, cut to hundredths.
func seconds(v string) time.Duration {
	f, err := strconv.ParseFloat(zero(v), 64)
	if err != nil || f > longest.Seconds() {
		return longest
	}
	return time.Duration(f*100+0.5) * (time.Second / 100)
}

func zero(v string) string {
	if v == "" {
		return "0"
	}
	return v
}

// formatInterval writes a duration as SCORM 2004 reads it: PT1H2M3.45S.
func formatInterval(d time.Duration) string {
	h, m, s := parts(d)
	return fmt.Sprintf("PT%dH%dM%sS", h, m, decimal(s))
}

// parseTimespan reads a CMITimespan of SCORM 1.2: HHHH:MM:SS.SS. Lenient reading takes
// minutes and seconds beyond 59, which players write.
func parseTimespan(v string, lenient bool) (time.Duration, bool) {
	m := timespan.FindStringSubmatch(v)
	if m == nil || !lenient && (m[2] > "59" || m[3] >= "60") {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	return time.Duration(h)*time.Hour + time.Duration(min)*time.Minute + seconds(m[3]), true
}

// formatTimespan writes a duration as SCORM 1.2 reads it: 0001:02:03.45.
func formatTimespan(d time.Duration) string {
	h, m, s := parts(d)
	whole, hundredths := s/100, s%100
	if hundredths == 0 {
		return fmt.Sprintf("%04d:%02d:%02d", min(h, 9999), m, whole)
	}
	return fmt.Sprintf("%04d:%02d:%02d.%02d", min(h, 9999), m, whole, hundredths)
}

// parts are hours, minutes and hundredths of a second.
func parts(d time.Duration) (h, m, s int64) {
	cs := int64(d / (time.Second / 100))
	return cs / 360_000, cs / 6_000 % 60, cs % 6_000
}

func decimal(hundredths int64) string {
	if hundredths%100 == 0 {
		return strconv.FormatInt(hundredths/100, 10)
	}
	return strings.TrimRight(fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100), "0")
}

// span is CMITimespan, clockTime is CMITime.
func span(v string, lenient bool) code {
	if _, good := parseTimespan(v, lenient); !good {
		return typeMismatch
	}
	return ok
}

func clockTime(v string, _ bool) code {
	if m := clock.FindStringSubmatch(v); m == nil || m[1] > "23" || m[2] > "59" || m[3] >= "60" {
		return typeMismatch
	}
	return ok
}
