package courses

import (
	"time"

	"preau.education/preau/internal/ids"
)

// Fact is something that happened, written with the change it tells. Body is one of the
// structs below, by Kind.
type Fact struct {
	ID   string
	Kind string
	Key  string // the object: an enrolment, a session, a parcours
	At   time.Time
	Body any
}

// The kinds of facts, each with the struct of its body.
const (
	FactEnrolled         = "courses.enrolled"           // EnrolledFact, key: enrolment
	FactWithdrawn        = "courses.withdrawn"          // EnrolmentFact: somebody who was enrolled is no more
	FactRequested        = "courses.requested"          // EnrolmentFact
	FactRequestWithdrawn = "courses.request_withdrawn"  // EnrolmentFact: of a request or a wait
	FactRefused          = "courses.refused"            // EnrolmentFact
	FactWaiting          = "courses.waiting"            // EnrolmentFact
	FactInvited          = "courses.invited"            // InvitedFact, key: invitation
	FactSessionAnnounced = "courses.session_announced"  // SessionFact, key: session: people may enrol
	FactSessionOpened    = "courses.session_opened"     // SessionFact
	FactSessionClosed    = "courses.session_closed"     // SessionFact
	FactSessionCancelled = "courses.session_cancelled"  // SessionFact
	FactSessionHeldUp    = "courses.session_held_up"    // HeldUpFact, key: session: its date came, and it could not open
	FactSessionChanged   = "courses.session_changed"    // SessionFact: dates, meetings, anything said of it
	FactSeatsMoved       = "courses.seats_moved"        // SessionFact: how many seats are taken, nothing else
	FactVersionMoved     = "courses.version_moved"      // VersionMovedFact, key: session
	FactPublished        = "courses.parcours_published" // PublishedFact, key: parcours
	FactParcoursChanged  = "courses.parcours_changed"   // ParcoursFact, key: parcours
	FactReferenceChanged = "courses.reference_changed"  // ReferenceFact
	FactMessageSent      = "courses.message_sent"       // MessageFact, key: message
)

// EnrolledFact tells that somebody is in: all of the enrolment, so that nobody need ask.
type EnrolledFact struct {
	Enrolment Enrolment
	Was       EnrolmentState // before; "" for none
	Title     string         // of the session
	How       How
	By        string // person who did it
}

// EnrolmentFact tells another state of an enrolment.
type EnrolmentFact struct {
	Enrolment Enrolment
	Was       EnrolmentState // before; "" for none
	Title     string         // of the session
	Trainers  []string       // of the session: whom a request concerns
}

// InvitedFact tells that an address was invited to a session.
type InvitedFact struct {
	Invitation Invitation
	Title      string
}

// SessionFact tells something of a session.
type SessionFact struct {
	Session  string
	Parcours string
	Title    string
	Academie string
	Trainers []string
	ByDate   bool // its dates moved it, not one of its trainers
}

// HeldUpFact tells why a session could not open on its day.
type HeldUpFact struct {
	Session  string
	Title    string
	Trainers []string
	Reasons  []string // sentences
}

// VersionMovedFact tells that the people of a session have another version of the same line:
// those whose version is From now follow To.
type VersionMovedFact struct {
	Session  string
	Parcours string
	From     int
	To       int
}

// PublishedFact tells that a version is offered.
type PublishedFact struct {
	Parcours string
	Version  int
	Kind     VersionKind
	Label    string
	Title    string
}

// ParcoursFact tells that a parcours changed in what is shown of it.
type ParcoursFact struct{ Parcours string }

// ReferenceFact tells that the lists changed.
type ReferenceFact struct{ Rev int64 }

// MessageFact tells what a trainer wrote, to whom.
type MessageFact struct {
	Message  Message
	Title    string // of the session
	FromName string
}

func newFact(kind, key string, now time.Time, body any) Fact {
	return Fact{ID: ids.New(now), Kind: kind, Key: key, At: now, Body: body}
}

func (s *Session) fact(kind string, now time.Time) Fact { return s.told(kind, now, false) }

func (s *Session) told(kind string, now time.Time, byDate bool) Fact {
	return newFact(kind, s.ID, now, SessionFact{Session: s.ID, Parcours: s.Parcours, Title: s.Title, Academie: s.Academie,
		Trainers: s.Trainers, ByDate: byDate})
}

func (p *Parcours) changed(now time.Time) Fact {
	return newFact(FactParcoursChanged, p.ID, now, ParcoursFact{Parcours: p.ID})
}
