package manifest

import (
	"fmt"
	"unicode/utf8"

	"preau.education/preau/internal/fault"
)

func invalid(code, public string) error {
	return fault.New("manifest.Parse", fault.Invalid, code, public)
}

func invalidf(code, format string, args ...any) error {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = short(s)
		}
	}
	return invalid(code, fmt.Sprintf(format, args...))
}

// short keeps what a manifest says from filling a page when it is quoted in a sentence.
func short(s string) string {
	const most = 160
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// maxWarnings keeps a report readable; one more says that there were others.
const maxWarnings = 200

func (r *reader) warn(code, path, format string, args ...any) {
	n := len(r.m.Warnings)
	if n > maxWarnings {
		return
	}
	if n == maxWarnings {
		r.m.Warnings = append(r.m.Warnings, Warning{Code: "more_warnings", Message: "D’autres anomalies ne sont pas listées."})
		return
	}
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = short(s)
		}
	}
	r.m.Warnings = append(r.m.Warnings, Warning{Code: code, Path: short(path), Message: fmt.Sprintf(format, args...)})
}
