package courses

import (
	"context"
	"errors"
	"iter"
	"time"
)

// ErrUnchanged is returned by a change function that found nothing to change: nothing is
// written and what was read is returned.
var ErrUnchanged = errors.New("courses: nothing to change")

// AnyRev is given to an update that does not depend on the revision read before.
const AnyRev int64 = 0

// List is a bounded part of a longer list. Next is the cursor of the following one, "" at the end.
type List[T any] struct {
	Items []T
	Next  string
}

// Store keeps everything courses owns. Its errors are faults: NotFound, Conflict ("exists"),
// Precondition ("stale"). Facts are written with their change, both or neither. Lists are
// bounded by their limit; a change function may run several times.
type Store interface {
	ParcoursStore
	VersionStore
	SessionStore
	UpkeepStore
	EnrolmentStore
	InvitationStore
	MediaStore
	OtherStore
	BulkStore
}

// ParcoursStore keeps parcours.
type ParcoursStore interface {
	Parcours(ctx context.Context, id string) (Parcours, error)
	ParcoursMany(ctx context.Context, ids []string) (map[string]Parcours, error)
	InsertParcours(ctx context.Context, p Parcours, facts ...Fact) error
	// UpdateParcours changes one; with a rev other than AnyRev, only if it is still that one.
	UpdateParcours(ctx context.Context, id string, rev int64, change func(*Parcours) ([]Fact, error)) (Parcours, error)
	// PublishedParcours returns all that are offered.
	PublishedParcours(ctx context.Context) iter.Seq2[Parcours, error]
	// ParcoursOf returns those a person designs, latest made first.
	ParcoursOf(ctx context.Context, person string, limit int, after string) (List[Parcours], error)
}

// VersionStore keeps versions.
type VersionStore interface {
	Version(ctx context.Context, id string) (Version, error)
	InsertVersion(ctx context.Context, v Version) error
	UpdateVersion(ctx context.Context, id string, rev int64, change func(*Version) error) (Version, error)
}

// SessionStore keeps sessions.
type SessionStore interface {
	Session(ctx context.Context, id string) (Session, error)
	Sessions(ctx context.Context, ids []string) (map[string]Session, error)
	InsertSession(ctx context.Context, s Session, facts ...Fact) error
	UpdateSession(ctx context.Context, id string, rev int64, change func(*Session) ([]Fact, error)) (Session, error)
	// SessionsOf returns the sessions of a parcours, latest start first.
	SessionsOf(ctx context.Context, parcours string, limit int, after string) (List[Session], error)
	// SessionsBy returns the sessions a person trains, latest made first.
	SessionsBy(ctx context.Context, trainer string, limit int, after string) (List[Session], error)
	// ListedSessions returns those that were opened and end after since, or never end.
	ListedSessions(ctx context.Context, since time.Time) iter.Seq2[Session, error]
}

// UpkeepStore finds the sessions that the platform comes back to.
type UpkeepStore interface {
	// DueSessions returns the sessions whose dates were to move them by a time, the most overdue
	// first.
	DueSessions(ctx context.Context, by time.Time, limit int, after string) (List[Session], error)
	// HeldSessions returns sessions whose oldest hold is before a time.
	HeldSessions(ctx context.Context, before time.Time, limit int) ([]Session, error)
}

// EnrolmentStore keeps enrolments.
type EnrolmentStore interface {
	Enrolment(ctx context.Context, id string) (Enrolment, error)
	Enrolments(ctx context.Context, ids []string) (map[string]Enrolment, error)
	InsertEnrolment(ctx context.Context, e Enrolment, facts ...Fact) error
	UpdateEnrolment(ctx context.Context, id string, change func(*Enrolment) ([]Fact, error)) (Enrolment, error)
	// EnrolmentsIn returns those of a session: in one state, oldest first, or in all ("") by name.
	EnrolmentsIn(ctx context.Context, session string, state EnrolmentState, limit int, after string) (List[Enrolment], error)
	// EnrolmentsOf returns those of a person in a group of states, latest first.
	EnrolmentsOf(ctx context.Context, person string, group Group, limit int, after string) (List[Enrolment], error)
	// AllEnrolments returns every enrolment of a session, or of all with "".
	AllEnrolments(ctx context.Context, session string) iter.Seq2[Enrolment, error]
}

// Group is states that a person's list shows together.
type Group string

// The groups of states.
const (
	InIt    Group = "in"      // Enrolled
	Pending Group = "pending" // Requested, Waiting
	Over    Group = "over"    // Refused, Withdrawn
)

// Group returns the group of a state.
func (s EnrolmentState) Group() Group {
	switch s {
	case Enrolled:
		return InIt
	case Requested, Waiting:
		return Pending
	}
	return Over
}

// InvitationStore keeps invitations.
type InvitationStore interface {
	// InsertInvitation keeps one; Conflict when it is there already.
	InsertInvitation(ctx context.Context, i Invitation, facts ...Fact) error
	DeleteInvitation(ctx context.Context, id string) error
	InvitationsIn(ctx context.Context, session string, limit int, after string) (List[Invitation], error)
	InvitationsTo(ctx context.Context, email string, limit int) ([]Invitation, error)
}

// MediaStore keeps what is known of the files of activities and cards.
type MediaStore interface {
	// Media returns those of a list of objects, absent ones left out.
	Media(ctx context.Context, objects []string) (map[string]Media, error)
	// InsertMedia keeps one; Conflict when it is there already.
	InsertMedia(ctx context.Context, m Media) error
	UpdateMedia(ctx context.Context, object string, change func(*Media) error) (Media, error)
	DeleteMedia(ctx context.Context, object string) error
	// LooseMedia returns those that are not sealed and were last put somewhere before a time.
	LooseMedia(ctx context.Context, before time.Time) iter.Seq2[Media, error]
	// HoldsMedia says whether a version or a card shows an object, and whether a published
	// version, which never changes, does.
	HoldsMedia(ctx context.Context, object string) (held, sealed bool, err error)
}

// OtherStore keeps the small things: choices, messages, counts and the lists.
type OtherStore interface {
	// Choices returns what a person keeps; nothing kept is a zero Choices.
	Choices(ctx context.Context, person string) (Choices, error)
	UpdateChoices(ctx context.Context, person string, change func(*Choices) error) (Choices, error)
	InsertMessage(ctx context.Context, m Message, facts ...Fact) error
	// Count moves counts, each of an object once for each mark.
	Count(ctx context.Context, counts []Count) error
	// Counts returns the counts of objects, absent ones being zero.
	Counts(ctx context.Context, objects []string) (map[string]map[string]int64, error)
	// Reference returns the lists; NotFound before they are seeded.
	Reference(ctx context.Context) (Reference, error)
	// SaveReference replaces the lists, or inserts them when r.Rev is zero.
	SaveReference(ctx context.Context, r Reference, facts ...Fact) (Reference, error)
}

// BulkStore inserts many at once, without facts, for imports and the demonstration: the
// caller then rebuilds what facts would have moved. A document that exists is a Conflict.
type BulkStore interface {
	InsertManyParcours(ctx context.Context, list []Parcours) error
	InsertManyVersions(ctx context.Context, list []Version) error
	InsertManySessions(ctx context.Context, list []Session) error
	InsertManyEnrolments(ctx context.Context, list []Enrolment) error
	// AddCounts moves the counts of objects, each time it is called.
	AddCounts(ctx context.Context, counts map[string]map[string]int64) error
}

// Mark is a place in the log: what a count remembers, so that a fact delivered twice counts
// once.
type Mark struct {
	Shard  string
	Number int64
}
