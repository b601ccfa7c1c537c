// Package fault is the one shape of an error in Préau: what was being done, what kind
// of thing went wrong, a stable code the front end translates, and the cause that is
// logged but never sent.
//
// Foreign errors (a driver's, the file system's) are translated once, at the border;
// above it every error can be asked its [Kind] with [KindOf].
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what went wrong in the terms a caller can act on. Each kind has one HTTP
// status, given by internal/web.
type Kind uint8

// The kinds.
const (
	Internal     Kind = iota // our fault; the cause is in the log
	Invalid                  // the input breaks a rule; Fields says which
	Unauthorized             // nobody is signed in
	Forbidden                // signed in, but not allowed
	NotFound                 // no such thing, or none the actor may know of
	Conflict                 // the thing exists already, or changed meanwhile
	Precondition             // the revision given is not the current one
	Limited                  // too many requests; try later
	TooLarge                 // more bytes or items than accepted
	Unavailable              // something we need is away; try later
)

var kindNames = [...]string{"internal", "invalid", "unauthorized", "forbidden", "not found",
	"conflict", "precondition failed", "limited", "too large", "unavailable"}

// String returns the kind's English name, for logs.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Field is one thing wrong in the input: where (a JSON path or a column), a stable code,
// and a French sentence for the person.
type Field struct {
	Path    string
	Code    string
	Message string
}

// Error is a failure. The zero Kind is Internal, so that an error nobody classified is
// never shown to a person.
type Error struct {
	Op     string  // what was being done: "courses.Enrol"
	Kind   Kind    //
	Code   string  // stable, snake_case, translated by the front end: "session_full"
	Public string  // a French sentence that may be shown; empty for Internal
	Fields []Field // for Invalid
	Err    error   // the cause: logged, never sent
}

// Error returns the whole chain in English for logs.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(e.Kind.String())
	if e.Code != "" {
		b.WriteString(" (" + e.Code + ")")
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " [%s: %s]", f.Path, f.Code)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes an error that a person may read: kind, stable code, French sentence.
func New(op string, kind Kind, code, public string) *Error {
	return &Error{Op: op, Kind: kind, Code: code, Public: public}
}

// InvalidFields makes an Invalid error from the fields found wrong, or nil if there are none.
func InvalidFields(op string, fields ...Field) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Op: op, Kind: Invalid, Code: "invalid", Public: "Certains champs sont à corriger.", Fields: fields}
}

// Wrap adds what was being done to err, keeping its kind, code and sentence. A nil err
// stays nil.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return &Error{Op: op, Kind: e.Kind, Code: e.Code, Public: e.Public, Fields: e.Fields, Err: err}
	}
	return &Error{Op: op, Kind: Internal, Err: err}
}

// As classifies a foreign err at the border. A nil err stays nil.
func As(op string, kind Kind, code string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: op, Kind: kind, Code: code, Err: err}
}

// KindOf returns the kind of err, Internal for one that is not a fault.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// CodeOf returns the stable code of err, "" for one that has none.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Is says whether err is of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
