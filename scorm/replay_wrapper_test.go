package scorm_test

import (
	"maps"
	"reflect"
	"strconv"
	"strings"

	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/manifest"
	"preau.education/preau/scorm/sequencing"
)

// tab is what the wrapper does in the browser.
type tab struct {
	seat        *seat
	valid       map[string]string // the answers to adl.nav.request_valid
	queue       []cmi.Element     // what was written and not sent
	writes      int
	initialized bool
	ended       bool
}

// delivered begins a visit.
func (t *tab) delivered() {
	t.queue, t.writes, t.initialized, t.ended = nil, 0, false, false
	t.valid = maps.Clone(t.seat.now.Valid)
}

// flushEvery is after how many writes the wrapper's few seconds are over.
const flushEvery = 7

// wrote notes a write: a later one of the same element takes the place of the first.
func (p *player) wrote(name, value string) {
	for i := range p.queue {
		if p.queue[i].Name == name {
			p.queue[i].Value = value
			return
		}
	}
	p.queue = append(p.queue, cmi.Element{Name: name, Value: value})
	if p.writes++; p.writes%flushEvery == 0 {
		p.flush()
	}
}

// batch is the next commit.
func (t *tab) batch() scorm.Commit {
	c := t.seat.delta()
	c.Elements, c.Initialized, c.Ended = t.queue, t.initialized, t.ended
	t.queue = nil
	return c
}

// flush commits what was written, twice: the second time changes nothing.
func (p *player) flush() {
	c := p.batch()
	out, err := p.seat.try(c)
	if err != nil {
		p.t.Fatalf("%s%s: %v", p.script.Case, p.where, err)
	}
	again, err := p.seat.try(c)
	p.clause(err == nil && again.Seq == out.Seq && again.State == nil, "committed again: %+v, %v", again, err)
	p.clause(len(out.Refused) == 0, "refused: %+v", out.Refused)
	if out.State != nil {
		maps.Copy(p.valid, out.State.Valid)
	}
	p.commits++
}

// move asks to go somewhere, twice: the second answer is the first.
func (p *player) move(r sequencing.Request) {
	c := p.batch()
	c.Request = r.String()
	d, err := p.w.svc.Navigate(p.t.Context(), p.seat.token, c)
	if err != nil {
		p.t.Fatalf("%s%s: %s: %v", p.script.Case, p.where, c.Request, err)
	}
	again, err := p.w.svc.Navigate(p.t.Context(), p.seat.token, c)
	d.Notice, d.Standing = "", nil // said once
	p.clause(err == nil && reflect.DeepEqual(again, d), "%s, asked again: %+v, not %+v (%v)", c.Request, again, d, err)
	p.seat.now, p.seat.seq = d, d.Seq
	p.delivered()
	p.moves++
}

// closeWindow is the wrapper's farewell.
func (p *player) closeWindow() {
	c := p.batch()
	c.Final = true
	if p.seat.now.SCO == nil {
		c.Seq = p.seat.seq
	}
	if _, err := p.seat.try(c); err != nil {
		p.t.Fatalf("%s%s: farewell: %v", p.script.Case, p.where, err)
	}
}

// wrapper answers adl.nav.request_valid from what the server sent, as runtime/src/api.js does.
type wrapper struct{ valid *map[string]string }

// Valid implements cmi.Navigation.
func (w wrapper) Valid(request string) string {
	if answer, known := (*w.valid)[request]; known {
		return answer
	}
	if strings.HasPrefix(request, "choice.") || strings.HasPrefix(request, "jump.") {
		return "false"
	}
	return "unknown"
}

// readElements turns what was delivered into what a session is opened with. Who may read and
// write shared data is the manifest's to say.
func readElements(elements []cmi.Element, it *manifest.Item) (cmi.Launch, cmi.Data) {
	l, kept := cmi.Launch{Standard: cmi.SCORM2004}, cmi.Data{Values: map[string]string{}}
	for _, e := range elements {
		switch e.Name {
		case "cmi.learner_id":
			l.LearnerID = e.Value
		case "cmi.learner_name":
			l.LearnerName = e.Value
		case "cmi.mode":
			l.Mode = e.Value
		case "cmi.credit":
			l.NoCredit = e.Value == "no-credit"
		case "cmi.entry":
			kept.Suspended = e.Value == "resume"
		case "cmi.launch_data":
			l.LaunchData = e.Value
		case "cmi.max_time_allowed":
			l.MaxTimeAllowed = e.Value
		case "cmi.time_limit_action":
			l.TimeLimitAction = e.Value
		case "cmi.completion_threshold":
			l.CompletionThreshold = number(e.Value)
		case "cmi.scaled_passing_score":
			l.ScaledPassingScore = number(e.Value)
		default:
			kept.Values[e.Name] = e.Value
		}
	}
	for i := 0; kept.Values["adl.data."+strconv.Itoa(i)+".id"] != ""; i++ {
		at := "adl.data." + strconv.Itoa(i)
		st := cmi.Store{ID: kept.Values[at+".id"]}
		for _, m := range it.Data {
			if m.Target == st.ID {
				st.Read, st.Write = m.Read, m.Write
			}
		}
		if v, told := kept.Values[at+".store"]; told {
			st.Value = &v
		}
		l.Stores = append(l.Stores, st)
		delete(kept.Values, at+".id")
		delete(kept.Values, at+".store")
	}
	if !kept.Suspended {
		l.Objectives = readObjectives(kept.Values)
	}
	return l, kept
}

// readObjectives are those that a new attempt begins with.
func readObjectives(values map[string]string) []cmi.Objective {
	var list []cmi.Objective
	for i := 0; values["cmi.objectives."+strconv.Itoa(i)+".id"] != ""; i++ {
		at := "cmi.objectives." + strconv.Itoa(i)
		list = append(list, cmi.Objective{ID: values[at+".id"], Success: values[at+".success_status"], Completion: values[at+".completion_status"],
			Scaled: number(values[at+".score.scaled"]), Raw: number(values[at+".score.raw"]), Min: number(values[at+".score.min"]),
			Max: number(values[at+".score.max"]), Progress: number(values[at+".progress_measure"])})
	}
	return list
}

func number(s string) *float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil
	}
	return &f
}
