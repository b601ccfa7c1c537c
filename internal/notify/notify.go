// Package notify owns what the platform tells people: notices, which they read in the app, and
// the mails that say the same when a mail server is configured.
//
// A notice is one document, which also says what became of its mail: what was told is never
// half told. Its identifier is derived from what happened, so that telling it twice is telling
// it once, and the mail's Message-ID from the notice's, so that a mail sent again after a crash
// is the same mail.
package notify

import (
	"context"
	"errors"
	"time"

	"preau.education/preau/internal/ids"
	"preau.education/preau/internal/notify/letter"
)

// Kinds of notices, with the parameters each needs: see [letter].
const (
	RequestReceived  = letter.RequestReceived
	RequestAccepted  = letter.RequestAccepted
	RequestRefused   = letter.RequestRefused
	Waiting          = letter.Waiting
	Enrolled         = letter.Enrolled
	Invited          = letter.Invited
	SessionOpened    = letter.SessionOpened
	SessionChanged   = letter.SessionChanged
	SessionClosed    = letter.SessionClosed
	SessionCancelled = letter.SessionCancelled
	SessionAnnounced = letter.SessionAnnounced
	SessionStarted   = letter.SessionStarted
	SessionEnded     = letter.SessionEnded
	SessionHeldUp    = letter.SessionHeldUp
	Attested         = letter.Attested
	Message          = letter.Message
	PackageImported  = letter.PackageImported
	PackageRefused   = letter.PackageRefused
)

// Keep is how long a notice is kept.
const Keep = 365 * 24 * time.Hour

// Notice is something one person was told.
type Notice struct {
	ID        string
	Person    string // "" for somebody who has no account: only the mail reaches them
	Kind      string
	Params    map[string]string
	Link      string // path in the app, "" for none
	At        time.Time
	ReadAt    time.Time // zero: not read on its own; see [Service.ReadAll]
	ExpiresAt time.Time
	Delivery  Delivery
}

// The states of a mail.
const (
	NoMail    = ""          // none is wanted
	Pending   = "pending"   // to be sent at DueAt, for the first time or again
	Sent      = "sent"      // the server has taken it
	Refused   = "refused"   // the server never will, or there is nowhere to write
	Abandoned = "abandoned" // tried as often as reasonable
)

// Delivery is what became of the notice's mail.
type Delivery struct {
	State    string
	Email    string // where, for somebody who has no account; "" asks the person's own
	Locale   string // of the mail to such a somebody
	Attempts int
	DueAt    time.Time
	Fault    string // of the last attempt, for operators
}

// News is something to tell one person.
type News struct {
	Key    string // what happened: the id of a fact, of a message; with the person and kind it names the notice
	Person string // who is told; or else
	Email  string // the address of somebody who has no account
	Locale string // for the mail to such a somebody
	Kind   string
	Params map[string]string
	Link   string
}

// id is the identifier of the notice that tells the news.
func (n News) id() string { return ids.Derived("notice", n.Key, n.Kind, n.Person, n.Email) }

// Kinds of facts.
const (
	KindNoticed = "notify.noticed"
	KindRead    = "notify.read"
)

// Fact is something that happened, stored in the same write as what it happened to.
type Fact struct {
	ID   string
	Kind string
	Key  string // id of the person
	At   time.Time
	Body any // one of the structs below
}

// Noticed says that a person has a new notice: their open pages show it.
type Noticed struct {
	Person string
	Notice string
}

// Read says that a person has read notices: their other pages count again.
type Read struct{ Person string }

// Mail is one mail to one person.
type Mail struct {
	ID      string // what the Message-ID is made of
	To      string // address
	Name    string // of the person, "" when unknown
	Subject string
	Text    string
	HTML    string
	Date    time.Time
}

// ErrRefused is the error of a mail that its server will never take: sending it again is
// useless. Any other error may pass.
var ErrRefused = errors.New("notify: mail refused for good")

// Sender hands mails to a mail server. It returns one error for each, nil for those taken.
type Sender interface {
	Send(ctx context.Context, mails []Mail) []error
}

// ErrUnchanged is what a change returns when there is nothing to write: the store writes
// nothing and answers what it read.
var ErrUnchanged = errors.New("notify: unchanged")

// Store keeps notices until they expire. Its errors are faults.
type Store interface {
	// AddNotice refuses, with a Conflict, a notice whose id exists.
	AddNotice(ctx context.Context, n Notice, facts ...Fact) error
	ChangeNotice(ctx context.Context, id string, change func(*Notice) ([]Fact, error)) (Notice, error)
	// Notices returns a person's notices, the latest first, from a cursor.
	Notices(ctx context.Context, person string, limit int, after string) (notices []Notice, next string, err error)
	// Unread counts the person's notices after since that are not read, up to most.
	Unread(ctx context.Context, person string, since time.Time, most int) (int, error)
	// Due returns notices whose mail is to be sent by now, the most overdue first.
	Due(ctx context.Context, now time.Time, limit int) ([]Notice, error)
	// ReadUntil is until when the person has read everything; zero when they never said so.
	ReadUntil(ctx context.Context, person string) (time.Time, error)
	SetReadUntil(ctx context.Context, person string, until time.Time, facts ...Fact) error
}
