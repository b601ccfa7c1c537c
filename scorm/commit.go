package scorm

import (
	"context"
	"fmt"

	"preau.education/preau/internal/fault"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// Limits of a commit.
const (
	MaxElements = 5_000
	maxTab      = 100 // bytes of the names of a tab and of a browser
)

// Commit is what a tab says that the content of a visit wrote.
type Commit struct {
	Tab
	Seq         int64
	Visit       int
	SCO         string
	Elements    []cmi.Element // in the order in which they were written
	Initialized bool          // the content has called Initialize
	Ended       bool          // it has called Terminate
	Final       bool          // the tab lets go of the attempt
	Request     string        // of a navigation: as adl.nav.request has it
}

// check refuses what no wrapper of ours sends.
func (c *Commit) check(op string) error {
	if c.ID == "" || len(c.ID) > maxTab || len(c.Browser) > maxTab || c.Seq < 0 || c.Visit < 0 || len(c.Elements) > MaxElements {
		return fault.New(op, fault.Invalid, "bad_commit", "Cet enregistrement est illisible.")
	}
	return nil
}

// Committed is the answer to a commit. When it comes, what was sent is durable.
type Committed struct {
	Seq     int64
	Refused []cmi.Refusal
	State   *Delivery // what changed of the rest; nil when nothing did
}

// Commit takes over what a content wrote. A commit that was applied already changes nothing;
// one that leaves a gap is refused (Conflict, gap) with the number expected in Fields; one of
// a visit that is over (stale_visit) or of a tab that another has replaced (taken_over) too.
func (s *Service) Commit(ctx context.Context, token string, c Commit) (Committed, error) {
	const op = "scorm.Commit"
	if err := c.check(op); err != nil {
		return Committed{}, err
	}
	t, err := s.running(ctx, token)
	if err != nil {
		return Committed{}, err
	}
	out := Committed{}
	moved := false
	p, said, err := s.change(ctx, op, t, func(p *play, o *Outcome) error {
		out, moved = Committed{}, false
		again, err := p.admit(c)
		if err != nil {
			return err
		}
		if again {
			out.Seq = p.a.Seq
			return p.renew(c)
		}
		before := p.a.SCOs[p.a.Current]
		out.Refused = p.write(c, false)
		if c.Final {
			p.leave(o)
		}
		p.a.Seq, out.Seq = c.Seq, c.Seq
		o.Key = fmt.Sprintf("c%d", c.Seq)
		after := p.a.SCOs[p.a.Current]
		moved = c.Ended || c.Final || before.Completion != after.Completion || before.Success != after.Success || !sameFloat(before.Scaled, after.Scaled)
		return nil
	})
	if err != nil {
		return Committed{}, fault.Wrap(op, err)
	}
	if moved || said != nil {
		d := p.delivery()
		d.SCO, d.Standing = nil, s.hand(ctx, said)
		out.State = &d
	}
	return out, nil
}

// admit says whether a commit may be applied; again is true for one that has been already.
func (p *play) admit(c Commit) (again bool, err error) {
	const op = "scorm.Commit"
	a := p.a
	switch {
	case a.heldByAnother(c.Tab, p.env.Now):
		return false, errTakenOver(op)
	case c.Visit < a.Visit && a.Holder.Tab != c.ID && (a.Holder.Tab != "" || c.Seq > a.Since):
		// It was taken over, even if the other tab is silent or closed now: under the same
		// number the other wrote something else.
		return false, errTakenOver(op)
	case c.Seq <= a.Seq:
		return true, nil
	case c.Seq > a.Seq+1:
		return false, &fault.Error{Op: op, Kind: fault.Conflict, Code: "gap", Public: "Des enregistrements manquent avant celui-ci.",
			Fields: []fault.Field{{Path: "expected", Code: fmt.Sprint(a.Seq + 1), Message: "Numéro attendu."}}}
	case c.Visit != a.Visit, !a.Live && !c.Final, c.SCO != a.Current, a.Package != p.ID:
		return false, fault.New(op, fault.Conflict, "stale_visit", "Cette partie de l’activité est terminée.")
	}
	return false, nil
}

// renew keeps the tab's hold for a commit that says nothing new.
func (p *play) renew(c Commit) error {
	if c.Final && p.a.Holder.Tab == c.ID {
		p.a.Holder = Holder{}
		return nil
	}
	if p.a.Holder.Tab != c.ID || p.a.Holder.Until.Sub(p.env.Now) > HoldTime/2 {
		return ErrUnchanged
	}
	p.a.hold(c.Tab, p.env.Now)
	return nil
}

func errTakenOver(op string) error {
	return fault.New(op, fault.Conflict, "taken_over", "Cette activité continue dans un autre onglet ou sur un autre appareil : celui-ci n’enregistre plus rien.")
}

// write applies the delta of a commit, and ends the visit when the content has; suspend says
// that the learner will come back whatever the content asked.
func (p *play) write(c Commit, suspend bool) []cmi.Refusal {
	a := p.a
	a.hold(c.Tab, p.env.Now)
	if !a.Live {
		return nil
	}
	if p.sco(a.Current) {
		a.Touched = a.Touched || c.Initialized || c.Ended || len(c.Elements) > 0
	}
	if !a.Touched {
		return nil
	}
	refused := p.visit().Apply(c.Elements)
	if c.Ended {
		p.end(suspend)
	} else {
		p.keep(true)
	}
	return refused
}

// leave lets go of the attempt as the learner leaves: a content that never spoke is viewed, one
// that is finished ends its attempt; one that is cut short waits for its learner.
func (p *play) leave(o *Outcome) {
	a := p.a
	a.Holder = Holder{}
	o.Ended, o.Suspended = true, true
	switch {
	case a.Current == "":
	case !a.Touched:
		p.viewed()
	case !a.Live && !a.SCOs[a.Current].Data.Suspended:
		if p.Standard == manifest.SCORM12 {
			return // nothing more to decide: its statuses stay as they are
		}
		p.settle()
		o.Suspended = !a.Ended || a.State.Suspended != ""
	}
}

// Navigate takes over what a content wrote last, ends it and goes where it or the learner
// asks. Asked twice, the second answer is the same delivery.
func (s *Service) Navigate(ctx context.Context, token string, c Commit) (Delivery, error) {
	const op = "scorm.Navigate"
	if err := c.check(op); err != nil {
		return Delivery{}, err
	}
	r, err := sequencing.ParseRequest(c.Request)
	if err != nil || r.Kind == sequencing.Start || r.Kind == sequencing.ResumeAll {
		return Delivery{}, fault.New(op, fault.Invalid, "bad_request", "Cette demande n’est pas comprise.")
	}
	t, err := s.running(ctx, token)
	if err != nil {
		return Delivery{}, err
	}
	return s.step(ctx, op, t, func(p *play, o *Outcome) error {
		again, err := p.admitMove(c)
		if err != nil {
			return err
		}
		if again {
			return ErrUnchanged
		}
		p.a.Seq = c.Seq
		o.Key = fmt.Sprintf("c%d", c.Seq)
		p.move(c, r, o)
		return nil
	})
}

// admitMove is admit for a navigation, which may also come when nothing plays.
func (p *play) admitMove(c Commit) (again bool, err error) {
	again, err = p.admit(c)
	if fault.CodeOf(err) == "stale_visit" && c.Visit == p.a.Visit && !p.a.Live && p.a.Package == p.ID {
		return false, nil // the content has ended already: only the request counts
	}
	return again, err
}

// move makes a navigation request. One that is not honoured leaves the learner where they
// were, with a notice.
func (p *play) move(c Commit, r sequencing.Request, o *Outcome) {
	a := p.a
	playing := a.Live
	abandons := r.Kind == sequencing.Abandon || r.Kind == sequencing.AbandonAll
	if playing && !abandons {
		p.write(c, r.Kind == sequencing.SuspendAll)
	}
	if playing && a.Live && !p.allows(r) {
		p.notice = notice(r, p.refusal(r))
		p.again()
		return
	}
	if abandons {
		p.abandon(c)
	} else {
		p.end(r.Kind == sequencing.SuspendAll)
	}
	if playing && r.Kind == sequencing.None && p.session != nil {
		r = WantedNavigation(p.session.Result())
	}
	if playing && r.Kind == sequencing.SuspendAll && p.mute() {
		r.Kind = sequencing.ExitAll // nothing to come back to, and no other way to complete it
	}
	switch left := p.try(r); {
	case !left && playing && p.Standard == manifest.SCORM12:
		p.again()
	case left && a.Ended:
		o.Ended, o.Suspended = true, a.State.Suspended != ""
	}
}

// abandon drops the visit: what the content said in it, and what it knew.
func (p *play) abandon(c Commit) {
	p.a.hold(c.Tab, p.env.Now)
	delete(p.a.SCOs, p.a.Current)
	p.a.Live, p.session = false, nil
	p.changed()
}

// allows says whether a request would be honoured once the current content has ended. SCORM
// 1.2 asks afterwards: there an end may unlock what follows, and undoes nothing.
func (p *play) allows(r sequencing.Request) bool {
	return r.Kind == sequencing.None || p.Standard == manifest.SCORM12 || p.validity().Allows(r)
}

func (p *play) refusal(r sequencing.Request) sequencing.Exception {
	_, o := sequencing.Navigate(p.plan(), p.state(), r, p.env)
	return o.Exception
}
