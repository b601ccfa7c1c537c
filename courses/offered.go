package courses

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"preau.education/preau/courses/search"
	"preau.education/preau/internal/fault"
)

// The facets of the catalogue, in the order in which they are answered.
const (
	FacetDomain        = "domain"
	FacetPublic        = "public"
	FacetNature        = "nature"
	FacetDuration      = "duration"
	FacetOrigin        = "origin" // code, or "academie:lille"
	FacetCollection    = "collection"
	FacetCertification = "certification"
	FacetEntry         = "entry" // "yes"
	FacetCompetence    = "competence"
	facetAvailability  = "availability" // a Status; depends on the hour and on who looks
)

var facetNames = []string{FacetDomain, FacetPublic, FacetNature, FacetDuration, FacetOrigin, FacetCollection,
	FacetCertification, FacetEntry, FacetCompetence, facetAvailability}

// FacetNames returns the names of the facets.
func FacetNames() []string { return slices.Clone(facetNames) }

var statuses = []Status{StatusOpen, StatusNew, StatusSoon, StatusFull, StatusInvitation, StatusEnded, StatusNone}

var statusNames = func() []string {
	names := make([]string, len(statuses))
	for i, s := range statuses {
		names[i] = string(s)
	}
	return names
}()

// offered is a parcours of the catalogue as it is kept in memory: what a listing shows.
type offered struct {
	id          string
	card        Card // without what no listing shows
	publishedAt time.Time
	version     int
	runs        []Session // opened ones, without people and meetings
	enrolled    int
	completed   int
}

func (o *offered) texts() []string {
	return []string{o.card.Title, o.card.Description, strings.Join(o.card.Keywords, " ") + " " + o.card.Objectives}
}

// trust weighs a parcours among those whose words match as well: what many colleagues
// completed comes a little before what few did, by the order of magnitude.
func (o *offered) trust() float32 { return 1 + 0.04*float32(math.Log1p(float64(o.completed))) }

// seesNone begins the scope of those who may open sessions and look for what to open: they
// also see parcours that have none.
const seesNone = "+"

// dateOf says what a scope sees of a parcours at a time: the most useful of its sessions.
func dateOf(o *offered, scope string, now time.Time) search.Dated {
	all, scope := strings.HasPrefix(scope, seesNone), strings.TrimPrefix(scope, seesNone)
	best := search.Dated{Pick: -1, Status: uint8(len(statuses) - 1), Rank: uint8(len(statuses) - 1), Weight: 0.5, Visible: all}
	until := time.Time{}
	for i := range o.runs {
		run := &o.runs[i]
		if !sees(scope, run.Academie) {
			continue
		}
		status, change := run.StatusAt(now)
		if !change.IsZero() && (until.IsZero() || change.Before(until)) {
			until = change
		}
		rank := uint8(slices.Index(statuses, status))
		d := search.Dated{Visible: true, Status: rank, Rank: rank, Pick: int16(i), Weight: o.trust()}
		if status == StatusNew {
			d.Rank, d.Also = 0, 1 // it is open too, and no better for being new
		}
		if status == StatusEnded {
			d.Weight *= 0.6
		}
		if run.Start.After(now) {
			d.Start = run.Start.Unix()
		}
		if best.Pick < 0 || d.Rank < best.Rank || d.Rank == best.Rank && sooner(run, &o.runs[best.Pick], now) {
			best = d
		}
	}
	if !until.IsZero() {
		best.Until = until.Unix()
		if until.Nanosecond() > 0 {
			best.Until++
		}
	}
	return best
}

// sooner says whether a begins before b, among those still to begin; what ended last is best.
func sooner(a, b *Session, now time.Time) bool {
	if a.Start.After(now) != b.Start.After(now) {
		return a.Start.After(now)
	}
	if a.Start.After(now) {
		return a.Start.Before(b.Start)
	}
	return a.Start.After(b.Start)
}

// listedFor is how long the catalogue remembers a session after its end.
const listedFor = 400 * 24 * time.Hour

// most sessions of one parcours that the catalogue weighs.
const maxRuns = 200

// LoadCatalogue reads the whole offer again: at start, and after an import in bulk.
func (s *Service) LoadCatalogue(ctx context.Context) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	runs := map[string][]Session{}
	for session, err := range s.store.ListedSessions(ctx, s.now().Add(-listedFor)) {
		if err != nil {
			return fault.Wrap("courses.LoadCatalogue", err)
		}
		if len(runs[session.Parcours]) < maxRuns {
			runs[session.Parcours] = append(runs[session.Parcours], shown(session))
		}
	}
	var all []Parcours
	for p, err := range s.store.PublishedParcours(ctx) {
		if err != nil {
			return fault.Wrap("courses.LoadCatalogue", err)
		}
		all = append(all, p)
	}
	entries := make([]search.Entry[offered], 0, len(all))
	for chunk := range slices.Chunk(all, 500) {
		ids := make([]string, len(chunk))
		for i := range chunk {
			ids[i] = chunk[i].ID
		}
		counts, err := s.countsOf(ctx, ids)
		if err != nil {
			return fault.Wrap("courses.LoadCatalogue", err)
		}
		for i := range chunk {
			entries = append(entries, s.entry(&chunk[i], runs[chunk[i].ID], counts[chunk[i].ID]))
		}
	}
	return fault.Wrap("courses.LoadCatalogue", s.index.Load(entries))
}

// Refresh brings one parcours of this node's catalogue up to date.
func (s *Service) Refresh(ctx context.Context, parcours string) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	p, err := s.store.Parcours(ctx, parcours)
	if fault.Is(err, fault.NotFound) || err == nil && p.State != Published {
		return fault.Wrap("courses.Refresh", s.index.Delete(parcours))
	}
	if err != nil {
		return fault.Wrap("courses.Refresh", err)
	}
	page, err := s.store.SessionsOf(ctx, parcours, maxRuns, "")
	if err != nil {
		return fault.Wrap("courses.Refresh", err)
	}
	permanent := PermanentSession(parcours)
	runs := make([]Session, 0, len(page.Items))
	since, found := s.now().Add(-listedFor), false
	for _, run := range page.Items {
		found = found || run.ID == permanent
		if listed(&run) && (run.End.IsZero() || run.End.After(since)) {
			runs = append(runs, shown(run))
		}
	}
	if !found && page.Next != "" { // a permanent session begins never, and comes last
		if run, err := s.store.Session(ctx, permanent); err == nil && listed(&run) {
			runs = append(runs, shown(run))
		}
	}
	counts, err := s.countsOf(ctx, []string{parcours})
	if err != nil {
		return fault.Wrap("courses.Refresh", err)
	}
	return fault.Wrap("courses.Refresh", s.index.Put(s.entry(&p, runs, counts[parcours])))
}

// popularity is how many people are in a parcours, and how many completed it.
type popularity struct{ enrolled, completed int }

// countsOf reads the popularity of parcours, in one read.
func (s *Service) countsOf(ctx context.Context, parcours []string) (map[string]popularity, error) {
	objects := make([]string, 0, 2*len(parcours))
	for _, id := range parcours {
		objects = append(objects, countsOfParcours(id), completionsOf(countsOfParcours(id)))
	}
	counts, err := s.store.Counts(ctx, objects)
	if err != nil {
		return nil, err
	}
	all := make(map[string]popularity, len(parcours))
	for _, id := range parcours {
		object := countsOfParcours(id)
		all[id] = popularity{max(0, int(counts[object][countEnrolled])), max(0, int(counts[completionsOf(object)][countCompleted]))}
	}
	return all, nil
}

// listed says whether the catalogue shows a session.
func listed(s *Session) bool { return s.admits() || s.State == Closed }

// shown is a session without what no listing shows, to be kept in memory.
func shown(s Session) Session {
	s.Trainers, s.Meetings, s.GAIA, s.Holds = nil, nil, nil, nil
	return s
}

// entry makes what the catalogue keeps of a parcours.
func (s *Service) entry(p *Parcours, runs []Session, counts popularity) search.Entry[offered] {
	ref := s.Reference()
	c := p.Card
	facets := map[string][]string{
		FacetDomain: {c.Domain}, FacetPublic: c.Publics, FacetNature: {ref.Collection(c.Collection).Nature},
		FacetOrigin: {c.originValue()}, FacetCollection: {c.Collection}, FacetCompetence: c.Competences,
	}
	if c.MinutesDistance != nil || c.MinutesPresence != nil {
		facets[FacetDuration] = []string{ref.DurationOf(c.Minutes())}
	}
	if c.Certification != "" {
		facets[FacetCertification] = []string{c.Certification}
	}
	if c.Entry {
		facets[FacetEntry] = []string{"yes"}
	}
	c.Notes, c.Authors, c.ValidatedBy, c.Contact, c.Pace, c.Support, c.Teaser = nil, "", "", "", "", "", ""
	o := &offered{id: p.ID, card: c, publishedAt: p.PublishedAt, version: p.Published, runs: runs,
		enrolled: counts.enrolled, completed: counts.completed}
	return search.Entry[offered]{Document: search.Document{ID: p.ID, Title: c.Title, Keywords: c.Keywords,
		Objectives: c.Objectives, Description: c.Description, Facets: facets, Recent: p.PublishedAt.Unix(),
		Popular: int64(o.enrolled)}, Payload: o}
}

// originValue is the origin as a facet: an académie by its name.
func (c *Card) originValue() string {
	if c.Origin == OriginAcademie && c.Academie != "" {
		return OriginAcademie + ":" + c.Academie
	}
	return c.Origin
}

// origin is an origin value with its labels; the name of an académie is the same in every language.
func (s *Service) origin(value string) Option {
	if code, ok := strings.CutPrefix(value, OriginAcademie+":"); ok {
		return Option{Code: value, Label: s.academieLabel(code)}
	}
	return OptionOf(s.Reference().Origins, value)
}

func (s *Service) academieLabel(code string) string {
	if name, ok := (*s.academies.Load())[code]; ok {
		return name
	}
	return code
}

// The counts kept for each parcours and each session.
const (
	countEnrolled  = "enrolled"
	countCompleted = "completed"
)

func countsOfParcours(id string) string { return "parcours:" + id }
func countsOfSession(id string) string  { return "session:" + id }

// completionsOf is where completions are counted: apart from enrolments, because another
// subscriber counts them and each keeps its own place in the log.
func completionsOf(object string) string { return object + ":completed" }
