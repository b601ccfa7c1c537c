package scorm_test

import (
	"strings"

	"preau.education/preau/scorm"
	"preau.education/preau/scorm/cmi"
	"preau.education/preau/scorm/sequencing"
)

// titles are the activities that some of the suite's instructions name by a short word.
var titles = map[string]string{
	"APIt1": "API Implementation Test 1", "APIt2": "API Implementation Test 2",
	"DMIt1": "Data Model Implementation Test 1", "DMIt2": "Data Model Implementation Test 2",
	"DMIt3": "Data Model Implementation Test 3", "DMIt4": "Data Model Implementation Test 4",
}

// then does what the learner is told to do after a visit, and checks what the suite says
// comes of it.
func (p *player) then(session *cmi.Session, told string, last bool) {
	what, title, _ := strings.Cut(told, ": ")
	switch what {
	case "":
		p.obey(session)
	case "Continue":
		p.ask(session, sequencing.Request{Kind: sequencing.Continue})
	case "Previous":
		p.ask(session, sequencing.Request{Kind: sequencing.Previous})
	case "Choice":
		p.ask(session, p.choice(title))
	case "APIt1", "APIt2", "DMIt1", "DMIt2", "DMIt3", "DMIt4":
		p.ask(session, p.choice(titles[what]))
	case "Exit", "TRIGExitAll":
		p.quit(session, sequencing.Request{Kind: sequencing.ExitAll})
		p.clause(last, "the course is left in the middle of the case")
	case "AutoTest", "HasEnded":
		p.leave(p.own(session))
	case "ChoiceExit":
		p.quit(session, p.choice(title))
	case "RootSX4b": // the content has gone, the session goes on
		p.obey(session)
		p.clause(p.seat.at() == "nothing" && p.seat.now.Notice == "", "abandoned: %s, %q", p.seat.at(), p.seat.now.Notice)
		p.move(sequencing.Request{Kind: sequencing.Choice, Target: p.org.ID})
	default:
		p.comeBack(session, what, title)
	}
}

// comeBack leaves the course and launches it, or another, again.
func (p *player) comeBack(session *cmi.Session, what, title string) {
	again := p.script.Case
	switch what {
	case "ContinueExitCM8":
		p.quit(session, sequencing.Request{Kind: sequencing.Continue})
	case "ExitCM09ba":
		p.quit(session, sequencing.Request{Kind: sequencing.ExitAll})
	case "exitlaunch":
		p.quit(session, sequencing.Request{Kind: sequencing.ExitAll})
		again = title
	case "autoendrelaunch":
		p.leave(p.own(session))
		again = title
	case "ReLaunchDDMa", "ReLaunchDDMb":
		p.leave(p.own(session))
		again = strings.TrimPrefix(what, "ReLaunch")
	case "RelaunchCM10", "DMBxAct": // the table of contents is where it begins again
		p.leave(p.own(session))
		p.move(p.choice(map[string]string{"RelaunchCM10": "Activity 4", "DMBxAct": "Data Model Behavior Test 1"}[what]))
		return
	case "RelaunchCM5", "DMBx", "RelaunchOB3b", "RelaunchRU13e", "RelaunchRU14c", "RelaunchRU14d", "RelaunchSX4a":
		p.leave(p.own(session))
	default:
		p.fail("the learner is told %q, which nobody understands", what)
		return
	}
	p.launch(again)
}

// ask is what the learner asks for: after the content has ended, or taking it away.
func (p *player) ask(session *cmi.Session, r sequencing.Request) {
	if p.ended && !p.unloading && p.own(session).Kind == sequencing.None {
		p.flush()
		p.ended = false
	}
	p.move(r)
}

// obey does what the content asks for as it ends.
func (p *player) obey(session *cmi.Session) {
	if r := p.own(session); r.Kind != sequencing.None {
		p.move(r)
		return
	}
	p.flush()
}

// quit is to ask for what must end the session.
func (p *player) quit(session *cmi.Session, r sequencing.Request) {
	p.ask(session, r)
	p.clause(p.seat.now.Ended, "%s should end the session, it is at %s", r, p.seat.at())
}

// leave is to obey what must end the session.
func (p *player) leave(r sequencing.Request) {
	p.move(r)
	p.clause(p.seat.now.Ended, "%s should end the session, it is at %s", r, p.seat.at())
}

// own is the navigation that the content asks for.
func (p *player) own(session *cmi.Session) sequencing.Request {
	if session == nil {
		return sequencing.Request{Kind: sequencing.None}
	}
	return scorm.WantedNavigation(session.Result())
}
