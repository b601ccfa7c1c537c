package scorm

import (
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

func factID(o Outcome) string { return ids.Derived(KindReported, o.Attempt, o.Key) }

// delivery answers what plays now.
func (p *play) delivery() Delivery {
	a := p.a
	d := Delivery{Seq: a.Seq, Visit: a.Visit, Standard: p.Standard, Ended: a.Ended, Notice: p.notice,
		Result: p.result(), Contents: p.contents()}
	if p.items[a.Current] == nil || !a.Live {
		return d
	}
	d.SCO = &Content{Place: p.place(a.Current), Address: p.address(a.Current), Asset: !p.sco(a.Current)}
	if !d.SCO.Asset {
		d.SCO.Elements = p.visit().Elements()
		d.Valid = p.answers()
	}
	return d
}

func (p *play) place(item string) Place { return Place{ID: item, Title: p.items[item].Title} }

// answers are those to adl.nav.request_valid, by what follows the dot.
func (p *play) answers() map[string]string {
	if p.Standard == manifest.SCORM12 {
		return nil
	}
	v := p.validity()
	said := map[bool]string{true: "true", false: "false"}
	out := map[string]string{"continue": said[v.Continue], "previous": said[v.Previous], "exit": said[v.Exit],
		"exitAll": said[v.ExitAll], "abandon": said[v.Abandon], "abandonAll": said[v.AbandonAll], "suspendAll": said[v.SuspendAll]}
	for id := range v.Choices {
		out["choice.{target="+id+"}"] = "true"
	}
	for id := range v.Jumps {
		out["jump.{target="+id+"}"] = "true"
	}
	return out
}

// contents is the table of contents with where the learner may go.
func (p *play) contents() Contents {
	v := p.validity()
	var c Contents
	if p.items[p.a.Current] != nil {
		here := p.place(p.a.Current)
		c.Current = &here
	}
	offer := sequencing.Offered(p.plan(), p.state(), *v)
	c.Nav = Nav{Continue: offer.Continue, Previous: offer.Previous, Exit: offer.Exit, ExitAll: offer.ExitAll, SuspendAll: offer.SuspendAll}
	switch { // what would end the attempt is no next part
	case p.Standard == manifest.SCORM12 && v.Ends, p.single() && v.Ends:
		c.Nav.Continue = false
	default:
		c.Nav.Ends = c.Nav.Continue && v.Ends
	}
	if it := p.items[p.a.Current]; it != nil {
		c.Nav.Hide = it.HideUI
	}
	entries, chosen := sequencing.Contents(p.plan(), p.state(), *v), false
	for _, e := range entries {
		if e.Depth == 0 || !e.Visible && (!p.isLocked(e.ID) || !p.items[e.ID].Visible) {
			continue
		}
		c.Lines = append(c.Lines, p.line(&e))
		chosen = chosen || e.Enabled
	}
	// Where nothing else may be chosen, to begin again is no choice either.
	if root := &entries[0]; chosen && root.Enabled && root.Visible && p.Standard == manifest.SCORM2004 {
		whole := p.line(root)
		c.Whole = &whole
	}
	return c
}

func (p *play) line(e *sequencing.Entry) Line {
	return Line{ID: e.ID, Title: e.Title, Depth: max(e.Depth-1, 0), Leaf: e.Leaf, Enabled: e.Enabled,
		Current: e.ID == p.a.Current, Locked: p.isLocked(e.ID), State: p.lineState(e), Score: p.lineScore(e)}
}

// lineState is what the learner reads of an activity.
func (p *play) lineState(e *sequencing.Entry) string {
	if p.Standard == manifest.SCORM12 {
		switch p.lessonStatus(e.ID) {
		case "passed":
			return Passed
		case "failed":
			return Failed
		case "completed":
			return Completed
		case "not attempted":
			return NotStarted
		}
		if !e.Leaf && e.Attempts == 0 {
			return NotStarted
		}
		return Started
	}
	switch {
	case e.Satisfied == sequencing.False:
		return Failed
	case e.Satisfied == sequencing.True && p.a.SCOs[e.ID].Success == "passed":
		return Passed
	case e.Completed == sequencing.True, e.Satisfied == sequencing.True && e.Completed != sequencing.False:
		return Completed
	case e.Active, e.Suspended, e.Attempts > 0:
		return Started
	}
	return NotStarted
}

func (p *play) lineScore(e *sequencing.Entry) *float64 {
	if e.Leaf && p.Standard == manifest.SCORM12 {
		return p.a.SCOs[e.ID].Scaled
	}
	return e.Measure
}
