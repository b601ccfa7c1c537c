package app

import (
	"context"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/notify"
	"preau.education/preau/tracking"
)

// The bridges: what one domain declared in its needs.go, answered by another. They translate
// and decide nothing.

// people answers what courses, tracking and notify ask of identity.
type people struct{ identity *identity.Service }

// Profiles answers courses.
func (p people) Profiles(ctx context.Context, persons []string) (map[string]courses.Profile, error) {
	found, err := p.identity.People(ctx, actor.System(), persons)
	profiles := make(map[string]courses.Profile, len(found))
	for id, person := range found {
		f := person.Profile
		profiles[id] = courses.Profile{Publics: f.Publics, Snapshot: courses.Snapshot{Name: person.Name(), Academie: f.Academie,
			Departement: f.Departement, UAI: f.UAI, Establishment: f.Establishment, Degree: f.Degree, Sector: f.Sector, Corps: f.Corps}}
	}
	return profiles, err
}

// ByEmails answers courses.
func (p people) ByEmails(ctx context.Context, emails []string) (map[string]string, error) {
	return p.identity.ByEmails(ctx, actor.System(), emails)
}

// Academies answers courses and the record store.
func (p people) Academies(context.Context) (map[string]string, error) {
	lists, _ := p.identity.Reference()
	names := make(map[string]string, len(lists.Academies))
	for _, a := range lists.Academies {
		names[a.Code] = academieName(a)
	}
	return names, nil
}

// academieName is what people call it: "Académie de Lille", "Académie d’Amiens".
func academieName(a identity.Academie) string {
	if a.Kind != identity.Region {
		return a.Name
	}
	switch a.Code {
	case "aix-marseille", "amiens", "orleans-tours":
		return "Académie d’" + a.Name
	case "la-reunion":
		return "Académie de La Réunion"
	}
	return "Académie de " + a.Name
}

// Names answers tracking.
func (p people) Names(ctx context.Context, persons []string) (map[string]string, error) {
	found, err := p.identity.People(ctx, actor.System(), persons)
	names := make(map[string]string, len(found))
	for id, person := range found {
		names[id] = person.Name()
	}
	return names, err
}

// Contacts answers notify.
func (p people) Contacts(ctx context.Context, persons []string) (map[string]notify.Contact, error) {
	found, err := p.identity.People(ctx, actor.System(), persons)
	contacts := make(map[string]notify.Contact, len(found))
	for id, person := range found {
		c := notify.Contact{Name: person.Name(), Email: person.Email(), Locale: person.Locale}
		if person.Disabled {
			c.Email = ""
		}
		contacts[id] = c
	}
	return contacts, err
}

// Zone answers tracking.
func (p people) Zone(academie string) *time.Location { return p.identity.Zone(academie) }

// Academie answers tracking.
func (p people) Academie(code string) string {
	lists, _ := p.identity.Reference()
	if a, ok := lists.Academie(code); ok {
		return academieName(a)
	}
	return ""
}

// Departement answers tracking.
func (p people) Departement(code string) string {
	lists, _ := p.identity.Reference()
	for _, a := range lists.Academies {
		for _, d := range a.Departements {
			if d.Code == code {
				return d.Name
			}
		}
	}
	return ""
}

// enrolments answers what tracking asks of courses.
type enrolments struct {
	store   courses.Store
	courses *courses.Service
	people  people
}

// sessionState is the state of a session for tracking, to which enrolments are of no concern: until
// it opens, a session is in preparation.
func sessionState(state courses.SessionState) string {
	if state == courses.Announced {
		return tracking.SessionPreparing
	}
	return string(state)
}

// EnrolmentView is an enrolment under its terms as tracking sees it.
func EnrolmentView(e *courses.Enrolment, terms courses.Terms) tracking.EnrolmentView {
	at := e.Snapshot
	return tracking.EnrolmentView{
		ID: e.ID, Session: e.Session, SessionState: sessionState(terms.State), Parcours: e.Parcours, Person: e.Person, Name: at.Name,
		Version: terms.Version, State: string(e.State), At: e.At, Kind: string(e.Kind), Academie: at.Academie,
		Departement: at.Departement, Establishment: at.Establishment, Degree: at.Degree, Sector: at.Sector, Corps: at.Corps,
		MinutesDistance: e.MinutesDistance, MinutesPresence: e.MinutesPresence, HasMeetings: terms.Meetings,
	}
}

// Enrolment answers tracking.
func (b enrolments) Enrolment(ctx context.Context, id string) (tracking.EnrolmentView, error) {
	system := actor.System()
	e, err := b.courses.Enrolment(ctx, system, id)
	if err != nil {
		return tracking.EnrolmentView{}, err
	}
	terms, err := b.courses.TermsOf(ctx, system, e)
	if err != nil {
		return tracking.EnrolmentView{}, err
	}
	return EnrolmentView(&e, terms), nil
}

// Structure answers tracking.
func (b enrolments) Structure(ctx context.Context, parcours string, version int) (tracking.Structure, error) {
	v, err := b.courses.Version(ctx, actor.System(), parcours, version)
	if err != nil {
		return tracking.Structure{}, err
	}
	st := tracking.Structure{Parcours: parcours, Version: version, Fixed: v.Published, Sections: make([]tracking.Section, len(v.Sections))}
	for i, section := range v.Sections {
		out := tracking.Section{ID: section.ID, Title: section.Title}
		for _, a := range section.Activities {
			out.Activities = append(out.Activities, tracking.Activity{ID: a.ID, Kind: tracking.Kind(a.Kind), Title: a.Title, Minutes: a.Minutes,
				Required: a.Required, Rule: tracking.Rule{Kind: tracking.RuleKind(a.Rule.Kind), Score: a.Rule.Score}, Requires: a.Requires})
		}
		st.Sections[i] = out
	}
	return st, nil
}

// Roster answers tracking.
func (b enrolments) Roster(ctx context.Context, session string, limit int, after string) (tracking.List[tracking.EnrolmentView], error) {
	system := actor.System()
	s, err := b.courses.Session(ctx, system, session)
	if err != nil {
		return tracking.List[tracking.EnrolmentView]{}, err
	}
	page, err := b.courses.Participants(ctx, system, session, "", limit, after)
	list := tracking.List[tracking.EnrolmentView]{Next: page.Next}
	for i := range page.Items {
		if e := &page.Items[i]; e.State == courses.Enrolled {
			list.Items = append(list.Items, EnrolmentView(e, s.Terms(e.Version)))
		}
	}
	return list, err
}

// Sessions answers tracking.
func (b enrolments) Sessions(ctx context.Context, ids []string) (map[string]tracking.SessionView, error) {
	system := actor.System()
	sessions, err := b.courses.Sessions(ctx, system, ids)
	if err != nil {
		return nil, err
	}
	parcours := make([]string, 0, len(sessions))
	for _, s := range sessions {
		parcours = append(parcours, s.Parcours)
	}
	of, err := b.store.ParcoursMany(ctx, parcours)
	if err != nil {
		return nil, err
	}
	views := make(map[string]tracking.SessionView, len(sessions))
	for id, s := range sessions {
		p, ok := of[s.Parcours]
		if !ok {
			return nil, fault.New("app.Sessions", fault.Internal, "", "")
		}
		views[id] = b.sessionView(&s, &p)
	}
	return views, nil
}

func (b enrolments) sessionView(s *courses.Session, p *courses.Parcours) tracking.SessionView {
	ref := b.courses.Reference()
	origin := courses.LabelOf(ref.Origins, p.Card.Origin)
	if p.Card.Origin == courses.OriginAcademie {
		origin = b.people.Academie(p.Card.Academie)
	}
	v := tracking.SessionView{ID: s.ID, Title: s.Title, Parcours: s.Parcours, ParcoursTitle: p.Card.Title, Matricule: p.Card.Matricule(p.Label),
		Origin: origin, Version: s.Version, Kind: string(s.Kind), State: sessionState(s.State), Start: s.Start, End: s.End,
		Trainers: s.Trainers, Attestation: ref.Collection(p.Card.Collection).Nature != courses.Community}
	for _, m := range s.Meetings {
		v.Meetings = append(v.Meetings, tracking.MeetingView{ID: m.ID, Title: m.Title, Start: m.Start, End: m.End, Kind: m.Kind})
	}
	return v
}

// Titles answers tracking.
func (b enrolments) Titles(ctx context.Context, parcours []string) (map[string]string, error) {
	of, err := b.store.ParcoursMany(ctx, parcours)
	titles := make(map[string]string, len(of))
	for id, p := range of {
		titles[id] = p.Card.Title
	}
	return titles, err
}

// Content answers tracking, which has checked that who may see it.
func (b enrolments) Content(ctx context.Context, _ actor.Actor, session, parcours string, version int, activity string) (tracking.ContentView, error) {
	a, err := b.activity(ctx, parcours, version, activity)
	if err != nil {
		return tracking.ContentView{}, err
	}
	var out tracking.ContentView
	switch {
	case a.Page != nil:
		out.HTML = a.Page.HTML
	case a.Video != nil:
		v := &tracking.VideoView{URL: mediaURL(session, activity, "video"), Type: a.Video.Type, Seconds: a.Video.Seconds, Transcript: a.Video.Transcript}
		for _, c := range a.Video.Captions {
			v.Captions = append(v.Captions, tracking.CaptionView{Lang: c.Lang, Label: c.Label, URL: mediaURL(session, activity, "captions-"+c.Lang)})
		}
		out.Video = v
	case a.File != nil:
		out.File = &tracking.FileView{URL: mediaURL(session, activity, "file"), Name: a.File.Name, Type: a.File.Type, Size: a.File.Size}
	case a.Link != nil:
		out.Link = a.Link.URL
	case a.Package != nil:
		out.Package = a.Package.ID
	}
	return out, nil
}

func (b enrolments) activity(ctx context.Context, parcours string, version int, id string) (courses.Activity, error) {
	v, err := b.courses.Version(ctx, actor.System(), parcours, version)
	if err != nil {
		return courses.Activity{}, err
	}
	for _, s := range v.Sections {
		for _, a := range s.Activities {
			if a.ID == id {
				return a, nil
			}
		}
	}
	return courses.Activity{}, fault.New("app.activity", fault.NotFound, "unknown_activity", "Cette activité n’existe pas, ou plus.")
}
