package identity

import (
	"context"
	"errors"
	"time"

	"preau.education/preau/internal/identity/token"
)

// ErrUnchanged is what a change returns when there is nothing to write: the store writes
// nothing and answers what it read.
var ErrUnchanged = errors.New("identity: unchanged")

// Store keeps what the domain owns. Its errors are faults: NotFound, Conflict (an id, an
// address or an identifier is taken), Precondition (another revision).
type Store interface {
	Accounts
	SignIns
	Keys
	References
}

// Accounts keeps accounts. No two share an address or an identifier.
type Accounts interface {
	Account(ctx context.Context, id string) (Account, error)
	// Accounts returns those of the ids that exist.
	Accounts(ctx context.Context, ids []string) (map[string]Account, error)
	// AccountsByEmail returns those that exist, by address asked for (in lower case).
	AccountsByEmail(ctx context.Context, emails []string) (map[string]Account, error)
	AddAccount(ctx context.Context, a Account, facts ...Fact) error
	// AddAccounts adds many, without facts: for imports and the demonstration.
	AddAccounts(ctx context.Context, accounts []Account) error
	// ChangeAccount applies change to the account at revision rev, or at whatever revision it
	// has when rev is 0, and returns it as written. A change that fails writes nothing; one that
	// returns ErrUnchanged writes nothing and succeeds. It may be called again on a conflict.
	ChangeAccount(ctx context.Context, id string, rev int64, change func(*Account) ([]Fact, error)) (Account, error)
	// RevokedSince returns, by person, until when access tokens are refused, for those whose
	// TokensFrom is not before since.
	RevokedSince(ctx context.Context, since time.Time) (map[string]time.Time, error)
	// AccountsIn lists the people of an académie whose family name begins so, by name.
	AccountsIn(ctx context.Context, list List) (accounts []Account, next string, err error)
}

// List is one page of the people of an académie.
type List struct {
	Academie string
	Begins   string // of the family name, whatever its case and accents
	Limit    int
	After    string // cursor
}

// SignIns keeps sign-ins until they expire.
type SignIns interface {
	AddSignIn(ctx context.Context, s SignIn) error
	ChangeSignIn(ctx context.Context, id string, change func(*SignIn) ([]Fact, error)) (SignIn, error)
	// EndedSince returns the ids of the sign-ins ended at since or later.
	EndedSince(ctx context.Context, since time.Time) ([]string, error)
}

// Keys keeps the signing keys until they expire.
type Keys interface {
	Keys(ctx context.Context) ([]token.Key, error)
	// AddKey refuses, with a Conflict, a key whose number exists.
	AddKey(ctx context.Context, key token.Key) error
}

// References keeps the lists of the profile, one document.
type References interface {
	Reference(ctx context.Context) (Reference, int64, error)
	// SaveReference replaces the lists at revision rev, or writes them first when rev is 0.
	SaveReference(ctx context.Context, r Reference, rev int64, facts ...Fact) (int64, error)
}
