package demo

import (
	"fmt"
	"slices"
	"time"

	"preau.education/preau/courses"
	"preau.education/preau/internal/identity"
	"preau.education/preau/tracking"
	"preau.education/preau/tracking/xapi"
)

// learning is who is enrolled in what, and what they did there.
type learning struct {
	enrolments []courses.Enrolment
	did        map[string][]tracking.Input    // by enrolment
	presences  map[string][]tracking.Presence // by enrolment
	completed  map[string]int                 // by session
}

// classroom is a session with what is in it, ready to enrol people.
type classroom struct {
	session  courses.Session
	sections []courses.Section
	taken    int
	weight   int
}

// learn enrols everybody somewhere: one to six trainings since September, some popular, a
// quarter never begun, half finished.
func (m *maker) learn(people []identity.NewPerson) learning {
	l := learning{did: map[string][]tracking.Input{}, presences: map[string][]tracking.Presence{}, completed: map[string]int{}}
	rooms := m.classrooms()
	var lottery []int
	for i, room := range rooms {
		for range room.weight {
			lottery = append(lottery, i)
		}
	}
	year := schoolYearStart(m.today)
	for _, p := range people {
		if slices.ContainsFunc(Accounts(), func(a Account) bool { return a.Email == p.Emails[0] }) {
			continue // theirs are told below
		}
		for range 1 + m.r.IntN(6) {
			room := &rooms[lottery[m.r.IntN(len(lottery))]]
			since := year
			if room.session.OpenedAt.After(since) {
				since = room.session.OpenedAt
			}
			days := int(m.today.Sub(since).Hours() / 24)
			if days < 1 || !room.admits(&p, m.today) {
				continue
			}
			at := since.AddDate(0, 0, m.r.IntN(days)).Add(time.Duration(7*60+m.r.IntN(14*60)) * time.Minute)
			m.enrol(&l, room, &p, at, []float64{0, 0.3, 0.7, 1, 1, 1, 0.5, 0}[m.r.IntN(8)])
		}
	}
	m.story(&l, rooms, people)
	return l
}

func (m *maker) classrooms() []classroom {
	sections := map[string][]courses.Section{}
	for _, v := range m.made.versions {
		sections[v.Parcours] = v.Sections
	}
	rooms := make([]classroom, len(m.made.sessions))
	for i, s := range m.made.sessions {
		weight := 1
		if s.Kind == courses.Permanent {
			weight = 1 + m.r.IntN(4)*m.r.IntN(4)
		}
		if s.Title == TitleLaicite {
			weight = 90
		}
		rooms[i] = classroom{session: s, sections: sections[s.Parcours], weight: weight}
	}
	return rooms
}

// admits says whether somebody may be in the session: seats, académie, not there yet.
func (c *classroom) admits(p *identity.NewPerson, today time.Time) bool {
	s := &c.session
	switch {
	case s.Kind == courses.Guided && !s.EnrolFrom.Before(today):
		return false
	case s.Academie != "" && s.Academie != p.Profile.Academie:
		return false
	}
	return !s.Capped() || c.taken < s.Capacity
}

func snapshot(p *identity.NewPerson) courses.Snapshot {
	return courses.Snapshot{Name: p.GivenName + " " + p.FamilyName, Academie: p.Profile.Academie, Departement: p.Profile.Departement,
		UAI: p.Profile.UAI, Establishment: p.Profile.Establishment, Degree: p.Profile.Degree, Sector: p.Profile.Sector, Corps: p.Profile.Corps}
}

// enrol puts somebody in a session and has them do a part of it, an activity every day or
// two. Enrolled already, they stay as they are.
func (m *maker) enrol(l *learning, room *classroom, p *identity.NewPerson, at time.Time, part float64) {
	s := &room.session
	id := courses.EnrolmentID(s.ID, p.ID)
	if _, there := l.did[id]; there {
		return
	}
	room.taken++
	l.enrolments = append(l.enrolments, courses.Enrolment{ID: id, Session: s.ID, Parcours: s.Parcours, Person: p.ID, Version: s.Version,
		Major: s.Major, State: courses.Enrolled, Snapshot: snapshot(p), MinutesDistance: s.MinutesDistance,
		MinutesPresence: s.MinutesPresence, Kind: s.Kind, At: at})
	l.did[id] = m.work(id, room, at, part)
	whole := len(l.did[id]) > 0 && part >= 1
	for _, meeting := range s.Meetings {
		if meeting.End.After(m.today) {
			whole = false
			continue
		}
		present := part > 0 && m.r.IntN(8) > 0
		whole = whole && present
		minutes := 0
		if present {
			minutes = int(meeting.End.Sub(meeting.Start).Minutes())
		}
		l.presences[id] = append(l.presences[id], tracking.Presence{Meeting: meeting.ID, Present: present, Minutes: minutes,
			Held: meeting.Start, By: s.Trainers[0], At: meeting.End})
	}
	if whole {
		l.completed[s.ID]++
	}
}

// work is what somebody did in a session: its first activities, up to a part of them.
func (m *maker) work(id string, room *classroom, at time.Time, part float64) []tracking.Input {
	inputs := []tracking.Input{}
	var all []courses.Activity
	for _, s := range room.sections {
		all = append(all, s.Activities...)
	}
	yes := true
	for i, a := range all[:int(part*float64(len(all))+0.5)] {
		at = at.Add(time.Duration(20+m.r.IntN(1200)) * time.Minute)
		if at.After(m.today) {
			break
		}
		in := tracking.Input{Enrolment: id, Activity: a.ID, At: at, Key: fmt.Sprintf("demo-%d", i)}
		switch a.Kind {
		case courses.KindMeeting:
			continue
		case courses.KindVideo:
			seen := 1.0
			in.Verb, in.Result = xapi.Completed, tracking.Result{Completed: &yes, Progress: &seen, Position: float64(a.Video.Seconds)}
		case courses.KindPackage:
			score := 0.7 + float64(m.r.IntN(4))/10
			in.Verb, in.Result = xapi.Passed, tracking.Result{Completed: &yes, Passed: &yes, Score: &score}
		default:
			in.Verb, in.Result = xapi.Experienced, tracking.Result{Completed: &yes}
			if a.Rule.Kind == courses.RuleByTrainer {
				in.Verb = xapi.Evaluated
			}
		}
		inputs = append(inputs, in)
	}
	return inputs
}

// story is what the persons of the demonstration find: the teacher has a training in
// progress, one to start, one finished; the trainer's session has people at every stage and
// two requests to answer. The featured laïcité training is left to the teacher to discover.
func (m *maker) story(l *learning, rooms []classroom, people []identity.NewPerson) {
	teacher := &people[slices.IndexFunc(people, func(p identity.NewPerson) bool { return p.Emails[0] == Teacher })]
	alone := slices.DeleteFunc(slices.Clone(rooms), func(c classroom) bool {
		return c.session.Kind != courses.Permanent || c.session.Title == TitleLaicite || c.session.Title == titleOnline
	})
	m.enrol(l, &alone[3], teacher, m.today.AddDate(0, 0, -30), 1)
	m.enrol(l, &alone[8], teacher, m.today.AddDate(0, 0, -12), 0.4)
	m.enrol(l, &alone[21], teacher, m.today.AddDate(0, 0, -2), 0)
	led := &rooms[slices.IndexFunc(rooms, func(c classroom) bool { return c.session.Title == TitleGuided })]
	asking := 0
	for i := range people {
		p := &people[i]
		if p.Profile.Academie != "lille" || slices.ContainsFunc(Accounts(), func(a Account) bool { return a.Email == p.Emails[0] }) {
			continue
		}
		switch {
		case led.taken < 22:
			m.enrol(l, led, p, m.today.AddDate(0, 0, -14+led.taken%8), []float64{0, 0.2, 0.4, 0.6, 0.6}[led.taken%5])
		case asking < 2:
			asking++
			s := &led.session
			l.enrolments = append(l.enrolments, courses.Enrolment{ID: courses.EnrolmentID(s.ID, p.ID), Session: s.ID, Parcours: s.Parcours,
				Person: p.ID, Version: s.Version, Major: s.Major, State: courses.Requested, Snapshot: snapshot(p), MinutesDistance: s.MinutesDistance,
				MinutesPresence: s.MinutesPresence, Kind: s.Kind, At: m.today.AddDate(0, 0, -asking)})
		}
	}
}

// schoolYearStart is the first of September before a day.
func schoolYearStart(day time.Time) time.Time {
	start := time.Date(day.Year(), time.September, 1, 0, 0, 0, 0, time.UTC)
	if start.After(day) {
		start = start.AddDate(-1, 0, 0)
	}
	return start
}
