// Package statement reads the statements that others send to the record store: it checks them
// over the bytes received, under the rules of xAPI 1.0.3 or 2.0.0 (IEEE 9274.1.1), says what
// each is about, completes it, compares two, and writes it in the formats that readers ask for.
package statement

import "time"

// Version is a version of the specification, whose rules differ.
type Version string

// The versions. V1 stands for every 1.0.x.
const (
	V1 Version = "1.0.3"
	V2 Version = "2.0.0"
)

// Problem is why what was sent is no statement: where, as a JSON path ("[3].actor.mbox"), and
// what is wrong there.
type Problem struct {
	Path    string
	Message string
}

// Error implements error.
func (p *Problem) Error() string {
	if p.Path == "" {
		return p.Message
	}
	return p.Path + ": " + p.Message
}

// in says that p was found inside the property or element that segment names.
func (p *Problem) in(segment string) *Problem {
	switch {
	case p.Path == "":
		p.Path = segment
	case p.Path[0] == '[':
		p.Path = segment + p.Path
	default:
		p.Path = segment + "." + p.Path
	}
	return p
}

func problem(path, message string) *Problem { return &Problem{Path: path, Message: message} }

// Statement is one statement as received, checked.
type Statement struct {
	Raw          []byte    // its bytes as received
	ID           string    // UUID in lower case; "" when the sender gave none
	Actor        string    // key of its actor, "" for a group without identifier
	Verb         string    // IRI
	Registration string    // UUID in lower case, "" when none
	Timestamp    time.Time // zero when none
	Stored       time.Time // zero when none: another store's word, or our own of before
	Authority    []byte    // as received; nil when none
	Version      string    // that it names, "" when none
	Voids        string    // UUID of the statement that it voids, "" for any other statement
	Target       string    // UUID of the statement that its object refers to, voiding or not; "" when it is no reference
	Object       string    // IRI of the activity that is its object; "" when it is something else

	// Agents are the keys of the agents and groups by which the agent filter finds it: actor,
	// object, members of these groups. Related are those that related_agents adds: authority (once
	// completed), instructor, team, contextAgents, contextGroups, and all of a sub-statement.
	Agents, RelatedAgents []string
	// RelatedActivities are the IRIs by which related_activities finds it, its object's included.
	RelatedActivities []string

	Activities  []Activity   // every activity that it names, sub-statement included; again for each other definition
	People      []Agent      // every agent or group that it names (for the Agents resource)
	Attachments []Attachment // of the statement and of its sub-statement
}

// Activity is an activity as a statement names it.
type Activity struct {
	ID         string
	Definition []byte // JSON object; nil when it gives none
}

// Attachment is an attachment as a statement declares it.
type Attachment struct {
	SHA2        string // lower-case hexadecimal
	ContentType string
	UsageType   string
	Length      int64
	FileURL     string // "" when the bytes must come with the statement
}

// SignatureUsage is the usage type of an attachment that signs the statement (Data 2.6).
const SignatureUsage = "http://adlnet.gov/expapi/attachments/signature"
