package fault

import "strings"

// breaking is where French typography forbids the end of a line, as a keyboard writes it.
var breaking = strings.NewReplacer(" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", " »", "\u00a0»", "« ", "«\u00a0", " %", "\u00a0%")

// French puts a sentence as it is typed into the form that is shown: no line begins with a
// colon, a semicolon or a question mark, nor ends with an opening quotation mark. Whatever
// shows sentences of faults and reports calls it, once, at the border.
func French(sentence string) string { return breaking.Replace(sentence) }
