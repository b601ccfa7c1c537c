package sequencing

// Action is what a sequencing rule does when its conditions hold (SN 3.4).
type Action string

// The actions of pre-condition rules.
const (
	Skip                 Action = "skip"
	Disabled             Action = "disabled"
	HiddenFromChoice     Action = "hiddenFromChoice"
	StopForwardTraversal Action = "stopForwardTraversal"
)

// The actions of post-condition and exit rules.
const (
	ExitAction       Action = "exit"
	ExitParentAction Action = "exitParent"
	ExitAllAction    Action = "exitAll"
	RetryAction      Action = "retry"
	RetryAllAction   Action = "retryAll"
	ContinueAction   Action = "continue"
	PreviousAction   Action = "previous"
)

// Test is what a condition looks at.
type Test string

// The tests of rules; those of roll-up rules are the same without Always, the measure
// comparisons and the objective references.
const (
	Satisfied                 Test = "satisfied"
	ObjectiveStatusKnown      Test = "objectiveStatusKnown"
	ObjectiveMeasureKnown     Test = "objectiveMeasureKnown"
	MeasureGreaterThan        Test = "objectiveMeasureGreaterThan"
	MeasureLessThan           Test = "objectiveMeasureLessThan"
	Completed                 Test = "completed"
	ActivityProgressKnown     Test = "activityProgressKnown"
	Attempted                 Test = "attempted"
	AttemptLimitExceeded      Test = "attemptLimitExceeded"
	TimeLimitExceeded         Test = "timeLimitExceeded"
	OutsideAvailableTimeRange Test = "outsideAvailableTimeRange"
	AlwaysTrue                Test = "always"
)

// Condition is one test, perhaps negated, of the activity or of one of its objectives.
type Condition struct {
	Test      Test
	Not       bool
	Objective string  // an objective's id; empty for the primary one
	Threshold float64 // for the measure comparisons, -1 to 1
}

// Rule is a sequencing rule: if its conditions hold, all or any of them, its action.
type Rule struct {
	Conditions []Condition
	Any        bool // one condition is enough; all of them otherwise
	Action     Action
}

// RollupAction is what a roll-up rule says of the parent.
type RollupAction string

// The roll-up actions.
const (
	RollupSatisfied    RollupAction = "satisfied"
	RollupNotSatisfied RollupAction = "notSatisfied"
	RollupCompleted    RollupAction = "completed"
	RollupIncomplete   RollupAction = "incomplete"
)

// ChildSet says of how many children the conditions of a roll-up rule must hold.
type ChildSet string

// The child sets.
const (
	AllChildren    ChildSet = "all"
	AnyChild       ChildSet = "any"
	NoChild        ChildSet = "none"
	AtLeastCount   ChildSet = "atLeastCount"
	AtLeastPercent ChildSet = "atLeastPercent"
)

// RollupRule is one roll-up rule (SN 3.7). Its conditions are combined as All says: one
// is enough by default.
type RollupRule struct {
	Conditions []Condition
	All        bool
	Set        ChildSet // AllChildren when empty
	Count      int      // for AtLeastCount
	Percent    float64  // for AtLeastPercent, 0 to 1
	Action     RollupAction
}

// Requirement says when an activity counts in its parent's roll-up (SN 3.8).
type Requirement string

// The requirements.
const (
	Always         Requirement = "always"
	IfAttempted    Requirement = "ifAttempted"
	IfNotSkipped   Requirement = "ifNotSkipped"
	IfNotSuspended Requirement = "ifNotSuspended"
)
