// Package manifest reads imsmanifest.xml, the description of a SCORM package, in the
// editions 1.2, 2004 2nd, 3rd and 4th, as the specifications have it (SCORM 1.2 CAM §2.3;
// SCORM 2004 4th edition CAM §3 and §5; IMS Simple Sequencing 1.0) and as it is met: other
// encodings than the one declared, missing or wrong name spaces, either spelling of
// attributes, sub-manifests, backslashes and percent signs in addresses.
//
// What comes out is a plain model with every default of the specification resolved, so that
// a reader of it never asks what an absent element means. Nothing here touches a file: paths
// are resolved and cleaned, whether the package holds them is for its reader to say.
package manifest

import (
	"slices"
)

// MaxBytes is the longest manifest that is read. The longest seen in use is under 3 MB.
const MaxBytes = 16 << 20

// Standard is the family of the specification that a manifest follows.
type Standard string

// The standards.
const (
	SCORM12   Standard = "scorm12"
	SCORM2004 Standard = "scorm2004"
)

// Edition is the edition of SCORM 2004; "" for SCORM 1.2.
type Edition string

// The editions of SCORM 2004. The first was withdrawn and is read as the second.
const (
	Second Edition = "2nd"
	Third  Edition = "3rd"
	Fourth Edition = "4th"
)

// Manifest is a package's description. Sub-manifests are folded in: their resources are in
// Resources, the organizations that items pointed at are in those items' Children.
type Manifest struct {
	ID            string
	Version       string
	Standard      Standard
	Edition       Edition
	SchemaVersion string // as written, "" when absent
	Metadata      Metadata
	Default       string // ID of the organization to run; always one of Organizations
	Organizations []Organization
	Resources     []Resource
	Encoding      string // what the bytes were read as: "utf-8", "windows-1252", "utf-16be"…
	Warnings      []Warning
}

// Warning is something wrong that does not prevent the package from running.
type Warning struct {
	Code    string // stable, snake_case
	Path    string // the file, item or resource it is about; "" for the whole
	Message string // a French sentence
}

// Metadata is what the manifest's learning object metadata says in general.
type Metadata struct {
	Title       Text
	Description Text
	Keywords    []string
	Language    string // "fr", "" when not said
	Duration    string // typical learning time as written (ISO 8601 duration or hh:mm:ss)
	Location    string // file of the package that holds the metadata instead, "" for none
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

// Organization is a tree of activities and its root activity.
type Organization struct {
	ID         string
	Title      string
	Structure  string // "hierarchical" unless said
	Children   []Item
	Sequencing Sequencing
	// CompletionThreshold is that of the root activity (4th edition).
	CompletionThreshold CompletionThreshold
	// ObjectivesGlobalToSystem says that the global objectives outlive the attempt: true unless
	// adlseq:objectivesGlobalToSystem says false (SCORM 2004).
	ObjectivesGlobalToSystem bool
	// SharedDataGlobalToSystem says the same of the shared data stores (4th edition).
	SharedDataGlobalToSystem bool
}

// Item is one activity: a leaf that launches a resource, or a cluster of others.
type Item struct {
	ID         string // unique in its organization
	Title      string
	Visible    bool   // isvisible: true unless said
	Resource   string // ID in Manifest.Resources; "" for a cluster or a mere heading
	Parameters string // to be joined to the resource's address by LaunchAddress
	Children   []Item

	// SCORM 1.2 (CAM §2.3.2.5.1).
	Prerequisites  string   // aicc_script expression
	MasteryScore   *float64 // 0..100
	MaxTimeAllowed string   // hhhh:mm:ss

	// Both.
	TimeLimitAction string // "exit,message", "exit,no message", "continue,message", "continue,no message" or ""
	DataFromLMS     string // cmi.launch_data

	// SCORM 2004.
	CompletionThreshold CompletionThreshold
	Sequencing          Sequencing
	HideUI              []string  // adlnav:hideLMSUI: "previous", "continue", "exit", "abandon", "suspendAll"…
	Data                []DataMap // adlcp:data: the shared data stores it may use (4th edition)
}

// CompletionThreshold says from which progress an activity is complete, and how much it weighs
// in its parent's (4th edition CAM §3.4.1.9). In the editions before, the element held the
// measure alone: that is read as ByMeasure.
type CompletionThreshold struct {
	ByMeasure  bool    // completedByMeasure, false unless said
	MinMeasure float64 // minProgressMeasure, 1 unless said
	Weight     float64 // progressWeight, 1 unless said
}

// DataMap lets an activity use a shared data store (4th edition, adlcp:map).
type DataMap struct {
	Target string
	Read   bool // true unless said
	Write  bool // true unless said
}

// Resource is what an item launches, or a set of files that others depend on.
type Resource struct {
	ID    string
	Type  string // "webcontent"
	SCO   bool   // adlcp:scormType is "sco"; anything else is an asset, which calls nothing
	Href  string // as written, "" for a resource that is not launched
	Path  string // Href resolved: the file in the package, "" when there is none
	Raw   string // the same without percent-decoding, for a package whose file names hold %20
	Query string // what follows the path in Href: "?a=b#c" or ""
	// Files are those listed, resolved, in order, without repeats.
	Files []FileRef
	// Dependencies are the IDs of further resources whose files it needs.
	Dependencies []string
	// PersistState is adlcp:persistState (2004 2nd edition).
	PersistState bool
}

// FileRef is a file as a resource lists it.
type FileRef struct {
	Path string // from the package's root, cleaned and percent-decoded
	Raw  string // the same without percent-decoding
}

// Title is what to call the package: the default organization's title, else that of the
// metadata in French, else the first item's, else the manifest's identifier.
func (m *Manifest) Title() string {
	org := m.Organization(m.Default)
	if org != nil && org.Title != "" {
		return org.Title
	}
	if t := m.Metadata.Title.In("fr"); t != "" {
		return t
	}
	if org != nil && len(org.Children) > 0 && org.Children[0].Title != "" {
		return org.Children[0].Title
	}
	return m.ID
}

// Organization returns the organization with the ID, nil when there is none.
func (m *Manifest) Organization(id string) *Organization {
	i := slices.IndexFunc(m.Organizations, func(o Organization) bool { return o.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Organizations[i]
}

// Resource returns the resource with the ID, nil when there is none.
func (m *Manifest) Resource(id string) *Resource {
	i := slices.IndexFunc(m.Resources, func(r Resource) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &m.Resources[i]
}

// Walk calls f on every item of the organization, parents first, until f returns false.
func (o *Organization) Walk(f func(*Item) bool) {
	walk(o.Children, f)
}

func walk(items []Item, f func(*Item) bool) bool {
	for i := range items {
		if !f(&items[i]) || !walk(items[i].Children, f) {
			return false
		}
	}
	return true
}

// Parse reads a manifest. Errors are faults of kind Invalid with a stable code and a French
// sentence that names what is wrong:
//
//	manifest_too_long, manifest_encoding, manifest_not_xml, manifest_entities, manifest_empty,
//	manifest_root, manifest_not_scorm, no_organization, no_activity, resource_missing,
//	launch_external, launch_script, launch_outside
func Parse(data []byte) (*Manifest, error) {
	if len(data) > MaxBytes {
		return nil, invalid("manifest_too_long", "Le manifeste imsmanifest.xml dépasse 16 Mo.")
	}
	text, encoding, warnings, err := decode(data)
	if err != nil {
		return nil, err
	}
	root, err := readTree(text)
	if err != nil {
		return nil, err
	}
	if !root.is("manifest") {
		return nil, invalid("manifest_root",
			"Le fichier imsmanifest.xml commence par l’élément « "+short(root.name)+" » au lieu de « manifest ».")
	}
	r := &reader{m: &Manifest{Encoding: encoding, Warnings: warnings}}
	if err := r.read(root); err != nil {
		return nil, err
	}
	return r.m, nil
}
