package sequencing

import "time"

// Activity is the definition of one activity and of those below it: the Sequencing
// Definition Model of the SN book, chapter 3. Start from [NewActivity], whose values are
// the specification's defaults; the zero value is not one of them.
type Activity struct {
	ID       string // the item's identifier, unique in the tree
	Title    string
	Hidden   bool // isvisible="false": never shown in the table of contents
	Children []Activity

	Controls      Controls
	PreRules      []Rule // skip, disabled, hiddenFromChoice, stopForwardTraversal
	PostRules     []Rule // exitParent, exitAll, retry, retryAll, continue, previous
	ExitRules     []Rule // exit
	Limits        Limits
	Rollup        Rollup
	Completion    Completion
	Objectives    []Objective // the first is the primary one; none means an unnamed primary
	Selection     Selection
	Randomization Randomization
	Delivery      Delivery
	HideUI        []string // the controls that the content brings itself: "continue", "previous", "exit"…
}

// Controls are the sequencing control modes (SN 3.2) and ADL's constrained choice
// considerations (SN 3.2.8).
type Controls struct {
	Choice      bool // its children may be chosen; true by default
	ChoiceExit  bool // it may be left by a choice; true by default
	Flow        bool // continue and previous work among its children
	ForwardOnly bool // previous does not

	// Whether only what its children did in the current attempt on it counts; true by default.
	UseCurrentObjective, UseCurrentProgress bool

	ConstrainChoice   bool // from it, only what is next or before may be chosen
	PreventActivation bool // it cannot be entered by a choice from outside
}

// Limits are the limit conditions (SN 3.5). Zero means without limit. A SCORM run-time
// must enforce Attempts; the others are enforced where [Env] has a clock.
type Limits struct {
	Attempts            int           // attempts on the activity
	AttemptAbsolute     time.Duration // wall clock since the attempt began
	AttemptExperienced  time.Duration // time spent in the attempt
	ActivityAbsolute    time.Duration // wall clock since the first attempt began
	ActivityExperienced time.Duration // time spent in all attempts
	Begin, End          time.Time     // the window in which it may be begun
}

// Rollup says how the activity takes part in its parent's roll-up, and how its children
// take part in its own (SN 3.7, 3.8, 3.12).
type Rollup struct {
	Rules              []RollupRule
	ObjectiveSatisfied bool    // its satisfaction counts for its parent; true by default
	ProgressCompletion bool    // its completion counts for its parent; true by default
	MeasureWeight      float64 // its weight in its parent's measure, 0 to 1; 1 by default

	// When it counts for its parent at all; [Always] by default.
	RequiredForSatisfied, RequiredForNotSatisfied Requirement
	RequiredForCompleted, RequiredForIncomplete   Requirement

	// Whether satisfaction by measure is decided while it is active; true by default.
	MeasureSatisfactionIfActive bool
}

// Completion is ADL's completion threshold (CAM 5.1.8.3).
type Completion struct {
	ByMeasure   bool    // completed when the progress measure reaches MinProgress
	MinProgress float64 // 0 to 1; 1 by default
	Weight      float64 // in its parent's progress measure, 0 to 1; 1 by default
}

// Delivery are the delivery controls (SN 3.11).
type Delivery struct {
	Tracked                bool // what is done there is recorded; true by default
	CompletionSetByContent bool // else it is completed when left without a status
	ObjectiveSetByContent  bool // else it is satisfied when left without a status
}

// Timing says when a selection or a shuffle of children happens.
type Timing string

// The timings.
const (
	Never            Timing = "never"
	Once             Timing = "once"
	OnEachNewAttempt Timing = "onEachNewAttempt"
)

// Selection picks some of the children at random (SN 3.9).
type Selection struct {
	Timing Timing
	Count  int // how many; 0 means that no count is defined: all
}

// Randomization shuffles the children (SN 3.10).
type Randomization struct {
	Timing  Timing
	Reorder bool
}

// NewActivity returns an activity with the defaults of the specification.
func NewActivity(id string) Activity {
	return Activity{
		ID: id,
		Controls: Controls{
			Choice: true, ChoiceExit: true,
			UseCurrentObjective: true, UseCurrentProgress: true,
		},
		Rollup: Rollup{
			ObjectiveSatisfied: true, ProgressCompletion: true, MeasureWeight: 1,
			RequiredForSatisfied: Always, RequiredForNotSatisfied: Always,
			RequiredForCompleted: Always, RequiredForIncomplete: Always,
			MeasureSatisfactionIfActive: true,
		},
		Completion:    Completion{MinProgress: 1, Weight: 1},
		Selection:     Selection{Timing: Never},
		Randomization: Randomization{Timing: Never},
		Delivery:      Delivery{Tracked: true},
	}
}
