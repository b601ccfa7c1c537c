package courseshttp

import (
	"time"

	"preau.education/preau/courses"
)

// Domain is what a parcours is about.
type Domain struct {
	Code    string `json:"code"`
	Label   string `json:"label"`
	English string `json:"english,omitempty"`
	Tab     int    `json:"tab" doc:"Colour of the binder tab, 1 to 6"`
}

func domain(d courses.Domain) Domain { return Domain{d.Code, d.Label, d.English, max(1, d.Tab)} }

// Label is what a list calls something, in French and perhaps in English.
type Label struct {
	Label   string `json:"label"`
	English string `json:"english,omitempty"`
}

func label(o *courses.Option) Label { return Label{o.Label, o.English} }

// Part is a run of text; hit when it is what was looked for.
type Part struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit"`
}

func part(p *courses.Part) Part { return Part(*p) }

// SessionBrief is a session as a list shows it.
type SessionBrief struct {
	ID         string     `json:"id"`
	Title      string     `json:"title"`
	Kind       string     `json:"kind" enum:"permanent,accompanied"`
	State      string     `json:"state" enum:"preparing,announced,open,closed,cancelled"`
	Start      *time.Time `json:"start,omitempty"`
	End        *time.Time `json:"end,omitempty"`
	EnrolFrom  *time.Time `json:"enrolFrom,omitempty"`
	EnrolUntil *time.Time `json:"enrolUntil,omitempty"`
	SeatsLeft  *int       `json:"seatsLeft,omitempty" doc:"Absent when the session is not capped"`
	Academie   string     `json:"academie,omitempty" doc:"Code; absent for the whole nation"`
	Place      string     `json:"place,omitempty"`
	Admission  string     `json:"admission" enum:"open,request,list"`
}

func sessionBrief(s *courses.Session) SessionBrief {
	b := SessionBrief{ID: s.ID, Title: s.Title, Kind: string(s.Kind), State: string(s.State), Start: when(s.Start), End: when(s.End),
		EnrolFrom: when(s.EnrolFrom), EnrolUntil: when(s.EnrolUntil), Academie: s.Academie, Place: s.Place, Admission: string(s.Admission)}
	if s.Capped() {
		left := s.SeatsLeft()
		b.SeatsLeft = &left
	}
	return b
}

// Progress is how far an enrolment is.
type Progress struct {
	State        string        `json:"state" doc:"toStart, current or done"`
	Percent      int           `json:"percent"`
	Done         int           `json:"done" doc:"Required activities completed"`
	Total        int           `json:"total" doc:"Required activities"`
	NextActivity *NextActivity `json:"nextActivity,omitempty"`
	LastActivity *time.Time    `json:"lastActivity,omitempty"`
	CompletedAt  *time.Time    `json:"completedAt,omitempty"`
}

// NextActivity is what comes next.
type NextActivity struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Kind  string `json:"kind"`
}

func progress(p *courses.ProgressView) Progress {
	m := Progress{State: p.State, Percent: p.Percent, Done: p.Done, Total: p.Total, LastActivity: when(p.LastAt), CompletedAt: when(p.CompletedAt)}
	if p.Next != nil {
		m.NextActivity = &NextActivity{p.Next.ID, p.Next.Title, p.Next.Kind}
	}
	return m
}

// Mine is where the person who looks is.
type Mine struct {
	State   string `json:"state" doc:"enrolled, requested, waiting or refused"`
	Session string `json:"session"`
	Step    string `json:"step,omitempty" doc:"When enrolled: toStart, current or done"`
	Percent int    `json:"percent"`
	Done    int    `json:"done"`
	Total   int    `json:"total"`
}

func mine(m *courses.Mine) *Mine {
	if m == nil {
		return nil
	}
	return &Mine{State: string(m.Enrolment.State), Session: m.Enrolment.Session, Step: m.Progress.State, Percent: m.Progress.Percent,
		Done: m.Progress.Done, Total: m.Progress.Total}
}

// CatalogueItem is a parcours in a listing.
type CatalogueItem struct {
	ID               string        `json:"id"`
	Title            string        `json:"title"`
	TitleParts       []Part        `json:"titleParts" nullable:"false"`
	DescriptionParts []Part        `json:"descriptionParts" nullable:"false"`
	Domain           Domain        `json:"domain"`
	Nature           string        `json:"nature" enum:"autoformation,accompanied,community"`
	MinutesDistance  int           `json:"minutesDistance"`
	MinutesPresence  int           `json:"minutesPresence"`
	Publics          []Label       `json:"publics" nullable:"false"`
	Origin           Label         `json:"origin"`
	Collection       Label         `json:"collection"`
	Entry            bool          `json:"entry" doc:"Entrée dans le métier"`
	Attestation      bool          `json:"attestation"`
	Status           string        `json:"status" enum:"open,new,soon,full,ended,invitation,none"`
	Session          *SessionBrief `json:"session,omitempty" doc:"The next relevant one; the permanent one at one's own pace"`
	Completions      int           `json:"completions"`
	Mine             *Mine         `json:"mine,omitempty" doc:"When signed in and enrolled"`
	Favourite        bool          `json:"favourite"`
}

func item(i *courses.CatalogueItem) CatalogueItem {
	m := CatalogueItem{ID: i.ID, Title: i.Title, TitleParts: each(i.TitleParts, part), DescriptionParts: each(i.DescriptionParts, part),
		Domain: domain(i.Domain), Nature: i.Nature, MinutesDistance: i.MinutesDistance, MinutesPresence: i.MinutesPresence,
		Publics: each(i.Publics, label), Origin: label(&i.Origin), Collection: label(&i.Collection), Entry: i.Entry, Attestation: i.Attestation,
		Status: string(i.Status), Completions: i.Completions, Mine: mine(i.Mine), Favourite: i.Favourite}
	if i.Session != nil {
		b := sessionBrief(i.Session)
		m.Session = &b
	}
	return m
}

// Enrolment is one person in one session.
type Enrolment struct {
	ID              string     `json:"id"`
	Session         string     `json:"session"`
	Parcours        string     `json:"parcours"`
	Person          string     `json:"person"`
	State           string     `json:"state" enum:"requested,waiting,enrolled,refused,withdrawn"`
	MinutesDistance int        `json:"minutesDistance"`
	MinutesPresence int        `json:"minutesPresence"`
	At              *time.Time `json:"at,omitempty" doc:"When the state was reached"`
}

func enrolment(e *courses.Enrolment) Enrolment {
	return Enrolment{e.ID, e.Session, e.Parcours, e.Person, string(e.State), e.MinutesDistance, e.MinutesPresence, when(e.At)}
}

// Card is the fiche de présentation.
type Card struct {
	Title           string     `json:"title" maxLength:"1200"`
	Short           string     `json:"short,omitempty" maxLength:"100" doc:"Intitulé, 15 characters at most, part of the matricule"`
	Description     string     `json:"description,omitempty" maxLength:"16000"`
	Objectives      string     `json:"objectives,omitempty" maxLength:"16000"`
	Collection      string     `json:"collection,omitempty" maxLength:"100"`
	Domain          string     `json:"domain,omitempty" maxLength:"100"`
	Entry           bool       `json:"entry,omitempty"`
	Certification   string     `json:"certification,omitempty" maxLength:"100"`
	Keywords        []string   `json:"keywords,omitempty" maxItems:"100"`
	Thumbnail       string     `json:"thumbnail,omitempty" maxLength:"300"`
	Teaser          string     `json:"teaser,omitempty" maxLength:"300"`
	ShowCompletion  bool       `json:"showCompletion,omitempty"`
	Origin          string     `json:"origin,omitempty" maxLength:"100"`
	Academie        string     `json:"academie,omitempty" maxLength:"100"`
	Departement     string     `json:"departement,omitempty" maxLength:"20"`
	Inspe           string     `json:"inspe,omitempty" maxLength:"400"`
	Authors         string     `json:"authors,omitempty" maxLength:"2000"`
	ValidatedBy     string     `json:"validatedBy,omitempty" maxLength:"1200"`
	Contact         string     `json:"contact,omitempty" maxLength:"300"`
	OriginCode      string     `json:"originCode,omitempty" maxLength:"20"`
	Publics         []string   `json:"publics,omitempty" maxItems:"50"`
	MinutesDistance *int       `json:"minutesDistance,omitempty" doc:"Absent: not said; zero is an answer"`
	MinutesPresence *int       `json:"minutesPresence,omitempty"`
	Pace            string     `json:"pace,omitempty" maxLength:"1200"`
	Support         string     `json:"support,omitempty" maxLength:"1000"`
	Start           *time.Time `json:"start,omitempty"`
	End             *time.Time `json:"end,omitempty"`
	Competences     []string   `json:"competences,omitempty" maxItems:"50" doc:"CRCN-Édu codes"`
	Year            string     `json:"year,omitempty" maxLength:"10" doc:"Two digits"`
}

func card(c *courses.Card) Card {
	return Card{c.Title, c.Short, c.Description, c.Objectives, c.Collection, c.Domain, c.Entry, c.Certification, c.Keywords,
		c.Thumbnail, c.Teaser, c.ShowCompletion, c.Origin, c.Academie, c.Departement, c.Inspe, c.Authors, c.ValidatedBy, c.Contact,
		c.OriginCode, c.Publics, c.MinutesDistance, c.MinutesPresence, c.Pace, c.Support, when(c.Start), when(c.End), c.Competences, c.Year}
}

func (c *Card) value() courses.Card {
	return courses.Card{Title: c.Title, Short: c.Short, Description: c.Description, Objectives: c.Objectives, Collection: c.Collection,
		Domain: c.Domain, Entry: c.Entry, Certification: c.Certification, Keywords: c.Keywords, Thumbnail: c.Thumbnail, Teaser: c.Teaser,
		ShowCompletion: c.ShowCompletion, Origin: c.Origin, Academie: c.Academie, Departement: c.Departement, Inspe: c.Inspe,
		Authors: c.Authors, ValidatedBy: c.ValidatedBy, Contact: c.Contact, OriginCode: c.OriginCode, Publics: c.Publics,
		MinutesDistance: c.MinutesDistance, MinutesPresence: c.MinutesPresence, Pace: c.Pace, Support: c.Support,
		Start: moment(c.Start), End: moment(c.End), Competences: c.Competences, Year: c.Year}
}

// Meeting is one appointment of a session.
type Meeting struct {
	ID    string    `json:"id,omitempty" maxLength:"64"`
	Title string    `json:"title" maxLength:"300"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Place string    `json:"place,omitempty" maxLength:"300"`
	Kind  string    `json:"kind" enum:"presence,virtual"`
}

func meeting(m *courses.Meeting) Meeting { return Meeting(*m) }

func (m *Meeting) value() courses.Meeting {
	return courses.Meeting{ID: m.ID, Title: m.Title, Start: m.Start.UTC(), End: m.End.UTC(), Place: m.Place, Kind: m.Kind}
}

// FieldProblem is one thing to put right.
type FieldProblem struct {
	Path    string `json:"path"`
	Code    string `json:"code"`
	Message string `json:"message"`
}
