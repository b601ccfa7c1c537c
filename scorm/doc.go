// Package scorm owns course packages of the SCORM family: what an uploaded file is (Inspect),
// what of it is kept (Unpack), how it is launched and what a learner's attempts at it come to.
// The parts of the specification are leaves of their own: the manifest, the zip it comes in,
// the run-time's data model, sequencing and navigation.
package scorm
