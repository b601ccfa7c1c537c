package courses

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"preau.education/preau/internal/fault"
)

// Session is a parcours as it is run, for people to enrol in.
type Session struct {
	ID              string
	Parcours        string
	Version         int // of the parcours: what people who enrol now are given
	Major           int // line of that version
	Kind            SessionKind
	State           SessionState
	Title           string // of the parcours unless said otherwise
	Academie        string // code; "" for the whole nation
	Start           time.Time
	End             time.Time // zero: never
	EnrolFrom       time.Time // zero: as soon as open
	EnrolUntil      time.Time // zero: as long as open
	Place           string
	Admission       Admission
	Capacity        int // 0: uncapped
	Seats           int // reserved, when capped
	Holds           []Hold
	Trainers        []string // persons
	GAIA            []string // codes of the sessions of GAIA it stands for
	Meetings        []Meeting
	MinutesDistance int // declared: of the card unless said otherwise
	MinutesPresence int
	OpenedAt        time.Time // when people could first enrol
	Created         time.Time
	Due             time.Time // when its dates move it next, see dates.go; zero: nobody but its trainers
	HeldUp          bool      // its date came and something kept it from opening; its trainers were told
	Rev             int64     // revision of the document, its ETag; not stored
}

// SessionKind tells the two ways of running a parcours.
type SessionKind string

// The kinds of sessions.
const (
	Permanent SessionKind = "permanent"   // at one's own pace: everyone may enrol at once
	Guided    SessionKind = "accompanied" // with trainers, from a date to a date
)

// SessionState is where a session is in its life.
type SessionState string

// The states of a session.
const (
	Preparing SessionState = "preparing" // trainers enter, participants do not
	Announced SessionState = "announced" // people enrol, nobody begins
	Open      SessionState = "open"      //
	Closed    SessionState = "closed"    // content readable, activities locked
	Cancelled SessionState = "cancelled" // for ever
)

// SessionAction is what moves a session from a state to another.
type SessionAction string

// The actions on a session.
const (
	AnnounceIt SessionAction = "announce"
	OpenIt     SessionAction = "open"
	CloseIt    SessionAction = "close"
	ReopenIt   SessionAction = "reopen"
	CancelIt   SessionAction = "cancel"
)

// sessionMoves is the life cycle of a session: from each state, what may be done and where
// it leads.
var sessionMoves = map[SessionState]map[SessionAction]SessionState{
	Preparing: {AnnounceIt: Announced, OpenIt: Open, CancelIt: Cancelled},
	Announced: {OpenIt: Open, CloseIt: Closed, CancelIt: Cancelled},
	Open:      {CloseIt: Closed, CancelIt: Cancelled},
	Closed:    {ReopenIt: Open},
	Cancelled: {},
}

// Admission is how people enter a session.
type Admission string

// The admissions.
const (
	AdmitAll     Admission = "open"    // whoever enrols is in, while there are seats
	AdmitRequest Admission = "request" // people ask, the trainer answers
	AdmitList    Admission = "list"    // the trainer enrols; nobody asks
)

// Meeting is one appointment of a session.
type Meeting struct {
	ID    string
	Title string
	Start time.Time
	End   time.Time
	Place string // address or room
	Kind  string // "presence" or "virtual"
}

// Hold is a seat on its way: reserved for somebody whose enrolment is not written yet, or
// kept for somebody whose withdrawal is not. RepairSeats settles those that a crash left.
type Hold struct {
	Person string // "" marks a count to make again
	At     time.Time
}

// Capped says whether the session has a number of seats.
func (s *Session) Capped() bool { return s.Capacity > 0 }

// SeatsLeft is how many seats are free; -1 when uncapped.
func (s *Session) SeatsLeft() int {
	if !s.Capped() {
		return -1
	}
	return max(0, s.Capacity-s.Seats)
}

// admits says whether people may come in, by the state of the session alone.
func (s *Session) admits() bool { return s.State == Announced || s.State == Open }

func (s *Session) trainedBy(person string) bool {
	return person != "" && slices.Contains(s.Trainers, person)
}

// Status is what the catalogue says of a session at a time.
type Status string

// The statuses, in the order of interest to somebody who looks for a training.
const (
	StatusOpen       Status = "open"       // enrol now
	StatusNew        Status = "new"        // open for less than a month
	StatusSoon       Status = "soon"       // enrolment is to open
	StatusFull       Status = "full"       // a waiting list
	StatusInvitation Status = "invitation" // the trainer enrols
	StatusEnded      Status = "ended"      // enrolment or the session is over
	StatusNone       Status = "none"       // no session: shown only to those who may open one
)

// Newness is how long an opening is news.
const Newness = 30 * 24 * time.Hour

// StatusAt returns what may be said of the session at a time, and the time at which that may
// change; zero for never.
func (s *Session) StatusAt(now time.Time) (Status, time.Time) {
	var until time.Time
	at := func(t time.Time) {
		if t.After(now) && (until.IsZero() || t.Before(until)) {
			until = t
		}
	}
	for _, t := range []time.Time{s.EnrolFrom, s.EnrolUntil, s.End} {
		at(t)
	}
	passed := func(t time.Time) bool { return !t.IsZero() && !now.Before(t) }
	switch {
	case !s.admits(), passed(s.End), passed(s.EnrolUntil):
		return StatusEnded, until
	case s.EnrolFrom.After(now):
		return StatusSoon, until
	case s.Admission == AdmitList:
		return StatusInvitation, until
	case s.Capped() && s.SeatsLeft() == 0:
		return StatusFull, until
	}
	if since := latest(s.OpenedAt, s.EnrolFrom); !since.IsZero() && now.Before(since.Add(Newness)) {
		at(since.Add(Newness))
		return StatusNew, until
	}
	return StatusOpen, until
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// move applies an action, or says why it cannot be.
func (s *Session) move(action SessionAction, now time.Time) error {
	next, ok := sessionMoves[s.State][action]
	if !ok {
		return fault.New("courses.Session", fault.Conflict, "session_state", "La session n’est pas dans un état qui le permet.")
	}
	if s.OpenedAt.IsZero() && (action == AnnounceIt || action == OpenIt) {
		s.OpenedAt = now
	}
	s.State, s.HeldUp = next, false
	return nil
}

// Obstacles returns what keeps a session from opening: an incomplete card, dates, nobody to
// train or, where the trainer enrols, nobody to be trained.
func (s *Session) Obstacles(card *Card, collection Collection, participants int) []fault.Field {
	var wrong []fault.Field
	add := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	for _, f := range card.Missing(collection) {
		add("card."+f.Path, "missing", "Fiche : "+f.Label+" reste à renseigner.")
	}
	if s.Kind == Permanent {
		return wrong
	}
	if len(s.Trainers) == 0 {
		add("trainers", "missing", "La session n’a pas de formateur.")
	}
	if s.Start.IsZero() {
		add("start", "missing", "Donnez une date de début.")
	}
	if collection.NeedsEnd && s.End.IsZero() {
		add("end", "missing", "Donnez une date de fin.")
	}
	if collection.NeedsParticipants && s.Admission == AdmitList && participants == 0 {
		add("participants", "missing", "Inscrivez au moins une personne avant d’ouvrir.")
	}
	return wrong
}

// Bounds of a session.
const (
	maxCapacity = 100_000
	maxTrainers = 50
	maxMeetings = 100
	maxGAIA     = 50
)

// Check returns what may not be kept on a session.
func (s *Session) Check() []fault.Field {
	var wrong []fault.Field
	add := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	before := func(path string, a, b time.Time, message string) {
		if !a.IsZero() && !b.IsZero() && b.Before(a) {
			add(path, "order", message)
		}
	}
	if strings.TrimSpace(s.Title) == "" {
		add("title", "required", "Donnez un titre à la session.")
	}
	if utf8.RuneCountInString(s.Title) > maxTitle {
		add("title", "too_long", "Le titre compte 300 caractères au plus.")
	}
	before("end", s.Start, s.End, "La date de fin précède la date de début.")
	before("enrolUntil", s.EnrolFrom, s.EnrolUntil, "La clôture des inscriptions précède leur ouverture.")
	before("enrolFrom", s.EnrolFrom, s.End, "Les inscriptions s’ouvrent après la fin de la session.")
	before("enrolUntil", s.EnrolUntil, s.End, "Les inscriptions se closent après la fin de la session.")
	if !slices.Contains([]Admission{AdmitAll, AdmitRequest, AdmitList}, s.Admission) {
		add("admission", "unknown", "Ce mode d’inscription n’existe pas.")
	}
	if s.Capacity < 0 || s.Capacity > maxCapacity {
		add("capacity", "range", "Le nombre de places va de 0 (sans limite) à 100 000.")
	}
	if s.Capped() && s.Seats > s.Capacity {
		add("capacity", "below_enrolled", fmt.Sprintf("%d places sont déjà prises.", s.Seats))
	}
	for path, m := range map[string]int{"minutesDistance": s.MinutesDistance, "minutesPresence": s.MinutesPresence} {
		if m < 0 || m > maxMinutes {
			add(path, "range", "La durée va de 0 à 1 000 heures.")
		}
	}
	if len(s.Trainers) > maxTrainers {
		add("trainers", "too_many", "Une session compte 50 formateurs au plus.")
	}
	if len(s.Meetings) > maxMeetings {
		add("meetings", "too_many", "Une session compte 100 rencontres au plus.")
	}
	if len(s.GAIA) > maxGAIA {
		add("gaia", "too_many", "Une session compte 50 codes GAIA au plus.")
	}
	for i, m := range s.Meetings {
		path := fmt.Sprintf("meetings[%d]", i)
		if m.ID == "" || strings.TrimSpace(m.Title) == "" || m.Start.IsZero() || m.End.IsZero() {
			add(path, "required", "Une rencontre a un titre, un début et une fin.")
		}
		before(path+".end", m.Start, m.End, "La rencontre finit avant de commencer.")
		if m.Kind != "presence" && m.Kind != "virtual" {
			add(path+".kind", "unknown", "Une rencontre est en présence ou en classe virtuelle.")
		}
	}
	return wrong
}
