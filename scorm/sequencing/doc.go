// Package sequencing decides what a learner of a SCORM 2004 package meets next.
//
// It is the Sequencing and Navigation book of the 4th edition as one pure engine: an
// immutable [Tree] of [Activity] definitions, a serialisable [State] of what one learner
// has done in it, and four questions.
//
//   - [Navigate]: a navigation request comes; what is delivered, or why nothing is?
//   - [Commit]: the run-time has new results of an activity; what do they change?
//   - [Valid]: which requests would succeed now?
//   - [TOC]: how does the table of contents look now?
//
// The run-time calls [Commit] when the content has ended, just before the navigation that
// follows, and not at all when that is to abandon; in between it may ask [Valid] about a
// State with the results committed and keep the one without.
//
// Where the book is silent or has two readings, ADL's conformance scripts decide; they are
// replayed by the tests of the package above this one.
//
// Nothing here reads a clock, a random source or a store: both come in an [Env], and
// every answer is a new State. The functions that are processes of the book carry its
// reference (SB.2.9, RB.1.5…) and keep its steps in its order, so that the two can be
// read side by side; the exceptions have its codes. The package imports the standard
// library only.
package sequencing
