// Package courses owns the offer and who is in it: parcours with their card, versions and
// structure; the sessions they run as; enrolments, requests and invitations; favourites; and
// the catalogue in which all this is found.
//
// # The model in a page
//
// A [Parcours] is made once. Its [Card] says what it is; its [Version]s say what is in it:
// sections of activities, each with the rule by which it counts as done. A published version
// never changes. A parcours runs as [Session]s: one permanent session where people train at
// their own pace, or as many accompanied ones as are opened, each pointing to a version.
// An [Enrolment] is one person in one session; it remembers the person's académie,
// establishment and corps as they were that day, because that is where it counts for ever.
//
// A minor version corrects: the sessions of its line, and the people in them, move to it. A
// major version changes the training: it is for sessions and enrolments to come.
//
// # What may be relied on
//
//   - A capped session never holds more people than its seats: a seat is reserved by
//     compare-and-swap before the enrolment is written, and [Service.RepairSeats] gives back
//     what a crash between the two left behind.
//   - Enrolling in an uncapped session writes one document, the enrolment: eighty thousand
//     people may do so at once.
//   - Enrolling, withdrawing, accepting may be repeated: the second time changes nothing.
//   - An accompanied session follows its dates (dates.go), on the days of its académie; what
//     its trainers decide stands.
//   - What happened is told as facts (facts.go), written with the change.
//   - An address that nobody has is an [Invitation], kept until its owner signs in.
package courses
