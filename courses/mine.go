package courses

import (
	"context"
	"encoding/base64"
	"strconv"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// Brief is what a list says of a parcours.
type Brief struct {
	ID     string
	Title  string
	Domain Domain
	Nature string
}

// briefs returns what lists say of parcours: from the catalogue in memory, and by one read
// for those that are no longer in it.
func (s *Service) briefs(ctx context.Context, list []string) (map[string]Brief, error) {
	ref := s.Reference()
	found := make(map[string]Brief, len(list))
	brief := func(id string, c *Card) {
		domain, _ := ref.Domain(c.Domain)
		found[id] = Brief{ID: id, Title: c.Title, Domain: domain, Nature: ref.Collection(c.Collection).Nature}
	}
	var missing []string
	for _, id := range list {
		if o, ok := s.index.Payload(id); ok {
			brief(id, &o.card)
		} else {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	read, err := s.store.ParcoursMany(ctx, distinct(missing))
	for id, p := range read {
		brief(id, &p.Card)
	}
	return found, err
}

// MyEnrolment is one training of a person.
type MyEnrolment struct {
	Enrolment Enrolment
	Parcours  Brief
	Session   Session
	Progress  ProgressView
}

// Shelves of a person's trainings.
const (
	ShelfCurrent   = "current"   // begun
	ShelfToStart   = "toStart"   // enrolled, not begun
	ShelfDone      = "done"      // completed
	ShelfRequested = "requested" // asked for, or waiting
	ShelfAll       = ""          // all in which the person is enrolled
)

// MyEnrolments returns the actor's trainings of one shelf, latest first, each with its
// progress and what comes next.
func (s *Service) MyEnrolments(ctx context.Context, who actor.Actor, shelf string, limit int, after string) (List[MyEnrolment], error) {
	const op = "courses.MyEnrolments"
	if who.Person == "" {
		return List[MyEnrolment]{}, errSignIn(op)
	}
	group := InIt
	if shelf == ShelfRequested {
		group = Pending
	}
	cursor, skip, err := readShelfCursor(after)
	if err != nil {
		return List[MyEnrolment]{}, err
	}
	var list List[MyEnrolment]
	chunk := limit
	if shelf != ShelfAll && shelf != ShelfRequested {
		// The shelf is known from the progress, so that a page may take several reads; each is
		// bounded, and people have tens of trainings.
		chunk = 100
	}
	for {
		page, err := s.store.EnrolmentsOf(ctx, who.Person, group, chunk, cursor)
		if err != nil {
			return List[MyEnrolment]{}, fault.Wrap(op, err)
		}
		progress, err := s.progressOfAll(ctx, page.Items)
		if err != nil {
			return List[MyEnrolment]{}, fault.Wrap(op, err)
		}
		for i := range page.Items {
			if i < skip {
				continue
			}
			e := &page.Items[i]
			view := progressOf(progress, e)
			if (shelf == ShelfCurrent || shelf == ShelfToStart || shelf == ShelfDone) && view.State != shelf {
				continue
			}
			if len(list.Items) == limit {
				list.Next = writeShelfCursor(cursor, i)
				return list, fault.Wrap(op, s.dress(ctx, list.Items))
			}
			list.Items = append(list.Items, MyEnrolment{Enrolment: *e, Progress: view})
		}
		if cursor, skip = page.Next, 0; cursor == "" || len(list.Items) == limit {
			if cursor != "" {
				list.Next = writeShelfCursor(cursor, 0)
			}
			return list, fault.Wrap(op, s.dress(ctx, list.Items))
		}
	}
}

func (s *Service) progressOfAll(ctx context.Context, enrolments []Enrolment) (map[string]ProgressView, error) {
	in := make([]Enrolment, 0, len(enrolments))
	for _, e := range enrolments {
		if e.State == Enrolled {
			in = append(in, e)
		}
	}
	if len(in) == 0 {
		return map[string]ProgressView{}, nil
	}
	return s.progresses.Percent(ctx, in)
}

// dress adds the parcours and the session of each: from the catalogue in memory, or by one
// read for all of those that are not there.
func (s *Service) dress(ctx context.Context, list []MyEnrolment) error {
	parcours := make([]string, len(list))
	var missing []string
	for i := range list {
		e := &list[i].Enrolment
		parcours[i] = e.Parcours
		if run, ok := s.run(e.Parcours, e.Session); ok {
			list[i].Session = run
		} else {
			missing = append(missing, e.Session)
		}
	}
	briefs, err := s.briefs(ctx, parcours)
	if err != nil {
		return err
	}
	var sessions map[string]Session
	if len(missing) > 0 {
		if sessions, err = s.store.Sessions(ctx, distinct(missing)); err != nil {
			return err
		}
	}
	for i := range list {
		list[i].Parcours = briefs[list[i].Enrolment.Parcours]
		if list[i].Session.ID == "" {
			list[i].Session = sessions[list[i].Enrolment.Session]
		}
	}
	return nil
}

// run returns a session as the catalogue in memory has it.
func (s *Service) run(parcours, session string) (Session, bool) {
	if o, ok := s.index.Payload(parcours); ok {
		for i := range o.runs {
			if o.runs[i].ID == session {
				return o.runs[i], true
			}
		}
	}
	return Session{}, false
}

func writeShelfCursor(cursor string, skip int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(skip) + "|" + cursor))
}

func readShelfCursor(after string) (cursor string, skip int, err error) {
	if after == "" {
		return "", 0, nil
	}
	if b, err := base64.RawURLEncoding.DecodeString(after); err == nil {
		n, cursor, ok := strings.Cut(string(b), "|")
		if skip, err := strconv.Atoi(n); ok && err == nil && skip >= 0 {
			return cursor, skip, nil
		}
	}
	return "", 0, fault.New("courses.MyEnrolments", fault.Invalid, "bad_cursor", "Cette page n’existe plus ; reprenez au début.")
}

// ParcoursPage is what the page of a parcours shows.
type ParcoursPage struct {
	Parcours    Parcours
	Item        CatalogueItem // as the catalogue shows it; for a draft, its card alone
	Matricule   string
	Academie    string // label, of the card
	Sections    []Section
	Sessions    []SessionOffer
	Competences []Competence
	Certificate Option // label of the certification, "" for none
	Missing     []CardField
	MayDesign   bool
	MayOpen     bool // may open a session of it
}

// SessionOffer is a session in the list of a parcours.
type SessionOffer struct {
	Session Session
	Status  Status
}

// most sessions that the page of a parcours lists.
const maxOffers = 50

// ParcoursPage returns the page of a parcours: to everybody when it is offered where they
// are, to those enrolled in it, to its concepteurs always.
func (s *Service) ParcoursPage(ctx context.Context, who actor.Actor, id string) (ParcoursPage, error) {
	const op = "courses.ParcoursPage"
	p, err := s.store.Parcours(ctx, id)
	if err != nil {
		return ParcoursPage{}, fault.Wrap(op, err)
	}
	v, err := s.viewer(ctx, who)
	if err != nil {
		return ParcoursPage{}, fault.Wrap(op, err)
	}
	design := mayDesign(who, &p)
	page := ParcoursPage{Parcours: p, MayDesign: design, MayOpen: p.State == Published && mayOpenSessions(who)}
	now := s.now()
	o, dated, offeredHere := s.present(id, v.scope, now)
	offeredHere = offeredHere && dated.Visible
	if offeredHere {
		page.Item = s.item(o, dated)
		for i := range o.runs {
			if status, _ := o.runs[i].StatusAt(now); sees(v.scope, o.runs[i].Academie) && status != StatusEnded && len(page.Sessions) < maxOffers {
				page.Sessions = append(page.Sessions, SessionOffer{o.runs[i], status})
			}
		}
	} else {
		e := s.entry(&p, nil, popularity{})
		page.Item = s.item(e.Payload, dateOf(e.Payload, seesNone, now))
	}
	if err := s.addToPage(ctx, who, &page); err != nil {
		return ParcoursPage{}, fault.Wrap(op, err)
	}
	if !offeredHere && !design && !page.MayOpen && page.Item.Mine == nil {
		return ParcoursPage{}, errNotFound(op)
	}
	return page, fault.Wrap(op, s.describe(ctx, &page))
}

func (s *Service) addToPage(ctx context.Context, who actor.Actor, page *ParcoursPage) error {
	if who.Person == "" {
		return nil
	}
	choices, err := s.store.Choices(ctx, who.Person)
	if err != nil {
		return err
	}
	items := []CatalogueItem{page.Item}
	if err := s.addMine(ctx, who, items, &choices); err != nil {
		return err
	}
	page.Item = items[0]
	if _, offered := s.index.Payload(page.Parcours.ID); offered {
		return nil
	}
	// No longer offered, but those who are in it find their way back.
	sessions, err := s.store.SessionsOf(ctx, page.Parcours.ID, maxMineRuns, "")
	if err != nil {
		return err
	}
	ids := []string{EnrolmentID(PermanentSession(page.Parcours.ID), who.Person)}
	for _, run := range sessions.Items {
		ids = append(ids, EnrolmentID(run.ID, who.Person))
	}
	mine, err := s.mineAmong(ctx, distinct(ids))
	page.Item.Mine = mine[page.Parcours.ID]
	return err
}

// describe adds what the reference and the version say.
func (s *Service) describe(ctx context.Context, page *ParcoursPage) error {
	p, ref := &page.Parcours, s.Reference()
	number := p.Published
	if number == 0 {
		number = p.LastVersion
	}
	version, err := s.version(ctx, p.ID, number)
	if err != nil {
		return err
	}
	page.Sections = version.Sections
	page.Matricule = p.Card.Matricule(p.Label)
	if p.Card.Academie != "" {
		page.Academie = s.academieLabel(p.Card.Academie)
	}
	for _, c := range ref.Competences {
		for _, code := range p.Card.Competences {
			if c.Code == code {
				page.Competences = append(page.Competences, c)
			}
		}
	}
	if p.Card.Certification != "" {
		page.Certificate = OptionOf(ref.Certifications, p.Card.Certification)
	}
	if page.MayDesign {
		page.Missing = p.Card.Missing(ref.Collection(p.Card.Collection))
	}
	return nil
}
