package sequencing

import (
	"fmt"
	"strings"
)

// Kind is a navigation request (SN 5.2): the tokens are those of adl.nav.request.
type Kind string

// The navigation requests. None is what a run-time has when nobody asked for anything.
const (
	None       Kind = "_none_"
	Start      Kind = "start"
	ResumeAll  Kind = "resumeAll"
	Continue   Kind = "continue"
	Previous   Kind = "previous"
	Forward    Kind = "forward"
	Backward   Kind = "backward"
	Choice     Kind = "choice"
	Jump       Kind = "jump"
	Exit       Kind = "exit"
	ExitAll    Kind = "exitAll"
	Abandon    Kind = "abandon"
	AbandonAll Kind = "abandonAll"
	SuspendAll Kind = "suspendAll"
)

// Request is a navigation request; Choice and Jump have a target.
type Request struct {
	Kind   Kind
	Target string
}

// kinds are those that a learner or a content may send.
var kinds = map[Kind]bool{None: true, Start: true, ResumeAll: true, Continue: true, Previous: true, Exit: true,
	ExitAll: true, Abandon: true, AbandonAll: true, SuspendAll: true}

// ParseRequest reads a value of adl.nav.request: a token, or "{target=ID}choice", or
// "{target=ID}jump".
func ParseRequest(s string) (Request, error) {
	if rest, ok := strings.CutPrefix(s, "{target="); ok {
		end := strings.LastIndexByte(rest, '}')
		if end > 0 {
			if kind := Kind(rest[end+1:]); kind == Choice || kind == Jump {
				return Request{Kind: kind, Target: rest[:end]}, nil
			}
		}
	} else if kinds[Kind(s)] {
		return Request{Kind: Kind(s)}, nil
	}
	return Request{}, fmt.Errorf("sequencing: %q is not a navigation request", s)
}

// String returns the request as adl.nav.request has it.
func (r Request) String() string {
	if r.Target != "" {
		return "{target=" + r.Target + "}" + string(r.Kind)
	}
	return string(r.Kind)
}

// Outcome is what came of a navigation request.
type Outcome struct {
	Deliver   string    // the activity to launch; empty when there is none
	Resume    bool      // it continues a suspended attempt: its run-time data is kept
	Ended     bool      // the sequencing session is over
	Exception Exception // why the request was not honoured; empty when it was
}

// Exception is a code of the SN book's table of exceptions, such as "SB.2.9-5".
type Exception string

// Error returns the code and what it means.
func (e Exception) Error() string {
	if text := exceptions[e]; text != "" {
		return string(e) + ": " + text
	}
	return string(e)
}

// exceptions says in words what the codes mean.
var exceptions = map[Exception]string{
	"NB.2.1-1":  "the sequencing session has already begun",
	"NB.2.1-2":  "the sequencing session has not begun",
	"NB.2.1-3":  "nothing is suspended",
	"NB.2.1-4":  "flow is not enabled where the learner is",
	"NB.2.1-5":  "flow is not enabled, or only forward, where the learner is",
	"NB.2.1-6":  "nothing is before the root",
	"NB.2.1-7":  "forward and backward are not supported",
	"NB.2.1-8":  "an activity above does not allow to be left by a choice",
	"NB.2.1-10": "choice is not enabled where the target is",
	"NB.2.1-11": "the target is not in the tree",
	"NB.2.1-12": "the current activity has already ended",
	"NB.2.1-13": "the request is not one of navigation",
	"TB.2.3-1":  "nothing is there to end",
	"TB.2.3-2":  "the current activity has already ended",
	"TB.2.3-3":  "nothing is there to suspend",
	"TB.2.3-4":  "the root has no parent to exit",
	"SB.2.1-2":  "the activity has no available children",
	"SB.2.1-3":  "the beginning of the tree is reached",
	"SB.2.1-4":  "an activity allows only forward",
	"SB.2.2-1":  "flow is not enabled for an activity on the way",
	"SB.2.2-2":  "an activity on the way is disabled or at its limit",
	"SB.2.4-1":  "an activity on the way stops forward traversal",
	"SB.2.4-2":  "an activity on the way allows only forward",
	"SB.2.4-3":  "nothing is before the root",
	"SB.2.5-1":  "the sequencing session has already begun",
	"SB.2.6-1":  "the sequencing session has already begun",
	"SB.2.6-2":  "nothing is suspended",
	"SB.2.7-1":  "the sequencing session has not begun",
	"SB.2.7-2":  "flow is not enabled where the learner is",
	"SB.2.8-1":  "the sequencing session has not begun",
	"SB.2.8-2":  "flow is not enabled where the learner is",
	"SB.2.9-1":  "a choice needs a target",
	"SB.2.9-2":  "the target, or an activity above it, is not available",
	"SB.2.9-3":  "the target, or an activity above it, is hidden from choice",
	"SB.2.9-4":  "choice is not enabled where the target is",
	"SB.2.9-5":  "nothing leads to the target",
	"SB.2.9-6":  "an activity on the way may not be entered by a choice",
	"SB.2.9-7":  "an activity above does not allow to be left by a choice",
	"SB.2.9-8":  "choice is constrained to what is next or before",
	"SB.2.9-9":  "the target holds nothing to deliver",
	"SB.2.10-1": "the sequencing session has not begun",
	"SB.2.10-2": "the current activity has not ended",
	"SB.2.10-3": "the activity to retry holds nothing to deliver",
	"SB.2.11-1": "the sequencing session has not begun",
	"SB.2.11-2": "the current activity has not ended",
	"SB.2.13-1": "the sequencing session has not begun",
	"DB.1.1-1":  "only a leaf can be delivered",
	"DB.1.1-3":  "the activity, or one above it, is disabled or at its limit",
	"DB.2-1":    "the current activity has not ended",
}
