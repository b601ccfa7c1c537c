package scorm

import (
	"context"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/bundle"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// Launched is what the app's page needs to show a package.
type Launched struct {
	Kind      bundle.Kind
	URL       string // of what to show: the wrapper, or the unit that was launched; "" for none
	OwnWindow bool   // a unit asks for a window of its own
	Origin    string // of the content host
	Title     string
	Number    int // of the attempt
	Expires   time.Time
	Session   string // of the unit that was launched, "" for none
	Contents
}

// Contents is the table of contents as the learner may see it, and where they may go.
type Contents struct {
	Current *Place
	Whole   *Line // the package itself, where it may be chosen: that leads to its first content
	Lines   []Line
	Nav     Nav
}

// Place is an activity of a package.
type Place struct{ ID, Title string }

// Line is a line of the table of contents.
type Line struct {
	ID, Title string
	Depth     int // from 0
	Leaf      bool
	Enabled   bool // choosing it would be honoured
	Current   bool
	Locked    bool // its prerequisites do not hold
	State     string
	Score     *float64
}

// States of a line.
const (
	NotStarted = "notStarted"
	Started    = "started"
	Completed  = "completed"
	Passed     = "passed"
	Failed     = "failed"
	Waived     = "waived" // a unit that somebody need not do
)

// Nav is what the interface may offer.
type Nav struct {
	Continue, Previous, Exit, ExitAll, SuspendAll bool
	Ends                                          bool     // to continue would end the attempt: nothing follows
	Hide                                          []string // controls that the content brings itself
}

// Delivery is what plays now.
type Delivery struct {
	Seq      int64 // the last commit applied
	Visit    int
	Standard manifest.Standard
	SCO      *Content // nil: nothing plays
	Valid    map[string]string
	Ended    bool // the sequencing session is over
	Notice   string
	Result   Result
	Standing *Standing
	Contents
}

// Content is a content about to start.
type Content struct {
	Place
	Address  string // from the package's root, escaped, with its query
	Asset    bool   // it calls nothing
	Elements []cmi.Element
}

// Launch prepares an activity that is a package for who may learn it, and answers where it
// plays. A package of SCORM begins nothing yet: the wrapper does, once it has sent what it still
// kept. One that has units begins a session at the part asked for, or at the one to go on with.
func (s *Service) Launch(ctx context.Context, who actor.Actor, in Launching) (Launched, error) {
	const op = "scorm.Launch"
	what, c, err := s.playable(ctx, op, who, in.Session, in.Activity)
	if err != nil {
		return Launched{}, err
	}
	if c.Course != nil {
		return s.launchUnit(ctx, who, what, c, in)
	}
	return s.launchAttempt(ctx, who, what, c, in.Activity)
}

// playable finds the package of an activity for who may play it.
func (s *Service) playable(ctx context.Context, op string, who actor.Actor, session, activity string) (Playable, *program, error) {
	if !who.SignedIn() {
		return Playable{}, nil, fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour continuer.")
	}
	what, err := s.Learning.Playable(ctx, who, session, activity)
	if err != nil {
		return Playable{}, nil, fault.Wrap(op, err)
	}
	c, err := s.program(ctx, what.Package)
	return what, c, err
}

// launchAttempt prepares the attempt at a package of SCORM.
func (s *Service) launchAttempt(ctx context.Context, who actor.Actor, what Playable, c *program, activity string) (Launched, error) {
	const op = "scorm.Launch"
	now := s.Now()
	id := AttemptID(what.Enrolment, activity)
	if what.Preview {
		id = previewID(what.Enrolment, activity)
	}
	a, err := s.Stores.Attempts.Change(ctx, id, func(a *Attempt, exists bool) ([]Fact, error) {
		if exists && a.Name == what.Name && a.Launched == c.ID {
			return nil, ErrUnchanged
		}
		a.ID, a.Enrolment, a.Activity, a.Person = id, what.Enrolment, activity, who.Person
		a.Name, a.Preview, a.Launched, a.At = what.Name, what.Preview, c.ID, now
		if !exists {
			a.Package, a.Number = c.ID, 1
		}
		return nil, nil
	})
	if err != nil {
		return Launched{}, fault.Wrap(op, err)
	}
	expires := now.Add(LaunchTime)
	token := s.signer.sign(Launch{Attempt: id, Package: c.ID, Expires: expires})
	l := Launched{Kind: c.Kind, URL: s.Config.Content.JoinPath("r", token).String() + "/", Origin: s.Config.Content.Scheme + "://" + s.Config.Content.Host,
		Title: c.Title, Number: a.Number, Expires: expires}
	if a.Package == c.ID {
		l.Contents = s.play(c, &a, Shared{}).contents()
	}
	return l, nil
}

// Tab names a browser tab and its browser.
type Tab struct {
	ID      string
	Browser string
	Alone   bool // no other tab of this browser has the attempt: the browser itself says so
}

// Beginning is a tab that wants to play.
type Beginning struct {
	Tab
	Take  bool // although another tab has the attempt
	Again bool // begin a new attempt if the last one ended
}

// Begin takes the attempt for a tab and delivers what is to play: where the attempt begins,
// or where it was left. It refuses (Conflict, open_elsewhere) when another tab has it.
func (s *Service) Begin(ctx context.Context, token string, b Beginning) (Delivery, error) {
	const op = "scorm.Begin"
	if b.ID == "" || len(b.ID) > maxTab || len(b.Browser) > maxTab {
		return Delivery{}, fault.New(op, fault.Invalid, "bad_tab", "Cette demande n’est pas comprise.")
	}
	t, err := s.running(ctx, token)
	if err != nil {
		return Delivery{}, err
	}
	return s.step(ctx, op, t, func(p *play, o *Outcome) error {
		a := p.a
		switch {
		case a.Launched != "" && a.Launched != p.ID:
			return fault.New(op, fault.Unauthorized, "launch_expired", "Cette activité a été mise à jour. Relancez-la depuis la page de la formation.")
		case a.heldByAnother(b.Tab, p.env.Now) && !b.Take:
			return elsewhere(a)
		case p.begins(b.Again) && !a.Begun.IsZero():
			if err := s.Stores.Attempts.Archive(ctx, *a); err != nil {
				return err
			}
		}
		a.hold(b.Tab, p.env.Now)
		p.resume(b.Again, o)
		o.Key = "v" + itoa(a.Visit)
		return nil
	})
}

func elsewhere(a *Attempt) error {
	return &fault.Error{Op: "scorm.Begin", Kind: fault.Conflict, Code: "open_elsewhere",
		Public: "Cette activité est déjà ouverte dans un autre onglet ou sur un autre appareil.",
		Fields: []fault.Field{{Path: "since", Code: a.Holder.Since.UTC().Format(time.RFC3339), Message: "Ouverte depuis."}}}
}

// try makes a navigation request, and says whether it was honoured. In SCORM 1.2 nothing
// follows the last content: there is no session to end.
func (p *play) try(r sequencing.Request) bool {
	state, o := sequencing.Navigate(p.plan(), p.a.State, r, p.env)
	if o.Exception == "" && p.pastEnd(r, o) {
		o.Exception = "SB.2.1-1"
	}
	if o.Exception != "" {
		p.notice = notice(r, o.Exception)
		return false
	}
	p.follow(state, o)
	return true
}

func (p *play) pastEnd(r sequencing.Request, o sequencing.Outcome) bool {
	return p.Standard == manifest.SCORM12 && r.Kind == sequencing.Continue && o.Ended
}

// notice says to the learner why a request was not honoured.
func notice(r sequencing.Request, e sequencing.Exception) string {
	switch r.Kind {
	case sequencing.Continue:
		return "Il n’y a pas de suite à cette activité. Choisissez dans le sommaire."
	case sequencing.Previous:
		return "On ne peut pas revenir en arrière à partir d’ici."
	case sequencing.Choice, sequencing.Jump:
		if e == "SB.2.9-2" || e == "DB.1.1-3" {
			return "Cette activité n’est pas encore accessible."
		}
		return "Cette activité ne peut pas être choisie maintenant."
	}
	return "Cette action n’est pas possible maintenant."
}

// task is a request of a running package.
type task struct {
	Launch
	program *program
	token   string
}

func (s *Service) running(ctx context.Context, token string) (task, error) {
	l, err := s.launch(token)
	if err != nil {
		return task{}, err
	}
	c, err := s.program(ctx, l.Package)
	if err == nil && c.Kind != bundle.KindSCORM {
		err = fault.New("scorm.running", fault.Invalid, "not_scorm", "Cette activité ne se joue pas de cette façon.")
	}
	return task{l, c, token}, err
}

// step changes the attempt by one rule, keeps it with what tracking is to be told, and tells
// it at once.
func (s *Service) step(ctx context.Context, op string, t task, rule func(p *play, o *Outcome) error) (Delivery, error) {
	p, said, err := s.change(ctx, op, t, rule)
	if err != nil {
		return Delivery{}, err
	}
	d := p.delivery()
	d.Standing = s.hand(ctx, said)
	return d, nil
}

// change is step without its answer: the attempt in the hands of the rule, as it was kept,
// and the outcome it led to, if any.
func (s *Service) change(ctx context.Context, op string, t task, rule func(p *play, o *Outcome) error) (*play, *Outcome, error) {
	shared, err := s.shared(ctx, t)
	if err != nil {
		return nil, nil, fault.Wrap(op, err)
	}
	var p *play
	var said *Outcome
	_, err = s.Stores.Attempts.Change(ctx, t.Attempt, func(a *Attempt, exists bool) ([]Fact, error) {
		if !exists {
			return nil, fault.New(op, fault.NotFound, "no_attempt", "Cette activité n’a pas été lancée.")
		}
		p, said = s.play(t.program, a, shared.as(a)), nil
		o := Outcome{Duration: p.lasted()}
		if err := rule(p, &o); err != nil {
			return nil, err
		}
		a.At = p.env.Now
		p.owe(shared)
		told, worth := p.tell(o)
		if !worth {
			return nil, nil
		}
		said = &told
		return []Fact{{ID: factID(told), Kind: KindReported, Key: a.Enrolment, At: a.At, Body: told}}, nil
	})
	if err != nil {
		return p, nil, err
	}
	return p, said, fault.Wrap(op, s.keepShared(ctx, shared, p.a))
}

// hand tells tracking of an outcome. What fails is told again by the fact.
func (s *Service) hand(ctx context.Context, o *Outcome) *Standing {
	if o == nil {
		return nil
	}
	standing, err := s.Results.Record(ctx, *o)
	if err != nil {
		s.Log.WarnContext(ctx, "outcome of a package left to the log", "enrolment", o.Enrolment, "activity", o.Activity, "error", err)
		return nil
	}
	return &standing
}

// splitAttempt takes an attempt's identifier apart: "session:person", "activity".
func splitAttempt(id string) (enrolment, activity string) {
	at := strings.LastIndexByte(id, ':')
	if at < 0 {
		return id, ""
	}
	return id[:at], id[at+1:]
}
