package cmi5

import "iter"

// MaxBytes is the longest structure that is read: some 10,000 AUs with long descriptions.
const MaxBytes = 16 << 20

// Course is a course structure (§13.1): what its designer says of the course, and its blocks
// and AUs in the order in which they are meant.
type Course struct {
	ID          string // publisher's IRI (§13.1.1)
	Title       Text
	Description Text
	Objectives  []Objective
	Children    []Node // never empty
	Encoding    string // what the bytes were read as: "utf-8", "windows-1252", "utf-16be"…
	Warnings    []Warning
}

// Node is a block or an AU: exactly one of the two is there.
type Node struct {
	Block *Block
	AU    *AU
}

// Block is a group of AUs and blocks (§13.1.2).
type Block struct {
	ID          string // publisher's IRI
	Title       Text
	Description Text
	Objectives  []string // IDs of Course.Objectives
	Children    []Node   // never empty
}

// Objective is a learning objective, which blocks and AUs refer to (§13.1.3).
type Objective struct {
	ID          string // IRI
	Title       Text
	Description Text
}

// AU is an assignable unit: what is launched and tracked (§13.1.4).
type AU struct {
	ID          string // publisher's IRI
	Title       Text
	Description Text
	Objectives  []string // IDs of Course.Objectives
	// URL is as written. File is the file of the package that it leads to, under the name that
	// the package has for it, "" for a fully qualified URL; Suffix is then what follows its
	// path: "?a=b#c" or "".
	URL, File, Suffix string
	MoveOn            MoveOn
	MasteryScore      *float64     // 0 to 1; nil when there is none
	LaunchMethod      LaunchMethod // never ""
	ActivityType      string       // IRI, "" when not said
	LaunchParameters  string       // "" when there are none
	EntitlementKey    string       // "" when there is none
}

// MoveOn is what satisfies an AU (§13.1.4).
type MoveOn string

// The criteria.
const (
	NotApplicable      MoveOn = "NotApplicable" // satisfied from the registration on
	Passed             MoveOn = "Passed"
	Completed          MoveOn = "Completed"
	CompletedAndPassed MoveOn = "CompletedAndPassed"
	CompletedOrPassed  MoveOn = "CompletedOrPassed"
)

// LaunchMethod is what window an AU wants (§8.1, §13.1.4).
type LaunchMethod string

// The launch methods.
const (
	// AnyWindow leaves the choice to the platform: a frame, a new window, a redirection.
	AnyWindow LaunchMethod = "AnyWindow"
	// OwnWindow asks for a new window, or for the present one by redirection; never a frame.
	OwnWindow LaunchMethod = "OwnWindow"
)

// Warning is something to mend that does not prevent the course from running.
type Warning struct {
	Code    string // stable, snake_case
	Path    string // XPath of the element it is about; "" for the whole
	Message string // a French sentence
}

// Text is one text in several languages, in the order written.
type Text []LangString

// LangString is a text and its language ("" when not said).
type LangString struct{ Lang, Value string }

// In returns the text in the language ("fr" finds "fr-FR"), else the first one, else "".
func (t Text) In(lang string) string {
	for _, s := range t {
		if s.Lang == lang || len(s.Lang) > len(lang) && s.Lang[:len(lang)] == lang && s.Lang[len(lang)] == '-' {
			return s.Value
		}
	}
	if len(t) > 0 {
		return t[0].Value
	}
	return ""
}

// AUs yields every AU of the course, in order.
func (c *Course) AUs() iter.Seq[*AU] {
	return func(yield func(*AU) bool) {
		eachAU(c.Children, yield)
	}
}

func eachAU(nodes []Node, yield func(*AU) bool) bool {
	for _, n := range nodes {
		if n.AU != nil && !yield(n.AU) || n.Block != nil && !eachAU(n.Block.Children, yield) {
			return false
		}
	}
	return true
}

// Files says under which name the package holds the file at a path, and whether it does. The
// path is relative to the package's root, cleaned, with forward slashes.
type Files func(path string) (name string, ok bool)

// Parse reads a course structure. files is nil for one that comes without a ZIP file, whose
// URLs must then all be fully qualified (§14.2).
//
// Errors are faults of kind Invalid. Those of a text that is no structure have one sentence:
//
//	structure_too_long, structure_encoding, structure_empty, structure_not_xml,
//	structure_entities, structure_root, structure_namespace
//
// The others list everything found wrong in Fields, each with its XPath, its line in the
// sentence, and one of the codes
//
//	structure_invalid                                     the schema is not followed (§14.0)
//	course_empty                                          no AU, no block (§14.0)
//	iri_invalid                                           an identifier is no full IRI (§3.0)
//	duplicate_block, duplicate_au, duplicate_objective    the ID is that of something else (§13.1.2 to 4)
//	objective_unknown                                     a reference to no objective (§13.1.2, §13.1.4)
//	mastery_score, move_on, launch_method                 a value out of its space (§13.1.4)
//	url_invalid                                           not a URL (§13.1.4)
//	url_script                                            code, or a file of the learner's machine
//	url_parameter                                         a name of the launch parameters (§8.1)
//	url_relative                                          not fully qualified, without a ZIP file (§14.2)
//	url_outside, url_file_missing                         the package does not hold it (§14.1)
func Parse(data []byte, files Files) (*Course, error) {
	if len(data) > MaxBytes {
		return nil, refusal("structure_too_long", "Le fichier cmi5.xml dépasse 16 Mo.")
	}
	text, encoding, warnings, err := decode(data)
	if err != nil {
		return nil, err
	}
	root, err := readTree(text)
	if err != nil {
		return nil, err
	}
	if root.name != "courseStructure" {
		return nil, refusal("structure_root",
			"Le fichier cmi5.xml commence par l’élément « "+short(root.name)+" » au lieu de « courseStructure ».")
	}
	if root.space != Namespace {
		return nil, refusal("structure_namespace",
			"L’espace de noms du fichier cmi5.xml (« "+short(root.space)+" ») n’est pas celui de cmi5, « "+Namespace+" ».")
	}
	r := &reader{course: &Course{Encoding: encoding, Warnings: warnings}, files: files,
		taken: map[string]*node{}, objectives: map[string]bool{}}
	r.structure(root)
	if err := r.refused(); err != nil {
		return nil, err
	}
	return r.course, nil
}

func (m MoveOn) valid() bool {
	switch m {
	case NotApplicable, Passed, Completed, CompletedAndPassed, CompletedOrPassed:
		return true
	}
	return false
}
