package statement

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// float returns the number, ±Inf when it is beyond what 64 bits hold.
func (d *doc) float(i int32) float64 {
	f, _ := strconv.ParseFloat(string(d.bytes(i)), 64) // out of range is the only error left
	return f
}

// integer returns the number if it is whole, not negative and exact.
func (d *doc) integer(i int32) (int64, bool) {
	if n, err := strconv.ParseInt(string(d.bytes(i)), 10, 64); err == nil {
		return n, n >= 0
	}
	f := d.float(i)
	return int64(f), f >= 0 && f <= 1<<53 && f == math.Trunc(f)
}

// sameNumber says whether two JSON numbers have one value, to the last digit.
func sameNumber(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	x, ok := readDecimal(string(a))
	y, ok2 := readDecimal(string(b))
	return ok && ok2 && x == y
}

// decimal is ±0.digits × 10^exponent, with no zero at either end of the digits.
type decimal struct {
	negative bool
	digits   string
	exponent int
}

// readDecimal reads a JSON number; it fails on an exponent that no int holds.
func readDecimal(s string) (decimal, bool) {
	var d decimal
	s, d.negative = strings.CutPrefix(s, "-")
	mantissa, exponent, found := strings.Cut(strings.ToLower(s), "e")
	if found {
		var err error
		if d.exponent, err = strconv.Atoi(exponent); err != nil || d.exponent > math.MaxInt32 || d.exponent < math.MinInt32 {
			return decimal{}, false
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	d.digits = strings.TrimLeft(whole+fraction, "0")
	d.exponent += len(whole) - (len(whole) + len(fraction) - len(d.digits))
	d.digits = strings.TrimRight(d.digits, "0")
	if d.digits == "" {
		return decimal{}, true
	}
	return d, true
}
