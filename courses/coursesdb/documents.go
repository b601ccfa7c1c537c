package coursesdb

import (
	"time"

	"preau.education/preau/courses"
)

// The stored documents, and their mapping. Field names are part of the data: they do not
// follow the renaming of a Go field.

type parcoursDoc struct {
	Card        cardDoc   `bson:"card"`
	Owner       string    `bson:"owner"`
	Concepteurs []string  `bson:"concepteurs"`
	State       string    `bson:"state"`
	LastVersion int       `bson:"last_version"`
	Published   int       `bson:"published"`
	Label       string    `bson:"label"`
	Lines       []lineDoc `bson:"lines,omitempty"`
	CopyOf      string    `bson:"copy_of,omitempty"`
	CopyVersion int       `bson:"copy_version,omitempty"`
	Created     time.Time `bson:"created"`
	Updated     time.Time `bson:"updated"`
	PublishedAt time.Time `bson:"published_at"`
}

type lineDoc struct {
	Major   int `bson:"major"`
	Version int `bson:"version"`
}

type cardDoc struct {
	Title           string    `bson:"title"`
	Short           string    `bson:"short"`
	Description     string    `bson:"description"`
	Objectives      string    `bson:"objectives,omitempty"`
	Collection      string    `bson:"collection"`
	Domain          string    `bson:"domain"`
	Entry           bool      `bson:"entry,omitempty"`
	Certification   string    `bson:"certification,omitempty"`
	Keywords        []string  `bson:"keywords,omitempty"`
	Thumbnail       string    `bson:"thumbnail,omitempty"`
	Teaser          string    `bson:"teaser,omitempty"`
	ShowCompletion  bool      `bson:"show_completion,omitempty"`
	Origin          string    `bson:"origin"`
	Academie        string    `bson:"academie,omitempty"`
	Departement     string    `bson:"departement,omitempty"`
	Inspe           string    `bson:"inspe,omitempty"`
	Authors         string    `bson:"authors,omitempty"`
	ValidatedBy     string    `bson:"validated_by,omitempty"`
	Contact         string    `bson:"contact,omitempty"`
	OriginCode      string    `bson:"origin_code,omitempty"`
	Publics         []string  `bson:"publics,omitempty"`
	MinutesDistance *int      `bson:"minutes_distance"`
	MinutesPresence *int      `bson:"minutes_presence"`
	Pace            string    `bson:"pace,omitempty"`
	Support         string    `bson:"support,omitempty"`
	Start           time.Time `bson:"start"`
	End             time.Time `bson:"end"`
	Competences     []string  `bson:"competences,omitempty"`
	Year            string    `bson:"year"`
	Notes           []noteDoc `bson:"notes,omitempty"`
}

type noteDoc struct {
	Label string    `bson:"label"`
	Text  string    `bson:"text"`
	At    time.Time `bson:"at"`
}

func toParcours(p *courses.Parcours) *parcoursDoc {
	c := &p.Card
	return &parcoursDoc{
		Card: cardDoc{c.Title, c.Short, c.Description, c.Objectives, c.Collection, c.Domain, c.Entry, c.Certification, c.Keywords,
			c.Thumbnail, c.Teaser, c.ShowCompletion, c.Origin, c.Academie, c.Departement, c.Inspe, c.Authors, c.ValidatedBy,
			c.Contact, c.OriginCode, c.Publics, c.MinutesDistance, c.MinutesPresence, c.Pace, c.Support, c.Start, c.End,
			c.Competences, c.Year, each(c.Notes, func(n courses.Note) noteDoc { return noteDoc(n) })},
		Owner: p.Owner, Concepteurs: p.Concepteurs, State: string(p.State), LastVersion: p.LastVersion, Published: p.Published,
		Label: p.Label, Lines: each(p.Lines, func(l courses.Line) lineDoc { return lineDoc(l) }), CopyOf: p.Origin.Parcours,
		CopyVersion: p.Origin.Version, Created: p.Created, Updated: p.Updated, PublishedAt: p.PublishedAt,
	}
}

func fromParcours(id string, rev int64, d *parcoursDoc) courses.Parcours {
	c := &d.Card
	return courses.Parcours{
		ID: id, Rev: rev,
		Card: courses.Card{Title: c.Title, Short: c.Short, Description: c.Description, Objectives: c.Objectives,
			Collection: c.Collection, Domain: c.Domain, Entry: c.Entry, Certification: c.Certification, Keywords: c.Keywords,
			Thumbnail: c.Thumbnail, Teaser: c.Teaser, ShowCompletion: c.ShowCompletion, Origin: c.Origin, Academie: c.Academie,
			Departement: c.Departement, Inspe: c.Inspe, Authors: c.Authors, ValidatedBy: c.ValidatedBy, Contact: c.Contact,
			OriginCode: c.OriginCode, Publics: c.Publics, MinutesDistance: c.MinutesDistance, MinutesPresence: c.MinutesPresence,
			Pace: c.Pace, Support: c.Support, Start: c.Start, End: c.End, Competences: c.Competences, Year: c.Year,
			Notes: each(c.Notes, func(n noteDoc) courses.Note { return courses.Note(n) })},
		Owner: d.Owner, Concepteurs: d.Concepteurs, State: courses.ParcoursState(d.State), LastVersion: d.LastVersion,
		Published: d.Published, Label: d.Label, Lines: each(d.Lines, func(l lineDoc) courses.Line { return courses.Line(l) }),
		Origin: courses.Origin{Parcours: d.CopyOf, Version: d.CopyVersion}, Created: d.Created, Updated: d.Updated,
		PublishedAt: d.PublishedAt,
	}
}

type sessionDoc struct {
	Parcours        string       `bson:"parcours"`
	Version         int          `bson:"version"`
	Major           int          `bson:"major"`
	Kind            string       `bson:"kind"`
	State           string       `bson:"state"`
	Title           string       `bson:"title"`
	Academie        string       `bson:"academie,omitempty"`
	Start           time.Time    `bson:"start"`
	End             time.Time    `bson:"end"`
	EnrolFrom       time.Time    `bson:"enrol_from"`
	EnrolUntil      time.Time    `bson:"enrol_until"`
	Place           string       `bson:"place,omitempty"`
	Admission       string       `bson:"admission"`
	Capacity        int          `bson:"capacity"`
	Seats           int          `bson:"seats"`
	Holds           []holdDoc    `bson:"holds,omitempty"`
	Trainers        []string     `bson:"trainers"`
	GAIA            []string     `bson:"gaia,omitempty"`
	Meetings        []meetingDoc `bson:"meetings,omitempty"`
	MinutesDistance int          `bson:"minutes_distance"`
	MinutesPresence int          `bson:"minutes_presence"`
	OpenedAt        time.Time    `bson:"opened_at"`
	Created         time.Time    `bson:"created"`
	Due             time.Time    `bson:"due"`
	HeldUp          bool         `bson:"held_up,omitempty"`
}

type holdDoc struct {
	Person string    `bson:"person"`
	At     time.Time `bson:"at"`
}

type meetingDoc struct {
	ID    string    `bson:"id"`
	Title string    `bson:"title"`
	Start time.Time `bson:"start"`
	End   time.Time `bson:"end"`
	Place string    `bson:"place,omitempty"`
	Kind  string    `bson:"kind"`
}

func toSession(s *courses.Session) *sessionDoc {
	return &sessionDoc{Parcours: s.Parcours, Version: s.Version, Major: s.Major, Kind: string(s.Kind), State: string(s.State),
		Title: s.Title, Academie: s.Academie, Start: s.Start, End: s.End, EnrolFrom: s.EnrolFrom, EnrolUntil: s.EnrolUntil,
		Place: s.Place, Admission: string(s.Admission), Capacity: s.Capacity, Seats: s.Seats,
		Holds:    each(s.Holds, func(h courses.Hold) holdDoc { return holdDoc(h) }),
		Trainers: s.Trainers, GAIA: s.GAIA, Meetings: each(s.Meetings, func(m courses.Meeting) meetingDoc { return meetingDoc(m) }),
		MinutesDistance: s.MinutesDistance, MinutesPresence: s.MinutesPresence, OpenedAt: s.OpenedAt, Created: s.Created, Due: s.Due, HeldUp: s.HeldUp}
}

func fromSession(id string, rev int64, d *sessionDoc) courses.Session {
	return courses.Session{ID: id, Rev: rev, Parcours: d.Parcours, Version: d.Version, Major: d.Major,
		Kind: courses.SessionKind(d.Kind), State: courses.SessionState(d.State), Title: d.Title, Academie: d.Academie,
		Start: d.Start, End: d.End, EnrolFrom: d.EnrolFrom, EnrolUntil: d.EnrolUntil, Place: d.Place,
		Admission: courses.Admission(d.Admission), Capacity: d.Capacity, Seats: d.Seats,
		Holds:    each(d.Holds, func(h holdDoc) courses.Hold { return courses.Hold(h) }),
		Trainers: d.Trainers, GAIA: d.GAIA, Meetings: each(d.Meetings, func(m meetingDoc) courses.Meeting { return courses.Meeting(m) }),
		MinutesDistance: d.MinutesDistance, MinutesPresence: d.MinutesPresence, OpenedAt: d.OpenedAt, Created: d.Created, Due: d.Due, HeldUp: d.HeldUp}
}

type enrolmentDoc struct {
	Session         string      `bson:"session"`
	Parcours        string      `bson:"parcours"`
	Person          string      `bson:"person"`
	Version         int         `bson:"version"`
	Major           int         `bson:"major"`
	State           string      `bson:"state"`
	Snapshot        snapshotDoc `bson:"snapshot"`
	MinutesDistance int         `bson:"minutes_distance"`
	MinutesPresence int         `bson:"minutes_presence"`
	Kind            string      `bson:"kind"`
	At              time.Time   `bson:"at"`
}

type snapshotDoc struct {
	Name          string `bson:"name"`
	Academie      string `bson:"academie,omitempty"`
	Departement   string `bson:"departement,omitempty"`
	UAI           string `bson:"uai,omitempty"`
	Establishment string `bson:"establishment,omitempty"`
	Degree        string `bson:"degree,omitempty"`
	Sector        string `bson:"sector,omitempty"`
	Corps         string `bson:"corps,omitempty"`
}

func toEnrolment(e *courses.Enrolment) *enrolmentDoc {
	return &enrolmentDoc{e.Session, e.Parcours, e.Person, e.Version, e.Major, string(e.State), snapshotDoc(e.Snapshot),
		e.MinutesDistance, e.MinutesPresence, string(e.Kind), e.At}
}

func fromEnrolment(id string, rev int64, d *enrolmentDoc) courses.Enrolment {
	return courses.Enrolment{ID: id, Rev: rev, Session: d.Session, Parcours: d.Parcours, Person: d.Person, Version: d.Version,
		Major: d.Major, State: courses.EnrolmentState(d.State), Snapshot: courses.Snapshot(d.Snapshot),
		MinutesDistance: d.MinutesDistance, MinutesPresence: d.MinutesPresence, Kind: courses.SessionKind(d.Kind), At: d.At}
}

type invitationDoc struct {
	Email   string    `bson:"email"`
	Session string    `bson:"session"`
	Invited string    `bson:"invited"`
	At      time.Time `bson:"at"`
}

func fromInvitation(id string, d *invitationDoc) courses.Invitation {
	return courses.Invitation{ID: id, Email: d.Email, Session: d.Session, Invited: d.Invited, At: d.At}
}

type messageDoc struct {
	Session string    `bson:"session"`
	From    string    `bson:"from"`
	Persons []string  `bson:"persons"`
	Subject string    `bson:"subject"`
	Body    string    `bson:"body"`
	At      time.Time `bson:"at"`
}

type choicesDoc struct {
	Favourites []favouriteDoc      `bson:"favourites,omitempty"`
	Preset     map[string][]string `bson:"preset,omitempty"`
	PresetKept bool                `bson:"preset_kept,omitempty"`
}

type favouriteDoc struct {
	Parcours string    `bson:"parcours"`
	At       time.Time `bson:"at"`
}

func fromChoices(person string, d *choicesDoc) courses.Choices {
	return courses.Choices{Person: person, Preset: d.Preset, PresetKept: d.PresetKept,
		Favourites: each(d.Favourites, func(f favouriteDoc) courses.Favourite { return courses.Favourite(f) })}
}

// each maps a list; an absent one stays absent.
func each[A, B any](list []A, f func(A) B) []B {
	if list == nil {
		return nil
	}
	mapped := make([]B, len(list))
	for i, v := range list {
		mapped[i] = f(v)
	}
	return mapped
}
