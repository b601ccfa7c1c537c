// Package search finds trainings by their words and their properties, in process.
//
// Words live in a bleve index on disk (scorch), which is reopened at start and brought up
// to date by comparing, never rebuilt unless its mapping changed. Everything else, the
// facets, what a listing is sorted by and what depends on the hour and on who looks, lives
// in memory as bit sets over small numbers, so that the counts of every facet cost
// microseconds at ten thousand documents (bleve's own cost 14 ms).
//
// French is read our own way (see [Words]): elisions cut, stop words dropped, forms
// stemmed, accents folded last; the exact form ranks above the stem; a word nobody wrote is
// corrected to the nearest one that somebody did, and the answer says so.
//
// The index knows nothing of courses: a document is an id, texts, facet values and a
// payload T handed back as it was given.
package search

import "time"

// Document is what can be found.
type Document struct {
	ID          string              // opaque; holds no "#"
	Title       string              // weighs most
	Keywords    []string            // weigh half as much
	Objectives  string              // weighs least, with Description
	Description string              //
	Facets      map[string][]string // values of each of Options.Facets; others are ignored
	Recent      int64               // greater is more recent
	Popular     int64               // greater is more popular
}

// Entry is a document and the payload that comes back with it.
type Entry[T any] struct {
	Document
	Payload *T // never changed once given: a change is a new Put
}

// Dated is what depends on the hour and on who looks at a document.
type Dated struct {
	Visible bool    // whether the scope may see it at all
	Status  uint8   // index in Options.Statuses
	Also    uint16  // further statuses it counts under, one bit each: a new one is open too
	Pick    int16   // free for the caller: which session was chosen
	Rank    uint8   // 0 comes first where nothing was searched
	Weight  float32 // multiplies relevance: 1 for open, less for ended
	Start   int64   // Unix seconds of the next beginning; 0 when there is none
	Until   int64   // Unix seconds at which this answer stops being true; 0 for never
}

// Options says what is searched and how.
type Options[T any] struct {
	Dir      string   // of the index on disk; "" keeps it in memory (tests)
	Facets   []string // names of the facets given by documents
	Dated    string   // name of the facet whose values are Statuses
	Statuses []string // at most 16
	// Date says what depends on the hour and the scope. It must be pure: its answer is kept
	// until the earliest Until, or the next Put of the document.
	Date func(payload *T, scope string, now time.Time) Dated
	// Texts returns the texts of a payload, title first and description second, in which
	// hits are marked and corrected words are read back with their accents.
	Texts func(payload *T) []string
}

// Orders of a listing.
const (
	ByRelevance = "relevance" // best match first; without words, what is open and popular
	ByRecent    = "recent"    // latest first
	ByTitle     = "title"     // alphabetical
	ByPopular   = "popular"   // most enrolled first
	BySoon      = "soon"      // next to begin first
)

// Query is what someone looks for.
type Query struct {
	Text     string              // as typed
	Selected map[string][]string // values chosen in each facet: or within one, and between them
	Scope    string              // given to Options.Date
	Now      time.Time           //
	Sort     string              // one of the orders; "" is ByRelevance
	Limit    int                 // 1 to 100
	After    string              // cursor of the previous page
}

// Part is a run of text; Hit says that it is what was looked for.
type Part struct {
	Text string
	Hit  bool
}

// Hit is one document found.
type Hit[T any] struct {
	Payload     *T
	Dated       Dated
	Title       []Part // nil when no word was searched
	Description []Part
}

// Count is a facet value and how many documents have it, every other facet's choice being
// applied and its own facet's ignored.
type Count struct {
	Value string
	N     int
}

// Result is a page of what was found, and what is around it.
type Result[T any] struct {
	Total     int
	Hits      []Hit[T]
	Facets    map[string][]Count // greatest first; values without a document are absent unless chosen
	Corrected string             // the words understood when some were corrected, else ""
	Next      string             // cursor of the following page, "" at the end
}
