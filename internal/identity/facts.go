package identity

import (
	"time"

	"preau.education/preau/internal/ids"
)

// Kinds of facts.
const (
	KindPersonCreated    = "identity.person_created"
	KindProfileChanged   = "identity.profile_changed"
	KindSignedInFirst    = "identity.signed_in_first"
	KindSignedOut        = "identity.signed_out"
	KindRolesChanged     = "identity.roles_changed"
	KindReferenceChanged = "identity.reference_changed"
)

// Fact is something that happened, stored in the same write as what it happened to.
type Fact struct {
	ID   string
	Kind string
	Key  string // id of the person; of the reference for KindReferenceChanged
	At   time.Time
	Body any // one of the structs below
}

// PersonCreated says that there is somebody new.
type PersonCreated struct{ Person string }

// ProfileChanged says that what one knows of a person has changed: profile, locale, name.
type ProfileChanged struct{ Person string }

// SignedInFirst says that a person signed in for the first time, with the addresses they are
// known by: invitations sent there are theirs.
type SignedInFirst struct {
	Person string
	Emails []string
}

// SignedOut says that access tokens are to be refused: those of one sign-in, or when Session
// is empty all that the person was given until Before.
type SignedOut struct {
	Person  string
	Session string
	Before  time.Time
}

// RolesChanged says that access tokens given until Before carry roles that are no longer the
// person's: they are to be renewed.
type RolesChanged struct {
	Person string
	Before time.Time
}

// ReferenceChanged says that the lists of the profile were edited.
type ReferenceChanged struct{ Rev int64 }

func newFact(kind, key string, now time.Time, body any) Fact {
	return Fact{ID: ids.New(now), Kind: kind, Key: key, At: now, Body: body}
}
