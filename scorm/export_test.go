package scorm

import "strings"

// What tests of the package as others see it need of its inside.

// PackagesDir is where the shared packages are.
var PackagesDir = packagesDir

// Seconds reads a time interval of days and less; ok is false when it is none.
func Seconds(s string) (seconds float64, ok bool) {
	if !strings.HasPrefix(s, "P") || durationParts.FindStringSubmatch(s) == nil {
		return 0, false
	}
	return xmlDuration(s).Seconds(), true
}
