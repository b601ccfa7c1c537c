package engine

import (
	"errors"
	"fmt"

	"preau.education/preau/internal/fault"
)

const op = "docstore"

// NotFound is the error for a document that is not there.
func NotFound(collection, id string) error {
	return &fault.Error{Op: op, Kind: fault.NotFound, Code: "not_found", Public: "Introuvable.",
		Err: fmt.Errorf("%s %q", collection, id)}
}

// Exists is the error for an id (index "") or an entry of a unique index that is taken.
func Exists(collection, index, id string) error {
	return &fault.Error{Op: op, Kind: fault.Conflict, Code: "exists", Public: "Cela existe déjà.",
		Err: &Taken{Collection: collection, Index: index, ID: id}}
}

// Taken is the cause of a Conflict "exists": what was taken, by its name.
type Taken struct {
	Collection string
	Index      string // "" for the id
	ID         string // of the document that could not be written
}

// Error names the collection, the index and the document.
func (t *Taken) Error() string {
	if t.Index == "" {
		return fmt.Sprintf("%s %q: id taken", t.Collection, t.ID)
	}
	return fmt.Sprintf("%s %q: entry of unique index %q taken", t.Collection, t.ID, t.Index)
}

// Stale is the error for a revision that is not the current one.
func Stale(collection, id string, rev int64) error {
	return &fault.Error{Op: op, Kind: fault.Precondition, Code: "stale",
		Public: "Cette page a changé entre-temps. Rechargez-la avant d’enregistrer.",
		Err:    fmt.Errorf("%s %q is not at revision %d", collection, id, rev)}
}

// Broken is the error for what a database answered that nobody expected.
func Broken(doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *fault.Error
	if errors.As(err, &known) {
		return err
	}
	return &fault.Error{Op: op, Kind: fault.Unavailable, Code: "store_unavailable",
		Public: "La base de données ne répond pas. Réessayez dans un instant.", Err: fmt.Errorf("%s: %w", doing, err)}
}
