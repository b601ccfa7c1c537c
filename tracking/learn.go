package tracking

import (
	"context"
	"strconv"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/xapi"
)

// Learn is the learning page: the table of contents of a session, and where one is in it.
type Learn struct {
	Session  SessionView
	Preview  bool // seen by who leads the session and is not enrolled: no progress
	Closed   bool // readable, but nothing is recorded any more
	Sections []LearnSection
	Progress Progress
	Next     string // the activity to go on with, those that count first; "" when all is done
}

// LearnSection is a section of the table of contents.
type LearnSection struct {
	ID         string
	Title      string
	Activities []LearnActivity
}

// LearnActivity is an activity of the table of contents, and where one is in it.
type LearnActivity struct {
	Activity
	State    State
	Locked   []Activity // what to complete first; nil when it is open
	Score    *float64   // best, -1 to 1
	Progress float64    // 0 to 1, of a video or a package that tells
}

// learner is who opens a session: enrolled, or leading it.
type learner struct {
	view    EnrolmentView
	preview bool
}

// learner says in which quality who opens a session. One who neither is enrolled nor leads
// it is refused.
func (s *Service) learner(ctx context.Context, op string, who actor.Actor, v SessionView) (learner, error) {
	e, err := s.Enrolments.Enrolment(ctx, ids.Join(v.ID, who.Person))
	switch {
	case err == nil && e.State == Enrolled && (v.State != SessionPreparing || trains(who, v)):
		return learner{view: e}, nil
	case err != nil && !fault.Is(err, fault.NotFound):
		return learner{}, fault.Wrap(op, err)
	case trains(who, v):
		return learner{preview: true, view: EnrolmentView{Session: v.ID, Parcours: v.Parcours, Version: v.Version, Person: who.Person}}, nil
	case err == nil && e.State == Enrolled:
		return learner{}, fault.New(op, fault.Forbidden, "session_preparing", "Cette session n’est pas encore ouverte.")
	}
	return learner{}, fault.New(op, fault.Forbidden, "not_enrolled", "Vous n’êtes pas inscrit à cette formation.")
}

// open reads what every method of the learning page needs, and authorises.
func (s *Service) open(ctx context.Context, op string, who actor.Actor, session string) (SessionView, learner, Progress, Structure, error) {
	fail := func(err error) (SessionView, learner, Progress, Structure, error) {
		return SessionView{}, learner{}, Progress{}, Structure{}, err
	}
	if err := signedIn(op, who); err != nil {
		return fail(err)
	}
	v, err := s.session(ctx, session)
	if err != nil {
		return fail(err)
	}
	l, err := s.learner(ctx, op, who, v)
	if err != nil {
		return fail(err)
	}
	p := Progress{Parcours: v.Parcours, Version: l.view.Version}
	if !l.preview {
		if p, err = s.progressOf(ctx, l.view); err != nil {
			return fail(err)
		}
	}
	st, err := s.structure(ctx, v.Parcours, p.Version)
	if err != nil {
		return fail(err)
	}
	if l.preview || p.Rev == 0 {
		p.evaluate(st)
	}
	return v, l, p, st, nil
}

// Learn answers the learning page of a session to who is enrolled in it or leads it.
func (s *Service) Learn(ctx context.Context, who actor.Actor, session string) (Learn, error) {
	v, l, p, st, err := s.open(ctx, "tracking.Learn", who, session)
	if err != nil {
		return Learn{}, err
	}
	return Learn{Session: v, Preview: l.preview, Closed: v.State != "" && v.State != SessionOpen,
		Sections: contents(&p, st, l.preview), Progress: p, Next: next(&p, st, "")}, nil
}

func contents(p *Progress, st Structure, preview bool) []LearnSection {
	out := make([]LearnSection, 0, len(st.Sections))
	for _, sec := range st.Sections {
		ls := LearnSection{ID: sec.ID, Title: sec.Title}
		for _, a := range sec.Activities {
			e := p.evidence(a.ID)
			la := LearnActivity{Activity: a, State: e.state(a.Rule), Score: e.Best(), Progress: e.Progress}
			if !preview {
				la.Locked = p.Locked(st, a)
			}
			ls.Activities = append(ls.Activities, la)
		}
		out = append(out, ls)
	}
	return out
}

// next is the first activity after one (from the start for "") that is open and not
// complete, those that count first.
func next(p *Progress, st Structure, after string) string {
	for _, list := range [][]Activity{st.Counting(), st.Activities()} {
		seen := after == ""
		for _, a := range list {
			if seen && a.Rule.Kind != RuleNone && p.State(a) != Done && len(p.Locked(st, a)) == 0 {
				return a.ID
			}
			seen = seen || a.ID == after
		}
	}
	return ""
}

// ActivityView is one activity opened.
type ActivityView struct {
	Session  SessionView
	Section  string // title
	Activity LearnActivity
	Content  ContentView
	Position float64 // seconds, where to resume a video
	Previous string  // activity before it in the table of contents, "" for the first
	Next     string  // after it
	Preview  bool
}

// Activity answers the content of an activity to who may open it: not while it is locked.
func (s *Service) Activity(ctx context.Context, who actor.Actor, session, activity string) (ActivityView, error) {
	const op = "tracking.Activity"
	v, l, p, st, err := s.open(ctx, op, who, session)
	if err != nil {
		return ActivityView{}, err
	}
	out := ActivityView{Session: v, Preview: l.preview}
	found := false
	for _, sec := range contents(&p, st, l.preview) {
		for _, a := range sec.Activities {
			switch {
			case a.ID == activity:
				found, out.Activity, out.Section = true, a, sec.Title
			case !found:
				out.Previous = a.ID
			case out.Next == "":
				out.Next = a.ID
			}
		}
	}
	if !found {
		return ActivityView{}, fault.New(op, fault.NotFound, "unknown_activity", "Cette activité n’est pas dans votre version du parcours.")
	}
	if err := lockedFault(op, out.Activity.Locked); err != nil {
		return ActivityView{}, err
	}
	out.Position = p.Activities[activity].Position.Value
	out.Content, err = s.Offer.Content(ctx, who, session, v.Parcours, st.Version, activity)
	return out, fault.Wrap(op, err)
}

// Seen records that a page was read, a file downloaded, a link followed. The same person at
// the same activity on the same day is one statement: a click more says nothing more.
func (s *Service) Seen(ctx context.Context, who actor.Actor, session, activity string) (Progress, error) {
	at := s.now()
	return s.Record(ctx, who, Input{
		Enrolment: ids.Join(session, who.Person), Activity: activity, Verb: xapi.Experienced, At: at,
		Key: at.Format(dayForm), Result: Result{Completed: ptr(true)},
	})
}

// Watched is how far a person is in a video.
type Watched struct {
	Position float64 // seconds from the start
	Ratio    float64 // share of it that was seen, 0 to 1
	Ended    bool    // the end was reached
}

// Watch records how far a person is in a video. Within the same hundredth of it seen and the
// same ten seconds, it is the same statement.
func (s *Service) Watch(ctx context.Context, who actor.Actor, session, activity string, w Watched) (Progress, error) {
	const op = "tracking.Watch"
	if err := signedIn(op, who); err != nil {
		return Progress{}, err
	}
	if w.Ratio < 0 || w.Ratio > 1 || w.Position < 0 || w.Position > (24*time.Hour).Seconds() {
		return Progress{}, fault.InvalidFields(op, fault.Field{Path: "ratio", Code: "out_of_range", Message: "La part vue va de 0 à 1."})
	}
	in := Input{Enrolment: ids.Join(session, who.Person), Activity: activity, Verb: xapi.Paused,
		Result: Result{Progress: &w.Ratio, Position: w.Position}, Profiles: []string{xapi.ProfileVideo}}
	in.Key = strconv.Itoa(int(w.Ratio/progressStep)) + "@" + strconv.Itoa(int(w.Position/positionStep))
	if w.Ended || w.Ratio >= VideoSeen {
		in.Verb, in.Result.Completed = xapi.Completed, ptr(true)
	}
	return s.Record(ctx, who, in)
}

// Overview is where one is in a training, for a card: a square an activity.
type Overview struct {
	Percent     int
	Done        int
	Total       int
	States      []State // of every activity that counts
	StartedAt   time.Time
	CompletedAt time.Time
	LastAt      time.Time
	Next        string
}

// Overviews answers where one is in each of one's own enrolments; those not started yet
// have their squares too.
func (s *Service) Overviews(ctx context.Context, who actor.Actor, enrolments []EnrolmentView) (map[string]Overview, error) {
	const op = "tracking.Overviews"
	if err := signedIn(op, who); err != nil {
		return nil, err
	}
	keys := make([]string, 0, len(enrolments))
	for _, v := range enrolments {
		if !who.System && v.Person != who.Person {
			return nil, fault.New(op, fault.Forbidden, "forbidden", "Cette inscription n’est pas la vôtre.")
		}
		keys = append(keys, v.ID)
	}
	have, err := s.Stores.Progresses.GetMany(ctx, keys)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	out := make(map[string]Overview, len(enrolments))
	for _, v := range enrolments {
		p, ok := have[v.ID]
		if !ok {
			p.enrol(v)
		}
		st, err := s.structure(ctx, v.Parcours, p.Version)
		if err != nil {
			return nil, err
		}
		if !ok {
			p.evaluate(st)
		}
		out[v.ID] = overview(&p, st)
	}
	return out, nil
}

func overview(p *Progress, st Structure) Overview {
	o := Overview{Percent: p.Percent, Done: p.Done, Total: p.Total, StartedAt: p.StartedAt, CompletedAt: p.CompletedAt,
		LastAt: p.LastAt, Next: next(p, st, "")}
	for _, a := range st.Counting() {
		o.States = append(o.States, p.State(a))
	}
	return o
}
