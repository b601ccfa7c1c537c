package courses

import (
	"context"
	"strings"
	"time"

	"preau.education/preau/courses/search"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// CatalogueQuery is what somebody looks for.
type CatalogueQuery struct {
	Text     string
	Selected map[string][]string // values by facet
	Sort     string              // search.ByRelevance and the others; "" is relevance
	Limit    int
	After    string
	Preset   bool // with no words and no facet, apply what the person keeps
	ToOpen   bool // for those who may open sessions: parcours without session too
}

// CataloguePage is what the catalogue answers.
type CataloguePage struct {
	Total     int
	Items     []CatalogueItem
	Facets    map[string][]FacetValue
	Corrected string
	Next      string
	Preset    Preset // what was applied for the person, nil when nothing was
}

// FacetValue is one choice of a facet.
type FacetValue struct {
	Value   string
	Label   string
	English string
	Count   int
}

// Part is a run of text; Hit says that it is what was looked for.
type Part = search.Part

// CatalogueItem is a parcours in a listing.
type CatalogueItem struct {
	ID               string
	Title            string
	TitleParts       []Part
	DescriptionParts []Part
	Domain           Domain
	Nature           string
	MinutesDistance  int
	MinutesPresence  int
	Publics          []Option
	Origin           Option // an académie by its name
	Collection       Option
	Entry            bool
	Attestation      bool
	Status           Status
	Session          *Session // the one to look at: the permanent one, or the most useful
	Completions      int
	Mine             *Mine
	Favourite        bool
}

// Mine is where the person who looks is.
type Mine struct {
	Enrolment Enrolment
	Progress  ProgressView
}

// excerptLength is how many bytes of a description a listing shows, about.
const excerptLength = 240

// Catalogue searches the offer as the actor, signed in or not, may see it.
func (s *Service) Catalogue(ctx context.Context, who actor.Actor, q CatalogueQuery) (CataloguePage, error) {
	const op = "courses.Catalogue"
	v, err := s.viewer(ctx, who)
	if err != nil {
		return CataloguePage{}, fault.Wrap(op, err)
	}
	if q.ToOpen {
		if !mayOpenSessions(who) {
			return CataloguePage{}, errForbidden(op)
		}
		v.scope = seesNone + v.scope
	}
	var choices Choices
	if who.Person != "" {
		if choices, err = s.store.Choices(ctx, who.Person); err != nil {
			return CataloguePage{}, fault.Wrap(op, err)
		}
	}
	page := CataloguePage{}
	if q.Preset && q.Text == "" && len(q.Selected) == 0 && who.Person != "" {
		page.Preset = s.presetOf(&choices, v.publics)
		q.Selected = page.Preset
	}
	now := s.now()
	found, err := s.index.Search(search.Query{Text: q.Text, Selected: q.Selected, Scope: v.scope, Now: now, Sort: q.Sort,
		Limit: q.Limit, After: q.After})
	if err != nil {
		return CataloguePage{}, fault.Wrap(op, err)
	}
	page.Total, page.Corrected, page.Next = found.Total, found.Corrected, found.Next
	page.Facets = s.labelled(found.Facets)
	page.Items = make([]CatalogueItem, len(found.Hits))
	for i, h := range found.Hits {
		page.Items[i] = s.item(h.Payload, h.Dated)
		page.Items[i].mark(h)
	}
	return page, fault.Wrap(op, s.addMine(ctx, who, page.Items, &choices))
}

// item shows one parcours of the catalogue.
func (s *Service) item(o *offered, d search.Dated) CatalogueItem {
	ref := s.Reference()
	c := &o.card
	domain, _ := ref.Domain(c.Domain)
	collection := ref.Collection(c.Collection)
	item := CatalogueItem{ID: o.id, Title: c.Title, Domain: domain, Nature: collection.Nature,
		MinutesDistance: minutes(c.MinutesDistance), MinutesPresence: minutes(c.MinutesPresence),
		Publics: make([]Option, len(c.Publics)), Origin: s.origin(c.originValue()),
		Collection: Option{collection.Code, collection.Label, collection.English},
		Entry:      c.Entry, Attestation: collection.Nature != Community, Status: statuses[d.Status], Completions: o.completed}
	for i, p := range c.Publics {
		item.Publics[i] = OptionOf(ref.Publics, p)
	}
	if d.Pick >= 0 {
		item.Session = &o.runs[d.Pick]
	}
	return item
}

func (i *CatalogueItem) mark(h search.Hit[offered]) {
	i.TitleParts, i.DescriptionParts = h.Title, h.Description
	if h.Title == nil {
		i.TitleParts = []Part{{Text: h.Payload.card.Title}}
		i.DescriptionParts = []Part{{Text: h.Payload.card.Description}}
	}
	i.DescriptionParts = excerpt(i.DescriptionParts, excerptLength)
}

// excerpt keeps about most bytes of a text, from its beginning or, when what was looked for
// comes later, from a little before it.
func excerpt(parts []Part, most int) []Part {
	length, firstHit := 0, -1
	for _, p := range parts {
		if p.Hit && firstHit < 0 {
			firstHit = length
		}
		length += len(p.Text)
	}
	if length <= most {
		return parts
	}
	from := 0
	if firstHit >= 0 && firstHit > most-40 {
		from = max(0, min(firstHit-60, length-most))
	}
	var kept []Part
	at := 0
	for _, p := range parts {
		start, end := max(from-at, 0), min(from+most-at, len(p.Text))
		at += len(p.Text)
		if start >= end {
			continue
		}
		text := p.Text[start:end]
		if start > 0 {
			space := strings.IndexByte(text, ' ')
			if space < 0 {
				continue
			}
			text = "…" + text[space:]
		}
		if end < len(p.Text) {
			text = cutAfterWord(text) + "…"
		}
		kept = append(kept, Part{Text: text, Hit: p.Hit})
	}
	return kept
}

// cutAfterWord ends a text that was cut anywhere at the end of a word.
func cutAfterWord(text string) string {
	if space := strings.LastIndexByte(text, ' '); space > 0 {
		return strings.TrimRight(text[:space], " ,;:.")
	}
	return strings.ToValidUTF8(text, "")
}

// labelled gives facet values their labels.
func (s *Service) labelled(counts map[string][]search.Count) map[string][]FacetValue {
	facets := make(map[string][]FacetValue, len(counts))
	for name, list := range counts {
		values := make([]FacetValue, 0, len(list))
		for _, c := range list {
			if c.Value != "" && c.Value != string(StatusNone) {
				o := s.facetOption(name, c.Value)
				values = append(values, FacetValue{Value: c.Value, Label: o.Label, English: o.English, Count: c.N})
			}
		}
		facets[name] = values
	}
	return facets
}

// statusOptions is how availability is offered as a choice.
var statusOptions = []Option{{string(StatusOpen), "Inscriptions ouvertes", "Enrolment open"}, {string(StatusNew), "Nouveau", "New"},
	{string(StatusSoon), "Bientôt", "Soon"}, {string(StatusFull), "Complet", "Full"},
	{string(StatusInvitation), "Sur invitation", "By invitation"}, {string(StatusEnded), "Terminé", "Ended"}}

// facetOption is a value of a facet with its labels.
func (s *Service) facetOption(name, value string) Option {
	ref := s.Reference()
	switch name {
	case FacetDomain:
		if d, ok := ref.Domain(value); ok {
			return Option{d.Code, d.Label, d.English}
		}
	case FacetPublic:
		return OptionOf(ref.Publics, value)
	case FacetNature:
		return OptionOf(ref.Natures, value)
	case FacetDuration:
		for _, d := range ref.Durations {
			if d.Code == value {
				return Option{d.Code, d.Label, d.English}
			}
		}
	case FacetOrigin:
		return s.origin(value)
	case FacetCollection:
		c := ref.Collection(value)
		return Option{c.Code, c.Label, c.English}
	case FacetCertification:
		return OptionOf(ref.Certifications, value)
	case FacetEntry:
		return Option{value, "Entrée dans le métier", "New to the profession"}
	case FacetCompetence:
		for _, c := range ref.Competences {
			if c.Code == value {
				return Option{c.Code, c.numbered(c.Label), c.numbered(c.English)}
			}
		}
	case facetAvailability:
		return OptionOf(statusOptions, value)
	}
	return Option{Code: value, Label: value}
}

// numbered puts the number of a competence before one of its labels, unless it has none.
func (c *Competence) numbered(label string) string {
	if label == "" {
		return ""
	}
	return c.Code + " " + label
}

// addMine adds where the person is: one read for the enrolments of all the items, one for
// their progress.
func (s *Service) addMine(ctx context.Context, who actor.Actor, items []CatalogueItem, choices *Choices) error {
	if who.Person == "" || len(items) == 0 {
		return nil
	}
	kept := make(map[string]bool, len(choices.Favourites))
	for _, f := range choices.Favourites {
		kept[f.Parcours] = true
	}
	var ids []string
	for i := range items {
		items[i].Favourite = kept[items[i].ID]
		ids = append(ids, s.enrolmentIDs(items[i].ID, who.Person)...)
	}
	mine, err := s.mineAmong(ctx, ids)
	if err != nil {
		return err
	}
	for i := range items {
		items[i].Mine = mine[items[i].ID]
	}
	return nil
}

// enrolmentIDs returns the ids that a person's enrolments in a parcours may have.
func (s *Service) enrolmentIDs(parcours, person string) []string {
	o, ok := s.index.Payload(parcours)
	if !ok {
		return nil
	}
	ids := make([]string, 0, len(o.runs))
	for i := range min(len(o.runs), maxMineRuns) {
		ids = append(ids, EnrolmentID(o.runs[i].ID, person))
	}
	return ids
}

// maxMineRuns is how many sessions of a parcours are looked into for the person's own.
const maxMineRuns = 20

// mineAmong returns, by parcours, the best of the enrolments that exist with its progress.
func (s *Service) mineAmong(ctx context.Context, ids []string) (map[string]*Mine, error) {
	enrolments, err := s.store.Enrolments(ctx, ids)
	if err != nil {
		return nil, err
	}
	mine := map[string]*Mine{}
	for _, e := range enrolments {
		if e.State == Withdrawn {
			continue
		}
		if before, ok := mine[e.Parcours]; !ok || better(&e, &before.Enrolment) {
			mine[e.Parcours] = &Mine{Enrolment: e}
		}
	}
	in := make([]Enrolment, 0, len(mine))
	for _, m := range mine {
		if m.Enrolment.State == Enrolled {
			in = append(in, m.Enrolment)
		}
	}
	if len(in) == 0 {
		return mine, nil
	}
	progress, err := s.progresses.Percent(ctx, in)
	if err != nil {
		return nil, err
	}
	for _, m := range mine {
		m.Progress = progressOf(progress, &m.Enrolment)
	}
	return mine, nil
}

// progressOf returns the progress of an enrolment; one that tracking has not met yet is to
// start.
func progressOf(progress map[string]ProgressView, e *Enrolment) ProgressView {
	p := progress[e.ID]
	if p.State == "" && e.State == Enrolled {
		p.State = ToStart
	}
	return p
}

func better(a, b *Enrolment) bool {
	if (a.State == Enrolled) != (b.State == Enrolled) {
		return a.State == Enrolled
	}
	return a.At.After(b.At)
}

// presetOf returns the facets with which a person's catalogue opens: what they chose, else
// the publics of their fonction.
func (s *Service) presetOf(c *Choices, publics []string) Preset {
	if c.PresetKept {
		return c.Preset
	}
	ref := s.Reference()
	var known []string
	for _, p := range publics {
		if hasOption(ref.Publics, p) {
			known = append(known, p)
		}
	}
	if len(known) == 0 {
		return nil
	}
	return Preset{FacetPublic: known}
}

// present returns what the catalogue keeps of a parcours and what a scope sees of it now.
func (s *Service) present(parcours, scope string, now time.Time) (*offered, search.Dated, bool) {
	return s.index.Dated(parcours, scope, now)
}
