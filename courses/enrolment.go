package courses

import (
	"slices"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Enrolment is one person in one session, from the first request to the end.
type Enrolment struct {
	ID              string // EnrolmentID
	Session         string
	Parcours        string
	Person          string
	Version         int // of the parcours, the day of the enrolment
	Major           int // line of that version: its latest minor is what the person has now
	State           EnrolmentState
	Snapshot        Snapshot
	MinutesDistance int // declared, copied from the session
	MinutesPresence int
	Kind            SessionKind
	At              time.Time // when the state was reached
	Rev             int64     // revision of the document; not stored
}

// Snapshot is who the person was the day of the enrolment: that is where it counts, whatever
// the person becomes. Empty is "non renseigné".
type Snapshot struct {
	Name          string
	Academie      string
	Departement   string
	UAI           string
	Establishment string
	Degree        string
	Sector        string
	Corps         string
}

// EnrolmentState is where an enrolment is.
type EnrolmentState string

// The states of an enrolment.
const (
	Requested EnrolmentState = "requested" // asked for; the trainer is to answer
	Waiting   EnrolmentState = "waiting"   // for a seat
	Enrolled  EnrolmentState = "enrolled"  //
	Refused   EnrolmentState = "refused"   // by the trainer
	Withdrawn EnrolmentState = "withdrawn" // by the person
)

// enrolmentMoves is the life of an enrolment: from each state, those it may reach. The empty
// state is before any.
var enrolmentMoves = map[EnrolmentState][]EnrolmentState{
	"":        {Requested, Waiting, Enrolled},
	Requested: {Enrolled, Waiting, Refused, Withdrawn},
	Waiting:   {Enrolled, Refused, Withdrawn},
	Enrolled:  {Withdrawn},
	Refused:   {Enrolled, Waiting},
	Withdrawn: {Requested, Waiting, Enrolled},
}

func (s EnrolmentState) mayBecome(next EnrolmentState) bool {
	return slices.Contains(enrolmentMoves[s], next)
}

// How says by which way somebody was enrolled; notices word it.
type How string

// The ways in.
const (
	BySelf       How = "self"       // enrolled alone
	ByAcceptance How = "accepted"   // asked, and the trainer accepted
	ByTrainer    How = "added"      // the trainer added the person
	ByInvitation How = "invitation" // the address was invited before the account existed
	ByPromotion  How = "promoted"   // a seat became free for the first who waited
	ByImport     How = "import"
)

// EnrolmentID returns the id of a person's enrolment in a session: the hot read is a get.
func EnrolmentID(session, person string) string { return ids.Join(session, person) }

// newEnrolment starts an enrolment of a person in a session.
func newEnrolment(s *Session, person string, snapshot Snapshot, state EnrolmentState, now time.Time) Enrolment {
	return Enrolment{
		ID: EnrolmentID(s.ID, person), Session: s.ID, Parcours: s.Parcours, Person: person, Version: s.Version, Major: s.Major,
		State: state, Snapshot: snapshot, MinutesDistance: s.MinutesDistance, MinutesPresence: s.MinutesPresence,
		Kind: s.Kind, At: now,
	}
}

// become moves an enrolment, or says why it cannot be.
func (e *Enrolment) become(next EnrolmentState, now time.Time) error {
	if !e.State.mayBecome(next) {
		switch e.State {
		case Refused:
			return fault.New("courses.Enrol", fault.Conflict, "enrolment_refused", "Votre demande pour cette session a été refusée.")
		default:
			return fault.New("courses.Enrol", fault.Conflict, "enrolment_state", "L’inscription n’est pas dans un état qui le permet.")
		}
	}
	e.State, e.At = next, now
	return nil
}

// Invitation is an address enrolled before anybody has it: never a guessed account. It is
// resolved at the first sign-in of its owner.
type Invitation struct {
	ID      string // session and a derivation of the address
	Email   string // lower case
	Session string
	Invited string // person who invited
	At      time.Time
}

// InvitationID returns the id of an invitation: inviting twice is once. The address itself is
// not in it, because ids are logged.
func InvitationID(session, email string) string {
	return ids.Join(session, ids.Derived("invitation", email))
}

// Message is what a trainer wrote to participants.
type Message struct {
	ID      string
	Session string
	From    string // person
	Persons []string
	Subject string
	Body    string
	At      time.Time
}

// Choices is what a person keeps of the catalogue.
type Choices struct {
	Person     string
	Favourites []Favourite // latest first
	Preset     Preset
	PresetKept bool // the person chose it; until then it comes from the fonction
}

// Favourite is a parcours somebody keeps at hand.
type Favourite struct {
	Parcours string
	At       time.Time
}

// maxFavourites bounds what one person keeps.
const maxFavourites = 500

// Preset is the facets with which a person's catalogue opens: values by facet.
type Preset map[string][]string
