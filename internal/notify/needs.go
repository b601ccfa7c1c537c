package notify

import "context"

// Contact is how to write to a person.
type Contact struct {
	Name   string
	Email  string // "" when they have none, or their account is closed
	Locale string
}

// People is what notify asks of identity.
type People interface {
	// Contacts returns those of the persons that exist.
	Contacts(ctx context.Context, persons []string) (map[string]Contact, error)
}
