package tracking

// Kind is what an activity is.
type Kind string

// The kinds of activities.
const (
	Page    Kind = "page"
	Video   Kind = "video"
	File    Kind = "file"
	Link    Kind = "link"
	Package Kind = "package"
	Meeting Kind = "meeting"
)

// RuleKind says what completes an activity.
type RuleKind string

// The rules of completion.
const (
	RuleViewed    RuleKind = "viewed"    // opened once; a video: nine tenths of it seen
	RulePassed    RuleKind = "passed"    // its result says passed, once
	RuleCompleted RuleKind = "completed" // its result says completed (passed says it too)
	RuleScore     RuleKind = "score"     // a score of at least Rule.Score
	RuleByTrainer RuleKind = "byTrainer" // the trainer says so
	RuleAttended  RuleKind = "attended"  // present at one of its meetings
	RuleNone      RuleKind = "none"      // never complete, never counted
)

// Rule is what completes an activity.
type Rule struct {
	Kind  RuleKind
	Score float64 // for RuleScore: at least this, between 0 and 1
}

// Activity is what tracking needs to know of an activity of a version.
type Activity struct {
	ID       string // stable across versions
	Kind     Kind
	Title    string
	Minutes  int
	Required bool
	Rule     Rule
	Requires []string // activities to complete before this one opens
}

// Section groups activities.
type Section struct {
	ID         string
	Title      string
	Activities []Activity
}

// Structure is a version of a parcours: what there is to do, by which rules.
type Structure struct {
	Parcours string
	Version  int
	Fixed    bool // published: never changes, so it may be remembered
	Sections []Section
}

// Activity finds an activity by its identifier.
func (s Structure) Activity(id string) (Activity, bool) {
	for _, sec := range s.Sections {
		for _, a := range sec.Activities {
			if a.ID == id {
				return a, true
			}
		}
	}
	return Activity{}, false
}

// Activities lists every activity in order.
func (s Structure) Activities() []Activity {
	var out []Activity
	for _, sec := range s.Sections {
		out = append(out, sec.Activities...)
	}
	return out
}

// Counting lists the activities by which progress is measured: the required ones; where a
// version requires none, every one that can be completed.
func (s Structure) Counting() []Activity {
	all, required := 0, 0
	for _, sec := range s.Sections {
		for i := range sec.Activities {
			if a := &sec.Activities[i]; a.Rule.Kind != RuleNone {
				all++
				if a.Required {
					required++
				}
			}
		}
	}
	counting := make([]Activity, 0, all)
	for _, sec := range s.Sections {
		for i := range sec.Activities {
			if a := &sec.Activities[i]; a.Rule.Kind != RuleNone && (a.Required || required == 0) {
				counting = append(counting, *a)
			}
		}
	}
	return counting
}

// meetingActivity says for which activity the meeting at this place of the session's list
// counts: the one that it names, else the activity of kind meeting at the same place, the
// last of them taking the meetings in excess; "" when the version has none.
func (s Structure) meetingActivity(named string, place int) string {
	if named != "" {
		return named
	}
	var last string
	for _, a := range s.Activities() {
		if a.Kind != Meeting {
			continue
		}
		last = a.ID
		if place == 0 {
			break
		}
		place--
	}
	return last
}
