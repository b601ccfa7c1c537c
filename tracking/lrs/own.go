package lrs

import (
	"slices"
	"time"
)

// Own is a statement of the platform itself, made well formed: what its domains record.
type Own struct {
	ID           string
	Raw          []byte // JSON object with everything but stored and authority
	Person       string // account of the actor
	Instructor   string // account, "" for none
	Verb         string // IRI
	Activity     string // IRI of the object
	Related      []string
	Registration string // UUID
}

// Place prepares a statement of the platform for storing. The function returned is to be called
// once it is stored, or will not be.
func (s *Service) Place(o Own) (Stored, func()) {
	b, key := s.clock.begin(1)
	platform := s.account(ownAccount, "")
	authority, _ := platform.MarshalJSON() // made of strings
	raw := slices.Concat(o.Raw[:len(o.Raw)-1], []byte(`,"stored":"`+b.at.Format(time.RFC3339Nano)+`","authority":`), authority, []byte("}"))
	actor := s.account(o.Person, "").Key()
	tags := []string{Tag(tagVerb, o.Verb), Tag(tagAgent, actor), Tag(tagAgentVerb, actor, o.Verb), Tag(tagRelatedAgent, actor),
		Tag(tagRelatedAgent, platform.Key()), Tag(tagActivity, o.Activity), Tag(tagRelatedActivity, o.Activity), Tag(tagRegistration, o.Registration)}
	if o.Instructor != "" {
		tags = append(tags, Tag(tagRelatedAgent, s.account(o.Instructor, "").Key()))
	}
	for _, activity := range o.Related {
		tags = append(tags, Tag(tagRelatedActivity, activity))
	}
	slices.Sort(tags)
	return Stored{Key: key(0), ID: o.ID, Raw: raw, At: b.at, Client: ownAccount, Tags: slices.Compact(tags)}, func() { s.clock.end(b) }
}

// ownAccount is the account under which the platform answers for what it records.
const ownAccount = "preau"

// OfRegistration is the tag of the statements of a registration.
func OfRegistration(registration string) string { return Tag(tagRegistration, registration) }
