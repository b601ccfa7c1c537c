package scorm

import (
	"strings"

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
		p.navigate(p.own(session))
	case "Continue":
		p.navigate(sequencing.Request{Kind: sequencing.Continue})
	case "Previous":
		p.navigate(sequencing.Request{Kind: sequencing.Previous})
	case "Choice":
		p.navigate(p.choice(title))
	case "APIt1", "APIt2", "DMIt1", "DMIt2", "DMIt3", "DMIt4":
		p.navigate(p.choice(titles[what]))
	case "Exit", "TRIGExitAll":
		p.leave(sequencing.Request{Kind: sequencing.ExitAll})
		p.clause(last, "the course is left in the middle of the case")
	case "AutoTest", "HasEnded":
		p.leave(p.own(session))
	case "ChoiceExit":
		p.leave(p.choice(title))
	case "RootSX4b": // the content has gone, the session goes on
		p.navigate(p.own(session))
		p.clause(!p.outcome.Ended && p.outcome.Exception == "" && p.outcome.Deliver == "", "abandoned: %+v", p.outcome)
		p.navigate(sequencing.Request{Kind: sequencing.Choice, Target: p.tree.Root()})
	default:
		p.comeBack(session, what, title)
	}
}

// comeBack leaves the course and launches it, or another, again.
func (p *player) comeBack(session *cmi.Session, what, title string) {
	again := p.script.Case
	switch what {
	case "ContinueExitCM8":
		p.leave(sequencing.Request{Kind: sequencing.Continue})
	case "ExitCM09ba":
		p.leave(sequencing.Request{Kind: sequencing.ExitAll})
	case "exitlaunch":
		p.leave(sequencing.Request{Kind: sequencing.ExitAll})
		again = title
	case "autoendrelaunch":
		p.leave(p.own(session))
		again = title
	case "ReLaunchDDMa", "ReLaunchDDMb":
		p.leave(p.own(session))
		again = strings.TrimPrefix(what, "ReLaunch")
	case "RelaunchCM10", "DMBxAct": // the table of contents is where it begins again
		p.leave(p.own(session))
		p.navigate(p.choice(map[string]string{"RelaunchCM10": "Activity 4", "DMBxAct": "Data Model Behavior Test 1"}[what]))
		return
	case "RelaunchCM5", "DMBx", "RelaunchOB3b", "RelaunchRU13e", "RelaunchRU14c", "RelaunchRU14d", "RelaunchSX4a":
		p.leave(p.own(session))
	default:
		p.fail("the learner is told %q, which nobody understands", what)
		return
	}
	p.launch(again)
}

// leave sends a request that must end the session.
func (p *player) leave(r sequencing.Request) {
	p.navigate(r)
	p.clause(p.outcome.Ended, "%s should end the session, got %+v", r, p.outcome)
}

// own is the navigation that the content asks for.
func (p *player) own(session *cmi.Session) sequencing.Request {
	return WantedNavigation(session.Result())
}
