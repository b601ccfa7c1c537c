package statement

import (
	"errors"
	"strings"
	"time"
)

var (
	errTime     = errors.New("statement: not an ISO 8601 timestamp")
	errDuration = errors.New("statement: not an ISO 8601 duration")
)

// ParseTime reads a timestamp as 1.0.3 takes it in statements and in parameters (Data 4.5): ISO
// 8601 date and time, extended or basic, to the minute or finer. The offset may lack, and is then
// UTC; it is never -00, -0000 or -00:00, which would say that the offset is unknown. The decimal
// sign is a dot. Digits beyond the nanosecond are dropped.
func ParseTime(s string) (time.Time, error) {
	if t, ok := parseTime(s, V1); ok {
		return t, nil
	}
	return time.Time{}, errTime
}

// parseTime reads a timestamp; under 2.0.0 it must be of RFC 3339, the offset included.
func parseTime(s string, v Version) (time.Time, bool) {
	c := scan{rest: s, ok: true}
	year := c.digits(4)
	extended := c.skip('-')
	month := c.digits(2)
	c.need('-', extended)
	day := c.digits(2)
	c.need('T', true)
	hour := c.digits(2)
	c.need(':', extended)
	minute := c.digits(2)
	second, nano, precise := 0, 0, false
	if extended && c.skip(':') || !extended && c.rest != "" && isDigit(c.rest[0]) {
		precise = true
		second = c.digits(2)
		if c.skip('.') {
			nano = c.fraction()
		}
	}
	offset, zone := c.offset()
	switch {
	case !c.ok || c.rest != "" || v == V2 && (!extended || !precise || zone != colon):
		return time.Time{}, false
	case month < 1 || month > 12 || day < 1 || day > daysIn(year, month):
		return time.Time{}, false
	case hour > 23 || minute > 59 || second > 60:
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, nano, time.UTC)
	t = t.Add(-time.Duration(offset) * time.Minute)
	// A leap second comes last in a day of UTC; time.Date has made it the first of the next.
	if second == 60 && (t.Hour() != 0 || t.Minute() != 0) {
		return time.Time{}, false
	}
	return t, true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// scan reads from the left; ok falls when what comes is not what was asked for.
type scan struct {
	rest string
	ok   bool
}

func (c *scan) skip(b byte) bool {
	if c.rest == "" || c.rest[0] != b {
		return false
	}
	c.rest = c.rest[1:]
	return true
}

func (c *scan) need(b byte, here bool) {
	if here && !c.skip(b) {
		c.ok = false
	}
}

func (c *scan) digits(n int) int {
	v := 0
	for range n {
		if c.rest == "" || !isDigit(c.rest[0]) {
			c.ok = false
			return 0
		}
		v = v*10 + int(c.rest[0]-'0')
		c.rest = c.rest[1:]
	}
	return v
}

// run takes all the digits that come.
func (c *scan) run() string {
	n := 0
	for n < len(c.rest) && isDigit(c.rest[n]) {
		n++
	}
	digits := c.rest[:n]
	c.rest = c.rest[n:]
	return digits
}

// fraction reads the digits after the decimal sign as nanoseconds.
func (c *scan) fraction() int {
	digits := c.run()
	if digits == "" {
		c.ok = false
	}
	nano := 0
	for i := range 9 {
		nano *= 10
		if i < len(digits) {
			nano += int(digits[i] - '0')
		}
	}
	return nano
}

// How an offset is written.
type zone uint8

const (
	none  zone = iota
	short      // +01, +0100
	colon      // +01:00, Z
)

// offset reads the offset from UTC, in minutes.
func (c *scan) offset() (int, zone) {
	if c.rest == "" {
		return 0, none
	}
	if c.skip('Z') {
		return 0, colon
	}
	negative := c.skip('-')
	if !negative {
		c.need('+', true)
	}
	form, hours, minutes := short, c.digits(2), 0
	if c.skip(':') {
		form = colon
		minutes = c.digits(2)
	} else if c.rest != "" {
		minutes = c.digits(2)
	}
	total := hours*60 + minutes
	if hours > 23 || minutes > 59 || negative && total == 0 {
		c.ok = false
	}
	if negative {
		total = -total
	}
	return total, form
}

// CheckDuration says whether s is a duration in the form of ISO 8601:2004 §4.4.3.2 (Data 4.6):
// weeks alone, or years to seconds in their order, at least one of them, T before the hours and
// only before them, and a decimal fraction only in the last. A fraction's sign is a dot or a comma.
func CheckDuration(s string) error {
	rest, found := strings.CutPrefix(s, "P")
	if !found || rest == "" {
		return errDuration
	}
	c := scan{rest: rest, ok: true}
	date, fraction := c.parts("YMWD")
	if strings.Contains(date, "W") && (date != "W" || c.rest != "") {
		return errDuration
	}
	if c.skip('T') {
		clock, _ := c.parts("HMS")
		if clock == "" || fraction {
			return errDuration
		}
	}
	if !c.ok || c.rest != "" {
		return errDuration
	}
	return nil
}

// parts takes numbers that each have a unit, the units in their order, and returns the units
// and whether the last number has a fraction.
func (c *scan) parts(units string) (found string, fraction bool) {
	for c.rest != "" && isDigit(c.rest[0]) {
		if fraction {
			c.ok = false
		}
		c.run()
		if c.skip('.') || c.skip(',') {
			fraction = true
			if c.run() == "" {
				c.ok = false
			}
		}
		if c.rest == "" {
			c.ok = false
			break
		}
		at := strings.IndexByte(units, c.rest[0])
		if at < 0 {
			c.ok = false
			break
		}
		found += c.rest[:1]
		units, c.rest = units[at+1:], c.rest[1:]
	}
	return found, fraction
}

// shortDuration is the form of a duration under which two that differ only beyond the hundredth
// of a second are equal (Data 4.6).
func shortDuration(s string) string {
	at := strings.IndexAny(s, ".,")
	if at < 0 || s[len(s)-1] != 'S' {
		return s
	}
	fraction := s[at+1 : len(s)-1]
	fraction = strings.TrimRight(fraction[:min(2, len(fraction))], "0")
	if fraction == "" {
		return s[:at] + "S"
	}
	return s[:at] + "." + fraction + "S"
}

// FormatTime writes t as statements carry it: RFC 3339 in UTC, to the millisecond at least.
func FormatTime(t time.Time) string {
	t = t.UTC()
	if t.Nanosecond()%1e6 == 0 {
		return t.Format("2006-01-02T15:04:05.000Z")
	}
	return t.Format("2006-01-02T15:04:05.000000000Z")
}
