package scorm

import (
	"context"
	"slices"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi5"
)

// What the units of a launch tell the record store is judged here, before it is kept.

// Admitted is who speaks under the key of a launch.
type Admitted struct {
	Enrolment    string
	Learner      string // person
	Registration string // UUID
	Activity     string // IRI of the unit
	Package      string
	Title        string // of the package
}

// session reads the launch of a token, and its registration as it is.
func (s *Service) session(ctx context.Context, token, use string) (Launch, Registration, error) {
	l, err := s.signer.read(token, use, s.Now())
	if err != nil {
		return Launch{}, Registration{}, err
	}
	id, _ := splitAttempt(l.Attempt)
	r, err := s.Stores.Registrations.Get(ctx, id)
	return l, r, fault.Wrap("scorm.session", err)
}

// errOver refuses what belongs to a session that another has followed.
func errOver(op string) error {
	return fault.New(op, fault.Forbidden, "cmi5_session_abandoned", "Cette session a été abandonnée : plus rien n’y est enregistré.")
}

// Fetch gives the key of a session to its unit, once (§8.2): a second call is refused with
// key_given. The key is good until the session ends.
func (s *Service) Fetch(ctx context.Context, token string) (string, error) {
	const op = "scorm.Fetch"
	l, err := s.signer.read(token, useFetch, s.Now())
	if err != nil {
		return "", err
	}
	id, _ := splitAttempt(l.Attempt)
	_, err = s.Stores.Registrations.Change(ctx, id, func(r *Registration, _ bool) ([]Fact, error) {
		switch {
		case r.Session == nil || r.Session.ID != l.Session || !r.Session.Active():
			return nil, errOver(op)
		case r.Session.Fetched:
			return nil, fault.New(op, fault.Conflict, "key_given", "La clé de cette session a déjà été donnée.")
		}
		now := *r.Session
		now.Fetched = true
		r.Session = &now
		return nil, nil
	})
	if err != nil {
		return "", fault.Wrap(op, err)
	}
	l.Use = useRecords
	return basic(s.signer.sign(l)), nil
}

// Admit says who speaks under the key of a launch. Whether its session still takes anything is
// asked with each call.
func (s *Service) Admit(ctx context.Context, token string) (Admitted, error) {
	l, r, err := s.session(ctx, token, useRecords)
	if err != nil {
		return Admitted{}, err
	}
	c, err := s.program(ctx, l.Package)
	if err != nil {
		return Admitted{}, fault.Wrap("scorm.Admit", err)
	}
	a := Admitted{Enrolment: r.Enrolment, Learner: r.Person, Registration: r.UUID, Package: l.Package, Title: c.Title}
	if r.Session != nil && r.Session.ID == l.Session {
		u, err := s.unit(ctx, r.Session)
		if err != nil {
			return Admitted{}, err
		}
		a.Activity = u.activityID()
	}
	return a, nil
}

// Call is a call to the record store that is not a statement: on a document, or on nothing in
// particular.
type Call struct {
	State   string // id of a state document
	Profile string // id of a document of the learner's profile
	Write   bool
	All     bool   // the documents of the activity, all at once
	Type    string // media type of the document to be
	Content []byte
}

// Hear refuses a call that the session of a launch does not take, or no more.
func (s *Service) Hear(ctx context.Context, token string, call Call) error {
	const op = "scorm.Hear"
	l, r, err := s.session(ctx, token, useRecords)
	if err != nil {
		return err
	}
	if r.Session == nil || r.Session.ID != l.Session {
		return errOver(op)
	}
	u, err := s.unit(ctx, r.Session)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if refusal := cmi5.CheckCall(s.launchOf(&r, r.Session, &u), r.judged().Session, s.Now()); refusal != nil {
		return refusal.Fault()
	}
	if u.Kind != bundle.KindCMI5 {
		return nil
	}
	preferences := call.Profile == cmi5.PreferencesID
	switch {
	case call.Write && call.All:
		return cmi5.CheckStateWrite(cmi5.LaunchDataID).Fault() // it is among them
	case call.Write && call.State != "":
		if refusal := cmi5.CheckStateWrite(call.State); refusal != nil {
			return refusal.Fault()
		}
	case call.Write && preferences:
		if refusal := cmi5.CheckPreferences(call.Type, call.Content); refusal != nil {
			return refusal.Fault()
		}
	case preferences && !r.Session.PreferencesRead:
		return s.readPreferences(ctx, &r, l.Session)
	}
	return nil
}

// readPreferences notes that the unit has asked for its learner's preferences (§11.0).
func (s *Service) readPreferences(ctx context.Context, r *Registration, session string) error {
	_, err := s.Stores.Registrations.Change(ctx, r.ID, func(r *Registration, _ bool) ([]Fact, error) {
		if r.Session == nil || r.Session.ID != session || r.Session.PreferencesRead {
			return nil, ErrUnchanged
		}
		now := *r.Session
		now.PreferencesRead = true
		r.Session = &now
		return nil, nil
	})
	return fault.Wrap("scorm.Hear", err)
}

// Heard is a statement that a unit has sent.
type Heard struct {
	ID    string
	Given bool // by its sender
	Raw   []byte
}

// Judge takes statements of a unit, all or none, and answers what is to be called once they are
// kept (true), or will not be (false). held are those that came with them and are kept already,
// word for word: the unit heard no answer and repeats itself. Taken again, what was taken is
// taken; what was cut short is settled.
func (s *Service) Judge(ctx context.Context, token string, fresh []Heard, held []string) (settle func(ctx context.Context, kept bool) error, err error) {
	const op = "scorm.Judge"
	l, r, err := s.session(ctx, token, useRecords)
	if err != nil {
		return nil, err
	}
	batch, of, err := heard(fresh)
	if err != nil {
		return nil, err
	}
	cutShort := r.pendingAmong(held)
	settle = func(ctx context.Context, kept bool) error {
		for _, p := range cutShort {
			if err := s.settle(ctx, r.ID, p.IDs, true); err != nil {
				return err
			}
		}
		return s.settle(ctx, r.ID, of, kept)
	}
	if len(fresh) == 0 && len(cutShort) == 0 { // a session that is over takes nothing, not even what it had (§9.3)
		return settle, s.Hear(ctx, token, Call{})
	}
	again := slices.ContainsFunc(r.Pending, func(p Pending) bool { return slices.Equal(p.IDs, of) })
	if len(fresh) == 0 || again {
		return settle, nil
	}
	if err := s.settleOverdue(ctx, &r); err != nil {
		return nil, fault.Wrap(op, err)
	}
	_, err = s.Stores.Registrations.Change(ctx, r.ID, func(r *Registration, _ bool) ([]Fact, error) {
		if r.Session == nil || r.Session.ID != l.Session {
			return nil, errOver(op)
		}
		u, err := s.unit(ctx, r.Session)
		if err != nil {
			return nil, err
		}
		now, before := s.Now().UTC(), r.judged()
		after, err := s.check(r, &u, before, batch, now)
		if err != nil {
			return nil, err
		}
		r.Pending = append(slices.Clone(r.Pending), Pending{IDs: of, At: now, Session: l.Session, Activity: r.Session.Activity, Unit: u.au.ID,
			Adds: added(before, after), Score: scoreOf(batch, &u)})
		return nil, nil
	})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return settle, nil
}

// heard reads what the rules look at in statements, and the ids under which they are kept.
func heard(list []Heard) (batch []cmi5.Statement, of []string, err error) {
	batch, of = make([]cmi5.Statement, len(list)), make([]string, len(list))
	for i, h := range list {
		if batch[i], err = cmi5.ParseStatement(h.Raw); err != nil {
			return nil, nil, err
		}
		of[i], batch[i].ID = h.ID, ""
		if h.Given {
			batch[i].ID = h.ID
		}
	}
	return batch, of, nil
}

// check judges statements by the rules of the package's kind.
func (s *Service) check(r *Registration, u *unit, before cmi5.State, batch []cmi5.Statement, now time.Time) (cmi5.State, error) {
	l := s.launchOf(r, r.Session, u)
	if u.Kind == bundle.KindCMI5 {
		after, refusal := cmi5.Check(l, before, batch, now)
		if refusal != nil {
			return before, refusal.Fault()
		}
		return after, nil
	}
	after := before
	for _, st := range batch {
		if st.Actor.Agent != l.Learner || st.Context.Registration != l.Registration {
			return before, fault.New("scorm.Judge", fault.Forbidden, "other_launch", "La trace n’est pas celle de l’apprenant et de l’inscription de ce lancement.")
		}
		if at, err := time.Parse(time.RFC3339, st.Timestamp); err == nil && at.After(after.Session.Last) {
			after.Session.Last = at.UTC()
		}
		if st.Object.ID == l.ActivityID && r.Session.Mode == cmi5.Normal {
			after = joined(after, cmi5.State{Status: spoken(st, u.Kind)})
		}
	}
	return after, nil
}

// spoken is what a statement says of its unit, without the rules of cmi5.
func spoken(st cmi5.Statement, kind bundle.Kind) cmi5.Status {
	if kind == bundle.KindH5P {
		return h5pSaid(st)
	}
	is := func(v *bool, want bool) bool { return v != nil && *v == want }
	return cmi5.Status{
		Completed: st.Verb == cmi5.VerbCompleted || is(st.Result.Completion, true),
		Passed:    st.Verb == cmi5.VerbPassed || is(st.Result.Success, true) && st.Verb == cmi5.VerbCompleted,
		Failed:    st.Verb == cmi5.VerbFailed,
	}
}

// scoreOf is the scaled score of the last judgement among statements, nil when there is none.
func scoreOf(batch []cmi5.Statement, u *unit) *float64 {
	var score *float64
	for _, st := range batch {
		judges := st.Verb == cmi5.VerbPassed || st.Verb == cmi5.VerbFailed
		switch u.Kind {
		case bundle.KindH5P:
			judges = (judges || h5pSaid(st).Completed) && st.Object.ID == u.activityID()
		case bundle.KindXAPI:
			judges = (judges || st.Verb == cmi5.VerbCompleted) && st.Object.ID == u.activityID()
		default:
			judges = judges && st.Defined()
		}
		if judges && st.Result.Score != nil && st.Result.Score.Scaled != nil {
			score = st.Result.Score.Scaled
		}
	}
	return score
}

// settle takes a batch for kept, or drops it, and says what follows.
func (s *Service) settle(ctx context.Context, id string, of []string, kept bool) error {
	const op = "scorm.settle"
	var said words
	_, err := s.Stores.Registrations.Change(ctx, id, func(r *Registration, _ bool) ([]Fact, error) {
		said = words{}
		p, there := r.settle(of, kept)
		if !there {
			return nil, ErrUnchanged
		}
		if !kept {
			return nil, nil
		}
		if err := s.follow(ctx, r, &p, &said); err != nil {
			return nil, err
		}
		return said.facts(r), nil
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	return s.say(ctx, &said, op)
}

// follow says what follows from a batch that is kept.
func (s *Service) follow(ctx context.Context, r *Registration, p *Pending, said *words) error {
	state := r.Courses[p.Activity]
	c, err := s.program(ctx, state.Package)
	if err != nil {
		return err
	}
	now := s.Now().UTC().Truncate(time.Millisecond)
	r.At, state = now, r.course(p.Activity, state.Package)
	plan := s.plan(c.Package, p.Activity)
	s.satisfy(r, c.Package, plan, p.Activity, &state, p.Session, now, said)
	if !p.Adds.Session.Terminated.IsZero() && r.Session != nil && r.Session.ID == p.Session {
		o := s.outcome(r, p.Activity, &state, now)
		o.Key, o.Ended, o.Duration = "end:"+p.Session, true, r.Session.Duration()
		o.Suspended = !plan.Met(state.learning())[plan.Course.ID]
		said.tell(o, true, r)
	}
	r.keep(p.Activity, state)
	return nil
}

// settleOverdue asks the record store what became of batches that nobody is storing any more.
func (s *Service) settleOverdue(ctx context.Context, r *Registration) error {
	for _, p := range r.Pending {
		if s.Now().Sub(p.At) < pendingTime {
			continue
		}
		kept, err := s.Records.Kept(ctx, r.UUID, p.IDs)
		if err != nil {
			return err
		}
		if err := s.settle(ctx, r.ID, p.IDs, kept); err != nil {
			return err
		}
	}
	return nil
}

// KindStated is the fact that the platform has made statements about launches: [Stated]. Its
// subscriber calls [Service.State], which the request that made them has done already unless its
// process stopped in between.
const KindStated = "scorm.stated"

// Stated are statements of the platform about one enrolment, as JSON.
type Stated struct {
	Enrolment  string
	Statements [][]byte
}

// State has the record store keep statements of the platform. Work subscriber of KindStated.
func (s *Service) State(ctx context.Context, who actor.Actor, said Stated) error {
	if !who.System {
		return fault.New("scorm.State", fault.Forbidden, "forbidden", "")
	}
	return fault.Wrap("scorm.State", s.Records.Tell(ctx, said))
}
