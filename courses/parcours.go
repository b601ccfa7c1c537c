package courses

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Parcours is a training as it is designed: its card, and the versions of what is in it.
type Parcours struct {
	ID          string
	Card        Card
	Owner       string   // person
	Concepteurs []string // persons who may change it, the owner among them
	State       ParcoursState
	LastVersion int       // number of the latest version, draft or published
	Published   int       // number of the version offered; 0 for none
	Label       string    // of the version offered: "1.2"
	Lines       []Line    // the current version of each major line
	Origin      Origin    // what it was copied from
	Created     time.Time //
	Updated     time.Time //
	PublishedAt time.Time // of the version offered
	Rev         int64     // revision of the document, its ETag; not stored
}

// ParcoursState is where a parcours is in its life.
type ParcoursState string

// The states of a parcours.
const (
	Draft     ParcoursState = "draft"     // in construction: its concepteurs alone see it
	Published ParcoursState = "published" // offered: the catalogue shows it, sessions may be opened
	Archived  ParcoursState = "archived"  // no longer offered; its sessions go on to their end
)

// parcoursMoves is the life cycle of a parcours: from each state, what may be done and where
// it leads.
var parcoursMoves = map[ParcoursState]map[string]ParcoursState{
	Draft:     {"publish": Published, "archive": Archived},
	Published: {"publish": Published, "archive": Archived},
	Archived:  {"restore": Draft, "publish": Published},
}

// Origin is the version another parcours was copied from; a zero Parcours for none.
type Origin struct {
	Parcours string
	Version  int
}

// Line is the current version of a major: people enrolled under it have this one.
type Line struct {
	Major   int
	Version int
}

// versionIn returns the version that somebody enrolled under version number has now: the
// latest of its line. It is given the line because numbers alone do not say it.
func versionIn(lines []Line, major, number int) int {
	for _, l := range lines {
		if l.Major == major && l.Version > number {
			return l.Version
		}
	}
	return number
}

func (p *Parcours) designedBy(person string) bool {
	return person != "" && (p.Owner == person || slices.Contains(p.Concepteurs, person))
}

func (p *Parcours) move(action string) error {
	next, ok := parcoursMoves[p.State][action]
	if !ok {
		return fault.New("courses.Parcours", fault.Conflict, "parcours_state", "Le parcours n’est pas dans un état qui le permet.")
	}
	p.State = next
	return nil
}

// PermanentSession returns the id of the permanent session of a parcours.
func PermanentSession(parcours string) string { return "p-" + parcours }

// VersionID returns the id of a version of a parcours.
func VersionID(parcours string, number int) string { return ids.Join(parcours, strconv.Itoa(number)) }

// VersionKind says what publishing a version means for the people enrolled.
type VersionKind string

// The kinds of versions.
const (
	Minor VersionKind = "minor" // corrections: the people enrolled move to it
	Major VersionKind = "major" // another training: for enrolments to come
)

// nextLabel returns the label that follows one: the next minor or the next major only, from
// 0.1 to 9.9. The empty label comes before all.
func nextLabel(label string, kind VersionKind) (next string, major int, err error) {
	m, n, _ := strings.Cut(label, ".")
	major, _ = strconv.Atoi(m)
	minor, _ := strconv.Atoi(n)
	switch {
	case kind == Major && major < 9:
		major, minor = major+1, 0
	case kind == Minor && minor < 9:
		minor++
	case kind == Major:
		return "", 0, fault.New("courses.Publish", fault.Conflict, "last_major", "La version 9 est la dernière : faites une copie du parcours.")
	case kind == Minor:
		return "", 0, fault.New("courses.Publish", fault.Conflict, "last_minor", "Après neuf versions mineures, publiez une version majeure.")
	default:
		return "", 0, fault.New("courses.Publish", fault.Invalid, "version_kind", "Une version est mineure ou majeure.")
	}
	return strconv.Itoa(major) + "." + strconv.Itoa(minor), major, nil
}
