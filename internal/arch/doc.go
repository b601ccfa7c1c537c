// Package arch holds the house together: who may import whom, how long a file may grow, that
// every package says what it owns. It has tests only; they run with all the others and have
// no list of exceptions.
package arch
