package cmi5

import (
	"fmt"
	"unicode/utf8"

	"preau.education/preau/internal/fault"
)

// maxProblems keeps a report readable.
const maxProblems = 50

// refusal is a structure that cannot be read at all.
func refusal(code, public string) error {
	return fault.New("cmi5.Parse", fault.Invalid, code, public)
}

// refuse notes what is wrong with an element, or with its attribute when one is named.
func (r *reader) refuse(n *node, attribute, code, format string, args ...any) {
	if len(r.problems) == maxProblems {
		return
	}
	where := n.where()
	if attribute != "" {
		where += "/@" + attribute
	}
	r.problems = append(r.problems, fault.Field{Path: short(where), Code: code,
		Message: fmt.Sprintf("Ligne %d : ", n.line) + sentence(format, args)})
}

// refused makes one fault of all that was noted: its code and sentence are those of the first.
func (r *reader) refused() error {
	if len(r.problems) == 0 {
		return nil
	}
	public := "Le fichier cmi5.xml ne respecte pas la norme cmi5. " + r.problems[0].Message
	if n := len(r.problems) - 1; n == 1 {
		public += " Une autre anomalie a été relevée."
	} else if n > 1 {
		public += fmt.Sprintf(" %d autres anomalies ont été relevées.", n)
	}
	return &fault.Error{Op: "cmi5.Parse", Kind: fault.Invalid, Code: r.problems[0].Code, Public: public, Fields: r.problems}
}

func (r *reader) warn(n *node, code, format string, args ...any) {
	if len(r.course.Warnings) < maxProblems {
		r.course.Warnings = append(r.course.Warnings, Warning{Code: code, Path: short(n.where()),
			Message: fmt.Sprintf("Ligne %d : ", n.line) + sentence(format, args)})
	}
}

func sentence(format string, args []any) string {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = short(s)
		}
	}
	return fmt.Sprintf(format, args...)
}

// short keeps what a structure says from filling a page when it is quoted in a sentence.
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
