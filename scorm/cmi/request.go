package cmi

import "strings"

// ReadRequest reads a navigation request as content writes it (SN §5.6.3): "continue",
// "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll", "_none_",
// "{target=ID}choice" or "{target=ID}jump". The target is empty for the others.
func ReadRequest(v string) (kind, target string, good bool) {
	inner, targeted := strings.CutPrefix(v, "{target=")
	if targeted {
		end := strings.LastIndexByte(inner, '}')
		if end <= 0 {
			return "", "", false
		}
		target, kind = inner[:end], inner[end+1:]
		return kind, target, kind == "choice" || kind == "jump"
	}
	switch v {
	case "continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll", NoRequest:
		return v, "", true
	}
	return "", "", false
}

// NoRequest is adl.nav.request when the content asks for nothing.
const NoRequest = "_none_"

// validRequest answers adl.nav.request_valid.*.
func (s *Session) validRequest(name string) (string, code) {
	asked := strings.TrimPrefix(name, validPrefix)
	kind, target, _ := strings.Cut(asked, ".")
	switch kind {
	case "continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll":
		if target != "" {
			return "", undefinedElement
		}
	case "choice", "jump":
		if !strings.HasPrefix(target, "{target=") || !strings.HasSuffix(target, "}") {
			return "", undefinedElement
		}
	default:
		return "", undefinedElement
	}
	if s.launch.Navigation == nil {
		return "unknown", ok
	}
	return s.launch.Navigation.Valid(asked), ok
}
