package scorm

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
)

// RecordKey is the user name under which the content of a launch signs at the record store; the
// password is the launch's token.
const RecordKey = "launch"

// plan is the course of a package as it runs in an activity of a training. The activity is in its
// identifiers: the same package in two places is two courses.
func (s *Service) plan(p *Package, activity string) *cmi5.Plan {
	return cmi5.NewPlan(p.Course, strings.TrimSuffix(s.HomePage, "/")+"/xapi/packages/"+p.ID+"/"+activity)
}

// agent is the learner as statements name them.
func (s *Service) agent(r *Registration) cmi5.Agent {
	return cmi5.Agent{HomePage: strings.TrimSuffix(s.HomePage, "/"), Name: r.Person}
}

// unit is a unit of a package in the hands of one request.
type unit struct {
	*Package
	plan *cmi5.Plan
	au   *cmi5.AU
}

// unit finds the unit of a session.
func (s *Service) unit(ctx context.Context, v *UnitSession) (unit, error) {
	c, err := s.program(ctx, v.Package)
	if err != nil {
		return unit{}, err
	}
	u := unit{Package: c.Package, plan: s.plan(c.Package, v.Activity)}
	u.au = findUnit(c.Course, v.Unit)
	if u.au == nil {
		return unit{}, unknownUnit("scorm.unit")
	}
	return u, nil
}

func findUnit(course *cmi5.Course, id string) *cmi5.AU {
	for au := range course.AUs() {
		if au.ID == id {
			return au
		}
	}
	return nil
}

func unknownUnit(op string) error {
	return fault.New(op, fault.NotFound, "unknown_part", "Cette partie n’est pas dans le module.")
}

// activityID is by what statements name the unit: in cmi5 (§8.1.5) and H5P the platform's own
// identifier, with tincan.xml the publisher's, which its content knows.
func (u *unit) activityID() string {
	if u.Kind == bundle.KindXAPI {
		return u.au.ID
	}
	return u.plan.ObjectID(u.au.ID)
}

// launch is the launch of a session by which its statements are made and judged.
func (s *Service) launchOf(r *Registration, v *UnitSession, u *unit) cmi5.Launch {
	l := u.plan.Launch(u.au, v.ID, r.UUID, s.agent(r), v.Mode)
	l.ActivityID = u.activityID()
	// What the record store is told is the address as it was launched (§9.6.3.4), with the token
	// in it: that opens the package's files for a few hours and nothing else.
	l.URL = s.unitURL(u.Package, u.au, s.unitToken(r, v, ""))
	return l
}

// unitToken is what a session's unit may do something with, for as long as a launch is good.
func (s *Service) unitToken(r *Registration, v *UnitSession, use string) string {
	return s.signer.sign(Launch{Attempt: ids.Join(r.ID, v.Activity), Package: v.Package, Session: v.ID, Use: use, Expires: v.LaunchedAt.Add(LaunchTime)})
}

// unitURL is the address of a unit, its files being under a path on the content host.
func (s *Service) unitURL(p *Package, au *cmi5.AU, under string) string {
	switch {
	case p.Kind == bundle.KindH5P:
		return s.Config.Content.JoinPath("r", under, "h5p").String()
	case au.File == "":
		return au.URL
	}
	address := s.Config.Content.JoinPath("c", under)
	return address.String() + "/" + (&url.URL{Path: au.File}).EscapedPath() + au.Suffix
}

// Launching is what somebody asks of a launch.
type Launching struct {
	Session  string
	Activity string
	Part     string // of a package that has units: which; "" is the one to go on with
}

// launchUnit begins a session at a unit, and ends the one before it.
func (s *Service) launchUnit(ctx context.Context, who actor.Actor, what Playable, c *program, in Launching) (Launched, error) {
	const op = "scorm.Launch"
	if in.Part != "" && findUnit(c.Course, in.Part) == nil {
		return Launched{}, unknownUnit(op)
	}
	id := registrationID(what)
	if before, err := s.Stores.Registrations.Get(ctx, id); err == nil {
		if err := s.settleOverdue(ctx, &before); err != nil {
			return Launched{}, fault.Wrap(op, err)
		}
	} else if !fault.Is(err, fault.NotFound) {
		return Launched{}, fault.Wrap(op, err)
	}
	plan, now := s.plan(c.Package, in.Activity), s.Now().UTC().Truncate(time.Millisecond)
	var said words
	r, err := s.Stores.Registrations.Change(ctx, id, func(r *Registration, _ bool) ([]Fact, error) {
		said = words{}
		r.ID, r.UUID, r.Enrolment, r.Person, r.Name, r.Preview, r.At = id, what.Registration, what.Enrolment, who.Person, what.Name, what.Preview, now
		state := r.course(in.Activity, c.ID)
		au := findUnit(c.Course, in.Part)
		if au == nil {
			au = nextUnit(plan, &state)
		}
		if err := s.endSession(ctx, r, now, &said); err != nil {
			return nil, err
		}
		state = r.course(in.Activity, c.ID)
		// What asks nothing is satisfied before anything is launched (§9.3.9).
		s.satisfy(r, c.Package, plan, in.Activity, &state, ids.New(now), now, &said)
		if au != nil {
			u := unit{c.Package, plan, au}
			s.beginSession(r, &u, in.Activity, &state, modeOf(what, &u, state.Units[au.ID]), &said)
		}
		r.keep(in.Activity, state)
		return said.facts(r), nil
	})
	if err != nil {
		return Launched{}, fault.Wrap(op, err)
	}
	if err := s.say(ctx, &said, op); err != nil {
		return Launched{}, err
	}
	return s.launched(ctx, who, &r, c.Package, plan, in.Activity)
}

// modeOf is what a launch is for (§10.2.2): to look around for who is not enrolled, to come back for
// who has done the unit or whose training is closed.
//
// A content of H5P that is done may be tried again until it is passed.
func modeOf(what Playable, u *unit, at UnitState) cmi5.Mode {
	asked := u.au.MoveOn != cmi5.NotApplicable && u.Kind != bundle.KindH5P
	switch {
	case what.Preview:
		return cmi5.Browse
	case what.Closed, at.Waived, asked && u.au.MoveOn.Met(at.Status), at.Completed && at.Passed:
		return cmi5.Review
	}
	return cmi5.Normal
}

// beginSession makes the launch of a unit the session of the registration.
func (s *Service) beginSession(r *Registration, u *unit, activity string, state *CourseState, mode cmi5.Mode, said *words) {
	at, now := state.Units[u.au.ID], r.At
	at.Launches++
	state.Units[u.au.ID] = at
	r.Session = &UnitSession{ID: ids.New(now), Activity: activity, Package: u.ID, Unit: u.au.ID, Mode: mode, Session: cmi5.Session{LaunchedAt: now}}
	if u.Kind == bundle.KindCMI5 {
		l := s.launchOf(r, r.Session, u)
		said.add(l.Launched(ids.Derived(cmi5.VerbLaunched, r.Session.ID), now))
	}
	o := s.outcome(r, activity, state, now)
	o.Started, o.Resumed, o.Key = state.Begun.IsZero(), !state.Begun.IsZero(), "begin:"+r.Session.ID
	if state.Begun.IsZero() {
		state.Begun = now
	}
	said.tell(o, state.Told.news(Result{}, &o), r)
}

// endSession abandons the session that is still open when another begins (§9.3.6).
func (s *Service) endSession(ctx context.Context, r *Registration, now time.Time, said *words) error {
	v := r.Session
	if v == nil {
		return nil
	}
	u, err := s.unit(ctx, v)
	if err != nil {
		return err
	}
	was := r.judged().Session
	r.Session = nil
	after, abandons := was.Abandon()
	if !abandons {
		return nil
	}
	ended := *v
	ended.Session = after
	if u.Kind == bundle.KindCMI5 {
		l := s.launchOf(r, v, &u)
		said.add(l.Abandoned(ids.Derived(cmi5.VerbAbandoned, v.ID), now, was.Duration()))
	}
	state := r.course(v.Activity, v.Package)
	o := s.outcome(r, v.Activity, &state, now)
	o.Key, o.Ended, o.Suspended, o.Duration = "end:"+v.ID, true, true, was.Duration()
	said.tell(o, true, r)
	return nil
}

// satisfy says of blocks and the course that they are satisfied, once each (§9.3.9), and what
// that changed for the training. session is that of the launch which brought it about.
func (s *Service) satisfy(r *Registration, p *Package, plan *cmi5.Plan, activity string, state *CourseState, session string, now time.Time, said *words) {
	if p.Kind == bundle.KindCMI5 {
		for _, g := range plan.Due(state.learning()) {
			stamp := cmi5.Stamp{ID: ids.Derived(cmi5.VerbSatisfied, session, g.ID), At: now, Learner: s.agent(r), Registration: r.UUID, Session: session}
			said.add(plan.Satisfied(stamp, g))
			state.Satisfied[g.ID] = true
		}
	}
	if len(r.Pending) > 0 {
		return // told once everything that was taken is known to be kept
	}
	o := s.outcome(r, activity, state, now)
	o.Key = "result:" + session + ":" + o.At.Format(time.RFC3339Nano)
	worth := state.Told.news(unitResult(plan, state), &o)
	said.tell(o, worth, r)
}

func (s *Service) outcome(r *Registration, activity string, state *CourseState, now time.Time) Outcome {
	return Outcome{Enrolment: r.Enrolment, Activity: activity, Attempt: ids.Derived("attempt", r.ID, activity, state.Package), At: now, Own: true}
}

// launched answers what the page shows: the unit of the session, if any, and the contents.
func (s *Service) launched(ctx context.Context, who actor.Actor, r *Registration, p *Package, plan *cmi5.Plan, activity string) (Launched, error) {
	state := r.course(activity, p.ID)
	l := Launched{Kind: p.Kind, Origin: s.Config.Content.Scheme + "://" + s.Config.Content.Host, Title: p.Title, Number: 1, Expires: s.Now().Add(LaunchTime),
		Contents: unitContents(plan, &state, r.Session)}
	if r.Session == nil {
		return l, nil
	}
	l.Session = r.Session.ID
	u := unit{p, plan, findUnit(p.Course, r.Session.Unit)}
	if err := s.prepare(ctx, who, r, &u); err != nil {
		return Launched{}, fault.Wrap("scorm.Launch", err)
	}
	var err error
	l.URL, err = s.unitAddress(r, &u)
	l.OwnWindow = u.au.LaunchMethod == cmi5.OwnWindow || u.au.File == "" // another site does not belong in our page
	return l, err
}

// unitAddress is the address that launches the unit of the session, with what it needs to speak
// to the record store: in cmi5 an address that gives the key once, else the key itself.
func (s *Service) unitAddress(r *Registration, u *unit) (string, error) {
	token := func(use string) string { return s.unitToken(r, r.Session, use) }
	l := s.launchOf(r, r.Session, u)
	l.Endpoint = strings.TrimSuffix(s.HomePage, "/") + "/xapi/"
	if u.Kind == bundle.KindCMI5 {
		l.Fetch = s.Config.Content.JoinPath("r", token(useFetch), "fetch").String()
		return l.Address()
	}
	learner, err := json.Marshal(l.Learner)
	if err != nil {
		return "", fault.Wrap("scorm.unitAddress", err)
	}
	with := [][2]string{{"endpoint", l.Endpoint}, {"auth", "Basic " + basic(token(useRecords))}, {"actor", string(learner)},
		{"registration", r.UUID}, {"activity_id", l.ActivityID}}
	if u.Kind == bundle.KindH5P {
		with = append(with, [2]string{"session", l.Session})
	}
	return withParameters(l.URL, with), nil
}

func basic(token string) string {
	return base64.StdEncoding.EncodeToString([]byte(RecordKey + ":" + token))
}

// withParameters adds parameters after an address's own query and before its fragment.
func withParameters(address string, more [][2]string) string {
	address, fragment, hasFragment := strings.Cut(address, "#")
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	for _, p := range more {
		address += separator + p[0] + "=" + strings.ReplaceAll(url.QueryEscape(p[1]), "+", "%20")
		separator = "&"
	}
	if hasFragment {
		address += "#" + fragment
	}
	return address
}

// prepare writes the documents that the unit reads first (§10.0, §11.0).
func (s *Service) prepare(ctx context.Context, who actor.Actor, r *Registration, u *unit) error {
	if u.Kind != bundle.KindCMI5 {
		return nil
	}
	l := s.launchOf(r, r.Session, u)
	l.ReturnURL = s.Config.Content.JoinPath("r", "back").String()
	data, err := json.Marshal(l.Data())
	if err != nil {
		return fault.Wrap("scorm.prepare", err)
	}
	preferences, err := json.Marshal(map[string]string{"languagePreference": cmp.Or(who.Locale, "fr"), "audioPreference": "on"})
	if err != nil {
		return fault.Wrap("scorm.prepare", err)
	}
	return s.Records.Prepare(ctx, Preparation{Learner: r.Person, Registration: r.UUID, Activity: l.ActivityID,
		State: map[string][]byte{cmi5.LaunchDataID: data}, Profile: map[string][]byte{cmi5.PreferencesID: preferences}})
}

// Playing is where a learner is in a package that has units.
type Playing struct {
	Contents
	Result  Result
	Session string // of the unit that plays, or played last
	Over    bool   // it has ended
}

// Playing answers where the learner is in an activity whose package has units, for a page that
// shows it while the content speaks to the record store.
func (s *Service) Playing(ctx context.Context, who actor.Actor, session, activity string) (Playing, error) {
	const op = "scorm.Playing"
	what, p, err := s.playable(ctx, op, who, session, activity)
	if err != nil {
		return Playing{}, err
	}
	if p.Course == nil {
		return Playing{}, fault.New(op, fault.NotFound, "no_parts", "Ce module ne se suit pas de cette façon.")
	}
	r, err := s.Stores.Registrations.Get(ctx, registrationID(what))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Playing{}, fault.Wrap(op, err)
	}
	state, plan := r.course(activity, p.ID), s.plan(p.Package, activity)
	out := Playing{Over: true}
	v := r.Session
	if v != nil && v.Activity != activity {
		v = nil
	}
	if v != nil {
		out.Session, out.Over = v.ID, !v.Active()
	}
	out.Contents, out.Result = unitContents(plan, &state, v), unitResult(plan, &state)
	return out, nil
}

// registrationID is where what is done in an activity is kept: what somebody tries without being
// enrolled is no part of what they learnt before or will learn.
func registrationID(what Playable) string {
	if what.Preview {
		return ids.Join("preview", what.Enrolment)
	}
	return what.Enrolment
}
