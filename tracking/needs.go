package tracking

import (
	"context"
	"time"

	"preau.education/preau/internal/actor"
)

// Enrolled is the state of an enrolment that may learn.
const Enrolled = "enrolled"

// States of a session that matter here; "" is an open one.
const (
	SessionOpen      = "open"
	SessionPreparing = "preparing"
)

// EnrolmentView is an enrolment as tracking needs it.
type EnrolmentView struct {
	ID              string // "session:person"
	Session         string
	SessionState    string // "preparing", "open", "closed", "cancelled"
	Parcours        string
	Person          string
	Name            string // as it was at enrolment
	Version         int
	State           string // "enrolled", "withdrawn"…
	At              time.Time
	Kind            string // "permanent" or "accompanied"
	Academie        string // of the person, as the next five
	Departement     string
	Establishment   string
	Degree          string
	Sector          string
	Corps           string
	MinutesDistance int
	MinutesPresence int
	HasMeetings     bool // the session has meetings: presence is attested at each
}

func (v EnrolmentView) dims() Dims {
	return Dims{orUnknown(v.Academie), orUnknown(v.Departement), orUnknown(v.Degree), orUnknown(v.Sector),
		orUnknown(v.Kind), v.Parcours}
}

// MeetingView is a meeting of a session.
type MeetingView struct {
	ID       string
	Title    string
	Start    time.Time
	End      time.Time
	Kind     string // "presence" or "virtual"
	Activity string // the activity of the structure that it realises; "" when not said
}

// Minutes is how long the meeting was planned to last.
func (m MeetingView) Minutes() int { return int(m.End.Sub(m.Start).Minutes()) }

// SessionView is a session, with what an attestation says of its parcours.
type SessionView struct {
	ID            string
	Title         string
	Parcours      string
	ParcoursTitle string
	Matricule     string // displayed
	Origin        string // label: "Dgesco", "Académie de Lille"
	Version       int
	Kind          string
	State         string
	Start, End    time.Time
	Trainers      []string
	Meetings      []MeetingView
	Attestation   bool // the parcours gives one
}

// ContentView is what an activity shows; which part is filled depends on its kind.
type ContentView struct {
	HTML    string // page: sanitised
	Video   *VideoView
	File    *FileView
	Link    string
	Package string // identifier; launched by its own operation
}

// VideoView is a video with its captions.
type VideoView struct {
	URL        string
	Type       string
	Seconds    int
	Captions   []CaptionView
	Transcript string // HTML, sanitised
}

// CaptionView is one track of captions.
type CaptionView struct {
	Lang  string
	Label string
	URL   string
}

// FileView is a file to download.
type FileView struct {
	URL  string
	Name string
	Type string
	Size int64
}

// Enrolments is what tracking asks of courses to know who is enrolled in what.
type Enrolments interface {
	// Enrolment answers NotFound when there is none.
	Enrolment(ctx context.Context, id string) (EnrolmentView, error)
	// Structure answers the structure of a version.
	Structure(ctx context.Context, parcours string, version int) (Structure, error)
	// Roster lists the people enrolled in a session, in the order of their names.
	Roster(ctx context.Context, session string, limit int, after string) (List[EnrolmentView], error)
}

// Offer is what tracking asks of courses about what is offered.
type Offer interface {
	// Sessions answers those that exist, by identifier.
	Sessions(ctx context.Context, ids []string) (map[string]SessionView, error)
	// Titles answers the titles of parcours, by identifier.
	Titles(ctx context.Context, parcours []string) (map[string]string, error)
	// Content answers what an activity of a version shows; tracking has checked that who may
	// see it.
	Content(ctx context.Context, who actor.Actor, session, parcours string, version int, activity string) (ContentView, error)
}

// Places is what tracking asks of the reference data.
type Places interface {
	// Zone is the time zone of an académie; Europe/Paris for one unknown.
	Zone(academie string) *time.Location
	// Academie and Departement are display names, "" when unknown.
	Academie(code string) string
	Departement(code string) string
}

// People is what tracking asks of identity.
type People interface {
	// Names answers the names of people, by identifier.
	Names(ctx context.Context, persons []string) (map[string]string, error)
}
