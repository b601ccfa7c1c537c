// Package cmi5 is what a learning platform owes to cmi5 courses, as pure functions over
// values: the cmi5 profile of xAPI, Quartz, 1st edition
// (https://github.com/AICC/CMI-5_Spec_Current, read at a384b69 of 23 February 2024).
// Numbers such as §9.3.4 in this package are its clauses.
//
//   - [Parse] reads a course structure, cmi5.xml, and refuses what breaks the schema or the
//     clauses 13 and 14: a [Course] of [Block] and [AU], every default resolved.
//   - [Plan] is a course with the platform's own identifiers; [Plan.Fold] says what the
//     statements of one [Registration] amount to, [Plan.Met] what is satisfied by moveOn,
//     [Plan.Due] which "satisfied" statements are still owed.
//   - [Launch] is one launch of an AU: its address, its LMS.LaunchData document and the
//     statements that the platform makes about it.
//   - [Check] judges what an AU sends in a session: a state and statements in, the next state
//     or a [Refusal] out.
//
// Nothing here reads a clock, a random source, a file or a store. Identifiers and times are
// arguments, every answer is a new value. The package imports the standard library and the
// vocabulary only.
//
// Where the specification leaves a choice, ADL's suite for learning platforms
// (https://github.com/adlnet/CATAPULT, folder lts) decides.
package cmi5
